package catalog

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// What can go wrong with a local service.
var (
	ErrBadService      = errors.New("the details of a service cannot be kept")
	ErrNoService       = errors.New("there is no such service")
	ErrServicesDamaged = errors.New("the file of local services was damaged")
)

// A ServiceField is a field of a local service.
type ServiceField string

// The fields that a person fills in.
const (
	ServiceName      ServiceField = "name"
	ServiceAddress   ServiceField = "address"
	ServiceHours     ServiceField = "hours"
	ServicePhone     ServiceField = "phone"
	ServiceWeb       ServiceField = "web"
	ServiceNote      ServiceField = "note"
	ServiceKinds     ServiceField = "kinds"
	ServiceLanguages ServiceField = "languages"
	ServiceLogo      ServiceField = "logo"
)

// A ServiceProblem is what is wrong with a field.
type ServiceProblem string

// The problems.
const (
	ServiceMissing  ServiceProblem = "missing"   // it has to be there and is not
	ServiceTooLong  ServiceProblem = "too long"  // more than Most characters or entries
	ServiceTooMany  ServiceProblem = "too many"  // services, than the Most that one computer keeps
	ServiceNotText  ServiceProblem = "not text"  // bytes that are no text
	ServiceNoDigits ServiceProblem = "no digits" // a phone number has at least three
	ServiceNotWeb   ServiceProblem = "not web"   // no address as a browser takes it
	ServiceUnknown  ServiceProblem = "unknown"   // no language of that code
	ServiceBadLogo  ServiceProblem = "bad logo"  // Err says why
	ServiceBigLogo  ServiceProblem = "big logo"  // too many pixels or bytes: Err says which
)

// A ServiceError says what is wrong with one field of a local service. It matches ErrBadService.
type ServiceError struct {
	Field   ServiceField
	Problem ServiceProblem
	Most    int // for ServiceTooLong and ServiceTooMany
	Has     int
	Err     error // of package picture, for ServiceBadLogo and ServiceBigLogo
}

// Error names the field.
func (e *ServiceError) Error() string {
	switch {
	case e.Most > 0:
		return fmt.Sprintf("%v: %s: %d, at most %d", ErrBadService, e.Field, e.Has, e.Most)
	case e.Err != nil:
		return fmt.Sprintf("%v: %s: %v", ErrBadService, e.Field, e.Err)
	}
	return fmt.Sprintf("%v: %s: %s", ErrBadService, e.Field, e.Problem)
}

// Is makes errors.Is(err, ErrBadService) true.
func (e *ServiceError) Is(target error) bool { return target == ErrBadService }

// Unwrap gives what is wrong with the logo.
func (e *ServiceError) Unwrap() error { return e.Err }

// A DamagedServicesError says that the local services could not be read. It matches ErrServicesDamaged.
type DamagedServicesError struct {
	SetAside string // where the damaged file is now; empty when it could not be moved
	Err      error
}

// Error names the file that was set aside.
func (e *DamagedServicesError) Error() string {
	if e.SetAside == "" {
		return fmt.Sprintf("%v: %v", ErrServicesDamaged, e.Err)
	}
	return fmt.Sprintf("%v and is now %s: %v", ErrServicesDamaged, e.SetAside, e.Err)
}

// Is makes errors.Is(err, ErrServicesDamaged) true.
func (e *DamagedServicesError) Is(target error) bool { return target == ErrServicesDamaged }

// Unwrap gives what was found in the file.
func (e *DamagedServicesError) Unwrap() error { return e.Err }

// MostOf is how many characters a field of a local service may have, or how many entries where it is a list.
func MostOf(f ServiceField) int {
	switch f {
	case ServicePhone:
		return 60
	case ServiceWeb:
		return 200
	case ServiceKinds, ServiceLanguages:
		return 20
	}
	return 300
}

