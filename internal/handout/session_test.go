package handout_test

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/handout"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/scenario"
	"github.com/passalong/passalong/internal/session"
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

func sessionText(t *testing.T, sheet paper.Sheet, err error) string {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	keep(t, sheet.PDF)
	text := strings.NewReplacer("\u200b", "", "\u2068", "", "\u2069", "", "\f", " ").Replace(tool(t, sheet.PDF, "pdftotext", "-raw", "PDF", "-"))
	return strings.Join(strings.Fields(text), " ")
}

// squeezed is a text without spaces: how many a reader of PDFs sees between columns depends on how far apart they are.
func squeezed(text string) string { return strings.ReplaceAll(text, " ", "") }

func tells(t *testing.T, text string, wanted ...string) {
	t.Helper()
	for _, want := range wanted {
		if !strings.Contains(squeezed(text), squeezed(want)) {
			t.Errorf("it does not say %q:\n%.6000s", want, text)
			return
		}
	}
}

func tellsNot(t *testing.T, text string, unwanted ...string) {
	t.Helper()
	for _, not := range unwanted {
		if strings.Contains(text, not) {
			t.Errorf("it says %q", not)
		}
	}
}

func TestPlanTellsWhenAndWhat(t *testing.T) {
	in := planInput(paper.Form{})
	in.Plan.Sections[0].Steps = append(in.Plan.Sections[0].Steps[:1], in.Plan.Sections[0].Steps[0], in.Plan.Sections[0].Steps[1])
	sheet, err := newPress(t).Plan(t.Context(), in)
	text := sessionText(t, sheet, err)
	tells(t, text,
		"90 minutes · up to 10 people · 12 people expected · Made from Responding to an opioid overdose, version 1.0", "Draft: the content waits for review",
		"This plan takes 5 minutes more than there is.", "0:10–1:15", "1:15–1:20", "Left out this time: Talk: afterwards", "Say Today is practice.", "Ask What drugs",
		"You may hear “cold shower”", "Watch for Somebody who goes silent", "2 slides: Responding", "Words: What do you already know?", "Question: Robin cannot be woken",
		"Scenario: The locked toilet", "Hand out Overdose: what to do; unknown", "If it gets hard", "Someone is upset", "Plan of 22 November 2026")
	tellsNot(t, text, "Nobody can help who is not called")
	last := tool(t, sheet.PDF, "pdftotext", "-f", "3", "PDF", "-")
	if sheet.Pages != 3 || !strings.HasPrefix(strings.TrimSpace(last), "If it gets hard") || !sheet.TwoSided {
		t.Errorf("what to do when it gets hard is not on its own page, the last of %d: %q", sheet.Pages, last)
	}
}

func TestNumbersOfWhatToBringFollowFromThePeople(t *testing.T) {
	in := planInput(paper.Form{})
	in.Plan.People = 11
	in.Plan.Sections[1].Materials = []string{
		"a mat for every pair", "a sheet per person", "a pen for each participant", "a board for every group of three", "one phone", "A MAT for every pair", "pairs of gloves for everyone",
	}
	sheet, err := newPress(t).Materials(t.Context(), in)
	text := sessionText(t, sheet, err)
	tells(t, text, "a mat for every pair Practise: the call 6", "a sheet per person Practise: the call 11", "a pen for each participant Practise: the call 11",
		"a board for every group of three Practise: the call 4", "one phone Practise: the call pairs of gloves for everyone Practise: the call 11", "Tickets 11", "Answer key 1")
	tellsNot(t, text, "A MAT")
	in.Plan.People = 0
	sheet, err = newPress(t).Materials(t.Context(), in)
	tellsNot(t, sessionText(t, sheet, err), "11", "12", " 0")
}

