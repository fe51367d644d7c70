package sheetview

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/ui/bg/bgtest"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/printout"
	"github.com/passalong/passalong/internal/ui/printout/printouttest"
	"github.com/passalong/passalong/internal/ui/uitest"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// press makes "PDFs" that say what was asked for.
type press struct{ *printouttest.World }

func (p press) QuizSheet(ctx context.Context, m catalog.ModuleID, f paper.QuizForm) (paper.Sheet, error) {
	return p.Press(ctx, fmt.Sprintf("questions of %s: show %q, number %d, large %v, paper %s", m, f.Show, f.Number, f.Large, f.Size))
}

func (p press) Checklist(ctx context.Context, m catalog.ModuleID, f paper.Form) (paper.Sheet, error) {
	return p.Press(ctx, fmt.Sprintf("skills of %s: large %v, paper %s", m, f.Large, f.Size))
}

func (p press) Certificate(ctx context.Context, c progress.Certificate, name string, size paper.Size) (paper.Sheet, error) {
	return p.Press(ctx, fmt.Sprintf("certificate %s: name %q, paper %s", c.Number, name, size))
}

type recorded progress.Record

func (r recorded) Record() progress.Record { return progress.Record(r) }

// stage is a screen in a window.
type stage struct {
	*Screen
	*uitest.Shown
	world *printouttest.World
	queue *bgtest.Queue
	way   *uitest.Way
}

func open(t *testing.T, r nav.Route, change func(*printouttest.World)) *stage {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light, 100))
	w := printouttest.New()
	if change != nil {
		change(w)
	}
	st := &stage{world: w, queue: &bgtest.Queue{}, way: &uitest.Way{}}
	st.Screen = New(t.Context(), Deps{
		Catalog: library(), Learner: recorded(record()), Nav: st.way, Now: func() time.Time { return day("2026-11-22") }, Press: press{w},
		Desk: printout.Deps{Run: st.queue, FirstUse: w.FirstUse, Pages: w, Printing: w, Files: w, Viewer: w},
	}, r)
	win := test.NewTempWindow(t, st.Content())
	win.SetPadded(false)
	win.Resize(fyne.NewSize(940, 900))
	st.Shown = uitest.Of(t, win)
	st.queue.Drain()
	return st
}

func questions(t *testing.T) *stage {
	return open(t, nav.Route{Screen: nav.Sheet, Sheet: nav.QuizSheet, Module: "overdose"}, nil)
}

func certificate(t *testing.T) *stage {
	return open(t, nav.Route{Screen: nav.Sheet, Sheet: nav.CertificateSheet, Number: "7K3F-9Q2M-XW4T-7"}, func(w *printouttest.World) {
		w.PageCount, w.Across = 1, true
	})
}

// made is what the PDF that can be printed now says.
func (st *stage) made(t *testing.T) string {
	t.Helper()
	st.queue.Drain()
	st.world.Opened = nil
	st.Press("Save PDF")
	st.Press("Save")
	st.queue.Drain()
	for path, text := range st.world.Kept {
		delete(st.world.Kept, path)
		return text
	}
	t.Fatal("nothing was made")
	return ""
}

func TestQuestionsAsTheyAreChosen(t *testing.T) {
	st := questions(t)
	st.Reads("Question sheet", "Responding to an overdose", "Questions: 3", "Paper: A4, 2 pages", "Sheet 1")
	test.AssertRendersToMarkup(t, "questions.xml", st.Canvas)
	if got, want := st.made(t), `questions of overdose: show "", number 1, large false, paper a4`; got != want {
		t.Errorf("made %s, want %s", got, want)
	}
	st.Press("Large print")
	st.Press("Answer key")
	st.Press("Letter")
	st.Press("sheet: more")
	if got, want := st.made(t), `questions of overdose: show "key", number 2, large true, paper letter`; got != want {
		t.Errorf("made %s, want %s", got, want)
	}
	st.Reads("Sheet 2", "Paper: Letter, 2 pages")
	st.Press("Print")
	st.queue.Drain()
	st.Reads("Print this answer key")
	st.Press("Print")
	st.queue.Drain()
	want := []paper.Job{{Title: "Handout", Copies: 1, Size: paper.Letter, Sides: paper.LongEdge, Colour: true}}
	if diff := cmp.Diff(want, st.world.Printed); diff != "" {
		t.Error(diff)
	}
}

func TestQuestionsByKeyboard(t *testing.T) {
	st := questions(t)
	var reached []string
	for range 30 {
		st.Canvas.(interface{ FocusNext() }).FocusNext()
		switch f := st.Canvas.Focused().(type) {
		case *widgets.Button:
			reached = append(reached, f.Label())
		case *widgets.Switch:
			f.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
			reached = append(reached, "large")
		case *widgets.IconButton:
			reached = append(reached, f.Name)
			if f.Name == "sheet: more" {
				f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
				st.queue.Drain()
			}
		}
		if len(reached) > 0 && reached[len(reached)-1] == "large" {
			break
		}
	}
	want := []string{"Print", "Save PDF", "Open in viewer", "sheet: more", "large"}
	if diff := cmp.Diff(want, reached); diff != "" {
		t.Error(diff)
	}
	if got, want := st.made(t), `questions of overdose: show "", number 2, large true, paper a4`; got != want {
		t.Errorf("made %s, want %s", got, want)
	}
}

