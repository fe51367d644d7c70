package handout

import (
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

func badLogo(s catalog.Service, err error) error {
	return fmt.Errorf("the logo of %q: %w", s.Name, &catalog.ServiceError{Field: catalog.ServiceLogo, Problem: catalog.ServiceBadLogo, Err: err})
}