// CleanService gives the details of a local service as they can be kept and printed: without space around them,
// and without characters that are not seen or that turn the direction of the text after them. The logo stays as
// it is. It returns a *ServiceError for the first field that cannot be kept.
func CleanService(s Service) (Service, error) {
	for _, f := range []struct {
		field ServiceField
		text  *string
	}{
		{ServiceName, &s.Name}, {ServiceAddress, &s.Address}, {ServiceHours, &s.Hours}, {ServicePhone, &s.Phone},
		{ServiceWeb, &s.Web}, {ServiceNote, &s.Note},
	} {
		var err error
		if *f.text, err = cleanText(f.field, *f.text, MostOf(f.field)); err != nil {
			return Service{}, err
		}
	}
	var err error
	if s.Kinds, err = cleanList(ServiceKinds, s.Kinds); err != nil {
		return Service{}, err
	}
	if s.Languages, err = cleanList(ServiceLanguages, s.Languages); err != nil {
		return Service{}, err
	}
	if !s.Checked.IsZero() {
		y, m, d := s.Checked.Date()
		s.Checked = time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	}
	return s, checkService(s)
}

func checkService(s Service) error {
	switch {
	case s.Name == "":
		return &ServiceError{Field: ServiceName, Problem: ServiceMissing}
	case s.Phone != "" && !hasDigits(s.Phone, 3):
		return &ServiceError{Field: ServicePhone, Problem: ServiceNoDigits}
	case s.Web != "" && !likeWeb(s.Web):
		return &ServiceError{Field: ServiceWeb, Problem: ServiceNotWeb}
	}
	for _, l := range s.Languages {
		if !likeLanguage(string(l)) {
			return &ServiceError{Field: ServiceLanguages, Problem: ServiceUnknown}
		}
	}
	return nil
}

// cleanText drops what is not seen. Breaks of lines become spaces, as a handout has one paragraph for a field.
func cleanText(f ServiceField, s string, most int) (string, error) {
	if !utf8.ValidString(s) {
		return "", &ServiceError{Field: f, Problem: ServiceNotText}
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unseen(r):
			return -1
		}
		return r
	}, s)
	s = strings.Join(strings.Fields(s), " ")
	if !strings.ContainsFunc(s, unicode.IsGraphic) {
		s = ""
	}
	if n := utf8.RuneCountInString(s); n > most {
		return "", &ServiceError{Field: f, Problem: ServiceTooLong, Most: most, Has: n}
	}
	return s, nil
}

// unseen reports whether a character has no business in the name of a service: it is a control character, turns
// the text after it around (https://www.unicode.org/reports/tr9/, explicit formatting characters), or is not
// assigned. Joiners, marks of direction and spaces of no width stay: Persian, Burmese and Thai need them.
func unseen(r rune) bool {
	switch {
	case r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069: // embeddings, overrides, isolates
		return true
	case r == 0xFEFF, r >= 0xE0000 && r <= 0xE0FFF: // byte order mark, tags
		return true
	case r >= 0x200B && r <= 0x200F, r == 0x061C:
		return false
	}
	return !unicode.IsGraphic(r) && !unicode.Is(unicode.Mn, r)
}

func cleanList[S ~string](f ServiceField, list []S) ([]S, error) {
	const most = 60 // characters of an entry
	var out []S
	for _, entry := range list {
		text, err := cleanText(f, string(entry), most)
		if err != nil {
			return nil, err
		}
		if text != "" && !slices.Contains(out, S(text)) {
			out = append(out, S(text))
		}
	}
	if n := len(out); n > MostOf(f) {
		return nil, &ServiceError{Field: f, Problem: ServiceTooLong, Most: MostOf(f), Has: n}
	}
	return out, nil
}

func hasDigits(s string, least int) bool {
	n := 0
	for _, r := range s {
		if unicode.IsDigit(r) {
			n++
		}
	}
	return n >= least
}

// likeWeb accepts what people type into a browser: example.org, example.org/x, https://example.org. Nothing that
// runs something, and no name before an @, which hides where an address leads.
func likeWeb(s string) bool {
	rest, secure := strings.CutPrefix(s, "https://")
	if !secure {
		rest = strings.TrimPrefix(s, "http://")
	}
	host, _, _ := strings.Cut(rest, "/")
	host, port, hasPort := strings.Cut(host, ":")
	if hasPort && !hasDigits(port, len(port)) || strings.ContainsAny(rest, " @\\\"<>") {
		return false
	}
	labels := strings.Split(host, ".")
	return len(labels) > 1 && !slices.ContainsFunc(labels, func(l string) bool { return !likeLabel(l) })
}

// likeLabel accepts a part of the name of a computer, also in other scripts than Latin.
func likeLabel(l string) bool {
	return l != "" && !strings.ContainsFunc(l, func(r rune) bool {
		return r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	})
}

var languageTag = regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)

func likeLanguage(s string) bool { return languageTag.MatchString(s) }
