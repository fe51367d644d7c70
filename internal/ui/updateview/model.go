package updateview

import (
	"errors"
	"slices"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/arrival"
	"github.com/passalong/passalong/internal/ui/explain"
)

// phase is what the card of a library is about.
type phase int

const (
	resting phase = iota // nothing was asked yet, or it was stopped
	queued               // its turn to be checked comes
	checking
	upToDate
	offered
	installing
	waiting // the source asked to wait until a time
	installed
	returning // to the earlier content
	returned
	changing // it is being removed, or the order is
	failed
)

// A step is what somebody asked for, so that it can be tried again.
type step int

const (
	noStep step = iota
	checkStep
	installStep
	returnStep
	removeStep
	upStep
	downStep
)

// A shelved is one library and what is going on with it.
type shelved struct {
	lib      catalog.InstalledLibrary
	phase    phase
	last     step // what was tried last
	update   catalog.Update
	transfer catalog.Transfer
	stopping bool      // the download was told to end and has not yet
	onward   bool      // what was gone to last is the later content of the two
	until    time.Time // when waiting ends
	note     string    // said once, such as what was stopped
	trouble  explain.Trouble
}

// model is what is known of the libraries and of what is newer.
type model struct {
	now    func() time.Time
	titles map[catalog.ModuleID]string
	never  bool // connections are switched off

	read    bool // the libraries were read once
	trouble explain.Trouble
	shelf   []*shelved // in the order of the libraries
	queue   []string   // ids that are still to be checked
	asked   bool       // a check of all is under way, or was
	alarm   arrival.Alarm
	said    string // of the whole, once
}

func newModel(c *catalog.Catalog, now func() time.Time) model {
	return model{now: now, titles: arrival.Titles(c)}
}

// take shows the libraries as they are now. What is going on with them stays.
func (m *model) take(libs []catalog.InstalledLibrary, err error) {
	m.read, m.trouble = true, explain.Error(err)
	if err != nil {
		return
	}
	shelf := make([]*shelved, 0, len(libs))
	for _, lib := range libs {
		l, ok := m.find(lib.ID)
		if !ok {
			l = &shelved{}
		}
		l.lib = lib
		shelf = append(shelf, l)
	}
	m.shelf = shelf
}

func (m *model) find(id string) (l *shelved, ok bool) {
	i := m.index(id)
	if i < 0 {
		return nil, false
	}
	return m.shelf[i], true
}

func (m *model) index(id string) int {
	return slices.IndexFunc(m.shelf, func(l *shelved) bool { return l.lib.ID == id })
}

// working is the library that something is under way with; nil for none. Only one thing is done at a time.
func (m *model) working() *shelved {
	for _, l := range m.shelf {
		switch l.phase {
		case checking, installing, returning, changing:
			return l
		}
	}
	return nil
}

// checkAll puts every library that has a source in the queue.
func (m *model) checkAll() {
	m.asked, m.said, m.alarm, m.queue = true, "", arrival.Alarm{}, nil
	for _, l := range m.shelf {
		if l.lib.Source != "" {
			l.phase, l.trouble, l.note = queued, explain.Trouble{}, ""
			m.queue = append(m.queue, l.lib.ID)
		}
	}
}

// next is the library whose turn it is to be checked; ok is false when all were.
func (m *model) next() (id string, ok bool) {
	if len(m.queue) == 0 || m.working() != nil {
		return "", false
	}
	id, m.queue = m.queue[0], m.queue[1:]
	return id, true
}

// begin starts a step with a library.
func (m *model) begin(l *shelved, s step) {
	l.last, l.trouble, l.transfer, l.note, l.stopping = s, explain.Trouble{}, catalog.Transfer{}, "", false
	m.alarm = arrival.Alarm{}
	switch s {
	case checkStep:
		l.phase, l.update = checking, catalog.Update{}
	case installStep:
		l.phase, l.transfer.Total = installing, l.update.Download
	case returnStep:
		l.phase, l.onward = returning, later(l.lib)
	case removeStep, upStep, downStep:
		l.phase = changing
	}
}

// checkDone takes the answer of a source.
func (m *model) checkDone(l *shelved, u catalog.Update, err error) {
	switch {
	case errors.Is(err, catalog.ErrUpToDate):
		l.phase, l.lib.Checked = upToDate, m.now()
	case err != nil:
		m.failed(l, err)
	default:
		l.phase, l.update, l.lib.Checked = offered, u, m.now()
	}
}

// mustCompare reports whether the keys of what is offered are not known here: what came with the program may have none,
// and a library that nobody had signed. This screen compares none.
func (l *shelved) mustCompare() bool { return l.update.Trust == catalog.NewKeys }

// installDone takes how an installation went. One that was told to stop may have been quicker.
func (m *model) installDone(l *shelved, err error) {
	switch {
	case err != nil && l.stopping:
		l.phase, l.stopping, l.note = offered, false, arrival.Stopped
	case err != nil:
		m.failed(l, err)
	default:
		l.phase, l.stopping = installed, false
	}
}

// done takes how everything else went.
func (m *model) done(l *shelved, err error) {
	switch {
	case err != nil:
		m.failed(l, err)
	case l.last == returnStep:
		l.phase = returned
	default:
		l.phase = resting
	}
}

// failed says what went wrong with a library. Keys that are not the known ones stop everything.
func (m *model) failed(l *shelved, err error) {
	if a, ok := arrival.AlarmOf(err); ok {
		m.alarm, m.queue = a, nil
		for _, other := range m.shelf {
			if other.phase == queued || other.phase == waiting {
				other.phase = resting
			}
		}
		l.phase, l.update = resting, catalog.Update{}
		return
	}
	if until, ok := arrival.Limit(err, m.now()); ok {
		l.phase, l.until = waiting, until
		return
	}
	l.phase, l.trouble = failed, arrival.Explain(err, l.lib.Source)
}

// due is a library whose source has said that it may be asked again by now; ok is false for none, and while something
// is under way.
func (m *model) due() (l *shelved, ok bool) {
	if m.working() != nil || m.never {
		return nil, false
	}
	for _, l := range m.shelf {
		if l.phase == waiting && !m.now().Before(l.until) {
			return l, true
		}
	}
	return nil, false
}

// patient reports whether some source has asked to wait.
func (m *model) patient() bool {
	return slices.ContainsFunc(m.shelf, func(l *shelved) bool { return l.phase == waiting })
}

// stopChecks ends the check of all.
func (m *model) stopChecks() {
	m.queue = nil
	for _, l := range m.shelf {
		if l.phase == checking || l.phase == queued {
			l.phase, l.note = resting, "Stopped. Nothing was changed."
		}
	}
}

// stop ends what is under way with a library. A download ends only when it says so.
func (m *model) stop(l *shelved) {
	switch l.phase {
	case installing:
		l.stopping = true
	case waiting:
		l.phase, l.note = resting, "Stopped. Nothing was changed."
		if l.last == installStep {
			l.phase = offered
		}
	case checking, queued:
		m.stopChecks()
	}
}

// moved is the order of the libraries after one was moved by a place up (-1) or down (+1); ok is false where there is
// no such place.
func (m *model) moved(id string, by int) (ids []string, ok bool) {
	i := m.index(id)
	if i < 0 || i+by < 0 || i+by >= len(m.shelf) {
		return nil, false
	}
	for _, l := range m.shelf {
		ids = append(ids, l.lib.ID)
	}
	ids[i], ids[i+by] = ids[i+by], ids[i]
	return ids, true
}
