package cli

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/compare"
)

// againstOption names an earlier state of a library.
func againstOption() option {
	return option{
		name: "against", value: "OLD", about: "say too what changed since OLD, the library's folder, checkout or pack from before, that needs mending",
		text: func(c *call) *string { return &c.against },
	}
}

type differenceJSON struct {
	Of     compare.Thing      `json:"of"`
	Module string             `json:"module,omitempty"`
	Item   string             `json:"item,omitempty"` // of a choice
	ID     string             `json:"id"`
	Title  string             `json:"title,omitempty"`
	Change catalog.ChangeKind `json:"change,omitempty"`
	From   string             `json:"from,omitempty"`
	To     string             `json:"to,omitempty"`
	Faults []compare.Fault    `json:"faults,omitempty"`
}

// compareAgainst holds the library in a folder, as it was read, against the earlier state that the option names. It
// gives nothing without the option.
func (c *call) compareAgainst(ctx context.Context, dir string, now *catalog.Catalog, problems []catalog.Problem) ([]catalog.Problem, []differenceJSON, error) {
	if c.against == "" || now == nil {
		return nil, nil, nil
	}
	before, err := c.services.Earlier(ctx, c.against)
	if err != nil {
		return nil, nil, err
	}
	if was, is := before.Library.ID, now.Library.ID; was != is {
		p := &places{ctx: ctx, c: c, dir: dir, now: now, lines: make(map[string][]string)}
		return []catalog.Problem{{
			File: "library.yaml", Line: max(p.key("library.yaml", "id"), 1), Severity: catalog.Broken,
			Message: fmt.Sprintf("the id of the library is “%s”, and was “%s”", is, was), Suggestion: "put the old one back: whoever has the library would get no more updates of it",
		}}, []differenceJSON{}, nil
	}
	faults, all := c.differences(ctx, before, dir, now, problems)
	return faults, all, ctx.Err()
}

// differences holds the library in a folder against an earlier state of it.
func (c *call) differences(ctx context.Context, before *catalog.Catalog, dir string, now *catalog.Catalog, problems []catalog.Problem) ([]catalog.Problem, []differenceJSON) {
	p := &places{ctx: ctx, c: c, dir: dir, now: now, lines: make(map[string][]string)}
	var faults []catalog.Problem
	all := []differenceJSON{}
	for _, d := range compare.Compare(before, now) {
		if d.Change == catalog.Removed && leftOut(problems, d) {
			continue
		}
		for _, f := range d.Faults {
			if f == compare.NoNote && saidAlready(now, d) {
				continue
			}
			faults = append(faults, p.problem(d, f))
		}
		all = append(all, differenceJSON{d.Of, string(d.Module), d.Item, d.ID, d.Title, d.Change, d.From, d.To, d.Faults})
	}
	return faults, all
}

// leftOut reports whether a handout or an alert is there and cannot be used: that has been listed.
func leftOut(problems []catalog.Problem, d compare.Difference) bool {
	name := d.ID + ".md"
	return (d.Of == compare.Handout || d.Of == compare.Alert) && slices.ContainsFunc(problems, func(p catalog.Problem) bool {
		return p.Severity == catalog.Broken && path.Base(p.File) == name
	})
}

// saidAlready reports whether reading the library told that its changes do not speak of the version.
func saidAlready(now *catalog.Catalog, d compare.Difference) bool {
	switch d.Of {
	case compare.Module:
		m, ok := now.Module(d.Module)
		return ok && len(m.Changes) > 0
	case compare.Handout:
		h, _, ok := now.Handout(catalog.HandoutID(d.ID))
		return ok && len(h.Changes) > 0
	}
	return false
}

// problem words a fault, with the place where it can be mended.
func (p *places) problem(d compare.Difference, f compare.Fault) catalog.Problem {
	out := catalog.Problem{Severity: catalog.Advice, Module: d.Module}
	if f.Severe() {
		out.Severity = catalog.Broken
	}
	out.Message, out.Suggestion = faultWords(d, f)
	switch {
	case f == compare.Vanished || f == compare.Unretired:
		out.File, out.Line = p.retired(d)
	case f == compare.VersionDown || f == compare.SameVersion || f == compare.NoNote:
		out.File, out.Line = p.version(d)
	default:
		out.File, out.Line = p.id(d)
	}
	return out
}

