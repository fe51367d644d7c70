package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
)

// keyOptions are the options of the commands for authors' keys.
type keyOptions struct {
	folder, count, threshold string
	open, startAgain         bool
	password, signer         string
	propose, only            bool
	drop, add, sign, mirrors []string
	given                    *string // the password of the file or of the standard input, once it was read
}

func passwordOption() option {
	return option{
		name: "password-file", value: "FILE", about: "take the password from its first line; without it, a script gives it on the standard input",
		text: func(c *call) *string { return &c.keys.password },
	}
}

// newKeyOptions are those of commands that make keys.
func newKeyOptions(folderRequired bool) []option {
	return []option{
		{name: "keys", value: "FOLDER", about: "where new secret keys go; in no git checkout", required: folderRequired, text: func(c *call) *string { return &c.keys.folder }},
		{name: "threshold", value: "N", about: "how many keys together change the keys; without it, more than half or as before", text: func(c *call) *string { return &c.keys.threshold }},
		{name: "no-password", about: "write new secret keys without a password", on: func(c *call) *bool { return &c.keys.open }},
	}
}

func newKeyCommand() command {
	return command{
		name: "key new", args: "DIR", about: "make the keys with which a library is signed",
		options: append(newKeyOptions(true), []option{
			{name: "count", value: "N", about: "how many keys, 3 without it", text: func(c *call) *string { return &c.keys.count }},
			{name: "start-again", about: "the old keys are lost: learners will have to accept the new ones by hand", on: func(c *call) *bool { return &c.keys.startAgain }},
			passwordOption(), jsonOption(),
		}...),
		help: `
Makes three keys for the library in DIR/modules. Any one of them signs what is published; two of them together
can change the keys, so that one lost or stolen key harms nobody. The public halves go into DIR/modules/keys.json;
the secret halves go into FOLDER, for you to carry to three places.

Examples:
  pal key new . -keys /media/stick/keys

Asks twice for the password that locks all three; the program minisign can change it later (minisign -C). Locking
takes some seconds a key. Writes over nothing.`,
		run: newKeys, troubles: keyTroubles(),
	}
}

func rotateKeyCommand() command {
	return command{
		name: "key rotate", args: "DIR", about: "drop a lost or stolen key, take in a new one",
		options: append([]option{
			{name: "drop", value: "KEY", about: `a key that goes: its number in "pal key show", or the public key`, each: func(c *call) *[]string { return &c.keys.drop }},
			{name: "add", value: "PUBLIC", about: "a public key that comes, made elsewhere", each: func(c *call) *[]string { return &c.keys.add }},
			{name: "key", value: "FILE", about: "a secret key that signs the change", each: func(c *call) *[]string { return &c.keys.sign }},
			{name: "propose", about: "let the change wait for signatures", on: func(c *call) *bool { return &c.keys.propose }},
			{name: "sign", about: "sign the change that waits", on: func(c *call) *bool { return &c.keys.only }},
			passwordOption(), jsonOption(),
		}, newKeyOptions(false)...),
		help: `
A change of keys has to be signed by enough of the keys in use, and by enough of the new ones: two of each where
there are three. One who is both counts for both. With -keys, a new key is made here.

Examples:
  pal key show .                                                       which key has which number
  pal key rotate . -drop 3 -keys NEW -key A.key -key B.key             in one step, with two keys at hand

  pal key rotate . -drop 3 -keys NEW -key A.key -propose               or by two people: commit and push it,
  pal key rotate . -sign -key B.key                                    and the other one pulls it and signs

Says what is still missing. Afterwards publish and sign again, with a key of the new set.`,
		run: rotateKeys, troubles: keyTroubles(),
	}
}

