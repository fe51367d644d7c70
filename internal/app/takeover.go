package app

import (
	"context"

	"github.com/passalong/passalong/internal/settings"
)

// takeOver moves the one local service that earlier programs kept in the settings into the directory. What cannot be
// moved now stays where it is, and the next start tries again: it is no reason not to begin.
func (a *App) takeOver(ctx context.Context) {
	old, ok := settings.OldService(a.DataDir)
	if !ok || a.Services.TakeOver(ctx, old) != nil {
		return
	}
	_ = settings.ForgetOldService(a.DataDir) // else it is taken over again, and found there
}
