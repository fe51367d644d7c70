package slides

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/scenario"
	"github.com/passalong/passalong/internal/session"
)

// evenly is a measure in which every letter is half as wide as it is high.
func evenly(text string, size float32, bold bool) float32 {
	w := float32(utf8.RuneCountInString(text)) * size * 0.5
	if bold {
		w *= 1.06
	}
	return w
}

// screens are those of projectors, as pages are laid out: 4:3, 16:10, 16:9 and a window that is 21:9.
var screens = [][2]float32{{1440, 1080}, {1728, 1080}, {1920, 1080}, {2520, 1080}}

// said is all that a page says, line after line.
func said(marks []mark) string {
	var lines []string
	for _, m := range marks {
		if m.kind == words {
			lines = append(lines, m.text)
		}
	}
	return strings.Join(lines, " ")
}

func choices(n int, text string) []session.Row {
	var rows []session.Row
	for i := range n {
		rows = append(rows, session.Row{Key: string(rune('a' + i)), Letter: string(rune('A' + i)), Text: text})
	}
	return rows
}

func tally(rows []session.Row) *session.Tally {
	t := &session.Tally{Answered: 10 * len(rows)}
	for _, r := range rows {
		t.Bars = append(t.Bars, session.Bar{Row: r, Count: 10})
	}
	return t
}

// longest is a question as long as authors write them, with all that can be revealed.
func longest() session.RoomPoll {
	rows := choices(5, "Put them on their side, tilt the head back and stay until help is there, whatever happens")
	return session.RoomPoll{
		Kind: quiz.Single, Prompt: strings.Repeat("Somebody is snoring in a strange way. ", 5), Choices: rows, Round: 2,
		Results: tally(rows), Before: tally(rows), Right: []string{"a"}, Words: []string{rows[0].Text},
		Why: strings.Repeat("Snoring can mean that the airway is partly blocked. ", 8),
	}
}

func views() map[string]session.RoomView {
	slide := func(k plan.SlideKind, picture string) session.RoomView {
		return session.RoomView{Kind: session.SlideUp, Title: "Overdose", Section: "Signs", Rehearsal: picture != "", Slide: &plan.Slide{
			Kind: k, Title: strings.Repeat("What to look for ", 4), Lines: repeat(plan.MostLines, strings.Repeat("breathing ", 9)), Picture: picture, Alt: "Somebody",
		}}
	}
	long := longest()
	open := longest()
	open.Results, open.Before, open.Right, open.Words, open.Why, open.Open = nil, nil, nil, nil, "", true
	join := &session.Join{URL: "http://192.168.43.1:8080/KLMR", Host: "192.168.43.1:8080", Code: "KLMR"}
	var wall []session.Word
	for i := range 60 {
		wall = append(wall, session.Word{ID: i, Text: "losing the flat again", Likes: i % 3})
	}
	rows := choices(6, "Tilt the head back and breathe for them")
	story := session.RoomScenario{Title: "Behind the door", Open: true, Choices: rows, Moment: scenario.Moment{
		Minutes: 3, State: []scenario.Value{{Label: "Breathing", Value: "slow"}, {Label: "Doses", Value: "1"}},
		Said:  []scenario.Said{{Part: scenario.Part{Text: strings.Repeat("The door gives way. ", 6)}}},
		Parts: []scenario.Part{{Text: strings.Repeat("The room is small. ", 12)}, {Picture: "a.svg"}},
	}}
	voted := story
	voted.Open, voted.Results = false, tally(rows)
	return map[string]session.RoomView{
		"title": slide(plan.TitleSlide, ""), "points": slide(plan.PointsSlide, ""), "points with a picture": slide(plan.PointsSlide, "a.svg"),
		"warning": slide(plan.WarningSlide, ""), "saying": slide(plan.SayingSlide, ""),
		"open": {Kind: session.PollUp, Poll: &open, Join: join}, "everything": {Kind: session.PollUp, Poll: &long, Rehearsal: true},
		"teams": {Kind: session.PollUp, Poll: &long, Teams: []session.TeamScore{{Name: "Red", Percent: 50}, {Name: "Blue", Percent: 100}}},
		"wall":  {Kind: session.WallUp, Wall: &session.RoomWall{Prompt: "Why not call?", Open: true, Words: wall}, Join: join},
		"story": {Kind: session.ScenarioUp, Scenario: &story, Join: join}, "votes": {Kind: session.ScenarioUp, Scenario: &voted},
		"join": {Kind: session.JoinUp, Join: join}, "waiting to join": {Kind: session.JoinUp}, "pause": {Kind: session.PauseUp},
		"phase": {Kind: session.PhaseUp, Join: join},
	}
}

func repeat(n int, s string) []string {
	var all []string
	for range n {
		all = append(all, s)
	}
	return all
}

func TestEverythingIsOnTheScreen(t *testing.T) {
	for name, v := range views() {
		for _, s := range screens {
			marks := compose(v, s[0], s[1], evenly)
			if len(marks) < 2 {
				t.Errorf("%s at %v: nothing is on it", name, s)
			}
			for _, m := range marks {
				const slack = 1
				if m.x < -slack || m.y < -slack || m.x+m.w > s[0]+slack || m.y+m.h > s[1]+slack || m.w < 0 || m.h < 0 {
					t.Errorf("%s at %v: %q is outside, at %v,%v size %v,%v", name, s, m.text, m.x, m.y, m.w, m.h)
				}
			}
		}
	}
}

func TestTextsDoNotCoverEachOther(t *testing.T) {
	for name, v := range views() {
		for _, s := range screens {
			var seen []mark
			for _, m := range compose(v, s[0], s[1], evenly) {
				if m.kind == box || m.kind == icon {
					continue
				}
				for _, o := range seen {
					over := min(m.x+m.w, o.x+o.w) - max(m.x, o.x)
					down := min(m.y+m.h, o.y+o.h) - max(m.y, o.y)
					if over > 0.02*s[0] && down > 0.25*min(m.h, o.h) {
						t.Errorf("%s at %v: %q covers %q", name, s, m.text, o.text)
					}
				}
				seen = append(seen, m)
			}
		}
	}
}

// The project promises that a room reads everything from six metres.
func TestBodyTextIsLarge(t *testing.T) {
	for name, v := range views() {
		for _, s := range screens {
			for _, m := range compose(v, s[0], s[1], evenly) {
				corner := v.Join != nil && m.x > 0.7*s[0] // the address is also in the code that is read by a camera
				if m.kind == words && m.size < 0.99*least*s[1]*0.9 && !corner && len(m.text) > 2 {
					t.Errorf("%s at %v: %q is 1/%.0f of the height", name, s, m.text, s[1]/m.size)
				}
			}
		}
	}
	short := session.RoomView{Kind: session.SlideUp, Slide: &plan.Slide{Kind: plan.PointsSlide, Title: "Signs", Lines: repeat(4, "Cannot be woken up by anybody")}}
	for _, s := range screens {
		for _, m := range compose(short, s[0], s[1], evenly) {
			if m.kind == words && m.size < ample*s[1] {
				t.Errorf("%q at %v is 1/%.0f of the height although there is room", m.text, s, s[1]/m.size)
			}
		}
	}
}

func TestLinesThatBringTheirNumbers(t *testing.T) {
	for line, want := range map[string]string{
		"3. Wash your hands.": "3", "12. Rest.": "12", "4.": "4", "1.5 ml is one dose.": "", "Wash.": "", "100. Much.": "", ". Nothing.": "",
	} {
		if got := numberOf(line); got != want {
			t.Errorf("the number of %q is %q, want %q", line, got, want)
		}
	}
}
