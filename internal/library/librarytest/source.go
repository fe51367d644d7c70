package librarytest

import (
	"context"
	"fmt"
	"io"
	"slices"
	"sync"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/manifest"
)

// A Source offers releases, the last one as the newest. What it does otherwise is for the tests to say.
type Source struct {
	Address string
	// Tamper changes what it sends of a file; nil sends what was released.
	Tamper func(path string, data []byte) ([]byte, error)
	// KeyFault answers in place of the key sets when its error is not nil.
	KeyFault func(version int) error

	mu       sync.Mutex
	releases []Release
	latest   int
	fetched  []string
	keys     []int
}

// Offer makes a release the newest.
func (s *Source) Offer(r Release) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.releases = append(s.releases, r)
}

// Asked says how often it was asked for the newest release, which files it sent, and for which versions of the key
// set it was asked, since the last call.
func (s *Source) Asked() (latest int, files []string, keys []int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	latest, files, keys = s.latest, slices.Clone(s.fetched), slices.Clone(s.keys)
	s.latest, s.fetched, s.keys = 0, nil, nil
	return latest, files, keys
}

// Name is the address.
func (s *Source) Name() string { return s.Address }

// Latest returns the newest release.
func (s *Source) Latest(ctx context.Context, known string) (catalog.Published, error) {
	if err := ctx.Err(); err != nil {
		return catalog.Published{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.latest++
	if len(s.releases) == 0 {
		return catalog.Published{}, catalog.ErrNotFound
	}
	r := s.releases[len(s.releases)-1]
	mark := fmt.Sprintf("%d %.12s", len(s.releases), manifest.Sum(fmt.Append(nil, r.Manifest, r.Signature, r.Keys)))
	if mark == known {
		return catalog.Published{}, catalog.ErrUpToDate
	}
	return catalog.Published{Mark: mark, Manifest: r.Manifest, Signature: r.Signature}, nil
}

func (s *Source) at(mark string) (Release, error) {
	var n int
	if _, err := fmt.Sscan(mark, &n); err != nil || n < 1 || n > len(s.releases) {
		return Release{}, fmt.Errorf("%w: state %q", catalog.ErrNotFound, mark)
	}
	return s.releases[n-1], nil
}

// Fetch sends a file.
func (s *Source) Fetch(ctx context.Context, mark string, f catalog.File, w io.Writer, progress func(int64)) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.mu.Lock()
	r, err := s.at(mark)
	s.fetched = append(s.fetched, f.Path)
	tamper := s.Tamper
	s.mu.Unlock()
	if err != nil {
		return err
	}
	data, ok := r.Files[f.Path]
	if !ok {
		return catalog.ErrNotFound
	}
	if tamper != nil {
		if data, err = tamper(f.Path, data); err != nil {
			return err
		}
	}
	if _, err := w.Write(data); err != nil {
		return err
	}
	progress(int64(len(data)))
	return nil
}

// KeySet sends a version of the key set.
func (s *Source) KeySet(ctx context.Context, mark string, version int) (catalog.SignedKeySet, error) {
	if err := ctx.Err(); err != nil {
		return catalog.SignedKeySet{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.keys = append(s.keys, version)
	if s.KeyFault != nil {
		if err := s.KeyFault(version); err != nil {
			return catalog.SignedKeySet{}, err
		}
	}
	r, err := s.at(mark)
	if err != nil {
		return catalog.SignedKeySet{}, err
	}
	set, ok := r.Keys[version]
	if !ok || version == 1 { // its file may be there, but nobody asks for it
		return catalog.SignedKeySet{}, catalog.ErrNotFound
	}
	return set, nil
}
