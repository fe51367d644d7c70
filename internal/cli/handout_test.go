package cli_test

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/cli"
	"github.com/passalong/passalong/internal/pack"
	"github.com/passalong/passalong/internal/paper"
)

// street is a machine with handouts in several formats and languages, packs, alerts and two local services. What it
// makes says what it is made of.
func street() *machine {
	m := newMachine()
	m.catalog = &catalog.Catalog{
		Library: catalog.Library{Title: "Passalong library", Topics: []catalog.Topic{{ID: "overdose", Title: "Overdose and naloxone"}, {ID: "sharps", Title: "Used needles"}}},
		Modules: []catalog.Module{{ID: "overdose", Handouts: []catalog.Handout{{
			ID: "steps", Module: "overdose", Version: "1.1", Title: "Steps", Language: "en", Topics: []catalog.TopicID{"overdose"},
			Formats: []paper.Format{"a4", "card"},
			Translations: []catalog.Handout{
				{ID: "steps", Version: "1.1", Title: "Các bước", Language: "vi"},
				{ID: "steps", Version: "1.0", Title: "الخطوات", Language: "ar", MachineDraft: true, Formats: []paper.Format{"a4"}},
			},
		}}}},
		Handouts: []catalog.Handout{{
			ID: "bins", Version: "2.0", Title: "Bins", Language: "en", Topics: []catalog.TopicID{"sharps"}, Formats: []paper.Format{"a5"},
		}},
		Packs: []catalog.Pack{{ID: "naloxone", Title: "Naloxone pack", Items: []catalog.PackItem{
			{Handout: "steps", Format: "card", Copies: 2}, {Handout: "bins", Format: "a5", Copies: 1}, {Handout: "gone", Format: "a4", Copies: 1},
		}}},
		Alerts:    []catalog.Alert{{ID: "heat", Version: "1.0", Title: "Hot days", Language: "en", From: issued, Expires: issued.AddDate(0, 1, 0), Urgency: catalog.Serious}},
		Withdrawn: []catalog.Withdrawal{{Handout: "old-steps", On: issued, Why: "It said to wait.", Instead: "steps"}},
	}
	m.services = []catalog.Service{{ID: "north", Name: "Program, North", Checked: issued}, {ID: "van", Name: "The Van", Checked: issued}}
	m.make = func(l pack.Line) (paper.Sheet, error) {
		return paper.Sheet{PDF: fmt.Appendf(nil, "%s %s %s %s", l.Handout, l.Language, l.Form.Name(), l.Service)}, nil
	}
	return m
}

// runArgs is run with arguments that may have spaces.
func runArgs(t *testing.T, m *machine, args ...string) result {
	t.Helper()
	return run(t.Context(), m, "", func(in *cli.Invocation) { in.Args = args })
}

