package handout

import (
	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/plan"
)

// sessionWords are what the sheets of a session say of their own accord, in one language.
type sessionWords struct {
	PlanOf string `json:"-"` // with %s for a date
	Draft  string `json:"-"`
	Of     string `json:"-"` // with %s for a module, and for its version
	From   string `json:"-"` // with %s for modules

	Plan       string                   `json:"-"`
	Minutes    string                   `json:"-"` // with %d
	Minute     string                   `json:"-"`
	Expected   string                   `json:"-"` // with %d for people
	Expected1  string                   `json:"-"`
	TooLong    string                   `json:"-"` // with %s for minutes
	AtAGlance  string                   `json:"at_a_glance"`
	Prepare    string                   `json:"prepare"`
	Aims       string                   `json:"aims"`
	OnScreen   string                   `json:"on_screen"`
	HandOut    string                   `json:"hand_out"`
	YouNeed    string                   `json:"you_need"`
	LeftOut    string                   `json:"left_out"`
	Care       string                   `json:"care"`
	CareHow    string                   `json:"care_how"`
	Notes      map[plan.NoteKind]string `json:"notes"`
	Slides     string                   `json:"-"` // with %d
	Slide      string                   `json:"-"`
	Question   string                   `json:"-"`
	Wall       string                   `json:"-"`
	Scenario   string                   `json:"-"`
	Untitled   string                   `json:"-"`
	Materials  string                   `json:"-"`
	MaterialsH string                   `json:"-"` // how to use the list
	What       string                   `json:"what"`
	ForWhat    string                   `json:"for_what"`
	HowMany    string                   `json:"how_many"`
	Papers     string                   `json:"papers"`
	Things     string                   `json:"things"`

	Brief     string `json:"-"`
	Script    string `json:"script"`
	CheckIt   string `json:"check_it"`
	CheckHow  string `json:"check_how"`
	GotIt     string `json:"got_it"`
	NotYet    string `json:"not_yet"`
	GoodReply string `json:"good_reply"`
	Kit       string `json:"kit"`

	Tickets      string `json:"-"`
	TicketBefore string `json:"ticket_before"`
	TicketAfter  string `json:"ticket_after"`
	BeforeUse    string `json:"before_use"`
	AfterUse     string `json:"after_use"`

	Before      string   `json:"-"`
	After       string   `json:"-"`
	CheckIntro  []string `json:"-"`
	YourCode    string   `json:"your_code"`
	DontKnow    string   `json:"dont_know"`
	ChooseOne   string   `json:"-"`
	ChooseAll   string   `json:"-"`
	ChooseAny   string   `json:"-"`
	OrderHow    string   `json:"-"`
	FirstToLast string   `json:"-"`
	OwnHow      string   `json:"own_how"`
	VoteHow     string   `json:"-"`
	Key         string   `json:"-"`
	KeyHow      []string `json:"-"`
	KeyIn       string   `json:"key_in"`
	Answer      string   `json:"answer"`
	Asked       string   `json:"asked"`
	Slips       string   `json:"-"`
	Consent     string   `json:"-"`
	Handout     string   `json:"-"` // with %s for its title
	Evaluation  string   `json:"-"`

	Box        string `json:"-"`
	EachOwn    string `json:"-"`
	ToAPage    string `json:"-"` // with %d
	PaperFor   string `json:"-"` // with %s for people, and for sheets of paper
	PersonOne  string `json:"-"`
	PersonMany string `json:"-"` // with %d
	Copies     string `json:"copies"`
	Sheets     string `json:"sheets"`

	ConsentParts []saidPart `json:"-"`
	AskHead      string     `json:"ask_head"`
	AskMe        string     `json:"ask_me"`
	Feelings     []string   `json:"-"`
	FeelingsHow  string     `json:"-"`
	Scale        []string   `json:"-"` // from the worst to the best
	OneLine      string     `json:"one_line"`
	WriteHere    string     `json:"write_here"`
	Moment       string     `json:"moment"`
}

// sessionWordsFor gives the words of a language, and the language that they are in: English where nobody has
// translated them yet.
func sessionWordsFor(catalog.Language) (sessionWords, catalog.Language) {
	return englishSession(), "en"
}

