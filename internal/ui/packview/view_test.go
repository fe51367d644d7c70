package packview

import (
	"context"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/pack"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/recall"
	"github.com/passalong/passalong/internal/ui/bg/bgtest"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/printout"
	"github.com/passalong/passalong/internal/ui/uitest"
)

func TestEmptyPackBeginsWithAReadyMadeOne(t *testing.T) {
	st := open(t, newWorld())
	st.Reads("Nothing in the pack yet", "Ready-made packs", "2 × Overdose steps, wallet card\n1 × Hep C, A5 flyer", "1 set")
	st.Hides("Print all")
	st.Markup(t, "empty.xml")
	if st.Focus() != fyne.Focusable(st.Find("Put into the pack")) {
		t.Error("the keyboard is not on what to begin with")
	}
	st.Press("sets: more")
	st.Press("sets: more")
	st.Return("Put into the pack")
	st.queue.Drain()
	st.Reads("“New-client pack” is in the pack: 3 sets.", "New-client pack", "2 handouts", "9 copies on 9 sheets of paper, printed on both sides")
	want := pack.Pack{Title: "New-client pack"}.Add(pack.Entry{Handout: "steps", Form: paper.HandoutForm{Format: paper.Card}, Copies: 6}).
		Add(pack.Entry{Handout: "hep", Form: paper.HandoutForm{Format: paper.LeafletA5}, Copies: 3})
	if diff := cmp.Diff(want, st.world.cart); diff != "" {
		t.Error(diff)
	}
	if st.Canvas.Focused() != fyne.Focusable(st.Find("Print all")) {
		t.Error("the keyboard is not on what to do next")
	}
	st.press("Undo")
	st.Reads("Nothing in the pack yet")
	st.press("See the handouts")
	if want := (nav.Route{Screen: nav.Handouts}); st.world.way.Last() != want {
		t.Errorf("went to %v", st.world.way.Last())
	}
}

func TestWhatATranslationIsNotOfferedAs(t *testing.T) {
	got := missingInWords(pack.Missing{Handout: "steps", Title: "Overdose steps", Language: "vi", Format: paper.Card})
	if want := "The Vietnamese version of “Overdose steps” does not come as “Wallet card”, so it is left out."; got != want {
		t.Error(got)
	}
}

func TestWhatThePackComesTo(t *testing.T) {
	w := newWorld()
	w.cart = full()
	st := open(t, w)
	st.Reads("2 handouts", "12 copies on 12 sheets of paper, printed on both sides", "Wallet card, black and white · 10 cards to a sheet", "“Hep C”: the review date has passed. It prints with a band that says: check before use.")
	st.press("Vietnamese")
	st.press("Harbour Street")
	st.press("The night van")
	st.Reads("2 handouts × 2 languages × 2 services, less 2 that are missing = 6 leaflets", "28 copies on 28 sheets of paper, printed on both sides",
		"There is no Vietnamese version of “Hep C”, so it is left out.", "Nobody has checked The night van for 90 days. Ring or go there before you print.",
		"1 of 2 handouts")
	st.Hides("Arabic")
	st.Markup(t, "full.xml")
	st.press("Machine drafts too")
	st.press("Arabic")
	st.Reads("Machine draft: not reviewed · 1 of 2 handouts", "2 handouts × 3 languages × 2 services, less 4 that are missing = 8 leaflets")
	want := w.cart
	if !want.MachineDrafts || !slices.Equal(want.Languages, []catalog.Language{"en", "vi", "ar"}) || !slices.Equal(want.Services, []catalog.ServiceID{"harbour", "van"}) {
		t.Errorf("kept %+v", want)
	}
	st.press("Machine drafts too")
	st.Hides("Arabic")
	if slices.Contains(w.cart.Languages, "ar") {
		t.Error("a draft stays in the pack that nobody sees")
	}
	for _, l := range []string{"English", "Vietnamese", "English"} {
		st.press(l)
	}
	if len(w.cart.Languages) == 0 {
		t.Error("the last language can be taken out")
	}
}

