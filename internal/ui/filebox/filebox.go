// Package filebox asks where a file is to go, and which one to open. Every dialog of the program that names a file is
// made here.
package filebox

import (
	"context"
	"errors"
	"io/fs"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/explain"
)

// Files keeps what somebody wants to have as a file. Its methods but SuggestPath are called in the background.
type Files interface {
	// SuggestPath is a whole path for a file of a name: in the folder for downloads, or else at home.
	SuggestPath(name string) string
	// Save writes the file whole or not at all. Unless it is to replace one, it returns fs.ErrExist where
	// there is a file already. It returns fs.ErrNotExist when the folder is missing, fs.ErrPermission when
	// it cannot be written to and progress.ErrDiskFull when the disk is full.
	Save(ctx context.Context, path string, data []byte, replace bool) error
	// ShowFolder opens the folder of a file in the system's file manager.
	ShowFolder(ctx context.Context, path string) error
}

// Deps is what saving needs.
type Deps struct {
	Run   bg.Runner
	Files Files
}

// An Offer is a file that can be kept.
type Offer struct {
	Title string // of the dialog, as in "Save this handout as a PDF"
	Name  string // suggested, with the ending that every file of its kind has
	Note  string // to be read before it is saved; may be empty
	Data  []byte
	// Write keeps the file in place of Files.Save, for what is too large to hold; nil for Data. It ends with the
	// dialog, and then there is no file.
	Write func(ctx context.Context, path string, replace bool) error
}

// Explain says in words why a file was not saved.
func Explain(err error) explain.Trouble {
	t := explain.Error(err)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		t.What, t.Next = "That folder is not there.", "Check the folder's name, then save again."
	case errors.Is(err, fs.ErrPermission):
		t.What, t.Next = "That folder cannot be written to.", "Choose another folder, such as your own one, then save again."
	}
	return t
}

// relayout gives an open dialog the height that its body needs now.
func relayout(c fyne.Canvas, body *fyne.Container) {
	body.Refresh()
	if top := c.Overlays().Top(); top != nil {
		top.Refresh()
	}
}
