// Package explain turns an error into words for a person: what happened and what to do next.
package explain

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/internal/settings"
)

// A Trouble is an error in words. Detail is the error itself, for whoever helps.
type Trouble struct {
	What   string
	Next   string
	Detail string
}

type entry struct {
	err        error
	what, next string
}

// table is ordered: the first entry that matches is used.
var table = [...]entry{
	// The start.
	{settings.ErrNoFolder, "The data folder cannot be used.", "Start Passalong with -data and another folder, or make a folder “passalong-data” beside the program."},
	{settings.ErrNoHome, "This computer names no place for data.", "Start Passalong with -data and a folder, or make a folder “passalong-data” beside the program."},
	// Settings.
	{settings.ErrInvalid, "One of these settings is not possible.", "Nothing was saved. Change it, then try again."},
	{settings.ErrDamaged, "The file of settings was damaged, so Passalong starts with its own.", "Your profiles are safe. Choose your settings again."},
	{settings.ErrDiskFull, "The disk is full, so the settings are not saved.", "They hold until you close Passalong. Free some space, then try again."},
	{settings.ErrCannotWrite, "The data folder cannot be written to, so the settings are not saved.", "They hold until you close Passalong. Make the folder writable, then try again."},
	// The learner's record.
	{progress.ErrDiskFull, "The disk is full, so this is not saved.", "It stays on screen. Free some space, then try again."},
	{progress.ErrCannotWrite, "The data folder cannot be written to, so this is not saved.", "It stays on screen. Settings shows where the folder is; make it writable, then try again."},
	{progress.ErrNewerProfile, "This profile was made by a newer Passalong.", "Nothing was changed. Use the newer Passalong to open it."},
	{progress.ErrDamagedProfile, "This profile's file is damaged.", "Nothing was changed. Safety copies are in the folder “backups” beside it; Settings shows where."},
	{progress.ErrNotAProfile, "This file is not a Passalong profile.", "Nothing was changed. Move the file out of the profiles folder."},
	{progress.ErrNoProfile, "This profile is not here any more.", "Choose another one, or make a new one."},
	{progress.ErrProfileInUse, "This profile is open in another window of Passalong.", "Close that window first, or choose another profile."},
	{progress.ErrNoAttempt, "This attempt is not in the record.", "Nothing was changed. Go back to the module and start the quiz again."},
	{progress.ErrNoRun, "This run of the scenario is not in the record.", "Nothing was changed. Go back to the module and start the scenario again."},
	{progress.ErrAlreadyKept, "Another answer is kept for this question already.", "That one stays. Leave the quiz and continue it, to go on from there."},
	{progress.ErrNoCopy, "There is no whole safety copy of this profile.", "Nothing was changed. Settings shows in which folder its file is; whoever helps you may still read it."},
	{progress.ErrBadNickname, "A nickname has 1 to 40 characters.", "Any word will do. It does not have to be your name."},
	// Sessions.
	{session.ErrNoSession, "This session is not open any more.", "It was ended, or thrown away. Its report is under Sessions, if there is one."},
	{session.ErrInUse, "This session is running in another window of Passalong.", "Go on there, or close that window first."},
	{session.ErrDamaged, "The file in which sessions are kept is damaged.", "Nothing was changed. Settings shows where it is; whoever helps you may still read it. Handouts and lessons work."},
	{session.ErrNewer, "The file of sessions was made by a newer Passalong.", "Nothing was changed. Use the newer Passalong to open it."},
	{session.ErrForeign, "The file of sessions is not one that Passalong made.", "Nothing was changed. Settings shows where it is; move it elsewhere."},
	{session.ErrNotSwept, "The session is over, and its report is kept. What was deleted may still be found on the disk.", "Passalong tries again the next time it is opened."},
	{session.ErrNotOpen, "No answers are taken now.", "Ask the question again first."},
	{session.ErrOldRound, "This answer is for an earlier time of asking.", "Answer the question as it is asked now."},
	{session.ErrBadAnswer, "The question takes no such answer.", "Choose one of the answers that are offered."},
	{session.ErrNotJoined, "This phone has not joined.", "Join with the code on the screen."},
	{session.ErrLocked, "No more phones can join.", "The facilitator can let phones in again."},
	{session.ErrFull, "There is no room for more.", "Nothing was changed. Take something out first."},
	{session.ErrBadCount, "This count is too large or too small.", "Nothing was changed. Check the number."},
	{session.ErrNoPoll, "This question is not in the session any more.", "Go on to another step."},
	{session.ErrNoStep, "The plan has no such step.", "Go on to another step."},
	{session.ErrLeft, "The session was left, so this is not saved.", "Open it again under Sessions: it goes on where it was."},
	{session.ErrNotBegun, "The session has not begun.", "Start it from its plan."},
	{session.ErrBadEvent, "That cannot be done now.", "Nothing was changed. Look at what the room sees, then try again."},
	{plan.ErrNoModule, "A module of this plan is not in the library.", "Choose modules that are there, or add the library that has it."},
	{plan.ErrNewer, "This plan was made by a newer Passalong.", "Nothing was changed. Use the newer Passalong to open it."},
	{plan.ErrNotAPlan, "This is not a plan.", "Nothing was changed. Make the plan anew from its module."},
	{evaluation.ErrNewer, "This report was made by a newer Passalong.", "Nothing was changed. Use the newer Passalong to open it."},
	{evaluation.ErrNotReport, "This is not a report.", "Nothing was changed."},
	{evaluation.ErrTicketLength, "This ticket is too short or too long.", "A ticket has six letters and digits. Look at it again."},
	{evaluation.ErrTicket, "A letter of this ticket is wrong.", "Look at the ticket again and type it once more."},
	{evaluation.ErrOwnCode, "An answer for this code is missing or does not fit.", "Look at the sheet again."},
	// Libraries. These are said of what came over the network and of what came as a file.
	{catalog.ErrUpToDate, "You have the newest content.", ""},
	{catalog.ErrNoSource, "It is not known where newer content of this library comes from.", "Ask whoever publishes it for the address or for a file, then choose “Add a library”."},
	{catalog.ErrUnknownName, "That is not the address of a library.", "Write it as owner/repo, such as passalong/library, or as it stands in your browser, from https:// on."},
	{catalog.ErrNeverOnline, "Connections are switched off.", "Settings has the switch “Never connect”. A file works without a connection."},
	{catalog.ErrSignInPage, "The network answered with a page of its own.", "Open your browser, sign in to the network, then try again."},
	{catalog.ErrSignature, "This content is not from the publisher of this library.", "Nothing was changed. Get it again from the publisher. If it happens twice, tell them."},
	{catalog.ErrUnsigned, "Nobody has signed this library.", "Nothing was changed. Nobody can tell whether it was altered on its way. Ask whoever gave it to you for a signed one."},
	{catalog.ErrFingerprint, "The number that stands with the address is not the number of this library.", "Nothing was changed. Compare the number with the one the publisher gave you, on paper or by phone."},
	{catalog.ErrNotPack, "This is not a library for Passalong.", "Nothing was changed. Choose a file that ends in .passalong, or the folder that a library was published in."},
	{catalog.ErrNoLibrary, "This library is not on this computer any more.", "See which ones are under Settings, Content."},
	{catalog.ErrBundled, "This library came with Passalong, so it cannot be removed.", "Move it down if another library should go before it."},
	{catalog.ErrCannotPack, "This library cannot be passed on as a file.", "Only content that its publisher has signed can. Check for new content first."},
	{catalog.ErrNotFound, "There is no library at that address.", "Check the spelling, or ask whoever publishes it."},
	{catalog.ErrRefused, "The source refused to answer.", "Your lessons still work. Try again later."},
	{catalog.ErrServer, "The source has trouble of its own.", "Your lessons still work. Try again later."},
	{catalog.ErrDamaged, "What arrived is not what was published.", "Nothing was changed. Try again, or ask for the file again. If it happens twice, tell whoever publishes the library."},
	{catalog.ErrOtherOne, "This is another library than the one that was expected there.", "Nothing was changed. Ask whoever publishes it before you go on."},
	{catalog.ErrNewerFormat, "This library is made for a newer Passalong.", "Nothing was changed. Update the program first."},
	{catalog.ErrNotLibrary, "This is not a library that Passalong can read.", "Nothing was changed. Check the address, or ask for the file again."},
	{catalog.ErrOlder, "This is older than what you have.", "Nothing was changed. Ask whoever publishes it for the newest."},
	{catalog.ErrSameNumber, "Two different contents were published under one number.", "Nothing was changed. Ask whoever publishes it before you go on."},
	{catalog.ErrNoSpace, "The disk is too full for this content.", "Nothing was changed. Free some space, then try again."},
	{catalog.ErrReadOnly, "The data folder cannot be written to.", "Nothing was changed. Settings shows where the folder is."},
	{catalog.ErrBusy, "Another window of Passalong has the libraries open.", "Close the other one, then try again."},
	{catalog.ErrNoPrevious, "There is no earlier content to go back to.", ""},
	{catalog.ErrOffline, "The source cannot be reached.", "Your lessons still work. Check the connection, then try again. A file on a USB stick works without one."},
	{catalog.ErrNoSuchHandout, "This handout is not in the library any more.", "Choose another one under Handouts."},
	{catalog.ErrNoSuchAlert, "This alert is not in the library any more.", "If a printed copy hangs somewhere, take it down."},
	// Local services.
	{catalog.ErrNoService, "This local service is not here any more.", "Choose another one, or add it again."},
	{catalog.ErrServicesDamaged, "The file of local services is damaged.", "Nothing was changed. Settings shows in which folder it is."},
	{catalog.ErrBadService, "The details of the local service cannot be kept.", "Look through them, then try again."},
	// Printing.
	{paper.ErrNoPrintSystem, "This computer offers no printer to Passalong.", "Open the PDF in its viewer and print from there."},
	{paper.ErrNoPrinter, "That printer is not there any more.", "Choose another one, or open the PDF in its viewer."},
	{paper.ErrRefused, "The printer did not take the job.", "See whether it is on and has paper, or open the PDF in its viewer."},
	{paper.ErrNoJob, "The printer does not know this job any more.", "Look what has come out before you print it again."},
	{context.Canceled, "Stopped.", ""},
	{context.DeadlineExceeded, "That took too long.", "Try again."},
	// Files. These come last: what is above often has one of them as its cause.
	{fs.ErrExist, "There is a file with this name already.", "Choose another name, or replace the file."},
	{fs.ErrPermission, "This computer does not allow that in this folder.", "Choose another folder, such as your own one, then try again."},
	{fs.ErrNotExist, "That file or folder is not there.", "Check its name, then try again."},
}