func faultWords(d compare.Difference, f compare.Fault) (message, suggestion string) {
	switch f {
	case compare.Vanished:
		list := "“retired” of module.yaml"
		switch {
		case d.Of == compare.Handout:
			return fmt.Sprintf("the handout “%s” is gone, and nothing says so", d.ID),
				"name it in withdrawn.yaml, so that whoever printed it is told; or give the handout its old id back"
		case d.Of == compare.Module:
			list = "“retired” of library.yaml"
		}
		return fmt.Sprintf("the %s “%s” is gone, and nothing says so", d.Of, d.ID),
			"name it under " + list + "; or, if it only has another id now, give it its old one back: learners’ records name it"
	case compare.UsedAgain:
		return fmt.Sprintf("the id “%s” was retired, and a %s has it now", d.ID, d.Of), "choose another: it meant something else before"
	case compare.Unretired:
		return fmt.Sprintf("“%s” was retired, and is not under “retired” any more", d.ID), "put it back, so that nothing new gets its id"
	case compare.VersionDown:
		return fmt.Sprintf("the version is %s, and was %s", d.To, d.From), "a version only rises"
	case compare.AnswerFlipped:
		return fmt.Sprintf("the right answer of “%s” is not what it was, and no new version says so", d.ID),
			"raise “version” of the module, and name it under “corrected” of that version: whoever answered it before is told"
	case compare.ItemReworded:
		return fmt.Sprintf("the question “%s” says something else than before", d.ID),
			"typo or new meaning? raise “version” of the module, and name it under “corrected” when the meaning changed"
	case compare.SameVersion:
		return fmt.Sprintf("the %s changed, and its version is still %s", d.Of, d.To), "raise it, and say under “changes” what is new"
	case compare.NoNote:
		return fmt.Sprintf("version %s is new, and “changes” does not speak of it", d.To), "say in a line what is new, and why"
	}
	return string(f), ""
}

// places finds lines in the files of a library by looking for the words that have to be there.
type places struct {
	ctx   context.Context
	c     *call
	dir   string
	now   *catalog.Catalog
	lines map[string][]string
}

func (p *places) read(file string) []string {
	const most = 256 << 10 // no file of a library with text is longer
	lines, known := p.lines[file]
	if !known {
		if raw, err := p.c.services.Read(p.ctx, path.Join(p.dir, file), most); err == nil { // without it, the file alone is named
			lines = strings.Split(string(raw), "\n")
		}
		p.lines[file] = lines
	}
	return lines
}

// line is the first line for which is holds, from 1; 0 for none.
func (p *places) line(file string, is func(string) bool) int {
	return slices.IndexFunc(p.read(file), is) + 1
}

func (p *places) key(file, key string) int {
	return p.line(file, func(l string) bool { return strings.HasPrefix(l, key+":") })
}

func manifestOf(m catalog.ModuleID) string { return path.Join(string(m), "module.yaml") }

// retired is where an id that was retired is named: the list of them, or what the file begins with.
func (p *places) retired(d compare.Difference) (string, int) {
	file := manifestOf(d.Module)
	switch _, there := p.now.Module(d.Module); {
	case d.Of == compare.Handout && p.read("withdrawn.yaml") != nil:
		return "withdrawn.yaml", 1
	case !there:
		file = "library.yaml"
	}
	return file, max(p.key(file, "retired"), 1)
}

// version is where the version of a module, a handout or an alert stands.
func (p *places) version(d compare.Difference) (string, int) {
	file := manifestOf(d.Module)
	switch d.Of {
	case compare.Handout:
		file = p.handout(d)
	case compare.Alert:
		file = path.Join("alerts", d.ID+".md")
	}
	return file, p.key(file, "version")
}

// id is where the id of something stands.
func (p *places) id(d compare.Difference) (string, int) {
	file := manifestOf(d.Module)
	switch m, _ := p.now.Module(d.Module); {
	case d.Of == compare.Item && m != nil:
		file = path.Join(string(m.ID), string(m.Language), p.value(file, "quiz", ""))
	case d.Of == compare.Handout && d.Module == "":
		return p.handout(d), 1
	case d.Of == compare.Module:
		return file, max(p.key(file, "id"), 1)
	}
	return file, p.line(file, func(l string) bool { return after(l, "id") == d.ID })
}

// handout is the file of a handout.
func (p *places) handout(d compare.Difference) string {
	h, m, ok := p.now.Handout(catalog.HandoutID(d.ID))
	switch {
	case !ok:
		return manifestOf(d.Module)
	case m == nil:
		return path.Join("handouts", string(h.Language), d.ID+".md")
	}
	return path.Join(string(m.ID), string(m.Language), p.value(manifestOf(m.ID), "file", d.ID))
}

// value is the first value of a key from the line on that has the id, or from the first when there is none.
func (p *places) value(file, key, id string) string {
	lines := p.read(file)
	if i := slices.IndexFunc(lines, func(l string) bool { return after(l, "id") == id }); id != "" && i >= 0 {
		lines = lines[i:]
	}
	for _, l := range lines {
		if v := after(l, key); v != "" {
			return v
		}
	}
	return ""
}

// after is the plain value of a key in a line, as in "- {id: steps, file: steps.md}"; "" when it does not have the key.
func after(line, key string) string {
	for rest := line; ; {
		before, value, found := strings.Cut(rest, key+":")
		if !found {
			return ""
		}
		if before == "" || strings.ContainsAny(before[len(before)-1:], " {,") {
			value, _, _ = strings.Cut(strings.TrimSpace(value), "#")
			if end := strings.IndexAny(value, ",}"); end >= 0 {
				value = value[:end]
			}
			return strings.Trim(strings.TrimSpace(value), `"'`)
		}
		rest = value
	}
}
