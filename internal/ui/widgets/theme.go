package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/passalong/passalong/internal/ui/look"
)

// colour is never nil, also under a theme that has none of our names.
func colour(w fyne.Widget, name fyne.ThemeColorName) color.Color {
	if c := theme.ColorForWidget(name, w); c != nil {
		return c
	}
	return color.Black
}

func size(w fyne.Widget, name fyne.ThemeSizeName) float32 { return theme.SizeForWidget(name, w) }

// paint gives a rectangle its fill and outline; an empty name is no colour.
func paint(r *canvas.Rectangle, w fyne.Widget, fill, stroke fyne.ThemeColorName, width, radius float32) {
	r.FillColor, r.StrokeColor = color.Transparent, color.Transparent
	if fill != "" {
		r.FillColor = colour(w, fill)
	}
	if stroke != "" {
		r.StrokeColor = colour(w, stroke)
	}
	if _, _, _, alpha := r.StrokeColor.RGBA(); alpha == 0 { // or the edge becomes a mix of fill and nothing
		r.StrokeColor, width = color.Transparent, 0
	}
	r.StrokeWidth, r.CornerRadius = width, radius
	r.Refresh()
}

// An Icon is one of the line icons, in a colour of the theme.
type Icon struct {
	widget.BaseWidget
	name  look.IconName
	ink   fyne.ThemeColorName
	scale float32
}

// NewIcon makes an icon of the height of a line of text.
func NewIcon(name look.IconName, ink fyne.ThemeColorName) *Icon { return NewIconScaled(name, ink, 1) }

// NewIconScaled makes an icon that is scale times as high as a line of text.
func NewIconScaled(name look.IconName, ink fyne.ThemeColorName, scale float32) *Icon {
	i := &Icon{name: name, ink: ink, scale: scale}
	i.ExtendBaseWidget(i)
	return i
}

// Set changes the drawing and its colour.
func (i *Icon) Set(name look.IconName, ink fyne.ThemeColorName) {
	if i.name == name && i.ink == ink {
		return
	}
	i.name, i.ink = name, ink
	i.Refresh()
}

// CreateRenderer is for Fyne.
func (i *Icon) CreateRenderer() fyne.WidgetRenderer {
	r := &iconRenderer{icon: i, image: canvas.NewImageFromResource(nil)}
	r.image.FillMode = canvas.ImageFillContain
	r.Refresh()
	return r
}

type iconRenderer struct {
	icon  *Icon
	image *canvas.Image
}

func (r *iconRenderer) MinSize() fyne.Size {
	return fyne.NewSquareSize(size(r.icon, look.SizeIcon) * r.icon.scale)
}

func (r *iconRenderer) Layout(s fyne.Size) { r.image.Resize(s) }

func (r *iconRenderer) Refresh() {
	r.image.Resource = look.Icon(r.icon.name, colour(r.icon, r.icon.ink))
	r.image.Refresh()
}

func (r *iconRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.image} }

func (r *iconRenderer) Destroy() {}
