package progressview

import (
	"archive/zip"
	"bytes"
	"context"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/exchange"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/proof"
	"github.com/passalong/passalong/internal/report"
	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/filebox"
)

// A subject is what files are made of: the report on the screen, and the record behind it.
type subject struct {
	report    report.Report
	catalog   *catalog.Catalog
	record    progress.Record
	pseudonym string
}

// A file is something of the record to save.
type file struct {
	label string // on its button
	title string // of the dialog
	name  string
	make  func(subject) ([]byte, error)
}

// files are what the record can be saved as.
func files() []file {
	return []file{
		{"My answers (CSV)", "Save my answers as a table", "passalong-answers.csv", answers},
		{"All tables (CSV, zipped)", "Save all tables", "passalong-tables.zip", tables},
		{"Everything (JSON)", "Save everything in one file", "passalong-record.json", everything},
		{"For a learning system (xAPI)", "Save as xAPI statements", "passalong-xapi.json", statements},
	}
}

func answers(s subject) ([]byte, error) {
	var b bytes.Buffer
	err := s.report.CSV(&b, report.ResponsesTable)
	return b.Bytes(), err
}

func everything(s subject) ([]byte, error) {
	var b bytes.Buffer
	err := s.report.JSON(&b)
	return b.Bytes(), err
}

func statements(s subject) ([]byte, error) {
	return exchange.Statements(s.catalog, s.record, s.pseudonym)
}

// tables is one CSV file for each table.
func tables(s subject) ([]byte, error) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, t := range report.Tables() {
		f, err := z.Create(string(t) + ".csv")
		if err == nil {
			err = s.report.CSV(f, t)
		}
		if err != nil {
			return nil, err
		}
	}
	err := z.Close()
	return b.Bytes(), err
}

// onSave makes a file and offers to save it.
func (s *Screen) onSave(f file) {
	from := subject{s.model.report, s.deps.Catalog, s.deps.Learner.Record(), s.deps.Learner.Profile().Pseudonym}
	work := func(context.Context) ([]byte, error) { return f.make(from) }
	bg.Start(s.ctx, s.deps.Run, work, func(data []byte, err error) { s.offer(f.title, f.name, data, err, s.parts.record) })
}

// onBadge offers the credential file of a certificate.
func (s *Screen) onBadge(number string) {
	c, ok := s.certificate(number)
	if !ok {
		return
	}
	data, err := proof.Credential(c, s.deps.Catalog.Library)
	s.offer("Save as an Open Badge", "passalong-badge-"+number+".json", data, err, s.parts.badge)
}

func (s *Screen) offer(title, name string, data []byte, err error, told *filebox.Outcome) {
	told.Clear()
	s.model.trouble = err
	s.renderProof()
	if err == nil {
		s.deps.Save(filebox.Offer{Title: title, Name: name, Data: data}, func(path string, err error) {
			told.Show(path, err)
			if !s.page.Shows(told.Content()) {
				s.page.ScrollTo(told.Content())
			}
		})
	}
}
