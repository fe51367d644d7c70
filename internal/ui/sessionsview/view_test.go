package sessionsview

import (
	"errors"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/uitest"
	"github.com/passalong/passalong/internal/ui/widgets"
)

func TestAnEmptyScreenSaysWhatASessionIsAndStartsOne(t *testing.T) {
	st := open(t, with())
	st.Reads(emptyTitle, emptyText, "The basics")
	st.Markup(t, "empty.xml")
	// With the way here by the rail, this is the second press and the third.
	st.press("The basics")
	st.Reads("New plan")
	st.press("Start it now")
	if want := []string{"The basics false"}; !slices.Equal(st.world.begun, want) {
		t.Errorf("begun: %q, want %q", st.world.begun, want)
	}
	if _, ok := st.world.kept["new-1"]; !ok {
		t.Error("the plan is not kept")
	}
}

func TestWhatIsUnderWayComesFirst(t *testing.T) {
	w := with(prepared())
	w.sessions = []session.Listed{{ID: "s1", Title: "Naloxone for the night shift", Began: uitest.Noon, Last: uitest.Noon, Days: 1}}
	w.reports = []evaluation.Report{report("r1", "Safer use", uitest.Noon.AddDate(0, -1, 0), 9)}
	st := open(t, w)
	st.Reads("Naloxone for the night shift", "Under way", "Overdose and naloxone", "Safer use", "22 October 2026")
	st.Hides(emptyTitle)
	st.Markup(t, "underway.xml")
	if st.Canvas.Focused() != fyne.Focusable(st.parts.list.first.goOn) {
		t.Error("the keyboard is not where to go on")
	}
	st.Return("Go on with the session")
	st.press("End it and make its report")
	st.press("Safer use")
	want := []nav.Route{{Screen: nav.Facilitate, Session: "s1"}, {Screen: nav.Closing, Session: "s1"}, {Screen: nav.SessionReport, Report: "r1"}}
	if !slices.Equal(w.way.Went, want) {
		t.Errorf("%v, want %v", w.way.Went, want)
	}
}

func TestASessionThatCannotBeOpenedSaysWhy(t *testing.T) {
	w := with()
	w.sessions = []session.Listed{{ID: "s1", Title: "Torn", Began: uitest.Noon, Last: uitest.Noon, Days: 1, Problem: progress.ErrCannotWrite}}
	st := open(t, w)
	st.Reads("Torn", "The data folder cannot be written to, so this is not saved.")
	if st.Focus() != fyne.Focusable(st.parts.list.make) {
		t.Error("the keyboard is not at what can be done")
	}
	st.Hides("Go on with the session")
}

func TestAPlanIsMade(t *testing.T) {
	st := open(t, with())
	st.press("New plan")
	st.press("Make the plan")
	st.Reads("Choose what the session is about.")
	if st.Canvas.Focused() != st.parts.form.row(0) {
		t.Error("the keyboard is not at what is missing")
	}
	st.press("The basics")
	st.Hides("Choose what the session is about.")
	st.press("30 minutes")
	st.onPeople(12)
	st.Markup(t, "form.xml")
	st.press("Make the plan")
	if want := (nav.Route{Screen: nav.Plan, Plan: "new-1"}); st.world.way.Last() != want {
		t.Errorf("went to %v, want %v", st.world.way.Last(), want)
	}
	if p := st.world.kept["new-1"]; p.Minutes != 30 || p.People != 12 || !p.Changed.Equal(uitest.Noon) {
		t.Errorf("%d minutes, %d people, changed %v", p.Minutes, p.People, p.Changed)
	}
}

