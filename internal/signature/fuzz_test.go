package signature_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/signature"
)

func FuzzParseKeySet(f *testing.F) {
	for _, k := range []signature.KeySet{set(1, 1, key(1)), set(2, 2, key(1), key(2), key(3))} {
		raw, err := k.Encode()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
	f.Add([]byte(`{"format":1,"channel":"a","version":1,"threshold":1,"keys":[]}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		k, err := signature.ParseKeySet(raw)
		if err != nil {
			return
		}
		// What is accepted holds every rule, so it can be written and read again.
		again, err := k.Encode()
		if err != nil {
			t.Fatal(err)
		}
		same, err := signature.ParseKeySet(again)
		if err != nil || !cmp.Equal(k, same) {
			t.Fatalf("%v became %v: %v", k, same, err)
		}
	})
}

func FuzzSigned(f *testing.F) {
	k := key(1)
	trusted, good := set(1, 1, k), k.Sign([]byte(message), "revision 1")
	f.Add([]byte(message), good)
	f.Add([]byte(message+"x"), good)
	f.Add([]byte{}, []byte("untrusted comment: x\nRUQ=\ntrusted comment: x\nRUQ=\n"))
	f.Fuzz(func(t *testing.T, m, sig []byte) {
		if trusted.Signed(m, sig) && string(m) != message {
			t.Fatalf("%q is accepted for %q", sig, m)
		}
	})
}

func FuzzReadKey(f *testing.F) {
	file, err := key(1).Open()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(file)
	f.Fuzz(func(t *testing.T, file []byte) {
		k, err := signature.ReadKey(file, "") // without a password, so that none is worked out
		if err != nil {
			return
		}
		if !(signature.KeySet{Keys: []string{k.Public()}}).Signed([]byte(message), k.Sign([]byte(message), "")) {
			t.Fatal("a key was read that cannot sign")
		}
	})
}
