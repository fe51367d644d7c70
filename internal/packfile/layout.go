package packfile

import (
	"fmt"
	"strings"
)

// What is in a pack, and its limits.
const (
	Manifest  = "manifest.json"
	Signature = Manifest + ".minisig"

	// MostKeySets is the highest version of a key set in a pack.
	MostKeySets = 100
	// MostSignatures is how many signatures a key set has at most.
	MostSignatures = 8
)

// KeySet names the entry of a key set, from version 2 on.
func KeySet(version int) string { return fmt.Sprintf("keys/%d.json", version) }

// KeySignature names the entry of a signature over a key set. The first has number 1.
func KeySignature(version, number int) string {
	return fmt.Sprintf("%s.%d.minisig", KeySet(version), number)
}

// Object names the entry of a file by the SHA-256 of its bytes in hexadecimal.
func Object(sum string) string { return objects + sum }

const objects = "objects/"

// A Part says what an entry is.
type Part struct {
	Kind    Kind
	Version int    // of the key set
	Number  int    // of the signature over a key set
	Sum     string // of the object: SHA-256 in hexadecimal, lower case
}

// Kind is the kind of an entry.
type Kind int

// The kinds of entries, in their order.
const (
	ManifestPart Kind = iota + 1
	SignaturePart
	KeySetPart
	KeySignaturePart
	ObjectPart
)

// An Order follows the entries of a pack from the first. Whether the objects are those of the manifest is for the
// caller to see.
type Order struct {
	last Part
	seen map[string]struct{}
}

// Next says what the entry of that name is, or that it does not come next: ErrFormat.
func (o *Order) Next(name string) (Part, error) {
	p, ok := o.follow(name)
	if !ok {
		return Part{}, fmt.Errorf("%w: %.100q does not come next", ErrFormat, name)
	}
	o.last = p
	return p, nil
}

// End says whether a pack may end here: ErrFormat when it may not.
func (o *Order) End() error {
	switch o.last.Kind {
	case 0:
		return fmt.Errorf("%w: it is empty", ErrFormat)
	case KeySetPart:
		return fmt.Errorf("%w: a key set without a signature", ErrFormat)
	}
	return nil
}

// follow tries every name that may come after the last one.
func (o *Order) follow(name string) (Part, bool) {
	last := o.last
	switch last.Kind {
	case 0:
		return Part{Kind: ManifestPart}, name == Manifest
	case KeySetPart:
		return Part{Kind: KeySignaturePart, Version: last.Version, Number: 1}, name == KeySignature(last.Version, 1)
	}
	if sum, ok := strings.CutPrefix(name, objects); ok {
		return Part{Kind: ObjectPart, Sum: sum}, isSum(sum) && o.first(sum)
	}
	switch {
	case last.Kind == ManifestPart && name == Signature:
		return Part{Kind: SignaturePart}, true
	case last.Kind == SignaturePart && name == KeySet(2):
		return Part{Kind: KeySetPart, Version: 2}, true
	case last.Kind != KeySignaturePart:
		return Part{}, false
	case last.Number < MostSignatures && name == KeySignature(last.Version, last.Number+1):
		return Part{Kind: KeySignaturePart, Version: last.Version, Number: last.Number + 1}, true
	}
	next := last.Version + 1
	return Part{Kind: KeySetPart, Version: next}, next <= MostKeySets && name == KeySet(next)
}

// first reports whether an object comes for the first time.
func (o *Order) first(sum string) bool {
	if o.seen == nil {
		o.seen = map[string]struct{}{}
	}
	if _, again := o.seen[sum]; again {
		return false
	}
	o.seen[sum] = struct{}{}
	return true
}

// isSum reports whether s is a SHA-256 as packs write it.
func isSum(s string) bool {
	return len(s) == 64 && strings.Trim(s, "0123456789abcdef") == ""
}
