package lint

import (
	"fmt"
	"regexp"
	"strings"
)

// The ways of writing an amount that have led to wrong doses, of the Recommendations for safe use of medicines
// terminology, Australian Commission on Safety and Quality in Health Care, 2024.
var (
	// oddUnit is a unit that is taken for another one.
	oddUnit = regexp.MustCompile(`\b([0-9]+(?:[.,][0-9]+)* ?)(Mg|MG|[Mm]gs|mgm|gms?|mcgs?|MCG|ug|µg|μg|ccs?|ML|Ml|[Mm]ls|IU)(?:$|[^\pL\pN])`)
	// pointFirst is ".5 mg", read as "5 mg".
	pointFirst = regexp.MustCompile(`(?:^|[^\pL\pN.,])(\.[0-9]+)( ?` + doseUnit + `)(?:$|[^\pL\pN])`)
	// pointLast is "1.0 mg", read as "10 mg".
	pointLast = regexp.MustCompile(`\b([0-9]+)(\.0+)( ?` + doseUnit + `)(?:$|[^\pL\pN])`)
	// letterAmong is "1O mg" and "l0 mg", with a letter O or l.
	letterAmong = regexp.MustCompile(`\b((?:[0-9][0-9.]*[OolI]|[OolI]\.?[0-9])[0-9OolI.]*)( ?` + doseUnit + `)(?:$|[^\pL\pN])`)
)

const doseUnit = `(?:mg|mcg|µg|μg|micrograms?|milligrams?|g|kg|mL|ml|L|units?)`

// betterUnit is what to write in place of a unit of oddUnit.
func betterUnit(unit string) string {
	switch strings.ToLower(unit) {
	case "mg", "mgs", "mgm":
		return "mg"
	case "gm", "gms":
		return "g"
	case "cc", "ccs", "ml", "mls":
		return "mL"
	case "iu":
		return "units"
	}
	return "micrograms"
}

// mayBeAmount reports whether something like a number stands before something like a unit. Nearly every text is passed
// over by it in a fraction of the time that the patterns take.
func mayBeAmount(text string) bool {
	for i := 0; i < len(text); i++ {
		if text[i] < '0' || text[i] > '9' {
			continue
		}
		for i++; i < len(text) && strings.IndexByte("0123456789.,OolI", text[i]) >= 0; {
			i++
		}
		unit := i
		if unit < len(text) && text[unit] == ' ' {
			unit++
		}
		if unit < len(text) && strings.IndexByte("mMgkuUcICLl\xc2\xce", text[unit]) >= 0 || strings.IndexByte("OolI", text[i-1]) >= 0 {
			return true
		}
	}
	return false
}

// dosed looks for amounts that can be misread.
func (c *checker) dosed(s *source, passages []passage) {
	for i := range passages {
		p := &passages[i]
		if p.kind == answer || !mayBeAmount(p.text) {
			continue
		}
		say := func(from, to int, why, better string) {
			s.advise(doseRule, p.where(from), fmt.Sprintf("“%s” %s", p.text[from:to], why), "write “"+better+"”")
		}
		for _, m := range oddUnit.FindAllStringSubmatchIndex(p.text, -1) {
			number, unit := strings.TrimSpace(p.text[m[2]:m[3]]), p.text[m[4]:m[5]]
			say(m[2], m[5], "has a unit that can be taken for another", number+" "+betterUnit(unit))
		}
		for _, m := range pointFirst.FindAllStringSubmatchIndex(p.text, -1) {
			say(m[2], m[5], "is taken for ten times as much and more when the point is overlooked", "0"+p.text[m[2]:m[5]])
		}
		for _, m := range pointLast.FindAllStringSubmatchIndex(p.text, -1) {
			say(m[2], m[7], "is taken for ten times as much and more when the point is overlooked", p.text[m[2]:m[3]]+p.text[m[6]:m[7]])
		}
		for _, m := range letterAmong.FindAllStringSubmatchIndex(p.text, -1) {
			digits := strings.NewReplacer("O", "0", "o", "0", "l", "1", "I", "1").Replace(p.text[m[2]:m[3]])
			say(m[2], m[5], "has a letter among its digits", digits+p.text[m[4]:m[5]])
		}
	}
}
