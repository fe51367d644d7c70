package exchange

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/passalong/passalong/internal/fold"
	"github.com/passalong/passalong/internal/quiz"
)

// A draft is an item on its way in.
type draft struct {
	item   quiz.Item
	at     place
	name   string   // what the file calls it; may be empty
	id     string   // that the file gives it; may be empty
	labels []string // tags
	own    []string // ids of the choices, in order, as only our own files have them
	lost   []string // what of it does not come through
}

// lose notes something that does not come through, once.
func (d *draft) lose(what ...string) {
	for _, w := range what {
		if !slices.Contains(d.lost, w) {
			d.lost = append(d.lost, w)
		}
	}
}

// called is what an item is called before it has an id.
func (d *draft) called() string {
	for _, s := range []string{d.id, d.name, d.item.Prompt} {
		if s = strings.Join(strings.Fields(s), " "); s != "" {
			return shorten(s, 40)
		}
	}
	return ""
}

func shorten(s string, most int) string {
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return strings.TrimSpace(string([]rune(s)[:most])) + "…"
}

// A collector gathers the items of a file.
type collector struct {
	out     Imported
	taken   map[quiz.ItemID]bool
	numbers map[string]int // how many of an id have been numbered
	skipped int            // faults that are more than anybody reads
}

func newCollector(f Format) *collector {
	return &collector{out: Imported{Format: f, Quiz: quiz.Quiz{Pass: 80}}, taken: map[quiz.ItemID]bool{}, numbers: map[string]int{}}
}

func (c *collector) note(f Fault) {
	if len(c.out.Faults) >= maxNotes {
		c.skipped++
		return
	}
	c.out.Faults = append(c.out.Faults, f)
}

func (c *collector) refuse(at place, item, reason, next string) {
	c.note(Fault{Kind: Refused, Line: at.line, Column: at.column, Item: item, Reason: reason, Next: next})
}

