package ui

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/content"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/settings"
	"github.com/passalong/passalong/internal/ui/learner"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/uitest"
	"github.com/passalong/passalong/modules"
)

// atHome opens the window on a machine with the profile of Kit, and that profile.
func atHome(t *testing.T, m *machine) *desk {
	t.Helper()
	d := sit(t, m)
	d.press("Kit")
	d.at(nav.Route{Screen: nav.Home})
	return d
}

func TestTheStartOffersTheProfiles(t *testing.T) {
	d := sit(t, newMachine("Kit", "Ash"))
	d.at(nav.Route{Screen: nav.Profiles})
	d.Reads("Kit", "Ash", "Just look around")
	d.Hides("Home", "Learn") // the frame is for those who have chosen
	d.press("Kit")
	d.at(nav.Route{Screen: nav.Home})
	d.Reads("Hello, Kit", "Home", "Learn")
	if d.history.CanBack() {
		t.Error("there is a way back to the profiles")
	}
}

func TestEveryRouteShowsSomething(t *testing.T) {
	m := newMachine("Kit")
	library, problems, err := content.Load(t.Context(), modules.FS)
	if err != nil || len(library.Modules) == 0 {
		t.Fatalf("loading the bundled library: %v, %v", err, problems)
	}
	m.library = library
	mod := &library.Modules[0]
	m.records["id-Kit"].Attempts = []quiz.Attempt{
		{ID: "done", Module: string(mod.ID), ModuleVersion: mod.Version, Quiz: quiz.Quiz{ID: mod.Quiz.ID, Pass: 80}, Started: uitest.Noon},
		{ID: "begun", Module: string(mod.ID), ModuleVersion: mod.Version, Quiz: mod.Quiz, Started: uitest.Noon},
	}
	routes := []nav.Route{
		{Screen: nav.Home}, {Screen: nav.Learn}, {Screen: nav.Handouts}, {Screen: nav.Settings},
		{Screen: nav.Settings, Query: "network"}, {Screen: nav.Update}, {Screen: nav.Search, Query: "naloxone"},
		{Screen: nav.Search, Query: "no such word"}, {Screen: nav.Handout, Handout: mod.Handouts[0].ID},
		{Screen: nav.Quiz, Module: mod.ID}, {Screen: nav.Quiz, Module: mod.ID, Attempt: "begun"},
		{Screen: nav.Quiz, Module: mod.ID, Attempt: "done"}, {Screen: nav.Result, Module: mod.ID, Attempt: "done"},
		// What is not there any more, such as after an update.
		{Screen: nav.Module, Module: "gone"}, {Screen: nav.Lesson, Module: "gone", Lesson: "gone"},
		{Screen: nav.Lesson, Module: mod.ID, Lesson: "gone"}, {Screen: nav.Quiz, Module: "gone"},
		{Screen: nav.Quiz, Module: mod.ID, Attempt: "gone"}, {Screen: nav.Result, Module: "gone", Attempt: "gone"},
		{Screen: nav.Result, Module: mod.ID, Attempt: "gone"}, {Screen: nav.Handout, Handout: "gone"},
		{Screen: "gone"},
	}
	for _, mod := range library.Modules {
		routes = append(routes, nav.Route{Screen: nav.Module, Module: mod.ID})
		for _, l := range mod.Lessons {
			routes = append(routes, nav.Route{Screen: nav.Lesson, Module: mod.ID, Lesson: l.ID})
		}
	}
	d := atHome(t, m)
	frame := len(words(d))
	for _, r := range routes {
		d.Go(r)
		if r.Screen != nav.Lesson { // it waits for scrolling to rest
			d.work.Drain()
		}
		if cur, _ := d.history.Current(); cur != r || len(words(d)) < 3 {
			t.Errorf("%+v: at %+v, there is only %q", r, cur, words(d))
		}
	}
	if frame < 10 {
		t.Errorf("Home says no more than %q", words(d))
	}
}

