package progress

import (
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/quiz"
)

// Following is the track that a learner is on: of those that have the module completed last and another that is not
// completed, the one with most modules completed of its own. A module is a track's own when no track before has it, so
// that what everybody begins with puts nobody on a track that happens to have it too. The second result is false when
// there is none.
func Following(c *catalog.Catalog, r Record) (catalog.Track, bool) {
	done, last := CompletedModules(c, r)
	if last == "" {
		return catalog.Track{}, false
	}
	var best catalog.Track
	most := 0
	listed := make(map[catalog.ModuleID]bool, len(c.Modules))
	for _, t := range c.Library.Tracks {
		own, has, open := 0, false, false
		for _, id := range t.Modules {
			if _, is := c.Module(id); !is {
				continue
			}
			has, open = has || id == last, open || !done[id]
			if done[id] && !listed[id] {
				own++
			}
			listed[id] = true
		}
		if has && open && own > most {
			best, most = t, own
		}
	}
	return best, most > 0
}

// CompletedModules are those of the catalog whose quiz was passed, and the one that was passed last; empty for none.
func CompletedModules(c *catalog.Catalog, r Record) (done map[catalog.ModuleID]bool, last catalog.ModuleID) {
	done = make(map[catalog.ModuleID]bool)
	var at time.Time
	for i := range r.Attempts {
		a := &r.Attempts[i]
		m, ok := c.Module(catalog.ModuleID(a.Module))
		if !ok || a.Purpose != quiz.ForPass || a.Quiz.ID != m.Quiz.ID || !a.Complete() || !a.Score().Passed {
			continue
		}
		done[m.ID] = true
		if ended := lastActive(a); last == "" || !ended.Before(at) {
			last, at = m.ID, ended
		}
	}
	return done, last
}
