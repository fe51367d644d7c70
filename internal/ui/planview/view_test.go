package planview

import (
	"context"
	"errors"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/uitest"
	"github.com/passalong/passalong/internal/ui/widgets"
)

const fullDisk = "The disk is full, so this is not saved."

func TestAPlanIsShown(t *testing.T) {
	st := open(t, with(prepared()))
	st.Reads("Plan made from The basics · up to 12 people", "Saved", "Welcome", "Act fast", "95 minutes planned of 90: 5 too many.", "Does he breathe?", "Someone is upset")
	st.Hides("Time is brain.")
	st.Markup(t, "plan.xml")
	if st.world.saves != 0 {
		t.Error("it was saved although nothing changed")
	}
	if st.Canvas.Focused() != fyne.Focusable(st.parts.head.start) {
		t.Error("the keyboard is not where the session is begun")
	}
}

func TestASectionIsOpened(t *testing.T) {
	st := open(t, with(prepared()))
	test.Tap(st.card("b").open)
	st.Reads("Time is brain.", "Watch for", "Three steps", "1. Shake\n2. Shout\n3. Call", "What scares you?", "• Notice an overdose", "• a manikin", "• Pocket card")
	st.Markup(t, "section.xml")
	test.Tap(st.card("b").open)
	st.Hides("Time is brain.")
	if st.world.saves != 0 {
		t.Error("looking at it changed it")
	}
}

func TestSectionsAreMovedByKeyboard(t *testing.T) {
	st := open(t, with(prepared()))
	st.Canvas.Focus(st.card("c").row.Grip())
	st.alt(fyne.KeyUp)
	st.wants("Welcome", "The law", "Act fast", "Goodbye")
	if st.Canvas.Focused() != fyne.Focusable(st.card("c").row.Grip()) {
		t.Error("the keyboard did not go along")
	}
	st.alt(fyne.KeyDown)
	st.alt(fyne.KeyDown)
	st.wants("Welcome", "Act fast", "Goodbye", "The law")
}

func TestSectionsAreMovedByTheArrows(t *testing.T) {
	st := open(t, with(prepared()))
	test.Tap(st.card("a").row.Down())
	st.queue.Drain()
	test.Tap(st.card("d").row.Up())
	st.queue.Drain()
	st.wants("Act fast", "Welcome", "Goodbye", "The law")
}

func TestASectionIsDragged(t *testing.T) {
	st := open(t, with(prepared()))
	grip := st.card("a").row.Grip()
	height := st.card("b").row.Size().Height
	for range 10 {
		grip.Dragged(&fyne.DragEvent{Dragged: fyne.Delta{DY: 0.2 * height}})
	}
	grip.DragEnd()
	st.queue.Drain()
	st.wants("Act fast", "The law", "Welcome", "Goodbye")
}

func TestAnOpenSectionIsDragged(t *testing.T) {
	st := open(t, with(prepared()))
	test.Tap(st.card("b").open)
	grip := st.card("b").row.Grip()
	grip.Dragged(&fyne.DragEvent{Dragged: fyne.Delta{DY: st.card("c").row.Size().Height}})
	grip.DragEnd()
	st.queue.Drain()
	st.wants("Welcome", "The law", "Act fast", "Goodbye")
	st.Reads("Time is brain.")
}

