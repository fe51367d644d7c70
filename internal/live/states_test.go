package live_test

import (
	"strings"
	"testing"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/scenario"
	"github.com/passalong/passalong/internal/session"
)

// A state is something that a page can show.
type state struct {
	name string
	view session.PhoneView
	sees string       // is on the page then
	then func(b *tab) // what is done before it is looked at
}

func rows(texts ...string) []session.Row {
	var out []session.Row
	for i, text := range texts {
		key, words, ok := strings.Cut(text, "=")
		if !ok {
			key, words = "#"+string(rune('1'+i)), text
		}
		out = append(out, session.Row{Key: key, Letter: string(rune('A' + i)), Text: words})
	}
	return out
}

func tally(rows []session.Row, counts ...int) *session.Tally {
	t := &session.Tally{}
	for i, r := range rows {
		t.Bars = append(t.Bars, session.Bar{Row: r, Count: counts[i]})
		t.Answered += counts[i]
	}
	return t
}

func pollView(p *session.RoomPoll) session.PhoneView {
	return session.PhoneView{State: session.PhonePoll, Poll: p}
}

func changed(p *session.RoomPoll, change func(*session.RoomPoll)) *session.RoomPoll {
	change(p)
	return p
}

var (
	orderPoll = &session.RoomPoll{
		ID: "m/order", Kind: quiz.Order, Prompt: "Put the steps in order.", Round: 1, Open: true, Answers: -1,
		Choices: rows("Roll them onto their side", "Give naloxone", "Try to wake them", "Call 000 and say where you are, with the nearest cross street"),
	}
	matchPoll = &session.RoomPoll{
		ID: "m/match", Kind: quiz.Match, Prompt: "What does each do?", Round: 1, Open: true, Answers: -1,
		Choices: rows("Naloxone", "Recovery position", "Rescue breathing"), Rights: []string{"Keeps the airway open", "Puts oxygen into the lungs", "Takes the place of opioids for a while", "Wakes people who took stimulants"},
	}
	sheetItems = []session.RoomPoll{*single("m/first", 1, true), *orderPoll, {ID: "m/short", Kind: quiz.Short, Prompt: "What number do you call?", Round: 1, Open: true, AskSure: true}}
)

func scene(ended bool) *session.RoomScenario {
	s := &session.RoomScenario{
		ID: "m/s", Title: "At the station", Round: 1, Open: !ended,
		Moment: scenario.Moment{
			Minutes: 3, Parts: []scenario.Part{{Text: "A person lies on the bench. Their lips are blue."}, {Picture: "x.svg", Alt: "A bench on a platform, with someone lying on it."}},
			Said:  []scenario.Said{{Part: scenario.Part{Text: "You call their name. They do not react."}}},
			State: []scenario.Value{{Label: "Breathing", Words: "slow"}},
		},
		Choices: rows("shake=Shake their shoulder", "call=Call an ambulance", "leave=Leave them alone"),
	}
	if ended {
		s.Moment.Ended, s.Moment.Ending = true, scenario.Ending{Title: "They live", Text: "The ambulance came after nine minutes."}
		s.Results = tally(s.Choices, 3, 9, 0)
	}
	return s
}