// Error says err in words. It is never empty for an error.
func Error(err error) Trouble {
	if err == nil {
		return Trouble{}
	}
	t := Trouble{What: "Something went wrong.", Next: "Try again. If it happens twice, the details below help whoever helps you.", Detail: err.Error()}
	if what, next, ok := typed(err); ok {
		t.What, t.Next = what, next
		return t
	}
	for _, e := range table {
		if errors.Is(err, e.err) {
			t.What, t.Next = e.what, e.next
			return t
		}
	}
	return t
}

// instead says what is shown when content cannot be used.
func instead(f *catalog.FallbackError) string {
	var all []string
	if f.Bundled || len(f.Left) == 0 {
		all = append(all, "You see what came with Passalong in its place.")
	}
	for _, title := range f.Left {
		all = append(all, "The library “"+title+"” is left out.")
	}
	return strings.Join(all, " ")
}

// typed explains the errors that carry more than what they are.
func typed(err error) (what, next string, ok bool) {
	if what, next, ok := handout(err); ok {
		return what, next, true
	}
	if fallback := (*catalog.FallbackError)(nil); errors.As(err, &fallback) {
		return "Content that was installed cannot be used. " + instead(fallback), because(fallback.Err), true
	}
	if other := (*catalog.KeysChangedError)(nil); errors.As(err, &other) {
		return fmt.Sprintf("This is not signed by the publisher of “%s” as this computer knows them.", other.Title),
			"Nothing was changed. Do not install it from anywhere until the publisher has confirmed their new number by phone or in person.", true
	}
	if limit := (*catalog.LimitError)(nil); errors.As(err, &limit) {
		what, next = limited(limit.Until)
		return what, next, true
	}
	if bad := (*catalog.ContentError)(nil); errors.As(err, &bad) {
		return "The new content has mistakes in it, so it was not installed.",
			"Nothing was changed. Send the details below to whoever publishes the library.", true
	}
	if damage := (*progress.DamageError)(nil); errors.As(err, &damage) {
		return "This profile's file is damaged.", copied(damage), true
	}
	if damage := (*settings.DamagedError)(nil); errors.As(err, &damage) && damage.SetAside != "" {
		return "The file of settings was damaged, so Passalong starts with its own.",
			fmt.Sprintf("Your profiles are safe. Choose your settings again; the damaged file is kept as %s.", filepath.Base(damage.SetAside)), true
	}
	return "", "", false
}

