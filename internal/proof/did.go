package proof

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"math/big"
	"strings"
)

// base58 is the alphabet of Bitcoin's base 58, which multibase marks with a "z".
const base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"

var errMultibase = errors.New("not base58btc")

// multibase writes bytes in base58btc. Leading zero bytes become leading ones, as everywhere.
func multibase(data []byte) string {
	n, radix, digit := new(big.Int).SetBytes(data), big.NewInt(int64(len(base58))), new(big.Int)
	var out []byte
	for n.Sign() > 0 {
		n.DivMod(n, radix, digit)
		out = append(out, base58[digit.Int64()])
	}
	for i := 0; i < len(data) && data[i] == 0; i++ {
		out = append(out, base58[0])
	}
	out = append(out, 'z')
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return string(out)
}

// longestMultibase is more than a key or a signature needs; reading takes the square of the length.
const longestMultibase = 128

func parseMultibase(s string) ([]byte, error) {
	digits, ok := strings.CutPrefix(s, "z")
	if !ok || len(digits) > longestMultibase {
		return nil, errMultibase
	}
	n, radix, zeros := new(big.Int), big.NewInt(int64(len(base58))), 0
	for i := range len(digits) {
		value := strings.IndexByte(base58, digits[i])
		if value < 0 {
			return nil, errMultibase
		}
		if value == 0 && zeros == i {
			zeros++
		}
		n.Add(n.Mul(n, radix), big.NewInt(int64(value)))
	}
	return append(make([]byte, zeros), n.Bytes()...), nil
}

// ed25519Code marks an Ed25519 public key among the keys of multicodec.
var ed25519Code = [2]byte{0xed, 0x01}

const didKey = "did:key:"

// didOf names a key: it is the key (W3C CCG, "The did:key Method").
func didOf(key ed25519.PublicKey) string {
	return didKey + multibase(append(ed25519Code[:], key...))
}

// keyOf reads the key out of its name.
func keyOf(did string) (ed25519.PublicKey, error) {
	encoded, ok := strings.CutPrefix(did, didKey)
	if !ok {
		return nil, errors.New("not a did:key")
	}
	data, err := parseMultibase(encoded)
	if err != nil {
		return nil, err
	}
	key, ok := bytes.CutPrefix(data, ed25519Code[:])
	if !ok || len(key) != ed25519.PublicKeySize {
		return nil, errors.New("not an Ed25519 key")
	}
	return key, nil
}

// methodOf names the key as a verification method of its own document.
func methodOf(did string) string { return did + "#" + strings.TrimPrefix(did, didKey) }
