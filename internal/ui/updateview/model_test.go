package updateview

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/arrival"
	"github.com/passalong/passalong/internal/ui/revision"
)

func day(s string) time.Time {
	t, err := time.ParseInLocation(time.DateOnly, s, time.Local)
	if err != nil {
		panic(err)
	}
	return t
}

func noon() time.Time { return day("2026-11-22").Add(14*time.Hour + 2*time.Minute) }

const print1, print2 = "11111 22222 33333 44444 55555 66666", "99999 88888 77777 66666 55555 44444"

func library() *catalog.Catalog {
	return &catalog.Catalog{Modules: []catalog.Module{{ID: "overdose", Title: "Responding to an overdose"}, {ID: "needles", Title: "Needles and syringes"}}}
}

// national came with the program and has been updated since.
func national() catalog.InstalledLibrary {
	return catalog.InstalledLibrary{
		ID: "org.passalong", Title: "National library", Publisher: "AIVL", Source: "aivl/library", Bundled: true, CanPack: true,
		Revision: catalog.Revision{Manifest: "ab", Sequence: 12, Issued: day("2026-11-01"), Signed: true}, Trust: catalog.KnownKeys, Fingerprint: print1,
		Previous: catalog.Revision{Issued: day("2026-05-01")}, HasPrevious: true, Checked: noon().Add(-time.Hour),
	}
}

// local came as a file.
func local() catalog.InstalledLibrary {
	return catalog.InstalledLibrary{
		ID: "Harbour", Title: "Harbour outreach", Publisher: "Harbour Street NSP", CanPack: true,
		Revision: catalog.Revision{Manifest: "cd", Sequence: 3, Issued: day("2026-02-03"), Signed: true}, Trust: catalog.KnownKeys, Fingerprint: print2,
		ReviewBy: day("2026-08-01"),
		Hidden: []catalog.Hidden{
			{Kind: "module", Title: "Overdose", By: "org.passalong"}, {Kind: "module", Title: "Needles", By: "org.passalong"}, {Kind: "alert", Title: "Strong pills", By: "gone"},
		},
	}
}

// drafts are unsigned.
func drafts() catalog.InstalledLibrary {
	return catalog.InstalledLibrary{
		ID: "drafts", Title: "My drafts", Source: "https://kit.example.org/drafts/",
		Revision: catalog.Revision{Manifest: "ef", Sequence: 1, Issued: day("2026-11-20")}, Trust: catalog.Unsigned,
	}
}

func offer() catalog.Update {
	return catalog.Update{
		Library: "org.passalong", Title: "National library", Publisher: "AIVL", Source: "aivl/library", Trust: catalog.KnownKeys,
		To: catalog.Revision{Manifest: "zz", Sequence: 13, Issued: day("2026-12-03"), Signed: true}, Download: 1_240_000, Files: 14,
		Changes: []catalog.Change{{Kind: catalog.Changed, Module: "overdose", Files: 1, Bytes: 24_300}, {Kind: catalog.Added, Module: "party-drugs", Files: 12, Bytes: 1_215_000}},
	}
}

func newTestModel(libs ...catalog.InstalledLibrary) *model {
	m := newModel(library(), noon)
	m.take(libs, nil)
	return &m
}

// a gives the library of an id.
func (m *model) a(t *testing.T, id string) *shelved {
	t.Helper()
	l, ok := m.find(id)
	if !ok {
		t.Fatalf("there is no %s", id)
	}
	return l
}