func showKeyCommand() command {
	return command{
		name: "key show", args: "DIR", about: "show a library's public keys, and the fingerprint that learners compare",
		options: []option{jsonOption()},
		help: `
Examples:
  pal key show .

The fingerprint belongs on paper and on your website. Learners type it behind the address, or compare it when they
add the library.`,
		run: func(ctx context.Context, c *call) error {
			dir, err := c.argument("the folder of a checkout")
			if err != nil {
				return err
			}
			keys, err := c.services.Publisher.Keys(ctx, dir)
			if err != nil {
				return err
			}
			if c.json {
				return writeJSON(c.Stdout, keysForScripts(catalog.KeyChange{PublisherKeys: keys}))
			}
			c.showKeys(keys)
			return nil
		},
		troubles: keyTroubles(),
	}
}

func newKeys(ctx context.Context, c *call) error {
	dir, err := c.argument("the folder of a checkout")
	if err != nil {
		return err
	}
	n := catalog.FirstKeys{Folder: c.keys.folder, StartAgain: c.keys.startAgain}
	if n.Folder == "" {
		return misused("name a folder for the secret keys with -keys, on a USB stick or elsewhere outside of the checkout")
	}
	if n.Count, err = number("count", c.keys.count, 3); err != nil {
		return err
	}
	if n.Threshold, err = number("threshold", c.keys.threshold, 0); err != nil {
		return err
	}
	// Nobody is to think up a password for what will be refused.
	switch _, err := c.services.Publisher.Keys(ctx, dir); {
	case err == nil && !n.StartAgain:
		return catalog.ErrHasKeys
	case err != nil && !errors.Is(err, catalog.ErrNoKeys):
		return err
	}
	if n.Password, err = c.newPassword(ctx); err != nil {
		return err
	}
	change, err := c.services.Publisher.NewKeys(ctx, dir, n)
	if err != nil {
		return err
	}
	if c.json {
		return writeJSON(c.Stdout, keysForScripts(change))
	}
	c.showKeys(change.PublisherKeys)
	c.showMade(change.Made)
	c.next("\nThen:", change.Next)
	return nil
}

func rotateKeys(ctx context.Context, c *call) error {
	dir, err := c.argument("the folder of a checkout")
	if err != nil {
		return err
	}
	r := catalog.KeyRotation{Drop: c.keys.drop, Add: c.keys.add, Sign: c.keys.sign, Unlock: c.unlock(ctx), Unsigned: c.keys.propose, Folder: c.keys.folder}
	changes := len(r.Drop)+len(r.Add) > 0 || r.Folder != "" || c.keys.threshold != ""
	switch {
	case c.keys.only && (changes || c.keys.propose):
		return misused("-sign signs the change that waits; it changes nothing of it")
	case c.keys.only && len(r.Sign) == 0:
		return misused("name a secret key with -key")
	case !c.keys.only && !changes:
		return misused("say what changes: -drop, -add, -keys or -threshold")
	}
	if r.Threshold, err = number("threshold", c.keys.threshold, 0); err != nil {
		return err
	}
	if r.Folder != "" {
		r.New = 1
		if r.Password, err = c.newPassword(ctx); err != nil {
			return err
		}
	}
	rotate := func() (catalog.KeyChange, error) { return c.services.Publisher.Rotate(ctx, dir, r) }
	if c.keys.only {
		rotate = func() (catalog.KeyChange, error) {
			return c.services.Publisher.AddSignatures(ctx, dir, r.Sign, r.Unlock)
		}
	}
	change, err := rotate()
	if err != nil {
		return err
	}
	if c.json {
		return writeJSON(c.Stdout, keysForScripts(change))
	}
	c.showKeys(change.PublisherKeys)
	c.showMade(change.Made)
	c.next("\nThen:", change.Next)
	return nil
}

