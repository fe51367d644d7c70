package facilitatorview_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/session"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// Whatever is pressed in whatever order, the screen says what the session is like, and no press is answered with an error:
// what cannot be done is not offered.
func TestAnybodyMayPressAnything(t *testing.T) {
	for seed := range uint64(4) {
		r := rand.New(rand.NewPCG(seed, 6))
		v := begin(t, 1100, 720, 100)
		for i := range 120 {
			v.anything(r, i)
			d := v.con.s.Desk()
			texts := v.shown.Texts()
			if v.window.Canvas().Overlays().Top() != nil {
				continue
			}
			if title := d.Plan.Sections[d.At.Section].Title; !slices.Contains(texts, title) {
				t.Fatalf("seed %d, press %d: the section %q is not on screen", seed, i, title)
			}
			if slices.Contains(texts, "Try again") {
				t.Fatalf("seed %d, press %d: an error: %q", seed, i, texts)
			}
		}
	}
}

var anyKeys = []fyne.KeyName{
	fyne.KeyPageDown, fyne.KeyPageDown, fyne.KeyPageDown, fyne.KeyPageUp, fyne.KeyB, fyne.KeyA, fyne.KeyS, fyne.KeyR, fyne.KeyT, fyne.KeyW, fyne.KeyG, fyne.KeyH, fyne.KeyY,
	fyne.KeyX, fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.KeyF1, fyne.KeyJ, fyne.KeyUp, fyne.KeyDown,
}

// anything presses a button or a key, or lets a phone do something.
func (v *world) anything(r *rand.Rand, i int) {
	v.t.Helper()
	switch r.IntN(4) {
	case 0:
		v.phone(r, i)
	case 1:
		if v.window.Canvas().Overlays().Top() == nil {
			v.key(anyKeys[r.IntN(len(anyKeys))])
			return
		}
		fallthrough
	default:
		var buttons []*w.Button
		for _, o := range v.shown.Objects() {
			if b, ok := o.(*w.Button); ok && b.Label() != "" && !b.Disabled() {
				buttons = append(buttons, b)
			}
		}
		buttons[r.IntN(len(buttons))].Press()
		v.work.Drain()
	}
}

// phone lets a new phone answer what is asked.
func (v *world) phone(r *rand.Rand, i int) {
	v.t.Helper()
	p := session.Phone(strings.Repeat(fmt.Sprintf("%04x", i+1), 8))
	if err := v.con.Do(v.t.Context(), session.Joined{Phone: p}); err != nil {
		return // no more phones can join
	}
	var e session.Event
	switch d := v.con.s.Desk(); {
	case d.Poll != nil && d.Poll.Open:
		e = session.Answered{Poll: d.Poll.Poll.ID, Round: d.Poll.Round, Phone: p, Given: givenFor(d.Poll.Poll.Item.Choices[r.IntN(2)].ID)}
	case d.Wall != nil && d.Wall.Open:
		e = session.Wrote{Poll: plan.PollID(d.Wall.Poll.ID), Phone: p, Text: fmt.Sprintf("word %d", r.IntN(9))}
	case d.Scenario != nil && d.Scenario.Open:
		e = session.Voted{Poll: d.Scenario.Poll.ID, Round: d.Room.Scenario.Round, Phone: p, Action: d.Scenario.Moment.Offered[0].ID}
	default:
		return
	}
	v.happens(e)
}

// Things that are pressed while one is on its way to the disk happen in the order in which they were pressed.
func TestPressesAreDoneInOrder(t *testing.T) {
	v := begin(t, 1100, 720, 100)
	for range 3 {
		v.shown.Press("Dark")
	}
	v.shown.Press("Pause")
	v.shown.Press("Plan")
	v.shown.Press("Words")
	v.work.Drain()
	v.does(session.Darkened{On: true}, session.Darkened{On: true}, session.Darkened{On: true}, session.Paused{On: true}, session.Went{Section: words, Step: -1})
}

// Counts that are typed faster than the disk are kept by the last of them.
func TestCountsThatAreTypedFastAreOneEvent(t *testing.T) {
	v := begin(t, 1100, 720, 100)
	v.goTo(asking)
	v.happens(session.Asked{Poll: poll})
	c := v.counter(0)
	for range 9 {
		c.TypedKey(&fyne.KeyEvent{Name: fyne.KeyUp})
	}
	v.does(hands(map[string]int{"call": 1}), hands(map[string]int{"call": 9}))
}
