// Pal checks, lists, prints and publishes the content of Passalong without a window.
package main

import (
	"context"
	"os"
	"os/signal"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/cli"
	"github.com/passalong/passalong/internal/content"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := cli.Run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr, cli.Env{Check: check})
	stop()
	os.Exit(code)
}

// check reads below a root that no link leads out of.
func check(ctx context.Context, dir string) (*catalog.Catalog, []catalog.Problem, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, nil, err
	}
	defer root.Close()
	return content.Load(ctx, root.FS())
}
