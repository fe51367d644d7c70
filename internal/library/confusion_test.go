package library_test

import (
	"bytes"
	"errors"
	"testing"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/library/librarytest"
)

// Between the look and the installation a person reads and compares, and another window, or another step, installs
// something else. What counts is what is known at the end.
func TestInstallJudgesByWhatIsKnownThen(t *testing.T) {
	honest := librarytest.NewPublisher("org.example.local", "", 1)
	stranger := librarytest.NewPublisher("org.example.local", "a stranger", 1)
	seven := func(p *librarytest.Publisher) librarytest.Release {
		p.Sequence = 6
		return p.Release(local("revision 7"))
	}
	for _, tt := range []struct {
		name string
		seen librarytest.Release // what was looked at
		then librarytest.Release // what was installed after that
		want error
	}{
		{"other keys were pinned", seven(stranger), honest.Release(local("honest")), catalog.ErrSignature},
		{"it was signed by somebody", stranger.Unsigned(local("draft")), honest.Release(local("honest")), catalog.ErrUnsigned},
		{"something newer came", honest.Release(local("older")), seven(honest.Copy()), catalog.ErrOlder},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l := open(t, t.TempDir())
			src := &librarytest.Source{Address: "example/local"}
			src.Offer(tt.seen)
			u, err := l.Look(t.Context(), src, "")
			if err != nil {
				t.Fatal(err)
			}
			other := &librarytest.Source{Address: "/media/stick/local.passalong"}
			other.Offer(tt.then)
			r := add(t, l, other, catalog.NewKeys)
			if _, err := l.Install(t.Context(), src, u, nil); !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
			if d := described(t, l, "org.example.local"); d.Revision != r {
				t.Errorf("now %+v is in use", d.Revision)
			}
		})
	}
}

// Being trusted for one library is nothing for another, however its manifest and its key set name it.
func TestKeysOfOneLibraryAreNotThoseOfAnother(t *testing.T) {
	v, neighbour, _ := withLocal(t)
	fake := librarytest.NewPublisher("passalong", "", 1)
	fake.Keys = neighbour.Keys
	fake.Sequence = 20
	for name, set := range map[string][]byte{
		"its own, renamed": bytes.Replace(neighbour.Set, []byte("org.example.local"), []byte("passalong"), 1), "its own": neighbour.Set, "the honest one": v.honest.Set,
	} {
		fake.Set = set
		r := fake.Release(lesson(name))
		r.Keys[0] = catalog.SignedKeySet{Set: set}
		src := &librarytest.Source{Address: "example/local"}
		src.Offer(r)
		if _, err := v.lib.Check(t.Context(), "passalong", src); !errors.Is(err, catalog.ErrSignature) && !errors.Is(err, catalog.ErrOtherOne) {
			t.Errorf("%s, checked: %v", name, err)
		}
		if u, err := v.lib.Look(t.Context(), src, ""); err == nil {
			t.Errorf("%s is offered as %q", name, u.Library)
		}
	}
	if c := load(t, v.lib); c.Revision != v.revision {
		t.Errorf("now %+v is in use", c.Revision)
	}
}
