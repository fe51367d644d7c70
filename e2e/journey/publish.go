package journey

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/passalong/passalong/internal/github/githubtest"
	"github.com/passalong/passalong/modules"
)

// Publish starts a GitHub on this machine that publishes a newer state of the bundled library, made by pal as
// an author would: one lesson ends in another line, and its module has another version. The caller closes it.
func Publish(ctx context.Context, pal string) (*githubtest.Server, error) {
	dir, err := os.MkdirTemp("", "publish")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	if err := os.CopyFS(filepath.Join(dir, "modules"), modules.FS); err != nil {
		return nil, fmt.Errorf("copying the library: %w", err)
	}
	module := filepath.Join(dir, "modules", "overdose-response")
	if err := edit(filepath.Join(module, "module.yaml"), "version: 1.0", "version: 1.1"); err != nil {
		return nil, err
	}
	lessons, err := filepath.Glob(filepath.Join(module, "en", "03-*.md"))
	if err != nil || len(lessons) != 1 {
		return nil, fmt.Errorf("the third lesson is not to be found: %v, %w", lessons, err)
	}
	if err := edit(lessons[0], "**Say it in your own words:**", "**Now say it in your own words:**"); err != nil {
		return nil, err
	}
	if out, err := exec.CommandContext(ctx, pal, "publish", dir).CombinedOutput(); err != nil {
		return nil, fmt.Errorf("pal publish: %w: %s", err, out)
	}
	files, err := readAll(os.DirFS(dir))
	if err != nil {
		return nil, err
	}
	server, err := githubtest.Start(true)
	if err != nil {
		return nil, err
	}
	if _, err := server.Commit(files); err != nil {
		return nil, errors.Join(err, server.Close())
	}
	return server, nil
}

// edit replaces a text that the file must have.
func edit(path, old, with string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	changed := bytes.Replace(data, []byte(old), []byte(with), 1)
	if bytes.Equal(changed, data) {
		return fmt.Errorf("%s does not have %q", filepath.Base(path), old)
	}
	return os.WriteFile(path, changed, 0o644)
}

func readAll(tree fs.FS) (map[string][]byte, error) {
	files := map[string][]byte{}
	err := fs.WalkDir(tree, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files[path], err = fs.ReadFile(tree, path)
		return err
	})
	return files, err
}
