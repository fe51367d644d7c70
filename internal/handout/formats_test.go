package handout_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"image"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/content"
	"github.com/passalong/passalong/internal/handout"
	"github.com/passalong/passalong/internal/paper"
)

// flowing are the formats that are printed on the sheets they are set on.
func flowing() map[paper.Format]paper.Size {
	return map[paper.Format]paper.Size{
		paper.LeafletA4: paper.A4, paper.LeafletLetter: paper.Letter, paper.LeafletA5: paper.A5, paper.Screen: paper.A4,
		paper.PosterA3: paper.A3, paper.Receipt: paper.Roll80,
	}
}

// onPoster is the sample with no more than a poster has room for.
func onPoster(in handout.Input) handout.Input {
	in.Handout.Short = map[paper.Format][]catalog.Extract{paper.PosterA3: {{Section: "1. Check", Lines: []int{1, 2, 3}}}}
	return in
}

func TestEveryFlowingFormatIsSound(t *testing.T) {
	press := newPress(t)
	for format, size := range flowing() {
		for _, points := range []float64{0, paper.LargePrint} {
			for _, mono := range []bool{false, true} {
				form := paper.HandoutForm{Format: format, Points: points, Mono: mono}
				if points > 0 && (mono || format == paper.PosterA3 || format == paper.Receipt) {
					continue // each alone is enough; the type of a poster is large anyway, and a till roll too narrow
				}
				t.Run(form.Name(), func(t *testing.T) {
					t.Parallel()
					in := onPoster(sample())
					in.Form = form
					sheet, err := press.PDF(t.Context(), in)
					if err != nil {
						t.Fatal(err)
					}
					keep(t, sheet.PDF)
					if again, err := press.PDF(t.Context(), in); err != nil || !bytes.Equal(again.PDF, sheet.PDF) {
						t.Errorf("the same input gave different bytes (error %v)", err)
					}
					if sheet.Size != size || sheet.Across || sheet.ShortEdge || sheet.TextSize < max(points, 9) {
						t.Errorf("the sheet is %+v", sheet)
					}
					isSound(t, sheet.PDF)
					embedsItsFonts(t, sheet.PDF)
					saysWhatItIs(t, sheet.PDF, "Overdose: what to do")
					hasSize(t, sheet)
					staysOnItsPages(t, sheet.PDF)
					if got, want := readAnyCode(t, sheet, 150), in.Handout.Link; got != want {
						t.Errorf("the QR code says %q, want %q", got, want)
					}
				})
			}
		}
	}
}

// saysWhatItIs checks tags, language, title and the descriptions of figures.
func saysWhatItIs(t *testing.T, pdf []byte, title string) {
	t.Helper()
	info := tool(t, pdf, "pdfinfo", "PDF")
	for _, want := range []string{`Title:\s+` + regexp.QuoteMeta(title), `Author:\s+The project`, `Tagged:\s+yes`, `JavaScript:\s+no`} {
		if !regexp.MustCompile(want).MatchString(info) {
			t.Errorf("pdfinfo does not say %q:\n%s", want, info)
		}
	}
	plain := tool(t, pdf, "qpdf", "--qdf", "--object-streams=disable", "PDF", "-")
	if !strings.Contains(plain, "/Lang (en)") {
		t.Error("the PDF has no language")
	}
	figures := strings.Count(tool(t, pdf, "pdfinfo", "-struct", "PDF"), "Figure")
	if alts := strings.Count(plain, "/Alt ("); alts < figures {
		t.Errorf("%d figures, %d descriptions", figures, alts)
	}
}

// hasSize checks that the pages are as large as the sheet says, and as many.
func hasSize(t *testing.T, sheet paper.Sheet) {
	t.Helper()
	info := tool(t, sheet.PDF, "pdfinfo", "PDF")
	found := regexp.MustCompile(`Page size:\s+([\d.]+) x ([\d.]+)`).FindStringSubmatch(info)
	if found == nil {
		t.Fatalf("pdfinfo names no size:\n%s", info)
	}
	width, height := sheet.Size.Millimetres()
	for i, want := range []float64{width, height} {
		got, err := strconv.ParseFloat(found[i+1], 64)
		if err != nil {
			t.Fatal(err)
		}
		if got = got / 72 * 25.4; want > 0 && (got < want-0.2 || got > want+0.2) {
			t.Errorf("a side of the page is %.1f mm, want %g", got, want)
		}
	}
	if got := pageCount(t, sheet.PDF); got != sheet.Pages {
		t.Errorf("the PDF has %d pages, the sheet says %d", got, sheet.Pages)
	}
}

