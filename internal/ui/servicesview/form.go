package servicesview

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/glance"
	"github.com/passalong/passalong/internal/ui/place"
)

// A field is one line of the form.
type field int

// The fields, in their order on screen.
const (
	fieldName field = iota
	fieldAddress
	fieldHours
	fieldPhone
	fieldWeb
	fieldLanguages
	fieldNote
	fieldChecked
	fieldCount
	noField field = -1
)

// fieldWords are the label, example and hint of each field.
func fieldWords(f field) (label, example, hint string) {
	switch f {
	case fieldName:
		return "Name", "Harbour Street needle program", ""
	case fieldAddress:
		return "Address", "12 Harbour Street, Footscray", ""
	case fieldHours:
		return "Opening hours", "Mon to Fri, 9 am to 5 pm", ""
	case fieldPhone:
		return "Phone", "03 9000 1234", ""
	case fieldWeb:
		return "Web address", "example.org", ""
	case fieldLanguages:
		return "Languages spoken there", "English, Vietnamese, Auslan", "With commas between."
	case fieldNote:
		return "Note", "Ring the bell at the side door", "Anything that helps a person walk in."
	default:
		return "Checked on", "22 November 2026", "The day somebody made sure that all of this is right. Handouts print it."
	}
}

// A form is a local service as it is being written.
type form struct {
	was    catalog.Service // as it is kept; without an ID for a new one
	text   [fieldCount]string
	kinds  []string
	logo   []byte
	typing field // what is being written in: what is not finished is no mistake yet
	tried  bool  // saving was tried, so that nothing is spared
	// denied is what the directory said of a field when it was to be saved.
	denied  map[catalog.ServiceField]string
	trouble explain.Trouble
}

// newForm is a form with what is kept of a service.
func newForm(s catalog.Service) *form {
	return &form{
		was: s, typing: noField, kinds: slices.Clone(s.Kinds), logo: s.Logo,
		text: [fieldCount]string{s.Name, s.Address, s.Hours, s.Phone, s.Web, strings.ReplaceAll(place.Languages(s.Languages), " and ", ", "), s.Note, glance.Date(s.Checked)},
	}
}

func (f *form) fresh() bool { return f.was.ID == "" }

// write takes what was typed into a field.
func (f *form) write(at field, text string) {
	f.text[at], f.typing, f.trouble = text, at, explain.Trouble{}
	delete(f.denied, names()[at])
}

// turn puts a kind of service among what is offered, or takes it away.
func (f *form) turn(kind string) {
	f.typing = noField
	if i := slices.Index(f.kinds, kind); i >= 0 {
		f.kinds = slices.Delete(slices.Clone(f.kinds), i, i+1)
		return
	}
	f.kinds = append(slices.Clip(f.kinds), kind)
}

func (f *form) setLogo(logo []byte) {
	f.logo, f.typing, f.trouble = logo, noField, explain.Trouble{}
	delete(f.denied, catalog.ServiceLogo)
}

// names are the fields as the directory calls them.
func names() [fieldCount]catalog.ServiceField {
	return [fieldCount]catalog.ServiceField{
		catalog.ServiceName, catalog.ServiceAddress, catalog.ServiceHours, catalog.ServicePhone, catalog.ServiceWeb, catalog.ServiceLanguages, catalog.ServiceNote, "",
	}
}

// fieldOf is the line for a field of the directory.
func fieldOf(name catalog.ServiceField) field {
	all := names()
	return field(slices.Index(all[:], name))
}

// service is what is written. It can be kept while there is no mistake.
func (f *form) service() catalog.Service {
	s := f.was
	s.Name, s.Address, s.Hours, s.Phone = f.trimmed(fieldName), f.trimmed(fieldAddress), f.trimmed(fieldHours), f.trimmed(fieldPhone)
	s.Web, s.Note = f.trimmed(fieldWeb), f.trimmed(fieldNote)
	s.Languages, _ = place.ReadLanguages(f.text[fieldLanguages])
	s.Kinds, s.Logo = f.kinds, f.logo
	s.Checked, _ = glance.ReadDay(f.trimmed(fieldChecked))
	return s
}

func (f *form) trimmed(at field) string { return strings.TrimSpace(f.text[at]) }

// changed reports whether something is written that is not kept.
func (f *form) changed() bool {
	now, then := f.text, newForm(f.was).text
	for i := range now {
		now[i], then[i] = strings.TrimSpace(now[i]), strings.TrimSpace(then[i])
	}
	return now != then || !slices.Equal(slices.Sorted(slices.Values(f.kinds)), slices.Sorted(slices.Values(f.was.Kinds))) || !bytes.Equal(f.logo, f.was.Logo)
}

// mistakes says for each field what is not right with it, on a day.
func (f *form) mistakes(today time.Time) [fieldCount]string {
	var out [fieldCount]string
	s := f.service()
	s.Languages = nil
	for range fieldCount { // each round takes the first mistake away
		_, err := catalog.CleanService(s)
		bad := (*catalog.ServiceError)(nil)
		if !errors.As(err, &bad) {
			break
		}
		at := fieldOf(bad.Field)
		if at == noField {
			break
		}
		out[at] = explain.Service(bad)
		mend(&s, at)
	}
	if _, unknown := place.ReadLanguages(f.text[fieldLanguages]); len(unknown) > 0 {
		out[fieldLanguages] = fmt.Sprintf("Passalong does not know %s as a language. Take it out, or say it in the note.", "“"+unknown[0]+"”")
	}
	if c := f.trimmed(fieldChecked); c != "" {
		day, ok := glance.ReadDay(c)
		switch {
		case !ok:
			out[fieldChecked] = "Write it as 22 November 2026 or 22/11/2026."
		case day.After(glance.Day(today)):
			out[fieldChecked] = "That day has not come yet."
		}
	}
	for at, field := range names() {
		if why := f.denied[field]; why != "" && out[at] == "" {
			out[at] = why
		}
	}
	return out
}

// mend puts something in place of a field that is wrong, to find out about the others.
func mend(s *catalog.Service, at field) {
	switch at {
	case fieldName:
		s.Name = "-"
	case fieldAddress:
		s.Address = ""
	case fieldHours:
		s.Hours = ""
	case fieldPhone:
		s.Phone = ""
	case fieldWeb:
		s.Web = ""
	case fieldNote:
		s.Note = ""
	}
}

func (f *form) right(today time.Time) bool {
	return f.mistakes(today) == [fieldCount]string{} && f.denied[catalog.ServiceLogo] == ""
}

// deny takes why the directory did not keep it.
func (f *form) deny(err error) {
	if bad := (*catalog.ServiceError)(nil); errors.As(err, &bad) && bad.Field != catalog.ServiceKinds {
		f.denied = map[catalog.ServiceField]string{bad.Field: explain.Service(bad)}
		return
	}
	f.trouble = explain.Error(err)
}

// first is the first field with a mistake.
func first(mistakes [fieldCount]string) field {
	return field(slices.IndexFunc(mistakes[:], func(m string) bool { return m != "" }))
}
