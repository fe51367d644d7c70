package app

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"github.com/passalong/passalong/internal/atomicfile"
)

// printers is what was found out about the printers of this machine: printers.json in the data folder.
type printers struct {
	mu   sync.Mutex
	path string
}

// found is what the printer test found out about a printer.
type found struct {
	TurnsBacks bool `json:"turns_backs"`
}

func openPrinters(dir string) *printers { return &printers{path: filepath.Join(dir, "printers.json")} }

// read gives what is known. A file that cannot be read is as none: the test can be made again.
func (p *printers) read() (map[string]found, error) {
	all := map[string]found{}
	b, err := os.ReadFile(p.path)
	if errors.Is(err, fs.ErrNotExist) {
		return all, nil
	}
	if err == nil && json.Unmarshal(b, &all) != nil {
		return map[string]found{}, nil
	}
	return all, err
}

func (p *printers) save(name string, f found) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	all, err := p.read()
	if err != nil {
		return err
	}
	if all == nil {
		all = map[string]found{}
	}
	all[name] = f
	b, err := json.MarshalIndent(all, "", "  ")
	if err != nil {
		return err
	}
	return atomicfile.Write(p.path, append(b, '\n'), 0o600)
}

// TurnsBacks says what the printer test found: whether the backs of two-sided prints come out upside down, so that
// they have to be turned before. known is false for a printer that was not tested.
func (h *Handouts) TurnsBacks(printer string) (turns, known bool) {
	h.printers.mu.Lock()
	defer h.printers.mu.Unlock()
	all, err := h.printers.read()
	if err != nil {
		return false, false
	}
	f, known := all[printer]
	return f.TurnsBacks, known
}

// SetTurnsBacks keeps what the printer test found. It returns progress.ErrDiskFull or progress.ErrCannotWrite when
// that is why it was not kept.
func (h *Handouts) SetTurnsBacks(printer string, turns bool) error {
	if err := h.printers.save(printer, found{TurnsBacks: turns}); err != nil {
		return fmt.Errorf("keeping what was found about a printer: %w", diskError(err))
	}
	return nil
}