func TestABriefTalkIsMade(t *testing.T) {
	st := open(t, with())
	st.press("Brief talk")
	st.Reads("Brief talk", briefNote, "Make the script")
	st.Hides("How many people do you expect?")
	st.press("The basics")
	st.press("5 minutes")
	st.onMinutes(45)
	st.press("Make the script")
	st.Reads("A brief talk takes 5 to 15 minutes.")
	if st.Canvas.Focused() != st.parts.form.minutes.Field() {
		t.Error("the keyboard is not at the minutes")
	}
	st.press("15 minutes")
	st.press("Make the script")
	if p := st.world.kept["new-1"]; !p.Brief || p.Minutes != 15 {
		t.Errorf("brief %v, %d minutes", p.Brief, p.Minutes)
	}
}

func TestCancelGoesBackToTheList(t *testing.T) {
	st := open(t, with())
	for label, at := range map[string]fyne.Focusable{"New plan": st.parts.list.make, "Brief talk": st.parts.list.brief} {
		st.press(label)
		st.press("Cancel")
		st.Reads(emptyTitle)
		if st.Canvas.Focused() != at {
			t.Errorf("the keyboard is not back at %q", label)
		}
	}
	if len(st.world.kept) != 0 {
		t.Error("something is kept")
	}
}

func TestAFullDiskKeepsWhatWasChosen(t *testing.T) {
	w := with()
	w.saveErr = progress.ErrDiskFull
	st := open(t, w)
	st.press("The basics")
	st.press("Make the plan")
	st.Reads("New plan", "The disk is full, so this is not saved.")
	w.saveErr = nil
	st.press("Make the plan")
	if w.way.Last().Screen != nav.Plan {
		t.Errorf("went to %v", w.way.Last())
	}
}

func TestAModuleThatIsGoneIsSaid(t *testing.T) {
	st := open(t, with())
	st.press("Brief talk")
	st.press("The basics")
	st.model.form.modules[0] = "gone"
	st.press("Make the script")
	st.Reads("This module is not in the library any more.")
}

func TestALibraryWithoutModulesSaysSo(t *testing.T) {
	c := uitest.Library()
	c.Modules = nil
	st := openWith(t, with(), c)
	st.Reads("The library has no module, so there is nothing to plan yet. Settings shows how to add one.")
	if !st.parts.list.make.Disabled() || !st.parts.list.brief.Disabled() {
		t.Error("a plan can be asked for")
	}
}

func TestEveryActionOnAPlan(t *testing.T) {
	for name, c := range map[string]struct {
		presses []string
		check   func(t *testing.T, w *world)
	}{
		"it starts": {[]string{"Start the session"}, func(t *testing.T, w *world) {
			if !slices.Equal(w.begun, []string{"Overdose and naloxone false"}) {
				t.Errorf("begun %q", w.begun)
			}
		}},
		"it is rehearsed": {[]string{"More", "Rehearse"}, func(t *testing.T, w *world) {
			if !slices.Equal(w.begun, []string{"Overdose and naloxone true"}) {
				t.Errorf("begun %q", w.begun)
			}
		}},
		"it is opened": {[]string{"Open"}, func(t *testing.T, w *world) {
			if want := (nav.Route{Screen: nav.Plan, Plan: "p1"}); w.way.Last() != want {
				t.Errorf("%v", w.way.Last())
			}
		}},
		"all of it is printed": {[]string{"More", "Print everything"}, func(t *testing.T, w *world) {
			if want := (nav.Route{Screen: nav.Box, Plan: "p1"}); w.way.Last() != want {
				t.Errorf("%v", w.way.Last())
			}
		}},
		"it is duplicated": {[]string{"More", "Duplicate"}, func(t *testing.T, w *world) {
			if p := w.kept["new-1"]; p.Title != "Overdose and naloxone (copy)" || p.Template || len(w.kept) != 2 {
				t.Errorf("%q, template %v", p.Title, p.Template)
			}
		}},
		"it becomes a template": {[]string{"More", "Save as a template"}, func(t *testing.T, w *world) {
			if p := w.kept["new-1"]; p.Title != "Overdose and naloxone" || !p.Template || len(w.kept) != 2 {
				t.Errorf("%q, template %v", p.Title, p.Template)
			}
		}},
		"it is deleted": {[]string{"More", "Delete"}, func(t *testing.T, w *world) {
			if len(w.kept) != 0 {
				t.Errorf("%v is still kept", w.kept)
			}
		}},
		"it is deleted and comes back": {[]string{"More", "Delete", "Undo"}, func(t *testing.T, w *world) {
			if p := w.kept["p1"]; !p.Changed.Equal(prepared().Changed) || len(p.Sections) != 3 {
				t.Errorf("%+v", p)
			}
		}},
		"more and less": {[]string{"More", "Less"}, func(t *testing.T, w *world) {
			if len(w.kept) != 1 || len(w.way.Went) != 0 {
				t.Error("something was done")
			}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			st := open(t, with(prepared()))
			for _, p := range c.presses {
				st.press(p)
			}
			c.check(t, st.world)
		})
	}
}

