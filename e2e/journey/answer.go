package journey

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/passalong/passalong/e2e/desk"
	"github.com/passalong/passalong/internal/quiz"
)

// An Answerer gives the right answers to items on the screen, by keyboard alone. It knows the library, and finds out
// by reading which item is asked and in which order its choices are shown.
type Answerer struct {
	Desk     *desk.Desk
	Items    []quiz.Item // that may be asked
	Shuffled bool        // whether choices are
	AsksSure bool        // whether an answer says how sure it is
}

// Answer answers the item on the screen and returns it.
func (a *Answerer) Answer(ctx context.Context) (quiz.Item, error) {
	words, err := a.Desk.Read(ctx)
	if err != nil {
		return quiz.Item{}, err
	}
	it, err := a.onScreen(words)
	if err != nil {
		return it, err
	}
	return it, a.give(ctx, it)
}

func (a *Answerer) give(ctx context.Context, it quiz.Item) error {
	var keys []string
	switch it.Kind {
	case quiz.Short, quiz.Number:
		if err := a.Desk.Type(ctx, rightText(it)); err != nil { // the line has the keyboard
			return err
		}
		keys = []string{"Return"}
		if a.AsksSure && !it.Survey {
			keys = []string{"Return", "Return"} // the first leads to "I'm sure"
		}
		return a.Desk.Key(ctx, keys...)
	case quiz.Order:
		shown, err := a.shown(ctx, it.Choices, quiz.Choice.Words)
		if err != nil {
			return err
		}
		keys = moves(shown)
	case quiz.Match:
		var err error
		if keys, err = a.pairs(ctx, it); err != nil {
			return err
		}
	default:
		var err error
		if keys, err = a.choices(ctx, it); err != nil {
			return err
		}
	}
	if a.AsksSure && !it.Survey {
		return a.Desk.Key(ctx, append(keys, "s")...)
	}
	return a.Desk.Key(ctx, append(keys, "Return")...)
}

// rightText is something that is accepted.
func rightText(it quiz.Item) string {
	for _, c := range it.Choices {
		if c.Correct {
			return strings.ReplaceAll(c.Text, "*", "")
		}
	}
	return ""
}

// choices are the keys that choose what is right; of a survey, the last.
func (a *Answerer) choices(ctx context.Context, it quiz.Item) ([]string, error) {
	at := make([]int, len(it.Choices)) // where each of them stands
	for i := range at {
		at[i] = i
	}
	if a.Shuffled && !it.Survey && it.Kind != quiz.TrueFalse {
		shown, err := a.shown(ctx, it.Choices, quiz.Choice.Words)
		if err != nil {
			return nil, err
		}
		for place, i := range shown {
			at[i] = place
		}
	}
	var keys []string
	for i, c := range it.Choices {
		if c.Correct || it.Survey && i == len(it.Choices)-1 {
			keys = append(keys, strconv.Itoa(at[i]+1))
		}
	}
	return keys, nil
}

// pairs are the keys that put what belongs beside each row of a match, from the first row on.
func (a *Answerer) pairs(ctx context.Context, it quiz.Item) ([]string, error) {
	rights := it.Rights(0) // in some order: each text once
	shown, err := a.shown(ctx, rights, func(c quiz.Choice) string { return c.Match })
	if err != nil {
		return nil, err
	}
	var keys []string
	for _, c := range it.Choices {
		if c.Text == "" {
			continue
		}
		place := slices.IndexFunc(shown, func(i int) bool { return rights[i].Match == c.Match })
		keys = append(keys, string(rune('a'+place)), "Down")
	}
	return keys, nil
}

// moves are the keys that put the rows of an order in place: a number puts the row that has the keyboard there, and
// the keyboard goes with it. Shown has for each row the place where it belongs.
func moves(shown []int) []string {
	var keys []string
	at := 0 // the row with the keyboard
	for place := range shown {
		row := slices.Index(shown, place)
		if row == place {
			continue
		}
		for ; at < row; at++ {
			keys = append(keys, "Down")
		}
		for ; at > row; at-- {
			keys = append(keys, "Up")
		}
		keys = append(keys, strconv.Itoa(place+1))
		shown = slices.Insert(slices.Delete(slices.Clone(shown), row, row+1), place, shown[row])
		at = place
	}
	return keys
}

