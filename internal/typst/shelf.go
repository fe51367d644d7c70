package typst

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"sync"
)

// A Shelf has documents that were made before, by the same engine, so that they need no engine: the same document
// gives the same bytes anyway. It hands everything else on. Any number of goroutines may use it.
//
// It is what a person meets in the first seconds on a machine, on which the engine is not ready yet.
type Shelf struct {
	engine *Engine
	made   fs.FS
	// missed, if not nil, is told of each document that had to be made, with its key.
	missed func(key string, out Output)

	fonts fontSums
}

// NewShelf gives a shelf before an engine. Made holds for each document KEY.pdf, unless none was wanted, and when
// it was queried KEY.json with the answer; nil for an empty one. Missed may be nil.
func NewShelf(engine *Engine, made fs.FS, missed func(key string, out Output)) *Shelf {
	return &Shelf{engine: engine, made: made, missed: missed, fonts: fontSums{known: map[*byte][sha256.Size]byte{}}}
}

// PDF is Engine.PDF. What comes from the shelf has no warnings: only documents without any are put there.
func (s *Shelf) PDF(ctx context.Context, doc Document) (Output, error) {
	key := s.key(doc)
	if out, ok := s.take(key, doc); ok {
		return out, ctx.Err()
	}
	out, err := s.engine.PDF(ctx, doc)
	if err == nil && s.missed != nil {
		s.missed(key, out)
	}
	return out, err
}

// take gives a document that was made before.
func (s *Shelf) take(key string, doc Document) (out Output, ok bool) {
	if s.made == nil {
		return Output{}, false
	}
	var err error
	if doc.Query != "" {
		if out.Answer, err = fs.ReadFile(s.made, key+".json"); err != nil || !json.Valid(out.Answer) {
			return Output{}, false
		}
	}
	if !doc.wanted(out.Answer) {
		return out, true
	}
	out.PDF, err = fs.ReadFile(s.made, key+".pdf")
	return out, err == nil && len(out.PDF) > 0
}

// key tells documents apart by everything that goes into their PDF.
func (s *Shelf) key(doc Document) string {
	sum := sha256.New()
	part := func(name string, content []byte) {
		fmt.Fprintf(sum, "%q %d\n", name, len(content))
		_, _ = sum.Write(content) // it never fails
	}
	part("program", []byte(ProgramSHA256))
	part("main", []byte(doc.Main))
	part("query", []byte(doc.Query))
	for _, name := range slices.Sorted(maps.Keys(doc.Files)) {
		part(name, doc.Files[name])
	}
	for _, font := range doc.Fonts {
		s.fonts.write(sum, font)
	}
	return hex.EncodeToString(sum.Sum(nil))[:32]
}

// fontSums remembers the sums of fonts, which are large and always the same.
type fontSums struct {
	mu    sync.Mutex
	known map[*byte][sha256.Size]byte
}

func (f *fontSums) write(w io.Writer, font []byte) {
	if len(font) == 0 {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	sum, ok := f.known[&font[0]]
	if !ok {
		sum = sha256.Sum256(font)
		f.known[&font[0]] = sum
	}
	_, _ = w.Write(sum[:]) // a hash takes everything
}
