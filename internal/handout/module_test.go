package handout_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/handout"
)

func TestModulePageHoldsEveryLesson(t *testing.T) {
	in := sample()
	m := *in.Module
	m.Summary = "What this is about."
	m.Lessons = []catalog.Lesson{
		{ID: "a", Title: "First lesson", Body: catalog.Document{Blocks: []catalog.Block{
			catalog.Heading{Level: 2, Text: []catalog.Span{{Text: "A part"}}},
			catalog.Paragraph{Text: []catalog.Span{{Text: "Words of the first."}}},
		}}},
		{ID: "b", Title: "Second lesson", Body: catalog.Document{Blocks: everything()}},
	}
	var b bytes.Buffer
	if err := handout.ModuleHTML(&b, handout.ModuleInput{Module: &m, Library: in.Library, Sources: in.Sources, Pictures: in.Pictures}); err != nil {
		t.Fatal(err)
	}
	page := b.String()
	checkElements(t, page)
	at := -1
	for _, want := range []string{"What this is about.", "<h2>First lesson</h2>", "<h3>A part</h3>", "Words of the first.", "<h2>Second lesson</h2>"} {
		next := strings.Index(page, want)
		if next <= at {
			t.Errorf("%q is missing or out of order", want)
		}
		at = next
	}
}
