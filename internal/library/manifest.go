package library

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/catalog"
)

// Limits of a published revision, in bytes and in files.
const (
	maxManifest  = 1 << 20
	maxFiles     = 5000
	maxFile      = 8 << 20
	maxTotal     = 256 << 20
	maxSequence  = 1 << 31
	maxPath      = 180
	maxSignature = 1 << 10
)

const (
	manifestFormat = 1
	contentDir     = "modules/" // of every path in a manifest
)

var (
	hashPattern     = regexp.MustCompile(`^[0-9a-f]{64}$`)
	channelPattern  = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]{0,63}$`)
	pathPattern     = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]*(\.[a-z0-9]+)*(/[a-z0-9][a-z0-9_-]*(\.[a-z0-9]+)*){0,5}$`)
	reservedPattern = regexp.MustCompile(`(^|/)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.[^/]*)?(/|$)`) // names of devices on Windows
	kindPattern     = regexp.MustCompile(`\.(ya?ml|md|txt|svg|png|jpe?g)$`)
	versionPattern  = regexp.MustCompile(`^[0-9]{1,6}(\.[0-9]{1,6}){0,2}$`)
)

// parseManifest reads a manifest and holds it to every rule that needs nothing but itself. version is the
// program's own; empty accepts a manifest for any.
//
// The errors are catalog.ErrNewerFormat and catalog.ErrNotLibrary, wrapped.
func parseManifest(raw []byte, version string) (catalog.Manifest, error) {
	if len(raw) > maxManifest {
		return catalog.Manifest{}, notLibrary("the manifest has more than %d bytes", maxManifest)
	}
	var head struct {
		Format int `json:"format"`
	}
	if err := json.Unmarshal(raw, &head); err != nil {
		return catalog.Manifest{}, notLibrary("the manifest: %w", err)
	}
	if head.Format > manifestFormat {
		return catalog.Manifest{}, fmt.Errorf("%w: its manifest has format %d", catalog.ErrNewerFormat, head.Format)
	}
	var m catalog.Manifest
	if err := strictJSON(raw, &m); err != nil {
		return catalog.Manifest{}, notLibrary("the manifest: %w", err)
	}
	if err := checkHead(m, version); err != nil {
		return catalog.Manifest{}, err
	}
	if err := checkFiles(m.Files); err != nil {
		return catalog.Manifest{}, err
	}
	return m, nil
}

func strictJSON(raw []byte, v any) error {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("data after its end")
	}
	return nil
}

func checkHead(m catalog.Manifest, version string) error {
	switch _, dateErr := time.Parse(time.DateOnly, m.ReviewBy); {
	case m.Format != manifestFormat:
		return notLibrary("format %d", m.Format)
	case !channelPattern.MatchString(m.Channel):
		return notLibrary("channel %.80q", m.Channel)
	case m.Sequence < 1 || m.Sequence > maxSequence:
		return notLibrary("sequence %d", m.Sequence)
	case m.Issued.IsZero():
		return notLibrary("no date of issue")
	case m.ReviewBy != "" && dateErr != nil:
		return notLibrary("review date %.80q", m.ReviewBy)
	case m.MinApp != "" && !versionPattern.MatchString(m.MinApp):
		return notLibrary("program version %.80q", m.MinApp)
	case olderThan(version, m.MinApp):
		return fmt.Errorf("%w: version %s or later", catalog.ErrNewerFormat, m.MinApp)
	}
	return nil
}

// olderThan compares versions by their numbers. What is not a version is not older.
func olderThan(version, least string) bool {
	if least == "" || !versionPattern.MatchString(version) {
		return false
	}
	have, want := strings.Split(version, "."), strings.Split(least, ".")
	for i := range want {
		h := 0
		if i < len(have) {
			h, _ = strconv.Atoi(have[i]) // digits only, by the pattern
		}
		if w, _ := strconv.Atoi(want[i]); h != w {
			return h < w
		}
	}
	return false
}

func checkFiles(files []catalog.File) error {
	if len(files) == 0 || len(files) > maxFiles {
		return notLibrary("%d files", len(files))
	}
	var total int64
	folders, sizes := map[string]bool{}, map[string]int64{}
	for i, f := range files {
		if err := checkPath(f.Path); err != nil {
			return err
		}
		if i > 0 && f.Path <= files[i-1].Path {
			return notLibrary("%q is twice in the manifest, or out of order", f.Path)
		}
		if f.Size < 0 || f.Size > maxFile || !hashPattern.MatchString(f.SHA256) {
			return notLibrary("size or hash of %q", f.Path)
		}
		if size, again := sizes[f.SHA256]; again && size != f.Size {
			return notLibrary("two sizes for the same bytes: %q", f.Path)
		}
		sizes[f.SHA256] = f.Size
		if total += f.Size; total > maxTotal {
			return notLibrary("more than %d bytes in all", int64(maxTotal))
		}
		for dir := path.Dir(f.Path); dir != "."; dir = path.Dir(dir) {
			folders[dir] = true
		}
	}
	for _, f := range files {
		if folders[f.Path] {
			return notLibrary("%q is a file and a folder", f.Path)
		}
	}
	return nil
}

// checkPath holds a path to a rule under which no two paths are the same file, and none is special, on any
// system: lower case, no dots at either end, no names of devices.
func checkPath(p string) error {
	switch {
	case len(p) > maxPath || !strings.HasPrefix(p, contentDir) || !pathPattern.MatchString(p) || reservedPattern.MatchString(p):
		return notLibrary("path %.200q", p)
	case !kindPattern.MatchString(p):
		return notLibrary("kind of file of %q", p)
	}
	return nil
}

func notLibrary(format string, args ...any) error {
	return fmt.Errorf("%w: %w", catalog.ErrNotLibrary, fmt.Errorf(format, args...))
}
