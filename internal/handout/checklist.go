package handout

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/paper"
)

// ErrNoSkills says that a module has no skills for a facilitator to watch.
var ErrNoSkills = errors.New("the module has no skills to watch")

// A ChecklistInput is everything that goes into a checklist of observed skills.
type ChecklistInput struct {
	Module  *catalog.Module
	Library catalog.Library
	Form    paper.Form
	Today   time.Time // to tell whether the module is out of date
}

// checklistData is /doc.json of a checklist.
type checklistData struct {
	frame
	Kind    string      `json:"kind"`
	Subject string      `json:"subject"`
	Form    string      `json:"form"` // always empty
	Intro   []string    `json:"intro"`
	Columns int         `json:"columns"` // learners
	Skills  []skillData `json:"skills"`
}

type skillData struct {
	Title string   `json:"title"`
	Steps []string `json:"steps"`
	Whole bool     `json:"whole"` // it stays on one page
}

// Checklist makes a sheet on which a facilitator ticks, step by step, what several learners do. Learners are
// told apart by a code that they make up; nobody is named. A module without skills is ErrNoSkills.
func (p *Press) Checklist(ctx context.Context, in ChecklistInput) (paper.Sheet, error) {
	d := gatherChecklist(in)
	sheet, err := paper.Sheet{}, ErrNoSkills
	if len(d.Skills) > 0 {
		sheet, err = p.set(ctx, "checklist", d, d.Size, map[string][]byte{})
	}
	if err != nil {
		return paper.Sheet{}, fmt.Errorf("making the checklist of %q: %w", in.Module.ID, err)
	}
	sheet.Size = cmp.Or(in.Form.Size, paper.A4)
	return sheet, nil
}

func gatherChecklist(in ChecklistInput) checklistData {
	const (
		columns, largeColumns = 6, 4
		most                  = 0.6 // of a page: what is longer may be broken
	)
	d := checklistData{frame: frameOf(in.Module.Language, in.Library), Subject: in.Module.Title, Columns: columns, Skills: []skillData{}}
	w := d.Words.Sheet
	d.Kind, d.Intro, d.Number = w.Checklist, w.ChecklistHow, string(in.Module.ID)
	d.ofModule(in.Module, in.Library, d.Kind, in.Form)
	d.mark(in.Module, in.Module.ReviewBy, in.Today)
	if d.Size = usualSize; in.Form.Large {
		d.Size, d.Columns = largeSize, largeColumns
	}
	f := fitter{size: d.Size, unit: 1, tall: tallness(in.Module.Language)}
	for _, s := range in.Module.Skills {
		skill, height := skillData{Title: s.Title, Steps: []string{}}, f.em(12)
		for _, step := range s.Steps {
			skill.Steps = append(skill.Steps, step.Text)
			height += f.text(step.Text, 80*millimetre) + f.em(1.5)
		}
		skill.Whole = height < most*pageHeight
		d.Skills = append(d.Skills, skill)
	}
	return d
}
