package imposition_test

import (
	"errors"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/passalong/passalong/internal/imposition"
	"github.com/passalong/passalong/internal/paper"
)

var (
	letter     = imposition.Of(paper.Letter, false)
	creditCard = imposition.Area{Width: 85.6, Height: 54}
	foldedCard = imposition.Area{Width: 105, Height: 74}
)

func TestBlankPagesOfBooklets(t *testing.T) {
	for _, c := range []struct {
		n     int
		cover bool
		want  []int
	}{
		{4, true, []int{1, 2, 3, 4}}, {5, true, []int{1, 2, 3, 4, 0, 0, 0, 5}}, {6, true, []int{1, 2, 3, 4, 5, 0, 0, 6}},
		{7, true, []int{1, 2, 3, 4, 5, 6, 0, 7}}, {1, true, []int{1, 0, 0, 0}}, {2, true, []int{1, 0, 0, 2}},
		{6, false, []int{1, 2, 3, 4, 5, 6, 0, 0}}, {8, false, []int{1, 2, 3, 4, 5, 6, 7, 8}}, {0, true, nil},
	} {
		if diff := cmp.Diff(c.want, imposition.Leaves(c.n, c.cover), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%d pages, back cover %v (-want +got):\n%s", c.n, c.cover, diff)
		}
	}
}

func TestBookletsHaveALimit(t *testing.T) {
	for _, n := range []int{0, 33, 36, 5000} {
		_, err := imposition.Booklet(make([]int, n), imposition.Binding{Page: a5, Sheet: a4Across, PerSide: 2})
		var long *paper.TooLongError
		if !errors.As(err, &long) || long.Pages != n || long.Most != imposition.MostPages {
			t.Errorf("%d pages: %v", n, err)
		}
	}
}

// behind checks that whatever is on a front has something of the same size behind it, and gives pairs of pages.
func behind(t *testing.T, plan imposition.Plan) map[[2]int]int {
	t.Helper()
	if !plan.TwoSided || plan.ShortEdge != (plan.Width > plan.Height) || len(plan.Sides) != 2 {
		t.Fatalf("two-sided %v, short edge %v, %d sides", plan.TwoSided, plan.ShortEdge, len(plan.Sides))
	}
	pairs := map[[2]int]int{}
	for _, f := range plan.Sides[0].Placements {
		i := slices.IndexFunc(plan.Sides[1].Placements, func(b imposition.Placement) bool {
			return near(b.X+b.Width+f.X, plan.Width) && near(b.Y, f.Y) && near(b.Width, f.Width) && near(b.Height, f.Height)
		})
		if i < 0 {
			t.Fatalf("nothing is behind %+v", f)
		}
		pairs[[2]int{f.Page, plan.Sides[1].Placements[i].Page}]++
	}
	return pairs
}

func near(a, b float64) bool { return math.Abs(a-b) < 1e-6 }

func TestCards(t *testing.T) {
	for _, c := range []struct {
		name        string
		card, sheet imposition.Area
		fronts      []int
		backs       []int
		want        map[[2]int]int
	}{
		{"ten cards to A4", creditCard, a4, []int{1}, []int{2}, map[[2]int]int{{1, 2}: 10}},
		{"ten cards to Letter", creditCard, letter, []int{1}, []int{2}, map[[2]int]int{{1, 2}: 10}},
		{"eight folded cards to A4", foldedCard, a4, []int{4, 1}, []int{2, 3}, map[[2]int]int{{1, 2}: 8, {4, 3}: 8}},
		{"six folded cards to Letter", foldedCard, letter, []int{4, 1}, []int{2, 3}, map[[2]int]int{{1, 2}: 6, {4, 3}: 6}},
		{"a card as large as the paper", a4, a4, []int{1}, []int{2}, map[[2]int]int{{1, 2}: 1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, rightToLeft := range []bool{false, true} {
				plan := imposition.Cards(c.card, c.sheet, rightToLeft, c.fronts, c.backs)
				if diff := cmp.Diff(c.want, behind(t, plan)); diff != "" {
					t.Error(diff)
				}
				for _, side := range plan.Sides {
					apart(t, c.sheet, side)
				}
				marked(t, plan, 3)
			}
		})
	}
	folded := imposition.Cards(foldedCard, a4, true, []int{4, 1}, []int{2, 3}).Sides[0].Placements
	if folded[0].Page != 4 || folded[0].X < folded[1].X {
		t.Errorf("the cover of a card in Arabic is not on the left: %+v", folded[:2])
	}
}

