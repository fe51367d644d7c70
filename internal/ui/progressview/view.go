// Package progressview is the screen of what a learner has learned: figures, what is fading, what they are sure of
// and wrong, and proof to show to others. All of it comes from one report.Report, as do the files it saves.
package progressview

import (
	"context"
	"io"
	"time"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/refresher"
	"github.com/passalong/passalong/internal/report"
	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/filebox"
	"github.com/passalong/passalong/internal/ui/learner"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// Deps are what the screen uses.
type Deps struct {
	Catalog *catalog.Catalog
	Learner *learner.Learner
	Deck    func() *refresher.Deck // of the learner's record as it is now; called in the background
	Nav     nav.Navigator
	Run     bg.Runner
	Now     func() time.Time
	Random  io.Reader // for the numbers of certificates
	Files   filebox.Files
	// Save offers to save a file, in a dialog, and tells how that went.
	Save func(o filebox.Offer, done func(path string, err error))
}

// A Screen shows the record of the learner. Its methods run on the UI goroutine.
type Screen struct {
	ctx     context.Context
	deps    Deps
	model   model
	page    *w.PageColumn
	parts   parts
	section string // to scroll to, once it is there
	asked   int    // reports that were begun; an older one is of no use
}

// New builds the screen and adds up the record in the background. Section is what to show first: empty for the top,
// or nav.ProofSection.
func New(ctx context.Context, d Deps, section string) *Screen {
	s := &Screen{ctx: ctx, deps: d, model: model{catalog: d.Catalog}, section: section}
	s.parts.build(s)
	s.page = w.NewPageColumn(w.Wide)
	s.render()
	s.load()
	return s
}

// Content is what to place in the window.
func (s *Screen) Content() fyne.CanvasObject { return s.page }

// Focus is the choice between modules and tracks.
func (s *Screen) Focus() fyne.Focusable { return nil }

// HandleKey scrolls; it reports whether it used the key.
func (s *Screen) HandleKey(e *fyne.KeyEvent) bool { return s.page.HandleKey(e) }

// Refresh adds up the record as it is now.
func (s *Screen) Refresh() { s.load() }

func (s *Screen) load() {
	s.asked++
	number, c, r, now, deck := s.asked, s.deps.Catalog, s.deps.Learner.Record(), s.deps.Now(), s.deps.Deck
	work := func(context.Context) (report.Report, error) { return report.New(c, r, deck(), now), nil }
	bg.Start(s.ctx, s.deps.Run, work, func(rep report.Report, _ error) {
		if number != s.asked {
			return
		}
		s.model.report, s.model.ready = rep, true
		s.render()
	})
}

// onCertify makes a certificate, keeps it and shows it.
func (s *Screen) onCertify(o offer) {
	if s.model.saving {
		return
	}
	c, err := s.model.certify(o, s.deps.Learner.Record(), s.deps.Now(), s.deps.Random)
	s.model.trouble = err
	if err != nil {
		s.renderProof()
		return
	}
	s.model.saving = true
	s.renderProof()
	s.deps.Learner.SaveCertificate(c, func(err error) {
		s.model.saving, s.model.trouble = false, err
		if s.ctx.Err() != nil {
			return
		}
		if err != nil {
			s.renderProof()
			return
		}
		s.deps.Nav.Go(nav.Route{Screen: nav.Sheet, Sheet: nav.CertificateSheet, Number: c.Number})
	})
}

func (s *Screen) onCheck() {
	s.model.check(s.deps.Learner.Record())
	s.renderProof()
}

func (s *Screen) onTyped(text string) {
	s.model.typed, s.model.checked = text, nil
	s.parts.verdict(verdictState{})
}

func (s *Screen) onBy(index int) {
	s.model.byTrack = index == 1
	s.renderModules()
}

// certificate finds one of the record.
func (s *Screen) certificate(number string) (progress.Certificate, bool) {
	for _, c := range s.deps.Learner.Record().Certificates {
		if c.Number == number {
			return c, true
		}
	}
	return progress.Certificate{}, false
}

// render makes the widgets show the model.
func (s *Screen) render() {
	st := s.model.state()
	if !st.Ready {
		s.page.SetObjects(w.Title("Progress"), w.Muted("Adding up what you have done…"))
		return
	}
	if st.Empty {
		learn := w.NewButton(w.Primary, "Go to Learn", look.IconBook, func() { s.deps.Nav.Go(nav.Route{Screen: nav.Learn}) })
		s.page.SetObjects(w.Title("Progress"), w.NewEmptyState(look.IconSprout, "Nothing here yet",
			"Read a lesson or answer a question. What you learn shows here, for you alone.", learn))
		return
	}
	s.parts.set(st)
	s.page.SetObjects(s.parts.objects(st)...)
	s.page.Relayout()
	if s.section == nav.ProofSection {
		s.page.ScrollTo(s.parts.proofHead)
	}
	s.section = ""
}

func (s *Screen) relayout() {
	if s.page != nil {
		s.page.Relayout()
	}
}

func (s *Screen) renderModules() {
	s.parts.modules(s.model.state())
	s.page.Relayout()
}

func (s *Screen) renderProof() {
	s.parts.proof(s.model.state().Proof)
	s.page.Relayout()
}
