package cli

import (
	"context"
	"fmt"
	"io/fs"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/pack"
)

func handoutCommand() command {
	return command{
		name: "handout", args: "ID", about: "make a handout's PDF",
		options: []option{
			{name: "o", value: "FILE", about: "where to put it; - for the standard output", required: true, text: func(c *call) *string { return &c.out }},
			dataOption(),
		},
		help: `
Makes the very page that the app prints, with the local service of the app's settings. The same content and
service give the same bytes. A file of that name is replaced, in one step, when the PDF is whole.

Examples:
  pal handout overdose-steps -o overdose.pdf
  pal handout overdose-steps -o - | lp

"pal list" shows the ids. The first handout on a machine takes some seconds longer: the typesetting engine
is made ready.`,
		run: handout,
		troubles: []trouble{
			{fs.ErrNotExist, Failed, "the folder for the PDF is not there", "Make it first, or name another file."},
			{fs.ErrPermission, Failed, "the PDF may not be written there", "Name a file in another folder."},
		},
	}
}

func handout(ctx context.Context, c *call) error {
	id, err := c.argument("a handout")
	switch {
	case err != nil:
		return err
	case c.out == "":
		return misused("say with -o where to put the PDF")
	case c.out == "-" && c.TerminalOut:
		return misused("a PDF is no text for a terminal: name a file, or pass it on to another program")
	}
	return c.open(ctx, func(d Data) error {
		cat, err := c.load(ctx, d.Library)
		if err != nil {
			return err
		}
		if _, _, ok := cat.Handout(catalog.HandoutID(id)); !ok {
			return noSuchHandout(cat, id)
		}
		return c.makePDF(ctx, d, catalog.HandoutID(id))
	})
}

func (c *call) makePDF(ctx context.Context, d Data, id catalog.HandoutID) error {
	if c.out != "-" {
		if err := d.Handouts.CanSave(c.out); err != nil {
			return err
		}
	}
	if !d.Engine.Ready() {
		c.say("Making the typesetting engine ready, once on this machine ...")
	}
	if err := d.Engine.Prepare(ctx); err != nil {
		return err
	}
	sheet, err := d.Handouts.Make(ctx, pack.Line{Handout: id})
	if err != nil {
		return err
	}
	if c.out == "-" {
		_, err = c.Stdout.Write(sheet.PDF)
		return err
	}
	if err := d.Handouts.Save(ctx, c.out, sheet.PDF, true); err != nil {
		return err
	}
	c.say("%s: %s", c.out, size(int64(len(sheet.PDF))))
	return nil
}

// noSuchHandout says what somebody may have meant.
func noSuchHandout(cat *catalog.Catalog, id string) error {
	t := &trouble{code: Failed, what: fmt.Sprintf("there is no handout %q", id), next: "pal list shows the ids of handouts."}
	if m, ok := cat.Module(catalog.ModuleID(id)); ok && len(m.Handouts) > 0 {
		t.next = fmt.Sprintf("That is a module. Its handouts: %s", strings.Join(handoutsOf(m), ", "))
		return t
	}
	var ids []string
	for i := range cat.Modules {
		ids = append(ids, handoutsOf(&cat.Modules[i])...)
	}
	if near, ok := nearest(id, ids); ok {
		t.next = fmt.Sprintf("Did you mean %s? %s", near, t.next)
	}
	return t
}

func handoutsOf(m *catalog.Module) []string {
	var ids []string
	for _, h := range m.Handouts {
		ids = append(ids, string(h.ID))
	}
	return ids
}
