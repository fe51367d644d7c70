package slides

import "github.com/passalong/passalong/internal/session"

// The sizes of body text, in parts of the height of the screen. From six metres, letters of a body text of 1/28 of a
// screen of 1.2 m are 43 mm high from top to bottom of the line.
const (
	ample    = 1.0 / 18 // that is tried for first
	least    = 1.0 / 28 // below which nothing goes that could be left out or set tighter instead
	smallest = 1.0 / 60 // for what is longer than any content should be: small letters are better than lost ones
)

// compose lays a view out for a screen, with the largest letters that fit.
func compose(v session.RoomView, w, h float32, m measure) []mark {
	if w < 1 || h < 1 {
		return nil
	}
	set, most := pageOf(v)
	try := func(share float32, dense int) ([]mark, bool) {
		p := newPen(w, h, share*h, dense, m)
		set(p)
		return p.marks, max(p.y, p.deepest) <= p.bottom && (!p.broken || share <= least)
	}
	for _, pass := range []struct {
		dense int
		down  float32
	}{{0, ample}, {1, ample}, {1, least}, {2, least}, {2, smallest}} {
		marks, fits := try(min(pass.down, most), pass.dense)
		if !fits {
			continue
		}
		low, high := min(pass.down, most), most // low fits
		for high > low*1.02 {
			mid := (low + high) / 2
			if larger, fits := try(mid, pass.dense); fits {
				marks, low = larger, mid
			} else {
				high = mid
			}
		}
		return marks
	}
	marks, _ := try(smallest, 2)
	return marks
}

func newPen(w, h, u float32, dense int, m measure) *pen {
	across, down := w*0.055, h*0.06
	switch {
	case dense > 1:
		across, down = w*0.03, h*0.03
	case dense > 0:
		across, down = w*0.04, h*0.04
	}
	return &pen{
		screenW: w, screenH: h, u: u, dense: dense, x: across, y: down, wide: w - 2*across, bottom: h - down, measure: m,
	}
}
