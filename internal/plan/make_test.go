package plan_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/quiz"
)

func TestSeveralModulesWelcomeAndCloseOnce(t *testing.T) {
	for _, test := range []struct {
		ids     []catalog.ModuleID
		minutes int
	}{{ids[:2], 0}, {ids[1:], 180}, {ids, 0}, {ids, 240}, {[]catalog.ModuleID{ids[0], ids[0], ids[2]}, 90}} {
		p := made(t, test.minutes, test.ids...)
		kinds := map[plan.SectionKind]int{}
		for i, s := range p.Sections {
			kinds[s.Kind]++
			if s.Kind == plan.Opening && i != 0 || s.Kind == plan.Closing && i != len(p.Sections)-1 {
				t.Errorf("%v: section %d is the %s", test.ids, i+1, s.Kind)
			}
		}
		if kinds[plan.Opening] != 1 || kinds[plan.Closing] != 1 || kinds[plan.Break] != 1 {
			t.Errorf("%v: %v", test.ids, kinds)
		}
		if p.Over() > 0 || test.minutes > 0 && p.Minutes != test.minutes {
			t.Errorf("%v: over by %d of %d", test.ids, p.Over(), p.Minutes)
		}
		for _, m := range p.Modules {
			if !slices.ContainsFunc(p.Check, func(c plan.Poll) bool { return c.Module == m.ID && c.Item.Critical }) {
				t.Errorf("%v: nothing critical of %s is checked", test.ids, m.ID)
			}
		}
	}
}

func TestAJoinedWelcomeKeepsWhatIsAskedAndGivenOut(t *testing.T) {
	p := made(t, 0, ids...)
	walls := 0
	for _, step := range p.Sections[0].Steps {
		if step.Poll != nil && step.Poll.Kind == plan.WallPoll {
			walls++
		}
	}
	if want := []catalog.HandoutID{"harm-reduction-in-two-minutes", "peer-chat-card", "overdose-steps", "overdose-card", "after-an-overdose"}; walls != 3 || !cmp.Equal(want, p.Handouts()) {
		t.Errorf("%d walls, handouts %v", walls, p.Handouts())
	}
	if want := "What harm reduction is, and why it works · Peer education: reaching people whom services don't · Overdose: recognise and respond"; p.Title != want {
		t.Errorf("the title is %q", p.Title)
	}
	seen := map[string]bool{}
	for _, m := range p.Materials() {
		if seen[m.Text] || len(m.For) == 0 {
			t.Errorf("%q stands twice or is for nothing", m.Text)
		}
		seen[m.Text] = true
	}
}

func TestABreakComesInTheMiddleOfALongSession(t *testing.T) {
	short, long := made(t, 70, ids[1]), made(t, 100, ids[1])
	isBreak := func(s plan.Section) bool { return s.Kind == plan.Break }
	if slices.ContainsFunc(short.Sections, isBreak) {
		t.Error("there is a break in 70 minutes")
	}
	at := slices.IndexFunc(long.Sections, isBreak)
	before := 0
	for _, s := range long.Sections[:max(at, 0)] {
		before += s.Minutes
	}
	if at < 2 || long.Sections[at].Usual != 10 || before < 35 || before > 65 {
		t.Errorf("the break is section %d, after %d minutes", at+1, before)
	}
}

func TestAModuleWithoutAGuideGivesItsLessons(t *testing.T) {
	p, err := plan.Make(written(t, ""), []catalog.ModuleID{"one"}, 0)
	if err != nil || p.Validate() != nil {
		t.Fatal(err, p.Validate())
	}
	var titles []string
	for _, s := range p.Sections {
		titles = append(titles, string(s.Kind)+" "+s.Title)
	}
	if diff := cmp.Diff([]string{"opening Welcome", "talk Signs you see", "talk Naloxone", "closing Take one thing home"}, titles); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if _, asked := p.Poll("one/first"); !asked || len(p.Handouts()) != 1 {
		t.Error("the critical item or the handout is missing")
	}
	b, err := plan.Brief(written(t, ""), "one", 10)
	if err != nil || b.Validate() != nil || len(b.Check) != 2 || b.Over() > 0 {
		t.Errorf("got %+v, %v, %v", b, err, b.Validate())
	}
}

