package bundle_test

import (
	"archive/tar"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
)

// newer is the revision that the bad packs pretend to be.
func newer(t testing.TB) publication {
	files := small()
	files["overdose/en/new.md"] = "# New\n"
	return publish(t, 2, files)
}

// A part is an entry of an archive, as its header and its body are written.
type part struct {
	tar.Header
	body []byte
	raw  []byte // in place of all that
}

// partsOf takes a pack apart.
func partsOf(t testing.TB, pack []byte) []part {
	t.Helper()
	var parts []part
	for r := tar.NewReader(bytes.NewReader(pack)); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return parts
		}
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts = append(parts, part{Header: *h, body: body})
	}
}

// archive puts parts together.
func archive(t testing.TB, parts ...part) []byte {
	t.Helper()
	var b bytes.Buffer
	for _, p := range parts {
		if p.raw != nil {
			b.Write(p.raw)
			continue
		}
		var one bytes.Buffer
		w := tar.NewWriter(&one)
		if p.Typeflag == tar.TypeReg {
			p.Size = int64(len(p.body))
		}
		err := w.WriteHeader(&p.Header)
		if err == nil {
			_, err = w.Write(p.body)
		}
		if err == nil {
			err = w.Flush()
		}
		if err != nil {
			t.Fatalf("%s: %v", p.Name, err)
		}
		b.Write(one.Bytes())
	}
	b.Write(make([]byte, 1024))
	return b.Bytes()
}

// plain is an ordinary entry.
func plain(name, body string) part {
	return part{Header: tar.Header{Typeflag: tar.TypeReg, Name: name, Mode: 0o644, Format: tar.FormatUSTAR}, body: []byte(body)}
}

// head is a header written by hand, for what the standard library refuses to write.
func head(kind byte, name, size, magic string) []byte {
	b := make([]byte, 512)
	copy(b, name)
	copy(b[100:], "0000644\x000000000\x000000000\x00")
	copy(b[124:], size)
	copy(b[136:], "00000000000\x00")
	b[156] = kind
	copy(b[257:], magic)
	copy(b[148:156], "        ")
	sum := 0
	for _, c := range b {
		sum += int(c)
	}
	copy(b[148:], fmt.Sprintf("%06o\x00 ", sum))
	return b
}

const ustar, gnu = "ustar\x0000", "ustar  \x00"

// place is where an entry with such a name begins among the parts.
func place(parts []part, prefix string) int {
	return slices.IndexFunc(parts, func(p part) bool { return strings.HasPrefix(p.Name, prefix) })
}

// with puts more parts in, at the end or before the first whose name begins so.
func with(parts []part, before string, more ...part) []part {
	at := len(parts)
	if before != "" {
		at = place(parts, before)
	}
	return slices.Insert(slices.Clone(parts), at, more...)
}

// without leaves out the first part whose name begins so.
func without(parts []part, prefix string) []part {
	i := place(parts, prefix)
	return slices.Delete(slices.Clone(parts), i, i+1)
}

// instead puts a part in the place of the first whose name begins so.
func instead(parts []part, prefix string, p part) []part {
	parts = slices.Clone(parts)
	parts[place(parts, prefix)] = p
	return parts
}
