package printout

import (
	"context"
	"fmt"
	"image"
	"math"
	"testing"
	"time"

	"github.com/passalong/passalong/internal/paper"
)

func TestStateWhileThePageIsMade(t *testing.T) {
	m := model{}
	m.begin(Job{}, true)
	s := m.state()
	if want := "Getting the printing press ready: only the first time, about 15 seconds."; s.Busy != want || !s.Slow {
		t.Errorf("busy %q, slow %v", s.Busy, s.Slow)
	}
	if s.CanUse || s.PageText != "" || s.Show {
		t.Errorf("there is no page yet, but the state is %+v", s)
	}
	m.begin(Job{}, false)
	if s := m.state(); s.Slow || s.Busy != "Setting the page…" {
		t.Errorf("busy %q, slow %v", s.Busy, s.Slow)
	}
	m.stop()
	if s := m.state(); s.Phase != stopped || s.Busy != "" {
		t.Errorf("after stopping: %+v", s)
	}
	m.fail(fmt.Errorf("setting: %w", context.DeadlineExceeded))
	if s := m.state(); s.Trouble.What != "That took too long." || s.CanUse {
		t.Errorf("after a failure: %+v", s.Trouble)
	}
}

func TestPageBeforeStaysToBeLookedAtOnly(t *testing.T) {
	m := model{}
	m.begin(Job{}, false)
	m.made(paper.Sheet{PDF: []byte("pdf"), Pages: 3})
	m.turn(2)
	m.show(drawing{3, 96}, image.NewGray(image.Rect(0, 0, 1, 1)))
	m.begin(Job{}, false)
	if s := m.state(); !s.Show || s.CanUse || s.CanOpen || s.CanBack || s.PageText != "Setting the page…" || m.sheet.PDF != nil {
		t.Errorf("while it is made anew: %+v", s)
	}
	m.made(paper.Sheet{PDF: []byte("new"), Pages: 2})
	if s := m.state(); s.PageText != "Page 2 of 2" {
		t.Errorf("with fewer pages than before: %q", s.PageText)
	}
	m.show(drawing{2, 96}, m.picture)
	if _, ok := m.missing(96); ok {
		t.Error("the new page was drawn already")
	}
	m.begin(Job{}, false)
	m.made(paper.Sheet{PDF: []byte("newer"), Pages: 2})
	if _, ok := m.missing(96); !ok {
		t.Error("the page before is taken for the new one")
	}
	for name, again := range map[string]func(){
		"that takes long":       func() { m.begin(Job{}, true) },
		"after it was stopped":  func() { m.stop(); m.begin(Job{}, false) },
		"after it could not be": func() { m.fail(context.DeadlineExceeded); m.begin(Job{}, false) },
	} {
		m.begin(Job{}, false)
		m.made(paper.Sheet{PDF: []byte("pdf"), Pages: 2})
		m.show(drawing{1, 96}, image.NewGray(image.Rect(0, 0, 1, 1)))
		if again(); m.state().Show {
			t.Errorf("a page %s shows the one before", name)
		}
	}
}

func TestPrivateJobsAreNotOpenedElsewhere(t *testing.T) {
	m := model{}
	m.begin(Job{Private: true}, false)
	m.made(paper.Sheet{PDF: []byte("pdf"), Pages: 1})
	if s := m.state(); s.CanOpen || !s.CanUse {
		t.Errorf("%+v", s)
	}
}

