package journey

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"strings"

	"github.com/passalong/passalong/e2e/desk"
)

// A Rehearsal is a session that is run alone with simulated participants, from its beginning to its end.
type Rehearsal struct {
	Session

	before map[string]string // the files in the data folder
}

// Walk goes the whole way. It returns what the app wrote to its standard output and error.
func (r *Rehearsal) Walk(ctx context.Context) (output string, err error) {
	const first = 96 // after the stops of a Hostile
	return r.walkBehind(ctx, first, []stop{
		{"rehearsal-plan", r.plan},
		{"rehearsal", r.begin},
		{"rehearsal-asked", r.askThem},
		{"rehearsal-end", r.goThrough},
		{"rehearsed", r.end},
	})
}

func (r *Rehearsal) plan(ctx context.Context) error {
	if err := r.makePlan(ctx); err != nil {
		return err
	}
	if err := r.Desk.Follow(ctx, "10 minutes", "too many"); err != nil {
		return err
	}
	return r.Desk.Follow(ctx, "Fit to the time", "of 10: it fits")
}

func (r *Rehearsal) begin(ctx context.Context) (err error) {
	if err := r.Desk.SeeAll(ctx, "Saved"); err != nil {
		return err
	}
	if r.before, err = files(r.Data); err != nil {
		return err
	}
	if err := r.Desk.Follow(ctx, "Rehearse", "If it gets hard"); err != nil {
		return err
	}
	return r.openRoom(ctx, "Welcome and")
}

// askThem goes on to the first thing that is asked, and waits for what simulated people say.
func (r *Rehearsal) askThem(ctx context.Context) error {
	if err := r.facilitator(ctx, nowTab); err != nil {
		return err
	}
	for {
		seen, err := r.Desk.SeeAny(ctx, 0, "waits for you", "wait for you", "by phone")
		if seen != "" || err != nil {
			return err
		}
		if seen, err = r.Desk.SeeAny(ctx, 0, "open for answers", "the room, open"); err != nil {
			return err
		}
		if seen != "" { // somebody will
			continue
		}
		if err := r.Desk.Key(ctx, "Page_Down"); err != nil {
			return err
		}
	}
}

// goThrough goes on to the end of the plan.
func (r *Rehearsal) goThrough(ctx context.Context) error {
	const turns, atOnce = 30, 4
	for range turns {
		for range atOnce {
			if err := r.Desk.Key(ctx, "Page_Down"); err != nil {
				return err
			}
		}
		if seen, err := r.Desk.SeeAny(ctx, 0, "end of the plan"); seen != "" || err != nil {
			return err
		}
	}
	return errors.New("the plan does not end")
}

// end ends the rehearsal. The data folder is as it was.
func (r *Rehearsal) end(ctx context.Context) error {
	if err := r.facilitator(ctx, moreTab); err != nil {
		return err
	}
	if err := r.scrollTo(ctx, "End the session"); err != nil {
		return err
	}
	if err := r.Desk.Follow(ctx, "End the session", "End the rehearsal"); err != nil {
		return err
	}
	if err := r.Desk.Key(ctx, "Return"); err != nil { // what ends it has the keyboard
		return err
	}
	if err := r.seeSessions(ctx); err != nil {
		return err
	}
	return r.Desk.Until(ctx, func([]desk.Word) error {
		after, err := files(r.Data)
		if err == nil && !maps.Equal(r.before, after) {
			err = fmt.Errorf("the rehearsal has left something in the data folder: %v, and before: %v", names(after), names(r.before))
		}
		return err
	})
}

// files are the contents of all files below a folder, but for the index of a database's log, in which those who read leave
// marks.
func files(folder string) (map[string]string, error) {
	all := map[string]string{}
	tree, err := readAll(os.DirFS(folder))
	if errors.Is(err, fs.ErrNotExist) {
		return files(folder) // one went away while they were read
	}
	for name, data := range tree {
		if !strings.HasSuffix(name, ".db-shm") {
			all[name] = string(data)
		}
	}
	return all, err
}

func names(files map[string]string) map[string]int {
	sizes := map[string]int{}
	for name, data := range files {
		sizes[name] = len(data)
	}
	return sizes
}
