package desk

import (
	"context"
	"fmt"
	"time"
)

// SeeAll waits until each of these phrases was legible.
func (d *Desk) SeeAll(ctx context.Context, phrases ...string) error {
	for _, p := range phrases {
		if _, err := d.See(ctx, p); err != nil {
			return err
		}
	}
	return nil
}

// SeeAny looks, at least once and for so long, whether one of these phrases is legible, and returns the first of them
// that is; "" is none.
func (d *Desk) SeeAny(ctx context.Context, soon time.Duration, phrases ...string) (string, error) {
	for began := time.Now(); ; {
		words, err := d.Read(ctx)
		if err != nil {
			return "", err
		}
		for _, p := range phrases {
			if _, ok := find(words, p); ok {
				return p, nil
			}
		}
		if time.Since(began) >= soon {
			return "", nil
		}
		if err := pause(ctx, lookAgain); err != nil {
			return "", fmt.Errorf("none of %q is to be seen among: %s", phrases, text(words))
		}
	}
}

// Follow clicks on one phrase and waits until another can be seen. Like a person whose click a busy machine has
// swallowed, or came before a button could be used, it clicks once more after a while.
func (d *Desk) Follow(ctx context.Context, phrase, then string) error {
	const soon = 8 * time.Second
	if _, err := d.See(ctx, phrase); err != nil {
		return err
	}
	for {
		words, err := d.Read(ctx)
		if err != nil {
			return err
		}
		if at, ok := find(words, phrase); ok { // it may have gone meanwhile
			if err := d.Click(ctx, at.X+at.W/2, at.Y+at.H/2); err != nil {
				return err
			}
		}
		if seen, err := d.SeeAny(ctx, soon, then); seen != "" || err != nil {
			return err
		}
	}
}

// Fill replaces what an entry holds. The entry is below its label.
func (d *Desk) Fill(ctx context.Context, label, text string) error {
	at, err := d.See(ctx, label)
	if err != nil {
		return err
	}
	const below = 34 // pixels from the label to the middle of its entry
	if err := d.Click(ctx, at.X+20, at.Y+at.H/2+below); err != nil {
		return err
	}
	if err := d.Key(ctx, "ctrl+a"); err != nil {
		return err
	}
	return d.Type(ctx, text)
}

// ScrollTo turns the wheel downwards until a phrase is legible and stands clear of the edge of the window, and
// returns where.
func (d *Desk) ScrollTo(ctx context.Context, phrase string) (Word, error) {
	return d.scroll(ctx, phrase, +7)
}

// ScrollUpTo turns the wheel upwards until a phrase is legible, and returns where.
func (d *Desk) ScrollUpTo(ctx context.Context, phrase string) (Word, error) {
	return d.scroll(ctx, phrase, -7)
}

func (d *Desk) scroll(ctx context.Context, phrase string, turn int) (Word, error) {
	const edge = 60
	var before Word
	for {
		words, err := d.Read(ctx)
		if err != nil {
			return Word{}, err
		}
		at, ok := find(words, phrase)
		if ok && (turn < 0 || at.Y+at.H < d.view.Dy()-edge || at == before) { // the end of the page has come where it stays
			return at, nil
		}
		before = at
		if err := d.Scroll(ctx, turn); err != nil {
			return Word{}, err
		}
		if err := pause(ctx, beat); err != nil {
			return Word{}, fmt.Errorf("%q is not to be seen among: %s", phrase, text(words))
		}
	}
}
