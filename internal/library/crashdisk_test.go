package library

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
)

var (
	errPower = errors.New("the power is gone")
	errDisk  = errors.New("the disk failed")
)

// A crashDisk is a disk in memory that knows what would survive a power cut: the bytes of a file since its
// last Sync, and the names in a folder since its last SyncDir. It can stop or fail at any step.
type crashDisk struct {
	now, lasting state
	pending      []change // of names, in their order, that nothing made to last yet
	groups       int

	steps           int
	crashAt, failAt int // a step, counted from 1; 0 for never
	failWith        error
	dead            bool
	free            int64 // 0 for not known
}

// A state is what is on a disk.
type state struct {
	dirs  map[string]bool
	files map[string]*crashFile
}

func newState() state {
	return state{dirs: map[string]bool{".": true}, files: map[string]*crashFile{}}
}

func (s state) clone() state { return state{dirs: maps.Clone(s.dirs), files: maps.Clone(s.files)} }

// A change puts a name into a folder or takes it out. Those of one group happen together.
type change struct {
	dir, name string
	file      *crashFile // nil takes the name out
	isDir     bool
	goneDir   bool
	group     int
}

func (s state) apply(c change) {
	switch {
	case c.isDir:
		s.dirs[c.name] = true
	case c.goneDir:
		delete(s.dirs, c.name)
	case c.file == nil:
		delete(s.files, c.name)
	default:
		s.files[c.name] = c.file
	}
}

type crashFile struct {
	disk    *crashDisk
	data    []byte
	lasting []byte
	synced  bool
}

func newCrashDisk() *crashDisk { return &crashDisk{now: newState(), lasting: newState()} }

// step counts, and stops or fails when its time has come.
func (d *crashDisk) step() error {
	if d.dead {
		return errPower
	}
	d.steps++
	switch d.steps {
	case d.crashAt:
		d.dead = true
		return errPower
	case d.failAt:
		if d.failWith != nil {
			return d.failWith
		}
		return errDisk
	}
	return nil
}

func (d *crashDisk) change(changes ...change) {
	d.groups++
	for _, c := range changes {
		c.dir, c.group = path.Dir(c.name), d.groups
		d.now.apply(c)
		d.pending = append(d.pending, c)
	}
}

func (d *crashDisk) Lock() (func() error, error) { return func() error { return nil }, nil }
func (d *crashDisk) Free() (int64, bool)         { return d.free, d.free > 0 }

func (d *crashDisk) MkdirAll(dir string) error {
	if d.now.dirs[dir] {
		return nil
	}
	if err := d.MkdirAll(path.Dir(dir)); err != nil {
		return err
	}
	if err := d.step(); err != nil {
		return err
	}
	d.change(change{name: dir, isDir: true})
	return nil
}

func (d *crashDisk) Create(name string) (diskFile, error) {
	if err := d.step(); err != nil {
		return nil, err
	}
	if !d.now.dirs[path.Dir(name)] {
		return nil, fmt.Errorf("%s: %w", path.Dir(name), fs.ErrNotExist)
	}
	if d.now.files[name] != nil {
		return nil, fmt.Errorf("%s: %w", name, fs.ErrExist)
	}
	f := &crashFile{disk: d}
	d.change(change{name: name, file: f})
	return f, nil
}

// Write is two steps, so that a file can be cut off in the middle.
func (f *crashFile) Write(p []byte) (int, error) {
	half := len(p) / 2
	for i, part := range [][]byte{p[:half], p[half:]} {
		if err := f.disk.step(); err != nil {
			return i * half, err
		}
		f.data = append(f.data, part...)
		f.synced = false
	}
	return len(p), nil
}

func (f *crashFile) Sync() error {
	if err := f.disk.step(); err != nil {
		return err
	}
	f.lasting, f.synced = slices.Clone(f.data), true
	return nil
}

func (f *crashFile) Close() error { return f.disk.step() }

func (d *crashDisk) Rename(from, to string) error {
	if err := d.step(); err != nil {
		return err
	}
	f := d.now.files[from]
	if f == nil || !d.now.dirs[path.Dir(to)] {
		return fmt.Errorf("%s to %s: %w", from, to, fs.ErrNotExist)
	}
	d.change(change{name: to, file: f}, change{name: from})
	return nil
}

