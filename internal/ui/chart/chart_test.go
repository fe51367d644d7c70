package chart_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"github.com/passalong/passalong/internal/ui/chart"
	"github.com/passalong/passalong/internal/ui/look"
)

func sample() chart.CurveState {
	s := chart.CurveState{
		From: -90, Today: 0, Until: 90, Goal: 0.9, GoalLabel: "9 in 10", Top: "All",
		Left: "90 days ago", Mark: "Today", Right: "In 90 days",
	}
	for d := -90; d <= 90; d += 2 {
		p := chart.Point{Across: float64(d), Up: 0.7}
		if d <= 0 {
			s.Past = append(s.Past, p)
		}
		if d >= 0 {
			s.Coming = append(s.Coming, p)
		}
	}
	return s
}

// drawn shows a widget in a window of this size and gives what it is painted with.
func drawn(t *testing.T, o fyne.Widget, width, height float32) []fyne.CanvasObject {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light, 100))
	w := test.NewTempWindow(t, o)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(width, height))
	return test.WidgetRenderer(o).Objects()
}

func TestACurveShowsTodayTheGoalAndWhatIsToCome(t *testing.T) {
	c := chart.NewCurve()
	c.Set(sample())
	var thick, dashes, dots int
	var labels []string
	for _, o := range drawn(t, c, 600, 200) {
		switch o := o.(type) {
		case *canvas.Line:
			switch o.StrokeWidth {
			case 4:
				thick++
				if o.Position2.X > 360 {
					t.Errorf("the past goes on to %v", o.Position2)
				}
			case 3:
				dashes++
			}
		case *canvas.Circle:
			dots++
		case *canvas.Text:
			labels = append(labels, o.Text)
		}
	}
	if thick != 45 || dashes < 10 || dashes >= 45 || dots != 1 || len(labels) != 5 {
		t.Errorf("%d lines, %d dashes, %d dots, labels %q", thick, dashes, dots, labels)
	}
}

func TestNothingOfACurveIsOutsideIt(t *testing.T) {
	wild := sample()
	wild.Past = append(wild.Past, chart.Point{Across: 0, Up: 7}, chart.Point{Across: 0, Up: -3})
	for name, size := range map[string]fyne.Size{"wide": {Width: 900, Height: 220}, "narrow": {Width: 260, Height: 140}} {
		t.Run(name, func(t *testing.T) {
			c := chart.NewCurve()
			c.Set(wild)
			for _, o := range drawn(t, c, size.Width, size.Height) {
				left, right := o.Position(), o.Position().Add(o.Size())
				if l, ok := o.(*canvas.Line); ok {
					left, right = l.Position1, l.Position2
				}
				for _, p := range []fyne.Position{left, right} {
					if p.X < -8 || p.Y < -8 || p.X > c.Size().Width+8 || p.Y > c.Size().Height+8 {
						t.Errorf("%T reaches %v in %v", o, p, c.Size())
					}
				}
			}
		})
	}
}

func TestACurveWithoutTimeDrawsNothing(t *testing.T) {
	c := chart.NewCurve()
	c.Set(chart.CurveState{Past: []chart.Point{{Across: 1, Up: 1}}})
	if got := drawn(t, c, 300, 200); len(got) != 0 {
		t.Errorf("%d objects", len(got))
	}
}

func TestSharesDivideTheirWidth(t *testing.T) {
	s := chart.NewShares()
	s.Set(chart.Share{Part: 1, Fill: look.ColorPrimary}, chart.Share{Fill: look.ColorMuted}, chart.Share{Part: 3, Fill: look.ColorMuted, Hollow: true})
	got := drawn(t, s, 400, 20)
	if len(got) != 2 {
		t.Fatalf("%d parts", len(got))
	}
	a, b := got[0].Size().Width, got[1].Size().Width
	if a >= b/2 || b > 300 || got[1].Position().X != 100 {
		t.Errorf("widths %v and %v, the second at %v", a, b, got[1].Position())
	}
	s.Set()
	if len(test.WidgetRenderer(s).Objects()) != 0 {
		t.Error("nothing has parts")
	}
}
