package filebox

import (
	"errors"
	"fmt"
	"io/fs"
	"testing"

	"github.com/passalong/passalong/internal/progress"
)

func TestEveryFileHasItsEnding(t *testing.T) {
	tests := map[string]struct{ suggested, typed, want string }{
		"the one it has":            {"/d/steps.pdf", "/d/steps.pdf", "/d/steps.pdf"},
		"the one it has in capital": {"/d/steps.pdf", "/d/STEPS.PDF", "/d/STEPS.PDF"},
		"none":                      {"/d/steps.pdf", "/d/steps", "/d/steps.pdf"},
		"another":                   {"/d/quiz.yaml", "/d/quiz.txt", "/d/quiz.txt.yaml"},
		"space around":              {"/d/quiz.yaml", "  /d/quiz ", "/d/quiz.yaml"},
		"nothing typed":             {"/d/quiz.yaml", "  ", ""},
		"a kind without endings":    {"/d/quiz", "/d/other", "/d/other"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			m := newSaveModel(tt.suggested)
			m.setPath(tt.typed)
			if got, replace := m.target(); got != tt.want || replace {
				t.Errorf("saves to %q, replacing %v; want %q", got, replace, tt.want)
			}
			if can := m.state().CanSave; can != (tt.want != "") {
				t.Errorf("can save: %v", can)
			}
		})
	}
}

func TestAFileThatIsThereIsAQuestion(t *testing.T) {
	m := newSaveModel("/d/quiz.yaml")
	path, replace, ok := m.begin()
	if path != "/d/quiz.yaml" || replace || !ok {
		t.Fatalf("begins with %q, %v, %v", path, replace, ok)
	}
	if _, _, ok := m.begin(); ok || m.state().Action != "Saving…" {
		t.Error("it is saved twice at once")
	}
	m.failed(path, fmt.Errorf("saving: %w", fs.ErrExist))
	s := m.state()
	if s.Question == "" || s.Action != "Replace it" || s.Trouble.What != "" {
		t.Errorf("asks %+v", s)
	}
	if _, replace, _ := m.begin(); !replace {
		t.Error("it is not replaced although the learner said so")
	}
	m.failed(path, progress.ErrDiskFull)
	if s := m.state(); s.Question != "" || s.Trouble.What == "" || s.Saving {
		t.Errorf("after a full disk it shows %+v", s)
	}
	m.setPath("/d/other.yaml")
	if s := m.state(); s.Question != "" || s.Trouble.What != "" {
		t.Errorf("for another name it shows %+v", s)
	}
}

func TestSayingWhyAFileWasNotSaved(t *testing.T) {
	tests := map[string]struct {
		err  error
		want string
	}{
		"no folder":     {fs.ErrNotExist, "That folder is not there."},
		"not allowed":   {fs.ErrPermission, "That folder cannot be written to."},
		"a full disk":   {progress.ErrDiskFull, "The disk is full, so this is not saved."},
		"anything else": {errors.New("the cable was cut"), "Something went wrong."},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := Explain(fmt.Errorf("saving: %w", tt.err)).What; got != tt.want {
				t.Errorf("says %q, want %q", got, tt.want)
			}
		})
	}
}

func TestMovingKeepsTheName(t *testing.T) {
	for written, want := range map[string]string{
		"/home/sam/other.passalong": "/media/VAN/other.passalong", "": "/media/VAN/kirra.passalong", "  ": "/media/VAN/kirra.passalong", "plain": "/media/VAN/plain",
	} {
		m := newSaveModel("/home/sam/Downloads/kirra.passalong")
		m.setPath(written)
		m.moveTo("/media/VAN")
		if m.path != want {
			t.Errorf("from %q it goes to %q, want %q", written, m.path, want)
		}
	}
}
