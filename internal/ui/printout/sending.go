package printout

import (
	"context"

	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/explain"
)

// send arranges a sheet and hands it to a printer, in the background. It goes on when the dialog or the screen is
// left: half a job is worse than none.
func (k *Desk) send(s paper.Sheet, o order, done func(paper.Ticket, error)) {
	arranger, printing := k.d.Arranger, k.d.Printing
	work := func(ctx context.Context) (paper.Ticket, error) {
		ctx = context.WithoutCancel(ctx)
		if !o.plain() && arranger != nil {
			var err error
			if s, err = arranger.Arrange(ctx, s, o.arrange); err != nil {
				return paper.Ticket{}, err
			}
		}
		return printing.Print(ctx, o.printer.Name, o.job(s), s.PDF)
	}
	bg.Start(k.ctx, k.d.Run, work, done)
}

// deliver shows what becomes of a job that a printer has taken: of all of it, or of its fronts.
func (k *Desk) deliver(o order, s paper.Sheet, printed func(int, string), t paper.Ticket) {
	k.unfollow()
	d := &delivery{order: o, half: o.arrange.Half, ticket: t}
	k.delivery = d
	k.parts.delivered.backs = func() { k.sendBacks(d, s, printed) }
	k.follow()
	if o.arrange.Half == paper.Both {
		k.tell(printed, o)
	}
	k.showDelivery()
}

// tell says what was printed to whoever keeps a log of it.
func (k *Desk) tell(printed func(int, string), o order) {
	if printed != nil {
		printed(o.copies, o.place)
	}
}

// sendBacks prints the second half of a job that is turned over by hand.
func (k *Desk) sendBacks(d *delivery, s paper.Sheet, printed func(int, string)) {
	if d.sending {
		return
	}
	d.sending, d.trouble = true, explain.Trouble{}
	o := d.order
	o.arrange.Half = paper.Backs
	k.showDelivery()
	k.send(s, o, func(t paper.Ticket, err error) {
		d.sending = false
		if err != nil {
			d.trouble = explain.Error(err)
			k.showDelivery()
			return
		}
		*d = delivery{order: d.order, half: paper.Backs, ticket: t}
		k.follow()
		k.tell(printed, d.order)
		k.showDelivery()
	})
}

// follow asks once a second how far the delivery is, until it is over.
func (k *Desk) follow() {
	d := k.delivery
	if k.d.Every == nil {
		return
	}
	d.follows = true
	ctx, end := context.WithCancel(k.ctx)
	k.unfollow = end
	k.d.Every(ctx, func() {
		if d != k.delivery || d.over() {
			end()
			return
		}
		k.ask(d)
	})
	k.ask(d)
}

// ask asks the print system how far a delivery is.
func (k *Desk) ask(d *delivery) {
	if d.asking {
		return
	}
	d.asking = true
	printing, t := k.d.Printing, d.ticket
	work := func(ctx context.Context) (paper.Progress, error) { return printing.Follow(ctx, t) }
	bg.Start(k.ctx, k.d.Run, work, func(p paper.Progress, err error) {
		if d != k.delivery || d.ticket != t {
			return // it was put away, or its backs are printed by now
		}
		d.told(p, err)
		if d.over() {
			k.unfollow()
		}
		k.showDelivery()
	})
}

// onCancelPrint asks the printer to stop. Whether it does is seen by following it.
func (k *Desk) onCancelPrint() {
	d := k.delivery
	if d == nil || d.canceling || d.over() {
		return
	}
	d.canceling, d.trouble = true, explain.Trouble{}
	k.showDelivery()
	printing, t := k.d.Printing, d.ticket
	work := func(ctx context.Context) (struct{}, error) {
		return struct{}{}, printing.Cancel(context.WithoutCancel(ctx), t)
	}
	bg.Start(k.ctx, k.d.Run, work, func(_ struct{}, err error) {
		d.canceling = false
		if err != nil {
			d.trouble = explain.Error(err)
		}
		if d == k.delivery {
			k.ask(d)
			k.showDelivery()
		}
	})
}

// dismiss puts away what is said of the delivery.
func (k *Desk) dismiss() {
	k.unfollow()
	k.delivery = nil
	k.showDelivery()
}

func (k *Desk) showDelivery() {
	if k.delivery == nil {
		k.parts.putAway()
		return
	}
	k.parts.deliver(k.delivery.state())
}
