package imposition

import (
	"cmp"
	"math"
	"slices"

	"github.com/passalong/passalong/internal/paper"
)

// Card is the size of a card before it is folded, in millimetres: ID-1 of ISO/IEC 7810, which every wallet takes, or
// A7. ok is false for a format that is no card.
func Card(f paper.Format) (card Area, ok bool) {
	switch f {
	case paper.Card:
		return Area{Width: 85.6, Height: 54}, true
	case paper.FoldedCard:
		return Area{Width: 105, Height: 74}, true
	}
	return Area{}, false
}

// CardsToASheet is how many cards come out of one sheet of the paper of a form; 0 for a format that is no card.
func CardsToASheet(f paper.HandoutForm) int {
	card, ok := Card(f.Format)
	if !ok {
		return 0
	}
	g := gridOf(card, Of(cmp.Or(f.Stock, paper.A4), false))
	return g.columns * g.rows
}

// Cards plans cards that are cut out of a sheet: as many as fit, all the same, side by side without a gap, so that
// each cut makes two edges. A card has one or two sides, and a side has one page or two beside each other, which
// are folded between. The paper is turned over like a page of a book, and then each back lies behind its front.
func Cards(card, sheet Area, rightToLeft bool, sides ...[]int) Plan {
	plan := Plan{Area: sheet, TwoSided: len(sides) == 2, ShortEdge: len(sides) == 2 && sheet.Width > sheet.Height}
	grid := gridOf(card, sheet)
	for i, pages := range sides {
		side := grid.side(pages)
		if i == 0 {
			side.Marks = grid.marks(len(pages))
		}
		if rightToLeft {
			side = side.mirrored(sheet.Width)
		}
		plan.Sides = append(plan.Sides, side)
	}
	return plan
}

// A grid is cards in rows in the middle of a sheet.
type grid struct {
	card, sheet   Area
	columns, rows int
	x, y          float64 // where it begins
}

// gridOf fits as many cards on a sheet as there is room for.
func gridOf(card, sheet Area) grid {
	g := grid{card: card, sheet: sheet}
	g.columns, g.card.Width = along(card.Width, sheet.Width)
	g.rows, g.card.Height = along(card.Height, sheet.Height)
	g.x = (sheet.Width - float64(g.columns)*g.card.Width) / 2
	g.y = (sheet.Height - float64(g.rows)*g.card.Height) / 2
	return g
}

// along is how many cards fit along a length of paper, and how long each is: where the paper ends close to the last
// card, as with eight A7 cards on A4, the cards get the rest.
func along(card, length float64) (n int, each float64) {
	const most = 2.0 // millimetres, to be shared
	n = max(1, int(math.Floor(length/card)))
	if rest := length - float64(n)*card; rest >= 0 && rest <= most {
		return n, length / float64(n)
	}
	return n, card
}

func (g grid) side(pages []int) Side {
	var side Side
	page := Area{g.card.Width / float64(len(pages)), g.card.Height}
	for row := range g.rows {
		for col := range g.columns {
			for i, number := range pages {
				side.Placements = append(side.Placements, Placement{
					Page: number, X: g.x + float64(col)*g.card.Width + float64(i)*page.Width, Y: g.y + float64(row)*g.card.Height,
					Width: page.Width, Height: page.Height,
				})
			}
		}
	}
	return side
}

// marks are beside the block of cards; where there is no room for that, in their corners.
func (g grid) marks(pages int) []Mark {
	right, bottom := g.x+float64(g.columns)*g.card.Width, g.y+float64(g.rows)*g.card.Height
	var marks []Mark
	for i := range g.columns + 1 {
		x := g.x + float64(i)*g.card.Width
		if g.y > narrow && x > 0 && x < g.sheet.Width {
			marks = append(marks, Mark{Cut, x, g.y - narrow, x, g.y - gap}, Mark{Cut, x, bottom + gap, x, bottom + narrow})
		}
	}
	for i := range g.rows + 1 {
		y := g.y + float64(i)*g.card.Height
		if g.x > narrow && y > 0 && y < g.sheet.Height {
			marks = append(marks, Mark{Cut, g.x - narrow, y, g.x - gap, y}, Mark{Cut, right + gap, y, right + narrow, y})
		}
	}
	if g.x <= narrow || g.y <= narrow {
		marks = append(marks, g.crosses()...)
	}
	if pages == 2 {
		marks = append(marks, g.folds()...)
	}
	return marks
}

