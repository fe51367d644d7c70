package ui

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/scenario"
	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/internal/settings"
	"github.com/passalong/passalong/internal/ui/bg/bgtest"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/uitest"
)

// A machine is what the window works on: profiles, a library and settings in memory that do what the real ones
// do, and fail when they are told to.
type machine struct {
	mu       sync.Mutex
	profiles []progress.Profile
	records  map[progress.ProfileID]*progress.Record
	open     map[progress.ProfileID]bool
	disk     error // why nothing can be written
	reading  error // why no record can be read
	deleting error

	library   *catalog.Catalog
	newer     *catalog.Catalog // what an update installs; nil when there is none
	loading   error            // comes with the library, or without it when it is nil
	waiting   chan struct{}    // holds loading back until it is closed; nil for nothing
	installed int

	set settings.Settings
}

func newMachine(nicknames ...string) *machine {
	m := &machine{
		records: map[progress.ProfileID]*progress.Record{}, open: map[progress.ProfileID]bool{},
		library: uitest.Library(), set: settings.Default(),
	}
	for _, n := range nicknames {
		m.add(n)
	}
	return m
}

func (m *machine) add(nickname string) progress.Profile {
	p := progress.Profile{ID: progress.ProfileID("id-" + nickname), Nickname: nickname, Created: uitest.Noon, LastUsed: uitest.Noon}
	m.profiles = append(m.profiles, p)
	m.records[p.ID] = &progress.Record{}
	return p
}

func (m *machine) services() Services {
	ids := 0
	return Services{
		Library: m, Profiles: people{m}, Handouts: sheets{}, Settings: choices{m}, Network: silence{}, Now: uitest.Now,
		Directory: places{}, Logos: places{}, Cart: cart{}, PrintLog: prints{}, Sessions: &evenings{open: map[session.ID]*evening{}},
		NewID: func() string { ids++; return "attempt-" + string(rune('0'+ids)) }, Seed: func() uint64 { return 7 },
		Version: "1.0", DataDir: "/data",
	}
}

func (m *machine) Load(ctx context.Context) (*catalog.Catalog, error) {
	if m.waiting != nil {
		select {
		case <-m.waiting:
		case <-ctx.Done():
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.library, m.loading
}

func (m *machine) Libraries(context.Context) ([]catalog.InstalledLibrary, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	l := m.library.Library
	return []catalog.InstalledLibrary{{
		ID: l.ID, Title: l.Title, Publisher: l.Publisher, Source: "passalong/library", Bundled: true, Revision: m.library.Revision, Trust: catalog.KnownKeys,
	}}, nil
}

func (m *machine) Check(context.Context, string) (catalog.Update, error) {
	if m.newer == nil {
		return catalog.Update{}, catalog.ErrUpToDate
	}
	return catalog.Update{
		Library: m.library.Library.ID, Title: m.library.Library.Title, Source: "passalong/library", Trust: catalog.KnownKeys,
		From: m.library.Revision, To: m.newer.Revision,
	}, nil
}

func (m *machine) Look(ctx context.Context, _ string) (catalog.Update, error) {
	return m.Check(ctx, "")
}

func (m *machine) Install(context.Context, catalog.Update, func(catalog.Transfer)) (catalog.Revision, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.library = m.newer
	m.installed++
	return m.newer.Revision, nil
}

func (*machine) RollBack(context.Context, string) (r catalog.Revision, err error) {
	return r, catalog.ErrNoPrevious
}
func (*machine) Order(context.Context, []string) error { return nil }
func (*machine) Remove(context.Context, string) error  { return catalog.ErrBundled }
func (*machine) Pack(context.Context, string, string, bool) (int64, error) {
	return 0, catalog.ErrCannotPack
}

// people are the profiles of a machine.
type people struct{ *machine }

func (p people) List(context.Context) ([]progress.Profile, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.profiles), nil
}

func (p people) Create(_ context.Context, nickname string) (progress.Keeper, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.disk != nil {
		return nil, p.disk
	}
	return p.hold(p.add(nickname)), nil
}

func (p people) Open(_ context.Context, id progress.ProfileID) (progress.Keeper, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	i := slices.IndexFunc(p.profiles, func(o progress.Profile) bool { return o.ID == id })
	switch {
	case i < 0:
		return nil, progress.ErrNoProfile
	case p.profiles[i].Problem != nil:
		return nil, p.profiles[i].Problem
	case p.open[id]:
		return nil, progress.ErrProfileInUse
	}
	return p.hold(p.profiles[i]), nil
}

func (p people) Guest(context.Context) (progress.Keeper, error) {
	return &keeper{people: p, who: progress.Profile{Guest: true}, record: &progress.Record{}}, nil
}

func (p people) hold(who progress.Profile) *keeper {
	p.open[who.ID] = true
	return &keeper{people: p, who: who, record: p.records[who.ID]}
}

func (p people) Rename(_ context.Context, id progress.ProfileID, nickname string) error {
	return errors.New("nobody renames here")
}

func (p people) Delete(_ context.Context, id progress.ProfileID) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.open[id] {
		return progress.ErrProfileInUse
	}
	if p.deleting == nil {
		p.profiles = slices.DeleteFunc(p.profiles, func(o progress.Profile) bool { return o.ID == id })
	}
	return p.deleting
}

