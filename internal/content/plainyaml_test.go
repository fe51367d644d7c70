package content

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/passalong/passalong/modules"
)

// written lists what the loader looks at of a document.
func written(n *yaml.Node) string {
	var b strings.Builder
	var write func(*yaml.Node, int)
	write = func(n *yaml.Node, depth int) {
		null := n.Kind == yaml.ScalarNode && n.Tag == "!!null"
		merge := n.Tag == "!!merge"
		fmt.Fprintf(&b, "%*s%d %q at %d:%d null %t merge %t flow %t tagged %t anchor %q\n", depth, "", n.Kind, n.Value, n.Line, n.Column, null, merge,
			n.Style&yaml.FlowStyle != 0, n.Style&yaml.TaggedStyle != 0, n.Anchor)
		for _, c := range n.Content {
			write(c, depth+1)
		}
	}
	write(n, 0)
	return b.String()
}

// byLibrary parses with the library alone; nil for what is not one document.
func byLibrary(src []byte) *yaml.Node {
	in := yaml.NewDecoder(bytes.NewReader(src))
	var doc, second yaml.Node
	if in.Decode(&doc) != nil || !errors.Is(in.Decode(&second), io.EOF) || len(doc.Content) != 1 {
		return nil
	}
	return doc.Content[0]
}

func checkPlain(t *testing.T, src []byte) (read bool) {
	t.Helper()
	got := parsePlain(src, new(room))
	if got == nil {
		return false
	}
	want := byLibrary(src)
	switch {
	case want == nil:
		t.Errorf("the library refuses this:\n%s\n%s", src, written(got))
	case written(got) != written(want):
		t.Errorf("of\n%s\ngot\n%s\nwant\n%s", src, written(got), written(want))
	}
	return true
}

func TestPlainYAMLIsReadAsTheLibraryReadsIt(t *testing.T) {
	for _, test := range []struct{ name, src string }{
		{"a mapping", "a: 1\nb: two words\n"},
		{"without an end of line", "a: 1"},
		{"comments and empty lines", "# first\n\na: 1 # one\n\n  # between\nb:   x#y # two\n"},
		{"numbers and words as they are", "a: 010\nb: 1.20\nc: yes\nd: 2026-11-21\ne: 1e3\nf: .5\ng: +1\nh: -50\n"},
		{"nothing by name", "a: null\nb: ~\nc: Null\nd: NULL\ne: \"null\"\nf: nULL\n"},
		{"quotes", "a: \"say \\\"hi\\\" \\\\ \"\nb: 'it''s'\nc: \"\"\nd: ''\ne: \"a # b: c\"  # x\n"},
		{"a mapping in a mapping", "a:\n  b:\n    c: 1\n  d: 2\ne: 3\n"},
		{"a list that is indented", "a:\n  - 1\n  - two\nb: 3\n"},
		{"a list that is not", "a:\n- 1\n- two\nb: 3\n"},
		{"a list at the root", "- a: 1\n  b: 2\n- c: 3\n"},
		{"lists of mappings", "items:\n  - id: x\n    choices:\n      - {id: a, text: \"A, b\"}\n      - {id: b, text: it is, ok: true}\n  - id: y\n"},
		{"spaces behind the dash", "-   a: 1\n    b: 2\n-   three\n"},
		{"lists in one line", "a: [b, c d, \"e, f\", [g], {h: i}]\nj: []\nk: {}\nl: [ m , n ]\n"},
		{"addresses", "a: https://example.org/x?y=1#z\nb: {c: https://example.org}\n"},
		{"letters of all kinds", "tiêu: x\n"},
		{"letters of all kinds in values", "a: tiếng Việt # ô\nb: {c: é, d: \"ü\", e: f}\ng: [é, h]\n"},
		{"text in several lines", "a: one two\n  three\n  four\nb: - \n"},
		{"text that goes on", "a: one two\n  three # end\nb: 1\n"},
		{"front matter", "---\n# a\na: 1\nb: [2]\n"},
		{"windows of spaces", "a:  x  \nb: y   # z\n"},
	} {
		t.Run(test.name, func(t *testing.T) { checkPlain(t, []byte(test.src)) })
	}
}

