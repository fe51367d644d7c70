package settingsview

import (
	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// profilePart is about whose record is kept.
type profilePart struct {
	nickname *widgets.Entry
	rename   *widgets.Button
	trouble  *widgets.ErrorPanel
}

func (p *profilePart) build(s *Screen) fyne.CanvasObject {
	p.trouble = widgets.NewErrorPanel(nil)
	p.nickname = widgets.NewEntry("Nickname", "", s.onNickname)
	p.nickname.SetHint("Any word will do. It does not have to be your name.")
	p.nickname.OnSubmit(func(string) { s.onRename() })
	p.rename = widgets.NewButton(widgets.Secondary, "Change nickname", look.IconCheck, s.onRename)
	if s.d.Profile.Guest {
		keep := widgets.NewButton(widgets.Primary, "Make a profile", look.IconPlus, s.d.Events.OnMakeProfile)
		return widgets.VStack(look.Gap24, p.trouble,
			group("Looking around", "Nothing of what you read or answer is kept. With a profile, you can go on where you stopped.", widgets.Wrap(0, keep)))
	}
	other := widgets.NewButton(widgets.Secondary, "Switch profile", look.IconUsers, s.d.Events.OnSwitchProfile)
	remove := widgets.NewButton(widgets.Secondary, "Delete this profile", look.IconTrash, s.askDelete)
	return widgets.VStack(look.Gap24, p.trouble,
		group("Your profile", "", p.nickname, widgets.Wrap(0, p.rename)),
		group("Somebody else at this computer?", "Your record is put away, and they choose their own.", widgets.Wrap(0, other)),
		group("Delete", "What you have read and answered goes from this computer, with its safety copies.", widgets.Wrap(0, remove)))
}

func (p *profilePart) render(st state) {
	p.nickname.SetText(st.Nickname)
	p.nickname.SetError(st.RenameError)
	widgets.SetEnabled(p.rename, st.CanRename)
	setTrouble(p.trouble, st.ProfileTrouble)
}

// askDelete asks before a record is gone for good.
func (s *Screen) askDelete() {
	c := fyne.CurrentApp().Driver().CanvasForObject(s.parts.page)
	if c == nil {
		return
	}
	var d *widgets.Dialog
	remove := widgets.NewButton(widgets.Danger, "Delete for good", look.IconTrash, func() {
		d.Close()
		s.onDelete()
	})
	keep := widgets.NewButton(widgets.Secondary, "Keep it", look.NoIcon, func() { d.Close() })
	d = widgets.ShowDialog(c, widgets.DialogState{
		Title: "Delete the profile “" + s.model.profile.Nickname + "”?",
		Content: widgets.Body("What was read, every answer and every result go from this computer, with their safety copies. " +
			"This cannot be undone."),
		Buttons: []*widgets.Button{remove, keep}, Focus: keep,
	})
}

// servicePart is the form for the local service.
type servicePart struct {
	fields  [fieldCount]*widgets.Entry
	preview *widgets.Text
	sheet   fyne.CanvasObject
	status  *widgets.Text
	mark    *widgets.Icon
	clear   *widgets.Button
	undo    *widgets.Button
}

func (p *servicePart) build(s *Screen) fyne.CanvasObject {
	lines := widgets.VStack(look.Gap16)
	for at := range fieldCount {
		label, example, hint, _ := fieldWords(at)
		e := widgets.NewEntry(label, example, func(text string) { s.onField(at, text) })
		e.SetHint(hint)
		e.OnSubmit(func(string) { s.onFinishField() })
		p.fields[at] = e
		lines.Add(e)
	}
	today := widgets.NewButton(widgets.Secondary, "Checked today", look.IconCalendar, s.onToday)
	p.clear = widgets.NewButton(widgets.Quiet, "Clear all", look.IconTrash, s.onClear)
	p.undo = widgets.NewButton(widgets.Quiet, "Bring it back", look.IconUndo, s.onUndo)
	p.preview, p.status, p.mark = widgets.Body(""), widgets.Muted(""), widgets.NewIcon(look.NoIcon, look.ColorMuted)
	p.sheet = widgets.VStack(look.Gap4, widgets.Caption("On every handout:"), p.preview)
	return widgets.VStack(look.Gap24,
		group("Your local service", "A place or line near you. It is printed at the end of every handout made on this computer, so that people know where to go.",
			lines, widgets.Wrap(look.Gap12, today, p.clear, p.undo), widgets.Divider(), p.sheet,
			widgets.HStackTop(look.Gap8, p.mark, widgets.Grow(p.status))))
}

func (p *servicePart) render(st serviceState) {
	for at, e := range p.fields {
		e.SetText(st.Text[at])
		e.SetError(st.Errors[at])
	}
	p.preview.SetText(st.Preview)
	widgets.SetVisible(p.sheet, st.Preview != "")
	p.status.SetText(st.Status)
	if st.Saved {
		p.mark.Set(look.IconCheck, look.ColorRightInk)
	} else {
		p.mark.Set(look.IconProblem, look.ColorWaitInk)
	}
	widgets.SetVisible(p.clear, st.CanClear)
	widgets.SetVisible(p.undo, st.CanUndo)
}
