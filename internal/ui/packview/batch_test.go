package packview

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/recall"
	"github.com/passalong/passalong/internal/ui/printout/printouttest"
)

func TestHowASheetIsPrinted(t *testing.T) {
	both := paper.Printer{Name: "p"}
	for name, c := range map[string]struct {
		it   item
		s    paper.Sheet
		p    paper.Printer
		want paper.Job
	}{
		"one page":           {item{copies: 3}, paper.Sheet{Pages: 1, Size: paper.A4}, both, paper.Job{Copies: 3, Size: paper.A4, Sides: paper.OneSide, Colour: true}},
		"two pages":          {item{copies: 1}, paper.Sheet{Pages: 2, Size: paper.A5}, both, paper.Job{Copies: 1, Size: paper.A5, Sides: paper.LongEdge, Colour: true}},
		"a booklet":          {item{copies: 1}, paper.Sheet{Pages: 4, Size: paper.A4, Across: true, TwoSided: true, ShortEdge: true}, both, paper.Job{Copies: 1, Size: paper.A4, Across: true, Sides: paper.ShortEdge, Colour: true}},
		"cards":              {item{copies: 1}, paper.Sheet{Pages: 2, Size: paper.A4, Across: true, TwoSided: true}, both, paper.Job{Copies: 1, Size: paper.A4, Across: true, Sides: paper.LongEdge, Colour: true}},
		"a receipt":          {item{copies: 1}, paper.Sheet{Pages: 2, Size: paper.Roll80}, both, paper.Job{Copies: 1, Size: paper.Roll80, Sides: paper.OneSide, Colour: true}},
		"black and white":    {item{copies: 1, mono: true}, paper.Sheet{Pages: 1, Size: paper.A4}, both, paper.Job{Copies: 1, Size: paper.A4, Sides: paper.OneSide}},
		"a printer of black": {item{copies: 1}, paper.Sheet{Pages: 2, Size: paper.A4}, paper.Printer{OneSided: true, Mono: true}, paper.Job{Copies: 1, Size: paper.A4, Sides: paper.OneSide}},
	} {
		t.Run(name, func(t *testing.T) {
			c.want.Title = "Handout"
			if diff := cmp.Diff(c.want, jobOf(c.it, c.s, c.p)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestHowAJobEnds(t *testing.T) {
	for name, c := range map[string]struct {
		now  paper.Progress
		err  error
		want error
		some bool
	}{
		"printed":                          {paper.Progress{State: paper.Printed}, nil, nil, false},
		"given up":                         {paper.Progress{State: paper.Aborted}, nil, errAborted, false},
		"given up after a sheet":           {paper.Progress{State: paper.Aborted, Sides: 2}, nil, errAborted, true},
		"taken off the queue":              {paper.Progress{State: paper.Canceled}, nil, errTakenOff, false},
		"not known any more":               {paper.Progress{}, paper.ErrNoJob, nil, false},
		"a system that tells nothing more": {paper.Progress{}, errors.ErrUnsupported, nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			w := printouttest.New()
			w.Progress, w.FollowErr = c.now, c.err
			err := follow(t.Context(), w, paper.Ticket{}, time.Millisecond, func(string) {})
			if !errors.Is(err, c.want) || errors.Is(err, errSome) != c.some || (c.want == nil) != (err == nil) {
				t.Errorf("it ended with %v", err)
			}
		})
	}
}

func TestStoppedJobIsTakenOffTheQueue(t *testing.T) {
	w := printouttest.New()
	w.Progress = paper.Progress{State: paper.Halted, Reason: "media-empty-error", Sides: 2}
	ctx, stop := context.WithCancel(t.Context())
	var waits []string
	err := follow(ctx, w, paper.Ticket{Number: 7}, time.Hour, func(why string) {
		waits = append(waits, why)
		stop()
	})
	if !errors.Is(err, context.Canceled) || !errors.Is(err, errSome) || len(w.Canceled) != 1 {
		t.Errorf("it ended with %v, cancelled %v", err, w.Canceled)
	}
	if diff := cmp.Diff([]string{"it has no paper"}, waits); diff != "" {
		t.Error(diff)
	}
	w.CancelErr = paper.ErrNoPrinter
	if err := follow(ctx, w, paper.Ticket{}, time.Hour, func(string) {}); !errors.Is(err, paper.ErrNoPrinter) {
		t.Errorf("it ended with %v", err)
	}
}

// What may be in somebody's hands is in the log, even when printing was stopped.
func TestWhatIsLogged(t *testing.T) {
	for name, c := range map[string]struct {
		err  error
		want int
	}{
		"printed": {nil, 1}, "stopped before a sheet": {context.Canceled, 0}, "stopped after a sheet": {some(context.Canceled, 2), 1}, "too long": {&paper.TooLongError{}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			logged := 0
			log := func(context.Context, recall.Print) error { logged++; return nil }
			each := func(context.Context, item, func(string)) error { return c.err }
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
	s = standing{phase: over, total: 1, stopped: true, done: []result{{"A", some(errTakenOff, 1)}}, place: "Office"}.inWords()
	if s.Heading != "Stopped: printed 0 of 1 on Office" || s.Lines[0] != "A: somebody took it off the queue. Some sheets have come out already." {
		t.Errorf("%+v", s)
	}
	s = standing{phase: printing, at: 4, total: 6, title: "Hep C", waits: "it has no paper", done: make([]result, 3)}.inWords()
	if s.Heading != "Printing 4 of 6" || s.Waits != "The printer waits: it has no paper." || s.Share != 0.5 {
		t.Errorf("%+v", s)
	}
}
