package docview_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/bg/bgtest"
	"github.com/passalong/passalong/internal/ui/docview"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// page is a view in a window, and what it has told.
type page struct {
	view   *docview.View
	window fyne.Window
	work   *bgtest.Queue
	told   []string
}

func (p *page) tell(format string, args ...any) {
	p.told = append(p.told, fmt.Sprintf(format, args...))
}

func open(t testing.TB, files fstest.MapFS, percent int, width, height float32) *page {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light, percent))
	p := &page{work: new(bgtest.Queue)}
	p.view = docview.New(t.Context(), docview.Deps{
		Run: p.work, Pictures: files,
		OnSource:   func(k catalog.SourceKey) { p.tell("source %s", k) },
		OnTerm:     func(term string) { p.tell("term %s", term) },
		OnLink:     func(url string) { p.tell("link %s", url) },
		OnLesson:   func(id catalog.LessonID) { p.tell("lesson %s", id) },
		OnPosition: func(block int, atEnd bool) { p.tell("at %d %v", block, atEnd) },
	})
	p.window = test.NewTempWindow(t, p.view)
	p.window.SetPadded(false)
	p.window.Resize(fyne.NewSize(width, height))
	return p
}

func (p *page) show(blocks ...catalog.Block) { p.view.SetDocument(catalog.Document{Blocks: blocks}) }

func (p *page) key(names ...fyne.KeyName) {
	for _, n := range names {
		if n == fyne.KeyTab {
			p.window.Canvas().FocusNext()
		} else if f := p.window.Canvas().Focused(); f != nil {
			f.TypedKey(&fyne.KeyEvent{Name: n})
		}
	}
}

// objects is everything of a type T that exists on the page.
func objects[T fyne.CanvasObject](p *page) []T {
	var out []T
	for _, o := range test.LaidOutObjects(p.view) {
		if o, ok := o.(T); ok {
			out = append(out, o)
		}
	}
	return out
}

// lines is the text on the page.
func (p *page) lines() string {
	var lines []string
	for _, o := range objects[*canvas.Text](p) {
		if o.Visible() && o.Text != "" {
			lines = append(lines, o.Text)
		}
	}
	return strings.Join(lines, "\n")
}

func words(n int) catalog.Paragraph {
	text := strings.TrimSpace(strings.Repeat("stay with the person until help comes and ", n/8+1))
	return catalog.Paragraph{Text: span(text)}
}

func span(text string) []catalog.Span { return []catalog.Span{{Text: text}} }

func paragraphs(n int) []catalog.Block {
	blocks := make([]catalog.Block, n)
	for i := range blocks {
		blocks[i] = words(50)
	}
	return blocks
}

func TestEveryKindOfBlockIsShown(t *testing.T) {
	p := open(t, nil, 100, 800, 2000)
	p.show(
		catalog.Heading{Level: 2, Text: span("Heading two")},
		catalog.Heading{Level: 3, Text: span("Heading three")},
		catalog.Heading{Level: 4, Text: span("Heading four")},
		catalog.Paragraph{Text: []catalog.Span{{Text: "plain "}, {Text: "bold", Bold: true}, {Text: " "}, {Text: "struck", Strike: true}, {Text: " "}, {Text: "code", Code: true}}},
		catalog.List{Ordered: true, Start: 3, Items: []catalog.ListItem{{Blocks: []catalog.Block{
			catalog.Paragraph{Text: span("third")},
			catalog.List{Items: []catalog.ListItem{{Blocks: []catalog.Block{catalog.Paragraph{Text: span("nested")}}}}},
		}}}},
		catalog.Table{Head: [][]catalog.Span{span("Sign"), span("Seen")}, Rows: [][][]catalog.Span{{span("Lips"), span("Blue")}}},
		catalog.Callout{Kind: catalog.Warning, Blocks: []catalog.Block{catalog.Paragraph{Text: span("warned")}}},
		catalog.Quote{Blocks: []catalog.Block{catalog.Paragraph{Text: span("quoted")}}},
		catalog.Code{Text: "a\n  b\n"},
		catalog.Rule{},
	)
	want := "Heading two\nHeading three\nHeading four\nplain\nbold\nstruck\ncode\n3.\nthird\n•\nnested\nSign\nSeen\nLips\nBlue\nWarning\nwarned\nquoted\na\n\u00a0\u00a0b"
	if diff := cmp.Diff(want, p.lines()); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
	if styles := textStyles(p); !styles["bold"].Bold || !styles["struck"].Strikethrough || !styles["code"].Monospace || styles["plain"].Bold {
		t.Errorf("styles = %+v", styles)
	}
}

func textStyles(p *page) map[string]fyne.TextStyle {
	styles := make(map[string]fyne.TextStyle)
	for _, o := range objects[*canvas.Text](p) {
		styles[o.Text] = o.TextStyle
	}
	return styles
}

