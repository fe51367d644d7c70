package cli_test

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/passalong/passalong/internal/cli"
)

var update = flag.Bool("update", false, "write what pal says into docs/pal.md")

// said is what a command says, in the documents: a block that begins with the command itself.
var said = regexp.MustCompile("(?s)```\n\\$ pal( [^\n]*)?\n(.*?)```")

func TestDocsShowWhatPalSays(t *testing.T) {
	path := filepath.Join("..", "..", "docs", "pal.md")
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	doc := string(b)
	shown := map[string]bool{}
	fresh := said.ReplaceAllStringFunc(doc, func(block string) string {
		command := strings.TrimSpace(said.FindStringSubmatch(block)[1])
		shown[command] = true
		got := run(t.Context(), newMachine(), command)
		if got.code != cli.Done {
			t.Errorf("pal %s: exit code %d: %s", command, got.code, got.errOut)
		}
		return "```\n$ pal " + command + "\n" + got.out + "```"
	})
	overview := run(t.Context(), newMachine(), "help").out
	for _, m := range regexp.MustCompile(`(?m)^  pal ([a-z]+(?: [a-z]+)?)  +\S`).FindAllStringSubmatch(overview, -1) {
		if name := m[1]; name != "help" && name != "version" && !shown["help "+name] {
			t.Errorf("docs/pal.md does not show pal help %s", name)
		}
	}
	if !shown["help"] { // it has the exit codes
		t.Error("docs/pal.md does not show pal help")
	}
	if fresh == doc {
		return
	}
	if !*update {
		t.Fatal("docs/pal.md shows something else than pal says: go test ./internal/cli -run Docs -update")
	}
	if err := os.WriteFile(path, []byte(fresh), 0o644); err != nil {
		t.Fatal(err)
	}
}
