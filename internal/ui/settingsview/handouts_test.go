package settingsview

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/settings"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/uitest"
)

// wiper is a print log.
type wiper struct {
	wiped int
	err   error
}

func (w *wiper) Clear() error {
	w.wiped++
	return w.err
}

func TestHandoutsLeadToTheirScreens(t *testing.T) {
	st := open(t, &world{}, SectionService, false)
	test.AssertRendersToMarkup(t, "handouts.xml", st.win.Canvas())
	test.Tap(st.button(t, "Open local services"))
	test.Tap(st.button(t, "See the print log"))
	if diff := cmp.Diff([]nav.Route{{Screen: nav.Services}, {Screen: nav.PrintLog}}, st.world.went); diff != "" {
		t.Error(diff)
	}
}

func TestRegionIsChosenAndKept(t *testing.T) {
	st := open(t, &world{}, SectionService, false)
	in := uitest.Of(t, st.win)
	in.Return("Victoria")
	in.Return("New South Wales")
	st.queue.Drain()
	if st.world.file.Region != "au-nsw" {
		t.Errorf("saved %q", st.world.file.Region)
	}
	in.Reads("New South Wales")
	in.Return("Write down what is printed")
	st.queue.Drain()
	if st.world.moved != 1 {
		t.Errorf("told %d times of another region, want once", st.world.moved)
	}
	other := catalog.Region("xx")
	if got := regionsOf(library(), other); got[len(got)-1] != other {
		t.Errorf("a region that was chosen is not among %v", got)
	}
}

func TestPrintLogIsSwitchedOffAndWiped(t *testing.T) {
	st := open(t, &world{}, SectionService, false)
	in := uitest.Of(t, st.win)
	in.Return("Write down what is printed")
	st.queue.Drain()
	if st.world.file.PrintLog {
		t.Error("it is still on")
	}
	test.Tap(st.button(t, "Wipe the print log"))
	test.Tap(st.button(t, "Keep it"))
	st.queue.Drain()
	log := st.d.PrintLog.(*wiper)
	if log.wiped != 0 {
		t.Error("it was wiped without a yes")
	}
	log.err = progress.ErrCannotWrite
	test.Tap(st.button(t, "Wipe the print log"))
	test.Tap(st.button(t, "Wipe it"))
	st.queue.Drain()
	in.Reads("The data folder cannot be written to, so this is not saved.")
	log.err = nil
	test.Tap(st.button(t, "Wipe the print log"))
	test.Tap(st.button(t, "Wipe it"))
	st.queue.Drain()
	in.Reads("The print log is wiped.")
	in.Hides("The data folder cannot be written to, so this is not saved.")
}

func TestFailedSaveSaysSo(t *testing.T) {
	st := open(t, &world{saveErr: settings.ErrDiskFull}, SectionService, false)
	in := uitest.Of(t, st.win)
	in.Find("Write down what is printed").TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	st.queue.Drain()
	if !st.parts.trouble.Visible() || st.parts.handouts.keep.On() {
		t.Fatal("it is not said that it was not saved, or the choice is gone")
	}
	st.world.saveErr = nil
	test.Tap(st.button(t, "Try again"))
	st.queue.Drain()
	if st.parts.trouble.Visible() || st.world.file.PrintLog {
		t.Errorf("saved %+v", st.world.file)
	}
}
