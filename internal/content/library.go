package content

import (
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/passalong/passalong/internal/catalog"
)

const (
	libraryFile  = "library.yaml"
	sourcesFile  = "sources.yaml"
	glossaryDir  = "glossary"
	servicesDir  = "services"
	manifestFile = "module.yaml"
)

var (
	regionPattern = regexp.MustCompile(`^[a-z]{2}(-[a-z0-9]+)*$`)
	repoPattern   = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._-]{1,100}$`)
)

// A libraryHead is what reading the modules needs of library.yaml.
type libraryHead struct {
	file      *file
	languages []string
	topics    []string
	audiences []string
	issued    time.Time
	home      catalog.Region
	named     []scalar // module ids in the order of the tracks, each once
}

// library reads library.yaml; ok is false when nothing can be made of it.
func (l *loader) library() (catalog.Library, bool) {
	f, ok := l.open(libraryFile, maxYAML)
	if !ok {
		return catalog.Library{}, false
	}
	doc := f.parseYAML(len(f.src))
	if doc == nil {
		return catalog.Library{}, false
	}
	r, ok := f.record(doc, "the library")
	if !ok {
		return catalog.Library{}, false
	}
	l.head.file = f
	lib := catalog.Library{
		ID: r.id("id"), Title: r.text("title"), Publisher: r.text("publisher"), Licence: r.text("licence"),
		Issued: r.date("issued"),
	}
	for _, lang := range r.fullTexts("languages") {
		if f.checkPattern(lang, "language", langPattern, "such as en or vi") {
			lib.Languages = append(lib.Languages, catalog.Language(lang.text))
			l.head.languages = append(l.head.languages, lang.text)
		}
	}
	lib.HomeRegion = catalog.Region(r.matching("home_region", regionPattern, "such as au-vic"))
	l.head.home = lib.HomeRegion
	if update := r.single("update", r.value("update")); update.text != "" {
		f.checkPattern(update, "source of updates", repoPattern, "owner/repo")
		lib.Update = update.text
	}
	lib.Tracks = l.tracks(r)
	for _, p := range l.titles(r, "topics", "a topic") {
		l.head.topics = append(l.head.topics, p.id)
		lib.Topics = append(lib.Topics, catalog.Topic{ID: catalog.TopicID(p.id), Title: p.title})
	}
	for _, p := range l.titles(r, "audiences", "an audience") {
		l.head.audiences = append(l.head.audiences, p.id)
		lib.Audiences = append(lib.Audiences, catalog.Audience{ID: catalog.AudienceID(p.id), Title: p.title})
	}
	lib.Retired = l.retiredModules(r)
	l.head.issued = lib.Issued
	r.done()
	return lib, true
}

func (f *file) checkPattern(s scalar, what string, pattern *regexp.Regexp, form string) bool {
	if !pattern.MatchString(s.text) {
		f.broken(s.at, form, "“%s” is not a %s", s.text, what)
		return false
	}
	return true
}

func (l *loader) tracks(lib *record) []catalog.Track {
	var tracks []catalog.Track
	ids := newIDs(lib.f, "track")
	named := make(map[string]bool)
	for _, n := range lib.full("tracks") {
		r, ok := lib.f.record(n, "a track")
		if !ok {
			continue
		}
		t := catalog.Track{ID: catalog.TrackID(r.id("id")), Title: r.text("title")}
		ids.add(string(t.ID), r.at("id"))
		for _, m := range r.fullTexts("modules") {
			if !lib.f.checkID(m) {
				continue
			}
			t.Modules = append(t.Modules, catalog.ModuleID(m.text))
			if !named[m.text] {
				named[m.text] = true
				l.head.named = append(l.head.named, m)
			}
		}
		r.done()
		tracks = append(tracks, t)
	}
	return tracks
}

type titled struct{ id, title string }

// titles reads a list of {id, title} that may be left out.
func (l *loader) titles(lib *record, key, what string) []titled {
	var all []titled
	ids := newIDs(lib.f, strings.TrimSuffix(key, "s"))
	for _, n := range lib.list(key, lib.value(key)) {
		r, ok := lib.f.record(n, what)
		if !ok {
			continue
		}
		p := titled{r.id("id"), r.text("title")}
		r.done()
		if ids.add(p.id, r.at("id")) {
			all = append(all, p)
		}
	}
	return all
}

// moduleOrder lists the modules in the order of the tracks, then those that no track names.
func (l *loader) moduleOrder() []catalog.ModuleID {
	var order []catalog.ModuleID
	folders := l.folders()
	for _, m := range l.head.named {
		order = append(order, catalog.ModuleID(m.text))
		if !l.tree.files[path.Join(m.text, manifestFile)] {
			l.head.file.module = catalog.ModuleID(m.text)
			l.head.file.broken(m.at, didYouMean(m.text, folders), "there is no %s/%s", m.text, manifestFile)
			l.head.file.module = ""
		}
	}
	for _, dir := range folders {
		if id := catalog.ModuleID(dir); !slices.Contains(order, id) {
			order = append(order, id)
		}
	}
	return order
}

// folders lists the folders that hold a module, ordered by name.
func (l *loader) folders() []string {
	var dirs []string
	for name := range l.tree.files {
		if dir, base := path.Split(name); base == manifestFile && strings.Count(dir, "/") == 1 {
			dirs = append(dirs, path.Clean(dir))
		}
	}
	slices.Sort(dirs)
	return dirs
}

// ids wants identifiers to be unique within a scope.
type ids struct {
	f     *file
	what  string
	first map[string]place
}

func newIDs(f *file, what string) *ids {
	return &ids{f: f, what: what, first: make(map[string]place)}
}

// add reports an id that was added before. An empty one has been reported already.
func (s *ids) add(id string, at place) bool {
	if id == "" {
		return false
	}
	if first, taken := s.first[id]; taken {
		s.f.broken(at, "choose another", "%s id “%s” is taken in line %d", s.what, id, first.line)
		return false
	}
	s.first[id] = at
	return true
}

// known lists the ids, ordered by name.
func (s *ids) known() []string { return slices.Sorted(maps.Keys(s.first)) }

// sources are the source notes that content may cite.
type sources struct {
	notes  map[catalog.SourceKey]catalog.Source
	faulty map[catalog.SourceKey]bool // named in the file, but not usable
	lost   bool                       // the file as a whole is not usable
	keys   []string
}

var sourceDate = regexp.MustCompile(`^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$`)

func (l *loader) readSources() sources {
	s := sources{notes: make(map[catalog.SourceKey]catalog.Source), faulty: make(map[catalog.SourceKey]bool)}
	if !l.tree.files[sourcesFile] {
		return s
	}
	f, ok := l.open(sourcesFile, maxYAML)
	s.lost = true
	if !ok {
		return s
	}
	doc := f.parseYAML(len(f.src))
	if doc == nil {
		return s
	}
	if doc.Kind != yaml.MappingNode {
		f.broken(placeOf(doc), "key: {organisation: …, title: …, checked: …}", "source notes are keys and values; this is %s", kindOf(doc))
		return s
	}
	s.lost = false
	for i := 0; i < len(doc.Content); i += 2 {
		key := doc.Content[i]
		before := len(f.problems)
		note := readSource(f, key, doc.Content[i+1])
		if len(f.problems) > before || f.full() {
			s.faulty[note.Key] = true
			continue
		}
		s.notes[note.Key] = note
		s.keys = append(s.keys, key.Value)
	}
	return s
}

func readSource(f *file, key, value *yaml.Node) catalog.Source {
	note := catalog.Source{Key: catalog.SourceKey(key.Value)}
	f.checkID(scalar{key.Value, placeOf(key)})
	r, ok := f.record(value, "a source note")
	if !ok {
		return note
	}
	note.Organisation, note.Title = r.text("organisation"), r.text("title")
	note.URL, note.Note, note.Checked = r.web("url"), r.optional("note"), r.date("checked")
	if date := r.single("date", r.value("date")); date.text != "" {
		layout := time.DateOnly[:min(len(date.text), len(time.DateOnly))]
		if _, err := time.Parse(layout, date.text); err != nil || !sourceDate.MatchString(date.text) {
			f.broken(date.at, "YYYY, YYYY-MM or YYYY-MM-DD", "“%s” is not a date", date.text)
		}
		note.Date = date.text
	}
	r.done()
	return note
}

// serviceKinds are what a service may offer: the values of “kinds” of a service and of “services” of a handout.
func serviceKinds() []string {
	return []string{
		"emergency", "drug-help", "naloxone", "needles", "disposal", "poisons", "nurse", "hepatitis", "hiv",
		"pharmacotherapy", "crisis", "family", "peer", "interpreter", "drug-checking", "consumption-room", "pregnancy",
		"youth", "aboriginal", "legal", "violence",
	}
}

func (l *loader) readServices() []catalog.Service {
	var all []catalog.Service
	taken := make(map[catalog.ServiceID]string)
	for _, name := range l.yamlFiles(servicesDir, regionPattern, "a region, such as au-vic.yaml") {
		f, nodes := l.yamlList(name)
		region := catalog.Region(strings.TrimSuffix(path.Base(name), ".yaml"))
		for _, n := range nodes {
			before := len(f.problems)
			r, ok := f.record(n, "a service")
			if !ok {
				continue
			}
			s := l.readService(r)
			s.Region = region
			if where, is := taken[s.ID]; is && s.ID != "" {
				f.broken(r.at("id"), "choose another", "service id “%s” is taken in %s", s.ID, where)
			}
			taken[s.ID] = name
			if len(f.problems) == before {
				all = append(all, s)
			}
		}
	}
	return all
}

func (l *loader) readService(r *record) catalog.Service {
	s := catalog.Service{
		ID: catalog.ServiceID(r.id("id")), Name: r.text("name"), Phone: r.optional("phone"), Hours: r.optional("hours"),
		Web: r.web("web"), Address: r.optional("address"), Note: r.optional("note"), Checked: r.date("checked"),
	}
	for _, kind := range r.fullTexts("kinds") {
		if r.f.checkOneOf(kind, "kinds", serviceKinds()) {
			s.Kinds = append(s.Kinds, kind.text)
		}
	}
	for _, lang := range r.texts("languages") {
		if r.f.checkPattern(lang, "language", langPattern, "such as en or vi") {
			s.Languages = append(s.Languages, catalog.Language(lang.text))
		}
	}
	if source := r.single("source", r.value("source")); source.text != "" && l.cite(r.f, source) {
		s.Source = catalog.SourceKey(source.text)
	}
	if !r.has("phone") && !r.has("web") && !r.has("address") {
		r.f.broken(placeOf(r.node), "add phone, web or address", "nobody can reach this service")
	}
	r.done()
	return s
}

// cite checks that a source note can be cited.
func (l *loader) cite(f *file, key scalar) bool {
	k := catalog.SourceKey(key.text)
	switch _, ok := l.sources.notes[k]; {
	case ok:
		return true
	case f.full():
	case l.sources.lost:
		f.broken(key.at, "mend "+sourcesFile, "source “%s” cannot be looked up: %s cannot be read", k, sourcesFile)
	case l.sources.faulty[k]:
		f.broken(key.at, "mend "+sourcesFile, "the source note “%s” has a problem", k)
	default:
		hint := "add it to " + sourcesFile
		if c, ok := closest(key.text, l.sources.keys); ok {
			hint = "did you mean “" + c + "”? otherwise " + hint
		}
		f.broken(key.at, hint, "there is no source note “%s”", k)
	}
	return false
}

// yamlFiles lists the YAML files of a folder, and reports those whose name is not of the pattern.
func (l *loader) yamlFiles(dir string, pattern *regexp.Regexp, form string) []string {
	var names []string
	for _, name := range l.tree.folders[dir] {
		stem, isYAML := strings.CutSuffix(path.Base(name), ".yaml")
		if !isYAML {
			continue
		}
		if !pattern.MatchString(stem) || !fs.ValidPath(name) {
			l.tree.problem(name, "the file is not named after "+form, "")
			continue
		}
		names = append(names, name)
	}
	return names
}

// yamlList reads a file that is one list. An empty file is an empty list.
func (l *loader) yamlList(name string) (*file, []*yaml.Node) {
	f, ok := l.open(name, maxYAML)
	if !ok {
		return f, nil
	}
	doc := f.parseYAML(len(f.src))
	if doc == nil {
		return f, nil
	}
	if doc.Kind != yaml.SequenceNode {
		f.broken(placeOf(doc), "begin each entry with “- ”", "this file is a list; this is %s", kindOf(doc))
		return f, nil
	}
	return f, doc.Content
}
