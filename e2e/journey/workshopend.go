package journey

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/passalong/passalong/e2e/desk"
	"github.com/passalong/passalong/internal/live/livetest"
)

// ask goes to a question and asks the room: phones answer, and hands are counted.
func (w *Workshop) ask(ctx context.Context) error {
	section, poll, err := w.poll(asked1)
	if err != nil {
		return err
	}
	if err := w.Session.ask(ctx, section); err != nil {
		return err
	}
	if err := w.crowd.answer(ctx, poll, 1, rightFirst); err != nil {
		return err
	}
	if err := w.look(ctx); err != nil {
		return err
	}
	return w.raise(ctx)
}

// beginning is the first words of a text: large letters break it into lines.
func beginning(text string, words int) string {
	all := strings.Fields(text)
	return strings.Join(all[:min(words, len(all))], " ")
}

// raise counts hands for the first choice, and waits until all answers are there.
func (w *Workshop) raise(ctx context.Context) error {
	if err := w.facilitator(ctx); err != nil {
		return err
	}
	if err := w.scrollUpTo(ctx, "open for answers"); err != nil {
		return err
	}
	at, err := w.seeAtRight(ctx, "Let him sleep")
	if err != nil {
		return err
	}
	const beside = 88 // pixels from the right edge to the middle of the counter
	if err := w.Desk.Click(ctx, mainPlace.Dx()-beside, at.Y+at.H/2); err != nil {
		return err
	}
	if err := w.Desk.Key(ctx, fmt.Sprint(raiseHands)); err != nil {
		return err
	}
	return w.allAnswers(ctx)
}

// allAnswers sees that nothing is lost of what was answered.
func (w *Workshop) allAnswers(ctx context.Context) error {
	return w.scrollTo(ctx, fmt.Sprintf("%d by phone, %d by hand", withPhones, raiseHands))
}

// reveal shows the results, then the right answer, then why; each only then.
func (w *Workshop) reveal(ctx context.Context) error {
	_, poll, err := w.poll(asked1)
	if err != nil {
		return err
	}
	why := poll.Item.Explanation
	for _, s := range []struct {
		key  string
		open func()
		see  string
	}{
		{"r", func() {}, fmt.Sprintf("%d answers", withPhones+raiseHands)},
		{"t", func() { w.curtain.allow(rightMark) }, rightMark},
		{"w", func() { w.curtain.show(why) }, beginning(why, 5)},
	} {
		if err := w.facilitator(ctx, s.key); err != nil {
			return err
		}
		s.open()
		if err := w.look(ctx, s.see); err != nil {
			return err
		}
	}
	return nil
}

// askAgain asks a second time after the room has talked, and shows the shift.
func (w *Workshop) askAgain(ctx context.Context) error {
	_, poll, err := w.poll(asked1)
	if err != nil {
		return err
	}
	if err := w.facilitator(ctx, "g"); err != nil {
		return err
	}
	if err := w.crowd.answer(ctx, poll, 2, withPhones); err != nil {
		return err
	}
	w.draw() // what was revealed is hidden again
	if err := w.look(ctx, "Asked again"); err != nil {
		return err
	}
	if err := w.facilitator(ctx, "s", "r", "h"); err != nil {
		return err
	}
	return w.look(ctx, fmt.Sprintf("%d answers", withPhones), "again")
}

// closeRoom closes the room's window in the middle of it all, and opens it again.
func (w *Workshop) closeRoom(ctx context.Context) error {
	at, err := w.Desk.See(ctx, "Fill the screen")
	if err != nil {
		return err
	}
	const beside = 88 // pixels from there to "Close it", whose cross is read with it as one sign
	if err := w.Desk.Click(ctx, at.X+at.W+beside, at.Y+at.H/2); err != nil {
		return err
	}
	if err := w.Desk.SeeAll(ctx, "screen is closed"); err != nil {
		return err
	}
	if n := w.Desk.Windows(ctx, roomTitle); n > 0 {
		return errors.New("the room's window is still there")
	}
	return w.openRoom(ctx, fmt.Sprintf("%d answers", withPhones))
}

