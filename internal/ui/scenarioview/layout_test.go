package scenarioview

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"github.com/passalong/passalong/internal/ui/look"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// overlap reports whether two of the objects that can be seen lie on each other, or one sticks out of a width.
func overlap(objects []fyne.CanvasObject, width float32) bool {
	for i, a := range objects {
		if a.Position().X < 0 || a.Position().X+a.Size().Width > width+0.5 {
			return true
		}
		for _, b := range objects[:i] {
			p, q := a.Position(), b.Position()
			if p.X < q.X+b.Size().Width && q.X < p.X+a.Size().Width && p.Y < q.Y+b.Size().Height && q.Y < p.Y+a.Size().Height {
				return true
			}
		}
	}
	return false
}

func TestTheStateStandsInEvenRows(t *testing.T) {
	for _, c := range []struct {
		facts   int
		width   float32
		percent int
		rows    int
	}{
		{1, 800, 100, 1}, {4, 800, 100, 1}, {6, 800, 100, 1}, {6, 560, 100, 2}, {5, 560, 100, 2}, {6, 800, 200, 2}, {6, 300, 200, 6}, {4, 100, 100, 4}, {0, 800, 100, 0},
	} {
		test.NewTempApp(t).Settings().SetTheme(look.New(look.Light, c.percent))
		s := container.New(&strip{})
		for range c.facts {
			s.Add(newFact(fact{"Ambulance called", "Not yet", "Slow and shallow"}))
		}
		h := w.Fit(s, c.width)
		rows := map[float32]float32{}
		for _, o := range s.Objects {
			if known, ok := rows[o.Position().Y]; ok && known != o.Size().Height {
				t.Errorf("%+v: parts of one row are %v and %v high", c, known, o.Size().Height)
			}
			rows[o.Position().Y] = o.Size().Height
			if o.Position().Y+o.Size().Height > h+0.5 || o.MinSize().Height > o.Size().Height+0.5 {
				t.Errorf("%+v: something is cut off", c)
			}
		}
		if len(rows) != c.rows || overlap(s.Objects, c.width) {
			t.Errorf("%+v: %d rows, overlap %v", c, len(rows), overlap(s.Objects, c.width))
		}
	}
}

func TestADrawingStandsWhereThereIsRoom(t *testing.T) {
	for _, c := range []struct {
		width   float32
		percent int
		drawing bool
		beside  bool
	}{
		{800, 100, true, true}, {560, 100, true, true}, {480, 100, true, false}, {800, 200, true, false}, {1200, 200, true, true}, {800, 100, false, false},
	} {
		test.NewTempApp(t).Settings().SetTheme(look.New(look.Light, c.percent))
		words := w.VStack(look.Gap8, w.Body("You knock. Nobody answers. You hear one slow, rattling breath behind the door."))
		picture := canvas.NewRectangle(nil)
		picture.SetMinSize(fyne.NewSize(100, 150))
		drawings := w.VStack(0, picture)
		drawings.Hidden = !c.drawing
		box := container.New(beside{}, words, drawings)
		w.Fit(box, c.width)
		h := w.Fit(box, c.width)
		if at := drawings.Position(); c.drawing && (at.X > 0) != c.beside {
			t.Errorf("%+v: the drawing is at %v", c, at)
		}
		shown := []fyne.CanvasObject{words}
		if c.drawing {
			shown = append(shown, drawings)
		}
		if overlap(shown, c.width) {
			t.Errorf("%+v: words and drawing lie on each other", c)
		}
		for _, o := range shown {
			if o.Position().Y+o.Size().Height > h+0.5 {
				t.Errorf("%+v: something is cut off", c)
			}
		}
	}
}
