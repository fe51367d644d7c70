package skillsview

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func library() *catalog.Catalog {
	return &catalog.Catalog{Modules: []catalog.Module{
		{ID: "m", Version: "1.2", Title: "Overdose", Skills: []catalog.Skill{
			{ID: "turn", Title: "Turn a person over", Steps: []catalog.SkillStep{{ID: "a", Text: "Kneels"}, {ID: "b", Text: "Puts the arm out"}, {ID: "c", Text: "Rolls"}}},
			{ID: "spray", Title: "Give a spray", Steps: []catalog.SkillStep{{ID: "a", Text: "Presses once"}}},
		}},
		{ID: "one", Title: "One", Skills: []catalog.Skill{{ID: "only", Title: "Only one", Steps: []catalog.SkillStep{{ID: "a", Text: "Does it"}}}}},
		{ID: "none", Title: "None"},
	}}
}

func seen(skill catalog.SkillID, day int, steps, missing []string) progress.Observation {
	return progress.Observation{Module: "m", Skill: skill, Title: string(skill), Steps: steps, Missing: missing, Initials: "KM", At: noon.AddDate(0, 0, day)}
}

func TestTheListSaysWhatWasSeen(t *testing.T) {
	all, some := []string{"Kneels", "Puts the arm out", "Rolls"}, []string{"Kneels"}
	for name, x := range map[string]struct {
		seen []progress.Observation
		want skill
	}{
		"nothing yet":                   {nil, skill{"Turn a person over", "3 steps", false, false}},
		"a part":                        {[]progress.Observation{seen("turn", 0, some, all[1:])}, skill{"Turn a person over", "1 of 3 steps seen on 22 November 2026 by KM", false, true}},
		"all of it":                     {[]progress.Observation{seen("turn", 0, all, nil)}, skill{"Turn a person over", "Seen on 22 November 2026 by KM", true, false}},
		"all of it stays after a lapse": {[]progress.Observation{seen("turn", 0, all, nil), seen("turn", 1, some, all[1:])}, skill{"Turn a person over", "Seen on 22 November 2026 by KM", true, false}},
		"the newest counts":             {[]progress.Observation{seen("turn", 0, all, nil), seen("turn", 1, all, nil)}, skill{"Turn a person over", "Seen on 23 November 2026 by KM", true, false}},
		"another skill does not count":  {[]progress.Observation{seen("spray", 0, all, nil)}, skill{"Turn a person over", "3 steps", false, false}},
	} {
		t.Run(name, func(t *testing.T) {
			got := newModel(library(), "m").state(progress.Record{Observations: x.seen}).Skills[0]
			if got != x.want {
				t.Errorf("got %+v", got)
			}
		})
	}
}

func TestWhatWasSeenBeforeIsListedNewestFirst(t *testing.T) {
	r := progress.Record{Observations: []progress.Observation{
		seen("gone", 0, []string{"x"}, nil), seen("turn", 1, []string{"Kneels"}, []string{"Rolls"}), {Module: "other", Skill: "turn"},
	}}
	gone := observation{"gone", "22 November 2026 · seen by KM", "Every step was seen.", nil, true}
	turn := observation{"turn", "23 November 2026 · seen by KM", "1 of 2 steps seen. Still to practise:", []string{"Rolls"}, false}
	m := newModel(library(), "m")
	if diff := cmp.Diff([]observation{turn, gone}, m.state(r).Earlier); diff != "" {
		t.Errorf("of the module: %s", diff)
	}
	m.choose(0)
	if diff := cmp.Diff([]observation{turn}, m.state(r).Earlier); diff != "" {
		t.Errorf("of the skill: %s", diff)
	}
}

func TestWhatIsMissingBeforeSaving(t *testing.T) {
	for name, x := range map[string]struct {
		ticks         []int
		initials      string
		hint, mistake string
	}{
		"a tick and initials are enough": {[]int{1}, "k.m.", "", ""},
		"no tick":                        {nil, "KM", "Tick what you saw first.", ""},
		"a tick taken back":              {[]int{1, 1}, "KM", "Tick what you saw first.", ""},
		"no initials":                    {[]int{0}, " ", "", "Type your initials."},
		"too long":                       {[]int{0}, "Karim", "", "Initials have 1 to 4 letters."},
		"no letters":                     {[]int{0}, "K2", "", "Initials have 1 to 4 letters."},
		"letters of any script":          {[]int{0}, "łż", "", ""},
		"neither":                        {nil, "", "Tick what you saw first.", "Type your initials."},
	} {
		t.Run(name, func(t *testing.T) {
			m := newModel(library(), "m")
			m.choose(0)
			for _, i := range x.ticks {
				m.tick(i)
			}
			m.write(x.initials)
			_, ok := m.observe("id", noon)
			st := m.state(progress.Record{})
			if st.Hint != x.hint || st.Mistake != x.mistake || ok != (x.hint == "" && x.mistake == "") {
				t.Errorf("saves %v, hint %q, mistake %q", ok, st.Hint, st.Mistake)
			}
		})
	}
}

func TestAnObservationKeepsTheStepsAsTheyWere(t *testing.T) {
	m := newModel(library(), "m")
	m.choose(0)
	m.tick(0)
	m.tick(2)
	m.tick(7) // there is none
	m.write("k m")
	got, _ := m.observe("id", noon)
	want := progress.Observation{
		ID: "id", Module: "m", ModuleVersion: "1.2", Skill: "turn", Title: "Turn a person over",
		Steps: []string{"Kneels", "Rolls"}, Missing: []string{"Puts the arm out"}, Initials: "KM", At: noon,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if _, twice := m.observe("id", noon); twice {
		t.Error("it is saved twice")
	}
	m.tick(1)
	m.close()
	if m.seen[1] || m.open != 0 {
		t.Error("something changes while it is being saved")
	}
}

func TestAModuleWithOneSkillOpensIt(t *testing.T) {
	m := newModel(library(), "one")
	if st := m.state(progress.Record{}); !st.Open || st.Title != "Only one" {
		t.Errorf("%+v", st)
	}
	m.tick(0)
	m.write("KM")
	o, _ := m.observe("id", noon)
	m.kept(o, nil)
	if st := m.state(progress.Record{}); !st.Open || st.Saved != "Saved: Only one, seen by KM." || st.Steps[0].Seen {
		t.Errorf("after saving: %+v", st)
	}
}
