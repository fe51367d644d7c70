package app_test

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"testing"

	"github.com/passalong/passalong/internal/app"
	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/session"
)

// ticketOf is the code of the ticket that a participant drew.
func ticketOf(n int) string { return fmt.Sprintf("K7M3Q%d", n) }

// A marker makes marks: a session, or what comes late to it.
type marker interface {
	Mark(ctx context.Context, code string) (evaluation.Mark, error)
}

// handedIn is a sheet with this ticket, with every answer right or every answer wrong; without a ticket it has a number.
func handedIn(t *testing.T, m marker, check []plan.Poll, phase evaluation.Phase, ticket string, right bool) session.Keyed {
	t.Helper()
	k := session.Keyed{Sheet: evaluation.Sheet{Phase: phase, Way: evaluation.Paper}, Number: 1}
	if ticket != "" {
		mark, err := m.Mark(t.Context(), ticket)
		if err != nil {
			t.Fatal(err)
		}
		k.Sheet.Mark, k.Number = mark, 0
	}
	for _, p := range check {
		if p.Item.Kind != quiz.Single && p.Item.Kind != quiz.TrueFalse {
			continue
		}
		for _, c := range p.Item.Choices {
			if c.Correct == right {
				k.Sheet.Responses = append(k.Sheet.Responses, quiz.Response{Item: evaluation.ResponseID(p), Choices: []quiz.ChoiceID{c.ID}})
				break
			}
		}
	}
	if len(k.Sheet.Responses) == 0 {
		t.Fatal("the plan has no question of one choice")
	}
	return k
}

// withSheets is a session that was finished with this many pairs of sheets kept, one sheet before whose second is late, and
// one without a code.
func withSheets(t *testing.T, a *app.App, pairs int) (report string, marks []evaluation.Mark) {
	t.Helper()
	p := evening(t, a)
	r, err := a.Sessions.Begin(t.Context(), p, false)
	if err != nil {
		t.Fatal(err)
	}
	for n := range pairs + 1 {
		before := handedIn(t, r, p.Check, evaluation.Before, ticketOf(n), false)
		do(t, r, before)
		marks = append(marks, before.Sheet.Mark)
		if n < pairs {
			do(t, r, handedIn(t, r, p.Check, evaluation.After, ticketOf(n), true))
		}
	}
	phone := session.Phone("0123456789abcdef0123456789abcdef")
	byPhone := handedIn(t, r, p.Check, evaluation.After, ticketOf(0), true)
	byPhone.Sheet.Way, byPhone.By = evaluation.Phones, phone
	do(t, r, session.Joined{Phone: phone}, session.Opened{Phase: evaluation.After, On: true}, byPhone, // in place of the one on paper
		handedIn(t, r, p.Check, evaluation.Before, "", true))
	report, err = r.Finish(t.Context(), true)
	if err != nil {
		t.Fatal(err)
	}
	return report, marks
}

