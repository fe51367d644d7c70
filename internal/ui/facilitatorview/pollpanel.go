package facilitatorview

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/internal/ui/look"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// askButtons are what can be done with what is asked.
type askButtons struct {
	root                          *fyne.Container
	ask, stop, again              *w.Button
	results, right, why, shift    *w.Button
	was                           buttons
	drawn                         bool
	askWord, resultsWord, whyWord string
}

func newAskButtons(s *Screen) *askButtons {
	reveal := func(what session.Reveal) func() { return func() { s.reveal(what) } }
	b := &askButtons{
		askWord: "Ask (A)", resultsWord: "results (R)", whyWord: "why (W)",
		ask: w.NewButton(w.Secondary, "", look.IconMessageCircle, s.ask), stop: w.NewButton(w.Secondary, "Stop (S)", look.IconStop, s.stop),
		again:   w.NewButton(w.Secondary, "Ask again (G)", look.IconRefresh, s.askAgain),
		results: w.NewButton(w.Secondary, "", look.IconEye, reveal(session.Results)), right: w.NewButton(w.Secondary, "", look.IconEye, reveal(session.RightAnswer)),
		why: w.NewButton(w.Secondary, "", look.IconEye, reveal(session.Why)), shift: w.NewButton(w.Secondary, "", look.IconEye, reveal(session.Shift)),
	}
	b.root = w.Wrap(look.Gap8, b.ask, b.stop, b.results, b.right, b.why, b.again, b.shift)
	return b
}

func (b *askButtons) set(s buttons) {
	if b.drawn && s == b.was {
		return
	}
	b.was, b.drawn = s, true
	b.ask.SetLabel(b.askWord)
	if s.Reopen {
		b.ask.SetLabel("Take more answers (A)")
	}
	w.SetVisible(b.ask, s.Ask)
	w.SetVisible(b.stop, s.Stop)
	w.SetVisible(b.again, s.Again)
	for _, r := range []struct {
		button  *w.Button
		can, on bool
		word    string
	}{{b.results, s.Results, s.ResultsOn, b.resultsWord}, {b.right, s.Right, s.RightOn, "answer (T)"}, {b.why, s.Why, s.WhyOn, b.whyWord}, {b.shift, s.Shift, s.ShiftOn, "shift (H)"}} {
		word, icon := "Show ", look.IconEye
		if r.on {
			word, icon = "Hide ", look.IconEyeOff
		}
		r.button.SetLabel(word + r.word)
		r.button.SetIcon(icon)
		w.SetVisible(r.button, r.can)
	}
	b.root.Refresh()
}

// A pollPanel is a question with everything that is hidden from the room.
type pollPanel struct {
	s       *Screen
	root    *fyne.Container
	head    *w.Text
	prompt  *w.Text
	buttons *askButtons
	counts  *counts
	ways    *w.Text
	sure    *w.Text
	words   *w.Text
	why     *w.Text
	whyFold *w.Fold
	was     *pollState
}

func newPollPanel(s *Screen) *pollPanel {
	p := &pollPanel{
		s: s, head: muted(""), prompt: w.NewText(w.TextStyle{Size: look.SizeLead, Bold: true}), buttons: newAskButtons(s), counts: newCounts(s),
		ways: w.Caption(""), sure: w.Caption(""), words: w.Body(""), why: w.Body(""),
	}
	p.words.SetInk(look.ColorRightInk)
	p.whyFold = w.NewFold("Read why", "Close why", p.why)
	p.root = w.VStack(look.Gap12, w.VStack(look.Gap4, p.head, p.prompt), p.buttons.root, p.counts.root, p.ways, p.sure, p.words, p.whyFold)
	p.root.Hide()
	return p
}

func (p *pollPanel) set(st *pollState) (changed bool) {
	if draw, changed := fresh(p.root, &p.was, st); !draw {
		return changed
	}
	setText(p.head, st.Head)
	setText(p.prompt, st.Prompt)
	p.buttons.set(st.Buttons)
	p.counts.set(st.Rows, nil, st.CanType, st.Way)
	showText(p.ways, st.Ways)
	showText(p.sure, st.Sure)
	words := ""
	if len(st.Words) > 0 {
		words = "Right: " + strings.Join(st.Words, "; ")
	}
	showText(p.words, words)
	setText(p.why, st.Why)
	w.SetVisible(p.whyFold, st.Why != "")
	return true
}

