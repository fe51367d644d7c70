package library

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/manifest"
	"github.com/passalong/passalong/internal/signature"
)

// A pointer is the file that says which libraries there are, in their order, and which revision of each is in
// use. Replacing it is the switch.
type pointer struct {
	Format    int       `json:"format"`           // 0 while it is not known what the file said
	Bundled   time.Time `json:"bundled,omitzero"` // date of the bundled library at the last switch
	Sweep     bool      `json:"sweep,omitempty"`  // something of a library that was removed may still lie about
	Libraries []holding `json:"libraries"`
}

// A holding is one library on this computer.
type holding struct {
	ID     string      `json:"id"`
	Source string      `json:"source,omitempty"` // where newer revisions come from; empty for what library.yaml says
	Cur    *edition    `json:"cur,omitempty"`    // nil for the bundled library
	Prev   *edition    `json:"prev,omitempty"`   // nil for the bundled library, or for nothing
	Keys   []byte      `json:"keys,omitempty"`   // the file of the key set that is trusted; nil while nobody signs it
	Chain  []keyChange `json:"chain,omitempty"`  // versions 2 to that one, as far as they are known, to be passed on
	Past   []string    `json:"past,omitempty"`   // fingerprints of the key sets that were trusted before
	Seen   pin         `json:"seen"`
}

// An edition is an installed revision.
type edition struct {
	Manifest string    `json:"manifest"`
	Sequence int64     `json:"sequence"`
	Issued   time.Time `json:"issued"`
	Origin   string    `json:"origin"`
	Signed   bool      `json:"signed"`
	Update   string    `json:"update,omitempty"` // what library.yaml says
}

// A pin is the newest revision that was accepted under the keys of now. It outlives going back, so that an old
// revision cannot be passed off as new.
type pin struct {
	Sequence int64     `json:"sequence"`
	Manifest string    `json:"manifest"`
	Issued   time.Time `json:"issued,omitzero"`
}

// A keyChange is a catalog.SignedKeySet on disk.
type keyChange struct {
	Set        []byte   `json:"set"`
	Signatures [][]byte `json:"signatures,omitempty"`
}

func keyChangeOf(s catalog.SignedKeySet) keyChange     { return keyChange(s) }
func (c keyChange) signedKeySet() catalog.SignedKeySet { return catalog.SignedKeySet(c) }

const pointerFormat = 2

var (
	idPattern   = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]{0,63}$`)
	repoPattern = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._-]{1,100}$`)
)

func (e edition) revision() catalog.Revision {
	return catalog.Revision{Manifest: e.Manifest, Sequence: e.Sequence, Issued: e.Issued, Origin: e.Origin, Signed: e.Signed}
}

func editionOf(r catalog.Revision, update string) *edition {
	return &edition{Manifest: r.Manifest, Sequence: r.Sequence, Issued: r.Issued, Origin: r.Origin, Signed: r.Signed, Update: update}
}

// pointer reads which revisions are in use. Without a file it is the bundled library alone. The errors are
// catalog.ErrDamaged, with a zero pointer, catalog.ErrNewerFormat when a newer program wrote it, or that of the disk.
func (s shelf) pointer() (pointer, error) {
	data, err := s.disk.ReadFile(pointerName)
	if isMissing(err) {
		return pointer{Format: pointerFormat}, nil
	}
	if err != nil {
		return pointer{}, fmt.Errorf("reading which revision is in use: %w", err)
	}
	p, err := s.parsePointer(data)
	if err != nil {
		return pointer{}, fmt.Errorf("reading which revision is in use: %w", err)
	}
	return p, nil
}

func (s shelf) parsePointer(data []byte) (pointer, error) {
	var head struct {
		Format int `json:"format"`
	}
	if err := json.Unmarshal(data, &head); err != nil {
		return pointer{}, fmt.Errorf("%w: %w", catalog.ErrDamaged, err)
	}
	var p pointer
	switch head.Format {
	case pointerFormat:
		if err := json.Unmarshal(data, &p); err != nil {
			return pointer{}, fmt.Errorf("%w: %w", catalog.ErrDamaged, err)
		}
	case 1:
		var err error
		if p, err = s.convert(data); err != nil {
			return pointer{}, err
		}
	default:
		if head.Format > pointerFormat {
			return pointer{}, catalog.ErrNewerFormat
		}
		return pointer{}, fmt.Errorf("%w: format %d", catalog.ErrDamaged, head.Format)
	}
	for i, h := range p.Libraries {
		if err := h.check(); err != nil {
			return pointer{}, fmt.Errorf("%w: %w", catalog.ErrDamaged, err)
		}
		if at(p.Libraries[:i], h.ID) >= 0 {
			return pointer{}, fmt.Errorf("%w: %s is there twice", catalog.ErrDamaged, h.ID)
		}
	}
	return p, nil
}

