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
	Step        string `json:"step"`
	Initials    string `json:"initials"`
	SeenOn      string `json:"seen_on"`
	Met         string `json:"met"`
	Skills      string `json:"skills"`
	Contents    string `json:"contents"`
	Check       string `json:"check"`
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
	GiveOrTake string               `json:"-"` // with %s for a tolerance
	WriteIn    string               `json:"-"` // with %s for a unit
	Do         map[quiz.Kind]string `json:"-"` // what to do with an item

	ChecklistHow []string `json:"-"`
	NoSkills     string   `json:"-"`
	Completed    string   `json:"-"` // with %s for a date
	CompletedAll string   `json:"-"` // of a track, with %d for the number of modules and %s for a date
	OneOf        string   `json:"-"` // a module in a list, with %s for title, version and date
	Proves       string   `json:"-"`
	NoExam       string   `json:"-"`
	NoName       string   `json:"-"`
	Issued       string   `json:"-"` // with %s for a date
	NumberAlt    string   `json:"-"`
}

func englishSheets() sheetWords {
	return sheetWords{
		Code: "Your code", MustBeRight: "Must be right", SurePrompt: "How sure are you?", Sure: "Sure", NotSure: "Not sure",
		Right: "Right answer", Why: "Why", Question: "Question", Answer: "Answer",
		Step: "The facilitator sees", Initials: "Initials", SeenOn: "Date",
		Met: "What the holder learned to do", Skills: "Skills that a facilitator saw", Contents: "What was learned from",
		Check: "Check this certificate", NumberIs: "Number", To: "Made out to",

		Questions: "Question sheet", Answers: "Questions with answers", Key: "Answer key", Checklist: "Skills checklist",
		Proof: "Certificate", Version: "Version %s · content of %s", Form: "sheet %d",
		CodeHow: "Make up a code of 4 letters or numbers and use the same one each time. Please don't write your name on this sheet.",
		Pass:    "%d percent right is a pass.",
		PassAll: "%d percent right is a pass, when each question marked “Must be right” is right too.",
		Partial: "Part of the answer counts.", Survey: "Your view: no right answer.", NoRight: "No right answer",
		FromTheTop: "from the top down", Or: "or", GiveOrTake: "give or take %s", WriteIn: "Write a number in %s.",
		Do: map[quiz.Kind]string{
			quiz.Single: "Choose one.", quiz.Multiple: "Choose all that apply.", quiz.TrueFalse: "Choose one.",
			quiz.Order: "Number the steps: 1 comes first.", quiz.Match: "Write in each box the letter that belongs there.",
			quiz.Short: "Write a word or two.", quiz.Number: "Write a number.",
		},
	}
}
