package modules_test

import (
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/modules"
)

// curriculum is what a new peer educator is to learn, and which modules have a scenario.
func curriculum() (all []catalog.ModuleID, withScenario map[catalog.ModuleID]bool) {
	for _, m := range []struct {
		id       catalog.ModuleID
		scenario bool
	}{
		{"harm-reduction-basics", false}, {"peer-education", true}, {"peer-workforce", true}, {"needle-programs", true},
		{"opioid-pharmacotherapy", false}, {"overdose-response", true}, {"blood-borne-viruses", false}, {"supervised-injecting", false},
		{"diversion-and-rights", false}, {"outreach", true}, {"stigma-and-language", true}, {"drug-alerts-and-checking", false},
		{"safer-use-and-vein-care", false}, {"disposal-and-needlestick", false}, {"skin-infections-and-sepsis", false},
		{"stimulants-and-heat", false}, {"mixing-depressants", true}, {"pregnancy-and-parenting", false},
		{"treatment-and-recovery", true}, {"looking-after-yourself", true}, {"privacy-and-consent", true}, {"running-a-group", true},
	} {
		all = append(all, m.id)
		if m.scenario {
			if withScenario == nil {
				withScenario = make(map[catalog.ModuleID]bool)
			}
			withScenario[m.id] = true
		}
	}
	return all, withScenario
}

func TestTheCurriculumIsWhole(t *testing.T) {
	cat := load(t)
	want, scenarios := curriculum()
	have := map[catalog.ModuleID]bool{}
	for i := range cat.Modules {
		m := &cat.Modules[i]
		have[m.ID] = true
		if scenarios[m.ID] && len(m.Scenarios) == 0 {
			t.Errorf("%s has no scenario", m.ID)
		}
	}
	for _, id := range want {
		if !have[id] {
			t.Errorf("there is no module %s", id)
		}
	}
	for _, track := range []string{"Start here", "Peer educator", "Overdose responder", "Outreach and needle programs", "Facilitator"} {
		if !slices.ContainsFunc(cat.Library.Tracks, func(tr catalog.Track) bool { return tr.Title == track && len(tr.Modules) >= 3 }) {
			t.Errorf("there is no track “%s” with 3 modules or more", track)
		}
	}
	const handouts, terms = 30, 120
	n := 0
	for range cat.AllHandouts() {
		n++
	}
	if n < handouts || len(cat.Glossary) < terms {
		t.Errorf("%d handouts and %d words in the glossary, want %d and %d", n, len(cat.Glossary), handouts, terms)
	}
	for _, id := range []catalog.HandoutID{
		"overdose-card", "overdose-steps", "naloxone-spray", "naloxone-injection", "hep-c-basics", "vein-care", "used-needles", "safer-mixing",
		"sore-hot-swollen", "could-it-be-sepsis", "rights-card", "where-to-get-help",
	} {
		if _, _, ok := cat.Handout(id); !ok {
			t.Errorf("there is no handout %s", id)
		}
	}
}

// TestEveryModuleTeachesTheSameWay holds each module to the shape that learners and facilitators count on.
func TestEveryModuleTeachesTheSameWay(t *testing.T) {
	eachModule(t, func(t *testing.T, cat *catalog.Catalog, m *catalog.Module) {
		between(t, "lessons", len(m.Lessons), 4, 7)
		between(t, "objectives", len(m.Objectives), 3, 5)
		between(t, "minutes", m.Minutes, 15, 40)
		between(t, "items of a pass", given(&m.Quiz), 10, 14)
		if len(m.Handouts) == 0 {
			t.Error("there is no handout")
		}
		kinds, asked := map[quiz.Kind]bool{}, map[string]int{}
		for _, it := range m.Quiz.Items {
			kinds[it.Kind] = true
			if !it.Survey {
				asked[it.Objective]++
			}
			if len(it.Sources) == 0 && !it.Survey {
				t.Errorf("item %s names no sources", it.ID)
			}
		}
		between(t, "kinds of item", len(kinds), 4, 7)
		for _, o := range m.Objectives {
			if verb, _, _ := strings.Cut(o.Text, " "); !slices.Contains(verbs(), verb) {
				t.Errorf("the objective %s begins with %q", o.ID, verb)
			}
			between(t, "items for "+string(o.ID), asked[string(o.ID)], 2, len(m.Quiz.Items))
		}
		if check := progress.PreCheck(m, 1); len(check.Items) < len(m.Objectives) {
			t.Errorf("the check of what is known has %d items for %d objectives", len(check.Items), len(m.Objectives))
		}
		checkSessions(t, cat, m)
	})
}

// verbs begin objectives: what somebody can be seen to do.
func verbs() []string {
	return strings.Fields("Answer Ask Call Carry Check Choose Decide Describe Explain Find Give Hand Hold Identify Keep Lead Listen Make Name Notice Offer Plan Prepare Protect " +
		"Put Recognise Refer Respond Say Set Share Show Spot State Store Support Tell Welcome Work")
}

// checkSessions makes what a facilitator makes of a module.
func checkSessions(t *testing.T, cat *catalog.Catalog, m *catalog.Module) {
	t.Helper()
	whole, err := plan.Make(cat, []catalog.ModuleID{m.ID}, 0)
	if err != nil {
		t.Fatal(err)
	}
	asked, shown := 0, 0
	for _, s := range whole.Sections {
		for _, step := range s.Steps {
			if step.Poll != nil {
				asked++
			} else {
				shown++
			}
		}
	}
	between(t, "sections of a session", len(whole.Sections), 4, 12)
	between(t, "minutes of a session", m.Guide.Minutes, 45, 120)
	if asked < 3 || shown < 3 || len(whole.Care) < 3 {
		t.Errorf("a session asks %d times, shows %d slides and says %d times what to do when it gets hard", asked, shown, len(whole.Care))
	}
	brief, err := plan.Brief(cat, m.ID, 10)
	if err != nil {
		t.Fatal(err)
	}
	if len(brief.Sections) < 2 || !strings.Contains(m.Guide.Body.PlainText(), "10-minute version") {
		t.Errorf("the brief talk has %d sections; does the guide have one for the counter?", len(brief.Sections))
	}
}

