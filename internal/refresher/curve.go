package refresher

import (
	"math"
	"slices"
	"time"

	"github.com/passalong/passalong/internal/catalog"
)

// Retrievability is the chance, from 0 to 1, that an item is known at a time after its last response; 0 for an
// item that was never asked or has changed, and ok is false for one that the deck does not have.
func (d *Deck) Retrievability(ref Ref, now time.Time) (chance float64, ok bool) {
	i, ok := d.at[ref]
	if !ok {
		return 0, false
	}
	return d.model.known(&d.cards[i], now), true
}

// Known is Retrievability for a card of the deck.
func (d *Deck) Known(c Card, now time.Time) float64 { return d.model.known(&c, now) }

func (m *model) known(c *Card, now time.Time) float64 {
	n := c.pastAsOf(now)
	if n == 0 {
		return 0
	}
	return m.after(now.Sub(c.past[n-1].at), c.past[n-1].stability)
}

// after is the forgetting curve of FSRS-6. It is what fsrs.Parameters.ForgettingCurve computes, which checks its
// 21 weights each time: too long for a curve of every item and day.
func (m *model) after(elapsed time.Duration, stability float64) float64 {
	if stability <= 0 {
		return 0
	}
	days := float64(max(0, elapsed)) / float64(day)
	return math.Pow(1+m.fsrs.Factor*days/stability, m.fsrs.Decay)
}

// A Point is a point of a forgetting curve.
type Point struct {
	At    time.Time
	Known float64 // mean chance that an item is known, from 0 to 1, over those asked by then
	Items int     // how many that are; Known is 0 when there are none
}

// Curve gives points of the forgetting curve of one module, or of all completed ones when m is empty. What lies
// behind the last response of an item is as it was then, so the curve jumps where something was answered; what lies after
// it goes on as if nothing more were. Items that were not asked by then, or that have changed since, do not count.
func (d *Deck) Curve(m catalog.ModuleID, at []time.Time) []Point {
	points := make([]Point, len(at))
	for i := range at {
		points[i].At = at[i]
	}
	for i := range d.cards {
		if c := &d.cards[i]; m == "" || c.Module == m {
			d.model.draw(c, points)
		}
	}
	for i := range points {
		if p := &points[i]; p.Items > 0 {
			p.Known /= float64(p.Items)
		}
	}
	return points
}

// draw adds one card to the sums of the points.
func (m *model) draw(c *Card, points []Point) {
	for i := range points {
		p := &points[i]
		n, found := slices.BinarySearchFunc(c.past, p.At, func(was memory, at time.Time) int { return was.at.Compare(at) })
		for found && n < len(c.past) && c.past[n].at.Equal(p.At) {
			n++ // the last of those at that moment
		}
		if n == 0 || c.past[n-1].stability <= 0 {
			continue
		}
		p.Known += m.after(p.At.Sub(c.past[n-1].at), c.past[n-1].stability)
		p.Items++
	}
}

// Days gives one moment a day, from so many days before now to so many after it, now among them.
func Days(now time.Time, before, after int) []time.Time {
	out := make([]time.Time, 0, before+after+1)
	for n := -before; n <= after; n++ {
		out = append(out, now.AddDate(0, 0, n))
	}
	return out
}
