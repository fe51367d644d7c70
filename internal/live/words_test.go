package live_test

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/live"
)

func wordsOf(t *testing.T, lang string) map[string]string {
	t.Helper()
	text, err := os.ReadFile("page/words/" + lang + ".json")
	if err != nil {
		t.Fatal(err)
	}
	words := map[string]string{}
	if err := json.Unmarshal(text, &words); err != nil {
		t.Fatal(lang, err)
	}
	return words
}

func keysOf(words map[string]string) []string {
	var keys []string
	for k := range words {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func TestEveryLanguageHasEveryWord(t *testing.T) {
	gaps := regexp.MustCompile(`\{[a-z]\}`)
	english := wordsOf(t, "en")
	for _, lang := range live.Languages[1:] {
		words := wordsOf(t, lang)
		if diff := cmp.Diff(keysOf(english), keysOf(words)); diff != "" {
			t.Error(lang, diff)
		}
		for key, text := range words {
			want, got := gaps.FindAllString(english[key], -1), gaps.FindAllString(text, -1)
			slices.Sort(want)
			slices.Sort(got)
			if !slices.Equal(want, got) {
				t.Errorf("%s: %s has the gaps %v, and in English %v", lang, key, got, want)
			}
			if text == english[key] {
				t.Errorf("%s: %s is in English", lang, key)
			}
		}
		if words["draft"] == "" {
			t.Errorf("%s is not marked as a draft: has somebody checked it?", lang)
		}
	}
}

func TestTheProgramUsesTheWordsThatThereAre(t *testing.T) {
	program, err := os.ReadFile("page/page.js")
	if err != nil {
		t.Fatal(err)
	}
	english := wordsOf(t, "en")
	quoted := map[string]bool{}
	for _, found := range regexp.MustCompile(`'([a-zA-Z0-9]+)'`).FindAllStringSubmatch(string(program), -1) {
		quoted[found[1]] = true
	}
	for key := range english {
		if !quoted[key] && key != "draft" && key != "name" && !strings.HasPrefix(key, "kept") {
			t.Errorf("the program does not use %q", key)
		}
	}
	for _, found := range regexp.MustCompile(`\bt\('([a-zA-Z0-9]+)'`).FindAllStringSubmatch(string(program), -1) {
		if _, ok := english[found[1]]; !ok && found[1] != "kept" {
			t.Errorf("there are no words for %q", found[1])
		}
	}
}