// shown reads in which order these choices stand on the screen: the position of the first in choices, of the second,
// and so on. It turns the wheel when they do not all fit.
func (a *Answerer) shown(ctx context.Context, choices []quiz.Choice, words func(quiz.Choice) string) ([]int, error) {
	type place struct{ choice, look, y int }
	var found []place
	const looks, turn = 4, 5
	for look := range looks {
		read, err := a.Desk.Read(ctx)
		if err != nil {
			return nil, err
		}
		lines := desk.Lines(read)
		for i, c := range choices {
			if slices.ContainsFunc(found, func(p place) bool { return p.choice == i }) {
				continue
			}
			if line, ok := where(lines, words(c)); ok {
				found = append(found, place{i, look, line.Y})
			}
		}
		if len(found) == len(choices) {
			break
		}
		if err := a.Desk.Scroll(ctx, turn); err != nil {
			return nil, err
		}
	}
	if len(found) < len(choices) {
		return nil, fmt.Errorf("only %d of %d choices can be read on the screen", len(found), len(choices))
	}
	slices.SortFunc(found, func(p, q place) int { return cmp.Or(p.look-q.look, p.y-q.y) })
	order := make([]int, len(found))
	for i, p := range found {
		order[i] = p.choice
	}
	return order, nil
}

// where is the line that has the most of a text; of equal ones the last, as what is said or asked stands above the
// choices.
func where(lines []desk.Word, text string) (line desk.Word, ok bool) {
	const least = 0.6
	best := least
	for _, l := range lines {
		if like := desk.Likeness(l.Text, text); like >= best {
			best, line, ok = like, l, true
		}
	}
	return line, ok
}

// onScreen finds the item whose prompt has the most of its words on the screen.
func (a *Answerer) onScreen(words []desk.Word) (quiz.Item, error) {
	var seen []string
	for _, w := range words {
		seen = append(seen, plainWords(w.Text)...)
	}
	best, most := quiz.Item{}, 0.0
	for _, it := range a.Items {
		found, all := 0, plainWords(it.Prompt)
		for _, w := range all {
			if slices.Contains(seen, w) {
				found++
			}
		}
		if share := float64(found) / float64(len(all)); share > most {
			best, most = it, share
		}
	}
	if most < 0.7 {
		return best, errors.New("no item can be read on the screen")
	}
	return best, nil
}

func plainWords(text string) []string {
	words := strings.Fields(strings.ToLower(text))
	for i, w := range words {
		words[i] = strings.Trim(w, ".,:;?!\"'“”‘’()")
	}
	return words
}

// GoOn goes on from the feedback until a phrase can be seen.
func (a *Answerer) GoOn(ctx context.Context, then string) error {
	const presses = 5
	for range presses {
		seen, turned, err := a.wayOn(ctx, then)
		if err != nil || seen == then {
			return err
		}
		if err := a.Desk.Key(ctx, "Return"); err != nil {
			return err
		}
		wait := 6 * time.Second
		if turned {
			wait = time.Second // this Enter has most likely only brought the keyboard to the way on
		}
		if seen, err = a.Desk.SeeAny(ctx, wait, then); err != nil || seen != "" {
			return err
		}
	}
	return a.Desk.SeeAll(ctx, then)
}

// wayOn waits until the feedback has come, and turns the wheel to its end where the way on is further down. It says
// which words it saw: they may be what comes then already, where an Enter too many would choose something.
func (a *Answerer) wayOn(ctx context.Context, then string) (seen string, turned bool, err error) {
	const look, turn = 1200 * time.Millisecond, 10
	for ; ; turned = true {
		seen, err = a.Desk.SeeAny(ctx, look, then, "Next question", "See your result", "See how it went")
		if err != nil || seen != "" {
			return seen, turned, err
		}
		if err := a.Desk.Scroll(ctx, turn); err != nil {
			return "", turned, err
		}
	}
}
