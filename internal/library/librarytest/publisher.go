// Package librarytest publishes libraries with real keys and signatures, for tests: honestly, or not.
package librarytest

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing/fstest"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/manifest"
	"github.com/passalong/passalong/internal/signature"
)

// A Publisher has the keys of one library.
type Publisher struct {
	ID        string
	Threshold int
	Keys      []signature.Key
	Set       []byte                       // the file of the key set
	Changes   map[int]catalog.SignedKeySet // by version
	Sequence  int64                        // of the last release
	Issued    time.Time                    // of the next release

	random *rand.ChaCha8
}

// NewPublisher makes the keys of a library, the same each time for the same id and salt.
func NewPublisher(id, salt string, keys int) *Publisher {
	h := fnv.New64a()
	_, _ = h.Write([]byte(id + "\x00" + salt))
	var seed [32]byte
	copy(seed[:], fmt.Sprintf("%x", h.Sum64()))
	p := &Publisher{
		ID: id, Threshold: min(2, keys), Changes: map[int]catalog.SignedKeySet{}, random: rand.NewChaCha8(seed),
		Issued: time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC),
	}
	for range keys {
		p.Keys = append(p.Keys, p.NewKey())
	}
	p.Set = p.write(1)
	p.Changes[1] = catalog.SignedKeySet{Set: p.Set}
	return p
}

// Copy is another one with the same keys, as a thief would be who has all of them.
func (p *Publisher) Copy() *Publisher {
	c := *p
	c.Keys, c.Changes = slices.Clone(p.Keys), maps.Clone(p.Changes)
	c.random = rand.NewChaCha8([32]byte{1})
	return &c
}

// NewKey makes one more key, which is not yet in the key set.
func (p *Publisher) NewKey() signature.Key {
	_, key, err := signature.NewKey(p.random)
	if err != nil {
		panic(err) // its source of randomness does not fail
	}
	return key
}

// Version is that of the key set.
func (p *Publisher) Version() int { return len(p.Changes) }

// Fingerprint is that of the key set.
func (p *Publisher) Fingerprint() string { return signature.Fingerprint(p.Set) }

func (p *Publisher) write(version int) []byte {
	set := signature.KeySet{Format: 1, Channel: p.ID, Version: version, Threshold: p.Threshold}
	for _, k := range p.Keys {
		set.Keys = append(set.Keys, k.Public())
	}
	raw, err := json.Marshal(set)
	if err != nil {
		panic(err) // there is nothing in it that cannot be written
	}
	return append(raw, '\n')
}

// Rotate puts a new key in the place of the one with the number, counted from 0, as the rules ask for: signed by
// enough of the keys before and enough of the keys after. Numbering may begin anew.
func (p *Publisher) Rotate(replaced int) {
	before := slices.Clone(p.Keys)
	p.Keys = slices.Clone(p.Keys)
	p.Keys[replaced] = p.NewKey()
	signers := append(slices.Delete(slices.Clone(before), replaced, replaced+1), p.Keys[replaced])
	if len(before) < 3 {
		signers = append(before, p.Keys[replaced])
	}
	p.RotateSignedBy(signers...)
}

// RotateSignedBy makes Keys the next key set, signed by whoever is named.
func (p *Publisher) RotateSignedBy(signers ...signature.Key) {
	version := p.Version() + 1
	p.Set = p.write(version)
	change := catalog.SignedKeySet{Set: p.Set}
	for _, k := range signers {
		change.Signatures = append(change.Signatures, k.Sign(p.Set, "a change of keys"))
	}
	p.Changes[version] = change
}

// A Release is a revision as it lies in a repository.
type Release struct {
	Files     map[string][]byte // by their path in the repository
	Manifest  []byte
	Signature []byte
	Keys      map[int]catalog.SignedKeySet // 0 for the one in use
}

// Release publishes files, by their paths below modules/, under the next number. change may alter the manifest before
// it is signed.
func (p *Publisher) Release(files map[string]string, change ...func(*catalog.Manifest)) Release {
	r := p.Unsigned(files, append(change, func(m *catalog.Manifest) {
		if m.Keys == 0 {
			m.Keys = p.Version()
		}
	})...)
	r.Signature = p.Keys[0].Sign(r.Manifest, "a revision")
	return r
}

// Unsigned is Release without a signature; with keys all the same.
func (p *Publisher) Unsigned(files map[string]string, change ...func(*catalog.Manifest)) Release {
	p.Sequence++
	tree := fstest.MapFS{}
	r := Release{Files: map[string][]byte{}, Keys: maps.Clone(p.Changes)}
	r.Keys[0] = catalog.SignedKeySet{Set: p.Set}
	for name, text := range files {
		tree[name] = &fstest.MapFile{Data: []byte(text)}
	}
	own := strings.TrimPrefix(manifest.KeySetPath, manifest.ContentDir)
	if _, there := files[own]; !there {
		tree[own] = &fstest.MapFile{Data: p.Set}
	}
	for name, f := range tree {
		r.Files[manifest.ContentDir+name] = f.Data
	}
	m, raw, err := manifest.Build(tree, catalog.Manifest{
		Channel: p.ID, Title: "Library " + p.ID, Publisher: "Example", Sequence: p.Sequence, Issued: p.Issued, ReviewBy: "2027-05-21",
	})
	if err != nil {
		panic(err) // only a mistake in a test publishes what cannot be
	}
	r.Manifest = raw
	if len(change) > 0 {
		for _, c := range change {
			c(&m)
		}
		if r.Manifest, err = json.MarshalIndent(m, "", " "); err != nil {
			panic(err)
		}
	}
	return r
}
