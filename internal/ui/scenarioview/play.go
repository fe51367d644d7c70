package scenarioview

import (
	"context"
	"fmt"
	"io/fs"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/docview"
	"github.com/passalong/passalong/internal/ui/look"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// playEvents are what the page of a scene calls.
type playEvents struct {
	act                      func(index int)
	again, pause, stop, over func()
}

// playView is the page of one scene.
type playView struct {
	on       playEvents
	pictures *pictures
	title    *w.Text
	module   *w.Text
	facts    *fyne.Container
	clock    *clockRow
	did      *w.Text
	happened *fyne.Container // words of what has just happened
	quote    fyne.CanvasObject
	scene    *fyne.Container // words of the scene
	drawings *fyne.Container
	ask      *w.Text
	rows     []*actionRow
	actions  *fyne.Container
	error    *w.ErrorPanel
	again    *w.Button // in the error panel
	over     *w.Button
	stop     *w.Button
	keys     *w.Text
}

func newPlayView(on playEvents, p *pictures) *playView {
	v := &playView{
		on: on, pictures: p, module: w.Caption(""), title: w.SmallHeading(""), facts: container.New(&strip{}),
		clock: newClockRow(on.pause), happened: w.VStack(look.Gap8), scene: w.VStack(look.Gap12), drawings: w.VStack(look.Gap12),
		ask: w.Heading("What do you do?"), actions: w.VStack(look.Gap8), keys: w.Caption(""),
	}
	v.did = w.NewText(w.TextStyle{Bold: true})
	v.quote = w.NewQuote(w.VStack(look.Gap4, w.Caption("What just happened"), v.did), v.happened)
	v.again = w.NewButton(w.Primary, "Try again", look.IconRefresh, on.again)
	v.error = w.NewErrorPanel(v.again)
	v.over = w.NewButton(w.Primary, "See how it went", look.IconArrowRight, on.over)
	v.stop = w.NewButton(w.Quiet, "Stop for now", look.IconPause, on.stop)
	return v
}

func (v *playView) objects() []fyne.CanvasObject {
	words := w.VStack(look.Gap16, v.quote, v.scene)
	return []fyne.CanvasObject{
		w.VStack(look.Gap12, w.VStack(0, v.module, v.title), v.facts, v.clock.root),
		container.New(beside{}, words, v.drawings),
		w.VStack(look.Gap12, v.ask, w.Readable(v.actions)), v.error,
		w.VStack(look.Gap8, w.Wrap(look.Gap12, v.over, w.Inset(-look.Gap12, 0, v.stop)), v.keys),
	}
}

func (v *playView) set(st state) {
	p := st.Play
	v.module.SetText(st.Module)
	v.module.Hidden = st.Module == ""
	v.title.SetText(st.Title)
	v.facts.Objects = nil
	for _, f := range p.Facts {
		v.facts.Add(newFact(f))
	}
	v.drawings.Objects = nil
	v.fill(v.happened, p.Happened)
	v.did.SetText(p.Did)
	w.SetVisible(v.quote, p.Did != "")
	v.fill(v.scene, p.Scene)
	w.SetVisible(v.drawings, len(v.drawings.Objects) > 0)
	v.setActions(p.Actions)
	v.ask.SetText("What do you do?")
	if p.Over {
		v.ask.SetText("The story ends here")
	}
	setProblem(v.error, st.Problem)
	v.again.SetBusy(st.Saving)
	w.SetVisible(v.over, p.Over && st.Problem == nil)
	w.SetVisible(v.stop, !p.Over)
	v.keys.SetText(keysFor(len(p.Actions), p.Clock.Shown))
	if st.Saving {
		v.keys.SetText("Saving what you did …")
	}
	w.SetVisible(v.keys, !p.Over)
	v.clock.set(p.Clock)
}

// keysFor says which keys there are.
func keysFor(actions int, clock bool) string {
	words := fmt.Sprintf("Keys: 1 to %d choose, arrows move, Enter takes what is framed.", min(actions, mostKeys))
	if actions == 1 {
		words = "Keys: 1 does it."
	}
	if clock {
		words += " P pauses the clock."
	}
	return words
}

// fill writes paragraphs to words, and puts their drawings with the others.
func (v *playView) fill(words *fyne.Container, ps []paragraph) {
	words.Objects = nil
	for _, p := range ps {
		if p.Text != "" {
			words.Add(w.Body(p.Text))
		}
		if p.Picture != "" {
			v.drawings.Add(v.pictures.of(p))
		}
	}
}

func (v *playView) setActions(texts []string) {
	for len(v.rows) < len(texts) {
		i := len(v.rows)
		r := newActionRow(i+1, func() { v.on.act(i) })
		v.rows = append(v.rows, r)
		v.actions.Add(r.panel)
	}
	for i, r := range v.rows {
		w.SetVisible(r.panel, i < len(texts))
		if i < len(texts) {
			r.text.SetText(texts[i])
			r.panel.Refresh()
		}
	}
}

// row is the action that has the keyboard, or -1.
func (v *playView) row(focused fyne.Focusable) int {
	for i, r := range v.rows {
		if focused == fyne.Focusable(r.panel) {
			return i
		}
	}
	return -1
}

// An actionRow is something the learner can do, with the key that does it.
type actionRow struct {
	panel *w.TapPanel
	text  *w.Text
}

func newActionRow(number int, press func()) *actionRow {
	r := &actionRow{text: w.Body("")}
	key := w.NewText(w.TextStyle{Bold: true, Ink: look.ColorLink, NoWrap: true}, w.Run{Text: keyOf(number)})
	r.panel = w.NewTapPanel(w.HStackTop(look.Gap16, key, w.Grow(r.text)), press)
	return r
}

// mostKeys is how many actions have a key of their own.
const mostKeys = 9

// keyOf is the key of an action; where there is none, a space as wide, so that all actions begin on one line.
func keyOf(number int) string {
	if number > mostKeys {
		return "\u2007"
	}
	return fmt.Sprint(number)
}

// newFact shows one part of the state. What the last step has changed says what it was before.
func newFact(f fact) fyne.CanvasObject {
	words := w.VStack(2, w.Caption(f.Label), w.NewText(w.TextStyle{Bold: true}, w.Run{Text: f.Value}))
	fill := look.ColorRail
	if f.Before != "" {
		fill = look.ColorNoteFill
		words.Add(w.NewText(w.TextStyle{Size: look.SizeCaption, Ink: look.ColorNoteInk}, w.Run{Text: "Changed. Before: " + f.Before}))
	}
	return w.NewPlate(fill, w.Inset(look.Gap12, look.Gap8, words))
}

// A clockRow counts down to the next minute of the story.
type clockRow struct {
	root  *fyne.Container
	words *w.Text
	share *w.Progress
	pause *w.Button
}

func newClockRow(pause func()) *clockRow {
	c := &clockRow{words: w.Muted(""), share: w.NewProgress(), pause: w.NewButton(w.Secondary, "Pause", look.IconPause, pause)}
	c.root = w.HStack(look.Gap16, w.NewIcon(look.IconClock, look.ColorMuted), w.Grow(w.VStack(look.Gap4, c.words, c.share)), c.pause)
	return c
}

func (c *clockRow) set(s clockState) {
	w.SetVisible(c.root, s.Shown)
	c.words.SetText(s.Words)
	c.share.Set(s.Share)
	label, icon := "Pause", look.IconPause
	if s.Paused {
		label, icon = "Go on", look.IconPlay
	}
	if c.pause.Label() != label {
		c.pause.SetLabel(label)
		c.pause.SetIcon(icon)
	}
}

// pictures makes each drawing once: the same one often stays from scene to scene.
type pictures struct {
	ctx   context.Context
	run   bg.Runner
	files fs.FS
	made  map[paragraph]fyne.CanvasObject
}

func (p *pictures) of(par paragraph) fyne.CanvasObject {
	key := paragraph{Picture: par.Picture, Alt: par.Alt}
	if p.made[key] == nil {
		p.made[key] = docview.NewPicture(p.ctx, p.run, p.files, key.Picture, key.Alt)
	}
	return p.made[key]
}
