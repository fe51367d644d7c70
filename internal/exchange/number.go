package exchange

import (
	"math/big"
	"regexp"
	"strings"

	"github.com/passalong/passalong/internal/quiz"
)

// numberPattern bounds a number, so that none of a few characters needs a whole memory.
var numberPattern = regexp.MustCompile(`^[+-]?([0-9]{1,30}(\.[0-9]{0,30})?|\.[0-9]{1,30})([eE][+-]?[0-9]{1,2})?$`)

// decimal reads a number. A comma before the decimals is a point.
func decimal(s string) (*big.Rat, bool) {
	s = strings.TrimSpace(s)
	if strings.Count(s, ",") == 1 && !strings.Contains(s, ".") {
		s = strings.Replace(s, ",", ".", 1)
	}
	if !numberPattern.MatchString(s) {
		return nil, false
	}
	return new(big.Rat).SetString(s)
}

// decimalText writes a number with all its decimals; ok is false when that is longer than a choice may be.
// Every number that decimal reads, and half of it, has an end.
func decimalText(r *big.Rat) (text string, ok bool) {
	text = r.FloatString(160)
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return text, quiz.IsDecimal(text)
}

func tidyDecimal(s string) (string, bool) {
	if s = strings.TrimSpace(s); quiz.IsDecimal(s) {
		return s, true
	}
	r, ok := decimal(s)
	if !ok {
		return "", false
	}
	return decimalText(r)
}

// numberOf reads the number and the tolerance of an accepted answer: 3, 3:0.5, 1..5 or *.
func numberOf(s string) (text, tolerance string, ok bool) {
	s = strings.TrimSpace(s)
	if low, high, isRange := strings.Cut(s, ".."); isRange && low != "" {
		return rangeOf(low, high)
	}
	text, tolerance, _ = strings.Cut(s, ":")
	if strings.TrimSpace(text) == "*" {
		return "*", "", true
	}
	if text, ok = tidyDecimal(text); !ok {
		return "", "", false
	}
	tolerance, ok = tidyTolerance(tolerance)
	return text, tolerance, ok
}

func rangeOf(low, high string) (text, tolerance string, ok bool) {
	from, ok1 := decimal(low)
	to, ok2 := decimal(high)
	if !ok1 || !ok2 {
		return "", "", false
	}
	if from.Cmp(to) > 0 {
		from, to = to, from
	}
	half := big.NewRat(1, 2)
	middle, ok1 := decimalText(new(big.Rat).Mul(new(big.Rat).Add(from, to), half))
	off, ok2 := decimalText(new(big.Rat).Mul(new(big.Rat).Sub(to, from), half))
	if off == "0" {
		off = ""
	}
	return middle, off, ok1 && ok2
}

// tidyTolerance is empty for none.
func tidyTolerance(s string) (string, bool) {
	if s = strings.TrimSpace(s); s == "" {
		return "", true
	}
	r, ok := decimal(s)
	switch {
	case !ok:
		return "", false
	case r.Sign() == 0:
		return "", true
	case r.Sign() < 0:
		return decimalText(r.Neg(r))
	}
	return tidyDecimal(s)
}