func TestSheetAndKeyHaveTheLettersOfTheScreen(t *testing.T) {
	in := planInput(paper.Form{})
	press := newPress(t)
	sheet, err := press.CheckSheet(t.Context(), handout.CheckInput{PlanInput: in, Phase: evaluation.Before, Tickets: []string{"K7M-3W4"}})
	text := sessionText(t, sheet, err)
	key, err := press.CheckKey(t.Context(), in)
	answers := sessionText(t, key, err)
	for _, poll := range in.Plan.Check {
		item, rights := session.Shown(poll)
		for i, c := range item.Choices {
			if item.Kind == quiz.Single || item.Kind == quiz.Multiple || item.Kind == quiz.Order || item.Kind == quiz.TrueFalse {
				tells(t, text, session.Letter(i)+" "+c.Words())
			}
		}
		for i, r := range rights {
			tells(t, text, session.Letter(i)+" "+r.Match)
		}
		marks := ""
		switch item.Kind {
		case quiz.Order:
			for place := range item.Choices {
				marks += session.Letter(slices.IndexFunc(item.Choices, func(c quiz.Choice) bool { return c.Place == place+1 })) + " "
			}
			marks += "from first to last"
		case quiz.Match:
			for _, c := range item.Choices[:3] {
				marks += session.Letter(slices.IndexFunc(rights, func(r quiz.Choice) bool { return r.Match == c.Match })) + " "
			}
			marks += "from the top down"
		case quiz.Single, quiz.TrueFalse:
			i := slices.IndexFunc(item.Choices, func(c quiz.Choice) bool { return c.Correct })
			marks = session.Letter(i) + " " + item.Choices[i].Words()
		}
		tells(t, answers, marks)
	}
	tells(t, answers, "A B D", "from 2 to 3 minutes", "Must be right", "Shred the sheets")
	if key.Pages != 1 {
		t.Errorf("the key takes %d pages", key.Pages)
	}
}

func TestTheCodeIsWholeOnEveryPage(t *testing.T) {
	const code = "X11-M5N" // so wide that half of it fits the first line
	for _, form := range []paper.Form{{}, {Size: paper.Letter, Large: true}} {
		in := planInput(form)
		in.Plan.Modules = []plan.Module{{ID: "m", Version: "1.0", Title: "M", Draft: true}} // which is said beside the code
		sheet, err := newPress(t).CheckSheet(t.Context(), handout.CheckInput{PlanInput: in, Phase: evaluation.Before, Tickets: []string{code}})
		if err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(tool(t, sheet.PDF, "pdftotext", "-layout", "PDF", "-"), code); n != sheet.Pages+1 { // at the foot of each, and on top
			t.Errorf("the code is there %d times on %d pages", n, sheet.Pages)
		}
	}
}

func TestQuestionSheetAsksPlainlyAndTellsNothing(t *testing.T) {
	in := planInput(paper.Form{})
	press := newPress(t)
	sheet, err := press.CheckSheet(t.Context(), handout.CheckInput{PlanInput: in, Phase: evaluation.Before, Tickets: []string{"K7M-3W4", "R2X-9HC"}})
	text := sessionText(t, sheet, err)
	tells(t, text, "Please don't write your name.", "Choose one.", "Choose all that are right.", "Write the letters in the right order", "Page 1 of 2", "Page 2 of 2", "minutes")
	tellsNot(t, text, "Must be right", "Nobody can help", "Page 3", "percent", "First letter of")
	if sheet.Pages != 4 || !sheet.TwoSided {
		t.Errorf("two sheets of two pages are %d pages, two-sided %v", sheet.Pages, sheet.TwoSided)
	}
	for want, times := range map[string]int{"I don't know": 2*7 + 2, "How sure are you?": 2 * 7, "K7M-3W4": 3, "R2X-9HC": 3} {
		if got := strings.Count(text, want); got != times { // "I don't know" is in the first lines too; a code on each page and at the top
			t.Errorf("%q stands there %d times, want %d", want, got, times)
		}
	}
	own, err := press.CheckSheet(t.Context(), handout.CheckInput{PlanInput: in, Phase: evaluation.After})
	text = sessionText(t, own, err)
	for _, q := range evaluation.OwnQuestions("en") {
		tells(t, text, q.Text)
	}
	tells(t, text, "Questions at the end")
	for i := range in.Plan.Check {
		in.Plan.Check[i].AskSure = false
	}
	sheet, err = press.CheckSheet(t.Context(), handout.CheckInput{PlanInput: in, Phase: evaluation.Before})
	tellsNot(t, sessionText(t, sheet, err), "How sure")
}

func TestSheetsOfOddLengthBeginOnAFront(t *testing.T) {
	in := planInput(paper.Form{Large: true})
	in.Plan.Check = in.Plan.Check[:4]
	sheet, err := newPress(t).CheckSheet(t.Context(), handout.CheckInput{PlanInput: in, Phase: evaluation.Before, Tickets: []string{"AAA-AAA", "BBB-BBB", "CCC-CCC"}})
	if err != nil {
		t.Fatal(err)
	}
	keep(t, sheet.PDF)
	for page := 1; page <= sheet.Pages; page++ {
		n := strconv.Itoa(page)
		text := tool(t, sheet.PDF, "pdftotext", "-f", n, "-l", n, "PDF", "-")
		first := strings.Contains(text, "Page 1 of")
		if blank := strings.TrimSpace(text) == ""; first && page%2 == 0 || blank && page%2 == 1 {
			t.Errorf("page %d: first %v, blank %v", page, first, blank)
		}
	}
}