func (p people) Restore(context.Context, progress.ProfileID) error { return progress.ErrNoCopy }

// A keeper is an open profile of a machine.
type keeper struct {
	people
	progress.Keeper // nil: what is not below is not asked for

	who    progress.Profile
	record *progress.Record
	closed bool
}

func (k *keeper) Profile() progress.Profile { return k.who }

func (k *keeper) Load(context.Context) (progress.Record, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	return *k.record, k.reading
}

// write changes the record unless the disk refuses. The record is copied: it was handed out.
func (k *keeper) write(ctx context.Context, f func(r *progress.Record)) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.closed {
		return errors.New("the record is closed")
	}
	if err := cmp.Or(ctx.Err(), k.disk); err != nil {
		return err
	}
	r := *k.record
	r.Visits, r.Attempts, r.Runs = slices.Clone(r.Visits), slices.Clone(r.Attempts), slices.Clone(r.Runs)
	f(&r)
	*k.record = r
	return nil
}

func (k *keeper) SaveVisit(ctx context.Context, v progress.Visit) error {
	return k.write(ctx, func(r *progress.Record) {
		r.Visits = append(slices.DeleteFunc(r.Visits, func(o progress.Visit) bool { return o.Module == v.Module && o.Lesson == v.Lesson }), v)
	})
}

func (k *keeper) StartAttempt(ctx context.Context, a quiz.Attempt) error {
	return k.write(ctx, func(r *progress.Record) { r.Attempts = append(r.Attempts, a) })
}

func (k *keeper) SaveResponse(ctx context.Context, attempt string, answer quiz.Response) error {
	return k.write(ctx, func(r *progress.Record) {
		for i := range r.Attempts {
			if r.Attempts[i].ID == attempt {
				r.Attempts[i].Responses = append(slices.Clip(r.Attempts[i].Responses), answer)
			}
		}
	})
}

func (k *keeper) StartRun(ctx context.Context, run scenario.Run) error {
	return k.write(ctx, func(r *progress.Record) { r.Runs = append(r.Runs, run) })
}

func (k *keeper) SaveStep(ctx context.Context, run string, _ int, s scenario.Step) error {
	return k.write(ctx, func(r *progress.Record) {
		for i := range r.Runs {
			if r.Runs[i].ID == run {
				r.Runs[i].Steps = append(slices.Clip(r.Runs[i].Steps), s)
			}
		}
	})
}

func (k *keeper) SaveObservation(ctx context.Context, o progress.Observation) error {
	return k.write(ctx, func(r *progress.Record) { r.Observations = append(slices.Clip(r.Observations), o) })
}

func (k *keeper) SaveCertificate(ctx context.Context, c progress.Certificate) error {
	return k.write(ctx, func(r *progress.Record) { r.Certificates = append(slices.Clip(r.Certificates), c) })
}

func (k *keeper) SetFavourite(ctx context.Context, id catalog.HandoutID, on bool) error {
	return k.write(ctx, func(r *progress.Record) {
		r.Favourites = slices.DeleteFunc(slices.Clone(r.Favourites), func(f catalog.HandoutID) bool { return f == id })
		if on {
			r.Favourites = append(r.Favourites, id)
		}
	})
}

