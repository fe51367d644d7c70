package picture

import (
	"strings"
	"testing"
	"unicode/utf8"
)

const handSVG = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 29.5">
<!-- a hand -->
<title>A hand, – é</title>
<g fill="none"><path d="M0 0L4 4" stroke="#2B2A33"/><circle cx="1"
	r="2"/></g>
</svg>
`

// checkPlainSVG wants what is found good without XML to be good as XML, and of the same size.
func checkPlainSVG(t *testing.T, src []byte) (plain bool) {
	t.Helper()
	got, ok := isPlainSVG(src)
	if !ok {
		return false
	}
	if want, err := checkXML(src, true); err != nil || got != want {
		t.Errorf("of\n%s\ngot %+v, want %+v, %v", src, got, want, err)
	}
	return true
}

func TestPlainSVGIsFoundGoodAsXMLIs(t *testing.T) {
	if !checkPlainSVG(t, []byte(handSVG)) {
		t.Error("it is not plain")
	}
	for _, change := range [][2]string{
		{"<path", "<script"}, {"<path", "<path onload=\"x\""}, {"none", "url(#a)"}, {"none", "UrL(#a)"}, {"A hand,", "A &amp; hand"}, {"A hand,", "A ]]> hand"},
		{"A hand,", "A h\u202eand"}, {"A hand,", "A \uffff"}, {"<!-- a", "<!-- a -- a"}, {"</g>", ""}, {"</g>", "</g ></g>"}, {"</svg>", "</svg><svg/>"},
		{"</svg>", "</svg>x"}, {"<svg", "<?xml version=\"1.0\"?><svg"}, {"<svg", "<!DOCTYPE svg><svg"}, {"<g", "<svg"}, {"xmlns=", "xmlns:a="}, {"48 29.5", "48"},
		{"viewBox=", "viewBox=\"0 0 1 1\" viewBox="}, {"2000/svg", "1999/xhtml"}, {"\"none\"", "'none'"}, {"fill=", "fill ="}, {"<path", "x<path"}, {"<g", "<g xmlns=\"http://www.w3.org/2000/svg\""},
		{"d=\"M0", "d=\"&#77;0"}, {"L4 4\" s", "L4 4\"s"}, {"<g", strings.Repeat("<g>", maxDepth) + "<g"}, {"<g", strings.Repeat("<g/>", maxElements) + "<g"},
	} {
		t.Run("with "+change[1][:min(len(change[1]), 30)], func(t *testing.T) {
			src := strings.Replace(handSVG, change[0], change[1], 1)
			if src == handSVG {
				t.Fatal("nothing was changed")
			}
			if checkPlainSVG(t, []byte(src)) {
				t.Error("it is taken for plain")
			}
		})
	}
}

func FuzzPlainSVG(f *testing.F) {
	f.Add([]byte(handSVG))
	f.Add([]byte(strings.ReplaceAll(handSVG, "\n", "")))
	f.Add([]byte(`<svg viewBox="0,0,10,10" xmlns="http://www.w3.org/2000/svg"/>`))
	f.Fuzz(func(t *testing.T, src []byte) {
		if utf8.Valid(src) {
			checkPlainSVG(t, src)
		}
	})
}
