package lessonview

import (
	"testing"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/content"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/ui/uitest"
	"github.com/passalong/passalong/modules"
)

// BenchmarkOpenLongestLesson opens the longest lesson of the bundled library in a window of 1100 by 720, and lays
// it out. Its pictures, which are drawn in the background and appear when they are ready, are left out.
func BenchmarkOpenLongestLesson(b *testing.B) {
	cat, _, err := content.Load(b.Context(), modules.FS)
	if err != nil {
		b.Fatal(err)
	}
	var module catalog.ModuleID
	var lesson catalog.LessonID
	longest := 0
	for _, m := range cat.Modules {
		for _, l := range m.Lessons {
			if l.Words > longest {
				module, lesson, longest = m.ID, l.ID, l.Words
			}
		}
	}
	w := uitest.Window(b)
	d := Deps{
		Catalog: cat, Learner: uitest.Learner(b, progress.Profile{}, progress.Record{}), Nav: &uitest.Way{},
		Run: later{}, Now: uitest.Now,
	}
	for b.Loop() {
		w.Show(New(b.Context(), d, module, lesson).Content())
	}
}

// later is a bg.Runner whose work does not begin.
type later struct{}

func (later) Go(func()) {}
func (later) Do(func()) {}
