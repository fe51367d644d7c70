package library

import (
	"context"
	"fmt"
	"io/fs"
	"strings"
	"sync"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/manifest"
	"github.com/passalong/passalong/internal/signature"
)

// A bundle is what is known of the content that came with the program.
type bundle struct {
	catalog *catalog.Catalog
	library catalog.Library
	keys    []byte // the file of its key set; nil when nobody signs it
	set     signature.KeySet

	// list lists its files, by the paths that they would have when published, and by their hashes where they
	// are in Config.Bundled. That takes a while and is only needed to install.
	list func() (listed, error)
}

type listed struct {
	files []catalog.File
	bySum map[string]string
}

func (b *bundle) revision() catalog.Revision { return catalog.Revision{Issued: b.library.Issued} }

// bundled reads the bundled library, once.
func (l *Library) bundled(ctx context.Context) (*bundle, error) {
	l.mu.Lock()
	b := l.bundle
	l.mu.Unlock()
	if b != nil {
		return b, nil
	}
	b, err := readBundle(ctx, l.cfg)
	if err != nil {
		return nil, fmt.Errorf("reading the bundled library: %w", err)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.bundle = b
	return b, nil
}

func readBundle(ctx context.Context, cfg Config) (*bundle, error) {
	cat, _, err := cfg.Reparse(ctx, cfg.Bundled)
	if err != nil {
		return nil, err
	}
	b := &bundle{catalog: cat, library: cat.Library, list: sync.OnceValues(func() (listed, error) { return listBundle(cfg.Bundled) })}
	raw, err := fs.ReadFile(cfg.Bundled, strings.TrimPrefix(manifest.KeySetPath, manifest.ContentDir))
	if isMissing(err) {
		return b, nil
	}
	if err != nil {
		return nil, err
	}
	if b.set, err = signature.ParseKeySet(raw); err != nil {
		return nil, err
	}
	if b.set.Channel != b.library.ID {
		return nil, fmt.Errorf("the keys are those of %q", b.set.Channel)
	}
	b.keys = raw
	return b, nil
}

func listBundle(tree fs.FS) (listed, error) {
	files, _, err := manifest.List(tree) // what could not be published as it is, is only not reused
	if err != nil {
		return listed{}, fmt.Errorf("reading the bundled library: %w", err)
	}
	bySum := map[string]string{}
	for _, f := range files {
		bySum[f.SHA256] = strings.TrimPrefix(f.Path, manifest.ContentDir)
	}
	return listed{files, bySum}, nil
}
