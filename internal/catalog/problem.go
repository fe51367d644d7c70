package catalog

import (
	"fmt"
	"strings"
)

// Severity tells whether a problem keeps what it is in from being used.
type Severity int

// Severities of a problem.
const (
	Broken Severity = iota // what it is in cannot be used: the module, the handout, the alert
	Advice                 // worth mending; it works all the same
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
	Rule       string   // of package lint that found it, such as "sentence-length"; empty for what the loader found
}

// Error is "file:line:column: message (suggestion) [rule]", without the parts that are not known.
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
	if p.Rule != "" {
		b.WriteString(" [" + p.Rule + "]")
	}
	return b.String()
}

// A FolderError says that the folder which somebody named holds no library.
type FolderError struct {
	Folder  string
	Missing string // the file that would show a library, by its path in the folder
	Try     string // a folder near it that has the file; empty when there is none
	Err     error  // why the folder cannot be opened; nil when it can
}

// Error names the folder.
func (e *FolderError) Error() string {
	if e.Err != nil {
		return fmt.Sprintf("opening the folder %s: %v", e.Folder, e.Err)
	}
	return fmt.Sprintf("the folder %s holds no library: there is no %s in it", e.Folder, e.Missing)
}

// Unwrap gives the reason.
func (e *FolderError) Unwrap() error { return e.Err }
