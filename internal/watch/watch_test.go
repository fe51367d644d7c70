package watch_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/passalong/passalong/internal/watch"
)

const (
	settle = 50 * time.Millisecond
	enough = 10 * time.Second // for something that happens
	little = 4 * settle       // for something that does not
)

// A watched is a folder that is being watched.
type watched struct {
	t     *testing.T
	dir   string
	saved chan struct{}
}

func begin(t *testing.T) watched {
	t.Helper()
	w := watched{t, t.TempDir(), make(chan struct{}, 100)}
	for _, d := range []string{"module/en", ".git"} {
		if err := os.MkdirAll(filepath.Join(w.dir, d), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- watch.Folder(ctx, w.dir, settle, func() { w.saved <- struct{}{} }) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	// It watches as soon as it notices something.
	w.until(func() { w.write("ready.md", "1") })
	return w
}

func (w watched) write(name, text string) {
	w.t.Helper()
	if err := os.WriteFile(filepath.Join(w.dir, name), []byte(text), 0o600); err != nil {
		w.t.Fatal(err)
	}
}

// until repeats do until it is noticed, and waits for the quiet after it.
func (w watched) until(do func()) {
	w.t.Helper()
	late := time.After(enough)
	for {
		do()
		select {
		case <-w.saved:
			w.quiet()
			return
		case <-late:
			w.t.Fatal("it was not noticed")
		case <-time.After(little):
		}
	}
}

// quiet takes what is still noticed of earlier steps.
func (w watched) quiet() {
	for {
		select {
		case <-w.saved:
		case <-time.After(little):
			return
		}
	}
}

func (w watched) noticed(what string) {
	w.t.Helper()
	select {
	case <-w.saved:
	case <-time.After(enough):
		w.t.Errorf("%s: not noticed", what)
	}
}

func TestWhatIsSavedIsNoticedOnce(t *testing.T) {
	w := begin(t)
	for i := range 5 { // as an editor writes: in several steps, and under another name first
		w.write("module/en/01.md~", "text")
		w.write("module/en/01.new", "text")
		if err := os.Rename(filepath.Join(w.dir, "module/en/01.new"), filepath.Join(w.dir, "module/en/01.md")); err != nil {
			t.Fatal(i, err)
		}
	}
	w.noticed("a file that was replaced")
	select {
	case <-w.saved:
		t.Error("one save was noticed twice")
	case <-time.After(little):
	}
}

func TestNewFoldersAreWatchedToo(t *testing.T) {
	w := begin(t)
	if err := os.MkdirAll(filepath.Join(w.dir, "other/en"), 0o700); err != nil {
		t.Fatal(err)
	}
	w.noticed("a new folder")
	w.quiet()
	w.write("other/en/01.md", "text")
	w.noticed("a file in a new folder")
	w.quiet()
	if err := os.RemoveAll(filepath.Join(w.dir, "other")); err != nil {
		t.Fatal(err)
	}
	w.noticed("a folder that was removed")
}

func TestWhatIsHiddenIsNotNoticed(t *testing.T) {
	w := begin(t)
	w.write(".git/index", "changes with every look at it")
	w.write("module/.01.md.swp", "an editor's own")
	select {
	case <-w.saved:
		t.Error("a hidden file was noticed")
	case <-time.After(little):
	}
}

func TestAFolderThatIsNotThereCannotBeWatched(t *testing.T) {
	if err := watch.Folder(t.Context(), filepath.Join(t.TempDir(), "missing"), settle, func() {}); err == nil {
		t.Error("no error")
	}
}