// words are the texts of the screen, without the frame around it.
func words(d *desk) []string {
	frame := []string{"Home", "Learn", "Handouts", "Settings", "Hide now", "Kit"}
	return slices.DeleteFunc(d.Texts(), func(s string) bool { return slices.Contains(frame, s) })
}

func TestBackAndForwardFollowTheHistory(t *testing.T) {
	d := atHome(t, newMachine("Kit"))
	d.press("Learn")
	d.to(nav.Route{Screen: nav.Module, Module: "basics"})
	d.to(nav.Route{Screen: nav.Module, Module: "basics"}) // nothing: it is open
	d.press("Back")
	d.at(nav.Route{Screen: nav.Learn})
	d.menuItem("Back")()
	d.at(nav.Route{Screen: nav.Home})
	d.Back() // there is nothing before
	d.at(nav.Route{Screen: nav.Home})
	d.press("Forward")
	d.menuItem("Forward")()
	d.at(nav.Route{Screen: nav.Module, Module: "basics"})
	d.Forward()
	d.at(nav.Route{Screen: nav.Module, Module: "basics"})
	d.press("Back")
	d.press("Settings")
	if d.history.CanForward() {
		t.Error("what lay ahead is not forgotten")
	}
}

func TestShortcutsWaitForAProfile(t *testing.T) {
	d := sit(t, newMachine("Kit"))
	for _, label := range []string{"Home", "Learn", "Handouts", "Settings", "Search", "Back", "Forward"} {
		d.menuItem(label)()
		d.at(nav.Route{Screen: nav.Profiles})
	}
	d.press("Kit")
	d.menuItem("Handouts")()
	d.at(nav.Route{Screen: nav.Handouts})
}

func TestSearchAsYouType(t *testing.T) {
	d := atHome(t, newMachine("Kit"))
	d.menuItem("Search")()
	field := d.Window.frame.search.Field()
	test.Type(field, "overdose")
	d.at(nav.Route{Screen: nav.Search, Query: "overdose"})
	d.Reads("Overdose")
	if d.Canvas.Focused() != field {
		t.Error("the field has lost the keyboard")
	}
	test.Type(field, "zz")
	d.at(nav.Route{Screen: nav.Search, Query: "overdosezz"})
	d.Back() // ten keys are one place in the history
	d.at(nav.Route{Screen: nav.Home})
	if got := d.Window.frame.search.Text(); got != "" {
		t.Errorf("%q is left in the field", got)
	}
	d.Forward()
	if got := d.Window.frame.search.Text(); got != "overdosezz" {
		t.Errorf("%q is in the field on the way back", got)
	}
}

func TestSwitchingTheProfilePutsTheRecordAway(t *testing.T) {
	m := newMachine("Kit", "Ash")
	d := atHome(t, m)
	d.to(nav.Route{Screen: nav.Settings, Query: "profile"})
	d.menuItem("Switch profile")()
	d.work.Drain()
	d.at(nav.Route{Screen: nav.Profiles})
	if m.open["id-Kit"] {
		t.Error("the record of Kit is still open")
	}
	d.press("Ash")
	d.Reads("Hello, Ash")
}

func TestAnOpenProfileCanBeDeleted(t *testing.T) {
	m := newMachine("Kit", "Ash")
	d := atHome(t, m)
	d.to(nav.Route{Screen: nav.Settings, Query: "profile"})
	d.press("Delete this profile")
	d.press("Delete for good")
	d.at(nav.Route{Screen: nav.Profiles})
	d.Reads("Ash")
	d.Hides("Kit")
}

func TestAProfileThatCannotBeDeletedIsStillThere(t *testing.T) {
	m := newMachine("Kit")
	m.deleting = progress.ErrCannotWrite
	d := atHome(t, m)
	d.to(nav.Route{Screen: nav.Settings, Query: "profile"})
	d.press("Delete this profile")
	d.press("Delete for good")
	d.Reads("That did not work")
	d.press("Close")
	d.at(nav.Route{Screen: nav.Profiles})
	d.press("Kit")
	d.at(nav.Route{Screen: nav.Home})
}

