package printout

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// fillSeconds is how long the bar of the first use takes to fill, nearly. It is an estimate, and the words
// beside it say so.
const fillSeconds = 15

// A preview is a desk with the page on it, or with what keeps the page from being there.
type preview struct {
	widget.BaseWidget
	k *Desk

	sheet   *sheet
	desk    *container.Scroll
	busy    *widgets.Text
	bar     *widgets.Progress
	filling *fyne.Animation
	slow    bool // filling goes on
	cancel  *widgets.Button
	wait    fyne.CanvasObject
	stopped fyne.CanvasObject
	trouble *widgets.ErrorPanel
	again   *widgets.Button
	failed  fyne.CanvasObject

	back, next *widgets.IconButton
	pageText   *widgets.Text
	zoom       *widgets.Segmented
	tools      fyne.CanvasObject

	wish int // resolution the page is shown in
}

func newPreview(k *Desk) *preview {
	p := &preview{k: k, sheet: newSheet(), busy: widgets.NewText(widgets.TextStyle{Align: fyne.TextAlignCenter}), bar: widgets.NewProgress()}
	p.desk = container.NewScroll(container.New(deskLayout{p}, p.sheet))
	p.cancel = widgets.NewButton(widgets.Secondary, "Cancel", look.NoIcon, k.onCancel)
	p.wait = note(p.busy, p.bar, middle(p.cancel))
	begin := widgets.NewButton(widgets.Secondary, "Make the page", look.IconFileText, k.again)
	p.stopped = note(widgets.NewText(widgets.TextStyle{Align: fyne.TextAlignCenter}, widgets.Run{Text: "Stopped. There is no page yet."}), middle(begin))
	p.again = widgets.NewButton(widgets.Secondary, "Try again", look.IconRefresh, k.again)
	p.trouble = widgets.NewErrorPanel(p.again)
	p.failed = widgets.Inset(look.Gap24, look.Gap24, p.trouble)
	p.filling = fyne.NewAnimation(fillSeconds*1e9, func(share float32) { p.bar.Set(float64(share) * 0.95) })
	p.filling.Curve = fyne.AnimationEaseOut

	p.back = widgets.NewIconButton(look.IconChevronLeft, "Previous page", func() { k.onTurn(-1) })
	p.next = widgets.NewIconButton(look.IconChevronRight, "Next page", func() { k.onTurn(1) })
	p.pageText = widgets.NewText(widgets.TextStyle{NoWrap: true})
	p.zoom = widgets.NewSegmented(zooms(), k.onZoom)
	p.tools = container.New(&toolsLayout{choices: len(zooms())}, widgets.HStack(look.Gap4, p.back, p.pageText, p.next), p.zoom)
	p.ExtendBaseWidget(p)
	return p
}

// note is a few lines in the middle of the desk.
func note(objects ...fyne.CanvasObject) fyne.CanvasObject {
	return widgets.MaxWidth(420, true, widgets.Inset(look.Gap24, look.Gap48, widgets.VStack(look.Gap16, objects...)))
}

func middle(o fyne.CanvasObject) fyne.CanvasObject {
	return widgets.HStack(0, widgets.Grow(), o, widgets.Grow())
}

func (p *preview) render(st state) {
	p.showOne(st)
	if st.Busy != "" {
		p.busy.SetText(st.Busy)
	}
	p.fill(st.Slow)
	p.trouble.Tell(st.Trouble)
	widgets.SetVisible(p.again, st.CanRetry)
	widgets.SetVisible(p.back, st.CanBack || st.CanNext)
	widgets.SetVisible(p.next, st.CanBack || st.CanNext)
	widgets.SetEnabled(p.back, st.CanBack)
	widgets.SetEnabled(p.next, st.CanNext)
	p.pageText.SetText(st.PageText)
	p.zoom.Set(int(st.Zoom))
	p.wish = p.dpi(st.Zoom)
	p.sheet.set(st.Page)
	p.desk.Refresh()
	p.tools.Refresh()
	p.Refresh()
}

// showOne shows the page, or what there is in its place.
func (p *preview) showOne(st state) {
	widgets.SetVisible(p.wait, st.Phase == making && !st.Show)
	widgets.SetVisible(p.stopped, st.Phase == stopped)
	widgets.SetVisible(p.failed, st.Phase == failed)
	widgets.SetVisible(p.desk, st.Show)
	widgets.SetVisible(p.tools, st.Show)
}

// fill moves the bar while the press is made ready for the first time.
func (p *preview) fill(slow bool) {
	widgets.SetVisible(p.bar, slow)
	if slow == p.slow {
		return
	}
	p.slow = slow
	if slow {
		p.filling.Start()
	} else {
		p.filling.Stop()
		p.bar.Set(0)
	}
}

// dpi is the resolution in which the page fits its place.
func (p *preview) dpi(z zoom) int { return dpiFor(p.place(), z, p.k.model.shape) }

// place is the room for the page.
func (p *preview) place() place {
	if p.desk == nil {
		return place{pixels: 1} // while the preview is being put together
	}
	pixels := float32(1)
	if c := fyne.CurrentApp().Driver().CanvasForObject(p.desk); c != nil {
		pixels = c.Scale()
	}
	size := p.desk.Size()
	return place{size.Width - 2*look.Gap24, size.Height - 2*look.Gap24, pixels}
}

func (p *preview) toTop() { p.desk.ScrollToTop() }

// key turns pages, and scrolls where the page is larger than its place.
func (p *preview) key(e *fyne.KeyEvent) bool {
	large := p.desk.Visible() && p.desk.Content.MinSize().Height > p.desk.Size().Height+1
	switch e.Name {
	case fyne.KeyPageDown, fyne.KeyPageUp:
		if large {
			return widgets.ScrollKey(p.desk, e)
		}
		by := 1
		if e.Name == fyne.KeyPageUp {
			by = -1
		}
		s := p.k.model.state()
		if by > 0 && s.CanNext || by < 0 && s.CanBack {
			p.k.onTurn(by)
			return true
		}
		return false
	case fyne.KeyLeft, fyne.KeyRight:
		return large && p.sideways(e.Name)
	}
	return large && widgets.ScrollKey(p.desk, e)
}

func (p *preview) sideways(k fyne.KeyName) bool {
	x := p.desk.Offset.X + 48
	if k == fyne.KeyLeft {
		x = p.desk.Offset.X - 48
	}
	most := p.desk.Content.Size().Width - p.desk.Size().Width
	p.desk.ScrollToOffset(fyne.NewPos(max(0, min(x, most)), p.desk.Offset.Y))
	return true
}

// Children is what the preview holds.
func (p *preview) Children() []fyne.CanvasObject {
	return []fyne.CanvasObject{p.desk, p.wait, p.stopped, p.failed, p.tools}
}

// CreateRenderer is for Fyne.
func (p *preview) CreateRenderer() fyne.WidgetRenderer {
	r := &previewRenderer{p: p, back: canvas.NewRectangle(nil)}
	r.paint()
	return r
}
