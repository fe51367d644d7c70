package handout_test

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/passalong/passalong/internal/imposition"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/typst"
	"github.com/passalong/passalong/internal/typst/typsttest"
)

func TestUnarrangedSheetStaysAsItIs(t *testing.T) {
	s := quizSheet(t, quizInput(paper.Blank))
	got, err := newPress(t).Arrange(t.Context(), s, paper.Arrangement{PerSide: 1})
	if err != nil || !bytes.Equal(got.PDF, s.PDF) || got.Pages != s.Pages {
		t.Errorf("%d pages, error %v", got.Pages, err)
	}
}

func arranged(t *testing.T, s paper.Sheet, a paper.Arrangement) paper.Sheet {
	t.Helper()
	got, err := newPress(t).Arrange(t.Context(), s, a)
	if err != nil {
		t.Fatal(err)
	}
	keep(t, got.PDF)
	return got
}

func TestArrangedSheetsAreSoundAndTheSameEachTime(t *testing.T) {
	in := quizInput(paper.WithAnswers)
	quiz := quizSheet(t, in)
	quiz.Size = paper.A4
	certificate := certificateOf(t, certificateInput())
	certificate.Size, certificate.Across = paper.A4, true
	for _, c := range []struct {
		name   string
		sheet  paper.Sheet
		a      paper.Arrangement
		pages  int
		size   string
		across bool
	}{
		{"a page", quiz, paper.Arrangement{Pages: []int{2}}, 1, "595.276 x 841.89 pts", false},
		{"two to a side", quiz, paper.Arrangement{PerSide: 2}, (quiz.Pages + 1) / 2, "841.89 x 595.276 pts", true},
		{"four to a side", quiz, paper.Arrangement{PerSide: 4, Pages: []int{2, 1, 2, 1, 1}}, 2, "595.276 x 841.89 pts", false},
		{"a booklet", quiz, paper.Arrangement{Booklet: true}, (quiz.Pages + 3) / 4 * 2, "841.89 x 595.276 pts", true},
		{"backs", quiz, paper.Arrangement{Half: paper.Backs, TurnBacks: true}, (quiz.Pages + 1) / 2, "595.276 x 841.89 pts", false},
		{"two certificates to a side", certificate, paper.Arrangement{PerSide: 2, Pages: []int{1, 1}}, 1, "595.276 x 841.89 pts", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := arranged(t, c.sheet, c.a)
			if again := arranged(t, c.sheet, c.a); !bytes.Equal(got.PDF, again.PDF) {
				t.Error("the same input gave different bytes")
			}
			isOnPaper(t, got, c.size)
			if got.Pages != c.pages || got.Across != c.across || got.Size != paper.A4 {
				t.Errorf("%d pages, across %v, on %s; want %d, %v", got.Pages, got.Across, got.Size, c.pages, c.across)
			}
			info := tool(t, got.PDF, "pdfinfo", "PDF")
			for _, want := range []string{`Title:\s+(Questions with answers|Certificate): Responding to an opioid overdose`, `Author:\s+The project`, `CreationDate:.*Nov 2\d .*2026`} {
				if !regexp.MustCompile(want).MatchString(info) {
					t.Errorf("pdfinfo does not say %q:\n%s", want, info)
				}
			}
		})
	}
}

// isOnPaper checks what holds for all that is printed and was put together of pages.
func isOnPaper(t *testing.T, s paper.Sheet, size string) {
	t.Helper()
	if got := pageCount(t, s.PDF); got != s.Pages {
		t.Errorf("the PDF has %d pages, the sheet says %d", got, s.Pages)
	}
	isSound(t, s.PDF)
	embedsItsFonts(t, s.PDF)
	if info := tool(t, s.PDF, "pdfinfo", "PDF"); !strings.Contains(info, size) {
		t.Errorf("the paper is not %s:\n%s", size, info)
	}
	plain := tool(t, s.PDF, "qpdf", "--qdf", "--object-streams=disable", "PDF", "-")
	if !strings.Contains(plain, "/Lang (en)") {
		t.Error("the PDF has no language")
	}
	figures := strings.Count(tool(t, s.PDF, "pdfinfo", "-struct", "PDF"), "Figure")
	if alts := strings.Count(plain, "/Alt (Page "); figures == 0 || alts < figures {
		t.Errorf("%d pictures of pages, %d of them described", figures, alts)
	}
}

func TestArrangementThatCannotBe(t *testing.T) {
	s := quizSheet(t, quizInput(paper.Blank))
	if _, err := newPress(t).Arrange(t.Context(), s, paper.Arrangement{Pages: []int{99}}); !errors.Is(err, imposition.ErrNoPage) {
		t.Errorf("error %v", err)
	}
	s.PDF = []byte("no PDF at all")
	if _, err := newPress(t).Arrange(t.Context(), s, paper.Arrangement{PerSide: 2}); err == nil {
		t.Error("pages of what is no PDF were arranged")
	}
}

