package library

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
)

// An oldPointer is format 1, from when there was one library, which nobody signed, in the place of the bundled
// one.
type oldPointer struct {
	Cur  *edition          `json:"cur"`
	Prev *edition          `json:"prev"`
	Pins map[string]oldPin `json:"pins"` // by the source in lower case
}

type oldPin struct {
	Channel  string `json:"channel"`
	Sequence int64  `json:"sequence"`
	Manifest string `json:"manifest"`
}

// convert makes what was installed a library of the id that its source was pinned to.
func (s shelf) convert(data []byte) (pointer, error) {
	var old oldPointer
	if err := json.Unmarshal(data, &old); err != nil {
		return pointer{}, fmt.Errorf("%w: %w", catalog.ErrDamaged, err)
	}
	p := pointer{Format: pointerFormat}
	for i, e := range []*edition{old.Cur, old.Prev} {
		if e == nil {
			continue
		}
		e.Signed = false
		of, ok := old.Pins[strings.ToLower(e.Origin)]
		if !ok {
			return pointer{}, fmt.Errorf("%w: the source %.80q is pinned to nothing", catalog.ErrDamaged, e.Origin)
		}
		h, known := p.find(of.Channel)
		switch {
		case i == 0:
			h.Cur, h.Source, h.Seen = e, e.Origin, pin{Sequence: of.Sequence, Manifest: of.Manifest}
		case known || old.Cur == nil:
			// The bundled library was gone back to, or this is the revision before. A library of another id
			// that is not in use is forgotten: beside the bundled one there was no room for it.
			h.Prev = e
			if !known {
				h.Source, h.Seen = e.Origin, pin{Sequence: of.Sequence, Manifest: of.Manifest}
			}
		default:
			continue
		}
		p = p.put(h)
	}
	return p, nil
}
