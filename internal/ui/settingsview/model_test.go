package settingsview

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/settings"
)

func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

func today() time.Time { return day("2026-11-22").Add(14 * time.Hour) }

func library() *catalog.Catalog {
	return &catalog.Catalog{Library: catalog.Library{Issued: day("2026-11-21")}}
}

func harbour() settings.LocalService {
	return settings.LocalService{
		Name: "Harbour Street NSP", Address: "12 Harbour Street", Hours: "Mon to Fri 9–5", Phone: "03 9000 1234",
		Web: "example.org/nsp", Note: "Ring the bell", Checked: day("2026-11-20"),
	}
}

func newTestModel() *model {
	m := newModel(library(), settings.Default(), progress.Profile{Nickname: "Sam"}, today)
	return &m
}

func TestTextSize(t *testing.T) {
	m := newTestModel()
	if s := m.state(); s.TextSize != "100 %" || s.CanLess || !s.CanMore {
		t.Errorf("%q, less %v, more %v", s.TextSize, s.CanLess, s.CanMore)
	}
	m.resize(1)
	if s := m.state(); s.TextSize != "110 %" || !s.CanLess {
		t.Errorf("%q, less %v", s.TextSize, s.CanLess)
	}
	m.resize(100)
	if s := m.state(); s.TextSize != "200 %" || s.CanMore {
		t.Errorf("%q, more %v", s.TextSize, s.CanMore)
	}
	if err := m.set.Validate(); err != nil {
		t.Error(err)
	}
}

func TestAppearance(t *testing.T) {
	m := newTestModel()
	for i, a := range appearances() {
		m.set.Appearance = a.value
		if got := m.state().Appearance; got != i {
			t.Errorf("%s is choice %d, want %d", a.value, got, i)
		}
		if err := m.set.Validate(); err != nil {
			t.Error(err)
		}
	}
}

func TestSource(t *testing.T) {
	m := newTestModel()
	if s := m.state(); s.SourceInUse != "No source is set, so there is nowhere to look for newer content." || s.CanSaveSource {
		t.Errorf("%+v", s)
	}
	m.preset = "passalong/library"
	if got := m.state().SourceInUse; got != "Newer content comes from passalong/library, as its publisher has set." {
		t.Error(got)
	}
	m.typeSource("nuaa")
	if m.useSource() || m.state().SourceError == "" || m.set.UpdateSource != "" {
		t.Error("one word is no source")
	}
	m.typeSource("https://github.com/nuaa/library")
	if s := m.state(); s.SourceError != "" || !s.CanSaveSource {
		t.Errorf("while typing: %+v", s)
	}
	if !m.useSource() || m.set.UpdateSource != "nuaa/library" || m.source != "nuaa/library" {
		t.Errorf("the source is %q", m.set.UpdateSource)
	}
	if got := m.state().SourceInUse; got != "Newer content comes from nuaa/library." {
		t.Error(got)
	}
	m.typeSource("")
	if !m.useSource() || m.set.UpdateSource != "" {
		t.Error("it cannot be taken back")
	}
}

func TestTakingSettingsFromElsewhere(t *testing.T) {
	m := newTestModel()
	m.typeSource("nu")
	m.form.write(fieldName, "Harbour ")
	set := settings.Default()
	set.TextSize = 150
	m.take(set)
	if m.set.TextSize != 150 || m.source != "nu" || m.form.text[fieldName] != "Harbour " {
		t.Errorf("%+v, source %q, name %q", m.set, m.source, m.form.text[fieldName])
	}
	m = newTestModel()
	set.UpdateSource, set.LocalService = "nuaa/library", harbour()
	m.take(set)
	if m.source != "nuaa/library" || m.form.text[fieldName] != "Harbour Street NSP" {
		t.Errorf("source %q, name %q", m.source, m.form.text[fieldName])
	}
}

