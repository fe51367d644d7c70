package filebox_test

import (
	"context"
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/passalong/passalong/internal/ui/bg/bgtest"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/filebox"
	"github.com/passalong/passalong/internal/ui/uitest"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// A tree is folders in memory.
type tree struct{ fstest.MapFS }

func (tree) SuggestPath(name string) string { return "/home/sam/Downloads/" + name }

func (t tree) ReadDir(_ context.Context, dir string) ([]fs.DirEntry, error) {
	return t.MapFS.ReadDir(strings.Trim(dir, "/"))
}

var errPicture = errors.New("it is a picture")

// opening shows the dialog; the stage's files are what was opened.
func opening(t *testing.T) *stage {
	st := &stage{Shown: uitest.Window(t), t: t, disk: &disk{files: map[string]string{}}, queue: new(bgtest.Queue)}
	files := tree{fstest.MapFS{
		"home/sam/Downloads/questions.txt":    {Data: []byte("{T}")},
		"home/sam/Downloads/photo.png":        {Data: []byte("png")},
		"home/sam/Downloads/moodle/week1.xml": {Data: []byte("<quiz/>")},
	}}
	ctx, leave := context.WithCancel(t.Context())
	st.leave = leave
	st.Show(widgets.NewPageColumn(widgets.Reading))
	read := func(ctx context.Context, path string) (string, error) {
		if strings.HasSuffix(path, ".png") {
			return "", errPicture
		}
		data, err := files.ReadFile(strings.Trim(path, "/"))
		return string(data), errors.Join(ctx.Err(), err)
	}
	filebox.Open(ctx, st.Canvas, filebox.OpenDeps{Run: st.queue, Folders: files}, filebox.Request{
		Title: "Open questions", Note: "Moodle can write such files.", Endings: []string{".txt", ".xml"},
		Explain: func(err error) explain.Trouble {
			if errors.Is(err, errPicture) {
				return explain.Trouble{What: "This is a picture."}
			}
			return explain.Error(err)
		},
	}, read, func(path, text string) { st.disk.files[path] = text })
	st.queue.Drain()
	return st
}

func TestOpensAFileThatIsWritten(t *testing.T) {
	st := opening(t)
	st.Reads("Open questions", "Moodle can write such files.", "moodle", "questions.txt")
	st.Hides("photo.png")
	st.Markup(t, "open.xml")
	test.Type(st.Canvas.Focused(), "quest")
	st.Hides("moodle")
	test.Type(st.Canvas.Focused(), "ions.txt")
	st.key(fyne.KeyReturn)
	if st.disk.files["/home/sam/Downloads/questions.txt"] != "{T}" || st.Canvas.Overlays().Top() != nil {
		t.Errorf("opened %q", st.disk.files)
	}
}

func TestFindsAFileWithTheArrowKeys(t *testing.T) {
	st := opening(t)
	st.Canvas.Focus(st.Find("Up to /home/sam"))
	st.key(fyne.KeyUp) // stays
	st.key(fyne.KeyDown)
	st.key(fyne.KeySpace)
	st.Reads("Up to /home/sam/Downloads", "week1.xml")
	st.key(fyne.KeyDown)
	st.key(fyne.KeyReturn)
	if st.disk.files["/home/sam/Downloads/moodle/week1.xml"] != "<quiz/>" {
		t.Errorf("opened %q", st.disk.files)
	}
}

// A treeWithSticks is a tree with places where sticks are.
type treeWithSticks struct {
	tree
	sticks []string
}

func (t treeWithSticks) Sticks(context.Context) []string { return t.sticks }

func TestAStickIsOneStepAway(t *testing.T) {
	st := &stage{Shown: uitest.Window(t), t: t, queue: new(bgtest.Queue)}
	files := treeWithSticks{tree{fstest.MapFS{
		"home/sam/Downloads/notes.txt":     {},
		"media/sam/MY STICK/van.passalong": {},
	}}, []string{"/media/sam/MY STICK"}}
	st.Show(widgets.NewPageColumn(widgets.Reading))
	var opened string
	read := func(_ context.Context, path string) (string, error) { return path, nil }
	filebox.Open(t.Context(), st.Canvas, filebox.OpenDeps{Run: st.queue, Folders: files}, filebox.Request{Title: "Open", Endings: []string{".passalong"}},
		read, func(path, _ string) { opened = path })
	st.queue.Drain()
	st.Press("/media/sam/MY STICK")
	st.queue.Drain()
	st.Reads("van.passalong", "Up to /media/sam")
	st.Press("van.passalong")
	st.queue.Drain()
	if opened != "/media/sam/MY STICK/van.passalong" {
		t.Errorf("opened %q", opened)
	}
}

func TestSticksStandWhereTheyAreLookedFor(t *testing.T) {
	st := &stage{Shown: uitest.Window(t), t: t, queue: new(bgtest.Queue)}
	files := treeWithSticks{tree{fstest.MapFS{"home/sam/Downloads/moodle/x.txt": {}}}, []string{"/media/sam/VAN"}}
	st.Show(widgets.NewPageColumn(widgets.Reading))
	filebox.Folder(t.Context(), st.Canvas, filebox.OpenDeps{Run: st.queue, Folders: files}, filebox.Request{Title: "Open"}, func(string, []fs.DirEntry) {})
	st.queue.Drain()
	st.Reads("/media/sam/VAN")
	st.Press("moodle")
	st.queue.Drain()
	st.Hides("/media/sam/VAN")
	for _, up := range []string{"Up to /home/sam/Downloads", "Up to /home/sam", "Up to /home", "Up to /"} {
		st.Press(up)
		st.queue.Drain()
	}
	st.Reads("/media/sam/VAN")
}

func TestGoesUpAndSaysWhereNothingIs(t *testing.T) {
	st := opening(t)
	st.Press("Up to /home/sam")
	st.queue.Drain()
	st.Reads("Up to /home", "Downloads")
	st.Canvas.Focus(st.field())
	test.Type(st.Canvas.Focused(), "nowhere/")
	st.queue.Drain()
	st.Reads("There is no such folder.")
}

// field is the line to write on.
func (st *stage) field() fyne.Focusable {
	st.t.Helper()
	for _, o := range st.Objects() {
		if e, ok := o.(*widgets.Entry); ok {
			return e.Field()
		}
	}
	st.t.Fatal("there is no line to write on")
	return nil
}

func TestWhatCannotBeOpenedStaysInTheDialog(t *testing.T) {
	for name, tt := range map[string]struct{ typed, says string }{
		"a file of another kind":   {"photo.png", "This is a picture."},
		"a file that is not there": {"none.txt", "That file or folder is not there."},
	} {
		t.Run(name, func(t *testing.T) {
			st := opening(t)
			test.Type(st.Canvas.Focused(), tt.typed)
			st.Press("Open")
			st.queue.Drain()
			st.Reads(tt.says)
			if len(st.disk.files) > 0 || st.Canvas.Overlays().Top() == nil {
				t.Errorf("opened %q", st.disk.files)
			}
			st.Canvas.Focus(st.field())
			st.write("/home/sam/Downloads/questions.txt")
			st.Hides(tt.says)
			st.key(fyne.KeyReturn)
			if len(st.disk.files) != 1 {
				t.Error("another file cannot be opened")
			}
		})
	}
}

func TestClosingEndsTheReading(t *testing.T) {
	st := opening(t)
	test.Type(st.Canvas.Focused(), "questions.txt")
	st.Press("Open")
	st.Press("Cancel")
	st.queue.Drain()
	if len(st.disk.files) > 0 {
		t.Errorf("opened %q", st.disk.files)
	}
}
