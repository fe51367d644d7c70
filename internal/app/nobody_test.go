package app_test

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/live/livetest"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/session"
)

// A somebody takes part in a session with a phone.
type somebody struct {
	*livetest.Phone
	ticket  string
	secrets []string // what must never be on the disk
}

// comeIn lets people in, each from an address and with a browser of their own.
func comeIn(t *testing.T, url string, people int) []*somebody {
	t.Helper()
	all := make([]*somebody, people)
	for i := range all {
		ticket, err := evaluation.NewTicket(rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		code, err := evaluation.ParseTicket(string(ticket))
		if err != nil {
			t.Fatal(err)
		}
		p := &somebody{Phone: livetest.New(url, livetest.Address(i)), ticket: string(ticket)}
		p.Agent = fmt.Sprintf("Browser of person %d", i)
		t.Cleanup(p.Close)
		if _, err := p.Join(t.Context()); err != nil {
			t.Fatal(err)
		}
		p.secrets = []string{p.Agent, p.Token, p.ticket, code, livetest.Address(i).String()}
		all[i] = p
	}
	return all
}

// send hands in the sheet of a phase.
func (p *somebody) send(t *testing.T, phase evaluation.Phase, check []plan.Poll) {
	t.Helper()
	var answers []map[string]any
	for _, c := range check {
		answers = append(answers, map[string]any{"item": string(c.ID), "choices": []string{string(quiz.Unsure)}})
	}
	sheet := map[string]any{"phase": string(phase), "ticket": p.ticket, "answers": answers}
	if v, err := p.Do(t.Context(), "sheet", sheet); err != nil || !v.Sent {
		t.Fatalf("the sheet %s: %+v, %v", phase, v, err)
	}
}

// The project promises that nothing by which a person could be found is in any file, not even while a session runs.
func TestNothingThatCouldNameSomebodyIsOnTheDisk(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	cfg := config(t)
	a := open(t, cfg)
	p := evening(t, a)
	r, err := a.Sessions.Begin(t.Context(), p, false)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Phones.Start(t.Context(), session.Address{IP: "127.0.0.1", Kind: session.Itself}); err != nil {
		t.Fatal(err)
	}
	people := comeIn(t, r.Phones.Phones().Join.URL, evaluation.LeastPairs)
	secrets, stand := []string{}, []string{}
	for _, p := range people {
		secrets, stand = append(secrets, p.secrets...), append(stand, string(livetest.PhoneOf(p.Token)))
	}
	look := func(when string, never []string) {
		t.Helper()
		for _, dir := range []string{a.DataDir, temp} {
			for _, text := range traces(t, dir, never) {
				t.Errorf("%s, %s", when, text)
			}
		}
	}
	for _, phase := range []evaluation.Phase{evaluation.Before, evaluation.After} {
		do(t, r, session.Opened{Phase: phase, On: true})
		for _, p := range people {
			p.send(t, phase, r.Desk().Plan.Check)
		}
		do(t, r, session.Opened{Phase: phase})
		look("while it runs", secrets)
	}
	for _, keyed := range r.Sheets() {
		stand = append(stand, string(keyed.Sheet.Mark))
	}
	if len(traces(t, a.DataDir, stand)) < len(stand) {
		t.Error("what stands in for people is not there while it runs: was everything looked at?")
	}
	report, err := r.Finish(t.Context(), false)
	if err != nil {
		t.Fatal(err)
	}
	look("afterwards", append(secrets, stand...))
	reports, err := a.Sessions.Reports(t.Context())
	if err != nil || len(reports) != 1 || reports[0].ID != report || reports[0].Change.Paired != len(people) {
		t.Errorf("the report has %+v, %v", reports, err)
	}
}

// traces are the texts that are in a file below a folder or in its name, also as the bytes that they are the digits of.
func traces(t *testing.T, dir string, texts []string) []string {
	t.Helper()
	var all []string
	for path, data := range contents(t, dir) {
		for _, text := range texts {
			raw, err := hex.DecodeString(text)
			if bytes.Contains(data, []byte(text)) || strings.Contains(path, text) || err == nil && bytes.Contains(data, raw) {
				all = append(all, fmt.Sprintf("%q is in %s", text, path))
			}
		}
	}
	return all
}
