package profileview

import (
	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// render makes the widgets show the model. Nothing else writes to them.
func (s *Screen) render() {
	st := s.model.state()
	s.title.SetText(st.Title)
	s.lead.SetText(st.Lead)
	s.loading.Hidden = !st.Loading
	s.trouble.Tell(st.Trouble)
	s.retry.Hidden = !st.CanRetry
	s.renderRows(st)
	s.moreCard.Hidden = st.Form || !st.Listed
	s.form.set(st)
	s.guest.set(st)
	s.main.Objects = []fyne.CanvasObject{s.rows}
	s.side.Objects = []fyne.CanvasObject{s.moreCard, s.form.root, s.guest.root, s.promises}
	if st.Welcome {
		s.main.Objects = []fyne.CanvasObject{s.form.root}
		s.side.Objects = []fyne.CanvasObject{s.guest.root, s.promises}
	}
	s.columns.Hidden = st.Loading
	s.page.Relayout()
}

func (s *Screen) renderRows(st state) {
	objects := make([]fyne.CanvasObject, 0, len(st.Rows))
	kept := make(map[progress.ProfileID]*profileRow, len(st.Rows))
	for _, r := range st.Rows {
		v, ok := s.shown[r.ID]
		if !ok {
			id := r.ID
			v = newProfileRow(func() { s.openProfile(id) }, func() { s.askToDelete(id) }, func() { s.restore(id) })
		}
		v.set(r)
		kept[r.ID] = v
		objects = append(objects, v.root)
	}
	s.shown = kept
	s.rows.Objects = objects
	s.rows.Hidden = len(objects) == 0
	s.rows.Refresh()
}

// A profileRow is a profile that can be opened, or one that cannot with the reason.
type profileRow struct {
	root    fyne.CanvasObject
	open    *widgets.TapCard
	locked  fyne.CanvasObject
	name    *widgets.Text
	what    *widgets.Text
	next    *widgets.Text
	copy    *widgets.Text
	trouble *widgets.ErrorPanel
	restore *widgets.Button
	remove  *widgets.IconButton
}

func newProfileRow(open, remove, restore func()) *profileRow {
	r := &profileRow{
		open: widgets.NewTapCard(open), name: widgets.SmallHeading(""), what: widgets.Body(""), next: widgets.Muted(""), copy: widgets.Body(""),
		trouble: widgets.NewErrorPanel(nil),
		restore: widgets.NewButton(widgets.Secondary, "Use the copy", look.IconHistory, restore),
		remove:  widgets.NewIconButton(look.IconTrash, "Delete", remove),
	}
	words := widgets.VStack(look.Gap8,
		r.name, widgets.Wrap(0, widgets.NewBadge(widgets.BadgeState{Tone: widgets.ToneWait, Text: "Cannot be opened", Icon: look.IconLock})),
		r.what, r.next, r.copy, widgets.Wrap(look.Gap12, r.restore))
	r.locked = widgets.NewCard(words)
	r.root = widgets.VStack(look.Gap8,
		widgets.HStack(look.Gap8, widgets.Grow(r.open, r.locked), r.remove), r.trouble)
	return r
}

func (r *profileRow) set(s row) {
	r.open.Set(widgets.CardState{Icon: look.IconUser, Heading: s.Name, Meta: s.Meta, Progress: -1})
	r.open.Hidden = s.Locked
	r.locked.(*widgets.Card).Hidden = !s.Locked
	r.name.SetText(s.Name)
	r.what.SetText(s.Trouble.What)
	r.next.SetText(s.Trouble.Next)
	r.copy.SetText(s.Copy)
	r.copy.Hidden, r.restore.Hidden = s.Copy == "", s.Copy == ""
	r.restore.SetBusy(s.Working)
	var shown explain.Trouble
	if !s.Locked {
		shown = s.Trouble
	}
	r.trouble.Tell(shown)
}

// A form makes a new profile.
type form struct {
	root     fyne.CanvasObject
	heading  *widgets.Text
	nickname *widgets.Entry
	make     *widgets.Button
	cancel   *widgets.Button
}

func newForm(submit, cancel func()) *form {
	f := &form{heading: widgets.SmallHeading("Make a profile")}
	f.nickname = widgets.NewEntry("Nickname", "Any word", nil)
	f.nickname.SetHint(nicknameHint)
	f.nickname.OnSubmit(func(string) { submit() })
	f.make = widgets.NewButton(widgets.Primary, "Make my profile", look.NoIcon, submit)
	f.cancel = widgets.NewButton(widgets.Quiet, "Cancel", look.NoIcon, cancel)
	f.root = widgets.NewCard(widgets.VStack(look.Gap16,
		widgets.VStack(look.Gap4, f.heading, widgets.Muted("It remembers which lessons you have read and what you answered.")),
		f.nickname, widgets.Wrap(look.Gap12, f.make, f.cancel)))
	return f
}

func (f *form) set(s state) {
	f.root.(*widgets.Card).Hidden = !s.Form
	f.cancel.Hidden = !s.CanCancel
	f.nickname.SetError(s.NicknameBad)
	f.make.SetBusy(s.Making)
	label := "Make my profile"
	if s.Making {
		label = "Making it …"
	}
	f.make.SetLabel(label)
}

// A guestCard offers to look around.
type guestCard struct {
	root fyne.CanvasObject
	look *widgets.Button
}

func newGuestCard(press func()) *guestCard {
	g := &guestCard{look: widgets.NewButton(widgets.Secondary, "Just look around", look.IconEye, press)}
	g.root = widgets.NewCard(widgets.VStack(look.Gap16,
		widgets.VStack(look.Gap4, widgets.SmallHeading("No profile today?"), widgets.Muted(guestNote)), widgets.Wrap(0, g.look)))
	return g
}

func (g *guestCard) set(s state) { g.look.SetBusy(s.GuestBusy) }

// makeHead says where the learner is, with a hand that passes something on.
func (s *Screen) makeHead() fyne.CanvasObject {
	emblem := widgets.NewIconScaled(look.IconHandHeart, look.ColorPrimary, 2.6)
	return widgets.HStack(look.Gap16, emblem, widgets.Grow(widgets.VStack(look.Gap4, s.title, s.lead)))
}

// makeColumns puts what most learners come for at the left and everything else at the right; in a narrow window
// or with large text the right column comes below.
func (s *Screen) makeColumns() fyne.CanvasObject {
	s.main = widgets.VStack(look.Gap16)
	s.side = widgets.VStack(look.Gap16)
	s.promises = makePromises()
	s.columns = widgets.Tiles(look.Gap32, leastColumn, s.main, s.side)
	return s.columns
}

// leastColumn is the width below which there is one column.
const leastColumn = 330

func makeMoreCard(button *widgets.Button) *widgets.Card {
	return widgets.NewCard(widgets.VStack(look.Gap16,
		widgets.VStack(look.Gap4, widgets.SmallHeading("Not in the list?"), widgets.Muted("Every person keeps a profile of their own.")),
		widgets.Wrap(0, button)))
}

func makePromises() fyne.CanvasObject {
	line := func(icon look.IconName, text string) fyne.CanvasObject {
		return widgets.HStackTop(look.Gap12, widgets.NewIcon(icon, look.ColorPrimary), widgets.Grow(widgets.Muted(text)))
	}
	return widgets.Inset(look.Gap24, look.Gap8, widgets.VStack(look.Gap12, line(look.IconLock, privacyNote), line(look.IconEyeOff, hideNote)))
}
