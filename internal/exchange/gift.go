package exchange

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/passalong/passalong/internal/quiz"
)

// A giftBlock is what stands between two empty lines: a question, a category or comments.
type giftBlock struct {
	text     string // escapes as marks, comments as empty lines
	comments string
	line     int // of the file, on which text begins
	bad      place
}

// giftMarks stand for escaped characters while a block is taken apart, so that every special character that is
// left means something. They are no characters that a text may have.
const (
	giftSpecial = ":#={}~"
	firstMark   = '\ufdd0'
	lineMark    = '\ufdd6'
)

// markEscapes replaces \: \# \= \{ \} \~ \n and \\; before anything else a backslash is itself.
func markEscapes(s string) string {
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		switch next := s[i+1]; {
		case next == '\\':
			b.WriteByte('\\')
		case next == 'n':
			b.WriteRune(lineMark)
		case strings.IndexByte(giftSpecial, next) >= 0:
			b.WriteRune(firstMark + rune(strings.IndexByte(giftSpecial, next)))
		default:
			b.WriteByte('\\')
			continue
		}
		i++
	}
	return b.String()
}

func unmark(s string) string {
	if !strings.Contains(s, "\ufdd0"[:2]) {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == lineMark:
			return '\n'
		case r >= firstMark && r < lineMark:
			return rune(giftSpecial[r-firstMark])
		}
		return r
	}, s)
}

