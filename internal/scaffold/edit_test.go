package scaffold

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
)

func read(t testing.TB, text string) *document {
	t.Helper()
	root, err := parsed(text)
	if err != nil {
		t.Fatal(err)
	}
	return &document{path: "module.yaml", text: text, root: root}
}

func TestEntryIsAddedAndEverythingElseStays(t *testing.T) {
	for _, c := range []struct{ name, before, after string }{
		{"to an empty list", "handouts: []  # none\nx: 1\n", "handouts: [NEW]  # none\nx: 1\n"},
		{"to a list on one line", "handouts: [a, {b: \"]\"}]   # two\n", "handouts: [a, {b: \"]\"}, NEW]   # two\n"},
		{"to a list that ends in a comma", "handouts: [\n  a, # one\n  b, # two ]\n]\nx: 1\n", "handouts: [\n  a, # one\n  b, NEW # two ]\n]\nx: 1\n"},
		{"to a list over lines", "handouts: [a,\n  'it''s ]',\n  b  # last\n  ]\n", "handouts: [a,\n  'it''s ]',\n  b, NEW  # last\n  ]\n"},
		{"to a list with dashes", "handouts:\n  - {id: a}  # one\n  - id: b\n    file: c\n\n# about x\nx: 1\n", "handouts:\n  - {id: a}  # one\n  - id: b\n    file: c\n  - NEW\n\n# about x\nx: 1\n"},
		{"to a list with dashes that are not indented", "handouts:\n- a\n- b\nx: 1\n", "handouts:\n- a\n- b\n- NEW\nx: 1\n"},
		{"to a list at the end, without a last line end", "x: 1\nhandouts:\n  - a", "x: 1\nhandouts:\n  - a\n  - NEW\n"},
		{"behind a text of several lines", "handouts:\n  - id: a\n    why: |\n      # no comment\n      two\nx: 1\n", "handouts:\n  - id: a\n    why: |\n      # no comment\n      two\n  - NEW\nx: 1\n"},
		{"to a list that is not there", "x: 1   # one\n\n\n", "x: 1   # one\nhandouts:\n  - NEW\n"},
		{"behind letters of several bytes", "title: Überdosis “x”\nhandouts: [ü, “y”] # ä\n", "title: Überdosis “x”\nhandouts: [ü, “y”, NEW] # ä\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := read(t, c.before).appendTo("handouts", "NEW")
			if diff := cmp.Diff(c.after, got); diff != "" || err != nil {
				t.Error(err, diff)
			}
		})
	}
}

func TestListThatCannotBeAddedToIsForTheAuthor(t *testing.T) {
	for name, text := range map[string]string{
		"a list that is none":       "handouts: later\n",
		"a list that is an alias":   "a: &a [x]\nhandouts: *a\n",
		"a document between braces": "{handouts: x}\n",
	} {
		t.Run(name, func(t *testing.T) {
			got, err := read(t, text).appendTo("handouts", "{id: new}")
			var hand *catalog.ByHandError
			if !errors.As(err, &hand) || hand.Key != "handouts" || hand.Line != "{id: new}" || got != "" {
				t.Errorf("%q, %v", got, err)
			}
			if !errors.Is(err, catalog.ErrByHand) || !strings.Contains(err.Error(), "module.yaml: add {id: new} to “handouts”") {
				t.Errorf("said as %v", err)
			}
		})
	}
}

// FuzzAppend: whatever the list, either it has one more entry and nothing else is different, or nothing is changed.
func FuzzAppend(f *testing.F) {
	for _, s := range []string{
		"handouts: []", "handouts:\n- a\n", "handouts: [a, # ]\n b]", "handouts: ['a]', \"\\\"]\"]", "handouts:\n  - |\n    a\n\n", "? handouts\n: [a]",
		"handouts: [[a], {b: [c]}]\nhandouts2: x", "a: {b: c}\nhandouts:\n    -   a\n\n  # c\n", "handouts:\n  - a: b\n    c:\n    - d\n",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		root, err := parsed(text)
		if err != nil {
			return // nothing could be read of it before
		}
		d := &document{path: "x", text: text, root: root}
		before := value(root, "handouts")
		after, err := d.appendTo("handouts", "{id: new}")
		if err != nil {
			if !errors.Is(err, catalog.ErrByHand) {
				t.Fatal(err)
			}
			return
		}
		again, err := parsed(after)
		if err != nil {
			t.Fatalf("%v in %q", err, after)
		}
		n := value(again, "handouts")
		entries := 0
		if before != nil {
			entries = len(before.Content)
		}
		if len(n.Content) != entries+1 || value(n.Content[entries], "id").Value != "new" {
			t.Fatalf("%q became %q", text, after)
		}
	})
}
