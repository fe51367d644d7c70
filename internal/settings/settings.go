// Package settings keeps what the people at this computer chose, in one file that the app and pal share.
// It holds nothing about any learner: not even who used the program last.
package settings

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"

	"github.com/passalong/passalong/internal/atomicfile"
	"github.com/passalong/passalong/internal/catalog"
)

// Appearance is how the window looks.
type Appearance string

// The appearances.
const (
	System   Appearance = "system" // light or dark, as the computer is set
	Light    Appearance = "light"
	Dark     Appearance = "dark"
	Contrast Appearance = "contrast"
)

// The text sizes, in percent of the normal one.
const (
	TextSizeMin  = 100
	TextSizeMax  = 200
	TextSizeStep = 10
)

// Settings is everything that can be chosen. Values can be compared with ==.
type Settings struct {
	TextSize     int // percent, from TextSizeMin to TextSizeMax in steps of TextSizeStep
	Appearance   Appearance
	NeverConnect bool
	// Proxy is the address through which everything is fetched, such as "socks5://127.0.0.1:9150"; empty for the one
	// that the system names, or none.
	Proxy string
	// AllowUnsigned lets libraries be added that nobody has signed, for those who write them.
	AllowUnsigned bool
	// RefresherMinutes is how long a refresher may take at most, one of RefresherChoices; 0 offers none.
	RefresherMinutes int
	ScenarioClock    bool // whether minutes of a scenario pass while the learner waits
	// Region decides which regional help lines are printed and which alerts count; empty for the library's own.
	Region       catalog.Region
	PrintLog     bool // whether it is kept on this machine what was printed, for recalls
	WindowWidth  int  // in Fyne's units, as last left
	WindowHeight int
}

// RefresherChoices lists how many minutes a refresher may take.
func RefresherChoices() []int { return []int{0, 1, 2, 5, 10} }

// Default gives the settings of a program that was just installed.
func Default() Settings {
	return Settings{
		TextSize: TextSizeMin, Appearance: Light, RefresherMinutes: 2, ScenarioClock: true, PrintLog: true, WindowWidth: 1100, WindowHeight: 720,
	}
}

// What can go wrong with settings.
var (
	ErrInvalid     = errors.New("a setting has a value that it cannot have")
	ErrDamaged     = errors.New("the file of settings was damaged")
	ErrDiskFull    = errors.New("the disk is full")
	ErrCannotWrite = errors.New("the data folder cannot be written to")
	ErrNoHome      = errors.New("the system names no folder for data")
	ErrNoFolder    = errors.New("the data folder cannot be used")
)

// A DamagedError says that the settings could not be read, so that the defaults hold. It matches ErrDamaged.
type DamagedError struct {
	SetAside string // where the damaged file is now; empty when it could not be moved
	Err      error
}

// Error names the file that was set aside.
func (e *DamagedError) Error() string {
	if e.SetAside == "" {
		return fmt.Sprintf("%v: %v", ErrDamaged, e.Err)
	}
	return fmt.Sprintf("%v and is now %s: %v", ErrDamaged, e.SetAside, e.Err)
}

// Is makes errors.Is(err, ErrDamaged) true.
func (e *DamagedError) Is(target error) bool { return target == ErrDamaged }

// Unwrap gives what was found in the file.
func (e *DamagedError) Unwrap() error { return e.Err }

const (
	fileName = "settings.json"
	maxSize  = 1 << 20 // bytes
)

// Load reads the settings of a data folder. Without a file the defaults hold. A damaged file is set aside
// as settings-damaged-DATE.json; then the defaults come with a *DamagedError, which is a notice and no
// reason to stop. A value that this program does not know, such as one of a newer program, becomes the
// default. Whatever the error, the settings can be used.
func Load(dir string) (Settings, error) {
	path := filepath.Join(dir, fileName)
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Default(), nil
	}
	if err != nil {
		return Default(), fmt.Errorf("reading the settings: %w", err)
	}
	s, err := decode(b)
	if err != nil {
		return Default(), &DamagedError{SetAside: atomicfile.SetAside(path), Err: err}
	}
	return s.mended(), nil
}

func decode(b []byte) (Settings, error) {
	if len(b) > maxSize {
		return Settings{}, fmt.Errorf("it has %d bytes", len(b))
	}
	if !bytes.HasPrefix(bytes.TrimSpace(b), []byte("{")) {
		return Settings{}, errors.New("it does not hold settings")
	}
	f := fileOf(Default())
	if err := json.Unmarshal(b, &f); err != nil {
		return Settings{}, err
	}
	return f.settings(), nil
}

