// Package publish prepares an author's checkout of a library for learners: its manifest, the keys that sign it, and
// the signatures. It sends nothing anywhere.
//
// Every step writes all of its files or none, and holds them to what the programs of learners will hold them to.
package publish

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/manifest"
)

const (
	attributesName = ".gitattributes"
	attributesLine = "* -text" // git changes no byte
)

// Branch is where a source looks for what is published.
const Branch = "published"

// Parse reads the library whose library.yaml is at the root of tree, as the app does.
type Parse func(ctx context.Context, tree fs.FS) (*catalog.Catalog, []catalog.Problem, error)

// A Checkout is the folder of a repository with the library in modules/.
type Checkout struct {
	Dir    string
	Parse  Parse
	Now    func() time.Time
	Random io.Reader // for keys
}

// Publish makes the checkout ready for learners: it checks the content as the app does and writes
// channel/manifest.json with the next sequence number, and .gitattributes. When nothing has changed since the last
// time it writes nothing. mirrors are https addresses at which the same files will lie; nil stands for those of the
// last time.
//
// It fails with a *catalog.ContentError when the content has a Broken problem, with ErrOtherOne when the
// folder has published another library before, with ErrDamaged when the manifest of the last time cannot
// be read, with ErrKeyFiles when its keys do not belong together, and with ErrNoSpace or ErrReadOnly.
func (c Checkout) Publish(ctx context.Context, mirrors []string) (catalog.Publication, error) {
	pub, err := c.publish(ctx, mirrors)
	if err != nil {
		return catalog.Publication{}, fmt.Errorf("publishing %s: %w", c.Dir, err)
	}
	return pub, nil
}

func (c Checkout) publish(ctx context.Context, mirrors []string) (catalog.Publication, error) {
	cat, problems, err := c.load(ctx)
	if err != nil {
		return catalog.Publication{}, err
	}
	if broken := onlyBroken(problems); len(broken) > 0 {
		return catalog.Publication{}, &catalog.ContentError{Problems: broken}
	}
	last, err := c.lastPublished()
	if err != nil {
		return catalog.Publication{}, err
	}
	if last.Channel != "" && last.Channel != cat.Library.ID {
		return catalog.Publication{}, fmt.Errorf("%w: this folder has published %q", catalog.ErrOtherOne, last.Channel)
	}
	ring, err := c.keysOf(cat.Library.ID)
	if err != nil {
		return catalog.Publication{}, err
	}
	if mirrors == nil {
		mirrors = last.Mirrors
	}
	m, raw, err := manifest.Build(c.tree(), catalog.Manifest{
		Channel: cat.Library.ID, Title: cat.Library.Title, Publisher: cat.Library.Publisher,
		Sequence: last.Sequence + 1, Issued: c.Now(), ReviewBy: earliestReview(cat), Keys: ring.set.Version, Mirrors: mirrors,
	})
	if err != nil {
		return catalog.Publication{}, err
	}
	pub := catalog.Publication{
		Revision: catalog.Revision{Manifest: manifest.Sum(raw), Sequence: m.Sequence, Issued: m.Issued},
		Changes:  manifest.Changes(last.Files, m.Files, manifest.Fresh(last.Files, m.Files)),
		Advice:   problems,
	}
	if same(m, last.Manifest) {
		pub.Revision, raw = last.Revision, nil
	}
	return c.keepManifest(pub, raw, ring)
}

// keepManifest writes what publishing made, the manifest last. raw is nil when it is as it was.
func (c Checkout) keepManifest(pub catalog.Publication, raw []byte, ring keyring) (catalog.Publication, error) {
	var files []file
	attributes, err := c.attributes()
	if err != nil {
		return catalog.Publication{}, err
	}
	if attributes != nil {
		files = append(files, file{attributesName, attributes})
	}
	if raw != nil {
		// Without the signature of the manifest before, nobody takes this one for signed.
		files = append(files, file{path: manifest.SignaturePath}, file{manifest.Path, raw})
	}
	if err := c.writeAll(files); err != nil {
		return catalog.Publication{}, err
	}
	for _, f := range files {
		if f.data != nil {
			pub.Written = append(pub.Written, f.path)
		}
	}
	signed, err := c.isSigned(ring)
	switch {
	case err != nil:
		return catalog.Publication{}, err
	case ring.set.Version > 0 && !signed:
		pub.Next = []string{command("pal", "sign", c.Dir, "-key", "FILE")}
	case len(pub.Written) > 0:
		pub.Next = c.pushing(pub.Revision.Sequence)
	}
	return pub, nil
}

