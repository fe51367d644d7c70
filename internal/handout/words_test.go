package handout

import (
	"fmt"
	"reflect"
	"regexp"
	"testing"
	"time"

	"github.com/passalong/passalong/internal/catalog"
)

func TestDatesAndListsInEachLanguage(t *testing.T) {
	day := time.Date(2027, 5, 21, 0, 0, 0, 0, time.UTC)
	for language, want := range map[catalog.Language][3]string{
		"en":    {"21 May 2027", "Draft: awaiting peer review", "Draft: awaiting clinical, legal and peer review"},
		"vi":    {"21 tháng 5 năm 2027", "Bản nháp: đang chờ duyệt đồng đẳng", "Bản nháp: đang chờ duyệt lâm sàng, pháp lý và đồng đẳng"},
		"ar":    {"21 مايو 2027", "مسودة: بانتظار مراجعة الأقران", "مسودة: بانتظار المراجعة السريرية، المراجعة القانونية ومراجعة الأقران"},
		"ar-EG": {"21 مايو 2027", "مسودة: بانتظار مراجعة الأقران", "مسودة: بانتظار المراجعة السريرية، المراجعة القانونية ومراجعة الأقران"},
		"my":    {"21 May 2027", "Draft: awaiting peer review", "Draft: awaiting clinical, legal and peer review"},
	} {
		w := wordsFor(language)
		if got := [3]string{w.day(day), w.draft([]string{"peer"}), w.draft([]string{"clinical", "legal", "peer"})}; got != want {
			t.Errorf("%s: %q, want %q", language, got, want)
		}
	}
}

var blank = regexp.MustCompile(`%[sd]|\{pages?\}`)

// TestTranslatedWordsSayAsMuch wants of each translation what the English has: no word without text, and the same
// blanks to fill, in the same order.
func TestTranslatedWordsSayAsMuch(t *testing.T) {
	for _, language := range []catalog.Language{"vi", "ar"} {
		t.Run(string(language), func(t *testing.T) {
			translated := 0
			compareWords(t, "words", reflect.ValueOf(english()), reflect.ValueOf(wordsFor(language)), &translated)
			if translated < 90 {
				t.Errorf("only %d words are translated", translated)
			}
		})
	}
}

func compareWords(t *testing.T, name string, english, own reflect.Value, translated *int) {
	t.Helper()
	switch english.Kind() {
	case reflect.String:
		a, b := english.String(), own.String()
		if x, y := blank.FindAllString(a, -1), blank.FindAllString(b, -1); (b == "") != (a == "") || !reflect.DeepEqual(x, y) {
			t.Errorf("%s is %q in English and %q here", name, a, b)
		}
		if a != b {
			*translated++
		}
	case reflect.Struct:
		for i := range english.NumField() {
			compareWords(t, name+"."+english.Type().Field(i).Name, english.Field(i), own.Field(i), translated)
		}
	case reflect.Slice, reflect.Array:
		if english.Len() != own.Len() {
			t.Fatalf("%s has %d parts, and %d in English", name, own.Len(), english.Len())
		}
		for i := range english.Len() {
			compareWords(t, fmt.Sprintf("%s[%d]", name, i), english.Index(i), own.Index(i), translated)
		}
	case reflect.Map:
		if english.Len() != own.Len() {
			t.Fatalf("%s has %d words, and %d in English", name, own.Len(), english.Len())
		}
		for _, key := range english.MapKeys() {
			if !own.MapIndex(key).IsValid() {
				t.Errorf("%s has nothing for %v", name, key)
				continue
			}
			compareWords(t, fmt.Sprintf("%s[%v]", name, key), english.MapIndex(key), own.MapIndex(key), translated)
		}
	default:
		t.Errorf("%s is a %s, which this test does not know", name, english.Kind())
	}
}
