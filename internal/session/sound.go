package session

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/quiz"
)

// Limits of what a session is made of, far beyond what a person would plan.
const (
	mostPolls   = 500
	mostChoices = 100 // of an item
	mostID      = 300 // bytes
	mostLimit   = 10_000
)

// sound reports whether a session can run on a plan.
func sound(p plan.Plan) error {
	seen := map[plan.PollID]bool{}
	for i := range p.Sections {
		for _, step := range p.Sections[i].Steps {
			switch {
			case (step.Slide == nil) == (step.Poll == nil):
				return fmt.Errorf("%w: a step is a slide or a poll", ErrBadEvent)
			case step.Poll == nil:
				continue
			case seen[step.Poll.ID]:
				return fmt.Errorf("%w: the plan has the poll %q twice", ErrBadEvent, step.Poll.ID)
			}
			seen[step.Poll.ID] = true
			if err := soundPoll(*step.Poll); err != nil {
				return err
			}
		}
	}
	if len(seen) > mostPolls || len(p.Check) > mostPolls {
		return ErrFull
	}
	clear(seen)
	for _, poll := range p.Check {
		switch err := soundPoll(poll); {
		case err != nil:
			return err
		case poll.Kind != plan.ItemPoll || seen[poll.ID]:
			return fmt.Errorf("%w: %q cannot be asked before and after", ErrBadEvent, poll.ID)
		}
		seen[poll.ID] = true
	}
	return nil
}

// soundPoll reports whether the room can be asked a poll.
func soundPoll(p plan.Poll) error {
	ok := false
	switch p.Kind {
	case plan.ItemPoll:
		ok = p.Item != nil && soundItem(p.Item)
	case plan.WallPoll:
		ok = p.Prompt != ""
	case plan.ScenarioPoll:
		sc := p.Scenario
		ok = sc != nil && len(sc.Scenes) > 0 && len(sc.Endings) > 0 && sc.Limit <= mostLimit
	}
	if !ok || !soundID(string(p.ID)) {
		return fmt.Errorf("%w: the poll %q cannot be asked", ErrBadEvent, p.ID)
	}
	return nil
}

func soundItem(it *quiz.Item) bool {
	var seen []quiz.ChoiceID
	texts := 0
	for _, c := range it.Choices {
		if !soundID(string(c.ID)) || slices.Contains(seen, c.ID) || strings.HasPrefix(string(c.ID), shownKey) {
			return false
		}
		if seen = append(seen, c.ID); len(seen) > mostChoices {
			return false
		}
		if c.Text != "" {
			texts++
		}
	}
	switch it.Kind {
	case quiz.Single, quiz.Multiple, quiz.TrueFalse, quiz.Order:
		return len(seen) > 0
	case quiz.Match:
		return texts > 0
	case quiz.Short, quiz.Number:
		return it.Survey || len(seen) > 0
	}
	return false
}

func soundID(id string) bool {
	return id != "" && len(id) <= mostID && utf8.ValidString(id)
}

// line is a text as it is kept, in one line with single spaces, and whether it can be: it says something in at most so many
// characters and has none that cannot be seen or that turns the letters around it.
func line(text string, most int) (string, bool) {
	if len(text) > most*utf8.UTFMax*2 || !utf8.ValidString(text) || strings.ContainsFunc(text, unseen) {
		return "", false
	}
	text = strings.Join(strings.Fields(text), " ")
	return text, legible(text) && utf8.RuneCountInString(text) <= most
}

// blank are letters and signs that look like nothing: fillers of Hangul and the empty cell of Braille.
const blank = "\u115f\u1160\u3164\uffa0\u2800"

// mostMarks is how many marks a letter may carry: more than any way of writing needs, and too few to write over the lines
// above and below.
const mostMarks = 4

// legible reports whether there is something to see in a text, and nothing that covers what others wrote.
func legible(text string) bool {
	seen, marks := false, 0
	for _, r := range text {
		switch {
		case unicode.In(r, unicode.Mn, unicode.Me):
			if marks++; marks > mostMarks {
				return false
			}
			continue
		case unicode.IsGraphic(r) && !unicode.IsSpace(r) && !strings.ContainsRune(blank, r):
			seen = true
		}
		marks = 0
	}
	return seen
}

// unseen reports whether a character has no business in what participants write. Joiners and marks of direction belong to
// the way in which some languages are written; line breaks become spaces.
func unseen(r rune) bool {
	const firstJoiner, lastMark = '\u200c', '\u200f'
	switch {
	case r == '\n' || r == '\r' || r == '\t' || r >= firstJoiner && r <= lastMark:
		return false
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Zl, unicode.Zp) || r == utf8.RuneError
}

// printable reports whether a text holds nothing that a person would not write.
func printable(text string) bool {
	return utf8.ValidString(text) && !strings.ContainsFunc(text, unseen)
}
