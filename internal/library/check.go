package library

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/manifest"
)

// A sighting is what a source was last seen to offer. With it, asking again costs one request, also when
// the learner has not installed it yet.
type sighting struct {
	Origin    string    `json:"origin"`
	Mark      string    `json:"mark"`
	Checked   time.Time `json:"checked"`
	Manifest  []byte    `json:"manifest"`
	Signature []byte    `json:"signature,omitempty"`
}

// LastCheck says when a source last answered, and which; ok is false when none ever did.
func (l *Library) LastCheck() (at time.Time, source string, ok bool) {
	s := l.lastSeen()
	return s.Checked, s.Origin, s.Origin != ""
}

// Check asks a source for its newest revision and says what it would bring. It installs nothing. When the
// source still offers what it did the last time, that is one request.
//
// It fails with catalog.ErrUpToDate when there is nothing to install, with catalog.ErrNoSource for a nil
// source, with ErrOtherOne, ErrOlder or ErrSameNumber when the source breaks what it was pinned to,
// with ErrNotLibrary or ErrNewerFormat, and as the source does.
func (l *Library) Check(ctx context.Context, src Source) (catalog.Update, error) {
	if src == nil {
		return catalog.Update{}, catalog.ErrNoSource
	}
	p, err := l.shelf.pointer()
	if err != nil && !errors.Is(err, catalog.ErrDamaged) {
		return catalog.Update{}, fmt.Errorf("checking %s: %w", src.Name(), err)
	}
	last := l.lastSeen()
	if last.Origin != src.Name() {
		last = sighting{}
	}
	pub, err := src.Latest(ctx, last.Mark)
	if errors.Is(err, catalog.ErrUpToDate) && last.Mark != "" {
		pub, err = catalog.Published{Mark: last.Mark, Manifest: last.Manifest, Signature: last.Signature}, nil
	}
	if err != nil {
		return catalog.Update{}, fmt.Errorf("checking %s: %w", src.Name(), err)
	}
	u, err := l.weigh(ctx, p, src.Name(), pub)
	if err == nil || errors.Is(err, catalog.ErrUpToDate) {
		l.remember(sighting{src.Name(), pub.Mark, l.cfg.Now().UTC(), pub.Manifest, pub.Signature})
	}
	if err != nil {
		return catalog.Update{}, fmt.Errorf("checking %s: %w", src.Name(), err)
	}
	return u, nil
}

// weigh says what a published revision would bring, or catalog.ErrUpToDate when that is nothing.
func (l *Library) weigh(ctx context.Context, p pointer, source string, pub catalog.Published) (catalog.Update, error) {
	b, err := l.bundled(ctx)
	if err != nil {
		return catalog.Update{}, err
	}
	m, to, err := l.accept(p, b, source, pub)
	if err != nil {
		return catalog.Update{}, err
	}
	from, have := b.revision(), b.files
	if p.Cur != nil {
		from, have = p.Cur.revision(), l.installedFiles(*p.Cur)
	}
	fetch, local := l.missing(m, b)
	changes := manifest.Changes(have, m.Files, fetch)
	current := p.Cur != nil && p.Cur.Manifest == to.Manifest && len(fetch)+len(local) == 0
	if current || len(changes) == 0 && p.Cur == nil {
		return catalog.Update{}, catalog.ErrUpToDate
	}
	return catalog.Update{
		From: from, To: to, Changes: changes, Download: bytesOf(fetch), Files: len(fetch),
		Mark: pub.Mark, Manifest: pub.Manifest, Signature: pub.Signature,
	}, nil
}

