package look_test

import (
	"bytes"
	"testing"

	"github.com/go-text/typesetting/font"
)

func glyphs(t *testing.T, data []byte) func(rune) bool {
	t.Helper()
	face, err := font.ParseTTF(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return func(r rune) bool {
		_, ok := face.NominalGlyph(r)
		return ok
	}
}