// lineEnds makes the line ends of Windows and of the old Mac those of everybody.
func lineEnds(data []byte) []byte {
	if bytes.IndexByte(data, '\r') < 0 {
		return data
	}
	return bytes.ReplaceAll(bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")), []byte("\r"), []byte("\n"))
}

// giftBlocks divides a file at its empty lines.
func giftBlocks(data []byte) []giftBlock {
	var blocks []giftBlock
	var current *giftBlock
	var text, comments strings.Builder
	end := func() {
		if current != nil {
			current.text, current.comments = markEscapes(text.String()), comments.String()
			blocks = append(blocks, *current)
		}
		current = nil
		text.Reset()
		comments.Reset()
	}
	number := 0
	for line := range bytes.Lines(lineEnds(bytes.TrimPrefix(data, byteOrderMark))) {
		number++
		trimmed := bytes.TrimSpace(line)
		if len(trimmed) == 0 {
			end()
			continue
		}
		if current == nil {
			current = &giftBlock{line: number}
		}
		if current.bad.line == 0 && !utf8.Valid(line) {
			current.bad = place{number, firstBad(line)}
		}
		if bytes.HasPrefix(trimmed, []byte("//")) {
			comments.Write(trimmed)
			line = nil
		}
		text.Write(withoutMarks(bytes.TrimSuffix(line, []byte("\n"))))
		text.WriteByte('\n')
	}
	end()
	return blocks
}

// firstBad is the column of the first byte that is no UTF-8.
func firstBad(line []byte) int {
	column := 1
	for len(line) > 0 {
		r, size := utf8.DecodeRune(line)
		if r == utf8.RuneError && size == 1 {
			break
		}
		line = line[size:]
		column++
	}
	return column
}

// withoutMarks drops the characters that we use as marks: no text may have them.
func withoutMarks(line []byte) []byte {
	if !bytes.Contains(line, []byte("\ufdd0")[:2]) {
		return line
	}
	return bytes.Map(func(r rune) rune {
		if r >= firstMark && r <= lineMark {
			return -1
		}
		return r
	}, line)
}

// A giftReader reads one file.
type giftReader struct {
	*collector
	bank string
	open bool // a block before began answers and did not end them
}

func readGIFT(data []byte) Imported {
	r := &giftReader{collector: newCollector(GIFT)}
	for _, b := range giftBlocks(data) {
		r.block(b)
	}
	return r.done()
}

var categoryPattern = regexp.MustCompile(`^\$CATEGORY:(.*)$`)

func (r *giftReader) block(b giftBlock) {
	at := placeIn(b.text, len(b.text)-len(strings.TrimLeft(b.text, " \t\n")), place{b.line, 1})
	for strings.TrimSpace(b.text) != "" {
		// A category may stand right above a question.
		first, rest, _ := strings.Cut(strings.TrimLeft(b.text, " \t\n"), "\n")
		m := categoryPattern.FindStringSubmatch(strings.TrimSpace(first))
		if m == nil {
			break
		}
		r.bank = r.category(at, unmark(m[1]))
		b.text, b.line = rest, at.line+1
		at = placeIn(b.text, len(b.text)-len(strings.TrimLeft(b.text, " \t\n")), place{b.line, 1})
	}
	switch {
	case strings.TrimSpace(b.text) == "":
		return
	case b.bad.line > 0:
		r.open = false
		r.refuse(b.bad, "", "a character here is no UTF-8", "save the file as UTF-8")
		return
	}
	q := &giftQuestion{draft: draft{at: at}, text: b.text, line: b.line}
	q.readComments(b.comments)
	q.item.Bank = r.bank
	if r.open = r.goesOn(b.text); r.open && !strings.Contains(b.text, "}") {
		return // still the answers that a fault has told of
	} else if r.open {
		r.open = false
		return
	}
	fault := q.read()
	if fault == nil {
		r.add(&q.draft)
		return
	}
	r.open = fault.unclosed
	r.refuse(placeIn(b.text, fault.offset, place{b.line, 1}), q.called(), fault.reason, fault.next)
}

// goesOn reports whether a block is the rest of answers that an empty line cut in two.
func (r *giftReader) goesOn(text string) bool {
	return r.open && !strings.Contains(text, "{") && !strings.HasPrefix(strings.TrimSpace(text), "::")
}

// A giftFault is why a block is no item. offset is where in the block's text.
type giftFault struct {
	offset       int
	reason, next string
	unclosed     bool
}

// A giftQuestion is a block on its way to become an item.
type giftQuestion struct {
	draft
	text   string
	line   int
	format textFormat
}

var (
	idComment      = regexp.MustCompile(`\[id:((?:[^\]\\]|\\.)+)\]`)
	tagComment     = regexp.MustCompile(`\[tag:((?:[^\]\\]|\\.)+)\]`)
	choicesComment = regexp.MustCompile(`\[choices:([a-z0-9 -]+)\]`)
	escapedComment = regexp.MustCompile(`\\(.)`)
)

func (q *giftQuestion) readComments(comments string) {
	plain := func(s string) string { return strings.TrimSpace(escapedComment.ReplaceAllString(s, "$1")) }
	if m := idComment.FindStringSubmatch(comments); m != nil {
		q.id = plain(m[1])
	}
	for _, m := range tagComment.FindAllStringSubmatch(comments, 100) {
		q.labels = append(q.labels, plain(m[1]))
	}
	if m := choicesComment.FindStringSubmatch(comments); m != nil {
		q.own = strings.Fields(m[1])
	}
}

// read makes the item of the block's text.
func (q *giftQuestion) read() *giftFault {
	from := len(q.text) - len(strings.TrimLeft(q.text, " \t\n"))
	if strings.HasPrefix(q.text[from:], "::") {
		if end := strings.Index(q.text[from+2:], "::"); end >= 0 {
			q.name, _ = plainText(unmark(q.text[from+2:from+2+end]), inPlain)
			from += end + 4
		} else {
			return &giftFault{offset: from, reason: "the name of the question does not end", next: "close it with ::"}
		}
	}
	open, shut, fault := q.braces(from)
	if fault != nil {
		return fault
	}
	before, after := q.text[from:open], strings.TrimSpace(q.text[shut+1:])
	if after != "" {
		before += "_____" + q.text[shut+1:]
	}
	q.format = inMoodle
	q.item.Prompt, q.format = q.formatted(before)
	if q.item.Prompt == "" {
		return &giftFault{offset: from, reason: "the question has no text", next: "write what is asked before the “{”"}
	}
	answers, base := q.text[open+1:shut], open+1
	if i := strings.LastIndex(answers, "####"); i >= 0 {
		q.item.Explanation, _ = q.formatted(answers[i+4:])
		answers = answers[:i]
	}
	return q.answers(answers, base)
}

// braces finds the answers. There is one pair of braces in a question.
func (q *giftQuestion) braces(from int) (open, shut int, fault *giftFault) {
	open, shut = strings.IndexByte(q.text[from:], '{'), strings.IndexByte(q.text[from:], '}')
	switch {
	case open < 0 && shut < 0:
		q.item.Prompt, _ = q.formatted(q.text[from:])
		return 0, 0, &giftFault{offset: from, reason: "a text without answers is not a question that Passalong has", next: "put the text into a lesson"}
	case open < 0 || shut >= 0 && shut < open:
		return 0, 0, &giftFault{offset: from + shut, reason: "“}” comes before any “{”", next: `begin the answers with {, or write \} in a text`}
	}
	q.item.Prompt, _ = q.formatted(q.text[from : from+open])
	if shut < 0 {
		return 0, 0, &giftFault{
			offset: from + open, reason: "the answers begin here and do not end", unclosed: true,
			next: "close them with }, and leave no empty line between { and }",
		}
	}
	open, shut = open+from, shut+from
	if i := strings.IndexByte(q.text[open+1:shut], '{'); i >= 0 {
		return 0, 0, &giftFault{offset: open + 1 + i, reason: "“{” stands inside the answers", next: `write \{ for the character`}
	}
	if i := strings.IndexAny(q.text[shut+1:], "{}"); i >= 0 {
		return 0, 0, &giftFault{offset: shut + 1 + i, reason: "the answers have ended before this", next: `write \{ and \} for the characters; leave an empty line before the next question`}
	}
	return open, shut, nil
}

// formatted reads a text with the name of its format before it, such as [html], and notes what it loses.
func (q *giftQuestion) formatted(s string) (string, textFormat) {
	s, f := strings.TrimSpace(s), q.format
	for _, named := range []textFormat{inHTML, inMoodle, inPlain, inMarkdown} {
		if rest, ok := strings.CutPrefix(s, "["+string(named)+"]"); ok {
			s, f = rest, named
			break
		}
	}
	if f == "" {
		f = inMoodle
	}
	text, lost := plainText(unmark(s), f)
	q.lose(lost...)
	return text, f
}

// kindOf says what kind of answers these are, as Moodle does.
func kindOf(answers string, base *int) (quiz.Kind, string) {
	trimmed := strings.TrimLeft(answers, " \t\n")
	*base += len(answers) - len(trimmed)
	trimmed = strings.TrimRight(trimmed, " \t\n")
	head, _, _ := strings.Cut(trimmed, "#")
	switch word := strings.TrimSpace(head); {
	case trimmed == "":
		return "", ""
	case trimmed[0] == '#':
		return quiz.Number, trimmed
	case trimmed[0] == '>':
		return quiz.Order, trimmed
	case strings.Contains(trimmed, "~"):
		return quiz.Multiple, trimmed
	case strings.Contains(trimmed, "=") && strings.Contains(trimmed, "->"):
		return quiz.Match, trimmed
	case word == "T" || word == "TRUE" || word == "F" || word == "FALSE":
		return quiz.TrueFalse, trimmed
	}
	return quiz.Short, trimmed
}
