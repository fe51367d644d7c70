package packview

import (
	"context"
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/pack"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/recall"
	"github.com/passalong/passalong/internal/ui/bg/bgtest"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/printout/printouttest"
	"github.com/passalong/passalong/internal/ui/uitest"
)

func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

// library has two handouts: one with a reviewed and a machine translation, and one without any.
func library() *catalog.Catalog {
	return &catalog.Catalog{
		Handouts: []catalog.Handout{
			{ID: "steps", Title: "Overdose steps", Version: "1.2", Language: "en", ReviewBy: day("2027-05-21"), Translations: []catalog.Handout{
				{ID: "steps", Title: "Các bước", Version: "1.1", Translates: "1.2", Language: "vi"},
				{ID: "steps", Title: "خطوات", Version: "0.1", Language: "ar", MachineDraft: true},
			}},
			{ID: "hep", Title: "Hep C", Version: "2.0", Language: "en", ReviewBy: day("2026-10-01")},
		},
		Packs: []catalog.Pack{{ID: "new", Title: "New-client pack", About: "For a first visit.", Items: []catalog.PackItem{
			{Handout: "steps", Format: paper.Card, Copies: 2}, {Handout: "hep", Format: paper.LeafletA5, Copies: 1},
		}}},
	}
}

func services() []catalog.Service {
	return []catalog.Service{
		{ID: "harbour", Name: "Harbour Street", Checked: day("2026-11-03")}, {ID: "van", Name: "The night van", Checked: day("2026-07-25")},
	}
}

// world is everything outside the screen.
type world struct {
	*printouttest.World
	mu       sync.Mutex
	cart     pack.Pack
	cartErr  error
	services []catalog.Service
	listErr  error
	tooLong  catalog.HandoutID // does not fit
	twoSided bool
	logged   []recall.Print
	logErr   error
	logs     bool
	covers   int
	folder   fstest.MapFS
	way      uitest.Way
}

func newWorld() *world {
	w := &world{World: printouttest.New(), services: services(), logs: true, folder: fstest.MapFS{}}
	w.Progress = paper.Progress{State: paper.Printed}
	return w
}

func (w *world) Current() pack.Pack { return w.cart }

func (w *world) Save2(p pack.Pack) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.cart = p
	return w.cartErr
}

// cart is the world as a Cart: Save of a file has the same name.
type cart struct{ *world }

func (c cart) Save(_ context.Context, p pack.Pack) error { return c.Save2(p) }

func (w *world) List() ([]catalog.Service, error) { return w.services, w.listErr }

func (w *world) Make(ctx context.Context, l pack.Line) (paper.Sheet, error) {
	if l.Handout == w.tooLong {
		return paper.Sheet{}, &paper.TooLongError{Format: l.Form.Format, Over: 12, Lines: 3}
	}
	s, err := w.Press(ctx, fmt.Sprintf("%s %s %s %s", l.Handout, l.Language, l.Form.Format, l.Service))
	s.Size, s.TwoSided = paper.A4, w.twoSided
	if l.Handout == "hep" {
		s.Warnings = []paper.Warning{paper.OutOfDate}
	}
	return s, err
}

func (w *world) HandoutPage(_ context.Context, l pack.Line) ([]byte, error) {
	return []byte("<html>" + string(l.Handout)), nil
}

func (w *world) MakeCover(ctx context.Context, _ pack.Pack) (paper.Sheet, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.covers++
	return paper.Sheet{PDF: []byte("cover"), Pages: 1, Size: paper.A4}, ctx.Err()
}

func (w *world) Add(_ context.Context, p recall.Print) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.logErr == nil {
		w.logged = append(w.logged, p)
	}
	return w.logErr
}

func (w *world) ReadDir(_ context.Context, dir string) ([]fs.DirEntry, error) {
	return w.folder.ReadDir(strings.Trim(dir, "/"))
}

// stage is the screen in a window.
type stage struct {
	*Screen
	*uitest.Shown
	world *world
	queue *bgtest.Queue
	batch *Batch
	win   fyne.Window
}

func open(t *testing.T, w *world) *stage {
	t.Helper()
	queue := &bgtest.Queue{}
	st := openIn(t, t.Context(), w, queue, nil)
	queue.Drain()
	return st
}

// openIn opens it in a context, with a batch of before, and waits for nothing.
func openIn(t *testing.T, ctx context.Context, w *world, queue *bgtest.Queue, b *Batch) *stage {
	t.Helper()
	if b == nil {
		b = NewBatch(t.Context(), queue)
		b.poll = time.Millisecond
	}
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light, 100))
	win := test.NewTempWindow(t, container.NewWithoutLayout())
	win.SetPadded(false)
	win.Resize(fyne.NewSize(860, 1400))
	st := &stage{world: w, queue: queue, batch: b, win: win, Shown: uitest.Of(t, win)}
	st.Screen = New(ctx, Deps{
		Catalog: library(), Nav: &w.way, Run: queue, Canvas: win.Canvas(), Now: func() time.Time { return uitest.Noon }, Cart: cart{w}, Directory: w,
		Press: w, FirstUse: w.FirstUse, Printing: w, Backs: w, Files: w, Folders: w, Log: w, Logs: func() bool { return w.logs }, Batch: b,
	})
	win.SetContent(st.Content())
	return st
}

func (st *stage) press(label string) {
	st.Press(label)
	st.queue.Drain()
}

// full is a pack of two handouts.
func full() pack.Pack {
	return pack.Pack{}.Add(pack.Entry{Handout: "steps", Form: paper.HandoutForm{Format: paper.Card, Mono: true}, Copies: 2}).
		Add(pack.Entry{Handout: "hep", Form: paper.HandoutForm{Format: paper.LeafletA5}, Copies: 10})
}
