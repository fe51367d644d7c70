package look_test

import (
	"bytes"
	"fmt"
	"image/color"
	"math"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"github.com/fyne-io/oksvg"

	"github.com/passalong/passalong/assets"
	"github.com/passalong/passalong/internal/ui/look"
)

// pairs are the texts and drawings of the interface with what is behind them.
var pairs = []struct {
	front, back fyne.ThemeColorName
	least       float64 // contrast outside high contrast; text is 4.5, outlines and icons are 3
}{
	{look.ColorInk, look.ColorPaper, 7},
	{look.ColorInk, look.ColorCard, 7},
	{look.ColorInk, look.ColorCardHover, 7},
	{look.ColorInk, look.ColorRail, 7},
	{look.ColorInk, look.ColorField, 7},
	{look.ColorInk, look.ColorQuietHover, 7},
	{look.ColorInk, look.ColorNoteFill, 7},
	{look.ColorInk, look.ColorRightFill, 7},
	{look.ColorInk, look.ColorWrongFill, 7},
	{look.ColorInk, look.ColorWaitFill, 7},
	{look.ColorInk, look.ColorImportFill, 7},
	{look.ColorInk, look.ColorSelectedFill, 7},
	{look.ColorMuted, look.ColorPaper, 4.5},
	{look.ColorMuted, look.ColorCard, 4.5},
	{look.ColorMuted, look.ColorCardHover, 4.5},
	{look.ColorMuted, look.ColorField, 4.5},
	{look.ColorMuted, look.ColorRail, 4.5},
	{look.ColorMuted, look.ColorWrongFill, 4.5},
	{theme.ColorNamePlaceHolder, look.ColorField, 4.5},
	{look.ColorLink, look.ColorPaper, 4.5},
	{look.ColorLink, look.ColorCard, 4.5},
	{look.ColorLink, look.ColorQuietHover, 4.5},
	{look.ColorLink, look.ColorNoteFill, 4.5},
	{look.ColorLink, look.ColorRightFill, 4.5},
	{look.ColorLink, look.ColorWaitFill, 4.5},
	{look.ColorLink, look.ColorWrongFill, 4.5},
	{look.ColorLink, look.ColorImportFill, 4.5},
	{look.ColorOnPrimary, look.ColorPrimary, 4.5},
	{look.ColorOnPrimary, look.ColorPrimaryHover, 4.5},
	{look.ColorOnDanger, look.ColorDanger, 4.5},
	{look.ColorOnDanger, look.ColorDangerHover, 4.5},
	{look.ColorDisabledInk, look.ColorDisabledFill, 4.5},
	{look.ColorDisabledInk, look.ColorPaper, 4.5},
	{look.ColorNoticeInk, look.ColorNoticeFill, 4.5},
	{look.ColorSelectedInk, look.ColorSelectedFill, 4.5},
	{look.ColorSelectedInk, look.ColorRail, 4.5},
	{look.ColorRightInk, look.ColorRightFill, 4.5},
	{look.ColorWrongInk, look.ColorWrongFill, 4.5},
	{look.ColorWrongInk, look.ColorPaper, 4.5},
	{look.ColorWaitInk, look.ColorWaitFill, 4.5},
	{look.ColorNoteInk, look.ColorNoteFill, 4.5},
	{look.ColorImportInk, look.ColorImportFill, 4.5},
	{look.ColorPrimary, look.ColorPaper, 4.5},
	{look.ColorPrimary, look.ColorCard, 3},
	{look.ColorPrimary, look.ColorTrack, 3},
	{look.ColorControl, look.ColorPaper, 3},
	{look.ColorControl, look.ColorCard, 3},
	{look.ColorControl, look.ColorField, 3},
	{look.ColorFocus, look.ColorPaper, 3},
	{look.ColorFocus, look.ColorCard, 3},
	{look.ColorFocus, look.ColorRail, 3},
	{look.ColorRightInk, look.ColorCard, 3},
	{look.ColorWrongInk, look.ColorField, 3},
	{look.ColorTerm, look.ColorPaper, 3},
}

func TestEveryPairOfColoursHasEnoughContrast(t *testing.T) {
	for _, a := range []look.Appearance{look.Light, look.Dark, look.Contrast} {
		th := look.New(a, 100)
		for _, p := range pairs {
			least := p.least
			if a == look.Contrast {
				least = max(least, 7)
				if p.least == 3 {
					least = 4.5
				}
			}
			got := contrast(th.Color(p.front, theme.VariantLight), th.Color(p.back, theme.VariantLight))
			if got < least {
				t.Errorf("%s: %s on %s has contrast %.2f, want at least %.1f", a, p.front, p.back, got, least)
			}
		}
	}
}

// An example in an empty field does not look like what somebody has typed.
func TestExamplesLookUnlikeText(t *testing.T) {
	for _, a := range []look.Appearance{look.Light, look.Dark, look.Contrast} {
		th := look.New(a, 100)
		if got := contrast(th.Color(theme.ColorNamePlaceHolder, theme.VariantLight), th.Color(look.ColorInk, theme.VariantLight)); got < 1.7 {
			t.Errorf("%s: an example differs from text by %.2f", a, got)
		}
	}
}