// accept holds a published manifest to the rules: its own, and those that its source is pinned to. The
// signature is looked at before anything is read.
func (l *Library) accept(p pointer, b *bundle, source string, pub catalog.Published) (catalog.Manifest, catalog.Revision, error) {
	fail := func(err error) (catalog.Manifest, catalog.Revision, error) {
		return catalog.Manifest{}, catalog.Revision{}, err
	}
	if len(pub.Manifest) > manifest.MaxManifest || len(pub.Signature) > manifest.MaxSignature {
		return fail(fmt.Errorf("%w: the manifest or its signature is too long", catalog.ErrNotLibrary))
	}
	signed := false
	if l.cfg.Verify != nil {
		var err error
		if signed, err = l.cfg.Verify(pub.Manifest, pub.Signature); err != nil {
			return fail(err)
		}
	}
	m, err := manifest.Parse(pub.Manifest, l.cfg.Version)
	if err != nil {
		return fail(err)
	}
	sum := manifest.Sum(pub.Manifest)
	pinned, known := p.Pins[pinKey(source)]
	switch {
	case known && m.Channel != pinned.Channel, !known && b.presets(source) && m.Channel != b.library.ID:
		return fail(fmt.Errorf("%w: %q", catalog.ErrOtherOne, m.Channel))
	case known && m.Sequence < pinned.Sequence:
		return fail(fmt.Errorf("%w: number %d after %d", catalog.ErrOlder, m.Sequence, pinned.Sequence))
	case known && m.Sequence == pinned.Sequence && sum != pinned.Manifest:
		return fail(fmt.Errorf("%w: %d", catalog.ErrSameNumber, m.Sequence))
	}
	return m, catalog.Revision{Manifest: sum, Sequence: m.Sequence, Issued: m.Issued, Origin: source, Signed: signed}, nil
}

// installedFiles lists the files of an installed revision; none when its manifest is damaged, so that
// everything counts as new.
func (l *Library) installedFiles(e edition) []catalog.File {
	raw, err := l.shelf.manifest(e.Manifest)
	if err != nil {
		return nil
	}
	m, err := manifest.Parse(raw, "")
	if err != nil {
		return nil
	}
	return m.Files
}

// missing lists the files whose bytes are not on the shelf, each content once: those to fetch, and those
// that came with the program and only have to be copied.
func (l *Library) missing(m catalog.Manifest, b *bundle) (fetch, local []catalog.File) {
	seen := map[string]bool{}
	for _, f := range m.Files {
		if seen[f.SHA256] {
			continue
		}
		seen[f.SHA256] = true
		if l.shelf.has(f.SHA256) {
			continue
		}
		if _, ok := b.bySum[f.SHA256]; ok {
			local = append(local, f)
		} else {
			fetch = append(fetch, f)
		}
	}
	return fetch, local
}

// lastSeen is the sighting in memory, or else the one on disk.
func (l *Library) lastSeen() sighting {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.seen.Origin == "" {
		data, err := l.shelf.disk.ReadFile(seenName)
		if err != nil || json.Unmarshal(data, &l.seen) != nil {
			l.seen = sighting{} // it only saves a request
		}
	}
	return l.seen
}

// remember keeps a sighting. Where it cannot be written it is kept in memory: it only saves a request.
func (l *Library) remember(s sighting) {
	locked := l.lock() == nil
	l.mu.Lock()
	defer l.mu.Unlock()
	l.seen = s
	data, err := json.Marshal(s)
	if err != nil || !locked || l.shelf.disk.MkdirAll(tmpDir) != nil {
		return
	}
	_ = l.shelf.replace(seenName, data)
}

func bytesOf(files []catalog.File) int64 {
	var n int64
	for _, f := range files {
		n += f.Size
	}
	return n
}

// A bundle is what is known of the content that came with the program.
type bundle struct {
	library catalog.Library
	files   []catalog.File    // by the paths they would have when published
	bySum   map[string]string // hash to path in Config.Bundled
}

func (b *bundle) revision() catalog.Revision { return catalog.Revision{Issued: b.library.Issued} }

// presets reports whether the bundled library names the source itself.
func (b *bundle) presets(source string) bool {
	return b.library.Update != "" && pinKey(b.library.Update) == pinKey(source)
}

// bundled looks at the bundled library, once.
func (l *Library) bundled(ctx context.Context) (*bundle, error) {
	l.mu.Lock()
	b := l.bundle
	l.mu.Unlock()
	if b != nil {
		return b, nil
	}
	cat, _, err := l.cfg.Reparse(ctx, l.cfg.Bundled)
	if err != nil {
		return nil, fmt.Errorf("reading the bundled library: %w", err)
	}
	files, _, err := manifest.List(l.cfg.Bundled) // what could not be published as it is, is only not reused
	if err != nil {
		return nil, fmt.Errorf("reading the bundled library: %w", err)
	}
	b = &bundle{library: cat.Library, files: files, bySum: map[string]string{}}
	for _, f := range files {
		b.bySum[f.SHA256] = f.Path[len(manifest.ContentDir):]
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.bundle = b
	return b, nil
}
