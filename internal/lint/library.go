package lint

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/passalong/passalong/internal/catalog"
)

// What the reading grade of each kind of text may be, as this library is written (docs/authors.md).
const (
	gradeOfHandouts = 6 // read in the street, by anybody
	gradeOfLessons  = 8
)

// tasks divides the library: its own files, each module, and what stands alone.
func (c *checker) tasks() ([]task, error) {
	top, err := fs.ReadDir(c.fsys, ".")
	if err != nil {
		return nil, err
	}
	tasks := []task{(*checker).own}
	for _, d := range top {
		if !d.IsDir() || !c.exists(path.Join(d.Name(), "module.yaml")) {
			continue
		}
		id := d.Name()
		tasks = append(tasks, func(c *checker) []finding { return c.module(id) })
	}
	for _, name := range c.glob("handouts/*/*.md") {
		lang := catalog.Language(path.Base(path.Dir(name)))
		tasks = append(tasks, func(c *checker) []finding { return c.handout(name, "", lang) })
	}
	for _, name := range c.glob("alerts/*.md") {
		tasks = append(tasks, func(c *checker) []finding { return c.alert(name) })
	}
	return tasks, nil
}

func (c *checker) exists(name string) bool {
	info, err := fs.Stat(c.fsys, name)
	return err == nil && info.Mode().IsRegular()
}

// glob lists files by a pattern that is right, without what is no part of the library.
func (c *checker) glob(pattern string) []string {
	names, err := fs.Glob(c.fsys, pattern)
	if err != nil {
		return nil // a folder that cannot be read is for the loader to report
	}
	return slices.DeleteFunc(names, func(name string) bool {
		base := path.Base(name)
		return base[0] == '.' || base[0] == '_' || base == "README.md"
	})
}

// own looks at the files of the library as a whole.
func (c *checker) own() []finding {
	var found []finding
	for _, name := range []string{"library.yaml", "packs.yaml", "withdrawn.yaml"} {
		found = append(found, c.plain(name, c.language)...)
	}
	found = append(found, c.sources()...)
	for _, name := range c.glob("services/*.yaml") {
		found = append(found, c.services(name)...)
	}
	for _, name := range c.glob("glossary/*.yaml") {
		found = append(found, c.plain(name, catalog.Language(strings.TrimSuffix(path.Base(name), ".yaml")))...)
	}
	return found
}

// plain looks at a YAML file that only has texts.
func (c *checker) plain(name string, lang catalog.Language) []finding {
	s, doc := c.document(name, "")
	if doc == nil {
		return nil
	}
	c.read(s, texts(s, doc), lang, gradeOfLessons, "what explains a library")
	return s.findings()
}

// document opens a YAML file. The node is nil when there is none, or nothing can be made of it.
func (c *checker) document(name string, module catalog.ModuleID) (*source, *yaml.Node) {
	s := c.open(name, module)
	if s == nil {
		return nil, nil
	}
	return s, s.parse(len(s.text))
}

// read holds passages against the rules about words and sentences, if they are in English. grade is the highest that
// what may have.
func (c *checker) read(s *source, passages []passage, lang catalog.Language, grade int, what string) {
	if !english(lang) || c.words == nil {
		return
	}
	c.readable(s, passages, grade, what)
	c.respectful(s, passages)
	c.spelled(s, passages)
	c.dosed(s, passages)
	c.described(s, passages)
}
