package servicesview

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"image"
	"image/color"
	"image/png"
	"io/fs"
	"slices"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/bg/bgtest"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/uitest"
)

// world is everything outside the screen: a directory, a disk with pictures, and a setting.
type world struct {
	mu        sync.Mutex
	kept      []catalog.Service
	listErr   error
	saveErr   error
	deleteErr error
	saves     int
	made      int

	pictures  map[string][]byte
	region    catalog.Region
	regionErr error
	draft     Draft
	way       uitest.Way
}

func (w *world) List() ([]catalog.Service, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.kept), w.listErr
}

func (w *world) Save(_ context.Context, s catalog.Service) (catalog.Service, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.saveErr != nil {
		return catalog.Service{}, w.saveErr
	}
	s, err := catalog.CleanService(s)
	if err != nil {
		return s, err
	}
	w.saves++
	if s.ID == "" {
		w.made++
		s.ID = catalog.ServiceID([]string{"", "first", "second"}[w.made])
	}
	w.kept = slices.DeleteFunc(w.kept, func(o catalog.Service) bool { return o.ID == s.ID })
	w.kept = append(w.kept, s)
	slices.SortFunc(w.kept, func(a, b catalog.Service) int { return cmp.Compare(a.Name, b.Name) })
	return s, nil
}

func (w *world) Delete(_ context.Context, id catalog.ServiceID) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.deleteErr != nil {
		return w.deleteErr
	}
	w.kept = slices.DeleteFunc(w.kept, func(o catalog.Service) bool { return o.ID == id })
	return nil
}

func (w *world) SuggestPath(name string) string { return "/home/sam/" + name }

func (w *world) ReadDir(context.Context, string) ([]fs.DirEntry, error) {
	files := fstest.MapFS{}
	for name := range w.pictures {
		files[name] = &fstest.MapFile{}
	}
	return fs.ReadDir(files, ".")
}

var errScript = &catalog.ServiceError{Field: catalog.ServiceLogo, Problem: catalog.ServiceBadLogo, Err: errors.New("it has a script in it")}

func (w *world) ReadLogo(_ context.Context, path string) ([]byte, error) {
	b, ok := w.pictures[path[len("/home/sam/"):]]
	switch {
	case !ok:
		return nil, fs.ErrNotExist
	case bytes.Contains(b, []byte("<script")):
		return nil, errScript
	}
	return b, nil
}

func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

// square is a small picture.
func square() []byte {
	img := image.NewNRGBA(image.Rect(0, 0, 12, 8))
	for i := range 12 * 8 {
		img.Set(i%12, i/12, color.NRGBA{R: 160, G: 40, B: 60, A: 255})
	}
	var b bytes.Buffer
	_ = png.Encode(&b, img)
	return b.Bytes()
}

func harbour() catalog.Service {
	return catalog.Service{
		ID: "harbour", Name: "Harbour Street needle program", Address: "12 Harbour Street, Footscray", Hours: "Mon to Fri, 9 am to 5 pm",
		Phone: "03 9000 1234", Web: "example.org", Kinds: []string{"needles", "naloxone"}, Languages: []catalog.Language{"en", "vi"},
		Checked: day("2026-11-03"),
	}
}

func van() catalog.Service {
	return catalog.Service{ID: "van", Name: "The night van", Phone: "0400 000 000", Kinds: []string{"needles"}, Checked: day("2026-07-25")}
}

func library() *catalog.Catalog {
	return &catalog.Catalog{
		Library: catalog.Library{HomeRegion: "au-vic"},
		Handouts: []catalog.Handout{
			{ID: "h", Services: []string{"needles", "naloxone", "drug-help", "peer", "hepatitis"}},
		},
		Services: []catalog.Service{
			{ID: "line", Region: "au-vic", Name: "DirectLine", Kinds: []string{"drug-help", "family"}, Phone: "1800 888 236", Hours: "24 hours, every day", Note: "Free and confidential.", Checked: day("2026-11-21")},
			{ID: "nuaa", Region: "au-nsw", Name: "NUAA", Kinds: []string{"peer"}, Phone: "1800 644 413", Checked: day("2026-01-21")},
		},
	}
}

// stage is the screen in a window.
type stage struct {
	*Screen
	*uitest.Shown
	world *world
	queue *bgtest.Queue
}

func open(t *testing.T, w *world, id catalog.ServiceID) *stage {
	t.Helper()
	return openIn(t, t.Context(), w, id)
}

func openIn(t *testing.T, ctx context.Context, w *world, id catalog.ServiceID) *stage {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light, 100))
	win := test.NewTempWindow(t, container.NewWithoutLayout())
	win.SetPadded(false)
	win.Resize(fyne.NewSize(860, 1500))
	st := &stage{world: w, queue: &bgtest.Queue{}, Shown: uitest.Of(t, win)}
	st.Screen = New(ctx, Deps{
		Catalog: library(), Nav: &w.way, Run: st.queue, Canvas: win.Canvas(), Now: func() time.Time { return uitest.Noon },
		Directory: w, Logos: w, Folders: w, Draft: &w.draft,
		Region: func() catalog.Region { return w.region },
		OnRegion: func(r catalog.Region, done func(error)) {
			if w.regionErr == nil {
				w.region = r
			}
			done(w.regionErr)
		},
	}, id)
	win.SetContent(st.Content())
	st.queue.Drain()
	return st
}

// write types into a field of the form.
func (st *stage) write(at field, text string) {
	f := st.parts.form.fields[at].Field()
	st.Canvas.Focus(f)
	st.parts.form.fields[at].SetText("")
	test.Type(f, text)
}

func (st *stage) press(label string) {
	st.Press(label)
	st.queue.Drain()
}
