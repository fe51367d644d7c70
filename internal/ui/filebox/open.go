package filebox

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/passalong/passalong/internal/ui/explain"
)

// openModel is what the learner has written in the dialog that opens a file, and what is in the folder of it.
type openModel struct {
	start   string   // the folder that a name without one is in
	endings []string // of the files that are listed, such as ".txt"; empty lists all
	dirs    bool     // a folder is asked for, and files are not listed
	path    string   // as written
	sticks  []string // folders of sticks and other drives

	folder  string // that was looked into last
	entries []fs.DirEntry
	listErr error
	listed  bool // entries or listErr are those of folder

	reading bool
	trouble explain.Trouble
}

// openState is everything that the dialog shows.
type openState struct {
	Path    string
	Rows    []entryRow
	Note    string // below the rows; may be empty
	CanOpen bool
	Reading bool
	Action  string
	Trouble explain.Trouble
}

// An entryRow is one line of a folder.
type entryRow struct {
	Name   string
	Folder bool
	Up     bool // leads to the folder around
	Stick  bool // Name is the folder of a stick
}

// mostRows is how many lines of a folder are shown. Writing a part of a name brings up the others.
const mostRows = 100

const separator = string(filepath.Separator)

func newOpenModel(folder string, endings []string) openModel {
	folder = inFolder(folder)
	return openModel{start: folder, endings: endings, path: folder}
}

// inFolder is the path of a folder that a name can follow.
func inFolder(folder string) string {
	if folder == "" || os.IsPathSeparator(folder[len(folder)-1]) {
		return folder
	}
	return folder + separator
}

func (m *openModel) setPath(path string) {
	m.path, m.trouble = path, explain.Trouble{}
}

// target is the path that is meant: without the quotes that some systems copy around it, and in the folder where it
// began unless it names another.
func (m *openModel) target() string {
	path := strings.TrimSpace(m.path)
	if len(path) > 1 && path[0] == '"' && path[len(path)-1] == '"' {
		path = path[1 : len(path)-1]
	}
	if path != "" && !filepath.IsAbs(path) {
		path = m.start + path
	}
	return path
}

// divided is the folder of what is written, and what is written of a name in it.
func (m *openModel) divided() (folder, name string) {
	path := m.target()
	if path == "" {
		return m.start, ""
	}
	return filepath.Split(path)
}

// unknown is the folder that has to be looked into; ok is false when it was already.
func (m *openModel) unknown() (folder string, ok bool) {
	folder, _ = m.divided()
	return folder, folder != m.folder
}

// look begins to look into a folder. What was listed stays until the answer is there.
func (m *openModel) look(folder string) { m.folder, m.listed = folder, false }

// found takes what is in the folder.
func (m *openModel) found(entries []fs.DirEntry, err error) {
	m.entries = slices.Clone(entries)
	m.listErr, m.listed = err, true
	slices.SortStableFunc(m.entries, func(a, b fs.DirEntry) int {
		return cmp.Or(rank(a)-rank(b), cmp.Compare(strings.ToLower(a.Name()), strings.ToLower(b.Name())))
	})
}

// rank puts folders first.
func rank(e fs.DirEntry) int {
	if e.IsDir() {
		return 0
	}
	return 1
}

// press goes into a folder, or says which file to open.
func (m *openModel) press(row entryRow) (file string, ok bool) {
	folder, _ := m.divided()
	switch {
	case row.Stick:
		m.setPath(inFolder(row.Name))
	case row.Up:
		m.setPath(inFolder(filepath.Dir(filepath.Clean(folder))))
	case row.Folder:
		m.setPath(inFolder(filepath.Join(folder, row.Name)))
	default:
		m.setPath(filepath.Join(folder, row.Name))
		return m.begin()
	}
	return "", false
}

// begin says which file to open now. The name of a folder goes into it.
func (m *openModel) begin() (file string, ok bool) {
	folder, name := m.divided()
	if m.dirs && name == "" && m.lookedInto() {
		return filepath.Clean(folder), true
	}
	if name == "" || m.reading {
		return "", false
	}
	if m.listed && folder == m.folder && slices.ContainsFunc(m.entries, func(e fs.DirEntry) bool { return e.IsDir() && e.Name() == name }) {
		m.setPath(inFolder(filepath.Join(folder, name)))
		return "", false
	}
	if m.dirs {
		return "", false
	}
	m.reading, m.trouble = true, explain.Trouble{}
	return m.target(), true
}

// lookedInto reports whether what is written is a folder, and what is in it is known.
func (m *openModel) lookedInto() bool {
	folder, _ := m.divided()
	return m.listed && m.listErr == nil && folder == m.folder
}

// failed takes why a file was not opened.
func (m *openModel) failed(t explain.Trouble) { m.reading, m.trouble = false, t }

func (m *openModel) state() openState {
	_, name := m.divided()
	s := openState{Path: m.path, CanOpen: name != "", Reading: m.reading, Action: "Open", Trouble: m.trouble}
	if m.reading {
		s.Action = "Reading…"
	}
	if m.dirs {
		s.Action, s.CanOpen = "Use this folder", name != "" || m.lookedInto()
	}
	s.Rows, s.Note = m.rows(name)
	return s
}

// rows are the lines of the folder that fit a part of a name. Sticks stand above them where looking begins, and where
// there is no folder further up.
func (m *openModel) rows(part string) (rows []entryRow, note string) {
	if clean := filepath.Clean(m.folder); part == "" && (m.folder == m.start || filepath.Dir(clean) == clean) {
		for _, stick := range m.sticks {
			if filepath.Clean(stick) != clean {
				rows = append(rows, entryRow{Name: stick, Folder: true, Stick: true})
			}
		}
	}
	if clean := filepath.Clean(m.folder); m.folder != "" && filepath.Dir(clean) != clean {
		rows = append(rows, entryRow{Name: "Up to " + filepath.Dir(clean), Folder: true, Up: true})
	}
	if m.listErr != nil {
		return rows, m.sayNoList()
	}
	more, fitting := 0, 0
	for _, e := range m.entries {
		if !m.fits(e, part) {
			continue
		}
		if fitting++; fitting > mostRows {
			more++
			continue
		}
		rows = append(rows, entryRow{Name: e.Name(), Folder: e.IsDir()})
	}
	switch {
	case more > 0:
		note = fmt.Sprintf("And %d more. Write a part of the name to find one.", more)
	case fitting > 0 || !m.listed:
	case part != "":
		note = "Nothing here has that in its name."
	case m.dirs:
		note = "There is no folder in this one."
	case len(m.endings) > 0:
		note = "There is no folder here, and no file that ends in " + choice(m.endings) + "."
	default:
		note = "This folder is empty."
	}
	return rows, note
}

func (m *openModel) sayNoList() string {
	if errors.Is(m.listErr, fs.ErrNotExist) {
		return "There is no such folder."
	}
	return "This folder cannot be looked into."
}

// fits reports whether a line of the folder is shown: what is hidden only when its name is being written, and files
// with the endings only.
func (m *openModel) fits(e fs.DirEntry, part string) bool {
	name := strings.ToLower(e.Name())
	part = strings.ToLower(part)
	if !strings.Contains(name, part) || name[0] == '.' && !strings.HasPrefix(part, ".") {
		return false
	}
	switch {
	case e.IsDir():
		return true
	case m.dirs || !e.Type().IsRegular():
		return false
	}
	return len(m.endings) == 0 || slices.Contains(m.endings, filepath.Ext(name))
}

// choice lists words of which one holds.
func choice(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " or " + words[len(words)-1]
}
