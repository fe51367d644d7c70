package servicesview

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/ui/uitest"
)

func TestMistakesOfAForm(t *testing.T) {
	for name, c := range map[string]struct {
		at    field
		text  string
		wrong string
	}{
		"a name of nothing but space":     {fieldName, "  ", "Give it a name, so that people know what to look for."},
		"a name of 300 characters":        {fieldName, strings.Repeat("ก", 300), ""},
		"a name of more":                  {fieldName, strings.Repeat("ก", 301), "There is room for 300 characters, and this has 301."},
		"a name from right to left":       {fieldName, "خدمة الميناء", ""},
		"an address of many":              {fieldAddress, strings.Repeat("a", 301), "There is room for 300 characters, and this has 301."},
		"hours of many":                   {fieldHours, strings.Repeat("a", 301), "There is room for 300 characters, and this has 301."},
		"a phone number of two digits":    {fieldPhone, "12", "A phone number has at least three digits."},
		"a short phone number":            {fieldPhone, "000", ""},
		"a phone number of many":          {fieldPhone, strings.Repeat("1", 61), "There is room for 60 characters, and this has 61."},
		"a web address of one word":       {fieldWeb, "example", "Write it as in the browser, such as example.org."},
		"a web address":                   {fieldWeb, "https://example.org/x", ""},
		"a language that nobody speaks":   {fieldLanguages, "English, Klingon", "Passalong does not know “Klingon” as a language. Take it out, or say it in the note."},
		"languages in their own letters":  {fieldLanguages, "Tiếng Việt, العربية", ""},
		"a note of many":                  {fieldNote, strings.Repeat("a", 301), "There is room for 300 characters, and this has 301."},
		"a day in words":                  {fieldChecked, "3 May 2026", ""},
		"a day in short words":            {fieldChecked, "3 May 2026", ""},
		"a day in figures":                {fieldChecked, "03/05/2026", ""},
		"a day as computers write it":     {fieldChecked, "2026-05-03", ""},
		"a day with points":               {fieldChecked, "3.5.2026", ""},
		"today":                           {fieldChecked, "22 November 2026", ""},
		"tomorrow":                        {fieldChecked, "23 November 2026", "That day has not come yet."},
		"no day of the calendar":          {fieldChecked, "31/2/2026", "Write it as 22 November 2026 or 22/11/2026."},
		"something else where a day is":   {fieldChecked, "last week", "Write it as 22 November 2026 or 22/11/2026."},
		"nothing said of when":            {fieldChecked, "", ""},
		"the whole form as it was before": {fieldAddress, harbour().Address, ""},
	} {
		t.Run(name, func(t *testing.T) {
			f := newForm(harbour())
			f.write(c.at, c.text)
			var want [fieldCount]string
			want[c.at] = c.wrong
			if diff := cmp.Diff(want, f.mistakes(uitest.Noon)); diff != "" {
				t.Error(diff)
			}
			if f.right(uitest.Noon) != (c.wrong == "") {
				t.Errorf("right: %v", f.right(uitest.Noon))
			}
			if got := first(f.mistakes(uitest.Noon)); c.wrong != "" && got != c.at || c.wrong == "" && got != noField {
				t.Errorf("the first mistake is in field %d", got)
			}
		})
	}
}

// In Melbourne a day begins while it is the one before in Greenwich.
func TestTodayIsTheDayWherePeopleAre(t *testing.T) {
	early := time.Date(2026, 11, 22, 7, 30, 0, 0, time.FixedZone("AEDT", 11*3600))
	f := newForm(harbour())
	f.write(fieldChecked, "22 November 2026")
	if got := f.mistakes(early)[fieldChecked]; got != "" {
		t.Errorf("today: %q", got)
	}
	f.write(fieldChecked, "23 November 2026")
	if got := f.mistakes(early)[fieldChecked]; got == "" {
		t.Error("tomorrow has come")
	}
}

