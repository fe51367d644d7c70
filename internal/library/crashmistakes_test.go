package library

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"testing"
	"time"

	"github.com/passalong/passalong/internal/manifest"
)

// Mistakes that the trials must find.

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
	if bytes.Contains(p, []byte("lesson 3, second")) {
		p = bytes.Replace(p, []byte("second"), []byte("secone"), 1)
	}
	return f.diskFile.Write(p)
}

// deletingFirst makes room before it installs.
func (w *world) deletingFirst(ctx context.Context, l *Library) error {
	if err := l.lock(); err != nil {
		return err
	}
	l.shelf.collect(nil)
	return w.install(w.first[2])(ctx, l)
}

// withoutReading installs, but trusts the disk.
func (w *world) withoutReading(ctx context.Context, l *Library) error {
	u := w.first[2]
	m, err := manifest.Parse(u.Manifest, "")
	if err != nil {
		return err
	}
	return l.change(ctx, func(p pointer, b *bundle) error {
		if err := l.fill(ctx, transfer{src: w.source[firstID], mark: u.Mark}, m, b); err != nil {
			return err
		}
		if err := l.shelf.settle(m); err != nil {
			return err
		}
		if err := l.shelf.putManifest(u.Manifest, u.Signature); err != nil {
			return err
		}
		h, _ := p.find(firstID)
		return l.use(ctx, p.put(h.switchTo(&edition{Manifest: manifest.Sum(u.Manifest), Sequence: m.Sequence})), b)
	})
}

// removingFirst removes the files of a library before it takes its place away.
func removingFirst(ctx context.Context, l *Library) error {
	if err := l.lock(); err != nil {
		return err
	}
	p, _, err := l.now(ctx)
	if err != nil {
		return err
	}
	l.shelf.collect(p.without(secondID).manifests())
	return l.Remove(ctx, secondID)
}

// withoutNote takes the place of a library away and then its files, and does not note what is still to be done.
func withoutNote(ctx context.Context, l *Library) error {
	return l.change(ctx, func(p pointer, b *bundle) error { return l.use(ctx, p.without(secondID), b) })
}

// heldOpen is a disk on which another program holds a file open when its time comes, for good.
type heldOpen struct {
	*crashDisk
	renames, heldAt int
	removal         bool // files cannot be removed either
}

var errHeld = errors.New("the file is in use by another program")

func (d *heldOpen) Rename(from, to string) error {
	if d.renames++; d.renames == d.heldAt {
		return errHeld
	}
	return d.crashDisk.Rename(from, to)
}

func (d *heldOpen) Remove(name string) error {
	if d.removal {
		return errHeld
	}
	return d.crashDisk.Remove(name)
}

func TestFileHeldOpenForGoodChangesNothing(t *testing.T) {
	w, held := newWorld(), 0
	for _, s := range w.scenes() {
		tr := trial{world: w, scene: s}
		tr.setUp(t, s.act)
		for at := 1; ; at++ {
			d := &heldOpen{crashDisk: tr.fresh(), heldAt: at}
			err := s.act(t.Context(), w.library(d))
			if d.renames < at {
				break
			}
			held++
			if state := tr.look(t, d.crashDisk, err == nil, fmt.Sprintf("held at rename %d", at)); state == tr.before && !errors.Is(err, errHeld) {
				t.Errorf("%s, rename %d: got %v", s.name, at, err)
			}
			tr.judge(t, d.reboot(keepAll, seeded(1, 1)), err == nil, s.act, fmt.Sprintf("held at rename %d", at))
		}
		if len(tr.violations) > 0 {
			t.Errorf("%s: %s", s.name, tr.violations[0])
		}
	}
	t.Logf("%d renames held", held)
}

func TestFilesThatCannotBeRemovedGoWithALaterStart(t *testing.T) {
	w := newWorld()
	for _, s := range w.scenes() {
		tr := trial{world: w, scene: s}
		tr.setUp(t, s.act)
		d := &heldOpen{crashDisk: tr.fresh(), removal: true}
		if err := s.act(t.Context(), w.library(d)); err != nil {
			t.Errorf("%s: %v", s.name, err)
		}
		tr.look(t, d.crashDisk, true, s.name)
		if left := tr.restarted(t, d.crashDisk); tr.removes() && !slices.Equal(left, tr.clean) {
			t.Errorf("%s: left %v, want %v", s.name, left, tr.clean)
		}
		if len(tr.violations) > 0 {
			t.Error(tr.violations[0])
		}
	}
}

func TestFileHeldOpenForAMomentIsWaitedFor(t *testing.T) {
	for _, tt := range []struct {
		name       string
		held, want int
		err        error
	}{
		{"not held", 0, 1, nil},
		{"for a moment", 7, 8, nil},
		{"for good", 1000, 21, errHeld},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var tries int
			var slept time.Duration
			err := patiently(20, func(d time.Duration) { slept += d }, func() error {
				if tries++; tries <= tt.held {
					return errHeld
				}
				return nil
			})
			if !errors.Is(err, tt.err) || tries != tt.want || slept > 20*405*time.Millisecond || (slept == 0) != (tt.want == 1) {
				t.Errorf("%d tries in %v: %v", tries, slept, err)
			}
		})
	}
	tries := 0
	err := patiently(20, func(time.Duration) { t.Error("waited for a file that is not there") }, func() error {
		tries++
		return fmt.Errorf("%w: gone", fs.ErrNotExist)
	})
	if !errors.Is(err, fs.ErrNotExist) || tries != 1 {
		t.Errorf("%d tries: %v", tries, err)
	}
}
