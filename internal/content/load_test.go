package content_test

import (
	"io/fs"
	"testing"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/content"
	"github.com/passalong/passalong/internal/content/contenttest"
	"github.com/passalong/passalong/modules"
)

func TestBundledLibraryHasNoBrokenProblems(t *testing.T) {
	c, problems, err := content.Load(t.Context(), modules.FS)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		if p.Severity == catalog.Broken {
			t.Error(p)
		}
	}
	if len(c.Modules) != 3 || len(c.Unavailable) != 0 {
		t.Errorf("got %d modules and %d unavailable, want 3 and none", len(c.Modules), len(c.Unavailable))
	}
	for _, m := range c.Modules {
		if len(m.Cited()) == 0 || len(m.Quiz.Items) < 10 || len(m.Handouts) == 0 || !m.Draft() {
			t.Errorf("%s: %d sources, %d items, %d handouts, draft %t", m.ID, len(m.Cited()), len(m.Quiz.Items), len(m.Handouts), m.Draft())
		}
	}
}

func TestGeneratedLibraryHasNoProblemsAtAll(t *testing.T) {
	const n = 7
	c, problems, err := content.Load(t.Context(), contenttest.Library(n))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Error(p)
	}
	if len(c.Modules) != n {
		t.Errorf("got %d modules, want %d", len(c.Modules), n)
	}
	for _, l := range c.Modules[0].Lessons {
		if l.Words != contenttest.LessonWords {
			t.Errorf("lesson %s has %d words, want %d", l.ID, l.Words, contenttest.LessonWords)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	for _, bench := range []struct {
		name string
		fsys fs.FS
	}{
		{"bundled", modules.FS},
		{"1000 modules", contenttest.Library(1000)},
	} {
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, _, err := content.Load(b.Context(), bench.fsys); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
