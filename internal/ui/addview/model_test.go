package addview

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/arrival"
	"github.com/passalong/passalong/internal/ui/revision"
)

const fingerprint = "11111 22222 33333 44444 55555 66666"

func day(s string) time.Time {
	t, err := time.ParseInLocation(time.DateOnly, s, time.Local)
	if err != nil {
		panic(err)
	}
	return t
}

func noon() time.Time { return day("2026-11-22").Add(14*time.Hour + 2*time.Minute) }

func library() *catalog.Catalog {
	return &catalog.Catalog{
		Parts:   []catalog.Part{{Library: catalog.Library{ID: "org.passalong", Title: "National library"}}},
		Modules: []catalog.Module{{ID: "overdose", Title: "Responding to an overdose"}},
	}
}

// unknown is a library that is not here yet.
func unknown() catalog.Update {
	return catalog.Update{
		Library: "nuaa", Title: "NUAA library", Publisher: "NUAA", Source: "nuaa/library", First: true, Trust: catalog.NewKeys, Fingerprint: fingerprint,
		To: catalog.Revision{Manifest: "ab", Sequence: 3, Issued: day("2026-11-20"), Signed: true}, Download: 1_240_000, Files: 14,
		Changes: []catalog.Change{{Kind: catalog.Added, Module: "party-drugs", Files: 14, Bytes: 1_240_000}},
	}
}

// newer is an update of a library that is here.
func newer() catalog.Update {
	u := unknown()
	u.First, u.Trust, u.Library, u.Title = false, catalog.KnownKeys, "org.passalong", "National library"
	u.Changes = []catalog.Change{{Kind: catalog.Changed, Module: "overdose", Files: 1, Bytes: 24_300}}
	return u
}

func newTestModel() *model {
	m := newModel(library(), noon)
	return &m
}

func foundModel(u catalog.Update) *model {
	m := newTestModel()
	m.look(u.Source)
	m.looked(u, nil)
	return m
}

func TestAnAddressIsAskedFor(t *testing.T) {
	m := newTestModel()
	m.write("  ")
	if _, ok := m.submit(); ok || m.state().AddressError == "" {
		t.Error("nothing is an address, and nobody says so")
	}
	m.write(" nuaa/library#11111-22222 ")
	if got, ok := m.submit(); !ok || got != "nuaa/library#11111-22222" || m.state().AddressError != "" {
		t.Errorf("%q, %v", got, ok)
	}
}

