package paperview

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"sync"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/internal/ui/bg/bgtest"
	"github.com/passalong/passalong/internal/ui/uitest"
)

// Tickets that are ones.
const (
	ticket      = "74J-3H2"
	otherTicket = "2PT-WXM"
)

// A room is a session in memory, whose disk and marks can fail.
type room struct {
	mu      sync.Mutex
	session *session.Session
	events  []session.Event
	disk    error
	marking error
	marks   int
}

func (r *room) Do(_ context.Context, e session.Event) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.disk != nil {
		return r.disk
	}
	kind, data, err := session.Encode(e)
	if err != nil {
		return err
	}
	if e, err = session.Decode(kind, data); err != nil {
		return err
	}
	if err := r.session.Apply(session.Entry{Number: r.session.Number() + 1, At: uitest.Noon, Event: e}); err != nil {
		return err
	}
	r.events = append(r.events, e)
	return nil
}

func (r *room) Mark(_ context.Context, code string) (evaluation.Mark, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.marks++
	return mark(code), r.marking
}

func mark(code string) evaluation.Mark {
	sum := sha256.Sum256([]byte(code))
	return evaluation.Mark(hex.EncodeToString(sum[:16]))
}

func (r *room) Desk() session.DeskView {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.session.Desk()
}

func (r *room) Sheets() []session.Keyed {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.session.Sheets()
}

func (r *room) Asked() []session.DeskPoll {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.session.Asked()
}

func poll(it quiz.Item) plan.Poll {
	return plan.Poll{ID: plan.PollID("overdose/" + string(it.ID)), Kind: plan.ItemPoll, Module: "overdose", Item: &it}
}

func single(id quiz.ItemID) plan.Poll {
	return poll(quiz.Item{ID: id, Kind: quiz.Single, Prompt: "What now, " + string(id) + "?", Objective: "act", Choices: []quiz.Choice{
		{ID: "wait", Text: "Wait"}, {ID: "call", Text: "Call for help", Correct: true}, {ID: "walk", Text: "Walk them"}, {ID: "bath", Text: "A cold bath"},
	}})
}

func multiple() plan.Poll {
	return poll(quiz.Item{ID: "signs", Kind: quiz.Multiple, Prompt: "Which are signs?", Choices: []quiz.Choice{
		{ID: "blue", Text: "Blue lips", Correct: true}, {ID: "slow", Text: "Slow breath", Correct: true}, {ID: "chatty", Text: "Talking a lot"},
	}})
}

func trueFalse() plan.Poll {
	return poll(quiz.Item{ID: "wears-off", Kind: quiz.TrueFalse, Prompt: "Naloxone wears off.", Choices: []quiz.Choice{{ID: quiz.True, Correct: true}, {ID: quiz.False}, {ID: quiz.Unsure}}})
}

func ordered() plan.Poll {
	return poll(quiz.Item{ID: "steps", Kind: quiz.Order, Prompt: "Put in order.", Choices: []quiz.Choice{{ID: "look", Text: "Look"}, {ID: "shout", Text: "Shout"}, {ID: "ring", Text: "Ring"}}})
}

func matched() plan.Poll {
	return poll(quiz.Item{ID: "pairs", Kind: quiz.Match, Prompt: "What belongs together?", Choices: []quiz.Choice{
		{ID: "one", Text: "Opioids", Match: "Slow breath"}, {ID: "two", Text: "Stimulants", Match: "Fast heart"}, {ID: "three", Match: "Nothing"}, {ID: "four", Text: "Heroin", Match: "Slow breath"},
	}})
}

func number() plan.Poll {
	return poll(quiz.Item{ID: "minutes", Kind: quiz.Number, Prompt: "How long until a second dose?", Unit: "minutes", Choices: []quiz.Choice{{ID: "right", Text: "3", Tolerance: "1", Correct: true}}})
}

func short() plan.Poll {
	return poll(quiz.Item{ID: "whom", Kind: quiz.Short, Prompt: "Whom do you call?", Choices: []quiz.Choice{{ID: "000", Text: "000", Correct: true}}})
}

func survey() plan.Poll {
	return poll(quiz.Item{ID: "feeling", Kind: quiz.Single, Survey: true, Prompt: "How do you feel?", Choices: []quiz.Choice{{ID: "fine", Text: "Fine"}, {ID: "tired", Text: "Tired"}}})
}