func TestWhatIsNotPlainIsLeftToTheLibrary(t *testing.T) {
	for _, src := range []string{
		"", "# nothing\n", "text\n", "a:\n", "a:\nb: 1\n", "a: |\n  x\n", "a: >\n  x\n", "a: &x 1\n", "a: *x\n", "a: !!str 1\n", "<<: {a: 1}\n",
		"a: b: c\n", "a: 1\n  b: 2\n", "a:\n    b: 1\n  c: 2\n", "- a\nb: 1\n", "a: [b\n  , c]\n", "a: {b}\n", "a: {b: }\n", "a: [b,]\n", "a: [b: c]\n",
		"--- a: 1\n", "---\n---\na: 1\n", "---\n", "a: 1\n---\nb: 2\n", "a: 1\n...\n", "%YAML 1.1\na: 1\n", "a:\t1\n", "\"a\": 1\n", "? a\n: b\n", "a: \"x\ty\"\n", "a: \"\\u0041\"\n",
		"a: \"b\n  c\"\n", "a: 'b\n", "a: b\n\n  c\n", "a: @x\n", "a: `x`\n", "a: %x\n", "a:b\n", "- - a\n", "-\n  a: 1\n", "a: - b\n", "a: \"b\" c\n",
		"a: \"b\": c\n", "a: [b]c\n", "  a: 1\n", "a: x:\n", "a: {b: c?}\n", "a: [b #c]\n", "a: \ufffe\n",
		strings.Repeat("a", 1025) + ": b\n",
	} {
		t.Run(fmt.Sprintf("the text %q", src), func(t *testing.T) {
			if n := parsePlain([]byte(src), new(room)); n != nil {
				t.Errorf("read as\n%s", written(n))
			}
		})
	}
}

// TestTheBundledLibraryIsPlain keeps what people write within what is read fast.
func TestTheBundledLibraryIsPlain(t *testing.T) {
	files, read := 0, 0
	err := fs.WalkDir(modules.FS, ".", func(name string, _ fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".yaml" {
			return err
		}
		src, err := fs.ReadFile(modules.FS, name)
		if err != nil {
			return err
		}
		files++
		if checkPlain(t, src) {
			read++
		} else {
			t.Logf("%s is left to the library", name)
		}
		return nil
	})
	if err != nil || read < files*3/4 {
		t.Errorf("%d of %d files were read: %v", read, files, err)
	}
}

func TestRoomForNodesIsUsedAgain(t *testing.T) {
	r := new(room)
	src := []byte("a: [b, {c: d}]\ne:\n  - f: g\n")
	first := written(parsePlain(src, r))
	for range 3 {
		r.reset()
		if again := written(parsePlain(src, r)); again != first {
			t.Errorf("got\n%s\nwant\n%s", again, first)
		}
	}
	if len(r.slabs) != 1 {
		t.Errorf("%d slabs of nodes for a few", len(r.slabs))
	}
}

// FuzzPlainYAML holds what is read without the YAML library against what the library reads: the same values, to the
// letter, at the same places.
func FuzzPlainYAML(f *testing.F) {
	err := fs.WalkDir(modules.FS, ".", func(name string, _ fs.DirEntry, err error) error {
		if err == nil && path.Ext(name) == ".yaml" {
			var src []byte
			if src, err = fs.ReadFile(modules.FS, name); err == nil {
				f.Add(src[:min(len(src), 3000)])
			}
		}
		return err
	})
	if err != nil {
		f.Fatal(err)
	}
	for _, src := range []string{
		"a: [b, c d, \"e, f\", [g], {h: -i}]\nj: []\n", "a:\n- x: 'it''s'\n  y: \"\\\"\"\n- z\n", "a: one # c\n  two\nb: é\nc: {d: ô, e: f#g}\n",
		"a: -1\nb: (x\nc: .5\nd: ~x\ne: https://x:80/#a\nf: a:b\n", "a:\n  b:\n  - c\n  - d: e\n    f: g\nh: i\n",
		"---\ntitle: \"Quá liều\"\nshort:\n  card: [\"1. A\", {section: \"2. B\", lines: [1, 2]}]\n",
	} {
		f.Add([]byte(src))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		in := &file{path: "a.yaml"}
		in.set(src)
		if !in.checkCharacters() {
			return // nothing else is ever parsed
		}
		checkPlain(t, in.src)
	})
}
