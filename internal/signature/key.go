package signature

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"aead.dev/minisign"
)

// What can be wrong with an author's key.
var (
	ErrKey       = errors.New("not a secret key of minisign")
	ErrEncrypted = errors.New("the secret key has a password")
	ErrPassword  = errors.New("the password is not that of the secret key")
)

const (
	maxKeyFile = 1 << 10 // bytes
	maxComment = 300     // bytes; the rest of a signature has less than 300
)

// A Key is a secret key. No way of printing it shows more than its public half.
type Key struct{ secret minisign.PrivateKey }

// NewKey makes a key. public is the line that stands in a key set.
func NewKey(random io.Reader) (public string, secret Key, err error) {
	_, private, err := minisign.GenerateKey(random)
	if err != nil {
		return "", Key{}, fmt.Errorf("making a key: %w", err)
	}
	secret = Key{private}
	return secret.Public(), secret, nil
}

// ReadKey reads the file of a secret key, as this package and "minisign -G" write it. password is not looked at when
// the key has none; where it has one, this takes seconds and a gibibyte of memory.
//
// The errors are ErrKey, ErrEncrypted when password is empty and must not be, and ErrPassword.
func ReadKey(file []byte, password string) (Key, error) {
	if len(file) > maxKeyFile {
		return Key{}, ErrKey
	}
	var private minisign.PrivateKey
	switch {
	case !minisign.IsEncrypted(file):
		if err := private.UnmarshalText(file); err != nil {
			return Key{}, fmt.Errorf("%w: %w", ErrKey, err)
		}
	case password == "":
		return Key{}, ErrEncrypted
	default:
		var err error
		if private, err = minisign.DecryptKey(password, file); err != nil {
			return Key{}, ErrPassword
		}
	}
	k := Key{private}
	// The file holds both halves of the key: with the wrong public one, signatures would give the secret one away.
	probe := []byte("probe")
	if !(KeySet{Keys: []string{k.Public()}}).Signed(probe, k.Sign(probe, "")) {
		return Key{}, fmt.Errorf("%w: its two halves do not belong together", ErrKey)
	}
	return k, nil
}

// IsEncrypted reports whether the file of a secret key has a password.
func IsEncrypted(file []byte) bool { return minisign.IsEncrypted(file) }

// Encrypt writes the file of the key with a password, which must not be empty. This takes seconds and a gibibyte of
// memory: whoever finds the file pays the same for each guess.
func (k Key) Encrypt(password string) ([]byte, error) {
	if password == "" {
		return nil, ErrPassword
	}
	file, err := minisign.EncryptKey(password, k.secret)
	if err != nil {
		return nil, fmt.Errorf("encrypting a key: %w", err)
	}
	return append(file, '\n'), nil
}

// Open writes the file of the key without a password.
func (k Key) Open() ([]byte, error) {
	file, err := k.secret.MarshalText()
	if err != nil {
		return nil, fmt.Errorf("writing a key: %w", err)
	}
	return append(file, '\n'), nil
}

// Public is the public key: the line that stands in a key set.
func (k Key) Public() string {
	if public, ok := k.secret.Public().(minisign.PublicKey); ok {
		return public.String()
	}
	return ""
}

// Sign signs a message. The comment is signed with it; of a longer one than fits, the end is left out, and what a
// terminal would obey becomes a space.
func (k Key) Sign(message []byte, trustedComment string) []byte {
	comment := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == utf8.RuneError {
			return ' '
		}
		return r
	}, trustedComment)
	for len(comment) > maxComment {
		_, last := utf8.DecodeLastRuneInString(comment)
		comment = comment[:len(comment)-last]
	}
	r := minisign.NewReader(strings.NewReader(string(message)))
	_, _ = io.Copy(io.Discard, r) // reading from memory and hashing cannot fail
	return r.SignWithComments(k.secret, comment, "signature from minisign secret key")
}

// Format writes the public half, whatever the verb.
func (k Key) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "secret key of "+k.Public()) }
