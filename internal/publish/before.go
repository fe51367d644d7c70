package publish

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strconv"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/manifest"
)

// Before hands over the files of the revision that was published last, as git has them: what was seen last of the
// branch "published" of origin, or else the commit that last changed the manifest. Every file is held to its
// manifest.
//
// It returns catalog.ErrNoPrevious when git is not there or knows of no such commit, and catalog.ErrDamaged when what
// it has is not what was published.
func (c Checkout) Before(ctx context.Context, keep func(f catalog.File, data []byte) error) error {
	commit, err := c.lastCommit(ctx)
	if err != nil {
		return err
	}
	raw, err := c.blobs(ctx, commit, []string{manifest.Path}, nil)
	if err != nil {
		return err
	}
	m, err := manifest.Parse(raw, "")
	if err != nil {
		return fmt.Errorf("%w: %s in commit %s: %w", catalog.ErrDamaged, manifest.Path, commit, err)
	}
	paths := make([]string, len(m.Files))
	for i, f := range m.Files {
		paths[i] = f.Path
	}
	_, err = c.blobs(ctx, commit, paths, func(i int, data []byte) error {
		if manifest.Sum(data) != m.Files[i].SHA256 {
			return fmt.Errorf("%w: %s in commit %s", catalog.ErrDamaged, m.Files[i].Path, commit)
		}
		return keep(m.Files[i], data)
	})
	return err
}

// lastCommit is the commit that learners have.
func (c Checkout) lastCommit(ctx context.Context) (string, error) {
	for _, args := range [][]string{
		{"rev-parse", "--quiet", "--verify", "refs/remotes/origin/" + Branch + "^{commit}"},
		{"log", "-1", "--format=%H", "--", manifest.Path},
	} {
		out, err := c.git(ctx, args...).Output()
		if commit := strings.TrimSpace(string(out)); err == nil && commit != "" {
			return commit, nil
		}
	}
	return "", errors.Join(ctx.Err(), catalog.ErrNoPrevious)
}

func (c Checkout) git(ctx context.Context, args ...string) *exec.Cmd {
	return exec.CommandContext(ctx, "git", append([]string{"-C", c.Dir}, args...)...)
}

// blobs reads files of a commit, in their order, and hands each over; without anybody to take them it gives the first.
func (c Checkout) blobs(ctx context.Context, commit string, paths []string, take func(i int, data []byte) error) (first []byte, err error) {
	var names bytes.Buffer
	for _, p := range paths {
		fmt.Fprintf(&names, "%s:./%s\n", commit, p) // from the folder, which need not be the root of the repository
	}
	cmd := c.git(ctx, "cat-file", "--batch")
	cmd.Stdin = &names
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("reading commit %s: %w", commit, err)
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("reading commit %s: %w", commit, err)
	}
	r := bufio.NewReader(out)
	for i := range paths {
		var data []byte
		if data, err = blob(r); err != nil {
			err = fmt.Errorf("%w: %s in commit %s: %w", catalog.ErrDamaged, paths[i], commit, err)
			break
		}
		if take == nil {
			first = data
		} else if err = take(i, data); err != nil {
			break
		}
	}
	_ = out.Close() // ends git when not all was read
	if ended := cmd.Wait(); err == nil && ended != nil {
		err = fmt.Errorf("reading commit %s: %w", commit, ended)
	}
	return first, err
}

// blob reads one answer of "git cat-file --batch": its id, its kind, its size, and its bytes.
func blob(r *bufio.Reader) ([]byte, error) {
	head, err := r.ReadString('\n')
	if err != nil {
		return nil, err
	}
	words := strings.Fields(head)
	if len(words) != 3 || words[1] != "blob" {
		return nil, fmt.Errorf("git says %q", strings.TrimSpace(head))
	}
	size, err := strconv.Atoi(words[2])
	if err != nil || size < 0 || size > largest {
		return nil, fmt.Errorf("git says %q", strings.TrimSpace(head))
	}
	data := make([]byte, size+1) // and the end of its line
	if _, err := io.ReadFull(r, data); err != nil {
		return nil, err
	}
	return data[:size], nil
}
