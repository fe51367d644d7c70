package lint

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// exceptionsFile is where a library says what it does on purpose.
const exceptionsFile = "lint.yaml"

// exceptions are what lint.yaml allows.
type exceptions struct {
	file  *source
	words []string // that are spelt right
	allow []exception
}

// An exception takes the problems of one rule away: everywhere, or in the files of a pattern, or only those about some
// words.
type exception struct {
	at    int // offset in the file
	rule  string
	file  string
	words []string
}

// readExceptions reads lint.yaml, which may be left out. What is wrong with it is among its own findings.
func readExceptions(fsys fs.FS) *exceptions {
	e := &exceptions{file: newSource(exceptionsFile, "", nil)}
	raw, err := fs.ReadFile(fsys, exceptionsFile)
	if err != nil {
		return e
	}
	if len(raw) > maxFile {
		e.wrong(-1, "the file is too large", "")
		return e
	}
	e.file = newSource(exceptionsFile, "", raw)
	doc := e.file.parse(len(e.file.text))
	if doc == nil || doc.Kind != yaml.MappingNode {
		e.wrong(-1, "this is not YAML with “words” and “allow”", "")
		return e
	}
	for i := 0; i+1 < len(doc.Content); i += 2 {
		key, v := doc.Content[i], doc.Content[i+1]
		switch key.Value {
		case "words":
			e.words = scalars(v)
		case "allow":
			for _, entry := range list(v) {
				e.readOne(entry)
			}
		default:
			e.wrong(e.file.at(key), fmt.Sprintf("unknown key “%s”", key.Value), "there are words and allow")
		}
	}
	return e
}

func (e *exceptions) readOne(n *yaml.Node) {
	x := exception{at: e.file.at(n), rule: scalar(value(n, "rule")), file: scalar(value(n, "file")), words: scalars(value(n, "words"))}
	for i := range x.words {
		x.words[i] = strings.ToLower(x.words[i])
	}
	_, badPattern := path.Match(x.file, "")
	unknown := unknownKey(n)
	switch {
	case !isRule(x.rule):
		e.wrong(x.at, fmt.Sprintf("there is no rule “%s”", x.rule), "there are "+strings.Join(ruleIDs(), ", "))
	case badPattern != nil:
		e.wrong(x.at, fmt.Sprintf("“%s” is no path of a file", x.file), "a path in the library; * stands for a part of a name")
	case unknown != "":
		e.wrong(x.at, fmt.Sprintf("unknown key “%s”", unknown), "there are rule, file, words and why")
	case scalar(value(n, "why")) == "":
		e.wrong(x.at, "the exception says no “why”", "whoever reads it next has to know")
	default:
		e.allow = append(e.allow, x)
	}
}

// unknownKey gives a key of an exception that none has.
func unknownKey(n *yaml.Node) string {
	for i := 0; n.Kind == yaml.MappingNode && i < len(n.Content); i += 2 {
		if key := n.Content[i].Value; !slices.Contains([]string{"rule", "file", "words", "why"}, key) {
			return key
		}
	}
	return ""
}

func (e *exceptions) wrong(at int, message, suggestion string) {
	e.file.advise(exceptionsRule, at, message, suggestion)
}

func scalars(n *yaml.Node) []string {
	var all []string
	for _, entry := range list(n) {
		if s := scalar(entry); s != "" {
			all = append(all, s)
		}
	}
	return all
}

// filter takes away what is allowed, and puts in front what is wrong with the exceptions: among it, that one allows
// nothing which is there.
func (e *exceptions) filter(found []finding) []finding {
	used := make([]bool, len(e.allow))
	kept := slices.DeleteFunc(found, func(f finding) bool {
		allowed := false
		for i, x := range e.allow {
			if x.covers(f) {
				used[i], allowed = true, true
			}
		}
		return allowed
	})
	for i, x := range e.allow {
		if !used[i] {
			e.wrong(x.at, "nothing has to be allowed here any more", "delete the exception")
		}
	}
	return append(e.file.findings(), kept...)
}

func (x exception) covers(f finding) bool {
	if x.rule != f.Rule {
		return false
	}
	if x.file != "" {
		if ok, err := path.Match(x.file, f.File); err != nil || !ok {
			return false
		}
	}
	return len(x.words) == 0 || slices.Contains(x.words, strings.ToLower(f.word))
}
