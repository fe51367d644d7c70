//go:build !windows

package printing

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/OpenPrinting/goipp"

	"github.com/passalong/passalong/internal/paper"
)

// List lists the print queues, the default one first, then by description. The error matches
// paper.ErrNoPrintSystem when there is no print system or it does not answer.
func (s *System) List(ctx context.Context) ([]paper.Printer, error) {
	request := s.request(goipp.OpCupsGetPrinters)
	request.Operation.Add(keywords("requested-attributes", append(stateAttributes[:], "printer-name", "printer-info",
		"printer-location", "sides-supported", "color-supported", "print-color-mode-supported", "media-supported")...))
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
	slices.SortFunc(printers, byUse)
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
	var length float64
	if job.Size == paper.Roll80 {
		var err error
		if length, err = longest(ctx, s.drawer, pdf); err != nil {
			return paper.Ticket{}, fmt.Errorf("measuring %q: %w", job.Title, err)
		}
	}
	path := printerPath(printer)
	request := s.request(goipp.OpPrintJob)
	request.Operation.Add(goipp.MakeAttribute("printer-uri", goipp.TagURI, goipp.String("ipp://localhost"+path)))
	request.Operation.Add(goipp.MakeAttribute("requesting-user-name", goipp.TagName, goipp.String(s.user)))
	request.Operation.Add(goipp.MakeAttribute("job-name", goipp.TagName, goipp.String(job.Title)))
	request.Operation.Add(goipp.MakeAttribute("document-format", goipp.TagMimeType, goipp.String("application/pdf")))
	request.Job = jobAttributes(job, length)
	answer, err := s.send(ctx, path, request, pdf)
	if err != nil {
		return paper.Ticket{}, fmt.Errorf("printing on %q: %w", printer, err)
	}
	return paper.Ticket{Printer: printer, Number: number(answer.Job, "job-id")}, nil
}

// jobAttributes leaves nothing to the queue's defaults: without media, CUPS takes Letter; without
// outputorder, some printers turn the order of pages round; without print-scaling, pages shrink. With page-logging, the
// filter of CUPS counts all sides as printed before the printer has seen one. length is that of a roll.
func jobAttributes(job paper.Job, length float64) goipp.Attributes {
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
	a.Add(keywords("media", mediaName(job.Size, length)))
	a.Add(keywords("sides", sides))
	a.Add(keywords("print-color-mode", colour))
	a.Add(keywords("print-scaling", "none"))
	a.Add(keywords("outputorder", "normal"))
	a.Add(keywords("page-logging", "off"))
	return a
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
	c := conditionOf(a)
	p := paper.Printer{
		Name: text(a, "printer-name"), Description: text(a, "printer-info"), Location: text(a, "printer-location"),
		State: paper.Idle, Reason: joined(c.reasons),
	}
	p.Description = cmp.Or(p.Description, p.Name)
	switch {
	case c.stopped || slices.Contains(c.reasons, "not-accepting-jobs"):
		p.State = paper.Stopped
	case c.busy && !slices.Contains(c.reasons, unreachable):
		p.State = paper.Busy
	case c.busy: // with a job that it cannot get rid of
		p.State = paper.Stopped
	}
	describe(&p, texts(a, "sides-supported"), texts(a, "media-supported"), mono(a))
	return p
}

// describe adds what a printer can do. A queue without a driver says nothing at all.
func describe(p *paper.Printer, sides, media []string, mono bool) {
	if p.CannotSay = len(sides) == 0 && len(media) == 0; p.CannotSay {
		return
	}
	p.OneSided = len(sides) > 0 && !slices.ContainsFunc(sides, func(s string) bool { return strings.HasPrefix(s, "two-sided-") })
	p.Mono = mono
	p.Sizes = sizesOf(media)
}

// mono reports whether a printer says that it prints in one colour only.
func mono(a goipp.Attributes) bool {
	if modes := texts(a, "print-color-mode-supported"); len(modes) > 0 {
		return !slices.Contains(modes, "color")
	}
	colour, known := value[goipp.Boolean](a, "color-supported")
	return known && !bool(colour)
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
	found := texts(all, name)
	if len(found) == 0 {
		return ""
	}
	return found[0]
}

// texts are the values of an attribute that are text, names or keywords.
func texts(all goipp.Attributes, name string) []string {
	var found []string
	for _, v := range values(all, name) {
		switch v := v.(type) {
		case goipp.String:
			found = append(found, string(v))
		case goipp.TextWithLang:
			found = append(found, v.Text)
		}
	}
	return found
}

func number(all goipp.Attributes, name string) int {
	n, _ := value[goipp.Integer](all, name)
	return int(n)
}
