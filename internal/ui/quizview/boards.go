package quizview

import (
	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/ui/look"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// A board is where items of some kinds are answered, and where a response shows how it went.
type board interface {
	object() fyne.CanvasObject
	set(st state, locked bool)
	// first has the keyboard when an item opens.
	first() fyne.Focusable
	// marked is the first row that says how it went, where reading goes on after an answer; nil is none.
	marked(st state) fyne.CanvasObject
}

// boardOf is the board that shows a state: what was typed is judged as choices are.
func (v *itemView) boardOf(st state) board {
	switch {
	case st.Kind == quiz.Order:
		return v.order
	case st.Kind == quiz.Match:
		return v.match
	case st.Kind == quiz.Short && st.Phase == answering:
		return v.short
	case st.Kind == quiz.Number && st.Phase == answering:
		return v.decimal
	}
	return v.choices
}

// choiceBoard offers choices.
type choiceBoard struct{ group *w.ChoiceGroup }

func newChoiceBoard(on itemEvents) choiceBoard {
	b := choiceBoard{w.NewChoiceGroup(false, on.choose)}
	b.group.OnReturn(on.onReturn)
	return b
}

func (b choiceBoard) object() fyne.CanvasObject { return b.group }

func (b choiceBoard) set(st state, locked bool) {
	b.group.SetMultiple(st.Kind == quiz.Multiple)
	b.group.Set(choicesOf(st.Choices))
	b.group.SetLocked(locked)
}

func (b choiceBoard) first() fyne.Focusable { return focusable(b.group.Row(0)) }

func (b choiceBoard) marked(st state) fyne.CanvasObject {
	for i, c := range st.Choices {
		if c.Mark != unmarked {
			return b.group.Row(i)
		}
	}
	return nil
}

// orderBoard has rows that move, and says where one went.
type orderBoard struct {
	list *w.OrderList
	says *w.Text
	root *fyne.Container
}

func newOrderBoard(on w.OrderEvents) *orderBoard {
	b := &orderBoard{list: w.NewOrderList(on), says: w.Muted("")}
	b.root = w.VStack(look.Gap8, b.list, b.says)
	return b
}

func (b *orderBoard) object() fyne.CanvasObject { return b.root }

func (b *orderBoard) set(st state, locked bool) {
	b.list.Set(choicesOf(st.Choices))
	b.list.SetLocked(locked)
	b.says.SetText(st.Says)
	b.says.Hidden = locked
	if st.Says == "" {
		b.says.SetText("Nothing has been moved yet.")
	}
}

func (b *orderBoard) first() fyne.Focusable { return focusable(b.list.Row(0)) }

func (b *orderBoard) marked(state) fyne.CanvasObject { return b.list.Row(0) }

// matchBoard has rows and, below them, what can be put beside them.
type matchBoard struct {
	list   *w.MatchList
	rights *fyne.Container
	root   *fyne.Container
}

func newMatchBoard(on w.MatchEvents) *matchBoard {
	b := &matchBoard{list: w.NewMatchList("Choose…", on), rights: w.VStack(look.Gap8)}
	b.root = w.VStack(look.Gap16, b.list, b.rights)
	return b
}

func (b *matchBoard) object() fyne.CanvasObject { return b.root }

func (b *matchBoard) set(st state, locked bool) {
	rows := make([]w.Match, len(st.Pairs))
	for i, p := range st.Pairs {
		rows[i] = w.Match{Left: p.Left, Right: p.Right, Note: p.Note, State: p.Mark.choice()}
	}
	b.list.SetEmpty("Choose…")
	if locked {
		b.list.SetEmpty("Left open")
	}
	b.list.Set(rows)
	b.list.SetLocked(locked)
	b.rights.Objects = nil
	b.rights.Hidden = len(st.Rights) == 0
	if b.rights.Hidden {
		return
	}
	b.rights.Add(w.Caption("To put beside the rows"))
	for _, r := range st.Rights {
		b.rights.Add(rightLine(r))
	}
}

// rightLine is a right side in the list of all; one that is used is less important.
func rightLine(r rightState) fyne.CanvasObject {
	ink := look.ColorInk
	if r.Used {
		ink = look.ColorMuted
	}
	name := w.NewText(w.TextStyle{Bold: true, NoWrap: true, Ink: ink}, w.Run{Text: r.Letter})
	words := w.NewText(w.TextStyle{Ink: ink}, w.Run{Text: r.Text})
	line := w.HStackTop(look.Gap12, name, w.Grow(words))
	if r.Used {
		line.Add(w.NewIcon(look.IconCheck, ink))
	}
	return line
}

func (b *matchBoard) first() fyne.Focusable { return focusable(b.list.Row(0)) }

func (b *matchBoard) marked(state) fyne.CanvasObject { return b.list.Row(0) }

// textBoard takes words or a number.
type textBoard struct {
	label *w.Text
	entry *w.Entry
	root  fyne.CanvasObject
}

// numberWidth is the width of a line for a number, and for what is said about it.
const numberWidth = 420

func newTextBoard(write func(string), enter func(), width float32) *textBoard {
	b := &textBoard{label: w.NewText(w.TextStyle{Bold: true}), entry: w.NewEntry("", "", write)}
	b.entry.OnSubmit(func(string) { enter() })
	b.root = w.MaxWidth(width, false, w.VStack(look.Gap8, b.label, b.entry))
	return b
}

func (b *textBoard) object() fyne.CanvasObject { return b.root }

func (b *textBoard) set(st state, _ bool) {
	b.label.SetText("Your answer")
	if st.Unit != "" {
		b.label.SetText("Your answer, in " + st.Unit)
	}
	b.entry.SetText(st.Text)
	b.entry.SetError(st.Missing)
}

func (b *textBoard) first() fyne.Focusable { return b.entry.Field() }

func (b *textBoard) marked(state) fyne.CanvasObject { return nil }

// focusable is o as what can have the keyboard; nil where it cannot.
func focusable(o fyne.CanvasObject) fyne.Focusable {
	f, _ := o.(fyne.Focusable)
	return f
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

// first is what has the keyboard when an item opens.
func (v *itemView) first(st state) fyne.Focusable { return v.boardOf(st).first() }
