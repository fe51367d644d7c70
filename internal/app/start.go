package app

import (
	"context"
	"os"
	"runtime/debug"
	"strings"
	"time"

	"github.com/passalong/passalong/modules"
	"github.com/passalong/passalong/ready"
)

// Start opens the services as the options say, with the bundled library and the machine's clock.
func Start(ctx context.Context, o Options) (*App, error) {
	data, cache, err := Folders(o.Data)
	if err != nil {
		return nil, err
	}
	var throwAway []func() error
	if o.Preview != "" && o.Data == "" { // an author's own record has nothing to do with a draft
		if data, err = os.MkdirTemp("", "passalong-preview-"); err != nil {
			return nil, err
		}
		throwAway = append(throwAway, func() error { return os.RemoveAll(data) })
	}
	prints, err := ready.Prints()
	if err != nil {
		return nil, err
	}
	a, err := Open(ctx, Config{
		DataDir: data, CacheDir: cache, Bundled: modules.FS, Now: time.Now, Version: Version(), Program: program(), Getenv: os.Getenv, Ready: prints,
		GitHub: o.GitHub, Folder: o.Library, Preview: o.Preview,
		Fonts: fonts(),
	})
	if err != nil {
		return nil, err
	}
	a.close = append(throwAway, a.close...) // last
	return a, nil
}

// program is the path of this program; empty when the system does not tell.
func program() string {
	path, err := os.Executable()
	if err != nil {
		return ""
	}
	return path
}

// Version is the program's version as the Go tool stamped it, such as "1.2.0" for a build at the tag v1.2.0;
// empty in a build from a working copy.
func Version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	return versionOf(info)
}

// versionOf drops the v of Go's versions: a library says which program it needs at least without one.
func versionOf(info *debug.BuildInfo) string {
	if info.Main.Version == "(devel)" {
		return ""
	}
	return strings.TrimPrefix(info.Main.Version, "v")
}
