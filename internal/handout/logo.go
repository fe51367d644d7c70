package handout

import (
	"context"
	"fmt"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/picture"
)

// logoFile names the file of a service's logo for the templates. Its error is a *catalog.ServiceError, and names the
// service.
func logoFile(s catalog.Service) (file string, content []byte, err error) {
	info, err := picture.Check(s.Logo, picture.Usual())
	if err != nil {
		return "", nil, badLogo(s, err)
	}
	return "/logo." + strings.ToLower(string(info.Kind)), s.Logo, nil
}

// blame finds out whether a logo is the reason why a handout could not be set: it is where the handout can be without it.
func (p *Press) blame(ctx context.Context, in Input, err error) error {
	s, without := *in.Local, *in.Local
	without.Logo, in.Local = nil, &without
	if _, other := p.make(ctx, in); other != nil {
		return err
	}
	return badLogo(s, err)
}

func badLogo(s catalog.Service, err error) error {
	return fmt.Errorf("the logo of %q: %w", s.Name, &catalog.ServiceError{Field: catalog.ServiceLogo, Problem: catalog.ServiceBadLogo, Err: err})
}
