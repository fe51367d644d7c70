package progressview_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/progress/progresstest"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/refresher"
	"github.com/passalong/passalong/internal/report"
	"github.com/passalong/passalong/internal/ui/bg/bgtest"
	"github.com/passalong/passalong/internal/ui/filebox"
	"github.com/passalong/passalong/internal/ui/learner"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/progressview"
	"github.com/passalong/passalong/internal/ui/uitest"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// A stage is the screen in a window, with what it asked for.
type stage struct {
	*uitest.Shown
	screen  *progressview.Screen
	way     *uitest.Way
	work    *bgtest.Queue
	learner *learner.Learner
	saved   map[string][]byte
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) { return copy(b, make([]byte, len(b))), nil }

// top is how far below the edge of the window a text stands, or -1.
func (s *stage) top(text string) float32 {
	for _, o := range s.Objects() {
		if w, ok := o.(*widgets.Text); ok && w.Text() == text {
			return fyne.CurrentApp().Driver().AbsolutePositionForObject(o).Y
		}
	}
	return -1
}

func show(t testing.TB, c *catalog.Catalog, r progress.Record) *stage { return showAt(t, c, r, "") }

func showAt(t testing.TB, c *catalog.Catalog, r progress.Record, section string) *stage {
	t.Helper()
	s := &stage{Shown: uitest.Window(t), way: &uitest.Way{}, work: new(bgtest.Queue), saved: map[string][]byte{}}
	who := progress.Profile{ID: "k", Nickname: "Kit", Pseudonym: strings.Repeat("0a", 16)}
	s.learner = learner.New(t.Context(), s.work, &uitest.Keeper{Who: who, Record: r}, r)
	s.screen = progressview.New(t.Context(), progressview.Deps{
		Catalog: c, Learner: s.learner, Nav: s.way, Run: s.work, Now: uitest.Now, Random: zeros{},
		Deck: func() *refresher.Deck { return refresher.NewDeck(c, r) },
		Save: func(o filebox.Offer, done func(string, error)) {
			s.saved[o.Name] = o.Data
			done("/home/kit/"+o.Name, nil)
		},
	}, section)
	s.Show(s.screen.Content())
	s.work.Drain()
	return s
}

// record is of somebody who passed the basics ten weeks ago, was sure of something wrong yesterday, and began overdose.
func record(c *catalog.Catalog) progress.Record {
	m := &c.Modules[0]
	for i := range m.Quiz.Items {
		m.Quiz.Items[i].Objective, m.Quiz.Items[i].Lesson = "o", "what"
		m.Quiz.Items[i].Prompt = "Question " + string(m.Quiz.Items[i].ID)
	}
	passed := uitest.Attempt(m, "passed", 2, 0)
	passed.Started = uitest.Noon.AddDate(0, 0, -70)
	later := uitest.Attempt(m, "later", 1, 1)
	later.Purpose = quiz.Practice
	for i := range passed.Responses {
		passed.Responses[i].At, passed.Responses[i].Credit = passed.Started.Add(time.Minute), quiz.Full
		later.Responses[i].Sure = quiz.Sure
	}
	return progress.Record{
		Visits:   append(uitest.Read(m, 2), uitest.Read(&c.Modules[1], 1)...),
		Attempts: []quiz.Attempt{passed, later},
	}
}

func TestNothingLearnedYetLeadsToLearn(t *testing.T) {
	s := show(t, uitest.Library(), progress.Record{})
	s.Reads("Progress", "Nothing here yet")
	s.Return("Go to Learn")
	if s.way.Last() != (nav.Route{Screen: nav.Learn}) {
		t.Errorf("went to %v", s.way.Last())
	}
}

func TestWhatIsLearnedAndWhatToUnlearnShow(t *testing.T) {
	c := uitest.Library()
	s := show(t, c, record(c))
	s.Reads("1 of 2", "modules completed", "The basics", "Overdose", "What you have learned", "sure, but not right",
		"Question b", "You were sure of: No", "What holds: Yes", "Practice · The basics", "Quiz · The basics")
	s.Markup(t, "learned.xml")
}

func TestDetailsOpenByKeyboardAndTracksShow(t *testing.T) {
	c := uitest.Library()
	s := show(t, c, record(c))
	s.Hides("Explain harm reduction")
	s.Return("Show details")
	s.Reads("Explain harm reduction", "When you were sure: 1 right, 1 not. When you were not sure: 0 right, 0 not.")
	s.Return("Hide details")
	s.Hides("Explain harm reduction")
	s.Return("By track")
	s.Reads("Start here", "1 of 1 module completed · 0 of 1 objectives met")
	s.Hides("Show details")
}

func TestALongLibraryShowsItsFirstModules(t *testing.T) {
	c := progresstest.Catalog(25)
	s := show(t, c, progresstest.Record(c, 400, uitest.Noon))
	count := func() (n int) {
		for _, o := range s.Objects() {
			if b, ok := o.(*widgets.Button); ok && b.Label() == "Open the module" {
				n++
			}
		}
		return n
	}
	if n := count(); n != 10 {
		t.Errorf("%d modules at first", n)
	}
	s.Return("Show 15 more")
	if n := count(); n != 25 {
		t.Errorf("%d modules afterwards", n)
	}
}

func TestOfManyModulesThoseThatWereBegunShow(t *testing.T) {
	c := progresstest.Catalog(25)
	last := &c.Modules[24]
	s := show(t, c, progress.Record{Visits: uitest.Read(last, 1)})
	s.Reads(last.Title)
	s.Hides(c.Modules[0].Title)
	s.Return("Show 24 more")
	s.Reads(c.Modules[0].Title)
}

