package library

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/library/librarytest"
)

// The power goes after every single step of everything that changes what is installed, and the disk fails at every
// single step. What had not been made to last is then lost, kept, or kept in part. Afterwards there must be whole
// libraries: those of before or those of after, never those of before once it was reported as done. What was not
// done must succeed when it is tried again, and so must the next installation.

// A scene is something that changes what is installed.
type scene struct {
	name    string
	prepare []act // what was done before
	act     act
}

type act func(ctx context.Context, l *Library) error

// A world is what the tests install: revisions of the bundled library, under keys that change once, and of another.
type world struct {
	bundle files
	first  [5]catalog.Update // 1 and 2 under the first keys, 3 and 4 under the next
	second [3]catalog.Update
	source map[string]*librarytest.Source
}

type files = map[string]string

const (
	firstID  = "passalong"
	secondID = "org.example.local"
)

func newWorld() *world {
	w := &world{source: map[string]*librarytest.Source{firstID: {Address: "example/library"}, secondID: {Address: "example/local"}}}
	one := librarytest.NewPublisher(firstID, "", 3)
	content := files{"library.yaml": firstID}
	for i := range 5 {
		content[fmt.Sprintf("a/en/%d.md", i)] = fmt.Sprintf("lesson %d, first wording", i)
	}
	w.bundle = files{"library.yaml": firstID, "keys.json": string(one.Set)}
	w.release(one, &w.first[1], content, nil)
	content["a/en/3.md"], content["b/en/new.md"] = "lesson 3, second wording", "a lesson that was not there before"
	delete(content, "a/en/4.md")
	w.release(one, &w.first[2], content, nil)
	one.Rotate(0)
	change := []catalog.SignedKeySet{one.Changes[2]}
	content["a/en/2.md"] = "lesson 2, third wording"
	w.release(one, &w.first[3], content, change)
	content["a/en/1.md"] = "lesson 1, fourth wording"
	w.release(one, &w.first[4], content, change)

	two := librarytest.NewPublisher(secondID, "", 1)
	other := files{"library.yaml": secondID, "a/en/0.md": "lesson 0, first wording", "c/en/own.md": "a lesson of its own"}
	w.release(two, &w.second[1], other, []catalog.SignedKeySet{{Set: two.Set}})
	w.second[1].Trust, w.second[1].Fingerprint = catalog.NewKeys, two.Fingerprint()
	other["c/en/own.md"] = "another lesson of its own"
	w.release(two, &w.second[2], other, nil)
	return w
}

func (w *world) release(p *librarytest.Publisher, u *catalog.Update, content files, keys []catalog.SignedKeySet) {
	r := p.Release(content)
	src := w.source[p.ID]
	src.Offer(r)
	*u = catalog.Update{
		Library: p.ID, Mark: fmt.Sprint(p.Sequence), Manifest: r.Manifest, Signature: r.Signature, Keys: keys, Trust: catalog.KnownKeys,
	}
}

