package slides

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/session"
)

// narrow is a pen whose letters are 10 wide.
func narrow() *pen { return newPen(1920, 1080, 20, 0, evenly) }

func TestWrap(t *testing.T) {
	for _, test := range []struct {
		name, text string
		wide       float32
		want       []string
		broken     bool
	}{
		{"one line", "call now", 100, []string{"call now"}, false},
		{"at the space", "call now", 75, []string{"call", "now"}, false},
		{"several spaces are one", " call \t now ", 100, []string{"call now"}, false},
		{"a line for each paragraph", "call\nnow", 100, []string{"call", "now"}, false},
		{"a word that is too long", "naloxone", 50, []string{"nalox", "one"}, true},
		{"a letter that is too wide stands alone", "ab", 5, []string{"a", "b"}, true},
		{"accents stay with their letters", "e\u0301e\u0301", 25, []string{"e\u0301", "e\u0301"}, true},
		{"Chinese breaks anywhere", "呼吸呼吸", 25, []string{"呼吸", "呼吸"}, false},
		{"Thai breaks anywhere", "หายใจ", 35, []string{"หาย", "ใจ"}, false},
		{"a long word after a short one", "a naloxone", 50, []string{"a", "nalox", "one"}, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := narrow()
			got := p.lines(test.text, 20, style{}, test.wide)
			if diff := cmp.Diff(test.want, got); diff != "" || p.broken != test.broken {
				t.Errorf("broken %v, -want +got:\n%s", p.broken, diff)
			}
		})
	}
}

func TestEvenLinesAreAsManyAndOfOneLength(t *testing.T) {
	const text = "nobody should use alone and nobody should die alone"
	p := narrow()
	ragged := p.lines(text, 20, style{}, 460)
	even := p.lines(text, 20, style{even: true}, 460)
	if len(ragged) != len(even) || strings.Join(ragged, " ") != strings.Join(even, " ") {
		t.Fatalf("%q became %q", ragged, even)
	}
	spread := func(lines []string) int {
		return len(slices.MaxFunc(lines, byLength)) - len(slices.MinFunc(lines, byLength))
	}
	if spread(even) >= spread(ragged) {
		t.Errorf("%q is no more even than %q", even, ragged)
	}
}

func byLength(a, b string) int { return len(a) - len(b) }

func TestEmptyParagraphsTakeNoRoom(t *testing.T) {
	p := narrow()
	y := p.y
	p.para("  ", style{})
	if p.y != y || len(p.marks) != 0 {
		t.Errorf("%d marks, %v down", len(p.marks), p.y-y)
	}
}

func TestMeasuringLeavesNoMarks(t *testing.T) {
	p := narrow()
	if h := p.height("call now", style{}, 75); h != 2*1.3*20 || len(p.marks) != 0 {
		t.Errorf("%v high, %d marks", h, len(p.marks))
	}
	if p.height("naloxone", style{}, 50); !p.broken {
		t.Error("a word was broken, and nobody knows")
	}
}

func TestFigure(t *testing.T) {
	for want, got := range map[string]string{"3": figure(3, 0), "1 · 33%": figure(1, 3), "2 · 67%": figure(2, 3), "0 · 0%": figure(0, 9), "9 · 100%": figure(9, 9)} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// somebody's words, of every sort that may come.
var wordsOfAll = []string{"a", "call", "naloxone", "breathing", "Harmreduktionsberatungsstellenleitung", "呼吸", "หายใจช้า", "1800-000-000", "“why?”", "e\u0301te\u0301"}

func sentence(r *rand.Rand, most int) string {
	var words []string
	for range 1 + r.IntN(most) {
		words = append(words, wordsOfAll[r.IntN(len(wordsOfAll))])
	}
	return strings.Join(words, " ")
}

// anyView is a page as long as an author may make it.
func anyView(r *rand.Rand) (v session.RoomView, must []string) {
	if r.IntN(2) == 0 {
		s := &plan.Slide{Kind: []plan.SlideKind{plan.TitleSlide, plan.PointsSlide, plan.WarningSlide, plan.SayingSlide}[r.IntN(4)], Title: sentence(r, 8), Numbered: r.IntN(2) == 0}
		for range 1 + r.IntN(plan.MostLines) {
			s.Lines = append(s.Lines, sentence(r, 8))
		}
		return session.RoomView{Kind: session.SlideUp, Slide: s, Rehearsal: r.IntN(3) == 0}, append([]string{s.Title}, s.Lines...)
	}
	q := &session.RoomPoll{Kind: quiz.Single, Prompt: sentence(r, 25), Round: 1, Open: r.IntN(2) == 0, Answers: -1}
	must = []string{q.Prompt}
	for i := range 2 + r.IntN(4) {
		text := sentence(r, 12)
		q.Choices = append(q.Choices, session.Row{Key: fmt.Sprint(i), Letter: session.Letter(i), Text: text})
		must = append(must, text)
	}
	if !q.Open && r.IntN(2) == 0 {
		q.Results = tally(q.Choices)
	}
	v = session.RoomView{Kind: session.PollUp, Poll: q}
	if q.Open && r.IntN(2) == 0 {
		v.Join = &session.Join{URL: "http://x/K", Host: "192.168.43.1:8080", Code: "KLMR"}
	}
	return v, must
}

// letters is a text without the places where it was broken.
func letters(s string) string { return strings.Join(strings.Fields(s), "") }

func TestNoWordIsEverLost(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 2026))
	for i := range 400 {
		v, must := anyView(r)
		for _, s := range screens {
			marks := compose(v, s[0], s[1], evenly)
			said := letters(said(marks))
			for _, text := range must {
				if !strings.Contains(said, letters(text)) {
					t.Fatalf("page %d at %v: %q is lost", i, s, text)
				}
			}
			for _, m := range marks {
				if m.x < -1 || m.y < -1 || m.x+m.w > s[0]+1 || m.y+m.h > s[1]+1 {
					t.Fatalf("page %d at %v: %q ends at %v,%v", i, s, m.text, m.x+m.w, m.y+m.h)
				}
			}
		}
	}
}

func TestARoomOfNoSizeHasNothing(t *testing.T) {
	for _, s := range [][2]float32{{0, 0}, {100, 0}, {0, 100}} {
		if got := compose(session.RoomView{Kind: session.PauseUp}, s[0], s[1], evenly); len(got) != 0 {
			t.Errorf("%d marks at %v", len(got), s)
		}
	}
}

func TestAWallThatIsFullSaysHowManyMoreThereAre(t *testing.T) {
	w := &session.RoomWall{Prompt: "Why?", Open: true}
	for i := range 300 {
		w.Words = append(w.Words, session.Word{ID: i, Text: fmt.Sprintf("something that takes room %d", i)})
	}
	got := said(compose(session.RoomView{Kind: session.WallUp, Wall: w}, 1920, 1080, evenly))
	shown := 0
	for i := range 300 {
		if strings.Contains(got+" ", fmt.Sprintf("takes room %d ", i)) {
			shown++
		}
	}
	if want := fmt.Sprintf("and %d more", 300-shown); shown == 0 || !strings.HasSuffix(got, want) {
		t.Errorf("%d words are there, and at the end %q", shown, got[max(0, len(got)-40):])
	}
}
