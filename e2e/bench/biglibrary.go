package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/passalong/passalong/modules"
)

// What a big library is made of: copies of the bundled module that has the most parts.
const (
	bigModules  = 1000
	copied      = "overdose-response"
	copiedSheet = "overdose-steps" // a handout of it: the ids of handouts are one space
)

// writeBigLibrary writes a library of n modules into a folder: all that the bundled one has beside its modules and
// packs, and copies of one module under new ids. It gives how many files and bytes that is.
func writeBigLibrary(dir string, n int) (files int, size int64, err error) {
	write := func(name, text string) error {
		files, size = files+1, size+int64(len(text))
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		return os.WriteFile(path, []byte(text), 0o644)
	}
	err = fs.WalkDir(modules.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		top, below, inFolder := strings.Cut(name, "/")
		_, notModule := fs.Stat(modules.FS, top+"/module.yaml")
		switch {
		case d.IsDir() || name == "packs.yaml" || name == "keys.json":
			return nil
		case notModule == nil && top != copied:
			return nil
		}
		raw, err := fs.ReadFile(modules.FS, name)
		if err != nil {
			return err
		}
		text := string(raw)
		switch {
		case name == "library.yaml":
			return write(name, bigTracks(text, n))
		case !inFolder || notModule != nil:
			return write(name, text)
		}
		for i := range n {
			if err := write(bigID(i)+"/"+below, renumbered(text, i)); err != nil {
				return err
			}
		}
		return nil
	})
	return files, size, err
}

func bigID(i int) string { return fmt.Sprintf("%s-%04d", copied, i+1) }

// renumbered gives the ids of the copied module a number, and every text with a heading a word of its own, so that no
// two files are the same.
func renumbered(text string, i int) string {
	number := fmt.Sprintf("-%04d", i+1)
	return strings.NewReplacer(
		"id: "+copied+"-quiz", "id: "+copied+number+"-quiz", "id: "+copied, "id: "+copied+number,
		"id: "+copiedSheet, "id: "+copiedSheet+number,
		"Responding to an opioid overdose", fmt.Sprintf("Responding to an opioid overdose, part %d", i+1),
	).Replace(text)
}

// bigTracks puts the copies into one track.
func bigTracks(library string, n int) string {
	head, rest, _ := strings.Cut(library, "tracks:")
	_, tail, _ := strings.Cut(rest, "topics:")
	var b strings.Builder
	b.WriteString(head + "tracks:\n  - id: all\n    title: Everything\n    modules:\n")
	for i := range n {
		b.WriteString("      - " + bigID(i) + "\n")
	}
	return b.String() + "topics:" + tail
}
