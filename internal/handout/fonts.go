package handout

import (
	"encoding/json"
	"slices"
	"strings"
	"unicode"

	"github.com/passalong/passalong/internal/catalog"
)

// Fonts are what the sheets are set in.
type Fonts struct {
	Families []string // names inside the font files, the preferred one first
	Files    [][]byte // TTF or OTF; the upright and bold faces at least
	// Scripts are fonts for what Files has no letters for. A sheet is given those that its language or its text
	// asks for and no others, so that an English one does not wait for megabytes of Chinese.
	Scripts []ScriptFonts
}

// ScriptFonts are the fonts of one script.
type ScriptFonts struct {
	Script   Script
	Families []string
	Files    [][]byte
}

// A Script is a writing system that the interface font does not have.
type Script string

// The scripts, by their codes in ISO 15924.
const (
	Arabic  Script = "Arab" // with Persian, Urdu and others
	Chinese Script = "Hans"
	Thai    Script = "Thai"
	Burmese Script = "Mymr"
)

// letters are the characters by which a script is known.
func (s Script) letters() []*unicode.RangeTable {
	switch s {
	case Arabic:
		return []*unicode.RangeTable{unicode.Arabic}
	case Chinese:
		return []*unicode.RangeTable{unicode.Han, fullWidth}
	case Thai:
		return []*unicode.RangeTable{unicode.Thai}
	case Burmese:
		return []*unicode.RangeTable{unicode.Myanmar}
	}
	return nil
}

// fullWidth are the signs that only Chinese type has: its punctuation and wide forms of Latin letters.
var fullWidth = &unicode.RangeTable{R16: []unicode.Range16{{Lo: 0x3000, Hi: 0x303f, Stride: 1}, {Lo: 0xff00, Hi: 0xffef, Stride: 1}}}

// primary is the first part of a language's tag, without region or script.
func primary(l catalog.Language) string {
	first, _, _ := strings.Cut(string(l), "-")
	return first
}

// scriptOf is the script that a language is written in; empty for one that the interface font has the letters of.
func scriptOf(l catalog.Language) Script {
	switch primary(l) {
	case "ar", "fa", "prs", "ps", "ur", "ckb", "ug":
		return Arabic
	case "zh":
		return Chinese
	case "th":
		return Thai
	case "my":
		return Burmese
	}
	return ""
}

// needed picks what a sheet in a language that says text is set in. The fonts of the language's own script come
// first, so that its punctuation is of one piece with its letters.
func (f Fonts) needed(l catalog.Language, text []byte) (families []string, files [][]byte) {
	families, files = slices.Clone(f.Families), slices.Clone(f.Files)
	runes := string(text)
	for _, s := range f.Scripts {
		own := s.Script == scriptOf(l)
		tables := s.Script.letters()
		if !own && !strings.ContainsFunc(runes, func(r rune) bool { return r > unicode.MaxLatin1 && unicode.In(r, tables...) }) {
			continue
		}
		if files = append(files, s.Files...); own {
			families = slices.Concat(s.Families, families)
		} else {
			families = append(families, s.Families...)
		}
	}
	return families, files
}

// A reach is how far a line of text reaches above its baseline, and how far below it, in ems. What is between two
// lines comes on top of that.
type reach struct {
	Above float64 `json:"above"`
	Below float64 `json:"below"`
	// Headings says that only headings need it, whose lines are the closest.
	Headings bool `json:"headings"`
}

// reachOf is the reach of lines in a language whose letters are stacked or carry marks, so that lines do not touch;
// nil for others, where lines reach from the baseline to the top of a capital letter. The numbers were tried out; the
// middle of a line stays that of its capital letters.
func reachOf(l catalog.Language) *reach {
	switch scriptOf(l) {
	case Arabic:
		return &reach{Above: 0.78, Below: 0.12}
	case Chinese:
		return &reach{Above: 0.79, Below: 0.13}
	case Thai:
		return &reach{Above: 0.80, Below: 0.14}
	case Burmese:
		return &reach{Above: 0.92, Below: 0.26}
	}
	if primary(l) == "vi" {
		return &reach{Above: 0.74, Below: 0.08, Headings: true}
	}
	return nil
}

// tallness is what a line of text in a language is taller by than one in English, in ems.
func tallness(l catalog.Language) float64 {
	const capitals = 0.66 // height of capital letters of the interface font
	if r := reachOf(l); r != nil && !r.Headings {
		return r.Above + r.Below - capitals
	}
	return 0
}

// setIn is /fonts.json: what the text of a sheet is set in.
type setIn struct {
	Families []string `json:"families"` // the preferred one first
	Reach    *reach   `json:"reach"`
}

// fontsFor picks the fonts of a document whose data is raw, and describes them in /fonts.json among its files.
func (p *Press) fontsFor(raw []byte, files map[string][]byte) ([][]byte, error) {
	var doc struct {
		Lang catalog.Language `json:"lang"`
	}
	if err := json.Unmarshal(raw, &doc); err != nil {
		return nil, err
	}
	families, fonts := p.fonts.needed(doc.Lang, raw)
	described, err := json.Marshal(setIn{families, reachOf(doc.Lang)})
	files["/fonts.json"] = described
	return fonts, err
}
