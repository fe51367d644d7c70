package content

import (
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/scenario"
)

// A moduleResult is one module as read, and what is wrong with it.
type moduleResult struct {
	*unit
	id            catalog.ModuleID
	module        catalog.Module
	manifest      *file
	handoutIDs    []scalar
	translations  []*unit // of its handouts; a faulty one is left out and takes nothing with it
	prerequisites []scalar
	listed        bool // module.yaml told which files there are
	lessonIDs     *ids
	objectiveIDs  *ids
	itemIDs       *ids
	skillIDs      *ids
	guide         guideCheck
	// scenarioChecks play the scenarios. They come after all modules are read, one after the other, because what
	// they take is bounded for the whole library.
	scenarioChecks []func(play func(*scenario.Scenario) []scenario.Fault)
}

// release lets go of what only reading the module needs: of a large library, all sources at once would be more than
// everything that is made of them.
func (m *moduleResult) release() {
	for _, f := range m.files {
		f.release(m.loader.tree)
	}
	for _, t := range m.translations {
		for _, f := range t.files {
			f.release(m.loader.tree)
		}
	}
	m.room.reset()
	m.loader.rooms.Put(m.room)
	m.room = nil
	m.lessonIDs, m.objectiveIDs, m.itemIDs, m.skillIDs, m.pictures, m.lessonFiles = nil, nil, nil, nil, nil, nil
}

// emptyRoom is for one module.
func (l *loader) emptyRoom() *room {
	if r, ok := l.rooms.Get().(*room); ok {
		return r
	}
	return new(room)
}

// module reads the module in the folder of this name. Only the result is written to, so modules may be read
// side by side.
func (l *loader) module(id catalog.ModuleID) *moduleResult {
	m := &moduleResult{unit: l.unit(id), id: id}
	m.room = l.emptyRoom()
	name := path.Join(string(id), manifestFile)
	m.manifest = &file{path: name, module: id}
	if !l.tree.files[name] {
		return m // library.yaml has the problem
	}
	f, ok := m.open(name, maxYAML)
	m.manifest = f
	if !ok {
		return m
	}
	doc := f.parseYAML(len(f.src))
	if doc == nil {
		return m
	}
	r, ok := f.record(doc, "the module")
	if !ok {
		return m
	}
	m.read(r)
	r.done()
	m.listed = true
	return m
}

const (
	maxModuleMinutes = 600
	maxLessonMinutes = 60
)

func (m *moduleResult) read(r *record) {
	mod := &m.module
	mod.ID = catalog.ModuleID(r.id("id"))
	if mod.ID != "" && mod.ID != m.id {
		r.f.broken(r.at("id"), "the folder's name is the module's id", "id “%s” stands in the folder “%s”", mod.ID, m.id)
	}
	if !slices.ContainsFunc(m.loader.head.named, func(s scalar) bool { return s.text == string(m.id) }) {
		r.f.broken(place{}, "add it to a track of "+libraryFile, "no track names this module")
	}
	mod.Version, mod.Title, mod.Summary = r.version(), r.text("title"), r.text("summary")
	mod.Minutes = r.number("minutes", 1, maxModuleMinutes)
	mod.Language = catalog.Language(r.oneOf("language", m.loader.head.languages))
	mod.Regions = readRegions(r)
	m.readPrerequisites(r)
	mod.ReviewBy = r.date("review_by")
	m.readObjectives(r)
	m.readLessons(r)
	if name, ok := m.listedFile(r, "quiz", r.required("quiz"), ".yaml"); ok {
		m.readQuiz(name)
	}
	if name, ok := m.listedFile(r, "guide", r.value("guide"), ".md"); ok {
		m.readGuide(name)
	}
	m.readScenarios(r)
	m.readSkills(r)
	mod.Reviewers = readReviewers(r)
	m.readHandouts(r)
	m.readChanges(r)
	m.checkPolls()
}

func (m *moduleResult) readPrerequisites(r *record) {
	for _, p := range r.texts("prerequisites") {
		if !m.loader.tree.files[path.Join(p.text, manifestFile)] {
			r.f.broken(p.at, didYouMean(p.text, m.loader.folders()), "there is no module “%s”", p.text)
			continue
		}
		m.prerequisites = append(m.prerequisites, p)
		m.module.Prerequisites = append(m.module.Prerequisites, catalog.ModuleID(p.text))
	}
}

func (m *moduleResult) readObjectives(r *record) {
	m.objectiveIDs = newIDs(r.f, "objective")
	for _, n := range r.full("objectives") {
		o, ok := r.f.record(n, "an objective")
		if !ok {
			continue
		}
		objective := catalog.Objective{ID: catalog.ObjectiveID(o.id("id")), Text: o.text("text")}
		m.objectiveIDs.add(string(objective.ID), o.at("id"))
		o.done()
		m.module.Objectives = append(m.module.Objectives, objective)
	}
}

