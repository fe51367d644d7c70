package journey

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"

	"github.com/passalong/passalong/internal/github/githubtest"
	"github.com/passalong/passalong/modules"
)

// A Publisher is an organisation that publishes a library, by pal and from a GitHub on this machine.
type Publisher struct {
	Server      *githubtest.Server
	Fingerprint string // of its keys, as it is printed for learners

	pal, dir, keys string // the program; the checkout; where the secret keys are
}

// Publish makes keys and puts a newer state of the bundled library before learners, as an author would: one lesson ends
// in another line, and its module has another version. The caller closes it.
func Publish(ctx context.Context, pal string) (*Publisher, error) {
	p := &Publisher{pal: pal}
	err := p.begin(ctx)
	if err == nil {
		err = p.Revise(ctx, changeLesson)
	}
	if err != nil {
		return nil, errors.Join(err, p.Close())
	}
	return p, nil
}

// begin makes the checkout and its keys, and starts the server.
func (p *Publisher) begin(ctx context.Context) (err error) {
	if p.dir, err = os.MkdirTemp("", "publish"); err != nil {
		return err
	}
	if p.keys, err = os.MkdirTemp("", "keys"); err != nil {
		return err
	}
	if err := os.CopyFS(filepath.Join(p.dir, "modules"), modules.FS); err != nil {
		return fmt.Errorf("copying the library: %w", err)
	}
	out, err := p.run(ctx, "key", "new", p.dir, "-keys", p.keys, "-no-password", "-json")
	if err != nil {
		return err
	}
	var made struct {
		Fingerprint string `json:"fingerprint"`
	}
	if err := json.Unmarshal(out, &made); err != nil || made.Fingerprint == "" {
		return fmt.Errorf("pal key new says %s: %w", out, err)
	}
	p.Fingerprint = made.Fingerprint
	p.Server, err = githubtest.Start(true)
	return err
}

// Close ends the server and throws everything away.
func (p *Publisher) Close() error {
	var err error
	if p.Server != nil {
		err = p.Server.Close()
	}
	return errors.Join(err, os.RemoveAll(p.dir), os.RemoveAll(p.keys))
}

// Revise changes the checkout, and signs and publishes what is new.
func (p *Publisher) Revise(ctx context.Context, change func(modules string) error) error {
	if err := change(filepath.Join(p.dir, "modules")); err != nil {
		return err
	}
	keys, err := filepath.Glob(filepath.Join(p.keys, "*"))
	if err != nil || len(keys) == 0 {
		return fmt.Errorf("the keys are not to be found: %w", err)
	}
	for _, args := range [][]string{{"publish", p.dir}, {"sign", p.dir, "-key", keys[0]}} {
		if _, err := p.run(ctx, args...); err != nil {
			return err
		}
	}
	files, err := readAll(os.DirFS(p.dir))
	if err != nil {
		return err
	}
	_, err = p.Server.Commit(files)
	return err
}

// Pack writes what is published to a file.
func (p *Publisher) Pack(ctx context.Context, path string) error {
	_, err := p.run(ctx, "pack", p.dir, "-o", path)
	return err
}

func (p *Publisher) run(ctx context.Context, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, p.pal, args...)
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("pal %v: %w: %s", args, err, said.Bytes())
	}
	return out, nil
}

// changeLesson ends a lesson in another line.
func changeLesson(dir string) error {
	module := filepath.Join(dir, "overdose-response")
	if err := raise(module, "The third lesson ends in another line.", "    why: People asked for it.\n    lessons: [call-and-breathe]\n"); err != nil {
		return err
	}
	lessons, err := filepath.Glob(filepath.Join(module, "en", "03-*.md"))
	if err != nil || len(lessons) != 1 {
		return fmt.Errorf("the third lesson is not to be found: %v, %w", lessons, err)
	}
	return edit(lessons[0], "**Say it in your own words:**", "**Now say it in your own words:**")
}

// raise gives a module its next version, with a note on what it brings, and more lines of that note.
func raise(dir, what, more string) error {
	name := filepath.Join(dir, "module.yaml")
	raw, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	m := versionLine.FindSubmatch(raw)
	if m == nil {
		return fmt.Errorf("%s has no version", name)
	}
	minor, err := strconv.Atoi(string(m[2]))
	if err != nil {
		return err
	}
	version := fmt.Sprintf("%s.%d", m[1], minor+1)
	note := fmt.Sprintf("changes:\n  - version: %s\n    date: 2026-11-22\n    what: %s\n%s", version, what, more)
	if !bytes.Contains(raw, []byte("\nchanges:\n")) {
		raw = append(raw, "changes:\n"...)
	}
	raw = versionLine.ReplaceAll(raw, []byte("version: "+version+"\n"))
	return os.WriteFile(name, bytes.Replace(raw, []byte("changes:\n"), []byte(note), 1), 0o600)
}

var versionLine = regexp.MustCompile(`(?m)^version: ([0-9]+)\.([0-9]+)\n`)

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
