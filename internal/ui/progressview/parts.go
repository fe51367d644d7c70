package progressview

import (
	"fmt"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/report"
	"github.com/passalong/passalong/internal/ui/chart"
	"github.com/passalong/passalong/internal/ui/filebox"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// firstModules are shown at once: a page with the details of forty is slow to open and to read.
const firstModules = 10

// leastFigure is the width below which figures come below each other.
const leastFigure = 190

// parts are the sections of the screen.
type parts struct {
	s         *Screen
	figures   *fyne.Container
	curve     *fyne.Container
	by        *w.Segmented
	list      *fyne.Container // modules or tracks
	open      map[catalog.ModuleID]bool
	all       bool // modules are shown, not only the first
	sure      *fyne.Container
	lately    *fyne.Container
	proofs    *fyne.Container
	proofHead fyne.CanvasObject
	number    *w.Entry
	checked   *fyne.Container // what checking a number came to
	download  *fyne.Container
	record    *filebox.Outcome // of saving the record
	badge     *filebox.Outcome // of saving a credential file
}

func (p *parts) build(s *Screen) {
	p.s, p.open = s, map[catalog.ModuleID]bool{}
	p.figures, p.curve, p.list = w.Tiles(look.Gap16, leastFigure), w.VStack(look.Gap12), w.VStack(look.Gap16)
	p.sure, p.lately, p.proofs, p.checked = w.VStack(look.Gap16), w.VStack(look.Gap8), w.VStack(look.Gap16), w.VStack(0)
	p.by = w.NewSegmented([]string{"By module", "By track"}, s.onBy)
	p.proofHead = section("Proof", p.proofs)
	p.number = w.NewEntry("Number of a certificate, or what its code says", "7K3F-9Q2M-XW4T-C", s.onTyped)
	p.number.OnSubmit(func(string) { s.onCheck() })
	saving := filebox.Deps{Run: s.deps.Run, Files: s.deps.Files}
	p.record, p.badge = filebox.NewOutcome(s.ctx, saving, s.relayout), filebox.NewOutcome(s.ctx, saving, s.relayout)
	p.download = w.Wrap(look.Gap12)
	for _, f := range files() {
		p.download.Add(w.NewButton(w.Secondary, f.label, look.IconDownload, func() { s.onSave(f) }))
	}
}

func (p *parts) objects(st state) []fyne.CanvasObject {
	return []fyne.CanvasObject{
		w.VStack(look.Gap8, w.Title("Progress"), w.Muted("What you have learned, and what is fading. It stays on this computer, for you alone.")),
		p.figures,
		section("What is fading", p.curve),
		section("What you have learned", p.by, p.list),
		section("Sure, but not right", p.sure),
		section("Lately", p.lately),
		p.proofHead,
		section("Keep or take it with you", w.Readable(w.Body("Everything on this page as files. They hold what you did and answered, and no name: keep them where others do not look.")), p.download, p.record.Content()),
	}
}

func section(heading string, objects ...fyne.CanvasObject) fyne.CanvasObject {
	return w.VStack(look.Gap16, append([]fyne.CanvasObject{w.Divider(), w.Heading(heading)}, objects...)...)
}

func (p *parts) set(st state) {
	p.figures.Objects = nil
	for _, f := range st.Figures {
		p.figures.Add(tile(f))
	}
	p.curve.Objects = curveObjects(st.Curve)
	p.modules(st)
	p.setSure(st.Sure)
	p.lately.Objects = nil
	for _, l := range st.Lately {
		p.lately.Add(p.lineOf(l))
	}
	p.lately.Add(w.Wrap(0, w.NewButton(w.Secondary, "All my answers", look.IconList, func() { p.s.deps.Nav.Go(nav.Route{Screen: nav.Answers}) })))
	p.proof(st.Proof)
}

func tile(f figure) fyne.CanvasObject {
	value := w.NewText(w.TextStyle{Size: look.SizeHeading, Bold: true}, w.Run{Text: f.Value})
	return w.NewCard(w.VStack(look.Gap4, value, w.Muted(f.What)))
}

func (p *parts) lineOf(l line) fyne.CanvasObject {
	return w.VStack(0, w.Inset(-look.Gap4, 0, w.NewLink(l.Heading, func() { p.s.deps.Nav.Go(l.To) })), w.Caption(l.Meta))
}

// curveObjects are the drawn curve and the same in words.
func curveObjects(c curveState) []fyne.CanvasObject {
	words := w.Readable(w.Body(c.Words))
	if len(c.Past) == 0 {
		return []fyne.CanvasObject{words}
	}
	drawn := chart.NewCurve()
	drawn.Set(chart.CurveState{
		From: -float64(c.Before), Until: float64(c.After), Past: points(c.Past), Coming: points(c.Coming),
		Goal: 0.9, Top: "100", Bottom: "0", GoalLabel: "90", Left: fmt.Sprintf("%d days ago", c.Before), Mark: "Today", Right: fmt.Sprintf("in %d days", c.After),
	})
	return []fyne.CanvasObject{w.Muted("Of 100 questions, how many you would know"), drawn, words}
}

func points(from []point) []chart.Point {
	out := make([]chart.Point, len(from))
	for i, p := range from {
		out[i] = chart.Point{Across: p.Day, Up: p.Known}
	}
	return out
}

// atFirst is how many modules are shown before somebody asks for more: of many, those that were begun.
func atFirst(all, begun int) int {
	if all <= firstModules || begun == 0 {
		return min(all, firstModules)
	}
	return min(begun, firstModules)
}

// modules shows the modules, or the tracks.
func (p *parts) modules(st state) {
	p.list.Objects = nil
	if st.ByTrack {
		p.by.Set(1)
		for _, t := range st.Tracks {
			share := w.NewProgress()
			share.Set(t.Share)
			p.list.Add(w.NewCard(w.VStack(look.Gap8, w.SmallHeading(t.Title), share, w.Muted(t.Words), w.Caption(t.Time))))
		}
		return
	}
	p.by.Set(0)
	shown := st.Modules
	if !p.all {
		shown = shown[:atFirst(len(shown), st.Begun)]
	}
	for i := range shown {
		p.list.Add(p.module(&shown[i]))
	}
	if more := len(st.Modules) - len(shown); more > 0 {
		p.list.Add(w.Wrap(0, w.NewButton(w.Quiet, fmt.Sprintf("Show %d more", more), look.IconChevronDown, func() {
			p.all = true
			p.s.renderModules()
		})))
	}
}

func (p *parts) module(m *moduleState) fyne.CanvasObject {
	head := w.VStack(look.Gap4, w.SmallHeading(m.Title), w.Muted(m.Standing))
	if m.Meta != "" {
		head.Add(w.Caption(m.Meta))
	}
	card := w.VStack(look.Gap12, head)
	if len(m.Objectives) > 0 {
		bar := chart.NewShares()
		bar.Set(
			chart.Share{Part: float64(m.Shares[0]), Fill: look.ColorRightInk}, chart.Share{Part: float64(m.Shares[1]), Fill: look.ColorNoteInk},
			chart.Share{Part: float64(m.Shares[2]), Fill: look.ColorWaitInk}, chart.Share{Part: float64(m.Shares[3]), Fill: look.ColorControl, Hollow: true})
		card.Add(w.VStack(look.Gap4, bar, w.Caption(m.Words)))
	}
	buttons := w.Wrap(look.Gap12)
	if !m.Gone {
		buttons.Add(w.NewButton(w.Secondary, "Open the module", look.IconBook, func() { p.s.deps.Nav.Go(m.To) }))
	}
	if len(m.Objectives) > 0 {
		label := "Show details"
		if p.open[m.ID] {
			label = "Hide details"
		}
		buttons.Add(w.NewButton(w.Quiet, label, look.NoIcon, func() {
			p.open[m.ID] = !p.open[m.ID]
			p.s.renderModules()
		}))
	}
	if len(buttons.Objects) > 0 {
		card.Add(buttons)
	}
	if p.open[m.ID] {
		card.Add(details(m))
	}
	return w.NewCard(card)
}

// details are made only when they are asked for: a library may have many modules.
func details(m *moduleState) fyne.CanvasObject {
	out := w.VStack(look.Gap12)
	for _, o := range m.Objectives {
		words := w.VStack(look.Gap4, w.Wrap(look.Gap8, w.NewBadge(badge(o.State))), w.Body(o.Text))
		for _, more := range []string{o.Meta, o.Sure} {
			if more != "" {
				words.Add(w.Caption(more))
			}
		}
		out.Add(words)
	}
	if len(m.Curve.Past) > 0 {
		out.Add(w.VStack(look.Gap12, curveObjects(m.Curve)...))
	}
	return out
}

func badge(s report.State) w.BadgeState {
	switch s {
	case report.Learned:
		return w.BadgeState{Tone: w.ToneRight, Text: "Learned", Icon: look.IconCircleCheck}
	case report.Known:
		return w.BadgeState{Tone: w.ToneNote, Text: "Known before", Icon: look.IconCheck}
	case report.Fading:
		return w.BadgeState{Tone: w.ToneWait, Text: "Fading", Icon: look.IconHistory}
	}
	return w.BadgeState{Tone: w.ToneQuiet, Text: "Not yet", Icon: look.IconCircle}
}
