package cli

import (
	"context"
	"fmt"
)

func publish(ctx context.Context, c *call) error {
	if len(c.args) != 1 {
		return fmt.Errorf("%w: name one folder", errUsage)
	}
	p, err := c.services.Publish(ctx, c.args[0])
	if err != nil {
		return err
	}
	if c.json {
		return writeJSON(c.Stdout, map[string]any{
			"sequence": p.Revision.Sequence, "manifest": p.Revision.Manifest, "written": append([]string{}, p.Written...),
			"warnings": toJSON(p.Advice), "next": append([]string{}, p.Next...),
		})
	}
	for _, a := range p.Advice {
		fmt.Fprintln(c.Stderr, a.Error())
	}
	if len(p.Written) == 0 {
		fmt.Fprintf(c.Stdout, "Nothing has changed since revision %d.\n", p.Revision.Sequence)
		return nil
	}
	fmt.Fprintf(c.Stdout, "Revision %d is ready: %s changed.\n", p.Revision.Sequence, count(len(p.Changes), "part"))
	fmt.Fprintln(c.Stdout, "To put it before learners:")
	for _, next := range p.Next {
		fmt.Fprintln(c.Stdout, "  "+next)
	}
	return nil
}
