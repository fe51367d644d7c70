//go:build !race

package signature_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/passalong/passalong/internal/signature"
)

// One test pays for passwords: each takes seconds and a gibibyte of memory, and with the race detector more memory than
// many computers have. There, the tests of cmd/pal see to it, with the program itself.
func TestKeysWithAPassword(t *testing.T) {
	dir, k := t.TempDir(), key(7)
	file, err := k.Encrypt("correct horse")
	if err != nil {
		t.Fatal(err)
	}
	write(t, dir, "k.key", file)
	write(t, dir, "manifest.json", []byte(message))
	if !signature.IsEncrypted(file) {
		t.Error("not recognised")
	}
	if _, err := signature.ReadKey(file, ""); !errors.Is(err, signature.ErrEncrypted) {
		t.Errorf("without a password: %v", err)
	}
	if _, err := signature.ReadKey(file, "wrong horse"); !errors.Is(err, signature.ErrPassword) {
		t.Errorf("with another password: %v", err)
	}
	if out, err := minisign(t, dir, "correct horse\n", "-S", "-s", "k.key", "-m", "manifest.json"); err != nil {
		t.Fatalf("minisign cannot use it: %v: %s", err, out)
	}
	if !set(1, 1, k).Signed([]byte(message), read(t, dir, "manifest.json.minisig")) {
		t.Error("what minisign signs with it is refused")
	}
	if out, err := minisign(t, dir, "its own\nits own\n", "-G", "-p", "m.pub", "-s", "m.key"); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	m, err := signature.ReadKey(read(t, dir, "m.key"), "its own")
	if err != nil {
		t.Fatal(err)
	}
	if public := strings.Split(string(read(t, dir, "m.pub")), "\n")[1]; m.Public() != public {
		t.Errorf("public key %s, want %s", m.Public(), public)
	}
	if _, err := k.Encrypt(""); !errors.Is(err, signature.ErrPassword) {
		t.Errorf("an empty password: %v", err)
	}
}