// powerCut asks a third time, kills the app when all answers are acknowledged, and goes on.
func (w *Workshop) powerCut(ctx context.Context) error {
	_, poll, err := w.poll(asked1)
	if err != nil {
		return err
	}
	if err := w.facilitator(ctx, "g"); err != nil {
		return err
	}
	if err := w.crowd.answer(ctx, poll, 3, withPhones-1); err != nil {
		return err
	}
	if err := w.raise(ctx); err != nil {
		return err
	}
	if err := w.find(); err != nil {
		return err
	}
	w.kill()
	if err := w.Session.App.start(); err != nil {
		return err
	}
	if err := w.settle(ctx); err != nil {
		return err
	}
	if err := w.Desk.Follow(ctx, "Go on with the session", "If it gets hard"); err != nil {
		return err
	}
	if err := w.Desk.Key(ctx, nowTab); err != nil {
		return err
	}
	if err := w.allAnswers(ctx); err != nil {
		return err
	}
	return w.comeBack(ctx)
}

// comeBack opens the room's window and the page again. The phones are who they were.
func (w *Workshop) comeBack(ctx context.Context) error {
	if err := w.openRoom(ctx, "A friend took heroin"); err != nil {
		return err
	}
	if err := w.letPhonesIn(ctx); err != nil {
		return err
	}
	w.crowd.comeBack(w.url)
	if err := w.Desk.SeeAll(ctx, fmt.Sprintf("%d phones are there", withPhones)); err != nil {
		return err
	}
	return w.hideJoin(ctx)
}

// find looks at the files while the session is under way. What stands for the phones is there, or nothing would ever be
// found; what they sent is not.
func (w *Workshop) find() error {
	found, err := w.Search(w.crowd.digests())
	if err != nil {
		return err
	}
	if len(found) < withPhones {
		return fmt.Errorf("of %d phones only these are on the disk while the session runs: %q", withPhones, found)
	}
	return w.none(w.crowd.secrets) // the word that nobody approved is kept until the end: somebody may still
}

// none fails when something is on the disk that must not be.
func (w *Workshop) none(all []Secret) error {
	found, err := w.Search(all)
	if err == nil && len(found) > 0 {
		err = fmt.Errorf("on the disk are: %q", found)
	}
	return err
}

// end says what the report needs: three counts of people.
func (w *Workshop) end(ctx context.Context) error {
	if err := w.facilitator(ctx, moreTab); err != nil {
		return err
	}
	if err := w.scrollTo(ctx, "End the session"); err != nil {
		return err
	}
	if err := w.Desk.Follow(ctx, "End the session", "Who was there"); err != nil {
		return err
	}
	if err := w.Desk.Key(ctx, "ctrl+a"); err != nil { // the first count has the keyboard
		return err
	}
	if err := w.Desk.Type(ctx, fmt.Sprint(withPhones+raiseHands+1)); err != nil {
		return err
	}
	return w.Desk.SeeAll(ctx, fmt.Sprintf("%d people in all", withPhones+raiseHands+1))
}

// finish ends the session: the room's window goes, the phones are told, and the report is there.
func (w *Workshop) finish(ctx context.Context) error {
	const button = "Finish and make the report"
	if _, err := w.Desk.ScrollTo(ctx, button); err != nil {
		return err
	}
	if err := w.Desk.Follow(ctx, button, fmt.Sprintf("Matched before and after: %d", pairs)); err != nil {
		return err
	}
	if err := w.crowd.each(func(p *person) error {
		_, err := p.await(ctx, func(v livetest.View) bool { return v.State == "ended" })
		return err
	}); err != nil {
		return err
	}
	if err := w.Desk.Until(ctx, func([]desk.Word) error {
		if w.Desk.Windows(ctx, roomTitle) > 0 {
			return errors.New("the room's window is still there")
		}
		return nil
	}); err != nil {
		return err
	}
	return w.none(append(w.Secrets(), w.crowd.digests()...))
}

func (w *Workshop) save(ctx context.Context) error { return w.savePDF(ctx, w.PDF) }
