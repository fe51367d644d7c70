package settingsview

import (
	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// sample is text to judge a text size by.
const sample = "Stay with the person until help comes. Tell the ambulance crew what you saw and what you gave."

// readingPart is about text size and colours.
type readingPart struct {
	size       *widgets.Stepper
	appearance *widgets.Segmented
}

func (p *readingPart) build(s *Screen) fyne.CanvasObject {
	p.size = widgets.NewStepper("Text size", func() { s.onTextSize(-1) }, func() { s.onTextSize(1) })
	var labels []string
	for _, a := range appearances() {
		labels = append(labels, a.label)
	}
	p.appearance = widgets.NewSegmented(labels, s.onAppearance)
	return widgets.VStack(look.Gap24,
		group("Text size", "Everything follows at once. Ctrl with plus and minus does the same anywhere.", widgets.Wrap(0, p.size),
			widgets.Divider(), widgets.VStack(look.Gap8, widgets.Caption("This is how a lesson reads:"), widgets.Body(sample))),
		group("Colours", "", p.appearance))
}

func (p *readingPart) render(st state) {
	p.size.Set(st.TextSize, st.CanLess, st.CanMore)
	p.appearance.Set(st.Appearance)
}

// computerPart is about what is kept where.
type computerPart struct {
	copied  fyne.CanvasObject
	trouble *widgets.ErrorPanel
}

func (p *computerPart) build(s *Screen) fyne.CanvasObject {
	p.copied = widgets.Caption("The path is copied.")
	p.copied.Hide()
	p.trouble = widgets.NewErrorPanel(nil)
	open := widgets.NewButton(widgets.Secondary, "Open folder", look.IconFolder, s.onOpenFolder)
	copying := widgets.NewButton(widgets.Secondary, "Copy path", look.IconCopy, s.onCopyFolder)
	path := widgets.NewText(widgets.TextStyle{}, widgets.Run{Text: s.d.About.DataDir, Mono: true})
	kept := widgets.VStack(look.Gap12)
	for _, line := range [...]struct {
		icon  look.IconName
		words string
	}{
		{look.IconUser, "Profiles: a nickname, what was read, and every answer with its time. One file each, and up to three safety copies."},
		{look.IconBook, "The content that was downloaded, and the one before it."},
		{look.IconSettings, "These settings, the local services, the print pack and the print log."},
		{look.IconGlobe, "The list of what was asked of the network. It holds no names."},
	} {
		kept.Add(widgets.HStackTop(look.Gap12, widgets.NewIcon(line.icon, look.ColorPrimary), widgets.Grow(widgets.Body(line.words))))
	}
	return widgets.VStack(look.Gap24,
		group("The data folder", "Everything Passalong keeps is in one folder. To take it with you, copy the folder.",
			path, widgets.Wrap(look.Gap12, open, copying), p.copied, p.trouble),
		group("What is kept in it", "None of it leaves this computer by itself. Whoever can open the folder can read it.", kept))
}

// networkPart is the list of what was asked of the network.
type networkPart struct {
	lines   *fyne.Container
	empty   fyne.CanvasObject
	more    *widgets.Button
	clear   *widgets.Button
	trouble *widgets.ErrorPanel
	list    fyne.CanvasObject
}

func (p *networkPart) build(s *Screen) fyne.CanvasObject {
	p.lines = widgets.VStack(look.Gap16)
	p.empty = widgets.NewEmptyState(look.IconWifiOff, "Nothing has been asked of the network.",
		"When you check for new content, every request is written down here: when, what, and how much came back.", nil)
	p.more = widgets.NewButton(widgets.Quiet, "", look.IconChevronDown, s.onMoreLog)
	p.clear = widgets.NewButton(widgets.Secondary, "Clear the log", look.IconTrash, s.onClearLog)
	p.trouble = widgets.NewErrorPanel(widgets.NewButton(widgets.Secondary, "Try again", look.IconRefresh, s.readLog))
	p.list = group("What was asked of the network", "Newest first.", p.lines, widgets.Wrap(look.Gap12, p.clear, p.more))
	return widgets.VStack(look.Gap24, p.trouble, p.empty, p.list)
}

func (p *networkPart) render(st state) {
	p.trouble.Tell(st.LogTrouble)
	widgets.SetVisible(p.empty, st.LogEmpty)
	widgets.SetVisible(p.list, len(st.Log) > 0)
	p.more.SetLabel(st.LogMore)
	widgets.SetVisible(p.more, st.LogMore != "")
	p.lines.Objects = nil
	for _, l := range st.Log {
		icon, ink := look.IconCheck, look.ColorRightInk
		if !l.Went {
			icon, ink = look.IconProblem, look.ColorWrongInk
		}
		p.lines.Add(widgets.HStackTop(look.Gap12, widgets.NewIcon(icon, ink),
			widgets.Grow(widgets.VStack(2, widgets.Body(l.What), widgets.Caption(l.When)))))
	}
}
