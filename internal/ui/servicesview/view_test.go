package servicesview

import (
	"context"
	"errors"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/ui/uitest"
	"github.com/passalong/passalong/internal/ui/widgets"
)

func TestNothingEnteredYet(t *testing.T) {
	st := open(t, &world{}, "")
	st.Reads("No local service yet", "DirectLine", "Checked on 21 November 2026", "Victoria")
	st.Hides("NUAA")
	if st.Focus() != fyne.Focusable(st.Find("Add a local service")) {
		t.Error("the keyboard is not on what to do")
	}
}

func TestListSaysWhatIsChecked(t *testing.T) {
	st := open(t, &world{kept: []catalog.Service{harbour(), van()}}, "")
	st.Reads("Harbour Street needle program", "12 Harbour Street, Footscray · 03 9000 1234", "Needles and syringes · Naloxone", "Checked on 3 November 2026",
		"The night van", "Not checked for 120 days: check before printing")
	st.Hides("No local service yet")
	st.Markup(t, "list.xml")
	st.press("Checked today")
	st.Reads("Marked as checked today.", "Checked on 22 November 2026")
	if got := st.world.kept[1].Checked; !got.Equal(day("2026-11-22")) {
		t.Error("kept:", got)
	}
}

func TestServiceIsAddedByKeyboard(t *testing.T) {
	st := open(t, &world{pictures: map[string][]byte{}}, "")
	st.Return("Add a local service")
	if st.Canvas.Focused() != st.parts.form.fields[fieldName].Field() {
		t.Fatal("the name does not have the keyboard")
	}
	var reached []string
	type typed struct {
		at   field
		text string
	}
	for _, f := range []typed{
		{fieldName, "  The night van "}, {fieldPhone, "0400 000 000"}, {fieldLanguages, "English, Tiếng Việt and Auslan"}, {fieldNote, "Look for the red light"},
	} {
		st.write(f.at, f.text)
	}
	for range 40 {
		st.Canvas.(interface{ FocusNext() }).FocusNext()
		if b, ok := st.Canvas.Focused().(*widgets.Button); ok {
			reached = append(reached, b.Label())
			if b.Label() == "Save" {
				break
			}
			if b.Label() == "I checked all this today" {
				b.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
			}
		}
	}
	if diff := cmp.Diff([]string{"Choose a picture", "I checked all this today", "Save"}, reached); diff != "" {
		t.Error(diff)
	}
	st.Return("Naloxone")
	st.Reads("The night van", "0400 000 000\nLanguages: English, Tiếng Việt and Auslan\nLook for the red light", "Checked on 22 November 2026")
	st.Return("Save")
	st.queue.Drain()
	want := []catalog.Service{{
		ID: "first", Name: "The night van", Phone: "0400 000 000", Note: "Look for the red light", Kinds: []string{"naloxone"},
		Languages: []catalog.Language{"en", "vi", "asf"}, Checked: day("2026-11-22"),
	}}
	if diff := cmp.Diff(want, st.world.kept); diff != "" {
		t.Error(diff)
	}
	st.Reads("Saved. It can be put on handouts now.", "Local services")
	if st.Canvas.Focused() != fyne.Focusable(st.Find("Edit")) {
		t.Error("the keyboard is not on the service")
	}
}

func TestMistakesStandBesideTheirFields(t *testing.T) {
	st := open(t, &world{}, "")
	st.press("Add a local service")
	st.write(fieldPhone, "12")
	st.Hides("A phone number has at least three digits.") // it is being written
	st.write(fieldWeb, "example")
	st.Reads("A phone number has at least three digits.")
	st.write(fieldLanguages, "English, Klingon")
	st.write(fieldChecked, "3 May 2027")
	st.write(fieldNote, strings.Repeat("a", 301))
	st.Return("Save")
	st.queue.Drain()
	st.Reads("Give it a name, so that people know what to look for.", "A phone number has at least three digits.",
		"Write it as in the browser, such as example.org.", "Passalong does not know “Klingon” as a language. Take it out, or say it in the note.",
		"That day has not come yet.", "There is room for 300 characters, and this has 301.")
	if st.Canvas.Focused() != st.parts.form.fields[fieldName].Field() {
		t.Error("the keyboard is not on the first mistake")
	}
	if len(st.world.kept) > 0 {
		t.Error("kept", st.world.kept)
	}
	st.Markup(t, "mistakes.xml")
	st.write(fieldChecked, "some day")
	st.write(fieldName, "Van")
	st.Reads("Write it as 22 November 2026 or 22/11/2026.")
}

