package content

import (
	"bytes"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// plain reads the YAML that most files are written in: mappings and lists by indentation, [a, b] and {a: b} in one
// line, and values without quotes or with quotes in one line. It makes of it the nodes that the YAML library makes, in a
// tenth of its time, and gives up on everything else, a mistake included: then the library reads the file.
type plain struct {
	src   []byte
	room  *room
	depth int

	// The current line: the first one with content from the last on.
	number  int  // from 1
	begin   int  // offset of the line
	start   int  // offset of its content
	end     int  // offset behind it
	next    int  // offset of the next line
	skipped bool // lines without content came before it
	over    bool // there is none

	column struct{ at, count int } // characters counted from begin on
}

const (
	deepestPlain = 20
	longestKey   = 100 // characters; YAML has a limit at which a key becomes something else
)

// parsePlain gives the root of a document, nil when the library has to read it.
func parsePlain(src []byte, r *room) *yaml.Node {
	if bytes.IndexByte(src, '\t') >= 0 || bytes.IndexByte(src, '\r') >= 0 || bytes.Contains(src, []byte("\xef\xbf")) {
		return nil // tabs have rules of their own, and so have the last characters of the first plane
	}
	p := &plain{src: src, room: r}
	if start := "---\n"; bytes.HasPrefix(src, []byte(start)) { // as front matter begins
		p.next, p.number = len(start), 1
	}
	p.advance()
	if p.over || p.indent() != 0 {
		return nil
	}
	root := p.block()
	if !p.over {
		return nil
	}
	return root
}

// advance goes to the next line that has more than a comment.
func (p *plain) advance() {
	p.skipped = false
	for p.next < len(p.src) {
		p.number++
		p.begin = p.next
		end := len(p.src)
		if i := bytes.IndexByte(p.src[p.begin:], '\n'); i >= 0 {
			end = p.begin + i
		}
		p.next = end + 1
		p.start = p.begin
		for p.start < end && p.src[p.start] == ' ' {
			p.start++
		}
		if p.start == end || p.src[p.start] == '#' {
			p.skipped = true
			continue
		}
		for p.src[end-1] == ' ' {
			end--
		}
		p.end = end
		p.column.at, p.column.count = p.begin, 0
		return
	}
	p.over = true
}

// indent is how many spaces the current line, or what is left of it, begins with.
func (p *plain) indent() int { return p.start - p.begin }

// node makes a node for what stands at an offset of the current line.
func (p *plain) node(kind yaml.Kind, at int) *yaml.Node {
	p.column.count += utf8.RuneCount(p.src[p.column.at:at])
	p.column.at = at
	n := p.room.node()
	n.Kind, n.Line, n.Column = kind, p.number, p.column.count+1
	return n
}

// block reads a mapping or a list by indentation, which begins at the current place.
func (p *plain) block() (n *yaml.Node) {
	p.depth++
	switch {
	case p.depth > deepestPlain || p.document():
	case p.isEntry():
		n = p.sequence()
	case p.keyEnd(p.start) > 0:
		n = p.mapping()
	}
	p.depth--
	return n
}

// document reports a line that begins or ends a document, or speaks of it.
func (p *plain) document() bool {
	line := p.src[p.begin:p.end]
	return p.indent() == 0 && (line[0] == '%' || bytes.HasPrefix(line, []byte("---")) || bytes.HasPrefix(line, []byte("...")))
}

// isEntry reports whether an entry of a list begins here.
func (p *plain) isEntry() bool {
	return p.src[p.start] == '-' && p.start+1 < p.end && p.src[p.start+1] == ' '
}

// keyEnd is the offset of the colon behind a key of letters, digits, - and _; 0 when none begins there.
func (p *plain) keyEnd(at int) int {
	i := at
	for i < p.end && (small(p.src[i]) || p.src[i] >= 'A' && p.src[i] <= 'Z' || i > at && (p.src[i] == '-' || p.src[i] == '_')) {
		i++
	}
	if i > at && i <= at+longestKey && i < p.end && p.src[i] == ':' && (i+1 == p.end || p.src[i+1] == ' ') {
		return i
	}
	return 0
}

func (p *plain) mapping() *yaml.Node {
	column := p.indent()
	n := p.node(yaml.MappingNode, p.start)
	n.Tag = "!!map"
	mark := p.room.mark()
	for {
		colon := p.keyEnd(p.start)
		if colon == 0 || p.document() {
			return nil
		}
		p.room.push(p.scalar(p.start, p.src[p.start:colon], 0))
		value := p.value(p.after(colon+1), column)
		if value == nil {
			return nil
		}
		p.room.push(value)
		if p.over || p.indent() < column {
			n.Content = p.room.since(mark)
			return n
		}
		if p.indent() > column {
			return nil
		}
	}
}

func (p *plain) sequence() *yaml.Node {
	column := p.indent()
	n := p.node(yaml.SequenceNode, p.start)
	n.Tag = "!!seq"
	mark := p.room.mark()
	for {
		at := p.after(p.start + 1)
		var entry *yaml.Node
		switch {
		case at == p.end || p.src[at] == '#' || p.src[at] == '-' && (at+1 == p.end || p.src[at+1] == ' '):
			return nil
		case p.keyEnd(at) > 0:
			p.start = at
			entry = p.block()
		default:
			entry = p.inline(at, column)
		}
		if entry == nil {
			return nil
		}
		p.room.push(entry)
		switch {
		case p.over || p.indent() < column || p.indent() == column && !p.isEntry():
			n.Content = p.room.since(mark)
			return n
		case p.indent() > column || p.document():
			return nil
		}
	}
}

// after skips spaces.
func (p *plain) after(at int) int {
	for at < p.end && p.src[at] == ' ' {
		at++
	}
	return at
}

// value reads the value of a key in a mapping of this column.
func (p *plain) value(at, column int) *yaml.Node {
	if at < p.end && p.src[at] != '#' {
		return p.inline(at, column)
	}
	p.advance()
	if p.over || p.indent() < column || p.indent() == column && !p.isEntry() {
		return nil // no value: the library says where it would be
	}
	return p.block()
}

// inline reads a value in the current line, and goes to the next one. column is that of the block around it.
func (p *plain) inline(at, column int) *yaml.Node {
	var n *yaml.Node
	var end int
	switch c := p.src[at]; c {
	case '"', '\'':
		n, end = p.quoted(at)
	case '[', '{':
		n, end = p.flow(at)
	default:
		return p.text(at, column)
	}
	if n == nil || !p.nothing(end) {
		return nil
	}
	p.advance()
	return n
}

// nothing reports whether no more than a comment follows.
func (p *plain) nothing(at int) bool {
	rest := p.after(at)
	return rest == p.end || rest > at && p.src[rest] == '#'
}

// opens reports whether a value without quotes may begin there.
func (p *plain) opens(at int) bool {
	c := p.src[at]
	switch {
	case small(c), c >= 'A' && c <= 'Z', c >= utf8.RuneSelf, c == '(', c == '+', c == '/', c == '$', c == '.', c == '~':
		return true
	case c == '-':
		return at+1 < p.end && (small(p.src[at+1]) || p.src[at+1] >= 'A' && p.src[at+1] <= 'Z')
	}
	return false
}

// text reads a value without quotes, also one that goes on in the next lines.
func (p *plain) text(at, column int) *yaml.Node {
	if !p.opens(at) {
		return nil
	}
	end, comment := p.textEnd(at)
	if end == 0 {
		return nil
	}
	n := p.scalar(at, p.src[at:end], 0)
	var whole []byte
	for {
		p.advance()
		if p.over || p.indent() <= column {
			break
		}
		from := p.start
		if comment || p.skipped || !p.opens(from) {
			return nil
		}
		if whole == nil {
			whole = append(whole, n.Value...)
		}
		if end, comment = p.textEnd(from); end == 0 {
			return nil
		}
		whole = append(append(whole, ' '), p.src[from:end]...)
	}
	if whole != nil {
		n.Value, n.Tag = string(whole), "!!str"
	}
	return n
}

// textEnd is where a value without quotes ends in the current line, 0 when it is none; comment says that one follows.
func (p *plain) textEnd(at int) (end int, comment bool) {
	for i := at; i < p.end; i++ {
		switch p.src[i] {
		case ':':
			if i+1 == p.end || p.src[i+1] == ' ' {
				return 0, false
			}
		case '#':
			if p.src[i-1] == ' ' {
				for i--; p.src[i-1] == ' '; i-- {
				}
				return i, true
			}
		}
	}
	return p.end, false
}

// scalar makes a node of a text.
func (p *plain) scalar(at int, text []byte, style yaml.Style) *yaml.Node {
	n := p.node(yaml.ScalarNode, at)
	n.Value, n.Style, n.Tag = p.room.word(text), style, "!!str"
	if style == 0 {
		switch n.Value {
		case "~", "null", "Null", "NULL":
			n.Tag = "!!null"
		}
	}
	return n
}

// quoted reads a value in quotes, which ends in the current line and has no escapes but those of quotes.
func (p *plain) quoted(at int) (n *yaml.Node, end int) {
	quote, style := p.src[at], yaml.DoubleQuotedStyle
	if quote == '\'' {
		style = yaml.SingleQuotedStyle
	}
	var text []byte
	from := at + 1
	for i := from; i < p.end; i++ {
		switch c := p.src[i]; {
		case c == '\\' && quote == '"':
			if i+1 == p.end || p.src[i+1] != '"' && p.src[i+1] != '\\' {
				return nil, 0
			}
			text, from, i = append(text, p.src[from:i]...), i+1, i+1
		case c == quote && quote == '\'' && i+1 < p.end && p.src[i+1] == quote:
			text, from, i = append(text, p.src[from:i]...), i+1, i+1
		case c == quote && text == nil:
			return p.scalar(at, p.src[from:i], style), i + 1
		case c == quote:
			return p.scalar(at, append(text, p.src[from:i]...), style), i + 1
		}
	}
	return nil, 0
}

// flow reads [a, b] or {a: b}, which ends in the current line.
func (p *plain) flow(at int) (n *yaml.Node, end int) {
	p.depth++
	defer func() { p.depth-- }()
	if p.depth > deepestPlain {
		return nil, 0
	}
	kind, tag, closing := yaml.SequenceNode, "!!seq", byte(']')
	if p.src[at] == '{' {
		kind, tag, closing = yaml.MappingNode, "!!map", '}'
	}
	n = p.node(kind, at)
	n.Tag, n.Style = tag, yaml.FlowStyle
	mark := p.room.mark()
	at = p.after(at + 1)
	if at < p.end && p.src[at] == closing {
		return n, at + 1
	}
	for at < p.end {
		if kind == yaml.MappingNode {
			colon := p.keyEnd(at)
			if colon == 0 {
				return nil, 0
			}
			p.room.push(p.scalar(at, p.src[at:colon], 0))
			at = p.after(colon + 1)
		}
		var value *yaml.Node
		if value, at = p.flowValue(at); value == nil {
			return nil, 0
		}
		p.room.push(value)
		if at = p.after(at); at == p.end {
			break
		}
		switch p.src[at] {
		case closing:
			n.Content = p.room.since(mark)
			return n, at + 1
		case ',':
			at = p.after(at + 1)
		default:
			return nil, 0
		}
	}
	return nil, 0
}

func (p *plain) flowValue(at int) (n *yaml.Node, end int) {
	if at == p.end {
		return nil, 0
	}
	switch c := p.src[at]; {
	case c == '"' || c == '\'':
		return p.quoted(at)
	case c == '[' || c == '{':
		return p.flow(at)
	case !p.opens(at):
		return nil, 0
	}
	for i := at; i < p.end; i++ {
		switch c := p.src[i]; c {
		case ',', ']', '}':
			end := i
			for p.src[end-1] == ' ' {
				end--
			}
			return p.scalar(at, p.src[at:end], 0), i
		case '?', '[', '{':
			return nil, 0
		case ':':
			if i+1 == p.end || bytes.IndexByte([]byte(" ,[]{}"), p.src[i+1]) >= 0 {
				return nil, 0
			}
		case '#':
			if p.src[i-1] == ' ' {
				return nil, 0
			}
		}
	}
	return nil, 0
}
