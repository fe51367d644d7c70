package app

import (
	"context"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/settings"
)

// takeOver moves the one local service that earlier programs kept in the settings into the directory. What cannot be
// moved now stays in the settings, and the next start tries again: it is no reason not to begin.
func (a *App) takeOver(ctx context.Context) {
	s := a.Settings.Current()
	old := s.LocalService
	if old == (settings.LocalService{}) {
		return
	}
	moved := catalog.Service{
		Name: old.Name, Address: old.Address, Hours: old.Hours, Phone: old.Phone, Web: old.Web, Note: old.Note, Checked: old.Checked,
	}
	if a.Services.TakeOver(ctx, moved) != nil {
		return
	}
	s.LocalService = settings.LocalService{}
	_ = a.Settings.Save(ctx, s) // else it is taken over again, and found there
}
