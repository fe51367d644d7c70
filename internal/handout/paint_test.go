package handout

import (
	"strings"
	"testing"
)

func TestPaintsOfBlackAndWhite(t *testing.T) {
	for colour, want := range map[string]string{
		"#2B2A33": paintBlack, "#1F6F6B": paintDark, "#D98E32": paintLight, "#FBF3E7": paintWhite, "#fff": paintWhite, "black": paintBlack,
		"rgb(31, 111, 107)": paintDark, "none": "none", "currentColor": "currentColor", "#12": "#12", "": "",
	} {
		if got := monoPaint(colour, 1); got != want {
			t.Errorf("%q is painted %q, want %q", colour, got, want)
		}
	}
	if got := monoPaint("#D98E32", 0.28); got != paintWhite {
		t.Errorf("a colour that hardly covers is painted %q", got)
	}
}

func TestDrawingInBlackAndWhite(t *testing.T) {
	const drawing = `<?xml version="1.0"?>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 300">
<title>A &amp; B</title>
<rect width="480" height="300" fill="#FBF3E7"/><path d="M0 0L9 9" fill="none" stroke="#8D5B3E" stroke-opacity="0.9"/>
</svg>
`
	got, err := monoDrawing([]byte(drawing))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`<pattern id="dark-hatch"`, `<title>A &amp; B</title>`, `height="300" fill="#fff" stroke="#000"`, `fill="none" stroke="url(#dark-hatch)"></path>`,
	} {
		if !strings.Contains(string(got), want) {
			t.Errorf("the drawing has no %s:\n%s", want, got)
		}
	}
	if strings.Contains(string(got), "opacity") || strings.Contains(string(got), "8D5B3E") {
		t.Errorf("something is still coloured:\n%s", got)
	}
	if got, err := monoDrawing([]byte("<svg")); err != nil || string(got) != "<svg" {
		t.Errorf("what cannot be read became %q, error %v", got, err)
	}
}