func TestServiceIsEdited(t *testing.T) {
	st := open(t, &world{kept: []catalog.Service{harbour()}}, "")
	st.press("Edit")
	st.Reads("Harbour Street needle program", "Delete")
	st.Markup(t, "form.xml")
	st.write(fieldPhone, "03 9999 9999")
	st.press("Needles and syringes")
	st.press("Save")
	want := harbour()
	want.Phone, want.Kinds = "03 9999 9999", []string{"naloxone"}
	if diff := cmp.Diff([]catalog.Service{want}, st.world.kept); diff != "" {
		t.Error(diff)
	}
	st.press("Edit")
	st.press("Save") // nothing was changed
	if st.world.saves != 1 {
		t.Errorf("saved %d times", st.world.saves)
	}
	st.Reads("Local services")
}

func TestCancelKeepsNothingAndCanBeTakenBack(t *testing.T) {
	st := open(t, &world{kept: []catalog.Service{harbour()}}, "")
	st.press("Edit")
	st.press("Cancel")
	st.Hides("Your changes were not kept.")
	st.press("Edit")
	st.write(fieldHours, "Closed")
	st.press("All local services")
	st.Reads("Your changes were not kept.")
	if diff := cmp.Diff([]catalog.Service{harbour()}, st.world.kept); diff != "" {
		t.Error(diff)
	}
	st.press("Go back to them")
	if got := st.parts.form.fields[fieldHours].Text(); got != "Closed" {
		t.Errorf("the hours are %q", got)
	}
}

func TestServiceIsDeletedAndBroughtBack(t *testing.T) {
	st := open(t, &world{kept: []catalog.Service{harbour()}}, "")
	st.press("Delete")
	st.Reads("“Harbour Street needle program” is deleted.", "No local service yet")
	st.press("Undo")
	st.Reads("“Harbour Street needle program” is back.", "12 Harbour Street, Footscray · 03 9000 1234")
	if diff := cmp.Diff([]catalog.Service{harbour()}, st.world.kept); diff != "" {
		t.Error(diff)
	}
	st.press("Edit")
	st.press("Delete")
	st.Reads("“Harbour Street needle program” is deleted.", "Local services")
}

func TestPressedTwiceIsDoneOnce(t *testing.T) {
	st := open(t, &world{kept: []catalog.Service{van()}}, "")
	st.Press("Checked today")
	st.Press("Delete") // while it is being marked
	st.queue.Drain()
	st.Reads("Marked as checked today.", "The night van")
	st.world.deleteErr = progress.ErrCannotWrite
	st.Press("Delete")
	st.Press("Delete")
	st.queue.Drain()
	st.Reads("The data folder cannot be written to, so this is not saved.", "The night van")
	st.press("Edit")
	st.press("Delete")
	st.Reads("The data folder cannot be written to, so this is not saved.", "Is all this right?")
	st.world.deleteErr = nil
	st.Press("Delete")
	st.Press("Delete")
	st.Press("Cancel") // while it is being deleted
	st.queue.Drain()
	st.Reads("“The night van” is deleted.")
	st.Hides("This local service is not here any more.", "The data folder cannot be written to, so this is not saved.")
}

func TestLogo(t *testing.T) {
	w := &world{kept: []catalog.Service{harbour()}, pictures: map[string][]byte{"logo.png": square(), "bad.svg": []byte("<svg><script/></svg>")}}
	st := open(t, w, "")
	st.press("Edit")
	st.press("Choose a picture")
	st.press("bad.svg")
	st.Reads("This file cannot be used as a logo.", "This picture cannot be printed as a logo. Use a PNG or JPEG, or an SVG that is a plain drawing.")
	st.press("Cancel")
	st.press("Choose a picture")
	st.press("logo.png")
	st.Reads("Choose another picture", "Remove it")
	st.press("Remove it")
	st.Hides("Remove it")
	st.press("Choose a picture")
	st.press("logo.png")
	st.press("Save")
	if string(w.kept[0].Logo) != string(square()) {
		t.Error("the logo was not kept")
	}
	w.saveErr = errScript
	st.press("Edit")
	st.write(fieldHours, "Closed")
	st.press("Save")
	st.Reads("This picture cannot be printed as a logo. Use a PNG or JPEG, or an SVG that is a plain drawing.")
}

