package plan_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/quiz"
)

// planOf makes a plan of sections written as kind, usual and least minutes; "!" asks something critical.
func planOf(sections ...[4]any) plan.Plan {
	p := plan.Plan{Title: "A plan"}
	for i, s := range sections {
		section := plan.Section{
			ID: plan.SectionID(fmt.Sprint("s", i)), Kind: s[0].(plan.SectionKind), Title: fmt.Sprint("Section ", i),
			Minutes: s[1].(int), Usual: s[1].(int), Least: s[2].(int),
		}
		if s[3].(string) == "!" {
			item := &quiz.Item{ID: "i", Kind: quiz.TrueFalse, Critical: true, Prompt: "?", Choices: []quiz.Choice{{ID: quiz.True}}}
			section.Steps = []plan.Step{{Poll: &plan.Poll{ID: plan.PollID(fmt.Sprint("m/", i)), Kind: plan.ItemPoll, Item: item}}}
		}
		p.Sections = append(p.Sections, section)
	}
	return p
}

// shortOf lists a plan's minutes, with 0 for what is left out.
func shortOf(p plan.Plan) []int {
	var all []int
	for _, s := range p.Sections {
		if s.Off {
			all = append(all, 0)
			continue
		}
		all = append(all, s.Minutes)
	}
	return all
}

