package catalog

import (
	"slices"
	"time"
)

// An Alert is a warning about drugs that holds for a limited time.
type Alert struct {
	ID        AlertID
	Library   string // id of the library that it is of
	Version   string
	Title     string
	Urgency   Urgency
	Regions   []Region // none for everywhere
	Language  Language
	From      time.Time
	Expires   time.Time // the last day on which it holds
	Reviewers []Reviewer
	Services  []string // kinds of service printed at its end
	Link      string   // what its QR code holds; empty for none
	Body      Document
}

// Urgency is how bad what an alert warns of is.
type Urgency string

// The urgencies.
const (
	Notice  Urgency = "notice"  // good to know
	Serious Urgency = "serious" // people were hurt
	Deadly  Urgency = "deadly"  // people have died or may
)

// AlertState is whether an alert holds.
type AlertState int

// The states of an alert.
const (
	AlertComing AlertState = iota
	AlertCurrent
	AlertExpired
)

// StateOn says whether the alert holds on the day that it is where today's clock stands. It holds through its last
// day.
func (a *Alert) StateOn(today time.Time) AlertState {
	today = dateOf(today)
	switch {
	case !today.Before(a.Expires.AddDate(0, 0, 1)):
		return AlertExpired
	case today.Before(a.From):
		return AlertComing
	}
	return AlertCurrent
}

// In reports whether the alert is about a region: its own, one that contains it, or everywhere. An alert for
// "au" is about "au-vic" too.
func (a *Alert) In(r Region) bool {
	if len(a.Regions) == 0 {
		return true
	}
	return slices.ContainsFunc(a.Regions, func(of Region) bool { return of.Contains(r) })
}

// Contains reports whether a region is the other or has it as a part, as "au" has "au-vic".
func (r Region) Contains(other Region) bool {
	return r == other || len(other) > len(r) && other[:len(r)] == r && other[len(r)] == '-'
}

// MissingReviews lists the roles whose review the alert still waits for.
func (a *Alert) MissingReviews() []string { return missingReviews(a.Reviewers) }

// Alert finds an alert by its id.
func (c *Catalog) Alert(id AlertID) (*Alert, bool) {
	i := slices.IndexFunc(c.Alerts, func(a Alert) bool { return a.ID == id })
	if i < 0 {
		return nil, false
	}
	return &c.Alerts[i], true
}
