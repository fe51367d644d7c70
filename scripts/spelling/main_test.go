package main

import (
	"bytes"
	"compress/gzip"
	"io"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

func TestListHoldsTheCommonestWordsFirstAndEachOnce(t *testing.T) {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	got, err := makeList(fstest.MapFS{
		"english-words.10":           file("the\nday\nday's\n"),
		"english-words.60":           file("zeal\nthe\n"),
		"british-words.60":           file("caf\xe9\n"),
		"english-words.80":           file("aa\n"),
		"canadian-words.10":          file("toque\n"),
		"special-roman-numerals.35":  file("xii\n"),
		"australian-proper-names.35": file("Hobart\n"),
		"README":                     file("words"),
	})
	if err != nil {
		t.Fatal(err)
	}
	zip, err := gzip.NewReader(bytes.NewReader(got))
	if err != nil {
		t.Fatal(err)
	}
	words, err := io.ReadAll(zip)
	if diff := cmp.Diff("day\nthe\n\nHobart\n\ncafé\nzeal\n", string(words)); diff != "" || err != nil {
		t.Error(diff, err)
	}
}

func TestFolderWithoutListsIsAnError(t *testing.T) {
	if _, err := makeList(fstest.MapFS{"README": {}}); err == nil {
		t.Error("nothing was said")
	}
}
