package handout_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/paper"
)

// forms are those in which whatever people write has to come out right.
func forms() []paper.HandoutForm {
	return []paper.HandoutForm{
		{}, {Format: paper.LeafletA5}, {Format: paper.Screen, Mono: true}, {Format: paper.Receipt}, {Points: 18}, {Format: paper.LeafletA5, Points: 24},
	}
}

func TestWhateverPeopleWriteIsPrintedWhole(t *testing.T) {
	press := newPress(t)
	long := strings.Repeat("Nobody knows how long the name of a place may be. ", 6)
	for name, test := range map[string]struct {
		service catalog.Service
		says    []string
	}{
		"a name of 300 letters": {catalog.Service{Name: long[:299] + "Z", Phone: "1"}, []string{"be. Nobody knows", "Z"}},
		"a name of 300 letters without a space": {
			catalog.Service{Name: strings.Repeat("abcdefghij", 30) + "xyz", Phone: strings.Repeat("1234567890", 9), Web: strings.Repeat("abcdefghij", 20) + ".example.org"},
			[]string{"xyz", ".exampl"},
		},
		"a name from right to left": {catalog.Service{Name: "مركز الميناء", Address: "12 شارع الميناء"}, []string{"12"}},
		"markup of the typesetter":  {catalog.Service{Name: `#panic("x") $y$ *z* @a <b> //`, Hours: "= 9 to 5\n- b"}, []string{`#panic("x") $y$ *z* @a <b> //`, "= 9 to 5"}},
		"a note of 5,000 words":     {catalog.Service{Name: "Place", Note: strings.Repeat("word ", 4999) + "end"}, []string{"word end"}},
		"signs that steer direction": {
			catalog.Service{Name: "a\u202eb\u2066c", Address: "\u2069\u2069 Street"}, []string{"Street", "DirectLine"},
		},
	} {
		for _, form := range forms() {
			t.Run(name+" as "+form.Name(), func(t *testing.T) {
				t.Parallel()
				in := sample()
				in.Form = form
				service := test.service // its own, for tests side by side
				service.Kinds, service.Checked = in.Local.Kinds, in.Local.Checked
				in.Local = &service
				sheet, err := press.PDF(t.Context(), in)
				if err != nil {
					t.Fatal(err)
				}
				keep(t, sheet.PDF)
				staysOnItsPages(t, sheet.PDF)
				text := textOf(t, sheet.PDF)
				joined := strings.ReplaceAll(text, " ", "") // a word that was broken is in two pieces
				for _, want := range test.says {
					if !strings.Contains(text, want) && !strings.Contains(joined, strings.ReplaceAll(want, " ", "")) {
						t.Errorf("it does not say %.80q", want)
					}
				}
				for _, piece := range []string{"abcdefghij", "1234567890"} { // between which the page may end
					written := test.service.Name + test.service.Phone + test.service.Web
					if got, want := strings.Count(joined, piece), strings.Count(written, piece); got != want {
						t.Errorf("it says %q %d times, not %d", piece, got, want)
					}
				}
				if t.Failed() {
					t.Logf("%.2000s", text)
				}
			})
		}
	}
}

func TestParagraphOf5000WordsIsPrintedWhole(t *testing.T) {
	var words strings.Builder
	for i := range 5000 {
		fmt.Fprintf(&words, "w%d ", i)
	}
	for _, wrap := range []func(catalog.Block) catalog.Block{
		func(b catalog.Block) catalog.Block { return b },
		func(b catalog.Block) catalog.Block {
			return catalog.Callout{Kind: catalog.Warning, Blocks: []catalog.Block{b}}
		},
		func(b catalog.Block) catalog.Block {
			return catalog.Table{Head: [][]catalog.Span{{{Text: "A"}}}, Rows: [][][]catalog.Span{{b.(catalog.Paragraph).Text}}}
		},
		func(b catalog.Block) catalog.Block {
			return catalog.List{Items: []catalog.ListItem{{Blocks: []catalog.Block{b}}}}
		},
		func(b catalog.Block) catalog.Block { return catalog.Quote{Blocks: []catalog.Block{b}} },
	} {
		block := wrap(say(words.String()))
		for _, form := range []paper.HandoutForm{{}, {Format: paper.Receipt}, {Format: paper.LeafletA5, Points: 18}, {Format: paper.PosterA3}} {
			if _, plain := block.(catalog.Paragraph); form.Format == paper.PosterA3 && !plain {
				continue // a poster refuses them all
			}
			t.Run(fmt.Sprintf("%T as %s", block, form.Name()), func(t *testing.T) {
				t.Parallel()
				in := sample()
				in.Form = form
				in.Handout.Body.Blocks = []catalog.Block{head(2, "Long"), block}
				sheet, err := newPress(t).PDF(t.Context(), in)
				var long *paper.TooLongError
				if form.Format == paper.PosterA3 {
					if !errors.As(err, &long) || long.Lines < 200 {
						t.Errorf("error %v", err)
					}
					return
				}
				if err != nil {
					t.Fatal(err)
				}
				text := textOf(t, sheet.PDF) + " "
				for _, i := range []int{0, 1, 999, 2500, 4000, 4998, 4999} {
					if !strings.Contains(text, fmt.Sprintf("w%d ", i)) {
						t.Errorf("word %d is missing", i)
					}
				}
				if n := strings.Count(text, " w"); n < 5000 {
					t.Errorf("%d words of 5000", n)
				}
				staysOnItsPages(t, sheet.PDF)
			})
		}
	}
}

func TestTitleThatFillsThePageIsRefused(t *testing.T) {
	in := sample()
	in.Handout.Title = strings.Repeat("A title without end ", 60)
	_, err := newPress(t).PDF(t.Context(), in)
	var long *paper.TooLongError
	if !errors.As(err, &long) || long.Over <= 0 {
		t.Errorf("error %v", err)
	}
}
