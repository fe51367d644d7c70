package imposition

import "github.com/passalong/passalong/internal/paper"

// MostPages is how many pages a booklet may have: eight sheets of plain paper are what an office stapler and a
// fold by hand can take.
const MostPages = 32

// BookletFormat is the Format of the *paper.TooLongError of a plan, which knows no better one.
const BookletFormat paper.Format = "booklet"

// A Binding says how a booklet is made.
type Binding struct {
	Page  Area // of the booklet's own pages, as they were set
	Sheet Area // a side of the paper, lying as the pages do on it
	// PerSide is 2, 4 or 8 pages to a side.
	PerSide int
	// Cut is for more than 2 to a side: the paper is cut first and then folded once. Without it, it is folded two
	// or three times and cut open afterwards.
	Cut bool
	// Same puts the same two pages into all parts of a side that is cut, so that each part becomes a booklet.
	Same bool
	// RightToLeft binds it on the right, for a script that runs that way.
	RightToLeft bool
	// Top binds it at the top, as a notepad is; for 2 to a side.
	Top bool
}

// Leaves lists the pages of a booklet of n pages, filled up with blank ones (0) to a multiple of four. With a back
// cover, which is page n, they go before it, so that it stays outside; else they go to the end.
func Leaves(n int, backCover bool) []int {
	all := make([]int, 0, n+3)
	for i := 1; i <= n; i++ {
		all = append(all, i)
	}
	return filled(all, 4, backCover && n > 1)
}

// filled adds blank pages until there are a multiple of so many.
func filled(pages []int, multiple int, backCover bool) []int {
	all := append([]int(nil), pages...)
	for len(all)%multiple != 0 {
		all = append(all, 0)
	}
	if last := len(pages) - 1; backCover {
		all[last], all[len(all)-1] = 0, pages[last]
	}
	return all
}

// Booklet plans a booklet that is stapled through its back. The pages are those of Leaves; where a sheet takes
// more than there are, blank ones are put before the last. More than MostPages, or none, is a *paper.TooLongError.
//
// Sheets come with the outermost first. Those that are cut make piles that are laid on each other, the left upper
// one on top, then the one to its right, and so on.
func Booklet(pages []int, b Binding) (Plan, error) {
	if len(pages) == 0 || len(pages) > MostPages {
		return Plan{}, &paper.TooLongError{Format: BookletFormat, Pages: len(pages), Most: MostPages}
	}
	plan := Plan{Area: b.Sheet, TwoSided: true, ShortEdge: b.Sheet.Width > b.Sheet.Height}
	switch {
	case b.Top:
		plan.ShortEdge = b.Sheet.Height > b.Sheet.Width
		plan.Sides = b.atTop(filled(pages, 4, true))
	case b.PerSide == 4 && !b.Cut:
		plan.Sides = b.signatures(filled(pages, 8, true), twice)
	case b.PerSide == 8 && !b.Cut:
		plan.Sides = b.signatures(filled(pages, 16, true), thrice)
	default:
		plan.Sides = b.cut(filled(pages, 4, true))
	}
	if b.RightToLeft && !b.Top {
		for i, side := range plan.Sides {
			plan.Sides[i] = side.mirrored(b.Sheet.Width)
		}
	}
	return plan, nil
}

// A spread is two pages side by side, with the one behind them.
type spread struct{ front, back [2]int }

// spreads are the sheets of a booklet that is folded once, the outermost first.
func spreads(pages []int) []spread {
	var all []spread
	for lo, hi := 0, len(pages)-1; lo < hi; lo, hi = lo+2, hi-2 {
		all = append(all, spread{[2]int{pages[hi], pages[lo]}, [2]int{pages[lo+1], pages[hi-1]}})
	}
	return all
}

// atTop plans a booklet whose fold lies across: what is left in others is above here, and right below.
func (b Binding) atTop(pages []int) []Side {
	half := Area{b.Sheet.Width, b.Sheet.Height / 2}
	var sides []Side
	for _, s := range spreads(pages) {
		for i, two := range [][2]int{s.front, s.back} {
			side := Side{Placements: []Placement{in(two[0], b.Page, half, 0, 0), in(two[1], b.Page, half, 0, half.Height)}}
			if i == 0 {
				side.Marks = row(Fold, half.Height, b.Sheet)
			}
			sides = append(sides, side)
		}
	}
	return sides
}

