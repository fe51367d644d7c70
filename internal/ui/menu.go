package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"github.com/passalong/passalong/internal/settings"
	"github.com/passalong/passalong/internal/ui/nav"
)

// menu holds every shortcut: Fyne delivers only those of menu items while somebody types in an entry.
func (w *Window) menu() *fyne.MainMenu {
	ctrl := fyne.KeyModifierShortcutDefault
	item := func(label string, key fyne.KeyName, mod fyne.KeyModifier, do func()) *fyne.MenuItem {
		m := fyne.NewMenuItem(label, do)
		if key != "" {
			m.Shortcut = &desktop.CustomShortcut{KeyName: key, Modifier: mod}
		}
		return m
	}
	section := func(label string, key fyne.KeyName, s nav.Screen) *fyne.MenuItem {
		return item(label, key, ctrl, func() { w.goIfOpen(nav.Route{Screen: s}) })
	}
	quit := item("Quit", fyne.KeyQ, ctrl, w.close)
	quit.IsQuit = true
	return fyne.NewMainMenu(
		fyne.NewMenu("Passalong",
			item("Switch profile", "", 0, w.switchProfile),
			item("Add content from a file…", fyne.KeyO, ctrl, func() { w.goIfOpen(nav.Route{Screen: nav.Add}) }),
			item("Hide now (Esc Esc)", fyne.KeyH, ctrl|fyne.KeyModifierShift, w.hide),
			fyne.NewMenuItemSeparator(), quit),
		fyne.NewMenu("Go",
			item("Back", fyne.KeyLeft, fyne.KeyModifierAlt, w.Back),
			item("Forward", fyne.KeyRight, fyne.KeyModifierAlt, w.Forward),
			item("Search", fyne.KeyF, ctrl, w.focusSearch),
			fyne.NewMenuItemSeparator(),
			section("Home", fyne.Key1, nav.Home),
			section("Learn", fyne.Key2, nav.Learn),
			section("Handouts", fyne.Key3, nav.Handouts),
			section("Sessions", fyne.Key4, nav.Sessions),
			section("Progress", fyne.Key5, nav.Progress),
			section("Settings", fyne.Key6, nav.Settings)),
		fyne.NewMenu("View",
			item("Larger text", fyne.KeyEqual, ctrl, func() { w.resizeText(+settings.TextSizeStep) }),
			item("Smaller text", fyne.KeyMinus, ctrl, func() { w.resizeText(-settings.TextSizeStep) }),
			item("Full screen", fyne.KeyF, ctrl|fyne.KeyModifierShift, func() { w.win.SetFullScreen(!w.win.FullScreen()) })),
	)
}

// goIfOpen follows a shortcut once a profile is open.
func (w *Window) goIfOpen(r nav.Route) {
	if w.learner != nil {
		w.Go(r)
	}
}

func (w *Window) focusSearch() {
	if w.learner != nil {
		w.frame.search.Focus()
	}
}

func (w *Window) resizeText(by int) {
	s := w.s.Settings.Current()
	s.TextSize = min(max(w.textSize+by, settings.TextSizeMin), settings.TextSizeMax)
	w.applyLook(s)
	w.keepTextSize()
}
