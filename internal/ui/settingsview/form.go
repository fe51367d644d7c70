package settingsview

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/passalong/passalong/internal/settings"
	"github.com/passalong/passalong/internal/ui/glance"
)

// A field is one line of the form for the local service.
type field int

// The fields, in their order on screen.
const (
	fieldName field = iota
	fieldAddress
	fieldHours
	fieldPhone
	fieldWeb
	fieldNote
	fieldChecked
	fieldCount
	noField field = -1
)

// fieldWords are the label, example and hint of each field, and how many characters fit on a handout.
func fieldWords(f field) (label, example, hint string, most int) {
	switch f {
	case fieldName:
		return "Name", "Harbour Street needle program", "", 80
	case fieldAddress:
		return "Address", "12 Harbour Street, Footscray", "", 120
	case fieldHours:
		return "Opening hours", "Mon to Fri, 9 am to 5 pm", "", 80
	case fieldPhone:
		return "Phone", "03 9000 1234", "", 40
	case fieldWeb:
		return "Web address", "example.org", "", 120
	case fieldNote:
		return "Note", "Ring the bell at the side door", "Anything that helps a person walk in.", 140
	default:
		return "Checked on", "22 November 2026", "The day somebody made sure that all of this is right.", 40
	}
}

// A form is the local service as it is being typed.
type form struct {
	text   [fieldCount]string
	typing field // the field that is being written in: what is not finished is no mistake yet
	// cleared is what Clear took away, until something else is typed.
	cleared *[fieldCount]string
}

// serviceState is what the section of the local service shows.
type serviceState struct {
	Text     [fieldCount]string
	Errors   [fieldCount]string
	Preview  string
	Status   string // whether it is saved, and if not, why
	Saved    bool
	CanClear bool
	CanUndo  bool
}

func formOf(s settings.LocalService) form {
	return form{
		text:   [fieldCount]string{s.Name, s.Address, s.Hours, s.Phone, s.Web, s.Note, glance.Date(s.Checked)},
		typing: noField,
	}
}

// write takes what was typed into a field.
func (f *form) write(at field, text string) {
	f.text[at], f.typing, f.cleared = text, at, nil
}

// finish says that nobody is typing any more.
func (f *form) finish() { f.typing = noField }

func (f *form) clear() {
	old := f.text
	*f = form{typing: noField, cleared: &old}
}

func (f *form) undo() {
	if f.cleared != nil {
		*f = form{text: *f.cleared, typing: noField}
	}
}

func (f *form) empty() bool { return strings.TrimSpace(strings.Join(f.text[:], "")) == "" }

// service is the form as it can be saved. It is of use only while there is no mistake.
func (f *form) service() settings.LocalService {
	t := func(at field) string { return strings.TrimSpace(f.text[at]) }
	s := settings.LocalService{
		Name: t(fieldName), Address: t(fieldAddress), Hours: t(fieldHours), Phone: t(fieldPhone), Web: t(fieldWeb), Note: t(fieldNote),
	}
	s.Checked, _ = parseDate(t(fieldChecked))
	return s
}

// mistakes says for each field what is not right with it, on a day.
func (f *form) mistakes(today time.Time) [fieldCount]string {
	var out [fieldCount]string
	for at := range fieldCount {
		text := strings.TrimSpace(f.text[at])
		label, _, _, most := fieldWords(at)
		switch {
		case utf8.RuneCountInString(text) > most:
			out[at] = fmt.Sprintf("%s: %d characters fit on a handout, this has %d.", label, most, utf8.RuneCountInString(text))
		case strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) }):
			out[at] = label + ": there is a character in it that cannot be printed."
		}
	}
	if !f.empty() && strings.TrimSpace(f.text[fieldName]) == "" {
		out[fieldName] = "Give it a name, so that people know what to look for."
	}
	if p := strings.TrimSpace(f.text[fieldPhone]); p != "" && digits(p) < 3 {
		out[fieldPhone] = "A phone number has at least three digits."
	}
	if w := strings.TrimSpace(f.text[fieldWeb]); w != "" && !likeAddress(w) {
		out[fieldWeb] = "Write it as in the browser, such as example.org."
	}
	if c := strings.TrimSpace(f.text[fieldChecked]); c != "" {
		day, ok := parseDate(c)
		switch {
		case !ok:
			out[fieldChecked] = "Write it as 22 November 2026 or 22/11/2026."
		case day.After(today):
			out[fieldChecked] = "That day has not come yet."
		}
	}
	return out
}

// right reports whether the form can be saved.
func (f *form) right(today time.Time) bool { return f.mistakes(today) == [fieldCount]string{} }

func (f *form) state(now time.Time) serviceState {
	s := serviceState{Text: f.text, CanClear: !f.empty(), CanUndo: f.cleared != nil}
	all := f.mistakes(now)
	s.Errors = all
	if f.typing != noField {
		s.Errors[f.typing] = ""
		// The name is asked for once somebody has gone past it, and not while they write the rest.
		s.Errors[fieldName] = ""
	}
	s.Saved = all == [fieldCount]string{}
	switch {
	case f.cleared != nil:
		s.Status = "Cleared. Handouts are printed without a local service."
	case f.empty():
		s.Status = "Nothing entered. Handouts are printed without a local service."
	case s.Saved:
		s.Status = "Saved. It is printed at the end of every handout."
	default:
		s.Status = "Not saved yet. " + first(all)
	}
	if s.Saved && !f.empty() {
		s.Preview = f.preview()
	}
	return s
}

func first(mistakes [fieldCount]string) string {
	for _, m := range mistakes {
		if m != "" {
			return m
		}
	}
	return ""
}

// preview is the line that stands on handouts.
func (f *form) preview() string {
	var parts []string
	for at, text := range f.text {
		text = strings.TrimSpace(text)
		if text != "" && field(at) == fieldChecked {
			text = "checked on " + text
			if day, ok := parseDate(strings.TrimSpace(f.text[at])); ok {
				text = "checked on " + glance.Date(day)
			}
		}
		if text != "" {
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, " · ")
}

func digits(s string) (n int) {
	for _, r := range s {
		if unicode.IsDigit(r) {
			n++
		}
	}
	return n
}

// likeAddress reports whether s can be typed into a browser: a name with a dot and no spaces.
func likeAddress(s string) bool {
	s = strings.TrimPrefix(strings.TrimPrefix(s, "https://"), "http://")
	host, _, _ := strings.Cut(s, "/")
	return !strings.ContainsAny(s, " \t") && !strings.ContainsAny(host, ":@") && strings.Contains(strings.Trim(host, "."), ".")
}

// parseDate reads a day as people here write it.
func parseDate(s string) (time.Time, bool) {
	for _, layout := range []string{"2 January 2006", "2 Jan 2006", "2/1/2006", "2.1.2006", time.DateOnly} {
		if t, err := time.Parse(layout, s); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}