func TestCardsToASheet(t *testing.T) {
	for form, want := range map[paper.HandoutForm]int{
		{Format: paper.Card}: 10, {Format: paper.Card, Stock: paper.Letter}: 10, {Format: paper.FoldedCard}: 8,
		{Format: paper.FoldedCard, Stock: paper.Letter, Mono: true}: 6, {Format: paper.LeafletA4}: 0, {}: 0,
	} {
		if got := imposition.CardsToASheet(form); got != want {
			t.Errorf("%+v: %d to a sheet, want %d", form, got, want)
		}
	}
}

// marked checks that marks are on the paper and go no further into a page than its margin.
func marked(t *testing.T, plan imposition.Plan, margin float64) {
	t.Helper()
	if len(plan.Sides) > 0 && len(plan.Sides[0].Marks) == 0 && len(plan.Sides[0].Placements) > 1 {
		t.Error("there are no marks")
	}
	for _, side := range plan.Sides {
		for _, m := range side.Marks {
			if m.X1 != m.X2 && m.Y1 != m.Y2 {
				t.Errorf("%+v is neither upright nor level", m)
			}
			if min(m.X1, m.X2, m.Y1, m.Y2) < 0 || max(m.X1, m.X2) > plan.Width+1e-9 || max(m.Y1, m.Y2) > plan.Height+1e-9 {
				t.Errorf("%+v is not on the paper", m)
			}
			for _, p := range side.Placements {
				if min(m.X1, m.X2) < p.X+p.Width-margin && max(m.X1, m.X2) > p.X+margin && min(m.Y1, m.Y2) < p.Y+p.Height-margin && max(m.Y1, m.Y2) > p.Y+margin {
					t.Errorf("%+v is in %+v", m, p)
				}
			}
		}
	}
}

func TestTriFold(t *testing.T) {
	if got := imposition.Panels(a4Across); got != [3]float64{100, 100, 97} {
		t.Errorf("panels of A4: %v", got)
	}
	for _, sheet := range []imposition.Area{a4Across, imposition.Of(paper.Letter, true)} {
		widths := imposition.Panels(sheet)
		page := imposition.Area{Width: widths[2], Height: sheet.Height}
		plan := imposition.TriFold(page, sheet, false)
		// The cover has the first panel inside behind it, the back the second, and the flap the third.
		pairs := map[[2]int]int{}
		for _, f := range plan.Sides[0].Placements {
			middle := plan.Width - f.X - f.Width/2
			for _, b := range plan.Sides[1].Placements {
				if math.Abs(b.X+b.Width/2-middle) < 1 {
					pairs[[2]int{f.Page, b.Page}]++
				}
			}
		}
		if diff := cmp.Diff(map[[2]int]int{{1, 2}: 1, {6, 3}: 1, {5, 4}: 1}, pairs); diff != "" {
			t.Error(diff)
		}
		if got := sum(widths); !near(got, sheet.Width) {
			t.Errorf("the panels are %g mm wide together, the paper %g", got, sheet.Width)
		}
		for _, side := range plan.Sides {
			apart(t, sheet, side)
		}
		marked(t, plan, 8)
		folds := plan.Sides[0].Marks
		if folds[0].Kind != imposition.Fold || !near(folds[0].X1, widths[2]) || !near(folds[2].X1, widths[2]+widths[1]) {
			t.Errorf("folds: %+v", folds)
		}
		other := imposition.TriFold(page, sheet, true)
		if got := other.Sides[0].Placements[2]; got.Page != 1 || got.X > 2 {
			t.Errorf("the cover of a leaflet in Arabic is not on the left: %+v", got)
		}
	}
}