func TestWhatACardSays(t *testing.T) {
	s := newTestModel(national(), local(), drafts()).state()
	want := []card{
		{
			ID: "org.passalong", Title: "National library", Publisher: "AIVL", Content: "Content of 1 November 2026", From: "From aivl/library",
			Vouch: revision.Vouch{Text: "Signed by AIVL.", Signed: true}, Fingerprint: print1, Checked: "Last checked today 13:02",
			More: more{
				Enabled: true, Back: "The content of 1 May 2026 that came with Passalong. What people learned stays as it is.",
				BackAction: "Go back to the earlier content", CanPack: true,
				PackNote: "One file, for a USB stick. Passalong checks it on the other computer just as it was checked here.",
				Order:    "Where two libraries have a module of the same name, the one further up is shown.", CanDo: true,
				RemoveNote: "It came with Passalong, so it cannot be removed.", RemoveHeading: "Remove “National library”?",
			},
		},
		{
			ID: "Harbour", Title: "Harbour outreach", Publisher: "Harbour Street NSP", Content: "Content of 3 February 2026",
			From:  "From a file: newer content comes as a file too",
			Vouch: revision.Vouch{Text: "Signed by Harbour Street NSP.", Signed: true}, Fingerprint: print2,
			Review:     "This content was to be looked at again by 1 August 2026. You can go on using it. See whether there is newer content, or ask Harbour Street NSP.",
			Hidden:     "2 modules and 1 alert are not shown. “National library” and “gone” go first and have others of the same name:",
			HiddenList: []string{"Overdose", "Needles", "Strong pills"},
			More: more{
				Enabled: true, CanPack: true, PackNote: "One file, for a USB stick. Passalong checks it on the other computer just as it was checked here.",
				Order: "Where two libraries have a module of the same name, the one further up is shown.", CanUp: true, CanDo: true, CanRemove: true,
				RemoveNote:    "Its lessons, quizzes and handouts go from this computer without a trace. What people learned stays in their records.",
				RemoveHeading: "Remove “Harbour outreach”?",
			},
		},
		{
			ID: "drafts", Title: "My drafts", Content: "Content of 20 November 2026", From: "From https://kit.example.org/drafts/",
			Vouch: revision.Vouch{Text: "Nobody has signed this."}, Checked: "Not checked yet",
			More: more{
				Enabled: true, PackNote: "Only content that its publisher has signed can be passed on.",
				Order: "Where two libraries have a module of the same name, the one further up is shown.", CanUp: true, CanRemove: true,
				RemoveNote:    "Its lessons, quizzes and handouts go from this computer without a trace. What people learned stays in their records.",
				RemoveHeading: "Remove “My drafts”?",
			},
		},
	}
	if diff := cmp.Diff(want, s.Libraries); diff != "" {
		t.Error(diff)
	}
	if !s.CanCheck || !s.Main || !s.CanAdd || s.Checking || s.Never || s.Reading {
		t.Errorf("%+v", s)
	}
}

func TestTheOnlyLibraryAsItCame(t *testing.T) {
	lib := catalog.InstalledLibrary{ID: "a", Title: "A", Bundled: true, Revision: catalog.Revision{Issued: day("2026-11-01")}, Hidden: []catalog.Hidden{{Kind: "handout", Title: "Card", By: "b"}}}
	s := newTestModel(lib).state()
	c := s.Libraries[0]
	if c.From != "Nobody publishes newer content for it yet" || c.Vouch.Text != "Came with the program." || c.Fingerprint != "" || c.More.Order != "" || c.More.CanRemove {
		t.Errorf("%+v", c)
	}
	if c.Hidden != "1 handout is not shown. “b” goes first and has another of the same name:" {
		t.Error(c.Hidden)
	}
	if c.More.PackNote != "This content came with Passalong: it goes along with the program." {
		t.Error(c.More.PackNote)
	}
	if s.CanCheck || s.Said != "It is not known where newer content comes from. Ask whoever trains you for an address or a file, then choose “Add a library”." {
		t.Errorf("can check %v, %q", s.CanCheck, s.Said)
	}
}

func TestAFaultIsSaidOnItsCard(t *testing.T) {
	lib := national()
	lib.Fault = &catalog.FallbackError{Err: catalog.ErrDamaged}
	if got := newTestModel(lib).state().Libraries[0].Fault; got.What == "" || got.Detail == "" {
		t.Errorf("%+v", got)
	}
}

