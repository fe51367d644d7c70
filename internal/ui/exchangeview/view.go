// Package exchangeview is the screen that takes the questions of a module to other programs, and brings in questions
// from their files to practise with.
package exchangeview

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/exchange"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/filebox"
	"github.com/passalong/passalong/internal/ui/learner"
	"github.com/passalong/passalong/internal/ui/nav"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// Quizzes reads and writes quizzes. Its methods are called in the background.
type Quizzes interface {
	// ReadFile reads a file, with at least one byte more than exchange.MaxSize of one that is larger.
	ReadFile(ctx context.Context, path string) ([]byte, error)
	// QuizYAML writes a quiz as the quiz.yaml of a module. The error names the item whose text cannot be written.
	QuizYAML(q quiz.Quiz) ([]byte, error)
}

// Deps are what the screen uses.
type Deps struct {
	Catalog *catalog.Catalog
	Learner *learner.Learner
	Nav     nav.Navigator
	Run     bg.Runner
	Canvas  fyne.Canvas // of the window that the screen is shown in
	Files   filebox.Files
	Folders filebox.Folders
	Quizzes Quizzes
	Now     func() time.Time
	NewID   func() string // of a new attempt; never the same twice
	Seed    func() uint64 // of the order of a new attempt
}

// A Screen is the exchange of one module. Its methods run on the UI goroutine.
type Screen struct {
	ctx   context.Context
	deps  Deps
	model *model

	page *w.PageColumn
	ways *w.Segmented
	out  *outView
	in   *inView
}

// New makes the screen of a module; without one, or with one that is not there, questions can only be brought in. The
// screen changes nothing after ctx has ended, but what was to be saved is.
func New(ctx context.Context, d Deps, id catalog.ModuleID) *Screen {
	s := &Screen{ctx: ctx, deps: d, model: newModel(d.Catalog, id)}
	s.page = w.NewPageColumn(w.Reading)
	s.ways = w.NewSegmented([]string{"Take questions out", "Bring questions in"}, s.choose)
	s.out = newOutView(s)
	s.in = newInView(s)
	s.prepare()
	s.render()
	return s
}

// Content is the object to place in the window.
func (s *Screen) Content() fyne.CanvasObject { return s.page }

// Focus is what has the keyboard when the screen opens: the choice of a way, where there is one.
func (s *Screen) Focus() fyne.Focusable {
	if f, ok := s.ways.Item(0).(fyne.Focusable); ok && s.model.module != nil {
		return f
	}
	return s.in.open
}

// HandleKey scrolls; it reports whether it used the key.
func (s *Screen) HandleKey(e *fyne.KeyEvent) bool { return s.page.HandleKey(e) }

// prepare finds out what each format carries.
func (s *Screen) prepare() {
	if s.model.module == nil {
		return
	}
	q := s.model.module.Quiz
	work := func(context.Context) ([]export, error) { return exportAll(q) }
	bg.Start(s.ctx, s.deps.Run, work, func(all []export, err error) {
		s.model.ready, s.model.trouble = all, explain.Error(err)
		s.render()
	})
}

func (s *Screen) choose(index int) {
	if s.model.way != way(index) {
		s.model.way, s.model.trouble = way(index), explain.Trouble{}
		s.render()
		s.page.ScrollToTop()
	}
}

func (s *Screen) chooseFormat(index int) {
	s.model.format, s.model.open = index, few
	s.render()
}

// save asks where to keep the questions of the module.
func (s *Screen) save() {
	st := s.model.state().Out
	if !st.CanSave {
		return
	}
	offer := filebox.Offer{Title: st.Action, Name: s.model.fileName(), Data: s.model.ready[s.model.format].data}
	if len(st.Losses.Entries) > 0 {
		offer.Note = "This screen lists what does not go along. Read it before you give the file away."
	}
	s.keep(offer, s.out.outcome)
}

func (s *Screen) keep(offer filebox.Offer, outcome *filebox.Outcome) {
	outcome.Clear()
	filebox.Save(s.ctx, s.deps.Canvas, filebox.Deps{Run: s.deps.Run, Files: s.deps.Files}, offer, outcome.Show)
}

// open asks for a file and reads what it holds.
func (s *Screen) open() {
	quizzes := s.deps.Quizzes
	read := func(ctx context.Context, path string) (exchange.Imported, error) {
		data, err := quizzes.ReadFile(ctx, path)
		if err != nil {
			return exchange.Imported{}, err
		}
		return exchange.Import(data)
	}
	filebox.Open(s.ctx, s.deps.Canvas, filebox.OpenDeps{Run: s.deps.Run, Folders: s.deps.Folders}, filebox.Request{
		Title: "Open a file of questions", Endings: []string{".txt", ".gift", ".xml"}, Explain: explainOpening,
		Note: "GIFT or Moodle XML, up to 32 MB. For a file with another ending, write its name.",
	}, read, func(path string, in exchange.Imported) {
		s.in.outcome.Clear()
		s.model.opened(path, in)
		s.render()
		s.page.ScrollToTop()
		s.deps.Canvas.Focus(s.in.first())
	})
}

// practise starts an attempt with what was brought in.
func (s *Screen) practise() {
	m := s.model
	if m.busy != idle || len(m.imported.Quiz.Items) == 0 {
		return
	}
	m.busy, m.trouble = starting, explain.Trouble{}
	s.render()
	a := quiz.Attempt{
		ID: s.deps.NewID(), Purpose: quiz.Imported, Revision: s.deps.Catalog.Revision.Manifest,
		Seed: s.deps.Seed(), Started: s.deps.Now(), Quiz: m.imported.Quiz,
	}
	s.deps.Learner.StartAttempt(a, func(err error) {
		if s.ctx.Err() != nil {
			return
		}
		if m.failed(explain.Error(err)); err == nil {
			s.deps.Nav.Go(nav.Route{Screen: nav.Quiz, Attempt: a.ID, Purpose: quiz.Imported})
			return
		}
		s.render()
	})
}

// write makes a quiz.yaml of what was brought in, and asks where to keep it.
func (s *Screen) write() {
	m := s.model
	if m.busy != idle || len(m.imported.Quiz.Items) == 0 {
		return
	}
	m.busy, m.trouble = writing, explain.Trouble{}
	s.render()
	quizzes, q := s.deps.Quizzes, m.toWrite()
	work := func(context.Context) ([]byte, error) { return quizzes.QuizYAML(q) }
	bg.Start(s.ctx, s.deps.Run, work, func(data []byte, err error) {
		if err != nil {
			m.failed(explainWriting(err))
			s.render()
			return
		}
		m.failed(explain.Trouble{})
		s.render()
		s.keep(filebox.Offer{
			Title: "Save as quiz.yaml", Name: "quiz.yaml", Data: data, Note: m.noteOnWriting(),
		}, s.in.outcome)
	})
}

// render makes the widgets show the model. Nothing else writes to them.
func (s *Screen) render() {
	st := s.model.state()
	head := []fyne.CanvasObject{}
	if st.Both {
		head = append(head, w.VStack(4, w.Muted(st.Module), w.Title("Questions for other programs")), s.ways)
		s.ways.Set(int(st.Way))
	} else {
		head = append(head, w.Title("Questions from other programs"))
	}
	body := s.in.objects(st)
	if st.Way == takeOut {
		body = s.out.objects(st)
	}
	s.page.SetObjects(append(head, body...)...)
}