func TestChecklist(t *testing.T) {
	st := open(t, nav.Route{Screen: nav.Sheet, Sheet: nav.ChecklistSheet, Module: "overdose"}, nil)
	st.Reads("Skills checklist", "Skills: 1", "Large print")
	st.Hides("Name on the certificate", "What it shows", "Number")
	if got, want := st.made(t), "skills of overdose: large false, paper a4"; got != want {
		t.Errorf("made %s, want %s", got, want)
	}
}

func TestCertificateHasNoNameUnlessOneIsTyped(t *testing.T) {
	st := certificate(t)
	st.Reads("Certificate", "Number: 7K3F-9Q2M-XW4T-7", "Name on the certificate")
	st.Hides("Large print", "What it shows")
	if got := st.Screen.parts.name.Text(); got != "" {
		t.Errorf("the name is filled in as %q", got)
	}
	test.AssertRendersToMarkup(t, "certificate.xml", st.Canvas)
	if got, want := st.made(t), `certificate 7K3F-9Q2M-XW4T-7: name "", paper a4`; got != want {
		t.Errorf("made %s, want %s", got, want)
	}
	st.Press("Open in viewer")
	st.queue.Drain()
	if len(st.world.Opened) != 1 {
		t.Error("a certificate without a name does not open elsewhere")
	}
}

func TestTypedNameIsPrintedAndKeptNowhere(t *testing.T) {
	st := certificate(t)
	st.Canvas.Focus(st.Screen.parts.name.Field())
	test.Type(st.Screen.parts.name.Field(), "Robin Hartley")
	if !st.Find("Print").(fyne.Disableable).Disabled() {
		t.Error("the page without the name can still be printed")
	}
	if st.Canvas.Focused() != st.Screen.parts.name.Field() {
		t.Error("typing lost the keyboard")
	}
	st.queue.Drain()
	st.Press("Open in viewer")
	st.queue.Drain()
	if len(st.world.Opened) != 0 {
		t.Error("a page with a name was given to another program")
	}
	st.Press("Save PDF")
	st.Reads("The name that you typed will be in the file. Keep the file where only you can read it.")
	st.Press("Save")
	st.queue.Drain()
	const path = "/home/sam/Downloads/certificate-7K3F-9Q2M-XW4T-7.pdf"
	if got, want := st.world.Kept[path], `certificate 7K3F-9Q2M-XW4T-7: name "Robin Hartley", paper a4`; got != want {
		t.Errorf("%v, want %s", st.world.Kept, want)
	}
	st.Press("Print")
	st.queue.Drain()
	st.Press("Print")
	st.queue.Drain()
	if diff := cmp.Diff([]paper.Job{{Title: "Handout", Sides: paper.OneSide, Copies: 1, Size: paper.A4, Across: true, Colour: true}}, st.world.Printed); diff != "" {
		t.Error("the print queue is told more than it needs:", diff)
	}
	again := certificate(t)
	if got, want := again.made(t), `certificate 7K3F-9Q2M-XW4T-7: name "", paper a4`; got != want {
		t.Errorf("opened again, it is %s", got)
	}
}

func TestFailureIsShownInPlaceAndTriedAgain(t *testing.T) {
	st := open(t, nav.Route{Screen: nav.Sheet, Sheet: nav.QuizSheet, Module: "overdose"}, func(w *printouttest.World) {
		w.MakeErr = errors.New("no such font")
	})
	if !st.Find("Print").(fyne.Disableable).Disabled() {
		t.Error("there is nothing to print")
	}
	st.world.MakeErr = nil
	st.Press("Try again")
	st.queue.Drain()
	st.Reads("Page 1 of 2")
}

func TestSheetThatIsNotThere(t *testing.T) {
	st := open(t, nav.Route{Screen: nav.Sheet, Sheet: nav.CertificateSheet, Number: "0"}, nil)
	st.Reads("This certificate is not here")
	if st.HandleKey(&fyne.KeyEvent{Name: fyne.KeyDown}) {
		t.Error("there is nothing to scroll")
	}
	st.Press("See your progress")
	if want := []nav.Route{{Screen: nav.Progress}}; !cmp.Equal(want, st.way.Replaced) {
		t.Errorf("went to %v", st.way.Replaced)
	}
}

func TestPagesTurnByKey(t *testing.T) {
	st := questions(t)
	if !st.HandleKey(&fyne.KeyEvent{Name: fyne.KeyPageDown}) {
		t.Error("Page Down does nothing")
	}
	st.queue.Drain()
	st.Reads("Page 2 of 2")
}
