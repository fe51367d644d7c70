package library

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/manifest"
)

// The power goes after every single step of an installation, and the disk fails at every single step. What
// had not been made to last is then lost, kept, or kept in part. Afterwards there must be a whole library:
// the one before or the new one, never the old one again once the new one was reported as installed, and
// the installation must succeed when it is tried again.

// A world is what the tests install: two states of a library and a source for both.
type world struct {
	one, two map[string]string
	raw      [2][]byte
}

func newWorld(t *testing.T) world {
	t.Helper()
	w := world{one: map[string]string{"library.yaml": "passalong"}}
	for i := range 7 {
		w.one[fmt.Sprintf("a/en/%d.md", i)] = fmt.Sprintf("lesson %d, first wording", i)
	}
	w.two = map[string]string{"b/en/new.md": "a lesson that was not there before"}
	for name, text := range w.one {
		w.two[name] = text
	}
	w.two["a/en/3.md"], w.two["a/en/5.md"] = "lesson 3, second wording", "lesson 5, second wording"
	delete(w.two, "a/en/6.md")
	for i, state := range []map[string]string{w.one, w.two} {
		_, raw, err := build(mapFS(state), "passalong", int64(i+1), time.Unix(1e9, 0), "")
		if err != nil {
			t.Fatal(err)
		}
		w.raw[i] = raw
	}
	return w
}

func build(tree fs.FS, channel string, sequence int64, issued time.Time, reviewBy string) (catalog.Manifest, []byte, error) {
	return manifest.Build(tree, catalog.Manifest{
		Channel: channel, Title: "Passalong", Publisher: "Example", Sequence: sequence, Issued: issued, ReviewBy: reviewBy,
	})
}

