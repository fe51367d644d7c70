package handout

import (
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/paper"
)

// A LessonInput is everything that goes into the page of one lesson.
type LessonInput struct {
	Lesson   *catalog.Lesson
	Module   *catalog.Module // that the lesson belongs to
	Library  catalog.Library
	Sources  map[catalog.SourceKey]catalog.Source
	Pictures fs.FS             // catalog.Catalog.Files
	Here     catalog.Region    // where it is read, when that is not the home of the library
	Services []catalog.Service // those that tell which emergency number holds there
}

// page is what template/page.html shows.
type page struct {
	Lang, Dir, Title, Subtitle string
	Bands, Notices             []string
	Alert                      *alertData
	Body                       []block
	Local                      *serviceData
	Services                   []serviceData
	Link                       *qrData
	Sources                    []sourceData
	Checked                    string
	Version, Imprint           string
	Words                      words
}

// HTML writes the handout as one self-contained page without scripts: what a browser or screen reader shows
// needs no other file. The error names a picture that is missing, wrapping fs.ErrNotExist; nothing has been
// written then.
func HTML(w io.Writer, in Input) error {
	p, err := handoutPage(in)
	if err != nil {
		return fmt.Errorf("making a page of the handout %q: %w", in.Handout.ID, err)
	}
	if err := p.write(w); err != nil {
		return fmt.Errorf("writing a page of the handout %q: %w", in.Handout.ID, err)
	}
	return nil
}

// LessonHTML is HTML for a lesson.
func LessonHTML(w io.Writer, in LessonInput) error {
	p, err := lessonPage(in)
	if err != nil {
		return fmt.Errorf("making a page of the lesson %q: %w", in.Lesson.ID, err)
	}
	if err := p.write(w); err != nil {
		return fmt.Errorf("writing a page of the lesson %q: %w", in.Lesson.ID, err)
	}
	return nil
}

func handoutPage(in Input) (page, error) {
	in.Form.Format = paper.Web
	d, _, err := gather(in)
	return pageOf(d), err
}

// pageOf is the page of a handout or an alert.
func pageOf(d data) page {
	p := page{
		Lang: d.Lang, Dir: direction(catalog.Language(d.Lang)), Title: d.Title, Subtitle: d.Audience, Bands: d.Bands, Notices: d.Notices,
		Alert: d.Alert, Local: d.Local, Services: d.Services, Link: d.QR, Sources: d.Sources, Checked: d.Checked,
		Version: d.Version, Imprint: d.Imprint, Words: d.Words,
	}
	for _, s := range d.Body {
		p.Body = append(p.Body, s.Blocks...)
	}
	return p
}

func lessonPage(in LessonInput) (page, error) {
	language := in.Module.Language
	w := wordsFor(language)
	walk := &walker{words: w, pictures: in.Pictures, files: map[string][]byte{}}
	p := page{
		Lang: string(language), Dir: direction(language), Title: in.Lesson.Title, Subtitle: in.Module.Title,
		Body: walk.blocks(in.Lesson.Body.Blocks), Imprint: w.imprint(in.Library), Words: w,
		Version: fmt.Sprintf(w.Version, in.Module.Version, w.day(in.Module.ReviewBy)),
	}
	if walk.err != nil {
		return page{}, walk.err
	}
	p.Sources, p.Checked = sourceList(w, walk.cited, in.Sources), w.checked(walk.cited, in.Sources)
	if home := in.Library.HomeRegion; in.Lesson.Region == "" && catalog.Elsewhere(home, in.Here) {
		p.Bands = []string{w.Marks.abroad(home, in.Here, in.Services)}
	}
	if missing := in.Module.MissingReviews(); len(missing) > 0 {
		p.Notices = []string{w.draft(missing)}
	}
	return p, nil
}

func (p page) write(w io.Writer) error {
	t, err := template.ParseFS(templates, "template/page.html")
	if err != nil {
		return err
	}
	return t.ExecuteTemplate(w, "page.html", p)
}

func direction(l catalog.Language) string {
	if rightToLeft(l) {
		return "rtl"
	}
	return "ltr"
}

// Source is the picture itself, as an address. It is safe as such: a browser draws it as an image and runs
// nothing in it.
func (b block) Source() template.URL { return template.URL(dataURL(b.File, b.content)) }

// Lines are the parts of the text between its hard line breaks.
func (s span) Lines() []string { return strings.Split(s.Text, "\n") }

// Address is where the link leads: to the web or to a telephone, nowhere else.
func (s span) Address() template.URL {
	if strings.HasPrefix(s.URL, "https://") || strings.HasPrefix(s.URL, "tel:") {
		return template.URL(s.URL) // html/template itself would refuse tel:
	}
	return "#"
}

// Picture is the logo itself, as an address.
func (s serviceData) Picture() template.URL { return template.URL(dataURL(s.Logo, s.logo)) }

// Call is the phone number as a link.
func (s serviceData) Call() template.URL { return template.URL("tel:" + s.Dial) }
