package manifest_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/manifest"
)

func tree() fstest.MapFS {
	return fstest.MapFS{
		"library.yaml":       {Data: []byte("id: x\n")},
		"keys.json":          {Data: []byte("{}")},
		"a/module.yaml":      {Data: []byte("a")},
		"a/en/01.md":         {Data: []byte("# One\n")},
		"b/en/01.md":         {Data: []byte("# One\n")},
		".hidden/x":          {Data: []byte("no")},
		"modules.go":         {Data: []byte("package modules")},
		"a/images/large.svg": {Data: []byte("<svg/>")},
	}
}

func head() catalog.Manifest {
	return catalog.Manifest{
		Channel: "org.example.hr", Title: "Safer use <& more>", Publisher: "Example", Sequence: 3, Keys: 2,
		Issued: time.Date(2026, 11, 21, 11, 0, 0, 5, time.FixedZone("", 3600)), ReviewBy: "2027-05-21",
	}
}

func TestBuildIsTheSameEveryTime(t *testing.T) {
	m, first, err := manifest.Build(tree(), head())
	if err != nil {
		t.Fatal(err)
	}
	if _, second, _ := manifest.Build(tree(), head()); !bytes.Equal(first, second) {
		t.Error("the second time it differs")
	}
	back, err := manifest.Parse(first, "")
	if d := cmp.Diff(back, m); d != "" || err != nil {
		t.Errorf("read back: %v %s", err, d)
	}
	if len(m.Files) != 6 || m.Files[0].Path != "modules/a/en/01.md" || !m.Issued.Equal(time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)) {
		t.Errorf("%+v", m)
	}
	if !strings.Contains(string(first), "Safer use <& more>") {
		t.Error("a person cannot read the title in the file")
	}
}

