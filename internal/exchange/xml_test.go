package exchange_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/exchange"
	"github.com/passalong/passalong/internal/quiz"
)

// serious are the faults but those of items that came through whole.
func serious(faults []exchange.Fault) []exchange.Fault {
	var left []exchange.Fault
	for _, f := range faults {
		if f.Kind != exchange.Unfinished {
			left = append(left, f)
		}
	}
	return left
}

// question writes one as Moodle does.
func question(kind, name, rest string) string {
	return "<question type=\"" + kind + "\">\n<name><text>" + name + "</text></name>\n" +
		"<questiontext format=\"html\"><text><![CDATA[<p>What is <b>it</b>?</p>]]></text></questiontext>\n" + rest + "</question>\n"
}

func answer(fraction, text, feedback string) string {
	return `<answer fraction="` + fraction + `" format="html"><text>` + text + `</text><feedback format="html"><text>` + feedback + `</text></feedback></answer>`
}

func moodle(questions ...string) string {
	return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<quiz>\n" + strings.Join(questions, "") + "</quiz>\n"
}

func TestMoodleXMLSyntax(t *testing.T) {
	cases := []struct {
		name, file string
		want       quiz.Item
	}{
		{"one right answer", question("multichoice", "Q 1", `<single>true</single>`+answer("100", "yes &lt;b&gt;now&lt;/b&gt;", "Right")+answer("0", "no", "Wrong")), quiz.Item{
			ID: "q-1", Kind: quiz.Single, Choices: []quiz.Choice{right("yes now", "Right"), wrong("no", "Wrong")},
		}},
		{"several right answers", question("multichoice", "m", `<single>false</single>`+answer("50", "a", "")+answer("50", "b", "")+answer("-100", "c", "")), quiz.Item{
			ID: "m", Kind: quiz.Multiple, Partial: true,
			Choices: []quiz.Choice{worth(right("a", ""), quiz.Full/2), worth(right("b", ""), quiz.Full/2), worth(wrong("c", ""), -quiz.Full)},
		}},
		{"true or false", question("truefalse", "t", answer("0", "true", "No")+answer("100", "false", "Yes")), trueFalse("", false, "Yes", "No")},
		{"a short answer", question("shortanswer", "s", `<usecase>0</usecase>`+answer("100", "naloxone", "x")+answer("50", "nalox*", "y")+answer("0", "*", "z")), quiz.Item{
			ID: "s", Kind: quiz.Short, Partial: true, Choices: []quiz.Choice{right("naloxone", "x"), worth(wrong("nalox*", "y"), quiz.Full/2), wrong("*", "z")},
		}},
		{"a number with a unit", question("numerical", "n", `<answer fraction="100"><text>2.5</text><tolerance>0.50</tolerance></answer><answer fraction="0"><text>*</text><tolerance>0</tolerance></answer>
			<units><unit><multiplier>1</multiplier><unit_name>minutes</unit_name></unit></units>`), quiz.Item{
			ID: "n", Kind: quiz.Number, Unit: "minutes", Choices: []quiz.Choice{within(right("2.5", ""), "0.50"), wrong("*", "")},
		}},
		{"pairs", question("matching", "p", `<subquestion format="html"><text>&lt;p&gt;cat&lt;/p&gt;</text><answer><text>fish</text></answer></subquestion>
			<subquestion><text>dog</text><answer><text>bone</text></answer></subquestion><subquestion><text></text><answer><text>hay</text></answer></subquestion>`), quiz.Item{
			ID: "p", Kind: quiz.Match, Partial: true, Choices: []quiz.Choice{pair("cat", "fish"), pair("dog", "bone"), pair("", "hay")},
		}},
		{"putting in order", question("ordering", "o", `<gradingtype>ALL_OR_NOTHING</gradingtype>`+answer("1.0", "Shout", "")+answer("2.0", "Call", "")+answer("3.0", "Breathe", "")), quiz.Item{
			ID: "o", Kind: quiz.Order, Choices: []quiz.Choice{wrong("Shout", ""), wrong("Call", ""), wrong("Breathe", "")},
		}},
		{"what belongs to it", `<question type="category"><category><text>$course$/top/First aid</text></category></question>` + question("truefalse", "t",
			`<generalfeedback format="markdown"><text>Because</text></generalfeedback><defaultgrade>1.0000000</defaultgrade><penalty>0.3333333</penalty><hidden>0</hidden>
			<idnumber>My Id</idnumber><hint format="html"><text>Think.</text></hint><tags><tag><text>critical</text></tag><tag><text>objective:o</text></tag></tags>`+
				answer("100", "true", "")+answer("0", "false", "")), func() quiz.Item {
			it := trueFalse("", true, "", "")
			it.ID, it.Bank, it.Explanation, it.Hint, it.Critical, it.Objective = "my-id", "first-aid", "Because", "Think.", true, "o"
			return it
		}()},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			c.want.Prompt = "What is it?"
			got := read(t, moodle(c.file))
			if diff := cmp.Diff([]quiz.Item{c.want}, got.Quiz.Items, withoutIDs); diff != "" {
				t.Errorf("(-want +got):\n%s%v", diff, got.Faults)
			}
			for _, f := range serious(got.Faults) {
				if f.Reason != "not carried: emphasis" {
					t.Errorf("a fault: %+v", f)
				}
			}
		})
	}
}

