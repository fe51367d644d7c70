package pack

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"strings"

	"github.com/passalong/passalong/internal/paper"
)

// longestPart is how many characters of an id go into a name: five of them leave room for a folder within the 260
// characters of a path that Windows takes, https://learn.microsoft.com/windows/win32/fileio/maximum-file-path-limitation.
const longestPart = 40

// FileName is the name under which a line is saved, such as "naloxone-card-1.1-en-a4-harbour-street.pdf". version
// is that of the handout in the language of the line. It holds lower-case letters, digits, dots and hyphens only, so
// that every system takes it, and lines that make different files have different names.
func FileName(l Line, version string) string {
	parts := []string{safe(string(l.Handout)), safe(version), safe(strings.ToLower(string(l.Language))), safe(form(l.Form)), safe(string(l.Service))}
	name := ""
	for _, part := range parts {
		if part != "" {
			name += "-" + part
		}
	}
	extension := ".pdf"
	if l.Form.Format == paper.Web {
		extension = ".html"
	}
	return cmp.Or(strings.TrimPrefix(name, "-"), "handout") + extension
}

// form names a form in few letters; "a4" for the usual one.
func form(f paper.HandoutForm) string {
	name := string(cmp.Or(f.Format, paper.LeafletA4))
	if f.Stock != "" {
		name += "-on-" + string(f.Stock)
	}
	if f.Points > 0 {
		name += fmt.Sprintf("-%gpt", f.Points)
	}
	if f.Mono {
		name += "-mono"
	}
	return name
}

// safe leaves of an id what may be in the name of a file. What it changes gets a number that tells it from others.
func safe(id string) string {
	kept := strings.Join(strings.FieldsFunc(strings.ToLower(id), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '.'
	}), "-")
	kept = strings.Trim(kept[:min(len(kept), longestPart)], "-.")
	if kept == id {
		return kept
	}
	sum := fnv.New32a()
	_, _ = sum.Write([]byte(id)) // never fails
	return strings.Trim(fmt.Sprintf("%s-%08x", kept, sum.Sum32()), "-")
}
