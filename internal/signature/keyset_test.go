package signature_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/signature"
)

// set is a key set for these keys.
func set(version, threshold int, keys ...signature.Key) signature.KeySet {
	k := signature.KeySet{Format: 1, Channel: "org.example.hr", Version: version, Threshold: threshold}
	for _, key := range keys {
		k.Keys = append(k.Keys, key.Public())
	}
	return k
}

func encoded(t *testing.T, k signature.KeySet) []byte {
	t.Helper()
	raw, err := k.Encode()
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func signed(raw []byte, keys ...signature.Key) [][]byte {
	var sigs [][]byte
	for _, k := range keys {
		sigs = append(sigs, k.Sign(raw, "a test"))
	}
	return sigs
}

// sameKeyOtherID is a public key under another id: anybody can write one.
func sameKeyOtherID(t *testing.T, public string) string {
	t.Helper()
	raw := []byte(fromBase64(t, public))
	raw[2] ^= 1
	return toBase64(raw)
}

func TestParseKeySet(t *testing.T) {
	one, two, three := key(1), key(2), key(3)
	good := set(1, 2, one, two, three)
	t.Run("what is written is read again", func(t *testing.T) {
		got, err := signature.ParseKeySet(encoded(t, good))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(good, got); diff != "" {
			t.Error(diff)
		}
	})
	change := func(edit func(*signature.KeySet)) string {
		k := good
		k.Keys = append([]string{}, good.Keys...)
		edit(&k)
		raw, err := json.Marshal(k)
		if err != nil {
			t.Fatal(err)
		}
		return string(raw)
	}
	text := change(func(*signature.KeySet) {})
	bad := map[string]string{
		"nothing":                      "",
		"no object":                    "[]",
		"null":                         "null",
		"two objects":                  text + text,
		"something after the end":      text + "x",
		"cut":                          text[:len(text)-3],
		"an unknown field":             strings.Replace(text, "{", `{"more":1,`, 1),
		"a field twice":                strings.Replace(text, "{", `{"threshold":1,`, 1),
		"a field in capitals":          strings.Replace(text, `"threshold"`, `"Threshold"`, 1),
		"a missing field":              strings.Replace(text, `"threshold":2,`, "", 1),
		"a number as text":             strings.Replace(text, `"threshold":2`, `"threshold":"2"`, 1),
		"a newer format":               change(func(k *signature.KeySet) { k.Format = 2 }),
		"no channel":                   change(func(k *signature.KeySet) { k.Channel = "" }),
		"a channel that is a path":     change(func(k *signature.KeySet) { k.Channel = "../x" }),
		"version 0":                    change(func(k *signature.KeySet) { k.Version = 0 }),
		"a version beyond all use":     change(func(k *signature.KeySet) { k.Version = 1 << 30 }),
		"no keys":                      change(func(k *signature.KeySet) { k.Keys = nil; k.Threshold = 0 }),
		"nine keys":                    change(func(k *signature.KeySet) { *k = set(1, 2, manyKeys(9)...) }),
		"a threshold of 0":             change(func(k *signature.KeySet) { k.Threshold = 0 }),
		"a threshold of 1 of 3":        change(func(k *signature.KeySet) { k.Threshold = 1 }),
		"a threshold of 4 of 3":        change(func(k *signature.KeySet) { k.Threshold = 4 }),
		"a key twice":                  change(func(k *signature.KeySet) { k.Keys[1] = k.Keys[0] }),
		"a key twice, under two ids":   change(func(k *signature.KeySet) { k.Keys[1] = sameKeyOtherID(t, k.Keys[0]) }),
		"a key with a comment":         change(func(k *signature.KeySet) { k.Keys[0] = "untrusted comment: x\n" + k.Keys[0] }),
		"a key with an end of line":    change(func(k *signature.KeySet) { k.Keys[0] += "\n" }),
		"a key that is cut":            change(func(k *signature.KeySet) { k.Keys[0] = k.Keys[0][:40] }),
		"a secret key by mistake":      change(func(k *signature.KeySet) { k.Keys[0] = "RWQAAEIy" + strings.Repeat("A", 204) }),
		"a file that is beyond limits": text + strings.Repeat(" ", signature.MaxKeySet),
	}
	for name, raw := range bad {
		t.Run("refused: "+name, func(t *testing.T) {
			got, err := signature.ParseKeySet([]byte(raw))
			if !errors.Is(err, signature.ErrKeySet) {
				t.Errorf("got %v, %v", got, err)
			}
		})
	}
	t.Run("one key alone, and eight", func(t *testing.T) {
		for _, k := range []signature.KeySet{set(1, 1, one), set(1, 8, manyKeys(8)...)} {
			if _, err := signature.ParseKeySet(encoded(t, k)); err != nil {
				t.Error(err)
			}
		}
	})
	t.Run("what would not be read is not written", func(t *testing.T) {
		if raw, err := set(1, 1, one, two).Encode(); !errors.Is(err, signature.ErrKeySet) {
			t.Errorf("got %s, %v", raw, err)
		}
	})
}

func TestNext(t *testing.T) {
	a, b, c, d, e := key(1), key(2), key(3), key(4), key(5)
	old := set(1, 2, a, b, c)
	next := set(2, 2, b, c, d)
	raw := encoded(t, next)
	cases := []struct {
		name string
		raw  []byte
		by   [][]byte
		want error
	}{
		{"two that are in both sets", raw, signed(raw, b, c), nil},
		{"two of each", raw, signed(raw, a, b, d), nil},
		{"signatures that count for nothing do no harm", raw, append(signed(raw, e, a, b, d), []byte("x")), nil},
		{"nobody", raw, nil, signature.ErrNotSigned},
		{"one that is in both sets", raw, signed(raw, b), signature.ErrNotSigned},
		{"one, twice", raw, signed(raw, b, b), signature.ErrNotSigned},
		{"enough of the old ones only", raw, signed(raw, a, b), signature.ErrNotSigned},
		{"enough of the new ones only", raw, signed(raw, b, d), signature.ErrNotSigned},
		{"strangers", raw, signed(raw, d, e), signature.ErrNotSigned},
		{"signatures of something else", raw, signed([]byte("other"), b, c), signature.ErrNotSigned},
		{"nine signatures", raw, signed(raw, a, b, c, d, a, b, c, d, a), signature.ErrNotSigned},
	}
	for _, other := range []struct {
		name string
		set  signature.KeySet
	}{
		{"the same version", set(1, 2, b, c, d)},
		{"a version left out", set(3, 2, b, c, d)},
		{"another library", signature.KeySet{Format: 1, Channel: "org.example.other", Version: 2, Threshold: 2, Keys: next.Keys}},
	} {
		raw := encoded(t, other.set)
		cases = append(cases, struct {
			name string
			raw  []byte
			by   [][]byte
			want error
		}{other.name, raw, signed(raw, b, c), signature.ErrKeySet})
	}
	junk := []byte("no key set")
	cases = append(cases, struct {
		name string
		raw  []byte
		by   [][]byte
		want error
	}{"no key set at all, well signed", junk, signed(junk, b, c), signature.ErrKeySet})
	for _, test := range cases {
		t.Run(test.name, func(t *testing.T) {
			got, err := old.Next(test.raw, test.by)
			if !errors.Is(err, test.want) {
				t.Fatalf("got %v", err)
			}
			if test.want == nil {
				if diff := cmp.Diff(next, got); diff != "" {
					t.Error(diff)
				}
			} else if got.Keys != nil {
				t.Errorf("keys came with the error: %v", got)
			}
		})
	}
	t.Run("a set that was never read accepts nothing", func(t *testing.T) {
		first := encoded(t, set(1, 1, a))
		if _, err := (signature.KeySet{Channel: "org.example.hr"}).Next(first, signed(first, a)); !errors.Is(err, signature.ErrNotSigned) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("one key under two ids is one signer", func(t *testing.T) {
		twice := old
		twice.Keys = []string{a.Public(), sameKeyOtherID(t, a.Public()), b.Public()}
		if _, err := signature.ParseKeySet(mustJSON(t, twice)); !errors.Is(err, signature.ErrKeySet) {
			t.Errorf("got %v", err)
		}
	})
}

func TestFingerprint(t *testing.T) {
	// python3 -c "import hashlib; print('%030d' % (int(hashlib.sha256(b'abc').hexdigest(), 16) % 10**30))"
	for in, want := range map[string]string{
		"":    wantEmpty,
		"abc": wantABC,
	} {
		if got := signature.Fingerprint([]byte(in)); got != want {
			t.Errorf("%q: got %s, want %s", in, got, want)
		}
	}
	t.Run("zeros in front stay", func(t *testing.T) {
		for i := range 300 { // one in ten begins with 0
			if got := signature.Fingerprint(fmt.Append(nil, i)); len(got) != len(wantABC) {
				t.Errorf("%d: %s", i, got)
			}
		}
	})
}

func TestSameFingerprint(t *testing.T) {
	const print = "12345 67890 11111 22222 33333 44444"
	for text, want := range map[string]bool{
		print:                                 true,
		"123456789011111222223333344444":      true,
		"12345-67890-11111-22222-33333-44444": true,
		" 12345\u00a067890\u201011111 22222\t33333 44444\n": true,
		"12345 67890 11111 22222 33333 44445":               false,
		"12345 67890 11111 22222 33333":                     false,
		"12345 67890 11111 22222 33333 44444 4":             false,
		"12345 67890 11111 22222 33333 4444x":               false,
		"":                                                  false,
	} {
		if got := signature.SameFingerprint(print, text); got != want {
			t.Errorf("%q: %v", text, got)
		}
		if got := signature.SameFingerprint(text, print); got != want {
			t.Errorf("%q the other way round: %v", text, got)
		}
	}
	if signature.SameFingerprint("", "") {
		t.Error("nothing is no fingerprint")
	}
}
