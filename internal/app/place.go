package app

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"

	"github.com/passalong/passalong/internal/settings"
)

// Options are what a start of the program names.
type Options struct {
	Data    string // data folder; empty for the usual one
	GitHub  string // mirror; empty for GitHub itself
	Version bool   // say the version and stop
	Library string // folder of a library in place of the installed one; empty for that one
	Preview string // folder of a library that its author is working on, in place of the installed one; empty for that one
	Open    string // a pack, a folder or an address to look at, and to install if the person wants that; empty for none
}

// ParseOptions reads the options of the app, and writes how to use them to w when they are wrong or asked
// for; the error is flag.ErrHelp then.
func ParseOptions(args []string, w io.Writer) (o Options, err error) {
	f := flag.NewFlagSet("passalong", flag.ContinueOnError)
	f.SetOutput(w)
	f.StringVar(&o.Data, "data", "", "keep everything in this `folder`")
	f.StringVar(&o.GitHub, "github", "", "fetch content from this `address`, a mirror of GitHub")
	f.BoolVar(&o.Version, "version", false, "say the version and stop")
	f.StringVar(&o.Preview, "preview", "", "show the library in this `folder`, and show it anew when a file in it is saved")
	f.Usage = func() {
		fmt.Fprintln(w, "Usage: passalong [options] [FILE.passalong]")
		f.PrintDefaults()
	}
	if err := f.Parse(args); err != nil {
		return o, err
	}
	if o.Open = f.Arg(0); f.NArg() > 1 {
		fmt.Fprintf(w, "%q is one argument too many\n", f.Arg(1))
		f.Usage()
		return o, fmt.Errorf("%d arguments", f.NArg())
	}
	return o, nil
}

// Folders says where data and what can be made again are kept: in the folder that was named, or in the
// passalong-data folder beside the program, or where the operating system has such things.
func Folders(named string) (data, cache string, err error) {
	if named != "" {
		data, err = filepath.Abs(named)
		return data, filepath.Join(data, "cache"), err
	}
	beside := ""
	if program, err := os.Executable(); err == nil {
		beside = filepath.Dir(program)
	}
	data, err = settings.DataDir(os.Getenv, runtime.GOOS, beside, isDir)
	if err != nil {
		return "", "", fmt.Errorf("looking for a place for data: %w", err)
	}
	cache, err = os.UserCacheDir()
	if err != nil || filepath.Base(data) == settings.PortableFolder {
		return data, filepath.Join(data, "cache"), nil
	}
	return data, filepath.Join(cache, "passalong"), nil
}

func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}
