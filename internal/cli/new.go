package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
)

// kinds are what pal new makes.
func kinds() []string {
	return []string{"library", "module", "lesson", "quiz", "handout", "scenario"}
}

func newCommand() command {
	return command{
		name: "new", args: strings.Join(kinds(), "|") + " ID DIR", about: "begin something new: a library, a module, or a part of one",
		options: []option{
			{name: "track", value: "TRACK", about: "for a module: the track of library.yaml, in place of the first", text: func(c *call) *string { return &c.track }},
			jsonOption(),
		},
		help: `
Makes the files of it, with comments that say what to write where, and lists them where they belong, so that
pal preview shows it at once. Nothing that is there is written over: all of it is made, or nothing.

DIR is the folder of the library for a module, and for a handout that stands alone; for all else the folder of
a module. A library is made in DIR, which is new or empty, and needs no ID. A quiz is for a module that has
none. An ID is lower case words joined by -, and permanent: learners' records name it.

Examples:
  pal new library modules
  pal new module wound-care modules
  pal new lesson change-the-dressing modules/wound-care
  pal new handout wound-steps modules/wound-care
  pal new scenario bad-bandage modules/wound-care`,
		run: create,
	}
}

func create(ctx context.Context, c *call) error {
	kind, id, dir, err := c.whatToMake()
	if err != nil {
		return err
	}
	made, err := c.services.New(ctx, kind, id, dir, c.track)
	if err != nil {
		return notMade(kind, id, err)
	}
	if c.json {
		return writeJSON(c.Stdout, struct {
			Made    []string `json:"made"`
			Changed []string `json:"changed"`
			Next    []string `json:"next"`
		}{made.Made, append([]string{}, made.Changed...), made.Next})
	}
	for _, path := range made.Made {
		fmt.Fprintln(c.Stdout, "made    ", path)
	}
	for _, path := range made.Changed {
		fmt.Fprintln(c.Stdout, "changed ", path)
	}
	fmt.Fprintln(c.Stderr, "\nWhat to do next:")
	for i, do := range made.Next {
		fmt.Fprintf(c.Stderr, "  %d. %s\n", i+1, do)
	}
	return nil
}

// whatToMake reads the arguments: a library may be without an id.
func (c *call) whatToMake() (kind, id, dir string, err error) {
	if len(c.args) == 0 {
		return "", "", "", misused("name what to make: %s", strings.Join(kinds(), ", "))
	}
	kind = c.args[0]
	if !slices.Contains(kinds(), kind) {
		if near, ok := nearest(kind, kinds()); ok {
			return "", "", "", misused("%q cannot be made; did you mean %q?", kind, near)
		}
		return "", "", "", misused("%q cannot be made; there are %s", kind, strings.Join(kinds(), ", "))
	}
	switch {
	case kind != "module" && c.track != "":
		return "", "", "", misused("-track is for a module")
	case kind == "library" && len(c.args) == 2:
		return kind, "", c.args[1], nil
	case len(c.args) < 3:
		return "", "", "", misused("name the id and the folder of the %s", kind)
	case len(c.args) > 3:
		return "", "", "", misused("%q is one argument too many", c.args[3])
	}
	return kind, c.args[1], c.args[2], nil
}

// notMade says why nothing was made.
func notMade(kind, id string, err error) error {
	const nothing = "Nothing was made."
	var name *catalog.NameError
	var hand *catalog.ByHandError
	var folder *catalog.FolderError
	switch {
	case errors.As(err, &folder) && folder.Err == nil:
		t := &trouble{code: Content, what: fmt.Sprintf("there is no %s in %s", folder.Missing, folder.Folder), next: nothing}
		if folder.Try != "" {
			t.next = fmt.Sprintf("Try: pal new %s %s %s", kind, id, folder.Try)
		}
		return t
	case errors.As(err, &hand):
		return &trouble{code: Failed, what: fmt.Sprintf("%s is written so that a program cannot add to it", hand.File), next: fmt.Sprintf("%s Add this to “%s” by hand, then try again: %s", nothing, hand.Key, hand.Line)}
	case !errors.As(err, &name):
		return err
	case name.Where != "" && kind == "quiz":
		return &trouble{code: Failed, what: "the module has a quiz already: " + name.Where, next: nothing + " Add questions to that one."}
	case name.Where != "" && kind == "library":
		return &trouble{code: Failed, what: name.Where, next: nothing + " Choose a folder that is new or empty."}
	case name.Where != "":
		return &trouble{code: Failed, what: fmt.Sprintf("there is a %s %q already: %s", kind, name.Name, name.Where), next: nothing + " Choose another id."}
	case name.Try != "":
		return &trouble{code: Usage, what: fmt.Sprintf("%q cannot be used; did you mean %s?", name.Name, name.Try)}
	}
	return &trouble{code: Usage, what: fmt.Sprintf("%q is not an id: lower case words joined by -, such as wound-care", name.Name)}
}
