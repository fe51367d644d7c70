// Package explain turns an error into words for a person: what happened and what to do next.
package explain

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/progress"
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
	// The learner's record.
	{progress.ErrDiskFull, "The disk is full, so this is not saved.", "It stays on screen. Free some space, then try again."},
	{progress.ErrCannotWrite, "The data folder cannot be written to, so this is not saved.", "It stays on screen. Settings shows where the folder is; make it writable, then try again."},
	{progress.ErrNewerProfile, "This profile was made by a newer Passalong.", "Nothing was changed. Use the newer Passalong to open it."},
	{progress.ErrDamagedProfile, "This profile's file is damaged.", "Nothing was changed. Safety copies are in the folder “backups” beside it; Settings shows where."},
	{progress.ErrNotAProfile, "This file is not a Passalong profile.", "Nothing was changed. Move the file out of the profiles folder."},
	{progress.ErrNoProfile, "This profile is not here any more.", "Choose another one, or make a new one."},
	{progress.ErrProfileInUse, "This profile is open in another window of Passalong.", "Close that window first, or choose another profile."},
	{progress.ErrBadNickname, "A nickname has 1 to 40 characters.", "Any word will do. It does not have to be your name."},
	// Settings. They hold until the program ends even when they could not be written.
	{settings.ErrDiskFull, "The disk is full, so this is not saved.", "It holds until you close Passalong. Free some space, then try again."},
	{settings.ErrCannotWrite, "The data folder cannot be written to, so this is not saved.", "It holds until you close Passalong. Settings shows where the folder is; make it writable, then try again."},
	// Updates.
	{catalog.ErrUpToDate, "You have the newest content.", ""},
	{catalog.ErrNoSource, "No content source is set.", "Add one as owner/repo, as on GitHub."},
	{catalog.ErrUnknownName, "That is not the name of a repository.", "Write it as owner/repo, such as passalong/library."},
	{catalog.ErrNeverOnline, "Connections are switched off.", "Settings has the switch “Never connect”."},
	{catalog.ErrSignInPage, "The network answered with a page of its own.", "Open your browser, sign in to the network, then try again."},
	{catalog.ErrNotFound, "There is no published library under that name.", "Check the spelling of owner/repo, or ask whoever publishes it."},
	{catalog.ErrRefused, "GitHub refused to answer.", "Your lessons still work. Try again later."},
	{catalog.ErrServer, "GitHub has trouble of its own.", "Your lessons still work. Try again later."},
	{catalog.ErrDamaged, "What arrived is not what was published.", "Nothing was changed. Try again; if it happens twice, tell whoever publishes the library."},
	{catalog.ErrOtherOne, "This source now publishes another library.", "Nothing was changed. Ask whoever publishes it before you go on."},
	{catalog.ErrNewerFormat, "This library is made for a newer Passalong.", "Nothing was changed. Update the program first."},
	{catalog.ErrNotLibrary, "What is published there is not a library that Passalong can read.", "Nothing was changed. Check owner/repo."},
	{catalog.ErrOlder, "What is published is older than what you have.", "Nothing was changed. Ask whoever publishes it."},
	{catalog.ErrNoSpace, "The disk is too full for this update.", "Nothing was changed. Free some space, then try again."},
	{catalog.ErrReadOnly, "The data folder cannot be written to.", "Nothing was changed. Settings shows where the folder is."},
	{catalog.ErrBusy, "Another window of Passalong is changing the library.", "Close the other one, then try again."},
	{catalog.ErrNoPrevious, "There is no earlier content to go back to.", ""},
	{catalog.ErrOffline, "The source cannot be reached.", "Your lessons still work. Check the connection, then try again."},
	// Printing.
	{paper.ErrNoPrintSystem, "This computer offers no printer to Passalong.", "Open the PDF in its viewer and print from there."},
	{paper.ErrNoPrinter, "That printer is not there any more.", "Choose another one, or open the PDF in its viewer."},
	{paper.ErrRefused, "The printer did not take the job.", "See whether it is on and has paper, or open the PDF in its viewer."},
	{context.Canceled, "Stopped.", ""},
	{context.DeadlineExceeded, "That took too long.", "Try again."},
}

// Error says err in words. It is never empty for an error.
func Error(err error) Trouble {
	if err == nil {
		return Trouble{}
	}
	t := Trouble{What: "Something went wrong.", Next: "Try again. If it happens twice, the details below help whoever helps you.", Detail: err.Error()}
	if limit := (*catalog.LimitError)(nil); errors.As(err, &limit) {
		t.What, t.Next = limited(limit.Until)
		return t
	}
	if bad := (*catalog.ContentError)(nil); errors.As(err, &bad) {
		t.What = "The new content has mistakes in it, so it was not installed."
		t.Next = "Nothing was changed. Send the details below to whoever publishes the library."
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

func limited(until time.Time) (what, next string) {
	if until.IsZero() {
		return "GitHub asks everyone on this network to wait a while.", "Your lessons still work. Try again in an hour."
	}
	return fmt.Sprintf("GitHub asks everyone on this network to wait until %s.", until.Local().Format("15:04")),
		"Your lessons still work. Try again then."
}