func TestTicketsHaveEachCodeTwiceAndNothingElse(t *testing.T) {
	in := handout.TicketsInput{PlanInput: planInput(paper.Form{}), Tickets: sampleTickets(12)}
	sheet, err := newPress(t).Tickets(t.Context(), in)
	text := sessionText(t, sheet, err)
	for _, code := range in.Tickets {
		if n := strings.Count(text, code); n != 2 {
			t.Errorf("%s stands there %d times", code, n)
		}
	}
	tellsNot(t, text, "overdose", "Passalong", "library", "Draft")
	tells(t, text, "Use this code on your first sheet.", "Keep this part.")
	none, err := newPress(t).Tickets(t.Context(), handout.TicketsInput{PlanInput: in.PlanInput})
	if err != nil || none.Pages != 1 {
		t.Errorf("no tickets: %d pages, error %v", none.Pages, err)
	}
}

func TestSlipsFillThePage(t *testing.T) {
	in := planInput(paper.Form{})
	long := in.Plan.Check[0]
	item := *long.Item
	item.Prompt = strings.Repeat("Robin cannot be woken. ", 12)
	long.Item = &item
	endless := long
	other := item
	other.Prompt = strings.Repeat(item.Prompt, 40)
	endless.Item = &other
	for name, test := range map[string]struct {
		poll plan.Poll
		form paper.Form
		want int
		says string
	}{
		"a short question":          {in.Plan.Check[0], paper.Form{}, 8, "C Put Robin"},
		"a short one on Letter":     {in.Plan.Check[0], paper.Form{Size: paper.Letter}, 8, "C Put Robin"},
		"in large print":            {in.Plan.Check[0], paper.Form{Large: true}, 4, "C Put Robin"},
		"a long question":           {long, paper.Form{}, 4, "C Put Robin"},
		"longer than a page":        {endless, paper.Form{}, 1, "C Put Robin"},
		"a wall":                    {plan.Poll{ID: "wall-1", Kind: plan.WallPoll, Prompt: "What helps?"}, paper.Form{}, 8, "A word or a short sentence"},
		"a scenario, by its moment": {plan.Poll{ID: "s", Kind: plan.ScenarioPoll, Scenario: &scenario.Scenario{Title: "The locked toilet"}}, paper.Form{}, 8, "Choice 8"},
	} {
		t.Run(name, func(t *testing.T) {
			in.Form = test.form
			sheet, n, err := newPress(t).Slips(t.Context(), handout.SlipsInput{PlanInput: in, Poll: test.poll})
			text := sessionText(t, sheet, err)
			if n != test.want || strings.Count(text, test.says) != n {
				t.Errorf("%d slips on %d pages, want %d; %q stands there %d times", n, sheet.Pages, test.want, test.says, strings.Count(text, test.says))
			}
			staysOnItsPages(t, sheet.PDF)
		})
	}
}

func TestBriefTalkIsOnePageAndSaysWhenItIsNot(t *testing.T) {
	in := briefInput(paper.Form{})
	sheet, err := newPress(t).Brief(t.Context(), in)
	text := sessionText(t, sheet, err)
	tells(t, text, "10 minutes", "Have you ever been there", "3 minutes", "Got it", "Not yet", "Right answer: Call 000", "a phone that is switched off", "Handout: Overdose: what to do")
	if sheet.Pages != 1 || len(sheet.Warnings) > 0 {
		t.Errorf("%d pages, warnings %v", sheet.Pages, sheet.Warnings)
	}
	for range 8 {
		in.Plan.Sections = append(in.Plan.Sections, briefInput(paper.Form{}).Plan.Sections...)
	}
	sheet, err = newPress(t).Brief(t.Context(), in)
	if err != nil || sheet.Pages < 2 || !slices.Contains(sheet.Warnings, paper.MorePages) {
		t.Errorf("a talk of an hour has %d pages, warnings %v, error %v", sheet.Pages, sheet.Warnings, err)
	}
}

