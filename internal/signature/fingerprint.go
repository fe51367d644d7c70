package signature

import (
	"crypto/sha256"
	"math/big"
	"strings"
	"unicode"
)

// A fingerprint has six groups of five digits, some 100 bits. Digits read the same in every language, and over a
// telephone.
const (
	groups    = 6
	groupSize = 5
)

// Fingerprint gives what people compare of a key set, from the bytes of its file: "12345 67890 …".
//
// It is the SHA-256 of them, read as one number with the highest byte first, modulo 10^30, with zeros in front. No
// fingerprint is more likely than another by more than one part in 2^156.
func Fingerprint(raw []byte) string {
	sum := sha256.Sum256(raw)
	number := new(big.Int).SetBytes(sum[:])
	number.Mod(number, new(big.Int).Exp(big.NewInt(10), big.NewInt(groups*groupSize), nil))
	digits := number.String()
	digits = strings.Repeat("0", groups*groupSize-len(digits)) + digits
	parts := make([]string, groups)
	for i := range parts {
		parts[i] = digits[i*groupSize : (i+1)*groupSize]
	}
	return strings.Join(parts, " ")
}

// SameFingerprint reports whether two texts are the same fingerprint, with whatever spaces and hyphens between its
// digits. What is not a whole fingerprint is like none.
func SameFingerprint(a, b string) bool {
	x, y := digitsOf(a), digitsOf(b)
	return x != "" && x == y
}

// digitsOf gives the digits of a fingerprint, or nothing when it is none.
func digitsOf(text string) string {
	var digits strings.Builder
	for _, r := range text {
		switch {
		case unicode.IsSpace(r) || r == '-' || r >= '\u2010' && r <= '\u2015': // documents make other hyphens of them
		case r >= '0' && r <= '9':
			digits.WriteRune(r)
		default:
			return ""
		}
	}
	if digits.Len() != groups*groupSize {
		return ""
	}
	return digits.String()
}
