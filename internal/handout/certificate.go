package handout

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/progress"
)

// A CertificateInput is everything that goes onto a certificate.
type CertificateInput struct {
	Certificate progress.Certificate
	Payload     string // what the QR code holds: see package proof
	// Name is printed as it was typed, and is nowhere in the PDF but on the page. Without one there is no line
	// for it either.
	Name     string
	Missing  []string // roles whose review the content waits for, which makes the certificate a draft; see catalog.Module
	Library  catalog.Library
	Language catalog.Language
	Size     paper.Size
}

// certificateSizes are tried so that a certificate stays on one page.
var certificateSizes = [...]float64{14, 13, 12, 11, 10.5, 10, 9.5, 9, 8.5, 8}

// certificateData is /doc.json of a certificate.
type certificateData struct {
	frame
	Kind        string   `json:"kind"`
	Subject     string   `json:"subject"`
	Name        string   `json:"name"`
	Completed   string   `json:"completed"`
	Objectives  []string `json:"objectives"`
	Skills      []string `json:"skills"`
	Modules     []string `json:"modules"`
	Certificate string   `json:"certificate"` // its number
	Issued      string   `json:"issued"`
	CodeAlt     string   `json:"code_alt"`
	Proves      []string `json:"proves"`
}

// Certificate makes a certificate, which says what it proves and what it does not.
func (p *Press) Certificate(ctx context.Context, in CertificateInput) (paper.Sheet, error) {
	d := gatherCertificate(in)
	code, err := qrSVG(in.Payload)
	if err != nil {
		return paper.Sheet{}, fmt.Errorf("drawing the QR code of a certificate: %w", err)
	}
	sheet, err := p.onePage(ctx, setting{
		template: "certificate", sizes: certificateSizes[:], otherwise: usualSize, files: map[string][]byte{"/qr.svg": code},
		data: func(size float64) any {
			d.Size = size
			return d
		},
	})
	if err != nil {
		return paper.Sheet{}, fmt.Errorf("making a certificate: %w", err)
	}
	sheet.Size, sheet.Across = cmp.Or(in.Size, paper.A4), true
	return sheet, nil
}

func gatherCertificate(in CertificateInput) certificateData {
	c := in.Certificate
	d := certificateData{frame: frameOf(in.Language, in.Library), Subject: c.Title, Certificate: c.Number}
	all := d.Words
	w := all.Sheet
	d.Kind, d.Title, d.Keywords = w.Proof, w.Proof+": "+c.Title, []string{c.Title}
	d.Date, d.Paper = dayOf(c.Issued), paperName(in.Size)
	d.Issued = fmt.Sprintf(w.Issued, all.day(c.Issued))
	d.Version, d.CodeAlt = d.Kind+" "+c.Number, fmt.Sprintf(w.CodeAlt, c.Number)
	d.Name = isolate(strings.Join(strings.Fields(in.Name), " "))
	d.Objectives, d.Skills = append([]string{}, c.Objectives...), append([]string{}, c.Skills...)
	var last time.Time
	d.Modules = []string{}
	for _, m := range c.Modules {
		d.Modules = append(d.Modules, fmt.Sprintf(w.OneOf, m.Title, m.Version, all.day(m.Completed)))
		if m.Completed.After(last) {
			last = m.Completed
		}
	}
	if d.Completed = fmt.Sprintf(w.Completed, all.day(last)); c.Kind == progress.TrackCertificate {
		d.Completed = fmt.Sprintf(w.CompletedAll, len(c.Modules), all.day(last))
	}
	if len(in.Missing) > 0 {
		d.Notices = append(d.Notices, all.draft(in.Missing))
	}
	d.Proves = d.proves()
	return d
}

// proves says what the certificate proves, and what it does not.
func (d certificateData) proves() []string {
	w := d.Words.Sheet
	lines := []string{w.Proves, w.SkillsSeen, w.NameTyped, w.HowToCheck}
	return slices.DeleteFunc(lines, func(line string) bool {
		return line == w.SkillsSeen && len(d.Skills) == 0 || line == w.NameTyped && d.Name == ""
	})
}
