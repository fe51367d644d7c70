package lint

import (
	_ "embed"
	"strings"
	"unicode"

	"github.com/passalong/passalong/internal/catalog"
)

// drugsFile and fieldFile have words that a dictionary lacks: names of drugs and medicines, and words of the field. A
// line that begins with # is a comment.
var (
	//go:embed drugs.txt
	drugsFile string
	//go:embed field.txt
	fieldFile string
)

// A vocabulary is what a library may say although no dictionary has it.
type vocabulary struct {
	named  map[string]bool // drugs, and what the glossary explains: in small letters
	proper map[string]bool // what else is known, such as the names of services
}

// newVocabulary takes the words of the field, of the glossary, of names, and those that lint.yaml adds.
func newVocabulary(cat *catalog.Catalog, more []string) vocabulary {
	v := vocabulary{named: make(map[string]bool), proper: make(map[string]bool)}
	addFile(v.named, drugsFile)
	addFile(v.proper, fieldFile)
	for _, term := range cat.Glossary {
		for _, name := range append([]string{term.Headword}, term.Also...) {
			addWords(v.named, name)
		}
	}
	names := append([]string{cat.Library.Publisher, cat.Library.Title}, more...)
	for _, s := range cat.Services {
		names = append(names, s.Name, s.Address)
	}
	for _, s := range cat.Sources {
		names = append(names, s.Organisation)
	}
	for _, name := range names {
		addWords(v.proper, name)
	}
	return v
}

func addFile(to map[string]bool, file string) {
	for l := range strings.Lines(file) {
		if !strings.HasPrefix(l, "#") {
			addWords(to, l)
		}
	}
}

// addWords adds the words of a name, and the name as a whole.
func addWords(to map[string]bool, name string) {
	name = strings.ToLower(strings.ReplaceAll(name, "’", "'"))
	for _, word := range strings.FieldsFunc(name, func(r rune) bool { return r != '\'' && !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		to[strings.TrimSuffix(word, "'s")] = true
	}
}

// plain reports whether a word counts as easy to read, since it is a name or explained.
func (v vocabulary) plain(word string) bool {
	word = strings.ToLower(word)
	return v.named[word] || v.named[strings.TrimSuffix(word, "s")]
}

// knows reports whether a word, in any case, is spelt right.
func (v vocabulary) knows(word string) bool {
	word = strings.ToLower(strings.ReplaceAll(word, "’", "'"))
	return v.named[word] || v.proper[word] || v.named[strings.TrimSuffix(word, "s")]
}
