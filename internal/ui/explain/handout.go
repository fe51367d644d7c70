package explain

import (
	"errors"
	"fmt"
	"path/filepath"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/paper"
)

// handout explains the errors of what prints handouts that carry more than what they are.
func handout(err error) (what, next string, ok bool) {
	if long := (*paper.TooLongError)(nil); errors.As(err, &long) {
		what, next = tooLong(long)
		return what, next, true
	}
	if bad := (*catalog.ServiceError)(nil); errors.As(err, &bad) {
		return "The details of the local service cannot be kept.", Service(bad), true
	}
	if damage := (*catalog.DamagedServicesError)(nil); errors.As(err, &damage) && damage.SetAside != "" {
		return "The file of local services was damaged, so the list starts empty.",
			fmt.Sprintf("Enter them again. The damaged file is kept as %s.", filepath.Base(damage.SetAside)), true
	}
	return "", "", false
}

func tooLong(e *paper.TooLongError) (what, next string) {
	what = fmt.Sprintf("This does not fit the format “%s”.", e.Format.Name())
	switch {
	case e.Most > 0:
		next = fmt.Sprintf("It takes %d pages, and there is room for %d.", e.Pages, e.Most)
	case e.Lines == 1:
		next = fmt.Sprintf("It is %.0f mm too long, about 1 line.", max(e.Over, 1))
	default:
		next = fmt.Sprintf("It is %.0f mm too long, about %d lines.", max(e.Over, 1), e.Lines)
	}
	return what, next + " Nothing was cut off and nothing was made. Choose a larger format, or smaller print."
}

// Service says what to do about a field of a local service, to stand beside the field.
func Service(e *catalog.ServiceError) string {
	switch e.Problem {
	case catalog.ServiceMissing:
		return "Give it a name, so that people know what to look for."
	case catalog.ServiceNoDigits:
		return "A phone number has at least three digits."
	case catalog.ServiceNotWeb:
		return "Write it as in the browser, such as example.org."
	case catalog.ServiceNotText:
		return "There is something in it that is no text. Type it again."
	case catalog.ServiceUnknown:
		return "There is a language in it that Passalong does not know."
	case catalog.ServiceTooMany:
		return fmt.Sprintf("There is room for %d local services on one computer. Delete one that is not used any more.", e.Most)
	case catalog.ServiceBadLogo:
		return "This picture cannot be printed as a logo. Use a PNG or JPEG, or an SVG that is a plain drawing."
	case catalog.ServiceBigLogo:
		return "This picture is too large for a logo. Make it smaller, then choose it again."
	}
	if e.Field == catalog.ServiceKinds || e.Field == catalog.ServiceLanguages {
		return fmt.Sprintf("There is room for %d, and these are %d.", e.Most, e.Has)
	}
	return fmt.Sprintf("There is room for %d characters, and this has %d.", e.Most, e.Has)
}