func TestABriefTalkFitsItsMinutes(t *testing.T) {
	c := library(t)
	for _, id := range ids {
		for minutes, want := range map[int]int{0: 5, 5: 5, 8: 8, 10: 10, 15: 15, 60: 15} {
			p, err := plan.Brief(c, id, minutes)
			if err != nil || p.Validate() != nil {
				t.Fatal(err, p.Validate())
			}
			if p.Used() > want || p.Minutes != want || !p.Brief {
				t.Errorf("%s: %d minutes take %d", id, minutes, p.Used())
			}
			if len(p.Check) != 5 || !p.Check[0].Item.Critical || len(p.Materials()) == 0 || len(p.Handouts()) == 0 {
				t.Errorf("%s: %d items, kit %v, handouts %v", id, len(p.Check), p.Materials(), p.Handouts())
			}
			for _, poll := range p.Check {
				if k := poll.Item.Kind; k != quiz.Single && k != quiz.TrueFalse && k != quiz.Multiple || len(poll.Item.Choices) > 4 {
					t.Errorf("%s cannot be asked aloud", poll.ID)
				}
			}
		}
	}
	if _, err := plan.Brief(c, "nothing", 10); err == nil {
		t.Error("no module gives a talk")
	}
}

func TestABriefTalkHasAStepForEachItemOfTheGuide(t *testing.T) {
	c := written(t, "---\nminutes: 10\ngroup: six people\nmaterials: [training sprays, pens]\n---\n# Guide\n\n## Practise (10 min)\n\nGo.\n\n## At the counter: 10-minute version\n\nOne person.\n\n"+
		"1. **Look** (3 minutes): at the sprays.\n2. **4 minutes:** Then roll them.\n3. **Ask:** \"What now?\"\n4. Say goodbye.\n")
	p, err := plan.Brief(c, "one", 10)
	if err != nil {
		t.Fatal(err)
	}
	type short struct {
		Kind          plan.SectionKind
		Title, Told   string
		Minutes, Many int
	}
	var got []short
	for _, s := range p.Sections {
		got = append(got, short{s.Kind, s.Title, s.Notes[len(s.Notes)-1].Text, s.Usual, len(s.Notes)})
	}
	want := []short{
		{plan.Opening, "Look", "at the sprays.", 3, 2}, {plan.Talk, "Step 2", "Then roll them.", 4, 1},
		{plan.Talk, "Step 3", `"What now?"`, 2, 1}, {plan.Closing, "Step 4", "Say goodbye.", 2, 1},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if diff := cmp.Diff([]plan.Material{{"training sprays", []string{"Look"}}}, p.Materials()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestTheCheckAsksWhatMattersOfEveryObjective(t *testing.T) {
	c := library(t)
	for _, id := range ids {
		m, _ := c.Module(id)
		p := made(t, 0, id)
		objectives, critical := map[string]int{}, 0
		for i, poll := range p.Check {
			objectives[poll.Item.Objective]++
			if poll.Item.Survey || poll.Item.Kind == quiz.Short {
				t.Errorf("%s is checked", poll.ID)
			}
			if poll.Item.Critical {
				if critical != i {
					t.Errorf("%s comes after others", poll.ID)
				}
				critical++
			}
		}
		for _, o := range m.Objectives {
			if objectives[string(o.ID)] == 0 {
				t.Errorf("%s: nothing of %s is checked", id, o.ID)
			}
		}
		all := 0
		for _, it := range m.Quiz.Items {
			if it.Critical {
				all++
			}
		}
		if critical != all || len(p.Check) != 10 {
			t.Errorf("%s: %d of %d critical items, %d in all", id, critical, all, len(p.Check))
		}
	}
}

func TestPlansAreMadeTheSameEachTime(t *testing.T) {
	a, b := made(t, 120, ids...), made(t, 120, ids...)
	if diff := cmp.Diff(a, b); diff != "" {
		t.Errorf("-first +second:\n%s", diff)
	}
}
