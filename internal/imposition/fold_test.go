package imposition_test

import (
	"math"
	"slices"
	"testing"

	"github.com/passalong/passalong/internal/imposition"
)

// These tests fold and cut paper: what a plan puts on it is read in the order in which a person would.

// A face is what one sees of a leaf: a page, and whether it stands on its head.
type face struct {
	page   int
	turned bool
}

// A leaf has a face above, and one below, as one sees it after turning the leaf like a page of a book.
type leaf struct{ above, below face }

// A heap is leaves on one another, the first on top.
type heap []leaf

// Paper is heaps in rows and columns.
type sheetOfPaper [][]heap

func (h heap) over(turn func(leaf) leaf) heap {
	out := make(heap, 0, len(h))
	for _, l := range h {
		out = append(heap{turn(l)}, out...)
	}
	return out
}

// sideways turns a leaf over along an upright line; upwards along a level one, which makes what stood stand on its head.
func sideways(l leaf) leaf { return leaf{l.below, l.above} }

func upwards(l leaf) leaf {
	l = sideways(l)
	l.above.turned, l.below.turned = !l.above.turned, !l.below.turned
	return l
}

// foldLeft folds the left half behind the right one.
func (s sheetOfPaper) foldLeft() sheetOfPaper {
	var out sheetOfPaper
	for _, row := range s {
		half := len(row) / 2
		var folded []heap
		for i := range half {
			folded = append(folded, append(slices.Clone(row[half+i]), row[half-1-i].over(sideways)...))
		}
		out = append(out, folded)
	}
	return out
}

// foldTop folds the upper half behind the lower one.
func (s sheetOfPaper) foldTop() sheetOfPaper {
	half := len(s) / 2
	var out sheetOfPaper
	for i := range half {
		var row []heap
		for j := range s[half+i] {
			row = append(row, append(slices.Clone(s[half+i][j]), s[half-1-i][j].over(upwards)...))
		}
		out = append(out, row)
	}
	return out
}

// read is the pages of a heap from the top down; it reports those that stand on their heads.
func (h heap) read(t *testing.T) []int {
	t.Helper()
	var pages []int
	for _, l := range h {
		for _, f := range []face{l.above, l.below} {
			if f.turned && f.page != 0 {
				t.Errorf("page %d stands on its head", f.page)
			}
			pages = append(pages, f.page)
		}
	}
	return pages
}

// printed is the paper that comes out of a printer for two sides of a plan with so many columns and rows of pages.
func printed(t *testing.T, plan imposition.Plan, front, back imposition.Side, columns, rows int) sheetOfPaper {
	t.Helper()
	likeABook := plan.ShortEdge == (plan.Width > plan.Height)
	at := func(p imposition.Placement) (int, int) {
		return int((p.X + p.Width/2) / plan.Width * float64(columns)), int((p.Y + p.Height/2) / plan.Height * float64(rows))
	}
	out := make(sheetOfPaper, rows)
	for y := range out {
		for range columns {
			out[y] = append(out[y], heap{leaf{face{page: -1}, face{page: -1}}})
		}
	}
	for _, p := range front.Placements {
		x, y := at(p)
		out[y][x][0].above = face{p.Page, p.Turned}
	}
	for _, p := range back.Placements {
		x, y := at(p)
		if likeABook {
			x = columns - 1 - x
		} else {
			y = rows - 1 - y
		}
		out[y][x][0].below = face{p.Page, p.Turned != !likeABook}
	}
	for _, row := range out {
		for _, h := range row {
			if h[0].above.page < 0 || h[0].below.page < 0 {
				t.Fatalf("a part of the paper has no page: %+v", out)
			}
		}
	}
	return out
}

// nested is heaps put into one another, the first outside, as each is folded in its middle.
func nested(heaps []heap) heap {
	var first, last heap
	for _, h := range heaps {
		first = append(first, h[:len(h)/2]...)
		last = append(slices.Clone(h[len(h)/2:]), last...)
	}
	return append(first, last...)
}

// piled is what lies on one another once sheets were cut: the pile of each part, from the upper left one on.
func piled(sheets []sheetOfPaper, columns, rows int) []sheetOfPaper {
	var out []sheetOfPaper
	for y := range rows {
		for x := range columns {
			for _, s := range sheets {
				out = append(out, sheetOfPaper{s[y][2*x : 2*x+2]})
			}
		}
	}
	return out
}

