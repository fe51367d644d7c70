package arrival

import (
	"errors"
	"fmt"

	"github.com/passalong/passalong/internal/catalog"
)

// An Alarm says that content is signed with other keys than those that are known for its library. Everything stops for
// it.
type Alarm struct {
	Heading, Text  string
	Meanings       []string // what it could mean
	Known, Offered string   // fingerprints; Offered may be empty
	Next           string
	How            string
}

// AlarmOf is the alarm that an error is about; ok is false for every other error.
func AlarmOf(err error) (a Alarm, ok bool) {
	other := (*catalog.KeysChangedError)(nil)
	if !errors.As(err, &other) {
		return Alarm{}, false
	}
	return Alarm{
		Heading: "Stopped: these are not the publisher's keys",
		Text: fmt.Sprintf("A publisher signs their content with keys that nobody else has. What is offered as “%s” is signed with other keys than the ones this computer knows. "+
			"Nothing was changed. What you have is safe to use.", other.Title),
		Meanings: []string{
			"The publisher has new keys, and this computer was not told in the way it should be.",
			"Somebody is trying to pass off other content as theirs.",
			"Another organisation has taken over the library.",
		},
		Known: other.Known, Offered: other.Offered,
		Next: "Do not go on unless the publisher confirms the new number by phone or in person. Do not use a phone number or an email address that came with this content.",
		How: "If they confirm it: remove the library from the list of libraries, then add it again and compare the number. " +
			"A library that came with Passalong cannot be removed. It gets its new keys with the newest Passalong.",
	}, true
}
