// Spelling makes internal/spelling/words.txt.gz anew: the English words that pal check knows, from the lists of
// SCOWL, which Debian ships as the package scowl (2020.12.07-2). To make it again:
//
//	apt-get download scowl && dpkg -x scowl_*.deb scowl
//	go run ./scripts/spelling scowl/usr/share/dict/scowl internal/spelling/words.txt.gz
//
// The hunspell dictionaries en_AU, en_GB and en_US are made of the very same lists; taken from the source, no word
// has to be taken apart and put together again.
package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
)

// largest is the SCOWL size of common dictionaries, and of Debian's for hunspell. Beyond it come words so rare that
// they are mostly slips of other words.
const largest = 60

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: spelling FOLDER-OF-SCOWL FILE")
		os.Exit(2)
	}
	data, err := makeList(os.DirFS(os.Args[1]))
	if err == nil {
		err = os.WriteFile(os.Args[2], data, 0o644)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "spelling:", err)
		os.Exit(1)
	}
}

// makeList compresses the words of all lists: those of one size together, the commonest first, an empty line between
// sizes. The same lists give the same bytes.
func makeList(lists fs.FS) ([]byte, error) {
	sizes, err := readLists(lists)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	zip, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	w := bufio.NewWriter(zip)
	had := map[string]bool{}
	for i, size := range slices.Sorted(maps.Keys(sizes)) {
		if i > 0 {
			fmt.Fprintln(w)
		}
		for _, word := range slices.Sorted(maps.Keys(sizes[size])) {
			if !had[word] {
				had[word] = true
				fmt.Fprintln(w, word)
			}
		}
	}
	if err := w.Flush(); err != nil {
		return nil, err
	}
	if err := zip.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// readLists gives the words by the size of the list that they are in.
func readLists(lists fs.FS) (map[int]map[string]bool, error) {
	names, err := fs.Glob(lists, "*.*")
	if err != nil {
		return nil, err
	}
	sizes := map[int]map[string]bool{}
	for _, name := range names {
		size, ok := wanted(name)
		if !ok {
			continue
		}
		raw, err := fs.ReadFile(lists, name)
		if err != nil {
			return nil, err
		}
		if sizes[size] == nil {
			sizes[size] = map[string]bool{}
		}
		for _, word := range strings.Fields(fromLatin1(raw)) {
			if !strings.HasSuffix(word, "'s") { // what owns something is known by what it is
				sizes[size][word] = true
			}
		}
	}
	if len(sizes) == 0 {
		return nil, fmt.Errorf("no list of SCOWL is in the folder")
	}
	return sizes, nil
}

// wanted reports whether a list is used, and its size: australian-words.35 has words of size 35.
func wanted(name string) (size int, ok bool) {
	kind, number, _ := strings.Cut(name, ".")
	size, err := strconv.Atoi(number)
	spelling, class, _ := strings.Cut(kind, "-")
	spellings := []string{"english", "australian", "british", "british_z", "american"}
	classes := []string{"words", "upper", "contractions", "proper-names", "abbreviations"}
	return size, err == nil && size <= largest && slices.Contains(spellings, spelling) && slices.Contains(classes, class)
}

func fromLatin1(raw []byte) string {
	var b strings.Builder
	for _, c := range raw {
		b.WriteRune(rune(c))
	}
	return b.String()
}