func sum(all [3]float64) float64 { return all[0] + all[1] + all[2] }

func TestTilesOfAPoster(t *testing.T) {
	poster := imposition.Poster(a4Across, 2)
	if poster != (imposition.Area{Width: 297, Height: 405}) {
		t.Errorf("poster %+v", poster)
	}
	plan := imposition.Tiles(a4Across, 2)
	if len(plan.Sides) != 2 || plan.TwoSided {
		t.Fatalf("%d sides", len(plan.Sides))
	}
	upper, lower := plan.Sides[0].Placements[0], plan.Sides[1].Placements[0]
	if upper.Y != 0 || lower.Y != -(210-imposition.Overlap) || upper.Height != poster.Height || lower.Height != poster.Height {
		t.Errorf("upper %+v, lower %+v", upper, lower)
	}
	// What is cut off the lower sheet and joined to the upper one is the same line of the poster.
	cut, join := plan.Sides[1].Marks[0], plan.Sides[0].Marks[0]
	if cut.Kind != imposition.Cut || join.Kind != imposition.Join || !near(cut.Y1-lower.Y, join.Y1-upper.Y) {
		t.Errorf("cut %+v, join %+v", cut, join)
	}
	if lost := 4.2; cut.Y1 < lost || plan.Height-join.Y1 < lost {
		t.Error("the line is where printers print nothing")
	}
}

func TestHalvesAndTurnedBacks(t *testing.T) {
	plan := func(n int) imposition.Plan {
		p := imposition.Plan{Area: a4}
		for i := range n {
			p.Sides = append(p.Sides, imposition.Side{
				Placements: []imposition.Placement{{Page: i + 1, X: 10, Y: 20, Width: 30, Height: 40}},
				Marks:      []imposition.Mark{{Kind: imposition.Fold, X1: 0, Y1: 5, X2: 7, Y2: 5}},
			})
		}
		return p
	}
	pages := func(p imposition.Plan) []int {
		out := []int{}
		for _, s := range p.Sides {
			if len(s.Placements) == 0 {
				out = append(out, 0)
				continue
			}
			out = append(out, s.Placements[0].Page)
		}
		return out
	}
	for _, c := range []struct {
		n             int
		fronts, backs []int
	}{
		{0, []int{}, []int{}}, {1, []int{1}, []int{0}}, {2, []int{1}, []int{2}}, {3, []int{1, 3}, []int{0, 2}},
		{4, []int{1, 3}, []int{4, 2}}, {7, []int{1, 3, 5, 7}, []int{0, 6, 4, 2}},
	} {
		if got := pages(plan(c.n).Half(paper.Fronts)); !slices.Equal(got, c.fronts) {
			t.Errorf("fronts of %d: %v", c.n, got)
		}
		if got := pages(plan(c.n).Half(paper.Backs)); !slices.Equal(got, c.backs) {
			t.Errorf("backs of %d: %v", c.n, got)
		}
		if got := pages(plan(c.n).Half(paper.Both)); len(got) != c.n {
			t.Errorf("all of %d: %v", c.n, got)
		}
	}
	turned := plan(3).TurnBacks()
	want := imposition.Placement{Page: 2, X: 170, Y: 237, Width: 30, Height: 40, Turned: true}
	if got := turned.Sides[1].Placements[0]; got != want {
		t.Errorf("the back is %+v, want %+v", got, want)
	}
	if got := turned.Sides[1].Marks[0]; got != (imposition.Mark{Kind: imposition.Fold, X1: 210, Y1: 292, X2: 203, Y2: 292}) {
		t.Errorf("its mark is %+v", got)
	}
	if turned.Sides[0].Placements[0].Turned || turned.Sides[2].Placements[0].Turned {
		t.Error("a front was turned")
	}
	if diff := cmp.Diff(plan(4), plan(4).TurnBacks().TurnBacks()); diff != "" {
		t.Errorf("turned twice (-want +got):\n%s", diff)
	}
}

