package printout

import (
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

func TestReasonsInWords(t *testing.T) {
	for keywords, want := range map[string]string{
		"":                                "",
		"moon":                            "",
		"media-empty-error":               "it has no paper",
		"moon-warning, media-jam":         "paper is jammed",
		"other-error":                     "something is wrong with it",
		"other-error, cover-open-warning": "a cover is open",
		"not-accepting-jobs":              "it takes no jobs now",
		"spool-area-full-error":           "its memory is full",
		"output-area-full-report":         "its tray is full",
		"output-area-almost-full-warning": "its tray is nearly full",
		"marker-waste-almost-full":        "its box for waste ink is nearly full",
	} {
		if got := ReasonInWords(keywords); got != want {
			t.Errorf("%q: %q, want %q", keywords, got, want)
		}
	}
}

// Whatever the print systems may say that keeps a job is said in words, with what to do about it.
func TestEveryReasonOfAPrintSystemHasWords(t *testing.T) {
	keyword := regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)
	n := 0
	for _, file := range []string{"reasons.go", "status.go"} {
		parsed, err := parser.ParseFile(token.NewFileSet(), "../../printing/"+file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(node ast.Node) bool {
			if _, imports := node.(*ast.ImportSpec); imports {
				return false
			}
			lit, ok := node.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING {
				return true
			}
			text, err := strconv.Unquote(lit.Value)
			if err != nil || !keyword.MatchString(text) || text == "none" {
				return true
			}
			n++
			r, ok := reasonOf(text)
			if low := strings.Contains(text, "low"); !ok || r.help == "" && !low || r.help != "" && !strings.HasSuffix(r.help, ".") {
				t.Errorf("%s: %q is said as %+v", file, text, r)
			}
			return true
		})
	}
	if n < 20 {
		t.Errorf("only %d keywords were found", n)
	}
}