func TestReviewDatesPassWithTheirDay(t *testing.T) {
	for review, want := range map[string]bool{"2026-11-21": true, "2026-11-22": false, "2026-11-23": false} {
		lib := drafts()
		lib.ReviewBy = day(review)
		if got := newTestModel(lib).state().Libraries[0].Review != ""; got != want {
			t.Errorf("review by %s on 22 November: said %v", review, got)
		}
	}
}

func TestChecksGoOneAfterTheOther(t *testing.T) {
	m := newTestModel(national(), local(), drafts())
	m.checkAll()
	if !slices.Equal(m.queue, []string{"org.passalong", "drafts"}) {
		t.Fatalf("the queue is %v: what came as a file has nobody to ask", m.queue)
	}
	if s := m.state(); !s.Checking || s.CanCheck || s.Libraries[0].Text != "It is checked in its turn." || s.Libraries[0].More.Enabled {
		t.Errorf("%+v", s)
	}
	id, ok := m.next()
	if !ok || id != "org.passalong" {
		t.Fatalf("first is %q, %v", id, ok)
	}
	l := m.a(t, id)
	m.begin(l, checkStep)
	if _, ok := m.next(); ok {
		t.Error("two are asked at once")
	}
	if s := m.state(); s.Libraries[0].Heading != "Asking GitHub…" || s.CanAdd {
		t.Errorf("%+v", s.Libraries[0])
	}
	m.checkDone(l, catalog.Update{}, fmt.Errorf("x: %w", catalog.ErrUpToDate))
	id, _ = m.next()
	l = m.a(t, id)
	m.begin(l, checkStep)
	if got := m.state().Libraries[2].Heading; got != "Asking kit.example.org…" {
		t.Error(got)
	}
	m.checkDone(l, catalog.Update{}, catalog.ErrUpToDate)
	if s := m.state(); s.Said != "You have the newest content." || !s.SaidWell || s.Libraries[0].Checked != "Last checked today 14:02" {
		t.Errorf("%q, %v, %q", s.Said, s.SaidWell, s.Libraries[0].Checked)
	}
}

func TestHowACheckEnds(t *testing.T) {
	for _, c := range []struct {
		name  string
		err   error
		phase phase
		what  string // heading or trouble
	}{
		{"nothing newer", catalog.ErrUpToDate, upToDate, "You have the newest content."},
		{"something newer", nil, offered, "New content is ready: 3 December 2026"},
		{"no network", catalog.ErrOffline, failed, "The source cannot be reached."},
		{"asked to wait until a time", &catalog.LimitError{Until: noon().Add(3 * time.Minute)}, waiting, "Waiting until 14:05 because GitHub asks us to."},
		{"asked to wait", &catalog.LimitError{}, failed, "GitHub asks us to wait."},
		{"asked to wait until now, which would be a circle", &catalog.LimitError{Until: noon()}, failed, "GitHub asks us to wait."},
		{"another library", catalog.ErrOtherOne, failed, "This is another library than the one that was expected there."},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := newTestModel(national())
			l := m.a(t, "org.passalong")
			m.begin(l, checkStep)
			m.checkDone(l, offer(), c.err)
			s := m.state().Libraries[0]
			if l.phase != c.phase || s.Heading+s.Trouble.What != c.what || s.CanRetry != (c.phase == failed) {
				t.Errorf("phase %v, %q, %+v", l.phase, s.Heading, s.Trouble)
			}
		})
	}
}

