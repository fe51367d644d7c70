package updateview

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
)

func day(s string) time.Time {
	t, err := time.ParseInLocation(time.DateOnly, s, time.Local)
	if err != nil {
		panic(err)
	}
	return t
}

func noon() time.Time { return day("2026-11-22").Add(14*time.Hour + 2*time.Minute) }

func library() *catalog.Catalog {
	return &catalog.Catalog{
		Library: catalog.Library{Title: "Passalong library", Issued: day("2026-11-21")},
		Modules: []catalog.Module{{ID: "overdose", Title: "Responding to an overdose"}, {ID: "needles", Title: "Needles and syringes"}},
	}
}

func published() catalog.Revision {
	return catalog.Revision{Manifest: "ab", Sequence: 2, Issued: day("2026-12-03"), Origin: "nuaa/library"}
}

func update() catalog.Update {
	return catalog.Update{
		To: published(), Download: 1_240_000, Files: 14,
		Changes: []catalog.Change{
			{Kind: catalog.Removed, Module: "needles", Files: 20},
			{Kind: catalog.Changed, Module: "overdose", Files: 1, Bytes: 24_300},
			{Kind: catalog.Added, Module: "party-drugs", Files: 12, Bytes: 1_225_000},
			{Kind: catalog.Changed, Files: 1, Bytes: 700},
		},
	}
}

func newTestModel(source string) *model {
	m := newModel(library(), noon)
	m.source = source
	return &m
}

func TestWithoutSource(t *testing.T) {
	s := newTestModel("").state()
	if s.Current != "The content of 21 November 2026 that came with Passalong" || s.CurrentSigned.Text != "" {
		t.Errorf("the content in use is %q, %q", s.Current, s.CurrentSigned.Text)
	}
	if !s.CanSetSource || s.CanCheck || s.Heading != "No content source is set" {
		t.Errorf("%+v", s)
	}
}

func TestTypingASource(t *testing.T) {
	m := newTestModel("")
	m.typeSource("library")
	if _, ok := m.cleanSource(); ok || m.state().SourceError == "" {
		t.Error("one word is no source, and nobody says so")
	}
	m.typeSource("https://github.com/nuaa/library")
	if m.state().SourceError != "" {
		t.Error("the error was about what stood there before")
	}
	name, ok := m.cleanSource()
	if !ok || name != "nuaa/library" {
		t.Fatalf("cleanSource is %q, %v", name, ok)
	}
	m.setSource(name, progress.ErrDiskFull)
	if s := m.state(); s.SourceTrouble.What == "" || s.Typed == "" || s.Source != "" {
		t.Errorf("a source that could not be saved: %+v", s)
	}
	m.setSource(name, nil)
	if s := m.state(); !s.CanCheck || s.CanSetSource || s.Source != "nuaa/library" {
		t.Errorf("with a source: %+v", s)
	}
}

func TestNeverConnect(t *testing.T) {
	m := newTestModel("nuaa/library")
	m.never = true
	if s := m.state(); s.CanCheck || s.Heading != "Connections are switched off" {
		t.Errorf("%+v", s)
	}
	m.phase, m.update = offered, update()
	if m.state().CanInstall {
		t.Error("nothing may be downloaded while connections are switched off")
	}
}

func TestChecking(t *testing.T) {
	tests := []struct {
		name    string
		update  catalog.Update
		err     error
		phase   phase
		heading string
		what    string
	}{
		{"nothing newer", catalog.Update{}, fmt.Errorf("checking: %w", catalog.ErrUpToDate), upToDate, "You have the newest content.", ""},
		{"something newer", update(), nil, offered, "New content is ready: 3 December 2026", ""},
		{"no connection", catalog.Update{}, fmt.Errorf("checking: %w", catalog.ErrOffline), failed, "", "The source cannot be reached."},
		{"asked to wait", catalog.Update{}, &catalog.LimitError{}, failed, "", "GitHub asks everyone on this network to wait a while."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := newTestModel("nuaa/library")
			m.begin(checkStep)
			if s := m.state(); !s.CanCancel || s.CanCheck {
				t.Errorf("while checking: cancel %v, check %v", s.CanCancel, s.CanCheck)
			}
			m.checkDone(tt.update, tt.err)
			s := m.state()
			if s.Phase != tt.phase || s.Heading != tt.heading || s.Trouble.What != tt.what {
				t.Errorf("phase %v, heading %q, trouble %q", s.Phase, s.Heading, s.Trouble.What)
			}
			if s.CanRetry != (tt.err != nil && tt.phase == failed) {
				t.Errorf("CanRetry is %v", s.CanRetry)
			}
		})
	}
}

func TestUpToDateSaysWhen(t *testing.T) {
	m := newTestModel("nuaa/library")
	m.checkDone(catalog.Update{}, catalog.ErrUpToDate)
	if got, want := m.state().Text, "Checked today 14:02."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	m = newTestModel("nuaa/library")
	m.checked = day("2026-05-03").Add(9 * time.Hour)
	if got, want := m.state().Text, " Last checked 3 May 2026, 09:00."; !strings.HasSuffix(got, want) {
		t.Errorf("%q does not end in %q", got, want)
	}
}

