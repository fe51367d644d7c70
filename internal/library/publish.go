package library

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/manifest"
)

// Where a published repository keeps what is not content.
const (
	attributesName = ".gitattributes"
	attributesLine = "* -text" // git changes no byte
)

// Branch is where a source looks for what is published.
const Branch = "published"

// Publish makes a folder, the checkout of a repository with the content in modules/, ready for learners:
// it checks the content as the app does and writes channel/manifest.json with the next sequence number, and
// .gitattributes. When nothing has changed since the last time it writes nothing.
//
// It fails with a *catalog.ContentError when the content has a Broken problem, with ErrOtherOne when the
// folder has published another library before, with ErrDamaged when the manifest of the last time cannot
// be read, and with ErrNoSpace or ErrReadOnly.
func Publish(ctx context.Context, dir string, parse Parse, now func() time.Time) (catalog.Publication, error) {
	pub, err := publish(ctx, dir, parse, now)
	if err != nil {
		return catalog.Publication{}, fmt.Errorf("publishing %s: %w", dir, err)
	}
	return pub, nil
}

func publish(ctx context.Context, dir string, parse Parse, now func() time.Time) (catalog.Publication, error) {
	tree := os.DirFS(filepath.Join(dir, "modules"))
	cat, advice, err := sound(ctx, tree, parse)
	if err != nil {
		return catalog.Publication{}, err
	}
	d := osDisk{dir}
	last, err := lastPublished(d)
	if err != nil {
		return catalog.Publication{}, err
	}
	if last.Channel != "" && last.Channel != cat.Library.ID {
		return catalog.Publication{}, fmt.Errorf("%w: this folder has published %q", catalog.ErrOtherOne, last.Channel)
	}
	m, raw, err := manifest.Build(tree, catalog.Manifest{
		Channel: cat.Library.ID, Title: cat.Library.Title, Publisher: cat.Library.Publisher,
		Sequence: last.Sequence + 1, Issued: now(), ReviewBy: earliestReview(cat),
	})
	if err != nil {
		return catalog.Publication{}, err
	}
	attributes, err := attributes(d)
	if err != nil {
		return catalog.Publication{}, err
	}
	pub := catalog.Publication{
		Revision: catalog.Revision{Manifest: manifest.Sum(raw), Sequence: m.Sequence, Issued: m.Issued},
		Changes:  manifest.Changes(last.Files, m.Files, manifest.Fresh(last.Files, m.Files)),
		Advice:   advice,
	}
	if slices.Equal(m.Files, last.Files) && m.ReviewBy == last.ReviewBy && m.Channel == last.Channel {
		pub.Revision = last.Revision
		raw = nil
	}
	if pub.Written, err = write(d, raw, attributes); err != nil || len(pub.Written) == 0 {
		return pub, err
	}
	pub.Next = []string{
		"git add .gitattributes channel modules",
		fmt.Sprintf("git commit -m \"Publish revision %d\"", pub.Revision.Sequence),
		"git push origin HEAD:" + Branch,
	}
	return pub, nil
}

// sound parses a library in which nothing may be broken.
func sound(ctx context.Context, tree fs.FS, parse Parse) (*catalog.Catalog, []catalog.Problem, error) {
	cat, problems, err := parse(ctx, tree)
	if ctx.Err() != nil {
		return nil, nil, ctx.Err()
	}
	if broken := onlyBroken(problems); len(broken) > 0 {
		return nil, nil, &catalog.ContentError{Problems: broken}
	}
	return cat, problems, err
}

func onlyBroken(problems []catalog.Problem) []catalog.Problem {
	return slices.DeleteFunc(slices.Clone(problems), func(p catalog.Problem) bool { return p.Severity != catalog.Broken })
}

// write puts the files of a publication into the folder, the manifest last, and leaves out those that are
// nil.
func write(d osDisk, list, attributes []byte) ([]string, error) {
	var written []string
	if attributes != nil {
		if err := replaceFile(d, attributesName, attributes); err != nil {
			return nil, err
		}
		written = append(written, attributesName)
	}
	if list == nil {
		return written, nil
	}
	if err := d.MkdirAll(path.Dir(manifest.Path)); err != nil {
		return nil, err
	}
	// The signature is of the manifest before.
	if err := d.Remove(manifest.SignaturePath); err != nil && !isMissing(err) {
		return nil, err
	}
	if err := replaceFile(d, manifest.Path, list); err != nil {
		return nil, err
	}
	return append(written, manifest.Path), nil
}

func replaceFile(d osDisk, name string, data []byte) error {
	tmp := name + ".new"
	if err := d.Remove(tmp); err != nil && !isMissing(err) {
		return err
	}
	if err := (shelf{d}).write(tmp, data); err != nil {
		return err
	}
	if err := os.Chmod(d.path(tmp), 0o644); err != nil {
		return diskError(err)
	}
	return d.Rename(tmp, name)
}

// A published manifest, and the revision that it is.
type published struct {
	catalog.Manifest
	Revision catalog.Revision
}

// lastPublished reads the manifest of the last time; zero when there is none.
func lastPublished(d osDisk) (published, error) {
	raw, err := d.ReadFile(manifest.Path)
	if isMissing(err) {
		return published{}, nil
	}
	if err != nil {
		return published{}, err
	}
	m, err := manifest.Parse(raw, "")
	if err != nil {
		// Starting again at 1 would make every installed copy refuse what follows as older.
		return published{}, fmt.Errorf("%w: %s, restore it from git: %w", catalog.ErrDamaged, manifest.Path, err)
	}
	return published{m, catalog.Revision{Manifest: manifest.Sum(raw), Sequence: m.Sequence, Issued: m.Issued}}, nil
}

// converting are the attributes by which git would publish other bytes than those in the folder.
var converting = regexp.MustCompile(`(?m)^[^#\n]*[ \t](filter=\S+|ident|working-tree-encoding=\S+)([ \t]|$)`)

// attributes returns what .gitattributes must hold, or nil when it does already.
func attributes(d osDisk) ([]byte, error) {
	data, err := d.ReadFile(attributesName)
	if err != nil && !isMissing(err) {
		return nil, err
	}
	if found := converting.FindSubmatch(data); found != nil {
		return nil, &catalog.ContentError{Problems: []catalog.Problem{
			refusal(attributesName, fmt.Sprintf("%q makes git publish other bytes than these", found[1]), "remove it"),
		}}
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

func refusal(name, message, suggestion string) catalog.Problem {
	return catalog.Problem{File: name, Severity: catalog.Broken, Message: message, Suggestion: suggestion}
}
