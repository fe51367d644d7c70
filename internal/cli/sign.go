package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
)

func signCommand() command {
	return command{
		name: "sign", args: "DIR", about: "sign what pal publish wrote, with one of the library's keys",
		options: []option{
			{name: "key", value: "FILE", about: "a secret key of the library", required: true, text: func(c *call) *string { return &c.keys.signer }},
			passwordOption(), jsonOption(),
		},
		help: `
Signs DIR/channel/manifest.json with the secret key in a file, verifies the signature as learners' programs do,
and says which commands put the revision before learners. Refuses a key that is not one of the library's, and
content that has changed since it was published.

Examples:
  pal sign . -key /media/stick/org.example.hr-set1-1.key

A password is asked for on the terminal and not shown. The signature is an ordinary one of minisign:
  minisign -Vm channel/manifest.json -P PUBLIC-KEY`,
		run:      sign,
		troubles: keyTroubles(),
	}
}

func sign(ctx context.Context, c *call) error {
	dir, err := c.argument("the folder of a checkout")
	switch {
	case err != nil:
		return err
	case c.keys.signer == "":
		return misused("name a secret key with -key")
	}
	p, err := c.services.Publisher.Sign(ctx, dir, c.keys.signer, c.unlock(ctx))
	if err != nil {
		return err
	}
	if c.json {
		return c.publicationJSON(p)
	}
	fmt.Fprintf(c.Stdout, "Revision %d is signed.\n", p.Revision.Sequence)
	c.next("To put it before learners:", p.Next)
	return nil
}

func packCommand() command {
	const extension = ".passalong"
	return command{
		name: "pack", args: "DIR", about: "make one file of a signed library, for computers without internet",
		options: []option{
			{name: "o", value: "FILE", about: "where to put it, a name that ends in " + extension, required: true, text: func(c *call) *string { return &c.out }},
			replaceOption(),
		},
		help: `
DIR is a checkout that was published and signed. The file holds all of it, and is installed from a USB stick or
an attachment with the same checks as an update.

Examples:
  pal pack . -o library.passalong`,
		run: func(ctx context.Context, c *call) error {
			dir, err := c.argument("the folder of a checkout")
			switch {
			case err != nil:
				return err
			case !strings.HasSuffix(c.out, extension) || c.out == extension:
				return misused("name a file that ends in %s with -o", extension)
			}
			n, err := c.services.Publisher.Pack(ctx, dir, c.out, c.replace)
			if err != nil {
				return err
			}
			fmt.Fprintf(c.Stdout, "%s: %s\n", visible(c.out), size(n))
			return nil
		},
		troubles: append(keyTroubles(), []trouble{
			{catalog.ErrUnsigned, Failed, "nobody has signed it", "No pack was made. Sign it with: pal sign DIR -key FILE"},
			{catalog.ErrSignature, Failed, "its signature is not one of the library's keys", "No pack was made. Sign it anew with: pal sign DIR -key FILE"},
			{catalog.ErrDamaged, Failed, "a file has changed while the pack was made", "No pack was made. Try again."},
		}...),
	}
}