// readLessons reads the list first and the lessons after it, so that a lesson may link to a later one.
func (m *moduleResult) readLessons(r *record) {
	m.lessonIDs = newIDs(r.f, "lesson")
	var names []string
	nodes := r.full("lessons")
	m.module.Lessons = slices.Grow(m.module.Lessons, len(nodes))
	for _, n := range nodes {
		le, ok := r.f.record(n, "a lesson")
		if !ok {
			continue
		}
		lesson := catalog.Lesson{ID: catalog.LessonID(le.id("id")), Minutes: le.number("minutes", 1, maxLessonMinutes)}
		m.lessonIDs.add(string(lesson.ID), le.at("id"))
		for _, o := range le.fullTexts("objectives") {
			if m.checkObjective(r.f, o) {
				lesson.Objectives = append(lesson.Objectives, catalog.ObjectiveID(o.text))
			}
		}
		name, _ := m.listedFile(le, "file", le.required("file"), ".md")
		if name != "" {
			m.lessonFiles[name] = string(lesson.ID)
		}
		le.done()
		names = append(names, name)
		m.module.Lessons = append(m.module.Lessons, lesson)
	}
	for i, name := range names {
		if name != "" {
			m.readLesson(name, &m.module.Lessons[i])
		}
	}
}

func (m *moduleResult) checkObjective(f *file, o scalar) bool {
	if _, ok := m.objectiveIDs.first[o.text]; ok || o.text == "" || len(m.objectiveIDs.first) == 0 {
		return ok
	}
	f.broken(o.at, didYouMean(o.text, m.objectiveIDs.known()), "the module has no objective “%s”", o.text)
	return false
}

// listedFile resolves a file that module.yaml names, in the folder of the language. It returns the path in
// the library; a file listed twice, missing or outside is a problem.
func (m *moduleResult) listedFile(r *record, key string, n *yaml.Node, ext string) (string, bool) {
	s := r.single(key, n)
	if s.text == "" || m.module.Language == "" {
		return "", false
	}
	if !isFile(s.text) || path.Ext(s.text) != ext {
		r.f.broken(s.at, "a path in the folder "+m.dir()+", of a-z, 0-9 and -, that ends in "+ext, "“%s” cannot be the name of a file here", s.text)
		return "", false
	}
	name := path.Join(m.dir(), s.text)
	switch {
	case !m.loader.tree.files[name]:
		r.f.broken(s.at, m.similarFile(name), "there is no file %s", name)
		return "", false
	case m.used[name]:
		r.f.broken(s.at, "", "the file %s is listed twice", name)
		return "", false
	}
	m.used[name] = true
	return name, true
}

// dir is the folder of the module's language.
func (m *moduleResult) dir() string { return path.Join(string(m.id), string(m.module.Language)) }

// checkUnused advises on files of the module's folder that nothing refers to.
func (l *loader) checkUnused(m *moduleResult, used map[string]bool) {
	if !m.listed {
		return
	}
	for _, name := range l.tree.below[string(m.id)] {
		if used[name] || path.Base(name) == "README.md" {
			continue
		}
		f := &file{path: name, module: m.id}
		switch why, hint := m.lostTranslation(name); {
		case isPicture(name):
			f.advise(place{}, "use it or delete it", "no lesson, handout, guide or scenario shows this picture")
		case why != "":
			f.advise(place{}, hint, "%s", why)
		default:
			f.advise(place{}, "list it in "+manifestFile+" or delete it", "nothing refers to this file")
		}
		m.files = append(m.files, f)
	}
}

// lostTranslation says why a file in the folder of another language is not read; "" when it is in none.
func (m *moduleResult) lostTranslation(name string) (why, hint string) {
	lang, below, _ := strings.Cut(strings.TrimPrefix(name, string(m.id)+"/"), "/")
	switch {
	case !langPattern.MatchString(lang) || lang == string(m.module.Language) || path.Ext(below) != ".md":
		return "", ""
	case !slices.Contains(m.loader.head.languages, lang):
		return "the library has no language “" + lang + "”", "add it to “languages” in " + libraryFile
	}
	return "there is no handout " + path.Join(m.dir(), below) + " that this would translate", m.similarFile(path.Join(m.dir(), below))
}

func isPicture(name string) bool {
	return slices.Contains([]string{".svg", ".png", ".jpg", ".jpeg"}, strings.ToLower(path.Ext(name)))
}
