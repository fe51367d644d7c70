package scaffold

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
)

// firstModule is the module that a new library begins with: a track has at least one.
const firstModule = "first-steps"

func planLibrary(r Request) (*plan, error) {
	dir, err := filepath.Abs(r.Dir)
	if err != nil {
		return nil, fmt.Errorf("finding the folder: %w", err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, &catalog.FolderError{Folder: r.Dir, Err: err}
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") {
			return nil, &catalog.NameError{Name: filepath.Base(dir), Where: "there are files in " + r.Dir + " already"}
		}
	}
	id := r.ID
	if id == "" {
		id = idLike(filepath.Base(dir))
	}
	if id == "" || id == "modules" {
		id = "our-library"
	}
	f := fill{ID: id, Title: titleLike(id), Today: r.Today, Language: "en", Module: firstModule}
	p := &plan{dir: r.Dir}
	for _, name := range []string{"library.yaml", "sources.yaml", "lint.yaml", "README.md", "glossary/en.yaml"} {
		p.add(name, path.Base(name), f)
	}
	f.ID, f.Title = firstModule, titleLike(firstModule)
	p.addModule(f)
	p.next = []string{
		"Fill in library.yaml: title, publisher, licence and home region.",
		"See it in the app, as you write: pal preview " + r.Dir,
		"Ask what is left to do: pal check " + r.Dir,
	}
	return p, nil
}

// addModule adds the files of a module to a plan of its library.
func (p *plan) addModule(f fill) {
	p.add(path.Join(f.ID, "module.yaml"), "module.yaml", f)
	in := path.Join(f.ID, f.Language)
	f.Module, f.Objective, f.Lesson = f.ID, "first-objective", "first-lesson"
	f.Title = titleLike(f.Lesson)
	p.add(path.Join(in, "01-first-lesson.md"), "lesson.md", f)
	f.ID = f.Module + "-quiz"
	p.add(path.Join(in, "quiz.yaml"), "quiz.yaml", f)
	p.add(path.Join(in, "guide.md"), "guide.md", f)
}

func planModule(r Request) (*plan, error) {
	if err := wants(r.Dir, "library.yaml"); err != nil {
		return nil, err
	}
	lib, err := readYAML(filepath.Join(r.Dir, "library.yaml"))
	if err != nil {
		return nil, err
	}
	folder := filepath.Join(r.Dir, r.ID)
	if _, err := os.Lstat(folder); err == nil {
		return nil, &catalog.NameError{Name: r.ID, Where: folder}
	}
	modules, err := lib.modulesOf(r.Track)
	if err != nil {
		return nil, err
	}
	changed, err := lib.append(modules, r.ID)
	if err != nil {
		return nil, err
	}
	p := &plan{dir: r.Dir, change: &file{"library.yaml", changed}}
	p.addModule(fill{ID: r.ID, Title: titleLike(r.ID), Today: r.Today, Language: lib.language()})
	p.next = []string{
		"Fill in " + filepath.Join(folder, "module.yaml") + ": summary and objectives first.",
		"Write the lesson: " + filepath.Join(folder, lib.language(), "01-first-lesson.md"),
		"Ask what is left to do: pal check " + r.Dir,
	}
	return p, nil
}

// planPart plans a lesson, a quiz or a scenario of a module.
func planPart(r Request) (*plan, error) {
	m, f, err := readModule(r)
	if err != nil {
		return nil, err
	}
	p := &plan{dir: r.Dir, change: &file{path: "module.yaml"}}
	var name string
	switch r.Kind {
	case Lesson:
		name = fmt.Sprintf("%02d-%s.md", m.nextNumber(f.Language), r.ID)
		if at := m.entry("lessons", "id", r.ID); at != "" {
			return nil, &catalog.NameError{Name: r.ID, Where: at}
		}
		p.change.text, err = m.appendTo("lessons", fmt.Sprintf("{id: %s, file: %s, minutes: 5, objectives: [%s]}", r.ID, name, f.Objective))
	case Quiz:
		name = "quiz.yaml"
		if at := m.entry("quiz", "", ""); at != "" {
			return nil, &catalog.NameError{Name: r.ID, Where: at}
		}
		p.change.text, err = m.withKey("quiz", name)
	case Scenario:
		name = "scenario-" + r.ID + ".yaml"
		if at := m.scenario(r.Dir, f.Language, r.ID); at != "" {
			return nil, &catalog.NameError{Name: r.ID, Where: at}
		}
		p.change.text, err = m.appendTo("scenarios", name)
	}
	if err != nil {
		return nil, err
	}
	p.add(path.Join(f.Language, name), map[Kind]string{Lesson: "lesson.md", Quiz: "quiz.yaml", Scenario: "scenario.yaml"}[r.Kind], f)
	p.next = nextOf(r, filepath.Join(r.Dir, f.Language, name), filepath.Dir(filepath.Clean(r.Dir)))
	return p, nil
}

// planHandout plans a handout of a module, or of a library.
func planHandout(r Request) (*plan, error) {
	f := fill{ID: r.ID, Title: titleLike(r.ID), Today: r.Today}
	if wants(r.Dir, "library.yaml") == nil {
		lib, err := readYAML(filepath.Join(r.Dir, "library.yaml"))
		if err != nil {
			return nil, err
		}
		if at := handoutIn(r.Dir, r.ID); at != "" {
			return nil, &catalog.NameError{Name: r.ID, Where: at}
		}
		f.Alone = true
		p := &plan{dir: r.Dir}
		name := path.Join("handouts", lib.language(), r.ID+".md")
		p.add(name, "handout.md", f)
		p.next = nextOf(r, filepath.Join(r.Dir, filepath.FromSlash(name)), r.Dir)
		return p, nil
	}
	m, of, err := readModule(r)
	if err != nil {
		return nil, err
	}
	library := filepath.Join(r.Dir, "..")
	if at := handoutIn(library, r.ID); at != "" {
		return nil, &catalog.NameError{Name: r.ID, Where: at}
	}
	name := "handouts/" + r.ID + ".md"
	changed, err := m.appendTo("handouts", fmt.Sprintf("{id: %s, file: %s}", r.ID, name))
	if err != nil {
		return nil, err
	}
	p := &plan{dir: r.Dir, change: &file{"module.yaml", changed}}
	p.add(path.Join(of.Language, name), "handout.md", f)
	p.next = nextOf(r, filepath.Join(r.Dir, of.Language, filepath.FromSlash(name)), library)
	return p, nil
}

func nextOf(r Request, file, library string) []string {
	do := map[Kind]string{
		Lesson: "Write it: ", Quiz: "Write the questions: ", Handout: "Write it: ", Scenario: "Write the story: ",
	}[r.Kind]
	return []string{do + file, "See it in the app, as you write: pal preview " + library, "Ask what is left to do: pal check " + library}
}
