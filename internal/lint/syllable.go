package lint

import "strings"

// syllables counts the syllables of an English word: the groups of vowels that it is written with, without those that
// are silent and with those that are two. Words that follow no rule are in a list. It is for averages: of ordinary
// words it is right about more than nineteen in twenty.
func syllables(word string) int {
	word = strings.ToLower(strings.ReplaceAll(word, "’", "'"))
	if parts := strings.Split(word, "-"); len(parts) > 1 {
		n := 0
		for _, part := range parts {
			if part != "" {
				n += syllables(part)
			}
		}
		return max(1, n)
	}
	word = strings.TrimSuffix(strings.TrimSuffix(word, "'"), "'s")
	if n, ok := oddSyllables[word]; ok {
		return n
	}
	if n, ok := oddSyllables[strings.TrimSuffix(word, "s")]; ok && strings.HasSuffix(word, "s") {
		return n
	}
	n := vowelGroups(word) - silentEnds(word) + splitVowels(word)
	if strings.HasSuffix(word, "n't") && len(word) > len("can't") {
		n++ // didn't, couldn't
	}
	return max(1, n)
}

func isVowel(c byte) bool { return strings.IndexByte("aeiouy", c) >= 0 }

func vowelGroups(word string) int {
	n := 0
	for i := range len(word) {
		if isVowel(word[i]) && (i == 0 || !isVowel(word[i-1])) && !(i == 0 && word[0] == 'y' && len(word) > 1 && isVowel(word[1])) {
			n++
		}
	}
	return n
}

// silentEnds counts the vowels at the end of a word, or of a part of it, that nobody says.
func silentEnds(word string) int {
	n := 0
	stem := word
	for _, suffix := range []string{"ment", "ments", "ful", "fully", "less", "ly", "some", "where", "side", "line", "time", "times", "one"} {
		if s, ok := strings.CutSuffix(word, suffix); ok && len(s) > 2 && strings.HasSuffix(s, "e") && silentE(s) {
			n++ // statement, carefully, sometimes
			break
		}
	}
	switch {
	case strings.HasSuffix(stem, "ed"):
		s := strings.TrimSuffix(stem, "ed")
		if s != "" && !isVowel(s[len(s)-1]) && !strings.HasSuffix(s, "t") && !strings.HasSuffix(s, "d") && vowelGroups(s) > 0 && !cluster(s) {
			n++ // called, stopped, but not wanted
		}
	case strings.HasSuffix(stem, "es"):
		s := strings.TrimSuffix(stem, "es")
		if s != "" && !isVowel(s[len(s)-1]) && !hisses(s) && vowelGroups(s) > 0 && !(strings.HasSuffix(s, "l") && cluster(s)) {
			n++ // times, but not boxes
		}
	case strings.HasSuffix(stem, "e") && silentE(stem):
		n++
	}
	return n
}

// silentE reports whether the e at the end of a word is silent: not in "the", "little" and "see".
func silentE(word string) bool {
	s := strings.TrimSuffix(word, "e")
	if s == "" || isVowel(s[len(s)-1]) || vowelGroups(s) == 0 {
		return false
	}
	return !(strings.HasSuffix(s, "l") && cluster(s))
}

// cluster reports whether a stem ends in a consonant and l or r, as "litt-l" does, which needs a vowel after it.
func cluster(stem string) bool {
	if len(stem) < 2 {
		return false
	}
	last, before := stem[len(stem)-1], stem[len(stem)-2]
	return last == 'l' && !isVowel(before) && before != 'l' && before != 'r'
}

// hisses reports whether "es" behind a stem is a syllable.
func hisses(stem string) bool {
	for _, end := range []string{"s", "x", "z", "ch", "sh", "c", "g"} {
		if strings.HasSuffix(stem, end) {
			return true
		}
	}
	return false
}

// splitVowels counts the pairs of vowels that are two syllables.
func splitVowels(word string) int {
	n := 0
	for i := 0; i+1 < len(word); i++ {
		pair := word[i : i+2]
		rest := word[i+2:]
		switch pair {
		case "ia":
			if !precededBy(word, i, "c", "t", "r") || rest == "" || precededBy(word, i, "r") && !strings.HasPrefix(rest, "ge") {
				n++ // dial, media; not social, marriage
			}
		case "io":
			if !precededBy(word, i, "t", "s", "c", "g", "x") || rest == "" {
				n++ // period, violent; not action, region
			}
		case "eo":
			if !strings.HasPrefix(rest, "p") && !strings.HasPrefix(rest, "us") || strings.HasPrefix(word, "video") {
				n++ // video, not people
			}
		case "iu", "ua", "uo":
			if !precededBy(word, i, "q", "g") {
				n++ // medium, actual, not quality
			}
		case "ie":
			if strings.HasPrefix(rest, "t") && !strings.HasSuffix(word, "ies") || strings.HasPrefix(rest, "nc") || rest == "nt" && !precededBy(word, i, "t", "c") {
				n++ // quiet, client, science; not patient
			}
		case "ea":
			if strings.HasPrefix(word, "creat") && !strings.HasPrefix(word, "creatur") || strings.HasPrefix(word, "reali") {
				n++ // creating, reality
			}
		case "ui":
			if strings.HasPrefix(rest, "d") && precededBy(word, i, "l") {
				n++ // fluid
			}
		case "yi", "ei":
			if strings.HasPrefix(rest, "ng") {
				n++ // trying, being
			}
		}
	}
	for _, end := range []string{"oing", "uing", "sm", "sms"} {
		if strings.HasSuffix(word, end) {
			n++ // going, doing; organism
			break
		}
	}
	return n
}

