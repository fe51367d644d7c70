package lint

import "slices"

// The rules, by the ids that lint.yaml and pal check -only name.
const (
	readingGrade   = "reading-grade"
	sentenceLength = "sentence-length"
	personFirst    = "person-first"
	spellingRule   = "spelling"
	doseRule       = "dose"
	noSource       = "no-source"
	sourceAge      = "source-age"
	serviceAge     = "service-age"
	reviewDate     = "review-date"
	altText        = "alt-text"
	answerLength   = "answer-length"
	exceptionsRule = "exceptions"
)

// A Rule is one thing that is looked for.
type Rule struct {
	ID      string
	About   string // what it wants, as a sentence without its full stop
	English bool   // whether it holds for texts in English only
}

// Rules lists all rules, those about words first. docs/authors.md says why each is there.
func Rules() []Rule {
	return []Rule{
		{readingGrade, "texts read at the school grade that their readers have", true},
		{sentenceLength, "no sentence has more than 25 words", true},
		{personFirst, "people come before labels", true},
		{spellingRule, "words are spelt as in Australia, Britain or America", true},
		{doseRule, "amounts are written so that nobody takes them for others", true},
		{altText, "the text of a picture says what it teaches", true},
		{noSource, "what can be looked up has a source: figures, phone numbers, what the law says", false},
		{answerLength, "the right answer is neither the longest nor the shortest more often than chance", false},
		{sourceAge, "somebody has opened each source in the last year", false},
		{serviceAge, "somebody has rung or opened each service in the last year", false},
		{reviewDate, "review dates are more than 60 days away", false},
		{exceptionsRule, "lint.yaml can be read, and allows nothing that is not there", false},
	}
}

func isRule(id string) bool {
	return slices.ContainsFunc(Rules(), func(r Rule) bool { return r.ID == id })
}

func ruleIDs() []string {
	var ids []string
	for _, r := range Rules() {
		ids = append(ids, r.ID)
	}
	return ids
}
