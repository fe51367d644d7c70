package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
)

// The shortest password that locks a new key. What it keeps from guessing is slow: each guess takes seconds.
const shortestPassword = 8

// unlock gives the password of a secret key when it is asked for.
func (c *call) unlock(ctx context.Context) catalog.Password {
	return func(file string) (string, error) {
		if c.keys.password == "" && c.TerminalIn {
			return c.services.Password(ctx, "Password of "+visible(file)+": ")
		}
		return c.givenPassword(ctx)
	}
}

// newPassword gives the password for keys that are to be made; empty when they are to have none.
func (c *call) newPassword(ctx context.Context) (string, error) {
	if c.keys.open {
		return "", nil
	}
	var given string
	var err error
	if c.keys.password == "" && c.TerminalIn {
		given, err = c.askTwice(ctx)
	} else {
		given, err = c.givenPassword(ctx)
	}
	switch {
	case err != nil:
		return "", err
	case given == "":
		return "", misused("give a password, or say -no-password")
	case len([]rune(given)) < shortestPassword:
		return "", &trouble{code: Failed, what: "the password is too short", next: "Nothing was written. Four words that have nothing to do with each other are good, and 8 letters the least."}
	}
	c.say("Locking the new keys takes some seconds.")
	return given, nil
}

func (c *call) askTwice(ctx context.Context) (string, error) {
	first, err := c.services.Password(ctx, "Password for the new keys, not shown: ")
	if err != nil {
		return "", err
	}
	again, err := c.services.Password(ctx, "The same once more: ")
	if err == nil && again != first {
		err = &trouble{code: Failed, what: "the two passwords differ", next: "Nothing was written. Try again."}
	}
	return first, err
}

// givenPassword is the first line of the file that the options name, or of the standard input. It does for all keys
// of a call.
func (c *call) givenPassword(ctx context.Context) (string, error) {
	const most = 4 << 10 // bytes
	if c.keys.given != nil {
		return *c.keys.given, nil
	}
	var text string
	var err error
	if c.keys.password == "" {
		// Said to everybody: some shells of Windows are terminals that look like pipes.
		fmt.Fprintln(c.Stderr, "The password is read from the standard input.")
		text, err = c.reply(ctx)
	} else {
		var data []byte
		data, err = c.services.Read(ctx, c.keys.password, most)
		text = string(data)
	}
	if err != nil {
		return "", err
	}
	first, _, _ := strings.Cut(text, "\n")
	first = strings.TrimSuffix(first, "\r")
	c.keys.given = &first
	return first, nil
}

// keyTroubles are what can go wrong with keys, in words.
func keyTroubles() []trouble {
	const nothing = "Nothing was written. "
	return []trouble{
		{catalog.ErrHasKeys, Failed, "the library has keys already", nothing + "Change them with: pal key rotate DIR"},
		{catalog.ErrNoKeys, Failed, "the library has no keys yet", nothing + "Make them with: pal key new DIR -keys FOLDER"},
		{catalog.ErrKeyFiles, Failed, "the files of the library's keys do not belong together, so learners would refuse them", nothing + "Restore modules/keys.json and channel/keys from git."},
		{catalog.ErrProposed, Failed, "a change of keys waits for signatures already", nothing + "Sign it with: pal key rotate DIR -sign -key FILE. Or delete channel/proposed-keys.json to begin anew."},
		{catalog.ErrNoProposal, Failed, "no change of keys waits for signatures", nothing + "Pull what the others have pushed, or begin one with -propose."},
		{catalog.ErrTooFewKeys, Failed, "more keys have to sign this change", nothing + "Name more with -key, or say -propose and let others sign later."},
		{catalog.ErrNotItsKey, Failed, "the key is not one of this library's", nothing + "pal key show DIR lists them."},
		{catalog.ErrKeyPassword, Failed, "that is not the password of the key", nothing + "Try again."},
		{catalog.ErrSecretKey, Failed, "the file is not a secret key", nothing + "Name a file that pal key new or minisign made."},
		{catalog.ErrInCheckout, Failed, "secret keys must not lie in a git checkout: they would be published sooner or later", nothing + "Keep them elsewhere, best on a USB stick."},
		{catalog.ErrKeyExists, Failed, "there is a secret key of that name already", nothing + "Name another folder with -keys."},
		{catalog.ErrKeyChange, Failed, "the keys cannot be changed in this way", nothing + "pal key show DIR lists them. A library has 1 to 8 keys, and it takes at least two to change them where there are two."},
		{catalog.ErrUnpublished, Failed, "the content is not what was published", nothing + "Publish it first with: pal publish DIR"},
	}
}
