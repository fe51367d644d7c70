package exchange

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/passalong/passalong/internal/quiz"
)

// An xmlReader reads one file of Moodle XML.
type xmlReader struct {
	*collector
	data     []byte
	bank     string
	shuffled []Fault // one for each item whose choices are to be shuffled, for where others are not
	ordered  int     // number of items whose choices are not to be shuffled
}

func readXML(data []byte) Imported {
	r := &xmlReader{collector: newCollector(MoodleXML), data: bytes.TrimPrefix(data, byteOrderMark)}
	from, start := 0, place{1, 1}
	for from >= 0 {
		next := r.pass(from, start)
		if next >= 0 {
			start = advance(r.data[from:next], start)
		}
		from = next
	}
	r.settleShuffle()
	return r.done()
}

// advance is the place behind some bytes of a file.
func advance(passed []byte, from place) place {
	if i := bytes.LastIndexByte(passed, '\n'); i >= 0 {
		return place{from.line + bytes.Count(passed, []byte("\n")), len(passed) - i}
	}
	return place{from.line, from.column + len(passed)}
}

// pass reads from an offset to the first fault of the XML itself, and gives the offset of the question with
// which to go on; -1 when there is none.
func (r *xmlReader) pass(from int, start place) int {
	t := newTokens(r.data, from, start)
	depth := 0
	for {
		at := t.at()
		token, err := t.next()
		if err == nil {
			if s, ok := token.(xml.StartElement); ok && depth == 1 && s.Name.Local == "question" {
				var n *node
				if n, err = t.tree(s, at); err == nil {
					r.question(n)
					continue
				}
				r.broken(n, t, err)
				return r.resume(t, err)
			}
		}
		switch token := token.(type) {
		case xml.StartElement:
			if depth++; depth == 1 && token.Name.Local != "quiz" {
				r.refuse(at, "", fmt.Sprintf("the file is XML, but not a quiz of Moodle's: it begins with <%s>", token.Name.Local), "export the questions as “Moodle XML format”")
				return -1
			}
			if depth > maxDepth {
				err = errDeep
			}
		case xml.EndElement:
			depth--
		}
		switch {
		case errors.Is(err, io.EOF):
			return -1
		case err != nil && from > 0 && depth == 1 && bytes.HasPrefix(bytes.TrimSpace(r.data[min(t.last, len(r.data)):]), []byte("</quiz>")):
			return -1 // the end of the file, of which an earlier pass read the beginning
		case err != nil:
			r.broken(nil, t, err)
			return r.resume(t, err)
		}
	}
}

// resume finds the next question behind a fault.
func (r *xmlReader) resume(t *tokens, err error) int {
	if errors.Is(err, errDoctype) || errors.Is(err, errEncoding) {
		return -1
	}
	from := t.offset()
	if errors.Is(err, errNested) {
		from = t.last
	}
	from = max(from, t.from+1)
	if from >= len(r.data) {
		return -1
	}
	for {
		i := bytes.Index(r.data[from:], []byte("<question"))
		if i < 0 {
			return -1
		}
		from += i
		if rest := r.data[from+len("<question"):]; len(rest) > 0 && strings.IndexByte(" \t\r\n>", rest[0]) >= 0 {
			return from
		}
		from++
	}
}

// broken tells of XML that is none.
func (r *xmlReader) broken(n *node, t *tokens, err error) {
	item, at := "", t.fault(err)
	if n != nil {
		item = shorten(n.kid("name").value(), 40)
	}
	syntax := (*xml.SyntaxError)(nil)
	switch {
	case errors.Is(err, errDoctype):
		r.refuse(at, item, "the file declares a document type (<!DOCTYPE …>), in which entities can hide harm; nothing after it was read", "delete the declaration; Moodle writes none")
	case errors.Is(err, errEncoding):
		r.refuse(at, item, "the file is not in UTF-8", "save it as UTF-8")
	case t.offset() >= len(r.data):
		r.refuse(at, item, "the file ends in the middle of a question", "export it again, or fetch it again")
	case errors.As(err, &syntax):
		r.refuse(at, item, "the XML is damaged here: "+syntax.Msg, "put this line right, or export the file again")
	default:
		r.refuse(at, item, "the question cannot be read: "+err.Error(), "put this line right, or export the file again")
	}
}