func TestWhatCanBePressedIsReachedByTabInReadingOrder(t *testing.T) {
	p := open(t, nil, 100, 800, 600)
	p.show(catalog.Paragraph{Text: []catalog.Span{
		{Text: "Air."}, {Text: "1", Source: "who-od"}, {Text: "2", Source: "cdc"},
		{Text: " "}, {Text: "naloxone", Term: "naloxone"}, {Text: " "}, {Text: "call", Lesson: "call"}, {Text: " "},
		{Text: "more", URL: "https://example.org"},
	}})
	p.told = nil
	p.key(fyne.KeyTab) // the page itself
	for range 5 {
		p.key(fyne.KeyTab, fyne.KeyReturn)
	}
	want := []string{"source who-od", "source cdc", "term naloxone", "lesson call", "link https://example.org"}
	if diff := cmp.Diff(want, p.told); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
	if !strings.Contains(p.lines(), "1\n,\n2") {
		t.Errorf("two citations must not read as one number: %q", p.lines())
	}
}

func TestWithoutCallbacksTheTextIsPlain(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light, 100))
	v := docview.New(t.Context(), docview.Deps{})
	w := test.NewTempWindow(t, v)
	w.Resize(fyne.NewSize(600, 400))
	v.SetDocument(catalog.Document{Blocks: []catalog.Block{catalog.Paragraph{Text: []catalog.Span{{Text: "naloxone", Term: "naloxone"}, {Text: "1", Source: "k"}}}}})
	w.Canvas().FocusNext()
	first := w.Canvas().Focused()
	w.Canvas().FocusNext()
	if w.Canvas().Focused() != first {
		t.Error("something in the text takes the keyboard, and does nothing")
	}
}

func TestOnlyWhatIsNearTheScreenExists(t *testing.T) {
	p := open(t, nil, 100, 800, 600)
	p.show(paragraphs(200)...)
	top := len(objects[*widgets.Text](p))
	if top == 0 || top > 40 {
		t.Errorf("%d paragraphs of 200 exist, want those of two or three screens", top)
	}
	p.view.ScrollTo(100)
	if n := len(objects[*widgets.Text](p)); n > 60 {
		t.Errorf("%d exist after scrolling, so what is far is kept", n)
	}
	if block, _ := p.view.At(); block != 100 {
		t.Errorf("at block %d, want 100", block)
	}
}

func TestScrollingByKeyVisitsEveryBlockInOrder(t *testing.T) {
	p := open(t, nil, 100, 800, 600)
	p.show(paragraphs(60)...)
	p.told = nil
	last := -1
	for range 200 {
		if _, end := p.view.At(); end {
			break
		}
		p.view.HandleKey(&fyne.KeyEvent{Name: fyne.KeyPageDown})
		block, end := p.view.At()
		if block < last || block == last && !end {
			t.Fatalf("Page Down went from block %d to %d", last, block)
		}
		last = block
	}
	if _, end := p.view.At(); !end {
		t.Error("the end was never reached")
	}
	if len(p.told) == 0 || !strings.HasSuffix(p.told[len(p.told)-1], "true") {
		t.Errorf("told %v, and not that the end was reached", p.told)
	}
	p.view.HandleKey(&fyne.KeyEvent{Name: fyne.KeyHome})
	if block, end := p.view.At(); block != 0 || end {
		t.Errorf("after Home at %d, %v", block, end)
	}
	p.view.HandleKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	if _, end := p.view.At(); !end {
		t.Error("End does not reach the end")
	}
}

func TestAShortDocumentIsAtItsEndAtOnce(t *testing.T) {
	p := open(t, nil, 100, 800, 600)
	p.show(words(10))
	if diff := cmp.Diff([]string{"at 0 true"}, p.told[len(p.told)-1:]); diff != "" {
		t.Error(diff)
	}
}

func TestPositionIsToldOnce(t *testing.T) {
	p := open(t, nil, 100, 800, 600)
	p.show(paragraphs(30)...)
	p.told = nil
	p.view.Refresh()
	p.window.Resize(fyne.NewSize(800, 601))
	if len(p.told) != 0 {
		t.Errorf("told %v, though nothing moved", p.told)
	}
}

func TestReadingGoesOnWhereItWasAfterANewWidthOrTextSize(t *testing.T) {
	p := open(t, nil, 100, 900, 600)
	p.show(paragraphs(80)...)
	p.view.ScrollTo(40)
	p.window.Resize(fyne.NewSize(420, 600))
	if block, _ := p.view.At(); block != 40 {
		t.Errorf("at block %d in a narrow window, want 40", block)
	}
	fyne.CurrentApp().Settings().SetTheme(look.New(look.Dark, 200))
	p.view.Resize(fyne.NewSize(421, 600))
	if block, _ := p.view.At(); block != 40 {
		t.Errorf("at block %d with large text, want 40", block)
	}
}

