package lint

import (
	"math"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
)

// TestSyllables holds the rules against words as dictionaries divide them.
func TestSyllables(t *testing.T) {
	wrong := 0
	all := map[string]string{
		"1": `a the me be eye shoe blood breathe breathed called asked stopped helped used needs times hands change most through though strength
			world shirt knee safe home smile died tried move give some one once friend piece school choose loose while  blue true wheel
			fire lived wiped shaped dropped script scratched can't don't you're they've`,
		"2": `person people every open water needle needles wanted needed started little table bottle handle handles boxes changes pieces
			breathing calling trying being going doing seeing police syringe police careful safely something someone sometimes maybe
			business quiet client science trial lion poem fluid action station nation question special social partial create region patient
			conscious anxious precious opened listened happened naked hundred middle simple people's didn't couldn't isn't doesn't inside
			outside statement moment harmful useless useful lovely timely likely without within reason treatment until again alone`,
		"3": `ambulance overdose naloxone medicine family different several camera beautiful positive negative area
			idea radio video period serious various previous obvious medium museum actual usual manual violent reaction injection
			condition remember together another important example everyone carefully probably hospital exercise exercised
			telephone envelope determine apartment department equipment agreement position addiction dependence respected
			organise organised referral visiting medical physical chemical`,
		"4": `hepatitis information education situation security community responsible conversation temperature television available
			stigmatising immediate appropriate emergency society variety anxiety reality activity ability material experience
			residential recovery military ordinary`,
		"5": `immediately university opportunity possibility electricity vocabulary communication
			organisation participation`,
		"6": `pharmacological deteriorated responsibility`,
	}
	words := 0
	for n, list := range all {
		for _, word := range strings.Fields(list) {
			words++
			if got := syllables(word); got != int(n[0]-'0') {
				t.Logf("%s: %d, want %s", word, got, n)
				wrong++
			}
		}
	}
	if words < 200 || wrong*20 > words {
		t.Errorf("%d of %d are wrong, more than one in twenty", wrong, words)
	}
	for word, want := range map[string]int{"": 1, "'": 1, "-": 1, "12": 1, "drop-in": 2, "peer-led": 2, "tsk": 1, "over-dose": 3, "ÉÉ": 1, "Café": 2} {
		if got := syllables(word); got != want {
			t.Errorf("%q: %d, want %d", word, got, want)
		}
	}
}

// TestGradeIsFleschKincaids was worked out by hand.
func TestGradeIsFleschKincaids(t *testing.T) {
	c := &checker{weights: map[string]int{}}
	for text, want := range map[string]float64{
		"The australian platypus is seemingly a hybrid of a mammal and reptilian creature.": 13.1, // 26 syllables of 13 words
		"The cat sat on the mat.": -1.4,
		"":                        0,
		"... ! ?":                 0,
	} {
		if got := c.count(sentences(text)).grade(); math.Abs(got-want) > 0.06 {
			t.Errorf("%q: grade %.2f, want %.1f", text, got, want)
		}
	}
}

func TestNamesAndFiguresAreNotHardWords(t *testing.T) {
	c := &checker{weights: map[string]int{}, terms: vocabulary{named: map[string]bool{"buprenorphine": true, "benzodiazepine": true}}}
	plain := c.count(sentences("He had it at home."))
	named := c.count(sentences("Buprenorphine and Benzodiazepines at Queensland’s 2025."))
	if want := (tally{words: 6, sentences: 1, counted: 2, syllables: 2}); named != want {
		t.Errorf("got %+v, want %+v", named, want)
	}
	if plain.counted != 5 {
		t.Errorf("of plain words %d count", plain.counted)
	}
}