// Save writes the settings of a data folder, which it makes when it is not there. Keys that this program
// does not know, because a newer one wrote them, stay. It returns ErrInvalid, ErrDiskFull or ErrCannotWrite;
// then the file is as it was.
func Save(dir string, s Settings) error {
	if err := s.Validate(); err != nil {
		return fmt.Errorf("saving the settings: %w", err)
	}
	if err := save(dir, s); err != nil {
		return fmt.Errorf("saving the settings: %w", kind(err))
	}
	return nil
}

func save(dir string, s Settings) error {
	b, err := json.Marshal(fileOf(s))
	if err != nil {
		return err
	}
	path := filepath.Join(dir, fileName)
	old, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if _, err := decode(old); err == nil {
		if b, err = merged(old, b); err != nil {
			return err
		}
	}
	return write(dir, json.RawMessage(b))
}

func write(dir string, keys any) error {
	b, err := json.MarshalIndent(keys, "", "  ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	return atomicfile.Write(filepath.Join(dir, fileName), append(b, '\n'), 0o600)
}

// merged gives the object that has everything of newer, and of older what newer has no key for.
func merged(older, newer json.RawMessage) (json.RawMessage, error) {
	var o, n map[string]json.RawMessage
	if json.Unmarshal(older, &o) != nil || o == nil || json.Unmarshal(newer, &n) != nil {
		return newer, nil // one of the two is no object: the newer value stands
	}
	for key, value := range n {
		both, err := merged(o[key], value)
		if err != nil {
			return nil, err
		}
		o[key] = both
	}
	return json.Marshal(o)
}

func kind(err error) error {
	switch {
	case atomicfile.DiskFull(err):
		return fmt.Errorf("%w: %w", ErrDiskFull, err)
	case atomicfile.CannotWrite(err):
		return fmt.Errorf("%w: %w", ErrCannotWrite, err)
	}
	return err
}

// Validate returns an error that matches ErrInvalid and names the first setting that is not possible.
func (s Settings) Validate() error {
	switch {
	case !validTextSize(s.TextSize):
		return fmt.Errorf("%w: text size %d", ErrInvalid, s.TextSize)
	case !s.Appearance.valid():
		return fmt.Errorf("%w: appearance %q", ErrInvalid, s.Appearance)
	case !ValidProxy(s.Proxy):
		return fmt.Errorf("%w: proxy %q", ErrInvalid, s.Proxy)
	case !validRefresher(s.RefresherMinutes):
		return fmt.Errorf("%w: refresher of %d minutes", ErrInvalid, s.RefresherMinutes)
	case !validRegion(s.Region):
		return fmt.Errorf("%w: region %q", ErrInvalid, s.Region)
	case !validSide(s.WindowWidth) || !validSide(s.WindowHeight):
		return fmt.Errorf("%w: window of %d by %d", ErrInvalid, s.WindowWidth, s.WindowHeight)
	}
	return nil
}

// mended puts the default where a value is not possible.
func (s Settings) mended() Settings {
	d := Default()
	if !validTextSize(s.TextSize) {
		s.TextSize = d.TextSize
	}
	if !s.Appearance.valid() {
		s.Appearance = d.Appearance
	}
	if !ValidProxy(s.Proxy) {
		s.Proxy = d.Proxy
	}
	if !validRefresher(s.RefresherMinutes) {
		s.RefresherMinutes = d.RefresherMinutes
	}
	if !validRegion(s.Region) {
		s.Region = d.Region
	}
	if !validSide(s.WindowWidth) || !validSide(s.WindowHeight) {
		s.WindowWidth, s.WindowHeight = d.WindowWidth, d.WindowHeight
	}
	return s
}

func validTextSize(n int) bool {
	return n >= TextSizeMin && n <= TextSizeMax && n%TextSizeStep == 0
}

func validRefresher(minutes int) bool { return slices.Contains(RefresherChoices(), minutes) }

func (a Appearance) valid() bool {
	return a == System || a == Light || a == Dark || a == Contrast
}

// ValidProxy reports whether s is the address of a proxy, or empty.
func ValidProxy(s string) bool {
	if s == "" {
		return true
	}
	u, err := url.Parse(s)
	return err == nil && slices.Contains([]string{"http", "https", "socks5", "socks5h"}, u.Scheme) && u.Hostname() != "" &&
		(u.Path == "" || u.Path == "/") && u.RawQuery == "" && u.Fragment == ""
}

var regionName = regexp.MustCompile(`^[a-z]{2}(-[a-z0-9]+)*$`) // as in a library

func validRegion(r catalog.Region) bool {
	const longest = 40
	return r == "" || len(r) <= longest && regionName.MatchString(string(r))
}

func validSide(n int) bool { return n >= 200 && n <= 20_000 }
