package proof

import (
	"encoding/binary"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/passalong/passalong/internal/progress"
)

// ErrMistyped says that a certificate's number was not copied as it is.
var ErrMistyped = errors.New("not the number of a certificate")

// alphabet is Crockford's base 32 (crockford.com/base32.html): no I, L, O and U, which are taken for others.
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

const (
	symbols  = 12 // of a number without its check symbol: 60 bits
	keyBytes = 32
)

// draw makes a number that no certificate of the record has, and a key.
func draw(random io.Reader, r progress.Record) (number string, key []byte, err error) {
	var bits [8]byte
	for tries := 0; number == "" || hasNumber(r, number); tries++ {
		if tries == 8 {
			return "", nil, errors.New("the numbers are not random")
		}
		if _, err := io.ReadFull(random, bits[:]); err != nil {
			return "", nil, err
		}
		number = numberOf(binary.BigEndian.Uint64(bits[:]))
	}
	key = make([]byte, keyBytes)
	if _, err := io.ReadFull(random, key); err != nil {
		return "", nil, err
	}
	return number, key, nil
}

func hasNumber(r progress.Record, number string) bool {
	return slices.ContainsFunc(r.Certificates, func(c progress.Certificate) bool { return c.Number == number })
}

// numberOf writes the low 60 bits in groups, as in "7K3F-9Q2M-XW4T-C". The last symbol is the check.
func numberOf(bits uint64) string {
	var values [symbols]byte
	for i := range values {
		values[symbols-1-i] = byte(bits >> (5 * i) & 31)
	}
	out := make([]byte, 0, symbols+4)
	for i, v := range values {
		if i > 0 && i%4 == 0 {
			out = append(out, '-')
		}
		out = append(out, alphabet[v])
	}
	return string(append(out, '-', alphabet[check(values[:])]))
}

// Number reads a number as somebody typed it: in either case, with hyphens and spaces anywhere or nowhere, O for 0 and
// I or L for 1. It returns the number as it is written, or ErrMistyped. Every single wrong symbol is noticed, and so is
// every exchange of two.
func Number(typed string) (string, error) {
	values := make([]byte, 0, symbols+1)
	for _, c := range typed {
		if 'a' <= c && c <= 'z' {
			c -= 'a' - 'A' // and no other letters that become these
		}
		switch c {
		case '-', ' ', '\t', '\n', '\r', '\u00a0', '\u2010', '\u2011', '\u2013':
			continue
		case 'O':
			c = '0'
		case 'I', 'L':
			c = '1'
		}
		at := strings.IndexRune(alphabet, c)
		if at < 0 || len(values) > symbols {
			return "", ErrMistyped
		}
		values = append(values, byte(at))
	}
	if len(values) != symbols+1 || check(values[:symbols]) != values[symbols] {
		return "", ErrMistyped
	}
	var bits uint64
	for _, v := range values[:symbols] {
		bits = bits<<5 | uint64(v)
	}
	return numberOf(bits), nil
}

// check weighs the symbols, as elements of the field of 32, with different powers of an element that generates it.
// A wrong symbol changes the sum by a product of what is not zero, and an exchange of two by another: both show. The check
// of Crockford's own, a remainder by 37, would need five more signs, which are hard to name on the phone.
func check(values []byte) byte {
	sum, weight := byte(0), byte(2)
	for _, v := range values {
		sum ^= times(v, weight)
		weight = times(weight, 2)
	}
	return sum
}

// times multiplies in the field of 32: polynomials over two elements, modulo x^5 + x^2 + 1.
func times(a, b byte) byte {
	var product byte
	for ; b > 0; b >>= 1 {
		if b&1 == 1 {
			product ^= a
		}
		a <<= 1
		if a&32 != 0 {
			a ^= 37
		}
	}
	return product
}
