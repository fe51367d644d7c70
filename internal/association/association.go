// Package association makes this computer open packs, *.passalong files, with this program: for the person who is
// signed in, without the rights to install anything, and only until it is switched off.
package association

import (
	"errors"

	"github.com/passalong/passalong/internal/catalog"
)

// What a pack is called by the systems.
const (
	Extension = catalog.PackExtension
	MediaType = "application/vnd.passalong.pack"
)

// ErrUnsupported says that this system knows about the files of a program only from its installation.
var ErrUnsupported = errors.New("this system does not let a program say which files it opens")

// An Association is that of one program for the person who is signed in.
type Association struct {
	program string // absolute path
	place   place
}

// New prepares the association of the program at an absolute path. getenv reads the environment, which says where a
// person's own settings are.
func New(program string, getenv func(string) string) *Association {
	return &Association{program, placeOf(getenv)}
}

// On reports whether packs are opened with this very program.
func (a *Association) On() bool { return a.place.has(a.program) }

// Supported reports whether Set can do anything here.
func (a *Association) Supported() bool { return a.place.supported() }

// Set makes packs open with this program, or takes back everything that it had put in place. It fails with
// ErrUnsupported or as the system does; taking back what is not there is no error.
func (a *Association) Set(on bool) error {
	if !a.Supported() {
		return ErrUnsupported
	}
	if on {
		return a.place.put(a.program)
	}
	return a.place.remove()
}
