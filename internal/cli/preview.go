package cli

import (
	"context"
	"os/exec"
)

func previewCommand() command {
	return command{
		name: "preview", args: "DIR", about: "open the app on the folder of a library, and show what is saved at once",
		help: `
Opens the app on the library in DIR, the folder with library.yaml, or a checkout with such a folder modules.
Whenever a file is saved the app reads everything anew and stays where you are; at its top stands how much is
wrong, with the list behind it. Whatever can be used is shown. Nothing is installed, and no record is kept.
Returns when the window is closed.

Examples:
  pal preview modules
  pal preview .`,
		run: preview,
		troubles: []trouble{
			{exec.ErrNotFound, Failed, "the app was not found", "Put passalong into the folder of pal, or into one on the search path."},
		},
	}
}

func preview(ctx context.Context, c *call) error {
	dir, err := c.argument("the folder of a library")
	if err != nil {
		return err
	}
	return c.services.Preview(ctx, dir)
}
