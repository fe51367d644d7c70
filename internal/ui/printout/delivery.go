package printout

import (
	"errors"
	"fmt"

	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/ui/explain"
)

// mostMisses is how often in a row the print system may fail to say how far a job is before nobody asks any more.
const mostMisses = 5

// A delivery is a job that a printer has taken, until it is over.
type delivery struct {
	order  order
	half   paper.Half // that is being printed, where it is printed by hand
	ticket paper.Ticket

	follows   bool // somebody asks how far it is
	asking    bool
	progress  paper.Progress
	misses    int
	lost      bool // nobody knows how far it is
	canceling bool
	sending   bool // the backs
	trouble   explain.Trouble
}

// deliveryState is everything that is said of a delivery.
type deliveryState struct {
	Title, Text string
	Steps       []string
	Share       float64 // of the pages that have come out; below 0 nobody knows
	CanCancel   bool
	CanBacks    bool // the backs can be printed now
	CanDismiss  bool
	Busy        bool
	Good        bool // it is printed
	Bad         bool // it will not be printed
	Trouble     explain.Trouble
}

// sides is how many sides of paper come out in all.
func (d *delivery) sides() int {
	n := d.order.sides * d.order.copies
	switch d.half {
	case paper.Fronts:
		return (d.order.sides + 1) / 2 * d.order.copies
	case paper.Backs:
		return d.order.sides / 2 * d.order.copies
	}
	return n
}

// told takes in what the print system says.
func (d *delivery) told(p paper.Progress, err error) {
	d.asking = false
	switch {
	case errors.Is(err, paper.ErrNoJob):
		d.lost = true
	case err != nil:
		d.misses++
		d.lost = d.misses >= mostMisses
	default:
		d.misses, d.progress = 0, p
	}
}

// over reports whether nothing more will be heard of the job.
func (d *delivery) over() bool { return !d.follows || d.lost || d.progress.State.Over() }

// aside reports whether the job came to nothing.
func (d *delivery) aside() bool {
	return d.progress.State == paper.Canceled || d.progress.State == paper.Aborted
}

func (d *delivery) state() deliveryState {
	s := deliveryState{Share: -1, Busy: d.canceling || d.sending, Trouble: d.trouble, CanCancel: !d.over(), CanDismiss: d.over()}
	name := d.order.printer.Description
	switch {
	case d.half == paper.Fronts && d.over() && !d.aside():
		return d.backs(s)
	case !d.follows || d.lost:
		s.Title, s.Text = "Sent to the printer", sent(d.order)
		if d.lost {
			s.Text += " It does not tell how far it is, so have a look at it."
		}
		s.Good = true
	case d.progress.State == paper.Printed:
		s.Title, s.Text, s.Good = "Printed", fmt.Sprintf("%s on %s.", copiesInWords(d.order.copies), name), true
	case d.progress.State == paper.Canceled:
		s.Title, s.Text, s.Bad = "Stopped", "Nothing more is printed. Bin the sheets that have come out, or count them.", true
	case d.progress.State == paper.Aborted:
		s.Title, s.Bad = "Not printed", true
		s.Text = fmt.Sprintf("%s gave the job up%s. Try again, choose another printer, or save the PDF.", name, because(d.progress.Reason))
	default:
		d.under(&s, name)
	}
	return s
}

// under says how far a job is that goes on.
func (d *delivery) under(s *deliveryState, name string) {
	total := d.sides()
	s.Title = "Printing on " + name
	switch d.half {
	case paper.Fronts:
		s.Title = "Printing the fronts on " + name
	case paper.Backs:
		s.Title = "Printing the backs on " + name
	}
	switch {
	case d.progress.State == paper.Halted:
		s.Title = name + " needs help"
		s.Text = halted(d.progress.Reason)
	case d.progress.Sides > 0:
		s.Text = fmt.Sprintf("%d of %s", min(d.progress.Sides, total), PagesInWords(total))
		s.Share = min(1, float64(d.progress.Sides)/float64(max(total, 1)))
	case d.progress.State == paper.Printing:
		s.Text = PagesInWords(total)
	default:
		s.Text = fmt.Sprintf("%s, waiting for the printer%s", PagesInWords(total), because(d.progress.Reason))
	}
}

// backs says what to do between the fronts and the backs.
func (d *delivery) backs(s deliveryState) deliveryState {
	s.Title, s.CanBacks, s.CanDismiss = "Now the backs", true, !d.sending
	if d.lost || !d.follows {
		s.Text = "Wait until all fronts have come out."
	}
	s.Steps = BacksSteps()
	return s
}

// halted says what a printer that waits needs.
func halted(keywords string) string {
	r, ok := reasonOf(keywords)
	switch {
	case !ok:
		return "It has stopped. Have a look at it: when it is ready again, it goes on."
	case r.help == "":
		return "It has stopped: " + r.text + "."
	}
	return "It has stopped: " + r.text + ". " + r.help
}

// because puts the print system's keywords into the end of a sentence.
func because(keywords string) string {
	if r, ok := reasonOf(keywords); ok {
		return ": " + r.text
	}
	return ""
}

// sent says what was asked of the printer.
func sent(o order) string {
	if o.copies == 1 {
		return fmt.Sprintf("1 copy is on its way to %s.", o.printer.Description)
	}
	return fmt.Sprintf("%d copies are on their way to %s.", o.copies, o.printer.Description)
}
