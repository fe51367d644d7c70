package journey

import (
	"context"
	"fmt"
	"slices"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/live/livetest"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/session"
)

// What a workshop is about: a question of the bundled library, and the words of a wall.
const (
	WorkshopModule             = "overdose-response"
	asked1         plan.PollID = "overdose-response/snoring-friend"
	wall1          plan.PollID = "wall-1"
	goodWord                   = "Breathing comes first"
	badWord                    = "Robin from number nine was purple"
)

// How many take part in a workshop, and how.
const (
	withPhones  = 12
	withOwnCode = 3 // of them
	withTicket  = 3 // of them
	raiseHands  = 3
	pairs       = withOwnCode + withTicket + 1 // one fills in a sheet of paper
	rightFirst  = 8                            // phones that have it right in the first round
	beforeRight = 4                            // questions of the sheet that people have right
	afterRight  = 8
)

// A Workshop is a session from its plan to its report, with a room that looks on: phones, hands and paper, a window that is
// closed and a power cut.
type Workshop struct {
	Session
	PDF string // where the report is saved
	// Search looks for texts in all files that the program has written so far; it returns which were found where.
	Search func([]Secret) ([]string, error)

	paper string // the ticket on the sheet
}

// Walk goes the whole way. It returns what the app wrote to its standard output and error.
func (w *Workshop) Walk(ctx context.Context) (output string, err error) {
	const first = 71 // after the stops of Libraries
	return w.walkBehind(ctx, first, []stop{
		{"plan", w.makePlan},
		{"session", w.begin},
		{"phones-in", w.join},
		{"before", w.before},
		{"before-paper", w.beforeOnPaper},
		{"slides", w.pageThrough},
		{"wall", w.wall},
		{"dark", w.darken},
		{"question", w.ask},
		{"results", w.reveal},
		{"asked-again", w.askAgain},
		{"room-again", w.closeRoom},
		{"gone-on", w.powerCut},
		{"after", w.after},
		{"after-paper", w.afterOnPaper},
		{"closing", w.end},
		{"report", w.finish},
		{"report-saved", w.save},
	})
}

// Secrets are all that was sent and could tell who was there.
func (w *Workshop) Secrets() []Secret {
	return append(slices.Clone(w.crowd.secrets), Secret{"word that nobody approved", badWord})
}

// begin starts the session and opens the room's window. The facilitator's window has notes in it: whoever looks there finds
// them, or would find none in the room either.
func (w *Workshop) begin(ctx context.Context) error {
	if err := w.start(ctx); err != nil {
		return err
	}
	if err := w.openRoom(ctx, "Welcome and"); err != nil {
		return err
	}
	if err := w.facilitator(ctx, nowTab); err != nil {
		return err
	}
	if err := w.Desk.SeeAll(ctx, "Food first, names second"); err != nil {
		return err
	}
	words, err := w.Desk.Read(ctx)
	if err != nil {
		return err
	}
	w.curtain.labels = nil
	if w.curtain.check(words) == nil {
		return fmt.Errorf("no note is found where all are: %s", spoken(words))
	}
	w.draw()
	return nil
}

// draw draws the curtain: nothing is revealed.
func (w *Workshop) draw() {
	w.curtain = newCurtain(w.Plan)
	w.curtain.hide(badWord)
}

func (w *Workshop) join(ctx context.Context) (err error) {
	if err := w.letPhonesIn(ctx); err != nil {
		return err
	}
	if w.crowd, err = newCrowd(w.url, withPhones, withOwnCode, withTicket); err != nil {
		return err
	}
	if err := w.crowd.join(ctx); err != nil {
		return err
	}
	if err := w.Desk.SeeAll(ctx, fmt.Sprintf("%d phones are there", withPhones)); err != nil {
		return err
	}
	return w.hideJoin(ctx)
}

func (w *Workshop) before(ctx context.Context) error {
	return w.phase(ctx, evaluation.Before, beforeRight, "Before we begin")
}

func (w *Workshop) after(ctx context.Context) error {
	return w.phase(ctx, evaluation.After, afterRight, "Before you go")
}

// phase has everybody with a code answer what is asked before or after.
func (w *Workshop) phase(ctx context.Context, phase evaluation.Phase, right int, phrase string) error {
	if err := w.facilitator(ctx, moreTab); err != nil {
		return err
	}
	if err := w.Desk.Follow(ctx, "Open the questions "+string(phase), "Close the questions "+string(phase)); err != nil {
		return err
	}
	if err := w.look(ctx, phrase); err != nil {
		return err
	}
	if err := w.crowd.fillIn(ctx, phase, w.Plan.Check, right); err != nil {
		return err
	}
	if err := w.Desk.TurnTo(ctx, mainTitle); err != nil {
		return err
	}
	return w.Desk.SeeAll(ctx, fmt.Sprintf("%d sheets", withOwnCode+withTicket))
}

