package ui

import (
	"testing"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/store"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/uitest"
)

// onDisk opens the window on profiles that are files, with the profile of Kit open.
func onDisk(t *testing.T, dir string) *desk {
	t.Helper()
	profiles, err := store.OpenProfiles(dir, uitest.Now)
	if err != nil {
		t.Fatal(err)
	}
	s := newMachine().services()
	s.Profiles = profiles
	d := sitAt(t, newMachine(), s)
	k, err := profiles.Create(t.Context(), "Kit")
	if err != nil {
		t.Fatal(err)
	}
	d.openProfile(k)
	d.work.Drain()
	d.at(nav.Route{Screen: nav.Home})
	return d
}

// kept is the record of the only profile in a folder.
func kept(t *testing.T, dir string) progress.Record {
	t.Helper()
	profiles, err := store.OpenProfiles(dir, uitest.Now)
	if err != nil {
		t.Fatal(err)
	}
	list, err := profiles.List(t.Context())
	if err != nil || len(list) != 1 {
		t.Fatalf("profiles %v, %v", list, err)
	}
	k, err := profiles.Open(t.Context(), list[0].ID) // it was put away, or this would be refused
	if err != nil {
		t.Fatal(err)
	}
	defer k.Close()
	r, err := k.Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// endProgram does what Run does when the window is gone: nothing comes back to the UI goroutine any more.
func (d *desk) endProgram() {
	d.putAway()
	d.end()
	d.work.Drain()
}

func TestAnAnswerGivenRightBeforeTheEndIsOnDisk(t *testing.T) {
	dir := t.TempDir()
	d := onDisk(t, dir)
	d.to(nav.Route{Screen: nav.Quiz, Module: "basics"})
	d.press("Start the quiz")
	d.Press("Yes")
	d.Press("Answer")
	d.endProgram()
	if r := kept(t, dir); len(r.Attempts) != 1 || len(r.Attempts[0].Responses) != 1 {
		t.Errorf("kept: %+v", r.Attempts)
	}
}

func TestWhatWaitsAtTheEndIsOnDiskInOrder(t *testing.T) {
	dir := t.TempDir()
	d := onDisk(t, dir)
	d.Go(nav.Route{Screen: nav.Lesson, Module: "basics", Lesson: "what"})
	for block := range 20 {
		d.learner.SaveVisit(progress.Visit{Module: "basics", Lesson: "why", ModuleVersion: "1.0", Block: block, Opened: uitest.Noon}, nil)
	}
	d.endProgram()
	at := map[catalog.LessonID]int{}
	for _, v := range kept(t, dir).Visits {
		at[v.Lesson] = v.Block
	}
	if _, read := at["what"]; !read || at["why"] != 19 {
		t.Errorf("kept: %v", at)
	}
}

func TestAProfileIsForOneWindowAtATime(t *testing.T) {
	dir := t.TempDir()
	first := onDisk(t, dir)
	profiles, err := store.OpenProfiles(dir, uitest.Now) // as another program does
	if err != nil {
		t.Fatal(err)
	}
	s := newMachine().services()
	s.Profiles = profiles
	second := sitAt(t, newMachine(), s)
	second.press("Kit")
	second.Reads("This profile is open in another window of Passalong.")
	second.press("Just look around")
	second.at(nav.Route{Screen: nav.Home})
	first.switchProfile()
	first.work.Drain()
	second.switchProfile()
	second.work.Drain()
	second.press("Kit")
	second.Reads("Hello, Kit")
	second.endProgram()
}