func TestGoingBackAndOnAgain(t *testing.T) {
	old := catalog.Revision{Manifest: "a", Sequence: 1, Issued: noon().Add(-2 * time.Hour), Origin: "aivl/library", Signed: true}
	young := catalog.Revision{Manifest: "b", Sequence: 2, Issued: noon().Add(-time.Hour), Origin: "aivl/library", Signed: true}
	lib := national()
	lib.Revision, lib.Previous = young, old
	m := newTestModel(lib)
	said := func() []string {
		c := m.state().Libraries[0]
		return []string{c.Content, c.More.BackAction, c.More.Back, c.Heading}
	}
	turn := func(r, prev catalog.Revision) {
		l := m.a(t, lib.ID)
		m.begin(l, returnStep)
		m.done(l, nil)
		lib.Revision, lib.Previous = r, prev
		m.take([]catalog.InstalledLibrary{lib}, nil)
	}
	at := func(r catalog.Revision) string {
		return "Content of " + r.Issued.Local().Format("2 January 2006, 15:04")
	}
	kept := " from aivl/library. What people learned stays as it is."
	if diff := cmp.Diff([]string{at(young), "Go back to the earlier content", at(old) + kept, ""}, said()); diff != "" {
		t.Error("at first:", diff)
	}
	turn(old, young)
	if diff := cmp.Diff([]string{at(old), "Go on to the later content", at(young) + kept, "You are back at the earlier content."}, said()); diff != "" {
		t.Error("gone back:", diff)
	}
	turn(young, old)
	if diff := cmp.Diff([]string{at(young), "Go back to the earlier content", at(old) + kept, "You are at the later content again."}, said()); diff != "" {
		t.Error("gone on:", diff)
	}
}

func TestOtherKeysStopEverything(t *testing.T) {
	m := newTestModel(national(), drafts())
	m.checkAll()
	id, _ := m.next()
	l := m.a(t, id)
	m.begin(l, checkStep)
	m.checkDone(l, catalog.Update{}, fmt.Errorf("checking: %w", &catalog.KeysChangedError{Library: id, Title: "National library", Known: print1, Offered: print2}))
	s := m.state()
	if s.Alarm.Known != print1 || s.Alarm.Offered != print2 || s.Said != "" || s.Checking {
		t.Errorf("%+v", s)
	}
	for _, c := range s.Libraries {
		if c.Phase != resting || c.CanInstall || c.Trouble.What != "" {
			t.Errorf("%s: %+v", c.Title, c)
		}
	}
	m.checkAll()
	if m.alarm.Heading != "" {
		t.Error("the alarm outlives the next check")
	}
}

func TestWaitingGoesOnWhenItIsTime(t *testing.T) {
	now := noon()
	m := newTestModel(national(), drafts())
	m.now = func() time.Time { return now }
	l, other := m.a(t, "org.passalong"), m.a(t, "drafts")
	m.begin(l, checkStep)
	m.checkDone(l, catalog.Update{}, &catalog.LimitError{Until: now.Add(time.Minute)})
	if _, ok := m.due(); ok || !m.patient() {
		t.Error("it does not wait")
	}
	now = now.Add(time.Minute)
	if got, ok := m.due(); !ok || got != l {
		t.Error("it does not go on")
	}
	m.begin(other, checkStep)
	if _, ok := m.due(); ok {
		t.Error("it goes on while something is under way")
	}
	m.checkDone(other, catalog.Update{}, catalog.ErrUpToDate)
	m.never = true
	if _, ok := m.due(); ok {
		t.Error("it goes on although connections are switched off")
	}
	m.stop(l)
	if m.patient() || l.phase != resting || l.note == "" {
		t.Errorf("it cannot be stopped: phase %v", l.phase)
	}
}

func TestAStoppedWaitForADownloadOffersItAgain(t *testing.T) {
	m := newTestModel(national())
	l := m.a(t, "org.passalong")
	m.begin(l, checkStep)
	m.checkDone(l, offer(), nil)
	m.begin(l, installStep)
	m.installDone(l, &catalog.LimitError{Until: noon().Add(time.Minute)})
	if l.phase != waiting {
		t.Fatalf("phase %v", l.phase)
	}
	if m.stop(l); l.phase != offered {
		t.Errorf("phase %v", l.phase)
	}
}