func (h holding) check() error {
	if !idPattern.MatchString(h.ID) {
		return fmt.Errorf("id %.80q", h.ID)
	}
	for _, e := range []*edition{h.Cur, h.Prev} {
		if e != nil && !manifest.IsSum(e.Manifest) {
			return fmt.Errorf("the name of a revision of %s", h.ID)
		}
	}
	if h.Keys == nil {
		return nil
	}
	set, err := signature.ParseKeySet(h.Keys)
	if err == nil && set.Channel != h.ID {
		err = fmt.Errorf("the keys of %q", set.Channel)
	}
	return err
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

// find gives the library with the id.
func (p pointer) find(id string) (holding, bool) {
	if i := at(p.Libraries, id); i >= 0 {
		return p.Libraries[i], true
	}
	return holding{ID: id}, false
}

func at(libraries []holding, id string) int {
	return slices.IndexFunc(libraries, func(h holding) bool { return h.ID == id })
}

// put is the pointer with h in the place of the library with its id, or behind all others.
func (p pointer) put(h holding) pointer {
	p.Libraries = slices.Clone(p.Libraries)
	if i := at(p.Libraries, h.ID); i >= 0 {
		p.Libraries[i] = h
	} else {
		p.Libraries = append(p.Libraries, h)
	}
	return p
}

// without is the pointer without a library.
func (p pointer) without(id string) pointer {
	p.Libraries = slices.DeleteFunc(slices.Clone(p.Libraries), func(h holding) bool { return h.ID == id })
	return p
}

// with is the pointer as it stands beside the content that came with this program: the bundled library is
// among the others, first unless it was put elsewhere, and goes before an installed revision that is older than
// what a newer program brought. Keys that a newer program brought are trusted at once, and those of before no more:
// what these signed gives way as well, since a thief of them could have dated it as he liked.
func (p pointer) with(b *bundle) pointer {
	kept := slices.DeleteFunc(slices.Clone(p.Libraries), func(h holding) bool { return h.Cur == nil && h.ID != b.library.ID })
	i := at(kept, b.library.ID)
	if i < 0 {
		kept, i = slices.Insert(kept, 0, holding{ID: b.library.ID}), 0
	}
	kept[i] = kept[i].beside(b, p.Bundled)
	p.Libraries = kept
	return p
}

func (h holding) beside(b *bundle, since time.Time) holding {
	otherKeys := b.keys != nil && b.set.Version > h.version()
	if otherKeys {
		if h.Keys != nil {
			h.Past = append(slices.Clone(h.Past), signature.Fingerprint(h.Keys))
		}
		h.Keys, h.Chain, h.Seen = b.keys, nil, pin{}
	}
	issued := b.library.Issued
	if h.Cur != nil && (otherKeys || issued.After(since) && issued.After(h.Cur.Issued)) {
		h.Cur, h.Prev = nil, h.Cur
	}
	return h
}

// version is that of the keys that are trusted; 0 for none.
func (h holding) version() int {
	if h.Keys == nil {
		return 0
	}
	set, err := signature.ParseKeySet(h.Keys)
	if err != nil {
		return 0
	}
	return set.Version
}

// switchTo is the library with another revision in use.
func (h holding) switchTo(e *edition) holding {
	if !same(e, h.Cur) {
		h.Prev = h.Cur
	}
	h.Cur = e
	return h
}

// source is where newer revisions come from.
func (h holding) source(b *bundle) string {
	switch {
	case h.Cur != nil && h.Cur.Signed && h.Cur.Update != "": // the publisher's word: they may have moved
		return h.Cur.Update
	case h.Source != "":
		return h.Source
	case h.Cur != nil && h.Cur.Update != "":
		return h.Cur.Update
	case b != nil && h.ID == b.library.ID:
		return b.library.Update
	}
	return ""
}

// isAddress reports whether newer revisions can be asked for where a source of this name was.
func isAddress(name string) bool {
	return strings.HasPrefix(name, "https://") || repoPattern.MatchString(name) && !strings.HasSuffix(name, catalog.PackExtension)
}

// sameName ignores the case of a repository, as GitHub does.
func sameName(a, b string) bool {
	return a == b || repoPattern.MatchString(a) && strings.EqualFold(a, b)
}

func same(a, b *edition) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Manifest == b.Manifest
}
