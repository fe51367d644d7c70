package skillsview

import (
	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/look"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// Words about what a checklist is, and what happens with initials.
const (
	whatItIs  = "Somebody who teaches this watches you do it, ticks what they saw, and types their initials. Nothing is scored, and it can be done again at any time."
	howTo     = "For whoever watches: tick what you saw done, then type your initials. It is fine when some steps are still missing."
	whereKept = "The initials are kept on this computer only, in this profile. They are not a name, and nothing is sent."
)

// listView is the list of skills.
type listView struct {
	open    func(index int)
	module  *w.Text
	saved   fyne.CanvasObject
	words   *w.Text
	cards   []*w.TapCard
	box     *fyne.Container
	print   *w.Button
	earlier *earlierList
}

func newListView(open func(int), printing func()) *listView {
	v := &listView{
		open: open, module: w.Muted(""), box: w.VStack(look.Gap12), earlier: newEarlierList(),
		print: w.NewButton(w.Secondary, "Print the checklist", look.IconPrinter, printing),
	}
	v.saved, v.words = newSaved()
	return v
}

func (v *listView) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{
		w.VStack(look.Gap4, v.module, w.Title("Skills")), w.Body(whatItIs), v.saved, v.box, w.Wrap(0, v.print),
		v.earlier.root, keptNote(),
	}
}

func (v *listView) set(st state) {
	v.module.SetText(st.Module)
	v.words.SetText(st.Saved)
	w.SetVisible(v.saved, st.Saved != "")
	for i := len(v.cards); i < len(st.Skills); i++ {
		v.cards = append(v.cards, w.NewTapCard(func() { v.open(i) }))
		v.box.Add(v.cards[i])
	}
	for i, sk := range st.Skills {
		v.cards[i].Set(cardOf(sk))
	}
	v.earlier.set(st.Earlier, true)
}

func cardOf(sk skill) w.CardState {
	c := w.CardState{Icon: look.IconClipboardList, Heading: sk.Title, Meta: sk.Meta, Progress: -1}
	switch {
	case sk.Met:
		c.Icon, c.Badge = look.IconClipboardCheck, w.BadgeState{Tone: w.ToneRight, Text: "Seen", Icon: look.IconCheck}
	case sk.Begun:
		c.Badge = w.BadgeState{Tone: w.ToneWait, Text: "Not yet every step"}
	}
	return c
}

// checkEvents are what the checklist of a skill calls.
type checkEvents struct {
	tick              func(index int)
	initials          func(text string)
	save, back, print func()
}

// checkView is the checklist of one skill.
type checkView struct {
	module, title, count *w.Text
	saved                fyne.CanvasObject
	words                *w.Text // in saved
	steps                *w.ChoiceGroup
	hint                 *w.Text
	initials             *w.Entry
	error                *w.ErrorPanel
	again                *w.Button // in the error panel
	save, back, print    *w.Button
	earlier              *earlierList
}

func newCheckView(on checkEvents) *checkView {
	v := &checkView{
		module: w.Muted(""), title: w.Title(""), count: w.Muted(""), earlier: newEarlierList(),
		steps: w.NewChoiceGroup(true, on.tick),
		hint:  w.NewText(w.TextStyle{Ink: look.ColorWaitInk, Bold: true}),
		save:  w.NewButton(w.Primary, "Save what I saw", look.IconCheck, on.save),
		back:  w.NewButton(w.Quiet, "All skills", look.IconArrowLeft, on.back),
		print: w.NewButton(w.Secondary, "Print the checklist", look.IconPrinter, on.print),
	}
	v.saved, v.words = newSaved()
	v.initials = w.NewEntry("Initials of who watched", "KM", on.initials)
	v.initials.SetHint("1 to 4 letters.")
	v.initials.OnSubmit(func(string) { on.save() })
	v.again = w.NewButton(w.Primary, "Try again", look.IconRefresh, on.save)
	v.error = w.NewErrorPanel(v.again)
	return v
}

func (v *checkView) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{
		w.VStack(look.Gap8, w.Inset(-look.Gap12, 0, w.Wrap(0, v.back)), w.VStack(look.Gap4, v.module, v.title)), w.Body(howTo), v.saved,
		w.VStack(look.Gap12, w.VStack(look.Gap4, w.Heading("Tick what you saw"), v.count), v.steps, v.hint),
		w.VStack(look.Gap12, w.MaxWidth(widestInitials, false, v.initials), keptNote()), v.error,
		w.Wrap(look.Gap12, v.save, v.print), v.earlier.root,
	}
}

// widestInitials is enough for the label and hint of a field of four letters.
const widestInitials = 320

func (v *checkView) first() fyne.Focusable {
	f, _ := v.steps.Row(0).(fyne.Focusable)
	return f
}

func (v *checkView) set(st state, list bool) {
	v.module.SetText(st.Module)
	v.title.SetText(st.Title)
	v.words.SetText(st.Saved)
	w.SetVisible(v.saved, st.Saved != "")
	w.SetVisible(v.back, list)
	rows := make([]w.Choice, len(st.Steps))
	for i, s := range st.Steps {
		rows[i] = w.Choice{Text: s.Text}
		if s.Seen {
			rows[i].State = w.ChoiceSelected
		}
	}
	v.steps.Set(rows)
	v.count.SetText(st.Count)
	v.hint.SetText(st.Hint)
	v.hint.Hidden = st.Hint == ""
	v.initials.SetText(st.Initials)
	v.initials.SetError(st.Mistake)
	v.error.Tell(explain.Error(st.Problem))
	v.save.Hidden = st.Problem != nil
	v.save.SetBusy(st.Saving)
	v.again.SetBusy(st.Saving)
	v.earlier.set(st.Earlier, false)
}

// newSaved says what has just been saved.
func newSaved() (fyne.CanvasObject, *w.Text) {
	words := w.NewText(w.TextStyle{Bold: true, Ink: look.ColorRightInk})
	box := w.NewPlate(look.ColorRightFill, w.Inset(look.Gap16, look.Gap12,
		w.HStackTop(look.Gap12, w.NewIcon(look.IconCircleCheck, look.ColorRightInk), w.Grow(words))))
	return box, words
}

func keptNote() fyne.CanvasObject {
	return w.HStackTop(look.Gap12, w.NewIcon(look.IconLock, look.ColorMuted), w.Grow(w.Muted(whereKept)))
}

// An earlierList shows what was seen before, newest first.
type earlierList struct {
	root *fyne.Container
	list *fyne.Container
}

func newEarlierList() *earlierList {
	e := &earlierList{list: w.VStack(look.Gap12)}
	e.root = w.VStack(look.Gap12, w.Heading("Seen so far"), e.list)
	return e
}

func (e *earlierList) set(all []observation, titles bool) {
	e.list.Objects = nil
	for _, o := range all {
		icon, ink := look.IconCircle, look.ColorMuted
		if o.Met {
			icon, ink = look.IconCircleCheck, look.ColorRightInk
		}
		words := w.VStack(2)
		if titles {
			words.Add(w.NewText(w.TextStyle{Bold: true}, w.Run{Text: o.Title}))
		}
		words.Add(w.Muted(o.When))
		words.Add(w.Body(o.Outcome))
		for _, step := range o.Missing {
			words.Add(w.HStackTop(look.Gap8, w.NewIcon(look.IconMinus, look.ColorMuted), w.Grow(w.Body(step))))
		}
		e.list.Add(w.HStackTop(look.Gap12, w.NewIcon(icon, ink), w.Grow(words)))
	}
	w.SetVisible(e.root, len(all) > 0)
}