var (
	a4       = imposition.Area{Width: 210, Height: 297}
	a4Across = imposition.Area{Width: 297, Height: 210}
	a5       = imposition.Area{Width: 148, Height: 210}
	a6       = imposition.Area{Width: 105, Height: 148}
	a7       = imposition.Area{Width: 74, Height: 105}
)

// wayToBind is a binding and what a person then does with the paper.
type wayToBind struct {
	name          string
	binding       imposition.Binding
	columns, rows int
	multiple      int // of pages, that the paper takes
	make          func(sheets []sheetOfPaper) heap
}

func waysToBind() []wayToBind {
	fold := func(how func(sheetOfPaper) sheetOfPaper) func([]sheetOfPaper) heap {
		return func(sheets []sheetOfPaper) heap {
			var heaps []heap
			for _, s := range sheets {
				heaps = append(heaps, how(s)[0][0])
			}
			return nested(heaps)
		}
	}
	once := fold(sheetOfPaper.foldLeft)
	return []wayToBind{
		{"2 a side, folded once", imposition.Binding{Page: a5, Sheet: a4Across, PerSide: 2}, 2, 1, 4, once},
		{"4 a side, folded twice", imposition.Binding{Page: a6, Sheet: a4, PerSide: 4}, 2, 2, 8,
			fold(func(s sheetOfPaper) sheetOfPaper { return s.foldTop().foldLeft() })},
		{"8 a side, folded thrice", imposition.Binding{Page: a7, Sheet: a4Across, PerSide: 8}, 4, 2, 16,
			fold(func(s sheetOfPaper) sheetOfPaper { return s.foldLeft().foldTop().foldLeft() })},
		{"4 a side, cut and folded once", imposition.Binding{Page: a6, Sheet: a4, PerSide: 4, Cut: true}, 2, 2, 4,
			func(sheets []sheetOfPaper) heap { return once(piled(sheets, 1, 2)) }},
		{"8 a side, cut and folded once", imposition.Binding{Page: a7, Sheet: a4Across, PerSide: 8, Cut: true}, 4, 2, 4,
			func(sheets []sheetOfPaper) heap { return once(piled(sheets, 2, 2)) }},
	}
}

// withoutBlanks leaves out blank pages.
func withoutBlanks(pages []int) []int {
	return slices.DeleteFunc(slices.Clone(pages), func(p int) bool { return p == 0 })
}

func upTo(n int) []int {
	var all []int
	for i := range n {
		all = append(all, i+1)
	}
	return all
}

func sheetsOf(t *testing.T, plan imposition.Plan, columns, rows int) []sheetOfPaper {
	t.Helper()
	var sheets []sheetOfPaper
	for i := 0; i+1 < len(plan.Sides); i += 2 {
		sheets = append(sheets, printed(t, plan, plan.Sides[i], plan.Sides[i+1], columns, rows))
	}
	return sheets
}

func TestFoldedAndCutBookletsReadInOrder(t *testing.T) {
	for _, way := range waysToBind() {
		t.Run(way.name, func(t *testing.T) {
			for n := 4; n <= 32; n++ {
				plan, err := imposition.Booklet(imposition.Leaves(n, true), way.binding)
				if err != nil {
					t.Fatal(err)
				}
				if len(plan.Sides)%2 != 0 || !plan.TwoSided {
					t.Fatalf("%d sides, two-sided %v", len(plan.Sides), plan.TwoSided)
				}
				pages := way.make(sheetsOf(t, plan, way.columns, way.rows)).read(t)
				if got := withoutBlanks(pages); !slices.Equal(got, upTo(n)) {
					t.Errorf("%d pages are read as %v", n, pages)
				}
				if !way.binding.Cut { // what is cut may leave paper over
					if want := (n + way.multiple - 1) / way.multiple * way.multiple; len(pages) != want {
						t.Errorf("%d pages take %d", n, len(pages))
					}
					if pages[len(pages)-1] != n {
						t.Errorf("the back cover of %d pages is not outside: %v", n, pages)
					}
				}
			}
		})
	}
}

func TestPilesOfACutBookletKeepItsCoverOutside(t *testing.T) {
	for _, way := range waysToBind() {
		if !way.binding.Cut {
			continue
		}
		for n := 4; n <= 32; n += 4 {
			plan, err := imposition.Booklet(imposition.Leaves(n, true), way.binding)
			if err != nil {
				t.Fatal(err)
			}
			parts := way.columns * way.rows / 2
			if want := (n/4 + parts - 1) / parts; len(plan.Sides) != 2*want {
				t.Errorf("%s: %d pages take %d sides, want %d", way.name, n, len(plan.Sides), 2*want)
			}
			if first := plan.Sides[0].Placements; first[0].Page != n || first[1].Page != 1 {
				t.Errorf("%s: the upper left part has %d and %d", way.name, first[0].Page, first[1].Page)
			}
		}
	}
}

