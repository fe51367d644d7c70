package place

import (
	"slices"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/glance"
)

// A tongue is a language by its code in BCP 47, with its English name and other names that people write.
type tongue struct {
	code catalog.Language
	name string
	also []string
}

// tongues are the languages that services and libraries of the region name most: those of the Australian census
// of 2021 with more than 10,000 speakers, the languages of Aotearoa, and some First Nations and sign languages.
func tongues() []tongue {
	return []tongue{
		{"en", "English", nil}, {"vi", "Vietnamese", []string{"tiếng việt"}}, {"ar", "Arabic", []string{"العربية"}},
		{"zh", "Chinese", []string{"mandarin", "中文", "普通话"}}, {"zh-hans", "Chinese (simplified)", nil}, {"zh-hant", "Chinese (traditional)", nil},
		{"yue", "Cantonese", []string{"粵語"}}, {"fa", "Persian", []string{"farsi", "فارسی"}}, {"prs", "Dari", []string{"دری"}},
		{"th", "Thai", []string{"ไทย"}}, {"my", "Burmese", []string{"မြန်မာ"}}, {"ksw", "S'gaw Karen", []string{"karen"}}, {"cnh", "Hakha Chin", []string{"chin"}},
		{"el", "Greek", nil}, {"it", "Italian", nil}, {"hi", "Hindi", nil}, {"pa", "Punjabi", nil}, {"ne", "Nepali", nil}, {"si", "Sinhala", nil},
		{"ta", "Tamil", nil}, {"te", "Telugu", nil}, {"ur", "Urdu", nil}, {"bn", "Bengali", nil}, {"ml", "Malayalam", nil}, {"gu", "Gujarati", nil},
		{"tl", "Tagalog", []string{"filipino"}}, {"id", "Indonesian", nil}, {"ms", "Malay", nil}, {"km", "Khmer", nil}, {"lo", "Lao", nil},
		{"ja", "Japanese", nil}, {"ko", "Korean", nil}, {"tr", "Turkish", nil}, {"ku", "Kurdish", nil}, {"ps", "Pashto", nil}, {"so", "Somali", nil},
		{"am", "Amharic", nil}, {"ti", "Tigrinya", nil}, {"sw", "Swahili", nil}, {"din", "Dinka", nil}, {"rhg", "Rohingya", nil},
		{"es", "Spanish", nil}, {"pt", "Portuguese", nil}, {"fr", "French", nil}, {"de", "German", nil}, {"ru", "Russian", nil}, {"uk", "Ukrainian", nil},
		{"pl", "Polish", nil}, {"mk", "Macedonian", nil}, {"hr", "Croatian", nil}, {"sr", "Serbian", nil}, {"bs", "Bosnian", nil}, {"mt", "Maltese", nil},
		{"mi", "Māori", []string{"maori", "te reo"}}, {"sm", "Samoan", nil}, {"to", "Tongan", nil}, {"fj", "Fijian", nil},
		{"rop", "Kriol", nil}, {"tcs", "Torres Strait Creole", []string{"yumplatok"}}, {"pjt", "Pitjantjatjara", nil}, {"wbp", "Warlpiri", nil}, {"dhg", "Djambarrpuyngu", nil},
		{"asf", "Auslan", nil}, {"nzs", "New Zealand Sign Language", []string{"nzsl"}},
	}
}

// Language is a language in words, such as "Vietnamese"; one without words is shown as its code.
func Language(l catalog.Language) string {
	code := catalog.Language(strings.ToLower(string(l)))
	all := tongues()
	if i := slices.IndexFunc(all, func(t tongue) bool { return t.code == code }); i >= 0 {
		return all[i].name
	}
	return string(l)
}

// Languages are languages in words, as a sentence has them.
func Languages(ls []catalog.Language) string {
	words := make([]string, len(ls))
	for i, l := range ls {
		words[i] = Language(l)
	}
	return glance.List(words)
}

// ReadLanguages reads what somebody wrote as a list of languages, such as "English, Farsi and Auslan". Unknown are
// the words that name none.
func ReadLanguages(text string) (known []catalog.Language, unknown []string) {
	text = strings.NewReplacer(" and ", ",", "&", ",", ";", ",", "/", ",", "、", ",", "·", ",").Replace(text)
	for word := range strings.SplitSeq(text, ",") {
		word = strings.TrimSpace(word)
		if word == "" {
			continue
		}
		l, ok := readLanguage(word)
		switch {
		case !ok:
			unknown = append(unknown, word)
		case !slices.Contains(known, l):
			known = append(known, l)
		}
	}
	return known, unknown
}

func readLanguage(word string) (catalog.Language, bool) {
	word = strings.ToLower(word)
	for _, t := range tongues() {
		if word == string(t.code) || word == strings.ToLower(t.name) || slices.Contains(t.also, word) {
			return t.code, true
		}
	}
	return "", false
}
