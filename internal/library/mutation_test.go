package library_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/library"
	"github.com/passalong/passalong/internal/library/librarytest"
	"github.com/passalong/passalong/internal/manifest"
	"github.com/passalong/passalong/internal/signature"
)

// A bench judges many bad revisions of one library. Each is offered by a source as a newer revision; what is accepted
// must be signed by the publisher exactly as it is.
type bench struct {
	*victim
	good, other librarytest.Release
}

func newBench(t *testing.T) *bench {
	b := &bench{victim: newVictim(t)}
	for range 2 {
		b.honest.Rotate(1)
	}
	b.good = b.honest.Release(lesson("revision 6"))
	b.other = b.honest.Release(lesson("revision 7"))
	return b
}

// accepts reports whether a revision can be installed, whatever trust it comes to.
func (b *bench) accepts(t *testing.T, r librarytest.Release) bool {
	t.Helper()
	src := &librarytest.Source{Address: b.src.Address}
	src.Offer(r)
	u, err := b.lib.Check(t.Context(), "passalong", src)
	return err == nil && u.Trust != ""
}

func copied(r librarytest.Release) librarytest.Release {
	r.Keys = maps.Clone(r.Keys)
	for n, k := range r.Keys {
		r.Keys[n] = catalog.SignedKeySet{Set: bytes.Clone(k.Set), Signatures: slices.Clone(k.Signatures)}
	}
	return r
}

// signedAgain changes a manifest as text and signs it with the publisher's key: what is wrong with it is not the
// signature.
func (b *bench) signedAgain(old, text string) func(*librarytest.Release) {
	return func(r *librarytest.Release) {
		changed := bytes.Replace(r.Manifest, []byte(old), []byte(text), 1)
		if bytes.Equal(changed, r.Manifest) {
			panic("nothing changed by " + old)
		}
		r.Manifest, r.Signature = changed, b.honest.Keys[0].Sign(changed, "")
	}
}

