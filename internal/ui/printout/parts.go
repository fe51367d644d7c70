package printout

import (
	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// parts are the widgets of a desk.
type parts struct {
	root *split // nil until there is a panel

	print   *widgets.Button
	save    *widgets.Button
	view    *widgets.Button
	actions fyne.CanvasObject
	done    *fyne.Container     // what the last actions have done
	said    *fyne.Container     // of them, what was saved
	trouble *widgets.ErrorPanel // of the last action

	delivered *delivered
	preview   *preview
}

func newParts(k *Desk, more []*widgets.Button) *parts {
	p := &parts{said: widgets.VStack(0), trouble: widgets.NewErrorPanel(nil), delivered: newDelivered(k)}
	p.print = widgets.NewButton(widgets.Primary, "Print", look.IconPrinter, k.askPrint)
	p.save = widgets.NewButton(widgets.Secondary, "Save PDF", look.IconDownload, k.askSave)
	p.view = widgets.NewButton(widgets.Quiet, "Open in viewer", look.IconFileText, k.onOpenFile)
	quiet := widgets.Wrap(0, p.view)
	for _, b := range more {
		quiet.Add(b)
	}
	p.actions = widgets.VStack(look.Gap8,
		widgets.Wrap(look.Gap12, p.print, p.save),
		widgets.Inset(-look.Gap12, 0, quiet))
	p.done = widgets.VStack(look.Gap16, p.said, p.delivered.root)
	for _, o := range []fyne.CanvasObject{p.delivered.root, p.said, p.done} {
		o.Hide()
	}
	p.preview = newPreview(k)
	return p
}

func (p *parts) render(st state) {
	for _, b := range []*widgets.Button{p.print, p.save} {
		widgets.SetEnabled(b, st.CanUse)
	}
	widgets.SetEnabled(p.view, st.CanOpen)
	p.preview.render(st)
}

func (p *parts) relayout() {
	if p.root != nil {
		p.root.relayout()
	}
}

// complain shows what went wrong with an action, or nothing.
func (p *parts) complain(t explain.Trouble) {
	p.trouble.Tell(t)
	p.relayout()
}

// say shows what an action has done, with one thing to do about it where there is one.
func (p *parts) say(title, text string, next *widgets.Button) {
	words := []fyne.CanvasObject{widgets.Body(text)}
	if next != nil {
		words = append(words, widgets.Wrap(0, next))
	}
	p.said.Objects = []fyne.CanvasObject{widgets.NewCallout(catalog.Tip, title, words...)}
	p.said.Show()
	widgets.SetVisible(p.done, true)
	p.complain(explain.Trouble{})
}

// deliver shows how far a job is that was sent.
func (p *parts) deliver(st deliveryState) {
	asked := p.delivered.second.Visible() && p.delivered.root.Visible()
	p.delivered.render(st)
	p.delivered.root.Show()
	p.settle()
	if st.CanBacks && !asked {
		p.root.column.ScrollTo(p.done) // it takes more room than there is below the buttons
	}
}

// putAway takes away what was said of a job, and gives the keyboard back.
func (p *parts) putAway() {
	p.delivered.root.Hide()
	p.settle()
	if c := fyne.CurrentApp().Driver().CanvasForObject(p.print); c != nil && c.Focused() == p.delivered.dismiss {
		c.Focus(p.print)
	}
}

// settle gives what the last actions have done its place.
func (p *parts) settle() {
	widgets.SetVisible(p.done, p.said.Visible() || p.delivered.root.Visible())
	p.relayout()
}

// key turns pages where the whole page is shown, and scrolls.
func (p *parts) key(e *fyne.KeyEvent) bool {
	if p.root.narrow() {
		return p.root.column.HandleKey(e)
	}
	return p.preview.key(e) || p.root.column.HandleKey(e)
}

// Fact is one line of what is on the pages.
func Fact(name, value string) fyne.CanvasObject {
	return widgets.NewText(widgets.TextStyle{}, widgets.Run{Text: name + ": ", Ink: look.ColorMuted}, widgets.Run{Text: value})
}
