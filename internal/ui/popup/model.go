package popup

import (
	"strings"
	"time"

	"github.com/passalong/passalong/internal/catalog"
)

// A fact is one line of a source note.
type fact struct{ Name, Value string }

// sourceState is what the pop-up of a source note shows; what is empty is left out.
type sourceState struct {
	Title   string
	Facts   []fact
	Note    string
	Address string
}

func stateOfSource(s catalog.Source) sourceState {
	st := sourceState{Title: s.Title, Note: s.Note, Address: s.URL}
	if st.Title == "" {
		st.Title = string(s.Key)
	}
	add := func(name, value string) {
		if value != "" {
			st.Facts = append(st.Facts, fact{name, value})
		}
	}
	add("From", s.Organisation)
	add("Dated", printedDate(s.Date))
	if !s.Checked.IsZero() {
		add("Checked on", s.Checked.Format("2 January 2006"))
	}
	return st
}

// SourceLabel names a source note on a link: who wrote it, and what.
func SourceLabel(s catalog.Source) string {
	switch {
	case s.Organisation == "":
		return s.Title
	case s.Title == "":
		return s.Organisation
	}
	return s.Organisation + ": " + s.Title
}

// printedDate writes a date as people do. A source may say only its year, or its year and month; a date of
// another form stays as it is.
func printedDate(s string) string {
	for _, form := range [...]struct{ read, write string }{
		{time.DateOnly, "2 January 2006"},
		{"2006-01", "January 2006"},
	} {
		if t, err := time.Parse(form.read, s); err == nil {
			return t.Format(form.write)
		}
	}
	return s
}

// termState is what the pop-up of a glossary term shows.
type termState struct{ Title, Also, Meaning string }

func stateOfTerm(t catalog.Term) termState {
	st := termState{Title: t.Headword, Meaning: t.Meaning}
	if len(t.Also) > 0 {
		st.Also = "Also called: " + strings.Join(t.Also, ", ")
	}
	return st
}

// leaveState is what the question before a link shows.
type leaveState struct {
	Title   string
	Address string // as it is, whole
	Note    string
	Open    string // label of the button that goes there; empty where nothing can be opened
	Copy    string
}

// stateOfLeave tells a web address from a phone number, which a desktop rarely dials.
func stateOfLeave(url string) leaveState {
	if number, ok := strings.CutPrefix(url, "tel:"); ok {
		return leaveState{
			Title: "A phone number", Address: number,
			Note: "Call it from any phone. Passalong does not call by itself.",
			Copy: "Copy number",
		}
	}
	return leaveState{
		Title: "Leave the app?", Address: url,
		Note: "This opens in your browser. Your browser will remember this page.",
		Open: "Open", Copy: "Copy address",
	}
}
