package library_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/library"
	"github.com/passalong/passalong/internal/library/librarytest"
)

// A thief has had a key and has dated a revision so far ahead that no later program would go before it. The program
// that brings other keys does all the same, also where nobody is ever online.
func TestFastForwardOfTheDateIsRecoveredFrom(t *testing.T) {
	v := newVictim(t)
	v.honest.Issued = time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)
	v.src.Offer(v.honest.Release(lesson("a thief's")))
	stolen := add(t, v.lib, v.src, catalog.KnownKeys)
	v.lib.Close()

	l := open(t, v.dir, newer(bundleOf(v.honest), time.Date(2026, 12, 24, 0, 0, 0, 0, time.UTC)))
	if c := load(t, l); c.Revision != stolen {
		t.Fatalf("with the keys of before %+v is shown", c.Revision)
	}
	l.Close()

	v.honest.Rotate(0)
	v.honest.Issued = time.Date(2026, 12, 26, 0, 0, 0, 0, time.UTC)
	l = open(t, v.dir, newer(bundleOf(v.honest), time.Date(2026, 12, 25, 0, 0, 0, 0, time.UTC)))
	if c := load(t, l); !c.Revision.Bundled() {
		t.Errorf("with other keys %+v is shown still", c.Revision)
	}
	v.honest.Sequence = 6
	v.src.Offer(v.honest.Release(lesson("honest")))
	if r := add(t, l, v.src, catalog.KnownKeys); r.Sequence != 7 || load(t, l).Revision != r {
		t.Errorf("then %+v is installed", r)
	}
}

func TestGoingBackToWhatNobodySignedIsRefused(t *testing.T) {
	l, src := open(t, t.TempDir()), newSource("example/local")
	src.channel = "org.example.local"
	src.publishAs(t, local("draft"), 7)
	install(t, l, src)
	p, signed := librarytest.NewPublisher("org.example.local", "", 1), &librarytest.Source{Address: "example/local"}
	signed.Offer(p.Release(local("signed")))
	r := add(t, l, signed, catalog.NewKeys)
	if d := described(t, l, "org.example.local"); d.HasPrevious {
		t.Errorf("what nobody signed is offered: %+v", d.Previous)
	}
	if _, err := l.RollBack(t.Context(), "org.example.local"); !errors.Is(err, catalog.ErrUnsigned) {
		t.Errorf("got %v", err)
	}
	if d := described(t, l, "org.example.local"); d.Revision != r {
		t.Errorf("now %+v is in use", d.Revision)
	}
}

// What was installed unsigned while the setting was on stays in use when it is off again, and is known for what it is.
func TestUnsignedStaysKnownAsUnsigned(t *testing.T) {
	dir, allowed := t.TempDir(), true
	l := open(t, dir, func(c *library.Config) { c.AllowUnsigned = func() bool { return allowed } })
	src := newSource("example/draft")
	src.channel = "org.example.draft"
	src.publish(t, files{"library.yaml": "org.example.draft"})
	add(t, l, src, catalog.Unsigned)
	allowed = false
	l.Close()
	l = open(t, dir, noUnsigned)
	if c := load(t, l); !c.Unsigned("org.example.draft") || c.Unsigned("passalong") {
		t.Errorf("of the parts %+v", c.Parts)
	}
	if d := described(t, l, "org.example.draft"); d.Trust != catalog.Unsigned {
		t.Errorf("listed as %+v", d)
	}
}

// Addresses on the web differ by the case of their letters: what one was seen to offer is not said to the other.
func TestMarksAreNotToldToAnotherAddress(t *testing.T) {
	l := open(t, t.TempDir())
	p, src := librarytest.NewPublisher("org.example.local", "", 1), &librarytest.Source{Address: "https://example.org/Library/"}
	src.Offer(p.Release(local("one")))
	add(t, l, src, catalog.NewKeys)
	other := &told{Source: &librarytest.Source{Address: strings.ToLower(src.Address)}}
	other.Offer(p.Release(local("two")))
	if u, err := l.Look(t.Context(), other, ""); err != nil || u.To.Sequence != 2 || other.known != "" {
		t.Errorf("got %+v, %v; it was told %q", u.To, err, other.known)
	}
}

// A told source notes what it was last told to be known.
type told struct {
	*librarytest.Source
	known string
}

func (s *told) Latest(ctx context.Context, known string) (catalog.Published, error) {
	s.known = known
	return s.Source.Latest(ctx, known)
}
