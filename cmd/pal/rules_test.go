package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/passalong/passalong/internal/app"
	"github.com/passalong/passalong/internal/cli"
)

func TestHelpOfCheckNamesEveryRule(t *testing.T) {
	var out bytes.Buffer
	cli.Run(t.Context(), cli.Invocation{Args: []string{"help", "check"}, Stdout: &out}, cli.Services{})
	_, rest, _ := strings.Cut(out.String(), "Rules for warnings")
	list, _, _ := strings.Cut(rest, "Examples:")
	for _, r := range app.LintRules() {
		if !strings.Contains(list, "\n  "+r.ID+" ") {
			t.Errorf("the rule %s is not in the help:\n%s", r.ID, list)
		}
	}
	if named := strings.Count(list, "\n  "); named != len(app.LintRules()) {
		t.Errorf("the help names %d rules, and there are %d", named, len(app.LintRules()))
	}
}