// showText changes a text and hides it while it is empty.
func showText(t *w.Text, s string) {
	setText(t, s)
	w.SetVisible(t, s != "")
}

// counts are rows with their bars, and counters to type in what hands and paper say.
type counts struct {
	s     *Screen
	root  *fyne.Container
	ways  *w.Segmented
	hint  *w.Text
	list  *fyne.Container
	rows  []*countRow
	way   evaluation.Way
	typed bool
}

// A countRow is one answer.
type countRow struct {
	key     string
	root    fyne.CanvasObject
	label   *w.Text
	note    *w.Text
	tick    *w.Icon
	bar     *w.Progress
	figure  *w.Text
	counter *counter
	bars    *fyne.Container
	foot    *fyne.Container // figure and counter
	extra   *w.Button       // does something with the row; nil without
}

var typedWays = []evaluation.Way{evaluation.Hands, evaluation.Paper}

func newCounts(s *Screen) *counts {
	c := &counts{s: s, list: w.VStack(look.Gap12), hint: muted("Type what you count. Return goes to the next row."), typed: true}
	c.ways = w.NewSegmented([]string{"Hands", "Paper"}, func(i int) {
		s.model.way = typedWays[i]
		s.render()
	})
	c.root = w.VStack(look.Gap12, c.ways, c.list, c.hint) // what is counted is said before the numbers
	return c
}

// an extra is a button on a row.
type extra struct {
	label string
	note  string
	press func()
}

func (c *counts) set(rows []rowState, extras []extra, canType bool, way evaluation.Way) {
	same := len(rows) == len(c.rows) && slices.EqualFunc(rows, c.rows, func(r rowState, o *countRow) bool { return r.Key == o.key })
	if !same {
		c.build(rows, extras)
	}
	for i, r := range rows {
		c.rows[i].set(r, canType)
		if i < len(extras) {
			showText(c.rows[i].note, extras[i].note)
		}
	}
	if way != c.way {
		c.way = way
		c.ways.Set(slices.Index(typedWays, way))
	}
	if canType != c.typed {
		c.typed = canType
		w.SetVisible(c.ways, canType)
		w.SetVisible(c.hint, canType)
	}
	w.SetVisible(c.root, len(rows) > 0)
}

func (c *counts) build(rows []rowState, extras []extra) {
	c.rows = nil
	c.list.Objects = nil
	for i, r := range rows {
		row := &countRow{
			key: r.Key, label: w.Body(""), note: muted(""), tick: w.NewIcon(look.IconCircleCheck, look.ColorRightInk), bar: w.NewProgress(),
			figure: w.NewText(w.TextStyle{Bold: true, NoWrap: true}),
		}
		row.note.Hide()
		row.counter = newCounter(func(n int) { c.s.setCount(r.Key, n) }, func() { c.focus(i + 1) })
		row.bars = w.VStack(look.Gap4, row.bar)
		said := w.VStack(look.Gap4, w.HStackTop(look.Gap8, row.tick, w.Grow(row.label)), row.note, row.bars)
		row.foot = w.HStack(look.Gap12, row.figure, row.counter)
		row.root = w.HStack(look.Gap12, w.Grow(said), row.foot)
		if i < len(extras) {
			row.extra = w.NewButton(w.Secondary, extras[i].label, look.IconPlay, extras[i].press)
			row.root = w.VStack(look.Gap4, said, w.HStack(look.Gap12, row.extra, w.Grow(), row.foot))
		}
		c.rows = append(c.rows, row)
		c.list.Add(row.root)
	}
}

// focus gives the keyboard to the counter of a row, to the first after the last.
func (c *counts) focus(i int) {
	if len(c.rows) > 0 {
		c.s.deps.Canvas.Focus(c.rows[i%len(c.rows)].counter)
	}
}

func (r *countRow) set(s rowState, canType bool) {
	setText(r.label, s.Label)
	w.SetVisible(r.tick, s.Right)
	share := 0.0
	if s.Of > 0 {
		share = min(1, float64(s.Count)/float64(s.Of))
	}
	r.bar.Set(share)
	figure := fmt.Sprint(s.Count)
	if s.Before >= 0 {
		figure = fmt.Sprintf("%d → %d", s.Before, s.Count)
	}
	setText(r.figure, figure)
	r.counter.set(s.Typed)
	w.SetVisible(r.foot, canType)
	w.SetVisible(r.bars, canType)
}
