package widgets_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

func TestTextWrapsAtItsWidth(t *testing.T) {
	start(t)
	text := widgets.Body("Stay with the person until help comes, and tell them what you gave.")
	open(t, widgets.VStack(0, text), 100, 600, 300)
	wide := text.MinSize().Height
	widgets.Fit(text, 150)
	if narrow := text.MinSize().Height; narrow < 3*wide {
		t.Errorf("height %v at 150, %v at 600: want at least three lines", narrow, wide)
	}
	if got := text.MinSize().Width; got > 150 {
		t.Errorf("least width %v is more than the width it has", got)
	}
}

func TestTextBreaksWhatIsLongerThanALine(t *testing.T) {
	start(t)
	text := widgets.Body(strings.Repeat("naloxone", 20))
	open(t, widgets.VStack(0, text), 200, 300, 300)
	for _, o := range test.LaidOutObjects(text) {
		if o.Position().X+o.Size().Width > 301 {
			t.Errorf("%T at %v is %v wide, in 300", o, o.Position(), o.Size().Width)
		}
	}
}

func TestALinkOverTwoLinesIsOneStopOfTheKeyboard(t *testing.T) {
	start(t)
	presses := 0
	text := widgets.NewText(widgets.TextStyle{}, widgets.Run{Text: "Victorian take-home naloxone program", Mark: widgets.Underlined, OnTap: func() { presses++ }})
	w := open(t, widgets.VStack(0, text), 100, 150, 300)
	key(w, fyne.KeyTab)
	first := w.Canvas().Focused()
	key(w, fyne.KeyTab)
	if first == nil || w.Canvas().Focused() != first {
		t.Error("the second line is a stop of its own")
	}
	for _, o := range text.Children() {
		test.Tap(o.(fyne.Tappable))
	}
	if n := len(text.Children()); n < 2 || presses != n {
		t.Errorf("%d lines, pressed %d times; want every line of several to answer", n, presses)
	}
	widgets.Fit(text, 200)
	if w.Canvas().Focused() != first || !widgets.Holds(text, first.(fyne.CanvasObject)) {
		t.Error("a new width took the keyboard away")
	}
}

func TestReadingColumnHasFewerThan75Characters(t *testing.T) {
	start(t)
	line := "Many people who use opioids know somebody who has had an overdose, and most of them were not alone."
	for _, percent := range []int{100, 150, 200} {
		text := widgets.Body(line)
		open(t, text, percent, 4000, 300)
		perLine := widgets.ReadingWidth(text) / (text.Natural() / float32(len(line)))
		if perLine >= 75 || perLine < 55 {
			t.Errorf("%d %%: %.0f characters a line, want 55 to 75", percent, perLine)
		}
	}
}

func TestNothingIsWiderThanASmallWindowAt200Percent(t *testing.T) {
	start(t)
	group := widgets.NewChoiceGroup(false, func(int) {})
	group.Set([]widgets.Choice{{Text: "Shout their name and rub their breastbone hard", Note: "Yes. A person who does not respond needs help now.", State: widgets.ChoiceRight}})
	card := widgets.NewTapCard(nil)
	card.Set(widgets.CardState{Icon: look.IconBook, Heading: "Responding to an opioid overdose", Text: "Notice, breathe, give naloxone.", Meta: "25 minutes", Badge: widgets.BadgeState{Text: "Not yet", Tone: widgets.ToneWait}, Progress: 0.5})
	notice := widgets.NewNotice()
	notice.Say(widgets.ToneNote, "The handout is saved in Documents.", "Open", nil)
	column := widgets.VStack(look.Gap16, widgets.Title("Responding to an overdose"), group, card, notice,
		widgets.NewCallout(catalog.Warning, "", widgets.Body("Never leave a person alone.")),
		widgets.Wrap(look.Gap12, widgets.NewButton(widgets.Primary, "Continue", look.IconArrowRight, nil), widgets.NewButton(widgets.Secondary, "Print handout", look.IconPrinter, nil)),
		widgets.NewSegmented([]string{"As the computer", "Light", "Dark", "High contrast"}, nil),
		widgets.NewEntry("Name on the certificate", "As you want it printed", nil),
		widgets.NewEmptyState(look.IconUsers, "No sessions yet", "Start one from a guide.", nil))
	const width = 500 // what a rail leaves of 800
	open(t, column, 200, width, 600)
	if got := column.MinSize().Width; got > width {
		t.Errorf("the column needs %v, and has %v", got, float32(width))
	}
}

func TestLayoutsLeaveOutWhatIsHidden(t *testing.T) {
	start(t)
	hidden := widgets.Space(200, 200)
	hidden.Hide()
	for name, c := range map[string]*fyne.Container{
		"VStack": widgets.VStack(8, widgets.Space(10, 10), hidden), "HStack": widgets.HStack(8, widgets.Space(10, 10), hidden),
		"Wrap": widgets.Wrap(8, widgets.Space(10, 10), hidden), "Tiles": widgets.Tiles(8, 10, widgets.Space(10, 10), hidden),
	} {
		if got := c.MinSize(); got != fyne.NewSize(10, 10) {
			t.Errorf("%s is %v, want 10 by 10", name, got)
		}
	}
}
