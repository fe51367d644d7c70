package quizview

import (
	"math"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/ui/look"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// itemEvents are what the page of an item calls.
type itemEvents struct {
	choose, onReturn       func(index int)
	order                  w.OrderEvents
	match                  w.MatchEvents
	write                  func(string)
	enter                  func() // Return while typing
	answer                 func(quiz.Sureness)
	hint, next, stop, anew func()
	skip                   func() // "I don't know"
	retry                  func() // what failed
	source                 func(catalog.Source)
}

// itemView is the page of one item, before and after it is answered.
type itemView struct {
	on       itemEvents
	resumed  *fyne.Container
	where    *w.Text // in the resumed line
	anew     *w.Button
	module   *w.Text
	number   *w.Text
	bar      *w.Progress
	critical *w.Badge
	changed  *lineView
	prompt   *w.Text
	rule     *w.Text
	hint     *lineView
	choices  choiceBoard
	order    *orderBoard
	match    *matchBoard
	short    *textBoard
	decimal  *textBoard
	missing  *w.Text
	error    *w.ErrorPanel
	again    *w.Button // in the error panel
	outcome  *outcomeView
	answer   *w.Button
	sure     [2]*w.Button // sure, not sure
	next     *w.Button
	tip      *w.Button // shows the hint
	skip     *w.Button // "I don't know"
	stop     *w.Button
	keys     *w.Text
}

func newItemView(on itemEvents) *itemView {
	v := &itemView{
		on: on, where: w.Muted(""), module: w.Caption(""),
		number: w.NewText(w.TextStyle{Bold: true, NoWrap: true}), bar: w.NewProgress(),
		critical: w.NewBadge(w.BadgeState{}),
		changed:  newLineView(look.IconBell, look.ColorWaitInk),
		prompt:   w.NewText(w.TextStyle{Size: look.SizeLead, Bold: true}), rule: w.Muted(""),
		hint:    newLineView(look.IconLightbulb, look.ColorNoteInk),
		missing: w.NewText(w.TextStyle{Ink: look.ColorWaitInk, Bold: true}),
		outcome: newOutcomeView(on.source), keys: w.Caption(""),
	}
	v.choices, v.order, v.match = newChoiceBoard(on), newOrderBoard(on.order), newMatchBoard(on.match)
	v.short, v.decimal = newTextBoard(on.write, on.enter, math.MaxFloat32), newTextBoard(on.write, on.enter, numberWidth)
	v.anew = w.NewButton(w.Quiet, "Start afresh", look.IconRefresh, on.anew)
	v.resumed = w.HStackTop(look.Gap8, w.NewIcon(look.IconHistory, look.ColorMuted), w.Grow(v.where))
	v.again = w.NewButton(w.Primary, "Try again", look.IconRefresh, on.retry)
	v.error = w.NewErrorPanel(v.again)
	v.answer = w.NewButton(w.Primary, "Answer", look.IconCheck, func() { on.answer(quiz.NotAsked) })
	v.sure[0] = w.NewButton(w.Secondary, "Answer: I'm sure", look.IconCheck, func() { on.answer(quiz.Sure) })
	v.sure[1] = w.NewButton(w.Secondary, "Answer: not sure", look.IconHelp, func() { on.answer(quiz.NotSure) })
	v.next = w.NewButton(w.Primary, "Next question", look.IconArrowRight, on.next)
	v.tip = w.NewButton(w.Quiet, "Hint", look.IconLightbulb, on.hint)
	v.skip = w.NewButton(w.Quiet, "I don't know", look.IconHelp, on.skip)
	v.stop = w.NewButton(w.Quiet, "Stop for now", look.IconPause, on.stop)
	return v
}

func (v *itemView) boards() []board {
	return []board{v.choices, v.order, v.match, v.short, v.decimal}
}

func (v *itemView) objects() []fyne.CanvasObject {
	head := w.VStack(look.Gap8, v.module, w.HStack(look.Gap16, v.number, w.Grow(v.bar), v.critical))
	objects := []fyne.CanvasObject{
		v.resumed, head, v.changed.root, w.VStack(look.Gap8, v.prompt, v.rule), v.hint.root,
	}
	for _, b := range v.boards() {
		objects = append(objects, b.object())
	}
	return append(objects, v.outcome.root, v.missing, v.error,
		w.VStack(look.Gap8, w.Wrap(look.Gap12, v.answer, v.sure[0], v.sure[1], v.next, v.skip, v.tip, v.stop, v.anew), v.keys))
}

func (v *itemView) set(st state) {
	answered := st.Phase == explained
	v.setHead(st)
	shown := v.boardOf(st)
	shown.set(st, answered || st.Saving)
	for _, b := range v.boards() {
		w.SetVisible(b.object(), b == shown) // what is hidden and shown again loses the keyboard
	}
	typed := shown == board(v.short) || shown == board(v.decimal)
	v.missing.SetText(st.Missing)
	v.missing.Hidden = st.Missing == "" || typed // which say it themselves
	setProblem(v.error, st.Problem)
	v.outcome.set(st.Outcome, answered)
	v.setButtons(st, answered)
	v.keys.SetText(st.Keys)
	v.keys.Hidden = answered
}

func (v *itemView) setHead(st state) {
	v.where.SetText(st.Resumed)
	v.resumed.Hidden = st.Resumed == ""
	v.module.SetText(st.Module)
	v.module.Hidden = st.Module == ""
	v.number.SetText(st.Progress)
	v.bar.Set(st.Share)
	v.critical.Set(w.BadgeState{Tone: w.ToneWait, Text: st.Critical, Icon: look.IconShieldAlert})
	v.critical.Hidden = st.Critical == ""
	v.changed.set(st.Changed)
	v.prompt.SetText(st.Prompt)
	v.rule.SetText(st.Rule)
	v.hint.set(st.Hint)
}

func (v *itemView) setButtons(st state, answered bool) {
	open := !answered && st.Problem == nil
	v.answer.Hidden = !open || st.AskSure
	v.answer.SetLabel(st.Answer)
	v.answer.SetBusy(st.Saving)
	for _, b := range v.sure {
		b.Hidden = !open || !st.AskSure
		b.SetBusy(st.Saving)
	}
	v.again.SetBusy(st.Saving)
	v.tip.Hidden = !open || !st.CanHint
	v.skip.Hidden = !open || !st.CanSkip
	v.skip.SetBusy(st.Saving)
	v.anew.Hidden = !open || !st.Again
	v.anew.SetBusy(st.Saving)
	v.next.Hidden = !answered
	v.next.SetLabel(st.Next)
}

// lineView is a line with an icon that is there when it has something to say.
type lineView struct {
	text *w.Text
	root *fyne.Container
}

func newLineView(icon look.IconName, ink fyne.ThemeColorName) *lineView {
	l := &lineView{text: w.NewText(w.TextStyle{Ink: ink})}
	l.root = w.HStackTop(look.Gap12, w.NewIcon(icon, ink), w.Grow(l.text))
	return l
}

func (l *lineView) set(text string) {
	l.text.SetText(text)
	l.root.Hidden = text == ""
}
