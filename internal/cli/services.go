package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/exchange"
)

func servicesCommand() command {
	return command{
		name: "services", about: "list the local services of this computer, which handouts can carry",
		options: []option{jsonOption(), dataOption()},
		help: `
Shows the ids for "pal handout -service", and when somebody last checked the details. After 90 days without a
check, pages say so.

Examples:
  pal services
  pal services -json > services.json          without the logos
  pal services import services.json -data DIR`,
		run: listServices,
	}
}

func importServicesCommand() command {
	return command{
		name: "services import", args: "FILE", about: "enter local services from a file",
		options: []option{dataOption()},
		help: `
FILE is a list in YAML or JSON. Only "name" is required:

  - name: The van
    address: 12 Harbour Street
    hours: Monday to Friday, 6 pm to 10 pm
    phone: 0400 000 000
    web: example.org/van
    kinds: [needles, naloxone]
    languages: [en, vi]
    note: Ring the bell.
    checked: 2026-11-20       # when somebody last checked all this
    logo: van.svg             # beside FILE: SVG, PNG or JPEG

A service of the same id or name is changed, all others stay; without "logo", so does its logo. Nothing is kept
when an entry has a problem. Logos are looked at last: one that cannot be used ends the work, and what was kept
before it stays.

Examples:
  pal services import places.yaml`,
		run: importServices,
		troubles: []trouble{
			{fs.ErrNotExist, Failed, "there is no such file", "Check its name. A logo is beside the file that names it."},
			{exchange.ErrTooLarge, Content, "the file is too large", "A file of services or a logo has at most 4 MiB."},
		},
	}
}

// A serviceJSON is a local service for scripts, and what "services import" reads.
type serviceJSON struct {
	ID        string   `json:"id" yaml:"id"`
	Name      string   `json:"name" yaml:"name"`
	Address   string   `json:"address,omitempty" yaml:"address"`
	Hours     string   `json:"hours,omitempty" yaml:"hours"`
	Phone     string   `json:"phone,omitempty" yaml:"phone"`
	Web       string   `json:"web,omitempty" yaml:"web"`
	Kinds     []string `json:"kinds,omitempty" yaml:"kinds"`
	Languages []string `json:"languages,omitempty" yaml:"languages"`
	Note      string   `json:"note,omitempty" yaml:"note"`
	Checked   string   `json:"checked,omitempty" yaml:"checked"`
	Logo      string   `json:"logo,omitempty" yaml:"logo"` // a path; never written
}

// serviceKeys are the keys of an entry.
func serviceKeys() []string {
	return []string{"id", "name", "address", "hours", "phone", "web", "kinds", "languages", "note", "checked", "logo"}
}

// serviceID is what the ids look like that the app makes of names.
var serviceID = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

func listServices(ctx context.Context, c *call) error {
	if len(c.args) > 0 {
		return misused("%q is one argument too many", c.args[0])
	}
	return c.open(ctx, func(d Data) error {
		all, err := c.localServices(d)
		if err != nil {
			return err
		}
		if c.json {
			out := []serviceJSON{}
			for _, s := range all {
				out = append(out, serviceForScripts(s))
			}
			return writeJSON(c.Stdout, out)
		}
		if len(all) == 0 {
			c.say("There are no local services on this computer. Enter them in the app, or with: pal services import FILE")
			return nil
		}
		rows := [][]string{{"SERVICE", "CHECKED", "NAME"}}
		for _, s := range all {
			checked := day(s.Checked)
			if s.UncheckedOn(c.services.Now()) {
				checked += " (check again)"
			}
			rows = append(rows, []string{string(s.ID), checked, visible(s.Name)})
		}
		return table(c.Stdout, rows)
	})
}

// localServices lists the services, and says so when their file was damaged.
func (c *call) localServices(d Data) ([]catalog.Service, error) {
	all, err := d.Services.List()
	if err == nil && d.Services.Notice() != nil {
		c.warn(d.Services.Notice())
	}
	return all, err
}

func serviceForScripts(s catalog.Service) serviceJSON {
	out := serviceJSON{
		ID: string(s.ID), Name: s.Name, Address: s.Address, Hours: s.Hours, Phone: s.Phone, Web: s.Web, Kinds: s.Kinds, Note: s.Note,
	}
	if !s.Checked.IsZero() {
		out.Checked = day(s.Checked)
	}
	for _, l := range s.Languages {
		out.Languages = append(out.Languages, string(l))
	}
	return out
}

