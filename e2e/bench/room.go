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
}{
	{"500 phones load the page and join", "s/all-joined", 1, 10, "s"},
	{"  one of them, 99 of 100", "ms/page-and-join-p99", 1, 0, "ms"},
	{"500 answers, all acknowledged", "s/all-answered", 1, 2, "s"},
	{"  one of them, 99 of 100", "ms/acknowledged-p99", 1, 0, "ms"},
	{"  to the facilitator's view, half", "ms/visible-p50", 1, 0, "ms"},
	{"  to the facilitator's view, 99 of 100", "ms/visible-p99", 1, 200, "ms"},
	{"memory above idle", "MB/above-idle", 1, 150, "MB"},
	{"the page, with all it needs", "B/page", 1000, 50, "kB"},
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
		t.add(f.what, fmt.Sprintf("median of %d; none lost or doubled", len(values)), values[len(values)/2]/f.per, f.target, f.shown)
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
	late, err := settled(d, slices.MaxFunc(answered.Sent, time.Time.Compare))
	if err != nil {
		return err
	}
	peak, err := s.RSS()
	if err != nil {
		return err
	}
	if err := s.SeeAnswers(ctx, crowd); err != nil {
		return err
	}
	t.add("in both windows: 500 phones join", "the whole app, its session on the disk", joined.Took.Seconds(), 10, "s")
	t.add("  500 answers, all acknowledged", "all of them on the facilitator's screen", answered.Took.Seconds(), 2, "s")
	t.add("  the last answer to the last pixel", "of the facilitator's screen", late.Seconds()*1000, 0, "ms")
	t.add("  memory above idle", fmt.Sprintf("%d MB with the session open, %d MB with all answers", idle/1024, peak/1024), float64(peak-idle)/1024, 150, "MB")
	return nil
}

// settled waits until the left window has not changed for a second, and gives how long after a moment it changed last.
func settled(d *desk.Desk, since time.Time) (time.Duration, error) {
	const still = time.Second
	belowTheClock := image.Rect(0, 170, 1100, 720)
	var before *image.RGBA
	changed := time.Now()
	for time.Since(changed) < still {
		now, err := d.Frame()
		if err != nil {
			return 0, err
		}
		if before == nil || !same(before, now, belowTheClock) {
			before, changed = now, time.Now()
		}
		time.Sleep(10 * time.Millisecond)
	}
	return changed.Sub(since), nil
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
