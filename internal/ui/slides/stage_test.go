package slides_test

import (
	"image"
	"image/color"
	"math"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"rsc.io/qr"

	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/scenario"
	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/internal/ui/bg/bgtest"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/slides"
	"github.com/passalong/passalong/modules"
)

// shown is a stage in a window of a size.
func shown(t *testing.T, s *slides.Stage, w, h float32) fyne.Window {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light, 100))
	win := test.NewTempWindow(t, s)
	win.SetPadded(false)
	win.Resize(fyne.NewSize(w, h))
	return win
}

func texts(s *slides.Stage) []*canvas.Text {
	var all []*canvas.Text
	for _, o := range painted(s) {
		if t, ok := o.(*canvas.Text); ok {
			all = append(all, t)
		}
	}
	return all
}

func said(s *slides.Stage) string {
	var all []string
	for _, t := range texts(s) {
		all = append(all, t.Text)
	}
	return strings.Join(all, " ")
}

func wall(words ...string) session.RoomView {
	w := &session.RoomWall{Prompt: "Why?", Open: true}
	for i, s := range words {
		w.Words = append(w.Words, session.Word{ID: i + 1, Text: s, Approved: true})
	}
	return session.RoomView{Kind: session.WallUp, Wall: w}
}

func TestOnlyWhatChangedIsDrawnAnew(t *testing.T) {
	s := slides.New(slides.Light, nil)
	shown(t, s, 1280, 720)
	s.Set(wall("police", "cost"))
	before := texts(s)
	s.Set(wall("police", "cost", "shame"))
	after := texts(s)
	for _, o := range before {
		if !slices.Contains(after, o) {
			t.Errorf("%q was made anew", o.Text)
		}
	}
	if len(after) != len(before)+1 {
		t.Errorf("%d texts after %d", len(after), len(before))
	}
}

func TestItIsDarkUntilItIsTold(t *testing.T) {
	s := slides.New(slides.Light, nil)
	win := shown(t, s, 400, 300)
	for _, v := range []session.RoomView{{Kind: session.DarkUp}, {}, {Kind: session.PollUp}, {Kind: session.SlideUp}} {
		s.Set(v)
		if r, g, b, _ := win.Canvas().Capture().At(200, 150).RGBA(); r+g+b != 0 {
			t.Errorf("%v is not dark", v.Kind)
		}
	}
}

// A preview has the lines of the room's screen, whatever its size.
func TestLinesAreThoseOfTheRoom(t *testing.T) {
	s := slides.New(slides.Light, nil)
	win := shown(t, s, 1920, 1080)
	s.Set(wall(strings.Fields("losing the flat again because of police and cost and shame and children and work")...))
	large := said(s)
	win.Resize(fyne.NewSize(192, 108))
	if small := said(s); small != large {
		t.Errorf("small: %q\nlarge: %q", small, large)
	}
	for _, o := range texts(s) {
		if w := o.MinSize().Width; o.Position().X+w > 192 {
			t.Errorf("%q ends at %v", o.Text, o.Position().X+w)
		}
	}
}

func TestWhatIsRightIsToldByMoreThanColour(t *testing.T) {
	s := slides.New(slides.Light, nil)
	shown(t, s, 1280, 720)
	rows := []session.Row{{Key: "a", Letter: "A", Text: "Call"}, {Key: "b", Letter: "B", Text: "Wait"}}
	q := &session.RoomPoll{Kind: quiz.Single, Prompt: "What now?", Choices: rows, Round: 1}
	s.Set(session.RoomView{Kind: session.PollUp, Poll: q})
	if strings.Contains(said(s), "Right answer") {
		t.Error("it tells the right answer before it was revealed")
	}
	told := *q
	told.Right, told.Words = []string{"a"}, []string{"Call"}
	s.Set(session.RoomView{Kind: session.PollUp, Poll: &told})
	if n := strings.Count(said(s), "Right answer"); n != 1 {
		t.Errorf("“Right answer” stands there %d times: %q", n, said(s))
	}
	icons := 0
	for _, o := range painted(s) {
		if img, ok := o.(*canvas.Image); ok && strings.HasPrefix(img.Resource.Name(), "circle-check") {
			icons++
		}
	}
	if icons != 1 {
		t.Errorf("%d ticks", icons)
	}
}

