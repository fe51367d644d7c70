// Package nav says where in the app a learner is and how to get elsewhere. Screens know this package and
// not each other.
package nav

import (
	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/scenario"
	"github.com/passalong/passalong/internal/session"
)

// A Screen names a screen.
type Screen string

// The screens.
const (
	Profiles Screen = "profiles" // choose or make a profile
	Home     Screen = "home"
	Learn    Screen = "learn"
	Module   Screen = "module"
	Lesson   Screen = "lesson"
	Quiz     Screen = "quiz"
	Result   Screen = "result"
	Scenario Screen = "scenario" // play one, or read the debrief of a run
	Skills   Screen = "skills"   // observed-skills checklist of a module
	Exchange Screen = "exchange" // questions of a module, to files of other programs and from them
	Progress Screen = "progress" // what is learned and what is fading
	Answers  Screen = "answers"  // every attempt
	Sheet    Screen = "sheet"    // something to print that is not a handout
	Handouts Screen = "handouts"
	Handout  Screen = "handout"
	Services Screen = "services"  // local places that are printed on handouts
	Pack     Screen = "pack"      // the cart of things to print
	PrintLog Screen = "print-log" // what was printed on this machine, and what of it is not to be handed out any more
	Alert    Screen = "alert"
	Search   Screen = "search"
	Settings Screen = "settings"
	Update   Screen = "update"      // the libraries on this computer, and what is newer
	Add      Screen = "add-library" // a library from a source, a pack or a folder
	News     Screen = "news"        // what changed in the content

	Sessions      Screen = "sessions"       // what a facilitator has prepared, what is under way and what is over
	Plan          Screen = "plan"           // edit a plan
	Box           Screen = "box"            // session in a box: everything on paper for a plan
	Facilitate    Screen = "facilitate"     // run a session
	PaperEntry    Screen = "paper-entry"    // key in what came on paper
	Closing       Screen = "closing"        // end a session: what is said of it in its report
	SessionReport Screen = "session-report" // what is kept of a session
	Year          Screen = "year"           // a summary across sessions
	SupportLog    Screen = "support-log"    // support that was given to peer workers
)

// A Route is a screen and what it shows. It can be compared with ==.
type Route struct {
	Screen   Screen
	Module   catalog.ModuleID  // Module, Lesson, Quiz, Result, Scenario, Skills, Exchange; Answers for those of one module
	Lesson   catalog.LessonID  // Lesson
	Attempt  string            // Result; Quiz to go on with an attempt, empty to begin or go on with the open one
	Purpose  quiz.Purpose      // Quiz: what a new attempt is for
	Scenario scenario.ID       // Scenario
	Run      string            // Scenario: the run to go on with, or the one whose debrief to show
	Sheet    SheetKind         // Sheet
	Number   string            // Sheet: of the certificate
	Handout  catalog.HandoutID // Handout
	Alert    catalog.AlertID   // Alert
	Service  catalog.ServiceID // Services: the one to open; empty for the list
	Plan     plan.ID           // Plan, Box
	Session  session.ID        // Facilitate, PaperEntry, Closing; empty for the one that is open
	Report   string            // SessionReport; PaperEntry for sheets that come late to a session that is finished
	Query    string            // Search; Learn: the track to show; Settings and Progress: the section to show; Add: the address or path to look at at once
}

// ProofSection is the part of Progress with the certificates.
const ProofSection = "proof"

// A SheetKind is something to print that is not a handout.
type SheetKind string

// The kinds of sheet. All but CertificateSheet are of a module.
const (
	QuizSheet        SheetKind = "quiz"
	ChecklistSheet   SheetKind = "checklist"
	CertificateSheet SheetKind = "certificate"
)

// A Navigator moves between screens. Its methods run on the UI goroutine.
type Navigator interface {
	// Go opens a screen and remembers the one that is left.
	Go(Route)
	// Replace opens a screen in place of the one that is left: Back skips that one.
	Replace(Route)
	// Back returns to the screen that was left last.
	Back()
}

// Section is the entry of the rail under which a route is found.
func (r Route) Section() Screen {
	switch r.Screen {
	case Module, Lesson, Quiz, Result, Scenario, Skills, Exchange:
		return Learn
	case Sheet:
		if r.Sheet == CertificateSheet {
			return Progress
		}
		return Learn
	case Answers:
		return Progress
	case Handout, Services, Pack, PrintLog, Alert:
		return Handouts
	case Update, Add:
		return Settings
	case News:
		return Home
	case Plan, Box, Facilitate, PaperEntry, Closing, SessionReport, Year, SupportLog:
		return Sessions
	}
	return r.Screen
}