// staysOnItsPages checks that no word reaches beyond the edge of its page.
func staysOnItsPages(t *testing.T, pdf []byte) {
	t.Helper()
	type box struct {
		XMin float64 `xml:"xMin,attr"`
		XMax float64 `xml:"xMax,attr"`
		YMin float64 `xml:"yMin,attr"`
		YMax float64 `xml:"yMax,attr"`
		Text string  `xml:",chardata"`
	}
	var pages struct {
		Pages []struct {
			Width  float64 `xml:"width,attr"`
			Height float64 `xml:"height,attr"`
			Words  []box   `xml:"word"`
		} `xml:"body>doc>page"`
	}
	if err := xml.Unmarshal([]byte(tool(t, pdf, "pdftotext", "-bbox", "PDF", "-")), &pages); err != nil {
		t.Fatal(err)
	}
	words := 0
	for i, page := range pages.Pages {
		for _, w := range page.Words {
			words++
			if w.XMin < 0 || w.YMin < 0 || w.XMax > page.Width || w.YMax > page.Height {
				t.Errorf("page %d cuts off %q, which reaches from %.0f,%.0f to %.0f,%.0f", i+1, w.Text, w.XMin, w.YMin, w.XMax, w.YMax)
			}
		}
	}
	if words == 0 {
		t.Error("there are no words")
	}
}

// drawn is a page in grey, counted from 1.
func drawn(t *testing.T, pdf []byte, page, dpi int, options ...string) image.Image {
	t.Helper()
	dir, err := os.MkdirTemp("", "page") // that of the test has its name, in which tool would look for PDF
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	prefix := filepath.Join(dir, "page")
	n := strconv.Itoa(page)
	args := append([]string{"pdftoppm", "-r", strconv.Itoa(dpi), "-f", n, "-l", n, "-png", "-singlefile"}, options...)
	tool(t, pdf, append(args, "PDF", prefix)...)
	file, err := os.Open(prefix + ".png")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	picture, _, err := image.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	return picture
}

// readAnyCode is what a QR code says, the one that comes last.
func readAnyCode(t *testing.T, sheet paper.Sheet, dpi int) string {
	t.Helper()
	for page := sheet.Pages; page > 0; page-- {
		if says, err := codeIn(drawn(t, sheet.PDF, page, dpi, "-gray")); err == nil {
			return says
		}
	}
	return ""
}

func codeIn(picture image.Image) (string, error) {
	bitmap, err := gozxing.NewBinaryBitmapFromImage(picture)
	if err != nil {
		return "", err
	}
	result, err := qrcode.NewQRCodeReader().Decode(bitmap, map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true})
	if err != nil {
		return "", err
	}
	return result.GetText(), nil
}

func TestEveryWordOfTheBodyIsInEveryFormat(t *testing.T) {
	press := newPress(t)
	for format := range flowing() {
		t.Run(string(format), func(t *testing.T) {
			in := sample()
			in.Form.Format = format
			if in.Handout.Body.Blocks = in.Handout.Body.Blocks[2:]; format == paper.PosterA3 { // there is room for less
				in.Services = in.Services[:2]
				in.Handout.Body.Blocks = slices.DeleteFunc(in.Handout.Body.Blocks, func(b catalog.Block) bool {
					_, code := b.(catalog.Code)
					_, rule := b.(catalog.Rule)
					return code || rule
				})
			}
			sheet, err := press.PDF(t.Context(), in)
			if err != nil {
				t.Fatal(err)
			}
			text := textOf(t, sheet.PDF)
			for _, want := range []string{
				"Overdose: what to do", "Rub their breastbone.", "Fourth", "Under 12", "Stay with them.", "If they can't wake, I act.", "Near you",
				"Harbour Street van", "03 9000 1234", "Details checked on 20 November 2026", "000", "DirectLine", "1800 888 236",
				"World Health Organization", "Draft: awaiting clinical, legal and peer review", "Version 1.2", "review by 21 May 2027", "Passalong library",
			} {
				if !strings.Contains(text, want) {
					t.Errorf("the page does not say %q", want)
				}
			}
			if t.Failed() {
				t.Log(text)
			}
		})
	}
}

func TestWhatIsNoFormatOnPaper(t *testing.T) {
	for _, format := range []paper.Format{paper.Web, "scroll"} {
		in := sample()
		in.Form.Format = format
		_, err := newPress(t).PDF(t.Context(), in)
		if !errors.Is(err, handout.ErrNotOnPaper) || !strings.Contains(err.Error(), string(format)) {
			t.Errorf("%s: error %v", format, err)
		}
	}
}