func TestPagesOfAllKindsSayWhatMatters(t *testing.T) {
	s := slides.New(slides.Dark, nil)
	shown(t, s, 1280, 720)
	rows := []session.Row{{Key: "#1", Text: "Opioids"}, {Key: "#2", Text: "Alcohol"}}
	short := session.RoomPoll{Kind: quiz.Number, Unit: "minutes", Prompt: "How long?", Round: 2, Open: true, AskSure: true}
	typed := short
	typed.Open, typed.Words = false, []string{"2 to 3 minutes"}
	typed.Results = &session.Tally{Answered: 3, SureWrong: 1, Bars: []session.Bar{{Row: session.Row{Key: session.RowRight, Text: "Right"}, Count: 2}, {Row: session.Row{Key: session.RowWrong, Text: "Not right"}, Count: 1}, {Row: session.Row{Key: session.RowDontKnow, Text: "I don't know"}}}}
	ended := &scenario.Debrief{Ending: scenario.Ending{Title: "In time"}, Well: []scenario.Event{{Text: "Call"}, {Text: "Call"}}, Missed: []scenario.Option{{Text: "Stay"}}}
	for name, test := range map[string]struct {
		view   session.RoomView
		want   []string
		hidden string
	}{
		"join": {view: session.RoomView{Kind: session.JoinUp, Join: &session.Join{URL: "http://x/K", Host: "10.0.0.1:8080", Code: "KLMR"}}, want: []string{"10.0.0.1:8080", "KLMR", "No name and no app."}},
		"match": {
			view: session.RoomView{Kind: session.PollUp, Poll: &session.RoomPoll{Kind: quiz.Match, Prompt: "Which?", Choices: rows, Rights: []string{"slow", "fast"}, Round: 1, Open: true}},
			want: []string{"1", "2", "A", "B", "slow", "Which letter belongs to which number?"},
		},
		"number":         {view: session.RoomView{Kind: session.PollUp, Poll: &short}, want: []string{"Answer with a number of minutes.", "Asked again.", "Are you sure"}, hidden: "0 answers"},
		"number, told":   {view: session.RoomView{Kind: session.PollUp, Poll: &typed}, want: []string{"2 · 67%", "3 answers", "2 to 3 minutes", "Sure: 0 had it right, 1 not yet."}, hidden: "I don't know"},
		"teams":          {view: session.RoomView{Kind: session.PollUp, Poll: &typed, Teams: []session.TeamScore{{Name: "Red team", Percent: 40}}}, want: []string{"Red team", "40%"}},
		"before":         {view: session.RoomView{Kind: session.PhaseUp, Phase: "before"}, want: []string{"Before we begin"}},
		"after":          {view: session.RoomView{Kind: session.PhaseUp, Phase: "after"}, want: []string{"Before you go"}},
		"pause":          {view: session.RoomView{Kind: session.PauseUp}, want: []string{"Pause"}},
		"a story begins": {view: session.RoomView{Kind: session.ScenarioUp, Scenario: &session.RoomScenario{Title: "The door"}}, want: []string{"The door"}},
		"a story ends":   {view: session.RoomView{Kind: session.ScenarioUp, Scenario: &session.RoomScenario{Title: "The door", Moment: scenario.Moment{Ended: true, Ending: scenario.Ending{Title: "In time", Text: "They breathe."}}}}, want: []string{"In time", "They breathe."}},
		"looking back":   {view: session.RoomView{Kind: session.ScenarioUp, Scenario: &session.RoomScenario{Title: "The door", Debrief: ended}}, want: []string{"In time", "What helped", "What we could try", "Stay"}, hidden: "Call Call"},
		"rehearsal":      {view: session.RoomView{Kind: session.PauseUp, Rehearsal: true}, want: []string{"Rehearsal: these answers are made up"}},
	} {
		s.Set(test.view)
		got := said(s)
		for _, want := range test.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s: %q is not there: %q", name, want, got)
			}
		}
		if test.hidden != "" && strings.Contains(got, test.hidden) {
			t.Errorf("%s: %q is there: %q", name, test.hidden, got)
		}
	}
}

// A camera must be able to read the code: the picture is compared with the code, module by module.
func TestTheCodeIsCrisp(t *testing.T) {
	const link = "http://192.168.43.1:8080/KLMR"
	s := slides.New(slides.Dark, nil)
	shown(t, s, 1280, 720)
	s.Set(session.RoomView{Kind: session.JoinUp, Join: &session.Join{URL: link, Host: "192.168.43.1:8080", Code: "KLMR"}})
	var raster *canvas.Raster
	for _, o := range painted(s) {
		if r, ok := o.(*canvas.Raster); ok {
			raster = r
		}
	}
	if raster == nil {
		t.Fatal("there is no code")
	}
	code, err := qr.Encode(link, qr.M)
	if err != nil {
		t.Fatal(err)
	}
	side := int(raster.Size().Width)
	img := raster.Generator(side, side)
	module := side / (code.Size + 8)
	left := (side - module*code.Size) / 2
	for y := range code.Size {
		for x := range code.Size {
			for _, d := range []int{0, module - 1} {
				r, _, _, _ := img.At(left+x*module+d, left+y*module+d).RGBA()
				if (r == 0) != code.Black(x, y) {
					t.Fatalf("module %d,%d is wrong", x, y)
				}
			}
		}
	}
	if module < 6 || left < 4*module {
		t.Errorf("modules of %d pixels, margin %d", module, left)
	}
	if raster.Generator(0, 0).Bounds().Empty() {
		t.Error("a code without room is no picture at all")
	}
	s.Set(session.RoomView{Kind: session.JoinUp, Join: &session.Join{URL: strings.Repeat("x", 5000), Host: "h", Code: "c"}}) // no code can hold it
	if !strings.Contains(said(s), "h") {
		t.Error("the address is not there")
	}
}

