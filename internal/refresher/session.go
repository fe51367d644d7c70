package refresher

import (
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/quiz"
)

// Session gives the items that are due, from all completed modules, in the order of Deck.Due and no more than fit
// into the minutes that the learner asked for; fewer when fewer are due, and none when none are. What is left stays
// due. The items are those of today's content, with feedback at once.
func Session(c *catalog.Catalog, d *Deck, now time.Time, minutes int) quiz.Quiz {
	var items []quiz.Item
	for _, card := range d.Due(now, Fits(minutes)) {
		if it, ok := itemOf(c, card.Ref); ok {
			items = append(items, it)
		}
	}
	q := quiz.Mixed(SessionID, items...)
	q.AskSure = true
	return q
}

// itemOf finds an item with its module, for a quiz that mixes modules.
func itemOf(c *catalog.Catalog, ref Ref) (quiz.Item, bool) {
	m, ok := c.Module(ref.Module)
	if !ok {
		return quiz.Item{}, false
	}
	it, ok := m.Quiz.Item(ref.Item)
	it.Module = string(m.ID)
	return it, ok
}