func TestCopiesAreChangedByHandAndByKey(t *testing.T) {
	w := newWorld()
	w.cart = full()
	st := open(t, w)
	st.Return("One copy more of Hep C")
	st.queue.Drain()
	copies := st.parts.shown[key{"hep", paper.HandoutForm{Format: paper.LeafletA5}}].copies
	if copies.Text() != "11" || w.cart.Entries[1].Copies != 11 {
		t.Errorf("%q, kept %+v", copies.Text(), w.cart.Entries[1])
	}
	st.Canvas.Focus(copies.Field())
	copies.SetText("")
	test.Type(copies.Field(), "0")
	st.queue.Drain()
	st.Reads("1 to 999")
	if copies.Text() != "0" || w.cart.Entries[1].Copies != 11 {
		t.Errorf("%q, kept %+v", copies.Text(), w.cart.Entries[1])
	}
	copies.SetText("")
	test.Type(copies.Field(), "40")
	st.queue.Drain()
	st.Hides("1 to 999")
	if w.cart.Entries[1].Copies != 40 {
		t.Errorf("kept %+v", w.cart.Entries[1])
	}
	st.press("Remove")
	st.Reads("“Overdose steps” is out of the pack.")
	if len(w.cart.Entries) != 1 {
		t.Errorf("kept %+v", w.cart.Entries)
	}
	st.press("Undo")
	st.press("Empty the pack")
	st.Reads("The pack is empty.", "Nothing in the pack yet")
	st.press("Undo")
	if len(w.cart.Entries) != 2 {
		t.Errorf("kept %+v", w.cart.Entries)
	}
}

func TestPackSurvivesTheScreen(t *testing.T) {
	w := newWorld()
	w.cart, w.cartErr = full(), progress.ErrDiskFull
	st := open(t, w)
	st.press("Vietnamese")
	st.Reads("The disk is full, so this is not saved.")
	w.cartErr = nil
	st.press("English")
	st.Hides("The disk is full, so this is not saved.")
	again := open(t, w)
	again.Reads("Overdose steps", "Hep C")
	w.cart = pack.Pack{}
	again.Refresh()
	again.queue.Drain()
	again.Reads("Nothing in the pack yet")
}

func TestServiceThatWasDeletedLeavesThePack(t *testing.T) {
	w := newWorld()
	w.cart = full()
	w.cart.Services = []catalog.ServiceID{"gone", "van"}
	open(t, w)
	if !slices.Equal(w.cart.Services, []catalog.ServiceID{"van"}) {
		t.Errorf("kept %v", w.cart.Services)
	}
	w.services, w.cart.Services = nil, nil
	st := open(t, w)
	st.Reads("None is entered on this computer yet. Handouts name the help lines of the region.")
	st.press("Edit local services")
	if want := (nav.Route{Screen: nav.Services}); w.way.Last() != want {
		t.Errorf("went to %v", w.way.Last())
	}
	w.listErr = uitest.ErrAny
	st = open(t, w)
	st.Reads("Something went wrong.")
	w.listErr, w.services = nil, services()
	st.press("Try again")
	st.Reads("The night van")
}

func TestAllIsPrinted(t *testing.T) {
	w := newWorld()
	w.cart, w.twoSided = full(), true
	w.cart.Services = []catalog.ServiceID{"harbour"}
	st := open(t, w)
	st.press("Print all")
	st.Reads("Print the pack", "Front desk", "Where will they be given out?", "Print anyway")
	st.Markup(t, "print.xml")
	st.press("Print anyway")
	st.Reads("Printed all 3 on Office")
	wantJobs := []paper.Job{
		{Title: "Handout", Copies: 1, Size: paper.A4, Sides: paper.OneSide, Colour: true},
		{Title: "Handout", Copies: 2, Size: paper.A4, Sides: paper.LongEdge},
		{Title: "Handout", Copies: 10, Size: paper.A4, Sides: paper.LongEdge, Colour: true},
	}
	if diff := cmp.Diff(wantJobs, w.Printed); diff != "" {
		t.Error(diff)
	}
	wantLog := []recall.Print{
		{Handout: "steps", Title: "Overdose steps", Version: "1.2", Language: "en", Form: paper.HandoutForm{Format: paper.Card, Mono: true}, Copies: 2, Place: "Harbour Street", At: uitest.Noon, ReviewBy: day("2027-05-21")},
		{Handout: "hep", Title: "Hep C", Version: "2.0", Language: "en", Form: paper.HandoutForm{Format: paper.LeafletA5}, Copies: 10, Place: "Harbour Street", At: uitest.Noon, ReviewBy: day("2026-10-01")},
	}
	if diff := cmp.Diff(wantLog, w.logged); diff != "" {
		t.Error(diff)
	}
	if st.Canvas.Focused() != fyne.Focusable(st.Find("Close")) {
		t.Error("the keyboard is not on what closes the summary")
	}
	st.press("Close")
	st.Hides("Printed all 3 on Office")
}

