package ui

import (
	"context"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/ui/bg"
)

// A Preview is the folder of a library that its author is working on.
type Preview interface {
	Folder() string
	// Problems lists what was wrong with it when it was last loaded.
	Problems() []catalog.Problem
	// Watch calls saved, on a goroutine of its own, after something in the folder was saved, until ctx ends.
	Watch(ctx context.Context, saved func()) error
}

// beginPreview opens the window for an author: nobody's record, and what is saved shows at once.
func (w *Window) beginPreview() {
	bg.Start(w.ctx, w.run, w.s.Profiles.Guest, func(k progress.Keeper, err error) {
		if err != nil {
			w.complain(err)
			return
		}
		w.openProfile(k)
	})
	watch := func(ctx context.Context) (struct{}, error) {
		return struct{}{}, w.s.Preview.Watch(ctx, func() { w.run.Do(w.LoadLibrary) })
	}
	bg.Start(w.ctx, w.run, watch, func(_ struct{}, err error) {
		if err != nil {
			w.complain(err)
		}
	})
}