// Each action, by what is pressed, with what is on the disk after it.
func TestWhatIsDoneWithSections(t *testing.T) {
	for name, c := range map[string]struct {
		do   func(st *stage)
		want []string
		then func(t *testing.T, p plan.Plan)
	}{
		"minutes are counted": {
			func(st *stage) { st.onSectionMinutes("b", 45) }, []string{"Welcome", "Act fast", "The law", "Goodbye"},
			func(t *testing.T, p plan.Plan) {
				if p.Sections[1].Minutes != 45 {
					t.Errorf("%d minutes", p.Sections[1].Minutes)
				}
			},
		},
		"one is left out": {func(st *stage) { test.Tap(st.card("c").off) }, []string{"Welcome", "Act fast", "(The law)", "Goodbye"}, nil},
		"and put back": {func(st *stage) {
			test.Tap(st.card("c").off)
			test.Tap(st.card("c").off)
		}, []string{"Welcome", "Act fast", "The law", "Goodbye"}, nil},
		"one is removed":          {func(st *stage) { st.onRemove("b") }, []string{"Welcome", "The law", "Goodbye"}, nil},
		"and comes back":          {func(st *stage) { st.onRemove("b"); st.press("Undo") }, []string{"Welcome", "Act fast", "The law", "Goodbye"}, nil},
		"a section of one's own":  {func(st *stage) { st.press("Add a section of your own") }, []string{"Welcome", "Act fast", "The law", "A section of your own", "Goodbye"}, nil},
		"a break":                 {func(st *stage) { st.press("Add a break") }, []string{"Welcome", "Act fast", "The law", "Break", "Goodbye"}, nil},
		"all fits the time there": {func(st *stage) { st.press("30 minutes", "Fit to the time") }, []string{"Welcome", "(Act fast)", "The law", "Goodbye"}, nil},
		"and as it was before":    {func(st *stage) { st.press("30 minutes", "Fit to the time", "Undo") }, []string{"Welcome", "Act fast", "The law", "Goodbye"}, nil},
		"the one left out is put back": {func(st *stage) { st.press("30 minutes", "Fit to the time", "Put back") }, []string{"Welcome", "Act fast", "The law", "Goodbye"}, func(t *testing.T, p plan.Plan) {
			if p.Over() <= 0 {
				t.Errorf("%d minutes over", p.Over())
			}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			st := open(t, with(prepared()))
			c.do(st)
			st.queue.Drain()
			st.wants(c.want...)
			if c.then != nil {
				c.then(t, st.world.plan())
			}
			st.Reads("Saved")
		})
	}
}

func TestTitlesTimeAndPeopleAreKept(t *testing.T) {
	st := open(t, with(prepared()))
	st.Canvas.Focus(st.parts.head.title.Field())
	st.write("Night shift")
	st.press("180 minutes")
	st.onPeople(25)
	test.Tap(st.card("b").open)
	st.Canvas.Focus(st.card("b").detail.title.Field())
	st.write("Act at once")
	p := st.world.plan()
	if p.Title != "Night shift" || p.Minutes != 180 || p.People != 25 || p.Sections[1].Title != "Act at once" || !p.Changed.Equal(uitest.Noon) {
		t.Errorf("%q, %d minutes, %d people, %q, changed %v", p.Title, p.Minutes, p.People, p.Sections[1].Title, p.Changed)
	}
	st.Reads("Act at once")
}

func TestAPlanWithoutATitleIsNotSavedYet(t *testing.T) {
	st := open(t, with(prepared()))
	st.Canvas.Focus(st.parts.head.title.Field())
	st.write("")
	st.Reads("Not saved yet", "Give the plan a title.")
	st.press("Start the session")
	if len(st.world.begun) != 0 {
		t.Error("it began")
	}
	st.write("New")
	st.Reads("Saved")
	st.Hides("Give the plan a title.")
	if st.world.plan().Title != "New" {
		t.Errorf("%q is kept", st.world.plan().Title)
	}
}

func TestAProblemIsShownInItsSection(t *testing.T) {
	st := open(t, with(prepared()))
	test.Tap(st.card("c").open)
	st.Canvas.Focus(st.card("c").detail.title.Field())
	st.write("")
	st.Reads("The section needs a title of at most 300 characters.", "Not saved yet")
	st.press("Start the session")
	if st.Canvas.Focused() != fyne.Focusable(st.card("c").row.Grip()) || len(st.world.begun) != 0 {
		t.Error("the keyboard is not at the section that is not right")
	}
	for _, id := range []plan.SectionID{"a", "b", "c", "d"} {
		st.onRemove(id)
	}
	st.Reads("Not ready yet", "The plan has no section.")
	st.press("Start the session")
	if len(st.world.begun) != 0 {
		t.Error("a session without a section began")
	}
}

