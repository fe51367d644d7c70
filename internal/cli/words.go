package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/agext/levenshtein"

	"github.com/passalong/passalong/internal/catalog"
)

const dateOnly = "2006-01-02"

// origin says in words which revision this is.
func origin(r catalog.Revision) string {
	day := r.Issued.Format("2 January 2006")
	if r.Bundled() {
		return "bundled content of " + day
	}
	signed := "unsigned"
	if r.Signed {
		signed = "signed"
	}
	return fmt.Sprintf("revision %d of %s from %s, %s", r.Sequence, day, r.Origin, signed)
}

// A revisionJSON is a catalog.Revision for scripts.
type revisionJSON struct {
	Sequence int64  `json:"sequence"` // 0 for the bundled library
	Issued   string `json:"issued"`
	Origin   string `json:"origin"` // owner/repo; empty for the bundled library
	Signed   bool   `json:"signed"`
}

func revision(r catalog.Revision) revisionJSON {
	return revisionJSON{r.Sequence, r.Issued.Format(dateOnly), r.Origin, r.Signed}
}

// A problemJSON is a catalog.Problem for scripts.
type problemJSON struct {
	File       string `json:"file"`
	Line       int    `json:"line,omitempty"`
	Column     int    `json:"column,omitempty"`
	Severity   string `json:"severity"` // "error" or "warning"
	Message    string `json:"message"`
	Suggestion string `json:"suggestion,omitempty"`
	Module     string `json:"module,omitempty"`
	Rule       string `json:"rule,omitempty"` // of a warning that lint.yaml can turn off
}

func problemsJSON(problems []catalog.Problem) []problemJSON {
	out := []problemJSON{}
	for _, p := range problems {
		severity := "error"
		if p.Severity == catalog.Advice {
			severity = "warning"
		}
		out = append(out, problemJSON{p.File, p.Line, p.Column, severity, p.Message, p.Suggestion, string(p.Module), p.Rule})
	}
	return out
}

func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// size is a number of bytes for people.
func size(bytes int64) string {
	switch {
	case bytes >= 1e6:
		return fmt.Sprintf("%.1f MB", float64(bytes)/1e6)
	case bytes >= 1e3:
		return fmt.Sprintf("%.0f kB", float64(bytes)/1e3)
	}
	return count(int(bytes), "byte")
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// nearest is the word that somebody may have meant.
func nearest(word string, words []string) (string, bool) {
	best, found := 0.6, "" // below that, they only share letters
	for _, w := range words {
		a, b := strings.ToLower(word), strings.ToLower(w)
		m := levenshtein.Match(a, b, nil)
		if ordered(a) == ordered(b) {
			m = max(m, 0.9) // letters have changed places, which counts as two slips
		}
		if m > best {
			best, found = m, w
		}
	}
	return found, found != ""
}

// ordered has the letters of a word in the order of the alphabet.
func ordered(word string) string { return string(slices.Sorted(slices.Values([]rune(word)))) }