func TestFitPlansTheMinutesThereAre(t *testing.T) {
	workshop := planOf(
		[4]any{plan.Opening, 10, 5, ""}, [4]any{plan.Activity, 20, 10, ""}, [4]any{plan.Talk, 10, 5, ""}, [4]any{plan.Break, 10, 5, ""},
		[4]any{plan.Activity, 20, 10, "!"}, [4]any{plan.Activity, 20, 10, ""}, [4]any{plan.Closing, 10, 5, ""})
	for _, test := range []struct {
		name    string
		minutes int
		want    []int
	}{
		{"as usual", 100, []int{10, 20, 10, 10, 20, 20, 10}},
		{"less is shared", 80, []int{8, 16, 8, 8, 16, 16, 8}},
		{"the break goes first when the session is short", 75, []int{8, 17, 8, 0, 17, 17, 8}},
		{"then the talk", 40, []int{5, 10, 0, 0, 10, 10, 5}},
		{"then the last activity that asks nothing critical", 30, []int{5, 10, 0, 0, 10, 0, 5}},
		{"and what is smaller comes back", 25, []int{5, 0, 5, 0, 10, 0, 5}},
		{"welcome and goodbye make room for one thing", 10, []int{3, 0, 5, 0, 0, 0, 2}},
		{"and for what must be right where it fits", 14, []int{2, 0, 0, 0, 10, 0, 2}},
		{"opening and closing stay", 8, []int{5, 0, 0, 0, 0, 0, 5}},
		{"even where there is no time for them", 0, []int{5, 0, 0, 0, 0, 0, 5}},
		{"less than nothing is nothing", -5, []int{5, 0, 0, 0, 0, 0, 5}},
		{"practice grows first", 120, []int{10, 27, 10, 10, 27, 26, 10}},
		{"then the talks", 140, []int{14, 30, 13, 10, 30, 30, 13}},
		{"and nothing grows over one and a half", 300, []int{15, 30, 15, 15, 30, 30, 15}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, shortOf(workshop.Fit(test.minutes))); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestALongSessionKeepsItsBreakBeforeOtherThings(t *testing.T) {
	p := planOf([4]any{plan.Activity, 50, 40, ""}, [4]any{plan.Break, 10, 5, ""}, [4]any{plan.Activity, 50, 40, ""}, [4]any{plan.Activity, 40, 20, "!"})
	if diff := cmp.Diff([]int{44, 7, 0, 29}, shortOf(p.Fit(80))); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// checkFit asserts what holds of every plan and any number of minutes.
func checkFit(t *testing.T, p plan.Plan, a, b int) {
	t.Helper()
	q := p.Fit(a)
	least, ids := 0, []plan.SectionID(nil)
	for i, s := range q.Sections {
		ids = append(ids, p.Sections[i].ID)
		if s.ID != ids[i] {
			t.Fatalf("Fit(%d) changed the order", a)
		}
		if s.Kind == plan.Opening || s.Kind == plan.Closing {
			least += s.Least
			if s.Off {
				t.Errorf("Fit(%d) leaves out %s", a, s.Kind)
			}
		}
		hurried := (s.Kind == plan.Opening || s.Kind == plan.Closing) && s.Minutes >= min(2, s.Least) && q.Minutes < leastWithOne(q)
		if !s.Off && (s.Minutes < s.Least && !hurried || s.Minutes > s.Usual+s.Usual/2) {
			t.Errorf("Fit(%d) gives section %d %d minutes: least %d, usual %d", a, i, s.Minutes, s.Least, s.Usual)
		}
	}
	if a >= least && q.Over() > 0 {
		t.Errorf("Fit(%d) is over by %d", a, q.Over())
	}
	if diff := cmp.Diff(q, q.Fit(a)); diff != "" {
		t.Errorf("Fit(%d) again changes something:\n%s", a, diff)
	}
	if diff := cmp.Diff(p.Fit(b), q.Fit(b)); diff != "" {
		t.Errorf("Fit(%d) after Fit(%d) is another:\n%s", b, a, diff)
	}
	checkUse(t, q, a)
}

// leastWithOne is the fewest minutes in which a whole opening and closing leave time for one thing between them.
func leastWithOne(p plan.Plan) int {
	ends, one := 0, plan.MostMinutes
	for _, s := range p.Sections {
		switch s.Kind {
		case plan.Opening, plan.Closing:
			ends += s.Least
		case plan.Activity, plan.Talk:
			one = min(one, s.Least)
		}
	}
	return ends + one
}

func TestTenMinutesTeachSomething(t *testing.T) {
	for _, id := range ids {
		p := made(t, 10, id)
		if !slices.ContainsFunc(p.Sections, func(s plan.Section) bool { return !s.Off && s.Kind == plan.Activity }) {
			t.Errorf("%s: only a welcome and a goodbye: %v", id, shortOf(p))
		}
		if p.Over() > 0 {
			t.Errorf("%s is over by %d minutes", id, p.Over())
		}
	}
}

// checkUse asserts that no minute is left over that somebody could use, and that practice grows before talk.
func checkUse(t *testing.T, q plan.Plan, minutes int) {
	t.Helper()
	left := -q.Over()
	for _, s := range q.Sections {
		if !s.Off && left > 0 && s.Minutes < s.Usual+s.Usual/2 {
			t.Errorf("Fit(%d) leaves %d minutes, and %s could be longer", minutes, left, s.ID)
		}
		if s.Off && s.Kind != plan.Break && s.Least <= left {
			t.Errorf("Fit(%d) leaves %d minutes and leaves out %s of %d", minutes, left, s.ID, s.Least)
		}
	}
	for _, talk := range q.Sections {
		if talk.Off || talk.Kind == plan.Activity || talk.Minutes <= talk.Usual {
			continue
		}
		for _, s := range q.Sections {
			if s.Kind == plan.Activity && !s.Off && s.Minutes < s.Usual+s.Usual/2 {
				t.Errorf("Fit(%d): %s grew before %s", minutes, talk.ID, s.ID)
			}
		}
	}
}

func TestFitHoldsForTheGuides(t *testing.T) {
	plans := []plan.Plan{made(t, 0, ids...)}
	for _, id := range ids {
		plans = append(plans, made(t, 0, id))
	}
	for _, p := range plans {
		for minutes := 5; minutes <= 200; minutes += 5 {
			checkFit(t, p, minutes, 205-minutes)
		}
	}
}

func TestWhatMustBeRightStaysInHalfAnHour(t *testing.T) {
	p := made(t, 30, "overdose-response")
	var on []string
	for _, s := range p.Sections {
		if !s.Off {
			on = append(on, s.Title)
		}
	}
	want := []string{"Welcome and group agreement", "Practise: asleep or overdose?", "Practise: breathing and the recovery position", "Practise: naloxone", "Close"}
	if diff := cmp.Diff(want, on); diff != "" || p.Over() != 0 {
		t.Errorf("over by %d, -want +got:\n%s", p.Over(), diff)
	}
}

func TestFitHoldsForAnyPlan(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	kinds := []plan.SectionKind{plan.Opening, plan.Activity, plan.Activity, plan.Talk, plan.Break, plan.Closing}
	for range 500 {
		var p plan.Plan
		for range 1 + r.IntN(12) {
			usual := 1 + r.IntN(40)
			mark := []string{"", "!"}[r.IntN(2)]
			one := planOf([4]any{kinds[r.IntN(len(kinds))], usual, 1 + r.IntN(usual), mark})
			p.Sections = append(p.Sections, one.Sections...)
			p.Sections[len(p.Sections)-1].ID = plan.SectionID(fmt.Sprint(len(p.Sections)))
		}
		checkFit(t, p, r.IntN(300), r.IntN(300))
	}
}

func FuzzFit(f *testing.F) {
	f.Add([]byte{10, 5, 0, 20, 10, 1, 10, 5, 4}, 30, 90)
	kinds := []plan.SectionKind{plan.Opening, plan.Activity, plan.Talk, plan.Break, plan.Closing}
	f.Fuzz(func(t *testing.T, data []byte, a, b int) {
		var p plan.Plan
		for chunk := range slices.Chunk(data[:min(len(data), 60)], 3) {
			if len(chunk) == 3 && chunk[0] > 0 {
				usual := int(chunk[0])
				p.Sections = append(p.Sections, planOf([4]any{kinds[int(chunk[2])%len(kinds)], usual, 1 + int(chunk[1])%usual, ""}).Sections...)
			}
		}
		checkFit(t, p, min(max(a, 0), 1440), min(max(b, 0), 1440))
	})
}