func (w *Workshop) beforeOnPaper(ctx context.Context) (err error) {
	if w.paper, err = w.crowd.draw(); err != nil {
		return err
	}
	if err := w.keyIn(ctx, beforeRight, "The sheet is saved"); err != nil {
		return err
	}
	return w.closePhase(ctx, evaluation.Before)
}

func (w *Workshop) afterOnPaper(ctx context.Context) error {
	if err := w.keyIn(ctx, afterRight, "It is matched"); err != nil {
		return err
	}
	if err := w.closePhase(ctx, evaluation.After); err != nil {
		return err
	}
	return w.Desk.SeeAll(ctx, fmt.Sprintf("%d people are matched", pairs))
}

// keyIn keys in a sheet of paper, of the phase that is open.
func (w *Workshop) keyIn(ctx context.Context, right int, then string) error {
	d := w.Desk
	if err := d.Follow(ctx, "Key in paper sheets", "Answers on paper"); err != nil {
		return err
	}
	if err := d.Type(ctx, w.paper); err != nil { // the field has the keyboard
		return err
	}
	var keys []string
	for i, poll := range w.Plan.Check {
		keys = append(keys, lettersOf(poll, i < right)...)
	}
	if err := d.Key(ctx, append(keys, "Return")...); err != nil {
		return err
	}
	return d.SeeAll(ctx, then)
}

// lettersOf are the keys for the answer to an item on paper.
func lettersOf(poll plan.Poll, right bool) []string {
	item, _ := session.Shown(poll)
	var keys []string
	for _, id := range response(*poll.Item, right) {
		i := slices.IndexFunc(item.Choices, func(c quiz.Choice) bool { return string(c.ID) == id })
		keys = append(keys, string(rune('a'+i)))
	}
	switch {
	case poll.AskSure:
		keys = append(keys, "s")
	case item.Kind == quiz.Multiple:
		keys = append(keys, "Return")
	}
	return keys
}

// closePhase goes back to the session from the sheets, and takes no more of them.
func (w *Workshop) closePhase(ctx context.Context, phase evaluation.Phase) error {
	if err := w.Desk.Key(ctx, "alt+Left"); err != nil {
		return err
	}
	if err := w.Desk.SeeAll(ctx, "If it gets hard"); err != nil {
		return err
	}
	if err := w.Desk.Key(ctx, moreTab); err != nil {
		return err
	}
	return w.Desk.Follow(ctx, "Close the questions "+string(phase), "Open the questions "+string(phase))
}

// pageThrough goes through the first section with the keys of a remote, in either window.
func (w *Workshop) pageThrough(ctx context.Context) error {
	for _, s := range []struct {
		press func(context.Context, ...string) error
		key   string
		see   string
	}{
		{w.remote, "Page_Down", "and respond"},
		{w.remote, "Page_Down", "What is said here stays"},
		{w.facilitator, "Page_Up", "and respond"},
		{w.facilitator, "Page_Down", "What is said here stays"},
		{w.remote, "Page_Down", "What do you already"},
	} {
		if err := s.press(ctx, s.key); err != nil {
			return err
		}
		if err := w.look(ctx, s.see); err != nil {
			return err
		}
	}
	return nil
}

// wall lets one word onto the wall, and leaves one out.
func (w *Workshop) wall(ctx context.Context) error {
	if err := w.remote(ctx, "Page_Down"); err != nil { // asks
		return err
	}
	for i, s := range []struct{ word, key, then string }{{goodWord, "y", "On the wall"}, {badWord, "x", "1 left out"}} {
		p := w.crowd.people[i]
		_, err := p.await(ctx, func(v livetest.View) bool { return v.Wall != nil && v.Wall.ID == string(wall1) })
		if err != nil {
			return err
		}
		if _, err := p.phone.Do(ctx, "write", map[string]any{"poll": wall1, "text": s.word}); err != nil {
			return err
		}
		if err := w.facilitator(ctx, nowTab); err != nil {
			return err
		}
		if _, err := w.seeAtRight(ctx, "1 word waits"); err != nil {
			return err
		}
		if err := w.look(ctx); err != nil { // it waits
			return err
		}
		if err := w.facilitator(ctx, s.key); err != nil {
			return err
		}
		if err := w.scrollTo(ctx, s.then); err != nil {
			return err
		}
		if err := w.look(ctx, goodWord); err != nil {
			return err
		}
	}
	return nil
}

// darken makes the room's screen dark with the remote, and light again.
func (w *Workshop) darken(ctx context.Context) error {
	if err := w.remote(ctx, "b"); err != nil {
		return err
	}
	if err := w.dark(ctx); err != nil {
		return err
	}
	if err := w.remote(ctx, "b"); err != nil {
		return err
	}
	return w.look(ctx, goodWord)
}
