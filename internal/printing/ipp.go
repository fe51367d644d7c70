//go:build !windows

package printing

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/OpenPrinting/goipp"

	"github.com/passalong/passalong/internal/paper"
)

// List lists the print queues, the default one first, then by description. The error matches
// paper.ErrNoPrintSystem when there is no print system or it does not answer.
func (s *System) List(ctx context.Context) ([]paper.Printer, error) {
	request := s.request(goipp.OpCupsGetPrinters)
	request.Operation.Add(keywords("requested-attributes", "printer-name", "printer-info", "printer-location",
		"printer-state", "printer-state-reasons", "printer-is-accepting-jobs"))
	answer, err := s.send(ctx, "/", request, nil)
	if isNotFound(err) {
		return nil, nil // that is how CUPS says that it has none
	}
	if err != nil {
		return nil, fmt.Errorf("listing the printers: %w", err)
	}
	standard, err := s.standard(ctx)
	if err != nil {
		return nil, fmt.Errorf("asking for the default printer: %w", err)
	}
	var printers []paper.Printer
	for _, group := range answer.Groups {
		if group.Tag != goipp.TagPrinterGroup || text(group.Attrs, "printer-name") == "" {
			continue
		}
		p := printerOf(group.Attrs)
		p.Default = p.Name == standard
		printers = append(printers, p)
	}
	slices.SortFunc(printers, func(a, b paper.Printer) int {
		if a.Default != b.Default {
			if a.Default {
				return -1
			}
			return 1
		}
		return cmp.Compare(strings.ToLower(a.Description), strings.ToLower(b.Description))
	})
	return printers, nil
}

// standard is the name of the default printer; empty when there is none.
func (s *System) standard(ctx context.Context) (string, error) {
	request := s.request(goipp.OpCupsGetDefault)
	request.Operation.Add(keywords("requested-attributes", "printer-name"))
	answer, err := s.send(ctx, "/", request, nil)
	if isNotFound(err) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return text(answer.Printer, "printer-name"), nil
}

// Print sends a PDF to a printer that List named, and returns when the print system has taken it: paper
// may come later. The job says everything that a queue's own settings would otherwise decide. The error
// matches paper.ErrNoPrinter, paper.ErrRefused or paper.ErrNoPrintSystem.
func (s *System) Print(ctx context.Context, printer string, job paper.Job, pdf []byte) (paper.Ticket, error) {
	if job.Copies < 1 || len(pdf) == 0 {
		return paper.Ticket{}, fmt.Errorf("printing %q: %w: %d copies of %d bytes", job.Title, paper.ErrRefused, job.Copies, len(pdf))
	}
	path := "/printers/" + url.PathEscape(printer)
	request := s.request(goipp.OpPrintJob)
	request.Operation.Add(goipp.MakeAttribute("printer-uri", goipp.TagURI, goipp.String("ipp://localhost"+path)))
	request.Operation.Add(goipp.MakeAttribute("requesting-user-name", goipp.TagName, goipp.String(s.user)))
	request.Operation.Add(goipp.MakeAttribute("job-name", goipp.TagName, goipp.String(job.Title)))
	request.Operation.Add(goipp.MakeAttribute("document-format", goipp.TagMimeType, goipp.String("application/pdf")))
	request.Job = jobAttributes(job)
	answer, err := s.send(ctx, path, request, pdf)
	if err != nil {
		return paper.Ticket{}, fmt.Errorf("printing on %q: %w", printer, err)
	}
	return paper.Ticket{Printer: printer, Number: number(answer.Job, "job-id")}, nil
}

// Follow tells how far a job has come. The error matches paper.ErrNoJob when the print system does not know
// it any more.
func (s *System) Follow(ctx context.Context, ticket paper.Ticket) (paper.Progress, error) {
	return paper.Progress{}, paper.ErrNoJob
}

// Cancel takes a job back. What is over already stays as it is, without an error. The error matches
// paper.ErrNoJob when the print system does not know the job any more.
func (s *System) Cancel(ctx context.Context, ticket paper.Ticket) error {
	return paper.ErrNoJob
}

