package app

import (
	"encoding/json"
	"sync"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/handout"
	"github.com/passalong/passalong/internal/pack"
	"github.com/passalong/passalong/internal/paper"
)

// counted remembers how many sheets handouts took. A cover list is wanted when its pack was just made, and making all
// of it again only to count would take seconds. The zero value is good.
type counted struct {
	mu     sync.Mutex
	sheets map[countKey]paper.Sheet // without their PDFs
}

// A countKey is everything that the number of sheets depends on.
type countKey struct {
	handout        *catalog.Handout // others after an update
	line           pack.Line
	region         catalog.Region
	service, today string
}

func keyOf(l pack.Line, in handout.Input) (countKey, error) {
	l.Copies, l.Language = 0, "" // which the handout says
	service, err := json.Marshal(in.Local)
	return countKey{in.Handout, l, in.Library.HomeRegion, string(service), in.Today.Format(time.DateOnly)}, err
}

func (c *counted) get(k countKey) (paper.Sheet, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	s, ok := c.sheets[k]
	return s, ok
}

func (c *counted) put(k countKey, s paper.Sheet) {
	const most = 2000 // sheets of the largest packs
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.sheets == nil || len(c.sheets) >= most {
		c.sheets = map[countKey]paper.Sheet{}
	}
	s.PDF = nil
	c.sheets[k] = s
}