// What to warn of is known when all was made; until then nothing is printed.
func TestNothingIsPrintedBeforeItWasLookedThrough(t *testing.T) {
	w := newWorld()
	w.cart, w.First, w.Hold = full(), true, make(chan struct{})
	st := openIn(t, t.Context(), w, &bgtest.Queue{}, nil)
	st.queue.Await(func() bool { return st.counting })
	st.Reads(printout.GettingReady)
	st.Press("Print all")
	st.queue.Await(func() bool { return len(st.asking.model.printers) > 0 })
	if !st.asking.print.Disabled() {
		t.Error("it can be printed before anybody knows what to warn of")
	}
	st.Hides("Before you print")
	w.First = false
	close(w.Hold)
	st.queue.Drain()
	st.Reads("Before you print", "Print anyway")
	if st.Canvas.Focused() != fyne.Focusable(st.asking.print) {
		t.Error("the keyboard is not on what to do next")
	}
	st.Canvas.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	st.queue.Drain()
	st.Reads("Printed all 3 on Office")
}

func TestListAndLogCanBeLeftOut(t *testing.T) {
	w := newWorld()
	w.cart, w.logs, w.Turns["b"], w.twoSided = full(), false, true, true
	st := open(t, w)
	st.press("Begin with a list of the pack")
	st.press("Print all")
	st.Hides("Where will they be given out?")
	st.press("Print anyway")
	if w.covers != 0 || len(w.Sent) != 2 || !strings.HasSuffix(w.Sent[0], ", arranged") {
		t.Errorf("%d lists, sent %q", w.covers, w.Sent)
	}
}

func TestWhatDoesNotFitDoesNotKeepTheOthers(t *testing.T) {
	w := newWorld()
	w.cart, w.tooLong = full(), "steps"
	st := open(t, w)
	const why = "Overdose steps, wallet card, black and white: This does not fit the format “Wallet card”. It is 12 mm too long, about 3 lines. Nothing was cut off and nothing was made. Choose a larger format, or smaller print."
	st.Reads("This cannot be made", why)
	st.press("Print all")
	st.press("Print anyway")
	st.Reads("Printed 2 of 3 on Office")
	if len(w.logged) != 1 || w.logged[0].Handout != "hep" {
		t.Errorf("logged %+v", w.logged)
	}
}

func TestPrintersThatDoNotAnswer(t *testing.T) {
	w := newWorld()
	w.cart, w.PrintersErr = full(), paper.ErrNoPrintSystem
	st := open(t, w)
	st.press("Print all")
	st.Reads("This computer offers no printer to Passalong.")
	w.PrintersErr, w.Machines = nil, nil
	st.press("Look again")
	st.Reads("No printer is set up on this computer")
	st.press("Cancel")
	w.Machines = []paper.Printer{{Name: "x", Description: "Old one", OneSided: true, Mono: true}}
	w.PrintErr, w.logErr = paper.ErrRefused, progress.ErrDiskFull
	st.press("Print all")
	st.press("Print anyway")
	st.Reads("Printed 0 of 3 on Old one", "The list of the pack: the printer did not take the job. See whether it is on and has paper, or open the PDF in its viewer.")
	w.PrintErr = nil
	st.press("Print all")
	st.press("Print anyway")
	st.Reads("It is printed, but the print log could not keep it.")
}

func TestSidesByHand(t *testing.T) {
	w := newWorld()
	w.cart, w.twoSided = full(), true
	w.Machines = []paper.Printer{{Name: "x", Description: "Old one", OneSided: true}}
	st := open(t, w)
	st.press("Print all")
	st.Reads("This printer cannot turn paper over. After the fronts of each handout, Passalong tells you how to put the stack back for the backs.")
	st.Press("Print anyway")
	st.queue.Await(func() bool { return st.batch.now.turn })
	st.Reads("Now the backs of 2 of 3", "1. Take the stack out as it lies, the printed side up. Do not sort it.")
	if st.Canvas.Focused() != fyne.Focusable(st.Find("Print the backs")) {
		t.Error("the keyboard is not on what is next")
	}
	st.Markup(t, "backs.xml")
	st.Canvas.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	st.Hides("Print the backs")
	st.queue.Await(func() bool { return st.batch.now.turn })
	st.Reads("Now the backs of 3 of 3")
	st.press("Stop")
	st.Reads("Stopped: printed 2 of 3 on Old one", "Hep C, A5 flyer: it was stopped. Some sheets may have come out already.")
	if len(w.Sent) != 4 || len(w.logged) != 2 {
		t.Errorf("sent %q, logged %v", w.Sent, w.logged)
	}
}

