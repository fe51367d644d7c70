package handout

import "github.com/passalong/passalong/internal/quiz"

// sheetWords are what question sheets, checklists and certificates say of their own accord, in one language.
type sheetWords struct {
	Code        string `json:"code"`
	MustBeRight string `json:"must_be_right"`
	SurePrompt  string `json:"sure_prompt"`
	Sure        string `json:"sure"`
	NotSure     string `json:"not_sure"`
	Right       string `json:"right"`
	Why         string `json:"why"`
	Question    string `json:"question"`
	Answer      string `json:"answer"`
	CodeOf      string `json:"code_of"`
	Initials    string `json:"initials"`
	SeenOn      string `json:"seen_on"`
	Met         string `json:"met"`
	Skills      string `json:"skills"`
	Contents    string `json:"contents"`
	NumberIs    string `json:"number_is"`
	To          string `json:"to"`

	Questions  string               `json:"-"`
	Answers    string               `json:"-"`
	Key        string               `json:"-"`
	Checklist  string               `json:"-"`
	Proof      string               `json:"-"` // what a certificate is called
	Version    string               `json:"-"` // with %s for version and date
	Form       string               `json:"-"` // with %d for the number of the sheet
	CodeHow    string               `json:"-"`
	Pass       string               `json:"-"` // with %d for percent
	PassAll    string               `json:"-"` // as Pass, where items must be right besides
	Partial    string               `json:"-"`
	Survey     string               `json:"-"`
	NoRight    string               `json:"-"`
	FromTheTop string               `json:"-"`
	Or         string               `json:"-"`
	WriteIn    string               `json:"-"` // with %s for a unit
	Do         map[quiz.Kind]string `json:"-"` // what to do with an item

	ChecklistHow []string `json:"-"`
	Completed    string   `json:"-"` // with %s for a date
	CompletedAll string   `json:"-"` // of a track, with %d for the number of modules and %s for a date
	OneOf        string   `json:"-"` // with %s for a module, its version and a date
	Issued       string   `json:"-"` // with %s for a date
	CodeAlt      string   `json:"-"` // with %s for the number
	Proves       string   `json:"-"`
	SkillsSeen   string   `json:"-"`
	NameTyped    string   `json:"-"`
	HowToCheck   string   `json:"-"`
}

func englishSheets() sheetWords {
	return sheetWords{
		Code: "Your code", MustBeRight: "Must be right", SurePrompt: "How sure are you?", Sure: "Sure", NotSure: "Not sure",
		Right: "Right answer", Why: "Why", Question: "Question", Answer: "Answer",
		CodeOf: "Code of each learner", Initials: "All steps seen: facilitator's initials", SeenOn: "Date",
		Met: "The holder has learned to", Skills: "A facilitator saw the holder", Contents: "Learned from",
		NumberIs: "Number", To: "Made out to",

		Questions: "Question sheet", Answers: "Questions with answers", Key: "Answer key", Checklist: "Skills checklist",
		Proof: "Certificate", Version: "Version %s · content of %s", Form: "Sheet %d",
		CodeHow: "Make up a code of 4 letters or numbers and use the same one each time. Please don't write your name on this sheet.",
		Pass:    "%d percent right is a pass.",
		PassAll: "%d percent right is a pass, when each question marked “Must be right” is right too.",
		Partial: "A partly right answer counts in part.", Survey: "Your view: no right answer.", NoRight: "No right answer",
		FromTheTop: "from the top down", Or: "or", WriteIn: "Write a number in %s.",
		Do: map[quiz.Kind]string{
			quiz.Single: "Choose one.", quiz.Multiple: "Choose all that apply.", quiz.TrueFalse: "Choose one.",
			quiz.Order: "Number the steps: 1 comes first.", quiz.Match: "Write in each box the letter that belongs there.",
			quiz.Short: "Write a word or two.", quiz.Number: "Write a number.",
		},

		ChecklistHow: []string{
			"Give each learner a column, by the code that they made up. Please don't write names on this sheet.",
			"Tick each step that you see done without help. When all steps of a column are ticked, write your initials and the date below.",
		},
		Completed:    "The holder of this certificate completed this module on %s.",
		CompletedAll: "The holder of this certificate completed the %d modules of this track, the last of them on %s.",
		OneOf:        "%s, version %s, completed on %s", Issued: "Issued on %s", CodeAlt: "Square code of certificate %s",
		Proves: "This certificate was made by the learner's own copy of Passalong. It says what the record there says: " +
			"that the questions were answered well enough to pass. Nobody watched that, and no organisation vouches for it.",
		SkillsSeen: "The skills were seen by a facilitator, who initialled them.",
		NameTyped:  "The name was typed when this was printed. Passalong has not checked it and does not keep it.",
		HowToCheck: "To check this certificate, hold its number or the square code against the record, in Passalong.",
	}
}
