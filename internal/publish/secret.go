package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/signature"
)

const largestKey = 4 << 10 // bytes of a file that may be a secret key

// A secret is the file of a secret key that is to be written.
type secret struct {
	name string
	key  signature.Key
}

// readKey reads a secret key, unless it lies in the checkout. password is asked only when it has one.
func (c Checkout) readKey(path string, password catalog.Password) (signature.Key, error) {
	if err := c.outside(path); err != nil {
		return signature.Key{}, err
	}
	data, err := readFile(path, largestKey)
	if err != nil {
		return signature.Key{}, fmt.Errorf("reading the key %s: %w", path, err)
	}
	text := ""
	if signature.IsEncrypted(data) {
		if password == nil {
			return signature.Key{}, fmt.Errorf("%w: %s needs one", catalog.ErrKeyPassword, path)
		}
		if text, err = password(path); err != nil {
			return signature.Key{}, err
		}
	}
	k, err := signature.ReadKey(data, text)
	switch {
	case errors.Is(err, signature.ErrPassword), errors.Is(err, signature.ErrEncrypted):
		return k, fmt.Errorf("%w %s", catalog.ErrKeyPassword, path)
	case err != nil:
		return k, fmt.Errorf("%w: %s: %w", catalog.ErrSecretKey, path, err)
	}
	return k, nil
}

// makeKeys makes secret keys and their files, and writes nothing yet.
func (c Checkout) makeKeys(n int, name func(i int) string) ([]secret, error) {
	var made []secret
	for i := range n {
		_, key, err := signature.NewKey(c.Random)
		if err != nil {
			return nil, err
		}
		made = append(made, secret{name(i + 1), key})
	}
	return made, nil
}

// writeKeys writes secret keys into a folder for nobody else to read, all of them or none; none when ctx ends
// meanwhile, for locking a key takes seconds. undo removes them.
func writeKeys(ctx context.Context, folder string, secrets []secret, password string) (made []catalog.MadeKey, undo func(), err error) {
	undo = func() {
		for _, m := range made {
			_ = os.Remove(m.File) // what cannot be removed stays; it is still nobody else's
		}
	}
	if len(secrets) == 0 {
		return nil, undo, nil
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, undo, diskError(err)
	}
	for _, s := range secrets {
		data, err := s.key.Open()
		if password != "" {
			data, err = s.key.Encrypt(password)
		}
		if err = errors.Join(err, ctx.Err()); err != nil {
			undo()
			return nil, undo, err
		}
		path := filepath.Join(folder, s.name)
		if err := writeKey(path, data); err != nil {
			undo()
			return nil, undo, diskError(err)
		}
		made = append(made, catalog.MadeKey{File: path, Public: s.key.Public()})
	}
	return made, undo, nil
}

// writeKey writes a file that is not there yet.
func writeKey(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%w: %s", catalog.ErrKeyExists, path)
	}
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return errors.Join(err, os.Remove(path))
	}
	return nil
}

// keptApart makes sure that a folder of secret keys is in no git checkout, and not in this one: what lies there is
// published sooner or later.
func (c Checkout) keptApart(folder string) error {
	at, err := truePath(folder)
	if err != nil {
		return fmt.Errorf("finding the folder %s: %w", folder, err)
	}
	own, err := truePath(c.Dir)
	if err != nil {
		return fmt.Errorf("finding the folder %s: %w", c.Dir, err)
	}
	for {
		if _, err := os.Lstat(filepath.Join(at, ".git")); err == nil || at == own {
			return fmt.Errorf("%w: %s is in %s", catalog.ErrInCheckout, folder, at)
		}
		up := filepath.Dir(at)
		if up == at {
			return nil
		}
		at = up
	}
}

// outside makes sure that a file is not in the checkout.
func (c Checkout) outside(path string) error {
	at, err := truePath(path)
	if err != nil {
		return fmt.Errorf("finding %s: %w", path, err)
	}
	own, err := truePath(c.Dir)
	if err != nil {
		return fmt.Errorf("finding the folder %s: %w", c.Dir, err)
	}
	if inside, err := filepath.Rel(own, at); err == nil && filepath.IsLocal(inside) {
		return fmt.Errorf("%w: %s", catalog.ErrInCheckout, path)
	}
	return nil
}

// truePath is where a folder truly is, though its last parts may not exist yet.
func truePath(folder string) (string, error) {
	at, err := filepath.Abs(folder)
	if err != nil {
		return "", err
	}
	missing := ""
	for {
		found, err := filepath.EvalSymlinks(at)
		if err == nil {
			return filepath.Join(found, missing), nil
		}
		up := filepath.Dir(at)
		if !errors.Is(err, fs.ErrNotExist) || up == at {
			return "", err
		}
		missing, at = filepath.Join(filepath.Base(at), missing), up
	}
}

// command quotes what a shell would take apart.
func command(words ...string) string {
	for i, w := range words {
		if w == "" || strings.ContainsFunc(w, func(r rune) bool {
			return !strings.ContainsRune("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:\\~@+=,", r)
		}) {
			words[i] = `"` + w + `"`
		}
	}
	return strings.Join(words, " ")
}
