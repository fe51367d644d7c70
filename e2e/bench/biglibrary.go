package main

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/passalong/passalong/modules"
)

// What a big library is made of: copies of the bundled module that has the most parts.
const (
	bigModules = 1000
	bigName    = "big"
	copied     = "overdose-response"
)

// writeBigLibrary writes a library of n modules into a folder: all that the bundled one has beside its modules and
// packs, and copies of one module under new ids. It gives how many files and bytes that is.
func writeBigLibrary(dir string, n int) (files int, size int64, err error) {
	write := func(name, text string) error {
		files, size = files+1, size+int64(len(text))
		at := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			return err
		}
		return os.WriteFile(at, []byte(text), 0o644)
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
			if err := write(bigID(i)+"/"+below, ownFile(below, renumbered(text, i), i)); err != nil {
				return err
			}
		}
		return nil
	})
	return files, size, err
}

func bigID(i int) string { return fmt.Sprintf("%s-%04d", copied, i+1) }

// ownFile makes a file of the copied module one that no other copy has: what is the same would be kept once.
func ownFile(name, text string, i int) string {
	switch path.Ext(name) {
	case ".yaml":
		return text + fmt.Sprintf("# Copy %d.\n", i+1)
	case ".svg":
		return text + fmt.Sprintf("<!-- Copy %d. -->\n", i+1)
	}
	return text + fmt.Sprintf("\nCopy %d.\n", i+1)
}

// renumbered gives the ids of the copied module a number.
func renumbered(text string, i int) string {
	number := fmt.Sprintf("-%04d", i+1)
	pairs := []string{
		"id: " + copied + "-quiz", "id: " + copied + number + "-quiz", "id: " + copied, "id: " + copied + number,
		"Overdose: recognise and respond", fmt.Sprintf("Overdose: recognise and respond, part %d", i+1),
	}
	for _, sheet := range copiedSheets() {
		pairs = append(pairs, "id: "+sheet, "id: "+sheet+number, "`"+sheet+"`", "`"+sheet+number+"`")
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

// copiedSheets are the handouts of the copied module: the ids of handouts are one space.
func copiedSheets() []string {
	return []string{"overdose-steps", "overdose-card", "naloxone-injection", "after-an-overdose"}
}

// bigTracks makes it a library of its own, and puts the copies into one track.
func bigTracks(library string, n int) string {
	library = strings.Replace(library, "id: passalong\n", "id: "+bigName+"\n", 1)
	head, rest, _ := strings.Cut(library, "tracks:")
	_, tail, _ := strings.Cut(rest, "topics:")
	var b strings.Builder
	b.WriteString(head + "tracks:\n  - id: all\n    title: Everything\n    modules:\n")
	for i := range n {
		b.WriteString("      - " + bigID(i) + "\n")
	}
	return b.String() + "topics:" + tail
}