// TestEveryLessonCarriesItself looks for what keeps a tired reader going.
func TestEveryLessonCarriesItself(t *testing.T) {
	eachModule(t, func(t *testing.T, _ *catalog.Catalog, m *catalog.Module) {
		for _, l := range m.Lessons {
			bodies := []catalog.Document{l.Body}
			for _, v := range l.Variants {
				bodies = append(bodies, v.Body)
			}
			for _, body := range bodies {
				checkLesson(t, l.ID, body)
			}
		}
	})
}

func checkLesson(t *testing.T, id catalog.LessonID, body catalog.Document) {
	t.Helper()
	seen := false
	body.Walk(func(b catalog.Block) {
		switch b.(type) {
		case catalog.Picture, catalog.Table:
			seen = true
		}
	})
	if !seen {
		t.Errorf("lesson %s has no picture and no table", id)
	}
	last, ok := body.Blocks[len(body.Blocks)-1].(catalog.Paragraph)
	if !ok || !strings.HasPrefix(catalog.PlainText(last.Text), "Say it in your own words: ") {
		t.Errorf("lesson %s does not end with words to say", id)
	}
	if _, ok := body.Blocks[0].(catalog.Paragraph); !ok {
		t.Errorf("lesson %s does not begin with a moment", id)
	}
}

func TestServicesAreThereForEveryPlaceThatIsNamed(t *testing.T) {
	cat := load(t)
	have := map[catalog.Region]int{}
	for _, s := range cat.Services {
		have[s.Region]++
		if s.Checked.IsZero() || s.Source == "" {
			t.Errorf("the service %s: checked %v, source %q", s.ID, s.Checked, s.Source)
		}
	}
	for _, r := range []catalog.Region{"au", "au-act", "au-nsw", "au-nt", "au-qld", "au-sa", "au-tas", "au-vic", "au-wa", "nz", "gb", "ie", "us", "ca"} {
		if have[r] == 0 {
			t.Errorf("there is no service for %s", r)
		}
	}
	t.Logf("services: %v", have)
}

func TestTheAlertsAreExamplesAndOver(t *testing.T) {
	cat := load(t)
	if len(cat.Alerts) != 2 {
		t.Errorf("%d alerts", len(cat.Alerts))
	}
	for _, a := range cat.Alerts {
		if !strings.HasPrefix(string(a.ID), "example-") || !strings.HasPrefix(a.Title, "Example: ") || !strings.Contains(a.Body.PlainText(), "This is an example") {
			t.Errorf("the alert %s (%s) does not say that it is an example", a.ID, a.Title)
		}
		if !a.Expires.Before(cat.Library.Issued) {
			t.Errorf("the alert %s goes on until %s", a.ID, a.Expires.Format("2006-01-02"))
		}
	}
}

// TestEverySourceIsCited keeps the list of sources what the library rests on.
func TestEverySourceIsCited(t *testing.T) {
	cat := load(t)
	cited := map[catalog.SourceKey]bool{}
	for _, k := range allCited(cat) {
		cited[k] = true
	}
	for _, k := range slices.Sorted(maps.Keys(cat.Sources)) {
		if !cited[k] {
			t.Errorf("nothing cites %s", k)
		}
	}
}

func allCited(cat *catalog.Catalog) []catalog.SourceKey {
	var all []catalog.SourceKey
	for i := range cat.Modules {
		all = append(all, cat.Modules[i].Cited()...)
	}
	for h := range cat.AllHandouts() {
		all = append(all, h.Body.Cited()...)
	}
	for _, a := range cat.Alerts {
		all = append(all, a.Body.Cited()...)
	}
	for _, s := range cat.Services {
		if s.Source != "" {
			all = append(all, s.Source)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// unwritten are the notes that a writer leaves for later.
var unwritten = regexp.MustCompile(`(?i)\b(NEEDS-CHECK|TODO|TBD|FIXME|XXX|lorem ipsum)\b`)

func TestNothingIsWaitingToBeWritten(t *testing.T) {
	err := fs.WalkDir(modules.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) == ".svg" {
			return err
		}
		b, err := fs.ReadFile(modules.FS, name)
		if note := unwritten.Find(b); note != nil {
			t.Errorf("%s: %s", name, note)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func eachModule(t *testing.T, visit func(*testing.T, *catalog.Catalog, *catalog.Module)) {
	t.Helper()
	cat := load(t)
	for i := range cat.Modules {
		t.Run(string(cat.Modules[i].ID), func(t *testing.T) { visit(t, cat, &cat.Modules[i]) })
	}
}

func between(t *testing.T, what string, n, least, most int) {
	t.Helper()
	if n < least || n > most {
		t.Errorf("%d %s, want %d to %d", n, what, least, most)
	}
}

// given is how many scored items a pass through a quiz has.
func given(q *quiz.Quiz) int {
	n := 0
	for _, d := range q.Draws {
		n += d.Count
	}
	if n > 0 {
		return n
	}
	for _, it := range q.Items {
		if !it.Survey {
			n++
		}
	}
	return n
}
