package explain_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/settings"
	"github.com/passalong/passalong/internal/ui/explain"
)

func TestErrorSaysWhatAndWhatNext(t *testing.T) {
	until := time.Date(2026, 5, 3, 14, 5, 0, 0, time.Local)
	for _, c := range []struct {
		err        error
		what, next string
	}{
		{fmt.Errorf("saving: %w", progress.ErrDiskFull), "The disk is full", "stays on screen"},
		{fmt.Errorf("saving: %w", progress.ErrAlreadyKept), "Another answer is kept", "continue it"},
		{fmt.Errorf("saving: %w", progress.ErrNoAttempt), "not in the record", "start the quiz again"},
		{fmt.Errorf("going back: %w", progress.ErrNoCopy), "no whole safety copy", "Nothing was changed"},
		{&progress.DamageError{Copy: "c", CopiedAt: until, Err: fs.ErrPermission}, "file is damaged", "copy of 3 May 2026"},
		{&progress.DamageError{Err: errors.New("bad page")}, "file is damaged", "no whole safety copy"},
		{fmt.Errorf("checking: %w", catalog.ErrOffline), "cannot be reached", "still work"},
		{fmt.Errorf("checking: %w", catalog.ErrSameNumber), "under one number", "Ask whoever publishes it"},
		{fmt.Errorf("%w: %q", catalog.ErrNoSuchHandout, "x"), "not in the library any more", "Choose another"},
		{fmt.Errorf("looking: %w", catalog.ErrUnsigned), "Nobody has signed", "for a signed one"},
		{fmt.Errorf("looking: %w", catalog.ErrSignature), "not from the publisher", "Nothing was changed"},
		{fmt.Errorf("looking: %w", &catalog.KeysChangedError{Library: "nuaa", Title: "NUAA library"}), "publisher of “NUAA library”", "by phone or in person"},
		{fmt.Errorf("looking: %w", catalog.ErrFingerprint), "number of this library", "on paper or by phone"},
		{fmt.Errorf("opening: %w", catalog.ErrNotPack), "not a library for Passalong", ".passalong"},
		{fmt.Errorf("opening: %w", catalog.ErrOlder), "older than what you have", "Nothing was changed"},
		{catalog.ErrBundled, "came with Passalong", "Move it down"},
		{catalog.ErrCannotPack, "cannot be passed on", "signed"},
		{&catalog.LimitError{Until: until}, "wait until 14:05", "then"},
		{&catalog.LimitError{}, "wait a while", "in an hour"},
		{&catalog.ContentError{Problems: []catalog.Problem{{File: "a.md", Line: 3, Message: "bad"}}}, "mistakes", "Nothing was changed"},
		{&catalog.FallbackError{Err: fmt.Errorf("%w: %w", catalog.ErrDamaged, fs.ErrNotExist)}, "came with Passalong", "damaged or missing"},
		{&catalog.FallbackError{Err: &catalog.ContentError{}}, "came with Passalong", "mistakes"},
		{&catalog.FallbackError{Err: catalog.ErrNewerFormat}, "came with Passalong", "Update the program"},
		{&catalog.FallbackError{Err: fs.ErrPermission}, "came with Passalong", "may not be read"},
		{&catalog.FallbackError{Err: errors.New("surprise")}, "came with Passalong", "Look for newer content"},
		{fmt.Errorf("saving the settings: %w", settings.ErrInvalid), "not possible", "Nothing was saved"},
		{&settings.DamagedError{SetAside: "/d/settings-damaged-20261121-083000.json", Err: errors.New("cut off")}, "settings was damaged", "kept as settings-damaged-20261121-083000.json."},
		{&settings.DamagedError{Err: errors.New("cut off")}, "settings was damaged", "Choose your settings again"},
		{fmt.Errorf("%w: %w", settings.ErrDiskFull, fs.ErrPermission), "settings are not saved", "Free some space"},
		{fmt.Errorf("%w: %w", settings.ErrCannotWrite, fs.ErrPermission), "settings are not saved", "Make the folder writable"},
		{fmt.Errorf("looking for a place: %w", settings.ErrNoHome), "no place for data", "-data"},
		{fmt.Errorf("%w: %w", settings.ErrNoFolder, progress.ErrCannotWrite), "data folder cannot be used", "-data"},
		{fmt.Errorf("saving x.pdf: %w", fs.ErrExist), "a file with this name", "another name"},
		{&fs.PathError{Op: "open", Path: "/x", Err: fs.ErrPermission}, "does not allow", "another folder"},
		{&fs.PathError{Op: "open", Path: "/x", Err: fs.ErrNotExist}, "not there", "Check its name"},
		{fmt.Errorf("making x: %w", &paper.TooLongError{Format: paper.Card, Over: 12.4, Lines: 3}), "fit the format “Wallet card”", "12 mm too long, about 3 lines"},
		{&paper.TooLongError{Format: paper.Card, Over: 0.2, Lines: 1}, "fit", "1 mm too long, about 1 line."},
		{&paper.TooLongError{Format: paper.BookletA6, Pages: 40, Most: 32}, "fit the format “A6 booklet”", "takes 40 pages, and there is room for 32"},
		{fmt.Errorf("following: %w", paper.ErrNoJob), "does not know this job", "what has come out"},
		{fmt.Errorf("saving: %w", &catalog.ServiceError{Field: catalog.ServicePhone, Problem: catalog.ServiceNoDigits}), "cannot be kept", "three digits"},
		{fmt.Errorf("%w: %q", catalog.ErrNoSuchAlert, "x"), "not in the library any more", "take it down"},
		{fmt.Errorf("saving: %w", catalog.ErrNoService), "not here any more", "add it again"},
		{&catalog.DamagedServicesError{SetAside: "/d/services-damaged.json", Err: fs.ErrInvalid}, "list starts empty", "kept as services-damaged.json."},
		{&catalog.DamagedServicesError{Err: fs.ErrInvalid}, "services is damaged", "which folder"},
		{context.Canceled, "Stopped", ""},
		{errors.New("surprise"), "Something went wrong", "details"},
	} {
		t.Run(fmt.Sprintf("%T %v", c.err, c.err), func(t *testing.T) {
			got := explain.Error(c.err)
			if !strings.Contains(got.What, c.what) || !strings.Contains(got.Next, c.next) {
				t.Errorf("it is explained as %q, %q; want %q, %q", got.What, got.Next, c.what, c.next)
			}
			if got.Detail != c.err.Error() {
				t.Errorf("detail %q, want %q", got.Detail, c.err)
			}
		})
	}
	if got := (explain.Trouble{}); explain.Error(nil) != got {
		t.Error("no error is explained as something")
	}
}

