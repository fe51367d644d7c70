package handout_test

import (
	"strings"
	"testing"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/handout"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/plan"
)

func share(before, after, low, high float64) evaluation.Share {
	return evaluation.Share{Before: before, After: after, Change: after - before, Low: low, High: high}
}

func sampleReport() evaluation.Report {
	aims := []catalog.Objective{
		{ID: "recognise", Text: "Tell an overdose from sleep, and act when in doubt"}, {ID: "call", Text: "Call 000 and say what matters"},
		{ID: "breathing", Text: "Keep somebody breathing until help comes"}, {ID: "naloxone", Text: "Give naloxone and know when to give more"},
	}
	objective := func(i int, s evaluation.Share) evaluation.ObjectiveChange {
		return evaluation.ObjectiveChange{Module: "m", ID: aims[i].ID, Items: 2, Share: s}
	}
	return evaluation.Report{
		ID: "r1", Title: "Responding to an opioid overdose", Date: time.Date(2026, 11, 20, 14, 0, 0, 0, time.UTC), Days: 1, Minutes: 95,
		Place: evaluation.NeedleProgram, Present: evaluation.Present{Designated: 3, OtherRole: 2, Community: 7},
		Modules: []plan.Module{{ID: "m", Version: "1.0", Title: "Responding to an opioid overdose", Draft: true, Objectives: aims}},
		Change: evaluation.Change{
			Before: 12, After: 10, Paired: 9, Told: true, Whole: share(0.48, 0.83, 0.14, 0.52),
			Objectives: []evaluation.ObjectiveChange{
				objective(0, share(0.55, 0.89, 0.08, 0.6)), objective(1, share(0.67, 0.61, -0.3, 0.19)), objective(2, share(0.33, 0.89, 0.27, 0.75)), objective(3, share(0.39, 0.94, 0.25, 0.77)),
			},
			LeftOut: []evaluation.LeftOut{{Item: "x", Module: "m", Prompt: "?", Why: evaluation.FewAnswers}},
		},
		Said:     []string{"“First time anyone let me practise it.”", "More on what to say to police."},
		Polls:    []evaluation.PollResult{{Poll: "wall-1", Kind: plan.WallPoll, Prompt: "One word for today?", Words: []string{"calm", "ready", "angry at the pump prices"}}},
		Handouts: []evaluation.HandoutGiven{{ID: "steps", Title: "Overdose: what to do", Version: "1.2", Copies: 12}, {ID: "card", Title: "Naloxone card", Version: "1.0", Copies: 20}},
	}
}

func reportInput(form paper.Form) handout.ReportInput {
	return handout.ReportInput{Report: sampleReport(), Library: sample().Library, Form: form}
}

// yearInput is a year with sessions in most months, in some of which too few were matched.
func yearInput(form paper.Form) handout.YearInput {
	var reports []evaluation.Report
	places := evaluation.Places()
	for month := range 9 {
		for n := range 1 + month%3 {
			r := sampleReport()
			r.Date = time.Date(2026, time.Month(month+2), 3+n, 10, 0, 0, 0, time.UTC)
			r.Place, r.Brief = places[(month+n)%4], n == 2
			if n == 1 {
				r.Change = evaluation.Change{Before: 4, After: 4, Paired: 4}
				r.Modules = []plan.Module{{ID: "needles", Version: "1.1", Title: "Needle programs and viruses"}}
			}
			reports = append(reports, r)
		}
	}
	support := []evaluation.Support{
		{ID: "a", Date: time.Date(2026, 5, 2, 0, 0, 0, 0, time.UTC), Kind: evaluation.Supervision, Minutes: 45, People: evaluation.Present{Designated: 2}},
		{ID: "b", Date: time.Date(2026, 5, 9, 0, 0, 0, 0, time.UTC), Kind: evaluation.Debrief, Minutes: 30, People: evaluation.Present{Designated: 1, OtherRole: 1}},
	}
	day := func(m time.Month, d int) time.Time { return time.Date(2026, m, d, 0, 0, 0, 0, time.UTC) }
	return handout.YearInput{
		Summary: evaluation.Year(reports, support, day(1, 1), day(12, 31)), Library: sample().Library, Form: form, Today: sample().Today,
	}
}

func TestReportsAreSoundTaggedAndTheSameEachTime(t *testing.T) {
	const module = ": Responding to an opioid overdose"
	areSoundTaggedAndTheSame(t, []kindOfSheet{
		{"report", "Session report" + module, []string{"H2", "Table", "TH", "L (block)"}, func(t *testing.T, form paper.Form) (paper.Sheet, error) {
			return newPress(t).SessionReport(t.Context(), reportInput(form))
		}},
		{"year", "Sessions in a period: 1 January 2026 to 31 December 2026", []string{"H2", "Table", "TH"}, func(t *testing.T, form paper.Form) (paper.Sheet, error) {
			return newPress(t).YearReport(t.Context(), yearInput(form))
		}},
	})
}

func TestReportIsOnePageWhateverIsInIt(t *testing.T) {
	in := reportInput(paper.Form{})
	long := strings.Repeat("Nobody knows how much people have to say about one afternoon. ", 40)
	r := &in.Report
	r.Title = long
	for range 30 {
		r.Said = append(r.Said, long)
		r.Handouts = append(r.Handouts, evaluation.HandoutGiven{ID: "x", Title: long, Copies: 3})
		r.Change.Objectives = append(r.Change.Objectives, evaluation.ObjectiveChange{Module: "m", ID: "z", Text: long, Share: share(0.2, 0.4, -0.9, 0.9)})
		r.Modules = append(r.Modules, plan.Module{ID: "n", Version: long, Title: long, Objectives: []catalog.Objective{{ID: "a", Text: long}}})
		r.Polls = append(r.Polls, evaluation.PollResult{Prompt: long, Words: []string{long, strings.Repeat("x", 500)}})
	}
	for name, size := range map[string]paper.Size{"A4": paper.A4, "letter": paper.Letter} {
		t.Run(name, func(t *testing.T) {
			in.Form.Size = size
			sheet, err := newPress(t).SessionReport(t.Context(), in)
			if err != nil {
				t.Fatal(err)
			}
			keep(t, sheet.PDF)
			if sheet.Pages != 1 || sheet.TextSize < 9 {
				t.Errorf("%d pages at %g points", sheet.Pages, sheet.TextSize)
			}
			if text := textOf(t, sheet.PDF); !strings.Contains(text, "more") || !strings.Contains(text, "Peer workers") {
				t.Errorf("it does not say what it leaves out:\n%s", text)
			}
		})
	}
}
