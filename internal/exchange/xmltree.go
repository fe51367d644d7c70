package exchange

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// The limits of an XML file, beside its size.
const (
	maxDepth = 24    // Moodle's own files have six levels
	maxNodes = 5_000 // of one question
)

// A node is an element of XML with what is in it.
type node struct {
	name string
	attr map[string]string
	text strings.Builder
	kids []*node
	at   place
}

// kid is the first element of a name inside a node; an empty one when there is none.
func (n *node) kid(name string) *node {
	for _, k := range n.kids {
		if k.name == name {
			return k
		}
	}
	return &node{}
}

func (n *node) has(name string) bool { return n.kid(name).name != "" }

func (n *node) all(name string) []*node {
	var all []*node
	for _, k := range n.kids {
		if k.name == name {
			all = append(all, k)
		}
	}
	return all
}

// value is the text of a node, or of the element "text" in it, where Moodle keeps texts.
func (n *node) value() string {
	if n.has("text") {
		n = n.kid("text")
	}
	return strings.TrimSpace(n.text.String())
}

// Why an XML file, or the rest of it, is not read.
var (
	errDoctype  = errors.New("the file declares a document type, which can hide harm")
	errEncoding = errors.New("the file is not in UTF-8")
	errDeep     = errors.New("elements are nested too deeply")
	errMany     = errors.New("the question has too many elements")
	errNested   = errors.New("the question does not end before the next one begins")
)

// A tokens reads XML from somewhere in a file, as if <quiz> stood before it.
type tokens struct {
	*xml.Decoder
	from   int   // offset in the file
	start  place // of from
	prefix int   // length of what was put before
	last   int   // offset at which the last token began
	began  place // of it
}

const quizTag = "<quiz>"

func newTokens(data []byte, from int, start place) *tokens {
	t := &tokens{from: from, start: start}
	var r io.Reader = bytes.NewReader(data[from:])
	if from > 0 {
		t.prefix = len(quizTag)
		r = io.MultiReader(strings.NewReader(quizTag), r)
	}
	t.Decoder = xml.NewDecoder(r)
	t.CharsetReader = func(string, io.Reader) (io.Reader, error) { return nil, errEncoding }
	return t
}

// at is the place of the next token.
func (t *tokens) at() place {
	line, column := t.InputPos()
	if line == 1 {
		column += t.start.column - 1 - t.prefix
	}
	return place{line + t.start.line - 1, max(column, 1)}
}

// fault is the place of an error: where the decoder was, or the element that is not allowed.
func (t *tokens) fault(err error) place {
	if errors.Is(err, errNested) || errors.Is(err, errDeep) || errors.Is(err, errMany) || errors.Is(err, errDoctype) {
		return t.began
	}
	return t.at()
}

// offset is where in the file the next token begins.
func (t *tokens) offset() int { return t.from + max(int(t.InputOffset())-t.prefix, 0) }

// next gives the next token that means something here.
func (t *tokens) next() (xml.Token, error) {
	for {
		t.last, t.began = t.offset(), t.at()
		token, err := t.Token()
		if err != nil {
			if errors.Is(err, errEncoding) { // the decoder wraps it in words of its own
				err = errEncoding
			}
			return nil, err
		}
		switch token.(type) {
		case xml.Directive:
			return nil, errDoctype
		case xml.StartElement, xml.EndElement, xml.CharData:
			return token, nil
		}
	}
}

// tree reads an element to its end. Texts of embedded files are not kept.
func (t *tokens) tree(start xml.StartElement, at place) (*node, error) {
	root := newNode(start, at)
	path, count := []*node{root}, 1
	for len(path) > 0 {
		at, here := t.at(), path[len(path)-1]
		token, err := t.next()
		if err != nil {
			return root, err
		}
		switch token := token.(type) {
		case xml.StartElement:
			if token.Name.Local == "question" {
				return root, errNested
			}
			if count++; count > maxNodes {
				return root, errMany
			}
			n := newNode(token, at)
			here.kids = append(here.kids, n)
			if path = append(path, n); len(path) > maxDepth {
				return root, errDeep
			}
		case xml.EndElement:
			path = path[:len(path)-1]
		case xml.CharData:
			if here.name != "file" && here.name != "image_base64" {
				here.text.Write(token)
			}
		}
	}
	return root, nil
}

func newNode(start xml.StartElement, at place) *node {
	n := &node{name: start.Name.Local, at: at, attr: map[string]string{}}
	for _, a := range start.Attr {
		n.attr[a.Name.Local] = a.Value
	}
	return n
}
