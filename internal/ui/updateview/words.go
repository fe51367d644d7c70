package updateview

import (
	"fmt"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/revision"
)

// changes puts what an update brings into words, module by module, the library as a whole last.
func (m *model) changes() []line {
	lines := make([]line, 0, len(m.update.Changes))
	for _, c := range m.update.Changes {
		lines = append(lines, line{Kind: c.Kind, Title: m.title(c.Module), Note: changeNote(c)})
	}
	return lines
}

// title is the module's title, or for a module that is not here yet what its id says.
func (m *model) title(id catalog.ModuleID) string {
	if id == "" {
		return "Shared parts"
	}
	if t, ok := m.titles[id]; ok {
		return t
	}
	words := strings.ReplaceAll(string(id), "-", " ")
	if words == "" {
		return words
	}
	return strings.ToUpper(words[:1]) + words[1:]
}

func changeNote(c catalog.Change) string {
	files := count(c.Files, "file", "files")
	var what string
	switch {
	case c.Module == "":
		what = "Sources, services and words: " + files + " changed"
	case c.Kind == catalog.Added:
		what = "New module, " + files
	case c.Kind == catalog.Removed:
		return "Taken out of the library. What you did in it is kept."
	default:
		what = files + " changed"
	}
	if c.Bytes > 0 {
		what += ", " + revision.Bytes(c.Bytes)
	}
	return what
}

func sizes(u catalog.Update) string {
	if u.Download == 0 {
		return "Nothing has to be downloaded: all of it is on this computer already."
	}
	return fmt.Sprintf("To download: %s in %s.", revision.Bytes(u.Download), count(u.Files, "file", "files"))
}

func share(t catalog.Transfer) (float64, string) {
	if t.Total <= 0 {
		return 0, "Checking every file…"
	}
	if t.Done >= t.Total {
		return 1, "All " + revision.Bytes(t.Total) + " are here. Checking every file…"
	}
	return float64(t.Done) / float64(t.Total), revision.Bytes(t.Done) + " of " + revision.Bytes(t.Total)
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
