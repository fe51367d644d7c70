package scaffold

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/passalong/passalong/internal/atomicfile"
	"github.com/passalong/passalong/internal/catalog"
)

// A plan is what to write below a folder. Nothing is written before all of it is known.
type plan struct {
	dir    string // that exists, or is to be made
	files  []file
	change *file // that lists the new files
	next   []string
	err    error // of a template
}

// A file has a path in the folder, with slashes.
type file struct{ path, text string }

// add adds a file that is made of a template.
func (p *plan) add(path, template string, with fill) {
	text, err := with.in(template)
	if p.err == nil && err != nil {
		p.err = fmt.Errorf("filling in %s: %w", template, err)
	}
	p.files = append(p.files, file{path, text})
}

// carryOut writes the new files first and changes the one that lists them last, so that what was begun and not finished
// is listed nowhere. When something goes wrong, the new files are taken away again.
func (p *plan) carryOut() (made catalog.Creation, err error) {
	if p.err != nil {
		return made, p.err
	}
	var undo []string
	defer func() {
		if err == nil {
			return
		}
		for _, path := range slices.Backward(undo) {
			err = errors.Join(err, os.Remove(path))
		}
		made = catalog.Creation{}
	}()
	for _, f := range p.files {
		path := filepath.Join(p.dir, filepath.FromSlash(f.path))
		folders, err := makeFolders(filepath.Dir(path))
		undo = append(undo, folders...)
		if err != nil {
			return made, fmt.Errorf("making a folder: %w", err)
		}
		if err := writeNew(path, f.text); err != nil {
			return made, err
		}
		undo = append(undo, path)
		made.Made = append(made.Made, path)
	}
	if p.change != nil {
		path := filepath.Join(p.dir, filepath.FromSlash(p.change.path))
		if err := atomicfile.Write(path, []byte(p.change.text), modeOf(path)); err != nil {
			return made, err
		}
		made.Changed = append(made.Changed, path)
	}
	made.Next = p.next
	return made, nil
}

// makeFolders makes a folder and those above it, and gives those that were not there.
func makeFolders(dir string) ([]string, error) {
	if info, err := os.Stat(dir); err == nil && info.IsDir() {
		return nil, nil
	}
	above, err := makeFolders(filepath.Dir(dir))
	if err != nil {
		return above, err
	}
	if err := os.Mkdir(dir, 0o755); err != nil {
		return above, err
	}
	return append(above, dir), nil
}

// writeNew writes a file that must not be there yet.
func writeNew(path, text string) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return &catalog.NameError{Name: filepath.Base(path), Where: path}
	}
	if err != nil {
		return fmt.Errorf("writing a new file: %w", err)
	}
	_, err = f.WriteString(text)
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return errors.Join(fmt.Errorf("writing %s: %w", path, err), os.Remove(path))
	}
	return nil
}

func modeOf(path string) fs.FileMode {
	if info, err := os.Stat(path); err == nil {
		return info.Mode().Perm()
	}
	return 0o644
}