func TestMoodleXMLFaultsSayWhereAndWhy(t *testing.T) {
	choice := `<single>true</single>` + answer("100", "a", "") + answer("0", "b", "")
	cases := []struct{ name, file, want string }{
		{"cloze", question("cloze", "c", ""), "3:1 refused c: a text with gaps (cloze) is not a question that Passalong has\n"},
		{"words of a category", `<question type="category"><category><text>top/a/b</text></category><info><text>About</text></info></question>`, "3:1 changed : not carried: the category “a/b”; its questions are in the bank “b”\n3:1 changed : not carried: what is said of the category, “About”\n"},
		{"a description", question("description", "d", ""), "3:1 refused d: a text without answers is not a question that Passalong has\n"},
		{"a type of somebody's own", question("ddwtos", "d", ""), "3:1 refused d: a question of the type “ddwtos” is not one that Passalong has\n"},
		{"no type", "<question><name><text>n</text></name></question>", "3:1 refused n: the question has no type\n"},
		{"no text", "<question type='truefalse'><name><text>n</text></name>" + answer("100", "true", "") + "</question>", "3:1 refused n: the question has no text\n"},
		{"one answer", question("multichoice", "m", answer("100", "a", "")), "3:1 refused m: there is only one answer to choose from\n"},
		{"no right answer", question("multichoice", "m", answer("50", "a", "")+answer("0", "b", "")), "3:1 refused m: one answer is right where only one can be chosen, not 0\n"},
		{"fractions that are not a whole", question("multichoice", "m", "<single>0</single>"+answer("50", "a", "")+answer("0", "b", "")), "3:1 refused m: the weights of the right answers make 50 % together, not 100\n"},
		{"a fraction that is none", question("multichoice", "m", "\n"+answer("lots", "a", "")), "7:1 refused m: “lots” is no fraction from -100 to 100\n"},
		{"neither true nor false", question("truefalse", "t", answer("100", "maybe", "")), "6:1 refused t: the answer is neither true nor false\n"},
		{"no number", question("numerical", "n", answer("100", "many", "")), "6:1 refused n: “many” with the tolerance “” is not a number\n"},
		{"one pair", question("matching", "p", "<subquestion><text>a</text><answer><text>b</text></answer></subquestion>"), "3:1 refused p: there are fewer than two pairs\n"},
		{"a tag that is not closed", question("multichoice", "m", "<single>"+answer("100", "a", "")), "6:128 refused m: the XML is damaged here: element <single> closed by </question>\n"},
		{"a question that is not closed", strings.TrimSuffix(question("truefalse", "t", answer("100", "true", "")), "</question>\n"), "6:112 refused t: the question cannot be read: the question does not end before the next one begins\n"},
		{"an entity of HTML", question("truefalse", "t", "&nbsp;"), "6:7 refused t: the XML is damaged here: invalid character entity &nbsp;\n"},
		{"deep nesting", question("truefalse", "t", strings.Repeat("<a>", 10_000)), "6:70 refused t: the question cannot be read: elements are nested too deeply\n"},
		{"very many elements", question("truefalse", "t", strings.Repeat("<a/>", 10_000)), "6:19981 refused t: the question cannot be read: the question has too many elements\n"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := read(t, moodle(c.file, question("multichoice", "sound", choice), question("multichoice", "sound as well", choice)))
			var faults []exchange.Fault
			for _, f := range serious(got.Faults) {
				if f.Reason != "not carried: emphasis" {
					faults = append(faults, f)
				}
			}
			if diff := cmp.Diff(c.want, lines(faults)); diff != "" {
				t.Errorf("faults (-want +got):\n%s", diff)
			}
			if len(got.Quiz.Items) != 2 {
				t.Errorf("%d of 2 sound items came through", len(got.Quiz.Items))
			}
		})
	}
}

