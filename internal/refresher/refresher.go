// Package refresher decides which items of completed modules come back, and when. Nothing is kept: the
// schedule is what FSRS makes of the responses in a record, so it can never disagree with them.
package refresher

import (
	fsrs "github.com/open-spaced-repetition/go-fsrs/v4"

	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
)

// A Ref names an item of a module, for ever.
type Ref struct {
	Module catalog.ModuleID
	Item   quiz.ItemID
}

// A Card is where one item stands.
type Card struct {
	Ref
	Critical  bool
	Reviews   int
	Last      time.Time // last response
	Due       time.Time
	Stability float64 // days after which the chance of knowing it has fallen to 90 in 100
	// Changed says that the right answer of the item has changed since the last response, so that its
	// schedule begins anew and the learner is told why.
	Changed bool
}

// A Deck is the schedule of one learner.
type Deck struct {
	fsrs *fsrs.FSRS
}

// NewDeck works out the schedule from the responses to the items of completed modules, whatever they were
// given for.
func NewDeck(c *catalog.Catalog, r progress.Record) *Deck { return nil }
