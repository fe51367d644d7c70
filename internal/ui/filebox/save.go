package filebox

import (
	"errors"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/passalong/passalong/internal/ui/explain"
)

// saveModel is what the learner has written in the save dialog.
type saveModel struct {
	ending  string // of every file of this kind, such as ".pdf"; may be empty
	name    string // that was suggested
	path    string
	exists  string // the path about which it is asked whether to replace it
	saving  bool
	trouble explain.Trouble
}

// saveState is everything that the save dialog shows.
type saveState struct {
	Path     string
	Question string // asks whether to replace a file; empty when there is nothing to ask
	Action   string
	CanSave  bool
	Saving   bool
	Trouble  explain.Trouble
}

func newSaveModel(path string) saveModel {
	return saveModel{ending: filepath.Ext(path), name: filepath.Base(path), path: path}
}

func (m *saveModel) setPath(path string) {
	m.path, m.exists, m.trouble = path, "", explain.Trouble{}
}

// moveTo keeps the name of the file, if it has one, and puts it into another folder.
func (m *saveModel) moveTo(folder string) {
	name := m.name
	if path := strings.TrimSpace(m.path); path != "" {
		name = filepath.Base(path)
	}
	m.setPath(filepath.Join(folder, name))
}

// target is where to save, and whether a file that is there is replaced.
func (m *saveModel) target() (path string, replace bool) {
	path = strings.TrimSpace(m.path)
	if path != "" && !strings.HasSuffix(strings.ToLower(path), strings.ToLower(m.ending)) {
		path += m.ending
	}
	return path, path != "" && path == m.exists
}

// begin is where to save now; ok is false when there is nothing to do.
func (m *saveModel) begin() (path string, replace, ok bool) {
	path, replace = m.target()
	if path == "" || m.saving {
		return "", false, false
	}
	m.saving, m.trouble = true, explain.Trouble{}
	return path, replace, true
}

// failed takes what went wrong. A file that is there already is a question and no trouble.
func (m *saveModel) failed(path string, err error) {
	m.saving = false
	if errors.Is(err, fs.ErrExist) {
		m.exists = path
		return
	}
	m.exists, m.trouble = "", Explain(err)
}

func (m *saveModel) state() saveState {
	path, replace := m.target()
	s := saveState{Path: m.path, CanSave: path != "", Saving: m.saving, Trouble: m.trouble, Action: "Save"}
	if replace {
		s.Question = "There is already a file with this name. Replacing it cannot be undone."
		s.Action = "Replace it"
	}
	if m.saving {
		s.Action = "Saving…"
	}
	return s
}