func TestFormKeepsWhatIsWritten(t *testing.T) {
	was := harbour()
	f := newForm(was)
	if f.changed() || f.fresh() {
		t.Errorf("a form that was just opened: changed %v, fresh %v", f.changed(), f.fresh())
	}
	if diff := cmp.Diff(was, f.service()); diff != "" {
		t.Error("a form changes what nobody has changed:", diff)
	}
	f.write(fieldHours, " "+was.Hours+" ")
	if f.changed() {
		t.Error("space is a change")
	}
	f.turn("needles")
	f.turn("peer")
	f.setLogo([]byte("picture"))
	f.write(fieldLanguages, "English, Farsi")
	want := was
	want.Kinds, want.Logo, want.Languages = []string{"naloxone", "peer"}, []byte("picture"), []catalog.Language{"en", "fa"}
	if diff := cmp.Diff(want, f.service()); diff != "" || !f.changed() {
		t.Error(f.changed(), diff)
	}
	f.setLogo(nil)
	f.turn("peer")
	f.turn("needles")
	f.write(fieldLanguages, "English, Vietnamese")
	if f.changed() {
		t.Error("what was taken back is a change")
	}
}

func TestWhatTheDirectoryRefuses(t *testing.T) {
	f := newForm(harbour())
	f.deny(fmt.Errorf("saving: %w", &catalog.ServiceError{Field: catalog.ServiceWeb, Problem: catalog.ServiceNotWeb}))
	if got := f.mistakes(uitest.Noon); got[fieldWeb] != "Write it as in the browser, such as example.org." || f.right(uitest.Noon) {
		t.Errorf("%q", got)
	}
	f.write(fieldWeb, "example.net")
	if !f.right(uitest.Noon) {
		t.Error("what was written anew is still refused")
	}
	f.deny(&catalog.ServiceError{Field: catalog.ServiceLogo, Problem: catalog.ServiceBadLogo})
	if f.right(uitest.Noon) {
		t.Error("the logo is not refused")
	}
	for _, err := range []error{progress.ErrDiskFull, &catalog.ServiceError{Field: catalog.ServiceKinds, Problem: catalog.ServiceTooLong, Most: 20, Has: 21}, errors.New("surprise")} {
		f = newForm(harbour())
		f.deny(err)
		if f.trouble.What == "" || !f.right(uitest.Noon) {
			t.Errorf("%v: %+v", err, f.trouble)
		}
	}
}

func TestNotices(t *testing.T) {
	gone := van()
	for said, want := range map[said][2]string{
		nothing:  {},
		saved:    {"Saved. It can be put on handouts now.", ""},
		deleted:  {"“The night van” is deleted.", "Undo"},
		restored: {"“The night van” is back.", ""},
		dropped:  {"Your changes were not kept.", "Go back to them"},
		checked:  {"Marked as checked today.", ""},
	} {
		m := model{said: said, gone: &gone}
		if text, undo := m.notice(); text != want[0] || undo != want[1] {
			t.Errorf("%d: %q, %q; want %q", said, text, undo, want)
		}
	}
}

func TestPreviewIsWhatAHandoutSays(t *testing.T) {
	for name, c := range map[string]struct {
		service   catalog.Service
		languages string
		want      preview
	}{
		"nothing yet": {catalog.Service{}, "", preview{Name: "Name", Checked: "Nobody has checked this yet"}},
		"all of it": {harbour(), "English, Vietnamese", preview{
			Name: "Harbour Street needle program", Checked: "Checked on 3 November 2026",
			Lines: []string{"12 Harbour Street, Footscray", "Mon to Fri, 9 am to 5 pm", "03 9000 1234", "example.org", "Languages: English, Vietnamese"},
		}},
		"long ago": {van(), "", preview{Name: "The night van", Lines: []string{"0400 000 000"}, Checked: "Not checked for 120 days: check before printing"}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, previewOf(c.service, c.languages, uitest.Noon)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestHelpLinesOfTheRegion(t *testing.T) {
	for region, want := range map[catalog.Region][]string{"": {"DirectLine"}, "au-vic": {"DirectLine"}, "au-nsw": {"NUAA"}, "nz": nil} {
		m := model{catalog: library(), now: uitest.Now, region: region}
		var names []string
		for _, l := range m.state().Lines {
			names = append(names, l.Name)
		}
		if diff := cmp.Diff(want, names); diff != "" {
			t.Errorf("%q: %s", region, diff)
		}
	}
}

func TestKindsOfALibraryThatWasHereBefore(t *testing.T) {
	s := harbour()
	s.Kinds = append(s.Kinds, "zoo-keeping")
	m := model{catalog: library(), now: uitest.Now, form: newForm(s)}
	kinds := m.state().Form.Kinds
	if diff := cmp.Diff(kindState{Kind: "zoo-keeping", Name: "Zoo keeping", On: true}, kinds[len(kinds)-1]); diff != "" {
		t.Error(diff)
	}
}
