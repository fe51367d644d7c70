package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
)

func packCommand() command {
	return command{
		name: "pack", args: "[DIR]", about: "make one file of a signed library, for computers without internet",
		options: []option{
			{name: "o", value: "FILE", about: "where to put it, a name that ends in " + catalog.PackExtension, required: true, text: func(c *call) *string { return &c.out }},
			{name: "installed", value: "ID", about: "of a library on this computer, in place of DIR", text: func(c *call) *string { return &c.installed }},
			replaceOption(), dataOption(),
		},
		help: `
DIR is a checkout that was published and signed. The file holds all of it, and is installed from a USB stick or
an attachment with the same checks as an update. With -installed it is made of what this computer has, and is
the same file, byte for byte: so that updates travel from hand to hand.

Examples:
  pal pack . -o library.passalong
  pal pack -installed passalong -o library.passalong`,
		run: makePack,
		troubles: append(keyTroubles(), []trouble{
			{catalog.ErrUnsigned, Failed, "nobody has signed it", "No pack was made. Sign it with: pal sign DIR -key FILE"},
			{catalog.ErrSignature, Failed, "its signature is not one of the library's keys", "No pack was made. Sign it anew with: pal sign DIR -key FILE"},
			{catalog.ErrDamaged, Failed, "a file has changed while the pack was made, or is damaged", "No pack was made. Try again."},
		}...),
	}
}

func makePack(ctx context.Context, c *call) error {
	if !strings.HasSuffix(c.out, catalog.PackExtension) || c.out == catalog.PackExtension {
		return misused("name a file that ends in %s with -o", catalog.PackExtension)
	}
	if c.installed == "" {
		dir, err := c.argument("the folder of a checkout, or a library with -installed")
		if err != nil {
			return err
		}
		n, err := c.services.Publisher.Pack(ctx, dir, c.out, c.replace)
		return c.packed(n, err)
	}
	if len(c.args) > 0 {
		return misused("name a folder or say -installed")
	}
	return c.open(ctx, func(d Data) error {
		installed, err := d.Libraries.Libraries(ctx)
		if err != nil {
			return err
		}
		if _, err := chosen(installed, []string{c.installed}); err != nil {
			return err
		}
		n, err := d.Libraries.Pack(ctx, c.installed, c.out, c.replace)
		return c.packed(n, err)
	})
}

// packed says what was made.
func (c *call) packed(bytes int64, err error) error {
	if err != nil {
		return err
	}
	fmt.Fprintf(c.Stdout, "%s: %s\n", visible(c.out), size(bytes))
	return nil
}
