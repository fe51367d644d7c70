package handout_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/paper"
)

// pngPicture is a colourful photo.
func pngPicture(t *testing.T) []byte {
	t.Helper()
	photo := image.NewNRGBA(image.Rect(0, 0, 120, 80))
	for y := range 80 {
		for x := range 120 {
			photo.Set(x, y, color.NRGBA{uint8(2 * x), uint8(3 * y), uint8(x * y), 255})
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, photo); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestBlackAndWhiteHasNoColour(t *testing.T) {
	press := newPress(t)
	for format := range flowing() {
		t.Run(string(format), func(t *testing.T) {
			in := onPoster(sample())
			in.Form = paper.HandoutForm{Format: format, Mono: true}
			in.Today = reviewBy.AddDate(0, 0, 1)
			in.Handout.Body.Blocks = append([]catalog.Block{catalog.Picture{Path: "photo.png", Alt: "A photo", Width: 120, Height: 80}}, in.Handout.Body.Blocks...)
			in.Pictures.(fstest.MapFS)["photo.png"] = &fstest.MapFile{Data: pngPicture(t)}
			in.Local.Logo = []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 30"><rect width="48" height="30" fill="#C8553D"/><circle cx="24" cy="15" r="9" fill="#1F6F6B"/></svg>`)
			sheet, err := press.PDF(t.Context(), in)
			if err != nil {
				t.Fatal(err)
			}
			keep(t, sheet.PDF)
			for page := 1; page <= sheet.Pages; page++ {
				if at, coloured := anyColour(drawn(t, sheet.PDF, page, 60)); coloured {
					t.Errorf("page %d is coloured at %v", page, at)
				}
			}
		})
	}
}

// anyColour finds a dot that is not grey.
func anyColour(picture image.Image) (image.Point, bool) {
	b := picture.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			if r, g, b, _ := picture.At(x, y).RGBA(); r != g || g != b {
				return image.Pt(x, y), true
			}
		}
	}
	return image.Point{}, false
}

func TestRulesInBlackAndWhiteAreNotTooFineForACopier(t *testing.T) {
	for format := range flowing() {
		in := onPoster(sample())
		in.Form = paper.HandoutForm{Format: format, Mono: true}
		if format != paper.PosterA3 {
			in.Handout.Body.Blocks = in.Handout.Body.Blocks[2:] // a drawing has lines of its own
		}
		sheet, err := newPress(t).PDF(t.Context(), in)
		if err != nil {
			t.Fatal(err)
		}
		plain := tool(t, sheet.PDF, "qpdf", "--qdf", "--object-streams=disable", "PDF", "-")
		widths := regexp.MustCompile(`(?m)^([\d.]+) w$`).FindAllStringSubmatch(plain, -1)
		if len(widths) == 0 {
			t.Fatalf("%s: no lines", format)
		}
		for _, found := range widths {
			if width, err := strconv.ParseFloat(found[1], 64); err != nil || width < 0.75 {
				t.Errorf("%s: a line of %s points", format, found[1])
			}
		}
	}
}

// A copier knows black and white only, and is not sharp.
func TestBlackAndWhiteSurvivesACopier(t *testing.T) {
	const dpi = 100
	for _, format := range []paper.Format{paper.LeafletA4, paper.Receipt} {
		t.Run(string(format), func(t *testing.T) {
			t.Parallel()
			in := sample()
			in.Form = paper.HandoutForm{Format: format, Mono: true}
			sheet, err := newPress(t).PDF(t.Context(), in)
			if err != nil {
				t.Fatal(err)
			}
			text, code := "", ""
			for page := 1; page <= sheet.Pages; page++ {
				copied := thresholded(drawn(t, sheet.PDF, page, dpi, "-gray"))
				if says, err := codeIn(copied); err == nil {
					code = says
				}
				text += read(t, copied)
			}
			if code != in.Handout.Link {
				t.Errorf("the QR code of the copy says %q", code)
			}
			for _, want := range []string{"Overdose", "Check", "breastbone", "Harbour Street van", "9000 1234", "DirectLine", "888 236", "Emergency"} {
				if !strings.Contains(text, want) {
					t.Errorf("the copy does not say %q", want)
				}
			}
			if t.Failed() {
				t.Log(text)
			}
		})
	}
}

// thresholded is a picture in black and white alone.
func thresholded(picture image.Image) image.Image {
	copied := image.NewGray(picture.Bounds())
	b := picture.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			if color.GrayModel.Convert(picture.At(x, y)).(color.Gray).Y >= 128 {
				copied.SetGray(x, y, color.Gray{Y: 255})
			}
		}
	}
	return copied
}

// read is the text of a picture, as a program reads it that recognises letters. It gets it three times as large,
// as a person would hold it closer.
func read(t *testing.T, picture image.Image) string {
	t.Helper()
	if _, err := exec.LookPath("tesseract"); err != nil {
		t.Skipf("tesseract is not installed, so this is not checked: %v", err)
	}
	const times = 3
	b := picture.Bounds()
	larger := image.NewGray(image.Rect(0, 0, b.Dx()*times, b.Dy()*times))
	for y := range b.Dy() * times {
		for x := range b.Dx() * times {
			larger.Set(x, y, picture.At(b.Min.X+x/times, b.Min.Y+y/times))
		}
	}
	file := filepath.Join(t.TempDir(), "copy.png")
	var encoded bytes.Buffer
	if err := png.Encode(&encoded, larger); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, encoded.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), "tesseract", file, "-", "--psm", "11", "--dpi", "300").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Fields(string(out)), " ")
}
