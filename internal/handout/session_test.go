package handout_test

import (
	"regexp"
	"testing"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/handout"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/scenario"
)

// samplePlan has each kind of section, note, step and question.
func samplePlan() plan.Plan {
	q := everyKind()
	var check []plan.Poll
	for i := range q.Items {
		if q.Items[i].Survey {
			continue
		}
		check = append(check, plan.Poll{ID: plan.PollID("m/" + q.Items[i].ID), Kind: plan.ItemPoll, Module: "m", ModuleVersion: "1.0", Item: &q.Items[i], AskSure: true})
	}
	return plan.Plan{
		ID: "p1", Title: "Responding to an opioid overdose", Language: "en", Minutes: 90, Group: "up to 10 people", People: 12,
		Modules: []plan.Module{{ID: "m", Version: "1.0", Title: "Responding to an opioid overdose", Draft: true, Objectives: []catalog.Objective{{ID: "respond", Text: "Respond to an overdose"}}}},
		Prepare: []string{"Run it with 2 facilitators if you can: one leads, one looks out for people.", "Set out the mats so that nobody has to cross the room to leave."},
		Sections: []plan.Section{
			{ID: "s1", Kind: plan.Opening, Title: "Welcome and group agreement", Minutes: 10, Usual: 10, Least: 5, Aims: []string{"Everybody knows that they can pass"}, Notes: []plan.Note{
				{Kind: plan.Do, Text: "Food first, names second. Agree together on a few lines:\n- what is said here stays here\n- one person talks at a time"},
				{Kind: plan.Say, Text: "Today is practice. You can pass on anything, step out at any time, and nobody has to tell their story."},
				{Kind: plan.Ask, Text: "What drugs are around at the moment, and what do you already know about overdose?"},
				{Kind: plan.Expect, Text: "“cold shower”, “slap them”, “you need to know what they took”. All of these are worth keeping on the sheet."},
				{Kind: plan.Watch, Text: "Somebody who goes silent. Check in quietly in the break."},
			}, Steps: []plan.Step{{Slide: &plan.Slide{Kind: plan.TitleSlide, Title: "Responding to an opioid overdose"}}, {Poll: &plan.Poll{ID: "wall-1", Kind: plan.WallPoll, Prompt: "What do you already know?"}}}},
			{ID: "s2", Module: "m", Kind: plan.Activity, Title: "Practise: the call", Minutes: 65, Usual: 65, Least: 5, Materials: []string{"a phone that is switched off", "a mat or blanket for every pair"}, Notes: []plan.Note{
				{Kind: plan.Do, Text: "One plays the 000 operator, one the caller."},
				{Kind: plan.Ask, Text: "What would make it easier for you to ring?"},
			}, Steps: []plan.Step{{Poll: &check[0]}, {Poll: &plan.Poll{ID: "m/locked", Kind: plan.ScenarioPoll, Scenario: &scenario.Scenario{Title: "The locked toilet"}}}}, Handouts: []catalog.HandoutID{"steps", "unknown"}},
			{ID: "s3", Kind: plan.Break, Title: "Break", Minutes: 5, Usual: 5},
			{ID: "s4", Kind: plan.Talk, Title: "Talk: afterwards", Minutes: 7, Off: true},
			{ID: "s5", Kind: plan.Closing, Title: "Close", Minutes: 15, Usual: 3, Notes: []plan.Note{{Kind: plan.Say, Text: "Tell one person tonight where you keep it."}}},
		},
		Care: []plan.Care{
			{When: "Someone is upset", Do: "The second facilitator goes out with them. Don't ask for the story. Offer water, quiet, a person to ring."},
			{When: "Someone has used and is drowsy", Do: "Check their response and breathing as you have just taught. If they answer and breathe normally, one of you stays beside them. If not, this is the real thing: 000, naloxone, breathing."},
		},
		Check: check, Changed: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC),
	}
}

func planInput(form paper.Form) handout.PlanInput {
	in := sample()
	return handout.PlanInput{Plan: samplePlan(), Library: in.Library, Titles: map[catalog.HandoutID]string{"steps": "Overdose: what to do"}, Form: form, Today: in.Today}
}