func TestBookletBoundOnTheRight(t *testing.T) {
	for _, way := range waysToBind() {
		way.binding.RightToLeft = true
		plan, err := imposition.Booklet(imposition.Leaves(12, true), way.binding)
		if err != nil {
			t.Fatal(err)
		}
		// Seen in a mirror, it is one that is bound on the left.
		for i, side := range plan.Sides {
			for j, p := range side.Placements {
				plan.Sides[i].Placements[j].X = plan.Width - p.X - p.Width
			}
		}
		if got := withoutBlanks(way.make(sheetsOf(t, plan, way.columns, way.rows)).read(t)); !slices.Equal(got, upTo(12)) {
			t.Errorf("%s is read as %v", way.name, got)
		}
	}
}

func TestBookletBoundAtTheTop(t *testing.T) {
	for n := 4; n <= 32; n++ {
		plan, err := imposition.Booklet(imposition.Leaves(n, true), imposition.Binding{
			Page: imposition.Area{Width: 210, Height: 148}, Sheet: a4, PerSide: 2, Top: true,
		})
		if err != nil {
			t.Fatal(err)
		}
		if !plan.ShortEdge {
			t.Error("it is turned over like a book")
		}
		var heaps []heap
		for _, s := range sheetsOf(t, plan, 1, 2) {
			heaps = append(heaps, s.foldTop()[0][0])
		}
		var pages []int
		for _, l := range nested(heaps) {
			// Its leaves are turned upwards, so the face below is upright when it seems to stand on its head.
			if l.above.turned || !l.below.turned {
				t.Errorf("pages %d and %d of %d: a page stands on its head", l.above.page, l.below.page, n)
			}
			pages = append(pages, l.above.page, l.below.page)
		}
		if got := withoutBlanks(pages); !slices.Equal(got, upTo(n)) {
			t.Errorf("%d pages are read as %v", n, pages)
		}
	}
}

func TestEachPartOfASheetCanBeTheSameBooklet(t *testing.T) {
	for n := 4; n <= 32; n += 4 {
		plan, err := imposition.Booklet(imposition.Leaves(n, true), imposition.Binding{Page: a6, Sheet: a4, PerSide: 4, Cut: true, Same: true})
		if err != nil {
			t.Fatal(err)
		}
		sheets := sheetsOf(t, plan, 2, 2)
		for part := range 2 {
			var heaps []heap
			for _, s := range sheets {
				heaps = append(heaps, sheetOfPaper{s[part]}.foldLeft()[0][0])
			}
			if got := nested(heaps).read(t); !slices.Equal(got, upTo(n)) {
				t.Errorf("part %d of %d pages is read as %v", part, n, got)
			}
		}
	}
}

func TestPagesOfBookletsStayOnThePaperAndApart(t *testing.T) {
	for _, way := range waysToBind() {
		for n := 4; n <= 32; n++ {
			plan, err := imposition.Booklet(imposition.Leaves(n, true), way.binding)
			if err != nil {
				t.Fatal(err)
			}
			count := map[int]int{}
			for _, side := range plan.Sides {
				apart(t, plan.Area, side)
				for _, p := range side.Placements {
					count[p.Page]++
					if p.Width != way.binding.Page.Width || p.Height != way.binding.Page.Height {
						t.Errorf("%s: page %d was scaled to %g by %g", way.name, p.Page, p.Width, p.Height)
					}
				}
			}
			for p := range n {
				if count[p+1] != 1 {
					t.Errorf("%s: page %d of %d is there %d times", way.name, p+1, n, count[p+1])
				}
			}
		}
	}
}

// apart checks that pages are on the paper and not on each other.
func apart(t *testing.T, paper imposition.Area, side imposition.Side) {
	t.Helper()
	const hair = 1e-9
	for i, p := range side.Placements {
		if p.X < -hair || p.Y < -hair || p.X+p.Width > paper.Width+hair || p.Y+p.Height > paper.Height+hair {
			t.Errorf("%+v is not on the paper", p)
		}
		for _, q := range side.Placements[:i] {
			if math.Min(p.X+p.Width, q.X+q.Width)-math.Max(p.X, q.X) > hair && math.Min(p.Y+p.Height, q.Y+q.Height)-math.Max(p.Y, q.Y) > hair {
				t.Errorf("%+v is on %+v", p, q)
			}
		}
	}
}
