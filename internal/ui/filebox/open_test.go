package filebox

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/ui/explain"
)

// folder lists files; a name that ends in a slash is a folder.
func folder(t *testing.T, names ...string) []fs.DirEntry {
	t.Helper()
	tree := fstest.MapFS{}
	for _, n := range names {
		if dir, ok := strings.CutSuffix(n, "/"); ok {
			tree[dir] = &fstest.MapFile{Mode: fs.ModeDir}
		} else {
			tree[n] = &fstest.MapFile{}
		}
	}
	entries, err := tree.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	return entries
}

// listing is a model of a folder that was looked into.
func listing(t *testing.T, names ...string) *openModel {
	m := newOpenModel(filepath.FromSlash("/home/sam"), []string{".txt", ".xml"})
	m.look(m.path)
	m.found(folder(t, names...), nil)
	return &m
}

// shown are the names of the rows after the first, which leads up.
func shown(s openState) []string {
	var names []string
	for _, r := range s.Rows[1:] {
		names = append(names, r.Name)
	}
	return names
}

func TestWhatAFolderShows(t *testing.T) {
	all := []string{"b.txt", "Album/", "a.XML", "c.png", ".hidden.txt", "quizzes/", ".cache/"}
	tests := map[string]struct {
		written string
		want    []string
		note    string
	}{
		"folders first, and files that can be read": {"", []string{"Album", "quizzes", "a.XML", "b.txt"}, ""},
		"what has a part of the name":               {"B", []string{"Album", "b.txt"}, ""},
		"what is hidden, when asked for":            {".hid", []string{".hidden.txt"}, ""},
		"nothing of that name":                      {"qq", nil, "Nothing here has that in its name."},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			m := listing(t, all...)
			m.setPath(m.path + tt.written)
			s := m.state()
			if diff := cmp.Diff(tt.want, shown(s)); diff != "" || s.Note != tt.note {
				t.Errorf("note %q, %s", s.Note, diff)
			}
			if _, again := m.unknown(); again {
				t.Error("the folder is looked into again for each letter")
			}
		})
	}
}

func TestWhatAFolderSaysWhenItShowsNothing(t *testing.T) {
	m := listing(t, "c.png")
	if s := m.state(); s.Note != "There is no folder here, and no file that ends in .txt or .xml." {
		t.Errorf("says %q", s.Note)
	}
	m.endings = nil
	m.found(nil, nil)
	if s := m.state(); s.Note != "This folder is empty." {
		t.Errorf("says %q", s.Note)
	}
	for err, want := range map[error]string{
		fs.ErrNotExist: "There is no such folder.", fs.ErrPermission: "This folder cannot be looked into.",
	} {
		if m.found(nil, fmt.Errorf("looking: %w", err)); m.state().Note != want {
			t.Errorf("%v: says %q, want %q", err, m.state().Note, want)
		}
	}
}

func TestALongFolderIsCutShortAndSaysSo(t *testing.T) {
	var names []string
	for i := range mostRows + 12 {
		names = append(names, fmt.Sprintf("quiz-%03d.txt", i))
	}
	m := listing(t, names...)
	s := m.state()
	if n := len(shown(s)); n != mostRows || s.Note != "And 12 more. Write a part of the name to find one." {
		t.Errorf("%d rows, %q", n, s.Note)
	}
	m.setPath(m.path + "quiz-111")
	if diff := cmp.Diff([]string{"quiz-111.txt"}, shown(m.state())); diff != "" {
		t.Error(diff)
	}
}

func TestWhichFileIsMeant(t *testing.T) {
	home := filepath.FromSlash("/home/sam/")
	tests := map[string]struct{ written, want string }{
		"a whole path":         {"/usb/quiz.txt", filepath.FromSlash("/usb/quiz.txt")},
		"a name":               {"quiz.txt", home + "quiz.txt"},
		"a path in quotes":     {`"/usb/my quiz.txt"`, filepath.FromSlash("/usb/my quiz.txt")},
		"space around it":      {"  /usb/quiz.txt ", filepath.FromSlash("/usb/quiz.txt")},
		"nothing":              {"  ", ""},
		"no name in a folder":  {"/usb/", ""},
		"the name of a folder": {"/home/sam/quizzes", ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			m := listing(t, "quizzes/", "quiz.txt")
			m.setPath(filepath.FromSlash(tt.written))
			if got, ok := m.begin(); got != tt.want || ok != (tt.want != "") {
				t.Errorf("opens %q, %v; want %q", got, ok, tt.want)
			}
		})
	}
}

func TestGoingThroughFolders(t *testing.T) {
	m := listing(t, "quizzes/", "quiz.txt")
	if file, ok := m.press(entryRow{Name: "quizzes", Folder: true}); ok || m.path != filepath.FromSlash("/home/sam/quizzes/") {
		t.Fatalf("the folder opens %q and writes %q", file, m.path)
	}
	if dir, ok := m.unknown(); !ok || dir != m.path {
		t.Errorf("looks into %q, %v", dir, ok)
	}
	m.look(m.path)
	if s := m.state(); s.Note != "" || s.CanOpen {
		t.Errorf("while it is looked into: %+v", s)
	}
	m.found(nil, nil)
	if up := m.state().Rows[0]; !up.Up || up.Name != "Up to "+filepath.FromSlash("/home/sam") {
		t.Errorf("the first row is %+v", up)
	}
	m.press(m.state().Rows[0])
	if m.path != filepath.FromSlash("/home/sam/") {
		t.Errorf("up leads to %q", m.path)
	}
	if file, ok := m.press(entryRow{Name: "quiz.txt"}); !ok || file != filepath.FromSlash("/home/sam/quiz.txt") {
		t.Errorf("opens %q, %v", file, ok)
	}
	if _, ok := m.begin(); ok {
		t.Error("it is opened twice at once")
	}
	m.failed(explain.Trouble{What: "It is a picture."})
	if s := m.state(); s.Trouble.What == "" || s.Reading || s.Path != filepath.FromSlash("/home/sam/quiz.txt") {
		t.Errorf("after a failure: %+v", s)
	}
}

func TestAtTheTopNothingLeadsUp(t *testing.T) {
	m := newOpenModel(separator, nil)
	m.look(separator)
	m.found(folder(t, "home/"), nil)
	if rows := m.state().Rows; len(rows) != 1 || rows[0].Up {
		t.Errorf("rows %+v", rows)
	}
}
