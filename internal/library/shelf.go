package library

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/manifest"
)

// Folders and files of a shelf.
const (
	objectsDir   = "objects"
	manifestsDir = "manifests"
	tmpDir       = "tmp"
	pointerName  = "current"
	seenName     = "seen"
	signatureExt = ".minisig"
)

// A shelf keeps files by the SHA-256 of their bytes. A file is complete or not there: it is written under
// another name, made to last, and only then given its own.
type shelf struct{ disk disk }

func objectDir(sum string) string    { return objectsDir + "/" + sum[:1] }
func objectPath(sum string) string   { return objectDir(sum) + "/" + sum }
func manifestPath(sum string) string { return manifestsDir + "/" + sum }

// object reads a file whole and checks it, so that no handle stays open and no wrong byte is ever used.
func (s shelf) object(sum string) ([]byte, error) { return s.checked(objectPath(sum), sum) }

// manifest reads a manifest and checks its hash.
func (s shelf) manifest(sum string) ([]byte, error) { return s.checked(manifestPath(sum), sum) }

func (s shelf) checked(name, sum string) ([]byte, error) {
	data, err := s.disk.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", catalog.ErrDamaged, err)
	}
	if manifest.Sum(data) != sum {
		return nil, fmt.Errorf("%w: %s does not hold what its name says", catalog.ErrDamaged, name)
	}
	return data, nil
}

// parsed reads a manifest that was accepted before.
func (s shelf) parsed(sum, version string) (catalog.Manifest, error) {
	raw, err := s.manifest(sum)
	if err != nil {
		return catalog.Manifest{}, err
	}
	return manifest.ParseInstalled(raw, version)
}

func (s shelf) exists(name string) bool {
	_, err := s.disk.ReadFile(name)
	return err == nil
}

func (s shelf) has(sum string) bool {
	_, err := s.object(sum)
	return err == nil
}

// prepare makes the folders of the shelf, so that they last.
func (s shelf) prepare() error {
	for _, dir := range []string{tmpDir, objectsDir, manifestsDir} {
		if err := s.disk.MkdirAll(dir); err != nil {
			return err
		}
	}
	return s.disk.SyncDir(".")
}

// put writes a file under its final name. The name lasts once the folder is synced.
func (s shelf) put(name string, data []byte) error {
	tmp := tmpDir + "/" + path.Base(name)
	// One may be left over from a run that was killed; when it cannot be removed, Create says so.
	_ = s.disk.Remove(tmp)
	if err := s.write(tmp, data); err != nil {
		_ = s.disk.Remove(tmp) // cleaned away with the next start, too
		return err
	}
	if err := s.disk.Rename(tmp, name); err != nil {
		_ = s.disk.Remove(tmp)
		return err
	}
	return nil
}

func (s shelf) write(name string, data []byte) error {
	f, err := s.disk.Create(name)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// putObject keeps data, whose hash is sum.
func (s shelf) putObject(sum string, data []byte) error {
	if err := s.disk.MkdirAll(objectDir(sum)); err != nil {
		return err
	}
	return s.put(objectPath(sum), data)
}

// settle makes the names of all objects of a manifest last, also of those that an earlier run left behind.
func (s shelf) settle(m catalog.Manifest) error {
	dirs := []string{objectsDir}
	for _, f := range m.Files {
		dirs = append(dirs, objectDir(f.SHA256))
	}
	slices.Sort(dirs)
	for _, dir := range slices.Compact(dirs) {
		if err := s.disk.SyncDir(dir); err != nil {
			return err
		}
	}
	return nil
}

// putManifest keeps a manifest and, where there is one, its signature.
func (s shelf) putManifest(raw, signature []byte) error {
	name := manifestPath(manifest.Sum(raw))
	if len(signature) > 0 {
		if err := s.put(name+signatureExt, signature); err != nil {
			return err
		}
	}
	if err := s.put(name, raw); err != nil {
		return err
	}
	return s.disk.SyncDir(manifestsDir)
}

// verify reads every file of a manifest again and checks it.
func (s shelf) verify(ctx context.Context, m catalog.Manifest) error {
	for _, f := range m.Files {
		if err := ctx.Err(); err != nil {
			return err
		}
		if _, err := s.object(f.SHA256); err != nil {
			return fmt.Errorf("%s: %w", f.Path, err)
		}
	}
	return nil
}

// settleAll makes the names in all folders last.
func (s shelf) settleAll() error {
	names, err := s.disk.ReadDir(objectsDir)
	if err != nil && !isMissing(err) {
		return err
	}
	dirs := []string{manifestsDir, objectsDir, tmpDir}
	for _, name := range names {
		dirs = append(dirs, objectsDir+"/"+name)
	}
	for _, dir := range dirs {
		if err := s.disk.SyncDir(dir); err != nil && !isMissing(err) {
			return err
		}
	}
	return nil
}

// collect removes what none of the manifests named in keep needs, and reports whether it did. It removes nothing
// when it is not sure what they need. What cannot be removed stays for the next time.
func (s shelf) collect(keep []string) bool {
	needed := map[string]bool{}
	for _, sum := range keep {
		m, err := s.parsed(sum, "")
		if err != nil {
			return false
		}
		needed[sum], needed[sum+signatureExt] = true, true
		for _, f := range m.Files {
			needed[f.SHA256] = true
		}
	}
	gone := s.removeUnless(needed, manifestsDir)
	dirs, _ := s.disk.ReadDir(objectsDir)
	for _, dir := range dirs {
		gone = s.removeUnless(needed, objectsDir+"/"+dir) && gone
	}
	return s.clean() && gone
}

// clean removes what was on its way when a run was killed.
func (s shelf) clean() bool { return s.removeUnless(nil, tmpDir) }

// removeUnless removes the files of a folder that are not needed, and reports whether it could. What stays only
// takes room until the next time.
func (s shelf) removeUnless(needed map[string]bool, dir string) bool {
	names, _ := s.disk.ReadDir(dir)
	gone := true
	for _, name := range names {
		if !needed[name] && !strings.HasPrefix(name, ".") {
			gone = s.disk.Remove(dir+"/"+name) == nil && gone
		}
	}
	return gone
}

// prune removes the folders of objects that are empty.
func (s shelf) prune() {
	dirs, _ := s.disk.ReadDir(objectsDir)
	for _, dir := range dirs {
		s.removeEmpty(objectsDir + "/" + dir)
	}
}

// pruneAll removes the folders of a shelf that holds nothing.
func (s shelf) pruneAll() {
	s.prune()
	for _, dir := range []string{objectsDir, manifestsDir, tmpDir} {
		s.removeEmpty(dir)
	}
}

func (s shelf) removeEmpty(dir string) {
	if names, err := s.disk.ReadDir(dir); err == nil && len(names) == 0 {
		_ = s.disk.Remove(dir) // it only takes room until the next time
	}
}

// replace puts a small file of the shelf's folder in the place of the one before, in one step, and makes
// it last.
func (s shelf) replace(name string, data []byte) error {
	if err := s.put(name, data); err != nil {
		return err
	}
	return s.disk.SyncDir(".")
}

func isMissing(err error) bool { return errors.Is(err, fs.ErrNotExist) }
