//go:build !windows

package printing

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"

	"github.com/OpenPrinting/goipp"

	"github.com/passalong/passalong/internal/paper"
)

// Follow tells how far a job has come. Sides are those that the printer has told of, and printers tell every few
// seconds at best. The error matches paper.ErrNoJob when the print system does not know the job any more.
func (s *System) Follow(ctx context.Context, ticket paper.Ticket) (paper.Progress, error) {
	request := s.jobRequest(goipp.OpGetJobAttributes, ticket)
	request.Operation.Add(keywords("requested-attributes", "job-state", "job-state-reasons", "job-impressions-completed",
		"job-media-sheets-completed"))
	job, err := s.send(ctx, "/jobs/", request, nil)
	if isNotFound(err) {
		return paper.Progress{}, fmt.Errorf("following job %d: %w", ticket.Number, paper.ErrNoJob)
	}
	if err != nil {
		return paper.Progress{}, fmt.Errorf("following job %d: %w", ticket.Number, err)
	}
	state := number(job.Job, "job-state")
	progress := paper.Progress{Sides: number(job.Job, "job-impressions-completed")}
	if progress.Sides == 0 {
		progress.Sides = number(job.Job, "job-media-sheets-completed")
	}
	why := reasonsOf(texts(job.Job, "job-state-reasons"), "", true)
	if progress.State = jobStateOf(state, false, nil); !progress.State.Over() {
		printer, err := s.printerState(ctx, ticket.Printer)
		if err != nil {
			return paper.Progress{}, fmt.Errorf("following job %d: %w", ticket.Number, err)
		}
		progress.State = jobStateOf(state, printer.stopped, printer.reasons)
		why = append(printer.reasons, why...)
	}
	progress.Reason = joined(why)
	return progress, nil
}

// Cancel takes a job back. What is over already stays as it is, without an error. The error matches
// paper.ErrNoJob when the print system does not know the job any more.
func (s *System) Cancel(ctx context.Context, ticket paper.Ticket) error {
	_, err := s.send(ctx, "/jobs/", s.jobRequest(goipp.OpCancelJob, ticket), nil)
	var status *statusError
	switch {
	case err == nil:
		return nil
	case isNotFound(err):
		return fmt.Errorf("cancelling job %d: %w", ticket.Number, paper.ErrNoJob)
	case errors.As(err, &status) && status.status == goipp.StatusErrorNotPossible:
		return nil // it is over
	}
	return fmt.Errorf("cancelling job %d: %w", ticket.Number, err)
}

func (s *System) jobRequest(op goipp.Op, ticket paper.Ticket) *goipp.Message {
	request := s.request(op)
	uri := fmt.Sprintf("ipp://localhost/jobs/%d", ticket.Number)
	request.Operation.Add(goipp.MakeAttribute("job-uri", goipp.TagURI, goipp.String(uri)))
	request.Operation.Add(goipp.MakeAttribute("requesting-user-name", goipp.TagName, goipp.String(s.user)))
	return request
}

// A condition is what a printer is doing and what it needs.
type condition struct {
	busy, stopped bool
	reasons       []string
	uri           string // of the printer itself, if CUPS talks to one
}

// stateAttributes are what conditionOf reads.
var stateAttributes = [...]string{"printer-state", "printer-state-reasons", "printer-state-message", "printer-is-accepting-jobs"}

func conditionOf(a goipp.Attributes) condition {
	const idle, processing, stopped = 3, 4, 5
	state := number(a, "printer-state")
	message := text(a, "printer-state-message")
	if state == idle {
		message = "" // of a job that is over
	}
	accepting, known := value[goipp.Boolean](a, "printer-is-accepting-jobs")
	accepts := bool(accepting) || !known
	return condition{
		busy: state == processing, stopped: state == stopped,
		reasons: reasonsOf(texts(a, "printer-state-reasons"), message, accepts),
		uri:     text(a, "device-uri"),
	}
}

// printerState asks for the condition of one printer. One that is gone has stopped for good.
func (s *System) printerState(ctx context.Context, printer string) (condition, error) {
	path := printerPath(printer)
	request := s.request(goipp.OpGetPrinterAttributes)
	request.Operation.Add(goipp.MakeAttribute("printer-uri", goipp.TagURI, goipp.String("ipp://localhost"+path)))
	request.Operation.Add(keywords("requested-attributes", append(stateAttributes[:], "device-uri")...))
	answer, err := s.send(ctx, path, request, nil)
	if isNotFound(err) {
		return condition{stopped: true, reasons: []string{unreachable}}, nil
	}
	if err != nil {
		return condition{}, err
	}
	c := conditionOf(answer.Printer)
	if c.busy && len(c.reasons) == 0 && s.gone(ctx, c.uri) {
		c.reasons = []string{unreachable}
	}
	return c, nil
}

// gone reports whether a printer does not take connections any more. CUPS waits without a word for a printer that
// goes away in the middle of a job, so this knocks at the address at which CUPS is talking to it. Only IPP is
// asked: other printers may take one connection at a time, and names of mDNS are for CUPS to look up.
func (s *System) gone(ctx context.Context, uri string) bool {
	at, err := url.Parse(uri)
	if err != nil || at.Scheme != "ipp" && at.Scheme != "ipps" || strings.Contains(at.Host, "._tcp.") {
		return false
	}
	conn, err := s.dial(ctx, "tcp", net.JoinHostPort(at.Hostname(), cmp.Or(at.Port(), "631")))
	if err != nil {
		return ctx.Err() == nil
	}
	_ = conn.Close() // nothing was said
	return false
}

func printerPath(printer string) string { return "/printers/" + url.PathEscape(printer) }
