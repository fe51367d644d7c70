package content

import (
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/passalong/passalong/internal/catalog"
)

// A room is where what is made of files is put. A large library is of a million small texts and lists: in pieces of
// memory of their own they would take more, and take long to be looked through for what is not needed any more.
//
// The nodes of YAML are given back when a module has been read, texts and spans stay.
type room struct {
	slabs [][]yaml.Node
	used  int               // nodes of all slabs
	open  []*yaml.Node      // content of nodes that are being read
	lists []*yaml.Node      // of nodes that were; what is full is let go of
	short map[string]string // texts that come again and again

	letters *strings.Builder // what is full is let go of
	spans   []catalog.Span   // as well
}

const (
	slabNodes   = 256
	mostSlabs   = 64 // that are kept: what a usual module needs and more
	listNodes   = 1024
	shortText   = 24
	mostShort   = 4096
	manyLetters = 16 << 10
	manySpans   = 128
)

// node gives an empty node.
func (r *room) node() *yaml.Node {
	slab := r.used / slabNodes
	if slab == len(r.slabs) {
		r.slabs = append(r.slabs, make([]yaml.Node, slabNodes))
	}
	n := &r.slabs[slab][r.used%slabNodes]
	*n = yaml.Node{}
	r.used++
	return n
}

// reset takes all nodes back. None may be in use any more.
func (r *room) reset() {
	r.used, r.open, r.lists = 0, r.open[:0], r.lists[:0]
	if len(r.slabs) > mostSlabs {
		r.slabs = r.slabs[:mostSlabs]
	}
}

// mark, push and since collect the content of a node while that of others within it is collected as well.
func (r *room) mark() int { return len(r.open) }

func (r *room) push(n *yaml.Node) { r.open = append(r.open, n) }

func (r *room) since(mark int) []*yaml.Node {
	size := len(r.open) - mark
	if cap(r.lists)-len(r.lists) < size {
		r.lists = make([]*yaml.Node, 0, max(listNodes, size))
	}
	start := len(r.lists)
	r.lists = append(r.lists, r.open[mark:]...)
	r.open = r.open[:mark]
	return r.lists[start:len(r.lists):len(r.lists)]
}

// word is keep for what may come again: a short text is the one that was made before.
func (r *room) word(b []byte) string {
	if len(b) > shortText {
		return r.keep(b, "")
	}
	if s, ok := r.short[string(b)]; ok {
		return s
	}
	if r.short == nil || len(r.short) >= mostShort {
		r.short = make(map[string]string)
	}
	s := string(b)
	r.short[s] = s
	return s
}

// keep makes a text of letters and what follows them.
func (r *room) keep(b []byte, end string) string {
	size := len(b) + len(end)
	if size > manyLetters/4 {
		return string(b) + end
	}
	if r.letters == nil || r.letters.Cap()-r.letters.Len() < size {
		r.letters = new(strings.Builder)
		r.letters.Grow(manyLetters)
	}
	start := r.letters.Len()
	r.letters.Write(b)
	r.letters.WriteString(end)
	return r.letters.String()[start:] // which later letters leave as it is
}

// list gives an empty list of spans with room for n, and for no more.
func (r *room) list(n int) []catalog.Span {
	if cap(r.spans)-len(r.spans) < n {
		r.spans = make([]catalog.Span, 0, max(manySpans, n))
	}
	start := len(r.spans)
	r.spans = r.spans[:start+n]
	return r.spans[start : start : start+n]
}
