package handout

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/image/font/sfnt"

	"github.com/passalong/passalong/internal/paper"
)

// coverage tells what the fonts have signs for. The zero value with its files set is ready; reading them takes some
// milliseconds and waits for the first text that is not in Latin letters.
type coverage struct {
	files  [][]byte
	read   sync.Once
	fonts  []*sfnt.Font
	failed error
}

// coverageOf gives the letters of all fonts.
func coverageOf(f Fonts) *coverage {
	l := &coverage{files: slices.Clone(f.Files)}
	for _, s := range f.Scripts {
		l.files = append(l.files, s.Files...)
	}
	return l
}

// lack reports whether a text has a letter that no font has, so that a box would stand for it.
func (l *coverage) lack(text string) (bool, error) {
	for _, r := range text {
		if r <= unicode.MaxLatin1 || unicode.In(r, unicode.Cf, unicode.Zs, unicode.Variation_Selector) {
			continue
		}
		has, err := l.have(r)
		if err != nil || !has {
			return err == nil, err
		}
	}
	return false, nil
}

func (l *coverage) have(r rune) (bool, error) {
	l.read.Do(func() {
		for i, file := range l.files {
			font, err := sfnt.Parse(file)
			if err != nil {
				l.failed = fmt.Errorf("reading font %d: %w", i, err)
				return
			}
			l.fonts = append(l.fonts, font)
		}
	})
	if l.failed != nil {
		return false, l.failed
	}
	var buffer sfnt.Buffer
	return slices.ContainsFunc(l.fonts, func(font *sfnt.Font) bool {
		at, err := font.GlyphIndex(&buffer, r)
		return err == nil && at != 0
	}), nil
}

// without leaves out what no font has a sign for, and what joins it: pictures of a phone's keyboard, for which boxes would
// stand.
func (l *coverage) without(text string) (string, error) {
	var out strings.Builder
	dropped := false
	for _, r := range text {
		joins := unicode.In(r, unicode.Cf, unicode.Variation_Selector, unicode.Mn)
		if r > unicode.MaxLatin1 && !joins && !unicode.Is(unicode.Zs, r) {
			has, err := l.have(r)
			if err != nil {
				return "", err
			}
			dropped = !has
		} else if !joins {
			dropped = false
		}
		if !dropped {
			out.WriteRune(r)
		}
	}
	return strings.Join(strings.Fields(out.String()), " "), nil
}

// noteLetters warns of letters in a document that no font has.
func (p *Press) noteLetters(d *data) error {
	raw, err := json.Marshal(d)
	if err != nil {
		return err
	}
	lacks, err := p.covered.lack(string(raw))
	if lacks {
		d.warnings = append(d.warnings, paper.NoLetters)
	}
	return err
}
