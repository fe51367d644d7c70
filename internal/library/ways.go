package library

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/manifest"
)

// Ways is one source made of several ways to the same bytes, such as a repository and its mirrors, in the order in
// which they are asked. The next one is asked when one cannot be reached, asks to wait, refuses, has trouble, does not
// have it, or when a network answers in its place. When none helps, the error is a *catalog.LimitError of one of them,
// if there is one, because it says when to ask again, and otherwise the first.
//
// The mark of a state says which way it was read by, so that this way is asked first for what belongs to it. The others
// are given an empty mark, for what they have now; a file counts only with the hash that it should have. A way that has
// failed is left alone until Latest is called again, or until no other is left. The result offers Whole, by those of the
// ways that do.
func Ways(name string, sources ...Source) Source {
	w := &ways{name: name, resting: map[int]error{}}
	for _, s := range sources {
		if s != nil {
			w.all = append(w.all, s)
		}
	}
	return w
}

type ways struct {
	name string
	all  []Source

	mu      sync.Mutex
	resting map[int]error // ways that have failed, and why
}

// Name is the one given.
func (w *ways) Name() string { return w.name }

// between stands in a mark between the name of a way and that way's own mark.
const between = "|"

// own finds the way that a mark is of, and its own mark there; -1 for none.
func (w *ways) own(mark string) (way int, own string) {
	name, own, _ := strings.Cut(mark, between)
	return slices.IndexFunc(w.all, func(s Source) bool { return s.Name() == name }), own
}

// Latest asks every way anew, so that one that has come back is used again.
func (w *ways) Latest(ctx context.Context, known string) (catalog.Published, error) {
	w.mu.Lock()
	clear(w.resting)
	w.mu.Unlock()
	seen, own := w.own(known)
	var pub catalog.Published
	err := w.try(ctx, -1, func(way int) (err error) {
		pub, err = w.all[way].Latest(ctx, markOf(way, seen, own))
		pub.Mark = w.all[way].Name() + between + pub.Mark
		return err
	})
	if err != nil {
		return catalog.Published{}, err
	}
	return pub, nil
}

// markOf is the mark to give a way: its own, or none.
func markOf(way, of int, own string) string {
	if way == of {
		return own
	}
	return ""
}

// Fetch writes the file when it has come, by whatever way, with its hash.
func (w *ways) Fetch(ctx context.Context, mark string, f catalog.File, to io.Writer, progress func(int64)) error {
	of, own := w.own(mark)
	var got bytes.Buffer
	err := w.try(ctx, of, func(way int) error {
		got.Reset()
		if err := w.all[way].Fetch(ctx, markOf(way, of, own), f, &got, progress); err != nil {
			return err
		}
		if manifest.Sum(got.Bytes()) != f.SHA256 {
			return fmt.Errorf("%w: its hash differs at %s", catalog.ErrDamaged, w.all[way].Name())
		}
		return nil
	})
	if err != nil {
		return err
	}
	_, err = to.Write(got.Bytes())
	return err
}

// KeySet reads a key set by the first way that has it.
func (w *ways) KeySet(ctx context.Context, mark string, version int) (catalog.SignedKeySet, error) {
	of, own := w.own(mark)
	var set catalog.SignedKeySet
	err := w.try(ctx, of, func(way int) (err error) {
		set, err = w.all[way].KeySet(ctx, markOf(way, of, own), version)
		return err
	})
	return set, err
}

// FetchAll reads what is needed from the first way that has all of a revision in one piece, and what this one could not
// give from the next.
func (w *ways) FetchAll(ctx context.Context, mark string, m catalog.Manifest, need []catalog.File,
	keep func(catalog.File, []byte) error, progress func(int64),
) error {
	of, own := w.own(mark)
	var unkept error // the caller's own trouble, which another way does not mend
	missing := slices.Clone(need)
	err := w.try(ctx, of, func(way int) error {
		whole, ok := w.all[way].(Whole)
		if !ok {
			return fmt.Errorf("%w: %s has only single files", catalog.ErrNotFound, w.all[way].Name())
		}
		err := whole.FetchAll(ctx, markOf(way, of, own), m, slices.Clone(missing), func(f catalog.File, data []byte) error {
			if unkept = keep(f, data); unkept == nil {
				missing = slices.DeleteFunc(missing, func(g catalog.File) bool { return g.SHA256 == f.SHA256 })
			}
			return unkept
		}, progress)
		if unkept != nil {
			return final{unkept}
		}
		return err
	})
	if unkept != nil {
		return unkept
	}
	return err
}

// A final error is not one of the way's.
type final struct{ error }

// try asks ways, that one first, until one has done what f asks of it or fails in a manner that another would too.
func (w *ways) try(ctx context.Context, first int, f func(way int) error) error {
	open, errs := w.order(first)
	for _, way := range open {
		err := f(way)
		if err == nil || ctx.Err() != nil || !anotherMayHelp(err) {
			return err
		}
		if hasFailed(err) {
			w.mu.Lock()
			w.resting[way] = err
			w.mu.Unlock()
		}
		errs = append(errs, err)
	}
	return gravest(errs)
}

// order lists the ways to ask, and why others are not asked now.
func (w *ways) order(first int) (open []int, resting []error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.resting) == len(w.all) {
		clear(w.resting)
	}
	for way := range w.all {
		switch err, rests := w.resting[way]; {
		case rests:
			resting = append(resting, err)
		case way == first:
			open = slices.Insert(open, 0, way)
		default:
			open = append(open, way)
		}
	}
	return open, resting
}

// hasFailed reports whether an error is of a way as a whole, and not of the one thing that was asked for.
func hasFailed(err error) bool {
	return isOneOf(err, catalog.ErrOffline, catalog.ErrRefused, catalog.ErrServer, catalog.ErrSignInPage)
}

// anotherMayHelp reports whether another way to the same bytes may be open.
func anotherMayHelp(err error) bool {
	return !errors.As(err, new(final)) && (hasFailed(err) || isOneOf(err, catalog.ErrNotFound, catalog.ErrDamaged))
}

func isOneOf(err error, others ...error) bool {
	return slices.ContainsFunc(others, func(other error) bool { return errors.Is(err, other) })
}

// gravest is the error to tell of several.
func gravest(errs []error) error {
	for _, err := range errs {
		if errors.As(err, new(*catalog.LimitError)) {
			return err
		}
	}
	if len(errs) == 0 {
		return catalog.ErrNoSource
	}
	return errs[0]
}
