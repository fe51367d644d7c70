// Package imposition plans where finished pages go on the paper that a printer takes: booklets, several pages to
// a side, cards to be cut out, leaflets to be folded, posters to be put together. It knows lengths and page
// numbers; it draws nothing.
//
// Lengths are in millimetres. Places are counted from the upper left corner of a side as it is read, y downwards,
// and those of a back from the corner that is upper left once the paper has been turned over.
package imposition

import "github.com/passalong/passalong/internal/paper"

// An Area is a width and a height.
type Area struct {
	Width, Height float64
}

// Of is the area of a size of paper, upright or across.
func Of(size paper.Size, across bool) Area {
	width, height := size.Millimetres()
	if across {
		return Area{height, width}
	}
	return Area{width, height}
}

// A Plan is sides of paper, all of one size, in the order in which they are printed. Where it is TwoSided each
// second side is the back of the one before.
type Plan struct {
	Area
	TwoSided  bool
	ShortEdge bool // the paper is turned over along its short edge; only where it is TwoSided
	Sides     []Side
}

// A Side is what is on one side of the paper.
type Side struct {
	Placements []Placement
	Marks      []Mark
}

// A Placement is a page in its place. A page of the very size is not scaled; parts beyond the paper are not seen.
type Placement struct {
	Page                int // counted from 1; 0 stays blank
	X, Y, Width, Height float64
	Turned              bool // upside down
}

// A Mark is a line that tells people where to cut or fold.
type Mark struct {
	Kind           MarkKind
	X1, Y1, X2, Y2 float64
}

// A MarkKind is what a mark is for.
type MarkKind string

// The kinds of mark.
const (
	Cut  MarkKind = "cut"
	Fold MarkKind = "fold"
	Join MarkKind = "join" // here the next sheet is laid on and glued
)

const (
	tick     = 7.0 // length of a mark that begins at the edge of the paper, where printers lose the first 4 to 6
	outside  = 5.0 // length of a mark beside a block of cards
	gap      = 1.0 // between such a mark and the block
	narrow   = outside + gap
	crossArm = 3.0 // of the marks in the corners of cards, which have to have such a margin
)

// turned is the side upside down.
func (s Side) turned(a Area) Side {
	var out Side
	for _, p := range s.Placements {
		p.X, p.Y, p.Turned = a.Width-p.X-p.Width, a.Height-p.Y-p.Height, !p.Turned
		out.Placements = append(out.Placements, p)
	}
	for _, m := range s.Marks {
		m.X1, m.X2 = a.Width-m.X1, a.Width-m.X2
		m.Y1, m.Y2 = a.Height-m.Y1, a.Height-m.Y2
		out.Marks = append(out.Marks, m)
	}
	return out
}

// mirrored is the side with left and right exchanged; what is on it stays as it is.
func (s Side) mirrored(width float64) Side {
	var out Side
	for _, p := range s.Placements {
		p.X = width - p.X - p.Width
		out.Placements = append(out.Placements, p)
	}
	for _, m := range s.Marks {
		m.X1, m.X2 = width-m.X1, width-m.X2
		out.Marks = append(out.Marks, m)
	}
	return out
}

// TurnBacks turns every second side upside down, for a printer that turns the paper over the other way.
func (p Plan) TurnBacks() Plan {
	out := p
	out.Sides = nil
	for i, side := range p.Sides {
		if i%2 == 1 {
			side = side.turned(p.Area)
		}
		out.Sides = append(out.Sides, side)
	}
	return out
}

// Half is the fronts or the backs alone. Backs come last first: the fronts lie face up in a pile with the last of
// them on top, and that is the first to go through the printer again. Where the last front has no back, an empty
// side stands for it. Either half is printed on one side of the paper.
func (p Plan) Half(half paper.Half) Plan {
	out := p
	if half != paper.Both {
		out.TwoSided, out.ShortEdge = false, false
	}
	switch half {
	case paper.Fronts:
		out.Sides = nil
		for i := 0; i < len(p.Sides); i += 2 {
			out.Sides = append(out.Sides, p.Sides[i])
		}
	case paper.Backs:
		out.Sides = nil
		if len(p.Sides)%2 == 1 {
			out.Sides = append(out.Sides, Side{})
		}
		for i := len(p.Sides) - 1 - len(p.Sides)%2; i > 0; i -= 2 {
			out.Sides = append(out.Sides, p.Sides[i])
		}
	}
	return out
}

// in puts a page into a cell: in its middle and, where it is larger, smaller.
func in(page int, size, cell Area, x, y float64) Placement {
	scale := min(1, cell.Width/size.Width, cell.Height/size.Height)
	w, h := size.Width*scale, size.Height*scale
	return Placement{Page: page, X: x + (cell.Width-w)/2, Y: y + (cell.Height-h)/2, Width: w, Height: h}
}

// column and row are marks at both edges of a side.
func column(kind MarkKind, x float64, a Area) []Mark {
	return []Mark{{kind, x, 0, x, tick}, {kind, x, a.Height - tick, x, a.Height}}
}

func row(kind MarkKind, y float64, a Area) []Mark {
	return []Mark{{kind, 0, y, tick, y}, {kind, a.Width - tick, y, a.Width, y}}
}
