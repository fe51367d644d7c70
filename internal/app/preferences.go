package app

import (
	"context"
	"sync"

	"github.com/passalong/passalong/internal/settings"
)

// Preferences are the settings in use and the file that keeps them.
type Preferences struct {
	dir string

	mu      sync.Mutex
	current settings.Settings
	notice  error // why defaults are used; nil when all is well
}

func openPreferences(dir string) *Preferences {
	s, err := settings.Load(dir)
	return &Preferences{dir: dir, current: s, notice: err}
}

// Current is what is set now.
func (p *Preferences) Current() settings.Settings {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.current
}

// Save keeps s and makes it current. When it cannot be written it is used all the same, until the program
// ends, and the error says that it was not saved.
func (p *Preferences) Save(_ context.Context, s settings.Settings) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.current = s
	return settings.Save(p.dir, s)
}

// Notice says why defaults are in use; nil when the file could be read or there was none.
func (p *Preferences) Notice() error { return p.notice }
