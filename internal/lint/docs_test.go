package lint

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the table of labels into docs/authors.md")

// TestDocsListEveryLabelAndRule keeps docs/authors.md what the rules are.
func TestDocsListEveryLabelAndRule(t *testing.T) {
	path := filepath.Join("..", "..", "docs", "authors.md")
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const head = "| Instead of | Better | Why | From |\n|---|---|---|---|\n"
	text, table, ok := strings.Cut(string(raw), head)
	if !ok {
		t.Fatal("docs/authors.md has no table of labels")
	}
	for _, r := range Rules() {
		if !strings.Contains(text, "\n| `"+r.ID+"` | ") {
			t.Errorf("the rule %s is not in docs/authors.md", r.ID)
		}
	}
	want := tableOfLabels()
	if *update {
		if err := os.WriteFile(path, []byte(text+head+want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(want, table); diff != "" {
		t.Errorf("docs/authors.md lists other labels: go test ./internal/lint -run Docs -update\n%s", diff)
	}
}

func tableOfLabels() string {
	var b strings.Builder
	for _, l := range labels {
		from := l.source
		if from == ownRule {
			from = ""
		}
		b.WriteString("| " + strings.Join(shown(l.say), ", ") + " | " + l.better + " | " + l.why + " | " + from + " |\n")
	}
	return b.String()
}

// shown writes wordings for a reader: a star is the end of a word, and a set its first words.
func shown(say []string) []string {
	var all []string
	for _, s := range say {
		for name, set := range sets {
			s = strings.ReplaceAll(s, name, set[0]+" …")
		}
		all = append(all, strings.ReplaceAll(s, "*", "…"))
	}
	return all
}
