// Notices prints NOTICE.md: whose work is in the programs, and under which licence. What Go modules are
// linked, on any system, it asks the Go tool; what is not a module is in head.md.
package main

import (
	_ "embed"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

//go:embed head.md
var head string

func main() {
	if err := write(os.Stdout, "."); err != nil {
		fmt.Fprintln(os.Stderr, "notices:", err)
		os.Exit(1)
	}
}

// A module is a Go module that is linked into a program.
type module struct {
	name string // path and version
	dir  string
}

// A notice is what a module's own files say.
type notice struct {
	licences []string // their short names, as SPDX has them
	owners   []string // its lines of copyright
	text     string   // the licence itself
}

// write needs the root of the repository.
func write(w io.Writer, root string) error {
	modules, err := linked(root, "linux", "darwin", "windows")
	if err != nil {
		return err
	}
	texts := map[string]string{}
	fmt.Fprint(w, head, "\n## Go modules\n\n")
	for _, m := range modules {
		n, err := read(m.dir)
		if err != nil {
			return fmt.Errorf("%s: %w", m.name, err)
		}
		fmt.Fprintln(w, "*", strings.Join(append([]string{m.name, strings.Join(n.licences, ", ")}, n.owners...), "; "))
		if len(n.licences) == 1 && texts[n.licences[0]] == "" {
			texts[n.licences[0]] = n.text
		}
	}
	fmt.Fprint(w, "\n## What these licences say\n\nApache-2.0 is in `LICENSE` and at <https://www.apache.org/licenses/LICENSE-2.0>.\n")
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		if name != "Apache-2.0" {
			fmt.Fprintf(w, "\n### %s\n\n%s\n", name, texts[name])
		}
	}
	return nil
}

// linked gives the modules that the programs are made of on these systems, by name.
func linked(root string, systems ...string) ([]module, error) {
	dirs := map[string]string{}
	for _, system := range systems {
		cmd := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}\t{{.Dir}}{{end}}{{end}}", "./cmd/...")
		cmd.Dir = root
		cmd.Env = append(os.Environ(), "GOOS="+system, "CGO_ENABLED=1")
		cmd.Stderr = os.Stderr
		out, err := cmd.Output()
		if err != nil {
			return nil, err
		}
		for line := range strings.Lines(string(out)) {
			if name, dir, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok {
				dirs[name] = dir
			}
		}
	}
	var modules []module
	for _, name := range slices.Sorted(maps.Keys(dirs)) {
		modules = append(modules, module{name, dirs[name]})
	}
	return modules, nil
}

// marks are the words by which a licence is known.
var marks = []struct {
	name string
	all  []string
}{
	{"Apache-2.0", []string{"apache license", "version 2.0"}},
	{"MIT", []string{"permission is hereby granted, free of charge"}},
	{"ISC", []string{"permission to use, copy, modify, and/or distribute"}},
	{"BSD-3-Clause", []string{"redistributions in binary form", "endorse or promote products"}},
	{"BSD-2-Clause", []string{"redistributions in binary form"}},
	{"MPL-2.0", []string{"mozilla public license"}},
}

var (
	fileName  = regexp.MustCompile(`(?i)^(licen[sc]e|copying|notice)(\.(md|txt))?$`)
	ownerLine = regexp.MustCompile(`(?im)^[ *]*copyright (?:\(c\) +|© +)?([12][0-9]{3}.*|.* Authors\b.*|.*<.+@.+>)$`)
	spaces    = regexp.MustCompile(`\s+`)
	grant     = regexp.MustCompile(`(?s)(Redistribution and use|Permission ).*`)
	ownName   = regexp.MustCompile(`(?s)Neither the name of .{1,60}?\snor`)
)

// read finds the licence and the owners in the files of a module that are named for it.
func read(dir string) (notice, error) {
	files, err := os.ReadDir(dir)
	if err != nil {
		return notice{}, err
	}
	var n notice
	for _, f := range files {
		if !fileName.MatchString(f.Name()) {
			continue
		}
		raw, err := os.ReadFile(filepath.Join(dir, f.Name()))
		if err != nil {
			return notice{}, err
		}
		n.add(strings.ReplaceAll(string(raw), "\r\n", "\n"))
	}
	if len(n.licences) == 0 {
		return notice{}, fmt.Errorf("no known licence in %s", dir)
	}
	return n, nil
}

func (n *notice) add(text string) {
	for _, line := range ownerLine.FindAllStringSubmatch(text, -1) {
		owner := "© " + strings.Trim(strings.TrimSuffix(line[1], "All rights reserved."), " .")
		if !slices.Contains(n.owners, owner) {
			n.owners = append(n.owners, owner)
		}
	}
	plain := spaces.ReplaceAllString(strings.ToLower(text), " ")
	for _, m := range marks {
		missing := func(mark string) bool { return !strings.Contains(plain, mark) }
		simpler := m.name == "BSD-2-Clause" && slices.Contains(n.licences, "BSD-3-Clause")
		if !simpler && !slices.ContainsFunc(m.all, missing) && !slices.Contains(n.licences, m.name) {
			n.licences = append(n.licences, m.name)
			n.text = ownName.ReplaceAllString(strings.TrimSpace(grant.FindString(text)), "Neither the name of the owner nor")
		}
	}
}
