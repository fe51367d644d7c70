package docview

import (
	"context"
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// pictureSize is the size of a picture that has width to itself: the whole width, but not taller than a screen.
func pictureSize(p catalog.Picture, width, most float32) fyne.Size {
	if p.Width <= 0 || p.Height <= 0 || width <= 0 {
		return fyne.NewSize(max(width, 0), most/2)
	}
	w := width
	h := w * float32(p.Height) / float32(p.Width)
	if h > most {
		w, h = w*most/h, most
	}
	return fyne.NewSize(w, h)
}

// tallest is the greatest height of a picture in the text.
func tallest(textSize float32) float32 { return 22 * textSize }

func pictureHeight(p catalog.Picture, width, textSize float32) float32 {
	return pictureSize(p, width, tallest(textSize)).Height
}

// picture is an image on a light plate, so that a drawing with dark lines can be seen in every appearance.
// Pressing it shows it larger.
type picture struct {
	widgets.Pressable
	ctx     context.Context
	v       *View
	source  catalog.Picture
	room    float32 // for its height, where it is shown larger; 0 in the text
	pixels  image.Image
	drawn   fyne.Size // in pixels, that pixels were asked for
	missing bool

	measuring bool   // its proportions are not known yet
	settle    func() // gives everything around it its place again
}

func newPicture(ctx context.Context, v *View, p catalog.Picture) *picture {
	w := &picture{ctx: ctx, v: v, source: p, settle: v.sheet.relayout}
	w.Be(w, w.enlarge)
	return w
}

func (p *picture) enlarge() {
	c := fyne.CurrentApp().Driver().CanvasForObject(p)
	if c == nil || p.room > 0 {
		return
	}
	ctx, cancel := context.WithCancel(p.v.ctx)
	words := widgets.Body(p.source.Alt)
	big := &picture{ctx: ctx, v: p.v, source: p.source, room: p.roomIn(c, words), settle: p.settle}
	big.Be(big, nil)
	big.Disable()
	widgets.ShowDialog(c, widgets.DialogState{
		Title:   "Picture",
		Content: widgets.VStack(look.Gap12, big, words),
		Wide:    true,
		OnClose: cancel,
	})
}

// roomIn is the height that a dialog on c has for the picture, so that all of it can be seen with its words.
func (p *picture) roomIn(c fyne.Canvas, words *widgets.Text) float32 {
	const edges = 2 * look.Gap24 // of the window and of the dialog, at each side
	size := c.Size()
	h := size.Height - 2*edges - theme.SizeForWidget(look.SizeTarget, p) - widgets.Fit(words, size.Width-2*edges) - look.Gap32
	return max(h, tallest(theme.SizeForWidget(look.SizeBody, p))/2)
}

func (p *picture) most() float32 {
	if p.room > 0 {
		return p.room
	}
	return tallest(theme.SizeForWidget(look.SizeBody, p))
}

// load asks for the picture at the size that the screen needs, unless that is there or under way.
func (p *picture) load(size fyne.Size) {
	scale := float32(1)
	if c := fyne.CurrentApp().Driver().CanvasForObject(p); c != nil {
		scale = c.Scale()
	}
	want := fyne.NewSize(float32(int(size.Width*scale+0.5)), float32(int(size.Height*scale+0.5)))
	if p.measuring || want == p.drawn || want.Width < 1 || want.Height < 1 || p.v.deps.Run == nil {
		return
	}
	p.drawn = want
	files, name := p.v.deps.Pictures, p.source.Path
	work := func(ctx context.Context) (image.Image, error) {
		return raster(ctx, files, name, int(want.Width), int(want.Height))
	}
	bg.Start(p.ctx, p.v.deps.Run, work, func(img image.Image, err error) {
		if want != p.drawn {
			return // a newer size was asked for
		}
		p.pixels, p.missing = img, err != nil
		p.Refresh()
		if p.missing {
			p.settle() // words take less room than a picture
		}
	})
}

// CreateRenderer is for Fyne.
func (p *picture) CreateRenderer() fyne.WidgetRenderer {
	r := &pictureRenderer{
		p: p, plate: canvas.NewRectangle(nil), image: canvas.NewImageFromImage(nil), ring: widgets.NewFocusRing(),
		alt: widgets.Caption(p.source.Alt), icon: widgets.NewIcon(look.IconEyeOff, look.ColorMuted),
	}
	r.image.FillMode, r.image.CornerRadius = canvas.ImageFillContain, look.Gap12
	r.Refresh()
	return r
}

type pictureRenderer struct {
	p     *picture
	plate *canvas.Rectangle
	image *canvas.Image
	ring  *widgets.FocusRing
	alt   *widgets.Text
	icon  *widgets.Icon
}

func (r *pictureRenderer) MinSize() fyne.Size {
	w := r.p.Size().Width
	if r.p.missing {
		return fyne.NewSize(120, r.alt.MinSize().Height+2*look.Gap12)
	}
	return fyne.NewSize(120, pictureSize(r.p.source, max(w, 120), r.p.most()).Height)
}

func (r *pictureRenderer) Layout(s fyne.Size) {
	r.plate.Resize(s)
	r.plate.Move(fyne.NewPos(0, 0))
	r.ring.Fit(s)
	icon := r.icon.MinSize()
	r.icon.Resize(icon)
	r.icon.Move(fyne.NewPos(look.Gap12, look.Gap12))
	r.alt.Move(fyne.NewPos(look.Gap12+icon.Width+look.Gap8, look.Gap12))
	widgets.Fit(r.alt, max(0, s.Width-2*look.Gap12-icon.Width-look.Gap8))
	if r.p.missing || s.Width <= 0 {
		return
	}
	size := pictureSize(r.p.source, s.Width, r.p.most())
	at := fyne.NewPos((s.Width-size.Width)/2, (s.Height-size.Height)/2)
	r.image.Resize(size)
	r.image.Move(at)
	r.plate.Resize(size)
	r.plate.Move(at)
	r.ring.Fit(size)
	r.ring.Move(r.ring.Position().Add(at))
	r.p.load(size)
}

func (r *pictureRenderer) Refresh() {
	r.plate.FillColor = colour(r.p, look.ColorPicture)
	if r.p.missing {
		r.plate.FillColor = colour(r.p, look.ColorRail)
	}
	r.plate.StrokeColor, r.plate.StrokeWidth, r.plate.CornerRadius = colour(r.p, look.ColorLine), 1, look.Gap12
	r.plate.Refresh()
	if r.p.pixels != nil {
		r.image.Image = r.p.pixels
		r.image.Refresh()
	}
	r.image.Hidden = r.p.missing || r.p.pixels == nil
	r.alt.Hidden, r.icon.Hidden = !r.p.missing, !r.p.missing
	r.ring.Draw(r.p.Ringed(), look.Gap12, r.p)
	r.Layout(r.p.Size())
	canvas.Refresh(r.p)
}

func (r *pictureRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.plate, r.image, r.icon, r.alt, r.ring.Rectangle}
}

func (r *pictureRenderer) Destroy() {}