// briefInput is a brief talk of 10 minutes.
func briefInput(form paper.Form) handout.PlanInput {
	in := planInput(form)
	step := func(title string, minutes int, notes ...plan.Note) plan.Section {
		return plan.Section{ID: plan.SectionID(title), Kind: plan.Talk, Title: title, Minutes: minutes, Notes: notes}
	}
	in.Plan.Brief, in.Plan.Minutes, in.Plan.Group, in.Plan.People = true, 10, "", 1
	in.Plan.Sections = []plan.Section{
		step("Ask", 1, plan.Note{Kind: plan.Ask, Text: "Have you ever been there when someone overdosed? What did you do?"}, plan.Note{Kind: plan.Do, Text: "Begin from what they did well."}),
		step("Check", 2, plan.Note{Kind: plan.Do, Text: "Call their name, squeeze the shoulders. Let them do it on your shoulder."}),
		step("Spray", 3, plan.Note{Kind: plan.Do, Text: "They handle a training spray and show you. Head back, don't test it, one nostril, press, note the time."}),
		step("Breathing", 2, plan.Note{Kind: plan.Do, Text: "Not normal means CPR, normal means on the side. Show the picture. The 000 operator coaches."}),
		step("Stay", 1, plan.Note{Kind: plan.Say, Text: "It wears off. Hospital is best."}),
		step("Teach back", 1, plan.Note{Kind: plan.Say, Text: "I want to check that I explained it well. Tell me what you'd do tonight."}, plan.Note{Kind: plan.Do, Text: "Give naloxone and the handout."}),
	}
	in.Plan.Sections[2].Materials = []string{"training naloxone sprays with no medicine in them", "a phone that is switched off", "the picture of the recovery position"}
	in.Plan.Sections[5].Handouts = []catalog.HandoutID{"steps"}
	in.Plan.Check = in.Plan.Check[:5]
	return in
}

func sampleTickets(n int) []string {
	codes := make([]string, n)
	for i := range codes {
		codes[i] = string(quiz.ItemID("K7" + string(rune('A'+i%26)) + "-3Q" + string(rune('A'+i/26))))
	}
	return codes
}

func kindsOfSessionSheet() []kindOfSheet {
	const module = ": Responding to an opioid overdose"
	return []kindOfSheet{
		{"plan", "Session plan" + module, []string{"H2", "Table", "L (block)"}, func(t *testing.T, form paper.Form) (paper.Sheet, error) {
			return newPress(t).Plan(t.Context(), planInput(form))
		}},
		{"materials", "What to bring" + module, []string{"H2", "Table", "TH"}, func(t *testing.T, form paper.Form) (paper.Sheet, error) {
			return newPress(t).Materials(t.Context(), planInput(form))
		}},
		{"brief talk", "Brief talk" + module, []string{"H2", "Table", "TH"}, func(t *testing.T, form paper.Form) (paper.Sheet, error) {
			return newPress(t).Brief(t.Context(), briefInput(form))
		}},
		{"consent", "Words to read out" + module, []string{"H2"}, func(t *testing.T, form paper.Form) (paper.Sheet, error) {
			return newPress(t).Consent(t.Context(), planInput(form))
		}},
		{"evaluation", regexp.QuoteMeta("How was it for you?") + module, []string{"Table", "TH"}, func(t *testing.T, form paper.Form) (paper.Sheet, error) {
			return newPress(t).EvaluationSheet(t.Context(), planInput(form))
		}},
		{"slips", "Answer slips" + module, []string{"H2", "L (block)"}, func(t *testing.T, form paper.Form) (paper.Sheet, error) {
			in := planInput(form)
			sheet, _, err := newPress(t).Slips(t.Context(), handout.SlipsInput{PlanInput: in, Poll: in.Plan.Check[0]})
			return sheet, err
		}},
		{"tickets", "Tickets", nil, func(t *testing.T, form paper.Form) (paper.Sheet, error) {
			return newPress(t).Tickets(t.Context(), handout.TicketsInput{PlanInput: planInput(form), Tickets: sampleTickets(12)})
		}},
		{"questions before", "Questions before we start" + module, []string{"H2", "L (block)", "LI", "Lbl"}, func(t *testing.T, form paper.Form) (paper.Sheet, error) {
			return newPress(t).CheckSheet(t.Context(), handout.CheckInput{PlanInput: planInput(form), Phase: "before", Tickets: sampleTickets(3)})
		}},
		{"questions after", "Questions at the end" + module, []string{"H2", "L (block)", "LI", "Lbl"}, func(t *testing.T, form paper.Form) (paper.Sheet, error) {
			return newPress(t).CheckSheet(t.Context(), handout.CheckInput{PlanInput: planInput(form), Phase: "after"})
		}},
		{"key", "Answer key" + module, []string{"Table", "TH"}, func(t *testing.T, form paper.Form) (paper.Sheet, error) {
			return newPress(t).CheckKey(t.Context(), planInput(form))
		}},
	}
}

func TestSheetsOfASessionAreSoundTaggedAndTheSameEachTime(t *testing.T) {
	areSoundTaggedAndTheSame(t, kindsOfSessionSheet())
}
