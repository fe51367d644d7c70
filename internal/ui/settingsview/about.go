package settingsview

import (
	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// A shortcut is a key and what it does.
type shortcut struct{ keys, does string }

// shortcuts are the keys that work everywhere; ctrl is what the system calls the key of its shortcuts.
func shortcuts(ctrl string) []shortcut {
	return []shortcut{
		{ctrl + " 1, 2, 3, 4", "Home, Learn, Handouts, Settings"},
		{"Alt ←, Alt →", "Back and forward"},
		{ctrl + " F", "Search everything"},
		{ctrl + " O", "Add content from a file"},
		{ctrl + " +, " + ctrl + " −", "Larger and smaller text"},
		{ctrl + " Shift F", "Full screen, and back"},
		{"Tab, Shift Tab", "To the next and the previous thing"},
		{"Space or Return", "Press what has the ring around it"},
		{"Page Up, Page Down", "Scroll"},
		{"Esc", "Close a dialog"},
		{"Esc Esc", "Hide everything at once"},
		{ctrl + " Q", "Quit"},
	}
}

func about(s *Screen) fyne.CanvasObject {
	ctrl := "Ctrl"
	if fyne.KeyModifierShortcutDefault == fyne.KeyModifierSuper {
		ctrl = "Cmd"
	}
	keys := widgets.VStack(look.Gap12)
	for _, k := range shortcuts(ctrl) {
		keys.Add(widgets.VStack(2, widgets.NewText(widgets.TextStyle{Bold: true}, widgets.Run{Text: k.keys}), widgets.Muted(k.does)))
	}
	licences := widgets.VStack(look.Gap12,
		widgets.Body("The program: Apache License 2.0. Anyone may use, change and pass it along."),
		widgets.Body("The lessons, quizzes, pictures and handouts: Creative Commons Attribution-ShareAlike 4.0."))
	if s.d.About.Notices != "" {
		licences.Add(widgets.Wrap(0, widgets.NewButton(widgets.Secondary, "Other people's work in it", look.IconFileText, s.showNotices)))
	}
	version := s.d.About.Version
	if version == "" {
		version = "not numbered, built from source"
	}
	return widgets.VStack(look.Gap24,
		group("Passalong", "Learn it, then pass it along.",
			widgets.Body("Version "+version+"."),
			widgets.Body("Made for peer educators, and for everyone who works to keep people who use drugs alive and well. No account, no tracking.")),
		group("Keys", "Everything can be done without a mouse.", keys),
		group("Licences", "", licences))
}

func (s *Screen) showNotices() {
	c := fyne.CurrentApp().Driver().CanvasForObject(s.parts.page)
	if c == nil {
		return
	}
	var d *widgets.Dialog
	done := widgets.NewButton(widgets.Primary, "Close", look.NoIcon, func() { d.Close() })
	d = widgets.ShowDialog(c, widgets.DialogState{
		Title: "Other people's work in Passalong", Content: widgets.Body(s.d.About.Notices),
		Buttons: []*widgets.Button{done}, Wide: true,
	})
}