func TestInstalling(t *testing.T) {
	for _, c := range []struct {
		name  string
		stop  bool
		err   error
		phase phase
		text  string
	}{
		{"it works", false, nil, installed, "What people learned is as it was. If something is not right, you can go back to the earlier content."},
		{"it is stopped", true, errors.New("context ended"), offered, arrival.Stopped},
		{"it was too late to stop it", true, nil, installed, "What people learned is as it was. If something is not right, you can go back to the earlier content."},
		{"the disk is full", false, catalog.ErrNoSpace, failed, ""},
		{"the keys are others", false, &catalog.KeysChangedError{}, resting, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := newTestModel(national())
			l := m.a(t, "org.passalong")
			m.begin(l, checkStep)
			m.checkDone(l, offer(), nil)
			m.begin(l, installStep)
			s := m.state().Libraries[0]
			if !s.CanCancel || s.CanInstall || s.Transfer.Total != 1_240_000 || len(s.Changes) != 2 {
				t.Errorf("while installing: %+v", s)
			}
			if c.stop {
				m.stop(l)
				if !m.state().Libraries[0].Stopping {
					t.Error("it does not say that it is stopping")
				}
			}
			m.installDone(l, c.err)
			if s := m.state().Libraries[0]; l.phase != c.phase || s.Text != c.text || s.Stopping {
				t.Errorf("phase %v, %q", l.phase, s.Text)
			}
		})
	}
}

func TestOnePrimaryButton(t *testing.T) {
	m := newTestModel(national(), drafts())
	for _, id := range []string{"org.passalong", "drafts"} {
		l := m.a(t, id)
		m.begin(l, checkStep)
		m.checkDone(l, offer(), nil)
	}
	s := m.state()
	if s.Main || !s.Libraries[0].Main || s.Libraries[1].Main || !s.Libraries[1].CanInstall {
		t.Errorf("checking %v, first %v, second %v", s.Main, s.Libraries[0].Main, s.Libraries[1].Main)
	}
	if s.Said != "New content is ready. See what would change before you install it." {
		t.Error(s.Said)
	}
}

func TestNeverConnected(t *testing.T) {
	m := newTestModel(national())
	m.never = true
	if s := m.state(); s.CanCheck || s.Said != "Connections are switched off. Content from a file still works: choose “Add a library”." {
		t.Errorf("can check %v, %q", s.CanCheck, s.Said)
	}
}

func TestOrder(t *testing.T) {
	m := newTestModel(national(), local(), drafts())
	for _, c := range []struct {
		id   string
		by   int
		want []string
	}{
		{"drafts", -1, []string{"org.passalong", "drafts", "Harbour"}},
		{"org.passalong", 1, []string{"Harbour", "org.passalong", "drafts"}},
		{"org.passalong", -1, nil}, {"drafts", 1, nil}, {"gone", 1, nil},
	} {
		if got, ok := m.moved(c.id, c.by); !slices.Equal(got, c.want) || ok != (c.want != nil) {
			t.Errorf("%s by %d: %v, %v", c.id, c.by, got, ok)
		}
	}
}

func TestTakingKeepsWhatGoesOn(t *testing.T) {
	m := newTestModel(national(), local())
	l := m.a(t, "org.passalong")
	m.begin(l, checkStep)
	m.checkDone(l, offer(), nil)
	m.take([]catalog.InstalledLibrary{drafts(), national()}, nil)
	if s := m.state(); len(s.Libraries) != 2 || s.Libraries[0].ID != "drafts" || !s.Libraries[1].CanInstall {
		t.Errorf("%+v", s.Libraries)
	}
	m.take(nil, catalog.ErrBusy)
	if s := m.state(); s.Trouble.What == "" || len(s.Libraries) != 2 {
		t.Error("what could not be read is gone")
	}
}

func TestNameOfAPack(t *testing.T) {
	for want, lib := range map[string]catalog.InstalledLibrary{
		"org.passalong-12.passalong": national(), "harbour-3.passalong": local(), "a--b-0.passalong": {ID: "a/:b"},
	} {
		if got := packName(lib); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