func late(t *testing.T, a *app.App, report string) *app.Late {
	t.Helper()
	l, err := a.Sessions.Late(t.Context(), report)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

func changeOf(t *testing.T, a *app.App, report string) evaluation.Change {
	t.Helper()
	all, err := a.Sessions.Reports(t.Context())
	if err != nil || len(all) != 1 || all[0].ID != report {
		t.Fatalf("reports: %+v, %v", all, err)
	}
	return all[0].Change
}

func TestALateSheetIsMatchedAndTheReportMadeAnew(t *testing.T) {
	cfg := config(t)
	a := open(t, cfg)
	report, marks := withSheets(t, a, 4)
	if c := changeOf(t, a, report); c.Before != 6 || c.After != 4 || c.Paired != 4 || c.Told {
		t.Fatalf("at first: %+v", c)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}

	a = open(t, cfg)
	l := late(t, a, report)
	if d := l.Desk(); d.Paired != 4 || d.Sheets[evaluation.Before] != 6 || len(l.Sheets()) != 10 || len(l.Asked()) > 0 {
		t.Errorf("%d paired, sheets %v, %v", d.Paired, d.Sheets, l.Sheets())
	}
	check := l.Desk().Plan.Check
	last := handedIn(t, l, check, evaluation.After, ticketOf(4), true)
	if last.Sheet.Mark != marks[4] {
		t.Fatal("the late sheet has another mark than the one before")
	}
	if err := l.Do(t.Context(), last); err != nil {
		t.Fatal(err)
	}
	c := changeOf(t, a, report)
	if c.Paired != 5 || !c.Told || c.Whole.Before != 0 || c.Whole.After < 0.5 || len(c.Objectives) == 0 || c.Objectives[0].Text == "" {
		t.Errorf("after the late sheet: %+v", c)
	}
	if err := l.Do(t.Context(), session.Unkeyed{Phase: evaluation.After, Mark: last.Sheet.Mark}); err != nil {
		t.Fatal(err)
	}
	if c := changeOf(t, a, report); c.Paired != 4 || c.Told || len(c.Objectives) > 0 {
		t.Errorf("after it was taken back: %+v", c)
	}
	if err := l.Do(t.Context(), last); err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if err := l.Do(t.Context(), last); err == nil {
		t.Error("it takes sheets after it was closed")
	}
	if again := late(t, a, report); again.Desk().Paired != 5 || len(again.Sheets()) != 11 {
		t.Errorf("opened again: %d paired", again.Desk().Paired)
	}
}

func TestAllSheetsMayComeLate(t *testing.T) {
	a := open(t, config(t))
	p := evening(t, a)
	r, err := a.Sessions.Begin(t.Context(), p, false)
	if err != nil {
		t.Fatal(err)
	}
	report, err := r.Finish(t.Context(), true)
	if err != nil {
		t.Fatal(err)
	}
	l := late(t, a, report)
	if err := l.Do(t.Context(), handedIn(t, l, p.Check, evaluation.Before, ticketOf(1), true)); err != nil {
		t.Fatal(err)
	}
	if c := changeOf(t, a, report); c.Before != 1 {
		t.Errorf("got %+v, want the sheet", c)
	}
}

func TestWhatIsNoSheetIsRefusedLate(t *testing.T) {
	a := open(t, config(t))
	report, _ := withSheets(t, a, 1)
	l := late(t, a, report)
	before := changeOf(t, a, report)
	if err := l.Do(t.Context(), session.Closed{Minutes: 5}); !errors.Is(err, session.ErrBadEvent) {
		t.Errorf("got %v, want ErrBadEvent", err)
	}
	wrong := session.Keyed{Number: 2, Sheet: evaluation.Sheet{
		Phase: evaluation.After, Way: evaluation.Paper, Responses: []quiz.Response{{Item: "nothing"}},
	}}
	if err := l.Do(t.Context(), wrong); !errors.Is(err, session.ErrBadAnswer) {
		t.Errorf("got %v, want ErrBadAnswer", err)
	}
	if after := changeOf(t, a, report); after.After != before.After {
		t.Errorf("something changed: %+v", after)
	}
}

func TestDroppedSheetsLeaveNoMarkAndNoWayBack(t *testing.T) {
	cfg := config(t)
	for name, drop := range map[string]func(a *app.App, report string) error{
		"the sheets": func(a *app.App, report string) error { return a.Sessions.DropSheets(t.Context(), session.ID(report)) },
		"the report": func(a *app.App, report string) error { return a.Sessions.DeleteReport(t.Context(), report) },
	} {
		t.Run(name+" were deleted", func(t *testing.T) {
			a := open(t, cfg)
			report, secrets := withSheets(t, a, 4)
			_, key, err := a.Sessions.Sheets(t.Context(), session.ID(report))
			if err != nil {
				t.Fatal(err)
			}
			l := late(t, a, report)
			last := handedIn(t, l, l.Desk().Plan.Check, evaluation.After, ticketOf(4), true)
			gone := handedIn(t, l, l.Desk().Plan.Check, evaluation.After, ticketOf(5), true)
			for _, e := range []session.Event{last, gone, session.Unkeyed{Phase: evaluation.After, Mark: gone.Sheet.Mark}} {
				if err := l.Do(t.Context(), e); err != nil {
					t.Fatal(err)
				}
			}
			secrets = append(secrets, gone.Sheet.Mark, evaluation.Mark(key), evaluation.Mark(hex.EncodeToString(key)))
			if found(t, cfg.DataDir, secrets) == 0 {
				t.Error("the marks cannot be found before they are deleted either")
			}
			if err := drop(a, report); err != nil {
				t.Fatal(err)
			}
			if n := found(t, cfg.DataDir, secrets); n > 0 {
				t.Errorf("%d marks or keys can still be found", n)
			}
			if err := l.Do(t.Context(), last); !errors.Is(err, session.ErrNoSession) {
				t.Errorf("a sheet afterwards: got %v, want ErrNoSession", err)
			}
			if err := l.Close(); err != nil {
				t.Error(err)
			}
			if _, err := a.Sessions.Late(t.Context(), report); !errors.Is(err, session.ErrNoSession) {
				t.Errorf("opened again: got %v, want ErrNoSession", err)
			}
			if name == "the sheets" {
				if c := changeOf(t, a, report); c.Paired != 5 || !c.Told {
					t.Errorf("the report lost its change: %+v", c)
				}
			}
			if n := found(t, cfg.DataDir, secrets); n > 0 {
				t.Errorf("%d marks or keys came back", n)
			}
			if err := errors.Join(a.Sessions.DeleteReport(t.Context(), report), a.Close()); err != nil {
				t.Fatal(err)
			}
			if n := found(t, cfg.DataDir, append(secrets, evaluation.Mark(report))); n > 0 {
				t.Errorf("%d are left in the end", n)
			}
		})
	}
}

// found counts the secrets that are in any file below a folder, or in its name.
func found(t *testing.T, dir string, secrets []evaluation.Mark) (n int) {
	t.Helper()
	files := contents(t, dir)
	for _, secret := range secrets {
		for name, data := range files {
			if bytes.Contains(data, []byte(secret)) || bytes.Contains([]byte(name), []byte(secret)) {
				n++
				break
			}
		}
	}
	return n
}

func TestLateSheetsAreKeyedInInOnePlace(t *testing.T) {
	a := open(t, config(t))
	report, _ := withSheets(t, a, 1)
	first := late(t, a, report)
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := a.Sessions.Late(ended, report); !errors.Is(err, context.Canceled) {
		t.Errorf("beside the first: got %v, want that it waits", err)
	}
	if err := errors.Join(first.Close(), first.Close()); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Sessions.Late(t.Context(), "none"); !errors.Is(err, session.ErrNoSession) {
		t.Errorf("another report: got %v, want ErrNoSession", err)
	}
	second := late(t, a, report) // which does not wait for the one that could not be opened
	if got := len(second.Sheets()); got != 4 {
		t.Errorf("%d sheets, want 4", got)
	}
}
