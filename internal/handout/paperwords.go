package handout

import "github.com/passalong/passalong/internal/catalog"

// paperWords are what is said about paper: around imposed pages, on cover lists, change lists and test sheets, in one
// language.
type paperWords struct {
	PageOf string // with %d for its number and %s for a title
}

// paperWordsFor gives the words of a language; English where nobody has translated them yet.
func paperWordsFor(catalog.Language) paperWords {
	return paperWords{
		PageOf: "Page %d of %s",
	}
}
