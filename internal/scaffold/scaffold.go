// Package scaffold makes the files that something new begins with: a library, a module, or a part of one. What it makes
// can be read by the app at once, and says in comments what to write where.
package scaffold

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/catalog"
)

// A Kind is what can be made.
type Kind string

// The kinds.
const (
	Library  Kind = "library"
	Module   Kind = "module"
	Lesson   Kind = "lesson"
	Quiz     Kind = "quiz"
	Handout  Kind = "handout"
	Scenario Kind = "scenario"
)

// Kinds lists them.
func Kinds() []Kind { return []Kind{Library, Module, Lesson, Quiz, Handout, Scenario} }

// A Request says what to make.
type Request struct {
	Kind Kind
	// ID is that of the new thing. A library has one made of the name of its folder when it is empty.
	ID string
	// Dir is the new folder of a library; for a module that of its library; for a handout that of a module, or of a library
	// if it is to stand alone; for all others that of a module.
	Dir   string
	Track string // of library.yaml, for a module; empty for the first
	Today time.Time
}

// Make makes what was asked for: all of it or nothing. Nothing that is there is written over, and what is changed keeps
// its comments. It returns a *catalog.NameError for an id that cannot be used, a *catalog.FolderError for a folder that
// is not of the kind, and a *catalog.ByHandError when a file is written so that it cannot be added to.
func Make(ctx context.Context, r Request) (catalog.Creation, error) {
	p, err := planFor(r)
	if err != nil {
		return catalog.Creation{}, err
	}
	if ctx.Err() != nil {
		return catalog.Creation{}, context.Cause(ctx)
	}
	return p.carryOut()
}

func planFor(r Request) (*plan, error) {
	if r.Kind != Library || r.ID != "" {
		if err := checkID(r.ID); err != nil {
			return nil, err
		}
	}
	switch r.Kind {
	case Library:
		return planLibrary(r)
	case Module:
		return planModule(r)
	case Lesson, Quiz, Scenario:
		return planPart(r)
	case Handout:
		return planHandout(r)
	}
	return nil, fmt.Errorf("making “%s”: there is no such kind", r.Kind)
}

// What an id is, as docs/content-format.md says.
var idPattern = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

const maxID = 64 // characters

// checkID returns a *catalog.NameError for what is no id.
func checkID(id string) error {
	if idPattern.MatchString(id) && len(id) <= maxID {
		return nil
	}
	bad := &catalog.NameError{Name: id}
	if like := idLike(id); like != id {
		bad.Try = like
	}
	return bad
}

// idLike makes an id of any text; "" when nothing is left of it.
func idLike(text string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !('a' <= r && r <= 'z' || '0' <= r && r <= '9') })
	id := strings.Join(words, "-")
	return strings.Trim(id[:min(len(id), maxID)], "-")
}

// titleLike makes a title of an id: "wound-care" is "Wound care".
func titleLike(id string) string {
	text := strings.ReplaceAll(id, "-", " ")
	return strings.ToUpper(text[:1]) + text[1:]
}

// wants returns a *catalog.FolderError unless a folder has a file.
func wants(dir, file string) error {
	info, err := os.Stat(dir)
	if err != nil {
		return &catalog.FolderError{Folder: dir, Err: err}
	}
	none := &catalog.FolderError{Folder: dir, Missing: file}
	if !info.IsDir() {
		none.Err = errors.New("it is a file")
		return none
	}
	if _, err := os.Stat(filepath.Join(dir, file)); err == nil {
		return nil
	} else if !errors.Is(err, fs.ErrNotExist) {
		return &catalog.FolderError{Folder: dir, Err: err}
	}
	for _, near := range []string{"modules", ".."} {
		if _, err := os.Stat(filepath.Join(dir, near, file)); err == nil {
			none.Try = filepath.Join(dir, near)
			break
		}
	}
	return none
}
