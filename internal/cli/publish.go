package cli

import (
	"context"
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"slices"

	"github.com/passalong/passalong/internal/catalog"
)

// A Publisher does what authors do with the checkout of a repository that publishes a library. Its errors are those of
// package catalog; each method returns a *catalog.FolderError when the folder has no library in its modules.
type Publisher interface {
	// Before reads the library as it was published last. It returns catalog.ErrNoPrevious when git knows of nothing.
	Before(ctx context.Context, dir string) (*catalog.Catalog, error)
	// Publish makes a checkout ready for learners, or to be signed. nil mirrors stand for those of the last time.
	Publish(ctx context.Context, dir string, mirrors []string) (catalog.Publication, error)
	// Sign signs what Publish wrote with the secret key in a file. It asks unlock when that has a password.
	Sign(ctx context.Context, dir, key string, unlock catalog.Password) (catalog.Publication, error)
	Keys(ctx context.Context, dir string) (catalog.PublisherKeys, error)
	NewKeys(ctx context.Context, dir string, n catalog.FirstKeys) (catalog.KeyChange, error)
	Rotate(ctx context.Context, dir string, r catalog.KeyRotation) (catalog.KeyChange, error)
	// AddSignatures signs the change of keys that waits, and puts it to use when those were the last it needed.
	AddSignatures(ctx context.Context, dir string, keys []string, unlock catalog.Password) (catalog.KeyChange, error)
	// Pack writes the signed revision of a checkout as one file and gives its size in bytes. Unless it is to replace
	// one, it returns fs.ErrExist where there is a file already.
	Pack(ctx context.Context, dir, path string, replace bool) (int64, error)
}

const noMirrors = "none"

func publishCommand() command {
	return command{
		name: "publish", args: "DIR", about: "make a repository's checkout ready to be signed, and then for learners",
		options: []option{
			{
				name: "mirror", value: "URL", about: `an address at which the same files will lie, such as GitHub Pages; "none" takes all away`,
				each: func(c *call) *[]string { return &c.keys.mirrors },
			},
			jsonOption(),
		},
		help: `
DIR is a git checkout with the library in DIR/modules. Checks the content, and holds it against the revision
before, which git has: an id that is gone, or a right answer that is another one without a word, would make
learners' records say what is not so. Then writes channel/manifest.json with the next number, sees to it in
.gitattributes that git changes no byte, and says what comes next: signing it, and the commands that put the
revision before learners. It sends nothing itself. Writes nothing when nothing has changed.

Examples:
  pal publish .
  pal publish -mirror https://example.github.io/library/ .
  pal publish -json . | jq -r '.next[]'

Exit code 3 when the content has errors: then nothing is written.`,
		run: publish,
		troubles: append(keyTroubles(), []trouble{
			{catalog.ErrDamaged, Failed, "channel/manifest.json of the last time cannot be read", "Nothing was written. Restore it from git."},
			{catalog.ErrOtherOne, Failed, "this folder has published another library before", "Nothing was written. Publish each library from a repository of its own, and keep its id in library.yaml."},
			{catalog.ErrNotLibrary, Failed, "learners could not read this", "Nothing was written. A mirror is written https://HOST/PATH/, in lower case up to the path and with a / at its end."},
		}...),
	}
}

func publish(ctx context.Context, c *call) error {
	dir, err := c.argument("the folder of a checkout")
	if err != nil {
		return err
	}
	mirrors := c.keys.mirrors
	if len(mirrors) == 1 && mirrors[0] == noMirrors {
		mirrors = []string{}
	}
	changed, err := c.sinceLast(ctx, dir)
	if err != nil {
		return err
	}
	p, err := c.services.Publisher.Publish(ctx, dir, mirrors)
	if err != nil {
		return err
	}
	p.Advice = append(p.Advice, changed...)
	if c.json {
		return c.publicationJSON(p)
	}
	list(c.Stderr, p.Advice)
	switch {
	case len(p.Written) == 0:
		fmt.Fprintf(c.Stdout, "Nothing has changed since revision %d.\n", p.Revision.Sequence)
	case len(p.Changes) == 0:
		fmt.Fprintf(c.Stdout, "Revision %d is ready. The content is the same.\n", p.Revision.Sequence)
	default:
		fmt.Fprintf(c.Stdout, "Revision %d is ready: %s changed.\n", p.Revision.Sequence, count(len(p.Changes), "part"))
	}
	switch len(p.Next) {
	case 0:
	case 1:
		c.next("It has to be signed before learners can have it:", p.Next)
	default:
		c.next("To put it before learners:", p.Next)
	}
	return nil
}

// sinceLast holds a checkout against what it published last, and gives what is worth a second look. It fails with a
// *catalog.ContentError when learners' records would not fit any more.
func (c *call) sinceLast(ctx context.Context, dir string) ([]catalog.Problem, error) {
	before, err := c.services.Publisher.Before(ctx, dir)
	switch folder := (*catalog.FolderError)(nil); {
	case errors.Is(err, catalog.ErrNoPrevious):
		return nil, nil
	case errors.As(err, &folder) || ctx.Err() != nil:
		return nil, err
	case err != nil:
		c.warn(&trouble{what: "the last revision could not be read from git, so nothing was compared with it", err: err})
		return nil, nil
	}
	modules := path.Join(filepath.ToSlash(dir), "modules")
	now, problems, err := c.services.Check(ctx, modules)
	if err != nil || now == nil || slices.ContainsFunc(problems, isBroken) {
		return nil, nil // publishing says so
	}
	faults, _ := c.differences(ctx, before, modules, now, problems)
	if slices.ContainsFunc(faults, isBroken) {
		return nil, &catalog.ContentError{Problems: faults}
	}
	return faults, nil
}

func isBroken(p catalog.Problem) bool { return p.Severity == catalog.Broken }

// next writes commands to go on with.
func (c *call) next(why string, commands []string) {
	if len(commands) == 0 {
		return
	}
	fmt.Fprintln(c.Stdout, why)
	for _, next := range commands {
		fmt.Fprintln(c.Stdout, "  "+visible(next))
	}
}

func (c *call) publicationJSON(p catalog.Publication) error {
	return writeJSON(c.Stdout, struct {
		Sequence int64         `json:"sequence"`
		Manifest string        `json:"manifest"`
		Signed   bool          `json:"signed"`
		Written  []string      `json:"written"` // empty when nothing has changed
		Next     []string      `json:"next"`    // commands
		Warnings []problemJSON `json:"warnings"`
	}{p.Revision.Sequence, p.Revision.Manifest, p.Revision.Signed, append([]string{}, p.Written...), append([]string{}, p.Next...), problemsJSON(p.Advice)})
}
