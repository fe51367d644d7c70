package news

import (
	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
)

// past is what a learner did, worked out when it is asked for: most updates change nothing that they have begun, and
// a record of years has a hundred thousand answers.
type past struct {
	record  progress.Record
	answers progress.Newest
	known   map[catalog.ModuleID]string
	touched map[catalog.ModuleID]bool
}

// newest is the newest answer to each item.
func (p *past) newest() progress.Newest {
	if p.answers == nil {
		p.answers = progress.NewestOf(p.record)
	}
	return p.answers
}

// begun reports whether the learner did anything in a module.
func (p *past) begun(id catalog.ModuleID) bool {
	p.look()
	return p.touched[id]
}

// versions gives, for each module that the learner has begun, the oldest version from which they know something: of
// what they read or answered in several versions the newest counts.
func (p *past) versions() map[catalog.ModuleID]string {
	p.look()
	return p.known
}

// Unknown is the version of what was only done where no version is kept, such as in a refresher of several modules. It
// is before all others.
const Unknown = "0"

func (p *past) look() {
	if p.known != nil {
		return
	}
	p.known, p.touched = map[catalog.ModuleID]string{}, map[catalog.ModuleID]bool{}
	oldest := func(id catalog.ModuleID, version string) {
		p.touched[id] = true
		if was, ok := p.known[id]; version != "" && (!ok || newer(was, version)) {
			p.known[id] = version
		}
	}
	for _, v := range p.record.Visits {
		oldest(v.Module, v.ModuleVersion)
	}
	for ref, a := range p.newest() {
		oldest(ref.Module, a.Attempt.ModuleVersion)
	}
	for id, version := range p.done() {
		oldest(id, version)
	}
	for id := range p.touched {
		if p.known[id] == "" {
			p.known[id] = Unknown
		}
	}
}

// done gives the newest version of each module in which the learner played a scenario or showed a skill.
func (p *past) done() map[catalog.ModuleID]string {
	newest := map[catalog.ModuleID]string{}
	add := func(id catalog.ModuleID, version string) {
		if was, ok := newest[id]; !ok || newer(version, was) {
			newest[id] = version
		}
	}
	for i := range p.record.Runs {
		add(catalog.ModuleID(p.record.Runs[i].Module), p.record.Runs[i].ModuleVersion)
	}
	for i := range p.record.Observations {
		add(p.record.Observations[i].Module, p.record.Observations[i].ModuleVersion)
	}
	return newest
}

// title is what a module was called when it was last certified, or its id.
func (p *past) title(id catalog.ModuleID) string {
	title := string(id)
	for _, c := range p.record.Certificates {
		for _, m := range c.Modules {
			if m.Module == id {
				title = m.Title
			}
		}
	}
	return title
}
