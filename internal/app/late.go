package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/passalong/passalong/internal/conduct"
	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/internal/store"
)

// A Late takes in sheets that come after a session was finished, where its sheets were kept for that. To those who key
// them in it is a session with nothing but sheets in it. Each time something is keyed in, what is kept and the report are
// made anew.
type Late struct {
	*conduct.Conductor
	close func() error
}

// Late opens what was kept for late sheets of the session with this report. It waits until the one before is closed. It
// returns session.ErrNoSession where nothing is kept, and session.ErrInUse while another process has it.
func (s *Sessions) Late(ctx context.Context, report string) (*Late, error) {
	select {
	case s.late <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	done := func() { <-s.late }
	c, err := s.openLate(ctx, report)
	if err != nil {
		done()
		return nil, err
	}
	return &Late{c, sync.OnceValue(func() error {
		defer done()
		return errors.Join(c.Close(), s.Leave(session.ID(report)))
	})}, nil
}

func (s *Sessions) openLate(ctx context.Context, report string) (*conduct.Conductor, error) {
	id := session.ID(report) // as Finish names it
	sheets, key, err := s.TakeSheets(ctx, id)
	if err != nil {
		return nil, err
	}
	r, err := s.report(ctx, report)
	if err != nil {
		return nil, errors.Join(err, s.Leave(id))
	}
	first := lateEntries(r, sheets, s.now())
	c, err := conduct.Open(&lateKeeper{s.kept, r, first}, id, first, key, s.now)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("opening the sheets of a session: %w", err), s.Leave(id))
	}
	return c, nil
}

// report finds a report, whatever is wrong with others.
func (s *Sessions) report(ctx context.Context, id string) (evaluation.Report, error) {
	all, err := s.Reports(ctx)
	i := slices.IndexFunc(all, func(r evaluation.Report) bool { return r.ID == id })
	switch {
	case i >= 0:
		return all[i], nil
	case err != nil:
		return evaluation.Report{}, err
	}
	return evaluation.Report{}, session.ErrNoSession
}

// Do keys a sheet in or takes one back, and returns once it and the new report are on the disk. Anything else is
// session.ErrBadEvent.
func (l *Late) Do(ctx context.Context, e session.Event) error {
	switch e.(type) {
	case session.Keyed, session.Unkeyed:
		return l.Conductor.Do(ctx, e)
	}
	return session.ErrBadEvent
}

// Close waits for what was begun, and lets another process have the sheets. Closing it twice is no error.
func (l *Late) Close() error { return l.close() }

// lateEntries are the events of a session with nothing but the sheets that were kept. All of them are as if they had been
// keyed in: the phones that some came from are forgotten.
func lateEntries(r evaluation.Report, sheets []evaluation.Sheet, now time.Time) []session.Entry {
	events := []session.Event{session.Began{Plan: plan.Plan{
		ID: plan.ID(r.ID), Title: r.Title, Modules: r.Modules, Check: r.Check,
		Sections: []plan.Section{{ID: "late", Kind: plan.Opening, Title: r.Title, Minutes: 1, Usual: 1, Least: 1}},
	}}}
	unnamed := map[evaluation.Phase]int{}
	for _, sheet := range sheets {
		sheet.Way = evaluation.Paper
		keyed := session.Keyed{Sheet: sheet}
		if sheet.Mark == "" {
			unnamed[sheet.Phase]++
			keyed.Number = unnamed[sheet.Phase]
		}
		events = append(events, keyed)
	}
	entries := make([]session.Entry, len(events))
	for i, e := range events {
		entries[i] = session.Entry{Number: i + 1, At: now, Event: e}
	}
	return entries
}

// A lateKeeper keeps what comes late as the sheets that it leads to, and their report. It is called by one goroutine.
type lateKeeper struct {
	kept    *store.Sessions
	report  evaluation.Report
	entries []session.Entry // that are on the disk
}

// Append keeps sheets and report, and no event.
func (k *lateKeeper) Append(ctx context.Context, id session.ID, entries []session.Entry) error {
	all := slices.Concat(k.entries, entries)
	replayed := session.New()
	for _, e := range all {
		if err := replayed.Apply(e); err != nil {
			return fmt.Errorf("replaying event %d: %w", e.Number, err)
		}
	}
	var sheets []evaluation.Sheet
	for _, keyed := range replayed.Sheets() {
		sheets = append(sheets, keyed.Sheet)
	}
	r := k.report
	r.Change = evaluation.Changes(r.Check, sheets).WithTexts(r.Modules)
	if err := k.kept.SaveLate(ctx, id, sheets, r); err != nil {
		return err
	}
	k.entries = all
	return nil
}
