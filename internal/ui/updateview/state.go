package updateview

import (
	"fmt"
	"slices"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/arrival"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/glance"
	"github.com/passalong/passalong/internal/ui/revision"
)

// state is everything that the screen shows.
type state struct {
	Reading   bool // the libraries are being read
	Trouble   explain.Trouble
	Never     bool // connections are switched off
	Alarm     arrival.Alarm
	Said      string // how the check of all is going, or went
	SaidWell  bool   // and nothing is left to do
	CanCheck  bool
	Checking  bool // which can be cancelled
	Main      bool // checking is the main thing to do
	CanAdd    bool
	Libraries []card
}

// A card is what is shown of one library.
type card struct {
	ID          string
	Title       string
	Publisher   string
	Content     string // which content it is, in words
	From        string
	Vouch       revision.Vouch
	Fingerprint string
	Checked     string
	Review      string // its review date has passed; empty while it has not
	Hidden      string // says how much is not shown, and why; empty for nothing
	HiddenList  []string
	Fault       explain.Trouble

	Phase      phase
	Heading    string
	Text       string
	Changes    []arrival.Line
	Sizes      string
	NewVouch   revision.Vouch
	Transfer   catalog.Transfer
	Trouble    explain.Trouble
	CanRetry   bool
	CanInstall bool
	Action     string // label of the button that installs
	Main       bool   // installing is the main thing to do on the screen
	CanCancel  bool
	Stopping   bool
	More       more
}

// more is what can be done besides.
type more struct {
	Enabled       bool
	Back          string // which content there is to go back to; empty for none
	BackAction    string
	CanPack       bool
	PackNote      string
	Order         string // what moving means; empty where there is nothing to move
	CanUp, CanDo  bool   // move up, move down
	CanRemove     bool
	RemoveNote    string
	RemoveHeading string // of the question
}

func (m *model) state() state {
	busy := m.working() != nil
	s := state{
		Reading: !m.read, Trouble: m.trouble, Never: m.never, Alarm: m.alarm,
		Checking: len(m.queue) > 0 || m.phases(checking) > 0, CanAdd: !busy,
	}
	s.CanCheck = m.read && !busy && !s.Checking && !m.never && m.sources() > 0
	s.Said, s.SaidWell = m.say()
	main := true
	for i, l := range m.shelf {
		c := m.card(i, l)
		if c.CanInstall && main {
			c.Main, main = true, false
		}
		c.More.Enabled = !busy && len(m.queue) == 0
		s.Libraries = append(s.Libraries, c)
	}
	s.Main = main
	return s
}

// phases counts the libraries in a phase.
func (m *model) phases(p phase) int {
	n := 0
	for _, l := range m.shelf {
		if l.phase == p {
			n++
		}
	}
	return n
}

// sources counts the libraries of which it is known where newer content comes from.
func (m *model) sources() int {
	n := 0
	for _, l := range m.shelf {
		if l.lib.Source != "" {
			n++
		}
	}
	return n
}

// say puts into words how the check of all is going.
func (m *model) say() (text string, well bool) {
	switch {
	case !m.read || len(m.shelf) == 0:
		return "", false
	case m.alarm.Heading != "":
		return "", false
	case m.never:
		return "Connections are switched off. Content from a file still works: choose “Add a library”.", false
	case m.sources() == 0:
		return "It is not known where newer content comes from. Ask whoever trains you for an address or a file, then choose “Add a library”.", false
	case len(m.queue) > 0 || m.phases(checking) > 0:
		return "Asking only whether anything newer is published. No name goes with it.", false
	case m.phases(offered) > 0:
		return "New content is ready. See what would change before you install it.", false
	case m.asked && m.phases(upToDate) == m.sources():
		return "You have the newest content.", true
	}
	return "Passalong never looks by itself. It asks when you press the button, and shows what would change before anything is fetched.", false
}

func (m *model) card(i int, l *shelved) card {
	lib := l.lib
	c := card{
		ID: lib.ID, Title: lib.Title, Publisher: lib.Publisher, Content: content(lib), From: from(lib),
		Vouch: revision.Voucher(lib), Checked: m.checked(lib), Review: m.review(lib), Phase: l.phase,
		Transfer: l.transfer, Stopping: l.stopping, Trouble: l.trouble, CanRetry: l.phase == failed && l.last != noStep,
		CanInstall: l.phase == offered, CanCancel: l.phase == installing || l.phase == waiting,
	}
	if lib.Revision.Signed {
		c.Fingerprint = lib.Fingerprint
	}
	if lib.Fault != nil {
		c.Fault = explain.Error(lib.Fault)
	}
	c.Hidden, c.HiddenList = m.hidden(lib)
	m.describe(&c, l)
	c.More = m.more(i, l)
	return c
}

func content(lib catalog.InstalledLibrary) string {
	if lib.Revision.Issued.IsZero() {
		return ""
	}
	if lib.HasPrevious {
		return revision.Dated(lib.Revision, lib.Previous)
	}
	return "Content of " + glance.Date(lib.Revision.Issued)
}

