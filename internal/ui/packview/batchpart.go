package packview

import (
	"fmt"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// A batchPart shows what is being printed or saved, and afterwards what became of it.
type batchPart struct {
	root          *fyne.Container
	icon          *widgets.Icon
	heading, text *widgets.Text
	waits         *widgets.Text
	bar           *widgets.Progress
	steps         *fyne.Container
	lines         *fyne.Container
	trouble       *widgets.ErrorPanel
	backs         *widgets.Button
	stop          *widgets.Button
	folder        *widgets.Button
	done          *widgets.Button
	ways          *fyne.Container // the buttons
	busy          bool
	dir           string
}

func newBatchPart(s *Screen) *batchPart {
	b := &batchPart{
		icon: widgets.NewIconScaled(look.IconPrinter, look.ColorPrimary, 1.3), heading: widgets.Heading(""), text: widgets.Body(""),
		waits: widgets.NewText(widgets.TextStyle{Ink: look.ColorWaitInk, Bold: true}), bar: widgets.NewProgress(), lines: widgets.VStack(look.Gap8),
		steps: widgets.VStack(look.Gap12), trouble: widgets.NewErrorPanel(nil),
	}
	b.backs = widgets.NewButton(widgets.Secondary, "Print the backs", look.IconPrinter, s.onBacks)
	b.stop = widgets.NewButton(widgets.Secondary, "Stop", look.IconClose, s.onStop)
	b.folder = widgets.NewButton(widgets.Secondary, "Show folder", look.IconFolder, func() { s.onFolder(b.dir) })
	b.done = widgets.NewButton(widgets.Secondary, "Close", look.NoIcon, s.onDone)
	b.ways = widgets.Wrap(look.Gap12, b.backs, b.stop, b.folder, b.done)
	words := widgets.VStack(look.Gap12, b.heading, b.text, b.bar, b.waits, b.steps, b.lines, b.trouble, b.ways)
	b.root = widgets.VStack(0, widgets.NewCard(widgets.Led(look.Gap16, b.icon, words)))
	return b
}

func (b *batchPart) render(st batchState) {
	b.busy, b.dir = st.Busy, st.Folder
	widgets.SetVisible(b.root, st.Busy || st.Over)
	b.heading.SetText(st.Heading)
	b.text.SetText(st.Text)
	widgets.SetVisible(b.text, st.Text != "")
	b.bar.Set(st.Share)
	widgets.SetVisible(b.bar, st.Busy)
	b.waits.SetText(st.Waits)
	widgets.SetVisible(b.waits, st.Waits != "")
	b.steps.Objects = nil
	for i, step := range st.Steps {
		b.steps.Add(widgets.NewText(widgets.TextStyle{}, widgets.Run{Text: fmt.Sprintf("%d. ", i+1), Bold: true}, widgets.Run{Text: step}))
	}
	widgets.SetVisible(b.steps, len(st.Steps) > 0)
	b.lines.Objects = nil
	for _, l := range st.Lines {
		b.lines.Add(widgets.HStackTop(look.Gap8, widgets.NewIcon(look.IconProblem, look.ColorWaitInk), widgets.Grow(widgets.Body(l))))
	}
	widgets.SetVisible(b.lines, len(st.Lines) > 0)
	b.trouble.Tell(st.Trouble)
	switch {
	case st.Busy:
		b.icon.Set(look.IconPrinter, look.ColorPrimary)
	case st.Good:
		b.icon.Set(look.IconCircleCheck, look.ColorRightInk)
	default:
		b.icon.Set(look.IconProblem, look.ColorWaitInk)
	}
	widgets.SetVisible(b.backs, len(st.Steps) > 0)
	widgets.SetVisible(b.stop, st.Busy)
	widgets.SetVisible(b.folder, st.Folder != "")
	widgets.SetVisible(b.done, st.Over)
}

// complain shows what went wrong with an action; nothing takes it away.
func (b *batchPart) complain(t explain.Trouble) { b.trouble.Tell(t) }
