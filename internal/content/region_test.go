package content_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/content"
)

const (
	home      = "# Call\n\nJo is on the floor.\n\n## Whom to call\n\nRing 000.[^dline]\n\n## The law\n\nIn Victoria it is so.[^who-od]\n\n**Say it in your own words:** \"I call.\"\n"
	inNSW     = "alpha/en/au-nsw/01-first.md"
	elsewhere = "## The law\n\nIn New South Wales it is otherwise.[^dline]\n\n## Police\n\nAsk.\n"
)

func TestARegionHasSectionsOfItsOwn(t *testing.T) {
	c, problems, err := content.Load(t.Context(), edited(t, edit{lesson, "", home}, edit{inNSW, "", elsewhere}))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		if p.Severity == catalog.Broken || p.File == inNSW {
			t.Error(p)
		}
	}
	of := func(r catalog.Region) *catalog.Lesson {
		m, ok := c.In(r).Module("alpha")
		if !ok {
			t.Fatal("the module does not load")
		}
		return &m.Lessons[0]
	}
	want := "Jo is on the floor.\nWhom to call\nRing 000.\nThe law\nIn New South Wales it is otherwise.\nPolice\nAsk.\nSay it in your own words: \"I call.\""
	if diff := cmp.Diff(want, of("au-nsw").Body.PlainText()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if diff := cmp.Diff([]catalog.SourceKey{"dline"}, of("au-nsw").Body.Cited()); diff != "" {
		t.Errorf("sources there: -want +got:\n%s", diff)
	}
	if l := of("au-nsw"); l.Region != "au-nsw" || l.Title != "Call" || l.Words == 0 {
		t.Errorf("%q is of %q, with %d words", l.Title, l.Region, l.Words)
	}
	for _, r := range []catalog.Region{"au-vic", "nz", "au"} {
		if l := of(r); l.Region != "" || l.Body.PlainText() == want {
			t.Errorf("in %s the lesson is that of %q", r, l.Region)
		}
	}
	if got := of("au-nsw-sydney").Region; got != "au-nsw" {
		t.Errorf("within a region the lesson is that of %q", got)
	}
	if c.In(c.Library.HomeRegion) != c {
		t.Error("at home the catalog is another one")
	}
	for r, abroad := range map[catalog.Region]bool{"au-vic": false, "au-nsw": false, "au": false, "nz": true, "ca-on": true} {
		if there := c.In(r); there.Abroad() != abroad {
			t.Errorf("%s is abroad: %t", r, !abroad)
		}
	}
}

func TestProblemsOfRegions(t *testing.T) {
	at := func(text string) []edit { return []edit{{lesson, "", home}, {inNSW, "", text}} }
	checkProblems(t, "regions", []problemCase{
		{name: "a text without a section", edits: at("In New South Wales it is otherwise.\n")},
		{name: "a text before the first section", edits: at("Well.\n\n" + elsewhere)},
		{name: "a title", edits: at("# Call\n\n" + elsewhere)},
		{name: "a picture", edits: at(elsewhere + "\n![Three steps in their order.](../../images/hand.svg)\n")},
		{name: "a link to another lesson", edits: at(elsewhere + "\n[More](../02-second.md)\n")},
		{name: "a source that is none", edits: at("## The law\n\nSo.[^nowhere]\n")},
		{name: "nothing", edits: at("")},
		{name: "the home of the library", edits: []edit{{lesson, "", home}, {"alpha/en/au-vic/01-first.md", "", elsewhere}}},
		{name: "what holds at home as well", edits: []edit{{lesson, "", home}, {"alpha/en/au/01-first.md", "", elsewhere}}},
		{name: "a lesson that is not there", edits: []edit{{lesson, "", home}, {"alpha/en/au-nsw/09-none.md", "", elsewhere}}},
		{name: "no region", edits: []edit{{lesson, "", home}, {"alpha/en/sydney/01-first.md", "", elsewhere}}},
	})
}