// jobAttributes leaves nothing to the queue's defaults: without media, CUPS takes Letter; without
// outputorder, some printers turn the order of pages round; without print-scaling, pages shrink.
func jobAttributes(job paper.Job) goipp.Attributes {
	sides, colour := "one-sided", "monochrome"
	switch job.Sides {
	case paper.LongEdge:
		sides = "two-sided-long-edge"
	case paper.ShortEdge:
		sides = "two-sided-short-edge"
	}
	if job.Colour {
		colour = "color"
	}
	var a goipp.Attributes
	a.Add(goipp.MakeAttribute("copies", goipp.TagInteger, goipp.Integer(job.Copies)))
	a.Add(keywords("media", mediaName(job.Size)))
	a.Add(keywords("sides", sides))
	a.Add(keywords("print-color-mode", colour))
	a.Add(keywords("print-scaling", "none"))
	a.Add(keywords("outputorder", "normal"))
	return a
}

// mediaName is what PWG 5101.1 calls a size of paper.
func mediaName(size paper.Size) string {
	if size == paper.Letter {
		return "na_letter_8.5x11in"
	}
	width, height := size.Millimetres()
	return fmt.Sprintf("iso_%s_%gx%gmm", cmp.Or(size, paper.A4), width, height)
}

func (s *System) request(op goipp.Op) *goipp.Message {
	m := goipp.NewRequest(goipp.DefaultVersion, op, 1)
	m.Operation.Add(goipp.MakeAttribute("attributes-charset", goipp.TagCharset, goipp.String("utf-8")))
	m.Operation.Add(goipp.MakeAttribute("attributes-natural-language", goipp.TagLanguage, goipp.String("en")))
	return m
}

func isNotFound(err error) bool {
	var status *statusError
	return errors.As(err, &status) && status.status == goipp.StatusErrorNotFound
}

func printerOf(a goipp.Attributes) paper.Printer {
	p := paper.Printer{
		Name: text(a, "printer-name"), Description: text(a, "printer-info"), Location: text(a, "printer-location"),
		State: paper.Idle, Reason: reasons(a),
	}
	p.Description = cmp.Or(p.Description, p.Name)
	const processing, stopped = 4, 5
	switch number(a, "printer-state") {
	case processing:
		p.State = paper.Busy
	case stopped:
		p.State = paper.Stopped
	}
	if accepting, known := value[goipp.Boolean](a, "printer-is-accepting-jobs"); known && !bool(accepting) {
		p.State = paper.Stopped
		p.Reason = cmp.Or(p.Reason, "not-accepting-jobs")
	}
	return p
}

// reasons joins the printer's reasons with commas, without the "none" that stands for no reason.
func reasons(a goipp.Attributes) string {
	var all []string
	for _, v := range values(a, "printer-state-reasons") {
		if reason := v.String(); reason != "none" {
			all = append(all, reason)
		}
	}
	return strings.Join(all, ", ")
}

func keywords(name string, all ...string) goipp.Attribute {
	attribute := goipp.MakeAttribute(name, goipp.TagKeyword, goipp.String(all[0]))
	for _, keyword := range all[1:] {
		attribute.Values.Add(goipp.TagKeyword, goipp.String(keyword))
	}
	return attribute
}

func values(all goipp.Attributes, name string) []goipp.Value {
	for _, a := range all {
		if a.Name == name {
			out := make([]goipp.Value, len(a.Values))
			for i, v := range a.Values {
				out[i] = v.V
			}
			return out
		}
	}
	return nil
}

// value is the first value of an attribute, if it is a T.
func value[T goipp.Value](all goipp.Attributes, name string) (T, bool) {
	var none T
	found := values(all, name)
	if len(found) == 0 {
		return none, false
	}
	v, ok := found[0].(T)
	return v, ok
}

func text(all goipp.Attributes, name string) string {
	found := values(all, name)
	if len(found) == 0 {
		return ""
	}
	switch v := found[0].(type) {
	case goipp.String:
		return string(v)
	case goipp.TextWithLang:
		return v.Text
	}
	return ""
}

func number(all goipp.Attributes, name string) int {
	n, _ := value[goipp.Integer](all, name)
	return int(n)
}
