// Package uitest helps to test screens: a small library, a record in memory, a navigator that remembers, and a
// window to press things in.
package uitest

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/scenario"
	"github.com/passalong/passalong/internal/ui/bg/bgtest"
	"github.com/passalong/passalong/internal/ui/learner"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// Noon is now, for tests.
var Noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// Now gives Noon.
func Now() time.Time { return Noon }

// A Way is a nav.Navigator that remembers where it was asked to go.
type Way struct {
	Went, Replaced []nav.Route
	Backs          int
}

// Go remembers r.
func (w *Way) Go(r nav.Route) { w.Went = append(w.Went, r) }

// Replace remembers r.
func (w *Way) Replace(r nav.Route) { w.Replaced = append(w.Replaced, r) }

// Back counts.
func (w *Way) Back() { w.Backs++ }

// Last is the route that was asked for last.
func (w *Way) Last() nav.Route {
	if len(w.Went) == 0 {
		return nav.Route{}
	}
	return w.Went[len(w.Went)-1]
}

// A Keeper holds a record in memory.
type Keeper struct {
	progress.Keeper // nil: for methods that no screen asks for yet
	Who             progress.Profile
	Record          progress.Record
	Closed          int
}

// Profile is Who.
func (k *Keeper) Profile() progress.Profile { return k.Who }

// Load gives the record.
func (k *Keeper) Load(context.Context) (progress.Record, error) { return k.Record, nil }

// SaveVisit keeps nothing.
func (k *Keeper) SaveVisit(context.Context, progress.Visit) error { return nil }

// StartAttempt keeps nothing.
func (k *Keeper) StartAttempt(context.Context, quiz.Attempt) error { return nil }

// SaveResponse keeps nothing.
func (k *Keeper) SaveResponse(context.Context, string, quiz.Response) error { return nil }

// StartRun keeps nothing.
func (k *Keeper) StartRun(context.Context, scenario.Run) error { return nil }

// SaveStep keeps nothing.
func (k *Keeper) SaveStep(context.Context, string, int, scenario.Step) error { return nil }

// SaveObservation keeps nothing.
func (k *Keeper) SaveObservation(context.Context, progress.Observation) error { return nil }

// SaveCertificate keeps nothing.
func (k *Keeper) SaveCertificate(context.Context, progress.Certificate) error { return nil }

// SetFavourite keeps nothing.
func (k *Keeper) SetFavourite(context.Context, catalog.HandoutID, bool) error { return nil }

// SaveAlertRead keeps nothing.
func (k *Keeper) SaveAlertRead(context.Context, catalog.AlertID, string) error { return nil }

// SaveModulesSeen keeps nothing.
func (k *Keeper) SaveModulesSeen(context.Context, map[catalog.ModuleID]string) error { return nil }

// Close counts.
func (k *Keeper) Close() error {
	k.Closed++
	return nil
}

// Learner opens a record.
func Learner(t testing.TB, who progress.Profile, r progress.Record) *learner.Learner {
	t.Helper()
	work := new(bgtest.Queue)
	var l *learner.Learner
	learner.Open(t.Context(), work, &Keeper{Who: who, Record: r}, func(got *learner.Learner, err error) {
		if err != nil {
			t.Fatal(err)
		}
		l = got
	})
	work.Drain()
	return l
}

// A Shown is a screen in a window.
type Shown struct {
	t      testing.TB
	Canvas fyne.Canvas
	window fyne.Window
}

// Window opens an empty window in the light appearance.
func Window(t testing.TB) *Shown {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light, 100))
	w := test.NewTempWindow(t, canvas.NewRectangle(nil))
	w.SetPadded(false)
	w.Resize(fyne.NewSize(900, 640))
	return &Shown{t: t, Canvas: w.Canvas(), window: w}
}

// Of looks at a window that is open already.
func Of(t testing.TB, w fyne.Window) *Shown {
	return &Shown{t: t, Canvas: w.Canvas(), window: w}
}

// Show puts a screen into the window.
func (s *Shown) Show(o fyne.CanvasObject) { s.window.SetContent(o) }