func TestWhatIsMade(t *testing.T) {
	for _, c := range []struct {
		name string
		args []string
		want []string // files, by name
		said string   // what stands on the standard error
	}{
		{"one handout in its usual format", []string{"steps", "-o", "x.pdf"}, []string{"x.pdf"}, ""},
		{"one into a folder that is there", []string{"steps", "-o", "there"}, []string{"there/steps-1.1-en-a4.pdf"}, ""},
		{"one into a folder that is to be made", []string{"steps", "-o", "new/"}, []string{"new/steps-1.1-en-a4.pdf"}, ""},
		{"several formats", []string{"steps", "-format", "a4, card,web", "-o", "out"}, []string{"out/steps-1.1-en-a4.pdf", "out/steps-1.1-en-card.pdf", "out/steps-1.1-en-web.html"}, ""},
		{"a web page alone", []string{"steps", "-format", "web", "-o", "x.html"}, []string{"x.html"}, ""},
		{"all formats", []string{"bins", "-format", "all", "-o", "out"}, []string{"out/bins-2.0-en-a5.pdf", "out/bins-2.0-en-screen.pdf", "out/bins-2.0-en-web.html"}, ""},
		{"everything, each in its usual format", []string{"-all", "-o", "out"}, []string{"out/bins-2.0-en-a5.pdf", "out/steps-1.1-en-a4.pdf"}, ""},
		{"a topic by its id", []string{"-topic", "sharps", "-o", "out"}, []string{"out"}, ""},
		{"a topic by its title", []string{"-topic", "used needles", "-o", "there"}, []string{"there/bins-2.0-en-a5.pdf"}, ""},
		{"what is not offered is left out", []string{"-all", "-format", "card", "-o", "there"}, []string{"there/steps-1.1-en-card.pdf"}, "pal handout: 1 handout is not offered in every one of these formats: bins\n"},
		{"a language", []string{"steps", "-lang", "vi", "-o", "there"}, []string{"there/steps-1.1-vi-a4.pdf"}, ""},
		{"all languages leave out what a machine made", []string{"-all", "-lang", "all", "-o", "out"}, []string{"out/bins-2.0-en-a5.pdf", "out/steps-1.1-en-a4.pdf", "out/steps-1.1-vi-a4.pdf"}, ""},
		{"unless that is asked for", []string{"steps", "-lang", "all", "-machine-drafts", "-o", "out"}, []string{"out/steps-1.0-ar-a4.pdf", "out/steps-1.1-en-a4.pdf", "out/steps-1.1-vi-a4.pdf"}, ""},
		{"a language that not all have", []string{"-all", "-lang", "en,vi", "-o", "out"}, []string{"out/bins-2.0-en-a5.pdf", "out/steps-1.1-en-a4.pdf", "out/steps-1.1-vi-a4.pdf"}, "pal handout: left out, because the library does not have it: bins in vi\n"},
		{"a translation without one of the formats", []string{"-all", "-lang", "en,ar", "-format", "a4,card", "-machine-drafts", "-o", "out"}, []string{"out/steps-1.0-ar-a4.pdf", "out/steps-1.1-en-a4.pdf", "out/steps-1.1-en-card.pdf"}, "pal handout: 1 handout is not offered in every one of these formats: bins\npal handout: left out, because the library does not have it: steps in ar as card\n"},
		{"all that there is", []string{"steps", "-lang", "all", "-format", "all", "-machine-drafts", "-o", "out"}, []string{
			"out/steps-1.0-ar-a4.pdf", "out/steps-1.0-ar-letter.pdf", "out/steps-1.0-ar-screen.pdf", "out/steps-1.0-ar-web.html",
			"out/steps-1.1-en-a4.pdf", "out/steps-1.1-en-card.pdf", "out/steps-1.1-en-letter.pdf", "out/steps-1.1-en-screen.pdf", "out/steps-1.1-en-web.html",
			"out/steps-1.1-vi-a4.pdf", "out/steps-1.1-vi-card.pdf", "out/steps-1.1-vi-letter.pdf", "out/steps-1.1-vi-screen.pdf", "out/steps-1.1-vi-web.html",
		}, ""},
		{"a service by its name", []string{"steps", "-service", "the van", "-o", "there"}, []string{"there/steps-1.1-en-a4-van.pdf"}, ""},
		{"a service whose name has a comma", []string{"steps", "-service", "Program, North", "-o", "there"}, []string{"there/steps-1.1-en-a4-north.pdf"}, ""},
		{"all services", []string{"steps", "-service", "all", "-o", "out"}, []string{"out/steps-1.1-en-a4-north.pdf", "out/steps-1.1-en-a4-van.pdf"}, ""},
		{"two services", []string{"steps", "-service", "van,north", "-o", "out"}, []string{"out/steps-1.1-en-a4-north.pdf", "out/steps-1.1-en-a4-van.pdf"}, ""},
		{"large print", []string{"steps", "-large-print", "-o", "there"}, []string{"there/steps-1.1-en-a4-18pt.pdf"}, ""},
		{"points and no colour", []string{"steps", "-points", "24", "-mono", "-o", "there"}, []string{"there/steps-1.1-en-a4-24pt-mono.pdf"}, ""},
		{"all that has room for large print", []string{"steps", "-format", "all", "-large-print", "-o", "out"}, []string{"out/steps-1.1-en-a4-18pt.pdf", "out/steps-1.1-en-letter-18pt.pdf", "out/steps-1.1-en-screen-18pt.pdf"}, "pal handout: left out, because they have no room for large print: card, web\n"},
		{"American paper", []string{"steps", "-format", "a4,letter,card", "-paper", "letter", "-o", "out"}, []string{"out/steps-1.1-en-card-on-letter.pdf", "out/steps-1.1-en-letter.pdf"}, ""},
		{"a pack with its cover", []string{"-pack", "naloxone", "-sets", "3", "-cover", "-o", "out"}, []string{"out/bins-2.0-en-a5.pdf", "out/cover-list.pdf", "out/steps-1.1-en-card.pdf"}, "pal handout: left out, because the library does not have it: gone\n"},
		{"an alert", []string{"-alert", "heat", "-o", "x.pdf"}, []string{"x.pdf"}, "pal handout: this alert is over, and the page says so\n"},
		{"an alert in all its formats", []string{"-alert", "heat", "-format", "all", "-service", "van", "-o", "out"}, []string{"out/heat-1.0-en-a4-van.pdf", "out/heat-1.0-en-a5-van.pdf", "out/heat-1.0-en-letter-van.pdf", "out/heat-1.0-en-receipt-van.pdf"}, "pal handout: this alert is over, and the page says so: heat-1.0-en-a4-van.pdf, heat-1.0-en-letter-van.pdf, heat-1.0-en-a5-van.pdf, heat-1.0-en-receipt-van.pdf\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := street()
			m.folders = []string{"there"}
			got := runArgs(t, m, append([]string{"handout"}, c.args...)...)
			if diff := cmp.Diff(result{errOut: c.said}, got, cmp.AllowUnexported(result{})); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(c.want, slices.Sorted(maps.Keys(m.saved))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWhatIsMadeIsWhatWasAskedFor(t *testing.T) {
	m := street()
	runArgs(t, m, "handout", "steps", "-lang", "vi", "-format", "card", "-service", "van", "-mono", "-paper", "a4", "-o", "x.pdf")
	if want := "steps vi Wallet card, black and white van"; m.saved["x.pdf"] != want {
		t.Errorf("got %q, want %q", m.saved["x.pdf"], want)
	}
	m = street()
	runArgs(t, m, "handout", "-pack", "naloxone", "-sets", "3", "-cover", "-mono", "-service", "all", "-o", "out")
	if len(m.covers) != 1 || m.covers[0].Title != "Naloxone pack" || m.covers[0].Entries[0].Copies != 6 || !m.covers[0].Entries[1].Form.Mono ||
		!slices.Equal(m.covers[0].Services, []catalog.ServiceID{"north", "van"}) {
		t.Errorf("the cover is of %+v", m.covers)
	}
	if n := len(m.saved); n != 5 {
		t.Errorf("%d files, want 2 handouts for each of 2 services and the cover", n)
	}
}

func TestWhatCannotBeMadeSaysWhatCould(t *testing.T) {
	for _, c := range []struct {
		name string
		args []string
		code int
		want string
	}{
		{"nothing", []string{}, cli.Usage, "name a handout, or say -all, -topic, -pack or -alert"},
		{"two ways to choose", []string{"steps", "-all"}, cli.Usage, "say one of: ids of handouts, -all, -topic, -pack, -alert"},
		{"a mistyped handout", []string{"step"}, cli.Failed, "there is no handout \"step\"\nDid you mean steps?"},
		{"a module", []string{"overdose"}, cli.Failed, "That is a module. Its handouts: steps"},
		{"a withdrawn handout", []string{"old-steps"}, cli.Failed, "the handout \"old-steps\" was withdrawn on 2026-11-21: It said to wait.\nThrow away what was printed of it. In its place: steps"},
		{"a mistyped format", []string{"steps", "-format", "crad"}, cli.Usage, "there is no format \"crad\"; did you mean card?"},
		{"a format from nowhere", []string{"steps", "-format", "vellum"}, cli.Usage, "say one of a4, letter, a5, card, folded-card, tri-fold,"},
		{"a format that it is not offered in", []string{"bins", "-format", "card"}, cli.Failed, "the handout bins is not offered as card\nIt is offered as: a5, screen, web"},
		{"a format that nothing is offered in", []string{"-all", "-format", "receipt"}, cli.Failed, "no handout is offered as receipt"},
		{"a language that nothing is in", []string{"steps", "-lang", "fr"}, cli.Failed, "there is no translation into the language \"fr\"\nThere are: en, vi, ar"},
		{"a machine's translation", []string{"steps", "-lang", "ar"}, cli.Failed, "a machine made this translation and nobody has reviewed it: steps in ar\nSay -machine-drafts"},
		{"a machine's translation among all", []string{"-topic", "overdose", "-lang", "ar"}, cli.Failed, "a machine made this translation"},
		{"a language that the handout is not in", []string{"steps", "bins", "-lang", "vi"}, cli.Failed, "the library does not have bins in vi"},
		{"a format that the translation is not offered in", []string{"steps", "-lang", "ar", "-machine-drafts", "-format", "card"}, cli.Failed, "the library does not have steps in ar as card"},
		{"a mistyped service", []string{"steps", "-service", "The Vam"}, cli.Failed, "there is no local service \"The Vam\"\nDid you mean The Van?"},
		{"a service from nowhere", []string{"steps", "-service", "zzzz"}, cli.Failed, "pal services shows them."},
		{"a mistyped topic", []string{"-topic", "overdoes"}, cli.Failed, "there is no topic \"overdoes\"\nDid you mean overdose?"},
		{"a topic from nowhere", []string{"-topic", "zzzz"}, cli.Failed, "There are: overdose, sharps"},
		{"a mistyped pack", []string{"-pack", "naloxon"}, cli.Failed, "there is no pack \"naloxon\"\nDid you mean naloxone?"},
		{"a mistyped alert", []string{"-alert", "heet"}, cli.Failed, "there is no alert \"heet\"\nDid you mean heat?"},
		{"an alert on a card", []string{"-alert", "heat", "-format", "card"}, cli.Failed, "an alert is not offered as card"},
		{"an alert in a language", []string{"-alert", "heat", "-lang", "vi"}, cli.Usage, "-lang, -machine-drafts and -cover are not for -alert"},
		{"a pack in a format", []string{"-pack", "naloxone", "-format", "a4"}, cli.Usage, "a pack says itself which formats it has"},
		{"sets of nothing", []string{"steps", "-sets", "2"}, cli.Usage, "-sets is for -pack only"},
		{"no sets", []string{"-pack", "naloxone", "-sets", "0"}, cli.Usage, "say with -sets a whole number from 1 to 999, not \"0\""},
		{"points in words", []string{"steps", "-points", "big"}, cli.Usage, "say with -points a whole number from 8 to 48, not \"big\""},
		{"two sizes", []string{"steps", "-points", "20", "-large-print"}, cli.Usage, "say -large-print or -points, not both"},
		{"another paper", []string{"steps", "-paper", "a3"}, cli.Usage, "say with -paper a4 or letter, not \"a3\""},
		{"several files to another program", []string{"-all", "-o", "-"}, cli.Usage, "2 files do not go to the standard output: name a folder with -o"},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := street()
			args := append([]string{"handout"}, c.args...)
			if !slices.Contains(args, "-o") {
				args = append(args, "-o", "out")
			}
			got := runArgs(t, m, args...)
			if got.code != c.code || !strings.Contains(got.errOut, c.want) || got.out != "" || len(m.saved) > 0 {
				t.Errorf("exit code %d, want %d; saved %v\n%s", got.code, c.code, m.saved, got.errOut)
			}
		})
	}
}

func TestWithoutLocalServices(t *testing.T) {
	m := street()
	m.services, m.damaged = nil, &catalog.DamagedServicesError{SetAside: "services-damaged.json", Err: errors.New("cut off")}
	got := runArgs(t, m, "handout", "steps", "-service", "all", "-o", "x.pdf")
	if got.code != cli.Failed || !strings.Contains(got.errOut, "the file of local services was damaged") || !strings.Contains(got.errOut, "there are no local services on this computer") {
		t.Errorf("got %+v", got)
	}
}

func TestWhatDoesNotFitIsToldAndTheOthersAreMade(t *testing.T) {
	m := street()
	m.make = func(l pack.Line) (paper.Sheet, error) {
		if l.Form.Format == paper.Card {
			return paper.Sheet{}, fmt.Errorf("deep: %w", &paper.TooLongError{Format: paper.Card, Over: 12, Lines: 3})
		}
		return paper.Sheet{PDF: []byte("%PDF"), Warnings: []paper.Warning{paper.MorePages, paper.OutOfDate, paper.Unchecked}}, nil
	}
	got := runArgs(t, m, "handout", "steps", "-format", "a4,card", "-o", "out")
	want := `pal handout: the review date has passed; check before use, as the page says: steps-1.1-en-a4.pdf
pal handout: nobody has checked the details of the local service for 90 days: steps-1.1-en-a4.pdf
pal handout: this takes more pages than it is meant to: steps-1.1-en-a4.pdf
pal handout: 1 of 2 do not fit and were not made
  Steps, Wallet card, en: the content is 12 mm too long for the format card, about 3 lines
Choose a larger format, or ask the author for a shorter text.
`
	if diff := cmp.Diff(result{code: cli.Failed, errOut: want}, got, cmp.AllowUnexported(result{})); diff != "" {
		t.Error(diff)
	}
	if len(m.saved) != 1 {
		t.Errorf("saved %v", m.saved)
	}
	got = runArgs(t, m, "handout", "steps", "-format", "card", "-o", "x.pdf")
	want = "pal handout: Steps, Wallet card, en: the content is 12 mm too long for the format card, about 3 lines\nChoose a larger format, or ask the author for a shorter text.\n"
	if diff := cmp.Diff(result{code: cli.Failed, errOut: want}, got, cmp.AllowUnexported(result{})); diff != "" {
		t.Error(diff)
	}
}

// Every warning has words, or it would be kept from whoever prints.
func TestEveryWarningIsSaid(t *testing.T) {
	for _, w := range []paper.Warning{
		paper.MorePages, paper.OutOfDate, paper.NoService, paper.Unchecked, paper.MachineDraft, paper.Stale, paper.Expired, paper.NoLetters, "something new",
	} {
		m := street()
		m.make = func(pack.Line) (paper.Sheet, error) { return paper.Sheet{Warnings: []paper.Warning{w}}, nil }
		if got := runArgs(t, m, "handout", "steps", "-o", "x.pdf"); got.code != cli.Done || got.errOut == "" {
			t.Errorf("%s: %+v", w, got)
		}
	}
}

func TestTroubleInTheMiddleEndsTheWork(t *testing.T) {
	m := street()
	made := 0
	m.make = func(pack.Line) (paper.Sheet, error) {
		if made++; made > 1 {
			return paper.Sheet{}, fmt.Errorf("reading: %w", fs.ErrPermission)
		}
		return paper.Sheet{PDF: []byte("%PDF")}, nil
	}
	got := runArgs(t, m, "handout", "steps", "-lang", "all", "-format", "a4,card", "-o", "out")
	if got.code != cli.Failed || made != 2 || len(m.saved) != 1 || !strings.Contains(got.errOut, "Details: Các bước, A4 sheet, vi: reading") {
		t.Errorf("made %d, saved %v, %+v", made, m.saved, got)
	}
	m = street()
	m.saving = &fs.PathError{Op: "mkdir", Path: "out", Err: fs.ErrPermission}
	got = runArgs(t, m, "handout", "-all", "-o", "out")
	if got.code != cli.Failed || !strings.HasPrefix(got.errOut, "pal handout: the folder out cannot be made\nName another folder with -o.\n") {
		t.Errorf("got %+v", got)
	}
}

func TestProgressOfManyFiles(t *testing.T) {
	m := street()
	got := run(t.Context(), m, "handout -all -format card,a5 -o out", onTerminal)
	want := "pal handout: 2 handouts are not offered in every one of these formats: steps, bins\n" +
		"\r1 of 2: steps-1.1-en-card.pdf\r2 of 2: bins-2.0-en-a5.pdf   \n2 files in out: 38 bytes\n"
	if diff := cmp.Diff(result{errOut: want}, got, cmp.AllowUnexported(result{})); diff != "" {
		t.Error(diff)
	}
	if n := len(m.saved); n != 2 || !m.prepared {
		t.Errorf("%d files, prepared %v", n, m.prepared)
	}
	got = run(t.Context(), street(), "handout -all -service all -o out", onTerminal)
	want = "\r1 of 4: steps-1.1-en-a4-north.pdf\r2 of 4: steps-1.1-en-a4-van.pdf  \r3 of 4: bins-2.0-en-a5-north.pdf\r4 of 4: bins-2.0-en-a5-van.pdf  \n"
	if !strings.HasPrefix(got.errOut, want) {
		t.Errorf("one place after the other, where one handout after the other is quicker: %q", got.errOut)
	}
	m = street()
	if run(t.Context(), m, "handout steps -format web -o x.html"); m.prepared {
		t.Error("the typesetting engine was made ready for a web page")
	}
}

func TestListShowsWhatCanBeHandedOut(t *testing.T) {
	got := run(t.Context(), street(), "list")
	want := `
HANDOUT  VERSION  REVIEW BY  LANGUAGES  FORMATS  TITLE
steps    1.1      -          en vi ar*  a4 card  Steps
bins     2.0      -          en         a5       Bins

PACK      HOLDS       TITLE
naloxone  3 handouts  Naloxone pack

ALERT  FROM        UNTIL       URGENCY  TITLE
heat   2026-11-21  2026-12-21  serious  Hot days

*: only a machine made this translation, and nobody has reviewed it
`
	if got.code != cli.Done || !strings.HasSuffix(got.out, want) {
		t.Error(cmp.Diff(want, got.out))
	}
	got = run(t.Context(), street(), "list -json")
	for _, want := range []string{`"machine_drafts": [
            "ar"`, `"urgency": "serious"`, `"copies": 2`, `"id": "bins"`, `"screen"`} {
		if !strings.Contains(got.out, want) {
			t.Errorf("JSON does not have %s:\n%s", want, got.out)
		}
	}
}
