package conduct_test

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/passalong/passalong/internal/conduct"
	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/session"
)

func TestAMarkIsOfTheCodeAndTheKey(t *testing.T) {
	mark := func(key, code string) evaluation.Mark {
		t.Helper()
		c, err := conduct.Open(conduct.InMemory{}, "s", []session.Entry{began()}, []byte(key), noon)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		m, err := c.Mark(t.Context(), code)
		if err != nil || !regexp.MustCompile(`^[0-9a-f]{32}$`).MatchString(string(m)) {
			t.Errorf("got %q, %v; want 32 hexadecimal digits", m, err)
		}
		return m
	}
	first, second := strings.Repeat("a", 32), strings.Repeat("b", 32)
	same, other, elsewhere := mark(first, "K7M-3QX"), mark(first, "K7M-3QY"), mark(second, "K7M-3QX")
	if same != mark(first, "K7M-3QX") || same == other || same == elsewhere {
		t.Errorf("got %s, %s and %s", same, other, elsewhere)
	}
	// Of Python's hashlib.scrypt(b"K7M-3QX", salt=b"a"*32, n=2**14, r=8, p=1, dklen=16).
	if want := evaluation.Mark("35bd24b6edd2f35176ff9dac1e9e241f"); same != want {
		t.Errorf("got %s, want %s", same, want)
	}
}

func TestWhatIsNoCodeHasNoMark(t *testing.T) {
	c := open(t, conduct.InMemory{}, []session.Entry{began()})
	for _, code := range []string{"", strings.Repeat("x", 1000)} {
		if m, err := c.Mark(t.Context(), code); !errors.Is(err, conduct.ErrBadCode) || m != "" {
			t.Errorf("got %q, %v; want ErrBadCode", m, err)
		}
	}
	without, err := conduct.Open(conduct.InMemory{}, "s", []session.Entry{began()}, nil, noon)
	if err != nil {
		t.Fatal(err)
	}
	defer without.Close()
	if m, err := without.Mark(t.Context(), "K7M-3QX"); err == nil {
		t.Errorf("without a key there is the mark %s", m)
	}
}

func TestAFloodOfCodesTakesOneProcessor(t *testing.T) {
	const codes = 8
	c := open(t, conduct.InMemory{}, []session.Entry{began()})
	alone := time.Now()
	if _, err := c.Mark(t.Context(), "alone"); err != nil {
		t.Fatal(err)
	}
	one := time.Since(alone)
	begin := time.Now()
	if err := errors.Join(each(codes, func(int) error { _, err := c.Mark(t.Context(), "many"); return err })...); err != nil {
		t.Fatal(err)
	}
	all := time.Since(begin)
	t.Logf("one mark takes %v, and %d at once %v", one, codes, all)
	if all < one*codes/3 { // far from exact: two at once would take half
		t.Errorf("%d marks took %v and one %v: they were not made one at a time", codes, all, one)
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := c.Mark(gone, "K7M-3QX"); err == nil && gone.Err() == nil {
		t.Error("it did not give up")
	}
}