func TestSentences(t *testing.T) {
	for text, want := range map[string][]string{
		"Stay. Call 000! Now? Yes":                  {"Stay", "Call 000", "Now", "Yes"},
		"Wait 2.5 minutes, e.g. by the clock.":      {"Wait 2.5 minutes e.g by the clock"},
		"Dr. Ng came at 5 p.m. He stayed.":          {"Dr Ng came at 5 p.m", "He stayed"},
		"\"Stay,\" she said. “Call.” (Now.) Go.":    {"Stay she said", "Call", "Now", "Go"},
		"Check: call, spray; breathe … and on":      {"Check", "call spray", "breathe", "and on"},
		"Use it and/or not — never – alone":         {"Use it and or not never alone"},
		"No. It doesn’t. www.example.org/a.b works": {"No", "It doesn’t", "www.example.org a.b works"},
		"": nil, " . ": nil, "…": nil,
	} {
		var got []string
		for _, s := range sentences(text) {
			got = append(got, strings.Join(s.words, " "))
			if !strings.HasPrefix(text[s.offset:], s.words[0]) {
				t.Errorf("%q does not begin at %d of %q", s.words[0], s.offset, text)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

// labelsIn gives the words of a text that put a label on somebody.
func labelsIn(text string) []string {
	c := &checker{labels: newFinder()}
	s := newSource("a.md", "", []byte(text))
	c.respectful(s, []passage{{text: text, pieces: []piece{{0, 0}}}})
	var all []string
	for _, f := range s.findings() {
		all = append(all, f.word)
	}
	return all
}

func TestLabels(t *testing.T) {
	for text, want := range map[string][]string{
		"He is an addict.":                                    {"addict"},
		"The Addict’s partner":                                {"Addict’s"},
		"drug abuse, Drug users and substance misuse":         {"drug abuse", "Drug users", "substance misuse"},
		"The test came back dirty. A dirty urine. dirty test": {"dirty urine", "dirty test"},
		"She got clean, and has been clean for 3 months.":     {"got clean", "been clean"},
		"He wants to get clean. She is clean.":                {"get clean", "is clean"},
		"They share clean needles and a dirty fit.":           {"clean needles", "dirty fit"},
		"He committed suicide after a relapse.":               {"committed suicide", "relapse"},
		"People who are hard to reach; hard-to-reach people":  {"hard to reach", "hard-to-reach"},
		"a hep C carrier and HIV-infected people":             {"C carrier", "HIV-infected"},
		"crackheads, an overdose victim, addicted babies":     {"crackheads", "overdose victim", "addicted babies"},
		"an alcoholic":                          {"alcoholic"},
		"It is 100% safe, with safe injecting.": {"100% safe", "safe injecting"},
		"his drug habit and addiction":          {"drug habit", "addiction"},

		"Keep the wound clean so that it stays clean.":                     nil,
		"Use clean water, clean hands and clean equipment. Clean the skin": nil,
		"Wash your hands until they are clean. The spoon is clean.":        nil,
		"Get clean water. It can stay clean for a day.":                    nil,
		"Dirty hands carry germs. A dirty spoon.":                          nil,
		"alcoholic drinks, alcoholic hepatitis, non-alcoholic beer":        nil,
		"an addiction medicine specialist":                                 nil,
		"service users, a user guide, wheelchair user, the user name":      nil,
		"child abuse, abuse of power, misuse of a key":                     nil,
		"nicotine replacement, a safe place, safer use, use safely":        nil,
		"a carrier bag, carrier pigeons":                                   nil,
		"addictive, addicting, clean-up, dirty work, habits of sleep":      nil,
		"\"He is an addict,\" “junkie” and ‘clean’":                        nil,
		"This drug. Abuse hurts. clean. Needles":                           nil,
		"user-friendly, a reusable cup, used":                              nil,
	} {
		if diff := cmp.Diff(want, labelsIn(text)); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

// TestEveryLabelIsFound: each wording of the table is found by itself, with its own better word.
func TestEveryLabelIsFound(t *testing.T) {
	f := newFinder()
	for i := range labels {
		l := &labels[i]
		if l.better == "" || l.why == "" || l.source == "" || len(l.say) == 0 {
			t.Errorf("%v says not enough", l.say)
		}
		for _, say := range l.say {
			for _, words := range spelledOut(strings.Fields(say)) {
				text := strings.ReplaceAll(strings.Join(words, " "), "*", "s")
				if len(l.before) > 0 {
					text = l.before[0] + " " + text
				}
				if len(l.only) > 0 {
					text += " " + l.only[0]
				}
				all := tokens(text)
				w, ok := wording{}, false
				for at := range all {
					if w, ok = f.at(all, at); ok {
						break
					}
				}
				if f.quiet(text) {
					t.Errorf("%q is passed over", text)
				}
				if !ok || w.label.better != l.better {
					t.Errorf("%q is found as %v", text, w.words)
				}
			}
		}
	}
}

func TestClaimsAreTheSameByNumberAndUnit(t *testing.T) {
	for text, want := range map[string][]string{
		"after 2 to 3 minutes":                          {"3 minute"},
		"1 in 100, 56 of 100 people, 5 out of every 10": {"1 in 100", "56 of 100", "5 out of every 10"},
		"30% and 30 per cent":                           {"30 %", "30 per cent"},
		"0.4 mg, 10 ml, 38 °C, 37.5 degrees":            {"0.4 mg", "10 ml", "38 °c", "37.5 degree"},
		"4 times, 30 pushes and 2 breaths":              {"4 time", "30 pushe", "2 breath"},
		"28 days–30 days, 24 hours, 1 year":             {"28 day", "30 day", "24 hour", "1 year"},
		"Step 2. Go. 5 people, 000, 12 500, 3 g6":       nil,
		"in 2026, page 3, C19, grade 8, 2 or 3 friends": nil,
		"\"3 minutes\" he said, “5 hours”":              nil,
		"2. Gọi tên họ, 3 mì":                           nil,
	} {
		var got []string
		for _, c := range claims(text) {
			got = append(got, c.key())
			if !strings.HasPrefix(text[c.offset:], c.text) {
				t.Errorf("%q is not at %d of %q", c.text, c.offset, text)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

// FuzzRules: whatever a file holds, the rules end, and every problem is in it.
func FuzzRules(f *testing.F) {
	for _, s := range []string{
		"# T\n\nA b[^c] d.\n", "---\na: b\n---\nx", "| a | b |\n|---|---|\n| c[^d] | e |", "> [!TIP]\n> x", "![a](b.svg) \\* `c`", "- a\n  - b[^\n", "\"“‘’", "İ ẞ ’s",
		"text: |\n  a\n  b\nsays: [{when: {a: b}, text: \"x \\\" addict\"}]", "items:\n- {type: short, choices: [{text: '*'}]}", "[^a][^b]: c", "**[^x]**", "> [!A]\n>> [!B]\n",
	} {
		f.Add(s, true)
		f.Add(s, false)
	}
	c, err := newChecker(fstest.MapFS{}, &catalog.Catalog{Library: catalog.Library{Languages: []catalog.Language{"en"}}}, Options{Today: time.Unix(0, 0)})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string, isYAML bool) {
		if len(text) > 2000 {
			return // the loader bounds what makes Markdown slow
		}
		c := c.alone()
		s := newSource("x", "", []byte(strings.ToValidUTF8(text, "?")))
		var passages []passage
		if isYAML {
			doc := s.parse(len(s.text))
			if doc == nil {
				return
			}
			passages = texts(s, doc)
		} else {
			_, body := s.frontMatterEnd()
			passages = markdown(c.markdown, s, body)
		}
		c.read(s, passages, "en", gradeOfHandouts, "a handout")
		c.sourced(s, passages, aLesson)
		for _, found := range s.findings() {
			if found.Line > len(s.starts) || found.Line == 0 && found.Column != 0 || found.Message == "" {
				t.Fatalf("%+v of %q", found, text)
			}
		}
	})
}
