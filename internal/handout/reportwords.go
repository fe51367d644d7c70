package handout

import (
	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/evaluation"
)

// reportWords are what reports about sessions say of their own accord, in one language.
type reportWords struct {
	Report     string `json:"-"`
	Year       string `json:"-"`
	FromTo     string `json:"-"` // with %s for two dates
	MadeOn     string `json:"-"` // with %s for a date
	Draft      string `json:"-"`
	DraftTitle string `json:"-"` // with %s for a module
	Days       string `json:"-"` // with %d
	BriefTalk  string `json:"-"`

	Present    string                            `json:"present"`
	People     string                            `json:"people"`
	PeopleOne  string                            `json:"-"`
	PeopleMany string                            `json:"-"` // with %d
	Categories map[evaluation.Category]string    `json:"-"`
	Places     map[evaluation.Place]string       `json:"-"`
	NoPlace    string                            `json:"-"`
	Support    map[evaluation.SupportKind]string `json:"-"`

	Taught   string `json:"taught"`
	Aims     string `json:"aims"`
	Change   string `json:"change"`
	Figures  string `json:"-"` // with %d for sheets before, after, and matched
	NotTold  string `json:"-"` // with %d for the least number
	NotAsked string `json:"-"` // why nothing is told where enough were matched; likewise
	NoSheets string `json:"-"`
	LeftOut  string `json:"-"` // with %d for questions
	LeftOut1 string `json:"-"`
	Aim      string `json:"aim"`
	Before   string `json:"before"`
	After    string `json:"after"`
	Shift    string `json:"shift"`
	Whole    string `json:"-"`
	From     string `json:"-"` // with %s and %s for the ends of an interval
	Means    string `json:"-"`
	Unclear  string `json:"-"`
	Said     string `json:"said"`
	Given    string `json:"given"`
	More     string `json:"-"` // with %d for what is left out of a list
	Copies   string `json:"copies"`

	Sessions  string `json:"sessions"`
	Hours     string `json:"hours"`
	Minutes   string `json:"minutes"`
	ByMonth   string `json:"by_month"`
	ByYear    string `json:"by_year"`
	Where     string `json:"where"`
	Who       string `json:"who"`
	Modules   string `json:"modules"`
	Supported string `json:"supported"`
	Times     string `json:"times"`
	OfBrief   string `json:"-"` // with %d for brief talks
	OfBrief1  string `json:"-"`
	Pooled    string `json:"-"` // with %d for sessions and for matched people
	Pooled1   string `json:"-"` // of one session, with %d for people
	Untold    string `json:"-"` // with %d for sessions
	Untold1   string `json:"-"`
	Nothing   string `json:"-"`
	TaughtOf  string `json:"-"`
}

// reportWordsFor gives the words of a language, and the language that they are in: English where nobody has
// translated them yet.
func reportWordsFor(catalog.Language) (reportWords, catalog.Language) { return englishReports(), "en" }

func englishReports() reportWords {
	return reportWords{
		Report: "Session report", Year: "Sessions in a period", FromTo: "%s to %s", MadeOn: "Made on %s",
		Draft: "Draft: what was taught waits for review", DraftTitle: "%s (draft)", Days: "on %d days", BriefTalk: "Brief talk",

		Present: "Who was there", People: "People", PeopleOne: "1 person", PeopleMany: "%d people",
		Categories: map[evaluation.Category]string{
			evaluation.Designated: "Peer workers (lived-experience roles)", evaluation.OtherRole: "Workers in other roles",
			evaluation.OfPublic: "People from the community",
		},
		Places: map[evaluation.Place]string{
			evaluation.NeedleProgram: "Needle and syringe program", evaluation.HealthService: "Health service", evaluation.Community: "Community space",
			evaluation.Housing: "Housing or shelter", evaluation.Prison: "Prison", evaluation.Street: "Street or park",
			evaluation.Festival: "Festival or venue", evaluation.Education: "School, TAFE or university", evaluation.Workplace: "Workplace",
			evaluation.Online: "Online", evaluation.OtherPlace: "Somewhere else",
		},
		NoPlace: "Place not said",
		Support: map[evaluation.SupportKind]string{
			evaluation.Supervision: "Supervision", evaluation.Debrief: "Debrief after something hard", evaluation.Mentoring: "Mentoring",
			evaluation.Coreflect: "Reflecting together in a group", evaluation.OtherHelp: "Something else",
		},

		Taught: "What was taught", Aims: "What people can do afterwards", Change: "What changed from before to after",
		Figures:  "%d sheets before, %d after; %d people handed in both. Only these are compared.",
		NotTold:  "Not told, because fewer than %d could be matched: people could be recognised.",
		NotAsked: "Not told, because no question with a right answer was answered both times by at least %d people: they could be recognised.",
		NoSheets: "No questions were asked before and after.",
		LeftOut1: "1 question is not told, because too few answered it.", LeftOut: "%d questions are not told, because too few answered them.",
		Aim: "Aim", Before: "before", After: "after", Shift: "Change in points", Whole: "All questions together", From: "%s to %s",
		Means: "Bars show how many of the answers were right, in percent. The dot is the change in this group, in percentage points. " +
			"The line shows where the change of a larger group like this one is likely to be: drawn in this way, it holds the true change in 95 of 100 such sessions.",
		Unclear: "Where the line crosses 0, the change may be chance.",
		Said:    "What people said", Given: "Handouts given", More: "and %d more", Copies: "Copies",

		Sessions: "Sessions", Hours: "Hours", Minutes: "Minutes", ByMonth: "Month by month", ByYear: "Year by year", Where: "Where", Who: "Who was there", Modules: "What was taught",
		Supported: "Support for peer workers", Times: "Times", OfBrief1: "1 of them a brief talk", OfBrief: "%d of them brief talks",
		Pooled1: "From 1 session with %d people who handed in both sheets.", Pooled: "From %d sessions with %d people who handed in both sheets.",
		Untold1: "1 more session had too few matched sheets to be told.", Untold: "%d more sessions had too few matched sheets to be told.",
		Nothing: "No session was held in this time.", TaughtOf: "A session about two modules counts for both.",
	}
}
