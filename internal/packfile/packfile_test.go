package packfile_test

import (
	"archive/tar"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/packfile"
)

var limits = packfile.Limits{Entries: 10, Entry: 5000, Total: 40_000}

// A file is an entry that was read.
type file struct{ Name, Body string }

// read reads an archive whole.
func read(r io.Reader) ([]file, error) {
	var files []file
	for p := packfile.NewReader(r, limits); ; {
		name, size, body, err := p.Next()
		if errors.Is(err, io.EOF) {
			return files, nil
		}
		if err != nil {
			return files, err
		}
		data, err := io.ReadAll(body)
		if err != nil {
			return files, err
		}
		if int64(len(data)) != size {
			return files, errors.New("the body is not as long as it was said to be")
		}
		files = append(files, file{name, string(data)})
	}
}

func write(t testing.TB, files ...file) []byte {
	t.Helper()
	var b bytes.Buffer
	w := packfile.NewWriter(&b)
	for _, f := range files {
		if err := w.Add(f.Name, []byte(f.Body)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// some are bodies of every length that matters to a format of blocks.
func some() []file {
	return []file{
		{"manifest.json", "{}"},
		{"empty", ""},
		{"short", strings.Repeat("a", 511)},
		{"block", strings.Repeat("b", 512)},
		{"long", strings.Repeat("c", 513)},
		{"objects/" + strings.Repeat("0", 64), strings.Repeat("d", 5000)},
	}
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	data := write(t, some()...)
	for name, r := range map[string]io.Reader{
		"a file":                    bytes.NewReader(data),
		"a stream":                  io.LimitReader(bytes.NewReader(data), 1<<20),
		"a stream of single bytes":  iotest.OneByteReader(bytes.NewReader(data)),
		"a stream that ends sooner": iotest.DataErrReader(bytes.NewReader(data)),
	} {
		got, err := read(r)
		if diff := cmp.Diff(some(), got); err != nil || diff != "" {
			t.Errorf("from %s: %v %s", name, err, diff)
		}
	}
	if again := write(t, some()...); !bytes.Equal(data, again) {
		t.Error("the same entries gave other bytes")
	}
}

func TestOffsetsSayWhereBodiesAre(t *testing.T) {
	data := write(t, some()...)
	for name, r := range map[string]io.Reader{"a file": bytes.NewReader(data), "a stream": io.LimitReader(bytes.NewReader(data), 1<<20)} {
		p := packfile.NewReader(r, limits)
		for _, want := range some() {
			_, size, _, err := p.Next() // and leaves the body out
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if got := string(data[p.Offset() : p.Offset()+size]); got != want.Body {
				t.Errorf("%s: at %d there are %d other bytes than %s has", name, p.Offset(), len(got), want.Name)
			}
		}
		for range 2 {
			if _, _, _, err := p.Next(); !errors.Is(err, io.EOF) {
				t.Errorf("%s: the end is %v", name, err)
			}
		}
	}
}

func TestABodyIsOfNoUseAfterTheNextEntry(t *testing.T) {
	p := packfile.NewReader(bytes.NewReader(write(t, some()...)), limits)
	_, _, first, err := p.Next()
	if err != nil {
		t.Fatal(err)
	}
	if _, _, _, err := p.Next(); err != nil {
		t.Fatal(err)
	}
	if _, _, _, err := p.Next(); err != nil {
		t.Fatal(err)
	}
	if data, err := io.ReadAll(first); len(data) > 0 || err != nil {
		t.Errorf("it gave %q, %v", data, err)
	}
}

func TestTruncatedAnywhereIsRefused(t *testing.T) {
	data := write(t, some()...)
	for end := range data {
		for name, r := range map[string]io.Reader{"file": bytes.NewReader(data[:end]), "stream": io.LimitReader(bytes.NewReader(data[:end]), 1<<20)} {
			if _, err := read(r); !errors.Is(err, packfile.ErrFormat) {
				t.Fatalf("a %s of %d of %d bytes: %v", name, end, len(data), err)
			}
			skipped := packfile.NewReader(r, limits)
			var err error
			for err == nil {
				_, _, _, err = skipped.Next()
			}
			if !errors.Is(err, packfile.ErrFormat) {
				t.Fatalf("leaving out the bodies of a %s of %d of %d bytes: %v", name, end, len(data), err)
			}
		}
	}
}

// foreign makes an archive with the standard library, as other programs would.
func foreign(t *testing.T, headers ...*tar.Header) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, h := range headers {
		if err := w.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(make([]byte, h.Size)); err != nil && h.Size > 0 {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// patched changes bytes of a header and puts its checksum right.
func patched(data []byte, change func(head []byte)) []byte {
	data = bytes.Clone(data)
	change(data[:512])
	copy(data[148:156], "        ")
	sum := 0
	for _, b := range data[:512] {
		sum += int(b)
	}
	const digits = "01234567"
	for i := range 6 {
		data[148+5-i] = digits[sum>>(3*i)&7]
	}
	data[154], data[155] = 0, ' '
	return data
}

func TestOnlyPlainRegularFiles(t *testing.T) {
	plain := write(t, file{"a", "b"})
	long := strings.Repeat("n", 120)
	for name, data := range map[string][]byte{
		"a symbolic link":                 foreign(t, &tar.Header{Typeflag: tar.TypeSymlink, Name: "a", Linkname: "/etc/passwd", Format: tar.FormatUSTAR}),
		"a hard link":                     foreign(t, &tar.Header{Typeflag: tar.TypeLink, Name: "a", Linkname: "b", Format: tar.FormatUSTAR}),
		"a folder":                        foreign(t, &tar.Header{Typeflag: tar.TypeDir, Name: "a/", Format: tar.FormatUSTAR}),
		"a character device":              foreign(t, &tar.Header{Typeflag: tar.TypeChar, Name: "a", Devmajor: 1, Devminor: 3, Format: tar.FormatUSTAR}),
		"a block device":                  foreign(t, &tar.Header{Typeflag: tar.TypeBlock, Name: "a", Devmajor: 8, Format: tar.FormatUSTAR}),
		"a pipe":                          foreign(t, &tar.Header{Typeflag: tar.TypeFifo, Name: "a", Format: tar.FormatUSTAR}),
		"a name by PAX":                   foreign(t, &tar.Header{Typeflag: tar.TypeReg, Name: long, Format: tar.FormatPAX}),
		"PAX records of its own":          foreign(t, &tar.Header{Typeflag: tar.TypeReg, Name: "a", PAXRecords: map[string]string{"X.y": "z"}, Format: tar.FormatPAX}),
		"PAX records for all":             foreign(t, &tar.Header{Typeflag: tar.TypeXGlobalHeader, Name: "a", PAXRecords: map[string]string{"path": "/etc/passwd"}}),
		"a name by GNU":                   foreign(t, &tar.Header{Typeflag: tar.TypeReg, Name: long, Format: tar.FormatGNU}),
		"the format of GNU":               foreign(t, &tar.Header{Typeflag: tar.TypeReg, Name: "a", Format: tar.FormatGNU}),
		"the kind of old":                 patched(plain, func(h []byte) { h[156] = 0 }),
		"a kind nobody knows":             patched(plain, func(h []byte) { h[156] = 'Z' }),
		"a file with a link":              patched(plain, func(h []byte) { copy(h[157:], "/etc/passwd") }),
		"a name that ends as folders do":  patched(plain, func(h []byte) { copy(h, "a/") }),
		"a sparse file of GNU":            patched(plain, func(h []byte) { h[156] = 'S'; copy(h[257:], "ustar  \x00") }),
		"a size in base 256":              patched(plain, func(h []byte) { copy(h[124:], "\x80\x00\x00\x00\x10\x00\x00\x00\x00\x00\x00\x00") }),
		"a size below nothing":            patched(plain, func(h []byte) { copy(h[124:], "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff") }),
		"a size that is no number":        patched(plain, func(h []byte) { copy(h[124:], "1x") }),
		"the largest size in eight":       patched(plain, func(h []byte) { copy(h[124:], "77777777777") }),
		"a checksum that is wrong":        append([]byte("z"), plain[1:]...),
		"no magic":                        patched(plain, func(h []byte) { clear(h[257:265]) }),
		"more than an entry may have":     foreign(t, &tar.Header{Typeflag: tar.TypeReg, Name: "a", Size: 5001, Format: tar.FormatUSTAR}),
		"an empty block in the middle":    bytes.Join([][]byte{plain[:1024], make([]byte, 512), plain[:1024], make([]byte, 1024)}, nil),
		"another archive behind it":       append(bytes.Clone(plain), plain...),
		"a byte behind it":                append(bytes.Clone(plain), 1),
		"zeros without an end":            append(bytes.Clone(plain), make([]byte, 30_000)...),
		"nothing":                         {},
		"a zip":                           append([]byte("PK\x03\x04"), make([]byte, 2000)...),
		"a gzip":                          append([]byte("\x1f\x8b\x08"), make([]byte, 2000)...),
		"text":                            []byte(strings.Repeat("hello ", 300)),
		"half a block":                    plain[:256],
		"only the end of an archive, cut": make([]byte, 512),
	} {
		t.Run(name, func(t *testing.T) {
			for kind, r := range map[string]io.Reader{"a file": bytes.NewReader(data), "a stream": io.LimitReader(bytes.NewReader(data), 1<<20)} {
				if files, err := read(r); !errors.Is(err, packfile.ErrFormat) {
					t.Errorf("%s: read as %d files, %v", kind, len(files), err)
				}
			}
		})
	}
	padded := bytes.Clone(plain)
	padded[700] = 'x'
	if _, err := read(bytes.NewReader(padded)); !errors.Is(err, packfile.ErrFormat) {
		t.Errorf("something in the padding: %v", err)
	}
	if got, err := read(bytes.NewReader(append(bytes.Clone(plain), make([]byte, 8192)...))); err != nil || len(got) != 1 {
		t.Errorf("an archive filled up to 10 KiB as tar does: %v, %v", got, err)
	}
}

func TestLimits(t *testing.T) {
	var many, large []file
	for range 11 {
		many = append(many, file{"a", ""})
	}
	for range 9 {
		large = append(large, file{"a", strings.Repeat("x", 5000)})
	}
	for name, files := range map[string][]file{"entries": many, "bytes": large} {
		got, err := read(bytes.NewReader(write(t, files...)))
		if !errors.Is(err, packfile.ErrFormat) {
			t.Errorf("too many %s: %d files, %v", name, len(got), err)
		}
	}
	if got, err := read(bytes.NewReader(write(t, many[:10]...))); err != nil || len(got) != 10 {
		t.Errorf("as many entries as are allowed: %d, %v", len(got), err)
	}
}

func TestTroubleOfTheDiskIsNotTheFormats(t *testing.T) {
	broken := errors.New("input/output error")
	data := write(t, some()...)
	for _, n := range []int64{0, 100, 512, 600, 1024, 3000, int64(len(data) - 1)} {
		r := io.MultiReader(io.LimitReader(bytes.NewReader(data), n), iotest.ErrReader(broken))
		if _, err := read(r); !errors.Is(err, broken) || errors.Is(err, packfile.ErrFormat) {
			t.Errorf("after %d bytes: %v", n, err)
		}
	}
	w := packfile.NewWriter(failing{broken})
	if err := w.Add("a", []byte("b")); !errors.Is(err, broken) || err.Error() != `writing "a": input/output error` {
		t.Errorf("writing: %v", err)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

func TestOrder(t *testing.T) {
	a, b := packfile.Object(strings.Repeat("a", 64)), packfile.Object(strings.Repeat("b", 64))
	head := []string{packfile.Manifest, packfile.Signature}
	keys := []string{"keys/2.json", "keys/2.json.1.minisig", "keys/2.json.2.minisig", "keys/3.json", "keys/3.json.1.minisig"}
	var nine []string
	for i := range 9 {
		nine = append(nine, packfile.KeySignature(2, i+1))
	}
	join := func(parts ...[]string) (all []string) {
		for _, p := range parts {
			all = append(all, p...)
		}
		return all
	}
	for _, c := range []struct {
		name  string
		names []string
		ok    bool
	}{
		{"a manifest alone", head[:1], true},
		{"a manifest with its signature", head, true},
		{"with objects", join(head, []string{a, b}), true},
		{"unsigned with objects", []string{packfile.Manifest, a}, true},
		{"with key sets", join(head, keys, []string{a}), true},
		{"nothing", nil, false},
		{"the signature first", []string{packfile.Signature, packfile.Manifest}, false},
		{"two manifests", []string{packfile.Manifest, packfile.Manifest}, false},
		{"two signatures", join(head, head[1:]), false},
		{"a signature after objects", []string{packfile.Manifest, a, packfile.Signature}, false},
		{"an object twice", join(head, []string{a, b, a}), false},
		{"an object before all", []string{a, packfile.Manifest}, false},
		{"an object with large letters", join(head, []string{"objects/" + strings.Repeat("A", 64)}), false},
		{"an object with a short name", join(head, []string{"objects/aa"}), false},
		{"an object further up", join(head, []string{"objects/../" + strings.Repeat("a", 61)}), false},
		{"a key set without a signature of the manifest", join(head[:1], keys), false},
		{"a key set without its own signature", join(head, keys[:1]), false},
		{"a key set without its own signature, and objects", join(head, keys[:1], []string{a}), false},
		{"the key set of the beginning", join(head, []string{"keys/1.json", "keys/1.json.1.minisig"}), false},
		{"a key set left out", join(head, keys[3:]), false},
		{"a signature left out", join(head, keys[:1], keys[2:]), false},
		{"more signatures than there may be", join(head, keys[:1], nine), false},
		{"key sets after objects", join(head, []string{a}, keys), false},
		{"a number with a nought", join(head, []string{"keys/02.json"}), false},
		{"another name", join(head, []string{"readme.txt"}), false},
		{"an absolute name", []string{"/manifest.json"}, false},
		{"a name from here", []string{"./manifest.json"}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			var o packfile.Order
			var err error
			for _, name := range c.names {
				if _, err = o.Next(name); err != nil {
					break
				}
			}
			if err == nil {
				err = o.End()
			}
			if (err == nil) != c.ok || err != nil && !errors.Is(err, packfile.ErrFormat) {
				t.Errorf("got %v", err)
			}
		})
	}
	var o packfile.Order
	var parts []packfile.Part
	for _, name := range join(head, keys[:2], []string{b}) {
		p, err := o.Next(name)
		if err != nil {
			t.Fatal(err)
		}
		parts = append(parts, p)
	}
	want := []packfile.Part{
		{Kind: packfile.ManifestPart}, {Kind: packfile.SignaturePart}, {Kind: packfile.KeySetPart, Version: 2},
		{Kind: packfile.KeySignaturePart, Version: 2, Number: 1}, {Kind: packfile.ObjectPart, Sum: strings.Repeat("b", 64)},
	}
	if diff := cmp.Diff(want, parts); diff != "" {
		t.Error(diff)
	}
}

// FuzzArchive holds the reader to this: whatever it is given, it keeps to its limits, reads the same from a file as
// from a stream, and what it takes for an archive it reads again from what the writer makes of it.
func FuzzArchive(f *testing.F) {
	good := write(f, some()...)
	f.Add(good)
	f.Add(good[:len(good)-512])
	f.Add(append(bytes.Clone(good), 0))
	f.Add([]byte{})
	f.Add(patched(good, func(h []byte) { h[156] = 'x' }))
	f.Fuzz(func(t *testing.T, data []byte) {
		files, err := read(bytes.NewReader(data))
		streamed, streamErr := read(io.LimitReader(bytes.NewReader(data), 1<<20))
		if (err == nil) != (streamErr == nil) || !cmp.Equal(files, streamed) {
			t.Fatalf("a file gives %d files and %v, a stream %d and %v", len(files), err, len(streamed), streamErr)
		}
		var total int64
		for _, file := range files {
			total += int64(len(file.Body))
		}
		if len(files) > limits.Entries || total > limits.Total {
			t.Fatalf("%d files of %d bytes", len(files), total)
		}
		if err != nil {
			if !errors.Is(err, packfile.ErrFormat) {
				t.Fatalf("it says %v", err)
			}
			return
		}
		for i, file := range files {
			if len(file.Name) > 100 || strings.ContainsFunc(file.Name, func(r rune) bool { return r < ' ' || r > '~' }) {
				files[i].Name = fmt.Sprint("file ", i) // a name that the writer does not take, and no pack has
			}
		}
		if again, err := read(bytes.NewReader(write(t, files...))); err != nil || !cmp.Equal(files, again) {
			t.Fatalf("written and read again: %v", err)
		}
	})
}
