// Package pack is the cart of an outreach worker: handouts × languages × services × copies, printed or saved in
// one go, with a cover list.
package pack

import (
	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/paper"
)

// A Line is one handout to be made, in one language, with one local service on it.
type Line struct {
	Handout  catalog.HandoutID
	Language catalog.Language // empty for that of the original
	Form     paper.HandoutForm
	Service  catalog.ServiceID // of a local service; empty for none
	Copies   int               // at least 1; does not change what is made
}

// An Entry is one handout in the cart.
type Entry struct {
	Handout catalog.HandoutID
	Form    paper.HandoutForm
	Copies  int // of each language and service
}

// A Pack is what is in the cart. Its zero value is empty.
type Pack struct {
	Title     string // of the ready-made pack it began with; may be empty
	Entries   []Entry
	Languages []catalog.Language  // none for that of each original
	Services  []catalog.ServiceID // of local services; none for no service
}