// because says why installed content cannot be used, and how to go on.
func because(cause error) string {
	const next = "What you have learned is safe. Look for newer content to put this right."
	bad := (*catalog.ContentError)(nil)
	switch {
	case errors.As(cause, &bad):
		return "It has mistakes in it. " + next
	case errors.Is(cause, catalog.ErrNewerFormat):
		return "It is made for a newer Passalong. What you have learned is safe. Update the program."
	case errors.Is(cause, fs.ErrPermission):
		return "Its files may not be read. What you have learned is safe. Settings shows where the data folder is."
	case errors.Is(cause, catalog.ErrDamaged):
		return "Some of its files are damaged or missing. " + next
	}
	return next
}

// copied says what a damaged profile can go back to.
func copied(damage *progress.DamageError) string {
	if damage.Copy == "" {
		return "Nothing was changed. There is no whole safety copy of it. Settings shows in which folder the file is."
	}
	return fmt.Sprintf("Nothing was changed. The list of profiles offers to go back to the safety copy of %s.", damage.CopiedAt.Local().Format("2 January 2006"))
}

func limited(until time.Time) (what, next string) {
	if until.IsZero() {
		return "The source asks everyone on this network to wait a while.", "Your lessons still work. Try again in an hour."
	}
	return fmt.Sprintf("The source asks everyone on this network to wait until %s.", until.Local().Format("15:04")),
		"Your lessons still work. Try again then."
}