func made(n int, size paper.Size, across bool) paper.Sheet {
	return paper.Sheet{Pages: n, Size: size, Across: across}
}

func TestSeveralPagesToASide(t *testing.T) {
	type place struct{ Page, Column, Row int }
	for _, c := range []struct {
		name          string
		sheet         paper.Sheet
		perSide       int
		want          imposition.Area
		columns, rows int
		scale         float64
	}{
		{"two upright", made(5, paper.A4, false), 2, a4Across, 2, 1, 148.5 / 210},
		{"four upright", made(5, paper.A4, false), 4, a4, 2, 2, 0.5},
		{"eight upright", made(9, paper.A4, false), 8, a4Across, 4, 2, 74.25 / 210},
		{"two across", made(3, paper.A4, true), 2, a4, 1, 2, 148.5 / 210},
		{"four across", made(4, paper.Letter, true), 4, imposition.Of(paper.Letter, true), 2, 2, 0.5},
		{"eight across", made(4, paper.A4, true), 8, a4, 2, 4, 74.25 / 210},
		{"two of A5 keep their size", made(2, paper.A5, false), 2, a4Across, 2, 1, 1},
		{"two of A6 keep their size", made(2, paper.A6, false), 2, imposition.Of(paper.A5, true), 2, 1, 1},
		{"eight of A7 keep their size", made(8, paper.A7, false), 8, a4Across, 4, 2, 1},
		{"two of A3", made(2, paper.A3, false), 2, imposition.Of(paper.A3, true), 2, 1, 210.0 / 297},
	} {
		t.Run(c.name, func(t *testing.T) {
			plan, size, err := imposition.Arrange(c.sheet, paper.Arrangement{PerSide: c.perSide}, false)
			if err != nil {
				t.Fatal(err)
			}
			if plan.Area != c.want || imposition.Of(size, plan.Width > plan.Height) != c.want {
				t.Fatalf("the paper is %s, %+v", size, plan.Area)
			}
			page := imposition.Of(c.sheet.Size, c.sheet.Across)
			next := 0
			for _, side := range plan.Sides {
				apart(t, plan.Area, side)
				for i, p := range side.Placements {
					next++
					got := place{p.Page, int((p.X + p.Width/2) / plan.Width * float64(c.columns)), int((p.Y + p.Height/2) / plan.Height * float64(c.rows))}
					if want := (place{next, i % c.columns, i / c.columns}); got != want {
						t.Errorf("%+v, want %+v", got, want)
					}
					if scale := p.Width / page.Width; math.Abs(scale-c.scale) > 0.001 || math.Abs(scale-p.Height/page.Height) > 1e-9 {
						t.Errorf("scaled to %g and %g, want %g", scale, p.Height/page.Height, c.scale)
					}
				}
				if (len(side.Marks) > 0) != (c.scale == 1) {
					t.Errorf("%d marks to cut pages of %g of their size", len(side.Marks), c.scale)
				}
			}
			if next != c.sheet.Pages || len(plan.Sides) != (next+c.perSide-1)/c.perSide {
				t.Errorf("%d of %d pages on %d sides", next, c.sheet.Pages, len(plan.Sides))
			}
		})
	}
	plan, _, err := imposition.Arrange(made(2, paper.A4, false), paper.Arrangement{PerSide: 2}, true)
	if err != nil || plan.Sides[0].Placements[0].X < plan.Sides[0].Placements[1].X {
		t.Errorf("pages in Arabic do not run from the right: %+v, %v", plan.Sides, err)
	}
}

func TestChosenPagesKeepTheirPaper(t *testing.T) {
	s := paper.Sheet{Pages: 4, Size: paper.A4, Across: true, TwoSided: true, ShortEdge: true}
	plan, size, err := imposition.Arrange(s, paper.Arrangement{Pages: []int{3, 1, 1}}, false)
	if err != nil {
		t.Fatal(err)
	}
	var got []int
	for _, side := range plan.Sides {
		got = append(got, side.Placements[0].Page)
	}
	if !slices.Equal(got, []int{3, 1, 1}) || size != paper.A4 || plan.Area != a4Across || !plan.TwoSided || !plan.ShortEdge {
		t.Errorf("%v on %s, %+v", got, size, plan)
	}
}

