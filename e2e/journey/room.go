package journey

import (
	"context"
	"errors"
	"fmt"
	"image"
	"time"

	"github.com/passalong/passalong/e2e/desk"
	"github.com/passalong/passalong/internal/plan"
)

// Titles of the two windows, and where they stand on the desk, which is RoomDesk large.
const (
	mainTitle = "^Passalong$"
	roomTitle = "room$"
)

// The two windows of a session beside each other, and a desk that has room for both.
var (
	mainPlace = image.Rect(0, 0, 1100, 720)
	roomPlace = image.Rect(1120, 0, 1120+960, 540)
)

// RoomDesk is how large a desk for both windows is.
func RoomDesk() (width, height int) { return roomPlace.Max.X, mainPlace.Max.Y }

// A Session is one with a group, run by somebody who has both windows before them.
type Session struct {
	App
	Plan plan.Plan // as the app makes it

	curtain *curtain
	crowd   *crowd
	url     string // of the page for phones
}

// walkBehind goes from stop to stop with a curtain: at the end of each, both windows are photographed and the room's must
// show nothing that it may not.
func (s *Session) walkBehind(ctx context.Context, first int, stops []stop) (string, error) {
	defer func() { s.crowd.close() }()
	s.curtain = newCurtain(s.Plan)
	for i, st := range stops {
		stops[i].do = func(ctx context.Context) error {
			if err := st.do(ctx); err != nil {
				return err
			}
			return s.photograph(ctx, fmt.Sprintf("%02d-%s-room", first+i, st.name))
		}
	}
	return s.walk(ctx, first, stops)
}

// photograph takes a picture of the room's window, if there is one, and looks behind the curtain. It leaves the desk turned
// to the facilitator's window.
func (s *Session) photograph(ctx context.Context, name string) error {
	if s.Desk.Windows(ctx, roomTitle) > 0 {
		if err := s.look(ctx); err != nil {
			return err
		}
		if err := s.picture(name); err != nil {
			return err
		}
	}
	return s.Desk.TurnTo(ctx, mainTitle)
}

// look sees phrases in the room's window, and nothing that is behind the curtain.
func (s *Session) look(ctx context.Context, phrases ...string) error {
	if err := s.Desk.LookAt(ctx, roomTitle); err != nil {
		return err
	}
	if err := s.Desk.SeeAll(ctx, phrases...); err != nil {
		return fmt.Errorf("in the room: %w", err)
	}
	words, err := s.Desk.Read(ctx)
	if err != nil {
		return err
	}
	return s.curtain.check(words)
}

// facilitator turns to the facilitator's window and presses keys there.
func (s *Session) facilitator(ctx context.Context, keys ...string) error {
	if err := s.Desk.TurnTo(ctx, mainTitle); err != nil {
		return err
	}
	return s.Desk.Key(ctx, keys...)
}

// remote presses keys of a presenter remote while the room's window has the keyboard.
func (s *Session) remote(ctx context.Context, keys ...string) error {
	if err := s.Desk.TurnTo(ctx, roomTitle); err != nil {
		return err
	}
	return s.Desk.Key(ctx, keys...)
}

// The tabs of the facilitator's window, by their keys.
const (
	nowTab    = "1"
	planTab   = "2"
	phonesTab = "3"
	moreTab   = "4"
)

// settle puts the window in its place and looks around: a session needs no profile.
func (s *Session) settle(ctx context.Context) error {
	if err := s.Desk.Place(ctx, mainTitle, mainPlace); err != nil {
		return err
	}
	if err := s.Desk.TurnTo(ctx, mainTitle); err != nil {
		return err
	}
	if err := s.Desk.Follow(ctx, "Just look around", "Looking around"); err != nil {
		return err
	}
	if err := s.Desk.Key(ctx, "ctrl+4"); err != nil {
		return err
	}
	return s.seeSessions(ctx)
}

// seeSessions waits for the list of sessions, whose first words tell whether there was one before.
func (s *Session) seeSessions(ctx context.Context) error {
	return s.Desk.Until(ctx, func(words []desk.Word) error {
		if desk.Legible(words, "Run a session with a group") || desk.Legible(words, "Plan a session, run it") {
			return nil
		}
		return errors.New("the list of sessions is not to be seen")
	})
}

// makePlan makes a plan of the module.
func (s *Session) makePlan(ctx context.Context) error {
	d := s.Desk
	if err := s.settle(ctx); err != nil {
		return err
	}
	if _, err := d.ScrollTo(ctx, s.Plan.Title); err != nil {
		return err
	}
	if err := d.Follow(ctx, s.Plan.Title, "What is it about"); err != nil {
		return err
	}
	if _, err := d.ScrollTo(ctx, "Make the plan"); err != nil {
		return err
	}
	if err := d.Follow(ctx, "Make the plan", "Start the session"); err != nil {
		return err
	}
	return d.SeeAll(ctx, "Saved")
}

func (s *Session) start(ctx context.Context) error {
	return s.Desk.Follow(ctx, "Start the session", "If it gets hard")
}

// Begin starts the session of a plan that is open, with the room's window and the page for phones, whose URL it reads.
func (s *Session) Begin(ctx context.Context) error {
	if err := s.start(ctx); err != nil {
		return err
	}
	if err := s.openRoom(ctx, "Welcome and"); err != nil {
		return err
	}
	if err := s.letPhonesIn(ctx); err != nil {
		return err
	}
	return s.hideJoin(ctx)
}

// Ready starts the app and a session into which phones can come, and gives the URL of their page. The caller ends the app
// with Stop.
func (s *Session) Ready(ctx context.Context) (url string, err error) {
	s.curtain = newCurtain(s.Plan)
	if err := s.App.start(); err != nil {
		return "", err
	}
	if err := s.makePlan(ctx); err != nil {
		return "", err
	}
	err = s.Begin(ctx)
	return s.url, err
}