func TestSavingTroubleInWords(t *testing.T) {
	m := newTestModel()
	for err, want := range map[error]string{
		fmt.Errorf("saving: %w", settings.ErrDiskFull):    "The disk is full, so the settings are not saved.",
		fmt.Errorf("saving: %w", settings.ErrCannotWrite): "The data folder cannot be written to, so the settings are not saved.",
	} {
		if m.saved(err); m.state().SaveTrouble.What != want {
			t.Errorf("%v: %q, want %q", err, m.state().SaveTrouble.What, want)
		}
	}
	if m.saved(nil); m.state().SaveTrouble.What != "" {
		t.Error("the trouble is over")
	}
}

func TestNickname(t *testing.T) {
	m := newTestModel()
	if m.state().CanRename {
		t.Error("nothing has been typed")
	}
	m.nickname = "  Alex "
	if name, ok := m.rename(); !ok || name != "Alex" || !m.state().CanRename {
		t.Errorf("%q, %v", name, ok)
	}
	m.nickname = strings.Repeat("x", 41)
	if _, ok := m.rename(); ok || m.state().RenameError == "" {
		t.Error("41 characters are too many")
	}
}

func TestFormOfAServiceGivesItBack(t *testing.T) {
	f := formOf(harbour())
	if diff := cmp.Diff(harbour(), f.service()); diff != "" {
		t.Error(diff)
	}
	want := "Harbour Street NSP · 12 Harbour Street · Mon to Fri 9–5 · 03 9000 1234 · example.org/nsp · Ring the bell · checked on 20 November 2026"
	s := f.state(today())
	if s.Preview != want || !s.Saved || s.Status != "Saved. It is printed at the end of every handout." {
		t.Errorf("%+v", s)
	}
	if !f.right(today()) {
		t.Errorf("mistakes %v", f.mistakes(today()))
	}
}

func TestMistakes(t *testing.T) {
	tests := []struct {
		name  string
		at    field
		text  string
		wrong string
	}{
		{"a phone number in words and figures", fieldPhone, "13 YARN (13 92 76)", ""},
		{"an emergency number", fieldPhone, "000", ""},
		{"no phone number", fieldPhone, "ask Sam", "A phone number has at least three digits."},
		{"an address as in the browser", fieldWeb, "https://www.example.org/a-b?c=1", ""},
		{"no address", fieldWeb, "example", "Write it as in the browser, such as example.org."},
		{"an address with a space", fieldWeb, "example .org", "Write it as in the browser, such as example.org."},
		{"a script", fieldWeb, "javascript:alert(1.0)", "Write it as in the browser, such as example.org."},
		{"a date in figures", fieldChecked, "20/11/2026", ""},
		{"a date as computers write it", fieldChecked, "2026-11-20", ""},
		{"today", fieldChecked, "22 November 2026", ""},
		{"tomorrow", fieldChecked, "23 November 2026", "That day has not come yet."},
		{"no date", fieldChecked, "last week", "Write it as 22 November 2026 or 22/11/2026."},
		{"too long for a handout", fieldHours, strings.Repeat("x", 81), "Opening hours: 80 characters fit on a handout, this has 81."},
		{"a character nobody can print", fieldNote, "bell\x07", "Note: there is a character in it that cannot be printed."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := formOf(settings.LocalService{Name: "Harbour"})
			f.write(tt.at, tt.text)
			if got := f.mistakes(today())[tt.at]; got != tt.wrong {
				t.Errorf("%q is %q, want %q", tt.text, got, tt.wrong)
			}
			if got := f.state(today()).Errors[tt.at]; got != "" {
				t.Errorf("while it is being typed, %q is called a mistake", tt.text)
			}
			f.finish()
			if got := f.state(today()).Errors[tt.at]; got != tt.wrong {
				t.Errorf("when it is done, the error is %q, want %q", got, tt.wrong)
			}
		})
	}
}

