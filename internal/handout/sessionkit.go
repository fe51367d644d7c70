package handout

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/passalong/passalong/internal/paper"
)

// materialsData is /doc.json of the list of what to bring.
type materialsData struct {
	sessionData
	Papers []kitLine `json:"papers"`
	Things []kitLine `json:"things"`
}

// A kitLine is one thing to bring.
type kitLine struct {
	What string `json:"what"`
	For  string `json:"for"`
	Many string `json:"many"` // how many; empty for a line to write it on
}

// Materials makes the list of what to bring, to be ticked off, with numbers for the people expected.
func (p *Press) Materials(ctx context.Context, in PlanInput) (paper.Sheet, error) {
	return p.sessionSheet(ctx, "materials", gatherMaterials(in), in)
}

func gatherMaterials(in PlanInput) materialsData {
	d := materialsData{sessionData: in.session(func(w sessionWords) string { return w.Materials }), Papers: in.papers(), Things: []kitLine{}}
	d.Facts, d.Intro = in.facts(d.Say), []string{d.Say.MaterialsH}
	for _, s := range in.Plan.Sections {
		if s.Off {
			continue
		}
		for _, m := range s.Materials {
			d.Things = bring(d.Things, loose(m), isolate(loose(s.Title)), numberFor(m, in.Plan.People))
		}
	}
	return d
}

// bring adds a thing, or what it is for to the line where it stands already.
func bring(lines []kitLine, what, use, many string) []kitLine {
	at := slices.IndexFunc(lines, func(l kitLine) bool { return strings.EqualFold(l.What, what) })
	if at < 0 {
		return append(lines, kitLine{What: what, For: use, Many: many})
	}
	if !strings.Contains(lines[at].For, use) {
		lines[at].For += ", " + use
	}
	return lines
}

// papers are the sheets that a session takes.
func (in PlanInput) papers() []kitLine {
	say, _ := sessionWordsFor(in.Plan.Language)
	many := func(n int) string {
		if n == 0 {
			return ""
		}
		return strconv.Itoa(n)
	}
	people := in.Plan.People
	lines := []kitLine{{What: say.Plan, Many: "1"}}
	if len(in.Plan.Check) > 0 && in.Plan.Brief {
		lines[0].What = say.Brief
	} else if len(in.Plan.Check) > 0 {
		lines = append(lines,
			kitLine{What: say.Consent, Many: "1"}, kitLine{What: say.Tickets, Many: many(people)}, kitLine{What: say.Before, Many: many(people)},
			kitLine{What: say.After, Many: many(people)}, kitLine{What: say.Key, Many: "1"})
	}
	for _, id := range in.Plan.Handouts() {
		lines = append(lines, kitLine{What: fmt.Sprintf(say.Handout, in.title(id)), Many: many(people)})
	}
	return append(lines, kitLine{What: say.Evaluation, Many: many(people)})
}

// What guides write for how many people one of a thing is: everybody, a pair, a group of three or four.
var (
	forEach = regexp.MustCompile(`(?i)\b(?:for|per)\s+(?:every|each)?\s*(?:person|participant|learner|everyone|everybody)\b`)
	forPair = regexp.MustCompile(`(?i)\b(?:for|per)\s+(?:every|each)?\s*pair\b`)
	forMany = regexp.MustCompile(`(?i)\b(?:for|per)\s+(?:every|each)\s+(?:group of\s+)?(three|four|five|3|4|5)\b`)
)

// numberFor is how many of a thing there have to be, as far as its words say for how many people one is; empty when they
// don't, or nobody knows how many come.
func numberFor(thing string, people int) string {
	each := 0
	switch found := forMany.FindStringSubmatch(thing); {
	case found != nil:
		each = map[string]int{"three": 3, "3": 3, "four": 4, "4": 4, "five": 5, "5": 5}[strings.ToLower(found[1])]
	case forPair.MatchString(thing):
		each = 2
	case forEach.MatchString(thing):
		each = 1
	}
	if each == 0 || people <= 0 {
		return ""
	}
	return strconv.Itoa((people + each - 1) / each)
}

// briefData is /doc.json of a brief talk.
type briefData struct {
	sessionData
	Steps []planSection `json:"steps"`
	Check []briefItem   `json:"check"`
	Kit   []string      `json:"kit"`
	Out   []string      `json:"handouts"`
}

// A briefItem is a question that is asked out loud, with the right answer.
type briefItem struct {
	Prompt string `json:"prompt"`
	Right  string `json:"right"`
}

// briefSizes are tried so that a brief talk stays on one page.
var briefSizes = [...]float64{13, 12.5, 12, 11.5, 11, 10.5, 10, 9.5, 9}

// Brief makes the sheet for a brief talk: what to say in steps with their minutes, a check with room to tick, and what to
// have at hand. It is one page, unless there is too much for type of 9 points: then it has paper.MorePages among its
// warnings.
func (p *Press) Brief(ctx context.Context, in PlanInput) (paper.Sheet, error) {
	d := gatherBrief(in)
	sheet, err := p.fitted(ctx, "brief", in, briefSizes[:], func(size float64) any { d.Size = size; return d })
	if err != nil {
		return paper.Sheet{}, fmt.Errorf("making the sheet of the brief talk %q: %w", in.Plan.ID, err)
	}
	if sheet.Pages > 1 && !in.Form.Large {
		sheet.Warnings = append(sheet.Warnings, paper.MorePages)
	}
	return sheet, nil
}

func gatherBrief(in PlanInput) briefData {
	d := briefData{
		sessionData: in.session(func(w sessionWords) string { return w.Brief }),
		Steps:       []planSection{}, Check: []briefItem{}, Kit: []string{}, Out: []string{},
	}
	d.Facts = in.facts(d.Say)
	began := 0
	for _, s := range in.Plan.Sections {
		if s.Off {
			continue
		}
		d.Steps = append(d.Steps, in.section(d.Say, s, began))
		began += s.Minutes
		for _, m := range s.Materials {
			if m = loose(m); !slices.Contains(d.Kit, m) {
				d.Kit = append(d.Kit, m)
			}
		}
	}
	for _, id := range in.Plan.Handouts() {
		d.Kit = append(d.Kit, fmt.Sprintf(d.Say.Handout, in.title(id)))
	}
	for _, poll := range in.Plan.Check {
		d.Check = append(d.Check, briefItem{Prompt: isolate(loose(poll.Asks())), Right: rightWords(poll)})
	}
	return d
}
