package plan

import (
	"slices"
	"strings"
)

// A Material is a thing to bring, and the titles of the sections it is for.
type Material struct {
	Text string
	For  []string
}

// Materials lists what the sections that are on need, each thing once.
func (p Plan) Materials() []Material {
	var all []Material
	for _, s := range p.on() {
		for _, text := range s.Materials {
			i := slices.IndexFunc(all, func(m Material) bool { return strings.EqualFold(m.Text, text) })
			if i < 0 {
				i = len(all)
				all = append(all, Material{Text: text})
			}
			if !slices.Contains(all[i].For, s.Title) {
				all[i].For = append(all[i].For, s.Title)
			}
		}
	}
	return all
}

func joinLines(lines []string) string { return strings.Join(lines, " ") }