func (k *keeper) SaveAlertRead(ctx context.Context, id catalog.AlertID, version string) error {
	return k.write(ctx, func(r *progress.Record) {
		read := map[catalog.AlertID]string{id: version}
		for other, v := range r.AlertsRead {
			if other != id {
				read[other] = v
			}
		}
		r.AlertsRead = read
	})
}

func (k *keeper) SaveModulesSeen(ctx context.Context, seen map[catalog.ModuleID]string) error {
	return k.write(ctx, func(r *progress.Record) {
		all := maps.Clone(r.ModulesSeen)
		if all == nil {
			all = map[catalog.ModuleID]string{}
		}
		maps.Copy(all, seen)
		r.ModulesSeen = all
	})
}

func (k *keeper) Close() error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.closed, k.machine.open[k.who.ID] = true, false
	return nil
}

// choices are the settings of a machine.
type choices struct{ *machine }

func (c choices) Current() settings.Settings {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.set
}

func (c choices) Save(_ context.Context, s settings.Settings) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.set = s
	if c.disk != nil {
		return settings.ErrDiskFull
	}
	return nil
}

// silence is a network that was never asked for anything.
type silence struct{}

func (silence) Entries() ([]catalog.NetworkEntry, error) { return nil, nil }
func (silence) Clear() error                             { return nil }

// A desk is a window on a machine, with somebody before it.
type desk struct {
	*uitest.Shown
	*Window
	t    *testing.T
	work *bgtest.Queue
	m    *machine
	app  *quitting
	now  time.Time
	end  context.CancelFunc
}

// A quitting app counts how often it is told to quit.
type quitting struct {
	fyne.App
	quits int
}

func (q *quitting) Quit() { q.quits++ }

// sit opens the window. What it does in the background is done.
func sit(t *testing.T, m *machine) *desk { return sitAt(t, m, m.services()) }

func sitAt(t *testing.T, m *machine, s Services) *desk {
	t.Helper()
	d := begin(t, m, s)
	d.work.Drain()
	return d
}

// begin opens the window and leaves what it does in the background for later.
func begin(t *testing.T, m *machine, s Services) *desk {
	t.Helper()
	d := &desk{t: t, m: m, work: new(bgtest.Queue), app: &quitting{App: test.NewTempApp(t)}, now: uitest.Noon}
	s.Now = func() time.Time { return d.now }
	ctx, end := context.WithCancel(t.Context())
	d.end = end
	d.Window = NewWindow(ctx, d.app, d.work, s)
	d.Window.LoadLibrary()
	d.Shown = uitest.Of(t, d.Window.win)
	t.Cleanup(func() {
		end()
		d.work.Drain()
		d.Window.win.Close()
	})
	return d
}

// press presses what says label, and waits for what follows.
func (d *desk) press(label string) {
	d.t.Helper()
	d.Press(label)
	d.work.Drain()
}

// to goes to a screen, and waits for what follows.
func (d *desk) to(r nav.Route) {
	d.t.Helper()
	d.Go(r)
	d.work.Drain()
}

// key types a key as the window does: to what has the keyboard, or else to the window.
func (d *desk) key(names ...fyne.KeyName) {
	for _, n := range names {
		e := &fyne.KeyEvent{Name: n}
		if f := d.Canvas.Focused(); f != nil {
			f.TypedKey(e)
		} else {
			d.Canvas.OnTypedKey()(e)
		}
	}
	d.work.Drain()
}

// menuItem finds an entry of the menu.
func (d *desk) menuItem(label string) func() {
	d.t.Helper()
	for _, m := range d.Window.win.MainMenu().Items {
		for _, item := range m.Items {
			if item.Label == label {
				return item.Action
			}
		}
	}
	d.t.Fatalf("there is no %q in the menu", label)
	return nil
}

// at fails the test unless a route is open.
func (d *desk) at(want nav.Route) {
	d.t.Helper()
	if got, _ := d.history.Current(); got != want {
		d.t.Fatalf("%+v is open, not %+v; there is %q", got, want, d.Texts())
	}
}
