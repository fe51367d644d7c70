package catalog

import (
	"regexp"
	"strings"
)

// repositoryName is what GitHub allows: an owner of up to 39 letters, digits and hyphens, and a
// repository of up to 100 letters, digits, hyphens, dots and underscores.
var repositoryName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._-]{1,100}$`)

// CleanRepository makes the "owner/repo" of a source from what a person wrote or copied from a browser. It
// returns ErrUnknownName when that names no repository.
func CleanRepository(s string) (string, error) {
	s = strings.TrimSpace(s)
	for _, start := range []string{"https://", "http://", "www.", "github.com/"} {
		s = strings.TrimPrefix(s, start)
	}
	s = strings.TrimSuffix(strings.TrimSuffix(s, "/"), ".git")
	if name := s[strings.LastIndex(s, "/")+1:]; !repositoryName.MatchString(s) || name == "." || name == ".." {
		return "", ErrUnknownName
	}
	return s, nil
}
