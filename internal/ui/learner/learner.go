// Package learner holds, for the screens, the record of the learner whose profile is open.
package learner

import (
	"context"
	"maps"
	"slices"
	"sync"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/scenario"
	"github.com/passalong/passalong/internal/ui/bg"
)

// A Learner is an open profile and its record. The record changes only after the disk has the change, so
// what a screen shows was saved. Its methods run on the UI goroutine.
type Learner struct {
	ctx     context.Context // ends with the profile, not with a screen: writes outlive screens
	run     bg.Runner
	keeper  progress.Keeper
	record  progress.Record
	changes int // of record

	mu      sync.Mutex
	waiting []write
	saving  bool // waiting is being worked off
}

// Open reads the record in the background and hands the learner to done. ctx ends when the profile is
// closed.
func Open(ctx context.Context, run bg.Runner, k progress.Keeper, done func(*Learner, error)) {
	bg.Start(ctx, run, k.Load, func(r progress.Record, err error) {
		if err != nil {
			done(nil, err)
			return
		}
		done(New(ctx, run, k, r), nil)
	})
}

// New is a learner whose record was read already.
func New(ctx context.Context, run bg.Runner, k progress.Keeper, r progress.Record) *Learner {
	return &Learner{ctx: ctx, run: run, keeper: k, record: r}
}

// Profile is whose record this is.
func (l *Learner) Profile() progress.Profile { return l.keeper.Profile() }

// Record is what is known and saved. Callers do not change it.
func (l *Learner) Record() progress.Record { return l.record }

// Changes counts how often the record has changed, so that what was made of it can be kept until it does.
func (l *Learner) Changes() int { return l.changes }

// SaveVisit keeps how far a lesson was read. done may be nil.
func (l *Learner) SaveVisit(v progress.Visit, done func(error)) {
	l.write(func(ctx context.Context) error { return l.keeper.SaveVisit(ctx, v) }, done, func() {
		i := slices.IndexFunc(l.record.Visits, func(o progress.Visit) bool {
			return o.Module == v.Module && o.Lesson == v.Lesson
		})
		if i < 0 {
			l.record.Visits = append(slices.Clip(l.record.Visits), v)
			return
		}
		if first := l.record.Visits[i].Finished; !first.IsZero() {
			v.Finished = first
		}
		l.record.Visits = slices.Clone(l.record.Visits)
		l.record.Visits[i] = v
	})
}

// StartAttempt keeps a new attempt.
func (l *Learner) StartAttempt(a quiz.Attempt, done func(error)) {
	l.write(func(ctx context.Context) error { return l.keeper.StartAttempt(ctx, a) }, done, func() {
		l.record.Attempts = append(slices.Clip(l.record.Attempts), a)
	})
}

// SaveResponse keeps a response; done(nil) means that it is on disk.
func (l *Learner) SaveResponse(attempt string, r quiz.Response, done func(error)) {
	l.write(func(ctx context.Context) error { return l.keeper.SaveResponse(ctx, attempt, r) }, done, func() {
		l.record.Attempts = slices.Clone(l.record.Attempts)
		for i := range l.record.Attempts {
			a := &l.record.Attempts[i]
			if _, known := a.Response(r.Item); a.ID == attempt && !known {
				a.Responses = append(slices.Clip(a.Responses), r)
			}
		}
	})
}

// StartRun keeps a new run of a scenario.
func (l *Learner) StartRun(r scenario.Run, done func(error)) {
	l.write(func(ctx context.Context) error { return l.keeper.StartRun(ctx, r) }, done, func() {
		l.record.Runs = append(slices.Clip(l.record.Runs), r)
	})
}

// SaveStep keeps step number n, counted from 0, of a run; done(nil) means that it is on disk.
func (l *Learner) SaveStep(run string, n int, s scenario.Step, done func(error)) {
	l.write(func(ctx context.Context) error { return l.keeper.SaveStep(ctx, run, n, s) }, done, func() {
		l.record.Runs = slices.Clone(l.record.Runs)
		for i := range l.record.Runs {
			if r := &l.record.Runs[i]; r.ID == run && len(r.Steps) == n {
				r.Steps = append(slices.Clip(r.Steps), s)
			}
		}
	})
}