func TestATemplateMakesPlans(t *testing.T) {
	p := prepared()
	p.Template = true
	st := open(t, with(p))
	st.Reads("Templates")
	st.Hides("Prepared", "Start the session")
	st.press("Make a plan from it")
	if made := st.world.kept["new-1"]; made.Template || made.Title != p.Title || !st.world.kept["p1"].Template {
		t.Errorf("%+v", made)
	}
	if want := (nav.Route{Screen: nav.Plan, Plan: "new-1"}); st.world.way.Last() != want {
		t.Errorf("%v", st.world.way.Last())
	}
	st.Find("More") // there are two lists now
}

func TestAPlanWithMistakesDoesNotStart(t *testing.T) {
	p := prepared()
	p.Sections = nil
	st := open(t, with(p))
	st.press("Start the session")
	st.Reads("“Overdose and naloxone” is not ready for a session yet.", "The plan has no section. Open the plan to change it.")
	if len(st.world.begun) != 0 {
		t.Error("it has begun")
	}
}

func TestASessionThatDoesNotBeginSaysWhy(t *testing.T) {
	w := with(prepared())
	w.refused = progress.ErrDiskFull
	st := open(t, w)
	st.press("Start the session")
	st.Reads("The disk is full, so this is not saved.")
	w.refused = nil
	st.press("Start the session")
	st.Hides("The disk is full, so this is not saved.")
	if len(w.begun) != 1 {
		t.Errorf("begun %q", w.begun)
	}
}

func TestWhatCannotBeDeletedStays(t *testing.T) {
	w := with(prepared())
	w.deleteErr = progress.ErrCannotWrite
	st := open(t, w)
	st.press("More")
	st.press("Delete")
	st.Reads("Overdose and naloxone", "The data folder cannot be written to, so this is not saved.")
	st.Hides("Undo")
}

func TestUndoThatFailsCanBeTriedAgain(t *testing.T) {
	w := with(prepared())
	st := open(t, w)
	st.press("More")
	st.press("Delete")
	w.saveErr = progress.ErrDiskFull
	st.press("Undo")
	st.Reads("The disk is full, so this is not saved.")
	w.saveErr = nil
	st.press("Undo")
	st.Reads("“Overdose and naloxone” is back.", "Overdose and naloxone")
	if len(w.kept) != 1 {
		t.Error("it is not back")
	}
}

func TestACopyThatCannotBeSavedIsSaid(t *testing.T) {
	for _, label := range []string{"Duplicate", "Save as a template"} {
		w := with(prepared())
		w.saveErr = progress.ErrDiskFull
		st := open(t, w)
		st.press("More")
		st.press(label)
		st.Reads("The disk is full, so this is not saved.")
	}
}

func TestAListThatCannotBeReadHidesNoOther(t *testing.T) {
	w := with(prepared())
	w.reportsErr = errors.New("torn")
	st := open(t, w)
	st.Reads("Something went wrong.", "Overdose and naloxone")
	w.reportsErr, w.reports = nil, []evaluation.Report{report("r1", "Safer use", uitest.Noon, 9)}
	st.press("Look again")
	st.Reads("Safer use")
	st.Hides("Something went wrong.")
}

