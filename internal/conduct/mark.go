package conduct

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"

	"golang.org/x/crypto/scrypt"

	"github.com/passalong/passalong/internal/evaluation"
)

// The cost of a mark: 16 MB and, on the computer where it was measured, 35 to 50 ms.
// https://www.rfc-editor.org/rfc/rfc7914 says what they mean.
const (
	scryptN    = 1 << 14
	scryptR    = 8
	scryptP    = 1
	markSize   = 16 // bytes
	leastKey   = 16 // bytes
	longestKey = 64 // characters of a code
)

var (
	errNoKey = errors.New("the session has no key")
	// ErrBadCode says that something can be nobody's code.
	ErrBadCode = errors.New("this is not a code")
)

// A marker makes marks, one at a time, so that a flood of codes takes one processor and no more.
type marker struct {
	key  []byte
	turn chan struct{}
}

func newMarker(key []byte) marker {
	return marker{key: append([]byte(nil), key...), turn: make(chan struct{}, 1)}
}

// Mark makes of a code, in its canonical form, what stands in for it. It takes a while and waits its turn: whoever finds
// the marks tries codes out just as slowly. The code is not kept.
func (c *Conductor) Mark(ctx context.Context, code string) (evaluation.Mark, error) {
	if code == "" || len(code) > longestKey {
		return "", ErrBadCode
	}
	if len(c.marks.key) < leastKey {
		return "", errNoKey
	}
	select {
	case c.marks.turn <- struct{}{}:
	case <-ctx.Done():
		return "", ctx.Err()
	}
	defer func() { <-c.marks.turn }()
	mark, err := scrypt.Key([]byte(code), c.marks.key, scryptN, scryptR, scryptP, markSize)
	if err != nil {
		return "", fmt.Errorf("marking a sheet: %w", err)
	}
	return evaluation.Mark(hex.EncodeToString(mark)), nil
}