// question makes an item of one element.
func (r *xmlReader) question(n *node) {
	kind := n.attr["type"]
	if kind == "category" {
		r.bank = r.category(n.at, n.kid("category").value())
		if text, _ := plainText(n.kid("info").value(), inHTML); text != "" {
			r.note(Fault{
				Kind: Changed, Line: n.at.line, Column: n.at.column,
				Reason: "not carried: what is said of the category, “" + shorten(text, 40) + "”",
			})
		}
		return
	}
	q := &xmlQuestion{draft: draft{at: n.at, name: n.kid("name").value(), id: n.kid("idnumber").value()}, n: n}
	q.item.Bank = r.bank
	for _, tag := range n.kid("tags").all("tag") {
		q.labels = append(q.labels, tag.value())
	}
	q.item.Prompt = q.text(n.kid("questiontext"))
	q.item.Explanation = q.text(n.kid("generalfeedback"))
	reason, next := q.read(kind)
	if reason == "" && q.item.Prompt == "" {
		reason, next = "the question has no text", "write what is asked"
	}
	if reason != "" {
		at := n.at
		if q.fault.line > 0 {
			at = q.fault
		}
		r.refuse(at, q.called(), reason, next)
		return
	}
	q.extras()
	items := len(r.out.Quiz.Items)
	if r.add(&q.draft); kind == "multichoice" && len(r.out.Quiz.Items) > items {
		r.countShuffle(n, r.out.Quiz.Items[items].ID)
	}
}

// countShuffle notes whether the choices of an item are to be shuffled.
func (r *xmlReader) countShuffle(n *node, id quiz.ItemID) {
	switch n.kid("shuffleanswers").value() {
	case "true", "1":
		r.shuffled = append(r.shuffled, Fault{
			Kind: Changed, Line: n.at.line, Column: n.at.column, Item: string(id),
			Reason: "not carried: that its choices are shuffled, because those of others are not",
			Next:   "write shuffle: [choices] if the order of no choice means anything",
		})
	case "false", "0":
		r.ordered++
	}
}

// settleShuffle takes over for the quiz what Moodle has for each question, where all agree. Choices whose order
// means something stay in order.
func (r *xmlReader) settleShuffle() {
	r.out.Quiz.ShuffleChoices = len(r.shuffled) > 0 && r.ordered == 0
	if r.ordered == 0 {
		return
	}
	for _, f := range r.shuffled {
		r.note(f)
	}
}

// An xmlQuestion is an element on its way to become an item.
type xmlQuestion struct {
	draft
	n     *node
	fault place // of a reason why it is none, where that is not the question as a whole
}

// text reads an element with a text, its format and its files.
func (q *xmlQuestion) text(n *node) string {
	for _, f := range n.all("file") {
		q.lose("the file " + shorten(f.attr["name"], 60))
	}
	format := inMoodle
	switch n.attr["format"] {
	case "html":
		format = inHTML
	case "plain_text":
		format = inPlain
	case "markdown":
		format = inMarkdown
	}
	text, lost := plainText(n.value(), format)
	q.lose(lost...)
	return text
}

// plain reads a text that never has marks.
func (q *xmlQuestion) plain(n *node) string {
	text, lost := plainText(n.value(), inPlain)
	q.lose(lost...)
	return text
}

