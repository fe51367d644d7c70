package lessonview

import (
	"testing"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/content"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/ui/bg/bgtest"
	"github.com/passalong/passalong/internal/ui/uitest"
	"github.com/passalong/passalong/modules"
)

// BenchmarkOpenLongestLesson opens the longest lesson of the bundled library in a window of 1100 by 720, and lays
// it out.
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
	w, work := uitest.Window(b), new(bgtest.Queue)
	d := Deps{
		Catalog: cat, Learner: uitest.Learner(b, progress.Profile{}, progress.Record{}), Nav: &uitest.Way{},
		Run: work, Now: uitest.Now,
	}
	for b.Loop() {
		w.Show(New(b.Context(), d, module, lesson).Content())
	}
	work.Drain()
}
