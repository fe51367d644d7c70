package handout_test

import (
	"fmt"
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

func TestReportTellsWhatItMay(t *testing.T) {
	in := reportInput(paper.Form{})
	press := newPress(t)
	sheet, err := press.SessionReport(t.Context(), in)
	text := sessionText(t, sheet, err)
	tells(t, text,
		"20 November 2026 · Needle and syringe program · 95 minutes · 12 people", "Draft: what was taught waits for review", "Peer workers (lived-experience roles) 3",
		"version 1.0 (draft)", "12 sheets before, 10 after; 9 people handed in both.", "Call 000 and say what matters", "−6", "−30 to +19", "All questions together",
		"holds the true change in 95 of 100 such sessions", "Where the line crosses 0, the change may be chance.", "1 question is not told", "First time anyone let me",
		"calm, ready, angry at the pump prices", "Naloxone card 20")
	for _, o := range in.Report.Change.Objectives {
		p := o.Share.Percents()
		tells(t, text, fmt.Sprintf("%d %%", p.Before), fmt.Sprintf("%d %%", p.After))
	}
	tellsNot(t, text, "and 1 more", "and 2 more", "fewer than")

	in.Report.Change = evaluation.Change{Before: 4, After: 6, Paired: 4, LeftOut: in.Report.Change.LeftOut}
	sheet, err = press.SessionReport(t.Context(), in)
	text = sessionText(t, sheet, err)
	tells(t, text, "Not told, because fewer than 5 could be matched: people could be recognised.", "4 sheets before, 6 after")
	tellsNot(t, text, "%", "Change in points", "not told, because too few")

	in.Report.Change.Before, in.Report.Change.Paired = 6, 6
	sheet, err = press.SessionReport(t.Context(), in)
	text = sessionText(t, sheet, err)
	tells(t, text, "no question with a right answer was answered both times by at least 5 people")
	tellsNot(t, text, "could be matched", "Change in points")

	in.Report.Change, in.Report.Place, in.Report.Days, in.Report.Modules[0].Draft = evaluation.Change{}, "", 2, false
	in.Report.Brief, in.Report.Said, in.Report.Polls, in.Report.Handouts = true, nil, nil, nil
	sheet, err = press.SessionReport(t.Context(), in)
	text = sessionText(t, sheet, err)
	tells(t, text, "Place not said · 95 minutes on 2 days · 12 people · Brief talk", "No questions were asked before and after.")
	tellsNot(t, text, "raft", "What people said", "Handouts given")
}

func TestYearHasTheNumbersOfItsSummary(t *testing.T) {
	in := yearInput(paper.Form{})
	press := newPress(t)
	sheet, err := press.YearReport(t.Context(), in)
	text := sessionText(t, sheet, err)
	s := in.Summary
	tells(t, text, "1 January 2026 to 31 December 2026", "Made on 22 November 2026", "18 Sessions, 3 of them brief talks", "28.5 Hours", "216 People", "576 Handouts given",
		"Needle programs and viruses 6 72", "From 12 sessions with 108 people who handed in both sheets. 6 more sessions had too few", "Supervision 1 2 1.5", "Housing or shelter 4")
	for _, o := range append(s.Change.Objectives, evaluation.PooledObjective{Share: s.Change.Whole}) {
		p := o.Share.Percents()
		tells(t, text, fmt.Sprintf("%d %%", p.Before), fmt.Sprintf("%d %%", p.After), fmt.Sprintf("+%d", p.High))
	}
	if sheet.Pages > 2 || s.Total.Sessions != 18 || s.Total.People.All() != 216 || s.Copies != 576 {
		t.Errorf("%d pages about %+v", sheet.Pages, s.Total)
	}
	in.Summary = evaluation.Year(nil, nil, s.From, s.To)
	sheet, err = press.YearReport(t.Context(), in)
	text = sessionText(t, sheet, err)
	tells(t, text, "No session was held in this time.", "No questions were asked before and after.")
	tellsNot(t, text, "Month by month", "%")
}

func TestLongTimesAreOfYearsAndTakeTwoPages(t *testing.T) {
	in := yearInput(paper.Form{})
	var reports []evaluation.Report
	for i := range 60 {
		r := sampleReport()
		r.Date = time.Date(1990+i/2, time.Month(1+i%12), 1, 0, 0, 0, 0, time.UTC)
		r.Place = evaluation.Places()[i%len(evaluation.Places())]
		id := fmt.Sprint("m", i)
		r.Modules = []plan.Module{{ID: catalog.ModuleID(id), Title: strings.Repeat("Module "+id+" about much ", 9), Objectives: r.Modules[0].Objectives}}
		for j := range r.Change.Objectives {
			r.Change.Objectives[j].Module = catalog.ModuleID(id)
			r.Change.Objectives[j].Text = strings.Repeat("Does a thing of "+id+" ", 8)
		}
		r.Handouts = []evaluation.HandoutGiven{{ID: catalog.HandoutID(id), Title: strings.Repeat("Handout "+id+" ", 20), Copies: 1 + i}}
		reports = append(reports, r)
	}
	in.Summary = evaluation.Year(reports, nil, time.Date(1990, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC))
	in.Form.Size = paper.Letter // the shorter page
	sheet, err := newPress(t).YearReport(t.Context(), in)
	tells(t, sessionText(t, sheet, err), "Year by year", "2019", "and 52 more", "60 Sessions")
	if sheet.Pages > 2 || sheet.TextSize < 9 || len(sheet.Warnings) > 0 {
		t.Errorf("%d pages at %g points, warnings %v", sheet.Pages, sheet.TextSize, sheet.Warnings)
	}
	staysOnItsPages(t, sheet.PDF)
}

func TestPicturesOfPhonesLeaveNoBoxesInAReport(t *testing.T) {
	in := reportInput(paper.Form{})
	in.Report.Said = []string{"Calm 👩\u200d👩\u200d👧 and ready ❤\ufe0f", "👍🏽"}
	in.Report.Polls[0].Words = []string{"🙏", "مرحبا", "binh tĩnh", "safe 🙂 here"}
	sheet, err := newPress(t).SessionReport(t.Context(), in)
	text := sessionText(t, sheet, err)
	tells(t, text, "Calm and ready", "binh tĩnh, safe here")
	tellsNot(t, text, "👩", "👍", "🙏", "🙂", "\u200d", ", ,")
	if got := in.Report.Polls[0].Words[0]; got != "🙏" {
		t.Errorf("the report itself was changed: %q", got)
	}
}
