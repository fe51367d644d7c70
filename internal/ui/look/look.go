// Package look is how the app looks: colours, fonts, sizes and icons. Widgets ask for them by name, so that
// appearance and text size can change while they are on screen.
package look

import (
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"github.com/passalong/passalong/assets"
)

// An Appearance is one of the colour schemes that the learner can choose.
type Appearance string

// The appearances. System is light or dark as the operating system is.
const (
	System   Appearance = "system"
	Light    Appearance = "light"
	Dark     Appearance = "dark"
	Contrast Appearance = "contrast"
)

// The limits of the text size, in percent.
const (
	MinPercent = 100
	MaxPercent = 200
)

// A Theme is a fyne.Theme with the colours and sizes of this package.
type Theme struct {
	appearance          Appearance
	scale               float32
	light, dark, strong palette
	faces               [4]fyne.Resource // regular, bold, italic, bold italic
}

var _ fyne.Theme = (*Theme)(nil)

// New makes the theme of an appearance with text of percent size; percent is kept within the limits, and an
// unknown appearance is System.
func New(a Appearance, percent int) *Theme {
	return &Theme{
		appearance: a,
		scale:      float32(min(max(percent, MinPercent), MaxPercent)) / 100,
		light:      light().fill(), dark: dark().fill(), strong: contrast().fill(),
		faces: [4]fyne.Resource{
			fyne.NewStaticResource("SourceSans3-Regular.ttf", assets.Regular),
			fyne.NewStaticResource("SourceSans3-Bold.ttf", assets.Bold),
			fyne.NewStaticResource("SourceSans3-It.ttf", assets.Italic),
			fyne.NewStaticResource("SourceSans3-BoldIt.ttf", assets.BoldItalic),
		},
	}
}

// Percent is the text size.
func (t *Theme) Percent() int { return int(math.Round(float64(t.scale) * 100)) }

// Appearance is the colour scheme that New was given.
func (t *Theme) Appearance() Appearance { return t.appearance }

// Color is the colour of a name of this package or of Fyne; variant decides for System only.
func (t *Theme) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	p := t.palette(variant)
	if c, ok := p[name]; ok {
		return c
	}
	return theme.DefaultTheme().Color(name, t.variant(variant))
}

func (t *Theme) palette(variant fyne.ThemeVariant) palette {
	if t.appearance == Contrast {
		return t.strong
	}
	if t.variant(variant) == theme.VariantDark {
		return t.dark
	}
	return t.light
}

func (t *Theme) variant(system fyne.ThemeVariant) fyne.ThemeVariant {
	switch t.appearance {
	case Light:
		return theme.VariantLight
	case Dark, Contrast:
		return theme.VariantDark
	default:
		return system
	}
}

// Font is Source Sans 3, or Fyne's own font for fixed-width text and symbols.
func (t *Theme) Font(s fyne.TextStyle) fyne.Resource {
	switch {
	case s.Monospace || s.Symbol:
		return theme.DefaultTheme().Font(s)
	case s.Bold && s.Italic:
		return t.faces[3]
	case s.Italic:
		return t.faces[2]
	case s.Bold:
		return t.faces[1]
	default:
		return t.faces[0]
	}
}

// Icon is Fyne's own icon: ours are at Icon and IconResource.
func (t *Theme) Icon(n fyne.ThemeIconName) fyne.Resource { return theme.DefaultTheme().Icon(n) }

// Size is the size of a name of this package or of Fyne. Headings grow less than the text, so that a title at
// 200 % still fits a small window.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	body := t.scale
	head := 1 + (t.scale-1)*0.6
	switch name {
	case SizeBody:
		return 17 * body
	case SizeCaption:
		return 15 * body
	case SizeSmall:
		return 18 * body
	case SizeLead:
		return 20 * (1 + (t.scale-1)*0.8)
	case SizeHeading:
		return 24 * head
	case SizeTitle:
		return 32 * head
	case SizeFigure:
		return 44 * head
	case SizeIcon:
		return 22 * body
	case SizeTarget:
		return max(44, 27*t.scale+17)
	case SizeRadius:
		return 8
	}
	return t.stockSize(name)
}

func (t *Theme) stockSize(name fyne.ThemeSizeName) float32 {
	switch name {
	case theme.SizeNameInnerPadding:
		return 10
	case theme.SizeNamePadding, theme.SizeNameLineSpacing:
		return 4
	case theme.SizeNameScrollBar:
		return 12
	case theme.SizeNameScrollBarSmall:
		return 6
	case theme.SizeNameScrollBarRadius:
		return 4
	case theme.SizeNameInputBorder:
		return 0 // our widgets draw the frame of an entry
	}
	return theme.DefaultTheme().Size(name)
}