func precededBy(word string, i int, letters ...string) bool {
	for _, l := range letters {
		if strings.HasSuffix(word[:i], l) {
			return true
		}
	}
	return false
}

// oddSyllables are words that the rules count wrongly, also with an s behind them.
var oddSyllables = map[string]int{
	"area": 3, "idea": 3, "people": 2, "person": 2, "every": 2, "everyone": 3, "everybody": 4, "everything": 3, "evening": 2, "business": 2,
	"being": 2, "seeing": 2, "science": 2, "quiet": 2, "client": 2, "diet": 2, "poem": 2, "lion": 2, "riot": 2, "fluid": 2, "ruin": 2, "real": 1,
	"really": 2, "reality": 4, "create": 2, "created": 3, "creates": 2, "creating": 3, "naked": 2, "wicked": 2, "hundred": 2, "sacred": 2,
	"something": 2, "sometime": 2, "sometimes": 2, "someone": 2, "somebody": 3, "somewhere": 2, "anyone": 3, "anywhere": 3, "home": 1,
	"hepatitis": 4, "naloxone": 3, "ambulance": 3, "recipe": 3, "café": 2, "cafe": 2, "simile": 3, "vehicle": 3, "clothes": 1, "eye": 1,
	"beautiful": 3, "several": 3, "different": 3, "interest": 3, "camera": 3, "family": 3, "chocolate": 3, "vegetable": 4, "temperature": 4,
	"social": 2, "special": 2, "official": 3, "commercial": 3, "racial": 2, "initial": 3, "partial": 2, "essential": 3, "potential": 3, "residential": 4,
	"via": 2, "dial": 2, "trial": 2, "variety": 4, "society": 4, "anxiety": 4, "serious": 3, "various": 3, "previous": 3, "obvious": 3, "curious": 3,
	"doesn't": 2, "isn't": 2, "wasn't": 2, "aren't": 1, "weren't": 1, "don't": 1, "won't": 1, "can't": 1, "hasn't": 2, "haven't": 2, "hadn't": 2,
	"they're": 1, "you're": 1, "we're": 1, "they've": 1, "you've": 1, "we've": 1, "who've": 1, "they'll": 1, "you'll": 1, "we'll": 1, "it'll": 2,
	"that'll": 2, "i'd": 1, "you'd": 1, "it'd": 2, "breathe": 1, "breathed": 1, "breathes": 1, "breathing": 2, "used": 1, "unused": 2,
	"police": 2, "syringe": 2, "needle": 2, "medicine": 3, "medicines": 3, "injecting": 3, "injection": 3, "once": 1, "twice": 1, "maybe": 2,
	"overdose": 3, "overdosed": 3, "overdoses": 4, "tired": 2, "fire": 1, "hour": 1, "our": 1, "sure": 1, "choose": 1, "lose": 1, "blood": 1,
	"believe": 2, "friend": 1, "field": 1, "view": 1, "review": 2, "piece": 1, "pieces": 2, "reaction": 3, "reactions": 3, "museum": 3, "quiz": 1, "quizzes": 2, "suicide": 3, "diarrhoea": 4, "oedema": 3,
	"paediatric": 4, "liaison": 3, "opioid": 3, "opiate": 3, "period": 3, "immediately": 5, "immediate": 4, "appropriate": 4, "associate": 4,
	"worried": 2, "carried": 2, "married": 2, "studied": 2, "tried": 1, "died": 1, "cried": 1, "lied": 1, "tied": 1, "applied": 2, "denied": 2,
	"ageing": 2, "agreed": 2, "freed": 1, "need": 1, "needed": 2, "seed": 1, "indeed": 2, "speed": 1, "bleed": 1, "feed": 1, "red": 1, "bed": 1,
	"led": 1, "fed": 1, "shed": 1, "sled": 1, "bred": 1, "fled": 1, "aisle": 1, "isle": 1, "while": 1, "whole": 1, "smile": 1, "they": 1, "the": 1,
}
