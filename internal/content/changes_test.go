package content_test

import (
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/content"
)

// changed is the good manifest at version 1.2, with what its versions brought.
const changed = `version: 1.2
changes:
  - version: 1.2
    date: 2026-11-20
    what: Wait two minutes before the second spray.
    why: The guideline of November 2026 says so.
    lessons: [second, old-lesson]
    corrected: [first-check, old-item]
  - {version: 1.0, date: 2026-06-01, what: The first version.}
retired: [old-lesson, old-item, item second]
`

func TestLoadReadsWhatVersionsBroughtAndWhatIsRetired(t *testing.T) {
	fsys := edited(t, edit{manifest, "version: 1.0\n", changed},
		edit{"library.yaml", "tracks:", "retired: [old-module]\ntracks:"})
	c, problems, err := content.Load(t.Context(), fsys)
	if err != nil || len(problems) > 0 {
		t.Fatal(problems, err)
	}
	m, _ := c.Module("alpha")
	want := []catalog.ModuleChange{
		{
			Version: "1.2", Date: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC), What: "Wait two minutes before the second spray.", Why: "The guideline of November 2026 says so.",
			Lessons: []catalog.LessonID{"second", "old-lesson"}, Corrected: []string{"first-check", "old-item"},
		},
		{Version: "1.0", Date: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC), What: "The first version."},
	}
	if diff := cmp.Diff(want, m.Changes); diff != "" {
		t.Errorf("changes, -want +got:\n%s", diff)
	}
	if diff := cmp.Diff([]string{"old-lesson", "old-item", "item second"}, m.Retired); diff != "" {
		t.Errorf("retired, -want +got:\n%s", diff)
	}
	if diff := cmp.Diff([]catalog.ModuleID{"old-module"}, c.Library.Retired); diff != "" {
		t.Errorf("retired modules, -want +got:\n%s", diff)
	}
	for _, test := range []struct {
		kind, id string
		want     bool
	}{{"lesson", "old-lesson", true}, {"item", "old-lesson", true}, {"item", "second", true}, {"lesson", "second", false}} {
		if got := m.IsRetired(test.kind, test.id); got != test.want {
			t.Errorf("IsRetired(%s, %s) = %t", test.kind, test.id, got)
		}
	}
}

func TestProblemsOfChanges(t *testing.T) {
	add := func(text string) []edit { return one(manifest, "version: 1.0\n", "version: 1.2\n"+text) }
	checkProblems(t, "changes", []problemCase{
		{name: "no list", edits: add("changes: none\n")},
		{name: "no record", edits: add("changes: [something]\n")},
		{name: "a change without anything", edits: add("changes:\n  - {why: Because.}\n")},
		{name: "a version that is none", edits: add("changes:\n  - {version: two, date: 2026-11-01, what: It.}\n")},
		{name: "a version that is later than the module", edits: add("changes:\n  - {version: 1.3, date: 2026-11-01, what: It.}\n")},
		{name: "a version that is not spoken of", edits: add("changes:\n  - {version: 1.1, date: 2026-11-01, what: It.}\n")},
		{name: "versions that go up", edits: add("changes:\n  - {version: 1.1, date: 2026-10-01, what: It.}\n  - {version: 1.2, date: 2026-11-01, what: It.}\n")},
		{name: "a version twice", edits: add("changes:\n  - {version: 1.2, date: 2026-11-01, what: It.}\n  - {version: 1.2, date: 2026-10-01, what: It.}\n")},
		{name: "a day after the library's", edits: add("changes:\n  - {version: 1.2, date: 2027-01-01, what: It.}\n")},
		{name: "a lesson that is not there", edits: add("changes:\n  - {version: 1.2, date: 2026-11-01, what: It., lessons: [secnd]}\n")},
		{name: "an item that is not there", edits: add("changes:\n  - {version: 1.2, date: 2026-11-01, what: It., corrected: [no-item]}\n")},
		{name: "a lesson for an item", edits: add("changes:\n  - {version: 1.2, date: 2026-11-01, what: It., corrected: [second]}\n")},
		{name: "an unknown key of a change", edits: add("changes:\n  - {version: 1.2, date: 2026-11-01, what: It., because: It.}\n")},
		{name: "retired and in use as a lesson", edits: add("retired: [first]\n")},
		{name: "retired and in use as a handout", edits: add("retired: [handout alpha-steps]\n")},
		{name: "retired and in use as a scenario", edits: add("retired: [alpha-door]\n")},
		{name: "retired and in use as a skill", edits: add("retired: [assemble]\n")},
		{name: "retired as something that cannot be", edits: add("retired: [lesion first]\n")},
		{name: "retired and no id", edits: add("retired: [Old Lesson, old_lesson]\n")},
		{name: "retired twice", edits: add("retired: [old, old]\n")},
		{name: "a retired module that is in use", edits: one("library.yaml", "tracks:", "retired: [alpha, old]\ntracks:")},
		{name: "a retired module that is no id", edits: one("library.yaml", "tracks:", "retired: [Old]\ntracks:")},
	})
}

// The publisher's keys lie beside library.yaml when a library is published, and are none of the loader's business.
func TestKeysBesideTheLibraryAreNotRead(t *testing.T) {
	fsys := edited(t)
	fsys["keys.json"] = &fstest.MapFile{Data: []byte("\x00 not even text")}
	if _, problems, err := content.Load(t.Context(), fsys); err != nil || len(problems) > 0 {
		t.Errorf("%v, %v", problems, err)
	}
}