// parts is into how many columns and rows a side is cut, so that two pages are on each part.
func (b Binding) parts() (columns, rows int) {
	switch b.PerSide {
	case 4:
		return 1, 2
	case 8:
		return 2, 2
	}
	return 1, 1
}

// cut plans a booklet whose sheets are cut into spreads. The piles are laid on each other, not mixed, so the
// spreads of a pile follow one another.
func (b Binding) cut(pages []int) []Side {
	all := spreads(pages)
	columns, rows := b.parts()
	parts := columns * rows
	sheets := (len(all) + parts - 1) / parts
	if b.Same {
		sheets = len(all)
	}
	var sides []Side
	for sheet := range sheets {
		var front, back Side
		for part := range parts {
			i := part*sheets + sheet
			if b.Same {
				i = sheet
			}
			var s spread // of blank pages, where there are no more
			if i < len(all) {
				s = all[i]
			}
			// The part behind is on the other side of the middle.
			front.Placements = append(front.Placements, b.two(s.front, part%columns, part/columns)...)
			back.Placements = append(back.Placements, b.two(s.back, columns-1-part%columns, part/columns)...)
		}
		front.Marks = b.cutMarks(columns, rows)
		sides = append(sides, front, back)
	}
	return sides
}

// two places two pages on a part of a side.
func (b Binding) two(pages [2]int, column, row int) []Placement {
	columns, rows := b.parts()
	cell := Area{b.Sheet.Width / float64(2*columns), b.Sheet.Height / float64(rows)}
	x, y := float64(2*column)*cell.Width, float64(row)*cell.Height
	return []Placement{in(pages[0], b.Page, cell, x, y), in(pages[1], b.Page, cell, x+cell.Width, y)}
}

func (b Binding) cutMarks(columns, rows int) []Mark {
	var marks []Mark
	for i := range columns {
		part := b.Sheet.Width / float64(columns)
		marks = append(marks, column(Fold, (float64(i)+0.5)*part, b.Sheet)...)
		if i > 0 {
			marks = append(marks, column(Cut, float64(i)*part, b.Sheet)...)
		}
	}
	for i := 1; i < rows; i++ {
		marks = append(marks, row(Cut, float64(i)*b.Sheet.Height/float64(rows), b.Sheet)...)
	}
	return marks
}

// A signature is how the pages of a sheet that is folded more than once lie on its two sides: rows from the top
// down, where all but the last stand on their heads. These are the ones of every textbook of printing.
type signature struct{ front, back [2][]int }

var (
	// twice is folded across first, top to the back, and then along the middle.
	twice = signature{
		front: [2][]int{{5, 4}, {8, 1}},
		back:  [2][]int{{3, 6}, {2, 7}},
	}
	// thrice is folded along the middle first, then across, then along the middle again.
	thrice = signature{
		front: [2][]int{{5, 12, 9, 8}, {4, 13, 16, 1}},
		back:  [2][]int{{7, 10, 11, 6}, {2, 15, 14, 3}},
	}
)

// signatures plans a booklet of sheets that are folded more than once and put into one another.
func (b Binding) signatures(pages []int, s signature) []Side {
	columns := len(s.front[0])
	each := 4 * columns
	var sides []Side
	for sheet := range len(pages) / each {
		page := func(of int) int {
			// The first half of a sheet's pages is near the front of the booklet, the other near its back.
			at := sheet*each/2 + of - 1
			if of > each/2 {
				at = len(pages) - sheet*each/2 - (each - of) - 1
			}
			return pages[at]
		}
		for i, rows := range [][2][]int{s.front, s.back} {
			side := b.rows(rows, page)
			if i == 0 {
				side.Marks = b.foldMarks(columns)
			}
			sides = append(sides, side)
		}
	}
	return sides
}

func (b Binding) rows(rows [2][]int, page func(int) int) Side {
	var side Side
	cell := Area{b.Sheet.Width / float64(len(rows[0])), b.Sheet.Height / float64(len(rows))}
	for y, row := range rows {
		for x, of := range row {
			p := in(page(of), b.Page, cell, float64(x)*cell.Width, float64(y)*cell.Height)
			p.Turned = y == 0
			side.Placements = append(side.Placements, p)
		}
	}
	return side
}

func (b Binding) foldMarks(columns int) []Mark {
	marks := row(Fold, b.Sheet.Height/2, b.Sheet)
	for i := 1; i < columns; i++ {
		marks = append(marks, column(Fold, float64(i)*b.Sheet.Width/float64(columns), b.Sheet)...)
	}
	return marks
}
