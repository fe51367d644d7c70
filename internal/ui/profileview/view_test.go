package profileview_test

import (
	"context"
	"errors"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/ui/bg/bgtest"
	"github.com/passalong/passalong/internal/ui/profileview"
	"github.com/passalong/passalong/internal/ui/uitest"
)

// A folder keeps profiles in memory. It can be told to fail.
type folder struct {
	list []progress.Profile
	err  error
	log  []string
	last *uitest.Keeper
}

func (f *folder) List(context.Context) ([]progress.Profile, error) { return f.list, f.err }

func (f *folder) Delete(ctx context.Context, id progress.ProfileID) error {
	if err := errors.Join(ctx.Err(), f.err); err != nil {
		return err
	}
	f.log = append(f.log, "delete "+string(id))
	f.list = f.list[1:]
	return nil
}

func (f *folder) Create(ctx context.Context, nickname string) (progress.Keeper, error) {
	return f.open(ctx, "create "+nickname)
}

func (f *folder) Open(ctx context.Context, id progress.ProfileID) (progress.Keeper, error) {
	return f.open(ctx, "open "+string(id))
}

func (f *folder) Guest(ctx context.Context) (progress.Keeper, error) { return f.open(ctx, "guest") }

func (f *folder) open(ctx context.Context, what string) (progress.Keeper, error) {
	if err := errors.Join(ctx.Err(), f.err); err != nil {
		return nil, err
	}
	f.log = append(f.log, what)
	f.last = &uitest.Keeper{}
	return f.last, nil
}

type rig struct {
	*uitest.Shown
	screen *profileview.Screen
	work   *bgtest.Queue
	opened []progress.Keeper
	leave  context.CancelFunc
}

func open(t *testing.T, f *folder) *rig {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	r := &rig{Shown: uitest.Window(t), work: new(bgtest.Queue), leave: cancel}
	t.Cleanup(cancel)
	r.screen = profileview.New(ctx, profileview.Deps{
		Run: r.work, Folder: f, Opener: f, Now: uitest.Now, Canvas: r.Canvas,
		Restore: func(context.Context, progress.ProfileID) error {
			f.log = append(f.log, "restore")
			f.list[0].Problem = nil
			return nil
		},
		OnOpen: func(k progress.Keeper) { r.opened = append(r.opened, k) },
	})
	r.Show(r.screen.Content())
	r.work.Drain()
	return r
}

func two() *folder {
	return &folder{list: []progress.Profile{
		{ID: "k", Nickname: "Kit", LastUsed: uitest.Noon}, {ID: "r", Nickname: "River", LastUsed: uitest.Noon.AddDate(0, 0, -1)},
	}}
}

func (r *rig) did(t *testing.T, f *folder, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, f.log); diff != "" {
		t.Error(diff)
	}
}

func TestAtTheFirstStartANicknameIsAllThatIsAsked(t *testing.T) {
	f := &folder{}
	r := open(t, f)
	r.Reads("Welcome to Passalong", "Learn it, then pass it along.", "Press Esc twice to hide the window at once.")
	r.Markup(t, "first_start.xml")
	r.Canvas.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	r.Reads("A nickname has 1 to 40 characters.")
	test.Type(r.Canvas.Focused(), "Kit")
	r.Canvas.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	r.Reads("Making it …")
	r.work.Drain()
	r.did(t, f, "create Kit")
	if len(r.opened) != 1 {
		t.Errorf("%d profiles were opened", len(r.opened))
	}
}

func TestAProfileOpensByPointerAndByKey(t *testing.T) {
	f := two()
	r := open(t, f)
	r.Markup(t, "two_profiles.xml")
	r.Press("River")
	r.work.Drain()
	if r.Canvas.Focused() == nil {
		t.Fatal("nothing has the keyboard")
	}
	r.Return("Kit")
	r.work.Drain()
	r.did(t, f, "open r", "open k")
}