// category gives the bank of the questions below a category: the last part of its path. The top category is no
// bank. What of the path is not in the bank's id is noted.
func (c *collector) category(at place, path string) (bank string) {
	var names []string
	for _, part := range strings.Split(strings.ReplaceAll(path, "//", "\x00"), "/") {
		name := strings.TrimSpace(strings.ReplaceAll(part, "\x00", "/"))
		if name != "" && name != "top" && !(strings.HasPrefix(name, "$") && strings.HasSuffix(name, "$")) {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	bank = slug(names[len(names)-1])
	if len(names) > 1 || bank == "" {
		whole, into := shorten(strings.Join(names, "/"), 80), "no bank"
		if bank != "" {
			into = "the bank “" + bank + "”"
		}
		c.note(Fault{
			Kind: Changed, Line: at.line, Column: at.column,
			Reason: "not carried: the category “" + whole + "”; its questions are in " + into, Next: "write the bank that you want at each of them",
		})
	}
	return bank
}

// add takes an item over and says what is missing of it.
func (c *collector) add(d *draft) {
	if len(c.out.Quiz.Items) >= maxItems {
		c.refuse(d.at, d.called(), fmt.Sprintf("a quiz has at most %d questions", maxItems), "divide the file")
		return
	}
	d.applyLabels()
	if d.item.Survey {
		d.item.Bank, d.item.Critical, d.item.Partial = "", false, false // it is always given and never scored
	}
	d.item.ID = c.newID(d)
	d.nameChoices()
	if len(d.lost) > 0 {
		c.note(Fault{
			Kind: Changed, Line: d.at.line, Column: d.at.column, Item: string(d.item.ID),
			Reason: "not carried: " + strings.Join(d.lost, "; "), Next: "read the question again and put back what it needs",
		})
	}
	if missing := unfinished(d.item); missing != "" {
		c.note(Fault{
			Kind: Unfinished, Line: d.at.line, Column: d.at.column, Item: string(d.item.ID),
			Reason: "needs " + missing + " before it can be published",
		})
	}
	c.out.Quiz.Items = append(c.out.Quiz.Items, d.item)
}

// done gives what was gathered.
func (c *collector) done() Imported {
	if c.skipped > 0 {
		c.out.Faults = append(c.out.Faults, Fault{Kind: Refused, Reason: fmt.Sprintf("%d more faults are not listed", c.skipped), Next: "put these right first"})
	}
	return c.out
}

// newID makes the permanent id of an item: of what the file calls it, and else of what it asks. Two that come
// out alike are numbered.
func (c *collector) newID(d *draft) quiz.ItemID {
	base := ""
	for _, s := range []string{d.id, d.name, d.item.Prompt} {
		if base = s; isID(s) {
			break
		}
		if base = slug(s); base != "" {
			break
		}
	}
	if base == "" {
		sum := sha256.Sum256([]byte(d.name + "\x00" + d.item.Prompt))
		base = "item-" + hex.EncodeToString(sum[:4])
	}
	id := quiz.ItemID(base)
	for n := c.numbers[base] + 2; c.taken[id]; n++ {
		number := "-" + strconv.Itoa(n)
		id = quiz.ItemID(strings.TrimRight(base[:min(len(base), maxID-len(number))], "-") + number)
		c.numbers[base]++
	}
	c.taken[id] = true
	return id
}

// ID makes an id of a name such as that of a file. It is empty when too little of the name would be left.
func ID(name string) string {
	if isID(name) {
		return name
	}
	return slug(name)
}

// slug writes a text as an id: lower-case letters and digits with hyphens between. It is empty when too little
// of the text would be left to know it by.
func slug(s string) string {
	var b strings.Builder
	kept, letters := 0, 0
	for _, r := range s {
		r = fold.Rune(r)
		switch {
		case r == 0:
			continue
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
			kept++
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-") && r < 0x80:
			b.WriteByte('-')
		}
		if r >= 0x80 || r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			letters++
		}
		if b.Len() >= maxSlug {
			break
		}
	}
	if kept*2 < letters {
		return ""
	}
	return trimID(b.String(), b.Len() >= maxSlug)
}

const (
	maxID   = 64 // characters, as content has it
	maxSlug = 48 // of an id that is made of a text
)

// trimID ends an id at the end of a word.
func trimID(id string, cut bool) string {
	if i := strings.LastIndexByte(id, '-'); cut && i > maxSlug/2 {
		id = id[:i]
	}
	return strings.Trim(id, "-")
}

// nameChoices gives the choices ids: their own where the file has them, and letters else.
func (d *draft) nameChoices() {
	choices := d.item.Choices
	if d.item.Kind == quiz.TrueFalse {
		return
	}
	own := len(d.own) == len(choices) && distinctIDs(d.own) && !slices.Contains(d.own, string(quiz.Unsure))
	for i := range choices {
		choices[i].ID = quiz.ChoiceID(letterID(i))
		if own {
			choices[i].ID = quiz.ChoiceID(d.own[i])
		}
	}
}

// letterID names the nth choice, from 0: a to z, then aa, ab and so on.
func letterID(n int) string {
	if n < 26 {
		return string(rune('a' + n))
	}
	return letterID(n/26-1) + letterID(n%26)
}

func distinctIDs(ids []string) bool {
	seen := map[string]bool{}
	for _, id := range ids {
		if seen[id] || !isID(id) {
			return false
		}
		seen[id] = true
	}
	return true
}

var idPattern = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// isID reports whether a text has the form of an id.
func isID(s string) bool {
	return len(s) <= maxID && idPattern.MatchString(s)
}

// unfinished lists what an item needs before learners may see it: the rules of quiz.yaml that other programs
// do not have.
func unfinished(it quiz.Item) string {
	var missing []string
	n := len(it.Choices) - feedbacks(it)
	switch {
	case it.Survey || it.Kind == quiz.Order || it.Kind == quiz.Match || n == 0:
	case n == len(it.Choices):
		missing = append(missing, "feedback")
	default:
		missing = append(missing, "feedback for "+count(n, "choice"))
	}
	switch {
	case len(it.Choices) > mostChoices:
		missing = append(missing, fmt.Sprintf("at most %d choices", mostChoices))
	case it.Kind == quiz.Short && slices.ContainsFunc(it.Choices, func(c quiz.Choice) bool { return len(c.Text) > quiz.MaxKnown }):
		missing = append(missing, fmt.Sprintf("answers of at most %d bytes", quiz.MaxKnown)) // a longer one is never matched
	case it.Kind == quiz.Order && len(it.Choices) < 3:
		missing = append(missing, "a third part to put in order")
	case it.Kind == quiz.Match && len(it.Choices) < 3:
		missing = append(missing, "a third right side")
	}
	if alike(it) {
		missing = append(missing, "choices that differ")
	}
	if it.Objective == "" && !it.Survey {
		missing = append(missing, "an objective")
	}
	if it.Lesson == "" && !it.Survey {
		missing = append(missing, "a lesson")
	}
	return sentenceList(missing)
}

const mostChoices = 50 // of an item in quiz.yaml

// alike reports whether two choices say the same.
func alike(it quiz.Item) bool {
	if it.Kind == quiz.Short || it.Kind == quiz.Number || it.Kind == quiz.TrueFalse {
		return false
	}
	left, right := map[string]bool{}, map[string]bool{}
	for _, c := range it.Choices {
		l, r := strings.ToLower(c.Text), strings.ToLower(c.Match)
		if l != "" && left[l] || r != "" && right[r] {
			return true
		}
		left[l], right[r] = true, true
	}
	return false
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}

// sentenceList joins words as a sentence does: a, b and c.
func sentenceList(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}