func TestNothingIsWiderThanTheColumn(t *testing.T) {
	for _, percent := range []int{100, 200} {
		p := open(t, nil, percent, 560, 3000)
		long := span("Buprenorphine-naloxone, take-home-naloxone and " + strings.Repeat("x", 90))
		p.show(
			catalog.Heading{Level: 2, Text: long}, catalog.Paragraph{Text: long}, catalog.Code{Text: strings.Repeat("y", 200)},
			catalog.Table{Head: [][]catalog.Span{span("Substance"), span("What happens"), span("How long it lasts")}, Rows: [][][]catalog.Span{{span("Benzodiazepines"), long, span("Many hours")}}},
			catalog.List{Ordered: true, Start: 98, Items: []catalog.ListItem{{Blocks: []catalog.Block{catalog.Paragraph{Text: long}}}}},
			catalog.Callout{Kind: catalog.Note, Blocks: []catalog.Block{catalog.Paragraph{Text: long}}},
		)
		driver := fyne.CurrentApp().Driver()
		for _, o := range objects[*canvas.Text](p) {
			if right := driver.AbsolutePositionForObject(o).X + o.Size().Width; o.Visible() && right > 560 {
				t.Errorf("%d %%: %q ends at %v of 560", percent, o.Text, right)
			}
		}
	}
}

func TestATableWithoutRoomBecomesAList(t *testing.T) {
	p := open(t, nil, 200, 420, 2000)
	p.show(catalog.Table{
		Head: [][]catalog.Span{span("Substance"), span("Consequences"), span("Duration")},
		Rows: [][][]catalog.Span{{span("Benzodiazepines"), span("Drowsiness"), span("Many hours")}, {span("Alcohol"), span("Sickness"), span("Hours")}},
	})
	if got := strings.Count(p.lines(), "Consequences"); got != 2 {
		t.Errorf("the head stands above %d cells of its column, want 2:\n%s", got, p.lines())
	}
}

func TestAListHasNoLabelsForNothing(t *testing.T) {
	p := open(t, nil, 200, 420, 2000)
	p.show(catalog.Table{
		Head: [][]catalog.Span{nil, span("Consequences"), span("Antidote")},
		Rows: [][][]catalog.Span{{span("Benzodiazepines"), span("Drowsiness"), nil}, {span("Alcohol"), span("Unconsciousness"), span("None")}},
	})
	if got := strings.Fields(p.lines()); !slices.Equal(got, []string{"Benzodiazepines", "Consequences", "Drowsiness", "Alcohol", "Consequences", "Unconsciousness", "Antidote", "None"}) {
		t.Errorf("the list is %q", got)
	}
	for _, o := range objects[*canvas.Text](p) {
		if label := o.Text == "Benzodiazepines" || o.Text == "Alcohol"; o.Visible() && label && !o.TextStyle.Bold {
			t.Errorf("%q is not bold", o.Text)
		}
	}
}

func TestAShortColumnStaysInOneLine(t *testing.T) {
	p := open(t, nil, 100, 560, 1000)
	long := span("Neck, groin, wrists, face and everywhere that somebody has said it is easy to reach on a bad night")
	p.show(catalog.Table{Head: [][]catalog.Span{span("Risk"), span("Where")}, Rows: [][][]catalog.Span{{span("Stay away"), long}}})
	if !strings.Contains(p.lines(), "Stay away") {
		t.Errorf("the label is broken:\n%s", p.lines())
	}
}

func TestHeadAndFootScrollWithThePage(t *testing.T) {
	p := open(t, nil, 100, 700, 400)
	next := widgets.NewButton(widgets.Primary, "Next", look.NoIcon, func() { p.tell("next") })
	p.view.SetHead(widgets.Title("What an overdose is"))
	p.view.SetFoot(next)
	p.show(paragraphs(20)...)
	driver := fyne.CurrentApp().Driver()
	if at := driver.AbsolutePositionForObject(next).Y; at < 400 {
		t.Errorf("the foot is at %v before anything was read", at)
	}
	p.view.HandleKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	if at := driver.AbsolutePositionForObject(next).Y + next.Size().Height; at > 400 {
		t.Errorf("the foot ends at %v of 400 at the end", at)
	}
}

func TestPageLook(t *testing.T) {
	p := open(t, nil, 100, 640, 420)
	p.show(
		catalog.Heading{Level: 2, Text: span("What you can see")},
		catalog.Paragraph{Text: []catalog.Span{{Text: "The brain is starved of oxygen."}, {Text: "1", Source: "who"}, {Text: " Give "}, {Text: "naloxone", Term: "naloxone"}, {Text: "."}}},
		catalog.Callout{Kind: catalog.Important, Blocks: []catalog.Block{catalog.Paragraph{Text: span("Treat it as an overdose.")}}},
		catalog.Table{Head: [][]catalog.Span{span("Sign"), span("What you see")}, Rows: [][][]catalog.Span{{span("Breathing"), span("Slow, shallow, or stopped")}}},
	)
	test.AssertRendersToMarkup(t, "page.xml", p.window.Canvas())
}
