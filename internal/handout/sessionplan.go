package handout

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/plan"
)

// planData is /doc.json of a plan to read at the table.
type planData struct {
	sessionData
	Prepare  []string      `json:"prepare"`
	Sections []planSection `json:"sections"`
	LeftOut  []string      `json:"left_out"`
	Care     []careData    `json:"care"`
}

type planSection struct {
	Clock     string     `json:"clock"` // such as "0:00–0:10"
	Minutes   string     `json:"minutes"`
	Title     string     `json:"title"`
	Break     bool       `json:"break"`
	Aims      []string   `json:"aims"`
	Notes     []planNote `json:"notes"`
	Steps     []planStep `json:"steps"`
	Handouts  []string   `json:"handouts"`
	Materials []string   `json:"materials"`
}

type planNote struct {
	Kind   plan.NoteKind `json:"kind"`
	Blocks []textBlock   `json:"blocks"`
}

type planStep struct {
	Kind  string `json:"kind"`
	Title string `json:"title"`
}

type careData struct {
	When string      `json:"when"`
	Do   []textBlock `json:"do"`
}

// Plan makes the plan of a session to read at the table: when each section begins, what to say, ask and do, what the
// room sees, and on a page of its own what to do when it gets hard.
func (p *Press) Plan(ctx context.Context, in PlanInput) (paper.Sheet, error) {
	return p.sessionSheet(ctx, "plan", gatherPlan(in), in)
}

// sessionSheet makes a sheet of a session of as many pages as it takes.
func (p *Press) sessionSheet(ctx context.Context, template string, data any, in PlanInput) (paper.Sheet, error) {
	sheet, err := p.set(ctx, template, data, in.points(), map[string][]byte{})
	if err != nil {
		return paper.Sheet{}, fmt.Errorf("making a sheet (%s) of the plan %q: %w", template, in.Plan.ID, err)
	}
	return in.onPaper(sheet), nil
}

// points is the size of type of the sheets that do not have to fit a page.
func (in PlanInput) points() float64 {
	if in.Form.Large {
		return largeSize
	}
	return usualSize
}

// onPaper completes a sheet that was made. Its pages belong together, like those of a letter.
func (in PlanInput) onPaper(sheet paper.Sheet) paper.Sheet {
	sheet.Size, sheet.TwoSided = cmp.Or(in.Form.Size, paper.A4), sheet.Pages > 1
	return sheet
}

func gatherPlan(in PlanInput) planData {
	d := planData{
		sessionData: in.session(func(w sessionWords) string { return w.Plan }),
		Prepare:     eachLoose(in.Plan.Prepare), Sections: []planSection{}, LeftOut: []string{}, Care: []careData{},
	}
	d.Facts = in.facts(d.Say)
	began := 0
	for _, s := range in.Plan.Sections {
		if s.Off {
			d.LeftOut = append(d.LeftOut, isolate(loose(s.Title)))
			continue
		}
		d.Sections = append(d.Sections, in.section(d.Say, s, began))
		began += s.Minutes
	}
	if over := began - in.Plan.Minutes; over > 0 && in.Plan.Minutes > 0 {
		d.Intro = append(d.Intro, fmt.Sprintf(d.Say.TooLong, counted(over, d.Say.Minute, d.Say.Minutes)))
	}
	for _, c := range in.Plan.Care {
		d.Care = append(d.Care, careData{When: loose(c.When), Do: textBlocks(c.Do)})
	}
	return d
}

// facts are what to know about the plan at once.
func (in PlanInput) facts(w sessionWords) []string {
	facts := []string{counted(in.Plan.Minutes, w.Minute, w.Minutes)}
	if in.Plan.Group != "" {
		facts = append(facts, isolate(loose(in.Plan.Group)))
	}
	if in.Plan.People > 0 {
		facts = append(facts, counted(in.Plan.People, w.Expected1, w.Expected))
	}
	var from []string
	for _, m := range in.Plan.Modules {
		from = append(from, fmt.Sprintf(w.Of, isolate(loose(m.Title)), m.Version))
	}
	if len(from) > 0 {
		facts = append(facts, fmt.Sprintf(w.From, strings.Join(from, "; ")))
	}
	return facts
}

func (in PlanInput) section(w sessionWords, s plan.Section, began int) planSection {
	out := planSection{
		Clock: fromTo(in.Plan.Language, began, began+s.Minutes), Minutes: counted(s.Minutes, w.Minute, w.Minutes),
		Title: isolate(loose(s.Title)), Break: s.Kind == plan.Break,
		Aims: eachLoose(s.Aims), Notes: []planNote{}, Steps: []planStep{}, Handouts: []string{}, Materials: eachLoose(s.Materials),
	}
	for i, n := range s.Notes {
		if blocks := textBlocks(n.Text); i > 0 && s.Notes[i-1].Kind == n.Kind {
			last := &out.Notes[len(out.Notes)-1]
			last.Blocks = append(last.Blocks, blocks...)
		} else {
			out.Notes = append(out.Notes, planNote{Kind: n.Kind, Blocks: blocks})
		}
	}
	out.Steps = stepsOf(w, s.Steps)
	for _, id := range s.Handouts {
		out.Handouts = append(out.Handouts, in.title(id))
	}
	return out
}

// fromTo writes when something begins and ends, in that order also in a language that runs from right to left.
func fromTo(l catalog.Language, from, to int) string {
	const leftToRightIsolate, popIsolate = "\u2066", "\u2069"
	text := clock(from) + "–" + clock(to)
	if rightToLeft(l) {
		return leftToRightIsolate + text + popIsolate
	}
	return text
}

// stepsOf names what the room sees; slides with the same title, which follow each other, together.
func stepsOf(w sessionWords, all []plan.Step) []planStep {
	steps := []planStep{}
	same := 1
	for i, s := range all {
		step := stepOf(w, s)
		if last := len(steps) - 1; i > 0 && s.Slide != nil && all[i-1].Slide != nil && steps[last].Title == step.Title {
			same++
			steps[last].Kind = fmt.Sprintf(w.Slides, same)
			continue
		}
		steps, same = append(steps, step), 1
	}
	return steps
}

// stepOf names what the room sees.
func stepOf(w sessionWords, s plan.Step) planStep {
	title, kind := "", w.Slide
	switch {
	case s.Slide != nil:
		title = s.Slide.Title
	case s.Poll != nil:
		title, kind = s.Poll.Asks(), map[plan.PollKind]string{plan.WallPoll: w.Wall, plan.ScenarioPoll: w.Scenario}[s.Poll.Kind]
		kind = cmp.Or(kind, w.Question)
	}
	return planStep{kind, isolate(loose(cmp.Or(title, w.Untitled)))}
}
