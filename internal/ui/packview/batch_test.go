package packview

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/recall"
	"github.com/passalong/passalong/internal/ui/printout"
)

// What may be in somebody's hands is in the log, even when printing was stopped.
func TestWhatIsLogged(t *testing.T) {
	for name, c := range map[string]struct {
		err  error
		want int
	}{
		"printed": {nil, 1}, "stopped before a sheet": {context.Canceled, 0}, "stopped after a sheet": {some(errStopped, true), 1}, "too long": {&paper.TooLongError{}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			logged := 0
			log := func(context.Context, recall.Print) error { logged++; return nil }
			each := func(context.Context, item, tell) error { return c.err }
			var now standing
			if err := workOff(t.Context(), []item{{log: &recall.Print{}}, {}}, each, log, func(change func(*standing)) { change(&now) }); err != nil {
				t.Error(err)
			}
			if logged != c.want || len(now.done) != 2 {
				t.Errorf("logged %d, done %v", logged, now.done)
			}
		})
	}
}

func TestWhatIsForAScreenIsNotPrinted(t *testing.T) {
	s := standing{phase: over, total: 1, done: []result{{"Overdose steps, PDF for the screen", errNoPaper}}, place: "Office"}.inWords()
	if diff := cmp.Diff([]string{"Overdose steps, PDF for the screen: it is for reading on a screen. Save it instead."}, s.Lines); diff != "" {
		t.Error(diff)
	}
	s = standing{phase: over, total: 1, stopped: true, done: []result{{"A", some(errTakenOff, true)}}, place: "Office"}.inWords()
	if s.Heading != "Stopped: printed 0 of 1 on Office" || s.Lines[0] != "A: somebody took it off the queue. Some sheets may have come out already." {
		t.Errorf("%+v", s)
	}
	s = standing{phase: printing, at: 4, total: 6, title: "Hep C", waits: "it has no paper", done: make([]result, 3)}.inWords()
	if s.Heading != "Printing 4 of 6" || s.Waits != "The printer waits: it has no paper." || s.Share != 0.5 {
		t.Errorf("%+v", s)
	}
}

func TestStandingInWords(t *testing.T) {
	s := standing{phase: printing, at: 2, total: 3, title: "Hep C", turn: true}.inWords()
	if diff := cmp.Diff(printout.BacksSteps(), s.Steps); diff != "" || s.Heading != "Now the backs of 2 of 3" || !s.Busy {
		t.Errorf("%+v", s)
	}
	s = standing{phase: saving, saves: true, at: 1, total: 3, title: "Hep C"}.inWords()
	if s.Heading != "Saving 1 of 3" || s.Waits != "" || len(s.Steps) > 0 {
		t.Errorf("%+v", s)
	}
	for _, c := range []struct {
		ended standing
		want  string
	}{
		{standing{total: 1, done: make([]result, 1), place: "Office"}, "Printed it on Office"},
		{standing{total: 4, done: make([]result, 4), place: "Office"}, "Printed all 4 on Office"},
		{standing{total: 4, done: make([]result, 4), place: "Office", stopped: true}, "Printed all 4 on Office"},
		{standing{total: 4, done: make([]result, 3), place: "/home", saves: true, stopped: true}, "Stopped: saved 3 of 4 in /home"},
		{standing{total: 2, done: []result{{}, {"A", paper.ErrRefused}}, place: "Office"}, "Printed 1 of 2 on Office"},
	} {
		c.ended.phase = over
		if got := c.ended.inWords(); got.Heading != c.want || !got.Over || got.Busy {
			t.Errorf("%q, want %q", got.Heading, c.want)
		}
	}
	if s = (standing{}).inWords(); s.Busy || s.Over {
		t.Errorf("nothing begun: %+v", s)
	}
}

// Whatever goes wrong is said with what to do, or what became of it.
func TestWhyAThingIsNotPrinted(t *testing.T) {
	for want, err := range map[string]error{
		"it is for reading on a screen. Save it instead.": errNoPaper,
		"it was stopped.": errStopped,
		"it was stopped. Some sheets may have come out already.":                                                                        some(errStopped, true),
		"the printer gave up. Some sheets may have come out already.":                                                                   some(errAborted, true),
		"that printer is not there any more. Choose another one, or open the PDF in its viewer. Some sheets may have come out already.": some(paper.ErrNoPrinter, true),
		"stopped.": context.Canceled,
	} {
		if got := whyNot(err); got != want {
			t.Errorf("%v: %q, want %q", err, got, want)
		}
	}
}

func TestBacksAreAskedForOnce(t *testing.T) {
	b := NewBatch(t.Context(), nil)
	b.goOn() // nobody waits
	b.turned, b.now.turn = make(chan struct{}, 1), true
	b.goOn()
	b.goOn()
	if len(b.turned) != 1 || b.now.turn {
		t.Errorf("%d waiting, turn %v", len(b.turned), b.now.turn)
	}
}
