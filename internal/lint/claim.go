package lint

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
)

// figure is a number that could be wrong and do harm: a share, an amount, a time, a temperature, a count of times.
var figure = regexp.MustCompile(`\b` + number + `(?: ?(?:to|–|-|or|and) ?` + number + `)? ?(?:%|(?:(?i:per cent|percent)|in [0-9]+|of (?:every )?[0-9]+|out of (?:every )?[0-9]+` +
	`|mg|mcg|µg|μg|g|kg|ml|mL|L|°C|degrees|mmol|(?i:seconds?|minutes?|hours?|days?|weeks?|months?|years?|times|breaths?|pushes|compressions|puffs|doses|drops|sprays))(?:$|[^\pL\pN]))`)

const number = `[0-9]+(?:[.,][0-9]+)*`

// phone is a number to ring, of six digits or more in two groups or more. The short numbers of ambulances and police are those of
// the services of a region, which have sources of their own.
var phone = regexp.MustCompile(`(?:\([0-9]{2}\) ?)?\b[0-9]{2,4}(?:[ -][0-9]{2,4}){1,4}\b`)

const phoneDigits = 6

// law is what somebody could be charged, sued or protected for.
var law = regexp.MustCompile(`(?i)\b(?:illegal|unlawful|against the law|by law|the law (?:says|lets|allows|protects|covers|requires|makes|gives|treats)|an offence|offences|act [12][0-9]{3}|` +
	`criminal record|legally (?:required|allowed|bound)|mandatory report(?:er|ers|ing))\b`)

// digits are the numbers in a figure.
var digits = regexp.MustCompile(number)

// A claim is what could be wrong in a passage, and can be looked up.
type claim struct {
	text   string
	offset int  // in the passage
	figure bool // and not a phone number or something about the law
}

// key is what two claims have in common that say the same: of figures the last number and the unit, so that "2 to 3 minutes" is
// backed where "3 minutes" is.
func (c claim) key() string {
	if !c.figure {
		return strings.ToLower(c.text)
	}
	m := digits.FindAllStringIndex(c.text, -1)
	last := m[len(m)-1]
	if unit := strings.TrimSpace(c.text[last[1]:]); unit != "" {
		return c.text[last[0]:last[1]] + " " + strings.TrimSuffix(strings.ToLower(unit), "s")
	}
	return strings.ToLower(c.text)
}

func claims(text string) []claim {
	text = unquoted(text)
	var all []claim
	if hasDigit(text) {
		for _, m := range figure.FindAllStringIndex(text, -1) {
			said := strings.TrimRightFunc(text[m[0]:m[1]], func(r rune) bool { return r != '%' && isMark(r) })
			all = append(all, claim{said, m[0], true})
		}
		for _, m := range phone.FindAllStringIndex(text, -1) {
			if said := text[m[0]:m[1]]; len(onlyDigits(said)) >= phoneDigits {
				all = append(all, claim{said, m[0], false})
			}
		}
	}
	for _, m := range law.FindAllStringIndex(text, -1) {
		all = append(all, claim{text[m[0]:m[1]], m[0], false})
	}
	return all
}

func onlyDigits(text string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, text)
}

func hasDigit(text string) bool {
	for i := range len(text) {
		if '0' <= text[i] && text[i] <= '9' {
			return true
		}
	}
	return false
}

// ownWords begins the line at the end of a lesson that says it all again.
var ownWords = regexp.MustCompile(`(?i)^say it in your own words`)

// sourced wants a citation near each figure: in its paragraph, list, table or callout, or anywhere in the document if it
// is the same figure. What somebody says in a quotation or in their own words needs none, and neither does a story: of a
// lesson, that is its first paragraph. The keys at the head of a file, which are in blocks below 0, have no place for any.
func (c *checker) sourced(s *source, passages []passage, what string) {
	c.noCitations(s, passages)
	cited, backed, any := map[int]bool{}, map[string]bool{}, false
	for _, p := range passages {
		cited[p.block] = cited[p.block] || p.cited
		any = any || p.cited
	}
	if !any {
		s.advise(noSource, -1, what+" cites no source", "write [^key] behind what a source note of sources.yaml says")
		return
	}
	story := storyBlock(passages, what)
	for _, p := range passages {
		if cited[p.block] {
			for _, one := range claims(p.text) {
				backed[one.key()] = true
			}
		}
	}
	for i := range passages {
		p := &passages[i]
		if p.block < 0 || cited[p.block] || p.block == story || p.quoted || p.kind == picture || ownWords.MatchString(p.text) {
			continue
		}
		for _, one := range claims(p.text) {
			if !backed[one.key()] {
				s.advise(noSource, p.where(one.offset), fmt.Sprintf("“%s” has no source", one.text), "write [^key] behind it")
			}
		}
	}
}

// slipped is what was to be a citation, and is shown as it stands.
var slipped = regexp.MustCompile(`\[\^[^\s\]]*|\^?\[([a-z0-9-]+)\]`)

// noCitations finds what was to be a citation: a bracket that is not closed, and the key of a source without its ^.
func (c *checker) noCitations(s *source, passages []passage) {
	for i := range passages {
		p := &passages[i]
		if p.block < 0 || !strings.Contains(p.text, "[") {
			continue
		}
		for _, m := range slipped.FindAllStringSubmatchIndex(p.text, -1) {
			said := p.text[m[0]:m[1]]
			switch {
			case m[2] < 0:
				s.advise(noSource, p.where(m[0]), "“"+said+"” is no citation, and is shown as it stands", "write ] behind the key")
			case c.isSource(p.text[m[2]:m[3]]):
				s.advise(noSource, p.where(m[0]), "“"+said+"” is no citation, and is shown as it stands", "write [^"+p.text[m[2]:m[3]]+"]")
			}
		}
	}
}

func (c *checker) isSource(key string) bool {
	_, ok := c.cat.Sources[catalog.SourceKey(key)]
	return ok
}

// storyBlock is the block of the moment that a lesson begins with; 0 for none.
func storyBlock(passages []passage, what string) int {
	if i := slices.IndexFunc(passages, func(p passage) bool { return p.kind == prose }); i >= 0 && what == aLesson {
		return passages[i].block
	}
	return 0
}
