// Pictures makes docs/images/handouts anew: docs/handouts.md shows each picture with the command of pal that makes
// what is on it, and the pages come from that very command. What only the app makes comes from the tests that make it.
//
// It needs the Go tool and pdftoppm of poppler-utils, and runs in the root of the repository.
package main

import (
	"context"
	"fmt"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

const (
	page   = "docs/handouts.md"
	folder = "docs/images/handouts"
	dpi    = "144"
)

// services are those on the pages.
const services = `- id: the-van
  name: The van
  address: 12 Harbour Street, Footscray
  hours: Monday to Friday, 6 pm to 10 pm
  phone: 0400 000 000
  web: example.org/van
  kinds: [needles, naloxone]
  note: Ring the bell.
  checked: 2026-11-20
`

// ofTests are the tests that make what pal does not, by picture.
var ofTests = map[string]string{"change-list": "TestListOfWhatToBin", "printer-test": "TestPrinterTest/a4"}

func main() {
	if err := makeAll(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "pictures:", err)
		os.Exit(1)
	}
}

func makeAll(ctx context.Context) error {
	doc, err := os.ReadFile(page)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "pictures")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	w := workshop{dir: dir, pal: filepath.Join(dir, "pal")}
	if err := w.open(ctx); err != nil {
		return err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	for _, s := range shown(string(doc)) {
		if err := w.picture(ctx, s); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
	}
	return nil
}

// A showing is a picture that the page shows, with the command below it; nil for none.
type showing struct {
	name    string
	command []string
}

var (
	pictureOrCommand = regexp.MustCompile("!\\[[^\\]]*\\]\\(images/handouts/([a-z0-9-]+)\\.png\\)|`pal (handout [^`]+)`")
	word             = regexp.MustCompile(`"[^"]*"|\S+`)
)

// shown are the pictures of a page. A command belongs to the picture before it.
func shown(doc string) []showing {
	var all []showing
	for _, m := range pictureOrCommand.FindAllStringSubmatch(doc, -1) {
		if m[1] != "" {
			all = append(all, showing{name: m[1]})
			continue
		}
		if len(all) == 0 || all[len(all)-1].command != nil {
			continue // an example
		}
		for _, w := range word.FindAllString(m[2], -1) {
			all[len(all)-1].command = append(all[len(all)-1].command, strings.Trim(w, `"`))
		}
	}
	return all
}

// A workshop is a folder with the program and its data.
type workshop struct{ dir, pal string }

func (w workshop) open(ctx context.Context) error {
	if err := run(ctx, "go", "build", "-o", w.pal, "./cmd/pal"); err != nil {
		return err
	}
	file := filepath.Join(w.dir, "services.yaml")
	if err := os.WriteFile(file, []byte(services), 0o600); err != nil {
		return err
	}
	return run(ctx, w.pal, "services", "import", file, "-data", w.data())
}

func (w workshop) data() string { return filepath.Join(w.dir, "data") }

func run(ctx context.Context, name string, args ...string) error {
	out, err := exec.CommandContext(ctx, name, args...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("%s %s: %w\n%s", name, strings.Join(args, " "), err, out)
	}
	return nil
}

func (w workshop) picture(ctx context.Context, s showing) error {
	pdf, err := w.pdf(ctx, s)
	if err != nil {
		return err
	}
	prefix := filepath.Join(w.dir, s.name)
	if err := run(ctx, "pdftoppm", "-r", dpi, "-png", pdf, prefix); err != nil {
		return err
	}
	files, err := filepath.Glob(prefix + "-*.png")
	if err != nil {
		return err
	}
	slices.Sort(files)
	var pages []image.Image
	for _, file := range files {
		p, err := read(file)
		if err != nil {
			return err
		}
		pages = append(pages, p)
	}
	return write(filepath.Join(folder, s.name+".png"), thrifty(laidOut(pages)))
}

// pdf makes what a picture shows.
func (w workshop) pdf(ctx context.Context, s showing) (string, error) {
	if test := ofTests[s.name]; test != "" {
		cmd := exec.CommandContext(ctx, "go", "test", "./internal/handout", "-count=1", "-run", "^"+strings.ReplaceAll(test, "/", "$/^")+"$")
		cmd.Env = append(os.Environ(), "PASSALONG_SHEETS="+w.dir)
		if out, err := cmd.CombinedOutput(); err != nil {
			return "", fmt.Errorf("%s: %w\n%s", test, err, out)
		}
		return filepath.Join(w.dir, strings.ReplaceAll(test, "/", "_")+".pdf"), nil
	}
	at := slices.Index(s.command, "-o")
	if at < 0 || at+1 == len(s.command) {
		return "", fmt.Errorf("%s shows no command with -o", page)
	}
	args := slices.Clone(s.command)
	args[at+1] = filepath.Join(w.dir, args[at+1])
	if err := run(ctx, w.pal, append(args, "-data", w.data())...); err != nil {
		return "", err
	}
	if slices.Contains(args, "-cover") {
		return filepath.Join(args[at+1], "cover-list.pdf"), nil
	}
	return args[at+1], nil
}

func read(file string) (image.Image, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	p, err := png.Decode(f)
	if closed := f.Close(); err == nil {
		err = closed
	}
	return p, err
}

func write(file string, p image.Image) error {
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	err = (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(f, p)
	if closed := f.Close(); err == nil {
		err = closed
	}
	return err
}
