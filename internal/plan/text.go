package plan

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/passalong/passalong/internal/catalog"
)

// textOf is the words of spans in one line, without citation numbers.
func textOf(spans []catalog.Span) string { return oneLine(catalog.PlainText(spans)) }

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// sourcesOf lists what spans cite, each once.
func sourcesOf(all ...[]catalog.Span) []catalog.SourceKey {
	var keys []catalog.SourceKey
	for _, spans := range all {
		for _, s := range spans {
			if s.Source != "" && !slices.Contains(keys, s.Source) {
				keys = append(keys, s.Source)
			}
		}
	}
	return keys
}

const (
	ends    = ".!?…؟。！？"
	closers = `"'”’)]»`
)

// abbreviations end in a dot that ends no sentence.
var abbreviations = []string{"e.g", "i.e", "dr", "mr", "mrs", "ms", "st", "vs", "approx", "etc"}

// sentences splits a line where a sentence ends and another begins. Joined with spaces they are the line again.
func sentences(text string) []string {
	var all []string
	start := 0
	for i, r := range text {
		if r != ' ' || i == start || !endsSentence(text[start:i]) {
			continue
		}
		if next, _ := utf8.DecodeRuneInString(text[i+1:]); unicode.IsLower(next) {
			continue
		}
		all = append(all, text[start:i])
		start = i + 1
	}
	return append(all, text[start:])
}

func endsSentence(text string) bool {
	bare := strings.TrimRight(text, closers)
	last, size := utf8.DecodeLastRuneInString(bare)
	if size == 0 || !strings.ContainsRune(ends, last) {
		return false
	}
	if last != '.' {
		return true
	}
	word := strings.ToLower(strings.TrimLeft(bare[strings.LastIndexByte(bare, ' ')+1:len(bare)-1], `"'“‘(`))
	return !slices.Contains(abbreviations, word) && (bare != text || !isNumber(word)) // no list has its number in quotes
}

// isNumber tells "2." of a list from the end of a sentence.
func isNumber(word string) bool {
	return word != "" && len(word) <= 2 && strings.Trim(word, "0123456789") == ""
}

// linesOf sets a text in lines of whole sentences, each of at most MostLine characters. A sentence that is longer is broken
// between words when wrap says so; else ok is false.
func linesOf(text string, wrap bool) (lines []string, ok bool) {
	joinable := false
	for _, s := range answered(sentences(text)) {
		switch size := utf8.RuneCountInString(s); {
		case s == "":
		case size > MostLine && !wrap:
			return nil, false
		case size > MostLine:
			lines, joinable = append(lines, wrapped(s)...), false
		case joinable && utf8.RuneCountInString(lines[len(lines)-1])+1+size <= MostLine:
			lines[len(lines)-1] += " " + s
		default:
			lines, joinable = append(lines, s), true
		}
	}
	return lines, len(lines) > 0
}

// answered keeps a question and the sentence that answers it together, where both go into a line.
func answered(all []string) []string {
	var out []string
	for _, s := range all {
		if last := len(out) - 1; last >= 0 && strings.HasSuffix(out[last], "?") && utf8.RuneCountInString(out[last])+1+utf8.RuneCountInString(s) <= MostLine {
			out[last] += " " + s
			continue
		}
		out = append(out, s)
	}
	return out
}

// wrapped breaks a sentence between words, behind a comma or semicolon where one is in the second half of a line, and a
// word that is longer than a line within it.
func wrapped(s string) (lines []string) {
	for utf8.RuneCountInString(s) > MostLine {
		end := offset(s, MostLine)
		at := strings.LastIndexByte(s[:end+1], ' ')
		if clause := max(strings.LastIndex(s[:end], ", "), strings.LastIndex(s[:end], "; ")); clause > end/2 {
			at = clause + 1
		}
		if at <= 0 {
			at = end
		}
		lines, s = append(lines, s[:at]), strings.TrimLeft(s[at:], " ")
	}
	return append(lines, s)
}

// offset is where the character of a number begins, counted from 0; there are more.
func offset(s string, number int) int {
	for i := range s {
		if number == 0 {
			return i
		}
		number--
	}
	return len(s)
}

// stopwords say nothing about what a text is about.
var stopwords = strings.Fields(`a an and any are as at be but by can do does each every everyone for from give has have how if in into is it its
	just less more no not of off on one or other out own say so some something such switched that the their them then there these they this those to
	two up use used using was way what when where who why will with without you your enough per pair show explain respond practise talk`)

// about is the set of words that a text is about, without plural.
func about(text string) map[string]bool {
	words := make(map[string]bool)
	fields := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for _, w := range fields {
		if utf8.RuneCountInString(w) < 3 || slices.Contains(stopwords, w) {
			continue
		}
		if utf8.RuneCountInString(w) > 3 && !strings.HasSuffix(w, "ss") {
			w = strings.TrimSuffix(w, "s")
		}
		words[w] = true
	}
	return words
}

func inCommon(a, b map[string]bool) int {
	n := 0
	for w := range a {
		if b[w] {
			n++
		}
	}
	return n
}
