package plan

import (
	"regexp"
	"strconv"
	"strings"
)

// A Lead is what a bold lead word makes of its paragraph in a guide. docs/content-format.md lists them.
type Lead string

// The leads. NoLead is any other text.
const (
	NoLead      Lead = ""
	LeadSay     Lead = "say"
	LeadAsk     Lead = "ask"
	LeadExpect  Lead = "likely"
	LeadWatch   Lead = "watch"
	LeadShow    Lead = "show"
	LeadPoll    Lead = "poll"
	LeadHandOut Lead = "hand out"
)

// plainLeads say no more than what kind a note is.
var plainLeads = []string{"say", "ask", "likely answers", "watch for", "listen for", "look for"}

// LeadOf reads a bold text such as "Say:". It ends in a colon.
func LeadOf(bold string) Lead {
	text, colon := strings.CutSuffix(leadText(bold), ":")
	if !colon {
		return NoLead
	}
	switch text {
	case string(LeadShow), string(LeadPoll), string(LeadHandOut):
		return Lead(text)
	}
	word, rest, _ := strings.Cut(text, " ")
	for _, known := range []struct {
		lead Lead
		fits bool
	}{
		{LeadSay, word == "say"},
		{LeadAsk, word == "ask"},
		{LeadExpect, word == "likely"},
		{LeadWatch, word == "if" || (word == "watch" || word == "listen" || word == "look") && strings.HasPrefix(rest, "for")},
	} {
		if known.fits {
			return known.lead
		}
	}
	return NoLead
}

func leadText(bold string) string { return strings.ToLower(oneLine(bold)) }

// A Timing is what a ## heading of a guide says of its section's time.
type Timing struct {
	Title   string // without the minutes
	Minutes int
	Least   int // 0 when it does not say
}

var timingPattern = regexp.MustCompile(`^(.*?)\s*\(([0-9]{1,3}) min(?:, at least ([0-9]{1,3}))?\)$`)

// TimingOf reads a heading such as "Practise the call (10 min)" or "Practise the call (10 min, at least 5)". ok is false
// for one without minutes.
func TimingOf(heading string) (t Timing, ok bool) {
	m := timingPattern.FindStringSubmatch(oneLine(heading))
	if m == nil {
		return Timing{}, false
	}
	t.Title = m[1]
	t.Minutes, _ = strconv.Atoi(m[2]) // three digits at most
	t.Least, _ = strconv.Atoi(m[3])
	return t, true
}

// PollRef reads what a Poll paragraph names: an id alone, of an item or a scenario, or one of the two with what it is before
// it, as in "scenario just-one". kind is empty where it does not say.
func PollRef(text string) (kind PollKind, id string) {
	text = oneLine(text)
	if id, is := strings.CutPrefix(text, "item "); is {
		return ItemPoll, id
	}
	if id, is := strings.CutPrefix(text, "scenario "); is {
		return ScenarioPoll, id
	}
	return "", text
}

var quotedPattern = regexp.MustCompile(`[“"]([^“”"]*)[”"]`)

// Quoted lists what stands in quotation marks: in a Poll paragraph, questions for a word wall.
func Quoted(text string) []string {
	var all []string
	for _, m := range quotedPattern.FindAllStringSubmatch(text, -1) {
		if q := oneLine(m[1]); q != "" {
			all = append(all, q)
		}
	}
	return all
}