func (b *bench) manifests() map[string]func(*librarytest.Release) {
	again := b.signedAgain
	return map[string]func(*librarytest.Release){
		"format 0":                   again(`"format": 1`, `"format": 0`),
		"format 2":                   again(`"format": 1`, `"format": 2`),
		"format as text":             again(`"format": 1`, `"format": "1"`),
		"format missing":             again(` "format": 1,`, ``),
		"an unknown field":           again(`"format": 1`, `"format": 1, "extra": true`),
		"a field twice":              again(`"format": 1`, `"format": 1, "format": 1`),
		"a field in upper case":      again(`"format": 1`, `"format": 1, "SEQUENCE": 1`),
		"no id":                      again(`"channel": "passalong"`, `"channel": ""`),
		"another id":                 again(`"channel": "passalong"`, `"channel": "passalon"`),
		"an id that leads up":        again(`"channel": "passalong"`, `"channel": "../../x"`),
		"no title":                   again(`"title": "Library passalong"`, `"title": ""`),
		"a title that turns round":   again(`"title": "Library passalong"`, `"title": "Library \u202egnolassap"`),
		"a title of two lines":       again(`"title": "Library passalong"`, `"title": "Library\npassalong"`),
		"a long title":               again(`"title": "Library passalong"`, `"title": "`+strings.Repeat("x", 201)+`"`),
		"a title with a zero width":  again(`"title": "Library passalong"`, `"title": "Library\u200bpassalong"`),
		"no publisher":               again(`"publisher": "Example"`, `"publisher": " "`),
		"a publisher of bad UTF-8":   again(`"publisher": "Example"`, "\"publisher\": \"Ex\xffample\""),
		"number 0":                   again(`"sequence": 6`, `"sequence": 0`),
		"a negative number":          again(`"sequence": 6`, `"sequence": -6`),
		"a number with a fraction":   again(`"sequence": 6`, `"sequence": 6.5`),
		"a number past the end":      again(`"sequence": 6`, `"sequence": 2147483649`),
		"a number past all ends":     again(`"sequence": 6`, `"sequence": 99999999999999999999999`),
		"no date":                    again(`"issued": "2026-11-20T10:00:00Z"`, `"issued": "0001-01-01T00:00:00Z"`),
		"a date that is none":        again(`"issued": "2026-11-20T10:00:00Z"`, `"issued": "soon"`),
		"a review date that is none": again(`"review_by": "2027-05-21"`, `"review_by": "2027-02-30"`),
		"for a newer program":        again(`"min_app": ""`, `"min_app": "9.0"`),
		"for a program of no number": again(`"min_app": ""`, `"min_app": "latest"`),
		"keys of before":             again(`"keys": 3`, `"keys": 2`),
		"keys to come":               again(`"keys": 3`, `"keys": 4`),
		"no keys":                    again(`"keys": 3`, `"keys": 0`),
		"negative keys":              again(`"keys": 3`, `"keys": -3`),
		"a mirror without TLS":       again(`"files"`, `"mirrors": ["http://example.org/"], "files"`),
		"a mirror on a port":         again(`"files"`, `"mirrors": ["https://example.org:8443/"], "files"`),
		"a mirror with a user":       again(`"files"`, `"mirrors": ["https://a@example.org/"], "files"`),
		"a mirror with a question":   again(`"files"`, `"mirrors": ["https://example.org/?x=/"], "files"`),
		"a mirror by number":         again(`"files"`, `"mirrors": ["https://127.0.0.1/"], "files"`),
		"a mirror without an end":    again(`"files"`, `"mirrors": ["https://example.org/x"], "files"`),
		"a mirror that leads up":     again(`"files"`, `"mirrors": ["https://example.org/../"], "files"`),
		"a mirror twice":             again(`"files"`, `"mirrors": ["https://example.org/", "https://example.org/"], "files"`),
		"nine mirrors":               again(`"files"`, `"mirrors": [`+mirrors(9)+`], "files"`),
		"a hash in upper case":       again(`"sha256": "`+manifest.Sum([]byte("revision 6")), `"sha256": "`+strings.ToUpper(manifest.Sum([]byte("revision 6")))),
		"a hash that leads up":       again(`"sha256": "`+manifest.Sum([]byte("revision 6")), `"sha256": "../../../`+manifest.Sum([]byte("revision 6"))[9:]),
		"a hash that is too long":    again(`"sha256": "`+manifest.Sum([]byte("revision 6")), `"sha256": "0`+manifest.Sum([]byte("revision 6"))),
		"a negative size":            again(`"size": 10`, `"size": -10`),
		"a file as large as a disk":  again(`"size": 10`, `"size": 1099511627776`),
		"a file that is no content":  again(`modules/safer/en/01.md`, `modules/safer/en/01.exe`),
		"other JSON than keys.json":  again(`modules/safer/en/01.md`, `modules/safer/en/01.json`),
		"files out of order":         again(`modules/library.yaml`, `modules/zz.yaml`),
		"a file outside":             again(`modules/library.yaml`, `library.yaml`),
		"more behind it":             func(r *librarytest.Release) { b.resign(r, append(bytes.Clone(r.Manifest), "{}"...)) },
		"a mark before it":           func(r *librarytest.Release) { b.resign(r, append([]byte("\xef\xbb\xbf"), r.Manifest...)) },
		"nothing":                    func(r *librarytest.Release) { b.resign(r, []byte{}) },
		"no files": func(r *librarytest.Release) {
			b.resign(r, []byte(`{"format":1,"channel":"passalong","sequence":9,"files":[]}`))
		},
		"a list":               func(r *librarytest.Release) { b.resign(r, []byte(`[]`)) },
		"brackets without end": func(r *librarytest.Release) { b.resign(r, bytes.Repeat([]byte("["), 1<<20)) },
	}
}

func (b *bench) resign(r *librarytest.Release, raw []byte) {
	r.Manifest, r.Signature = raw, b.honest.Keys[0].Sign(raw, "")
}

func mirrors(n int) string {
	var list []string
	for i := range n {
		list = append(list, fmt.Sprintf(`"https://%c.example.org/"`, 'a'+i))
	}
	return strings.Join(list, ",")
}

