package library

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/manifest"
)

// A source is asked for everything at once when more than so many files, or more than so much of the whole, are
// missing.
const (
	manyFiles   = 40
	muchPercent = 40
)

// sideBySide is how many files are fetched at the same time.
const sideBySide = 4

// A transfer fetches files of one state of a source.
type transfer struct {
	src      Source
	mark     string
	progress func(catalog.Transfer)
}

// fetch brings files to keep, one at a time: all at once where that is worth it and the source can, and the rest
// file by file. When single files are refused, the source is asked for everything at once all the same, which is
// another way to them.
func (t transfer) fetch(ctx context.Context, m catalog.Manifest, need []catalog.File, keep func(catalog.File, []byte) error) error {
	much := len(need) > manyFiles || bytesOf(need)*100 > bytesOf(m.Files)*muchPercent
	whole, can := t.src.(Whole)
	if !much || !can {
		here := map[string]bool{}
		err := t.all(ctx, need, func(f catalog.File, data []byte) error {
			err := keep(f, data)
			here[f.SHA256] = err == nil
			return err
		})
		if err == nil || !can || !hasFailed(err) {
			return err
		}
		need = slices.DeleteFunc(slices.Clone(need), func(f catalog.File) bool { return here[f.SHA256] })
		if rest, failed := t.atOnce(ctx, whole, m, need, keep); failed != nil || len(rest) == 0 {
			return failed
		}
		return err
	}
	rest, err := t.atOnce(ctx, whole, m, need, keep)
	if err != nil || len(rest) == 0 {
		return err
	}
	return t.all(ctx, rest, keep)
}

// atOnce asks for everything at once, and returns what did not come. It fails when keep does, or when ctx ends.
func (t transfer) atOnce(ctx context.Context, src Whole, m catalog.Manifest, need []catalog.File, keep func(catalog.File, []byte) error) ([]catalog.File, error) {
	missing := map[string]catalog.File{}
	for _, f := range need {
		missing[f.SHA256] = f
	}
	var mu sync.Mutex
	var kept error
	count := newTally(need, t.progress)
	err := src.FetchAll(ctx, t.mark, m, slices.Clone(need), func(f catalog.File, data []byte) error {
		mu.Lock()
		defer mu.Unlock()
		want, ok := missing[f.SHA256]
		if !ok || kept != nil {
			return kept
		}
		if int64(len(data)) != want.Size || manifest.Sum(data) != want.SHA256 {
			return fmt.Errorf("%w: %s", catalog.ErrDamaged, want.Path)
		}
		if kept = keep(want, data); kept == nil {
			delete(missing, f.SHA256)
		}
		return kept
	}, func(n int64) { count.set(0, n) })
	mu.Lock()
	defer mu.Unlock()
	if err := cmp.Or(kept, ctx.Err()); err != nil {
		return nil, err
	}
	if err == nil && len(missing) == 0 {
		return nil, nil
	}
	return slices.DeleteFunc(slices.Clone(need), func(f catalog.File) bool { _, ok := missing[f.SHA256]; return !ok }), nil
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
	queue := make(chan chan arrival, sideBySide-1)
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
