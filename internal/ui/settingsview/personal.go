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
	p.trouble.Tell(st.ProfileTrouble)
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
