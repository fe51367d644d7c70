package cli

import (
	"context"
	"fmt"

	"github.com/passalong/passalong/internal/catalog"
)

func handout(ctx context.Context, c *call) error {
	file := c.option("o")
	if len(c.args) != 1 || file == "" {
		return fmt.Errorf("%w: name a handout and, with -o, a file", errUsage)
	}
	return c.open(ctx, func(d Data) error {
		pdf, err := d.Handouts.PDF(ctx, catalog.HandoutID(c.args[0]))
		if err != nil {
			return err
		}
		if file == "-" {
			_, err = c.Stdout.Write(pdf)
			return err
		}
		if err := d.Handouts.Save(ctx, file, pdf, true); err != nil {
			return err
		}
		fmt.Fprintf(c.Stderr, "%s: %s\n", file, size(int64(len(pdf))))
		return nil
	})
}
