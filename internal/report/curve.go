package report

import (
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/refresher"
)

// A Curve is how well the items of one module, or of all, are known: a point a day, from 90 days ago to 90 days on.
type Curve struct {
	Points []refresher.Point // empty, or with Items 0, where nothing was asked by then
	Today  int               // position of today in Points
}

// Empty reports whether there is nothing to draw.
func (c Curve) Empty() bool { return c.Today >= len(c.Points) || c.Points[c.Today].Items == 0 }

// mean adds curves of the same days up, by their items.
func mean(moments []time.Time, curves [][]refresher.Point) []refresher.Point {
	out := make([]refresher.Point, len(moments))
	for i := range out {
		p := &out[i]
		p.At = moments[i]
		for _, c := range curves {
			p.Items += c[i].Items
			p.Known += c[i].Known * float64(c[i].Items)
		}
		if p.Items > 0 {
			p.Known /= float64(p.Items)
		}
	}
	return out
}

// Words say what the curve shows, for who does not see it. Dates are in the time zone of the points.
func (c Curve) Words() string {
	if c.Empty() {
		return "Nothing to show yet. The curve begins when a module is completed."
	}
	var b strings.Builder
	today := c.Points[c.Today]
	fmt.Fprintf(&b, "Today you would know about %s.", outOf(today))
	if ago := c.Points[max(0, c.Today-30)]; ago.Items > 0 {
		fmt.Fprintf(&b, " 30 days ago it was about %s.", percent(ago))
	}
	last := c.Points[len(c.Points)-1]
	if c.Today+30 < len(c.Points) {
		fmt.Fprintf(&b, " Without a refresher it will be about %s in 30 days and %s in 90 days.", percent(c.Points[c.Today+30]), percent(last))
	}
	if percentOf(today) < 90 {
		b.WriteString(" It is below 90 in 100 now, so a refresher would help.")
		return b.String()
	}
	for _, p := range c.Points[c.Today:] {
		if percentOf(p) < 90 {
			fmt.Fprintf(&b, " It falls below 90 in 100 about %s.", p.At.Format("2 January 2006"))
			break
		}
	}
	return b.String()
}

func percentOf(p refresher.Point) int { return int(math.Round(100 * p.Known)) }

func percent(p refresher.Point) string { return fmt.Sprintf("%d in 100", percentOf(p)) }

// outOf says a share in numbers of questions.
func outOf(p refresher.Point) string {
	questions := "questions"
	if p.Items == 1 {
		questions = "question"
	}
	return fmt.Sprintf("%s of what you were asked (%d %s)", percent(p), p.Items, questions)
}