// picture renders a page, in grey at so many dots to the inch.
func pictureOf(t *testing.T, pdf []byte, page, dpi string) image.Image {
	t.Helper()
	prefix := filepath.Join(t.TempDir(), "page")
	tool(t, pdf, "pdftoppm", "-r", dpi, "-gray", "-png", "-singlefile", "-f", page, "-l", page, "PDF", prefix)
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

// darkness is how black a part of a picture is, from 0 to 1. The part is in millimetres, at 50.8 dpi: two dots to each.
func darkness(p image.Image, x, y, w, h float64) float64 {
	sum, n := 0.0, 0
	for py := int(2 * y); py < int(2*(y+h)); py++ {
		for px := int(2 * x); px < int(2*(x+w)); px++ {
			sum += 1 - float64(color.GrayModel.Convert(p.At(px, py)).(color.Gray).Y)/255
			n++
		}
	}
	return sum / float64(n)
}

const twoDotsAMillimetre = "50.8"

func greyAt(p image.Image, x, y int) uint8 { return color.GrayModel.Convert(p.At(x, y)).(color.Gray).Y }

// numbered are pages of a size, each with a square of 20 mm whose left edge tells its number, 12 mm below the top.
func numbered(t *testing.T, n int, width, height float64) []byte {
	t.Helper()
	source := fmt.Sprintf(`#set page(width: %gmm, height: %gmm, margin: 0mm)
#set document(title: "Squares", date: none)
#for i in range(%d) { if i > 0 { pagebreak() }; place(dx: 12mm + i * 2mm, dy: 12mm, rect(width: 20mm, height: 20mm, fill: black)); hide[.] }`, width, height, n)
	out, err := typsttest.Engine(t).PDF(t.Context(), typst.Document{Main: source, Fonts: fonts().Files})
	if err != nil {
		t.Fatal(err)
	}
	return out.PDF
}

func TestPagesAreWhereThePlanSays(t *testing.T) {
	for _, c := range []struct {
		name   string
		size   paper.Size
		across bool
		pages  int
		a      paper.Arrangement
	}{
		{"booklet of A5", paper.A5, false, 8, paper.Arrangement{Booklet: true}},
		{"booklet of A4, backs turned", paper.A4, false, 5, paper.Arrangement{Booklet: true, TurnBacks: true}},
		{"booklet of pages across", paper.A4, true, 4, paper.Arrangement{Booklet: true}},
		{"two to a side", paper.A4, false, 3, paper.Arrangement{PerSide: 2}},
		{"four to a side, across", paper.Letter, true, 4, paper.Arrangement{PerSide: 4}},
		{"eight to a side", paper.A4, false, 8, paper.Arrangement{PerSide: 8}},
		{"backs of single pages, turned", paper.A4, false, 5, paper.Arrangement{Half: paper.Backs, TurnBacks: true}},
	} {
		t.Run(c.name, func(t *testing.T) {
			area := imposition.Of(c.size, c.across)
			s := paper.Sheet{PDF: numbered(t, c.pages, area.Width, area.Height), Pages: c.pages, Size: c.size, Across: c.across}
			plan, _, err := imposition.Arrange(s, c.a, false)
			if err != nil {
				t.Fatal(err)
			}
			got := arranged(t, s, c.a)
			for i, side := range plan.Sides {
				picture := pictureOf(t, got.PDF, strconv.Itoa(i+1), twoDotsAMillimetre)
				if w := float64(picture.Bounds().Dx()) / 2; math.Abs(w-plan.Width) > 1 {
					t.Fatalf("the side is %g mm wide, want %g", w, plan.Width)
				}
				for _, p := range side.Placements {
					if p.Page > 0 {
						hasSquare(t, picture, p, p.Width/area.Width)
					}
				}
			}
		})
	}
}

// hasSquare checks that the square of a page of numbered is where its placement says, and ends there.
func hasSquare(t *testing.T, picture image.Image, p imposition.Placement, scale float64) {
	t.Helper()
	x, y, side := scale*(12+2*float64(p.Page-1)), scale*12, scale*20
	if p.Turned {
		x, y = p.Width-x-side, p.Height-y-side
	}
	const edge = 0.7
	inside := darkness(picture, p.X+x+edge, p.Y+y+edge, side-2*edge, side-2*edge)
	left := darkness(picture, p.X+x-3*edge, p.Y+y, edge, side)
	right := darkness(picture, p.X+x+side+2*edge, p.Y+y, edge, side)
	above := darkness(picture, p.X+x, p.Y+y-3*edge, side, edge)
	if inside < 0.97 || left > 0.05 || right > 0.05 || above > 0.05 {
		t.Errorf("%+v: inside %.2f, left %.2f, right %.2f, above %.2f", p, inside, left, right, above)
	}
}
