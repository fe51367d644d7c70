package publish_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/manifest"
	"github.com/passalong/passalong/internal/publish"
)

func git(t *testing.T, dir string, args ...string) {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	cmd := exec.CommandContext(t.Context(), "git", append([]string{"-C", dir, "-c", "user.name=Test", "-c", "user.email=test@example.org"}, args...)...)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("git %v: %v\n%s", args, err, out)
	}
}

func before(ctx context.Context, c publish.Checkout) (map[string]string, error) {
	files := map[string]string{}
	err := c.Before(ctx, func(f catalog.File, data []byte) error { files[f.Path] = string(data); return nil })
	return files, err
}

func TestBefore(t *testing.T) {
	c := checkout(t)
	want := snapshot(t, c)
	t.Run("without git there is nothing", func(t *testing.T) {
		if _, err := before(t.Context(), c); !errors.Is(err, catalog.ErrNoPrevious) {
			t.Errorf("got %v", err)
		}
	})
	root := filepath.Dir(c.Dir) // the checkout is a folder of a repository with more in it
	git(t, root, "init", "--quiet", "--initial-branch=main")
	git(t, root, "commit", "--quiet", "--allow-empty", "--message", "Begin")
	t.Run("before anything was published there is nothing", func(t *testing.T) {
		if _, err := before(t.Context(), c); !errors.Is(err, catalog.ErrNoPrevious) {
			t.Errorf("got %v", err)
		}
	})
	published(t, c)
	git(t, root, "add", ".")
	git(t, root, "commit", "--quiet", "--message", "Publish")
	put(t, c, "modules/safer/en/01.md", "changed\n")
	git(t, root, "commit", "--quiet", "--all", "--message", "Write on")
	t.Run("the commit that changed the manifest last", func(t *testing.T) {
		got, err := before(t.Context(), c)
		if d := cmp.Diff(got, want); d != "" || err != nil {
			t.Errorf("%v %s", err, d)
		}
	})
	t.Run("a branch that was pushed goes before", func(t *testing.T) {
		published(t, c)
		git(t, root, "commit", "--quiet", "--all", "--message", "Publish again")
		git(t, root, "update-ref", "refs/remotes/origin/published", "HEAD~2")
		if got, err := before(t.Context(), c); err != nil || got["modules/safer/en/01.md"] != "# Safer use\n" {
			t.Errorf("%v: %v", got, err)
		}
		git(t, root, "update-ref", "-d", "refs/remotes/origin/published")
		if got, err := before(t.Context(), c); err != nil || got["modules/safer/en/01.md"] != "changed\n" {
			t.Errorf("%v: %v", got, err)
		}
	})
	t.Run("it ends with its context", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := before(ctx, c); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("an error of whoever takes the files ends it", func(t *testing.T) {
		err := c.Before(t.Context(), func(catalog.File, []byte) error { return os.ErrClosed })
		if !errors.Is(err, os.ErrClosed) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("what git has is held to the manifest", func(t *testing.T) {
		for name, damage := range map[string]func(){
			"a file that is another": func() {
				put(t, c, manifest.Path, strings.Replace(snapshot(t, c)[manifest.Path], `"sequence": 2`, `"sequence": 3`, 1))
				put(t, c, "modules/safer/en/01.md", "committed with the wrong manifest\n")
			},
			"a file that is missing": func() {
				remove(t, c, "modules/safer/en/01.md")
				put(t, c, manifest.Path, snapshot(t, c)[manifest.Path]+" ")
			},
			"a manifest that cannot be read": func() { put(t, c, manifest.Path, "{") },
		} {
			git(t, root, "checkout", "--quiet", "-B", "damaged", "main")
			damage()
			git(t, root, "commit", "--quiet", "--all", "--message", name)
			if _, err := before(t.Context(), c); !errors.Is(err, catalog.ErrDamaged) {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}
