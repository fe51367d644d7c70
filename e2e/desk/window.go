package desk

import (
	"context"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"os"
	"strconv"
	"strings"
	"time"
)

// Window waits until a window with this title is on the desk. Titles are regular expressions.
func (d *Desk) Window(ctx context.Context, title string) error {
	return until(ctx, 20*time.Millisecond, func() error {
		_, err := d.run(ctx, "xdotool", "search", "--onlyvisible", "--name", title)
		if err != nil {
			return fmt.Errorf("no window %q", title)
		}
		return nil
	})
}

// Windows is how many windows with this title can be seen.
func (d *Desk) Windows(ctx context.Context, title string) int {
	out, err := d.run(ctx, "xdotool", "search", "--onlyvisible", "--name", title)
	if err != nil {
		return 0
	}
	return len(strings.Fields(out))
}

// Resize gives the window with this title a size.
func (d *Desk) Resize(ctx context.Context, title string, width, height int) error {
	_, err := d.run(ctx, "xdotool", "search", "--onlyvisible", "--name", title, "windowsize", strconv.Itoa(width), strconv.Itoa(height))
	return err
}

// Place waits for the window with this title, gives it this place and size, and waits until it has them. A desk has no
// window manager that would.
func (d *Desk) Place(ctx context.Context, title string, at image.Rectangle) error {
	if err := d.Window(ctx, title); err != nil {
		return err
	}
	return until(ctx, beat, func() error {
		_, err := d.run(ctx, "xdotool", "search", "--onlyvisible", "--name", title, "windowmove", strconv.Itoa(at.Min.X), strconv.Itoa(at.Min.Y),
			"windowsize", strconv.Itoa(at.Dx()), strconv.Itoa(at.Dy()))
		if err != nil {
			return err
		}
		_, now, err := d.geometry(ctx, title)
		if err == nil && now != at {
			err = fmt.Errorf("the window %q is at %v and not at %v", title, now, at)
		}
		return err
	})
}

// TurnTo gives the window with this title the keyboard and the pointer. From then on everything is read and done in it
// alone, and places count from its corner: what another window shows beside it is out of sight.
func (d *Desk) TurnTo(ctx context.Context, title string) error {
	id, at, err := d.geometry(ctx, title)
	if err != nil {
		return err
	}
	if _, err := d.run(ctx, "xdotool", "windowfocus", id); err != nil {
		return err
	}
	d.view, d.projector = at, false
	_, err = d.run(ctx, "xdotool", "mousemove", strconv.Itoa(at.Max.X-1), strconv.Itoa(at.Max.Y-1)) // where Click leaves it
	return err
}

// LookAt only looks, at a window as those see it who sit before a projector: everything is read in it alone.
func (d *Desk) LookAt(ctx context.Context, title string) error {
	_, at, err := d.geometry(ctx, title)
	if err == nil {
		d.view, d.projector = at, true
	}
	return err
}

// geometry is the window with this title, the newest if there are several, and where it is.
func (d *Desk) geometry(ctx context.Context, title string) (id string, at image.Rectangle, err error) {
	out, err := d.run(ctx, "xdotool", "search", "--onlyvisible", "--name", title)
	if err != nil || len(strings.Fields(out)) == 0 {
		return "", at, fmt.Errorf("no window %q", title)
	}
	all := strings.Fields(out)
	id = all[len(all)-1]
	if out, err = d.run(ctx, "xdotool", "getwindowgeometry", "--shell", id); err != nil {
		return "", at, err
	}
	n := map[string]int{}
	for line := range strings.Lines(out) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		if n[name], err = strconv.Atoi(value); err != nil {
			return "", at, fmt.Errorf("reading where %q is: %w", title, err)
		}
	}
	return id, image.Rect(n["X"], n["Y"], n["X"]+n["WIDTH"], n["Y"]+n["HEIGHT"]), nil
}

// seen is what can be seen of the display: all of it, or the window that the desk is turned to.
func (d *Desk) seen() (*image.RGBA, error) {
	img, err := d.Frame()
	if err != nil || d.view.Empty() || d.view == img.Bounds() {
		return img, err
	}
	at := d.view.Intersect(img.Bounds())
	part := image.NewRGBA(image.Rect(0, 0, at.Dx(), at.Dy()))
	draw.Draw(part, part.Bounds(), img, at.Min, draw.Src)
	return part, nil
}

// Shot writes a picture of what can be seen to a PNG file.
func (d *Desk) Shot(path string) error {
	img, err := d.seen()
	if err != nil {
		return err
	}
	return writePNG(path, img)
}

func writePNG(path string, img image.Image) (err error) {
	f, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("writing a screenshot: %w", err)
	}
	err = png.Encode(f, img)
	if shut := f.Close(); err == nil {
		err = shut
	}
	if err != nil {
		return fmt.Errorf("writing a screenshot: %w", err)
	}
	return nil
}
