package directory

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
)

// TakeOver keeps a service that an earlier program kept elsewhere, unless one with the same details is here already.
// Text that has no place in its field any more is put into the note.
func (d *Directory) TakeOver(ctx context.Context, s catalog.Service) error {
	s, err := catalog.CleanService(fitted(s))
	if err != nil {
		return fmt.Errorf("taking over a local service: %w", err)
	}
	all, err := d.List()
	if err != nil {
		return err
	}
	if slices.ContainsFunc(all, func(o catalog.Service) bool { return sameDetails(o, s) }) {
		return nil
	}
	_, err = d.Save(ctx, s)
	return err
}

// fitted makes of what an earlier program took what this one takes.
func fitted(s catalog.Service) catalog.Service {
	for range 6 { // each field once at most
		_, err := catalog.CleanService(s)
		var bad *catalog.ServiceError
		if !errors.As(err, &bad) {
			return s
		}
		switch {
		case bad.Problem == catalog.ServiceMissing:
			s.Name = "Local service"
		case bad.Field == catalog.ServicePhone:
			s.Note, s.Phone = strings.TrimSpace(s.Note+" "+s.Phone), ""
		case bad.Field == catalog.ServiceWeb:
			s.Note, s.Web = strings.TrimSpace(s.Note+" "+s.Web), ""
		}
	}
	return s
}

func sameDetails(a, b catalog.Service) bool {
	return a.Name == b.Name && a.Address == b.Address && a.Hours == b.Hours && a.Phone == b.Phone && a.Web == b.Web && a.Note == b.Note
}
