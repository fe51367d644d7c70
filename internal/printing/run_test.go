package printing

import (
	"context"
	"errors"
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A recorder is a canvas that notes what it is asked for. The pictures of its drawer are white but for one row.
type recorder struct {
	events []string
	bands  []band
	fails  string
	err    error
}

func (r *recorder) note(event string) error {
	r.events = append(r.events, event)
	if event == r.fails {
		return r.err
	}
	return nil
}

func (r *recorder) startPage() error { return r.note("start") }
func (r *recorder) endPage() error   { return r.note("end") }
func (r *recorder) draw(b band, _ int, _ []byte, _ bool) error {
	r.bands = append(r.bands, b)
	return r.note("draw")
}

type oneRow struct{ white bool }

func (oneRow) Pages(context.Context, []byte) (int, error) { return 1, nil }

func (o oneRow) Page(_ context.Context, _ []byte, _, _ int) (image.Image, error) {
	page := image.NewGray(image.Rect(0, 0, 200, 300))
	for i := range page.Pix {
		page.Pix[i] = 255
	}
	if !o.white {
		page.SetGray(7, 150, color.Gray{})
	}
	return page, nil
}

func TestRun(t *testing.T) {
	page := device{dpiX: 300, dpiY: 300, width: 200, height: 300}
	refused := errors.New("refused")
	for name, c := range map[string]struct {
		pages, copies int
		twoSided      bool
		white         bool
		fails         string
		want          []string
	}{
		"one page":                            {pages: 1, copies: 1, want: []string{"start", "draw", "end"}},
		"an empty page is a page":             {pages: 1, copies: 1, white: true, want: []string{"start", "end"}},
		"two copies of one side":              {pages: 1, copies: 2, want: []string{"start", "draw", "end", "start", "draw", "end"}},
		"each copy begins on its own sheet":   {pages: 1, copies: 2, twoSided: true, white: true, want: []string{"start", "end", "start", "end", "start", "end"}},
		"copies that fill their sheets":       {pages: 2, copies: 2, twoSided: true, white: true, want: []string{"start", "end", "start", "end", "start", "end", "start", "end"}},
		"the driver refuses a page":           {pages: 2, copies: 1, fails: "start", want: []string{"start"}},
		"the driver refuses what is drawn":    {pages: 2, copies: 1, fails: "draw", want: []string{"start", "draw"}},
		"the driver refuses to finish a page": {pages: 2, copies: 1, fails: "end", want: []string{"start", "draw", "end"}},
	} {
		t.Run(name, func(t *testing.T) {
			to := &recorder{fails: c.fails, err: refused}
			r := run{to: to, page: page, drawer: oneRow{white: c.white}, pages: c.pages, dpi: 300, colour: true}
			err := r.all(t.Context(), c.copies, c.twoSided)
			if (c.fails == "") != (err == nil) || err != nil && !errors.Is(err, refused) {
				t.Errorf("error %v", err)
			}
			if diff := cmp.Diff(c.want, to.events); diff != "" {
				t.Error(diff)
			}
		})
	}
	t.Run("the context ends", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		r := run{to: &recorder{}, page: page, drawer: oneRow{}, pages: 1, dpi: 300}
		if err := r.all(ctx, 1, false); !errors.Is(err, context.Canceled) {
			t.Errorf("error %v", err)
		}
	})
}

// Bands cover every row once, lie on each other without a gap, and stretch all rows alike.
func TestBandsLieOnEachOther(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	all := []int{180, 203, 300, 360, 600, 720, 1200, 2400, 2880}
	for range 2000 {
		d := device{dpiX: all[random.IntN(len(all))], dpiY: all[random.IntN(len(all))], left: random.IntN(200), top: random.IntN(200)}
		width, height := 50+250*random.Float64(), 50+400*random.Float64()
		dpi := d.resolution(width, height)
		size := image.Pt(int(width*float64(dpi)/25.4), int(height*float64(dpi)/25.4))
		row, y := 0, -d.top
		bands := d.bands(size, dpi, 1+random.IntN(500))
		for i, b := range bands {
			if b.from != row || b.y != y || b.x != -d.left || b.rows < 1 {
				t.Fatalf("%+v at %d dpi: band %d of %d is %+v, want row %d at %d", d, dpi, i, len(bands), b, row, y)
			}
			if i < len(bands)-1 && b.height*dpi != b.rows*d.dpiY {
				t.Fatalf("%+v at %d dpi: %d rows cover %d dots", d, dpi, b.rows, b.height)
			}
			row, y = row+b.rows, y+b.height
		}
		if row != size.Y || math.Abs(float64(y+d.top)-float64(size.Y*d.dpiY)/float64(dpi)) > 1 {
			t.Fatalf("%+v at %d dpi: %d of %d rows end at %d", d, dpi, row, size.Y, y)
		}
	}
}

func TestResolution(t *testing.T) {
	for name, c := range map[string]struct {
		dpiX, dpiY    int
		width, height float64
		want          int
	}{
		"a laser printer, A4":     {600, 600, 210, 297, 600},
		"a laser printer, A3":     {600, 600, 297, 420, 300},
		"a finer one, A4":         {1200, 1200, 210, 297, 600},
		"ink":                     {720, 720, 210, 297, 360},
		"finer across than along": {720, 360, 210, 297, 360},
		"a till":                  {203, 203, 80, 300, 203},
		"a driver that says one":  {1, 1, 210, 297, 1},
	} {
		t.Run(name, func(t *testing.T) {
			if got := (device{dpiX: c.dpiX, dpiY: c.dpiY}).resolution(c.width, c.height); got != c.want {
				t.Errorf("drawn at %d dpi, want %d", got, c.want)
			}
		})
	}
}

func TestPaperOfTheDriver(t *testing.T) {
	letter := device{dpiX: 600, dpiY: 600, width: 5100, height: 6600}
	if !letter.isFor(215.9, 279.4) || letter.isFor(210, 297) || letter.isFor(279.4, 215.9) || letter.isFor(297, 420) {
		t.Error("Letter is taken for something else")
	}
}

func TestBitmap(t *testing.T) {
	picture := image.NewNRGBA(image.Rect(10, 10, 13, 12)) // not at the origin, and see-through
	picture.Set(10, 10, color.NRGBA{R: 255, A: 255})
	picture.Set(12, 11, color.NRGBA{A: 128})
	white := []byte{255, 255, 255}
	red, half := []byte{0, 0, 255}, []byte{127, 127, 127}
	want := slices.Concat(white, white, half, []byte{0, 0, 0}, red, white, white, []byte{0, 0, 0})
	got, blank := bitmap(onWhite(picture), 0, 2, true)
	if diff := cmp.Diff(want, got); diff != "" || blank {
		t.Error(diff, blank)
	}
	got, blank = bitmap(onWhite(picture), 0, 1, false)
	if diff := cmp.Diff([]byte{76, 255, 255, 0}, got); diff != "" || blank {
		t.Error(diff, blank)
	}
	plain := image.NewRGBA(image.Rect(0, 0, 5, 5))
	for i := range plain.Pix {
		plain.Pix[i] = 255
	}
	if onWhite(plain) != plain {
		t.Error("a picture that is ready was copied")
	}
	if _, blank := bitmap(plain, 1, 3, true); !blank {
		t.Error("white is not blank")
	}
}
