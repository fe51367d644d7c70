package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/content"
	"github.com/passalong/passalong/internal/manifest"
	"github.com/passalong/passalong/internal/signature"
)

// What a library and a repository that publishes one look like.
const (
	libraryFile   = "library.yaml"
	libraryFolder = "modules"
)

// CheckFolder reads the library in a folder as the app does, below a root that no link leads out of, then as an
// editor would, and last as publishing will. It returns a *catalog.FolderError when there is none.
func CheckFolder(ctx context.Context, dir string) (*catalog.Catalog, []catalog.Problem, error) {
	root, err := openFolder(dir)
	if err != nil {
		return nil, nil, err
	}
	done := sparing()
	cat, problems, err := content.Load(ctx, root.FS())
	done() // what comes now leaves much behind and keeps little
	if err == nil {
		problems, err = lintToo(ctx, root.FS(), cat, problems)
	}
	if err == nil {
		problems, err = unpublishable(root.FS(), cat.Library.ID, problems)
	}
	if closed := root.Close(); err == nil && closed != nil {
		return nil, nil, fmt.Errorf("closing the folder: %w", closed)
	}
	return cat, problems, err
}

// unpublishable adds the files that publishing would refuse. Of those, nobody has to read that nothing refers to them.
func unpublishable(tree fs.FS, library string, found []catalog.Problem) ([]catalog.Problem, error) {
	_, refused, err := manifest.List(tree)
	for _, r := range refused {
		found = slices.DeleteFunc(found, func(p catalog.Problem) bool {
			return p.File == r.File && p.Line == 0 && p.Rule == "" && p.Severity == catalog.Advice
		})
		if !slices.ContainsFunc(found, func(p catalog.Problem) bool { return p.File == r.File && p.Severity == catalog.Broken }) {
			found = append(found, r)
		}
	}
	return append(found, badKeys(tree, library)...), err
}

// badKeys is what is wrong with the publisher's keys of a library; nothing where it has none.
func badKeys(tree fs.FS, library string) []catalog.Problem {
	name := strings.TrimPrefix(manifest.KeySetPath, manifest.ContentDir)
	raw, err := fs.ReadFile(tree, name)
	if err != nil {
		return nil // there are none, or listing the files has said why not
	}
	var message string
	switch set, err := signature.ParseKeySet(raw); {
	case err != nil:
		message = "these are no keys of a library"
	case library != "" && set.Channel != library:
		message = fmt.Sprintf("these are the keys of the library “%s”", set.Channel)
	default:
		return nil
	}
	const next = "restore it from git: only pal key new and pal key rotate change it"
	return []catalog.Problem{{File: name, Severity: catalog.Broken, Message: message, Suggestion: next}}
}

// openFolder opens the folder of a library. It returns a *catalog.FolderError when it is none.
func openFolder(dir string) (*os.Root, error) {
	if err := lookInto(dir, libraryFile, libraryFolder, ".."); err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, &catalog.FolderError{Folder: dir, Err: err}
	}
	return root, nil
}

// loadFolder reads the library of Config.Folder.
func (c *Content) loadFolder(ctx context.Context) (*catalog.Catalog, error) {
	cat, problems, err := content.Load(ctx, c.folder)
	if err != nil {
		return nil, err
	}
	broken := slices.DeleteFunc(problems, func(p catalog.Problem) bool { return p.Severity != catalog.Broken })
	if len(broken) > 0 {
		return nil, &catalog.ContentError{Problems: broken}
	}
	return cat, nil
}

// lookInto sees whether a folder has a file that shows what it is, or else one of those near it.
func lookInto(dir, file string, near ...string) error {
	info, err := os.Stat(dir)
	if err != nil {
		return &catalog.FolderError{Folder: dir, Err: err}
	}
	none := &catalog.FolderError{Folder: dir, Missing: filepath.ToSlash(file)}
	if !info.IsDir() {
		none.Err, near = errors.New("it is a file"), []string{".."}
	} else if _, err := os.Stat(filepath.Join(dir, file)); !errors.Is(err, fs.ErrNotExist) {
		return nil // or content.Load says why it cannot be read
	}
	for _, n := range near {
		if _, err := os.Stat(filepath.Join(dir, n, file)); err == nil {
			none.Try = filepath.Join(dir, n)
			return none
		}
	}
	return none
}