// crosses are at the corners of the cards, in the margins that the pages leave.
func (g grid) crosses() []Mark {
	var marks []Mark
	for row := range g.rows + 1 {
		for col := range g.columns + 1 {
			x, y := g.x+float64(col)*g.card.Width, g.y+float64(row)*g.card.Height
			if x > 0 && x < g.sheet.Width {
				marks = append(marks, Mark{Cut, x, max(0, y-crossArm), x, min(g.sheet.Height, y+crossArm)})
			}
			if y > 0 && y < g.sheet.Height {
				arm := crossArm
				if x <= 0 || x >= g.sheet.Width {
					arm = tick
				}
				marks = append(marks, Mark{Cut, max(0, x-arm), y, min(g.sheet.Width, x+arm), y})
			}
		}
	}
	return marks
}

// folds are at the upper and lower edges of the cards.
func (g grid) folds() []Mark {
	const short = 2.5
	var marks []Mark
	for row := range g.rows {
		for col := range g.columns {
			x, y := g.x+(float64(col)+0.5)*g.card.Width, g.y+float64(row)*g.card.Height
			marks = append(marks, Mark{Fold, x, y, x, y + short}, Mark{Fold, x, y + g.card.Height - short, x, y + g.card.Height})
		}
	}
	return marks
}

// narrower is by how much the panel of a tri-fold leaflet that is folded in is narrower than the others, so that
// it does not buckle at the fold.
const narrower = 3.0

// Panels gives the widths of the panels of a tri-fold leaflet on its inside, from where reading begins: two of the
// full width, and the one that is folded in. On A4 they are 100, 100 and 97 mm.
func Panels(sheet Area) [3]float64 {
	full := (sheet.Width + narrower) / 3
	return [3]float64{full, full, full - narrower}
}

// TriFold plans a leaflet of six pages, each as wide as the narrow panel: the cover, the three panels inside, the
// back of the panel that is folded in, and the back of the leaflet.
func TriFold(page, sheet Area, rightToLeft bool) Plan {
	const cover, flap, back = 1, 5, 6
	plan := Plan{Area: sheet, TwoSided: true, ShortEdge: true}
	widths := Panels(sheet)
	for i, panels := range [][3]struct {
		page  int
		width float64
	}{
		{{flap, widths[2]}, {back, widths[1]}, {cover, widths[0]}},
		{{2, widths[0]}, {3, widths[1]}, {4, widths[2]}},
	} {
		var side Side
		x := 0.0
		for _, panel := range panels {
			if x > 0 && i == 0 {
				side.Marks = append(side.Marks, column(Fold, x, sheet)...)
			}
			side.Placements = append(side.Placements, in(panel.page, page, Area{panel.width, sheet.Height}, x, 0))
			x += panel.width
		}
		if rightToLeft {
			side = side.mirrored(sheet.Width)
		}
		plan.Sides = append(plan.Sides, side)
	}
	return plan
}

// Overlap is how much of a poster is on both of two sheets that are glued together: what printers lose at either
// edge, and a strip for the glue.
const Overlap = 15.0

// Poster is the area of a poster that goes on so many sheets, one above the other.
func Poster(sheet Area, sheets int) Area {
	return Area{sheet.Width, float64(sheets)*sheet.Height - float64(sheets-1)*Overlap}
}

// Tiles plans a poster on sheets one above the other, the upper one first. Each but the first is cut off along its
// Cut marks, and laid onto the one above along the Join marks there.
func Tiles(sheet Area, sheets int) Plan {
	poster := Poster(sheet, sheets)
	plan := Plan{Area: sheet}
	for i := range sheets {
		top := float64(i) * (sheet.Height - Overlap)
		side := Side{Placements: []Placement{{Page: 1, Y: -top, Width: poster.Width, Height: poster.Height}}}
		if i > 0 {
			side.Marks = append(side.Marks, row(Cut, Overlap/2, sheet)...)
		}
		if i < sheets-1 {
			side.Marks = append(side.Marks, row(Join, sheet.Height-Overlap/2, sheet)...)
		}
		plan.Sides = append(plan.Sides, side)
	}
	return plan
}

// Renumbered is the plan with other pages in the places of its own: of[0] for page 1, and so on. What has none stays
// blank.
func (p Plan) Renumbered(of []int) Plan {
	out := p
	out.Sides = nil
	for _, side := range p.Sides {
		placements := slices.Clone(side.Placements)
		for i, at := range placements {
			if placements[i].Page = 0; at.Page > 0 && at.Page <= len(of) {
				placements[i].Page = of[at.Page-1]
			}
		}
		out.Sides = append(out.Sides, Side{placements, side.Marks})
	}
	return out
}
