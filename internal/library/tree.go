package library

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/manifest"
)

// A tree shows the files of a manifest, without their common folder, as a file system. The bytes stay on
// the shelf until they are read, and are checked each time; a file that is damaged cannot be opened.
type tree struct {
	shelf shelf
	files map[string]catalog.File
	dirs  map[string][]fs.DirEntry // sorted by name

	mu      sync.Mutex
	sound   map[string]bool // hashes of what was read and found right; nil when nobody asks any more
	damaged error           // the first file that was not
}

func newTree(s shelf, m catalog.Manifest) *tree {
	t := &tree{shelf: s, files: map[string]catalog.File{}, dirs: map[string][]fs.DirEntry{".": nil}, sound: map[string]bool{}}
	for _, f := range m.Files {
		name := strings.TrimPrefix(f.Path, manifest.ContentDir)
		t.files[name] = f
		t.list(name, entry{name: path.Base(name), size: f.Size})
	}
	for _, entries := range t.dirs {
		slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	}
	return t
}

// list puts an entry into its folder, and the folder into the one above it the first time.
func (t *tree) list(name string, e entry) {
	dir := path.Dir(name)
	_, known := t.dirs[dir]
	t.dirs[dir] = append(t.dirs[dir], e)
	if !known {
		t.list(dir, entry{name: path.Base(dir), dir: true})
	}
}

// Open opens a file or a folder.
func (t *tree) Open(name string) (fs.File, error) {
	if entries, ok := t.dirs[name]; ok && fs.ValidPath(name) {
		return &openDir{entry: entry{name: path.Base(name), dir: true}, rest: entries}, nil
	}
	data, err := t.read("open", name)
	if err != nil {
		return nil, err
	}
	return openFile{entry: entry{name: path.Base(name), size: int64(len(data))}, Reader: bytes.NewReader(data)}, nil
}

// ReadFile reads a file whole.
func (t *tree) ReadFile(name string) ([]byte, error) { return t.read("read", name) }

// ReadDir lists a folder.
func (t *tree) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, ok := t.dirs[name]
	if !ok || !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrNotExist}
	}
	return slices.Clone(entries), nil
}

// Stat describes a file or a folder without reading it.
func (t *tree) Stat(name string) (fs.FileInfo, error) {
	if _, ok := t.dirs[name]; ok && fs.ValidPath(name) {
		return entry{name: path.Base(name), dir: true}, nil
	}
	f, ok := t.files[name]
	if !ok || !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "stat", Path: name, Err: fs.ErrNotExist}
	}
	return entry{name: path.Base(name), size: f.Size}, nil
}

func (t *tree) read(op, name string) ([]byte, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: op, Path: name, Err: fs.ErrInvalid}
	}
	f, ok := t.files[name]
	if !ok {
		return nil, &fs.PathError{Op: op, Path: name, Err: fs.ErrNotExist}
	}
	data, err := t.shelf.object(f.SHA256)
	t.note(f, err)
	if err != nil {
		return nil, &fs.PathError{Op: op, Path: name, Err: err}
	}
	return data, nil
}

// note keeps how reading a file went.
func (t *tree) note(f catalog.File, err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch {
	case err != nil && t.damaged == nil:
		t.damaged = fmt.Errorf("%s: %w", f.Path, err)
	case err == nil && t.sound != nil:
		t.sound[f.SHA256] = true
	}
}

// verify says which file is damaged, if one is: of those that were read already, or of the rest, which it reads. With
// that, every file of the tree has been read and found right once.
func (t *tree) verify(ctx context.Context) error {
	for _, f := range t.files {
		t.mu.Lock()
		damaged, done := t.damaged, t.sound[f.SHA256]
		t.mu.Unlock()
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case damaged != nil:
			return damaged
		case done:
			continue
		}
		_, err := t.shelf.object(f.SHA256)
		t.note(f, err)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.sound = nil
	return t.damaged
}

// An entry describes one file or folder of a tree.
type entry struct {
	name string
	size int64
	dir  bool
}

func (e entry) Name() string               { return e.name }
func (e entry) Size() int64                { return e.size }
func (e entry) IsDir() bool                { return e.dir }
func (e entry) ModTime() time.Time         { return time.Time{} }
func (e entry) Sys() any                   { return nil }
func (e entry) Info() (fs.FileInfo, error) { return e, nil }
func (e entry) Type() fs.FileMode          { return e.Mode().Type() }

func (e entry) Mode() fs.FileMode {
	if e.dir {
		return fs.ModeDir | 0o555
	}
	return 0o444
}

// An openFile is a file of a tree, in memory.
type openFile struct {
	entry
	*bytes.Reader
}

func (f openFile) Size() int64                { return f.entry.size }
func (f openFile) Stat() (fs.FileInfo, error) { return f.entry, nil }
func (f openFile) Close() error               { return nil }

// An openDir is a folder of a tree being listed.
type openDir struct {
	entry
	rest []fs.DirEntry
}

func (d *openDir) Stat() (fs.FileInfo, error) { return d.entry, nil }
func (d *openDir) Close() error               { return nil }

func (d *openDir) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: d.name, Err: fs.ErrInvalid}
}

func (d *openDir) ReadDir(n int) ([]fs.DirEntry, error) {
	if n <= 0 {
		n = len(d.rest)
	} else if len(d.rest) == 0 {
		return nil, io.EOF
	}
	n = min(n, len(d.rest))
	entries := slices.Clone(d.rest[:n])
	d.rest = d.rest[n:]
	return entries, nil
}