func TestArrangementsThatCannotBe(t *testing.T) {
	for name, c := range map[string]struct {
		sheet paper.Sheet
		a     paper.Arrangement
		want  error
	}{
		"page 0":                {made(2, paper.A4, false), paper.Arrangement{Pages: []int{0}}, imposition.ErrNoPage},
		"a page too many":       {made(2, paper.A4, false), paper.Arrangement{Pages: []int{1, 3}}, imposition.ErrNoPage},
		"three to a side":       {made(2, paper.A4, false), paper.Arrangement{PerSide: 3}, imposition.ErrPerSide},
		"two to a roll":         {made(2, paper.Roll80, false), paper.Arrangement{PerSide: 2}, imposition.ErrRoll},
		"a booklet from a roll": {made(2, paper.Roll80, false), paper.Arrangement{Booklet: true}, imposition.ErrRoll},
	} {
		if _, _, err := imposition.Arrange(c.sheet, c.a, false); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	var long *paper.TooLongError
	if _, _, err := imposition.Arrange(made(33, paper.A4, false), paper.Arrangement{Booklet: true}, false); !errors.As(err, &long) || long.Pages != 33 {
		t.Errorf("a booklet of 33 pages: %v", err)
	}
}

func TestAnyPagesBecomeABooklet(t *testing.T) {
	for n := 1; n <= 32; n++ {
		plan, size, err := imposition.Arrange(made(n, paper.A4, false), paper.Arrangement{Booklet: true}, false)
		if err != nil {
			t.Fatal(err)
		}
		var heaps []heap
		for _, s := range sheetsOf(t, plan, 2, 1) {
			heaps = append(heaps, s.foldLeft()[0][0])
		}
		want := upTo(n)
		for len(want)%4 != 0 {
			want = append(want, 0) // text that just goes on ends before the blank pages
		}
		if got := nested(heaps).read(t); !slices.Equal(got, want) || size != paper.A4 {
			t.Errorf("%d pages are read as %v on %s", n, got, size)
		}
	}
	plan, _, err := imposition.Arrange(made(8, paper.A4, true), paper.Arrangement{Booklet: true}, false)
	if err != nil || plan.Area != a4 || !plan.ShortEdge {
		t.Errorf("a booklet of pages across: %+v, %v", plan.Area, err)
	}
	plan, size, err := imposition.Arrange(made(8, paper.A6, false), paper.Arrangement{Booklet: true, TurnBacks: true, Half: paper.Backs}, false)
	if err != nil || size != paper.A5 || len(plan.Sides) != 2 ||
		plan.Sides[0].Placements[0] != (imposition.Placement{Page: 4, X: 105, Width: 105, Height: 148, Turned: true}) {
		t.Errorf("the backs of a booklet: %+v on %s, %v", plan.Sides, size, err)
	}
}

func FuzzArrange(f *testing.F) {
	f.Add(5, 2, uint8(1), false, false)
	f.Add(33, 8, uint8(6), true, true)
	sizes := []paper.Size{paper.A3, paper.A4, paper.A5, paper.A6, paper.A7, paper.Letter, paper.Roll80, "foolscap"}
	f.Fuzz(func(t *testing.T, n, perSide int, size uint8, across, booklet bool) {
		n = min(max(n, 0), 200)
		s := made(n, sizes[int(size)%len(sizes)], across)
		plan, _, err := imposition.Arrange(s, paper.Arrangement{PerSide: perSide, Booklet: booklet}, false)
		if err != nil {
			return
		}
		count := map[int]int{}
		for _, side := range plan.Sides {
			if s.Size != paper.Roll80 {
				apart(t, plan.Area, side)
			}
			for _, p := range side.Placements {
				count[p.Page]++
			}
		}
		for p := range n {
			if count[p+1] != 1 {
				t.Errorf("page %d of %d is there %d times", p+1, n, count[p+1])
			}
		}
	})
}