func TestAFullDiskKeepsWhatWasTyped(t *testing.T) {
	w := with(prepared())
	w.saveErr = progress.ErrDiskFull
	st := open(t, w)
	st.Canvas.Focus(st.parts.head.title.Field())
	st.write("Night shift")
	st.Reads(fullDisk, "Not saved yet")
	st.Markup(t, "disk.xml")
	if st.parts.head.title.Text() != "Night shift" {
		t.Error("what was typed is gone")
	}
	w.saveErr = nil
	st.press("Save again")
	st.Reads("Saved")
	st.Hides(fullDisk)
	if w.plan().Title != "Night shift" {
		t.Errorf("%q is kept", w.plan().Title)
	}
}

func TestWhatWasNotSavedIsThereWhenThePlanIsOpenedAgain(t *testing.T) {
	w := with(prepared())
	w.saveErr = progress.ErrDiskFull
	ctx, leave := context.WithCancel(t.Context())
	st := openIn(t, ctx, w)
	st.onMove(2, 0)
	st.Leave()
	leave()
	st.queue.Drain()
	w.saveErr = nil
	again := open(t, w)
	again.Reads("This was not saved when you left", "Saved")
	again.wants("The law", "Welcome", "Act fast", "Goodbye")
	if _, ok := w.draft.take("p"); ok {
		t.Error("what was saved is still a draft")
	}
}

func TestWhatWasChangedLastIsSavedAfterLeaving(t *testing.T) {
	w := with(prepared())
	ctx, leave := context.WithCancel(t.Context())
	st := openIn(t, ctx, w)
	st.onMove(2, 0) // on its way
	st.onMinutes(60)
	st.Leave()
	leave()
	st.queue.Drain()
	st.wants("The law", "Welcome", "Act fast", "Goodbye")
	if w.plan().Minutes != 60 {
		t.Errorf("%d minutes are kept", w.plan().Minutes)
	}
	if _, ok := w.draft.take("p"); ok {
		t.Error("what was saved is still a draft")
	}
}

func TestChangesMadeTogetherAreSavedOnce(t *testing.T) {
	st := open(t, with(prepared()))
	for n := range 20 {
		st.onMinutes(n + 1)
	}
	st.queue.Drain()
	if st.world.saves != 2 || st.world.plan().Minutes != 20 {
		t.Errorf("saved %d times, %d minutes", st.world.saves, st.world.plan().Minutes)
	}
}

func TestWhatNeedsAPlanSaysWhyThereIsNone(t *testing.T) {
	t.Run("it cannot be read", func(t *testing.T) {
		w := with(prepared())
		kept := w.kept
		w.kept, w.readErr = nil, errors.New("torn")
		st := open(t, w)
		st.Reads("Something went wrong.")
		if st.Focus() != nil {
			t.Error("something that is not there wants the keyboard")
		}
		w.kept, w.readErr = kept, nil
		st.press("Try again")
		st.Reads("Act fast")
	})
	t.Run("another one cannot be read", func(t *testing.T) {
		w := with(prepared())
		w.readErr = errors.New("torn")
		open(t, w).Reads("Act fast")
	})
	t.Run("it is not there any more", func(t *testing.T) {
		st := open(t, &world{kept: map[plan.ID]plan.Plan{}})
		st.Reads("This plan is not here any more")
		st.press("See all sessions")
		if st.world.way.Last().Screen != nav.Sessions {
			t.Errorf("%v", st.world.way.Last())
		}
	})
}

func TestASessionBegins(t *testing.T) {
	w := with(prepared())
	w.refused = progress.ErrDiskFull
	st := open(t, w)
	st.press("Start the session")
	st.Reads(fullDisk)
	w.refused = nil
	st.Return("Start the session")
	st.Hides(fullDisk)
	if !slices.Equal(w.begun, []string{"Overdose and naloxone false"}) {
		t.Errorf("%q", w.begun)
	}
}

