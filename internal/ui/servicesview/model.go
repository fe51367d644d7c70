package servicesview

import (
	"cmp"
	"slices"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/glance"
	"github.com/passalong/passalong/internal/ui/place"
)

// model is what is known of the local services, and what is being written.
type model struct {
	catalog  *catalog.Catalog
	now      func() time.Time
	region   catalog.Region // that was chosen; empty for that of the library
	services []catalog.Service
	listed   bool
	trouble  explain.Trouble // with the list
	form     *form           // nil while the list is shown
	found    bool            // the form was left in the middle, and is found again
	saving   bool
	said     said
	gone     *catalog.Service // deleted last
	lost     *form            // what was written when it was cancelled last
}

// said is what has just been done.
type said int

const (
	nothing said = iota
	saved
	deleted
	restored
	dropped // what was written is not kept
	checked
)

// state is everything that the screen shows.
type state struct {
	Loading bool
	Empty   bool
	Rows    []row
	Trouble explain.Trouble
	Notice  string
	Undo    string // label of what takes it back; empty for nothing

	Region  string
	Regions []option
	Chosen  int // in Regions
	Lines   []line

	Form *formState
}

// An option is one region to choose.
type option struct {
	Region catalog.Region
	Name   string
}

// A row is one local service.
type row struct {
	ID      catalog.ServiceID
	Name    string
	Kinds   string
	Reach   string // address and phone
	Checked string
	Again   bool // it has to be checked before it is printed
	Logo    []byte
}

// A line is a help line of the library.
type line struct {
	Name, Kinds, Reach, Note, Checked string
	Again                             bool
}

// A formState is what the form shows.
type formState struct {
	Title     string
	Found     bool
	Text      [fieldCount]string
	Errors    [fieldCount]string
	Kinds     []kindState
	Logo      []byte
	LogoError string
	Preview   preview
	Changed   bool
	CanDelete bool
	Busy      bool
	Trouble   explain.Trouble
}

// A kindState is one kind of service that can be offered.
type kindState struct {
	Kind, Name string
	On         bool
}

// A preview is the service as people will read it.
type preview struct {
	Name    string
	Lines   []string
	Checked string
	Logo    []byte
}

func (m *model) state() state {
	s := state{Loading: !m.listed && m.trouble.What == "", Empty: m.listed && len(m.services) == 0, Trouble: m.trouble}
	for _, sv := range m.services {
		words, again := place.Checked(sv, m.now())
		s.Rows = append(s.Rows, row{sv.ID, sv.Name, place.Kinds(sv.Kinds), glance.Join(sv.Address, sv.Phone), words, again, sv.Logo})
	}
	s.Notice, s.Undo = m.notice()
	m.regional(&s)
	if m.form != nil {
		s.Form = m.formState()
	}
	return s
}

func (m *model) notice() (text, undo string) {
	switch m.said {
	case saved:
		return "Saved. It can be put on handouts now.", ""
	case deleted:
		return "“" + m.gone.Name + "” is deleted.", "Undo"
	case restored:
		return "“" + m.gone.Name + "” is back.", ""
	case dropped:
		return "Your changes were not kept.", "Go back to them"
	case checked:
		return "Marked as checked today.", ""
	}
	return "", ""
}

// here is the region whose help lines count.
func (m *model) here() catalog.Region { return cmp.Or(m.region, m.catalog.Library.HomeRegion) }

// regional fills in the help lines of the library.
func (m *model) regional(s *state) {
	here := m.here()
	s.Region = place.Region(here)
	for i, r := range place.RegionsOf(m.catalog) {
		s.Regions = append(s.Regions, option{r, place.Region(r)})
		if r == here {
			s.Chosen = i
		}
	}
	for _, sv := range m.catalog.Services {
		if sv.Region != "" && !sv.Region.Contains(here) {
			continue
		}
		words, again := place.Checked(sv, m.now())
		s.Lines = append(s.Lines, line{sv.Name, place.Kinds(sv.Kinds), glance.Join(sv.Phone, sv.Hours, sv.Web), sv.Note, words, again})
	}
}

func (m *model) formState() *formState {
	f := m.form
	s := &formState{
		Title: "Add a local service", Found: m.found, Text: f.text, Logo: f.logo, LogoError: f.denied[catalog.ServiceLogo],
		Changed: f.changed(), CanDelete: !f.fresh(), Busy: m.saving, Trouble: f.trouble,
	}
	if !f.fresh() {
		s.Title = f.was.Name
	}
	s.Errors = f.mistakes(m.now())
	if !f.tried {
		// The name is asked for once somebody wants to save, and not while they write the rest.
		if f.trimmed(fieldName) == "" {
			s.Errors[fieldName] = ""
		}
		if f.typing != noField {
			s.Errors[f.typing] = ""
		}
	}
	all := place.KindsOf(m.catalog)
	for _, k := range f.kinds {
		if !slices.Contains(all, k) {
			all = append(all, k) // of a library that was here before
		}
	}
	for _, k := range all {
		s.Kinds = append(s.Kinds, kindState{k, place.Kind(k), slices.Contains(f.kinds, k)})
	}
	s.Preview = previewOf(f.service(), f.trimmed(fieldLanguages), m.now())
	return s
}

// previewOf is how a service reads at the end of a handout.
func previewOf(s catalog.Service, languages string, today time.Time) preview {
	p := preview{Name: s.Name, Logo: s.Logo}
	if p.Name == "" {
		p.Name = "Name"
	}
	if languages != "" {
		languages = "Languages: " + languages
	}
	for _, l := range []string{s.Address, s.Hours, s.Phone, s.Web, languages, s.Note} {
		if l != "" {
			p.Lines = append(p.Lines, l)
		}
	}
	p.Checked = "Nobody has checked this yet"
	if !s.Checked.IsZero() {
		p.Checked, _ = place.Checked(s, today)
	}
	return p
}

// find gives a local service.
func (m *model) find(id catalog.ServiceID) (catalog.Service, bool) {
	i := slices.IndexFunc(m.services, func(s catalog.Service) bool { return s.ID == id })
	if i < 0 {
		return catalog.Service{}, false
	}
	return m.services[i], true
}

// put takes a service that was kept, in its place by name.
func (m *model) put(s catalog.Service) {
	m.drop(s.ID)
	m.services = append(m.services, s)
	slices.SortStableFunc(m.services, func(a, b catalog.Service) int { return cmp.Compare(a.Name, b.Name) })
}

func (m *model) drop(id catalog.ServiceID) {
	m.services = slices.DeleteFunc(slices.Clone(m.services), func(s catalog.Service) bool { return s.ID == id })
}

// refuse says why a service was not deleted, where it is seen: in its form, or with the list.
func (m *model) refuse(err error) {
	if m.form != nil {
		m.form.trouble = explain.Error(err)
		return
	}
	m.trouble = explain.Error(err)
}
