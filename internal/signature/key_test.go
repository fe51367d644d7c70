package signature_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/passalong/passalong/internal/signature"
)

// What Python makes of the same bytes.
const (
	wantEmpty = "19803 49933 79397 00111 56650 86549"
	wantABC   = "01651 43774 62985 82971 68170 89965"
)

// key is always the same for the same number.
func key(n byte) signature.Key {
	_, k, err := signature.NewKey(bytes.NewReader(bytes.Repeat([]byte{n}, 64)))
	if err != nil {
		panic(err)
	}
	return k
}

func manyKeys(n int) []signature.Key {
	var keys []signature.Key
	for i := range n {
		keys = append(keys, key(byte(i+1)))
	}
	return keys
}

func mustJSON(t *testing.T, v any) []byte {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func fromBase64(t *testing.T, text string) []byte {
	t.Helper()
	raw, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func toBase64(raw []byte) string { return base64.StdEncoding.EncodeToString(raw) }

// minisign runs the program of that name in dir.
func minisign(t *testing.T, dir, stdin string, args ...string) (string, error) {
	t.Helper()
	if _, err := exec.LookPath("minisign"); err != nil {
		t.Skip("the program minisign is not installed: scripts/setup test")
	}
	cmd := exec.CommandContext(t.Context(), "minisign", args...)
	cmd.Dir, cmd.Stdin = dir, strings.NewReader(stdin)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func write(t *testing.T, dir, name string, data []byte) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, dir, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

const message = `{"format":1,"channel":"org.example.hr"}` + "\n"

func TestMinisignAcceptsOurs(t *testing.T) {
	dir, k := t.TempDir(), key(1)
	write(t, dir, "manifest.json", []byte(message))
	for _, comment := range []string{"timestamp:1764000000", "", strings.Repeat("ä", 300), "two\nlines \x1b[31m"} {
		write(t, dir, "manifest.json.minisig", k.Sign([]byte(message), comment))
		if out, err := minisign(t, dir, "", "-V", "-H", "-m", "manifest.json", "-P", k.Public()); err != nil {
			t.Errorf("comment %.20q: %v: %s", comment, err, out)
		}
		if n := len(read(t, dir, "manifest.json.minisig")); n > signature.MaxSignature {
			t.Errorf("comment %.20q: %d bytes", comment, n)
		}
	}
	write(t, dir, "manifest.json", []byte("x"+message))
	if out, err := minisign(t, dir, "", "-V", "-m", "manifest.json", "-P", k.Public()); err == nil {
		t.Errorf("minisign accepts another message: %s", out)
	}
}

func TestOursAcceptsMinisign(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "manifest.json", []byte(message))
	if out, err := minisign(t, dir, "", "-G", "-W", "-p", "k.pub", "-s", "k.key"); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	public := strings.Split(string(read(t, dir, "k.pub")), "\n")[1]
	set := signature.KeySet{Format: 1, Channel: "org.example.hr", Version: 1, Threshold: 1, Keys: []string{public}}
	encoded(t, set) // it passes every rule
	for _, test := range []struct {
		name string
		args []string
		want bool
	}{
		{"as it signs by default", nil, true},
		{"with -H", []string{"-H"}, true},
		{"with comments", []string{"-c", "for you", "-t", "revision 3 of org.example.hr"}, true},
		{"legacy signatures count for nothing", []string{"-l"}, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			args := append([]string{"-S", "-s", "k.key", "-m", "manifest.json", "-x", "sig"}, test.args...)
			if out, err := minisign(t, dir, "", args...); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			if out, err := minisign(t, dir, "", "-V", "-m", "manifest.json", "-x", "sig", "-P", public); err != nil {
				t.Fatalf("minisign refuses its own: %v: %s", err, out)
			}
			sig := read(t, dir, "sig")
			if got := set.Signed([]byte(message), sig); got != test.want {
				t.Errorf("accepted: %v", got)
			}
			if set.Signed([]byte(message+" "), sig) {
				t.Error("accepted for another message")
			}
			windows := bytes.ReplaceAll(sig, []byte("\n"), []byte("\r\n"))
			if got := set.Signed([]byte(message), windows); got != test.want {
				t.Errorf("accepted with lines that end as on Windows: %v", got)
			}
		})
	}
	t.Run("its key without a password is read, and writes what it reads", func(t *testing.T) {
		k, err := signature.ReadKey(read(t, dir, "k.key"), "")
		if err != nil {
			t.Fatal(err)
		}
		if k.Public() != public {
			t.Errorf("public key %s", k.Public())
		}
		file, err := k.Open()
		if err != nil {
			t.Fatal(err)
		}
		write(t, dir, "ours.key", file)
		if out, err := minisign(t, dir, "", "-S", "-s", "ours.key", "-m", "manifest.json", "-x", "sig2"); err != nil {
			t.Fatalf("minisign cannot use what we write: %v: %s", err, out)
		}
		if !set.Signed([]byte(message), read(t, dir, "sig2")) {
			t.Error("what minisign signs with it is refused")
		}
	})
}

func TestReadKeyRefuses(t *testing.T) {
	good, err := key(1).Open()
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitN(string(good), "\n", 2)
	raw := fromBase64(t, strings.TrimSpace(lines[1]))
	raw[62+40] ^= 1 // in the public half
	for name, file := range map[string]string{
		"nothing":                      "",
		"a public key":                 "untrusted comment: minisign public key\n" + key(1).Public() + "\n",
		"a cut file":                   string(good[:120]),
		"a large file":                 string(good) + strings.Repeat(" ", 2000),
		"halves of two different keys": lines[0] + "\n" + toBase64(raw) + "\n",
	} {
		t.Run(name, func(t *testing.T) {
			if k, err := signature.ReadKey([]byte(file), "x"); !errors.Is(err, signature.ErrKey) {
				t.Errorf("got %v, %v", k, err)
			}
		})
	}
}

func TestKeysAreNotPrinted(t *testing.T) {
	k := key(9)
	file, err := k.Open()
	if err != nil {
		t.Fatal(err)
	}
	secret := fromBase64(t, strings.TrimSpace(strings.SplitN(string(file), "\n", 2)[1]))[62:94]
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		for _, v := range []any{k, &k, []signature.Key{k}, struct{ Key signature.Key }{k}} {
			got := fmt.Sprintf(verb, v)
			if strings.Contains(got, fmt.Sprint(secret[0])+" "+fmt.Sprint(secret[1])) || strings.Contains(got, fmt.Sprintf("%x", secret)) || strings.Contains(got, "0x9, 0x9, 0x9") {
				t.Errorf("%s of %T shows it: %s", verb, v, got)
			}
		}
	}
	if raw := mustJSON(t, k); string(raw) != "{}" {
		t.Errorf("JSON: %s", raw)
	}
}

