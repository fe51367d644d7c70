package addview

import (
	"errors"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/arrival"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/glance"
	"github.com/passalong/passalong/internal/ui/revision"
)

// phase is the step that the screen is at.
type phase int

const (
	asking phase = iota // where from
	looking
	waiting // the source asked to wait until a time
	already // what is there is here
	found
	installing
	installed
)

// state is everything that the screen shows.
type state struct {
	Phase        phase
	Address      string // as written
	AddressError string
	Never        bool // connections are switched off
	Note         string
	Trouble      explain.Trouble
	CanRetry     bool
	ToSettings   bool // the trouble can be put right there
	Alarm        arrival.Alarm

	Heading, Text string // of looking, waiting, already and installed
	Found         offer
	Transfer      catalog.Transfer
	Stopping      bool
}

// An offer is what lies at an address.
type offer struct {
	Title, Publisher string
	About            string // date and where it comes from
	Review           string
	Replaces         string // what it takes the place of; empty for nothing
	ListHeading      string
	Changes          []arrival.Line
	Sizes            string

	Trust       catalog.Trust
	Vouch       revision.Vouch
	Fingerprint string
	Matches     bool // the number stood with the address
	MustCompare bool
	Same        bool // the person says so
	Action      string
	CanAdd      bool
}

// model is what was written, and what was found there.
type model struct {
	now    func() time.Time
	titles map[catalog.ModuleID]string
	parts  []catalog.Part // the libraries that are here
	never  bool
	allows bool // libraries that nobody has signed

	phase        phase
	address      string // as written
	at           string // what is looked at, or was
	addressError string
	note         string // said once
	trouble      explain.Trouble
	refused      error // why it was refused
	tried        phase // what to do again: looking or installing
	until        time.Time
	alarm        arrival.Alarm

	update   catalog.Update
	same     bool
	transfer catalog.Transfer
	stopping bool
}

func newModel(c *catalog.Catalog, now func() time.Time) model {
	return model{now: now, titles: arrival.Titles(c), parts: c.Parts}
}

// write takes what is written as the address.
func (m *model) write(text string) { m.address, m.addressError = text, "" }

// submit is the address that is written; ok is false, and the person is told, when it is none.
func (m *model) submit() (address string, ok bool) {
	address = strings.TrimSpace(m.address)
	if address == "" {
		m.addressError = "Write the address first, or open a file."
	}
	return address, address != ""
}

// look begins to look at an address.
func (m *model) look(address string) {
	m.at, m.phase, m.tried = address, looking, looking
	m.note, m.addressError, m.trouble, m.refused, m.alarm = "", "", explain.Trouble{}, nil, arrival.Alarm{}
	m.update, m.same = catalog.Update{}, false
}

// looked takes what lies there.
func (m *model) looked(u catalog.Update, err error) {
	switch {
	case errors.Is(err, catalog.ErrUpToDate):
		m.phase = already
	case err != nil:
		m.failed(err, asking)
	default:
		m.phase, m.update = found, u
	}
}

// compare takes that the numbers are the same, or that they are not.
func (m *model) compare(same bool) { m.same = same }

// canAdd reports whether what was found may be installed.
func (m *model) canAdd() bool {
	if m.phase != found {
		return false
	}
	switch m.update.Trust {
	case catalog.KnownKeys:
		return true
	case catalog.NewKeys:
		return m.update.Fingerprint != "" && (m.update.Compared || m.same)
	case catalog.Unsigned:
		return m.allows
	}
	return false
}

// install begins to install what was found.
func (m *model) install() {
	m.phase, m.tried, m.stopping = installing, installing, false
	m.note, m.trouble, m.refused = "", explain.Trouble{}, nil
	m.transfer = catalog.Transfer{Total: m.update.Download}
}

// done takes how the installation went. One that was told to stop may have been quicker.
func (m *model) done(err error) {
	switch {
	case err == nil:
		m.phase = installed
	case m.stopping:
		m.phase, m.note = found, arrival.Stopped
	default:
		m.failed(err, found)
	}
	m.stopping = false
}

