package cli

import (
	"context"
	"fmt"

	"github.com/passalong/passalong/internal/catalog"
)

func publishCommand() command {
	return command{
		name: "publish", args: "DIR", about: "make a repository's checkout ready for learners", options: []option{jsonOption()},
		help: `
DIR is a git checkout with the library in DIR/modules. Checks the content, writes channel/manifest.json with
the next number, sees to it in .gitattributes that git changes no byte, and says which commands put the
revision before learners. It sends nothing itself. Writes nothing when nothing has changed.

Examples:
  pal publish .
  pal publish -json . | jq -r '.next[]'

Exit code 3 when the content has errors: then nothing is written.`,
		run: publish,
		troubles: []trouble{
			{catalog.ErrDamaged, Failed, "channel/manifest.json of the last time cannot be read", "Nothing was written. Restore it from git."},
			{catalog.ErrOtherOne, Failed, "this folder has published another library before", "Nothing was written. Publish each library from a repository of its own, and keep its id in library.yaml."},
		},
	}
}

func publish(ctx context.Context, c *call) error {
	dir, err := c.argument("the folder of a checkout")
	if err != nil {
		return err
	}
	p, err := c.services.Publish(ctx, dir)
	if err != nil {
		return err
	}
	if c.json {
		return writeJSON(c.Stdout, struct {
			Sequence int64         `json:"sequence"`
			Manifest string        `json:"manifest"`
			Written  []string      `json:"written"` // empty when nothing has changed
			Next     []string      `json:"next"`    // commands
			Warnings []problemJSON `json:"warnings"`
		}{p.Revision.Sequence, p.Revision.Manifest, append([]string{}, p.Written...), append([]string{}, p.Next...), problemsJSON(p.Advice)})
	}
	list(c.Stderr, p.Advice)
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
