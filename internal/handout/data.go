package handout

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/paper"
)

// A frame is what every template says of its sheet, whatever is on it.
type frame struct {
	Title     string       `json:"title"`
	Publisher string       `json:"publisher"`
	Keywords  []string     `json:"keywords"`
	Paper     string       `json:"paper"` // as Typst calls it
	Lang      string       `json:"lang"`
	RTL       bool         `json:"rtl"`
	Date      day          `json:"date"`
	Size      float64      `json:"size"` // of the body's type, in points
	Words     words        `json:"words"`
	Sources   []sourceData `json:"sources"`
	Checked   string       `json:"checked"` // when somebody last looked at the sources
	Notices   []string     `json:"notices"` // that nobody may overlook
	Version   string       `json:"version"`
	Imprint   string       `json:"imprint"`
	Number    string       `json:"number"` // what identifies the sheet
}

// data is /doc.json of a handout: all that the template says.
type data struct {
	frame
	Page     pageSpec      `json:"page"`
	Bands    []string      `json:"bands"` // across the top of every page
	Alert    *alertData    `json:"alert,omitempty"`
	Audience string        `json:"audience"`
	Body     []section     `json:"body"`
	Services []serviceData `json:"services"`
	Local    *serviceData  `json:"local,omitempty"`
	QR       *qrData       `json:"qr,omitempty"`
	// HelpWhole says that help lines and QR code stay in one column.
	HelpWhole bool `json:"help_whole"`

	format   paper.Format
	warnings []paper.Warning
}

// A section is a heading of level 2 with what follows.
type section struct {
	Whole  bool    `json:"whole"` // it stays in one column
	Blocks []block `json:"blocks"`
}

type day struct {
	Year  int `json:"year"`
	Month int `json:"month"`
	Day   int `json:"day"`
}

type serviceData struct {
	Name      string `json:"name"`
	Phone     string `json:"phone,omitempty"`
	Dial      string `json:"dial,omitempty"` // the phone number as a telephone takes it
	Hours     string `json:"hours,omitempty"`
	Address   string `json:"address,omitempty"`
	Note      string `json:"note,omitempty"`
	Web       string `json:"web,omitempty"` // the address as people write it
	URL       string `json:"url,omitempty"`
	Emergency bool   `json:"emergency"`
	Checked   string `json:"checked,omitempty"` // that somebody checked the details, and when
	Logo      string `json:"logo,omitempty"`    // its file

	Whole bool `json:"whole"` // it stays in one column

	logo []byte
}

type qrData struct {
	URL   string `json:"url"`
	Shown string `json:"shown"`
	Alt   string `json:"alt"`
}

type sourceData struct {
	Number int    `json:"number"`
	Text   string `json:"text"`
	Short  string `json:"short"` // where there is little room
	URL    string `json:"url,omitempty"`
	Host   string `json:"host,omitempty"`
}

// document gathers all that the template needs for a page.
func (p *Press) document(in Input, page pageSpec) (document, error) {
	d, files, err := gather(in)
	if err != nil {
		return document{}, err
	}
	d.Page = page.in(in.Form)
	return p.withFiles(d, files)
}

// withFiles adds the files that every handout has: icons, the QR code, a logo.
func (p *Press) withFiles(d data, files map[string][]byte) (document, error) {
	d.fitTitle()
	d.Page.Edges = d.tallEdges()
	if d.Local != nil && d.Local.Logo != "" {
		files[d.Local.Logo] = d.Local.logo
	}
	maps.Copy(files, p.icons)
	if d.Page.Mono {
		if err := inMono(files); err != nil {
			return document{}, err
		}
	}
	if d.QR != nil && d.Page.QR > 0 {
		var err error
		if files["/qr.svg"], err = qrSVG(d.QR.URL); err != nil {
			return document{}, fmt.Errorf("drawing the QR code of %q: %w", d.QR.URL, err)
		}
	}
	return document{data: d, files: files}, nil
}

// gather says everything that a page of the handout says, on paper or on the screen, and gives its pictures.
func gather(in Input) (data, map[string][]byte, error) {
	h, w := in.Handout, wordsFor(in.Handout.Language)
	walk := &walker{words: w, pictures: in.Pictures, files: map[string][]byte{}}
	d := data{
		frame:    frameOf(h.Language, in.Library),
		Audience: loose(h.Audience), Body: sections(walk.blocks(h.BodyFor(in.Form.Format).Blocks)), Services: []serviceData{}, Bands: []string{},
		format: cmp.Or(in.Form.Format, paper.LeafletA4),
	}
	d.Title, d.Number = loose(h.Title), string(h.ID)
	if in.Module != nil {
		d.Keywords = []string{in.Module.Title}
	}
	d.Version = fmt.Sprintf(w.Version, h.Version, w.day(h.ReviewBy))
	if walk.err != nil {
		return data{}, nil, walk.err
	}
	d.Sources, d.Checked = sourceList(w, walk.cited, in.Sources), w.checked(walk.cited, in.Sources)
	d.marks(in)
	if err := d.addServices(in, h.Services); err != nil {
		return data{}, nil, err
	}
	d.addLink(h.Link)
	return d, walk.files, nil
}

func (d *data) addLink(link string) {
	if link != "" {
		d.QR = &qrData{URL: link, Shown: loose(shownAddress(link)), Alt: d.Words.QR + " " + link}
	}
}