// Objects lists everything that can be seen, of the topmost dialog or of the screen.
func (s *Shown) Objects() []fyne.CanvasObject {
	root := s.Canvas.Overlays().Top()
	if root == nil {
		root = s.Canvas.Content()
	}
	return visible(root)
}

// visible lists what is not hidden, outer before inner.
func visible(o fyne.CanvasObject) []fyne.CanvasObject {
	if !o.Visible() {
		return nil
	}
	found := []fyne.CanvasObject{o}
	var inner []fyne.CanvasObject
	switch o := o.(type) {
	case *fyne.Container:
		inner = o.Objects
	case fyne.Widget:
		inner = test.WidgetRenderer(o).Objects()
	}
	for _, in := range inner {
		found = append(found, visible(in)...)
	}
	return found
}

// Texts lists what can be read.
func (s *Shown) Texts() []string {
	var texts []string
	for _, o := range s.Objects() {
		if t, ok := o.(*widgets.Text); ok && t.Text() != "" {
			texts = append(texts, t.Text())
		}
	}
	return texts
}

// Reads fails the test unless every text can be read.
func (s *Shown) Reads(want ...string) {
	s.t.Helper()
	texts := s.Texts()
	for _, w := range want {
		if !slices.Contains(texts, w) {
			s.t.Errorf("%q is not on screen; there is %q", w, texts)
		}
	}
}

// Hides fails the test when one of the texts can be read.
func (s *Shown) Hides(texts ...string) {
	s.t.Helper()
	all := s.Texts()
	for _, w := range texts {
		if slices.Contains(all, w) {
			s.t.Errorf("%q is on screen", w)
		}
	}
}

// Find gives what can be pressed and says label: a button's words or name, or a text on a card, link or panel.
func (s *Shown) Find(label string) interface {
	fyne.Focusable
	fyne.Tappable
} {
	s.t.Helper()
	type pressable interface {
		fyne.Focusable
		fyne.Tappable
	}
	for _, o := range s.Objects() {
		switch b := o.(type) {
		case *widgets.Button:
			if b.Label() == label {
				return b
			}
		case *widgets.IconButton:
			if b.Name == label {
				return b
			}
		case pressable:
			for _, in := range visible(o) {
				if t, ok := in.(*widgets.Text); ok && t.Text() == label {
					return b
				}
			}
		}
	}
	s.t.Fatalf("nothing to press says %q; there is %q", label, s.Texts())
	return nil
}

// Press taps what says label.
func (s *Shown) Press(label string) {
	s.t.Helper()
	test.Tap(s.Find(label))
}

// Return presses Return while the thing that says label has the keyboard.
func (s *Shown) Return(label string) {
	s.t.Helper()
	f := s.Find(label)
	s.Canvas.Focus(f)
	if s.Canvas.Focused() != fyne.Focusable(f) {
		s.t.Fatalf("%q cannot have the keyboard", label)
	}
	f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
}

// Markup compares the window with a golden file.
func (s *Shown) Markup(t *testing.T, file string) {
	t.Helper()
	test.AssertRendersToMarkup(t, file, s.Canvas)
}

// ErrAny is an error that nobody knows.
var ErrAny = errors.New("the cable was cut")

