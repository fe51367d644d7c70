package desk

import (
	"context"
	"errors"
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
// swallowed, it clicks once more after a while.
func (d *Desk) Follow(ctx context.Context, phrase, then string) error {
	const soon = 15 * time.Second
	if err := d.ClickText(ctx, phrase); err != nil {
		return err
	}
	seen, err := d.SeeAny(ctx, soon, then)
	if seen != "" || err != nil {
		return err
	}
	again, cancel := context.WithTimeout(ctx, soon)
	defer cancel()
	_ = d.ClickText(again, phrase) // it may have gone meanwhile
	return d.SeeAll(ctx, then)
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
	const turn, edge = 4, 60
	for {
		words, err := d.Read(ctx)
		if err != nil {
			return Word{}, err
		}
		if at, ok := find(words, phrase); ok && at.Y+at.H < d.height-edge {
			return at, nil
		}
		if err := d.Scroll(ctx, turn); err != nil {
			return Word{}, err
		}
		if err := pause(ctx, beat); err != nil {
			return Word{}, errors.Join(fmt.Errorf("%q is not to be seen among: %s", phrase, text(words)), err)
		}
	}
}