// failed says what went wrong, and goes back to a step.
func (m *model) failed(err error, back phase) {
	m.refused = err
	if a, ok := arrival.AlarmOf(err); ok {
		m.phase, m.alarm, m.update = asking, a, catalog.Update{}
		return
	}
	if until, ok := arrival.Limit(err, m.now()); ok {
		m.phase, m.until = waiting, until
		return
	}
	m.phase, m.trouble = back, arrival.Explain(err, m.at)
}

// due reports whether a source that asked to wait may be asked again.
func (m *model) due() bool { return m.phase == waiting && !m.now().Before(m.until) }

// stop ends what is under way. A download ends only when it says so.
func (m *model) stop() {
	switch {
	case m.phase == installing:
		m.stopping = true
	case m.phase == looking:
		m.phase, m.note = asking, "Stopped. Nothing was changed."
	case m.phase == waiting && m.tried == installing:
		m.phase, m.note = found, arrival.Stopped
	case m.phase == waiting:
		m.phase, m.note = asking, "Stopped. Nothing was changed."
	}
}

// another goes back to where from.
func (m *model) another() {
	m.phase, m.note, m.trouble, m.refused = asking, "", explain.Trouble{}, nil
	m.update, m.same = catalog.Update{}, false
}

func (m *model) state() state {
	s := state{
		Phase: m.phase, Address: m.address, AddressError: m.addressError, Never: m.never, Note: m.note,
		Trouble: m.trouble, CanRetry: m.trouble.What != "" && m.canRetry(), Alarm: m.alarm, Transfer: m.transfer, Stopping: m.stopping,
		ToSettings: m.trouble.What != "" && (errors.Is(m.refused, catalog.ErrNeverOnline) || errors.Is(m.refused, catalog.ErrUnsigned)),
	}
	switch m.phase {
	case looking:
		s.Heading = "Looking at " + m.at + "…"
		s.Text = "Nothing is installed yet."
	case waiting:
		s.Heading = arrival.Waiting(m.until, m.now(), m.at)
		s.Text = "It goes on by itself then, while this screen is open."
	case already:
		s.Heading = "You have this already."
		s.Text = "What lies there is what is on this computer. Nothing was changed."
	case found, installing:
		s.Found = m.offer()
	case installed:
		s.Heading = "“" + m.update.Title + "” is on this computer."
		s.Text = "What people learned is as it was. Where another library has a module of the same name, the list of libraries says which one is shown."
	}
	return s
}

// canRetry reports whether trying again could help: what was refused for its signature stays refused.
func (m *model) canRetry() bool {
	for _, final := range []error{
		catalog.ErrUnsigned, catalog.ErrSignature, catalog.ErrFingerprint, catalog.ErrNotPack, catalog.ErrUnknownName, catalog.ErrNeverOnline,
		catalog.ErrNewerFormat, catalog.ErrOlder, catalog.ErrSameNumber,
	} {
		if errors.Is(m.refused, final) {
			return false
		}
	}
	return true
}

func (m *model) offer() offer {
	u := m.update
	o := offer{
		Title: u.Title, Publisher: u.Publisher, About: glance.Join("Content of "+glance.Date(u.To.Issued), "From "+u.Source),
		Review: m.review(), Replaces: m.replaces(), ListHeading: "What would change", Changes: arrival.Changes(u, m.titles), Sizes: arrival.Sizes(u),
		Trust: u.Trust, Vouch: revision.Offered(u), Fingerprint: u.Fingerprint, Matches: u.Trust == catalog.NewKeys && u.Compared,
		MustCompare: u.Trust == catalog.NewKeys && !u.Compared, Same: m.same, Action: "Install this update", CanAdd: m.canAdd(),
	}
	if u.Title == "" {
		o.Title = u.Library
	}
	if u.First {
		o.Action = "Add this library"
	}
	if u.First && o.Replaces == "" {
		o.ListHeading = "What is in it"
	}
	return o
}

// replaces says what a library takes the place of.
func (m *model) replaces() string {
	for _, p := range m.parts {
		if m.update.First && p.Library.ID == m.update.Library {
			return "It takes the place of the content that came with Passalong. You can go back to that one later."
		}
	}
	return ""
}

func (m *model) review() string {
	by := m.update.ReviewBy
	if by.IsZero() || !m.now().After(by.AddDate(0, 0, 1)) {
		return ""
	}
	return "This content was to be looked at again by " + glance.Date(by) + ". Ask whether there is newer."
}