// Library is a small library: a reviewed module of two lessons, and a draft of one that comes after it.
func Library() *catalog.Catalog {
	first := catalog.Module{
		ID: "basics", Version: "1.0", Title: "The basics", Summary: "What harm reduction is.", Minutes: 12, Language: "en",
		ReviewBy:   time.Date(2027, 5, 3, 0, 0, 0, 0, time.UTC),
		Objectives: []catalog.Objective{{ID: "o", Text: "Explain harm reduction"}},
		Lessons: []catalog.Lesson{
			{ID: "what", Title: "What it is", Minutes: 5, Body: cites("note")},
			{ID: "why", Title: "Why it works", Minutes: 7},
		},
		Quiz:     Quiz("basics-quiz"),
		Handouts: []catalog.Handout{{ID: "card", Title: "Pocket card", Audience: "For anyone", Version: "1.0"}},
		Guide:    catalog.Guide{Minutes: 60, Group: "up to 10 people", Materials: []string{"pens"}, Body: words("Begin with a round of names.")},
		Reviewers: []catalog.Reviewer{
			{Name: "A. Nurse", Organisation: "Clinic", Role: "clinical", Date: Noon},
			{Name: "B. Lawyer", Organisation: "Firm", Role: "legal", Date: Noon},
			{Name: "C. Peer", Organisation: "Union", Role: "peer", Date: Noon},
		},
	}
	second := catalog.Module{
		ID: "overdose", Version: "0.3", Title: "Overdose", Summary: "Notice it and act.", Minutes: 20, Language: "en",
		ReviewBy: time.Date(2027, 5, 3, 0, 0, 0, 0, time.UTC), Prerequisites: []catalog.ModuleID{"basics", "elsewhere"},
		Lessons: []catalog.Lesson{{ID: "act", Title: "Act fast", Minutes: 20}}, Quiz: Quiz("overdose-quiz"),
	}
	return &catalog.Catalog{
		Library: catalog.Library{ID: "sample", Tracks: []catalog.Track{
			{ID: "start", Title: "Start here", Modules: []catalog.ModuleID{"basics"}},
			{ID: "more", Title: "Responders", Modules: []catalog.ModuleID{"basics", "overdose"}},
		}},
		Revision: catalog.Revision{Issued: time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)},
		Modules:  []catalog.Module{first, second},
		Sources: map[catalog.SourceKey]catalog.Source{
			"note": {Key: "note", Organisation: "WHO", Title: "Community management", URL: "https://example.org/who", Date: "2014", Checked: Noon},
		},
		Services: []catalog.Service{{ID: "line", Name: "The Line", Kinds: []string{"drug-help"}, Phone: "1800 000 000", Web: "https://example.org/line", Checked: Noon}},
		Glossary: []catalog.Term{{Headword: "naloxone", Also: []string{"Narcan"}, Meaning: "A medicine that reverses opioids."}},
	}
}

func words(text string) catalog.Document {
	return catalog.Document{Blocks: []catalog.Block{catalog.Paragraph{Text: []catalog.Span{{Text: text}}}}}
}

func cites(key catalog.SourceKey) catalog.Document {
	return catalog.Document{Blocks: []catalog.Block{catalog.Paragraph{Text: []catalog.Span{{Text: "It saves lives."}, {Text: "1", Source: key}}}}}
}

// Quiz is a quiz of two items, the first of which is critical.
func Quiz(id quiz.ID) quiz.Quiz {
	choices := []quiz.Choice{{ID: "yes", Text: "Yes", Correct: true}, {ID: "no", Text: "No"}}
	return quiz.Quiz{ID: id, Pass: 80, Items: []quiz.Item{
		{ID: "a", Kind: quiz.Single, Critical: true, Choices: choices}, {ID: "b", Kind: quiz.Single, Choices: choices},
	}}
}

// Attempt is an attempt with right answers and wrong ones, in that order.
func Attempt(m *catalog.Module, id string, right, wrong int) quiz.Attempt {
	a := quiz.Attempt{ID: id, Module: string(m.ID), ModuleVersion: m.Version, Quiz: m.Quiz, Started: Noon}
	for i := range right + wrong {
		choice := quiz.ChoiceID("yes")
		if i >= right {
			choice = "no"
		}
		a.Responses = append(a.Responses, quiz.Response{Item: m.Quiz.Items[i].ID, Choices: []quiz.ChoiceID{choice}, Correct: i < right, At: Noon})
	}
	return a
}

// Read is the record of having read the first n lessons of a module to their end.
func Read(m *catalog.Module, n int) []progress.Visit {
	var visits []progress.Visit
	for _, l := range m.Lessons[:n] {
		visits = append(visits, progress.Visit{Module: m.ID, Lesson: l.ID, ModuleVersion: m.Version, Opened: Noon, Finished: Noon})
	}
	return visits
}
