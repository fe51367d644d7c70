package library

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"github.com/passalong/passalong/internal/catalog"
)

// A sighting is what a source was last seen to offer. With it, asking again costs one request, also when
// the learner has not installed it yet.
type sighting struct {
	Library   string            `json:"library"`
	Origin    string            `json:"origin"`
	Mark      string            `json:"mark"`
	Checked   time.Time         `json:"checked"`
	Manifest  []byte            `json:"manifest"`
	Signature []byte            `json:"signature,omitempty"`
	Keys      map[int]keyChange `json:"keys,omitempty"` // that were asked for, by their version; 0 for the one in use
}

func (s sighting) published() catalog.Published {
	return catalog.Published{Mark: s.Mark, Manifest: s.Manifest, Signature: s.Signature}
}

// ring asks the source for key sets, each once.
func (s *sighting) ring(src Source) keyring {
	return func(ctx context.Context, version int) (catalog.SignedKeySet, error) {
		if have, ok := s.Keys[version]; ok {
			return have.signedKeySet(), nil
		}
		set, err := src.KeySet(ctx, s.Mark, version)
		if err != nil {
			return catalog.SignedKeySet{}, err
		}
		if s.Keys == nil {
			s.Keys = map[int]keyChange{}
		}
		s.Keys[version] = keyChangeOf(set)
		return set, nil
	}
}

// sightings are those in memory, which at first are those on disk. The caller holds l.mu.
func (l *Library) sightings() []sighting {
	if !l.seenRead {
		l.seenRead, l.seen = true, l.shelf.sightings()
	}
	return l.seen
}

// lastSeen is what a source offered the last time; zero when it was never asked.
func (l *Library) lastSeen(source string) sighting {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, s := range l.sightings() {
		if sameName(s.Origin, source) {
			return s
		}
	}
	return sighting{}
}

// checked is when the source of a library last answered.
func (l *Library) checked(id, source string) time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, s := range l.sightings() {
		if s.Library == id && sameName(s.Origin, source) {
			return s.Checked
		}
	}
	return time.Time{}
}

// remember keeps a sighting. Only the sources that libraries on this computer have are written down; where that
// cannot be done they are kept in memory: they only save requests.
func (l *Library) remember(s sighting, p pointer, b *bundle) {
	l.mu.Lock()
	l.seen = append(slices.DeleteFunc(l.sightings(), func(old sighting) bool { return sameName(old.Origin, s.Origin) }), s)
	l.mu.Unlock()
	l.writeSightings(p, b)
}

// writeSightings writes down what the sources of the libraries of p offered.
func (l *Library) writeSightings(p pointer, b *bundle) {
	l.mu.Lock()
	defer l.mu.Unlock()
	var lasting []sighting
	for _, s := range l.sightings() {
		if h, known := p.find(s.Library); known && sameName(h.source(b), s.Origin) {
			lasting = append(lasting, s)
		}
	}
	if len(lasting) == 0 && !l.shelf.exists(seenName) || l.locked() != nil {
		return
	}
	_ = l.shelf.keepSightings(lasting)
}

// sightings are those that were written down; none when they cannot be read.
func (s shelf) sightings() []sighting {
	var seen []sighting
	data, err := s.disk.ReadFile(seenName)
	if err != nil || json.Unmarshal(data, &seen) != nil {
		return nil
	}
	return seen
}

// keepSightings writes them down; without any there is no file.
func (s shelf) keepSightings(seen []sighting) error {
	if len(seen) == 0 {
		if err := s.disk.Remove(seenName); err != nil && !isMissing(err) {
			return err
		}
		return s.disk.SyncDir(".")
	}
	data, err := json.Marshal(seen)
	if err != nil {
		return err
	}
	if err := s.disk.MkdirAll(tmpDir); err != nil {
		return err
	}
	return s.replace(seenName, data)
}

// forgetSightings drops those of a library.
func (l *Library) forgetSightings(id string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.seen = slices.DeleteFunc(l.sightings(), func(s sighting) bool { return s.Library == id })
}