func TestWhatIsOffered(t *testing.T) {
	for _, c := range []struct {
		name string
		u    func() catalog.Update
		want offer
	}{
		{"a new library", unknown, offer{
			Title: "NUAA library", Publisher: "NUAA", About: "Content of 20 November 2026 · From nuaa/library", ListHeading: "What is in it",
			Changes: []arrival.Line{{Kind: catalog.Added, Title: "Party drugs", Note: "New module, 14 files, 1.2 MB"}}, Sizes: "To fetch: 1.2 MB in 14 files.",
			Trust: catalog.NewKeys, Vouch: revision.Vouch{Text: "Signed with keys that this computer has not seen before."}, Fingerprint: fingerprint,
			MustCompare: true, Action: "Add this library",
		}},
		{"a new library with its number", func() catalog.Update {
			u := unknown()
			u.Compared, u.Changes, u.Title = true, nil, ""
			return u
		}, offer{
			Title: "nuaa", Publisher: "NUAA", About: "Content of 20 November 2026 · From nuaa/library", ListHeading: "What is in it", Changes: []arrival.Line{},
			Sizes: "To fetch: 1.2 MB in 14 files.", Trust: catalog.NewKeys, Vouch: revision.Vouch{Text: "Signed with keys that this computer has not seen before."},
			Fingerprint: fingerprint, Matches: true, Action: "Add this library", CanAdd: true,
		}},
		{"an update", func() catalog.Update {
			u := newer()
			u.ReviewBy = day("2026-11-01")
			return u
		}, offer{
			Title: "National library", Publisher: "NUAA", About: "Content of 20 November 2026 · From nuaa/library", ListHeading: "What would change",
			Review:  "This content was to be looked at again by 1 November 2026. Ask whether there is newer.",
			Changes: []arrival.Line{{Kind: catalog.Changed, Title: "Responding to an overdose", Note: "1 file changed, 24 kB"}}, Sizes: "To fetch: 1.2 MB in 14 files.",
			Trust: catalog.KnownKeys, Vouch: revision.Vouch{Text: "Signed by NUAA, whose keys this computer knows.", Signed: true}, Fingerprint: fingerprint,
			Action: "Install this update", CanAdd: true,
		}},
		{"what takes the place of the bundled one", func() catalog.Update {
			u := newer()
			u.First, u.Changes = true, nil
			return u
		}, offer{
			Title: "National library", Publisher: "NUAA", About: "Content of 20 November 2026 · From nuaa/library", ListHeading: "What would change", Changes: []arrival.Line{},
			Replaces: "It takes the place of the content that came with Passalong. You can go back to that one later.", Sizes: "To fetch: 1.2 MB in 14 files.",
			Trust: catalog.KnownKeys, Vouch: revision.Vouch{Text: "Signed by NUAA, whose keys this computer knows.", Signed: true}, Fingerprint: fingerprint,
			Action: "Add this library", CanAdd: true,
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, foundModel(c.u()).state().Found); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWhatMayBeAdded(t *testing.T) {
	for _, c := range []struct {
		name           string
		trust          catalog.Trust
		compared, same bool
		fingerprint    string
		allows         bool
		want           bool
	}{
		{"known keys", catalog.KnownKeys, false, false, fingerprint, false, true},
		{"new keys that nobody compared", catalog.NewKeys, false, false, fingerprint, true, false},
		{"new keys that somebody compared", catalog.NewKeys, false, true, fingerprint, false, true},
		{"new keys that the address names", catalog.NewKeys, true, false, fingerprint, false, true},
		{"new keys without a number", catalog.NewKeys, true, true, "", false, false},
		{"nobody's signature", catalog.Unsigned, true, true, "", false, false},
		{"nobody's signature, for an author", catalog.Unsigned, false, false, "", true, true},
		{"no word about it", "", true, true, fingerprint, true, false},
	} {
		u := unknown()
		u.Trust, u.Compared, u.Fingerprint = c.trust, c.compared, c.fingerprint
		m := foundModel(u)
		m.allows = c.allows
		m.compare(c.same)
		if got := m.state().Found.CanAdd; got != c.want {
			t.Errorf("%s: can be added %v", c.name, got)
		}
	}
}

func TestTheSameNumberIsForgottenWithTheLibrary(t *testing.T) {
	m := foundModel(unknown())
	m.compare(true)
	m.look("other/library")
	m.looked(unknown(), nil)
	if m.canAdd() {
		t.Error("what was said of one library holds for another")
	}
	m.compare(true)
	m.another()
	if s := m.state(); s.Phase != asking || m.same {
		t.Errorf("%+v", s)
	}
}

func TestWhyItIsRefused(t *testing.T) {
	for _, c := range []struct {
		err             error
		what            string
		retry, settings bool
	}{
		{catalog.ErrUnsigned, "Nobody has signed this library.", false, true},
		{catalog.ErrSignature, "This content is not from the publisher of this library.", false, false},
		{catalog.ErrFingerprint, "The number that stands with the address is not the number of this library.", false, false},
		{catalog.ErrNotPack, "This is not a library for Passalong.", false, false},
		{catalog.ErrOlder, "This is older than what you have.", false, false},
		{catalog.ErrNeverOnline, "Connections are switched off.", false, true},
		{catalog.ErrOffline, "The source cannot be reached.", true, false},
		{catalog.ErrNotFound, "There is no library at that address.", true, false},
		{&catalog.LimitError{}, "GitHub asks us to wait.", true, false},
	} {
		m := newTestModel()
		m.look("nuaa/library")
		m.looked(catalog.Update{}, fmt.Errorf("looking: %w", c.err))
		s := m.state()
		if s.Phase != asking || s.Trouble.What != c.what || s.CanRetry != c.retry || s.ToSettings != c.settings {
			t.Errorf("%v: phase %v, %q, retry %v, settings %v", c.err, s.Phase, s.Trouble.What, s.CanRetry, s.ToSettings)
		}
	}
}

func TestOtherKeysAreAnAlarm(t *testing.T) {
	m := foundModel(newer())
	m.install()
	m.done(&catalog.KeysChangedError{Library: "org.passalong", Title: "National library", Known: "1", Offered: "2"})
	if s := m.state(); s.Alarm.Known != "1" || s.Phase != asking || s.Trouble.What != "" || m.canAdd() {
		t.Errorf("%+v", s)
	}
	if m.look("x/y"); m.state().Alarm.Heading != "" {
		t.Error("the alarm outlives the next look")
	}
}

func TestWhatIsHereAlready(t *testing.T) {
	m := newTestModel()
	m.look("/media/usb/x.passalong")
	if got := m.state().Heading; got != "Looking at /media/usb/x.passalong…" {
		t.Error(got)
	}
	m.looked(catalog.Update{}, fmt.Errorf("x: %w", catalog.ErrUpToDate))
	if s := m.state(); s.Heading != "You have this already." || s.Trouble.What != "" {
		t.Errorf("%+v", s)
	}
}

func TestWaiting(t *testing.T) {
	now := noon()
	m := newTestModel()
	m.now = func() time.Time { return now }
	m.look("nuaa/library")
	m.looked(catalog.Update{}, &catalog.LimitError{Until: now.Add(3 * time.Minute)})
	if s := m.state(); s.Heading != "Waiting until 14:05 because GitHub asks us to." || m.due() {
		t.Errorf("%q, due %v", s.Heading, m.due())
	}
	now = now.Add(3 * time.Minute)
	if !m.due() {
		t.Error("it does not go on")
	}
	if m.stop(); m.phase != asking || m.note == "" {
		t.Errorf("phase %v", m.phase)
	}
	m = foundModel(newer())
	m.install()
	m.done(&catalog.LimitError{Until: now.Add(time.Hour)})
	if m.stop(); m.phase != found || !m.canAdd() {
		t.Errorf("after a download that had to wait: phase %v", m.phase)
	}
}

func TestInstalling(t *testing.T) {
	m := foundModel(newer())
	m.install()
	if s := m.state(); s.Phase != installing || s.Transfer.Total != 1_240_000 || s.Found.CanAdd {
		t.Errorf("%+v", s)
	}
	m.stop()
	if !m.state().Stopping {
		t.Error("it does not say that it is stopping")
	}
	m.done(catalog.ErrOffline)
	if s := m.state(); s.Phase != found || s.Note != arrival.Stopped || s.Trouble.What != "" || s.Stopping {
		t.Errorf("%+v", s)
	}
	m.install()
	m.done(catalog.ErrNoSpace)
	if s := m.state(); s.Phase != found || s.Trouble.What == "" || !s.CanRetry {
		t.Errorf("%+v", s)
	}
	m.install()
	m.done(nil)
	if s := m.state(); s.Phase != installed || s.Heading != "“National library” is on this computer." {
		t.Errorf("%+v", s)
	}
}
