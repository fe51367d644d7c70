package quiz

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/passalong/passalong/internal/fold"
)

// MaxKnown is the longest known answer of a Short item, in bytes. With MaxText it bounds what comparing takes.
const MaxKnown = 250

// anything stands for a "*" in a plain form. It is no part of UTF-8, so no text has it.
const anything = 0xff

// matchedWords compares texts in their plain forms. A hyphen is the same as a space and the same as nothing:
// "take-home" is "take home", and "re-assess" is "reassess".
func (it Item) matchedWords(text string) int {
	var given, known [256]byte // for most texts
	plain := appendPlain(given[:0], text, false, ' ')
	var joined []byte
	for i := range it.Choices {
		c := &it.Choices[i]
		if len(c.Text) > MaxKnown {
			continue
		}
		if covers(appendPlain(known[:0], c.Text, true, ' '), plain) {
			return i
		}
		if !hyphened(text) && !hyphened(c.Text) {
			continue
		}
		if joined == nil {
			joined = appendPlain(nil, text, false, 0)
		}
		if covers(appendPlain(known[:0], c.Text, true, 0), joined) {
			return i
		}
	}
	return -1
}

// HiddenBy finds the choice that comes before number i, counted from 0, of a Short or Number and takes every
// response that i knows, so that i is never matched.
func (it Item) HiddenBy(i int) (Choice, bool) {
	for _, c := range it.Choices[:i] {
		var hidden bool
		switch it.Kind {
		case Short:
			hidden = covers(appendPlain(nil, c.Text, true, ' '), appendPlain(nil, it.Choices[i].Text, true, ' '))
		case Number:
			hidden = c.coversNumbers(it.Choices[i])
		}
		if hidden {
			return c, true
		}
	}
	return Choice{}, false
}

// appendPlain adds the plain form of a text: folded, with single spaces between words, without quotation marks
// and apostrophes, and without punctuation at its end. hyphen is what hyphens and dashes become, 0 nothing. In
// a known answer "*" becomes anything, and "\*" a star.
func appendPlain(to []byte, text string, known bool, hyphen rune) []byte {
	start, space := len(to), false
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		i += size
		wild := known && r == '*'
		if known && r == '\\' && i < len(text) && text[i] == '*' {
			r = '*'
			i++
		}
		if r = plainRune(r, hyphen); r == ' ' {
			space = true
		}
		if r == 0 || r == ' ' {
			continue
		}
		if space && len(to) > start {
			to = append(to, ' ')
		}
		space = false
		if wild {
			to = append(to, anything)
		} else {
			to = utf8.AppendRune(to, r)
		}
	}
	for len(to) > start+1 && strings.IndexByte(".,;:!?", to[len(to)-1]) >= 0 {
		to = bytes.TrimRight(to[:len(to)-1], " ")
	}
	return to
}

// plainRune is the plain form of one character, 0 when there is none.
func plainRune(r, hyphen rune) rune {
	switch {
	case r >= 'a' && r <= 'z':
		return r
	case r < utf8.RuneSelf:
		switch r {
		case ' ', '\t', '\n', '\r', '\v', '\f':
			return ' '
		case '-':
			return hyphen
		case '\'', '"', '`':
			return 0
		}
		return fold.Rune(r)
	case unicode.IsSpace(r):
		return ' '
	case unicode.Is(unicode.Dash, r):
		return hyphen
	case unicode.In(r, unicode.Quotation_Mark, unicode.Cf) || r == '´' || r == 'ʼ' || r == '′':
		return 0
	}
	return fold.Rune(r)
}

func hyphened(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return r == '-' || r >= utf8.RuneSelf && unicode.Is(unicode.Dash, r) })
}

// covers reports whether a known answer takes a text, both in their plain forms, or all that another known
// answer takes. It goes back to the last "anything" only, so it takes at most the product of both lengths.
func covers(known, text []byte) bool {
	k, t, star, from := 0, 0, -1, 0
	for t < len(text) {
		switch {
		case k < len(known) && known[k] == anything:
			star, from = k, t
			k++
		case k < len(known) && known[k] == text[t]:
			k++
			t++
		case star >= 0:
			from++
			k, t = star+1, from
		default:
			return false
		}
	}
	for k < len(known) && known[k] == anything {
		k++
	}
	return k == len(known)
}