// ten is a check of ten items that have one letter each.
func ten() []plan.Poll {
	var polls []plan.Poll
	for _, id := range []quiz.ItemID{"q1", "q2", "q3", "q4", "q5", "q6", "q7", "q8", "q9"} {
		polls = append(polls, single(id))
	}
	return append(polls, trueFalse())
}

// stage is the screen in a window.
type stage struct {
	*Screen
	*uitest.Shown
	t    testing.TB
	room *room
	work *bgtest.Queue
	way  *uitest.Way
	end  func()
	told []error
}

// begin starts a session with these items before and after, and these polls that were asked.
func begin(t testing.TB, check []plan.Poll, asked ...plan.Poll) *room {
	t.Helper()
	p := plan.Plan{ID: "p", Title: "Naloxone", Language: "en", Check: check, Modules: []plan.Module{{ID: "overdose", Objectives: []catalog.Objective{{ID: "act", Text: "Act"}}}}}
	section := plan.Section{ID: "a", Kind: plan.Opening, Title: "Welcome", Minutes: 10}
	for _, poll := range asked {
		section.Steps = append(section.Steps, plan.Step{Poll: &poll})
	}
	p.Sections = []plan.Section{section}
	r := &room{session: session.New()}
	events := []session.Event{session.Began{Plan: p}}
	for i, poll := range asked {
		events = append(events, session.Went{Step: i}, session.Asked{Poll: poll.ID})
	}
	for _, e := range events {
		if err := r.Do(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	r.events = nil
	return r
}

func open(t testing.TB, r *room) *stage {
	t.Helper()
	st := &stage{t: t, Shown: uitest.Window(t), room: r, work: new(bgtest.Queue), way: new(uitest.Way)}
	ctx, end := context.WithCancel(t.Context())
	st.end = end
	st.Screen = New(ctx, Deps{Conductor: r, Nav: st.way, Run: st.work, Canvas: st.Canvas, Tell: func(err error) { st.told = append(st.told, err) }})
	st.Show(st.Content())
	st.Canvas.SetOnTypedKey(func(e *fyne.KeyEvent) { st.HandleKey(e) })
	st.Canvas.Focus(st.Focus())
	return st
}

// types presses keys on whatever has the keyboard: letters, "⏎" for Return, "⌫" for Backspace, "␣" for Space, "↑" and "↓".
// It returns how many there were.
func (st *stage) types(keys string) int {
	st.t.Helper()
	names := map[rune]fyne.KeyName{'⏎': fyne.KeyReturn, '⌫': fyne.KeyBackspace, '␣': fyne.KeySpace, '↑': fyne.KeyUp, '↓': fyne.KeyDown}
	n := 0
	for _, r := range keys {
		n++
		at := st.Canvas.Focused()
		if at == nil {
			st.t.Fatalf("nothing has the keyboard at key %d of %q", n, keys)
		}
		if name, ok := names[r]; ok {
			at.TypedKey(&fyne.KeyEvent{Name: name})
			if r != '␣' {
				continue
			}
			r, at = ' ', st.Canvas.Focused() // the letter comes after the key, to whatever has the keyboard then
		}
		at.TypedRune(r)
	}
	return n
}

// settles waits for what is done in the background.
func (st *stage) settles() { st.work.Drain() }

// row is the item that has the keyboard, −1 for none.
func (st *stage) row() int {
	for i, r := range st.parts.sheet.rows {
		if st.Canvas.Focused() == fyne.Focusable(r.line) {
			return i
		}
	}
	return -1
}

// last is what was kept last.
func (st *stage) last() session.Event {
	st.t.Helper()
	if len(st.room.events) == 0 {
		st.t.Fatal("nothing was kept")
	}
	return st.room.events[len(st.room.events)-1]
}

// answers are the choices of a sheet, an item after the other.
func answers(k session.Keyed) map[string]string {
	out := map[string]string{}
	for _, r := range k.Sheet.Responses {
		text := r.Text
		for i, id := range r.Choices {
			if i > 0 {
				text += " "
			}
			text += string(id)
		}
		if r.Sure != quiz.NotAsked {
			text += ", " + string(r.Sure)
		}
		out[string(r.Item)] = text
	}
	return out
}
