package exchangeview_test

import (
	"context"
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/exchange"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/ui/bg/bgtest"
	"github.com/passalong/passalong/internal/ui/exchangeview"
	"github.com/passalong/passalong/internal/ui/learner"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/uitest"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// A disk is the files of a computer, in one folder.
type disk struct {
	files    fstest.MapFS
	saveErr  error
	writeErr error
}

func (d *disk) SuggestPath(name string) string { return "/usb/" + name }

func (d *disk) Save(_ context.Context, path string, data []byte, _ bool) error {
	if d.saveErr == nil {
		d.files[path[1:]] = &fstest.MapFile{Data: data}
	}
	return d.saveErr
}

func (d *disk) ShowFolder(context.Context, string) error { return nil }

func (d *disk) ReadDir(_ context.Context, dir string) ([]fs.DirEntry, error) {
	return d.files.ReadDir(strings.Trim(dir, "/"))
}

func (d *disk) ReadFile(_ context.Context, path string) ([]byte, error) {
	if strings.HasPrefix(path, "/usb/huge") {
		return make([]byte, exchange.MaxSize+1), nil
	}
	return d.files.ReadFile(path[1:])
}

func (d *disk) QuizYAML(q quiz.Quiz) ([]byte, error) {
	return []byte(string(q.ID) + ": " + string(q.Items[0].ID)), d.writeErr
}

// A keeper can refuse attempts.
type keeper struct {
	uitest.Keeper
	err error
}

func (k *keeper) StartAttempt(context.Context, quiz.Attempt) error { return k.err }

// A stage is the screen in a window.
type stage struct {
	*uitest.Shown
	t      *testing.T
	disk   *disk
	keeper *keeper
	queue  *bgtest.Queue
	way    *uitest.Way
	who    *learner.Learner
	screen *exchangeview.Screen
	leave  context.CancelFunc
}

const mixed = `// A week of questions.
::warm:: Is naloxone kept warm or cold? {=Neither: at room temperature ~Warm ~Cold}

::broken {=a

Naloxone reverses opioids. {T}

::pick:: [html]Which <b>one</b> is <img src="x.png">it? {=This ~That}
`

func open(t *testing.T, module catalog.ModuleID) *stage {
	t.Helper()
	st := &stage{
		Shown: uitest.Window(t), t: t, keeper: &keeper{}, queue: new(bgtest.Queue), way: &uitest.Way{},
		disk: &disk{files: fstest.MapFS{
			"usb/mixed.txt": {Data: []byte(mixed)},
			"usb/good.gift": {Data: []byte("Naloxone reverses opioids. {T}")},
			"usb/none.txt":  {Data: []byte("// nothing yet")},
			"usb/photo.txt": {Data: []byte("\x89PNG\x00\x00")},
			"usb/huge.xml":  {Data: []byte("<quiz>")},
		}},
	}
	ctx, leave := context.WithCancel(t.Context())
	st.leave = leave
	st.who = learner.New(t.Context(), st.queue, st.keeper, progress.Record{})
	cat := uitest.Library()
	cat.Modules[0].Quiz.Items[0].Prompt = "What do you do first?"
	cat.Modules[0].Quiz.Items[0].Hint = "Look."
	cat.Modules[0].Quiz.Items[1].Prompt = "Is it safe?"
	cat.Modules = append(cat.Modules, catalog.Module{ID: "empty", Title: "Empty"})
	st.screen = exchangeview.New(ctx, exchangeview.Deps{
		Catalog: cat, Learner: st.who, Nav: st.way, Run: st.queue, Canvas: st.Canvas,
		Files: st.disk, Folders: st.disk, Quizzes: st.disk, Now: uitest.Now,
		NewID: func() string { return "new" }, Seed: func() uint64 { return 7 },
	}, module)
	st.Show(st.screen.Content())
	st.queue.Drain()
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

// bring opens a file by its name, with the keyboard.
func (st *stage) bring(button, name string) {
	st.t.Helper()
	st.Return(button)
	st.queue.Drain()
	test.Type(st.Canvas.Focused(), name)
	st.key(fyne.KeyReturn)
}

func TestTakesQuestionsOutByKeyboard(t *testing.T) {
	st := open(t, "basics")
	st.Canvas.Focus(st.screen.Focus())
	st.Reads("Questions for other programs", "Take questions out", "The quiz as a whole", "The pass mark of 80 %")
	st.Hides("The hint")
	st.Return("GIFT")
	st.Reads("Question 1: What do you do first?", "The hint")
	st.Markup(t, "out.xml")
	st.Return("Save as GIFT")
	st.key(fyne.KeyReturn)
	st.Reads("Saved to /usb/basics-questions.txt")
	in, err := exchange.Import(st.disk.files["usb/basics-questions.txt"].Data)
	if err != nil || len(in.Quiz.Items) != 2 {
		t.Errorf("saved %v, %v", in, err)
	}
}

func TestBringsQuestionsInByKeyboard(t *testing.T) {
	st := open(t, "basics")
	st.Return("Bring questions in")
	st.Reads("Bring in questions from another program")
	st.bring("Open a file", "mixed.txt")
	st.Reads("mixed.txt · GIFT", "3 questions came through", "1 place could not be read", "Line 4")
	st.Markup(t, "report.xml")
	if b, ok := st.Canvas.Focused().(*widgets.Button); !ok || b.Label() != "Practise these now" {
		t.Fatalf("the keyboard is at %v", st.Canvas.Focused())
	}
	st.key(fyne.KeyReturn)
	want := nav.Route{Screen: nav.Quiz, Attempt: "new", Purpose: quiz.Imported}
	if diff := cmp.Diff(want, st.way.Last()); diff != "" {
		t.Fatal(diff)
	}
	a, ok := st.who.Record().Attempt("new")
	if !ok || a.Purpose != quiz.Imported || a.Module != "" || len(a.Quiz.Items) != 3 || a.Seed != 7 || !a.Started.Equal(uitest.Noon) {
		t.Errorf("attempt %+v", a)
	}
}

func TestWhatIsNotFinishedCanBeOpened(t *testing.T) {
	st := open(t, "")
	st.bring("Open a file", "good.gift")
	st.Reads("1 question came through", "Nothing in the file was left out.", "1 question needs more before it can be published")
	st.Hides("Line 1")
	st.Return("Show which")
	st.Reads("Line 1", "Naloxone reverses opioids.")
}

func TestSavesForALibrary(t *testing.T) {
	st := open(t, "")
	st.bring("Open a file", "good.gift")
	st.Return("Save as quiz.yaml")
	st.queue.Drain()
	st.key(fyne.KeyReturn)
	st.Reads("Saved to /usb/quiz.yaml")
	if got := string(st.disk.files["usb/quiz.yaml"].Data); got != "good: naloxone-reverses-opioids" {
		t.Errorf("saved %q", got)
	}
	st.bring("Open another file", "mixed.txt")
	st.Hides("Saved to /usb/quiz.yaml")
}

func TestFilesThatCannotBeOpenedSayWhy(t *testing.T) {
	for name, tt := range map[string]struct{ file, says string }{
		"neither format": {"photo.txt", "This file is neither GIFT nor Moodle XML."},
		"too large":      {"huge.xml", "This file is larger than 32 MB, which is the most that is read."},
		"not there":      {"gone.txt", "There is no file of that name."},
	} {
		t.Run(name, func(t *testing.T) {
			st := open(t, "")
			st.bring("Open a file", tt.file)
			st.Reads(tt.says)
			st.key(fyne.KeyEscape)
			st.Reads("Bring in questions from another program")
		})
	}
}

func TestAFileWithoutQuestions(t *testing.T) {
	st := open(t, "")
	st.bring("Open a file", "none.txt")
	st.Reads("No question came through", "There are no questions in this file.")
	st.Hides("Practise these now", "Save as quiz.yaml")
	if b, ok := st.Canvas.Focused().(*widgets.Button); !ok || b.Label() != "Open another file" {
		t.Errorf("the keyboard is at %v", st.Canvas.Focused())
	}
}

func TestWhatTheDiskRefusesStaysOnScreen(t *testing.T) {
	st := open(t, "")
	st.bring("Open a file", "mixed.txt")
	st.keeper.err = progress.ErrDiskFull
	st.key(fyne.KeyReturn)
	st.Reads("The disk is full, so this is not saved.", "3 questions came through")
	if len(st.way.Went) > 0 {
		t.Error("it goes on although nothing is kept")
	}
	st.keeper.err = nil
	st.Press("Practise these now")
	st.queue.Drain()
	if st.way.Last().Attempt != "new" {
		t.Error("it cannot be tried again")
	}
}

func TestAQuizThatCannotBeWritten(t *testing.T) {
	st := open(t, "")
	st.bring("Open a file", "mixed.txt")
	st.disk.writeErr = errors.New("writing the item “warm”: control character")
	st.Press("Save as quiz.yaml")
	st.queue.Drain()
	st.Reads("One of the questions has a character in it that quiz.yaml cannot hold.")
	if st.Canvas.Overlays().Top() != nil {
		t.Error("it asks where to save what is not there")
	}
}

func TestAttemptsAreKeptWhenTheScreenIsLeft(t *testing.T) {
	st := open(t, "")
	st.bring("Open a file", "mixed.txt")
	st.Press("Practise these now")
	st.Press("Practise these now") // once more, while it is being kept
	st.leave()
	st.queue.Drain()
	if n := len(st.who.Record().Attempts); n != 1 || len(st.way.Went) > 0 {
		t.Errorf("%d attempts, went to %v", n, st.way.Went)
	}
}

func TestModulesWithoutQuestions(t *testing.T) {
	st := open(t, "empty")
	st.Reads("This module has no questions")
	st.Press("Bring questions in")
	st.Reads("Bring in questions from another program")
	st.Press("Take questions out")
	st.Reads("This module has no questions")
}

func TestAModuleThatIsGone(t *testing.T) {
	st := open(t, "gone")
	st.Reads("Questions from other programs", "Bring in questions from another program")
	st.Hides("Take questions out")
	st.Canvas.Focus(st.screen.Focus())
	st.key(fyne.KeyReturn)
	st.Reads("Open a file of questions")
}