func TestWordsToReadOutAreOnePageAndAskForNoName(t *testing.T) {
	for _, form := range []paper.Form{{}, {Size: paper.Letter}, {Large: true}} {
		sheet, err := newPress(t).Consent(t.Context(), planInput(form))
		text := sessionText(t, sheet, err)
		tells(t, text, "Only counts are kept", "never whose they are", "When the last sheets are in", "You can pass on any question.", "leave at any time", "Nobody asks for your name.", "Ask me now")
		tellsNot(t, text, "signature", "Sign ")
		if sheet.Pages != 1 {
			t.Errorf("%d pages", sheet.Pages)
		}
	}
}

func TestTextOfSessionsIsNeverSource(t *testing.T) {
	const hostile = "#panic(\"boom\") $x$ ] } ) \\u{41} <pages> @pages *b* _i_ // c ``` `` #let doc = 1 </script>\u202e"
	in := planInput(paper.Form{})
	in.Plan.Title, in.Plan.Group, in.Plan.Prepare = hostile, hostile, []string{hostile}
	for i := range in.Plan.Sections {
		s := &in.Plan.Sections[i]
		s.Title, s.Aims, s.Materials = hostile, []string{hostile}, []string{hostile}
		for j := range s.Notes {
			s.Notes[j].Text = hostile + "\n- " + hostile
		}
	}
	in.Plan.Care[0] = plan.Care{When: hostile, Do: hostile}
	for i := range in.Plan.Check {
		it := *in.Plan.Check[i].Item
		it.Prompt, it.Choices = hostile, slices.Clone(it.Choices)
		for j := range it.Choices {
			if it.Kind != quiz.Number {
				it.Choices[j].Text += hostile
			}
		}
		in.Plan.Check[i].Item = &it
	}
	rep := reportInput(paper.Form{})
	rep.Report.Title, rep.Report.Said = hostile, []string{hostile}
	rep.Report.Change.Objectives[0].Text = hostile
	year := yearInput(paper.Form{})
	year.Summary.Modules[0].Title, year.Summary.Handouts[0].Title = hostile, hostile
	press := newPress(t)
	for name, make := range map[string]func() (paper.Sheet, error){
		"plan":       func() (paper.Sheet, error) { return press.Plan(t.Context(), in) },
		"materials":  func() (paper.Sheet, error) { return press.Materials(t.Context(), in) },
		"brief":      func() (paper.Sheet, error) { return press.Brief(t.Context(), in) },
		"consent":    func() (paper.Sheet, error) { return press.Consent(t.Context(), in) },
		"evaluation": func() (paper.Sheet, error) { return press.EvaluationSheet(t.Context(), in) },
		"key":        func() (paper.Sheet, error) { return press.CheckKey(t.Context(), in) },
		"check":      func() (paper.Sheet, error) { return press.CheckSheet(t.Context(), handout.CheckInput{PlanInput: in}) },
		"report":     func() (paper.Sheet, error) { return press.SessionReport(t.Context(), rep) },
		"year":       func() (paper.Sheet, error) { return press.YearReport(t.Context(), year) },
	} {
		t.Run(name, func(t *testing.T) {
			sheet, err := make()
			tells(t, sessionText(t, sheet, err), `#panic("boom")`)
			staysOnItsPages(t, sheet.PDF)
		})
	}
}

func TestWordsThatNobodyTranslatedAreMarkedAsEnglish(t *testing.T) {
	for _, language := range []catalog.Language{"vi", "ar"} {
		t.Run(string(language), func(t *testing.T) {
			in := planInput(paper.Form{})
			in.Plan.Language = language
			press := newPress(t)
			for name, make := range map[string]func() (paper.Sheet, error){
				"plan":     func() (paper.Sheet, error) { return press.Plan(t.Context(), in) },
				"consent":  func() (paper.Sheet, error) { return press.Consent(t.Context(), in) },
				"own code": func() (paper.Sheet, error) { return press.CheckSheet(t.Context(), handout.CheckInput{PlanInput: in}) },
				"feelings": func() (paper.Sheet, error) { return press.EvaluationSheet(t.Context(), in) },
			} {
				t.Run(name, func(t *testing.T) {
					sheet, err := make()
					if err != nil {
						t.Fatal(err)
					}
					keep(t, sheet.PDF)
					plain := tool(t, sheet.PDF, "qpdf", "--qdf", "--object-streams=disable", "PDF", "-")
					for _, want := range []string{"/Lang (" + string(language) + ")", "/Lang (en)"} {
						if !strings.Contains(plain, want) {
							t.Errorf("the PDF has no %s", want)
						}
					}
				})
			}
		})
	}
}
