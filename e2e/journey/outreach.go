package journey

import (
	"context"
	"fmt"
)

// An Outreach is what a worker does at a counter before a round: enter the local service, choose a card, print it for
// the round and look it up in the log. Nobody needs a profile for that.
type Outreach struct {
	App
	Service, Address, Phone string // of the local service
	Word                    string // of the handout's title, which no other title has
	Handout, Format         string // titles on the screen
	Copies                  int
}

// Walk goes the whole way. It returns what the app wrote to its standard output and error.
func (o *Outreach) Walk(ctx context.Context) (output string, err error) {
	const first = 41 // after the stops of a Later
	return o.walk(ctx, first, []stop{
		{"outreach", o.lookAround},
		{"service", o.addService},
		{"card", o.chooseCard},
		{"card-mono", o.chooseInk},
		{"print", o.askToPrint},
		{"printed", o.print},
		{"print-log", o.lookUp},
	})
}

func (o *Outreach) lookAround(ctx context.Context) error {
	if err := o.Desk.Window(ctx, "Passalong"); err != nil {
		return err
	}
	return o.Desk.Follow(ctx, "Just look around", "Looking around")
}

func (o *Outreach) addService(ctx context.Context) error {
	d := o.Desk
	if err := d.Key(ctx, "ctrl+3"); err != nil {
		return err
	}
	if err := d.Follow(ctx, "Local services", "No local service yet"); err != nil {
		return err
	}
	if err := d.Key(ctx, "Return"); err != nil { // what adds one has the keyboard
		return err
	}
	if err := d.SeeAll(ctx, "How to find it"); err != nil {
		return err
	}
	for _, line := range []struct {
		text string
		keys []string // that lead on, past the hours
	}{{o.Service, []string{"Tab"}}, {o.Address, []string{"Tab", "Tab"}}, {o.Phone, []string{"Return"}}} {
		if err := d.Type(ctx, line.text); err != nil {
			return err
		}
		if err := d.Key(ctx, line.keys...); err != nil {
			return err
		}
	}
	return d.SeeAll(ctx, "Saved", o.Service)
}

func (o *Outreach) chooseCard(ctx context.Context) error {
	d := o.Desk
	if err := d.Key(ctx, "ctrl+3"); err != nil {
		return err
	}
	if err := d.SeeAll(ctx, "Favourites only"); err != nil {
		return err
	}
	if err := d.Type(ctx, o.Word); err != nil { // the filter has the keyboard
		return err
	}
	if err := d.SeeAll(ctx, "1 handout"); err != nil {
		return err
	}
	if err := d.Follow(ctx, o.Handout, "Save PDF"); err != nil {
		return err
	}
	if err := d.Follow(ctx, "A4 sheet", "US Letter sheet"); err != nil {
		return err
	}
	return d.Follow(ctx, o.Format, "Check the details") // of the service, the only one, which goes on it unasked
}

// chooseInk has it printed in black.
func (o *Outreach) chooseInk(ctx context.Context) error {
	if _, err := o.Desk.ScrollTo(ctx, "Black and white"); err != nil {
		return err
	}
	if err := o.Desk.ClickText(ctx, "Black and white"); err != nil {
		return err
	}
	return o.Desk.SeeAll(ctx, "100% 200%") // the page is there
}

func (o *Outreach) askToPrint(ctx context.Context) error {
	d := o.Desk
	at, err := d.ScrollUpTo(ctx, "Save PDF")
	if err != nil {
		return err
	}
	const before = 90 // pixels from the one button to the other
	if err := d.Click(ctx, at.X-before, at.Y+at.H/2); err != nil {
		return err
	}
	return d.SeeAll(ctx, "Print this handout", "Copies")
}

func (o *Outreach) print(ctx context.Context) error {
	d := o.Desk
	label, err := d.See(ctx, "Copies")
	if err != nil {
		return err
	}
	const below, beside = 43, 100 // pixels from the label to the middle of its entry
	if err := d.Click(ctx, label.X+beside, label.Y+label.H/2+below); err != nil {
		return err
	}
	if err := d.Key(ctx, "ctrl+a"); err != nil {
		return err
	}
	if err := d.Type(ctx, fmt.Sprint(o.Copies)); err != nil {
		return err
	}
	if err := d.Key(ctx, "Return"); err != nil {
		return err
	}
	return d.SeeAll(ctx, "Printed", fmt.Sprintf("%d copies", o.Copies))
}

func (o *Outreach) lookUp(ctx context.Context) error {
	if err := o.Desk.Key(ctx, "ctrl+3"); err != nil {
		return err
	}
	if err := o.Desk.Follow(ctx, "Print log", "Write down what is printed"); err != nil {
		return err
	}
	return o.Desk.SeeAll(ctx, o.Handout+", version", o.Format+", black and white", "for "+o.Service)
}