func TestBuildRefusesWhatMustNotBePublished(t *testing.T) {
	for name, text := range map[string]string{
		"a/Notes.md": "x", "a/notes.docx": "x", "a/other.json": "{}", "a/keys.json": "{}", "con.md": "x", "a/en/02.md": "one\r\ntwo",
		"a/en/03.md": "version https://git-lfs.github.com/spec/v1\n", "a/.gitattributes": "* text", "keys.json": "{}\r\n",
	} {
		changed := tree()
		changed[name] = &fstest.MapFile{Data: []byte(text)}
		var bad *catalog.ContentError
		if _, _, err := manifest.Build(changed, head()); !errors.As(err, &bad) || len(bad.Problems) != 1 || bad.Problems[0].File != name {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, change := range map[string]func(*catalog.Manifest){
		"no title": func(m *catalog.Manifest) { m.Title = "" }, "no id": func(m *catalog.Manifest) { m.Channel = "" }, "no number": func(m *catalog.Manifest) { m.Sequence = 0 },
	} {
		m := head()
		change(&m)
		if _, _, err := manifest.Build(tree(), m); !errors.Is(err, catalog.ErrNotLibrary) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestHeadOfAManifest(t *testing.T) {
	mirror := func(list ...string) func(*catalog.Manifest) {
		return func(m *catalog.Manifest) { m.Mirrors = list }
	}
	many := make([]string, manifest.MaxMirrors+1)
	for i := range many {
		many[i] = fmt.Sprintf("https://m%d.example.org/", i)
	}
	for _, tt := range []struct {
		name   string
		change func(*catalog.Manifest)
		ok     bool
	}{
		{"as it is", func(*catalog.Manifest) {}, true},
		{"a title in another script", func(m *catalog.Manifest) { m.Title = "Giảm hại – حد" }, true},
		{"no title", func(m *catalog.Manifest) { m.Title = "" }, false},
		{"a title of spaces", func(m *catalog.Manifest) { m.Title = "  " }, false},
		{"a title with a space before it", func(m *catalog.Manifest) { m.Title = " x" }, false},
		{"a title of two lines", func(m *catalog.Manifest) { m.Title = "a\nb" }, false},
		{"a title that turns round", func(m *catalog.Manifest) { m.Title = "a\u202eb" }, false},
		{"a title that nobody sees", func(m *catalog.Manifest) { m.Title = "\u3164" }, false},
		{"a publisher with a filler", func(m *catalog.Manifest) { m.Publisher = "a\u115fb" }, false},
		{"the longest title", func(m *catalog.Manifest) { m.Title = strings.Repeat("ü", 200) }, true},
		{"a longer title", func(m *catalog.Manifest) { m.Title = strings.Repeat("ü", 201) }, false},
		{"no publisher", func(m *catalog.Manifest) { m.Publisher = "" }, false},
		{"no keys", func(m *catalog.Manifest) { m.Keys = 0 }, true},
		{"negative keys", func(m *catalog.Manifest) { m.Keys = -1 }, false},
		{"keys past the end", func(m *catalog.Manifest) { m.Keys = manifest.MaxKeyVersion + 1 }, false},
		{"the last number", func(m *catalog.Manifest) { m.Sequence = manifest.MaxSequence }, true},
		{"a later number", func(m *catalog.Manifest) { m.Sequence = manifest.MaxSequence + 1 }, false},
		{"a mirror", mirror("https://example.org/"), true},
		{"a mirror on Pages", mirror("https://some-org.github.io/safer-use/", "https://xn--bcher-kva.example/a.b/~c/"), true},
		{"no TLS", mirror("http://example.org/"), false},
		{"no end", mirror("https://example.org/x"), false},
		{"a port", mirror("https://example.org:443/"), false},
		{"a user", mirror("https://user@example.org/"), false},
		{"a query", mirror("https://example.org/?/"), false},
		{"a fragment", mirror("https://example.org/#/"), false},
		{"a number", mirror("https://192.0.2.1/"), false},
		{"a number in brackets", mirror("https://[::1]/"), false},
		{"this machine", mirror("https://localhost/"), false},
		{"up", mirror("https://example.org/../"), false},
		{"encoded", mirror("https://example.org/%2e%2e/"), false},
		{"an empty segment", mirror("https://example.org//x/"), false},
		{"upper case", mirror("HTTPS://EXAMPLE.ORG/"), false},
		{"a letter that is none", mirror("https://exämple.org/"), false},
		{"twice", mirror("https://example.org/", "https://example.org/"), false},
		{"as many as there may be", mirror(many[1:]...), true},
		{"one more", mirror(many...), false},
		{"too long", mirror("https://example.org/" + strings.Repeat("a/", 100)), false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := head()
			m.Format, m.Files = manifest.Format, []catalog.File{{Path: "modules/library.yaml", Size: 1, SHA256: manifest.Sum([]byte("x"))}}
			tt.change(&m)
			raw, err := json.Marshal(m)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := manifest.Parse(raw, ""); (err == nil) != tt.ok || err != nil && !errors.Is(err, catalog.ErrNotLibrary) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestEveryKeyIsThereOnceAndInLowerCase(t *testing.T) {
	_, raw, err := manifest.Build(tree(), head())
	if err != nil {
		t.Fatal(err)
	}
	for old, text := range map[string]string{
		`"sequence": 3`: `"sequence": 3, "sequence": 4`, `"channel"`: `"Channel"`, `"size": 6`: `"size": 6, "SIZE": 7`, `"path": "modules/keys.json"`: `"path": "modules/keys.json", "path": "modules/a.md"`,
		`"files"`: `"fileſ": [], "files"`, `"title"`: `"title": "x", "\u0074itle"`,
	} {
		if _, err := manifest.Parse(bytes.Replace(raw, []byte(old), []byte(text), 1), ""); !errors.Is(err, catalog.ErrNotLibrary) {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestOnlyInstalledManifestsMayBeWithoutATitle(t *testing.T) {
	_, raw, err := manifest.Build(tree(), head())
	if err != nil {
		t.Fatal(err)
	}
	old := bytes.Replace(raw, []byte(` "title": "Safer use <& more>",`+"\n"), nil, 1)
	if _, err := manifest.Parse(old, ""); !errors.Is(err, catalog.ErrNotLibrary) {
		t.Errorf("published: %v", err)
	}
	if m, err := manifest.ParseInstalled(old, ""); err != nil || m.Title != "" || len(m.Files) != 6 {
		t.Errorf("installed: %v", err)
	}
}

func TestWhereKeysLie(t *testing.T) {
	got := []string{manifest.Path, manifest.SignaturePath, manifest.KeySetPath, manifest.KeyChangePath(2), manifest.KeySignaturePath(2, 1)}
	want := []string{"channel/manifest.json", "channel/manifest.json.minisig", "modules/keys.json", "channel/keys/2.json", "channel/keys/2.json.1.minisig"}
	if d := cmp.Diff(got, want); d != "" {
		t.Error(d)
	}
}

func TestChangesAndFreshFiles(t *testing.T) {
	file := func(path, text string) catalog.File {
		return catalog.File{Path: "modules/" + path, Size: int64(len(text)), SHA256: manifest.Sum([]byte(text))}
	}
	old := []catalog.File{file("a/en/1.md", "one"), file("a/module.yaml", "a"), file("b/en/1.md", "two"), file("b/module.yaml", "b"), file("library.yaml", "x")}
	now := []catalog.File{file("a/en/1.md", "one, again"), file("a/module.yaml", "a"), file("c/en/1.md", "two"), file("c/module.yaml", "c"), file("library.yaml", "x")}
	fresh := manifest.Fresh(old, now)
	if d := cmp.Diff(fresh, []catalog.File{now[0], now[3]}); d != "" {
		t.Errorf("fresh (-got +want):\n%s", d)
	}
	want := []catalog.Change{
		{Kind: catalog.Changed, Module: "a", Files: 1, Bytes: 10}, {Kind: catalog.Removed, Module: "b", Files: 2}, {Kind: catalog.Added, Module: "c", Files: 2, Bytes: 1},
	}
	if d := cmp.Diff(manifest.Changes(old, now, fresh), want); d != "" {
		t.Errorf("changes (-got +want):\n%s", d)
	}
}

func BenchmarkParse(b *testing.B) {
	m := head()
	m.Format = manifest.Format
	for i := range manifest.MaxFiles {
		m.Files = append(m.Files, catalog.File{Path: fmt.Sprintf("modules/m-%05d/en/lesson.md", i), Size: 1, SHA256: manifest.Sum([]byte{1, byte(i), byte(i >> 8)})})
		m.Files[i].Size = 1
	}
	raw, err := manifest.Encode(m)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		if _, err := manifest.Parse(raw, ""); err != nil {
			b.Fatal(err)
		}
	}
}