func TestAProfileThatCannotBeOpened(t *testing.T) {
	t.Run("because another window has it", func(t *testing.T) {
		m := newMachine("Kit", "Ash")
		m.open["id-Kit"] = true
		d := sit(t, m)
		d.press("Kit")
		d.at(nav.Route{Screen: nav.Profiles})
		d.Reads("This profile is open in another window of Passalong.")
		d.press("Ash")
		d.Reads("Hello, Ash")
	})
	t.Run("because its record cannot be read", func(t *testing.T) {
		m := newMachine("Kit", "Ash")
		m.reading = progress.ErrDamagedProfile
		d := sit(t, m)
		d.press("Kit")
		d.Reads("That did not work", "This profile's file is damaged.")
		d.press("Close")
		d.at(nav.Route{Screen: nav.Profiles})
		if m.open["id-Kit"] {
			t.Error("the record is still open")
		}
		m.reading = nil
		d.press("Ash") // the profiles still work
		d.Reads("Hello, Ash")
	})
}

func TestTheLibraryMayTakeItsTime(t *testing.T) {
	m := newMachine("Kit")
	m.waiting = make(chan struct{})
	d := begin(t, m, m.services())
	k, err := people{m}.Open(t.Context(), "id-Kit")
	if err != nil {
		t.Fatal(err)
	}
	d.Window.keeper, d.Window.part = k, func() {}
	d.welcome(learner.New(t.Context(), d.work, k, progress.Record{}))
	d.Reads("Opening the library")
	d.Go(nav.Route{Screen: nav.Learn})
	d.Reads("Opening the library")
	close(m.waiting)
	d.work.Drain()
	d.at(nav.Route{Screen: nav.Learn})
	d.Reads("The basics")
}

func TestALibraryThatCannotBeReadIsTriedAgain(t *testing.T) {
	m := newMachine("Kit")
	whole := m.library
	m.library, m.loading = nil, uitest.ErrAny
	d := sit(t, m)
	d.press("Kit")
	d.Reads("Something went wrong.")
	d.press("Try again")
	d.Reads("Something went wrong.")
	m.library, m.loading = whole, nil
	d.press("Try again")
	d.Reads("Hello, Kit")
}

func TestTheFallbackIsTold(t *testing.T) {
	m := newMachine("Kit")
	m.loading = &catalog.FallbackError{Err: catalog.ErrDamaged}
	d := atHome(t, m)
	d.Reads("Hello, Kit", "The content you installed cannot be used, so you see the content that came with Passalong.")
}

// update installs a library in which everything has another title.
func (d *desk) update() {
	d.t.Helper()
	c := uitest.Library()
	for i := range c.Modules {
		c.Modules[i].Title = "Newer " + c.Modules[i].Title
		for j := range c.Modules[i].Lessons {
			c.Modules[i].Lessons[j].Title = "Newer " + c.Modules[i].Lessons[j].Title
		}
	}
	d.m.mu.Lock()
	d.m.library = c
	d.m.mu.Unlock()
	d.LoadLibrary()
	d.work.Drain()
}

