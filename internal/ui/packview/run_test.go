package packview

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/paper"
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

// runOn is a run on a printer of a world, and where it stands.
func runOn(w *printouttest.World, p paper.Printer) (r run, turned chan struct{}, now *standing, say tell) {
	turned, now = make(chan struct{}, 1), &standing{}
	say = func(change func(*standing)) { change(now) }
	return run{printer: p, with: w, backs: w, poll: time.Millisecond, turned: turned}, turned, now, say
}

// sheetOf is an item with a sheet of two sides.
func sheetOf(w *printouttest.World) item {
	return item{copies: 3, make: func(ctx context.Context) (paper.Sheet, error) {
		s, err := w.Press(ctx, "steps")
		s.Size, s.TwoSided = paper.A4, true
		return s, err
	}}
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
			r, _, _, say := runOn(w, paper.Printer{Name: "b"})
			err := r.follow(t.Context(), paper.Ticket{}, say)
			if !errors.Is(err, c.want) || errors.Is(err, errSome) != c.some || (c.want == nil) != (err == nil) {
				t.Errorf("it ended with %v", err)
			}
		})
	}
}

func TestOneSilenceOfAPrinterIsNotTheEnd(t *testing.T) {
	for _, c := range []struct {
		misses int
		err    error
		want   int
	}{{0, nil, 0}, {4, nil, 0}, {0, errors.ErrUnsupported, 1}, {3, errors.ErrUnsupported, 4}, {0, paper.ErrNoJob, mostMisses}} {
		if got := missed(c.misses, c.err); got != c.want {
			t.Errorf("%d and %v give %d, want %d", c.misses, c.err, got, c.want)
		}
	}
}

func TestJobThatIsStopped(t *testing.T) {
	for name, c := range map[string]struct {
		now      paper.Progress
		cause    error
		cancel   error
		want     error
		some     bool
		canceled int
	}{
		"before a sheet":                      {paper.Progress{State: paper.Halted, Reason: "media-empty-error"}, errStopped, nil, errStopped, false, 1},
		"after a sheet":                       {paper.Progress{State: paper.Halted, Reason: "media-empty-error", Sides: 2}, errStopped, nil, errStopped, true, 1},
		"on a printer that does not count":    {paper.Progress{State: paper.Printing}, errStopped, nil, errStopped, true, 1},
		"on a printer that is not there":      {paper.Progress{State: paper.Waiting}, errStopped, paper.ErrNoPrinter, paper.ErrNoPrinter, true, 1},
		"because the program ends":            {paper.Progress{State: paper.Printing}, nil, nil, nil, false, 0},
		"because the program ends, and waits": {paper.Progress{State: paper.Halted}, nil, nil, nil, false, 0},
	} {
		t.Run(name, func(t *testing.T) {
			w := printouttest.New()
			w.Progress, w.CancelErr = c.now, c.cancel
			r, _, _, say := runOn(w, paper.Printer{Name: "b"})
			ctx, stop := context.WithCancelCause(t.Context())
			stop(c.cause)
			err := r.follow(ctx, paper.Ticket{Number: 7}, say)
			if !errors.Is(err, c.want) || (err == nil) != (c.want == nil) || errors.Is(err, errSome) != c.some || len(w.Canceled) != c.canceled {
				t.Errorf("it ended with %v, cancelled %v", err, w.Canceled)
			}
		})
	}
}

func TestWhyAPrinterWaits(t *testing.T) {
	w := printouttest.New()
	w.Progress = paper.Progress{State: paper.Halted, Reason: "media-empty-error"}
	r, _, now, _ := runOn(w, paper.Printer{Name: "b"})
	ctx, stop := context.WithCancelCause(t.Context())
	r.poll = time.Hour
	var said []string
	_ = r.follow(ctx, paper.Ticket{}, func(change func(*standing)) {
		change(now)
		said = append(said, now.waits)
		stop(errStopped)
	})
	if diff := cmp.Diff([]string{"it has no paper"}, said); diff != "" {
		t.Error(diff)
	}
	if got := waiting(paper.Progress{State: paper.Halted, Reason: "moon"}); got != "somebody has to see to it" {
		t.Error(got)
	}
}