func TestEverythingElseThatCanBeDoneWithAPlan(t *testing.T) {
	for name, c := range map[string]struct {
		presses []string
		check   func(t *testing.T, w *world)
	}{
		"it is rehearsed": {[]string{"Rehearse"}, func(t *testing.T, w *world) {
			if !slices.Equal(w.begun, []string{"Overdose and naloxone true"}) {
				t.Errorf("%q", w.begun)
			}
		}},
		"it is printed": {[]string{"Print and more", "Print the plan", "Print what to bring"}, func(t *testing.T, w *world) {
			if !slices.Equal(w.printed, []Print{PrintPlan, PrintMaterials}) {
				t.Errorf("%q", w.printed)
			}
		}},
		"all of it is printed": {[]string{"Print and more", "Print everything in a box"}, func(t *testing.T, w *world) {
			if want := (nav.Route{Screen: nav.Box, Plan: "p"}); w.way.Last() != want {
				t.Errorf("%v", w.way.Last())
			}
		}},
		"it becomes a template": {[]string{"Print and more", "Save as a template"}, func(t *testing.T, w *world) {
			if p := w.kept["new-1"]; !p.Template || p.Title != "Overdose and naloxone" || w.kept["p"].Template {
				t.Errorf("%q, template %v", p.Title, p.Template)
			}
		}},
		"it is duplicated": {[]string{"Print and more", "Duplicate"}, func(t *testing.T, w *world) {
			if p, want := w.kept["new-1"], (nav.Route{Screen: nav.Plan, Plan: "new-1"}); p.Title != "Overdose and naloxone (copy)" || w.way.Last() != want {
				t.Errorf("%q, went to %v", p.Title, w.way.Last())
			}
		}},
		"the way back": {[]string{"All sessions"}, func(t *testing.T, w *world) {
			if w.way.Last().Screen != nav.Sessions {
				t.Errorf("%v", w.way.Last())
			}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			st := open(t, with(prepared()))
			st.press(c.presses...)
			c.check(t, st.world)
		})
	}
}

func TestACopyThatCannotBeSavedIsSaid(t *testing.T) {
	w := with(prepared())
	st := open(t, w)
	w.saveErr = progress.ErrCannotWrite
	st.press("Print and more", "Save as a template")
	st.Reads("The data folder cannot be written to, so this is not saved.")
	st.Hides("Saved as a template. You find it under Sessions.")
}

func TestATemplateMakesAPlan(t *testing.T) {
	p := prepared()
	p.Template = true
	st := open(t, with(p))
	st.onMove(2, 0)
	st.press("Make a plan from it")
	if made := st.world.kept["new-1"]; made.Template || made.Sections[0].Title != "The law" || !st.world.plan().Template {
		t.Errorf("%v", titles(made))
	}
	if want := []nav.Route{{Screen: nav.Plan, Plan: "new-1"}}; !slices.Equal(st.world.way.Replaced, want) {
		t.Errorf("%v", st.world.way.Replaced)
	}
}

func TestABriefTalkHasItsPageAndItsLengths(t *testing.T) {
	p := prepared()
	p.Brief, p.Minutes = true, 10
	st := open(t, with(p))
	st.press("15 minutes", "Print and more", "Print the brief page")
	if !slices.Equal(st.world.printed, []Print{PrintBrief}) || st.world.plan().Minutes != 15 {
		t.Errorf("%q, %d minutes", st.world.printed, st.world.plan().Minutes)
	}
	st.Hides("90 minutes")
}

func TestALongPageScrolls(t *testing.T) {
	st := open(t, with(prepared()))
	st.Refresh()
	if !st.HandleKey(&fyne.KeyEvent{Name: fyne.KeyEnd}) || st.HandleKey(&fyne.KeyEvent{Name: fyne.KeyF1}) {
		t.Error("End does not scroll, or F1 does")
	}
}

