package cli

import (
	"context"
	"fmt"
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
