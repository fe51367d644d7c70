package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"time"

	"github.com/passalong/passalong/e2e/desk"
	"github.com/passalong/passalong/e2e/journey"
	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/content"
	"github.com/passalong/passalong/internal/live/livetest"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/modules"
)

// crowd is how many phones come at once.
const crowd = 500

// room measures 500 phones on the loopback network: first with the parts of the program that a phone meets, and the session
// on the disk; then with the whole app in its two windows.
func room(ctx context.Context, t *table, app, dir string) error {
	if err := roomParts(ctx, t); err != nil {
		return err
	}
	return roomWindows(ctx, t, app, filepath.Join(dir, "room"))
}

// roomFigures are what the benchmark of the room tells.
var roomFigures = [...]struct {
	what, unit string // of the benchmark
	per        float64
	target     float64
	shown      string // unit in the table
	detail     string
}{
	{"500 phones load the page and join", "s/all-joined", 1, 10, "s", "they come over 9 s"},
	{"  one of them, 99 of 100", "ms/page-and-join-p99", 1, 0, "ms", "the page and a token"},
	{"500 answers, all acknowledged", "s/all-answered", 1, 2, "s", "sent over 1.9 s; none lost or doubled"},
	{"  one of them, 99 of 100", "ms/acknowledged-p99", 1, 0, "ms", "from being sent to being on the disk"},
	{"  to the facilitator's view, half", "ms/visible-p50", 1, 0, "ms", "from being sent"},
	{"  to the facilitator's view, 99 of 100", "ms/visible-p99", 1, 200, "ms", "from being sent"},
	{"memory above idle", "MB/above-idle", 1, 150, "MB", "the process of the session alone"},
	{"the page, with all it needs", "B/page", 1000, 50, "kB", "with the headers of HTTP"},
}

var toldFigure = regexp.MustCompile(`([\d.e+-]+) (\w+/[\w-]+)`)

func roomParts(ctx context.Context, t *table) error {
	out, err := exec.CommandContext(ctx, "go", "test", "-run", "^$", "-bench", "^BenchmarkRoom$", "-benchtime", "1x", "-count", "3", "./internal/live").CombinedOutput()
	if err != nil {
		return fmt.Errorf("the room: %w\n%s", err, out)
	}
	told := map[string][]float64{}
	for _, m := range toldFigure.FindAllStringSubmatch(string(out), -1) {
		v, err := strconv.ParseFloat(m[1], 64)
		if err != nil {
			return err
		}
		told[m[2]] = append(told[m[2]], v)
	}
	for _, f := range roomFigures {
		values := told[f.unit]
		if len(values) == 0 {
			return fmt.Errorf("the room told no %s:\n%s", f.unit, out)
		}
		slices.Sort(values)
		t.add(f.what, fmt.Sprintf("median of %d; %s", len(values), f.detail), values[len(values)/2]/f.per, f.target, f.shown)
	}
	return nil
}

// roomWindows has the same phones in a session of the real app, with its real file.
func roomWindows(ctx context.Context, t *table, app, data string) (err error) {
	ctx, cancel := context.WithTimeout(ctx, 4*time.Minute)
	defer cancel()
	cat, _, err := content.Load(ctx, modules.FS)
	if err != nil {
		return err
	}
	p, err := plan.Make(cat, []catalog.ModuleID{journey.WorkshopModule}, 90)
	if err != nil {
		return err
	}
	width, height := journey.RoomDesk()
	d, err := desk.Open(ctx, width, height)
	if err != nil {
		return err
	}
	defer d.Close()
	s := &journey.Session{App: journey.App{Desk: d, Program: app, Data: data}, Plan: p}
	url, err := s.Ready(ctx)
	if err != nil {
		return err
	}
	defer s.Stop()
	idle, err := s.RSS()
	if err != nil {
		return err
	}
	phones := &livetest.Crowd{URL: url, People: crowd, Now: time.Now, Random: rand.New(rand.NewPCG(5, 6))}
	defer phones.Close()
	joined := phones.Join(ctx, 9*time.Second)
	poll, err := s.Ask(ctx)
	if err = errors.Join(joined.Err, err); err != nil {
		return err
	}
	choices := poll.Item.Choices
	answered := phones.Answer(ctx, string(poll.ID), 1, 1900*time.Millisecond, func(i int) livetest.Given {
		return livetest.Given{Choices: []string{string(choices[i%len(choices)].ID)}}
	})
	if answered.Err != nil {
		return answered.Err
	}
	peak, err := s.RSS()
	if err != nil {
		return err
	}
	drawn, err := oneByOne(ctx, d, url, poll)
	if err != nil {
		return err
	}
	if err := s.SeeAnswers(ctx, crowd+1); err != nil {
		return err
	}
	t.add("in both windows: 500 phones join", "the whole app, its session on the disk; they come over 9 s", joined.Took.Seconds(), 10, "s")
	t.add("  500 answers, all acknowledged", "all of them on the facilitator's screen", answered.Took.Seconds(), 2, "s")
	t.add("  one more answer to its pixels, half", "on the facilitator's screen, while 500 phones ask for news", livetest.Slowest(drawn, 50).Seconds()*1000, 0, "ms")
	t.add("  the slowest of 40", "looked at every 2 ms", livetest.Slowest(drawn, 100).Seconds()*1000, 200, "ms")
	t.add("  memory above idle", fmt.Sprintf("%d MB with the session open, %d MB with all answers", idle/1024, peak/1024), float64(peak-idle)/1024, 150, "MB")
	return nil
}

// oneByOne has one more phone change its answer again and again, and gives how long each took from being sent until the
// facilitator's window changed below its clock.
func oneByOne(ctx context.Context, d *desk.Desk, url string, poll plan.Poll) ([]time.Duration, error) {
	p := livetest.New(url, livetest.Address(crowd+1))
	defer p.Close()
	if _, err := p.Join(ctx); err != nil {
		return nil, err
	}
	var drawn []time.Duration
	const answers, between = 40, 400 * time.Millisecond
	for i := range answers {
		time.Sleep(between) // what was before has been drawn
		before, err := d.Frame()
		if err != nil {
			return nil, err
		}
		sent := time.Now()
		if err := p.AnswerUntilHeard(ctx, string(poll.ID), 1, livetest.Given{Choices: []string{string(poll.Item.Choices[i%2].ID)}}); err != nil {
			return nil, err
		}
		took, err := changed(ctx, d, before, sent)
		if err != nil {
			return nil, err
		}
		drawn = append(drawn, took)
	}
	return drawn, nil
}

// changed waits until the left window is another than before, and gives how long that is after a moment.
func changed(ctx context.Context, d *desk.Desk, before *image.RGBA, since time.Time) (time.Duration, error) {
	belowTheClock := image.Rect(0, 170, 1100, 720)
	for {
		now, err := d.Frame()
		if err != nil {
			return 0, err
		}
		if !same(before, now, belowTheClock) {
			return time.Since(since), nil
		}
		if ctx.Err() != nil {
			return 0, fmt.Errorf("the screen does not change: %w", ctx.Err())
		}
		time.Sleep(2 * time.Millisecond)
	}
}

// same reports whether two pictures are the same within a part.
func same(a, b *image.RGBA, part image.Rectangle) bool {
	for y := part.Min.Y; y < part.Max.Y; y++ {
		from, to := a.PixOffset(part.Min.X, y), a.PixOffset(part.Max.X, y)
		if !bytes.Equal(a.Pix[from:to], b.Pix[from:to]) {
			return false
		}
	}
	return true
}
