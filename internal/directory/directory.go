// Package directory keeps the local services of this computer, which are printed on handouts: one file with the
// details, and the logos beside it.
package directory

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/passalong/passalong/internal/atomicfile"
	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/fold"
	"github.com/passalong/passalong/internal/picture"
	"github.com/passalong/passalong/internal/progress"
)

// MostServices is how many services one computer keeps.
const MostServices = 500

// A Directory is the services of a data folder. Its methods may be called from several goroutines.
type Directory struct {
	dir string

	mu      sync.Mutex
	notice  error
	deleted map[catalog.ServiceID]catalog.Service // since Open
}

// Open names the data folder. The file is made with the first service.
func Open(dir string) *Directory {
	return &Directory{dir: dir, deleted: map[catalog.ServiceID]catalog.Service{}}
}

// List gives the services by name. A damaged file is set aside as services-damaged-DATE.json; then the list is empty
// and Notice says so. A logo that is missing or damaged is left out.
func (d *Directory) List() ([]catalog.Service, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	all, err := d.read()
	if err != nil {
		return nil, fmt.Errorf("reading the local services: %w", err)
	}
	return all, nil
}

// Notice is a *catalog.DamagedServicesError when the file was found damaged since Open, else nil.
func (d *Directory) Notice() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.notice
}

// Service finds a service. It returns catalog.ErrNoService when there is none of that id.
func (d *Directory) Service(id catalog.ServiceID) (catalog.Service, error) {
	all, err := d.List()
	if err != nil {
		return catalog.Service{}, err
	}
	i := find(all, id)
	if i < 0 {
		return catalog.Service{}, fmt.Errorf("%w: %q", catalog.ErrNoService, id)
	}
	return all[i], nil
}

// Save keeps a service, with its logo, and gives it back as it was kept: see catalog.CleanService. One without an id
// is new and gets one, made of its name; else it takes the place of what had the id. It returns a
// *catalog.ServiceError for details that cannot be kept, and progress.ErrDiskFull or progress.ErrCannotWrite; then
// everything is as it was.
func (d *Directory) Save(ctx context.Context, s catalog.Service) (catalog.Service, error) {
	if err := ctx.Err(); err != nil {
		return catalog.Service{}, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	s, err := d.save(s)
	if err != nil {
		return catalog.Service{}, fmt.Errorf("saving a local service: %w", said(err))
	}
	return s, nil
}

func (d *Directory) save(s catalog.Service) (catalog.Service, error) {
	s, err := catalog.CleanService(s)
	if err != nil {
		return s, err
	}
	if len(s.Logo) > 0 {
		if err := checkLogo(s.Logo); err != nil {
			return s, err
		}
	}
	all, err := d.read()
	if err != nil {
		return s, err
	}
	i := find(all, s.ID)
	switch {
	case s.ID != "" && i >= 0:
		all[i] = s
	case len(all) >= MostServices:
		return s, &catalog.ServiceError{Field: catalog.ServiceName, Problem: catalog.ServiceTooMany, Most: MostServices, Has: len(all) + 1}
	default:
		if s.ID == "" {
			s.ID = newID(s.Name, func(id catalog.ServiceID) bool { return find(all, id) >= 0 || d.wasDeleted(id) })
		}
		all = append(all, s)
	}
	return s, d.write(all)
}

// Delete takes a service out. Until the program ends, Restore brings it back. It returns catalog.ErrNoService when
// there is none of that id.
func (d *Directory) Delete(ctx context.Context, id catalog.ServiceID) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.delete(id); err != nil {
		return fmt.Errorf("deleting a local service: %w", said(err))
	}
	return nil
}

func (d *Directory) delete(id catalog.ServiceID) error {
	all, err := d.read()
	if err != nil {
		return err
	}
	i := find(all, id)
	if i < 0 {
		return fmt.Errorf("%w: %q", catalog.ErrNoService, id)
	}
	gone := all[i]
	if err := d.write(slices.Delete(all, i, i+1)); err != nil {
		return err
	}
	d.deleted[id] = gone
	return nil
}

// Restore brings back what Delete took out. It returns catalog.ErrNoService when nothing of that id was deleted since
// the program began.
func (d *Directory) Restore(ctx context.Context, id catalog.ServiceID) error {
	d.mu.Lock()
	gone, ok := d.deleted[id]
	d.mu.Unlock()
	if !ok {
		return fmt.Errorf("bringing back a local service: %w: %q", catalog.ErrNoService, id)
	}
	if _, err := d.Save(ctx, gone); err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.deleted, id)
	return nil
}

func checkLogo(logo []byte) error {
	_, err := picture.Check(logo, logoLimits())
	switch {
	case errors.Is(err, picture.ErrTooLarge), errors.Is(err, picture.ErrTooWide):
		return &catalog.ServiceError{Field: catalog.ServiceLogo, Problem: catalog.ServiceBigLogo, Err: err}
	case err != nil:
		return &catalog.ServiceError{Field: catalog.ServiceLogo, Problem: catalog.ServiceBadLogo, Err: err}
	}
	return nil
}

// logoLimits are for a picture of a few centimetres that a person takes from somewhere.
func logoLimits() picture.Limits { return picture.Usual() }

func find(all []catalog.Service, id catalog.ServiceID) int {
	return slices.IndexFunc(all, func(s catalog.Service) bool { return s.ID == id })
}

// wasDeleted reports whether Restore may bring a service of this id back: a new one with it would be overwritten.
func (d *Directory) wasDeleted(id catalog.ServiceID) bool {
	_, ok := d.deleted[id]
	return ok
}

// newID makes an id of a name that is not taken: "harbour-street", "harbour-street-2".
func newID(name string, taken func(catalog.ServiceID) bool) catalog.ServiceID {
	const longest = 40
	words := strings.FieldsFunc(folded(name), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	stem := strings.Join(words, "-")
	stem = cmp.Or(strings.Trim(stem[:min(len(stem), longest)], "-"), "service")
	id := catalog.ServiceID(stem)
	for n := 2; taken(id); n++ {
		id = catalog.ServiceID(fmt.Sprintf("%s-%d", stem, n))
	}
	return id
}

func folded(s string) string { return string(fold.Append(nil, s)) }

func said(err error) error {
	switch {
	case atomicfile.DiskFull(err):
		return fmt.Errorf("%w: %w", progress.ErrDiskFull, err)
	case atomicfile.CannotWrite(err):
		return fmt.Errorf("%w: %w", progress.ErrCannotWrite, err)
	}
	return err
}
