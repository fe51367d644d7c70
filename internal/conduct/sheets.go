package conduct

import "github.com/passalong/passalong/internal/session"

// Sheets gives the sheets of before and after that are in, as session.Session.Sheets does.
func (c *Conductor) Sheets() []session.Keyed {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.seen.Sheets()
}

// Asked gives the items that the room was asked, as session.Session.Asked does.
func (c *Conductor) Asked() []session.DeskPoll {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.seen.Asked()
}