func states() []state {
	words := []session.Word{{ID: 1, Text: "Listening", Likes: 3, Approved: true}, {ID: 2, Text: "Somebody who stays with me, and says what they are doing", Approved: true}}
	teams := session.PhoneView{State: session.PhoneWaiting, Teams: []string{"North", "South", "West"}}
	survey := &session.RoomPoll{ID: "m/survey", Kind: quiz.Multiple, Survey: true, Multiple: true, Prompt: "What would help you to carry naloxone?", Round: 1, Open: true, Choices: rows("a=Knowing where to get it", "b=A smaller box", "c=Not being judged")}
	return []state{
		{name: "waiting", view: session.PhoneView{State: session.PhoneWaiting}, sees: "You are in"},
		{name: "teams", view: teams, sees: "Choose your team"},
		{name: "paused", view: session.PhoneView{State: session.PhonePaused}, sees: "There is a break"},
		{name: "single", view: pollView(single("m/first", 1, true)), sees: "Someone does not wake up"},
		{name: "single sent", view: pollView(single("m/sent", 1, true)), sees: "Someone does not wake up", then: func(b *tab) {
			b.press("BCall an ambulance on 000")
			b.press("Send")
			b.sees("✓ Sent")
		}},
		{name: "nothing chosen", view: pollView(single("m/none", 1, true)), sees: "Someone does not wake up", then: func(b *tab) {
			b.press("Send")
			b.sees("Please choose an answer first.")
		}},
		{name: "closed", view: pollView(single("m/sent", 1, false)), sees: "No more answers are taken."},
		{name: "results", view: pollView(changed(single("m/sent", 2, false), func(p *session.RoomPoll) {
			p.Results, p.Before = tally(p.Choices, 2, 9, 1), tally(p.Choices, 5, 4, 3)
			p.Right, p.Why = []string{"call"}, "Help takes a while to come. Say where you are first."
		})), sees: "What the room said"},
		{name: "sure", view: pollView(changed(single("m/sure", 1, true), func(p *session.RoomPoll) { p.AskSure = true })), sees: "How sure are you?", then: func(b *tab) { b.press("Not sure") }},
		{name: "multiple", view: pollView(&session.RoomPoll{ID: "m/multi", Kind: quiz.Multiple, Multiple: true, Prompt: "Which are signs of an overdose?", Round: 1, Open: true, Choices: rows("a=Blue or grey lips", "b=Snoring or gurgling", "c=Talking fast", "d=Very small pupils")}),
			sees: "Which are signs", then: func(b *tab) { b.press("ABlue or grey lips"); b.press("DVery small pupils") }},
		{name: "true or false", view: pollView(&session.RoomPoll{ID: "m/tf", Kind: quiz.TrueFalse, Prompt: "Naloxone works for everything.", Round: 1, Open: true, Choices: rows("true=True", "false=False", "unsure=I don't know")}), sees: "I don’t know"},
		{name: "survey", view: pollView(survey), sees: "Choose all that fit."},
		{name: "order", view: pollView(orderPoll), sees: "Put these in order", then: func(b *tab) { b.press("Move up: Try to wake them"); b.sees("now number 2 of 4") }},
		{name: "match", view: pollView(matchPoll), sees: "Choose what belongs to each."},
		{name: "number", view: pollView(&session.RoomPoll{ID: "m/n", Kind: quiz.Number, Unit: "minutes", Prompt: "After how many minutes may a second dose be given?", Round: 1, Open: true}), sees: "as a number"},
		{name: "short", view: pollView(&session.RoomPoll{ID: "m/short", Kind: quiz.Short, Prompt: "What number do you call?", Round: 1, Open: true}), sees: "What number"},
		{name: "in another language", view: session.PhoneView{State: session.PhonePoll, Language: "ar", Title: "جلسة", Poll: &session.RoomPoll{ID: "m/ar", Kind: quiz.Single, Prompt: "ماذا تفعل أولًا؟", Round: 1, Open: true, Choices: rows("a=أتصل بالإسعاف", "b=أنتظر")}}, sees: "ماذا"},
		{name: "wall", view: session.PhoneView{State: session.PhoneWall, Wall: &session.RoomWall{ID: "w", Prompt: "What helps you on a hard day?", Open: true, Words: words}}, sees: "On the wall", then: func(b *tab) {
			eval[bool](b, `(document.getElementById('word').value = 'A good laugh', true)`)
			b.press("Send")
			b.sees("You wrote", "not shown yet")
			b.press("Like: Listening, 3 likes")
			b.waits(`document.getElementById('like1').getAttribute('aria-pressed') === 'true'`)
		}},
		{name: "scenario", view: session.PhoneView{State: session.PhoneScenario, Scenario: scene(false)}, sees: "What should be done now?", then: func(b *tab) {
			b.press("BCall an ambulance")
			b.press("Send my vote")
			b.sees("✓ Sent")
		}},
		{name: "scenario over", view: session.PhoneView{State: session.PhoneScenario, Scenario: scene(true)}, sees: "They live"},
		{name: "phase", view: session.PhoneView{State: session.PhonePhase, Phase: evaluation.Before, Items: sheetItems}, sees: "Questions before we start"},
		{name: "phase question", view: session.PhoneView{State: session.PhonePhase, Phase: evaluation.Before, Items: sheetItems}, sees: "Questions before we start", then: func(b *tab) {
			b.press("Start")
			b.sees("Question 1 of 3")
		}},
		{name: "phase code", view: session.PhoneView{State: session.PhonePhase, Phase: evaluation.Before, Items: sheetItems}, sees: "Question 1 of 3", then: func(b *tab) {
			b.press("Next")
			b.sees("Question 2 of 3")
			b.press("Next")
			b.sees("Question 3 of 3")
			b.press("Next")
			b.press("I make my own code")
			b.sees("older brothers")
		}},
		{name: "phase ticket", view: session.PhoneView{State: session.PhonePhase, Phase: evaluation.Before, Items: sheetItems}, sees: "Last step", then: func(b *tab) {
			b.press("I have a ticket")
			eval[bool](b, `(function () { var k = document.getElementById('k0'); k.value = 'K7M-3W5'; k.dispatchEvent(new Event('input')); return true; }())`)
			b.press("Send my answers")
			b.sees("A letter or digit of the ticket is wrong.")
		}},
	}
}

// joined opens the page and joins.
func (b *tab) joined(url string) {
	b.t.Helper()
	b.visit(url)
	b.press("Join")
	b.waits(`document.querySelector('h1') && document.querySelector('h1').textContent !== 'Join the session' && document.querySelector('h1').textContent !== 'Joining…'`)
}

func TestEveryStateIsAccessibleAndFits(t *testing.T) {
	t.Parallel() // most of it is waiting
	axe := axeCore(t)
	r := newRoom()
	url := serve(t, r).Phones().Join.URL
	b := open(t, chromium(t), 360, 640)
	look := func(name string) {
		b.dark(false)
		b.accessible(axe, name)
		b.shot(name)
		b.dark(true)
		b.accessible(axe, name+", dark")
		b.shot(name + "-dark")
		b.dark(false)
		b.resize(320, 568)
		b.fits(name + " at 320")
		b.large(true)
		b.fits(name + " at 320 with text at 200 %")
		b.shot(name + "-large")
		b.large(false)
		b.resize(412, 915)
		b.fits(name + " at 412")
		b.resize(360, 640)
	}
	b.visit(strings.TrimSuffix(url, url[strings.LastIndex(url, "/"):]) + "/")
	look("code")
	b.visit(url)
	look("welcome")
	b.joined(url)
	for _, s := range states() {
		b.shows(r, s.view)
		b.sees(s.sees)
		if s.then != nil {
			s.then(b)
		}
		look(s.name)
	}
	b.press("What is kept?")
	b.sees("Not your name")
	look("kept")
	for _, lang := range []string{"vi", "ar"} {
		b.language(lang)
		for _, s := range states() {
			switch s.name {
			case "single", "phase", "waiting", "results", "order":
				b.shows(r, s.view)
				b.waits(`document.documentElement.lang === '` + lang + `'`)
				look(s.name + "-" + lang)
			}
		}
	}
}
