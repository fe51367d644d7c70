// Package desk is a desktop without a person: a virtual display, hands (mouse and keyboard) and eyes (what can
// be read on a screenshot). The end-to-end test and the tour drive the real app with it, seeing only what a
// person would see. It needs Xvfb, xdotool and Tesseract.
package desk

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// A Desk is a virtual display with programs on it. Its methods run on one goroutine.
type Desk struct {
	Env []string // of programs that are started, such as "HOME=/tmp"

	display   string
	view      image.Rectangle // what is seen and done on: all of it, or one window; see TurnTo
	projector bool            // it is one whose letters are large
	dir       string          // where Xvfb draws
	server    *exec.Cmd
	stop      context.CancelFunc
	last      look
}

// Open starts a display of this size in pixels. Close ends it.
func Open(ctx context.Context, width, height int) (*Desk, error) {
	for _, tool := range []string{"Xvfb", "xdotool", "tesseract"} {
		if _, err := exec.LookPath(tool); err != nil {
			return nil, fmt.Errorf("opening a virtual display: %s is missing (scripts/setup test installs it)", tool)
		}
	}
	number, w, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("opening a virtual display: %w", err)
	}
	defer number.Close()
	dir, err := os.MkdirTemp("", "desk")
	if err != nil {
		return nil, fmt.Errorf("opening a virtual display: %w", err)
	}
	ctx, stop := context.WithCancel(ctx)
	server := exec.CommandContext(ctx, "Xvfb", "-displayfd", "3", "-screen", "0", fmt.Sprintf("%dx%dx24", width, height),
		"-nolisten", "tcp", "+extension", "GLX", "+render", "-noreset", "-fbdir", dir)
	server.ExtraFiles = []*os.File{w}
	err = server.Start()
	w.Close()
	if err != nil {
		stop()
		return nil, fmt.Errorf("starting Xvfb: %w", err)
	}
	line, err := bufio.NewReader(number).ReadString('\n')
	if err != nil {
		stop()
		return nil, fmt.Errorf("reading which display Xvfb opened: %w", errors.Join(err, server.Wait()))
	}
	return &Desk{display: ":" + strings.TrimSpace(line), view: image.Rect(0, 0, width, height), dir: dir, server: server, stop: stop}, nil
}

// Close ends the display and waits for it.
func (d *Desk) Close() {
	d.stop()
	_ = d.server.Wait() // it was killed
	_ = os.RemoveAll(d.dir)
}

// A Program runs on a desk.
type Program struct {
	cmd    *exec.Cmd
	output *bytes.Buffer
	ended  chan error
}

// Start runs a program on the desk. Its standard output and error are kept.
func (d *Desk) Start(program string, args ...string) (*Program, error) {
	p := &Program{cmd: exec.Command(program, args...), output: new(bytes.Buffer), ended: make(chan error, 1)}
	p.cmd.Env = append(os.Environ(), "DISPLAY="+d.display, "WAYLAND_DISPLAY=", "LANG=en_US.UTF-8", "FYNE_SCALE=1")
	p.cmd.Env = append(p.cmd.Env, d.Env...)
	p.cmd.Stdout, p.cmd.Stderr = p.output, p.output
	if err := p.cmd.Start(); err != nil {
		return nil, fmt.Errorf("starting %s: %w", program, err)
	}
	go func() { p.ended <- p.cmd.Wait() }()
	return p, nil
}

// PID is the program's process id.
func (p *Program) PID() int { return p.cmd.Process.Pid }

// Kill ends the program at once, as a power cut would, and returns what it wrote.
func (p *Program) Kill() string {
	_ = p.cmd.Process.Kill()
	<-p.ended
	p.ended <- nil
	return p.output.String()
}

// Wait waits until the program has ended by itself and returns what it wrote.
func (p *Program) Wait(ctx context.Context) (string, error) {
	select {
	case err := <-p.ended:
		p.ended <- err
		return p.output.String(), err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// beat is how long a hand rests before and after it presses.
const beat = 250 * time.Millisecond

// Click presses the left button at a place, and hides the pointer.
func (d *Desk) Click(ctx context.Context, x, y int) error {
	if _, err := d.Press(ctx, x, y); err != nil {
		return err
	}
	if err := pause(ctx, beat); err != nil {
		return err
	}
	_, err := d.run(ctx, "xdotool", "mousemove", strconv.Itoa(d.view.Max.X-1), strconv.Itoa(d.view.Max.Y-1)) // where it hides no word
	return err
}

// Press presses the left button at a place and tells when. The pointer arrives a little before, as a hand's does:
// the window toolkit reads both in one go otherwise and presses at the old place.
func (d *Desk) Press(ctx context.Context, x, y int) (time.Time, error) {
	if _, err := d.run(ctx, "xdotool", "mousemove", strconv.Itoa(d.view.Min.X+x), strconv.Itoa(d.view.Min.Y+y)); err != nil {
		return time.Time{}, err
	}
	if err := pause(ctx, beat); err != nil {
		return time.Time{}, err
	}
	at := time.Now()
	_, err := d.run(ctx, "xdotool", "click", "1")
	return at, err
}

// Point rests the pointer at a place.
func (d *Desk) Point(ctx context.Context, x, y int) error {
	_, err := d.run(ctx, "xdotool", "mousemove", strconv.Itoa(d.view.Min.X+x), strconv.Itoa(d.view.Min.Y+y))
	return err
}

// Scroll turns the wheel at the pointer by clicks, downwards when positive.
func (d *Desk) Scroll(ctx context.Context, clicks int) error {
	button := "5"
	if clicks < 0 {
		button, clicks = "4", -clicks
	}
	_, err := d.run(ctx, "xdotool", "click", "--repeat", strconv.Itoa(clicks), "--delay", "40", button)
	return err
}

// Key presses keys by their X names, such as "Tab" or "ctrl+f".
func (d *Desk) Key(ctx context.Context, keys ...string) error {
	for _, k := range keys {
		if _, err := d.run(ctx, "xdotool", "key", k); err != nil {
			return err
		}
		if err := pause(ctx, 60*time.Millisecond); err != nil {
			return err
		}
	}
	return pause(ctx, beat) // a look at what was there before costs more
}

// Type types text into whatever has the focus.
func (d *Desk) Type(ctx context.Context, text string) error {
	_, err := d.run(ctx, "xdotool", "type", "--delay", "30", text)
	return err
}

func (d *Desk) run(ctx context.Context, name string, args ...string) (string, error) {
	return d.feed(ctx, nil, name, args...)
}

func (d *Desk) feed(ctx context.Context, in io.Reader, name string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Stdin = in
	cmd.Env = append(os.Environ(), "DISPLAY="+d.display, "LC_ALL=C.UTF-8", "OMP_THREAD_LIMIT=1")
	var out, problem bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &problem
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("%s %s: %w: %s", name, strings.Join(args, " "), err, strings.TrimSpace(problem.String()))
	}
	return out.String(), nil
}

// until tries again at an interval while check fails and ctx lasts, and then returns what check said last.
func until(ctx context.Context, every time.Duration, check func() error) error {
	var last error
	for {
		err := check()
		if err == nil {
			return nil
		}
		if last == nil || ctx.Err() == nil { // a check that was broken off says nothing
			last = err
		}
		if pause(ctx, every) != nil {
			return last
		}
	}
}

func pause(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