func (b *bench) signatures() map[string]func(*librarytest.Release) {
	line := func(n int, change func([]byte) []byte) func(*librarytest.Release) {
		return func(r *librarytest.Release) {
			lines := bytes.Split(r.Signature, []byte("\n"))
			lines[n] = change(bytes.Clone(lines[n]))
			r.Signature = bytes.Join(lines, []byte("\n"))
		}
	}
	inside := func(change func([]byte)) func([]byte) []byte {
		return func(text []byte) []byte {
			raw, err := base64.StdEncoding.DecodeString(string(text))
			if err != nil {
				panic(err)
			}
			change(raw)
			return []byte(base64.StdEncoding.EncodeToString(raw))
		}
	}
	return map[string]func(*librarytest.Release){
		"no signature":                 func(r *librarytest.Release) { r.Signature = nil },
		"an empty signature":           func(r *librarytest.Release) { r.Signature = []byte(" ") },
		"a page of a network":          func(r *librarytest.Release) { r.Signature = []byte("<!DOCTYPE html><html></html>") },
		"that of another revision":     func(r *librarytest.Release) { r.Signature = b.other.Signature },
		"cut off":                      func(r *librarytest.Release) { r.Signature = r.Signature[:len(r.Signature)/2] },
		"without the second signature": line(3, func([]byte) []byte { return nil }),
		"another trusted comment":      line(2, func([]byte) []byte { return []byte("trusted comment: revision 99") }),
		"the old algorithm":            line(1, inside(func(raw []byte) { raw[1] = 'd' })),
		"an unknown algorithm":         line(1, inside(func(raw []byte) { raw[0] = 'X' })),
		"another key id":               line(1, inside(func(raw []byte) { raw[5] ^= 1 })),
		"a changed signature":          line(1, inside(func(raw []byte) { raw[40] ^= 1 })),
		"a signature of zeros":         line(1, inside(func(raw []byte) { clear(raw[10:]) })),
		"a changed comment signature":  line(3, inside(func(raw []byte) { raw[10] ^= 1 })),
		"by a stranger":                func(r *librarytest.Release) { r.Signature = b.honest.Copy().NewKey().Sign(r.Manifest, "") },
		"by a key that was replaced": func(r *librarytest.Release) {
			r.Signature = librarytest.NewPublisher("passalong", "", 3).Keys[1].Sign(r.Manifest, "")
		},
		"over the hash of the manifest": func(r *librarytest.Release) {
			r.Signature = b.honest.Keys[0].Sign([]byte(manifest.Sum(r.Manifest)), "")
		},
		"with line ends of Windows in it": func(r *librarytest.Release) { r.Manifest = bytes.ReplaceAll(r.Manifest, []byte("\n"), []byte("\r\n")) },
		"with a line end more":            func(r *librarytest.Release) { r.Manifest = append(bytes.Clone(r.Manifest), '\n') },
	}
}

func (b *bench) keyChanges() map[string]func(*librarytest.Release) {
	set := func(version int, change func(*signature.KeySet)) func(*librarytest.Release) {
		return func(r *librarytest.Release) {
			var k signature.KeySet
			if err := json.Unmarshal(r.Keys[version].Set, &k); err != nil {
				panic(err)
			}
			change(&k)
			raw, err := json.Marshal(k)
			if err != nil {
				panic(err)
			}
			r.Keys[version] = catalog.SignedKeySet{Set: raw, Signatures: r.Keys[version].Signatures}
		}
	}
	signatures := func(version int, sigs func([][]byte) [][]byte) func(*librarytest.Release) {
		return func(r *librarytest.Release) {
			r.Keys[version] = catalog.SignedKeySet{Set: r.Keys[version].Set, Signatures: sigs(r.Keys[version].Signatures)}
		}
	}
	stranger := b.honest.Copy().NewKey()
	return map[string]func(*librarytest.Release){
		"no keys in use":         func(r *librarytest.Release) { delete(r.Keys, 0) },
		"keys in use of before":  func(r *librarytest.Release) { r.Keys[0] = r.Keys[2] },
		"keys in use of first":   func(r *librarytest.Release) { r.Keys[0] = r.Keys[1] },
		"a change is missing":    func(r *librarytest.Release) { delete(r.Keys, 2) },
		"the last is missing":    func(r *librarytest.Release) { delete(r.Keys, 3) },
		"swapped":                func(r *librarytest.Release) { r.Keys[2], r.Keys[3] = r.Keys[3], r.Keys[2] },
		"a stranger in it":       set(2, func(k *signature.KeySet) { k.Keys[0] = stranger.Public() }),
		"a stranger in the last": set(3, func(k *signature.KeySet) { k.Keys[0] = stranger.Public() }),
		"a stranger in use":      set(0, func(k *signature.KeySet) { k.Keys[0] = stranger.Public() }),
		"a stranger more":        set(2, func(k *signature.KeySet) { k.Keys = append(k.Keys, stranger.Public()) }),
		"threshold 1":            set(2, func(k *signature.KeySet) { k.Threshold = 1 }),
		"threshold 0":            set(2, func(k *signature.KeySet) { k.Threshold = 0 }),
		"version 9":              set(2, func(k *signature.KeySet) { k.Version = 9 }),
		"version 1 again":        set(2, func(k *signature.KeySet) { k.Version = 1 }),
		"of another library":     set(2, func(k *signature.KeySet) { k.Channel = "other" }),
		"format 2":               set(2, func(k *signature.KeySet) { k.Format = 2 }),
		"no keys":                set(2, func(k *signature.KeySet) { k.Keys = nil }),
		"a key twice":            set(2, func(k *signature.KeySet) { k.Keys[1] = k.Keys[0] }),
		"no signatures":          signatures(2, func([][]byte) [][]byte { return nil }),
		"one signature":          signatures(2, func(s [][]byte) [][]byte { return s[:1] }),
		"one signature twice":    signatures(2, func(s [][]byte) [][]byte { return [][]byte{s[0], s[0], s[0]} }),
		"only the old keys":      signatures(2, func(s [][]byte) [][]byte { return [][]byte{s[0]} }),
		"only the new key":       signatures(2, func(s [][]byte) [][]byte { return s[len(s)-1:] }),
		"a damaged signature":    signatures(2, func(s [][]byte) [][]byte { return [][]byte{s[0], bytes.ToLower(s[1]), s[len(s)-1][:40]} }),
	}
}

