package library

import (
	"encoding/json"
	"fmt"
	"maps"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/manifest"
)

// A pointer is the file that says which revision is in use. Replacing it is the switch.
type pointer struct {
	Format int            `json:"format"` // 0 while it is not known what the file said
	Cur    *edition       `json:"cur"`    // nil for the bundled library
	Prev   *edition       `json:"prev"`   // nil for the bundled library
	Pins   map[string]pin `json:"pins"`   // by pinKey of the source
}

// An edition is an installed revision.
type edition struct {
	Manifest string    `json:"manifest"`
	Sequence int64     `json:"sequence"`
	Issued   time.Time `json:"issued"`
	Origin   string    `json:"origin"`
	Signed   bool      `json:"signed"`
}

// A pin is what the first installation from a source fixed, and the newest revision that was accepted from
// it. It outlives going back, so that an old revision cannot be passed off as new.
type pin struct {
	Channel  string `json:"channel"`
	Sequence int64  `json:"sequence"`
	Manifest string `json:"manifest"`
}

const pointerFormat = 1

// pinKey ignores case, as GitHub does.
func pinKey(source string) string { return strings.ToLower(source) }

func (e edition) revision() catalog.Revision {
	return catalog.Revision{Manifest: e.Manifest, Sequence: e.Sequence, Issued: e.Issued, Origin: e.Origin, Signed: e.Signed}
}

func editionOf(r catalog.Revision) *edition {
	return &edition{Manifest: r.Manifest, Sequence: r.Sequence, Issued: r.Issued, Origin: r.Origin, Signed: r.Signed}
}

// pointer reads which revision is in use. Without a file it is the bundled library. The errors are
// catalog.ErrDamaged, with a zero pointer, catalog.ErrNewerFormat when a newer program wrote it, or that of the disk.
func (s shelf) pointer() (pointer, error) {
	data, err := s.disk.ReadFile(pointerName)
	if isMissing(err) {
		return pointer{Format: pointerFormat}, nil
	}
	if err != nil {
		return pointer{}, fmt.Errorf("reading which revision is in use: %w", err)
	}
	var p pointer
	if err := json.Unmarshal(data, &p); err != nil {
		return pointer{}, fmt.Errorf("%w: reading which revision is in use: %w", catalog.ErrDamaged, err)
	}
	switch {
	case p.Format > pointerFormat:
		return pointer{}, fmt.Errorf("reading which revision is in use: %w", catalog.ErrNewerFormat)
	case p.Format != pointerFormat:
		return pointer{}, fmt.Errorf("%w: which revision is in use", catalog.ErrDamaged)
	}
	for _, e := range []*edition{p.Cur, p.Prev} {
		if e != nil && !manifest.IsSum(e.Manifest) {
			return pointer{}, fmt.Errorf("%w: the name of the revision in use", catalog.ErrDamaged)
		}
	}
	return p, nil
}

// flip makes p the pointer. From its return on, p lasts.
func (s shelf) flip(p pointer) error {
	p.Format = pointerFormat
	data, err := json.Marshal(p)
	if err != nil {
		return err
	}
	return s.replace(pointerName, append(data, '\n'))
}

// switchTo is the pointer with another revision in use.
func (p pointer) switchTo(e *edition) pointer {
	next := pointer{Format: p.Format, Cur: e, Prev: p.Cur, Pins: p.Pins}
	if same(e, p.Cur) {
		next.Prev = p.Prev
	}
	return next
}

// withPin is the pointer that remembers the newest revision accepted from a source.
func (p pointer) withPin(source string, n pin) pointer {
	p.Pins = maps.Clone(p.Pins)
	if p.Pins == nil {
		p.Pins = map[string]pin{}
	}
	p.Pins[pinKey(source)] = n
	return p
}

func same(a, b *edition) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Manifest == b.Manifest
}
