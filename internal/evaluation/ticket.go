package evaluation

import (
	"errors"
	"fmt"
	"io"
	"strings"
)

// A Ticket is a code that a participant draws, such as "K7M-3W4". It is on the sheet before and on the sheet after.
type Ticket string

// TicketLength is how many letters and digits a ticket has, with the last, which checks the others.
const TicketLength = 6

// What a ticket is not.
var (
	// ErrTicket says that a letter or digit is wrong, or that two stand in each other's place.
	ErrTicket = errors.New("a letter or digit of the ticket is wrong")
	// ErrTicketLength is an ErrTicket: there are more or fewer than TicketLength.
	ErrTicketLength = fmt.Errorf("%w: it has %d of them", ErrTicket, TicketLength)
)

// ticketSigns are what tickets are made of: digits, and letters that no hand writes like one of them or like each
// other. Without vowels they make no words. They are 23, which is a prime: see ticketSum.
const ticketSigns = "0123456789CFHJKMNPRTWXY"

// readAs is what other letters are taken for, since they look like it and no ticket has them.
var readAs = strings.NewReplacer("O", "0", "D", "0", "Q", "0", "I", "1", "L", "1", "Z", "2", "S", "5", "G", "6", "B", "8")

// NewTicket draws a ticket: 6,436,343 are equally likely. An error is that of random.
func NewTicket(random io.Reader) (Ticket, error) {
	signs := make([]byte, 0, TicketLength)
	sum := 0
	for at := 0; at < TicketLength-1; at++ {
		v, err := drawSign(random)
		if err != nil {
			return "", fmt.Errorf("drawing a ticket: %w", err)
		}
		signs = append(signs, ticketSigns[v])
		sum += (at + 1) * v
	}
	// The last weighs 6, and 6 × 4 is 1 in remainders by 23: 4 × −sum brings the whole sum to 0.
	const inverse = 4
	rest := (len(ticketSigns) - sum%len(ticketSigns)) % len(ticketSigns)
	return written(string(append(signs, ticketSigns[inverse*rest%len(ticketSigns)]))), nil
}

// drawSign takes bytes until one is below the largest multiple of 23, so that no sign is likelier than another.
func drawSign(random io.Reader) (int, error) {
	const multiple = 253
	var b [1]byte
	for {
		if _, err := io.ReadFull(random, b[:]); err != nil {
			return 0, err
		}
		if b[0] < multiple {
			return int(b[0]) % len(ticketSigns), nil
		}
	}
}

// NewTickets draws n different tickets. An error is that of random, or says that it is not random.
func NewTickets(random io.Reader, n int) ([]Ticket, error) {
	tickets := make([]Ticket, 0, n)
	drawn := make(map[Ticket]bool, n)
	for tries := 0; len(tickets) < n; tries++ {
		if tries > 2*n+100 {
			return nil, errors.New("drawing tickets: they are not random")
		}
		t, err := NewTicket(random)
		if err != nil {
			return nil, err
		}
		if !drawn[t] {
			drawn[t] = true
			tickets = append(tickets, t)
		}
	}
	return tickets, nil
}

// ParseTicket reads a ticket as people write it: in small letters, with or without hyphens and spaces, with an O for a 0
// or another letter that looks like a digit. It returns it as it was printed. Every single wrong letter or digit is
// noticed, and every two that were swapped. The error is ErrTicket.
func ParseTicket(text string) (string, error) {
	signs := TicketSigns(text)
	if len([]rune(signs)) != TicketLength {
		return "", ErrTicketLength
	}
	if sum, ok := ticketSum(signs); !ok || sum != 0 {
		return "", ErrTicket
	}
	return string(written(signs)), nil
}

// TicketSigns gives the letters and digits of a ticket as far as it has been typed, in the form that ParseTicket
// compares. They may be no ticket's.
func TicketSigns(text string) string {
	upper := strings.Map(func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z':
			return r - 'a' + 'A' // and no other letters that become these
		case strings.ContainsRune(" \t\r\n\u00a0-\u2010\u2011\u2012\u2013\u2014\u2212.", r):
			return -1
		}
		return r
	}, text)
	return readAs.Replace(upper)
}

// TicketSign reports whether a ticket can have this letter or digit, as it is typed.
func TicketSign(r rune) bool {
	signs := TicketSigns(string(r))
	return len(signs) == 1 && strings.Contains(ticketSigns, signs)
}

// ticketSum weighs the signs by their places, in remainders by a prime. A wrong sign changes the sum by a product of its
// weight and a difference, two swapped ones by that of the difference of their weights and of theirs: neither is zero.
func ticketSum(signs string) (sum int, ok bool) {
	for at, r := range signs {
		v := strings.IndexRune(ticketSigns, r)
		if v < 0 {
			return 0, false
		}
		sum += (at + 1) * v
	}
	return sum % len(ticketSigns), true
}

func written(signs string) Ticket {
	const half = TicketLength / 2
	return Ticket(signs[:half] + "-" + signs[half:])
}