func TestDesignedBadRevisionsAreRefused(t *testing.T) {
	b, n := newBench(t), 0
	for kind, table := range map[string]map[string]func(*librarytest.Release){"manifest": b.manifests(), "signature": b.signatures(), "keys": b.keyChanges()} {
		for name, spoil := range table {
			t.Run(kind+": "+name, func(t *testing.T) {
				r := copied(b.good)
				spoil(&r)
				if b.accepts(t, r) {
					t.Error("accepted")
				}
			})
			n++
		}
	}
	if n < 60 {
		t.Errorf("only %d cases", n)
	}
	if !b.accepts(t, b.good) { // or all of this proves nothing
		t.Error("the good revision is refused too")
	}
	if c := load(t, b.lib); c.Revision != b.revision {
		t.Errorf("now %+v", c.Revision)
	}
	t.Logf("%d bad revisions", n)
}

// Bits flip, ends are missing, and parts of two good revisions are put together.
func TestRandomlySpoiltRevisionsAreRefused(t *testing.T) {
	mutations := 20_000
	if library.RaceDetector {
		mutations = 2_000
	}
	b := newBench(t)
	r := rand.New(rand.NewPCG(5, 6))
	for i := range mutations {
		bad := copied(b.good)
		part := []*[]byte{&bad.Manifest, &bad.Manifest, &bad.Signature}[i%3]
		from, least := b.other.Manifest, 0
		if part == &bad.Signature {
			from, least = b.other.Signature, bytes.IndexByte(bad.Signature, '\n')+1
		}
		*part = spoilt(r, *part, from, least)
		if bytes.Equal(bad.Manifest, b.good.Manifest) && sameSignature(bad.Signature, b.good.Signature) ||
			bytes.Equal(bad.Manifest, b.other.Manifest) && sameSignature(bad.Signature, b.other.Signature) {
			continue
		}
		if b.accepts(t, bad) {
			t.Fatalf("accepted after mutation %d:\n%q\n%q", i, bad.Manifest, bad.Signature)
		}
	}
	t.Logf("%d spoilt revisions, none accepted", mutations)
}

func spoilt(r *rand.Rand, data, other []byte, least int) []byte {
	data = bytes.Clone(data)
	switch at := least + r.IntN(len(data)-least); r.IntN(5) {
	case 0:
		return data[:at]
	case 1:
		return append(data[:at], other[min(at, len(other)):]...)
	case 2:
		return slices.Delete(data, at, min(len(data), at+1+r.IntN(20)))
	case 3:
		return slices.Insert(data, at, other[least+r.IntN(len(other)-least)])
	default:
		for range 1 + r.IntN(3) {
			data[least+r.IntN(len(data)-least)] ^= 1 << r.IntN(8)
		}
		return data
	}
}

// sameSignature reports whether two signatures say the same: minisign's untrusted comment counts for nothing, nor
// do the bits of base64 behind the last byte, nor the way in which a line ends.
func sameSignature(a, b []byte) bool {
	return bytes.Equal(meaning(a), meaning(b))
}

func meaning(sig []byte) []byte {
	lines := bytes.Split(bytes.TrimRight(sig, "\r\n"), []byte("\n"))
	var all []byte
	for i, line := range lines {
		line = bytes.TrimRight(line, "\r")
		if raw, err := base64.StdEncoding.DecodeString(string(line)); err == nil && i%2 == 1 {
			line = raw
		}
		if i > 0 {
			all = append(append(all, line...), '\n')
		}
	}
	return all
}
