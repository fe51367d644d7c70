package manifest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/passalong/passalong/internal/catalog"
)

func goodManifest() catalog.Manifest {
	m := catalog.Manifest{
		Format: 1, Channel: "org.example.hr", Title: "Safer use", Publisher: "Example", Keys: 1, Mirrors: []string{"https://example.org/hr/"}, Sequence: 12, Issued: time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC),
		ReviewBy: "2027-05-21", MinApp: "1.0",
	}
	for i := range 20 {
		m.Files = append(m.Files, catalog.File{Path: fmt.Sprintf("modules/m-%02d/lesson.md", i), Size: int64(i), SHA256: Sum([]byte{byte(i)})})
	}
	return m
}

func encode(t *testing.T, m catalog.Manifest) []byte {
	t.Helper()
	raw, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func TestManifestRules(t *testing.T) {
	sum := strings.Repeat("a", 64)
	for _, tt := range []struct {
		name   string
		change func(*catalog.Manifest)
		want   error
	}{
		{"good", func(*catalog.Manifest) {}, nil},
		{"no review date", func(m *catalog.Manifest) { m.ReviewBy = "" }, nil},
		{"for this program", func(m *catalog.Manifest) { m.MinApp = "1.2.3" }, nil},
		{"for a newer program", func(m *catalog.Manifest) { m.MinApp = "1.10" }, catalog.ErrNewerFormat},
		{"for a program without a number", func(m *catalog.Manifest) { m.MinApp = "new" }, catalog.ErrNotLibrary},
		{"a newer format", func(m *catalog.Manifest) { m.Format = 2 }, catalog.ErrNewerFormat},
		{"format 0", func(m *catalog.Manifest) { m.Format = 0 }, catalog.ErrNotLibrary},
		{"a channel with a slash", func(m *catalog.Manifest) { m.Channel = "../x" }, catalog.ErrNotLibrary},
		{"no channel", func(m *catalog.Manifest) { m.Channel = "" }, catalog.ErrNotLibrary},
		{"number 0", func(m *catalog.Manifest) { m.Sequence = 0 }, catalog.ErrNotLibrary},
		{"a number far ahead", func(m *catalog.Manifest) { m.Sequence = 1 << 40 }, catalog.ErrNotLibrary},
		{"no date", func(m *catalog.Manifest) { m.Issued = time.Time{} }, catalog.ErrNotLibrary},
		{"a wrong review date", func(m *catalog.Manifest) { m.ReviewBy = "soon" }, catalog.ErrNotLibrary},
		{"no files", func(m *catalog.Manifest) { m.Files = nil }, catalog.ErrNotLibrary},
		{"too many files", func(m *catalog.Manifest) {
			for i := range MaxFiles {
				m.Files = append(m.Files, catalog.File{Path: fmt.Sprintf("modules/x/%05d.md", i), SHA256: sum})
			}
		}, catalog.ErrNotLibrary},
		{"a huge file", func(m *catalog.Manifest) { m.Files[0].Size = MaxFile + 1 }, catalog.ErrNotLibrary},
		{"too much in all", func(m *catalog.Manifest) {
			for i := range 40 {
				m.Files = append(m.Files, catalog.File{Path: fmt.Sprintf("modules/x/%05d.md", i), Size: MaxFile, SHA256: Sum([]byte{1, byte(i)})})
			}
		}, catalog.ErrNotLibrary},
		{"a negative size", func(m *catalog.Manifest) { m.Files[0].Size = -1 }, catalog.ErrNotLibrary},
		{"two sizes for one hash", func(m *catalog.Manifest) { m.Files[1].SHA256 = m.Files[0].SHA256 }, catalog.ErrNotLibrary},
		{"a path twice", func(m *catalog.Manifest) { m.Files[1] = m.Files[0] }, catalog.ErrNotLibrary},
		{"out of order", func(m *catalog.Manifest) { m.Files[0], m.Files[1] = m.Files[1], m.Files[0] }, catalog.ErrNotLibrary},
		{"a file that is a folder", func(m *catalog.Manifest) {
			m.Files[18].Path, m.Files[19].Path = "modules/z.md", "modules/z.md/a.md"
		}, catalog.ErrNotLibrary},
		{"no hash", func(m *catalog.Manifest) { m.Files[0].SHA256 = "" }, catalog.ErrNotLibrary},
		{"a short hash", func(m *catalog.Manifest) { m.Files[0].SHA256 = sum[1:] }, catalog.ErrNotLibrary},
		{"a hash in upper case", func(m *catalog.Manifest) { m.Files[0].SHA256 = strings.ToUpper(sum) }, catalog.ErrNotLibrary},
		{"a hash that leads elsewhere", func(m *catalog.Manifest) { m.Files[0].SHA256 = "../../" + sum[:58] }, catalog.ErrNotLibrary},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := goodManifest()
			tt.change(&m)
			if _, err := Parse(encode(t, m), "1.2.3"); !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
}

func TestManifestPaths(t *testing.T) {
	for _, p := range []string{
		"../x.md", "/etc/x.md", "modules/../b.md", "modules//b.md", "./modules/a.md", "modules\\b.md", "C:/x.md", "modules/c:x.md",
		"modules/con.md", "modules/a/nul.md", "modules/a/com1.yaml", "modules/a/aux/b.md", "modules/x.md.", "modules/x.md ", " modules/x.md",
		"modules/.git/config.md", "modules/.hidden.md", "modules/A.md", "modules/é.md", "modules/a\u202eb.md", "modules/a\x00.md", "modules/x.exe",
		"modules/x.html", "modules/x", "modules/a.md:stream", "modules/" + strings.Repeat("a/", 90) + "x.md", "", "~/x.md", "%2e%2e/x.md",
		"modules/b/c/d/e/f/g.md", "modules/a\n.md", "modules/lpt9.txt", "file://x.md", "channel/manifest.txt", "readme.md", "modules/",
		"modules/" + strings.Repeat("a", 200) + ".md",
	} {
		if CheckPath(p) == nil {
			t.Errorf("%q is accepted", p)
		}
	}
	for _, p := range []string{"modules/library.yaml", "modules/a/en/01-one_two.md", "modules/a/images/b.svg", "modules/a/c.min.png", "modules/a/b.jpeg"} {
		if err := CheckPath(p); err != nil {
			t.Error(err)
		}
	}
}

func TestManifestIsStrictJSON(t *testing.T) {
	good := encode(t, goodManifest())
	for name, raw := range map[string][]byte{
		"a page of a network": []byte("<!DOCTYPE html><html></html>"),
		"nothing":             nil,
		"an unknown key":      bytes.Replace(good, []byte(`"channel"`), []byte(`"chanel"`), 1),
		"more behind it":      append(bytes.Clone(good), "{}"...),
		"cut off":             good[:len(good)/2],
		"another kind":        []byte(`[]`),
		"too long":            append(bytes.Clone(good), bytes.Repeat([]byte(" "), MaxManifest)...),
	} {
		if _, err := Parse(raw, ""); !errors.Is(err, catalog.ErrNotLibrary) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Whatever a manifest holds, parsing it ends, and what is accepted keeps the rules.
func TestRandomChangesToAManifest(t *testing.T) {
	good := encode(t, goodManifest())
	r := rand.New(rand.NewPCG(3, 4))
	for range 5_000 {
		raw := bytes.Clone(good)
		for range 1 + r.IntN(3) {
			raw[r.IntN(len(raw))] ^= 1 << r.IntN(8)
		}
		m, err := Parse(raw, "")
		if err != nil {
			continue
		}
		for _, f := range m.Files {
			if CheckPath(f.Path) != nil || !sumPattern.MatchString(f.SHA256) || f.Size < 0 || f.Size > MaxFile {
				t.Fatalf("accepted %+v", f)
			}
		}
	}
}

func FuzzParse(f *testing.F) {
	raw, _ := json.Marshal(goodManifest())
	f.Add(raw)
	f.Add([]byte(`{"format":1}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		m, err := Parse(raw, "1.0")
		if err == nil && checkFiles(m.Files) != nil {
			t.Error("accepted files against the rules")
		}
	})
}
