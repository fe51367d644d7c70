package library

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"time"

	"github.com/passalong/passalong/internal/catalog"
)

// Where a published repository keeps what is not content.
const (
	ManifestPath   = "channel/manifest.json"
	SignaturePath  = ManifestPath + signatureExt
	attributesName = ".gitattributes"
	attributesLine = "* -text" // git changes no byte
)

// Branch is where a source looks for what is published.
const Branch = "published"

// BuildManifest lists the files of a library, whose library.yaml is at the root of tree, as they are
// published below modules/. Equal arguments give equal bytes.
//
// It fails with a *catalog.ContentError when a file must not be published.
func BuildManifest(tree fs.FS, channel string, sequence int64, issued time.Time, reviewBy string) (catalog.Manifest, []byte, error) {
	files, problems, err := listFiles(tree)
	if err != nil {
		return catalog.Manifest{}, nil, err
	}
	if len(problems) > 0 {
		return catalog.Manifest{}, nil, &catalog.ContentError{Problems: problems}
	}
	m := catalog.Manifest{
		Format: manifestFormat, Channel: channel, Sequence: sequence,
		Issued: issued.UTC().Truncate(time.Second), ReviewBy: reviewBy, Files: files,
	}
	raw, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return catalog.Manifest{}, nil, fmt.Errorf("writing the manifest: %w", err)
	}
	raw = append(raw, '\n')
	if _, err := parseManifest(raw, ""); err != nil {
		return catalog.Manifest{}, nil, err
	}
	return m, raw, nil
}

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
	m, raw, err := BuildManifest(tree, cat.Library.ID, last.Sequence+1, now(), earliestReview(cat))
	if err != nil {
		return catalog.Publication{}, err
	}
	attributes, err := attributes(d)
	if err != nil {
		return catalog.Publication{}, err
	}
	pub := catalog.Publication{
		Revision: catalog.Revision{Manifest: sumOf(raw), Sequence: m.Sequence, Issued: m.Issued},
		Changes:  compare(last.Files, m.Files, changedFiles(last.Files, m.Files)),
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
func write(d osDisk, manifest, attributes []byte) ([]string, error) {
	var written []string
	if attributes != nil {
		if err := replaceFile(d, attributesName, attributes); err != nil {
			return nil, err
		}
		written = append(written, attributesName)
	}
	if manifest == nil {
		return written, nil
	}
	if err := d.MkdirAll(path.Dir(ManifestPath)); err != nil {
		return nil, err
	}
	// The signature is of the manifest before.
	if err := d.Remove(SignaturePath); err != nil && !isMissing(err) {
		return nil, err
	}
	if err := replaceFile(d, ManifestPath, manifest); err != nil {
		return nil, err
	}
	return append(written, ManifestPath), nil
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
	raw, err := d.ReadFile(ManifestPath)
	if isMissing(err) {
		return published{}, nil
	}
	if err != nil {
		return published{}, err
	}
	m, err := parseManifest(raw, "")
	if err != nil {
		// Starting again at 1 would make every installed copy refuse what follows as older.
		return published{}, fmt.Errorf("%w: %s, restore it from git: %w", catalog.ErrDamaged, ManifestPath, err)
	}
	return published{m, catalog.Revision{Manifest: sumOf(raw), Sequence: m.Sequence, Issued: m.Issued}}, nil
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

// changedFiles lists the files that learners with the old state fetch.
func changedFiles(old, now []catalog.File) []catalog.File {
	have := map[string]bool{}
	for _, f := range old {
		have[f.SHA256] = true
	}
	return slices.DeleteFunc(slices.Clone(now), func(f catalog.File) bool { return have[f.SHA256] })
}