func TestLinesAndMythsLeadOn(t *testing.T) {
	c := uitest.Library()
	s := show(t, c, record(c))
	for label, want := range map[string]nav.Route{
		"Practice · The basics": {Screen: nav.Result, Attempt: "later"},
		"Read the lesson":       {Screen: nav.Lesson, Module: "basics", Lesson: "what"},
		"All my answers":        {Screen: nav.Answers},
		"Open the module":       {Screen: nav.Module, Module: "basics"},
	} {
		s.Return(label)
		if s.way.Last() != want {
			t.Errorf("%q went to %v", label, s.way.Last())
		}
	}
}

func TestACertificateIsKeptAndShown(t *testing.T) {
	c := uitest.Library()
	s := show(t, c, record(c))
	s.Return("Make a certificate")
	if len(s.learner.Record().Certificates) != 0 || len(s.way.Went) != 0 {
		t.Error("it is there before the disk has it")
	}
	s.work.Drain()
	kept := s.learner.Record().Certificates
	if len(kept) != 1 || s.way.Last() != (nav.Route{Screen: nav.Sheet, Sheet: nav.CertificateSheet, Number: kept[0].Number}) {
		t.Errorf("kept are %v, went to %v", kept, s.way.Last())
	}
}

func TestTheWayToACertificateEndsAtTheProof(t *testing.T) {
	c := uitest.Library()
	top := func(s *stage) float32 {
		for _, o := range s.Objects() {
			if x, ok := o.(*widgets.Text); ok && x.Text() == "Proof" {
				return fyne.CurrentApp().Driver().AbsolutePositionForObject(x).Y
			}
		}
		t.Fatal("there is no proof")
		return 0
	}
	if y := top(show(t, c, record(c))); y < 640 {
		t.Fatalf("it is in sight at %v already", y)
	}
	if y := top(showAt(t, c, record(c), nav.ProofSection)); y < 0 || y > 400 {
		t.Errorf("it is at %v", y)
	}
}

func TestANumberIsCheckedAgainstTheRecord(t *testing.T) {
	c := uitest.Library()
	r := record(c)
	r.Certificates = []progress.Certificate{certificate(t, c, r)}
	s := show(t, c, r)
	s.Reads("Look at it and print it")
	for typed, want := range map[string]string{
		r.Certificates[0].Number: "It is in this record",
		"7777-7777-7777-7":       "Not found",
		"hello":                  "Not found",
	} {
		e := s.entry(t)
		s.Canvas.Focus(e)
		e.(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutSelectAll{})
		test.Type(e, typed)
		e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		s.Reads(want)
	}
	s.Return("Look at it and print it")
	if s.way.Last() != (nav.Route{Screen: nav.Sheet, Sheet: nav.CertificateSheet, Number: r.Certificates[0].Number}) {
		t.Errorf("went to %v", s.way.Last())
	}
	s.Return("Save as an Open Badge")
	if data := s.saved["passalong-badge-"+r.Certificates[0].Number+".json"]; !json.Valid(data) {
		t.Errorf("the badge is %.60q", data)
	}
}

func TestFilesHoldWhatTheScreenShows(t *testing.T) {
	c := uitest.Library()
	r := record(c)
	s := show(t, c, r)
	for _, label := range []string{"My answers (CSV)", "All tables (CSV, zipped)", "Everything (JSON)", "For a learning system (xAPI)"} {
		s.Return(label)
		s.work.Drain()
	}
	s.Reads("Saved to /home/kit/passalong-xapi.json")
	if y := s.top("Saved to /home/kit/passalong-xapi.json"); y < 0 || y > 600 {
		t.Errorf("where it was saved stands at %v, out of sight", y)
	}
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(s.saved["passalong-answers.csv"], []byte("\uFEFF")))).ReadAll()
	if err != nil || len(rows) != 1+4 {
		t.Errorf("%d rows, %v", len(rows), err)
	}
	z, err := zip.NewReader(bytes.NewReader(s.saved["passalong-tables.zip"]), int64(len(s.saved["passalong-tables.zip"])))
	if err != nil || len(z.File) != len(report.Tables()) {
		t.Errorf("the zip file: %v", err)
	}
	for _, name := range []string{"passalong-record.json", "passalong-xapi.json"} {
		if !json.Valid(s.saved[name]) || strings.Contains(string(s.saved[name]), "Kit") {
			t.Errorf("%s is no JSON, or has the nickname: %.80q", name, s.saved[name])
		}
	}
}

// BenchmarkProgressOpens measures the screen from its route to all its widgets laid out, for a record of 100,000 responses.
func BenchmarkProgressOpens(b *testing.B) {
	c := progresstest.Catalog(40)
	r := progresstest.Record(c, 100_000, uitest.Noon)
	deck := refresher.NewDeck(c, r) // the window has it already
	l := uitest.Learner(b, progress.Profile{ID: "k", Nickname: "Kit"}, r)
	win := uitest.Window(b)
	for b.Loop() {
		work := new(bgtest.Queue)
		s := progressview.New(b.Context(), progressview.Deps{
			Catalog: c, Learner: l, Nav: &uitest.Way{}, Run: work, Now: uitest.Now, Random: zeros{},
			Deck: func() *refresher.Deck { return deck }, Save: func(filebox.Offer, func(string, error)) {},
		}, "")
		win.Show(s.Content())
		work.Drain()
	}
}
