package lint

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

// parse reads the YAML in the first end bytes of a file, and gives nil for what is no YAML: the loader says so.
func (s *source) parse(end int) *yaml.Node {
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(s.text[:end]), &doc); err != nil || len(doc.Content) != 1 {
		return nil
	}
	return doc.Content[0]
}

// keyKinds says which keys hold what a person reads, and what that is.
func keyKinds() map[string]passageKind {
	return map[string]passageKind{
		"summary": prose, "text": prose, "prompt": prose, "hint": prose, "explanation": prose, "feedback": prose, "says": prose,
		"helped": prose, "neutral": prose, "harmed": prose, "why": prose, "note": prose, "about": prose, "meaning": prose, "what": prose,
		"title": line, "label": line, "audience": line, "group": line, "words": line, "materials": line, "match": line, "alt": picture,
	}
}

// silent are keys below which nothing is for a reader.
var silent = map[string]bool{
	"when": true, "set": true, "short": true, "reviewers": true, "values": true, "sources": true,
}

// A picker takes the passages out of a YAML document.
type picker struct {
	s        *source
	kinds    map[string]passageKind
	passages []passage
	block    int
}

// texts gives the passages of a YAML document. The entries of each list named items, scenes, rules, endings or terms
// are blocks of their own, and so is the document.
func texts(s *source, doc *yaml.Node) []passage {
	p := picker{s: s, kinds: keyKinds()}
	p.walk(doc, "", false)
	return p.passages
}

// walk goes through the values of a key.
func (p *picker) walk(n *yaml.Node, key string, distractor bool) {
	switch n.Kind {
	case yaml.ScalarNode:
		if kind, ok := p.kinds[key]; ok && n.Tag != "!!null" {
			p.take(n, kind, distractor)
		}
	case yaml.SequenceNode:
		for _, entry := range n.Content {
			switch key {
			case "", "items", "scenes", "rules", "endings", "skills":
				p.block++
			}
			p.walk(entry, key, distractor)
		}
	case yaml.MappingNode:
		p.mapping(n, key)
	}
}

// mapping goes through a mapping. A choice that is not right may say what people wrongly believe, in their words.
func (p *picker) mapping(n *yaml.Node, key string) {
	choice := key == "choices"
	fields := make(map[string]string, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		fields[n.Content[i].Value] = n.Content[i+1].Value
	}
	typed := fields["type"] == "short" || fields["type"] == "number"
	for i := 0; i+1 < len(n.Content); i += 2 {
		name, value := n.Content[i].Value, n.Content[i+1]
		switch {
		case silent[name]:
		case name == "choices" && typed:
			p.answers(value)
		default:
			wrong := name == "text" && fields["correct"] != "true" || name == "match" && fields["text"] == ""
			p.walk(value, name, choice && wrong)
		}
	}
}

// answers goes through the choices of an item whose answer is typed: their text is what is accepted.
func (p *picker) answers(choices *yaml.Node) {
	for _, choice := range choices.Content {
		for i := 0; i+1 < len(choice.Content); i += 2 {
			if name := choice.Content[i].Value; name != "text" {
				p.walk(choice.Content[i+1], name, false)
			}
		}
	}
}

func (p *picker) take(n *yaml.Node, kind passageKind, quoted bool) {
	text := strings.Join(strings.Fields(n.Value), " ")
	if text == "" {
		return
	}
	p.passages = append(p.passages, passage{text: text, pieces: p.s.pieces(n, text), kind: kind, block: p.block, quoted: quoted})
}

// pieces finds where the words of a value stand in the file. Most values stand there as they are; in others lines are
// broken, quotes doubled or characters escaped.
func (s *source) pieces(n *yaml.Node, text string) []piece {
	start := s.offset(n.Line, n.Column)
	if n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0 {
		start++
	}
	if strings.HasPrefix(s.text[start:], text) {
		return []piece{{0, start}}
	}
	pieces := []piece{{0, start}}
	at, src := 0, start
	for _, word := range strings.Fields(text) {
		at += strings.Index(text[at:], word)
		if next := strings.Index(s.text[src:min(src+maxGap+len(word), len(s.text))], word); next >= 0 {
			src += next
			pieces = append(pieces, piece{at, src})
			src += len(word)
		}
		at += len(word)
	}
	return pieces
}

// maxGap is how far apart two words of a value may stand in a file: a line break with its indent, and a line of a
// comment.
const maxGap = 200 // bytes

// frontMatterEnd is where the YAML at the head of a Markdown file ends and where the Markdown begins; 0, 0 for none.
func (s *source) frontMatterEnd() (end, body int) {
	const fence = "---\n"
	i := strings.Index(s.text, "\n"+fence)
	if !strings.HasPrefix(s.text, fence) || i < 0 {
		return 0, 0
	}
	return i + 1, i + 1 + len(fence)
}

// value finds the value of a key in a mapping.
func value(n *yaml.Node, key string) *yaml.Node {
	if n == nil || n.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

// list gives the entries of a list, also of one that is not there.
func list(n *yaml.Node) []*yaml.Node {
	if n == nil || n.Kind != yaml.SequenceNode {
		return nil
	}
	return n.Content
}

// scalar gives a single value, "" for none.
func scalar(n *yaml.Node) string {
	if n == nil || n.Kind != yaml.ScalarNode || n.Tag == "!!null" {
		return ""
	}
	return n.Value
}

// at is the offset of a node in the file.
func (s *source) at(n *yaml.Node) int {
	if n == nil {
		return 0
	}
	return s.offset(n.Line, n.Column)
}