func contrast(a, b color.Color) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	part := func(v uint32) float64 {
		x := float64(v) / 0xffff
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*part(r) + 0.7152*part(g) + 0.0722*part(b)
}

func TestContrastOfKnownColours(t *testing.T) {
	if got := contrast(color.Black, color.White); math.Abs(got-21) > 0.01 {
		t.Errorf("black on white = %.2f, want 21", got)
	}
	if got := contrast(color.NRGBA{0x77, 0x77, 0x77, 0xff}, color.White); math.Abs(got-4.48) > 0.01 {
		t.Errorf("#777 on white = %.2f, want 4.48", got)
	}
}

func TestOnlySystemFollowsTheComputer(t *testing.T) {
	for _, a := range []look.Appearance{look.System, look.Light, look.Dark, look.Contrast} {
		th := look.New(a, 100)
		same := th.Color(look.ColorPaper, theme.VariantLight) == th.Color(look.ColorPaper, theme.VariantDark)
		if want := a != look.System; same != want {
			t.Errorf("%s: same colour by day and night = %v, want %v", a, same, want)
		}
	}
}

func TestTextSizeGrowsWithinItsLimits(t *testing.T) {
	for _, c := range []struct{ percent, want int }{{100, 100}, {150, 150}, {200, 200}, {50, 100}, {900, 200}} {
		th := look.New(look.Light, c.percent)
		if got := th.Percent(); got != c.want {
			t.Errorf("New(%d): %d %%, want %d %%", c.percent, got, c.want)
		}
		if got, want := th.Size(look.SizeBody), 17*float32(c.want)/100; got != want {
			t.Errorf("New(%d): body is %v, want %v", c.percent, got, want)
		}
		if got := th.Size(look.SizeTarget); got < 44 {
			t.Errorf("New(%d): target is %v, want at least 44", c.percent, got)
		}
	}
}

func TestSizesKeepTheirOrder(t *testing.T) {
	order := []fyne.ThemeSizeName{look.SizeCaption, look.SizeBody, look.SizeSmall, look.SizeLead, look.SizeHeading, look.SizeTitle, look.SizeFigure}
	for _, percent := range []int{100, 125, 150} {
		th := look.New(look.Light, percent)
		for i := 1; i < len(order); i++ {
			if th.Size(order[i]) <= th.Size(order[i-1]) {
				t.Errorf("%d %%: %s is not larger than %s", percent, order[i], order[i-1])
			}
		}
	}
}

func TestFacesDiffer(t *testing.T) {
	th := look.New(look.Light, 100)
	seen := make(map[string]bool)
	for _, s := range []fyne.TextStyle{{}, {Bold: true}, {Italic: true}, {Bold: true, Italic: true}, {Monospace: true}} {
		name := th.Font(s).Name()
		if seen[name] {
			t.Errorf("%+v has the font %s, as another style has", s, name)
		}
		seen[name] = true
	}
}

func TestEveryIconCanBeDrawnInItsColour(t *testing.T) {
	for _, name := range look.Icons() {
		res := look.Icon(name, color.NRGBA{0x1f, 0x6f, 0x6b, 0xff})
		if !strings.Contains(string(res.Content()), "#1f6f6b") || strings.Contains(string(res.Content()), "currentColor") {
			t.Errorf("%s is not in the colour asked for", name)
		}
		if hasArc(string(res.Content())) {
			t.Errorf("%s has an arc in a path, which is misdrawn", name)
		}
		icon, err := oksvg.ReadIconStream(bytes.NewReader(res.Content()), oksvg.StrictErrorMode)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if len(icon.SVGPaths) == 0 {
			t.Errorf("%s draws nothing", name)
		}
	}
}

func hasArc(svg string) bool {
	for _, part := range strings.Split(svg, ` d="`)[1:] {
		if strings.ContainsAny(part[:strings.Index(part, `"`)], "aA") {
			return true
		}
	}
	return false
}

func TestIconsOfTwoColoursHaveTwoNames(t *testing.T) {
	a, b := look.Icon(look.IconHome, color.Black), look.Icon(look.IconHome, color.White)
	if a.Name() == b.Name() {
		t.Errorf("both are %q, so that one would be shown for the other", a.Name())
	}
}

func TestAnUnknownIconIsEmpty(t *testing.T) {
	if got := string(look.Icon("no-such-icon", color.Black).Content()); !strings.HasPrefix(got, "<svg") {
		t.Errorf("content = %q", got)
	}
}

func TestFontsHaveEveryVietnameseLetter(t *testing.T) {
	letters := "ăâđêôơưĂÂĐÊÔƠƯàáãèéìíĩòóõùúũýÀÁÃÈÉÌÍĨÒÓÕÙÚŨÝ₫"
	for r := rune(0x1EA0); r <= 0x1EF9; r++ {
		letters += string(r)
	}
	for name, data := range map[string][]byte{"Regular": assets.Regular, "Bold": assets.Bold, "Italic": assets.Italic, "BoldItalic": assets.BoldItalic} {
		has := glyphs(t, data)
		missing := ""
		for _, r := range letters + "•–—‘’“”…×÷≤≥½°µ→" {
			if !has(r) {
				missing += fmt.Sprintf("%c ", r)
			}
		}
		if missing != "" {
			t.Errorf("%s lacks %s", name, missing)
		}
	}
}
