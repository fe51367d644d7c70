package journey

import "context"

// check looks at a source that this computer does not know yet.
func (j *Journey) check(ctx context.Context) error {
	d := j.Desk
	if err := d.Follow(ctx, "Content", "Libraries on this computer"); err != nil {
		return err
	}
	if err := d.Follow(ctx, "Libraries on this computer", "Came with the program"); err != nil {
		return err
	}
	if err := d.Key(ctx, "ctrl+o"); err != nil {
		return err
	}
	if err := d.SeeAll(ctx, "From the network"); err != nil {
		return err
	}
	if err := d.Type(ctx, j.Source); err != nil { // the entry has the keyboard
		return err
	}
	if err := d.Key(ctx, "Return"); err != nil {
		return err
	}
	return d.SeeAll(ctx, "Compare this number", j.Fingerprint[:len("12345 67890 12345")])
}

// update compares the number and goes on.
func (j *Journey) update(ctx context.Context) error {
	return j.accept(ctx)
}
