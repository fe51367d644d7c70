package catalog

import (
	"fmt"
	"strings"
)

// Severity tells whether a problem keeps a module from being used.
type Severity int

// Severities of a problem.
const (
	Broken Severity = iota // the module is unavailable
	Advice                 // worth mending; the module works
)

// A Problem is one thing wrong with the content, with its place.
type Problem struct {
	File       string // path in the library
	Line       int    // from 1; 0 when the whole file is meant
	Column     int    // from 1; 0 when the whole line is meant
	Severity   Severity
	Message    string
	Suggestion string   // what to do; may be empty
	Module     ModuleID // empty when the problem is the library's
}

// Error is "file:line:column: message (suggestion)", without the parts that are not known.
func (p Problem) Error() string {
	var b strings.Builder
	b.WriteString(p.File)
	if p.Line > 0 {
		fmt.Fprintf(&b, ":%d", p.Line)
		if p.Column > 0 {
			fmt.Fprintf(&b, ":%d", p.Column)
		}
	}
	b.WriteString(": ")
	if p.Severity == Advice {
		b.WriteString("warning: ")
	}
	b.WriteString(p.Message)
	if p.Suggestion != "" {
		b.WriteString(" (" + p.Suggestion + ")")
	}
	return b.String()
}