func TestNewerContentDoesNotThrowAnybodyBack(t *testing.T) {
	t.Run("in a quiz", func(t *testing.T) {
		d := atHome(t, newMachine("Kit"))
		d.to(nav.Route{Screen: nav.Quiz, Module: "basics"})
		d.press("Start the quiz")
		d.press("Yes")
		open := d.Window.screen
		d.update()
		if d.Window.screen != open {
			t.Fatal("the quiz was opened anew")
		}
		d.press("Answer")
		d.press("Next question")
		d.press("Yes")
		d.press("Answer")
		d.press("See your result")
		d.at(nav.Route{Screen: nav.Result, Module: "basics", Attempt: "attempt-1"})
		d.to(nav.Route{Screen: nav.Learn})
		d.Reads("Newer The basics")
	})
	t.Run("in a lesson", func(t *testing.T) {
		d := atHome(t, newMachine("Kit"))
		d.to(nav.Route{Screen: nav.Lesson, Module: "basics", Lesson: "what"})
		d.update()
		d.Reads("What it is")
		d.to(nav.Route{Screen: nav.Home})
		d.to(nav.Route{Screen: nav.Lesson, Module: "basics", Lesson: "what"})
		d.Reads("Newer What it is")
	})
	t.Run("at home it is shown at once", func(t *testing.T) {
		d := atHome(t, newMachine("Kit"))
		d.update()
		d.Reads("Newer The basics")
	})
	t.Run("a nickname stays", func(t *testing.T) {
		d := sit(t, newMachine())
		test.Type(d.Canvas.Focused(), "Robin")
		d.update()
		d.press("Make my profile")
		d.Reads("Hello, Robin")
	})
	t.Run("newer content that cannot be read leaves the lesson", func(t *testing.T) {
		d := atHome(t, newMachine("Kit"))
		d.to(nav.Route{Screen: nav.Lesson, Module: "basics", Lesson: "what"})
		d.m.library, d.m.loading = nil, uitest.ErrAny
		d.LoadLibrary()
		d.work.Drain()
		d.Reads("What it is")
	})
}

func TestAnUpdateIsReadWhenItIsInstalled(t *testing.T) {
	m := newMachine("Kit")
	m.newer = uitest.Library()
	m.newer.Modules[0].Title = "The newest basics"
	m.newer.Library.Update = "passalong/library"
	m.library.Library.Update = "passalong/library"
	d := atHome(t, m)
	d.to(nav.Route{Screen: nav.Update})
	d.press("Check for new content")
	d.press("Download and install")
	d.at(nav.Route{Screen: nav.Update})
	d.to(nav.Route{Screen: nav.Learn})
	d.Reads("The newest basics")
}

func TestTheTextGrowsFromTheMenu(t *testing.T) {
	m := newMachine("Kit")
	d := atHome(t, m)
	for range 12 {
		d.menuItem("Larger text")()
	}
	d.work.Drain()
	if m.set.TextSize != settings.TextSizeMax {
		t.Errorf("%d %%", m.set.TextSize)
	}
	d.menuItem("Smaller text")()
	d.work.Drain()
	if m.set.TextSize != settings.TextSizeMax-settings.TextSizeStep {
		t.Errorf("%d %%", m.set.TextSize)
	}
	m.disk = progress.ErrDiskFull
	d.menuItem("Smaller text")()
	d.work.Drain()
	d.Reads("The disk is full, so the settings are not saved.")
}

func TestEscTwiceHides(t *testing.T) {
	for name, where := range map[string]func(d *desk){
		"on a screen":                func(*desk) {},
		"while somebody types":       func(d *desk) { d.menuItem("Search")() },
		"while something is written": func(d *desk) { d.menuItem("Search")(); test.Type(d.Canvas.Focused(), "nal") },
		"in a dialog":                func(d *desk) { d.complain(uitest.ErrAny) },
	} {
		t.Run(name, func(t *testing.T) {
			d := atHome(t, newMachine("Kit"))
			where(d)
			d.key(fyne.KeyEscape)
			if d.app.quits != 0 {
				t.Fatal("one Esc hides")
			}
			d.now = d.now.Add(300 * time.Millisecond)
			d.key(fyne.KeyEscape)
			if d.app.quits != 1 {
				t.Error("two do not")
			}
		})
	}
	t.Run("not with another key between", func(t *testing.T) {
		d := atHome(t, newMachine("Kit"))
		d.key(fyne.KeyEscape, fyne.KeyDown, fyne.KeyEscape)
		if d.app.quits != 0 {
			t.Error("it hides")
		}
	})
	t.Run("not with a letter between", func(t *testing.T) {
		d := atHome(t, newMachine("Kit"))
		d.menuItem("Search")()
		d.key(fyne.KeyEscape)
		test.Type(d.Canvas.Focused(), "n")
		d.key(fyne.KeyEscape)
		if d.app.quits != 0 {
			t.Error("it hides")
		}
	})
	t.Run("by the rail at once", func(t *testing.T) {
		d := atHome(t, newMachine("Kit"))
		d.press("Hide now")
		if d.app.quits != 1 {
			t.Error("it does not hide")
		}
	})
}

