package exchange

import (
	"fmt"
	"strings"

	"github.com/passalong/passalong/internal/quiz"
)

// A giftWriter writes one quiz.
type giftWriter struct {
	losses
	strings.Builder
}

func writeGIFT(q quiz.Quiz) ([]byte, []Lost) {
	w := &giftWriter{}
	w.quiz(q)
	if q.ShuffleChoices {
		w.lose("that the choices are shuffled")
	}
	fmt.Fprintf(w, "// Quiz %s, written by Passalong. Its texts are plain and in UTF-8.\n\n", comment(string(q.ID)))
	bank := ""
	for i, it := range q.Items {
		w.begin(it, i)
		if it.Kind == quiz.Order {
			w.lose("the question itself: GIFT has none that put things in order")
			w.list[len(w.list)-1].Out = true
			continue
		}
		if it.Bank != bank {
			bank = it.Bank
			fmt.Fprintf(w, "$CATEGORY: %s\n\n", escapeGIFT(categoryPath(bank)))
		}
		w.write(it)
	}
	return []byte(w.String()), w.list
}

// categoryPath is the path of a bank in Moodle; no bank is the course's own category.
func categoryPath(bank string) string {
	if bank == "" {
		return "$course$/top"
	}
	return "$course$/top/" + strings.ReplaceAll(bank, "/", "//")
}

func (w *giftWriter) write(it quiz.Item) {
	w.shared(it)
	if it.Hint != "" {
		w.lose("the hint")
	}
	if it.Unit != "" {
		w.lose("the unit “%s”", it.Unit)
	}
	fmt.Fprintf(w, "// [id:%s]", comment(string(it.ID)))
	for _, l := range labelsOf(it) {
		fmt.Fprintf(w, " [tag:%s]", comment(l))
	}
	if ids := ownIDs(it); ids != "" {
		fmt.Fprintf(w, "\n// [choices:%s]", ids)
	}
	fmt.Fprintf(w, "\n::%s::[plain]%s{", escapeGIFT(string(it.ID)), escapeGIFT(w.clean(it.Prompt)))
	switch {
	case it.Survey && (it.Kind == quiz.Short || it.Kind == quiz.Number):
	case it.Kind == quiz.TrueFalse:
		w.trueFalse(it)
	case it.Kind == quiz.Match:
		w.match(it)
	default:
		w.choices(it)
	}
	if it.Explanation != "" {
		w.WriteString("####" + w.text(it.Explanation))
	}
	w.WriteString("}\n\n")
}

// ownIDs lists the ids of choices where they are not those that a reader would give them.
func ownIDs(it quiz.Item) string {
	if it.Kind == quiz.TrueFalse {
		return ""
	}
	ids, own := make([]string, len(it.Choices)), false
	for i, c := range it.Choices {
		ids[i] = string(c.ID)
		own = own || ids[i] != letterID(i)
	}
	if !own || !distinctIDs(ids) {
		return ""
	}
	return strings.Join(ids, " ")
}

func (w *giftWriter) trueFalse(it quiz.Item) {
	word, right, wrong := "FALSE", "", ""
	for _, c := range it.Choices {
		switch {
		case c.ID == quiz.Unsure:
		case c.Correct:
			right = c.Feedback
			if c.ID == quiz.True {
				word = "TRUE"
			}
		default:
			wrong = c.Feedback
		}
	}
	w.WriteString(word)
	if wrong != "" || right != "" {
		w.WriteString("#" + w.text(wrong))
	}
	if right != "" {
		w.WriteString("#" + w.text(right))
	}
}

func (w *giftWriter) match(it quiz.Item) {
	w.WriteByte('\n')
	for _, c := range it.Choices {
		fmt.Fprintf(w, "\t=%s -> %s\n", w.arrowless(w.text(c.Text)), escapeGIFT(w.clean(c.Match)))
	}
}

func (w *giftWriter) choices(it quiz.Item) {
	if it.Kind == quiz.Number {
		w.WriteByte('#')
	}
	w.WriteByte('\n')
	credits := weights(it)
	for i, c := range it.Choices {
		sign := giftSign(it, c, credits[i], i == 0)
		last := i == len(it.Choices)-1
		switch {
		case it.Kind == quiz.Number && c.Text == "*" && credits[i] == 0 && last:
			sign, c.Text = "~", ""
		case it.Kind == quiz.Number && c.Tolerance != "":
			c.Text += ":" + c.Tolerance
		case it.Kind == quiz.Number:
		default:
			c.Text = w.text(c.Text)
		}
		line := sign + c.Text
		if c.Feedback != "" {
			line += "#" + w.text(c.Feedback)
		}
		if it.Kind == quiz.Short {
			line = w.arrowless(line)
		}
		w.WriteString("\t" + line + "\n")
	}
}

// giftSign is what stands before an answer. A weight is written out wherever the text might be taken for one.
func giftSign(it quiz.Item, c quiz.Choice, credit int, first bool) string {
	weight := "%" + percentText(credit) + "%"
	switch it.Kind {
	case quiz.Short, quiz.Number:
		return "=" + weight
	case quiz.Single:
		if c.Correct || it.Survey && first {
			if strings.HasPrefix(c.Text, "%") {
				return "=%100%"
			}
			return "="
		}
	}
	if credit == 0 && !strings.HasPrefix(c.Text, "%") {
		return "~"
	}
	return "~" + weight
}

// arrowless is a text without the arrow that makes a pair: it cannot be escaped.
func (w *giftWriter) arrowless(s string) string {
	if strings.Contains(s, "->") {
		w.lose("“->”, which is written “→”")
	}
	return strings.ReplaceAll(s, "->", "→")
}

// text is a text behind a sign. One that begins like the name of a format has that of its own before it.
func (w *giftWriter) text(s string) string {
	s = w.clean(s)
	for _, f := range []textFormat{inHTML, inMoodle, inPlain, inMarkdown} {
		if strings.HasPrefix(s, "["+string(f)+"]") {
			return "[plain]" + escapeGIFT(s)
		}
	}
	return escapeGIFT(s)
}

func escapeGIFT(s string) string {
	return strings.NewReplacer(
		`\`, `\\`, "\r", "", "\n", `\n`, ":", `\:`, "#", `\#`, "=", `\=`, "{", `\{`, "}", `\}`, "~", `\~`,
	).Replace(s)
}

// comment is a text inside the brackets of a comment.
func comment(s string) string {
	return strings.NewReplacer(`\`, `\\`, `]`, `\]`, "\n", " ", "\r", " ").Replace(s)
}
