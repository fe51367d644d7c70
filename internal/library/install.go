package library

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"sync"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/manifest"
)

// spareSpace is what an installation leaves free, in bytes.
const spareSpace = 64 << 20

// Install fetches what an update lacks, checks every byte, parses the whole and only then puts it to use.
// The revision before it is kept. Whatever fails, nothing is changed; files that have arrived are not
// fetched again the next time. progress may be nil; it is called by one goroutine at a time.
//
// Ending ctx stops it until the moment of the switch. It fails with catalog.ErrBusy while another process,
// or another call, changes the library; with a *catalog.ContentError when the update does not load; with
// ErrDamaged, ErrNoSpace or ErrReadOnly; as Check does; and as the source does.
func (l *Library) Install(ctx context.Context, src Source, u catalog.Update, progress func(catalog.Transfer)) (catalog.Revision, error) {
	defer runtime.KeepAlive(l) // and so the lock
	if src == nil {
		return catalog.Revision{}, catalog.ErrNoSource
	}
	var to catalog.Revision
	err := l.change(func(p pointer) error {
		b, err := l.bundled(ctx)
		if err != nil {
			return err
		}
		var m catalog.Manifest
		pub := catalog.Published{Mark: u.Mark, Manifest: u.Manifest, Signature: u.Signature}
		if m, to, err = l.accept(p, b, src.Name(), pub); err != nil {
			return err
		}
		if err := l.fill(ctx, transfer{src, u.Mark, progress}, m, b); err != nil {
			return err
		}
		if err := l.shelve(ctx, m, pub); err != nil {
			return err
		}
		if err := l.tryOut(ctx, m); err != nil {
			l.tidy(p)
			return err
		}
		n := pin{Channel: m.Channel, Sequence: m.Sequence, Manifest: to.Manifest}
		return l.use(ctx, p.switchTo(editionOf(to)).withPin(src.Name(), n))
	})
	if err != nil {
		return catalog.Revision{}, fmt.Errorf("installing from %s: %w", src.Name(), err)
	}
	return to, nil
}

// fill brings the files of a manifest onto the shelf that are not there.
func (l *Library) fill(ctx context.Context, t transfer, m catalog.Manifest, b *bundle) error {
	if err := l.shelf.prepare(); err != nil {
		return err
	}
	fetch, local := l.missing(m, b)
	need := bytesOf(fetch) + bytesOf(local)
	if free, known := l.shelf.disk.Free(); known && need > 0 && free < 2*need+spareSpace {
		return fmt.Errorf("%w: %d bytes are needed", catalog.ErrNoSpace, 2*need+spareSpace-free)
	}
	for _, f := range local {
		data, err := fs.ReadFile(l.cfg.Bundled, b.bySum[f.SHA256])
		if err != nil || manifest.Sum(data) != f.SHA256 {
			return fmt.Errorf("%w: bundled %s: %w", catalog.ErrDamaged, f.Path, err)
		}
		if err := l.shelf.putObject(f.SHA256, data); err != nil {
			return err
		}
	}
	return t.all(ctx, fetch, func(f catalog.File, data []byte) error { return l.shelf.putObject(f.SHA256, data) })
}

// shelve makes everything that was written last, and reads it all again: nothing is used that cannot be
// read back.
func (l *Library) shelve(ctx context.Context, m catalog.Manifest, pub catalog.Published) error {
	if err := l.shelf.settle(m); err != nil {
		return err
	}
	if err := l.shelf.putManifest(pub.Manifest, pub.Signature); err != nil {
		return err
	}
	return l.shelf.verify(ctx, m)
}

// tryOut parses a revision that is on the shelf.
func (l *Library) tryOut(ctx context.Context, m catalog.Manifest) error {
	cat, _, err := sound(ctx, newTree(l.shelf, m), l.cfg.Parse)
	if err != nil {
		return err
	}
	if cat.Library.ID != m.Channel {
		return fmt.Errorf("%w: library %q is published as %q", catalog.ErrNotLibrary, cat.Library.ID, m.Channel)
	}
	return nil
}