func TestEveryProblemOfAFieldHasWords(t *testing.T) {
	seen := map[string]bool{}
	for _, e := range []catalog.ServiceError{
		{Field: catalog.ServiceName, Problem: catalog.ServiceMissing},
		{Field: catalog.ServiceName, Problem: catalog.ServiceTooLong, Most: 300, Has: 301},
		{Field: catalog.ServiceKinds, Problem: catalog.ServiceTooLong, Most: 20, Has: 21},
		{Field: catalog.ServiceLogo, Problem: catalog.ServiceBigLogo, Err: fs.ErrInvalid},
		{Field: catalog.ServiceName, Problem: catalog.ServiceTooMany, Most: 500, Has: 501},
		{Field: catalog.ServiceName, Problem: catalog.ServiceNotText},
		{Field: catalog.ServicePhone, Problem: catalog.ServiceNoDigits},
		{Field: catalog.ServiceWeb, Problem: catalog.ServiceNotWeb},
		{Field: catalog.ServiceLanguages, Problem: catalog.ServiceUnknown},
		{Field: catalog.ServiceLogo, Problem: catalog.ServiceBadLogo, Err: fs.ErrInvalid},
	} {
		words := explain.Service(&e)
		if words == "" || seen[words] {
			t.Errorf("%v: %q", &e, words)
		}
		seen[words] = true
	}
	if got := explain.Service(&catalog.ServiceError{Field: catalog.ServiceName, Problem: catalog.ServiceTooLong, Most: 300, Has: 301}); got != "There is room for 300 characters, and this has 301." {
		t.Error(got)
	}
}