func number(name, text string, usual int) (int, error) {
	if text == "" {
		return usual, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > 8 {
		return 0, misused("-%s is a number from 1 to 8", name)
	}
	return n, nil
}

// showKeys writes which keys sign a library.
func (c *call) showKeys(k catalog.PublisherKeys) {
	fmt.Fprintf(c.Stdout, "Keys of %s, version %d. Any one of them signs; %s change the keys.\n", k.Library, k.Version, together(k.Threshold, len(k.Keys)))
	for i, key := range k.Keys {
		fmt.Fprintf(c.Stdout, "  %d  %s\n", i+1, key)
	}
	fmt.Fprintf(c.Stdout, "Fingerprint, which learners compare:\n  %s\n", k.Fingerprint)
	fmt.Fprintf(c.Stdout, "Address with it, which learners can type:\n  %s#%s\n", visible(cmp.Or(k.Source, "OWNER/REPO")), strings.ReplaceAll(k.Fingerprint, " ", "-"))
	p := k.Proposed
	if p == nil {
		return
	}
	fmt.Fprintf(c.Stdout, "\nA change to version %d waits in channel/proposed-keys.json, with %s:\n", p.Version, count(len(p.Keys), "key"))
	for i, key := range p.Keys {
		mark := ""
		if !slices.Contains(k.Keys, key) {
			mark = "  new"
		}
		if slices.Contains(p.Signed, key) {
			mark += "  has signed"
		}
		fmt.Fprintf(c.Stdout, "  %d  %s%s\n", i+1, key, mark)
	}
	var missing []string
	if p.MissingOld > 0 {
		missing = append(missing, count(p.MissingOld, "signature")+" of the keys in use")
	}
	if p.MissingNew > 0 {
		missing = append(missing, count(p.MissingNew, "signature")+" of the new set")
	}
	fmt.Fprintf(c.Stdout, "Still missing: %s.", strings.Join(missing, ", and "))
	if len(missing) > 1 {
		fmt.Fprint(c.Stdout, " One that is both counts for both.")
	}
	fmt.Fprintln(c.Stdout)
}

func together(threshold, keys int) string {
	if keys == 1 {
		return "it alone can"
	}
	return fmt.Sprintf("%d of the %d together", threshold, keys)
}

// showMade says where the new secret keys are, and where to keep them.
func (c *call) showMade(made []catalog.MadeKey) {
	if len(made) == 0 {
		return
	}
	fmt.Fprintln(c.Stdout, "\nSecret keys. Carry each to another place, and leave none where it was made but the first:")
	places := []string{"on the editor's computer", "in a safe, on a stick of its own", "with a partner organisation"}
	for i, m := range made {
		place := "apart from the others"
		if len(made) > 1 && i < len(places) {
			place = places[i]
		}
		fmt.Fprintf(c.Stdout, "  %s   keep it %s\n", visible(m.File), place)
	}
}

type keysJSON struct {
	Library     string        `json:"library"`
	Source      string        `json:"source,omitempty"` // that learners name, with the fingerprint
	Version     int           `json:"version"`
	Threshold   int           `json:"threshold"`
	Keys        []string      `json:"keys"`
	Fingerprint string        `json:"fingerprint"`
	Proposed    *proposedJSON `json:"proposed,omitempty"` // a change that waits for signatures
	Made        []madeJSON    `json:"made,omitempty"`     // secret keys
	Written     []string      `json:"written,omitempty"`
	Next        []string      `json:"next,omitempty"` // commands
}

type proposedJSON struct {
	Version    int      `json:"version"`
	Threshold  int      `json:"threshold"`
	Keys       []string `json:"keys"`
	Signed     []string `json:"signed"`      // public keys
	MissingOld int      `json:"missing_old"` // signatures of keys in use
	MissingNew int      `json:"missing_new"` // signatures of keys of the new set
}

type madeJSON struct {
	File   string `json:"file"`
	Public string `json:"public"`
}

func keysForScripts(k catalog.KeyChange) keysJSON {
	out := keysJSON{Library: k.Library, Source: k.Source, Version: k.Version, Threshold: k.Threshold, Keys: k.Keys, Fingerprint: k.Fingerprint, Written: k.Written, Next: k.Next}
	if p := k.Proposed; p != nil {
		out.Proposed = &proposedJSON{p.Version, p.Threshold, p.Keys, append([]string{}, p.Signed...), p.MissingOld, p.MissingNew}
	}
	for _, m := range k.Made {
		out.Made = append(out.Made, madeJSON(m))
	}
	return out
}