// use switches to another revision and removes what is not needed any more.
func (l *Library) use(ctx context.Context, next pointer) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	l.mu.Lock()
	err := l.shelf.flip(next)
	l.mu.Unlock()
	if err != nil {
		return err
	}
	l.tidy(next)
	return nil
}

// tidy removes what neither the pointer nor a catalog of this process needs. After a pointer that could not
// be read it is not known what it needed, and nothing is removed.
func (l *Library) tidy(p pointer) {
	if p.Format == 0 {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	var keep []string
	for _, e := range []*edition{p.Cur, p.Prev} {
		if e != nil {
			keep = append(keep, e.Manifest)
		}
	}
	for sum := range l.loaded {
		keep = append(keep, sum)
	}
	l.shelf.collect(keep)
}

// atOnce is how many files are fetched side by side.
const atOnce = 4

// A transfer fetches files of one state of a source.
type transfer struct {
	src      Source
	mark     string
	progress func(catalog.Transfer)
}

type arrival struct {
	data []byte
	err  error
}

// all fetches files side by side and hands them to keep in their order, one at a time. It returns when
// nothing is under way any more.
func (t transfer) all(ctx context.Context, files []catalog.File, keep func(catalog.File, []byte) error) error {
	ctx, cancel := context.WithCancel(ctx)
	var under sync.WaitGroup
	defer under.Wait()
	defer cancel()

	count := newTally(files, t.progress)
	queue := make(chan chan arrival, atOnce-1)
	under.Go(func() {
		defer close(queue)
		for i, f := range files {
			slot := make(chan arrival, 1)
			select {
			case queue <- slot:
			case <-ctx.Done():
				return
			}
			under.Go(func() {
				data, err := t.one(ctx, f, func(n int64) { count.set(i, n) })
				slot <- arrival{data, err}
			})
		}
	})
	next := 0
	for slot := range queue {
		a := <-slot
		if a.err != nil {
			return fmt.Errorf("%s: %w", files[next].Path, a.err)
		}
		if err := keep(files[next], a.data); err != nil {
			return err
		}
		next++
	}
	return ctx.Err()
}

// one fetches a file and checks it. What arrives wrong is asked for once more.
func (t transfer) one(ctx context.Context, f catalog.File, progress func(int64)) ([]byte, error) {
	for try := 1; ; try++ {
		w := &upTo{size: f.Size}
		err := t.src.Fetch(ctx, t.mark, f, w, progress)
		if err == nil && manifest.Sum(w.buf.Bytes()) != f.SHA256 {
			err = fmt.Errorf("%w: its hash differs", catalog.ErrDamaged)
		}
		if err == nil {
			progress(f.Size)
			return w.buf.Bytes(), nil
		}
		if try == 2 || !errors.Is(err, catalog.ErrDamaged) {
			return nil, err
		}
	}
}

// upTo keeps at most size bytes.
type upTo struct {
	buf  bytes.Buffer
	size int64
}

func (w *upTo) Write(p []byte) (int, error) {
	if int64(w.buf.Len()+len(p)) > w.size {
		return 0, fmt.Errorf("%w: it is longer than the manifest says", catalog.ErrDamaged)
	}
	return w.buf.Write(p)
}

// A tally adds up how far the files of a transfer have come.
type tally struct {
	report func(catalog.Transfer)

	mu    sync.Mutex
	came  []int64
	total int64
}

func newTally(files []catalog.File, report func(catalog.Transfer)) *tally {
	if report == nil {
		report = func(catalog.Transfer) {}
	}
	return &tally{report: report, came: make([]int64, len(files)), total: bytesOf(files)}
}

func (t *tally) set(file int, bytes int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.came[file] = bytes
	var done int64
	for _, n := range t.came {
		done += n
	}
	t.report(catalog.Transfer{Done: min(done, t.total), Total: t.total})
}
