package scaffold

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/passalong/passalong/internal/catalog"
)

// A document is a YAML file that lists parts of a library.
type document struct {
	path string
	text string
	root *yaml.Node
}

// readYAML reads a file whose document is a set of keys. What is no YAML is a *catalog.ContentError.
func readYAML(path string) (*document, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("reading what lists the library: %w", err)
	}
	d := &document{path: path, text: string(raw)}
	if d.root, err = parsed(d.text); err != nil {
		return nil, &catalog.ContentError{Problems: []catalog.Problem{{File: path, Message: "nothing can be added to this file: " + err.Error(), Suggestion: "pal check says where it is broken"}}}
	}
	return d, nil
}

func parsed(text string) (*yaml.Node, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(text), &doc); err != nil {
		return nil, err
	}
	if len(doc.Content) != 1 || doc.Content[0].Kind != yaml.MappingNode {
		return nil, fmt.Errorf("it has no keys and values")
	}
	return doc.Content[0], nil
}

// readModule reads the module that a part is for, and what its parts have to name.
func readModule(r Request) (*document, fill, error) {
	if err := wants(r.Dir, "module.yaml"); err != nil {
		return nil, fill{}, err
	}
	m, err := readYAML(filepath.Join(r.Dir, "module.yaml"))
	if err != nil {
		return nil, fill{}, err
	}
	f := fill{ID: r.ID, Title: titleLike(r.ID), Today: r.Today, Language: m.language(), Module: m.text1("id")}
	f.Objective, f.Lesson = m.first("objectives"), m.first("lessons")
	if f.Objective == "" || f.Lesson == "" && r.Kind == Quiz {
		return nil, fill{}, &catalog.ContentError{Problems: []catalog.Problem{{
			File: m.path, Message: "the module has no objective or no lesson yet", Suggestion: "a part of a module teaches an objective: add one first",
		}}}
	}
	return m, f, nil
}

// text1 is the single value of a key; "" for none.
func (d *document) text1(key string) string {
	if n := value(d.root, key); n != nil && n.Kind == yaml.ScalarNode {
		return n.Value
	}
	return ""
}

// first is the id of the first entry of a list; "" for none.
func (d *document) first(key string) string {
	n := value(d.root, key)
	if n == nil || n.Kind != yaml.SequenceNode || len(n.Content) == 0 {
		return ""
	}
	if id := value(n.Content[0], "id"); id != nil {
		return id.Value
	}
	return ""
}

// language is that of a module, or the main one of a library. Its name becomes that of a folder.
func (d *document) language() string {
	lang := d.text1("language")
	if n := value(d.root, "languages"); n != nil && n.Kind == yaml.SequenceNode && len(n.Content) > 0 {
		lang = n.Content[0].Value
	}
	if !languagePattern.MatchString(lang) {
		return "en"
	}
	return lang
}

var languagePattern = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)

// value finds the value of a key in a mapping; nil for none.
func value(n *yaml.Node, key string) *yaml.Node {
	for i := 0; n != nil && n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

// modulesOf gives the list of modules of a track, that of the first one when it is not named.
func (d *document) modulesOf(track string) (*yaml.Node, error) {
	tracks := value(d.root, "tracks")
	if tracks == nil || tracks.Kind != yaml.SequenceNode {
		return nil, &catalog.ByHandError{File: d.path, Key: "tracks", Line: "a track"}
	}
	var ids []string
	for _, t := range tracks.Content {
		id := value(t, "id")
		if id == nil {
			continue
		}
		if modules := value(t, "modules"); (track == "" || id.Value == track) && modules != nil && modules.Kind == yaml.SequenceNode {
			return modules, nil
		}
		ids = append(ids, id.Value)
	}
	return nil, &catalog.NameError{Name: track, Try: strings.Join(ids, ", ")}
}

// entry says where an entry of a list with an id is, or with no id the key itself; "" for nowhere.
func (d *document) entry(list, key, id string) string {
	n := value(d.root, list)
	if n == nil || n.Tag == "!!null" {
		return ""
	}
	at := fmt.Sprintf("%s, line %d", d.path, n.Line)
	if key == "" {
		return at
	}
	for _, e := range n.Content {
		if v := value(e, key); v != nil && v.Value == id {
			return fmt.Sprintf("%s, line %d", d.path, v.Line)
		}
	}
	return ""
}

var numbered = regexp.MustCompile(`^([0-9]{2})-`)

// nextNumber is the number of the next lesson, by the names of the files that are there.
func (d *document) nextNumber(language string) int {
	most := 0
	files, err := os.ReadDir(filepath.Join(filepath.Dir(d.path), language))
	if err != nil {
		return 1
	}
	for _, f := range files {
		if m := numbered.FindStringSubmatch(f.Name()); m != nil {
			n, _ := strconv.Atoi(m[1])
			most = max(most, n)
		}
	}
	return most + 1
}

// scenario says which file has a scenario of this id; "" for none.
func (d *document) scenario(dir, language, id string) string {
	files, err := filepath.Glob(filepath.Join(dir, language, "*.yaml"))
	if err != nil {
		return ""
	}
	for _, path := range files {
		if s, err := readYAML(path); err == nil && s.text1("id") == id && value(s.root, "scenes") != nil {
			return path
		}
	}
	return ""
}

// handoutIn says what has a handout of this id in a library; "" for nothing. Ids of handouts are unique in all of it.
func handoutIn(library, id string) string {
	lists, err := fs.Glob(os.DirFS(library), "*/module.yaml")
	if err != nil {
		return ""
	}
	for _, name := range lists {
		m, err := readYAML(filepath.Join(library, filepath.FromSlash(name)))
		if err != nil {
			continue // pal check says why
		}
		if at := m.entry("handouts", "id", id); at != "" {
			return at
		}
	}
	alone, err := fs.Glob(os.DirFS(library), "handouts/*/"+id+".md")
	if err != nil || len(alone) == 0 {
		return ""
	}
	return filepath.Join(library, filepath.FromSlash(alone[0]))
}