func TestOffer(t *testing.T) {
	m := newTestModel("nuaa/library")
	m.begin(checkStep)
	m.checkDone(update(), nil)
	s := m.state()
	want := []line{
		{catalog.Removed, "Needles and syringes", "Taken out of the library. What you did in it is kept."},
		{catalog.Changed, "Responding to an overdose", "1 file changed, 24 kB"},
		{catalog.Added, "Party drugs", "New module, 12 files, 1.2 MB"},
		{catalog.Changed, "Shared parts", "Sources, services and words: 1 file changed, 700 bytes"},
	}
	if diff := cmp.Diff(want, s.Changes); diff != "" {
		t.Error(diff)
	}
	if s.Sizes != "To download: 1.2 MB in 14 files." {
		t.Error(s.Sizes)
	}
	if s.Signed.Text != "Unsigned: nobody's signature has been checked." || !s.CanInstall {
		t.Errorf("signed %v, CanInstall %v", s.Signed, s.CanInstall)
	}
	m.update.Download = 0
	if got := m.state().Sizes; got != "Nothing has to be downloaded: all of it is on this computer already." {
		t.Error(got)
	}
}

func TestInstalling(t *testing.T) {
	m := newTestModel("nuaa/library")
	m.checkDone(update(), nil)
	m.begin(installStep)
	m.transfer = catalog.Transfer{Done: 310_000, Total: 1_240_000}
	s := m.state()
	if s.Share != 0.25 || s.ShareText != "310 kB of 1.2 MB" || !s.CanCancel || s.CanInstall {
		t.Errorf("a quarter is %v, %q, cancel %v, install %v", s.Share, s.ShareText, s.CanCancel, s.CanInstall)
	}
	m.stop()
	if s := m.state(); !s.Stopping || s.Phase != installing {
		t.Errorf("while it stops: %+v", s)
	}
	m.installDone(catalog.Revision{}, context.Canceled)
	if s := m.state(); s.Phase != offered || !s.CanInstall || s.Text != "Stopped. Nothing was changed. What has arrived is kept, so it will be quicker next time." {
		t.Errorf("after stopping: %+v", s)
	}
	m.begin(installStep)
	m.installDone(catalog.Revision{}, fmt.Errorf("installing: %w", catalog.ErrNoSpace))
	if s := m.state(); s.Trouble.What != "The disk is too full for this update." || !s.CanRetry {
		t.Errorf("without space: %+v", s.Trouble)
	}
	m.begin(installStep)
	m.stop()
	m.installDone(published(), nil) // the switch had happened already
	m.previous, m.hasPrevious = catalog.Revision{Issued: day("2026-11-21")}, true
	s = m.state()
	if s.Current != "Content of 3 December 2026 from nuaa/library" || s.CurrentSigned.Text == "" || len(s.Changes) != 4 {
		t.Errorf("after installing: %+v", s)
	}
	if s.Previous != "The content of 21 November 2026 that came with Passalong" {
		t.Errorf("to go back to: %q", s.Previous)
	}
}

func TestGoingBack(t *testing.T) {
	m := newTestModel("nuaa/library")
	m.current, m.previous, m.hasPrevious = published(), catalog.Revision{Issued: day("2026-11-21")}, true
	m.begin(returnStep)
	if s := m.state(); s.Previous != "" || s.CanCancel || s.CanCheck {
		t.Errorf("while it goes back: %+v", s)
	}
	m.returnDone(catalog.Revision{}, catalog.ErrBusy)
	if s := m.state(); !s.CanRetry || s.Trouble.What == "" || s.Current != "Content of 3 December 2026 from nuaa/library" {
		t.Errorf("after a failure: %+v", s)
	}
	m.returnDone(m.previous, nil)
	if s := m.state(); s.Phase != returned || s.Current != "The content of 21 November 2026 that came with Passalong" {
		t.Errorf("after going back: %+v", s)
	}
}

func TestStoppingACheck(t *testing.T) {
	m := newTestModel("nuaa/library")
	m.begin(checkStep)
	m.stop()
	if s := m.state(); s.Phase != resting || !s.CanCheck || s.Text != "Stopped. Nothing was changed." {
		t.Errorf("%+v", s)
	}
	m.checkDone(catalog.Update{}, context.DeadlineExceeded)
	m.begin(checkStep)
	if m.state().Trouble.What != "" {
		t.Error("the old trouble is still there")
	}
}

func TestShare(t *testing.T) {
	tests := []struct {
		t    catalog.Transfer
		want float64
		text string
	}{
		{catalog.Transfer{}, 0, "Checking every file…"},
		{catalog.Transfer{Done: 0, Total: 500}, 0, "0 bytes of 500 bytes"},
		{catalog.Transfer{Done: 500, Total: 1000}, 0.5, "500 bytes of 1 kB"},
		{catalog.Transfer{Done: 2_000_000, Total: 2_000_000}, 1, "All 2.0 MB are here. Checking every file…"},
	}
	for _, tt := range tests {
		if got, text := share(tt.t); got != tt.want || text != tt.text {
			t.Errorf("share(%v) = %v, %q; want %v, %q", tt.t, got, text, tt.want, tt.text)
		}
	}
}