func TestSavingThatFailsLosesNothing(t *testing.T) {
	st := open(t, &world{}, "")
	st.press("Add a local service")
	st.write(fieldName, "Van")
	st.world.saveErr = progress.ErrDiskFull
	st.press("Save")
	st.Reads("The disk is full, so this is not saved.")
	st.world.saveErr = &catalog.ServiceError{Field: catalog.ServicePhone, Problem: catalog.ServiceTooLong, Most: 60, Has: 61}
	st.press("Save")
	st.Reads("There is room for 60 characters, and this has 61.")
	st.world.saveErr = nil
	st.write(fieldPhone, "000")
	st.press("Save")
	if len(st.world.kept) != 1 {
		t.Error("kept", st.world.kept)
	}
}

func TestLeavingSavesWhatIsWhole(t *testing.T) {
	ctx, leave := context.WithCancel(t.Context())
	st := openIn(t, ctx, &world{kept: []catalog.Service{harbour()}}, "")
	st.press("Edit")
	st.write(fieldPhone, "03 1111 1111")
	st.Leave()
	leave()
	st.queue.Drain()
	if st.world.kept[0].Phone != "03 1111 1111" || st.world.draft.form != nil {
		t.Errorf("kept %v, draft %v", st.world.kept, st.world.draft.form)
	}
}

func TestLeavingInTheMiddleIsFoundAgain(t *testing.T) {
	for name, c := range map[string]struct {
		web  string
		fail error
		want string
	}{
		"with a mistake":   {"example", nil, "Write it as in the browser, such as example.org."},
		"with a full disk": {"example.org", progress.ErrDiskFull, "The disk is full, so this is not saved."},
	} {
		t.Run(name, func(t *testing.T) {
			ctx, leave := context.WithCancel(t.Context())
			w := &world{saveErr: c.fail}
			st := openIn(t, ctx, w, "")
			st.press("Add a local service")
			st.write(fieldName, "Van")
			st.write(fieldWeb, c.web)
			st.Leave()
			leave()
			st.queue.Drain()
			w.saveErr = nil
			again := open(t, w, "")
			again.Reads("Not saved yet")
			if got := again.parts.form.fields[fieldWeb].Text(); got != c.web {
				t.Errorf("the web address is %q", got)
			}
			again.Reads(c.want)
			again.write(fieldWeb, "example.net")
			again.press("Save")
			if len(w.kept) != 1 || w.kept[0].Web != "example.net" {
				t.Error("kept", w.kept)
			}
		})
	}
}

func TestOpenedForOneService(t *testing.T) {
	st := open(t, &world{kept: []catalog.Service{harbour(), van()}}, "van")
	if got := st.parts.form.fields[fieldName].Text(); got != "The night van" {
		t.Fatalf("the form is of %q", got)
	}
	st.press("I checked all this today")
	st.press("Save")
	if st.world.way.Backs != 1 {
		t.Error("it does not go back to where it came from")
	}
}

func TestTroubleWithTheList(t *testing.T) {
	st := open(t, &world{listErr: uitest.ErrAny}, "")
	st.Reads("Something went wrong.")
	st.Hides("Looking for local services…")
	st.world.listErr = nil
	st.press("Try again")
	st.Reads("No local service yet")
	st = open(t, &world{kept: []catalog.Service{van()}, deleteErr: errors.New("no")}, "")
	st.press("Delete")
	st.Reads("Something went wrong.", "The night van")
	st.world.saveErr = progress.ErrCannotWrite
	st.press("Checked today")
	st.Reads("The data folder cannot be written to, so this is not saved.", "Not checked for 120 days: check before printing")
}

func TestRegionIsChosen(t *testing.T) {
	st := open(t, &world{}, "")
	st.press("Victoria")
	st.press("New South Wales")
	st.Reads("NUAA", "Not checked for 305 days: check before printing")
	st.Hides("DirectLine")
	if st.world.region != "au-nsw" {
		t.Error("kept:", st.world.region)
	}
	st.world.regionErr = progress.ErrDiskFull
	st.press("New South Wales")
	st.press("Victoria")
	st.Reads("The disk is full, so this is not saved.", "NUAA")
}
