package settingsview

import (
	"context"
	"errors"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/settings"
	"github.com/passalong/passalong/internal/ui/bg/bgtest"
	"github.com/passalong/passalong/internal/ui/look"
)

// desktop is a computer that opens packs with this program, or does not.
type desktop struct {
	unsupported, on bool
	err             error
}

func (d *desktop) Supported() bool { return !d.unsupported }
func (d *desktop) On() bool        { return d.on }

func (d *desktop) Set(on bool) error {
	if d.err == nil {
		d.on = on
	}
	return d.err
}

func withPacks(t *testing.T, packs Packs) (*Screen, *bgtest.Queue) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light, 100))
	w := &world{set: settings.Default()}
	ctx, leave := context.WithCancel(t.Context())
	t.Cleanup(leave)
	queue := &bgtest.Queue{}
	s := New(ctx, Deps{
		Catalog: library(), Nav: w, Run: queue, Now: today, Profile: progress.Profile{Nickname: "Sam"},
		Settings: w, Network: w, PrintLog: &wiper{}, Events: w.events(), Packs: packs,
	}, SectionContent)
	win := test.NewTempWindow(t, s.Content())
	win.Resize(fyne.NewSize(940, 900))
	queue.Drain()
	return s, queue
}

func TestPacksOpenByDoubleClickIfThatIsWanted(t *testing.T) {
	d := &desktop{}
	s, queue := withPacks(t, d)
	p := &s.parts.content.packs
	if !p.root.Visible() {
		t.Fatal("it is not shown")
	}
	for _, want := range []bool{true, false} {
		p.on.TypedKey(key(fyne.KeySpace))
		queue.Drain()
		if d.on != want || s.model.packs.On != want {
			t.Errorf("it is %v and shown as %v, want %v", d.on, s.model.packs.On, want)
		}
	}
}

func TestPacksThatCannotBeSetSaySo(t *testing.T) {
	d := &desktop{err: errors.New("the disk says no")}
	s, queue := withPacks(t, d)
	p := &s.parts.content.packs
	p.on.TypedKey(key(fyne.KeySpace))
	queue.Drain()
	if s.model.packs.On || !p.trouble.Visible() || s.model.packs.Trouble.What == "" {
		t.Errorf("shown is %+v", s.model.packs)
	}
}

func TestPacksAreNotAskedAboutWhereNothingCanBeSet(t *testing.T) {
	for name, packs := range map[string]Packs{"by this system": &desktop{unsupported: true}, "by this program": nil} {
		s, _ := withPacks(t, packs)
		if s.parts.content.packs.root.Visible() {
			t.Errorf("%s: it is shown", name)
		}
	}
}