// frameOf is the frame of a sheet in a language, as far as the library decides it.
func frameOf(language catalog.Language, l catalog.Library) frame {
	w := wordsFor(language)
	return frame{
		Publisher: l.Publisher, Keywords: []string{}, Paper: "a4", Lang: string(language), RTL: rightToLeft(language),
		Date: dayOf(l.Issued), Words: w, Sources: []sourceData{}, Notices: []string{}, Imprint: w.imprint(l),
	}
}

// addServices adds the learner's own service and those that kinds ask for.
func (d *data) addServices(in Input, kinds []string) error {
	services, complete := in.pickServices(kinds)
	if !complete {
		d.warnings = append(d.warnings, paper.NoService)
	}
	for _, s := range services {
		d.Services = append(d.Services, serviceOf(s))
	}
	if in.Local == nil {
		return nil
	}
	local, err := d.localService(*in.Local)
	if err != nil {
		return err
	}
	if in.Local.UncheckedOn(in.Today) {
		d.warnings = append(d.warnings, paper.Unchecked)
	}
	d.Local = &local
	return nil
}

// localService is the learner's own service, with its logo and the day on which somebody checked the details.
func (d *data) localService(s catalog.Service) (serviceData, error) {
	local := serviceOf(s)
	local.Emergency = false
	if !s.Checked.IsZero() {
		local.Checked = fmt.Sprintf(d.Words.Marks.DetailsChecked, d.Words.day(s.Checked))
	}
	if len(s.Logo) == 0 {
		return local, nil
	}
	var err error
	local.Logo, local.logo, err = logoFile(s)
	return local, err
}

func sections(all []block) []section {
	var out []section
	for _, b := range all {
		if len(out) == 0 || b.Kind == "heading" && b.Level == 2 {
			out = append(out, section{})
		}
		last := &out[len(out)-1]
		last.Blocks = append(last.Blocks, b)
	}
	return out
}

// mark notes what nobody may overlook about a sheet of a module, and reports whether it is out of date.
func (f *frame) mark(m *catalog.Module, reviewBy, today time.Time) (old bool) {
	if old = catalog.FreshnessOn(reviewBy, today) == catalog.OutOfDate; old {
		f.Notices = append(f.Notices, f.Words.OutOfDate)
	}
	if missing := m.MissingReviews(); len(missing) > 0 {
		f.Notices = append(f.Notices, f.Words.draft(missing))
	}
	return old
}

// pickServices lists the services that kinds ask for, in the order of the kinds, and tells whether every kind has one.
func (in Input) pickServices(kinds []string) (picked []catalog.Service, complete bool) {
	complete = true
	for _, kind := range kinds {
		found := in.Local != nil && slices.Contains(in.Local.Kinds, kind)
		for _, s := range catalog.Nearest(in.Services, in.Library.HomeRegion, kind) {
			found = true
			known := func(p catalog.Service) bool { return p.ID == s.ID }
			if !slices.ContainsFunc(picked, known) && (in.Local == nil || !known(*in.Local)) {
				picked = append(picked, s)
			}
		}
		complete = complete && found
	}
	return picked, complete
}

func serviceOf(s catalog.Service) serviceData {
	return serviceData{
		Name: isolate(loose(s.Name)), Phone: isolate(loose(s.Phone)), Dial: dial(s.Phone), Hours: isolate(loose(s.Hours)),
		Address: isolate(loose(s.Address)), Note: isolate(loose(s.Note)),
		Web: isolate(loose(shownAddress(s.Web))), URL: webAddress(s.Web),
		Emergency: slices.Contains(s.Kinds, "emergency"),
	}
}

// texts are the small lines of a service, in their order.
func (s serviceData) texts() []string {
	return slices.DeleteFunc([]string{s.Hours, s.Address, s.Note, s.Web, s.Checked}, func(text string) bool { return text == "" })
}

// isolate keeps the direction of a text from changing what stands around it.
func isolate(text string) string {
	text = strings.TrimSpace(text)
	if text == "" {
		return ""
	}
	const firstStrongIsolate, popIsolate = "\u2068", "\u2069"
	return firstStrongIsolate + text + popIsolate
}

// dial keeps what a telephone takes of a number.
func dial(phone string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r == '+' {
			return r
		}
		return -1
	}, phone)
}

// shownAddress is a web address as people write it.
func shownAddress(address string) string {
	for _, prefix := range []string{"https://", "http://", "www."} {
		address = strings.TrimPrefix(address, prefix)
	}
	return strings.TrimSuffix(address, "/")
}

// webAddress completes an address as people write it.
func webAddress(address string) string {
	address = strings.TrimSpace(address)
	if address == "" || strings.HasPrefix(address, "https://") || strings.HasPrefix(address, "http://") {
		return address
	}
	return "https://" + address
}

// sourceList describes the cited sources. A key without a source note is kept as it is, so that a number
// never leads nowhere.
func sourceList(w words, cited []catalog.SourceKey, notes map[catalog.SourceKey]catalog.Source) []sourceData {
	list := make([]sourceData, 0, len(cited))
	for i, key := range cited {
		line := sourceData{Number: i + 1, Text: loose(string(key)), Short: loose(string(key))}
		if s, ok := notes[key]; ok {
			line.Text, line.Short, line.URL, line.Host = loose(w.source(s)), loose(s.Organisation), s.URL, hostOf(s.URL)
		}
		list = append(list, line)
	}
	return list
}

// rightToLeft reports whether a language is written from right to left.
func rightToLeft(l catalog.Language) bool {
	primary, _, _ := strings.Cut(string(l), "-")
	return slices.Contains([]string{"ar", "fa", "he", "ps", "ur", "dv", "ckb", "prs"}, primary)
}

func dayOf(t time.Time) day { return day{t.Year(), int(t.Month()), t.Day()} }
