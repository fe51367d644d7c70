package updateview

import (
	"fmt"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/glance"
)

// kinds are what can be hidden, in the order it is counted, and what a person calls one and several.
func kinds() [][3]string {
	return [][3]string{
		{"module", "module", "modules"}, {"handout", "handout", "handouts"}, {"alert", "alert", "alerts"},
		{"pack", "ready-made pack", "ready-made packs"}, {"service", "service", "services"},
	}
}

// things counts what is hidden by kind: "2 modules and 1 handout".
func things(hidden []catalog.Hidden) string {
	var parts []string
	for _, k := range kinds() {
		n := 0
		for _, h := range hidden {
			if h.Kind == k[0] {
				n++
			}
		}
		switch {
		case n == 1:
			parts = append(parts, "1 "+k[1])
		case n > 1:
			parts = append(parts, fmt.Sprintf("%d %s", n, k[2]))
		}
	}
	return glance.List(parts)
}

// titleOf is the title of a library, or its id where it is not here.
func (m *model) titleOf(id string) string {
	if l, ok := m.find(id); ok && l.lib.Title != "" {
		return l.lib.Title
	}
	return id
}

// packName suggests what a pack is called: id and number, without anything that a disk refuses.
func packName(lib catalog.InstalledLibrary) string {
	clean := func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' || r == '.' {
			return r
		}
		return '-'
	}
	return fmt.Sprintf("%s-%d", strings.Map(clean, strings.ToLower(lib.ID)), lib.Revision.Sequence) + catalog.PackExtension
}