func mapFS(files files) fstest.MapFS {
	m := fstest.MapFS{}
	for name, text := range files {
		m[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return m
}

func (w *world) library(d disk) *Library {
	parse := func(_ context.Context, fsys fs.FS) (*catalog.Catalog, []catalog.Problem, error) {
		id, err := fs.ReadFile(fsys, "library.yaml")
		return &catalog.Catalog{Library: catalog.Library{ID: string(id), Title: string(id)}, Files: fsys}, nil, err
	}
	return open(Config{
		Dir: "unused", Now: func() time.Time { return time.Unix(1e9, 0) }, Bundled: mapFS(w.bundle), Parse: parse, Reparse: parse,
	}, d)
}

func (w *world) install(u catalog.Update) act {
	return func(ctx context.Context, l *Library) error {
		_, err := l.Install(ctx, w.source[u.Library], u, nil)
		return err
	}
}

func (w *world) scenes() []scene {
	order := func(ids ...string) act {
		return func(ctx context.Context, l *Library) error { return l.Order(ctx, ids) }
	}
	remove := func(ctx context.Context, l *Library) error { return l.Remove(ctx, secondID) }
	back := func(ctx context.Context, l *Library) error {
		_, err := l.RollBack(ctx, firstID)
		return err
	}
	one, two, three := w.install(w.first[1]), w.install(w.first[2]), w.install(w.first[3])
	other, otherNext := w.install(w.second[1]), w.install(w.second[2])
	return []scene{
		{"the first installation", nil, one},
		{"an update", []act{one}, two},
		{"an update with a change of keys", []act{one, two}, three},
		{"a second library", []act{one}, other},
		{"an update of the second library", []act{one, other}, otherNext},
		{"the removal of a library", []act{one, other, otherNext}, remove},
		{"the removal of the only one", []act{other}, remove},
		{"another order", []act{one, other}, order(secondID, firstID)},
		{"going back", []act{one, two}, back},
	}
}

// summary says what is on a disk, as somebody sees it who starts the program.
func (w *world) summary(ctx context.Context, d disk) (string, error) {
	l := w.library(d)
	c, err := l.Load(ctx)
	if err != nil {
		return "", err
	}
	p, _, err := l.now(ctx)
	if err != nil {
		return "", err
	}
	var s strings.Builder
	for i, h := range p.Libraries {
		fmt.Fprintf(&s, "%s %d keys %d, seen %d, from %s; ", h.ID, c.Parts[i].Revision.Sequence, h.version(), h.Seen.Sequence, h.Source)
		if h.Prev != nil {
			fmt.Fprintf(&s, "before %d; ", h.Prev.Sequence)
		}
	}
	return s.String(), nil
}

// A trial counts the states that were looked at and tells what was wrong with them.
type trial struct {
	world *world
	scene scene
	spoil func(disk) disk // a mistake in how the disk is used; nil for none
	seeds uint64

	start         *crashDisk // prepared for good
	before, after string
	clean         []string // files that are left when all is done and the program was started again
	untilFirst    bool     // one violation is enough
	states        int
	judged        map[string]bool // states that were found good; the same bytes fare the same again
	violations    []string
}

func (tr *trial) note(format string, args ...any) {
	tr.violations = append(tr.violations, fmt.Sprintf(format, args...))
}

func seeded(a, b uint64) *rand.Rand { return rand.New(rand.NewPCG(a, b)) }

// fresh is a disk on which everything before the scene is done for good.
func (tr *trial) fresh() *crashDisk { return tr.start.reboot(keepAll, seeded(1, 1)) }

// attempt plays the scene on d.
func (tr *trial) attempt(t *testing.T, d *crashDisk) error {
	var used disk = d
	if tr.spoil != nil {
		used = tr.spoil(d)
	}
	return tr.scene.act(t.Context(), tr.world.library(used))
}

// restarted is the disk after the program was started once more on it.
func (tr *trial) restarted(t *testing.T, d *crashDisk) []string {
	t.Helper()
	l := tr.world.library(d)
	if err := l.lock(); err != nil {
		t.Fatal(err)
	}
	return d.names()
}

func (tr *trial) setUp(t *testing.T, proper act) {
	t.Helper()
	tr.judged, tr.start = map[string]bool{}, newCrashDisk()
	for _, a := range tr.scene.prepare {
		if err := a(t.Context(), tr.world.library(tr.start)); err != nil {
			t.Fatal(err)
		}
	}
	var err error
	d := tr.fresh()
	if tr.before, err = tr.world.summary(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	if err := proper(t.Context(), tr.world.library(d)); err != nil {
		t.Fatal(err)
	}
	if tr.after, err = tr.world.summary(t.Context(), d); err != nil || tr.after == tr.before {
		t.Fatalf("%v, before %q, after %q", err, tr.before, tr.after)
	}
	tr.clean = tr.restarted(t, d)
}

func (tr *trial) run(t *testing.T, proper act) {
	t.Helper()
	tr.setUp(t, proper)
	d := tr.fresh()
	if err := tr.attempt(t, d); err != nil && tr.spoil == nil {
		t.Fatal(err)
	}
	steps := d.steps
	for step := 1; step <= steps+1; step++ {
		if tr.untilFirst && len(tr.violations) > 0 {
			return
		}
		d := tr.fresh()
		d.crashAt = step
		done := tr.attempt(t, d) == nil
		for _, loss := range []loss{loseAll, keepAll, keepFirst, keepSome} {
			seeds := tr.seeds
			if loss == loseAll || loss == keepAll {
				seeds = 1
			}
			for seed := range seeds {
				after := d.reboot(loss, seeded(seed, uint64(step)))
				tr.judge(t, after, done, proper, fmt.Sprintf("power cut at step %d, loss %d, seed %d", step, loss, seed))
			}
		}
		tr.failAt(t, step, proper)
	}
}

// failAt lets one step fail while the program lives on, and then cuts the power.
func (tr *trial) failAt(t *testing.T, step int, proper act) {
	t.Helper()
	where := fmt.Sprintf("disk error at step %d", step)
	d := tr.fresh()
	d.failAt = step
	err := tr.attempt(t, d)
	d.failAt = 0
	tr.look(t, d, err == nil, where)
	tr.judge(t, d.reboot(loseAll, seeded(1, uint64(step))), err == nil, proper, where)
}

// look loads what is there and reports whether it is a whole state that may be there.
func (tr *trial) look(t *testing.T, d *crashDisk, done bool, where string) string {
	t.Helper()
	tr.states++
	state, err := tr.world.summary(t.Context(), d)
	switch {
	case err != nil:
		tr.note("%s: %v", where, err)
	case done && state != tr.after:
		tr.note("%s: reported as done, then %s", where, state)
	case state != tr.before && state != tr.after:
		tr.note("%s: %s", where, state)
	}
	return state
}

func (tr *trial) judge(t *testing.T, d *crashDisk, done bool, proper act, where string) {
	t.Helper()
	bytes := fmt.Sprint(done, d.contents())
	if tr.judged[bytes] {
		tr.states++
		return
	}
	before := len(tr.violations)
	tr.goOn(t, d, tr.look(t, d, done, where), proper, where)
	tr.judged[bytes] = len(tr.violations) == before
}

// goOn does what comes next after a power cut: again what was not done, and another installation.
func (tr *trial) goOn(t *testing.T, d *crashDisk, state string, proper act, where string) {
	t.Helper()
	if state != tr.after {
		if err := proper(t.Context(), tr.world.library(d)); err != nil {
			tr.note("%s: trying again: %v", where, err)
			return
		}
	}
	if state, err := tr.world.summary(t.Context(), d); err != nil || state != tr.after {
		tr.note("%s: after trying again: %s, %v", where, state, err)
		return
	}
	if left := tr.restarted(t, d); tr.removes() && !slices.Equal(left, tr.clean) {
		tr.note("%s: left behind: %s", where, cmp.Diff(left, tr.clean))
	}
	if err := tr.world.install(tr.world.first[4])(t.Context(), tr.world.library(d)); err != nil {
		tr.note("%s: the next installation: %v", where, err)
	}
	if c, err := tr.world.library(d).Load(t.Context()); err != nil || !slices.ContainsFunc(c.Parts, func(p catalog.Part) bool { return p.Revision.Sequence == 4 }) {
		tr.note("%s: after the next installation: %v", where, err)
	}
}

func (tr *trial) removes() bool { return strings.HasPrefix(tr.scene.name, "the removal") }

func TestPowerMayFailAtAnyStep(t *testing.T) {
	w, total := newWorld(), 0
	seeds := uint64(25)
	if raceDetector {
		seeds = 4
	}
	for _, s := range w.scenes() {
		t.Run(s.name, func(t *testing.T) {
			tr := trial{world: w, scene: s, seeds: seeds}
			tr.run(t, s.act)
			t.Logf("%d states, %d of them different", tr.states, len(tr.judged))
			if n := len(tr.violations); n > 0 {
				t.Errorf("%d of %d states are wrong, the first: %s", n, tr.states, tr.violations[0])
			}
			total += tr.states
		})
	}
	t.Logf("%d states in all", total)
	if total < 400*int(seeds) {
		t.Errorf("only %d states: does the test still cut the power everywhere?", total)
	}
}

// sceneOf finds a scene by its name.
func (w *world) sceneOf(t *testing.T, name string) scene {
	t.Helper()
	for _, s := range w.scenes() {
		if s.name == name {
			return s
		}
	}
	t.Fatal("no scene: " + name)
	return scene{}
}

// The same trial must find each of these mistakes, or it proves nothing.
func TestPowerCutsFindPlantedMistakes(t *testing.T) {
	w := newWorld()
	update, removal := w.sceneOf(t, "an update"), w.sceneOf(t, "the removal of a library")
	for _, tt := range []struct {
		name  string
		scene scene
		act   act
		spoil func(disk) disk
	}{
		{"files are not made to last", update, update.act, func(d disk) disk { return noFileSync{d} }},
		{"folders are not made to last", update, update.act, func(d disk) disk { return noFolderSync{d} }},
		{"old files are removed first", update, w.deletingFirst, nil},
		{"the pointer is written in place", update, update.act, func(d disk) disk { return inPlace{d} }},
		{"nothing is read again on a disk that rots", update, w.withoutReading, func(d disk) disk { return rotting{d} }},
		{"files of a library are removed before its place", removal, removingFirst, nil},
		{"a removal is forgotten half-way", removal, withoutNote, nil},
		{"a removal does not last", removal, removal.act, func(d disk) disk { return noFolderSync{d} }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tr := trial{world: w, scene: tt.scene, spoil: tt.spoil, seeds: 6, untilFirst: true}
			proper := tt.scene.act
			tr.scene.act = tt.act
			tr.run(t, proper)
			if len(tr.violations) == 0 {
				t.Fatalf("the mistake was not found in %d states", tr.states)
			}
			t.Logf("found among %d states: %s", tr.states, tr.violations[0])
		})
	}
}

func TestRottingDiskIsNoticedBeforeTheSwitch(t *testing.T) {
	w := newWorld()
	s := w.sceneOf(t, "an update")
	tr := trial{world: w, scene: s}
	tr.setUp(t, s.act)
	d := tr.fresh()
	if err := s.act(t.Context(), w.library(rotting{d})); !errors.Is(err, catalog.ErrDamaged) {
		t.Errorf("got %v", err)
	}
	tr.judge(t, d.reboot(keepAll, seeded(1, 1)), false, s.act, "rot")
	if len(tr.violations) > 0 {
		t.Error(tr.violations[0])
	}
}

func TestFullAndReadOnlyDisksAreNamed(t *testing.T) {
	w, failed := newWorld(), 0
	for _, s := range w.scenes() {
		tr := trial{world: w, scene: s}
		tr.setUp(t, s.act)
		for _, want := range []error{catalog.ErrNoSpace, catalog.ErrReadOnly} {
			for step := 1; ; step++ {
				d := tr.fresh()
				d.failAt, d.failWith = step, want
				err := tr.attempt(t, d)
				if err == nil { // only tidying up is left
					break
				}
				failed++
				if !errors.Is(err, want) {
					t.Errorf("%s, step %d: got %v, want %v", s.name, step, err, want)
				}
				if left, _ := d.ReadDir(tmpDir); len(left) > 0 {
					t.Errorf("%s, step %d: %v left in tmp", s.name, step, left)
				}
				if state, err := w.summary(t.Context(), d); err != nil || state != tr.before && state != tr.after {
					t.Errorf("%s, step %d: afterwards %s, %v", s.name, step, state, err)
				}
			}
		}
	}
	t.Logf("%d failures, each with its name", failed)
	if failed < 200 {
		t.Errorf("only %d failures", failed)
	}
}

func TestTooLittleSpaceStopsBeforeTheFirstFile(t *testing.T) {
	w, d := newWorld(), newCrashDisk()
	d.free = spareSpace
	if err := w.install(w.first[1])(t.Context(), w.library(d)); !errors.Is(err, catalog.ErrNoSpace) {
		t.Errorf("got %v", err)
	}
	if slices.ContainsFunc(slices.Collect(maps.Keys(d.now.files)), func(name string) bool { return strings.HasPrefix(name, objectsDir) }) {
		t.Errorf("wrote %v", d.names())
	}
}
