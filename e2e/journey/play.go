package journey

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/passalong/passalong/e2e/desk"
	"github.com/passalong/passalong/internal/scenario"
)

// A player plays a scenario on the screen. It plays along, so that it knows what can be seen.
type player struct {
	desk *desk.Desk
	run  scenario.Run
}

// do does something, by its key or by clicking on its words, and sees that time has gone by.
func (p *player) do(ctx context.Context, id scenario.ActionID, byKey bool) error {
	now, err := p.run.Now()
	if err != nil {
		return err
	}
	for i, a := range now.Offered {
		if a.ID != id {
			continue
		}
		if byKey {
			err = p.desk.Key(ctx, strconv.Itoa(i+1))
		} else {
			err = p.clickOn(ctx, a.Text)
		}
		if err != nil {
			return err
		}
	}
	if p.run, err = p.run.Act(id, time.Time{}); err != nil {
		return fmt.Errorf("%s: %w", id, err)
	}
	return p.see(ctx)
}

// clickOn clicks on the words of an action, and turns the wheel until they can be seen.
func (p *player) clickOn(ctx context.Context, text string) error {
	const turns, turn = 20, 3
	for range turns {
		words, err := p.desk.Read(ctx)
		if err != nil {
			return err
		}
		if at, ok := where(desk.Lines(words), text); ok {
			return p.desk.Click(ctx, at.X+at.W/2, at.Y+at.H/2)
		}
		if err := p.desk.Scroll(ctx, turn); err != nil {
			return err
		}
	}
	return fmt.Errorf("%q is not to be seen", text)
}

// wait waits until a minute of the story has passed by itself.
func (p *player) wait(ctx context.Context) (err error) {
	if p.run, err = p.run.Wait(time.Time{}); err != nil {
		return err
	}
	if err := p.desk.SeeAll(ctx, "You wait, and a minute passes"); err != nil {
		return err
	}
	return p.see(ctx)
}

// see waits until the screen shows the moment that the run has come to: the minutes that are gone, or, where their
// figure is misread, the action that was done last.
func (p *player) see(ctx context.Context) error {
	now, err := p.run.Now()
	if err != nil {
		return err
	}
	if now.Ended {
		return p.desk.SeeAll(ctx, "The story ends here")
	}
	last, again := p.lastAction()
	return p.desk.Until(ctx, func(words []desk.Word) error {
		if minutes, ok := desk.Under(words, "Minutes gone"); ok && minutes == strconv.Itoa(now.Minutes) {
			return nil
		}
		lines := desk.Lines(words)
		quote, quoted := where(lines, "What just happened")
		for _, l := range lines {
			const below = 60
			if quoted && last != "" && !again && l.Y > quote.Y && l.Y < quote.Y+below && desk.Likeness(l.Text, last) > 0.6 {
				return nil
			}
		}
		return fmt.Errorf("%d minutes are not gone, after %q", now.Minutes, last)
	})
}

// lastAction is what was done last, and whether the same was done before that.
func (p *player) lastAction() (text string, again bool) {
	n := len(p.run.Steps)
	if n == 0 {
		return "", false
	}
	for _, s := range p.run.Scenario.Scenes {
		for _, a := range s.Actions {
			if a.ID == p.run.Steps[n-1].Action {
				text = a.Text
			}
		}
	}
	return text, n > 1 && p.run.Steps[n-2].Action == p.run.Steps[n-1].Action
}

// goodPath finds actions that help and lead to the best end, as few as can be.
func goodPath(run scenario.Run) ([]scenario.ActionID, error) {
	best := slices.IndexFunc(run.Scenario.Endings, func(e scenario.Ending) bool { return e.Good })
	if best < 0 {
		return nil, errors.New("no end is good")
	}
	type way struct {
		run  scenario.Run
		path []scenario.ActionID
	}
	been := map[string]bool{}
	for todo := []way{{run: run}}; len(todo) > 0; todo = todo[1:] {
		at := todo[0]
		now, err := at.run.Now()
		if err != nil {
			return nil, err
		}
		if now.Ended && now.Ending.ID == run.Scenario.Endings[best].ID && len(now.Critical) == 0 {
			return at.path, nil
		}
		var offered []string
		for _, a := range now.Offered {
			offered = append(offered, string(a.ID))
		}
		if key := fmt.Sprint(now.Scene, now.Minutes, now.State, offered); been[key] {
			continue
		} else {
			been[key] = true
		}
		for _, a := range now.Offered {
			if a.Weight != scenario.Helped {
				continue
			}
			next, err := at.run.Act(a.ID, time.Time{})
			if err != nil {
				return nil, err
			}
			todo = append(todo, way{next, append(at.path[:len(at.path):len(at.path)], a.ID)})
		}
	}
	return nil, errors.New("what helps does not lead to the best end")
}
