// Package manifest knows the list of files that a publisher signs: how it is written, the rules that it has to
// keep, and where in a published repository it and the keys lie.
package manifest

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/passalong/passalong/internal/catalog"
)

// Limits of a published revision. Sizes are in bytes.
const (
	MaxManifest   = 4 << 20
	MaxFiles      = 20_000
	MaxFile       = 8 << 20
	MaxTotal      = 256 << 20
	MaxSequence   = 1 << 31
	MaxPath       = 180
	MaxSignature  = 1 << 10
	MaxSignatures = 8 // over one key set
	MaxKeySet     = 16 << 10
	MaxKeyVersion = 1 << 20
	MaxKeyChanges = 20 // that are followed in one go
	MaxMirrors    = 8
	maxText       = 200 // runes of a title or a publisher
	maxMirror     = 200
)

// Format is the format of manifests that this program writes and reads.
const Format = 1

// Where a published repository keeps things.
const (
	ContentDir    = "modules/" // every path in a manifest begins so
	ChannelDir    = "channel/"
	Path          = ChannelDir + "manifest.json"
	SignaturePath = Path + signatureExt
	KeySetPath    = ContentDir + "keys.json"
	keysDir       = ChannelDir + "keys/"
	signatureExt  = ".minisig"
)

// KeyChangePath is where version n of the key set lies, beside the one that is in use.
func KeyChangePath(n int) string { return keysDir + strconv.Itoa(n) + ".json" }

// KeySignaturePath is where signature i, counted from 1, over version n of the key set lies.
func KeySignaturePath(n, i int) string {
	return KeyChangePath(n) + "." + strconv.Itoa(i) + signatureExt
}

var (
	sumPattern      = regexp.MustCompile(`^[0-9a-f]{64}$`)
	channelPattern  = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]{0,63}$`)
	pathPattern     = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]*(\.[a-z0-9]+)*(/[a-z0-9][a-z0-9_-]*(\.[a-z0-9]+)*){0,5}$`)
	reservedPattern = regexp.MustCompile(`(^|/)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.[^/]*)?(/|$)`) // names of devices on Windows
	kindPattern     = regexp.MustCompile(`\.(ya?ml|md|txt|svg|png|jpe?g)$`)
	versionPattern  = regexp.MustCompile(`^[0-9]{1,6}(\.[0-9]{1,6}){0,2}$`)
	// No user, port, query or fragment, no number for a name, and no segment that leads up or is empty.
	mirrorPattern = regexp.MustCompile(`^https://([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]/([A-Za-z0-9_~-][A-Za-z0-9._~-]*/)*$`)
)

