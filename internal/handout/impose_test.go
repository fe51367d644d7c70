package handout_test

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/passalong/passalong/internal/imposition"
	"github.com/passalong/passalong/internal/paper"
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