// What is chosen and what is written in dialogs.
func TestWhatIsAddedToASection(t *testing.T) {
	kinds := func(p plan.Plan) []string {
		var all []string
		for _, s := range p.Sections[1].Steps {
			all = append(all, stepOf(s).Kind+": "+stepOf(s).Title)
		}
		return all[3:] // those it had before
	}
	for name, c := range map[string]struct {
		do   func(st *stage)
		want []string
	}{
		"two questions":      {func(st *stage) { st.press("Add questions", "Who do you call?", "How was it?", "Add these") }, []string{"Question: Who do you call?", "Question without a right answer: How was it?"}},
		"one that is there":  {func(st *stage) { st.press("Add questions", "Does he breathe?", "Add these") }, []string{"Must be right · Question: Does he breathe?"}},
		"no question":        {func(st *stage) { st.press("Add questions", "Cancel") }, []string{}},
		"none was chosen":    {func(st *stage) { st.press("Add questions", "Add these") }, []string{}},
		"a scenario":         {func(st *stage) { st.press("Add a scenario", "On the bench") }, []string{"Scenario: On the bench"}},
		"slides of a lesson": {func(st *stage) { st.press("Add slides of a lesson", "Why it works") }, []string{"Slide: Why it works"}},
		"a slide of one's own": {func(st *stage) {
			st.press("Add a slide", "Save")
			st.Reads("Give the slide a title.")
			st.write("Mine")
			st.press("Save")
		}, []string{"Slide: Mine"}},
		"a wall": {func(st *stage) {
			st.press("Add a word wall", "Save")
			st.Reads("Write what you want to ask.")
			st.write("Who helps you?")
			st.press("Save")
		}, []string{"Word wall: Who helps you?"}},
	} {
		t.Run(name, func(t *testing.T) {
			st := open(t, with(prepared()))
			test.Tap(st.card("b").open)
			c.do(st)
			st.queue.Drain()
			if got := kinds(st.world.plan()); !slices.Equal(got, c.want) {
				t.Errorf("%q, want %q", got, c.want)
			}
			if st.Canvas.Overlays().Top() != nil {
				t.Error("the dialog is still open")
			}
		})
	}
}

func TestStepsAreMovedChangedAndRemoved(t *testing.T) {
	st := open(t, with(prepared()))
	test.Tap(st.card("b").open)
	steps := func() []string {
		var all []string
		for _, s := range st.world.plan().Sections[1].Steps {
			all = append(all, stepOf(s).Title)
		}
		return all
	}
	row := st.card("b").detail.steps.rows[0]
	st.Canvas.Focus(row.row.Grip())
	st.alt(fyne.KeyDown)
	if want := []string{"Does he breathe?", "Three steps", "What scares you?"}; !slices.Equal(steps(), want) || st.Canvas.Focused() != fyne.Focusable(row.row.Grip()) {
		t.Errorf("%q, want %q", steps(), want)
	}
	row.edit.Press()
	st.write("Four steps")
	st.press("Save")
	st.card("b").detail.steps.rows[2].edit.Press()
	st.write("What helps?")
	st.press("Save")
	if want := []string{"Does he breathe?", "Four steps", "What helps?"}; !slices.Equal(steps(), want) {
		t.Errorf("%q, want %q", steps(), want)
	}
	st.card("b").detail.steps.rows[0].edit.Press()
	st.Reads("• Yes", "• No")
	st.press("Also ask: sure or not sure?", "Save")
	if !st.world.plan().Sections[1].Steps[0].Poll.AskSure {
		t.Error("it is not asked how sure people are")
	}
	st.onRemoveStep("b", 1)
	st.queue.Drain()
	st.Reads("“Four steps” is removed from “Act fast”.")
	if len(steps()) != 2 {
		t.Errorf("%q", steps())
	}
	st.press("Undo")
	if len(steps()) != 3 {
		t.Errorf("%q", steps())
	}
}

func TestNotesAreWrittenMovedAndRemoved(t *testing.T) {
	st := open(t, with(prepared()))
	test.Tap(st.card("b").open)
	notes := func() []string {
		var all []string
		for _, n := range st.world.plan().Sections[1].Notes {
			all = append(all, string(n.Kind)+": "+n.Text)
		}
		return all
	}
	st.press("Add a note", "Save")
	st.Reads("Write something, or cancel.")
	st.press("Ask")
	st.Canvas.Focus(field(t, st))
	st.write("Who was there?")
	st.press("Save")
	st.card("b").detail.notes.rows[0].edit.Press()
	st.write("Be quick.")
	st.press("Save")
	if want := []string{"say: Be quick.", "watch: Somebody goes quiet.", "ask: Who was there?"}; !slices.Equal(notes(), want) {
		t.Errorf("%q, want %q", notes(), want)
	}
	st.Canvas.Focus(st.card("b").detail.notes.rows[2].row.Grip())
	st.alt(fyne.KeyUp)
	st.alt(fyne.KeyUp)
	if want := []string{"ask: Who was there?", "say: Be quick.", "watch: Somebody goes quiet."}; !slices.Equal(notes(), want) {
		t.Errorf("%q, want %q", notes(), want)
	}
	st.onRemoveNote("b", 1)
	st.queue.Drain()
	if len(notes()) != 2 {
		t.Errorf("%q", notes())
	}
	st.press("Undo")
	if len(notes()) != 3 {
		t.Errorf("%q", notes())
	}
}

