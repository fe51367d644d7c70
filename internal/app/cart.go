package app

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"github.com/passalong/passalong/internal/atomicfile"
	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/pack"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/progress"
)

// Cart is the print pack that is being put together, and the file that keeps it.
type Cart struct {
	path string

	mu      sync.Mutex
	current pack.Pack
}

// openCart reads the cart. One that cannot be read is empty: it is put together again in a minute.
func openCart(dir string) *Cart {
	c := &Cart{path: filepath.Join(dir, "cart.json")}
	var f cartFile
	if b, err := os.ReadFile(c.path); err == nil && json.Unmarshal(b, &f) == nil {
		c.current = f.pack().Merge()
	}
	return c
}

// Current is what is in the cart. Callers do not change it.
func (c *Cart) Current() pack.Pack {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.current
}

// Save puts p into the cart in place of what was in it. When it cannot be written it is in the cart all the same,
// until the program ends, and the error says so: progress.ErrDiskFull or progress.ErrCannotWrite.
func (c *Cart) Save(_ context.Context, p pack.Pack) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.current = p.Merge()
	b, err := json.MarshalIndent(cartFileOf(c.current), "", "  ")
	if err == nil {
		err = atomicfile.Write(c.path, append(b, '\n'), 0o600)
	}
	if err != nil {
		return fmt.Errorf("saving the print pack: %w", diskError(err))
	}
	return nil
}

// cartFile is cart.json.
type cartFile struct {
	Title         string              `json:"title"`
	Entries       []cartEntry         `json:"entries"`
	Languages     []catalog.Language  `json:"languages"`
	Services      []catalog.ServiceID `json:"services"`
	MachineDrafts bool                `json:"machine_drafts"`
}

type cartEntry struct {
	Handout catalog.HandoutID `json:"handout"`
	Format  paper.Format      `json:"format"`
	Stock   paper.Size        `json:"stock,omitempty"`
	Points  float64           `json:"points,omitempty"`
	Mono    bool              `json:"mono,omitempty"`
	Copies  int               `json:"copies"`
}

func cartFileOf(p pack.Pack) cartFile {
	f := cartFile{Title: p.Title, Languages: p.Languages, Services: p.Services, MachineDrafts: p.MachineDrafts}
	for _, e := range p.Entries {
		f.Entries = append(f.Entries, cartEntry{e.Handout, e.Form.Format, e.Form.Stock, e.Form.Points, e.Form.Mono, e.Copies})
	}
	return f
}

func (f cartFile) pack() pack.Pack {
	p := pack.Pack{Title: f.Title, Languages: f.Languages, Services: f.Services, MachineDrafts: f.MachineDrafts}
	for _, e := range f.Entries {
		form := paper.HandoutForm{Format: e.Format, Stock: e.Stock, Points: e.Points, Mono: e.Mono}
		p.Entries = append(p.Entries, pack.Entry{Handout: e.Handout, Form: form, Copies: e.Copies})
	}
	return p
}

// diskError says in the words of package progress why something could not be written.
func diskError(err error) error {
	switch {
	case atomicfile.DiskFull(err):
		return fmt.Errorf("%w: %w", progress.ErrDiskFull, err)
	case atomicfile.CannotWrite(err):
		return fmt.Errorf("%w: %w", progress.ErrCannotWrite, err)
	}
	return err
}
