// Package signature knows who may sign a library: its key set, signatures in minisign's format, and the
// fingerprint by which people compare keys. It makes keys and signatures for authors, too.
//
// Files are those of the minisign program, in both directions. Only prehashed signatures count: that is what
// minisign makes since 0.10, and the older kind would let the same bytes be read in two ways.
package signature

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"

	"aead.dev/minisign"
)

// What can be wrong with what was published.
var (
	ErrKeySet    = errors.New("not a key set")
	ErrNotSigned = errors.New("not signed by enough of the keys")
)

// Limits of what is read.
const (
	MaxKeySet     = 16 << 10 // bytes
	MaxSignature  = 1 << 10  // bytes
	MaxKeys       = 8
	MaxSignatures = 8 // of one change of keys

	keySetFormat = 1
	maxVersion   = 1 << 20
)

// A KeySet says who may sign a library, and how many of them it takes to change that.
type KeySet struct {
	Format    int      `json:"format"`    // 1
	Channel   string   `json:"channel"`   // id of the library
	Version   int      `json:"version"`   // 1, 2, … without gaps
	Threshold int      `json:"threshold"` // keys that must sign the next set
	Keys      []string `json:"keys"`      // minisign's public keys, each the one line of 56 letters
}

var channelPattern = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]{0,63}$`)

// ParseKeySet reads a key set and holds it to every rule that needs nothing but itself. Its errors are ErrKeySet,
// wrapped.
func ParseKeySet(raw []byte) (KeySet, error) {
	if len(raw) > MaxKeySet {
		return KeySet{}, fmt.Errorf("%w: more than %d bytes", ErrKeySet, MaxKeySet)
	}
	k, err := decode(raw)
	if err != nil {
		return KeySet{}, fmt.Errorf("%w: %w", ErrKeySet, err)
	}
	if err := k.check(); err != nil {
		return KeySet{}, fmt.Errorf("%w: %w", ErrKeySet, err)
	}
	return k, nil
}

// decode reads an object with exactly the fields of a key set, each of them once. Package json alone would take
// "KEYS" for "keys", and of two the last.
func decode(raw []byte) (KeySet, error) {
	var k KeySet
	fields := map[string]any{"format": &k.Format, "channel": &k.Channel, "version": &k.Version, "threshold": &k.Threshold, "keys": &k.Keys}
	d := json.NewDecoder(bytes.NewReader(raw))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return KeySet{}, errors.New("no JSON object")
	}
	for d.More() {
		t, err := d.Token()
		if err != nil {
			return KeySet{}, err
		}
		name, _ := t.(string)
		field, ok := fields[name]
		if !ok {
			return KeySet{}, fmt.Errorf("the field %.40q is unknown or there twice", name)
		}
		delete(fields, name)
		if err := d.Decode(field); err != nil {
			return KeySet{}, fmt.Errorf("%s: %w", name, err)
		}
	}
	if _, err := d.Token(); err != nil {
		return KeySet{}, err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return KeySet{}, errors.New("data after its end")
	}
	if len(fields) > 0 {
		return KeySet{}, errors.New("a field is missing")
	}
	return k, nil
}

func (k KeySet) check() error {
	least := min(2, len(k.Keys))
	switch {
	case k.Format != keySetFormat:
		return fmt.Errorf("format %d", k.Format)
	case !channelPattern.MatchString(k.Channel):
		return fmt.Errorf("channel %.80q", k.Channel)
	case k.Version < 1 || k.Version > maxVersion:
		return fmt.Errorf("version %d", k.Version)
	case len(k.Keys) < 1 || len(k.Keys) > MaxKeys:
		return fmt.Errorf("%d keys", len(k.Keys))
	case k.Threshold < least || k.Threshold > len(k.Keys):
		return fmt.Errorf("threshold %d of %d keys", k.Threshold, len(k.Keys))
	}
	// Under another id the same key could sign twice.
	known := map[string]bool{}
	for _, text := range k.Keys {
		point, err := pointOf(text)
		if err != nil {
			return err
		}
		if known[point] {
			return fmt.Errorf("the key %s is there twice", text)
		}
		known[point] = true
	}
	return nil
}

// CheckPublic says what is wrong with a public key: it is the one line that minisign writes of it.
func CheckPublic(key string) error {
	_, err := pointOf(key)
	return err
}

// pointOf gives what makes a public key the one it is, without the id that minisign gives it.
func pointOf(text string) (string, error) {
	key, err := publicKey(text)
	if err != nil {
		return "", fmt.Errorf("%.80q is not a public key", text)
	}
	raw, err := base64.StdEncoding.DecodeString(key.String())
	if err != nil {
		return "", err
	}
	return string(raw[len(raw)-ed25519.PublicKeySize:]), nil
}

// publicKey reads a public key in the one way it is written.
func publicKey(text string) (minisign.PublicKey, error) {
	var key minisign.PublicKey
	if err := key.UnmarshalText([]byte(text)); err != nil {
		return key, err
	}
	if key.String() != text {
		return key, errors.New("not as minisign writes it")
	}
	return key, nil
}

// Encode writes a key set as it is published. Equal sets give equal bytes. Its error is ErrKeySet, wrapped.
func (k KeySet) Encode() ([]byte, error) {
	if err := k.check(); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrKeySet, err)
	}
	raw, err := json.MarshalIndent(k, "", " ")
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrKeySet, err)
	}
	return append(raw, '\n'), nil
}

// Signed reports whether one of the keys has signed message.
func (k KeySet) Signed(message, sig []byte) bool {
	return len(k.SignedBy(message, [][]byte{sig})) > 0
}

// SignedBy gives those of the keys that have signed message, in their order and each once.
func (k KeySet) SignedBy(message []byte, sigs [][]byte) []string {
	// A tidy copy of each: no byte but those of the comment that is not signed can be another.
	var sound [][]byte
	for _, sig := range sigs {
		if s, ok := tidy(sig); ok {
			sound = append(sound, s)
		}
	}
	var by []string
	for _, text := range k.Keys {
		key, err := publicKey(text)
		if err != nil {
			continue
		}
		if slices.ContainsFunc(sound, func(sig []byte) bool { return minisign.Verify(key, message, sig) }) {
			by = append(by, text)
		}
	}
	return by
}

// tidy accepts a signature of the kind that counts, written in the one way it is written. Lines may end as on
// Windows: there minisign writes them so.
func tidy(sig []byte) ([]byte, bool) {
	if len(sig) > MaxSignature {
		return nil, false
	}
	sig = bytes.ReplaceAll(sig, []byte("\r\n"), []byte("\n"))
	var s minisign.Signature
	if err := s.UnmarshalText(sig); err != nil || s.Algorithm != minisign.HashEdDSA || s.String() != string(sig) {
		return nil, false
	}
	return sig, true
}

// Next accepts the key set that follows this one: the next version for the same library, signed by as many keys of
// this set as it asks for, and by as many of the new one. raw is not looked into before the first of these is
// known. Its errors are ErrNotSigned and ErrKeySet, wrapped.
//
// These are the rules of The Update Framework for its root of trust, section 5.3 of its specification.
func (k KeySet) Next(raw []byte, sigs [][]byte) (KeySet, error) {
	if len(raw) > MaxKeySet {
		return KeySet{}, fmt.Errorf("%w: more than %d bytes", ErrKeySet, MaxKeySet)
	}
	if len(sigs) > MaxSignatures {
		return KeySet{}, fmt.Errorf("%w: %d signatures", ErrNotSigned, len(sigs))
	}
	if n := len(k.SignedBy(raw, sigs)); k.Threshold < 1 || n < k.Threshold {
		return KeySet{}, fmt.Errorf("%w: %d of the keys in use, and %d are needed", ErrNotSigned, n, k.Threshold)
	}
	next, err := ParseKeySet(raw)
	switch {
	case err != nil:
		return KeySet{}, err
	case next.Channel != k.Channel:
		return KeySet{}, fmt.Errorf("%w for this library: it is for %q", ErrKeySet, next.Channel)
	case next.Version != k.Version+1:
		return KeySet{}, fmt.Errorf("%w that follows: version %d comes after version %d", ErrKeySet, next.Version, k.Version)
	}
	if n := len(next.SignedBy(raw, sigs)); n < next.Threshold {
		return KeySet{}, fmt.Errorf("%w: %d of the new keys, and %d are needed", ErrNotSigned, n, next.Threshold)
	}
	return next, nil
}
