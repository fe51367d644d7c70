package app

import (
	"context"
	"errors"
	"os"

	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/settings"
	"github.com/passalong/passalong/internal/store"
)

// Profiles are the records on this machine; store.Profiles says what its methods do.
type Profiles interface {
	List(ctx context.Context) ([]progress.Profile, error)
	Create(ctx context.Context, nickname string) (progress.Keeper, error)
	Open(ctx context.Context, id progress.ProfileID) (progress.Keeper, error)
	Guest(ctx context.Context) (progress.Keeper, error)
	Rename(ctx context.Context, id progress.ProfileID, nickname string) error
	Delete(ctx context.Context, id progress.ProfileID) error
	Restore(ctx context.Context, id progress.ProfileID) error
}

// StartAnyway is Start for those who can do without the data folder: when it cannot be used, everything is
// kept in a folder that Close removes. There are no profiles then, and whoever asks for them learns why;
// but a guest can learn.
func StartAnyway(ctx context.Context, o Options) (*App, error) {
	a, err := Start(ctx, o)
	if !errors.Is(err, settings.ErrNoFolder) {
		return a, err
	}
	dir, failed := os.MkdirTemp("", "passalong-")
	if failed != nil {
		return nil, err
	}
	remove := func() error { return os.RemoveAll(dir) }
	unusable, _, _ := Folders(o.Data) // it was found once already
	o.Data = dir
	a, failed = Start(ctx, o)
	if failed != nil {
		return nil, errors.Join(err, failed, remove())
	}
	a.Profiles, a.DataDir = noProfiles{a.Profiles, err}, unusable
	a.close = append([]func() error{remove}, a.close...)
	return a, nil
}

// noProfiles are profiles without a place to keep them.
type noProfiles struct {
	Profiles
	why error
}

// List says why there are none.
func (n noProfiles) List(context.Context) ([]progress.Profile, error) { return nil, n.why }

// Create says why none can be made.
func (n noProfiles) Create(context.Context, string) (progress.Keeper, error) { return nil, n.why }

var _ Profiles = (*store.Profiles)(nil)