func mapFS(files map[string]string) fstest.MapFS {
	m := fstest.MapFS{}
	for name, text := range files {
		m[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return m
}

func (w world) Name() string { return "example/library" }

func (w world) Latest(context.Context, string) (catalog.Published, error) {
	return catalog.Published{Mark: "2", Manifest: w.raw[1]}, nil
}

func (w world) Fetch(_ context.Context, _ string, f catalog.File, to io.Writer, _ func(int64)) error {
	name := strings.TrimPrefix(f.Path, manifest.ContentDir)
	for _, state := range []map[string]string{w.one, w.two} {
		if text := state[name]; manifest.Sum([]byte(text)) == f.SHA256 {
			_, err := to.Write([]byte(text))
			return err
		}
	}
	return catalog.ErrNotFound
}

func (w world) KeySet(context.Context, string, int) (catalog.SignedKeySet, error) {
	return catalog.SignedKeySet{}, catalog.ErrNotFound
}

func (w world) library(d disk) *Library {
	parse := func(_ context.Context, fsys fs.FS) (*catalog.Catalog, []catalog.Problem, error) {
		c := &catalog.Catalog{Library: catalog.Library{ID: "passalong"}, Files: fsys}
		_, err := fs.ReadFile(fsys, "library.yaml")
		return c, nil, err
	}
	return open(Config{
		Dir: "unused", Now: func() time.Time { return time.Unix(1e9, 0) },
		Bundled: mapFS(map[string]string{"library.yaml": "passalong"}), Parse: parse, Reparse: parse, AllowUnsigned: func() bool { return true },
	}, d)
}

// An installer is the way of installing that is on trial.
type installer func(ctx context.Context, l *Library, w world, state int) error

func properly(ctx context.Context, l *Library, w world, state int) error {
	_, err := l.Install(ctx, w, catalog.Update{Mark: "2", Manifest: w.raw[state-1], Trust: catalog.Unsigned}, nil)
	return err
}

// A trial counts the states that were looked at and tells what was wrong with them.
type trial struct {
	world   world
	install installer
	spoil   func(disk) disk // a mistake in how the disk is used; nil for none
	base    int             // state installed before; 0 for none
	seeds   uint64

	start      *crashDisk // with the base installed
	untilFirst bool       // one violation is enough
	states     int
	judged     map[string]bool // states that were found good; the same bytes fare the same again
	violations []string
}

func (tr *trial) note(format string, args ...any) {
	tr.violations = append(tr.violations, fmt.Sprintf(format, args...))
}

func (tr *trial) disk(d *crashDisk) disk {
	if tr.spoil == nil {
		return d
	}
	return tr.spoil(d)
}

// fresh is a disk on which the base is installed for good.
func (tr *trial) fresh(t *testing.T) *crashDisk {
	t.Helper()
	if tr.start == nil {
		tr.start = newCrashDisk()
		if tr.base > 0 {
			if err := properly(t.Context(), tr.world.library(tr.start), tr.world, tr.base); err != nil {
				t.Fatal(err)
			}
		}
	}
	return tr.start.reboot(keepAll, rand.New(rand.NewPCG(1, 1)))
}

// attempt installs state 2 on d.
func (tr *trial) attempt(t *testing.T, d *crashDisk) error {
	return tr.install(t.Context(), tr.world.library(tr.disk(d)), tr.world, 2)
}

func (tr *trial) run(t *testing.T) {
	t.Helper()
	d := tr.fresh(t)
	if err := tr.attempt(t, d); err != nil && tr.spoil == nil {
		t.Fatal(err)
	}
	steps := d.steps
	for step := 1; step <= steps+1; step++ {
		if tr.untilFirst && len(tr.violations) > 0 {
			return
		}
		d := tr.fresh(t)
		d.crashAt = step
		installed := tr.attempt(t, d) == nil
		for _, loss := range []loss{loseAll, keepAll, keepFirst, keepSome} {
			seeds := tr.seeds
			if loss == loseAll || loss == keepAll {
				seeds = 1
			}
			for seed := range seeds {
				after := d.reboot(loss, rand.New(rand.NewPCG(seed, uint64(step))))
				tr.judge(t, after, installed, fmt.Sprintf("power cut at step %d, loss %d, seed %d", step, loss, seed))
			}
		}
		tr.failAt(t, step)
	}
}

// failAt lets one step fail while the program lives on, and then cuts the power.
func (tr *trial) failAt(t *testing.T, step int) {
	t.Helper()
	where := fmt.Sprintf("disk error at step %d", step)
	d := tr.fresh(t)
	d.failAt = step
	err := tr.attempt(t, d)
	d.failAt = 0
	tr.look(t, d, err == nil, where)
	tr.judge(t, d.reboot(loseAll, rand.New(rand.NewPCG(1, uint64(step)))), err == nil, where)
}

// look loads what is there and reports whether it is a whole state that may be there.
func (tr *trial) look(t *testing.T, d *crashDisk, installed bool, where string) {
	t.Helper()
	l := tr.world.library(d)
	c, err := l.Load(t.Context())
	tr.states++
	switch {
	case err != nil:
		tr.note("%s: %v", where, err)
	case installed && c.Revision.Sequence != 2:
		tr.note("%s: reported as installed, then gone", where)
	case !installed && c.Revision.Sequence != 2 && c.Revision.Sequence != int64(tr.base):
		tr.note("%s: revision %d", where, c.Revision.Sequence)
	}
}

func (tr *trial) judge(t *testing.T, d *crashDisk, installed bool, where string) {
	t.Helper()
	state := fmt.Sprint(installed, d.contents())
	if tr.judged[state] {
		tr.states++
		return
	}
	before := len(tr.violations)
	tr.look(t, d, installed, where)
	defer func() {
		if len(tr.violations) == before {
			if tr.judged == nil {
				tr.judged = map[string]bool{}
			}
			tr.judged[state] = true
		}
	}()
	if err := properly(t.Context(), tr.world.library(d), tr.world, 2); err != nil {
		tr.note("%s: trying again: %v", where, err)
		return
	}
	if c, err := tr.world.library(d).Load(t.Context()); err != nil || c.Revision.Sequence != 2 {
		tr.note("%s: after trying again: %v", where, err)
	}
}

func TestPowerMayFailAtAnyStep(t *testing.T) {
	total := 0
	for _, tt := range []struct {
		base  int
		seeds uint64
	}{{1, 40}, {0, 40}} {
		tr := trial{world: newWorld(t), install: properly, base: tt.base, seeds: tt.seeds}
		tr.run(t)
		t.Logf("%d states on top of state %d, %d of them different", tr.states, tt.base, len(tr.judged))
		if n := len(tr.violations); n > 0 {
			t.Errorf("%d of %d states are wrong, the first: %s", n, tr.states, tr.violations[0])
		}
		total += tr.states
	}
	if total < 4000 {
		t.Errorf("only %d states: does the test still cut the power everywhere?", total)
	}
}

// The same trial must find each of these mistakes, or it proves nothing.
func TestPowerCutsFindPlantedMistakes(t *testing.T) {
	for _, tt := range []struct {
		name    string
		install installer
		spoil   func(disk) disk
	}{
		{"files are not made to last", properly, func(d disk) disk { return noFileSync{d} }},
		{"folders are not made to last", properly, func(d disk) disk { return noFolderSync{d} }},
		{"old files are removed first", deletingFirst, nil},
		{"the pointer is written in place", properly, func(d disk) disk { return inPlace{d} }},
		{"nothing is read again on a disk that rots", withoutReading, func(d disk) disk { return rotting{d} }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tr := trial{world: newWorld(t), install: tt.install, spoil: tt.spoil, base: 1, seeds: 6, untilFirst: true}
			tr.run(t)
			if len(tr.violations) == 0 {
				t.Fatalf("the mistake was not found in %d states", tr.states)
			}
			t.Logf("found among %d states: %s", tr.states, tr.violations[0])
		})
	}
}

func TestRottingDiskIsNoticedBeforeTheSwitch(t *testing.T) {
	tr := trial{world: newWorld(t), install: properly, base: 1}
	d := tr.fresh(t)
	err := properly(t.Context(), tr.world.library(rotting{d}), tr.world, 2)
	if !errors.Is(err, catalog.ErrDamaged) {
		t.Errorf("got %v", err)
	}
	tr.judge(t, d.reboot(keepAll, rand.New(rand.NewPCG(1, 1))), false, "rot")
	if len(tr.violations) > 0 {
		t.Error(tr.violations[0])
	}
}

type noFileSync struct{ disk }

func (d noFileSync) Create(name string) (diskFile, error) {
	f, err := d.disk.Create(name)
	return unsynced{f}, err
}

type unsynced struct{ diskFile }

func (unsynced) Sync() error { return nil }

type noFolderSync struct{ disk }

func (noFolderSync) SyncDir(string) error { return nil }

// inPlace writes the pointer where it stands.
type inPlace struct{ disk }

func (d inPlace) Rename(from, to string) error {
	if to != pointerName {
		return d.disk.Rename(from, to)
	}
	data, err := d.ReadFile(from)
	if err != nil {
		return err
	}
	if err := d.Remove(to); err != nil {
		return err
	}
	return shelf{d}.write(to, data)
}

// rotting changes one bit of a file of the new state when it is written.
type rotting struct{ disk }

func (d rotting) Create(name string) (diskFile, error) {
	f, err := d.disk.Create(name)
	return rottingFile{f}, err
}

type rottingFile struct{ diskFile }

func (f rottingFile) Write(p []byte) (int, error) {
	if bytes.Contains(p, []byte("lesson 5, second")) {
		p = bytes.Replace(p, []byte("second"), []byte("secone"), 1)
	}
	return f.diskFile.Write(p)
}

// deletingFirst makes room before it installs.
func deletingFirst(ctx context.Context, l *Library, w world, state int) error {
	if err := l.lock(); err != nil {
		return err
	}
	l.shelf.collect(nil)
	return properly(ctx, l, w, state)
}

// withoutReading installs, but trusts the disk.
func withoutReading(ctx context.Context, l *Library, w world, state int) error {
	raw := w.raw[state-1]
	m, err := manifest.Parse(raw, "")
	if err != nil {
		return err
	}
	return l.change(ctx, func(p pointer, b *bundle) error {
		if err := l.fill(ctx, transfer{src: w}, m, b); err != nil {
			return err
		}
		if err := l.shelf.settle(m); err != nil {
			return err
		}
		if err := l.shelf.putManifest(raw, nil); err != nil {
			return err
		}
		h, _ := p.find(m.Channel)
		return l.use(ctx, p.put(h.switchTo(&edition{Manifest: manifest.Sum(raw), Sequence: m.Sequence})), b)
	})
}

func TestFullAndReadOnlyDisksAreNamed(t *testing.T) {
	w := newWorld(t)
	for _, want := range []error{catalog.ErrNoSpace, catalog.ErrReadOnly} {
		for step := 1; ; step++ {
			d := newCrashDisk()
			d.failAt, d.failWith = step, want
			_, err := w.library(d).Install(t.Context(), w, catalog.Update{Mark: "2", Manifest: w.raw[1], Trust: catalog.Unsigned}, nil)
			if err == nil { // only tidying up is left
				if step < 20 {
					t.Errorf("%v at step %d is not reported", want, step)
				}
				break
			}
			if !errors.Is(err, want) {
				t.Errorf("step %d: got %v, want %v", step, err, want)
			}
			if left, _ := d.ReadDir(tmpDir); len(left) > 0 {
				t.Errorf("step %d: %v left in tmp", step, left)
			}
			if c, err := w.library(d).Load(t.Context()); c == nil || err != nil {
				t.Errorf("step %d: afterwards: %v", step, err)
			}
		}
	}
}

func TestTooLittleSpaceStopsBeforeTheFirstFile(t *testing.T) {
	w, d := newWorld(t), newCrashDisk()
	d.free = spareSpace
	_, err := w.library(d).Install(t.Context(), w, catalog.Update{Mark: "2", Manifest: w.raw[1], Trust: catalog.Unsigned}, nil)
	if !errors.Is(err, catalog.ErrNoSpace) {
		t.Errorf("got %v", err)
	}
	if slices.ContainsFunc(d.names(), func(name string) bool { return strings.HasPrefix(name, objectsDir) }) {
		t.Errorf("wrote %v", d.names())
	}
}
