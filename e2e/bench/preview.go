package main

import (
	"context"
	"errors"
	"fmt"
	"image"
	"path/filepath"
	"time"

	"github.com/passalong/passalong/e2e/desk"
	"github.com/passalong/passalong/internal/machinecode"
)

// preview opens handouts in the real window and measures from the press of the button to the drawn page: on a machine
// that has never seen the program, and when it has made its engines ready.
func preview(ctx context.Context, t *table, app, dir string) error {
	ctx, cancel := context.WithTimeout(ctx, 3*time.Minute)
	defer cancel()
	data := filepath.Join(dir, "new")
	d, err := desk.Open(ctx, 1280, 900)
	if err != nil {
		return err
	}
	defer d.Close()
	p, err := d.Start(app, "--data", data)
	if err != nil {
		return err
	}
	defer func() { p.Kill() }()
	started, err := d.Painted(ctx)
	if err != nil {
		return err
	}
	if err := errors.Join(d.SeeAll(ctx, "Welcome to Passalong"), d.Type(ctx, "Kit"), d.Key(ctx, "Return"), d.SeeAll(ctx, "Hello, Kit")); err != nil {
		return err
	}
	first, err := openHandout(ctx, d, "A good chat")
	if err != nil {
		return err
	}
	t.add("first handout ever, its page drawn", fmt.Sprintf("start to window %.2f s, then press to page %.2f s", started.Seconds(), first.Seconds()), (started + first).Seconds(), 3, "s")
	if err := enginesReady(ctx, data); err != nil {
		return err
	}
	p.Kill()
	if p, err = d.Start(app, "--data", data); err != nil {
		return err
	}
	if err := d.Follow(ctx, "Kit", "Hello, Kit"); err != nil {
		return err
	}
	again, err := openHandout(ctx, d, "A good chat")
	if err != nil {
		return err
	}
	t.add("first handout of a later start", "press to page", again.Seconds(), 0.5, "s")
	larger, err := pressed(ctx, d, "18 pt")
	if err != nil {
		return err
	}
	t.add("the same in large print", "press to page", larger.Seconds(), 0.5, "s")
	return nil
}

func openHandout(ctx context.Context, d *desk.Desk, title string) (time.Duration, error) {
	if err := d.Key(ctx, "ctrl+3"); err != nil {
		return 0, err
	}
	return pressed(ctx, d, title)
}

// pressed presses what a phrase stands on, and gives the time until another page is drawn.
func pressed(ctx context.Context, d *desk.Desk, phrase string) (time.Duration, error) {
	at, err := d.See(ctx, phrase)
	if err != nil {
		return 0, err
	}
	before, err := page(d)
	if err != nil {
		return 0, err
	}
	began, err := d.Press(ctx, at.X+at.W/2, at.Y+at.H/2)
	if err != nil {
		return 0, err
	}
	for {
		now, err := page(d)
		if err != nil {
			return 0, err
		}
		if now != "" && now != before {
			return time.Since(began), nil
		}
		if ctx.Err() != nil {
			return 0, fmt.Errorf("no page after %q was pressed: %w", phrase, ctx.Err())
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// page is the picture of a page that is on the desk; "" for none. A page is white from edge to edge at its side, and
// printed beside that.
func page(d *desk.Desk) (string, error) {
	img, err := d.Frame()
	if err != nil {
		return "", err
	}
	const tall, wide = 400, 300
	b := img.Bounds()
	for x := b.Min.X; x < b.Max.X-wide; x += 4 {
		white := 0
		for y := b.Min.Y; y < b.Max.Y; y++ {
			if !isWhite(img, x, y) {
				white = 0
				continue
			}
			if white++; white == tall {
				return printedOn(img, image.Rect(x, y-tall+1, x+wide, y+1)), nil
			}
		}
	}
	return "", nil
}

// printedOn is what is printed on a part of a page; "" when nearly nothing is.
func printedOn(img *image.RGBA, part image.Rectangle) string {
	var pixels []byte
	printed := 0
	for y := part.Min.Y; y < part.Max.Y; y++ {
		for x := part.Min.X; x < part.Max.X; x++ {
			pixels = append(pixels, img.Pix[img.PixOffset(x, y)])
			if !isWhite(img, x, y) {
				printed++
			}
		}
	}
	if printed < len(pixels)/50 {
		return ""
	}
	return string(pixels)
}

func isWhite(img *image.RGBA, x, y int) bool {
	i := img.PixOffset(x, y)
	return img.Pix[i] == 0xff && img.Pix[i+1] == 0xff && img.Pix[i+2] == 0xff
}

// enginesReady waits until the app has made the engines ready in the background.
func enginesReady(ctx context.Context, data string) error {
	for {
		engines, err := filepath.Glob(filepath.Join(data, "cache", "typesetting", "typst-*"))
		if err != nil {
			return err
		}
		if len(engines) > 0 && machinecode.In(engines[0]) && machinecode.In(filepath.Join(data, "cache", "preview")) {
			return nil
		}
		select {
		case <-time.After(100 * time.Millisecond):
		case <-ctx.Done():
			return fmt.Errorf("the engines were not ready in time: %w", ctx.Err())
		}
	}
}