// SaveObservation keeps what a facilitator saw. done may be nil.
func (l *Learner) SaveObservation(o progress.Observation, done func(error)) {
	l.write(func(ctx context.Context) error { return l.keeper.SaveObservation(ctx, o) }, done, func() {
		known := func(kept progress.Observation) bool { return kept.ID == o.ID }
		if !slices.ContainsFunc(l.record.Observations, known) {
			l.record.Observations = append(slices.Clip(l.record.Observations), o)
		}
	})
}

// SaveCertificate keeps a certificate. done may be nil.
func (l *Learner) SaveCertificate(c progress.Certificate, done func(error)) {
	l.write(func(ctx context.Context) error { return l.keeper.SaveCertificate(ctx, c) }, done, func() {
		known := func(kept progress.Certificate) bool { return kept.Number == c.Number }
		if !slices.ContainsFunc(l.record.Certificates, known) {
			l.record.Certificates = append(slices.Clip(l.record.Certificates), c)
		}
	})
}

// SetFavourite marks a handout as a favourite, or not any more. done may be nil.
func (l *Learner) SetFavourite(id catalog.HandoutID, on bool, done func(error)) {
	l.write(func(ctx context.Context) error { return l.keeper.SetFavourite(ctx, id, on) }, done, func() {
		switch {
		case on && !l.record.Favourite(id):
			l.record.Favourites = append(slices.Clip(l.record.Favourites), id)
		case !on:
			it := func(f catalog.HandoutID) bool { return f == id }
			l.record.Favourites = slices.DeleteFunc(slices.Clone(l.record.Favourites), it)
		}
	})
}

// MarkAlertRead keeps that a version of an alert was read. done may be nil.
func (l *Learner) MarkAlertRead(id catalog.AlertID, version string, done func(error)) {
	l.write(func(ctx context.Context) error { return l.keeper.SaveAlertRead(ctx, id, version) }, done, func() {
		read := maps.Clone(l.record.AlertsRead)
		if read == nil {
			read = map[catalog.AlertID]string{}
		}
		read[id] = version
		l.record.AlertsRead = read
	})
}

// SaveModulesSeen keeps up to which versions of modules the learner knows what is new. done may be nil.
func (l *Learner) SaveModulesSeen(seen map[catalog.ModuleID]string, done func(error)) {
	seen = maps.Clone(seen)
	l.write(func(ctx context.Context) error { return l.keeper.SaveModulesSeen(ctx, seen) }, done, func() {
		all := maps.Clone(l.record.ModulesSeen)
		if all == nil {
			all = map[catalog.ModuleID]string{}
		}
		maps.Copy(all, seen)
		l.record.ModulesSeen = all
	})
}

// Close puts the record away once everything before is saved. done may be nil. Nothing is saved after it.
func (l *Learner) Close(done func(error)) {
	l.write(func(context.Context) error { return l.keeper.Close() }, done, func() {})
}

// A write is one change of the record: to disk first, then here.
type write struct {
	save  func(context.Context) error
	apply func()
	done  func(error)
}

// write saves one after the other, so that an older place in a lesson never lands on a newer one. It does not
// wait for the UI goroutine in between: what is asked for is saved even when the window closes meanwhile.
func (l *Learner) write(save func(context.Context) error, done func(error), apply func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.waiting = append(l.waiting, write{save, apply, done})
	if !l.saving {
		l.saving = true
		l.run.Go(l.saveAll)
	}
}

// saveAll saves what waits, until nothing does.
func (l *Learner) saveAll() {
	for w, ok := l.next(); ok; w, ok = l.next() {
		err := w.save(context.WithoutCancel(l.ctx))
		l.run.Do(func() { l.finish(w, err) })
	}
}

func (l *Learner) next() (write, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.waiting) == 0 {
		l.saving = false
		return write{}, false
	}
	w := l.waiting[0]
	l.waiting = l.waiting[1:]
	return w, true
}

// finish takes in how a write ended; nobody asks any more once the profile is closed.
func (l *Learner) finish(w write, err error) {
	if l.ctx.Err() != nil {
		return
	}
	if err == nil {
		w.apply()
		l.changes++
	}
	if w.done != nil {
		w.done(err)
	}
}