func TestWhatCanBeReadOfAListIsShown(t *testing.T) {
	w := with(prepared())
	w.plansErr, w.reportsErr, w.reports = errors.New("one is torn"), errors.New("torn"), []evaluation.Report{report("r1", "Safer use", uitest.Noon, 9)}
	open(t, w).Reads("Something went wrong.", "Overdose and naloxone", "Safer use")
}

func TestMorePastSessionsAreShown(t *testing.T) {
	w := with()
	for i := range 8 {
		w.reports = append(w.reports, report(string(rune('a'+i)), "Session "+itoa(i), uitest.Noon.AddDate(0, 0, i), 5))
	}
	st := open(t, w)
	st.Hides("Session 0")
	st.press("Show 2 more")
	st.Reads("Session 0", "Session 7")
}

func TestWhatFundersAskForIsNear(t *testing.T) {
	st := open(t, with())
	st.press("Summary of a year")
	st.press("Support for peer workers")
	want := []nav.Route{{Screen: nav.Year}, {Screen: nav.SupportLog}}
	if !slices.Equal(st.world.way.Went, want) {
		t.Errorf("%v, want %v", st.world.way.Went, want)
	}
}

func TestRefreshShowsWhatWasChangedElsewhere(t *testing.T) {
	st := open(t, with())
	p := prepared()
	st.world.kept = map[plan.ID]plan.Plan{p.ID: p}
	st.Refresh()
	st.queue.Drain()
	st.Reads("Overdose and naloxone")
	st.HandleKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	test.Tap(st.parts.list.make)
	st.Refresh()
	st.queue.Drain()
	st.Reads("New plan", "What is it about?") // what is being chosen stays
}

func TestADamagedFileIsSetAside(t *testing.T) {
	w := with()
	w.plansErr, w.sessionsErr, w.reportsErr = session.ErrDamaged, session.ErrDamaged, session.ErrDamaged
	w.asideErr = progress.ErrCannotWrite
	st := open(t, w)
	st.Reads("The file in which sessions are kept is damaged.", asideNote)
	st.press("Set it aside and begin anew")
	st.Reads(explain.Error(progress.ErrCannotWrite).What, "The file in which sessions are kept is damaged.")
	w.asideErr = nil
	st.press("Set it aside and begin anew")
	st.Reads("The damaged file is now called “sessions.damaged-1.db”. You can plan and run sessions again.", emptyTitle)
	st.Hides("The file in which sessions are kept is damaged.", "Set it aside and begin anew", explain.Error(progress.ErrCannotWrite).What)
}

func TestAFileThatIsNotDamagedIsNotSetAside(t *testing.T) {
	w := with()
	w.plansErr = progress.ErrCannotWrite
	open(t, w).Hides("Set it aside and begin anew")
}

// The buttons are at the foot of a form that is longer than the window, and what went wrong is said at its head.
func TestWhyAPlanIsNotSavedIsInSight(t *testing.T) {
	w := with()
	w.saveErr = progress.ErrDiskFull
	st := open(t, w)
	st.press("The basics")
	for _, win := range fyne.CurrentApp().Driver().AllWindows() {
		win.Resize(fyne.NewSize(900, 400))
	}
	st.HandleKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	st.press("Start it now")
	st.Reads(explain.Error(progress.ErrDiskFull).What)
	for _, o := range st.Objects() {
		if text, ok := o.(*widgets.Text); ok && text.Text() == explain.Error(progress.ErrDiskFull).What {
			if y := fyne.CurrentApp().Driver().AbsolutePositionForObject(text).Y; y < 0 || y > 400 {
				t.Errorf("what went wrong is at %v, out of sight", y)
			}
		}
	}
}