func TestLargePrintHasNoSmallType(t *testing.T) {
	press := newPress(t)
	for _, format := range []paper.Format{paper.LeafletA4, paper.LeafletLetter, paper.LeafletA5, paper.Screen} {
		for _, points := range []float64{18, 24} {
			t.Run(fmt.Sprintf("%s in %g points", format, points), func(t *testing.T) {
				in := sample()
				in.Form = paper.HandoutForm{Format: format, Points: points}
				in.Today = reviewBy.AddDate(0, 0, 1)
				sheet, err := press.PDF(t.Context(), in)
				if err != nil {
					t.Fatal(err)
				}
				if sheet.TextSize != points || sheet.Pages < 2 || slices.Contains(sheet.Warnings, paper.MorePages) {
					t.Errorf("%d pages at %g points, warnings %v", sheet.Pages, sheet.TextSize, sheet.Warnings)
				}
				sizes := typeSizes(t, sheet.PDF)
				if least := slices.Min(sizes); least < 14 {
					t.Errorf("the smallest type is %g points", least)
				}
				if !slices.Contains(sizes, points) {
					t.Errorf("no type has %g points: %v", points, sizes)
				}
				staysOnItsPages(t, sheet.PDF)
			})
		}
	}
}

// typeSizes are the sizes of type of a PDF, in points.
func typeSizes(t *testing.T, pdf []byte) []float64 {
	t.Helper()
	plain := tool(t, pdf, "qpdf", "--qdf", "--object-streams=disable", "PDF", "-")
	var sizes []float64
	for _, found := range regexp.MustCompile(`(?m)^/\S+ ([\d.]+) Tf`).FindAllStringSubmatch(plain, -1) {
		size, err := strconv.ParseFloat(found[1], 64)
		if err != nil {
			t.Fatal(err)
		}
		sizes = append(sizes, size)
	}
	if len(sizes) == 0 {
		t.Fatal("the PDF sets no type")
	}
	return sizes
}

func TestPosterIsLargeAndSaysWhenItIsFull(t *testing.T) {
	press := newPress(t)
	in := onPoster(sample())
	in.Form.Format = paper.PosterA3
	sheet, err := press.PDF(t.Context(), in)
	if err != nil || sheet.Pages != 1 || sheet.TextSize < 30 {
		t.Fatalf("%d pages at %g points, error %v", sheet.Pages, sheet.TextSize, err)
	}
	in.Handout.Short = nil
	last := 0.0
	for _, more := range []int{8, 16, 32} {
		in.Handout.Body.Blocks = everything()
		for range more {
			in.Handout.Body.Blocks = append(in.Handout.Body.Blocks, say(strings.Repeat("Somebody has to say this. ", 6)))
		}
		_, err := press.PDF(t.Context(), in)
		var long *paper.TooLongError
		if !errors.As(err, &long) || long.Format != paper.PosterA3 || long.Lines < 1 || long.Over <= last {
			t.Fatalf("%d paragraphs more: error %v, after one of %.0f mm", more, err, last)
		}
		t.Logf("%d more: %v", more, err)
		last = long.Over
	}
	// Each of the 32 paragraphs is four lines of a column at 20 points, and the space after them.
	if last < 32*25 || last > 32*45 {
		t.Errorf("32 paragraphs are said to be %.0f mm too long", last)
	}
}

func TestBundledHandoutsInEveryFlowingFormat(t *testing.T) {
	c, _, err := content.Load(t.Context(), os.DirFS("../../modules"))
	if err != nil {
		t.Fatal(err)
	}
	press := newPress(t)
	for h := range c.AllHandouts() {
		_, m, _ := c.Handout(h.ID)
		for format := range flowing() {
			if _, chosen := h.Short[format]; format == paper.PosterA3 && !chosen {
				continue // nobody chose what goes on it
			}
			t.Run(fmt.Sprintf("%s as %s", h.ID, format), func(t *testing.T) {
				t.Parallel()
				sheet, err := press.PDF(t.Context(), handout.Input{
					Handout: h, Original: h, Module: m, Form: paper.HandoutForm{Format: format}, Library: c.Library, Sources: c.Sources,
					Services: c.Services, Pictures: c.Files, Today: c.Library.Issued,
				})
				if err != nil {
					t.Fatal(err)
				}
				keep(t, sheet.PDF)
				offered := slices.Contains(h.Formats, format)
				if offered && format != paper.Screen && sheet.Pages > 2 || sheet.TextSize < 9.5 {
					t.Errorf("%d pages at %g points, warnings %v", sheet.Pages, sheet.TextSize, sheet.Warnings)
				}
				staysOnItsPages(t, sheet.PDF)
			})
		}
	}
}