func TestSheetsInInches(t *testing.T) {
	for name, c := range map[string]struct {
		size   paper.Size
		across bool
		want   inches
	}{
		"A4":                       {"", false, inches{210 / 25.4, 297 / 25.4}},
		"Letter across":            {paper.Letter, true, inches{11, 8.5}},
		"a roll of unknown length": {paper.Roll80, false, inches{80 / 25.4, rollLength}},
	} {
		got := shapeOf(c.size, c.across)
		if math.Abs(got.width-c.want.width) > 1e-9 || math.Abs(got.height-c.want.height) > 1e-9 {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
	wide := place{width: 1169.3, height: 2000, pixels: 1}
	if got := dpiFor(wide, wholePage, shapeOf("", true)); got != 100 {
		t.Errorf("a page across is drawn in %d dpi, want 100", got)
	}
}

func TestOldWarning(t *testing.T) {
	reviewBy := time.Date(2027, 5, 21, 0, 0, 0, 0, time.UTC)
	want := "It was to be reviewed by 21 May 2027. Check with someone who knows before you hand it out, or look for new content."
	if got := OldWarning(reviewBy, reviewBy.AddDate(0, 0, 1)); got != want {
		t.Errorf("%q", got)
	}
	if got := OldWarning(reviewBy, reviewBy); got != "" {
		t.Errorf("on its last good day: %q", got)
	}
}

func TestTurningPages(t *testing.T) {
	m := model{}
	if m.turn(1) {
		t.Error("there is no page to turn to yet")
	}
	m.begin(Job{}, false)
	m.made(paper.Sheet{Pages: 2})
	for _, step := range []struct {
		by      int
		turned  bool
		text    string
		canNext bool
	}{
		{-1, false, "Page 1 of 2", true},
		{1, true, "Page 2 of 2", false},
		{1, false, "Page 2 of 2", false},
		{-1, true, "Page 1 of 2", true},
	} {
		if got := m.turn(step.by); got != step.turned {
			t.Errorf("turn(%d) is %v", step.by, got)
		}
		if s := m.state(); s.PageText != step.text || s.CanNext != step.canNext || s.CanBack == s.CanNext {
			t.Errorf("after turn(%d): %q, back %v, next %v", step.by, s.PageText, s.CanBack, s.CanNext)
		}
	}
}

func TestMissingDrawing(t *testing.T) {
	m := model{}
	if _, ok := m.missing(96); ok {
		t.Error("nothing can be drawn before there is a page")
	}
	m.begin(Job{}, false)
	m.made(paper.Sheet{Pages: 2})
	if _, ok := m.missing(0); ok {
		t.Error("nothing can be drawn where there is no room")
	}
	d, ok := m.missing(96)
	if !ok || d != (drawing{1, 96}) {
		t.Fatalf("missing is %v, %v", d, ok)
	}
	m.show(d, image.NewGray(image.Rect(0, 0, 1, 1)))
	if _, ok := m.missing(96); ok {
		t.Error("it is drawn already")
	}
	if _, ok := m.missing(97); !ok {
		t.Error("another resolution is another drawing")
	}
	m.turn(1)
	if _, ok := m.missing(96); !ok {
		t.Error("another page is another drawing")
	}
}

func TestDPI(t *testing.T) {
	tests := []struct {
		name string
		p    place
		z    zoom
		want int
	}{
		{"no room", place{}, wholePage, 0},
		{"100 % is 96 pixels an inch", place{400, 400, 1}, actualSize, 96},
		{"100 % on a screen with twice the pixels", place{400, 400, 2}, actualSize, 192},
		{"200 %", place{400, 400, 1}, twiceActual, 192},
		{"the height decides for an upright page in a wide place", place{2000, 1169.3, 1}, wholePage, 100},
		{"the width decides in a narrow place", place{409, 2000, 1}, wholePage, 49},
		{"never so large that a graphics card refuses", place{400, 400, 3}, twiceActual, 342},
		{"never so small that nothing is to be seen", place{10, 10, 1}, wholePage, 24},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := dpiFor(tt.p, tt.z, shapeOf("", false)); got != tt.want {
				t.Errorf("dpiFor(%v, %v) = %d, want %d", tt.p, tt.z, got, tt.want)
			}
		})
	}
}

func TestShownSizeIsOnePixelForOne(t *testing.T) {
	if w, h := shown(827, 1170, 100, 100, 2); w != 413.5 || h != 585 {
		t.Errorf("827 × 1170 pixels at two pixels a unit are %v × %v units, want 413.5 × 585", w, h)
	}
	if w, _ := shown(827, 1170, 100, 200, 1); w != 1654 {
		t.Errorf("until the sharper picture is there, the old one is %v wide, want 1654", w)
	}
	if w, h := shown(827, 1170, 0, 100, 1); w != 0 || h != 0 {
		t.Error("a picture of no resolution has no size")
	}
}

func TestPrinterInWords(t *testing.T) {
	tests := []struct {
		p    paper.Printer
		want string
	}{
		{paper.Printer{State: paper.Idle}, "Ready"},
		{paper.Printer{State: paper.Idle, Reason: "toner-low-warning"}, "Ready, but it is low on toner"},
		{paper.Printer{State: paper.Busy, Reason: "media-low"}, "Printing something else first"},
		{paper.Printer{State: paper.Stopped}, "Stopped: the job waits until someone starts it again"},
		{paper.Printer{State: paper.Stopped, Reason: "unheard-of"}, "Stopped: the job waits until someone starts it again"},
		{paper.Printer{State: paper.Stopped, Reason: "unheard-of,offline-report"}, "Stopped: it cannot be reached"},
		{paper.Printer{State: paper.Idle, Reason: "none", Location: "Van"}, "Ready · Van"},
	}
	for _, tt := range tests {
		if got := printerNote(tt.p); got != tt.want {
			t.Errorf("%+v is %q, want %q", tt.p, got, tt.want)
		}
	}
}
