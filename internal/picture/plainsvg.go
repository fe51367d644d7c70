package picture

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"
)

// A plainSVG reads SVG pictures as most programs write them: elements and attributes that are allowed, in double
// quotes, without entities. It finds them good in a tenth of the time that XML in general takes, and gives up on
// everything else, a fault included: then the checker looks.
type plainSVG struct {
	src      []byte
	at       int
	open     []string
	elements int
	info     Info
}

var (
	plainElements   = setOf(Elements())
	plainAttributes = setOf(Attributes())
)

func setOf(names []string) map[string]bool {
	set := make(map[string]bool, len(names))
	for _, n := range names {
		set[n] = true
	}
	return set
}

// isPlainSVG reports whether a picture is plain and good, and its size.
func isPlainSVG(src []byte) (Info, bool) {
	p := &plainSVG{src: src, info: Info{Kind: SVG}}
	for p.at < len(p.src) {
		if !p.next() {
			return Info{}, false
		}
	}
	return p.info, p.elements > 0 && len(p.open) == 0
}

// next reads an element's beginning or end, a comment, or text.
func (p *plainSVG) next() bool {
	switch rest := p.src[p.at:]; {
	case rest[0] != '<':
		return p.text()
	case bytes.HasPrefix(rest, []byte("<!--")):
		return p.comment()
	case bytes.HasPrefix(rest, []byte("</")):
		return p.end()
	}
	return p.element()
}

func (p *plainSVG) comment() bool {
	const begin, end = "<!--", "-->"
	length := bytes.Index(p.src[p.at+len(begin):], []byte("--"))
	if length < 0 || !bytes.HasPrefix(p.src[p.at+len(begin)+length:], []byte(end)) {
		return false
	}
	p.at += len(begin) + length + len(end)
	return true
}

func (p *plainSVG) end() bool {
	if len(p.open) == 0 {
		return false
	}
	last := len(p.open) - 1
	name := p.open[last]
	rest := p.src[p.at+len("</"):]
	if !bytes.HasPrefix(rest, []byte(name)) || len(rest) == len(name) || rest[len(name)] != '>' {
		return false
	}
	p.open = p.open[:last]
	p.at += len("</") + len(name) + len(">")
	return true
}

// text reads words, which only titles and descriptions have, or white space.
func (p *plainSVG) text() bool {
	length := bytes.IndexByte(p.src[p.at:], '<')
	if length < 0 {
		length = len(p.src) - p.at
	}
	text := p.src[p.at : p.at+length]
	p.at += length
	if len(bytes.TrimLeft(text, " \t\n")) == 0 {
		return true
	}
	if len(p.open) == 0 || !slices.Contains([]string{"title", "desc"}, p.open[len(p.open)-1]) || bytes.ContainsAny(text, "&]\r") {
		return false
	}
	const last = 0xfffd // of the first plane, of those that XML has
	return bytes.IndexFunc(text, func(r rune) bool { return unseen(r) || r > last && r <= 0xffff || r == utf8.RuneError }) < 0
}

func (p *plainSVG) element() bool {
	p.at++
	name := p.name()
	root := p.elements == 0
	if !plainElements[string(name)] || root != (string(name) == "svg") || !root && len(p.open) == 0 || len(p.open) >= maxDepth || p.elements >= maxElements {
		return false
	}
	p.elements++
	space, box := false, false
	for {
		before := p.at
		for p.at < len(p.src) && strings.IndexByte(" \t\n", p.src[p.at]) >= 0 {
			p.at++
		}
		switch {
		case bytes.HasPrefix(p.src[p.at:], []byte("/>")):
			p.at += len("/>")
			return !root || space && box
		case bytes.HasPrefix(p.src[p.at:], []byte(">")):
			p.at++
			p.open = append(p.open, string(name))
			return !root || space && box
		case before == p.at: // attributes stand apart
			return false
		}
		attribute, value, ok := p.attribute()
		switch {
		case !ok:
			return false
		case root && string(attribute) == "xmlns":
			if space || string(value) != svgSpace {
				return false
			}
			space = true
		case root && string(attribute) == "viewBox":
			width, height, valid := sizeOfBox(string(value))
			if box || !valid {
				return false
			}
			p.info.Width, p.info.Height, box = width, height, true
		case !plainAttributes[string(attribute)] || !plain(value):
			return false
		}
	}
}

// attribute reads name="value".
func (p *plainSVG) attribute() (name, value []byte, ok bool) {
	name = p.name()
	if len(name) == 0 || !bytes.HasPrefix(p.src[p.at:], []byte(`="`)) {
		return nil, nil, false
	}
	p.at += len(`="`)
	length := bytes.IndexByte(p.src[p.at:], '"')
	if length < 0 {
		return nil, nil, false
	}
	value = p.src[p.at : p.at+length]
	p.at += length + 1
	return name, value, bytes.IndexByte(value, '<') < 0 && bytes.IndexByte(value, '&') < 0
}

// name reads letters, digits and hyphens. What begins with something else than a letter is in no list of names.
func (p *plainSVG) name() []byte {
	start := p.at
	for p.at < len(p.src) {
		c := p.src[p.at]
		if letter := c | 0x20; (letter < 'a' || letter > 'z') && (c < '0' || c > '9') && c != '-' {
			break
		}
		p.at++
	}
	return p.src[start:p.at]
}
