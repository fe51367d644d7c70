package imposition

import (
	"errors"
	"fmt"

	"github.com/passalong/passalong/internal/paper"
)

// What can be wrong with an arrangement.
var (
	ErrNoPage  = errors.New("there is no such page")
	ErrPerSide = errors.New("only 1, 2, 4 or 8 pages go on a side")
	ErrRoll    = errors.New("what is printed on a roll has one page to a side")
)

// Arrange plans an arrangement of the pages of a sheet that was made, and gives the paper that it takes. Pages are
// never enlarged: those smaller than A4 go on A4 where there are several to a side. With rightToLeft they run from
// the right. The errors are ErrNoPage, ErrPerSide, ErrRoll and a *paper.TooLongError of a booklet.
func Arrange(s paper.Sheet, a paper.Arrangement, rightToLeft bool) (Plan, paper.Size, error) {
	pages, err := chosen(s.Pages, a.Pages)
	if err != nil {
		return Plan{}, "", err
	}
	perSide := max(1, a.PerSide)
	if s.Size == paper.Roll80 && (perSide > 1 || a.Booklet) {
		return Plan{}, "", ErrRoll
	}
	page, size := Of(s.Size, s.Across), s.Size
	var plan Plan
	switch {
	case a.Booklet:
		size = stockOf(s.Size, 2)
		plan, err = bound(pages, page, size, s.Across, rightToLeft)
	case perSide == 1:
		plan = Plan{Area: page, TwoSided: s.TwoSided, ShortEdge: s.ShortEdge}
		for _, p := range pages {
			plan.Sides = append(plan.Sides, Side{Placements: []Placement{{Page: p, Width: page.Width, Height: page.Height}}})
		}
	case perSide == 2, perSide == 4, perSide == 8:
		size = stockOf(s.Size, perSide)
		plan = several(pages, page, Of(size, s.Across != (perSide != 4)), perSide, rightToLeft)
	default:
		return Plan{}, "", fmt.Errorf("%d: %w", perSide, ErrPerSide)
	}
	if err != nil {
		return Plan{}, "", err
	}
	if a.TurnBacks {
		plan = plan.TurnBacks()
	}
	return plan.Half(a.Half), size, nil
}

func chosen(n int, wanted []int) ([]int, error) {
	if len(wanted) == 0 {
		for i := range n {
			wanted = append(wanted, i+1)
		}
		return wanted, nil
	}
	for _, p := range wanted {
		if p < 1 || p > n {
			return nil, fmt.Errorf("page %d of %d: %w", p, n, ErrNoPage)
		}
	}
	return wanted, nil
}

// stockOf is the paper for several pages of a size to a side: that on which they keep their size, where it is one
// that printers take, and else their own or A4.
func stockOf(size paper.Size, perSide int) paper.Size {
	switch size {
	case paper.A6:
		if perSide == 2 {
			return paper.A5
		}
		return paper.A4
	case paper.A5, paper.A7:
		return paper.A4
	case paper.A3, paper.Letter:
		return size
	}
	return paper.A4
}

// bound plans a booklet of any pages: those across are bound at the top.
func bound(pages []int, page Area, size paper.Size, across, rightToLeft bool) (Plan, error) {
	if len(pages) <= MostPages { // else the error is to say how many there are
		pages = filled(pages, 4, false)
	}
	return Booklet(pages, Binding{
		Page: page, Sheet: Of(size, !across), PerSide: 2, Top: across, RightToLeft: rightToLeft,
	})
}

// several plans 2, 4 or 8 pages to a side, from the left to the right and then down. Pages that keep their size
// get marks for cutting them apart.
func several(pages []int, page, sheet Area, perSide int, rightToLeft bool) Plan {
	rows := 1
	if perSide > 2 {
		rows = 2
	}
	columns := perSide / rows
	if page.Width > page.Height {
		columns, rows = rows, columns
	}
	cell := Area{sheet.Width / float64(columns), sheet.Height / float64(rows)}
	plan := Plan{Area: sheet}
	for len(pages) > 0 {
		n := min(perSide, len(pages))
		var side Side
		for i, p := range pages[:n] {
			side.Placements = append(side.Placements, in(p, page, cell, float64(i%columns)*cell.Width, float64(i/columns)*cell.Height))
		}
		pages = pages[n:]
		if side.Placements[0].Width == page.Width {
			side.Marks = between(sheet, columns, rows)
		}
		if rightToLeft {
			side = side.mirrored(sheet.Width)
		}
		plan.Sides = append(plan.Sides, side)
	}
	return plan
}

// between are marks for cutting a side into equal parts.
func between(sheet Area, columns, rows int) []Mark {
	var marks []Mark
	for i := 1; i < columns; i++ {
		marks = append(marks, column(Cut, float64(i)*sheet.Width/float64(columns), sheet)...)
	}
	for i := 1; i < rows; i++ {
		marks = append(marks, row(Cut, float64(i)*sheet.Height/float64(rows), sheet)...)
	}
	return marks
}
