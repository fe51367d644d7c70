package main

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/passalong/passalong/internal/app"
	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/plan"
)

// meet begins a session of a module that stays open, and keeps the report on another one. $REPORT is its id then:
// meet DIR MODULE DATE
func meet(ctx context.Context, ts *testscript.TestScript, args []string) {
	a, err := app.Start(ctx, app.Options{Data: ts.MkAbs(args[0])})
	ts.Check(err)
	defer func() { ts.Check(a.Close()) }()
	cat, err := a.Content.Load(ctx)
	ts.Check(err)
	p, err := plan.Make(cat, []catalog.ModuleID{catalog.ModuleID(args[1])}, 60)
	ts.Check(err)
	date, err := time.Parse(time.DateOnly, args[2])
	ts.Check(err)
	running, err := a.Sessions.Begin(ctx, p, false)
	ts.Check(err)
	ts.Check(running.Close())
	r := evaluation.Report{
		ID: "3f9a02c1" + strings.Repeat("0", 24), Title: "Tuesday group", Date: date, Days: 1, Minutes: 55, Place: evaluation.Community,
		Present: evaluation.Present{Designated: 2, OtherRole: 1, Community: 6}, Modules: p.Modules, Said: []string{"=good"},
	}
	support := evaluation.Support{Date: date, Kind: evaluation.Debrief, Minutes: 30, People: evaluation.Present{Designated: 2}}
	ts.Check(errors.Join(a.Sessions.SaveReport(ctx, r), a.Sessions.AddSupport(ctx, support)))
	ts.Setenv("REPORT", r.ID)
}
