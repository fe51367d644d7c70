//go:build !windows && !darwin

package association

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/atomicfile"
)

const name = "org.passalong.app"

// A place is a person's folder of what freedesktop.org's menu and MIME specifications call data files.
type place struct{ data string }

func placeOf(getenv func(string) string) place {
	if dir := getenv("XDG_DATA_HOME"); filepath.IsAbs(dir) {
		return place{dir}
	}
	if home := getenv("HOME"); filepath.IsAbs(home) {
		return place{filepath.Join(home, ".local", "share")}
	}
	return place{}
}

func (p place) supported() bool { return p.data != "" }

func (p place) entry() string { return filepath.Join(p.data, "applications", name+".desktop") }
func (p place) kind() string  { return filepath.Join(p.data, "mime", "packages", name+".xml") }

func (p place) has(program string) bool {
	data, err := os.ReadFile(p.entry())
	if err != nil || string(data) != entry(program) {
		return false
	}
	_, err = os.Stat(p.kind())
	return err == nil
}

func (p place) put(program string) error {
	for path, text := range map[string]string{p.kind(): kind, p.entry(): entry(program)} {
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return fmt.Errorf("making packs open by double-click: %w", err)
		}
		if err := atomicfile.Write(path, []byte(text), 0o600); err != nil {
			return fmt.Errorf("making packs open by double-click: %w", err)
		}
	}
	p.tell()
	return nil
}

func (p place) remove() error {
	var errs []error
	for _, path := range []string{p.entry(), p.kind()} {
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("no longer opening packs by double-click: %w", err)
	}
	p.tell()
	return nil
}

// tell has the desktop look anew. Where the tools for that are missing, it does so at the next login.
func (p place) tell() {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	_ = exec.CommandContext(ctx, "update-mime-database", filepath.Join(p.data, "mime")).Run()
	_ = exec.CommandContext(ctx, "update-desktop-database", filepath.Join(p.data, "applications")).Run()
}

const kind = `<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="` + MediaType + `">
    <comment>Content for Passalong</comment>
    <glob pattern="*` + Extension + `"/>
  </mime-type>
</mime-info>
`

// entry is the desktop entry of a program. Where it is quoted, the desktop entry specification wants a backslash
// before some characters, and a percent sign twice.
func entry(program string) string {
	quoted := strings.NewReplacer(`\`, `\\\\`, `"`, `\\"`, "`", "\\\\`", `$`, `\\$`, `%`, `%%`).Replace(program)
	return `[Desktop Entry]
Type=Application
Name=Passalong
Exec="` + quoted + `" %f
MimeType=` + MediaType + `;
Terminal=false
NoDisplay=true
`
}