func picture(path string) session.RoomView {
	return session.RoomView{Kind: session.SlideUp, Slide: &plan.Slide{Kind: plan.PictureSlide, Title: "Look", Picture: path, Alt: "Somebody on their side"}}
}

func TestPicturesComeInTheBackground(t *testing.T) {
	var q bgtest.Queue
	s := slides.New(slides.Light, slides.PicturesOf(t.Context(), &q, modules.FS))
	shown(t, s, 1280, 720)
	images := func() (n int) {
		for _, o := range painted(s) {
			if img, ok := o.(*canvas.Image); ok && img.Image != nil {
				n++
			}
		}
		return n
	}
	s.Set(picture("overdose-response/images/recovery-position.svg"))
	if images() != 0 {
		t.Error("it was drawn at once")
	}
	q.Drain()
	if images() != 1 || strings.Contains(said(s), "Somebody") {
		t.Errorf("%d pictures, %q", images(), said(s))
	}
	s.Set(picture("gone.svg"))
	q.Drain()
	if images() != 0 || !strings.Contains(said(s), "Somebody on their side") {
		t.Errorf("a picture that is gone: %d, %q", images(), said(s))
	}
}

func TestAPictureThatComesTooLateIsDropped(t *testing.T) {
	var pending []func(image.Image)
	s := slides.New(slides.Light, func(_ string, _, _ int, done func(image.Image)) { pending = append(pending, done) })
	win := shown(t, s, 1280, 720)
	s.Set(picture("a.svg"))
	win.Resize(fyne.NewSize(640, 360))
	if len(pending) != 2 {
		t.Fatalf("asked %d times", len(pending))
	}
	pending[1](image.NewGray(image.Rect(0, 0, 10, 10)))
	pending[0](nil)
	if strings.Contains(said(s), "Somebody") {
		t.Error("the answer to the first size counts")
	}
}

func TestWithoutPicturesThereAreTheirWords(t *testing.T) {
	s := slides.New(slides.Light, nil)
	shown(t, s, 1280, 720)
	s.Set(picture("a.svg"))
	if !strings.Contains(said(s), "Somebody on their side") {
		t.Errorf("%q", said(s))
	}
}

// luminance is that of WCAG 2.2.
func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	part := func(v uint32) float64 {
		f := float64(v) / 0xffff
		if f <= 0.04045 {
			return f / 12.92
		}
		return math.Pow((f+0.055)/1.055, 2.4)
	}
	return 0.2126*part(r) + 0.7152*part(g) + 0.0722*part(b)
}

func TestContrast(t *testing.T) {
	for _, c := range []slides.Colours{slides.Light, slides.Dark} {
		for _, pair := range slides.Pairs(c) {
			a, b := luminance(pair.Ink), luminance(pair.Ground)
			if ratio := (max(a, b) + 0.05) / (min(a, b) + 0.05); ratio < 7 {
				t.Errorf("%s, %s: %.1f", c, pair.Name, ratio)
			}
		}
	}
}

func TestColoursCanBeChanged(t *testing.T) {
	s := slides.New(slides.Light, nil)
	shown(t, s, 400, 300)
	s.Set(session.RoomView{Kind: session.PauseUp})
	ink := func() color.Color { return texts(s)[0].Color }
	light := ink()
	s.SetColours(slides.Dark)
	if ink() == light {
		t.Error("dark has the ink of light")
	}
	s.SetColours(slides.Light)
	if ink() != light {
		t.Error("light again is another")
	}
}

// painted is everything that is on screen, with o itself.
func painted(o fyne.CanvasObject) []fyne.CanvasObject {
	if !o.Visible() {
		return nil
	}
	all := []fyne.CanvasObject{o}
	var in []fyne.CanvasObject
	switch o := o.(type) {
	case *fyne.Container:
		in = o.Objects
	case fyne.Widget:
		in = test.WidgetRenderer(o).Objects()
	}
	for _, o := range in {
		all = append(all, painted(o)...)
	}
	return all
}
