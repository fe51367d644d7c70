package app

import (
	"context"
	"time"

	"github.com/passalong/passalong/internal/printlog"
	"github.com/passalong/passalong/internal/recall"
)

// PrintLog is the log of what was printed on this machine, as far as the settings want one.
type PrintLog struct {
	log      *printlog.Log
	settings *Preferences
}

// Add keeps an entry, and does nothing while the log is switched off. Its errors are those of printlog.Log.Add.
func (l *PrintLog) Add(ctx context.Context, p recall.Print) error {
	if !l.settings.Current().PrintLog {
		return nil
	}
	return l.log.Add(ctx, p)
}

// Entries gives the entries, newest first, also those from before the log was switched off.
func (l *PrintLog) Entries() ([]recall.Print, error) { return l.log.Entries() }

// Settle keeps that the copies of these entries are gone.
func (l *PrintLog) Settle(ctx context.Context, ids []string, at time.Time) error {
	return l.log.Settle(ctx, ids, at)
}

// Clear wipes the log.
func (l *PrintLog) Clear() error { return l.log.Clear() }