// visit is what is kept of a lesson.
func (d *desk) visit(l catalog.LessonID) (progress.Visit, bool) {
	r := d.m.records["id-Kit"]
	i := slices.IndexFunc(r.Visits, func(v progress.Visit) bool { return v.Lesson == l })
	if i < 0 {
		return progress.Visit{}, false
	}
	return r.Visits[i], true
}

func TestLeavingKeepsThePlaceInALesson(t *testing.T) {
	for name, leave := range map[string]func(d *desk){
		"for another screen":  func(d *desk) { d.Go(nav.Route{Screen: nav.Learn}) },
		"for another profile": func(d *desk) { d.switchProfile() },
		"by closing":          func(d *desk) { d.close() },
		"at the end":          func(d *desk) { d.putAway(); d.end() },
	} {
		t.Run(name, func(t *testing.T) {
			d := atHome(t, newMachine("Kit"))
			d.m.disk = progress.ErrDiskFull // what opening the lesson would save
			d.to(nav.Route{Screen: nav.Lesson, Module: "basics", Lesson: "why"})
			if _, kept := d.visit("why"); kept {
				t.Fatal("it was kept on a full disk")
			}
			d.m.disk = nil
			leave(d)
			d.work.Drain()
			if _, kept := d.visit("why"); !kept {
				t.Error("the place is lost")
			}
		})
	}
}

func TestAnAnswerThatIsNotSavedStays(t *testing.T) {
	m := newMachine("Kit")
	d := atHome(t, m)
	d.to(nav.Route{Screen: nav.Quiz, Module: "basics"})
	d.press("Start the quiz")
	d.press("No")
	m.disk = progress.ErrDiskFull
	d.press("Answer")
	d.Reads("The disk is full, so this is not saved.", "No")
	d.Hides("Next question")
	m.disk = nil
	d.press("Try again")
	d.Reads("Next question")
	got := m.records["id-Kit"].Attempts[0].Responses
	if len(got) != 1 || !slices.Equal(got[0].Choices, []quiz.ChoiceID{"no"}) {
		t.Errorf("kept: %+v", got)
	}
}

func TestAGuestKeepsNothing(t *testing.T) {
	m := newMachine("Kit")
	d := sit(t, m)
	d.press("Just look around")
	d.Reads("Welcome")
	d.to(nav.Route{Screen: nav.Lesson, Module: "basics", Lesson: "why"})
	d.to(nav.Route{Screen: nav.Quiz, Module: "basics"})
	d.press("Start the quiz")
	d.switchProfile()
	d.work.Drain()
	if r := m.records["id-Kit"]; len(m.profiles) != 1 || len(r.Visits)+len(r.Attempts) != 0 {
		t.Errorf("kept: %+v, %+v", m.profiles, r)
	}
	d.press("Just look around")
	d.to(nav.Route{Screen: nav.Quiz, Module: "basics"})
	d.Reads("Start the quiz")
}

func TestWhatWentWrongAtTheStartIsToldOnce(t *testing.T) {
	m := newMachine("Kit", "Ash")
	s := m.services()
	s.Notice = &settings.DamagedError{SetAside: "/data/settings-damaged-1.json", Err: errors.New("no JSON")}
	d := sitAt(t, m, s)
	d.Hides("Before you start")
	d.press("Kit")
	d.Reads("Before you start", "The file of settings was damaged, so Passalong starts with its own.")
	if all := strings.Join(d.Texts(), " "); !strings.Contains(all, "settings-damaged-1.json") {
		t.Errorf("the kept file is not named in %q", all)
	}
	d.press("Close")
	d.switchProfile()
	d.work.Drain()
	d.press("Ash")
	d.Reads("Hello, Ash")
}
