package handout

import (
	"fmt"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/catalog"
)

// words are what a page says of its own accord, in one language.
type words struct {
	NearYou string `json:"near_you"`
	Help    string `json:"help"`
	Scan    string `json:"scan"`
	Sources string `json:"sources"`
	Page    string `json:"page"` // with {page} and {pages}

	Sheet sheetWords `json:"sheet"`
	Marks markWords  `json:"-"`

	ReadMore  string                         `json:"-"`
	QR        string                         `json:"-"`
	OutOfDate string                         `json:"-"`
	Draft     string                         `json:"-"` // with %s for the reviews that are missing
	Version   string                         `json:"-"` // with %s for version and review date
	Checked   string                         `json:"-"` // with %s for a date
	Comma     string                         `json:"-"` // between the parts of a list, with its space
	And       string                         `json:"-"` // before the last part of a list, with its spaces
	Date      string                         `json:"-"` // with %d, %s and %d for day, month and year
	Reviews   map[string]string              `json:"-"` // by role of the reviewer
	Callouts  map[catalog.CalloutKind]string `json:"-"`
	Months    [12]string                     `json:"-"`
}

// wordsFor gives the words of a language; English where nobody has translated them yet.
func wordsFor(l catalog.Language) words {
	w := english()
	switch primary(l) {
	case "vi":
		w.vietnamese()
	case "ar":
		w.arabic()
	}
	return w
}

func english() words {
	return words{
		Sheet:   englishSheets(),
		Marks:   englishMarks(),
		NearYou: "Near you", Help: "Help lines and services", Scan: "Scan to read more",
		Sources: "Where this comes from", Page: "Page {page} of {pages}",
		ReadMore: "Read more:", QR: "QR code for", OutOfDate: "Out of date: do not hand out",
		Draft: "Draft: awaiting %s review", Version: "Version %s · review by %s", Checked: "(checked on %s)", Comma: ", ", And: " and ", Date: "%d %s %d",
		Reviews: map[string]string{"clinical": "clinical", "legal": "legal", "peer": "peer"},
		Callouts: map[catalog.CalloutKind]string{
			catalog.Note: "Note", catalog.Tip: "Tip", catalog.Important: "Important",
			catalog.Warning: "Warning", catalog.Caution: "Caution",
		},
		Months: [12]string{
			"January", "February", "March", "April", "May", "June", "July", "August", "September",
			"October", "November", "December",
		},
	}
}

// day writes a date in full.
func (w words) day(t time.Time) string {
	return fmt.Sprintf(w.Date, t.Day(), w.Months[t.Month()-1], t.Year())
}

// draft says which reviews a draft waits for.
func (w words) draft(missing []string) string {
	names := make([]string, len(missing))
	for i, role := range missing {
		if names[i] = w.Reviews[role]; names[i] == "" {
			names[i] = role
		}
	}
	last := len(names) - 1
	text := names[last]
	if last > 0 {
		text = strings.Join(names[:last], w.Comma) + w.And + names[last]
	}
	return fmt.Sprintf(w.Draft, text)
}

// imprint says whose the handout is and what may be done with it.
func (w words) imprint(l catalog.Library) string {
	parts := []string{}
	for _, part := range []string{l.Title, l.Publisher, l.Licence} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, " · ")
}

// source writes a source note in one line, without its address. It may run the other way than the page.
func (w words) source(s catalog.Source) string {
	if s.Date == "" {
		return isolate(fmt.Sprintf("%s: %s.", s.Organisation, s.Title))
	}
	return isolate(fmt.Sprintf("%s: %s, %s.", s.Organisation, s.Title, s.Date))
}

// checked says when the oldest check of the cited sources was.
func (w words) checked(cited []catalog.SourceKey, notes map[catalog.SourceKey]catalog.Source) string {
	var oldest time.Time
	for _, key := range cited {
		if s, ok := notes[key]; ok && (oldest.IsZero() || s.Checked.Before(oldest)) {
			oldest = s.Checked
		}
	}
	if oldest.IsZero() {
		return ""
	}
	return fmt.Sprintf(w.Checked, w.day(oldest))
}