// later reports whether the content that is kept besides is the later one: somebody went back.
func later(lib catalog.InstalledLibrary) bool {
	return lib.HasPrevious && lib.Previous.Issued.After(lib.Revision.Issued)
}

// from says where newer content comes from.
func from(lib catalog.InstalledLibrary) string {
	switch {
	case lib.Source != "":
		return "From " + lib.Source
	case lib.Revision.Bundled():
		return "Nobody publishes newer content for it yet"
	default:
		return "From a file: newer content comes as a file too"
	}
}

func (m *model) checked(lib catalog.InstalledLibrary) string {
	switch {
	case lib.Source == "":
		return ""
	case lib.Checked.IsZero():
		return "Not checked yet"
	}
	return "Last checked " + revision.Moment(lib.Checked, m.now())
}

func (m *model) review(lib catalog.InstalledLibrary) string {
	if lib.ReviewBy.IsZero() || !m.now().After(lib.ReviewBy.AddDate(0, 0, 1)) {
		return ""
	}
	who := lib.Publisher
	if who == "" {
		who = "its publisher"
	}
	return fmt.Sprintf("This content was to be looked at again by %s. You can go on using it. See whether there is newer content, or ask %s.", glance.Date(lib.ReviewBy), who)
}

// hidden says what of a library is not shown because of another.
func (m *model) hidden(lib catalog.InstalledLibrary) (text string, list []string) {
	if len(lib.Hidden) == 0 {
		return "", nil
	}
	var by []string
	for _, h := range lib.Hidden {
		list = append(list, h.Title)
		if name := "“" + m.titleOf(h.By) + "”"; !slices.Contains(by, name) {
			by = append(by, name)
		}
	}
	are, has, others := "are", "goes first and has", "others"
	if len(list) == 1 {
		are, others = "is", "another"
	}
	if len(by) > 1 {
		has = "go first and have"
	}
	return fmt.Sprintf("%s %s not shown. %s %s %s of the same name:", things(lib.Hidden), are, glance.List(by), has, others), list
}

// describe says what a phase is about.
func (m *model) describe(c *card, l *shelved) {
	switch l.phase {
	case resting:
		c.Text = l.note
	case queued:
		c.Text = "It is checked in its turn."
	case checking:
		c.Heading = "Asking " + arrival.Who(l.lib.Source) + "…"
	case upToDate:
		c.Heading = "You have the newest content."
	case offered, installing:
		m.describeOffer(c, l)
	case waiting:
		c.Heading = arrival.Waiting(l.until, m.now(), l.lib.Source)
		c.Text = "It goes on by itself then, while this screen is open. Your lessons still work."
	case installed:
		c.Heading = "The new content is in use."
		c.Text = "What people learned is as it was. If something is not right, you can go back to the earlier content."
	case returning:
		c.Heading = "Going back to the earlier content…"
		if l.onward {
			c.Heading = "Going on to the later content…"
		}
		c.Text = "Every file is checked first."
	case returned:
		c.Heading = "You are back at the earlier content."
		if l.onward {
			c.Heading = "You are at the later content again."
		}
		c.Text = "What people learned is as it was. You can change your mind: the other content is kept too."
	case changing:
		c.Heading = "One moment…"
	}
}

func (m *model) describeOffer(c *card, l *shelved) {
	c.Heading = "New content is ready: " + glance.Date(l.update.To.Issued)
	c.Text = "What people have read and answered stays: it is kept apart from the content."
	if l.note != "" {
		c.Text = l.note
	}
	c.Action = "Download and install"
	if l.mustCompare() {
		c.Action = "Compare the keys"
		c.Text = "Compare the publisher's keys before you install it. Then nobody on the way can have changed a word."
	}
	c.Changes, c.Sizes, c.NewVouch = arrival.Changes(l.update, m.titles), arrival.Sizes(l.update), revision.Offered(l.update)
}

// more is what can be done with a library besides.
func (m *model) more(i int, l *shelved) more {
	lib := l.lib
	o := more{
		CanPack: lib.CanPack, PackNote: packNote(lib), CanUp: i > 0, CanDo: i < len(m.shelf)-1, CanRemove: !lib.Bundled,
		RemoveNote:    "Its lessons, quizzes and handouts go from this computer without a trace. What people learned stays in their records.",
		RemoveHeading: "Remove “" + lib.Title + "”?",
	}
	if lib.Bundled {
		o.RemoveNote = "It came with Passalong, so it cannot be removed."
	}
	if lib.HasPrevious {
		o.Back = revision.Beside(lib.Previous, lib.Revision) + ". What people learned stays as it is."
		o.BackAction = "Go back to the earlier content"
		if later(lib) {
			o.BackAction = "Go on to the later content"
		}
	}
	if len(m.shelf) > 1 {
		o.Order = "Where two libraries have a module of the same name, the one further up is shown."
	}
	return o
}

func packNote(lib catalog.InstalledLibrary) string {
	switch {
	case lib.CanPack:
		return "One file, for a USB stick. Passalong checks it on the other computer just as it was checked here."
	case lib.Revision.Bundled():
		return "This content came with Passalong: it goes along with the program."
	default:
		return "Only content that its publisher has signed can be passed on."
	}
}