// extras notes what else Moodle keeps of a question.
func (q *xmlQuestion) extras() {
	hints := q.n.all("hint")
	for i, h := range hints {
		if text := q.text(h); i == 0 {
			q.item.Hint = text
		} else if text != "" {
			q.lose("hint " + strconv.Itoa(i+1))
		}
	}
	if grade, err := strconv.ParseFloat(q.n.kid("defaultgrade").value(), 64); err == nil && grade != 1 {
		q.lose(fmt.Sprintf("that it is worth %s marks", strconv.FormatFloat(grade, 'f', -1, 64)))
	}
	switch p := q.n.kid("penalty").value(); strings.TrimRight(p, "0.") {
	case "", "0", "1", "0.1", "0.3333333", "0.333333", "0.33333": // what Moodle itself fills in
	default:
		q.lose("the penalty of " + shorten(p, 20) + " for each further try")
	}
	if q.n.kid("hidden").value() == "1" {
		q.lose("that it was hidden")
	}
	if q.n.kid("usecase").value() == "1" {
		q.lose("that capitals matter")
	}
	if image := q.n.kid("image"); image.value() != "" {
		q.lose("the picture " + shorten(image.value(), 60))
	}
	if s := q.n.kid("selecttype").value(); s != "" && s != "0" && s != "ALL" {
		q.lose("that only " + shorten(q.n.kid("selectcount").value(), 10) + " of the parts are asked")
	}
	q.overall()
	q.unknown()
	for _, named := range [][2]string{{"graderinfo", "the notes for whoever marks it"}, {"responsetemplate", "the text to begin with"}, {"instructions", "the note on units"}} {
		if q.text(q.n.kid(named[0])) != "" {
			q.lose(named[1])
		}
	}
}

// unknown notes elements that Moodle's own types do not have, where they say something: those of plugins.
func (q *xmlQuestion) unknown() {
	for _, k := range q.n.kids {
		if !isKnown(k.name) && (k.value() != "" || len(k.kids) > 0) {
			q.lose("<" + shorten(k.name, 30) + ">")
		}
	}
}

// isKnown reports whether an element of a question is one that is read, or that says only how Moodle shows a question
// and lets it be answered.
func isKnown(name string) bool {
	switch name {
	case "name", "questiontext", "generalfeedback", "defaultgrade", "penalty", "hidden", "idnumber", "tags", "hint", "answer", "image",
		"single", "shuffleanswers", "answernumbering", "showstandardinstruction", "shownumcorrect", "usecase", "subquestion",
		"correctfeedback", "partiallycorrectfeedback", "incorrectfeedback",
		"units", "unitgradingtype", "unitpenalty", "showunits", "unitsleft", "instructions",
		"responseformat", "responserequired", "responsefieldlines", "responsetemplate", "minwordlimit", "maxwordlimit", "attachments",
		"attachmentsrequired", "maxbytes", "filetypeslist", "graderinfo",
		"layouttype", "selecttype", "selectcount", "gradingtype", "showgrading", "numberingstyle":
		return true
	}
	return false
}

// overall notes feedback for the answer as a whole, unless Moodle itself filled it in.
func (q *xmlQuestion) overall() {
	var overall []string
	for _, named := range [][2]string{
		{"correctfeedback", "Your answer is correct."}, {"partiallycorrectfeedback", "Your answer is partially correct."}, {"incorrectfeedback", "Your answer is incorrect."},
	} {
		if text := q.text(q.n.kid(named[0])); text != "" && text != named[1] {
			overall = append(overall, "“"+shorten(text, 40)+"”")
		}
	}
	if len(overall) > 0 {
		q.lose("the feedback for the answer as a whole: " + strings.Join(overall, ", "))
	}
}

// percent reads a fraction of a hundred.
func percent(s string) (credit int, ok bool) {
	if s = strings.TrimSpace(s); s == "" {
		return 0, true
	}
	p, err := strconv.ParseFloat(strings.Replace(s, ",", ".", 1), 64)
	if err != nil || !(p >= -100 && p <= 100) {
		return 0, false
	}
	return roundCredit(p), true
}