// pushing are the commands that put a revision before learners, and keep the branch that people work on beside it:
// whoever clones that has to find the number of the last revision.
func (c Checkout) pushing(sequence int64) []string {
	git := []string{"git"}
	if filepath.Clean(c.Dir) != "." {
		git = append(git, "-C", c.Dir)
	}
	do := func(words ...string) string { return command(slices.Concat(git, words)...) }
	return []string{
		do("add", attributesName, "channel", "modules"),
		do("commit", "-m", fmt.Sprintf("Publish revision %d", sequence)),
		do("push", "origin", "HEAD"),
		do("push", "origin", "HEAD:"+Branch),
	}
}

func (c Checkout) tree() fs.FS { return os.DirFS(c.path("modules")) }

// load parses the library of the checkout, which may have problems.
func (c Checkout) load(ctx context.Context) (*catalog.Catalog, []catalog.Problem, error) {
	cat, problems, err := c.Parse(ctx, c.tree())
	switch {
	case ctx.Err() != nil:
		return nil, nil, ctx.Err()
	case err != nil:
		return nil, nil, err
	case cat == nil || cat.Library.ID == "":
		return nil, nil, &catalog.ContentError{Problems: problems}
	}
	return cat, problems, nil
}

func onlyBroken(problems []catalog.Problem) []catalog.Problem {
	return slices.DeleteFunc(slices.Clone(problems), func(p catalog.Problem) bool { return p.Severity != catalog.Broken })
}

// keysOf reads the keys that will sign a library.
func (c Checkout) keysOf(library string) (keyring, error) {
	ring, err := c.keyring()
	switch {
	case err != nil:
		return keyring{}, err
	case ring.set.Version > 0 && ring.set.Channel != library:
		return keyring{}, keyFiles("%s is for the library %q", manifest.KeySetPath, ring.set.Channel)
	}
	return ring, c.settled(ring)
}

// A revision is a published manifest with its bytes.
type revision struct {
	catalog.Manifest
	Revision catalog.Revision
	raw      []byte
}

// lastPublished reads the manifest of the last time; zero when there is none.
func (c Checkout) lastPublished() (revision, error) {
	raw, err := c.read(manifest.Path, manifest.MaxManifest)
	if err != nil || raw == nil {
		return revision{}, err
	}
	m, err := manifest.Parse(raw, "")
	if err != nil {
		// Starting again at 1 would make every installed copy refuse what follows as older.
		return revision{}, fmt.Errorf("%w: %s, restore it from git: %w", catalog.ErrDamaged, manifest.Path, err)
	}
	return revision{m, catalog.Revision{Manifest: manifest.Sum(raw), Sequence: m.Sequence, Issued: m.Issued}, raw}, nil
}

// same reports whether a manifest says nothing new.
func same(now, last catalog.Manifest) bool {
	return now.Channel == last.Channel && now.Title == last.Title && now.Publisher == last.Publisher && now.ReviewBy == last.ReviewBy &&
		now.MinApp == last.MinApp && now.Keys == last.Keys && slices.Equal(now.Mirrors, last.Mirrors) && slices.Equal(now.Files, last.Files)
}

// converting are the attributes by which git would publish other bytes than those in the folder.
var converting = regexp.MustCompile(`(?m)^[^#\n]*[ \t](filter=\S+|ident|working-tree-encoding=\S+)([ \t]|$)`)

// attributes returns what .gitattributes must hold, or nil when it does already.
func (c Checkout) attributes() ([]byte, error) {
	data, err := c.read(attributesName, largest)
	if err != nil {
		return nil, err
	}
	if found := converting.FindSubmatch(data); found != nil {
		return nil, &catalog.ContentError{Problems: []catalog.Problem{{
			File: attributesName, Severity: catalog.Broken,
			Message: fmt.Sprintf("%q makes git publish other bytes than these", found[1]), Suggestion: "remove it",
		}}}
	}
	lines := bytes.Split(bytes.TrimRight(data, "\r\n"), []byte("\n"))
	if string(bytes.TrimSpace(lines[len(lines)-1])) == attributesLine {
		return nil, nil
	}
	if len(data) > 0 && data[len(data)-1] != '\n' {
		data = append(data, '\n')
	}
	return append(data, attributesLine+"\n"...), nil // the last line wins
}

// earliestReview is the first date on which a module is due for review.
func earliestReview(cat *catalog.Catalog) string {
	var first time.Time
	for _, m := range cat.Modules {
		if first.IsZero() || m.ReviewBy.Before(first) {
			first = m.ReviewBy
		}
	}
	if first.IsZero() {
		return ""
	}
	return first.Format(time.DateOnly)
}