func TestBacksAreTurnedForAPrinterThatWasTested(t *testing.T) {
	for turns, want := range map[bool][]string{true: {"b: steps, arranged"}, false: {"b: steps"}} {
		w := printouttest.New()
		w.Turns["b"] = turns
		r, _, _, say := runOn(w, paper.Printer{Name: "b"})
		if err := r.each(t.Context(), sheetOf(w), say); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, w.Sent); diff != "" {
			t.Error(diff)
		}
	}
	w := printouttest.New()
	w.Turns["b"], w.PageCount = true, 1
	r, _, _, say := runOn(w, paper.Printer{Name: "b"})
	if err := r.each(t.Context(), sheetOf(w), say); err != nil || len(w.Arranged) > 0 {
		t.Errorf("one page has no back: %v, %v", err, w.Arranged)
	}
}

// A printer that prints one side at a time gets the fronts, then somebody puts the stack back, then it gets the backs.
func TestBothSidesByHand(t *testing.T) {
	w := printouttest.New()
	r, turned, now, _ := runOn(w, paper.Printer{Name: "a", OneSided: true})
	asked := 0
	say := func(change func(*standing)) {
		change(now)
		if now.turn {
			asked++
			if len(w.Sent) != 1 {
				t.Errorf("asked after %v", w.Sent)
			}
			turned <- struct{}{}
		}
	}
	if err := r.each(t.Context(), sheetOf(w), say); err != nil || asked != 1 {
		t.Fatalf("asked %d times, %v", asked, err)
	}
	if diff := cmp.Diff([]paper.Arrangement{{Half: paper.Fronts}, {Half: paper.Backs}}, w.Arranged); diff != "" {
		t.Error(diff)
	}
	job := paper.Job{Title: "Handout", Copies: 3, Size: paper.A4, Sides: paper.OneSide, Colour: true}
	if diff := cmp.Diff([]paper.Job{job, job}, w.Printed); diff != "" {
		t.Error(diff)
	}
}

func TestByHandIsStoppedAndFails(t *testing.T) {
	open := func() (*printouttest.World, run, chan struct{}, *standing) {
		w := printouttest.New()
		r, turned, now, _ := runOn(w, paper.Printer{Name: "a", OneSided: true})
		return w, r, turned, now
	}
	t.Run("stopped between fronts and backs", func(t *testing.T) {
		w, r, _, now := open()
		ctx, stop := context.WithCancelCause(t.Context())
		err := r.each(ctx, sheetOf(w), func(change func(*standing)) {
			change(now)
			if now.turn {
				stop(errStopped)
			}
		})
		if !errors.Is(err, errStopped) || !errors.Is(err, errSome) || len(w.Sent) != 1 {
			t.Errorf("it ended with %v, sent %v", err, w.Sent)
		}
	})
	t.Run("backs that are refused", func(t *testing.T) {
		w, r, turned, now := open()
		err := r.each(t.Context(), sheetOf(w), func(change func(*standing)) {
			change(now)
			if now.turn {
				w.PrintErr = paper.ErrRefused
				turned <- struct{}{}
			}
		})
		if !errors.Is(err, paper.ErrRefused) || !errors.Is(err, errSome) {
			t.Errorf("it ended with %v", err)
		}
	})
	t.Run("fronts that are refused", func(t *testing.T) {
		w, r, _, now := open()
		w.PrintErr = paper.ErrRefused
		err := r.each(t.Context(), sheetOf(w), func(change func(*standing)) { change(now) })
		if !errors.Is(err, paper.ErrRefused) || errors.Is(err, errSome) || now.turn {
			t.Errorf("it ended with %v, turn %v", err, now.turn)
		}
	})
	t.Run("sides that cannot be told apart", func(t *testing.T) {
		w, r, _, now := open()
		w.ArrangeErr = errors.ErrUnsupported
		if err := r.each(t.Context(), sheetOf(w), func(change func(*standing)) { change(now) }); !errors.Is(err, errors.ErrUnsupported) || len(w.Sent) > 0 {
			t.Errorf("it ended with %v, sent %v", err, w.Sent)
		}
	})
}

func TestNothingIsSentAfterTheEnd(t *testing.T) {
	w := printouttest.New()
	r, _, _, say := runOn(w, paper.Printer{Name: "b"})
	ctx, stop := context.WithCancelCause(t.Context())
	it := sheetOf(w)
	made := it.make
	it.make = func(ctx context.Context) (paper.Sheet, error) {
		defer stop(errStopped)
		return made(ctx)
	}
	if err := r.each(ctx, it, say); !errors.Is(err, errStopped) || errors.Is(err, errSome) || len(w.Sent) > 0 {
		t.Errorf("it ended with %v, sent %v", err, w.Sent)
	}
	if err := r.each(t.Context(), item{screen: true}, say); !errors.Is(err, errNoPaper) {
		t.Errorf("what is for a screen: %v", err)
	}
}