// Stop ends the app that Ready has started.
func (s *Session) Stop() { s.kill() }

// RSS is the memory that the app holds, in kB.
func (s *Session) RSS() (int, error) { return s.running.RSS() }

// Ask asks the room a question with choices.
func (s *Session) Ask(ctx context.Context) (plan.Poll, error) {
	section, poll, err := s.poll(asked1)
	if err != nil {
		return poll, err
	}
	if err := s.ask(ctx, section); err != nil {
		return poll, err
	}
	return poll, s.facilitator(ctx)
}

// SeeAnswers waits until the facilitator sees so many answers.
func (s *Session) SeeAnswers(ctx context.Context, byPhone int) error {
	return s.scrollTo(ctx, fmt.Sprintf("%d by phone", byPhone))
}

// ask goes to the question with which a section begins, and asks the room.
func (s *Session) ask(ctx context.Context, section string) error {
	if err := s.facilitator(ctx, planTab); err != nil {
		return err
	}
	if err := s.Desk.ClickText(ctx, section); err != nil {
		return err
	}
	if err := s.look(ctx, beginning(section, 2)); err != nil {
		return err
	}
	if err := s.remote(ctx, "Page_Down"); err != nil {
		return err
	}
	if err := s.look(ctx, "A friend took heroin"); err != nil {
		return err
	}
	if err := s.facilitator(ctx, nowTab); err != nil {
		return err
	}
	if err := s.remote(ctx, "Page_Down"); err != nil { // asks
		return err
	}
	return s.look(ctx, "Answer now by phone")
}

// openRoom opens the room's window, and sees what stands in it.
func (s *Session) openRoom(ctx context.Context, phrases ...string) error {
	if err := s.Desk.TurnTo(ctx, mainTitle); err != nil {
		return err
	}
	if err := s.Desk.ClickText(ctx, "Open the room"); err != nil {
		return err
	}
	if err := s.Desk.Place(ctx, roomTitle, roomPlace); err != nil {
		return err
	}
	return s.look(ctx, phrases...)
}

// letPhonesIn starts the page on this computer's own address, and reads its URL from the room's window, as phones do.
func (s *Session) letPhonesIn(ctx context.Context) error {
	d := s.Desk
	if err := s.facilitator(ctx, phonesTab); err != nil {
		return err
	}
	if err := d.ClickText(ctx, "This computer only"); err != nil {
		return err
	}
	if err := d.Follow(ctx, "Let phones in", "phones are there"); err != nil {
		return err
	}
	if err := d.ClickText(ctx, "Show the room how to join"); err != nil {
		return err
	}
	if err := s.look(ctx, "Join with your phone"); err != nil {
		return err
	}
	if err := s.scan(ctx); err != nil {
		return err
	}
	return d.TurnTo(ctx, mainTitle)
}

// scan reads the QR code in the room's window until it can be read.
func (s *Session) scan(ctx context.Context) (err error) {
	for {
		if s.url, err = s.Desk.Scan(); err == nil {
			return nil
		}
		if ctx.Err() != nil {
			return err
		}
		rest(ctx, 200*time.Millisecond)
	}
}

// hideJoin shows the session to the room again.
func (s *Session) hideJoin(ctx context.Context) error {
	return s.Desk.ClickText(ctx, "Hide how to join")
}

// seeAtRight sees a phrase in the right column of the facilitator's window, where what the room sees is not repeated.
func (s *Session) seeAtRight(ctx context.Context, phrase string) (at desk.Word, err error) {
	err = s.Desk.Until(ctx, func(words []desk.Word) error {
		var right []desk.Word
		for _, w := range words {
			if w.X > mainPlace.Dx()/2 {
				right = append(right, w)
			}
		}
		var ok bool
		if at, ok = desk.Find(right, phrase); !ok {
			return fmt.Errorf("%q is not to be seen at the right", phrase)
		}
		return nil
	})
	return at, err
}

// scrollTo turns the wheel over the right column of the facilitator's window until a phrase is legible.
func (s *Session) scrollTo(ctx context.Context, phrase string) error {
	if err := s.pointAtRight(ctx); err != nil {
		return err
	}
	_, err := s.Desk.ScrollTo(ctx, phrase)
	return err
}

// scrollUpTo is scrollTo upwards.
func (s *Session) scrollUpTo(ctx context.Context, phrase string) error {
	if err := s.pointAtRight(ctx); err != nil {
		return err
	}
	_, err := s.Desk.ScrollUpTo(ctx, phrase)
	return err
}

func (s *Session) pointAtRight(ctx context.Context) error {
	const inside = 24 // pixels from the corner, within the column
	return s.Desk.Point(ctx, mainPlace.Dx()-inside, mainPlace.Dy()-inside)
}

// dark waits until nothing can be read in the room's window.
func (s *Session) dark(ctx context.Context) error {
	if err := s.Desk.LookAt(ctx, roomTitle); err != nil {
		return err
	}
	return s.Desk.Until(ctx, func(words []desk.Word) error {
		if len(words) > 0 {
			return errors.New("the room's window is not dark")
		}
		return nil
	})
}

// step finds a step of the plan by its poll: the titles of its section, and the poll.
func (s *Session) poll(id plan.PollID) (section string, poll plan.Poll, err error) {
	for _, sec := range s.Plan.Sections {
		for _, st := range sec.Steps {
			if st.Poll != nil && st.Poll.ID == id {
				return sec.Title, *st.Poll, nil
			}
		}
	}
	return "", poll, fmt.Errorf("the plan has no question %s", id)
}