func importServices(ctx context.Context, c *call) error {
	path, err := c.argument("a file of services")
	if err != nil {
		return err
	}
	src, err := c.readShort(ctx, path)
	if err != nil {
		return err
	}
	entries, err := readServices(path, src)
	if err != nil {
		return err
	}
	for i := range entries {
		if err := c.readLogo(ctx, path, &entries[i]); err != nil {
			return err
		}
	}
	return c.open(ctx, func(d Data) error {
		kept, err := c.localServices(d)
		if err != nil {
			return err
		}
		for i := range entries {
			if err := entries[i].place(kept, entries[:i]); err != nil {
				return entries[i].bad(path, err)
			}
		}
		return c.keepServices(ctx, d, path, entries)
	})
}

// An entryOfFile is a service with the line on which it begins.
type entryOfFile struct {
	service catalog.Service
	logo    string // path beside the file
	line    int
}

func (e entryOfFile) bad(path string, err error) error {
	return &trouble{code: Content, what: fmt.Sprintf("%s:%d: %s", path, e.line, problemOfService(err))}
}

// problemOfService says an error of a service in words.
func problemOfService(err error) string {
	var bad *catalog.ServiceError
	if !errors.As(err, &bad) {
		return err.Error()
	}
	switch bad.Problem {
	case catalog.ServiceMissing:
		return fmt.Sprintf("the service needs %q", bad.Field)
	case catalog.ServiceTooLong:
		return fmt.Sprintf("%q is too long: %d, and at most %d", bad.Field, bad.Has, bad.Most)
	case catalog.ServiceTooMany:
		return fmt.Sprintf("there is no room for another service: one computer keeps %d", bad.Most)
	case catalog.ServiceNotText:
		return fmt.Sprintf("%q has bytes in it that are no text", bad.Field)
	case catalog.ServiceNoDigits:
		return fmt.Sprintf("%q is no telephone number", bad.Field)
	case catalog.ServiceNotWeb:
		return fmt.Sprintf("%q is no web address", bad.Field)
	case catalog.ServiceUnknown:
		return fmt.Sprintf("%q has something in it that is not a language, such as en or vi", bad.Field)
	case catalog.ServiceBadLogo, catalog.ServiceBigLogo:
		return fmt.Sprintf("the logo cannot be used: %v", bad.Err)
	}
	return err.Error()
}

// pair is a letter outside of the Basic Multilingual Plane as JSON may write it, in two halves, or else an escape that
// is none of a half.
var pair = regexp.MustCompile(`\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\.`)

// joinPairs writes such letters of a JSON file as they are, for YAML, which knows no halves.
func joinPairs(src []byte) []byte {
	if !json.Valid(src) {
		return src
	}
	return pair.ReplaceAllFunc(src, func(escape []byte) []byte {
		var letter string
		if len(escape) == 2 || json.Unmarshal(slices.Concat([]byte{'"'}, escape, []byte{'"'}), &letter) != nil {
			return escape
		}
		return []byte(letter)
	})
}

// readServices reads the list of a file strictly.
func readServices(path string, src []byte) ([]entryOfFile, error) {
	src = joinPairs(src)
	var doc yaml.Node
	if err := yaml.Unmarshal(src, &doc); err != nil {
		return nil, &trouble{code: Content, what: fmt.Sprintf("%s: this is neither YAML nor JSON: %v", path, err)}
	}
	if len(doc.Content) != 1 || doc.Content[0].Kind != yaml.SequenceNode {
		return nil, &trouble{code: Content, what: path + ": this is not a list of services", next: "pal help services import shows one."}
	}
	var all []entryOfFile
	for _, n := range doc.Content[0].Content {
		e, err := readService(n)
		if err != nil {
			return nil, entryOfFile{line: n.Line}.bad(path, err)
		}
		all = append(all, e)
	}
	return all, nil
}

