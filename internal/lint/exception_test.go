package lint_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/lint"
)

func TestExceptionsAllowWhatTheySayAndNoMore(t *testing.T) {
	text := lesson("An addict recieved it. Zork![^who]\n\nWait 3 hours.")
	const (
		label = "a/en/one.md:5:4 person-first: “addict”: it puts the label before the person"
		slip  = "a/en/one.md:5:11 spelling: “recieved” is in no dictionary"
		name  = "a/en/one.md:5:24 spelling: “Zork” is in no dictionary"
		hours = "a/en/one.md:7:6 no-source: “3 hours” has no source"
	)
	for _, c := range []struct {
		name, exceptions string
		want             []string
	}{
		{"there are none", "", []string{label, slip, name, hours}},
		{"a word that is right, in any case", "words: [ZORK]", []string{label, slip, hours}},
		{"a word of several", "words: [Zork Recieved]", []string{label, hours}},
		{"a rule in the whole library", "allow: [{rule: spelling, why: to see}]", []string{label, hours}},
		{"a rule in a file", "allow: [{rule: no-source, file: a/en/one.md, why: to see}]", []string{label, slip, name}},
		{"a rule in some files", "allow: [{rule: no-source, file: \"*/en/*.md\", why: to see}]", []string{label, slip, name}},
		{"a word of a rule", "allow: [{rule: person-first, words: [Addict], why: to see}]", []string{slip, name, hours}},
		{"another word of the rule", "allow: [{rule: person-first, words: [junkie], why: to see}]",
			[]string{"lint.yaml:1:9 exceptions: nothing has to be allowed here any more", label, slip, name, hours}},
		{"another file", "allow:\n  - {rule: no-source, file: a/en/*.yaml, why: to see}",
			[]string{"lint.yaml:2:5 exceptions: nothing has to be allowed here any more", label, slip, name, hours}},
		{"two for the same", "allow: [{rule: spelling, why: a}, {rule: spelling, file: a/en/one.md, why: b}]", []string{label, hours}},
		{"all kinds of mistakes", "rules: x\nallow:\n- {rule: spelin, why: a}\n- {rule: spelling, file: \"[\", why: a}\n- {rule: spelling, line: 3, why: a}\n- {rule: spelling}\n- spelling\n", []string{
			"lint.yaml:1:1 exceptions: unknown key “rules”", "lint.yaml:3:3 exceptions: there is no rule “spelin”",
			"lint.yaml:4:3 exceptions: “[” is no path of a file", "lint.yaml:5:3 exceptions: unknown key “line”",
			"lint.yaml:6:3 exceptions: the exception says no “why”", "lint.yaml:7:3 exceptions: there is no rule “”", label, slip, name, hours,
		}},
		{"no YAML", "a: [", []string{"lint.yaml:0:0 exceptions: this is not YAML with “words” and “allow”", label, slip, name, hours}},
		{"a list", "- a", []string{"lint.yaml:0:0 exceptions: this is not YAML with “words” and “allow”", label, slip, name, hours}},
		{"too much of it", "words: [" + strings.Repeat("a, ", 100_000) + "b]", []string{"lint.yaml:0:0 exceptions: the file is too large", label, slip, name, hours}},
		{"empty lists", "words: []\nallow: []\n", []string{label, slip, name, hours}},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := map[string]string{"a/en/one.md": text}
			if c.exceptions != "" {
				files["lint.yaml"] = c.exceptions
			}
			if diff := cmp.Diff(c.want, found(t, library(files))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestRulesHaveIdsThatCanBeWritten(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range lint.Rules() {
		if seen[r.ID] || r.About == "" || strings.Trim(r.ID, "abcdefghijklmnopqrstuvwxyz-") != "" {
			t.Errorf("%+v", r)
		}
		seen[r.ID] = true
	}
}
