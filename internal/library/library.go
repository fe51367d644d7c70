// Package library keeps the installed content: what came with the program first, then the revisions that a
// source publishes.
//
// A revision is checked completely before it is used, switched on in one step, and the one before it is
// kept. Whatever fails, and whenever the machine stops, there is always a whole library to read.
//
// In its folder:
//
//	lock                  held while a Library that may write is open
//	objects/<x>/<sha256>  every file of every revision kept, by its hash
//	manifests/<sha256>    the manifests, and <sha256>.minisig where there is a signature
//	current               which revision is used, and which was used before
//	seen                  the newest revision that a source was seen to offer
//	tmp/                  files on their way
package library

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"sync"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/manifest"
)

// A Source is where new revisions come from. Its errors are those of catalog, wrapped; it returns promptly
// when ctx ends. Its methods may be called from several goroutines.
type Source interface {
	// Name says which source it is, such as "owner/repo". It is the same for as long as the learner means
	// the same publisher.
	Name() string
	// Latest returns what is published now, or catalog.ErrUpToDate when that is still the state called
	// known. An empty known matches nothing.
	Latest(ctx context.Context, known string) (catalog.Published, error)
	// Fetch writes the file as it was in the state called mark. It writes no more than f.Size bytes; whether
	// they are the right ones is for the caller to check. It calls progress with the number of bytes of the
	// file that have arrived so far.
	Fetch(ctx context.Context, mark string, f catalog.File, w io.Writer, progress func(int64)) error
}

// Parse reads a library whose library.yaml is at the root of fsys. A Broken problem means that a module
// cannot be used. The catalog is nil, and the error is not, when nothing can be used or ctx has ended.
type Parse func(ctx context.Context, fsys fs.FS) (*catalog.Catalog, []catalog.Problem, error)

// Config is what a Library needs. Dir, Bundled, Parse, Reparse and Now are required.
type Config struct {
	Dir     string // the library's own folder; it is made with the first installation
	Bundled fs.FS  // the content that came with the program, library.yaml at its root
	Parse   Parse  // reads what is new here
	Reparse Parse  // reads what Parse found sound before, when it was installed or when the program was made
	Now     func() time.Time
	// Version is the program's own, such as "1.2.0". When it is set, a revision made for a newer program is
	// refused.
	Version string
	// Verify checks a publisher's signature over a manifest before anything of it is read, and reports
	// whether it is signed by somebody this program trusts. An error refuses the revision. Without Verify
	// every revision counts as unsigned.
	Verify func(manifest, signature []byte) (signed bool, err error)
}

// A Library is the installed content of one folder. Its methods may be called from several goroutines.
type Library struct {
	cfg   Config
	shelf shelf

	changing sync.Mutex // held by whoever changes what is installed

	mu     sync.Mutex          // guards what follows, and the pointer file while it is changed
	unlock func() error        // gives the lock of the folder back; nil while it is not held
	loaded map[string]struct{} // manifests that a catalog of this process may still read pictures of
	seen   sighting
	bundle *bundle
}

// Open prepares the library of a folder. It reads no content yet. When another process has the same folder
// open, everything can be read and nothing can be changed.
//
// The caller closes the library when nothing uses its catalogs any more.
func Open(cfg Config) (*Library, error) {
	if cfg.Dir == "" || cfg.Bundled == nil || cfg.Parse == nil || cfg.Reparse == nil || cfg.Now == nil {
		return nil, errors.New("opening the library: Dir, Bundled, Parse, Reparse and Now are required")
	}
	return open(cfg, osDisk{cfg.Dir}), nil
}

func open(cfg Config, d disk) *Library {
	l := &Library{cfg: cfg, shelf: shelf{d}, loaded: map[string]struct{}{}}
	if p, err := l.shelf.pointer(); err == nil && p.Cur != nil {
		l.lockToRead()
	}
	return l
}

// Close lets other processes change the library.
func (l *Library) Close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.unlock == nil {
		return nil
	}
	unlock := l.unlock
	l.unlock = nil
	if err := unlock(); err != nil {
		return fmt.Errorf("closing the library: %w", err)
	}
	return nil
}

// Load returns the revision in use, read and checked: the installed one, or the bundled one.
//
// When the installed revision cannot be used, Load returns the bundled one together with a
// *catalog.FallbackError that says why. The catalog is nil only when ctx has ended or the bundled library
// itself does not load.
func (l *Library) Load(ctx context.Context) (*catalog.Catalog, error) {
	cat, broken := l.loadInstalled(ctx)
	if cat != nil {
		return cat, nil
	}
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("loading the library: %w", err)
	}
	cat, _, err := l.cfg.Reparse(ctx, l.cfg.Bundled)
	if err != nil {
		return nil, fmt.Errorf("loading the bundled library: %w", errors.Join(err, broken))
	}
	cat.Revision = catalog.Revision{Issued: cat.Library.Issued}
	return cat, broken
}

// loadInstalled returns the installed revision, or nothing when none is installed, or a
// *catalog.FallbackError when it cannot be used.
func (l *Library) loadInstalled(ctx context.Context) (*catalog.Catalog, error) {
	p, err := l.pinned()
	if err != nil {
		return nil, &catalog.FallbackError{Err: err}
	}
	if p.Cur == nil {
		return nil, nil
	}
	cat, _, err := l.read(ctx, *p.Cur)
	if err != nil {
		return nil, &catalog.FallbackError{Revision: p.Cur.revision(), Err: err}
	}
	return cat, nil
}

// pinned returns the pointer, and sees to it that the revision in use stays on the shelf for as long as
// this process runs.
func (l *Library) pinned() (pointer, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	p, err := l.shelf.pointer()
	if err == nil && p.Cur != nil {
		l.loaded[p.Cur.Manifest] = struct{}{}
	}
	return p, err
}

// read checks every byte of an installed revision and parses it.
func (l *Library) read(ctx context.Context, e edition) (*catalog.Catalog, []catalog.Problem, error) {
	raw, err := l.shelf.manifest(e.Manifest)
	if err != nil {
		return nil, nil, err
	}
	m, err := manifest.Parse(raw, l.cfg.Version)
	if err != nil {
		return nil, nil, err
	}
	if err := l.shelf.verify(ctx, m); err != nil {
		return nil, nil, err
	}
	cat, problems, err := l.cfg.Reparse(ctx, newTree(l.shelf, m))
	if err != nil {
		return nil, problems, err
	}
	cat.Revision = e.revision()
	return cat, problems, nil
}

// lockToRead keeps other processes from removing what this one reads. It is not needed to read, so that a
// lock held elsewhere or a folder that cannot be written to is no trouble.
func (l *Library) lockToRead() { _ = l.lock() }

// lock makes this process the only one that changes the library, until Close.
func (l *Library) lock() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.unlock != nil {
		return nil
	}
	unlock, err := l.shelf.disk.Lock()
	if err != nil {
		return err
	}
	l.unlock = unlock
	l.shelf.clean()
	return nil
}

// change runs f as the only one, in this process and any other, that changes what is installed.
func (l *Library) change(f func(pointer) error) error {
	if !l.changing.TryLock() {
		return catalog.ErrBusy
	}
	defer l.changing.Unlock()
	if err := l.lock(); err != nil {
		return err
	}
	p, err := l.shelf.pointer()
	if err != nil && !errors.Is(err, catalog.ErrDamaged) {
		return err
	}
	return f(p)
}
