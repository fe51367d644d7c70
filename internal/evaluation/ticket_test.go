package evaluation_test

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/passalong/passalong/internal/evaluation"
)

// dice are random bytes that are the same each time.
func dice(seed byte) io.Reader { return rand.NewChaCha8([32]byte{seed}) }

const signs = "0123456789CFHJKMNPRTWXY"

func draw(t testing.TB, n int) []string {
	t.Helper()
	tickets, err := evaluation.NewTickets(dice(1), n)
	if err != nil {
		t.Fatal(err)
	}
	texts := make([]string, n)
	for i, ticket := range tickets {
		texts[i] = string(ticket)
	}
	return texts
}

func TestEveryTicketThatIsDrawnCanBeRead(t *testing.T) {
	for _, ticket := range draw(t, 3000) {
		if len(ticket) != 7 || ticket[3] != '-' || strings.Trim(ticket, signs+"-") != "" {
			t.Fatalf("%q is not written as a ticket", ticket)
		}
		if got, err := evaluation.ParseTicket(ticket); err != nil || got != ticket {
			t.Errorf("%q was read as %q, %v", ticket, got, err)
		}
	}
}

// Every place, every sign that can stand there, every other sign.
func TestEveryWrongLetterIsNoticed(t *testing.T) {
	seen := map[[3]byte]bool{}
	for _, ticket := range draw(t, 3000) {
		for at := range len(ticket) {
			if ticket[at] == '-' {
				continue
			}
			for _, other := range []byte(signs) {
				if other == ticket[at] {
					continue
				}
				wrong := ticket[:at] + string(other) + ticket[at+1:]
				if got, err := evaluation.ParseTicket(wrong); !errors.Is(err, evaluation.ErrTicket) {
					t.Fatalf("%q for %q was read as %q, %v", wrong, ticket, got, err)
				}
				seen[[3]byte{byte(at), ticket[at], other}] = true
			}
		}
	}
	if want := 6 * 23 * 22; len(seen) != want {
		t.Errorf("%d mistakes were tried; there are %d", len(seen), want)
	}
}

// Every two places, every two different signs: neighbours and others.
func TestEverySwapIsNoticed(t *testing.T) {
	seen := map[[4]byte]bool{}
	for _, ticket := range draw(t, 12000) {
		for i := range len(ticket) {
			for j := i + 1; j < len(ticket); j++ {
				if ticket[i] == '-' || ticket[j] == '-' || ticket[i] == ticket[j] {
					continue
				}
				wrong := []byte(ticket)
				wrong[i], wrong[j] = wrong[j], wrong[i]
				if got, err := evaluation.ParseTicket(string(wrong)); !errors.Is(err, evaluation.ErrTicket) {
					t.Fatalf("%q for %q was read as %q, %v", wrong, ticket, got, err)
				}
				seen[[4]byte{byte(i), byte(j), ticket[i], ticket[j]}] = true
			}
		}
	}
	if want := 15 * 23 * 22; len(seen) != want {
		t.Errorf("%d swaps were tried; there are %d", len(seen), want)
	}
}

func TestTicketsAreReadAsPeopleWriteThem(t *testing.T) {
	for _, ticket := range draw(t, 200) {
		bare := strings.ReplaceAll(ticket, "-", "")
		look := strings.NewReplacer("0", "o", "1", "l", "2", "z", "5", "s", "6", "g", "8", "b")
		for _, typed := range []string{
			strings.ToLower(ticket), bare, strings.ToLower(bare), " " + bare[:2] + " " + bare[2:] + "\n", bare[:3] + "–" + bare[3:],
			bare[:3] + "\u00a0" + bare[3:] + ".", look.Replace(ticket), strings.ReplaceAll(ticket, "0", "Q"), strings.ReplaceAll(ticket, "1", "I"),
		} {
			if got, err := evaluation.ParseTicket(typed); err != nil || got != ticket {
				t.Errorf("%q was read as %q, %v; want %q", typed, got, err, ticket)
			}
		}
		for _, short := range []string{"", bare[:5], bare + "0", "-", bare + bare} {
			if _, err := evaluation.ParseTicket(short); !errors.Is(err, evaluation.ErrTicketLength) || !errors.Is(err, evaluation.ErrTicket) {
				t.Errorf("%q: %v", short, err)
			}
		}
		if _, err := evaluation.ParseTicket(bare[:5] + "é"); !errors.Is(err, evaluation.ErrTicket) || errors.Is(err, evaluation.ErrTicketLength) {
			t.Errorf("a letter that no ticket has: %v", err)
		}
	}
	for _, r := range "kKoO0bZ9" {
		if !evaluation.TicketSign(r) {
			t.Errorf("%q can be typed for a sign", r)
		}
	}
	for _, r := range "aEuV-é?ſ\u212a" {
		if evaluation.TicketSign(r) {
			t.Errorf("%q is no sign", r)
		}
	}
}

func TestEachTicketIsAsLikely(t *testing.T) {
	counts := map[byte]int{}
	tickets := draw(t, 4600)
	for _, ticket := range tickets {
		counts[ticket[0]]++
		counts[ticket[6]]++ // the check is as even
	}
	for _, sign := range []byte(signs) {
		if n := counts[sign]; n < 300 || n > 500 { // 400 each, with a standard deviation of 20
			t.Errorf("%c came %d times of %d", sign, n, 2*len(tickets))
		}
	}
}

func TestTicketsNeedRandomness(t *testing.T) {
	broken := errors.New("no entropy")
	if _, err := evaluation.NewTicket(iotest.ErrReader(broken)); !errors.Is(err, broken) {
		t.Errorf("NewTicket: %v", err)
	}
	if _, err := evaluation.NewTicket(bytes.NewReader([]byte{255, 254, 253, 1, 2, 3, 4})); !errors.Is(err, io.EOF) {
		t.Errorf("bytes that would make some signs likelier were taken: %v", err)
	}
	if _, err := evaluation.NewTickets(bytes.NewReader(make([]byte, 1<<16)), 5); err == nil {
		t.Error("five tickets were drawn of nothing but zeros")
	}
	if _, err := evaluation.NewTickets(iotest.ErrReader(broken), 5); !errors.Is(err, broken) {
		t.Errorf("NewTickets: %v", err)
	}
}

func FuzzParseTicket(f *testing.F) {
	for _, ticket := range draw(f, 3) {
		f.Add(ticket)
	}
	for _, text := range []string{"", "K7M-3W4", "k7m 3w4", "------", "OOO-OOO", "日本語", "\xff\xfe", strings.Repeat("0", 6)} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := evaluation.ParseTicket(text)
		if err != nil {
			if !errors.Is(err, evaluation.ErrTicket) || got != "" {
				t.Fatalf("%q, %v", got, err)
			}
			return
		}
		again, err := evaluation.ParseTicket(got)
		if err != nil || again != got || len(got) != 7 {
			t.Errorf("%q was read as %q, and that as %q, %v", text, got, again, err)
		}
	})
}
