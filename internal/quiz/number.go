package quiz

import (
	"math/big"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/passalong/passalong/internal/fold"
)

// maxNumber is the longest text that is read as a number, in bytes.
const maxNumber = 100

// A number is exact. Most fit into fixed; the others are ratios.
type number struct {
	fixed int64    // in billionths, when ratio is nil
	ratio *big.Rat // otherwise
}

// fixedDigits is how many digits before and after the point fit into fixed.
const fixedDigits = 9

// IsDecimal reports whether a text is a number as a Number item states it: digits, a point and more digits if
// need be, with "-" before them for one under zero. Nothing else, and at most 60 characters.
func IsDecimal(text string) bool {
	_, ok := parseDecimal(text)
	return ok
}

func parseDecimal(text string) (number, bool) {
	const most = 60
	if len(text) > most {
		return number{}, false
	}
	digits, negative := strings.CutPrefix(text, "-")
	whole, part, point := strings.Cut(digits, ".")
	if whole == "" || point && part == "" || !allDigits(whole) || !allDigits(part) {
		return number{}, false
	}
	return numberOf(negative, whole, part), true
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// numberOf takes the digits before and after the point.
func numberOf[T string | []byte](negative bool, whole, part T) number {
	for len(whole) > 0 && whole[0] == '0' {
		whole = whole[1:]
	}
	for len(part) > 0 && part[len(part)-1] == '0' {
		part = part[:len(part)-1]
	}
	if len(whole) > fixedDigits || len(part) > fixedDigits {
		r, _ := new(big.Rat).SetString("0" + string(whole) + "." + string(part) + "0")
		if negative {
			r.Neg(r)
		}
		return number{ratio: r}
	}
	var n int64
	for i := range len(whole) {
		n = 10*n + int64(whole[i]-'0')
	}
	for i := range fixedDigits {
		n *= 10
		if i < len(part) {
			n += int64(part[i] - '0')
		}
	}
	if negative {
		n = -n
	}
	return number{fixed: n}
}

// Range is from where to where an answer to a Number may be, as decimal numbers; twice the text of the choice where
// it has no tolerance or is no number.
func (c Choice) Range() (low, high string) {
	at, ok := parseDecimal(c.Text)
	off, sound := parseDecimal(c.Tolerance)
	if !ok || !sound {
		return c.Text, c.Text
	}
	places := max(decimals(c.Text), decimals(c.Tolerance))
	around := func(r *big.Rat) string {
		text := r.FloatString(places)
		if places > 0 {
			text = strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
		}
		return text
	}
	return around(new(big.Rat).Sub(at.rational(), off.rational())), around(new(big.Rat).Add(at.rational(), off.rational()))
}

// decimals counts the digits after the point.
func decimals(text string) int {
	_, part, _ := strings.Cut(text, ".")
	return len(part)
}

func (n number) rational() *big.Rat {
	if n.ratio != nil {
		return n.ratio
	}
	return big.NewRat(n.fixed, 1e9)
}

// within reports whether n is no further from another number than tolerance.
func (n number) within(tolerance, other number) bool {
	if n.ratio == nil && tolerance.ratio == nil && other.ratio == nil {
		off := n.fixed - other.fixed
		return max(off, -off) <= tolerance.fixed
	}
	off := new(big.Rat).Sub(n.rational(), other.rational())
	return off.Abs(off).Cmp(tolerance.rational()) <= 0
}

// takesAny reports whether the choice of a Number stands for every number.
func (c Choice) takesAny() bool { return c.Text == "*" }

// known is the number of a choice and how far off an answer may be.
func (c Choice) known() (value, tolerance number, ok bool) {
	value, ok = parseDecimal(c.Text)
	if ok && c.Tolerance != "" {
		tolerance, ok = parseDecimal(c.Tolerance)
	}
	return value, tolerance, ok
}

func (it Item) matchedNumber(text string) int {
	given, ok := parseAnswer(text, it.Unit)
	if !ok {
		return -1
	}
	for i := range it.Choices {
		c := &it.Choices[i]
		if c.takesAny() {
			return i
		}
		if value, tolerance, ok := c.known(); ok && given.within(tolerance, value) {
			return i
		}
	}
	return -1
}

// coversNumbers reports whether c takes every number that other takes.
func (c Choice) coversNumbers(other Choice) bool {
	value, tolerance, ok := c.known()
	its, itsTolerance, known := other.known()
	switch {
	case c.takesAny():
		return true
	case !ok || !known:
		return false
	}
	off := new(big.Rat).Sub(value.rational(), its.rational())
	off.Abs(off).Add(off, itsTolerance.rational())
	return off.Cmp(tolerance.rational()) <= 0
}

// parseAnswer reads a number as people write them: "1.5", "1,5", ".5", "1 000", "1,000", "1.000,5", "−2", and
// with the item's unit after it. One comma before three digits groups thousands, as in English, unless a zero
// comes first: "1,250" is over a thousand, "0,250" a quarter.
func parseAnswer(text, unit string) (number, bool) {
	text = strings.TrimSpace(text)
	if len(text) > maxNumber {
		return number{}, false
	}
	text, ok := cutUnit(text, unit)
	if !ok {
		return number{}, false
	}
	negative := false
	for _, sign := range [...]string{"-", "−", "–", "+"} {
		if rest, found := strings.CutPrefix(text, sign); found {
			text, negative = strings.TrimLeft(rest, " "), sign != "+"
			break
		}
	}
	return parseGroups(text, negative)
}

// cutUnit takes the unit from the end: as it is, as its beginning ("min" for "minutes") or as its plural.
func cutUnit(text, unit string) (string, bool) {
	if rest, ok := strings.CutSuffix(text, unit); ok && unit != "" {
		return strings.TrimSpace(rest), true
	}
	end := strings.LastIndexAny(text, "0123456789") + 1
	tail := strings.Trim(text[end:], ". ")
	if tail == "" {
		return text[:end], end > 0
	}
	if tail = strings.TrimSpace(tail); unit == "" {
		return "", false
	}
	var ours, theirs [64]byte
	own, given := fold.Append(ours[:0], unit), fold.Append(theirs[:0], tail)
	const abbreviated = 3 // letters that are enough to know a unit by
	same := string(own) == string(given)
	begun := len(given) >= abbreviated && len(given) < len(own) && string(own[:len(given)]) == string(given)
	plural := len(own) > 0 && len(given) == len(own)+1 && given[len(own)] == 's' && own[len(own)-1] != 's' && string(given[:len(own)]) == string(own)
	return text[:end], same || begun || plural
}

// A digitGroup is a run of digits and the separator after it, 0 at the end.
type digitGroup struct {
	start, end int
	separator  rune
}

// parseGroups reads digits with separators between them.
func parseGroups(text string, negative bool) (number, bool) {
	var room [8]digitGroup
	groups := room[:0]
	for i := 0; i <= len(text); {
		g := digitGroup{start: i}
		for i < len(text) && text[i] >= '0' && text[i] <= '9' {
			i++
		}
		g.end = i
		if i == len(text) {
			groups = append(groups, g)
			break
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == '.' || r == ',':
			g.separator = r
		case unicode.Is(unicode.Zs, r):
			g.separator = ' '
		default:
			return number{}, false
		}
		groups, i = append(groups, g), i+size
	}
	part := ""
	if n := len(groups); n > 1 && pointed(groups, text) {
		last := groups[n-1]
		part, groups = text[last.start:last.end], groups[:n-1]
	}
	return joinGroups(text, groups, part, negative)
}

// pointed reports whether the last separator is the decimal point.
func pointed(groups []digitGroup, text string) bool {
	n := len(groups)
	first, last, point := groups[0], groups[n-1], groups[n-2].separator
	switch {
	case point == ' ' || n > 2 && groups[n-3].separator == point:
		return false
	case point == ',' && n == 2:
		head := text[first.start:first.end]
		const thousand = 3
		return len(head) == 0 || len(head) > thousand || head[0] == '0' || last.end-last.start != thousand
	}
	return true
}

// joinGroups reads whole digits in groups of three, all with the same separator between them.
func joinGroups(text string, groups []digitGroup, part string, negative bool) (number, bool) {
	var room [maxNumber]byte
	whole := room[:0]
	const thousand = 3
	for i, g := range groups {
		size := g.end - g.start
		grouped := size == thousand || i == 0 && size > 0 && size < thousand
		if len(groups) > 1 && !grouped || i > 0 && i < len(groups)-1 && g.separator != groups[0].separator {
			return number{}, false
		}
		whole = append(whole, text[g.start:g.end]...)
	}
	if len(whole) == 0 && part == "" {
		return number{}, false
	}
	return numberOf(negative, whole, []byte(part)), true
}
