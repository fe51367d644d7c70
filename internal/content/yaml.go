package content

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"

	"github.com/agext/levenshtein"
	"go.yaml.in/yaml/v3"
)

// Limits of a YAML file's shape.
const (
	maxDepth = 24
	maxNodes = 50_000
	maxKeys  = 2_000 // of one mapping
)

// parseYAML reads one YAML document from the first end bytes of the file, so that lines count from the
// file's start. It returns nil when there are problems with the document as such.
func (f *file) parseYAML(end int) *yaml.Node {
	if f.room == nil {
		f.room = new(room)
	}
	g := guard{f: f}
	if root := parsePlain(f.src[:end], f.room); root != nil {
		g.nodes = 1 // as the document counts
		if !g.check(root, 1) {
			return nil
		}
		return root
	}
	in := yaml.NewDecoder(bytes.NewReader(f.src[:end]))
	var doc, second yaml.Node
	if err := in.Decode(&doc); errors.Is(err, io.EOF) {
		f.broken(place{}, "", "the file is empty")
		return nil
	} else if err != nil {
		f.syntaxError(err)
		return nil
	}
	switch err := in.Decode(&second); {
	case errors.Is(err, io.EOF):
	case err != nil:
		f.syntaxError(err)
		return nil
	default:
		f.broken(placeOf(&second), "delete the line ---", "a second YAML document begins here")
		return nil
	}
	if !g.check(&doc, 0) || len(doc.Content) != 1 {
		return nil
	}
	return doc.Content[0]
}

// yamlLine finds the line in the text of a syntax error: the library has no other way to tell.
var yamlLine = regexp.MustCompile(`^yaml: (?:line (\d+): )?(?s:(.*))$`)

func (f *file) syntaxError(err error) {
	m := yamlLine.FindStringSubmatch(err.Error())
	if m == nil {
		f.broken(place{}, "", "this is not YAML: %v", err)
		return
	}
	line, _ := strconv.Atoi(m[1])
	line = min(max(line, 1), len(f.lines())) // the library leaves the first line out
	line, hint := f.slip(line)
	f.broken(place{line: line}, hint, "this is not YAML: %s", m[2])
}

// glued is a key whose value follows the colon without a space.
var glued = regexp.MustCompile(`^[ -]*[a-z_]+:[^ \t:/]`)

// keyed begins a line that goes on with the next key.
var keyed = regexp.MustCompile(`^[ -]*[a-z_]+:(?: |$)`)

// slip guesses which of the usual slips makes a file no YAML: on the line that the library names, or else the first
// line whose quotes do not close, since the library names whatever it had begun with.
func (f *file) slip(line int) (at int, hint string) {
	switch text := f.line(line); {
	case strings.HasPrefix(strings.TrimLeft(text, " "), "\t"):
		return line, "indent with spaces"
	case strings.Contains(text, ": “") || strings.Contains(text, ": ‘"):
		return line, `type straight quotes, ", in place of “ and ”: only those keep a text together`
	case glued.MatchString(text):
		return line, "put a space behind the colon"
	case line > 1 && glued.MatchString(f.line(line-1)):
		return line - 1, "put a space behind the colon"
	case strings.Count(text, ": ") > 1:
		return line, "put a text that holds “: ” in double quotes"
	}
	for n := 1; n < len(f.lines()); n++ {
		text, _, _ := strings.Cut(f.line(n), " #")
		if opened := strings.Count(text, `"`) - strings.Count(text, `\"`); opened%2 == 1 && strings.Contains(text, `: "`) && keyed.MatchString(f.line(n+1)) {
			return n, "close the quotes that this line opens"
		}
	}
	return line, ""
}

// line returns the text of a line, counted from 1.
func (f *file) line(n int) string { return string(f.lineBytes(n)) }

func (f *file) lineBytes(n int) []byte {
	end, starts := len(f.src), f.lines()
	if n < len(starts) {
		end = starts[n] - 1
	}
	return f.src[starts[n-1]:end]
}

func placeOf(n *yaml.Node) place { return place{n.Line, n.Column} }

// A guard walks over a parsed document before anything is made of it.
type guard struct {
	f       *file
	nodes   int
	refused bool // the document is not what we read at all: one such problem is enough
}

// check reports whether the document is plain and small enough to be decoded.
func (g *guard) check(n *yaml.Node, depth int) bool {
	g.nodes++
	g.refused = true
	switch {
	case g.f.full():
		return false
	case depth > maxDepth:
		g.f.broken(placeOf(n), "", "this is nested more than %d levels deep", maxDepth)
		return false
	case g.nodes > maxNodes:
		g.f.broken(placeOf(n), "split the file", "the file has more than %d values", maxNodes)
		return false
	case n.Kind == yaml.AliasNode, n.Anchor != "":
		g.f.broken(placeOf(n), "write the value out; a text that begins with & or * needs quotes", "anchors and aliases are not read")
		return false
	case n.Style&yaml.TaggedStyle != 0:
		g.f.broken(placeOf(n), "leave the tag out; a text that begins with ! needs quotes", "tags are not read")
		return false
	}
	g.refused = false
	ok := n.Kind != yaml.MappingNode || g.checkKeys(n)
	for _, c := range n.Content {
		ok = g.check(c, depth+1) && ok
		if g.refused {
			return false
		}
	}
	return ok
}

func (g *guard) checkKeys(n *yaml.Node) bool {
	if len(n.Content) > 2*maxKeys {
		g.f.broken(placeOf(n), "", "this has more than %d keys", maxKeys)
		return false
	}
	ok := true
	first := make(map[string]int)
	for i := 0; i < len(n.Content); i += 2 {
		k := n.Content[i]
		line, seen := first[k.Value]
		switch {
		case k.Kind != yaml.ScalarNode:
			g.f.broken(placeOf(k), "", "a key is a single word")
		case k.Tag == "!!merge":
			g.f.broken(placeOf(k), "write the values out", "merge keys are not read")
		case seen:
			g.f.broken(placeOf(k), "keep one of them", "the key “%s” is here already, in line %d", k.Value, line)
		default:
			first[k.Value] = k.Line
			continue
		}
		ok = false
	}
	return ok
}

// closest finds the candidate that a mistyped word most probably stands for. Nobody mistypes what is longer
// than any name here, and comparing would take long.
func closest(word string, candidates []string) (string, bool) {
	if len(word) > maxID {
		return "", false
	}
	const long = 4 // letters from which on two slips are likelier than another word
	slips := 1
	if len(word) >= long {
		slips = max(2, len(word)/3)
	}
	best, least := "", slips+1
	for _, c := range candidates {
		if len(c) > maxID {
			continue
		}
		if d := levenshtein.Distance(word, c, nil); d < least {
			best, least = c, d
		}
	}
	return best, best != ""
}

// didYouMean suggests the closest candidate or, when none is close and there are few, lists them all.
func didYouMean(word string, candidates []string) string {
	const few = 16
	if c, ok := closest(word, candidates); ok {
		return "did you mean “" + c + "”?"
	}
	if len(candidates) == 0 || len(candidates) > few {
		return ""
	}
	return "known: " + strings.Join(candidates, ", ")
}