func TestEveryFlippedBitIsRefused(t *testing.T) {
	k := key(1)
	trusted, sig := set(1, 1, k), k.Sign([]byte(message), "revision 1")
	if !trusted.Signed([]byte(message), sig) {
		t.Fatal("the signature itself is refused")
	}
	flips := func(data []byte, each func(at int, flipped []byte)) {
		for at := range data {
			for bit := range 8 {
				flipped := bytes.Clone(data)
				flipped[at] ^= 1 << bit
				each(at, flipped)
			}
		}
	}
	flips([]byte(message), func(at int, m []byte) {
		if trusted.Signed(m, sig) {
			t.Errorf("message changed at %d", at)
		}
	})
	comment := bytes.IndexByte(sig, '\n') // of the first line, which is not signed and never shown
	flips(sig, func(at int, s []byte) {
		if at > comment && trusted.Signed([]byte(message), s) {
			t.Errorf("signature changed at %d: %q", at, s)
		}
	})
	for n := range sig {
		if trusted.Signed([]byte(message), sig[:n]) {
			t.Errorf("accepted when cut at %d", n)
		}
	}
	if trusted.Signed([]byte(message), append(bytes.Clone(sig), sig...)) {
		t.Error("accepted twice in a row")
	}
	if trusted.Signed([]byte(message), append(bytes.Repeat([]byte("x"), 2000), sig...)) {
		t.Error("accepted with much before it")
	}
}
