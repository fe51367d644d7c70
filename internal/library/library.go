// Package library keeps the installed content: what came with the program first, then the revisions that
// sources publish, of one library or of several side by side.
//
// A revision is trusted by its signature and by nothing else: neither the address that it came from nor the way
// counts. It is checked completely before it is used, switched on in one step, and the one before it is
// kept. Whatever fails, and whenever the machine stops, there is always a whole library to read.
//
// In its folder:
//
//	lock                  held while a Library that may write is open
//	objects/<x>/<sha256>  every file of every revision kept, by its hash
//	manifests/<sha256>    the manifests, and <sha256>.minisig where there is a signature
//	current               which libraries there are, in their order, and which revision of each is used
//	seen                  the newest revision that each source was seen to offer
//	tmp/                  files on their way
package library

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"sync"
	"time"

	"github.com/passalong/passalong/internal/catalog"
)

// A Source is where new revisions come from. Its errors are those of catalog, wrapped; it returns promptly
// when ctx ends. Its methods may be called from several goroutines.
type Source interface {
	// Name is the address of the source: "owner/repo", "https://…/", or the path of a file or a folder.
	Name() string
	// Latest returns what is published now, or catalog.ErrUpToDate when that is still the state called
	// known. An empty known matches nothing. It brings the signature whenever there is one.
	Latest(ctx context.Context, known string) (catalog.Published, error)
	// Fetch writes the file as it was in the state called mark. It writes no more than f.Size bytes; whether
	// they are the right ones is for the caller to check. It calls progress with the number of bytes of the
	// file that have arrived so far.
	Fetch(ctx context.Context, mark string, f catalog.File, w io.Writer, progress func(int64)) error
	// KeySet returns a version of the key set as it was in the state called mark: 0 for the one in use, without
	// signatures, otherwise that by which the publisher came to this version from the one before, with all
	// signatures. Whether any of it is right is for the caller to check. It fails with catalog.ErrNotFound when
	// there is none.
	KeySet(ctx context.Context, mark string, version int) (catalog.SignedKeySet, error)
}

// A Whole is a Source that may be able to give everything at once. It is asked when much is missing.
type Whole interface {
	// FetchAll gives the files of need, which belong to m, in whatever order to keep, one at a time. Whether
	// they are right is for keep to check; its error ends FetchAll. progress gets the number of bytes that have
	// arrived. When it fails, what keep has not had is fetched file by file.
	FetchAll(ctx context.Context, mark string, m catalog.Manifest, need []catalog.File, keep func(catalog.File, []byte) error, progress func(int64)) error
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
	// AllowUnsigned says whether a library may be used that nobody has signed. It is asked each time; nil is no.
	AllowUnsigned func() bool
}

// A Library is the installed content of one folder: one library or several. Its methods may be called from several goroutines.
type Library struct {
	cfg   Config
	shelf shelf

	changing sync.Mutex // held by whoever changes what is installed

	mu     sync.Mutex          // guards what follows, and the pointer file while it is changed
	unlock func() error        // gives the lock of the folder back; nil while it is not held
	loaded map[string]struct{} // manifests that a catalog of this process may still read pictures of
	bundle *bundle
	last   report // of the last Load

	seenRead bool // whether seen was read from the disk
	seen     []sighting
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
	if p, err := l.shelf.pointer(); err == nil && (p.Sweep || slices.ContainsFunc(p.Libraries, func(h holding) bool { return h.Cur != nil })) {
		l.lockToRead()
	}
	return l
}

// Close removes what was left of removed libraries for catalogs that were still read, and lets other processes change
// the library.
func (l *Library) Close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.unlock == nil {
		return nil
	}
	if p, err := l.shelf.pointer(); err == nil && p.Sweep {
		clear(l.loaded) // nothing reads its catalogs any more
		l.sweep(p)
	}
	unlock := l.unlock
	l.unlock = nil
	if err := unlock(); err != nil {
		return fmt.Errorf("closing the library: %w", err)
	}
	return nil
}

// lockToRead keeps other processes from removing what this one reads. It is not needed to read, so that a
// lock held elsewhere or a folder that cannot be written to is no trouble.
func (l *Library) lockToRead() { _ = l.lock() }

// lock makes this process the only one that changes the library, until Close.
func (l *Library) lock() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.locked()
}

// locked is lock for a caller who holds l.mu.
func (l *Library) locked() error {
	if l.unlock != nil {
		return nil
	}
	unlock, err := l.shelf.disk.Lock()
	if err != nil {
		return err
	}
	l.unlock = unlock
	l.shelf.clean()
	if p, err := l.shelf.pointer(); err == nil && p.Sweep {
		l.sweep(p)
	}
	return nil
}

// now is what is on this computer at this moment. When the pointer cannot be read the error says why, and it is
// the bundled library alone.
func (l *Library) now(ctx context.Context) (pointer, *bundle, error) {
	b, err := l.bundled(ctx)
	if err != nil {
		return pointer{}, nil, err
	}
	p, err := l.shelf.pointer()
	return p.with(b), b, err
}

// change runs f as the only one, in this process and any other, that changes what is installed.
func (l *Library) change(ctx context.Context, f func(pointer, *bundle) error) error {
	if !l.changing.TryLock() {
		return catalog.ErrBusy
	}
	defer l.changing.Unlock()
	if err := l.lock(); err != nil {
		return err
	}
	p, b, err := l.now(ctx)
	if b == nil || err != nil && !errors.Is(err, catalog.ErrDamaged) {
		return err
	}
	return f(p, b)
}
