package ui

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/uitest"
)

// part is a library in use.
func part(title string, r catalog.Revision) catalog.Part {
	return catalog.Part{Library: catalog.Library{ID: title, Title: title}, Revision: r}
}

func TestUnsignedContentIsWarnedOf(t *testing.T) {
	bundled, signed, unsigned := catalog.Revision{}, catalog.Revision{Manifest: "a", Signed: true}, catalog.Revision{Manifest: "b"}
	for _, c := range []struct {
		name  string
		parts []catalog.Part
		want  string
	}{
		{"what came with the program", []catalog.Part{part("A", bundled)}, ""},
		{"what is signed", []catalog.Part{part("A", bundled), part("B", signed)}, ""},
		{"what nobody has signed", []catalog.Part{part("A", bundled), part("B", unsigned)}, "Nobody has signed the content of “B”. It is for its authors only: do not teach from it."},
		{"two of them", []catalog.Part{part("A", unsigned), part("B", unsigned)}, "Nobody has signed the content of “A” and “B”. It is for its authors only: do not teach from it."},
	} {
		b, ok := unsignedBand(&catalog.Catalog{Parts: c.parts})
		if b.text != c.want || ok != (c.want != "") {
			t.Errorf("%s: %q, %v", c.name, b.text, ok)
		}
	}
	if _, ok := unsignedBand(nil); ok {
		t.Error("there is no content yet, and it is warned of")
	}
}

func TestThePreviewCountsItsProblems(t *testing.T) {
	for n, want := range map[int]string{0: "", 1: "1 problem", 7: "7 problems"} {
		b := previewBand(filepath.Join("home", "kit", "library", "modules"), make([]catalog.Problem, n), nil)
		if b.action != want || b.text != "Preview of library. Saved files show at once." {
			t.Errorf("%d problems: %q, %q", n, b.action, b.text)
		}
	}
}

func TestProblemsAreListed(t *testing.T) {
	w := uitest.Window(t)
	problems := []catalog.Problem{{File: "modules/naloxone/en/01.md", Line: 12, Message: "there is no source “who-2”", Suggestion: "did you mean “who-1”?"}, {File: "modules/library.yaml", Message: "an id is missing"}}
	copied := ""
	d := showProblems(w.Canvas, problems, func(s string) { copied = s })
	w.Reads("modules/naloxone/en/01.md:12: there is no source “who-2” (did you mean “who-1”?)", "modules/library.yaml: an id is missing")
	w.Press("Copy the list")
	if strings.Count(copied, "\n") != 2 {
		t.Errorf("copied %q", copied)
	}
	d.Close()
	showProblems(w.Canvas, nil, nil)
	w.Reads("There is none any more.")
}

func TestBandsNeverCoverTheScreen(t *testing.T) {
	unsigned, _ := unsignedBand(&catalog.Catalog{Parts: []catalog.Part{part("Harbour Street outreach, content for the van and the drop-in", catalog.Revision{Manifest: "b"})}})
	preview := previewBand("/home/kit/library", make([]catalog.Problem, 3), func() {})
	for _, size := range []fyne.Size{fyne.NewSize(1100, 690), fyne.NewSize(800, 570)} {
		for _, percent := range []int{100, 150, 200} {
			for _, bare := range []bool{false, true} {
				t.Run(fmt.Sprintf("%v at %d %%, bare %v", size, percent, bare), func(t *testing.T) {
					test.NewTempApp(t).Settings().SetTheme(look.New(look.Contrast, percent))
					f := newFrame(frameEvents{})
					w := test.NewTempWindow(t, f.root)
					w.SetPadded(false)
					w.Resize(size)
					f.show(canvas.NewRectangle(nil))
					f.render(frameState{section: nav.Home, who: "Kit", bare: bare, bands: []band{unsigned, preview}})
					end := f.above.Position().Y + f.above.Size().Height
					if f.above.Size().Height < f.above.MinSize().Height || f.above.Size().Width != size.Width {
						t.Errorf("the bands have %v and need %v", f.above.Size(), f.above.MinSize())
					}
					if top := f.body.Position().Y; top < end {
						t.Errorf("the bands end at %v, and the screen begins at %v", end, top)
					}
					if bottom := f.body.Position().Y + f.body.Size().Height; bottom != size.Height {
						t.Errorf("the screen ends at %v", bottom)
					}
					if !bare && (f.rail.Position().Y != end || f.bar.Position().Y != end) {
						t.Errorf("the bands end at %v, the rail begins at %v, the bar at %v", end, f.rail.Position().Y, f.bar.Position().Y)
					}
				})
			}
		}
	}
}

func TestBandsComeAndGo(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light, 100))
	f := newFrame(frameEvents{})
	w := test.NewTempWindow(t, f.root)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(800, 400))
	f.show(canvas.NewRectangle(nil))
	shown := uitest.Of(t, w)
	pressed := 0
	warning := band{kind: warningBand, text: "Watch out."}
	author := band{kind: authorBand, text: "Preview.", action: "2 problems", press: func() { pressed++ }}

	f.render(frameState{bare: true, bands: []band{warning, author}})
	shown.Reads("Watch out.", "Preview.")
	shown.Return("2 problems")
	author.action = "1 problem"
	f.render(frameState{bare: true, bands: []band{warning, author}})
	if w.Canvas().Focused() != fyne.Focusable(shown.Find("1 problem")) {
		t.Error("the keyboard is gone from the button")
	}
	shown.Return("1 problem")
	if pressed != 2 {
		t.Errorf("pressed %d times", pressed)
	}
	f.render(frameState{bare: true, bands: []band{author}})
	shown.Hides("Watch out.")
	f.render(frameState{bare: true})
	shown.Hides("Preview.")
	if f.body.Size() != fyne.NewSize(800, 400) || f.body.Position().Y != 0 {
		t.Errorf("after that the screen has %v at %v", f.body.Size(), f.body.Position())
	}
	f.render(frameState{section: nav.Home, who: "Kit", bands: []band{warning, author}})
	shown.Markup(t, "bands.xml")
}