// field is the first thing to write in that is on screen.
func field(t *testing.T, st *stage) fyne.Focusable {
	t.Helper()
	for _, o := range st.Objects() {
		if e, ok := o.(*widgets.Entry); ok {
			return e.Field()
		}
	}
	t.Fatal("there is nothing to write in")
	return nil
}

func TestListsAreWrittenOneThingOnEachLine(t *testing.T) {
	st := open(t, with(prepared()))
	test.Tap(st.card("b").open)
	for _, button := range []string{"Change the aims", "Change what you need", "Change the list"} {
		st.press(button)
		st.Canvas.Focused().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutSelectAll{})
		test.Type(st.Canvas.Focused(), " one ")
		for range 2 {
			st.Canvas.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		}
		test.Type(st.Canvas.Focused(), "two")
		st.press("Save")
	}
	p, want := st.world.plan(), []string{"one", "two"}
	if !slices.Equal(p.Sections[1].Aims, want) || !slices.Equal(p.Sections[1].Materials, want) || !slices.Equal(p.Prepare, want) {
		t.Errorf("%q, %q, %q", p.Sections[1].Aims, p.Sections[1].Materials, p.Prepare)
	}
	st.Reads("• one\n• two")
}

func TestHardMomentsAreWrittenAndRemoved(t *testing.T) {
	st := open(t, with(prepared()))
	st.press("Add a hard moment", "Save")
	st.Reads("Write when it is, or what you do then.")
	st.write("Someone is drowsy")
	st.press("Save", "Change hard moment 1")
	st.write("Somebody cries")
	st.press("Save")
	if got := st.world.plan().Care; len(got) != 2 || got[0].When != "Somebody cries" || got[0].Do == "" || got[1].When != "Someone is drowsy" {
		t.Errorf("%+v", got)
	}
	st.press("Remove hard moment 1")
	if got := st.world.plan().Care; len(got) != 1 {
		t.Errorf("%+v", got)
	}
	st.press("Undo")
	st.Reads("Somebody cries")
}

func TestHandoutsAndQuestionsAreChosen(t *testing.T) {
	st := open(t, with(prepared()))
	test.Tap(st.card("b").open)
	st.press("Choose handouts", "Pocket card", "Save")
	if got := st.world.plan().Sections[1].Handouts; len(got) != 0 {
		t.Errorf("%q are given out", got)
	}
	st.press("Choose handouts", "Pocket card", "Save")
	if got := st.world.plan().Sections[1].Handouts; !slices.Equal(got, []catalog.HandoutID{"card"}) {
		t.Errorf("%q are given out", got)
	}
	st.press("Choose questions", "Who do you call?", "Save")
	if got := st.world.plan().Check; len(got) != 2 {
		t.Errorf("%d are asked before and after", len(got))
	}
	st.press("Remove question 1")
	st.Reads("“Does he breathe?” is not asked before and after any more.")
	if got := st.world.plan().Check; len(got) != 1 || got[0].Item.ID != "call" {
		t.Errorf("%+v", got)
	}
	st.press("Undo")
	if got := st.world.plan().Check; len(got) != 2 {
		t.Errorf("%d are asked before and after", len(got))
	}
}

func TestWhereTheLibraryHasNothingItSaysSo(t *testing.T) {
	p := prepared()
	p.Modules[0].ID = "gone"
	st := open(t, with(p))
	test.Tap(st.card("b").open)
	for _, label := range []string{"Add questions", "Add a scenario", "Add slides of a lesson"} {
		st.press(label)
		st.Reads(gone)
		st.press("Close")
	}
}
