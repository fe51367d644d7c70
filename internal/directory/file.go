package directory

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/atomicfile"
	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/picture"
)

const (
	fileName    = "services.json"
	logosFolder = "logos"
	maxSize     = 4 << 20 // bytes of services.json
)

// file is services.json.
type file struct {
	Services []entry `json:"services"`
}

type entry struct {
	ID        string             `json:"id"`
	Name      string             `json:"name"`
	Address   string             `json:"address"`
	Hours     string             `json:"hours"`
	Phone     string             `json:"phone"`
	Web       string             `json:"web"`
	Note      string             `json:"note"`
	Kinds     []string           `json:"kinds,omitempty"`
	Languages []catalog.Language `json:"languages,omitempty"`
	Region    string             `json:"region,omitempty"`
	Checked   string             `json:"checked"`        // 2026-11-21, or "" when it is not known
	Logo      string             `json:"logo,omitempty"` // name of a file in the folder of logos
}

func entryOf(s catalog.Service) entry {
	e := entry{
		ID: string(s.ID), Name: s.Name, Address: s.Address, Hours: s.Hours, Phone: s.Phone, Web: s.Web, Note: s.Note,
		Kinds: s.Kinds, Languages: s.Languages, Region: string(s.Region), Logo: logoName(s.Logo),
	}
	if !s.Checked.IsZero() {
		e.Checked = s.Checked.Format(time.DateOnly)
	}
	return e
}

// service gives what an entry says, without its logo. A file that a person changed is cleaned as a form is.
func (e entry) service() (catalog.Service, error) {
	s := catalog.Service{
		ID: catalog.ServiceID(e.ID), Name: e.Name, Address: e.Address, Hours: e.Hours, Phone: e.Phone, Web: e.Web, Note: e.Note,
		Kinds: e.Kinds, Languages: e.Languages, Region: catalog.Region(e.Region),
	}
	if e.ID == "" {
		return s, errors.New("a service has no id")
	}
	if e.Checked != "" {
		checked, err := time.Parse(time.DateOnly, e.Checked)
		if err != nil {
			return s, fmt.Errorf("%q is not a date", e.Checked)
		}
		s.Checked = checked
	}
	return catalog.CleanService(fitted(s))
}

func (d *Directory) path() string { return filepath.Join(d.dir, fileName) }

// read gives the services as they are on the disk, by name.
func (d *Directory) read() ([]catalog.Service, error) {
	b, err := os.ReadFile(d.path())
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	entries, services, err := decode(b)
	if err != nil {
		damaged := &catalog.DamagedServicesError{SetAside: atomicfile.SetAside(d.path()), Err: err}
		d.notice = damaged
		if damaged.SetAside == "" { // a new file would overwrite it
			return nil, damaged
		}
		return nil, nil
	}
	for i, e := range entries {
		if services[i].Logo, err = d.logo(e.Logo); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(services, func(a, b catalog.Service) int {
		return cmp.Or(cmp.Compare(folded(a.Name), folded(b.Name)), cmp.Compare(a.ID, b.ID))
	})
	return services, nil
}

// decode gives the entries and the services that they say, without their logos.
func decode(b []byte) ([]entry, []catalog.Service, error) {
	if len(b) > maxSize {
		return nil, nil, fmt.Errorf("it has %d bytes", len(b))
	}
	if !bytes.HasPrefix(bytes.TrimSpace(b), []byte("{")) {
		return nil, nil, errors.New("it does not hold services")
	}
	var f file
	if err := json.Unmarshal(b, &f); err != nil {
		return nil, nil, err
	}
	var services []catalog.Service
	for _, e := range f.Services {
		s, err := e.service()
		if err != nil {
			return nil, nil, err
		}
		if find(services, s.ID) >= 0 {
			return nil, nil, fmt.Errorf("two services have the id %q", s.ID)
		}
		services = append(services, s)
	}
	return f.Services, services, nil
}

// write puts the logos on the disk first, then the file that names them, and clears up after it.
func (d *Directory) write(services []catalog.Service) error {
	f := file{Services: make([]entry, len(services))}
	for i, s := range services {
		f.Services[i] = entryOf(s)
		if err := d.keepLogo(f.Services[i].Logo, s.Logo); err != nil {
			return err
		}
	}
	b, err := json.MarshalIndent(f, "", "  ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(d.dir, 0o700); err != nil {
		return err
	}
	if err := atomicfile.Write(d.path(), append(b, '\n'), 0o600); err != nil {
		return err
	}
	d.dropLogos(f)
	return nil
}

// logoFile is what a logo is called: by what is in it, so that one that is changed never overwrites the one
// before, and by its kind for people who look into the folder.
var logoFile = regexp.MustCompile(`^[0-9a-f]{32}\.(svg|png|jpeg)$`)

func logoName(logo []byte) string {
	if len(logo) == 0 {
		return ""
	}
	sum := sha256.Sum256(logo)
	return hex.EncodeToString(sum[:16]) + "." + strings.ToLower(string(picture.KindOf(logo)))
}

// logo reads a logo. One that is missing, is not what was kept or is no picture is left out: the service is of use
// without it.
func (d *Directory) logo(name string) ([]byte, error) {
	if !logoFile.MatchString(name) {
		return nil, nil
	}
	b, err := os.ReadFile(filepath.Join(d.dir, logosFolder, name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if _, err := picture.Check(b, logoLimits()); err != nil || logoName(b) != name {
		return nil, nil
	}
	return b, nil
}

func (d *Directory) keepLogo(name string, logo []byte) error {
	if name == "" {
		return nil
	}
	if kept, err := d.logo(name); err != nil || kept != nil {
		return err
	}
	folder := filepath.Join(d.dir, logosFolder)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	return atomicfile.Write(filepath.Join(folder, name), logo, 0o600)
}

// dropLogos removes the logos that no service has. One that cannot be removed does no harm.
func (d *Directory) dropLogos(f file) {
	folder := filepath.Join(d.dir, logosFolder)
	entries, err := os.ReadDir(folder)
	if err != nil {
		return
	}
	for _, e := range entries {
		used := slices.ContainsFunc(f.Services, func(s entry) bool { return s.Logo == e.Name() })
		if !used && logoFile.MatchString(e.Name()) {
			_ = os.Remove(filepath.Join(folder, e.Name())) // it is in nobody's way
		}
	}
}
