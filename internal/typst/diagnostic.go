package typst

import (
	"fmt"
	"strconv"
	"strings"
)

// A Warning is something that Typst wondered at, such as a font that it does not have.
type Warning struct {
	File    string // such as "main.typ"; empty when not known
	Line    int    // from 1; 0 when not known
	Column  int    // from 1; 0 when not known
	Message string
}

// String is "file:line:column: message".
func (w Warning) String() string {
	var b strings.Builder
	if w.File != "" {
		fmt.Fprintf(&b, "%s:%d:%d: ", w.File, w.Line, w.Column)
	}
	b.WriteString(w.Message)
	return b.String()
}

// A DocumentError says why Typst made no PDF of a document. The engine can go on with others.
type DocumentError struct {
	Problems []Warning // at least one
}

// Error is all problems with their places, separated by "; ".
func (e *DocumentError) Error() string {
	parts := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		parts[i] = p.String()
	}
	return strings.Join(parts, "; ")
}

// diagnose sorts what the compiler has to say into warnings and a *DocumentError.
func diagnose(v any) (warnings []Warning, err error) {
	report, ok := v.(*object)
	if !ok {
		return nil, fmt.Errorf("the typesetting program answered with %s", describe(v))
	}
	var errors []Warning
	if all, ok := report.values["diagnostics"].(*array); ok {
		for _, item := range all.items {
			w, severity := diagnostic(item)
			if severity == "error" {
				errors = append(errors, w)
			} else {
				warnings = append(warnings, w)
			}
		}
	}
	if report.values["hasError"] == true && len(errors) == 0 {
		errors = []Warning{{Message: describe(v)}}
	}
	if len(errors) > 0 {
		return nil, &DocumentError{errors}
	}
	return warnings, nil
}

func diagnostic(v any) (w Warning, severity string) {
	o, ok := v.(*object)
	if !ok {
		return Warning{Message: describe(v)}, "error"
	}
	text := func(key string) string { s, _ := o.values[key].(string); return s }
	w = Warning{File: strings.TrimPrefix(text("path"), "/"), Message: text("message")}
	w.Line, w.Column = place(text("range"))
	return w, text("severity")
}

// place reads where a range begins, "line:column-line:column", counted from 0, as line and column counted
// from 1.
func place(text string) (line, column int) {
	start, _, _ := strings.Cut(text, "-")
	l, c, found := strings.Cut(start, ":")
	if !found {
		return 0, 0
	}
	line, err := strconv.Atoi(l)
	if err != nil {
		return 0, 0
	}
	column, err = strconv.Atoi(c)
	if err != nil {
		return 0, 0
	}
	return line + 1, column + 1
}
