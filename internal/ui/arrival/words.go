// Package arrival is what the screens that bring content have in common: what an update would change, how far its
// download is, how long a source asks to wait, and what it can mean that a publisher's keys are others.
package arrival

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/glance"
	"github.com/passalong/passalong/internal/ui/revision"
)

// A Line is one part of a library that an update changes.
type Line struct {
	Kind        catalog.ChangeKind
	Title, Note string
}

// Titles are those of the modules that are here, for Changes.
func Titles(c *catalog.Catalog) map[catalog.ModuleID]string {
	titles := map[catalog.ModuleID]string{}
	for i := range c.Modules {
		titles[c.Modules[i].ID] = c.Modules[i].Title
	}
	return titles
}

// Changes puts what an update brings into words, module by module, the library as a whole last.
func Changes(u catalog.Update, titles map[catalog.ModuleID]string) []Line {
	lines := make([]Line, 0, len(u.Changes))
	for _, c := range u.Changes {
		lines = append(lines, Line{Kind: c.Kind, Title: title(c.Module, titles), Note: note(c)})
	}
	return lines
}

// title is the module's title, or for a module that is not here yet what its id says.
func title(id catalog.ModuleID, titles map[catalog.ModuleID]string) string {
	if id == "" {
		return "Shared parts"
	}
	if t, ok := titles[id]; ok {
		return t
	}
	words := strings.ReplaceAll(string(id), "-", " ")
	return strings.ToUpper(words[:1]) + words[1:]
}

func note(c catalog.Change) string {
	files := glance.Count(c.Files, "file", "files")
	var what string
	switch {
	case c.Kind == catalog.Removed && c.Module == "":
		return "Taken out of the library."
	case c.Kind == catalog.Removed:
		return "Taken out of the library. What you did in it is kept."
	case c.Module == "":
		what = "Sources, services and words: " + files + " " + changedOrNew(c.Kind)
	case c.Kind == catalog.Added:
		what = "New module, " + files
	default:
		what = files + " changed"
	}
	if c.Bytes > 0 {
		what += ", " + revision.Bytes(c.Bytes)
	}
	return what
}

func changedOrNew(k catalog.ChangeKind) string {
	if k == catalog.Added {
		return "new"
	}
	return "changed"
}

// Sizes says how much of an update is still to be fetched.
func Sizes(u catalog.Update) string {
	if u.Download == 0 {
		return "Nothing has to be fetched: all of it is on this computer already."
	}
	return fmt.Sprintf("To fetch: %s in %s.", revision.Bytes(u.Download), glance.Count(u.Files, "file", "files"))
}

// Share is how far a download is, from 0 to 1 and in words.
func Share(t catalog.Transfer) (float64, string) {
	if t.Total <= 0 {
		return 0, "Checking every file…"
	}
	if t.Done >= t.Total {
		return 1, "All " + revision.Bytes(t.Total) + " are here. Checking every file…"
	}
	return float64(t.Done) / float64(t.Total), revision.Bytes(t.Done) + " of " + revision.Bytes(t.Total)
}

// Stopped is what is said after a download was stopped.
const Stopped = "Stopped. Nothing was changed. What has arrived is kept, so it will be quicker next time."

// Limit is until when a source asks to wait; ok is false where err is about something else, or says no time that is
// still to come.
func Limit(err error, now time.Time) (until time.Time, ok bool) {
	limit := (*catalog.LimitError)(nil)
	if !errors.As(err, &limit) || !limit.Until.After(now) {
		return time.Time{}, false
	}
	return limit.Until, true
}

// Waiting says until when and for whom, in whole minutes that are not too early. The source is an address, or empty
// where it is not known.
func Waiting(until, now time.Time, source string) string {
	return fmt.Sprintf("Waiting until %s because %s asks us to.", revision.Clock(until.Add(time.Minute-time.Nanosecond).Truncate(time.Minute), now), Who(source))
}

// Who names whoever answers at an address: most repositories lie on GitHub.
func Who(source string) string {
	if rest, ok := strings.CutPrefix(source, "https://"); ok {
		host, _, _ := strings.Cut(rest, "/")
		return host
	}
	return "GitHub"
}

// Explain says in words why something was not brought from a source.
func Explain(err error, source string) explain.Trouble {
	t := explain.Error(err)
	if limit := (*catalog.LimitError)(nil); errors.As(err, &limit) {
		t.What, t.Next = Who(source)+" asks us to wait.", "Your lessons still work. Try again later."
	}
	return t
}