func TestTheProfileUsedLastHasTheKeyboard(t *testing.T) {
	f := two()
	r := open(t, f)
	r.Canvas.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	r.work.Drain()
	r.did(t, f, "open k")
}

func TestANewProfileBesideOthers(t *testing.T) {
	f := two()
	r := open(t, f)
	r.Press("New profile")
	test.Type(r.Canvas.Focused(), "kit")
	r.Press("Make my profile")
	r.Reads("There is a profile “Kit” here already. Choose another word, so that you can tell them apart.")
	r.Press("Cancel")
	r.Hides("Nickname")
	r.did(t, f)
}

func TestJustLookingAround(t *testing.T) {
	f := two()
	r := open(t, f)
	r.Return("Just look around")
	r.work.Drain()
	r.did(t, f, "guest")
}

func TestDeletingAsksAndSaysWhatGoes(t *testing.T) {
	f := two()
	r := open(t, f)
	r.Press("Delete")
	r.Reads("Delete “Kit”?", "Lessons, handouts and other profiles stay.")
	// The keyboard is on the button that keeps it.
	r.Canvas.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	r.work.Drain()
	r.did(t, f)
	r.Press("Delete")
	r.Press("Delete for good")
	r.Reads("Deleting …")
	r.work.Drain()
	r.did(t, f, "delete k")
	r.Hides("Kit")
	r.Reads("River")
}

func TestAFailureStaysWhereItHappened(t *testing.T) {
	f := two()
	r := open(t, f)
	f.err = progress.ErrProfileInUse
	r.Press("Kit")
	r.work.Drain()
	r.Reads("Kit", "This profile is open in another window of Passalong.")
	f.err = progress.ErrDiskFull
	r.Press("Delete")
	r.Press("Delete for good")
	r.work.Drain()
	r.Reads("Kit", "The disk is full, so this is not saved.")
	r.Press("Just look around")
	r.work.Drain()
	r.Reads("The disk is full, so this is not saved.")
	if len(r.opened) != 0 {
		t.Error("something was opened all the same")
	}
}

func TestATypedNicknameSurvivesAFailure(t *testing.T) {
	f := &folder{}
	r := open(t, f)
	test.Type(r.Canvas.Focused(), "Kit")
	f.err = progress.ErrCannotWrite
	r.Press("Make my profile")
	r.work.Drain()
	r.Reads("The data folder cannot be written to, so this is not saved.")
	f.err = nil
	r.Press("Make my profile")
	r.work.Drain()
	r.did(t, f, "create Kit")
}

func TestProfilesThatCannotBeOpenedSayWhy(t *testing.T) {
	f := &folder{list: []progress.Profile{
		{ID: "d", Nickname: "Dee", Problem: &progress.DamageError{Copy: "c", CopiedAt: uitest.Noon, Err: uitest.ErrAny}},
		{ID: "n", Nickname: "Newt", Problem: progress.ErrNewerProfile},
	}}
	r := open(t, f)
	r.Reads("Dee", "This profile's file is damaged.", "Newt", "This profile was made by a newer Passalong.", "Cannot be opened")
	r.Markup(t, "locked.xml")
	r.Press("Use the copy")
	r.work.Drain()
	r.did(t, f, "restore")
	r.Return("Dee")
	r.work.Drain()
	r.did(t, f, "restore", "open d")
}

func TestAListThatCannotBeReadCanBeReadAgain(t *testing.T) {
	f := two()
	f.err = uitest.ErrAny
	r := open(t, f)
	r.Reads("Something went wrong.")
	r.Hides("Kit", "Nickname")
	f.err = nil
	r.Press("Try again")
	r.work.Drain()
	r.Reads("Kit", "River")
}

func TestAProfileThatNobodyWaitsForIsClosedAgain(t *testing.T) {
	f := two()
	r := open(t, f)
	r.Press("Kit")
	r.leave()
	r.work.Drain()
	if len(r.opened) != 0 || f.last == nil || f.last.Closed != 1 {
		t.Errorf("opened %d, keeper %+v", len(r.opened), f.last)
	}
}
