package quizview

import (
	"fmt"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/ui/look"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// itemEvents are what the page of an item calls.
type itemEvents struct {
	choose, onReturn   func(index int)
	answer, next, stop func()
}

// itemView is the page of one item, before and after it is answered.
type itemView struct {
	on       itemEvents
	resumed  *fyne.Container
	where    *w.Text // in the resumed line
	module   *w.Text
	number   *w.Text
	bar      *w.Progress
	critical *w.Badge
	prompt   *w.Text
	rule     *w.Text
	choices  *w.ChoiceGroup
	hint     *w.Text
	error    *w.ErrorPanel
	again    *w.Button   // in the error panel
	verdict  [2]*w.Badge // with the reason, and alone where there is none
	outcome  [2]fyne.CanvasObject
	why      *w.Text
	answer   *w.Button
	next     *w.Button
	stop     *w.Button
	keys     *w.Text
}

func newItemView(on itemEvents) *itemView {
	v := &itemView{
		on: on, where: w.Muted(""), module: w.Caption(""),
		number: w.NewText(w.TextStyle{Bold: true, NoWrap: true}), bar: w.NewProgress(),
		critical: w.NewBadge(w.BadgeState{Tone: w.ToneWait, Text: "Must be right", Icon: look.IconShieldAlert}),
		prompt:   w.NewText(w.TextStyle{Size: look.SizeLead, Bold: true}), rule: w.Muted(""),
		hint: w.NewText(w.TextStyle{Ink: look.ColorWaitInk, Bold: true}),
		why:  w.Body(""), keys: w.Caption(""),
	}
	v.choices = w.NewChoiceGroup(false, on.choose)
	v.choices.OnReturn(on.onReturn)
	v.resumed = w.HStackTop(look.Gap8, w.NewIcon(look.IconHistory, look.ColorMuted), w.Grow(v.where))
	v.again = w.NewButton(w.Primary, "Try again", look.IconRefresh, on.answer)
	v.error = w.NewErrorPanel(v.again)
	for i := range v.verdict {
		v.verdict[i] = w.NewBadge(w.BadgeState{})
	}
	v.outcome[0] = w.NewCard(w.VStack(look.Gap12, w.HStack(0, v.verdict[0], w.Grow()), v.why))
	v.outcome[1] = w.HStack(0, v.verdict[1], w.Grow())
	v.answer = w.NewButton(w.Primary, "Answer", look.IconCheck, on.answer)
	v.next = w.NewButton(w.Primary, "Next question", look.IconArrowRight, on.next)
	v.stop = w.NewButton(w.Quiet, "Stop for now", look.IconPause, on.stop)
	return v
}

func (v *itemView) objects() []fyne.CanvasObject {
	head := w.VStack(look.Gap8, v.module, w.HStack(look.Gap16, v.number, w.Grow(v.bar), v.critical))
	return []fyne.CanvasObject{
		v.resumed, head, w.VStack(look.Gap8, v.prompt, v.rule), v.choices, v.outcome[0], v.outcome[1], v.hint, v.error,
		w.VStack(look.Gap8, w.Wrap(look.Gap12, v.answer, v.next, v.stop), v.keys),
	}
}

// first is the choice that has the keyboard when the screen opens.
func (v *itemView) first() fyne.Focusable {
	f, _ := v.choices.Row(0).(fyne.Focusable)
	return f
}

// firstMarked is the first choice that was chosen or is right, where reading goes on after an answer; nil is none.
func (v *itemView) firstMarked(st state) fyne.CanvasObject {
	for i, c := range st.Choices {
		if c.Mark != unmarked {
			return v.choices.Row(i)
		}
	}
	return nil
}

func (v *itemView) set(st state) {
	v.where.SetText(st.Resumed)
	v.resumed.Hidden = st.Resumed == ""
	v.module.SetText(st.Module)
	v.module.Hidden = st.Module == ""
	v.number.SetText(st.Progress)
	v.bar.Set(st.Share)
	v.critical.Hidden = !st.Critical
	v.prompt.SetText(st.Prompt)
	v.rule.SetText(st.Rule)
	v.choices.SetMultiple(st.Multiple)
	v.choices.Set(choicesOf(st.Choices))
	answered := st.Phase == explained
	v.choices.SetLocked(answered || st.Saving)
	v.hint.SetText(st.Hint)
	v.hint.Hidden = st.Hint == ""
	setProblem(v.error, st.Problem)
	v.setOutcome(st, answered)
	v.answer.Hidden, v.next.Hidden = answered || st.Problem != nil, !answered
	v.answer.SetBusy(st.Saving)
	v.again.SetBusy(st.Saving)
	v.next.SetLabel(st.Next)
	v.keys.SetText(fmt.Sprintf("Keys: 1 to %d choose, Enter answers.", len(st.Choices)))
	v.keys.Hidden = answered
}

func (v *itemView) setOutcome(st state, answered bool) {
	v.why.SetText(st.Explained)
	for i, o := range v.outcome {
		v.verdict[i].Set(st.Verdict.badge())
		if answered && (st.Explained == "") == (i == 1) {
			o.Show()
		} else {
			o.Hide()
		}
	}
}

func choicesOf(cs []choiceState) []w.Choice {
	out := make([]w.Choice, len(cs))
	for i, c := range cs {
		out[i] = w.Choice{Text: c.Text, Note: c.Note, State: c.Mark.choice()}
	}
	return out
}

func (m mark) choice() w.ChoiceState {
	return [...]w.ChoiceState{
		unmarked: w.ChoiceIdle, selected: w.ChoiceSelected, right: w.ChoiceRight, wrong: w.ChoiceWrong, missed: w.ChoiceMissed,
	}[m]
}

func (v verdict) badge() w.BadgeState {
	switch v {
	case wasRight:
		return w.BadgeState{Tone: w.ToneRight, Text: "Right", Icon: look.IconCircleCheck}
	case wasWrong:
		return w.BadgeState{Tone: w.ToneWrong, Text: "Not yet right", Icon: look.IconCircleX}
	case wasUnsure:
		return w.BadgeState{Tone: w.ToneNote, Text: "Good that you said so", Icon: look.IconHelp}
	}
	return w.BadgeState{}
}
