package scaffold

import (
	"slices"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/passalong/passalong/internal/catalog"
)

// appendTo adds an entry to the list of a key, and the key if it is not there. The entry is YAML on one line.
func (d *document) appendTo(key, entry string) (string, error) {
	n := value(d.root, key)
	switch {
	case n == nil:
		return d.withKey(key, "\n  - "+entry)
	case n.Kind != yaml.SequenceNode:
		return "", &catalog.ByHandError{File: d.path, Key: key, Line: entry}
	}
	return d.append(n, entry)
}

// append adds an entry to a list of the document, and leaves everything else as it is: comments, blank lines and the way
// in which the list is written. It returns a *catalog.ByHandError when the list is written so that this cannot be done.
func (d *document) append(list *yaml.Node, entry string) (string, error) {
	var text string
	if list.Style&yaml.FlowStyle != 0 {
		text = d.appendFlow(list, entry)
	} else {
		text = d.appendBlock(list, entry)
	}
	wanted := withEntry(d.root, list, entry)
	if got, err := parsed(text); err != nil || wanted == nil || !equal(got, wanted) {
		return "", &catalog.ByHandError{File: d.path, Key: keyOf(d.root, list), Line: entry}
	}
	return text, nil
}

// withKey adds a key at the end of the document.
func (d *document) withKey(key, text string) (string, error) {
	if !strings.HasPrefix(text, "\n") {
		text = " " + text
	}
	changed := strings.TrimRight(d.text, "\n") + "\n" + key + ":" + text + "\n"
	got, err := parsed(changed)
	if err != nil || len(got.Content) != len(d.root.Content)+2 {
		return "", &catalog.ByHandError{File: d.path, Key: key, Line: strings.TrimSpace(text)}
	}
	return changed, nil
}

// appendFlow adds an entry to a list between [ and ].
func (d *document) appendFlow(list *yaml.Node, entry string) string {
	start := d.offset(list)
	last, end := flowEnd(d.text[start:])
	if end < 0 {
		return d.text
	}
	last += start
	separator := ", "
	switch d.text[last-1] {
	case '[':
		separator = ""
	case ',':
		separator = " "
	}
	return d.text[:last] + separator + entry + d.text[last:]
}

// flowEnd finds the ] that ends a list, and the end of what comes last before it and is no comment.
func flowEnd(text string) (last, end int) {
	depth, quote := 0, byte(0)
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case quote != 0:
			if c == '\\' && quote == '"' {
				i++
			} else if c == quote {
				quote = 0
			}
		case (c == '"' || c == '\'') && strings.IndexByte(" ,[{\n:'", text[max(i-1, 0)]) >= 0: // a doubled one opens again
			quote = c
		case c == '#' && i > 0 && strings.IndexByte(" \n\t", text[i-1]) >= 0:
			next := strings.IndexByte(text[i:], '\n')
			if next < 0 {
				return 0, -1
			}
			i += next
			continue
		case c == '[' || c == '{':
			depth++
		case c == ']' || c == '}':
			depth--
			if depth == 0 {
				return last, i
			}
		}
		if c != ' ' && c != '\n' && c != '\t' && c != '\r' {
			last = i + 1
		}
	}
	return 0, -1
}

// appendBlock adds a line behind the last of a list whose entries begin with a dash.
func (d *document) appendBlock(list *yaml.Node, entry string) string {
	lines := strings.SplitAfter(d.text, "\n")
	end := min(nextLine(d.root, list)-1, len(lines)) // lines that can belong to the list
	for end > list.Line && isBlank(lines[end-1]) {
		end--
	}
	if end < 1 {
		return d.text
	}
	if !strings.HasSuffix(lines[end-1], "\n") {
		lines[end-1] += "\n"
	}
	indent := strings.Repeat(" ", max(list.Column-1, 0))
	return strings.Join(slices.Insert(lines, end, indent+"- "+entry+"\n"), "")
}

// isBlank reports whether a line holds nothing but a comment.
func isBlank(line string) bool {
	line = strings.TrimSpace(line)
	return line == "" || line[0] == '#'
}

// nextLine is the line on which something begins that comes behind a list, or one far behind the end.
func nextLine(root, list *yaml.Node) int {
	all := preorder(root)
	last := list
	for len(last.Content) > 0 {
		last = last.Content[len(last.Content)-1]
	}
	if i := slices.Index(all, last); i >= 0 && i+1 < len(all) {
		return all[i+1].Line
	}
	return 1 << 30
}

func preorder(n *yaml.Node) []*yaml.Node {
	all := []*yaml.Node{n}
	for _, c := range n.Content {
		all = append(all, preorder(c)...)
	}
	return all
}

// offset is where a node begins in the text.
func (d *document) offset(n *yaml.Node) int {
	at := 0
	for range n.Line - 1 {
		at += strings.IndexByte(d.text[at:], '\n') + 1
	}
	for range n.Column - 1 {
		_, size := utf8.DecodeRuneInString(d.text[at:])
		at += size
	}
	return at
}

// withEntry is a document with one more entry in a list; nil when the entry is no YAML.
func withEntry(n, list *yaml.Node, entry string) *yaml.Node {
	c := *n
	c.Content = nil
	for _, child := range n.Content {
		c.Content = append(c.Content, withEntry(child, list, entry))
	}
	if n == list {
		var doc yaml.Node
		if err := yaml.Unmarshal([]byte(entry), &doc); err != nil || len(doc.Content) != 1 {
			return nil
		}
		c.Content = append(c.Content, doc.Content[0])
	}
	return &c
}

// equal reports whether two documents say the same, however they are written.
func equal(a, b *yaml.Node) bool {
	return a != nil && b != nil && a.Kind == b.Kind && a.Value == b.Value && a.ShortTag() == b.ShortTag() && slices.EqualFunc(a.Content, b.Content, equal)
}

// keyOf is the key of a list, wherever in the document it is.
func keyOf(n, list *yaml.Node) string {
	for i, c := range n.Content {
		if c == list && n.Kind == yaml.MappingNode {
			return n.Content[i-1].Value
		}
		if key := keyOf(c, list); key != "" {
			return key
		}
	}
	return ""
}
