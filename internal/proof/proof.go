// Package proof makes and checks what a learner can show to others: certificates and credential files. None
// of them holds a name, and none says that an organisation vouches: they say what a record on a learner's machine says,
// and can be held against it.
package proof

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
)

// ErrNotYet says that there is nothing to certify yet. Errors that match it are *NotYetError.
var ErrNotYet = errors.New("not yet completed")

// A NotYetError says which modules have to be completed first. It matches ErrNotYet.
type NotYetError struct {
	Missing []Missing // in the order of the track
}

// A Missing is a module that is not completed.
type Missing struct {
	Module catalog.ModuleID
	Title  string         // the id, when the module cannot be loaded
	Stage  progress.Stage // how far the learner has come with it
}

// Error names the modules.
func (e *NotYetError) Error() string {
	titles := make([]string, len(e.Missing))
	for i, m := range e.Missing {
		titles[i] = m.Title
	}
	return fmt.Sprintf("%v: %s", ErrNotYet, strings.Join(titles, ", "))
}

// Is makes errors.Is(err, ErrNotYet) true.
func (e *NotYetError) Is(target error) bool { return target == ErrNotYet }

// ForModule makes a certificate of a completed module. random gives its number and its key; nothing is kept. It
// returns a *NotYetError when the module is not completed.
func ForModule(m *catalog.Module, r progress.Record, now time.Time, random io.Reader) (progress.Certificate, error) {
	c := progress.Certificate{Kind: progress.ModuleCertificate, Subject: string(m.ID), Title: m.Title}
	return certify(c, []certified{{m.ID, m}}, r, now, random)
}

// ForTrack makes a certificate of a track of which every module is completed. It returns a *NotYetError with
// those that are not, or that cannot be loaded.
func ForTrack(c *catalog.Catalog, t catalog.Track, r progress.Record, now time.Time, random io.Reader) (progress.Certificate, error) {
	cert := progress.Certificate{Kind: progress.TrackCertificate, Subject: string(t.ID), Title: t.Title}
	var parts []certified
	for _, id := range t.Modules {
		m, _ := c.Module(id)
		parts = append(parts, certified{id, m})
	}
	return certify(cert, parts, r, now, random)
}

// A certified module is what a certificate is about: nil when it cannot be loaded.
type certified struct {
	id     catalog.ModuleID
	module *catalog.Module
}

func certify(c progress.Certificate, parts []certified, r progress.Record, now time.Time, random io.Reader) (progress.Certificate, error) {
	var missing []Missing
	for _, p := range parts {
		if p.module == nil {
			missing = append(missing, Missing{Module: p.id, Title: string(p.id)})
			continue
		}
		passed, ok := passOf(p.module, r)
		if !ok {
			missing = append(missing, Missing{p.id, p.module.Title, progress.StatusOf(p.module, r).Stage})
			continue
		}
		c.Modules = append(c.Modules, passed)
		c.Objectives = append(c.Objectives, metIn(p.module, r)...)
		c.Skills = append(c.Skills, seenIn(p.module, r)...)
	}
	if len(missing) > 0 || len(parts) == 0 {
		return progress.Certificate{}, &NotYetError{missing}
	}
	c.Issued = now.UTC().Truncate(time.Second)
	number, key, err := draw(random, r)
	if err != nil {
		return progress.Certificate{}, fmt.Errorf("drawing the number of a certificate: %w", err)
	}
	c.Number, c.Key = number, key
	return c, nil
}

// passOf finds the newest pass of a module's quiz: of its version and time the certificate speaks.
func passOf(m *catalog.Module, r progress.Record) (progress.CertifiedModule, bool) {
	if progress.StatusOf(m, r).Stage != progress.Completed {
		return progress.CertifiedModule{}, false
	}
	best := progress.CertifiedModule{Module: m.ID, Title: m.Title}
	for i := range r.Attempts {
		a := &r.Attempts[i]
		if a.Purpose != quiz.ForPass || a.Module != string(m.ID) || a.Quiz.ID != m.Quiz.ID || len(a.Responses) == 0 || !a.Score().Passed {
			continue
		}
		ended := slices.MaxFunc(a.Responses, func(x, y quiz.Response) int { return x.At.Compare(y.At) }).At
		if !ended.Before(best.Completed) {
			best.Version, best.Completed = a.ModuleVersion, ended.UTC().Truncate(time.Second)
		}
	}
	return best, true
}

// metIn lists the objectives of a completed module that were met, in the module's order.
func metIn(m *catalog.Module, r progress.Record) []string {
	var texts []string
	for _, o := range progress.ObjectivesOf(m, progress.NewestOf(r)) {
		if o.Met {
			texts = append(texts, o.Text)
		}
	}
	return texts
}

// seenIn lists the skills of a module that a facilitator saw whole, each once, by the time they were first seen,
// with the title that they had last.
func seenIn(m *catalog.Module, r progress.Record) []string {
	var ids []catalog.SkillID
	titles := map[catalog.SkillID]string{}
	for _, o := range sortedByTime(r.Observations) {
		if o.Module != m.ID || len(o.Missing) > 0 {
			continue
		}
		if _, seen := titles[o.Skill]; !seen {
			ids = append(ids, o.Skill)
		}
		titles[o.Skill] = o.Title
	}
	var out []string
	for _, id := range ids {
		out = append(out, titles[id])
	}
	return out
}

func sortedByTime(observations []progress.Observation) []progress.Observation {
	return slices.SortedStableFunc(slices.Values(observations), func(a, b progress.Observation) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID))
	})
}
