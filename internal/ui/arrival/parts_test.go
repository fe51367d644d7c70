package arrival_test

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2/test"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/arrival"
	"github.com/passalong/passalong/internal/ui/revision"
	"github.com/passalong/passalong/internal/ui/uitest"
)

func lines(n int) []arrival.Line {
	var all []arrival.Line
	for i := range n {
		all = append(all, arrival.Line{Kind: catalog.Added, Title: fmt.Sprintf("Module %d", i)})
	}
	return all
}

func TestALongListBeginsShort(t *testing.T) {
	w := uitest.Window(t)
	list := arrival.NewChangeList()
	w.Show(list.Content())
	if list.Content().Visible() {
		t.Error("an empty list is shown")
	}
	list.Set(lines(20))
	w.Reads("Module 5")
	w.Hides("Module 6")
	w.Press("Show 14 more")
	w.Reads("Module 19")
	list.Set(lines(20)) // the same again, as when something else on the screen has changed
	w.Reads("Module 19")
	list.Set(lines(7)) // no line is left out for a button of the same size
	w.Reads("Module 6")
}

func TestVouchLine(t *testing.T) {
	test.NewTempApp(t)
	v := arrival.NewVouchLine()
	v.Set(revision.Vouch{Text: "Signed by NUAA.", Signed: true})
	if !v.Content().Visible() {
		t.Error("it says nothing")
	}
	if v.Set(revision.Vouch{}); v.Content().Visible() {
		t.Error("it says something without words")
	}
}

func TestLargeFingerprint(t *testing.T) {
	test.NewTempApp(t)
	f := arrival.NewLargeFingerprint()
	arrival.SetLargeFingerprint(f, "11111 22222 33333 44444 55555 66666")
	if got := f.Text(); got != "11111 22222 33333\n44444 55555 66666" {
		t.Errorf("%q", got)
	}
}

func TestAlarmPanelSaysEverything(t *testing.T) {
	w := uitest.Window(t)
	a, _ := arrival.AlarmOf(&catalog.KeysChangedError{Library: "nuaa", Title: "NUAA library", Known: "11111 22222", Offered: "33333 44444"})
	w.Show(arrival.AlarmPanel(a))
	w.Reads(a.Heading, a.Text, a.Meanings[0], a.Meanings[2], "11111 22222", "33333 44444", a.Next, a.How)
	a.Offered = ""
	w.Show(arrival.AlarmPanel(a))
	w.Hides("The number of what is offered")
}