func TestFormWithoutName(t *testing.T) {
	f := formOf(settings.LocalService{})
	if s := f.state(today()); !s.Saved || s.CanClear || s.Status != "Nothing entered. Handouts are printed without a local service." {
		t.Errorf("%+v", s)
	}
	f.write(fieldPhone, "03 9000 1234")
	s := f.state(today())
	if s.Saved || s.Status != "Not saved yet. Give it a name, so that people know what to look for." {
		t.Errorf("%+v", s)
	}
}

func TestClearingCanBeUndone(t *testing.T) {
	f := formOf(harbour())
	f.clear()
	if s := f.state(today()); !s.CanUndo || s.CanClear || f.service() != (settings.LocalService{}) {
		t.Errorf("%+v", s)
	}
	f.undo()
	if diff := cmp.Diff(harbour(), f.service()); diff != "" {
		t.Error(diff)
	}
	f.clear()
	f.write(fieldName, "Other")
	f.undo()
	if f.text[fieldName] != "Other" {
		t.Error("what was typed after clearing is gone")
	}
}

func TestLogLines(t *testing.T) {
	at := time.Date(2026, 11, 22, 9, 5, 7, 0, time.Local)
	tests := []struct {
		name string
		e    catalog.NetworkEntry
		want logLine
	}{
		{
			"an answer", catalog.NetworkEntry{At: at, Method: "GET", URL: "https://api.github.com/repos/a/b?x=1", Status: 200, Bytes: 24_300},
			logLine{"GET api.github.com/repos/a/b?x=1", "22 November 2026, 09:05:07 · answered (200) · 24 kB", true},
		},
		{"nothing newer", catalog.NetworkEntry{At: at, Method: "GET", URL: "https://api.github.com", Status: 304}, logLine{"GET api.github.com/", "22 November 2026, 09:05:07 · nothing newer (304)", true}},
		{"a refusal", catalog.NetworkEntry{At: at, Method: "GET", URL: "https://x.org/", Status: 403}, logLine{"GET x.org/", "22 November 2026, 09:05:07 · refused (403)", false}},
		{"nothing there", catalog.NetworkEntry{At: at, Method: "GET", URL: "https://x.org/", Status: 404}, logLine{"GET x.org/", "22 November 2026, 09:05:07 · not found (404)", false}},
		{"trouble there", catalog.NetworkEntry{At: at, Method: "GET", URL: "https://x.org/", Status: 502}, logLine{"GET x.org/", "22 November 2026, 09:05:07 · trouble at the other end (502)", false}},
		{"sent on", catalog.NetworkEntry{At: at, Method: "GET", URL: "https://x.org/", Status: 301}, logLine{"GET x.org/", "22 November 2026, 09:05:07 · sent on to another address (301)", true}},
		{"no answer", catalog.NetworkEntry{At: at, Method: "GET", URL: "https://x.org/"}, logLine{"GET x.org/", "22 November 2026, 09:05:07 · no answer", false}},
		{"no connection", catalog.NetworkEntry{At: at, Method: "GET", URL: "https://x.org/", Error: "no such host"}, logLine{"GET x.org/", "22 November 2026, 09:05:07 · no answer: no such host", false}},
		{"no address", catalog.NetworkEntry{At: at, Method: "GET", URL: "::", Status: 200}, logLine{"GET ::", "22 November 2026, 09:05:07 · answered (200)", true}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, lineOf(tt.e)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestLogIsShownInParts(t *testing.T) {
	m := newTestModel()
	if !m.state().LogEmpty {
		t.Error("an empty log has lines")
	}
	m.entries = make([]catalog.NetworkEntry, 60)
	if s := m.state(); len(s.Log) != 10 || s.LogMore != "Show 40 older" {
		t.Errorf("%d lines, %q", len(s.Log), s.LogMore)
	}
	m.logShown += logMore
	if s := m.state(); len(s.Log) != 50 || s.LogMore != "Show 10 older" {
		t.Errorf("%d lines, %q", len(s.Log), s.LogMore)
	}
	m.logShown += logMore
	if s := m.state(); len(s.Log) != 60 || s.LogMore != "" {
		t.Errorf("%d lines, %q", len(s.Log), s.LogMore)
	}
}
