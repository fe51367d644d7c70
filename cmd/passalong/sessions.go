package main

import (
	"context"

	"github.com/passalong/passalong/internal/app"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/internal/ui"
)

type kept = app.Sessions

// sessions hands sessions to the window in its own types.
type sessions struct{ *kept }

func (s sessions) Begin(ctx context.Context, p plan.Plan, rehearsal bool) (ui.Running, error) {
	return running(s.kept.Begin(ctx, p, rehearsal))
}

func (s sessions) Resume(ctx context.Context, id session.ID) (ui.Running, error) {
	return running(s.kept.Resume(ctx, id))
}

func (s sessions) Late(ctx context.Context, report string) (ui.Late, error) {
	return s.kept.Late(ctx, report)
}

func running(r *app.Running, err error) (ui.Running, error) {
	if err != nil {
		return ui.Running{}, err
	}
	return ui.Running{ID: r.ID, Conductor: r, Phones: r.Phones, Close: r.Close}, nil
}