func TestHostileXMLIsRefusedAtOnce(t *testing.T) {
	sound := question("truefalse", "t", answer("100", "true", "")+answer("0", "false", ""))
	var laughs strings.Builder
	for i := range 30 {
		fmt.Fprintf(&laughs, "<!ENTITY l%d %q>", i+1, strings.Repeat(fmt.Sprintf("&l%d;", i), 10))
	}
	cases := []struct{ name, file, want string }{
		{"a billion laughs", `<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY l0 "lol">` + laughs.String() + `]><quiz>` + question("truefalse", "&l30;", "") + `</quiz>`, "declares a document type"},
		{"an external entity", `<!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz>` + question("truefalse", "&x;", "") + `</quiz>`, "declares a document type"},
		{"an external document type", `<!DOCTYPE quiz SYSTEM "http://127.0.0.1/x.dtd"><quiz>` + sound + `</quiz>`, "declares a document type"},
		{"a document type in the middle", `<quiz>` + sound + `<!DOCTYPE quiz [<!ENTITY x "y">]>` + sound + `</quiz>`, "declares a document type"},
		{"an entity without a declaration", `<quiz><question type="&x;"></question></quiz>`, "invalid character entity"},
		{"deep nesting of nothing", `<quiz>` + strings.Repeat("<a>", 100_000), "nested too deeply"},
		{"another encoding", `<?xml version="1.0" encoding="ISO-8859-1"?><quiz>` + sound + `</quiz>`, "not in UTF-8"},
		{"bytes that are no UTF-8", "<quiz>\n<question type=\"truefalse\">caf\xe9</question></quiz>", "invalid UTF-8"},
		{"another document", `<?xml version="1.0"?><rss><question/></rss>`, "not a quiz of Moodle's"},
		{"no end", `<quiz>` + sound + `<question type="truefalse"><questiontext><text><![CDATA[` + strings.Repeat("<question ", 1000), "ends in the middle"},
		{"questions in questions", `<quiz>` + strings.Repeat(`<question type="truefalse">`, 20_000), "more faults are not listed"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			began := time.Now()
			got := read(t, c.file)
			if took := time.Since(began); took > 5*time.Second {
				t.Errorf("it took %v", took)
			}
			if !strings.Contains(lines(got.Faults), c.want) {
				t.Errorf("no fault says %q:\n%.500s", c.want, lines(got.Faults))
			}
			for _, it := range got.Quiz.Items {
				if it.ID != "t" || strings.Contains(it.Prompt, "lol") {
					t.Errorf("the item %+v", it)
				}
			}
		})
	}
}

func TestWhatMoodleXMLHasAndWeHaveNotIsListed(t *testing.T) {
	const right = `<answer fraction="100"><text>true</text></answer>`
	cases := []struct{ name, rest, want string }{
		{"files", `<generalfeedback format="html"><text>x</text><file name="mask.png" encoding="base64">AAAA</file></generalfeedback>`, "the file mask.png"},
		{"marks", `<defaultgrade>2.5</defaultgrade>`, "that it is worth 2.5 marks"},
		{"a penalty", `<penalty>0.2</penalty>`, "the penalty of 0.2 for each further try"},
		{"what is hidden", `<hidden>1</hidden>`, "that it was hidden"},
		{"more hints", `<hint><text>a</text></hint><hint><text>b</text></hint>`, "hint 2"},
		{"capitals", `<usecase>1</usecase>`, "that capitals matter"},
		{"an old picture", `<image>a.png</image>`, "the picture a.png"},
		{"feedback for all", `<correctfeedback><text>Well done</text></correctfeedback>`, "the feedback for the answer as a whole: “Well done”"},
		{"tags of others", `<tags><tag><text>hard</text></tag></tags>`, "the tag “hard”"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := read(t, moodle(strings.ReplaceAll(question("truefalse", "t", c.rest+right), "<b>it</b>", "it")))
			if diff := cmp.Diff("3:1 changed t: not carried: "+c.want+"\n", lines(serious(got.Faults))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	t.Run("an essay", func(t *testing.T) {
		got := read(t, moodle(question("essay", "e", `<graderinfo><text>Look for naloxone</text></graderinfo>`)))
		if s := lines(got.Faults); !strings.Contains(s, "that somebody marks the answer") || !strings.Contains(s, "the notes for whoever marks it") {
			t.Error(s)
		}
	})
	t.Run("shuffling of some", func(t *testing.T) {
		choice := answer("100", "a", "") + answer("0", "b", "")
		got := read(t, moodle(question("multichoice", "a", "<shuffleanswers>true</shuffleanswers>"+choice), question("multichoice", "b", "<shuffleanswers>0</shuffleanswers>"+choice)))
		if got.Quiz.ShuffleChoices || !strings.Contains(lines(got.Faults), "3:1 changed a: not carried: that its choices are shuffled") {
			t.Error(lines(got.Faults))
		}
		if got = read(t, moodle(question("multichoice", "a", "<shuffleanswers>true</shuffleanswers>"+choice))); !got.Quiz.ShuffleChoices {
			t.Error("choices that are all shuffled are not")
		}
	})
}

func TestWhatOnlyAPluginOrAnotherTypeHasIsListed(t *testing.T) {
	file := `<quiz><question type="ordering"><name><text>o</text></name><questiontext><text>Steps</text></questiontext><colour>red</colour><empty/>` +
		`<selecttype>1</selecttype><selectcount>2</selectcount>` + answer("1", "A", "") + answer("2", "B", "") + answer("3", "C", "") + `</question></quiz>`
	got := read(t, file)
	if diff := cmp.Diff("1:7 changed o: not carried: that only 2 of the parts are asked; <colour>\n", lines(serious(got.Faults))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