func readService(n *yaml.Node) (entryOfFile, error) {
	e := entryOfFile{line: n.Line}
	if n.Kind != yaml.MappingNode {
		return e, errors.New("a service has keys and values")
	}
	for i := 0; i < len(n.Content); i += 2 {
		key := n.Content[i].Value
		if slices.Contains(serviceKeys(), key) {
			continue
		}
		if near, ok := nearest(key, serviceKeys()); ok {
			return e, fmt.Errorf("unknown key %q; did you mean %q?", key, near)
		}
		return e, fmt.Errorf("unknown key %q; there are %s", key, strings.Join(serviceKeys(), ", "))
	}
	var j serviceJSON
	if err := n.Decode(&j); err != nil {
		return e, fmt.Errorf("a value is not of its kind: %w", err)
	}
	if j.ID != "" && !serviceID.MatchString(j.ID) {
		return e, fmt.Errorf("%q is not an id; leave it out, or write lower-case words joined by -", j.ID)
	}
	e.logo = j.Logo
	e.service = catalog.Service{
		ID: catalog.ServiceID(j.ID), Name: j.Name, Address: j.Address, Hours: j.Hours, Phone: j.Phone, Web: j.Web, Kinds: j.Kinds, Note: j.Note,
	}
	for _, l := range j.Languages {
		e.service.Languages = append(e.service.Languages, catalog.Language(l))
	}
	if j.Checked != "" {
		var err error
		if e.service.Checked, err = time.Parse(dateOnly, j.Checked); err != nil {
			return e, fmt.Errorf("%q is not a date such as 2026-11-21", j.Checked)
		}
	}
	var err error
	e.service, err = catalog.CleanService(e.service)
	return e, err
}

// readLogo reads the logo that an entry names, beside its file.
func (c *call) readLogo(ctx context.Context, path string, e *entryOfFile) error {
	if e.logo == "" {
		return nil
	}
	if !filepath.IsLocal(e.logo) {
		return e.bad(path, errors.New("a logo is a file beside this one"))
	}
	logo, err := c.readShort(ctx, filepath.Join(filepath.Dir(path), e.logo))
	if err == nil && len(logo) == 0 {
		return e.bad(path, errors.New("the logo cannot be used: its file is empty"))
	}
	e.service.Logo = logo
	return err
}

// readShort reads a file of services or a logo.
func (c *call) readShort(ctx context.Context, path string) ([]byte, error) {
	const most = 4 << 20 // bytes
	data, err := c.services.Read(ctx, path, most+1)
	if err == nil && len(data) > most {
		err = exchange.ErrTooLarge
	}
	return data, err
}

// place finds the service that an entry changes. Its logo stays when the entry names none.
func (e *entryOfFile) place(kept []catalog.Service, before []entryOfFile) error {
	s := &e.service
	for _, b := range before {
		if same(b.service.Name, s.Name) || s.ID != "" && b.service.ID == s.ID {
			return fmt.Errorf("the service %q is in line %d already", s.Name, b.line)
		}
	}
	for _, k := range kept {
		if s.ID != "" && k.ID != s.ID || s.ID == "" && !same(k.Name, s.Name) {
			continue
		}
		s.ID = k.ID
		if e.logo == "" {
			s.Logo = k.Logo
		}
		return nil
	}
	return nil
}

// keepServices saves what was read.
func (c *call) keepServices(ctx context.Context, d Data, path string, entries []entryOfFile) error {
	for i, e := range entries {
		if _, err := d.Services.Save(ctx, e.service); err != nil {
			if errors.Is(err, catalog.ErrBadService) {
				err = e.bad(path, err)
			}
			if i > 0 {
				c.note("%s before it %s kept", count(i, "entry"), map[bool]string{true: "was", false: "were"}[i == 1])
			}
			return err
		}
	}
	c.say("%s kept", count(len(entries), "service"))
	return nil
}

// findService finds a service by its id or its name.
func findService(all []catalog.Service, name string) (catalog.Service, bool) {
	i := slices.IndexFunc(all, func(s catalog.Service) bool { return string(s.ID) == name })
	if i < 0 {
		i = slices.IndexFunc(all, func(s catalog.Service) bool { return same(s.Name, name) })
	}
	if i < 0 {
		return catalog.Service{}, false
	}
	return all[i], true
}

func noSuchService(all []catalog.Service, name string) error {
	var known []string
	for _, s := range all {
		known = append(known, string(s.ID), s.Name)
	}
	if near, ok := nearest(name, known); ok {
		return &trouble{code: Failed, what: fmt.Sprintf("there is no local service %q", name), next: "Did you mean " + near + "?"}
	}
	return &trouble{code: Failed, what: fmt.Sprintf("there is no local service %q", name), next: "pal services shows them."}
}