// Sum is the SHA-256 of data in hexadecimal, as a manifest names it.
func Sum(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// IsSum reports whether s is written as Sum writes.
func IsSum(s string) bool { return sumPattern.MatchString(s) }

// Build lists the files of a library, whose library.yaml is at the root of tree, as they are published, puts
// them into m and encodes it. The date of issue is cut to seconds, in UTC. Equal arguments give equal bytes.
//
// It fails with a *catalog.ContentError when a file must not be published, and as Encode does.
func Build(tree fs.FS, m catalog.Manifest) (catalog.Manifest, []byte, error) {
	files, problems, err := List(tree)
	if err != nil {
		return catalog.Manifest{}, nil, err
	}
	if len(problems) > 0 {
		return catalog.Manifest{}, nil, &catalog.ContentError{Problems: problems}
	}
	m.Format, m.Issued, m.Files = Format, m.Issued.UTC().Truncate(time.Second), files
	raw, err := Encode(m)
	if err != nil {
		return catalog.Manifest{}, nil, err
	}
	return m, raw, nil
}

// Encode writes a manifest. It fails with catalog.ErrNotLibrary when Parse would refuse what it wrote.
func Encode(m catalog.Manifest) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetIndent("", " ")
	e.SetEscapeHTML(false)
	if err := e.Encode(m); err != nil {
		return nil, fmt.Errorf("writing the manifest: %w", err)
	}
	if _, err := Parse(b.Bytes(), ""); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// Parse reads a manifest and holds it to every rule that needs nothing but itself. version is the
// program's own; empty accepts a manifest for any.
//
// The errors are catalog.ErrNewerFormat and catalog.ErrNotLibrary, wrapped.
func Parse(raw []byte, version string) (catalog.Manifest, error) {
	m, err := ParseInstalled(raw, version)
	switch {
	case err != nil:
		return catalog.Manifest{}, err
	case !isText(m.Title):
		return catalog.Manifest{}, notLibrary("title %.80q", m.Title)
	case !isText(m.Publisher):
		return catalog.Manifest{}, notLibrary("publisher %.80q", m.Publisher)
	}
	return m, nil
}

// ParseInstalled is Parse for a manifest that was accepted before: it may be from when manifests named neither
// title nor publisher.
func ParseInstalled(raw []byte, version string) (catalog.Manifest, error) {
	if len(raw) > MaxManifest {
		return catalog.Manifest{}, notLibrary("the manifest has more than %d bytes", MaxManifest)
	}
	var head struct {
		Format int `json:"format"`
	}
	if err := json.Unmarshal(raw, &head); err != nil {
		return catalog.Manifest{}, notLibrary("the manifest: %w", err)
	}
	if head.Format > Format {
		return catalog.Manifest{}, fmt.Errorf("%w: its manifest has format %d", catalog.ErrNewerFormat, head.Format)
	}
	if err := onceEach(raw); err != nil {
		return catalog.Manifest{}, notLibrary("the manifest: %w", err)
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

// onceEach makes sure that no object names a key twice, in whatever case: the decoder would take the last, and
// another program the first. It takes "ſ" for an "s", too, so that a key has letters of ASCII alone.
func onceEach(raw []byte) error {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var open []map[string]bool // the keys of the objects that we are in; nil for an array
	isKey := false
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch name, _ := t.(string); {
		case t == json.Delim('{'):
			open, isKey = append(open, map[string]bool{}), true
			continue
		case t == json.Delim('['):
			open = append(open, nil)
		case t == json.Delim('}') || t == json.Delim(']'):
			open = open[:len(open)-1]
		case isKey:
			if strings.ContainsFunc(name, notKey) || open[len(open)-1][name] {
				return fmt.Errorf("%.80q is there twice, or not in lower case", name)
			}
			open[len(open)-1][name], isKey = true, false
			continue
		}
		isKey = len(open) > 0 && open[len(open)-1] != nil
	}
}

func notKey(r rune) bool { return r > unicode.MaxASCII || 'A' <= r && r <= 'Z' }

func checkHead(m catalog.Manifest, version string) error {
	switch _, dateErr := time.Parse(time.DateOnly, m.ReviewBy); {
	case m.Format != Format:
		return notLibrary("format %d", m.Format)
	case !channelPattern.MatchString(m.Channel):
		return notLibrary("channel %.80q", m.Channel)
	case m.Sequence < 1 || m.Sequence > MaxSequence:
		return notLibrary("sequence %d", m.Sequence)
	case m.Issued.IsZero():
		return notLibrary("no date of issue")
	case m.Keys < 0 || m.Keys > MaxKeyVersion:
		return notLibrary("key set %d", m.Keys)
	case m.ReviewBy != "" && dateErr != nil:
		return notLibrary("review date %.80q", m.ReviewBy)
	case m.MinApp != "" && !versionPattern.MatchString(m.MinApp):
		return notLibrary("program version %.80q", m.MinApp)
	case olderThan(version, m.MinApp):
		return fmt.Errorf("%w: version %s or later", catalog.ErrNewerFormat, m.MinApp)
	}
	return checkMirrors(m.Mirrors)
}

// isText reports whether s is one line that a person can read, and nothing that changes how it is shown.
func isText(s string) bool {
	if s == "" || s != strings.TrimSpace(s) || !utf8.ValidString(s) || utf8.RuneCountInString(s) > maxText {
		return false
	}
	return !strings.ContainsFunc(s, func(r rune) bool {
		return r == utf8.RuneError || !unicode.IsGraphic(r) || strings.ContainsRune(blanks, r)
	})
}

// blanks are letters and signs that nobody sees: fillers of Hangul, and the braille cell without a dot.
const blanks = "\u115f\u1160\u2800\u3164\uffa0"

func checkMirrors(mirrors []string) error {
	if len(mirrors) > MaxMirrors {
		return notLibrary("%d mirrors", len(mirrors))
	}
	seen := map[string]bool{}
	for _, m := range mirrors {
		if len(m) > maxMirror || !mirrorPattern.MatchString(m) || seen[m] {
			return notLibrary("mirror %.200q", m)
		}
		seen[m] = true
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
	if len(files) == 0 || len(files) > MaxFiles {
		return notLibrary("%d files", len(files))
	}
	var total int64
	folders, sizes := map[string]bool{}, map[string]int64{}
	for i, f := range files {
		if err := CheckPath(f.Path); err != nil {
			return err
		}
		if i > 0 && f.Path <= files[i-1].Path {
			return notLibrary("%q is twice in the manifest, or out of order", f.Path)
		}
		if f.Size < 0 || f.Size > MaxFile || !sumPattern.MatchString(f.SHA256) {
			return notLibrary("size or hash of %q", f.Path)
		}
		if size, again := sizes[f.SHA256]; again && size != f.Size {
			return notLibrary("two sizes for the same bytes: %q", f.Path)
		}
		sizes[f.SHA256] = f.Size
		if total += f.Size; total > MaxTotal {
			return notLibrary("more than %d bytes in all", int64(MaxTotal))
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

// CheckPath holds a path to a rule under which no two paths are the same file, and none is special, on any
// system: lower case, no dots at either end, no names of devices. Its error is catalog.ErrNotLibrary.
func CheckPath(p string) error {
	switch {
	case len(p) > MaxPath || !strings.HasPrefix(p, ContentDir) || !pathPattern.MatchString(p) || reservedPattern.MatchString(p):
		return notLibrary("path %.200q", p)
	case p != KeySetPath && !kindPattern.MatchString(p):
		return notLibrary("kind of file of %q", p)
	}
	return nil
}

func notLibrary(format string, args ...any) error {
	return fmt.Errorf("%w: %w", catalog.ErrNotLibrary, fmt.Errorf(format, args...))
}