// Remove removes a file, or a folder that is empty.
func (d *crashDisk) Remove(name string) error {
	isDir := d.now.dirs[name]
	if d.now.files[name] == nil && !isDir {
		return fmt.Errorf("%s: %w", name, fs.ErrNotExist)
	}
	if names, _ := d.ReadDir(name); isDir && len(names) > 0 {
		return fmt.Errorf("%s is not empty", name)
	}
	if err := d.step(); err != nil {
		return err
	}
	d.change(change{name: name, goneDir: isDir})
	return nil
}

func (d *crashDisk) ReadFile(name string) ([]byte, error) {
	if d.dead {
		return nil, errPower
	}
	f := d.now.files[name]
	if f == nil {
		return nil, fmt.Errorf("%s: %w", name, fs.ErrNotExist)
	}
	return slices.Clone(f.data), nil
}

func (d *crashDisk) ReadDir(dir string) ([]string, error) {
	if d.dead {
		return nil, errPower
	}
	if !d.now.dirs[dir] {
		return nil, fmt.Errorf("%s: %w", dir, fs.ErrNotExist)
	}
	var names []string
	for name := range d.now.files {
		if path.Dir(name) == dir {
			names = append(names, path.Base(name))
		}
	}
	for name := range d.now.dirs {
		if name != "." && path.Dir(name) == dir {
			names = append(names, path.Base(name))
		}
	}
	slices.Sort(names)
	return names, nil
}

func (d *crashDisk) SyncDir(dir string) error {
	if err := d.step(); err != nil {
		return err
	}
	d.pending = slices.DeleteFunc(d.pending, func(c change) bool {
		if c.dir == dir {
			d.lasting.apply(c)
		}
		return c.dir == dir
	})
	return nil
}

func (d *crashDisk) names() []string { return slices.Sorted(maps.Keys(d.now.files)) }

// contents is everything on the disk.
func (d *crashDisk) contents() string {
	var b strings.Builder
	fmt.Fprintln(&b, slices.Sorted(maps.Keys(d.now.dirs)))
	for _, name := range d.names() {
		fmt.Fprintf(&b, "%s %q\n", name, d.now.files[name].data)
	}
	return b.String()
}

// A loss says what a power cut leaves of that which was not made to last.
type loss int

const (
	loseAll   loss = iota
	keepAll        // the disk happened to have written everything
	keepFirst      // what came first, up to some moment
	keepSome       // any part of it, with files cut off or ending in zeros
)

// reboot is the disk as it is found after a power cut.
func (d *crashDisk) reboot(l loss, r *rand.Rand) *crashDisk {
	s := d.lasting.clone()
	first, kept := r.IntN(len(d.pending)+1), map[int]bool{}
	for i, c := range d.pending {
		if _, ok := kept[c.group]; !ok {
			kept[c.group] = r.IntN(2) == 0
		}
		if l == keepAll || l == keepFirst && i < first || l == keepSome && kept[c.group] {
			s.apply(c)
		}
	}
	next := newCrashDisk()
	for dir := range s.dirs {
		if s.reaches(dir) {
			next.now.dirs[dir] = true
		}
	}
	for name, f := range s.files {
		if s.reaches(path.Dir(name)) {
			data := f.after(l, r)
			next.now.files[name] = &crashFile{disk: next, data: data, lasting: slices.Clone(data), synced: true}
		}
	}
	next.lasting = next.now.clone()
	return next
}

// reaches reports whether a folder and all above it are there.
func (s state) reaches(dir string) bool {
	return s.dirs[dir] && (dir == "." || s.reaches(path.Dir(dir)))
}

// after is what is left of the bytes of a file.
func (f *crashFile) after(l loss, r *rand.Rand) []byte {
	data := slices.Clone(f.lasting)
	if f.synced || l == loseAll {
		return data
	}
	if l == keepAll {
		return slices.Clone(f.data)
	}
	if more := len(f.data) - len(data); more > 0 {
		data = append(data, f.data[len(data):len(data)+r.IntN(more+1)]...)
	}
	if l == keepSome && len(data) > 4 && r.IntN(3) == 0 {
		copy(data[len(data)/2:], strings.Repeat("\x00", len(data)))
	}
	return data
}
