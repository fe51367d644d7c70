package filebox_test

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/ui/bg/bgtest"
	"github.com/passalong/passalong/internal/ui/filebox"
	"github.com/passalong/passalong/internal/ui/uitest"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// A disk holds files in memory.
type disk struct {
	files map[string]string
	shown []string
	err   error
}

func (d *disk) SuggestPath(name string) string { return path.Join("/home/sam/Downloads", name) }

func (d *disk) Save(ctx context.Context, path string, data []byte, replace bool) error {
	if err := errors.Join(ctx.Err(), d.err); err != nil {
		return err
	}
	if _, there := d.files[path]; there && !replace {
		return fs.ErrExist
	}
	d.files[path] = string(data)
	return nil
}

func (d *disk) ShowFolder(_ context.Context, path string) error {
	d.shown = append(d.shown, path)
	return d.err
}

// A stage is a window with an outcome in it, and a dialog that can be opened.
type stage struct {
	*uitest.Shown
	t     *testing.T
	disk  *disk
	queue *bgtest.Queue
	out   *filebox.Outcome
	open  func()
	leave context.CancelFunc
	done  int
}

func newStage(t *testing.T) *stage {
	st := &stage{Shown: uitest.Window(t), t: t, disk: &disk{files: map[string]string{}}, queue: new(bgtest.Queue)}
	ctx, leave := context.WithCancel(t.Context())
	st.leave = leave
	d := filebox.Deps{Run: st.queue, Files: st.disk}
	column := widgets.NewPageColumn(widgets.Reading)
	st.out = filebox.NewOutcome(ctx, d, column.Relayout)
	column.SetObjects(widgets.Body("A record."), st.out.Content())
	st.Show(column)
	st.open = func() {
		offer := filebox.Offer{Title: "Save your record", Name: "record.csv", Note: "It says what you learned.", Data: []byte("a,b")}
		filebox.Save(ctx, st.Canvas, d, offer, func(path string, err error) {
			st.done++
			st.out.Show(path, err)
		})
	}
	st.open()
	return st
}

// key presses a key where the keyboard is.
func (st *stage) key(k fyne.KeyName) {
	st.t.Helper()
	f := st.Canvas.Focused()
	if f == nil {
		st.t.Fatal("nothing has the keyboard")
	}
	f.TypedKey(&fyne.KeyEvent{Name: k})
	st.queue.Drain()
}

// write types over what stands in the field with the keyboard.
func (st *stage) write(text string) {
	st.t.Helper()
	st.key(fyne.KeyEnd)
	for range 200 {
		st.key(fyne.KeyBackspace)
	}
	test.Type(st.Canvas.Focused(), text)
}

// A diskWithSticks knows where sticks are.
type diskWithSticks struct {
	*disk
	sticks []string
}

func (d diskWithSticks) Sticks(context.Context) []string { return d.sticks }

func TestAFileIsSavedOnAStickByOnePress(t *testing.T) {
	st := &stage{Shown: uitest.Window(t), t: t, disk: &disk{files: map[string]string{}}, queue: new(bgtest.Queue)}
	st.Show(widgets.NewPageColumn(widgets.Reading))
	d := filebox.Deps{Run: st.queue, Files: diskWithSticks{st.disk, []string{"/media/sam/VAN", "/media/sam/OTHER"}}}
	offer := filebox.Offer{Title: "Pass on", Name: "kirra-2.passalong", Data: []byte("pack")}
	filebox.Save(t.Context(), st.Canvas, d, offer, func(string, error) { st.done++ })
	st.queue.Drain()
	st.Press("To /media/sam/OTHER")
	st.Press("To /media/sam/VAN")
	st.key(fyne.KeyReturn)
	if len(st.disk.files) != 1 || st.disk.files["/media/sam/VAN/kirra-2.passalong"] != "pack" || st.done != 1 {
		t.Errorf("files %v, done %d", st.disk.files, st.done)
	}
}

const suggested = "/home/sam/Downloads/record.csv"

func TestSavesByKeyboard(t *testing.T) {
	st := newStage(t)
	st.Reads("Save your record", "It says what you learned.")
	st.key(fyne.KeyReturn)
	if st.disk.files[suggested] != "a,b" || st.done != 1 {
		t.Fatalf("files %v, done %d", st.disk.files, st.done)
	}
	st.Reads("Saved to " + suggested)
	st.Return("Show folder")
	st.queue.Drain()
	if len(st.disk.shown) != 1 || st.disk.shown[0] != suggested {
		t.Errorf("shown %q", st.disk.shown)
	}
}

func TestNothingIsReplacedUnasked(t *testing.T) {
	st := newStage(t)
	st.disk.files[suggested] = "older"
	st.key(fyne.KeyReturn)
	if st.disk.files[suggested] != "older" {
		t.Fatal("it was replaced unasked")
	}
	st.Reads("Replace the file?")
	st.Markup(t, "replace.xml")
	st.key(fyne.KeyReturn)
	if st.disk.files[suggested] != "a,b" {
		t.Errorf("it holds %q", st.disk.files[suggested])
	}
}

func TestANameWithoutEndingGetsOne(t *testing.T) {
	st := newStage(t)
	st.write("/usb/mine")
	st.key(fyne.KeyReturn)
	if st.disk.files["/usb/mine.csv"] != "a,b" {
		t.Errorf("files %v", st.disk.files)
	}
}

func TestWhatFailsCanBeTriedAgain(t *testing.T) {
	st := newStage(t)
	st.disk.err = progress.ErrDiskFull
	st.key(fyne.KeyReturn)
	st.Reads("The disk is full, so this is not saved.")
	if st.done != 0 {
		t.Error("it is done although nothing was saved")
	}
	st.disk.err = nil
	st.Press("Save")
	st.queue.Drain()
	if st.disk.files[suggested] != "a,b" {
		t.Error("it is not saved the second time either")
	}
}

func TestTheOutcomeSaysWhatTheDialogCannotSayAnyMore(t *testing.T) {
	st := newStage(t)
	st.disk.err = fs.ErrPermission
	st.Press("Save")
	st.Press("Cancel")
	st.queue.Drain()
	st.Reads("That folder cannot be written to.")
	st.Hides("Saved")
	st.out.Clear()
	st.Hides("That folder cannot be written to.")
}

func TestAFolderThatCannotBeShown(t *testing.T) {
	st := newStage(t)
	st.key(fyne.KeyReturn)
	st.disk.err = uitest.ErrAny
	st.Press("Show folder")
	st.queue.Drain()
	st.Reads("Saved to "+suggested, "Something went wrong.")
}

func TestSavingGoesOnWhenTheScreenIsLeft(t *testing.T) {
	st := newStage(t)
	st.Press("Save")
	st.leave()
	st.queue.Drain()
	if st.disk.files[suggested] != "a,b" || st.done != 0 {
		t.Errorf("files %v, told a screen that was left: %d", st.disk.files, st.done)
	}
}

func TestCancelSavesNothing(t *testing.T) {
	for name, cancel := range map[string]func(*stage){
		"by Esc":    func(st *stage) { st.key(fyne.KeyEscape) },
		"by Cancel": func(st *stage) { st.Return("Cancel") },
	} {
		t.Run(name, func(t *testing.T) {
			st := newStage(t)
			cancel(st)
			st.queue.Drain()
			if len(st.disk.files) != 0 || st.done != 0 || st.Canvas.Overlays().Top() != nil {
				t.Errorf("files %v, done %d", st.disk.files, st.done)
			}
		})
	}
}