func TestAllIsSaved(t *testing.T) {
	w := newWorld()
	w.cart = full()
	w.folder["home/sam/Downloads/hep-2.0-en-a5.pdf"] = &fstest.MapFile{}
	w.Kept["/home/sam/Downloads/hep-2.0-en-a5.pdf"] = "older"
	st := open(t, w)
	st.press("Save all as PDFs")
	st.Reads("Choose the folder for 3 files.")
	st.press("Use this folder")
	st.Reads("Replace what is there?", "1 of the files is in this folder already. It may be an older version. With “Keep those”, only the others are saved.")
	st.press("Keep those")
	st.Reads("Saved 2 of 3 in /home/sam/Downloads", "Hep C, A5 flyer: there is a file with this name already. Choose another name, or replace the file.")
	want := map[string]string{
		"/home/sam/Downloads/pack-list.pdf":              "cover",
		"/home/sam/Downloads/steps-1.2-en-card-mono.pdf": "steps en card ",
		"/home/sam/Downloads/hep-2.0-en-a5.pdf":          "older",
	}
	if diff := cmp.Diff(want, w.Kept); diff != "" {
		t.Error(diff)
	}
	st.press("Show folder")
	if len(w.Shown) != 1 {
		t.Errorf("showed %q", w.Shown)
	}
	st.press("Save all as PDFs")
	st.press("Use this folder")
	st.press("Replace them")
	st.Reads("Saved all 3 in /home/sam/Downloads")
	if w.Kept["/home/sam/Downloads/hep-2.0-en-a5.pdf"] != "hep en a5 " || len(w.logged) > 0 {
		t.Errorf("kept %q, logged %v", w.Kept, w.logged)
	}
	w.SaveErr, w.folder = fs.ErrPermission, fstest.MapFS{"home/sam/Downloads": &fstest.MapFile{Mode: fs.ModeDir}}
	st.press("Save all as PDFs")
	st.press("Use this folder")
	st.Reads("Saved 0 of 3 in /home/sam/Downloads")
	st.Hides("Show folder")
}

func TestPrintingIsStoppedInTheMiddle(t *testing.T) {
	w := newWorld()
	w.cart, w.Progress = full(), paper.Progress{State: paper.Halted, Reason: "media-empty-error", Sides: 1}
	st := open(t, w)
	st.press("Print all")
	st.Press("Print anyway")     // the printer has no paper, so that this does not end by itself
	st.queue.Await(func() bool { // until the printer has it: what it has not is not taken back
		return slices.ContainsFunc(st.Texts(), func(text string) bool { return strings.Contains(text, "it has no paper") })
	})
	st.Reads("Printing 1 of 3", "The list of the pack")
	if st.Canvas.Focused() != fyne.Focusable(st.Find("Stop")) {
		t.Error("the keyboard is not on what stops it")
	}
	if !st.parts.print.Disabled() || !st.parts.save.Disabled() {
		t.Error("another batch can be begun")
	}
	st.press("Stop")
	st.Reads("Stopped: printed 0 of 3 on Office", "2 things were not begun.")
	if len(w.Canceled) != 1 {
		t.Errorf("cancelled %v", w.Canceled)
	}
}

func TestPrintingGoesOnWhenTheScreenIsLeft(t *testing.T) {
	w := newWorld()
	w.cart = full()
	ctx, leave := context.WithCancel(t.Context())
	first := open(t, w)
	st := openIn(t, ctx, w, first.queue, first.batch)
	st.queue.Drain()
	st.press("Print all")
	st.Press("Print anyway")
	leave()
	st.queue.Drain()
	again := openIn(t, t.Context(), w, first.queue, first.batch)
	again.queue.Drain()
	again.Reads("Printed all 3 on Office")
}