func englishSession() sessionWords {
	return sessionWords{
		PlanOf: "Plan of %s", Draft: "Draft: the content waits for review", Of: "%s, version %s", From: "Made from %s",

		Plan: "Session plan", Minutes: "%d minutes", Minute: "1 minute", Expected: "%d people expected", Expected1: "1 person expected",
		TooLong:   "This plan takes %s more than there is.",
		AtAGlance: "At a glance", Prepare: "Before you start", Aims: "Aim", OnScreen: "On the screen", HandOut: "Hand out", YouNeed: "You need",
		LeftOut: "Left out this time", Care: "If it gets hard", CareHow: "Keep this page on top. People come before the plan.",
		Notes: map[plan.NoteKind]string{plan.Do: "Do", plan.Say: "Say", plan.Ask: "Ask", plan.Expect: "You may hear", plan.Watch: "Watch for"},
		Slide: "Slide", Slides: "%d slides", Question: "Question", Wall: "Words", Scenario: "Scenario", Untitled: "without a title",
		Materials: "What to bring", MaterialsH: "Tick each line when it is packed.", What: "What", ForWhat: "For", HowMany: "How many",
		Papers: "On paper", Things: "Things",

		Brief: "Brief talk", Script: "What to say and do", CheckIt: "Check what came across",
		CheckHow: "Ask out loud. Tick what you hear; explain once more what is missing.", GotIt: "Got it", NotYet: "Not yet", GoodReply: "Right answer", Kit: "Kit",

		Tickets: "Tickets", TicketBefore: "Before", TicketAfter: "After",
		BeforeUse: "Use this code on your first sheet.", AfterUse: "Keep this part. Use the same code on your last sheet.",

		Before: "Questions before we start", After: "Questions at the end",
		CheckIntro: []string{"Please don't write your name. You can leave out any question. “I don't know” is a good answer too."},
		YourCode:   "Your code", DontKnow: "I don't know", ChooseOne: "Choose one.", ChooseAll: "Choose all that are right.", ChooseAny: "Choose all that fit.",
		OrderHow: "Write the letters in the right order, the first on the left.", FirstToLast: "from first to last",
		OwnHow:  "Answer these 4 the same way each time. They ask for no name.",
		VoteHow: "Each time the group is asked, write one letter.",
		Key:     "Answer key", KeyHow: []string{
			"The letters and numbers in the second column are what stands on a sheet that is all right, and what to key in.",
			"Keep this key away from the group until the last sheets are in. Shred the sheets when they are keyed in.",
		},
		KeyIn: "Right", Answer: "In words", Asked: "Question", Slips: "Answer slips", Consent: "Words to read out", Handout: "Handout: %s", Evaluation: "How was it for you?", WriteHere: "A word or a short sentence", Moment: "Choice",

		Box: "Session in a box", EachOwn: "one for each ticket", ToAPage: "%d to a page, to cut apart", PaperFor: "For %s, on %s of paper.",
		PersonOne: "1 person", PersonMany: "%d people", Copies: "Copies", Sheets: "Sheets",

		ConsentParts: []saidPart{
			{"What I would like to ask you", []string{
				"I have a few questions for you now, and the same ones at the end. They show what this session helps with, and what it doesn't. It is no test of you.",
			}},
			{"What is kept, and what is not", []string{
				"Only counts are kept: how many people were here, and how many gave each answer. Maybe also words that were said or written for everyone, but never whose they are.",
				"Nobody asks for your name. Please don't write it anywhere. A code brings your first sheet and your last sheet together. Nobody writes down whose code it is.",
				"When the last sheets are in, the computer forgets the codes. If fewer than 5 people fill in both sheets, nothing is told about what changed.",
				"If you answer on your phone, it talks to this computer only. The computer forgets it at the end.",
			}},
			{"It is up to you", []string{
				"You can pass on any question. You can stop at any time, and leave at any time. You don't have to say why.",
				"Whatever you choose, you get the same help and the same handouts here as everyone else.",
			}},
		},
		AskHead: "If you want to ask something", AskMe: "Ask me now, in the break, or afterwards. Later on you can ask here:",
		Feelings: []string{
			"It was useful to me.", "I felt safe and respected.", "It was easy to follow.", "I will use something from today.", "I would tell others to come.",
		},
		FeelingsHow: "No names, please. Tick one circle in each line.", Scale: []string{"No", "Not really", "In between", "Mostly", "Yes"},
		OneLine: "What should we keep, or do differently?",
	}
}
