package exchange_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/passalong/passalong/internal/exchange"
	"github.com/passalong/passalong/internal/quiz"
)

func read(t *testing.T, file string) exchange.Imported {
	t.Helper()
	got, err := exchange.Import([]byte(file))
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func right(text, feedback string) quiz.Choice {
	return quiz.Choice{Text: text, Correct: true, Feedback: feedback}
}

func wrong(text, feedback string) quiz.Choice { return quiz.Choice{Text: text, Feedback: feedback} }

func worth(c quiz.Choice, credit int) quiz.Choice {
	c.Credit = credit
	return c
}

func within(c quiz.Choice, tolerance string) quiz.Choice {
	c.Tolerance = tolerance
	return c
}

func pair(left, right string) quiz.Choice { return quiz.Choice{Text: left, Match: right} }

// withoutIDs compares choices by what they say: their ids are letters in order.
var withoutIDs = cmpopts.IgnoreFields(quiz.Choice{}, "ID")

func TestGIFTSyntax(t *testing.T) {
	const third = quiz.Full / 3
	cases := []struct {
		name, file string
		want       quiz.Item
	}{
		{"one right answer", "Who is buried in Grant's tomb?{~Grant ~Jefferson =no one}", quiz.Item{
			ID: "who-is-buried-in-grant-s-tomb", Kind: quiz.Single, Prompt: "Who is buried in Grant's tomb?",
			Choices: []quiz.Choice{wrong("Grant", ""), wrong("Jefferson", ""), right("no one", "")},
		}},
		{"answers on lines of their own, with feedback", "::Colour::Between orange and green?{\n\t=yellow # right; good!\n\t~red # wrong, it's yellow\n  ~blue#no\n}", quiz.Item{
			ID: "colour", Kind: quiz.Single, Prompt: "Between orange and green?",
			Choices: []quiz.Choice{right("yellow", "right; good!"), wrong("red", "wrong, it's yellow"), wrong("blue", "no")},
		}},
		{"a missing word", "::w::Grant is {~buried =entombed ~living} in Grant's tomb.", quiz.Item{
			ID: "w", Kind: quiz.Single, Prompt: "Grant is _____ in Grant's tomb.", Choices: []quiz.Choice{wrong("buried", ""), right("entombed", ""), wrong("living", "")},
		}},
		{"part of the credit for one answer", "::h::Hometown {~Jerusalem#no ~%25%Bethlehem#born there =Nazareth#Yes!}", quiz.Item{
			ID: "h", Kind: quiz.Single, Partial: true, Prompt: "Hometown",
			Choices: []quiz.Choice{wrong("Jerusalem", "no"), worth(wrong("Bethlehem", "born there"), quiz.Full/4), right("Nazareth", "Yes!")},
		}},
		{"several right answers, with weights that cost", "::m::Two people?{~%-50%No one ~%50%Grant ~%50%Grant's wife ~%-50%His father}", quiz.Item{
			ID: "m", Kind: quiz.Multiple, Partial: true, Prompt: "Two people?",
			Choices: []quiz.Choice{
				worth(wrong("No one", ""), -quiz.Full/2), worth(right("Grant", ""), quiz.Full/2),
				worth(right("Grant's wife", ""), quiz.Full/2), worth(wrong("His father", ""), -quiz.Full/2),
			},
		}},
		{"thirds make a whole", "::m::Three?{~%33.33333%a ~%33.33333%b ~%33.33333%c ~%-100%d}", quiz.Item{
			ID: "m", Kind: quiz.Multiple, Partial: true, Prompt: "Three?",
			Choices: []quiz.Choice{worth(right("a", ""), third), worth(right("b", ""), third), worth(right("c", ""), third+1), worth(wrong("d", ""), -quiz.Full)},
		}},
		{"one of several right answers", "::m::Which?{~%100%a ~b}", quiz.Item{
			ID: "m", Kind: quiz.Multiple, Partial: true, Prompt: "Which?", Choices: []quiz.Choice{worth(right("a", ""), quiz.Full), wrong("b", "")},
		}},
		{"true", "::t::The sun rises in the east.{T}", trueFalse("The sun rises in the east.", true, "", "")},
		{"true in full, with both feedbacks", "::t::Sun.{TRUE#wrong#right}", trueFalse("Sun.", true, "right", "wrong")},
		{"false with one feedback", "::t::Sun.{FALSE # wrong}", trueFalse("Sun.", false, "", "wrong")},
		{"false with only the second feedback", "::t::Sun.{F##right}", trueFalse("Sun.", false, "right", "")},
		{"a short answer with a weight", "::s::Who?{=Nazareth#Yes =%75%Nazereth#Misspelled =%0%Rome#No}", quiz.Item{
			ID: "s", Kind: quiz.Short, Partial: true, Prompt: "Who?",
			Choices: []quiz.Choice{right("Nazareth", "Yes"), worth(wrong("Nazereth", "Misspelled"), quiz.Full*3/4), wrong("Rome", "No")},
		}},
		{"a short answer without a sign", "::s::Who?{no one}", quiz.Item{ID: "s", Kind: quiz.Short, Prompt: "Who?", Choices: []quiz.Choice{right("no one", "")}}},
		{"a short answer with a wildcard", "::s::Two plus {=two =2 =t*} is four.", quiz.Item{
			ID: "s", Kind: quiz.Short, Prompt: "Two plus _____ is four.", Choices: []quiz.Choice{right("two", ""), right("2", ""), right("t*", "")},
		}},
		{"lower-case true is a short answer", "::s::Say true.{=true}", quiz.Item{ID: "s", Kind: quiz.Short, Prompt: "Say true.", Choices: []quiz.Choice{right("true", "")}}},
		{"pairs", "::p::Match.{=cat -> cat food =dog->dog food = -> hay}", quiz.Item{
			ID: "p", Kind: quiz.Match, Partial: true, Prompt: "Match.", Choices: []quiz.Choice{pair("cat", "cat food"), pair("dog", "dog food"), pair("", "hay")},
		}},
		{"a number", "::n::How many?{#1822}", number(right("1822", ""))},
		{"a number with a tolerance", "::n::How many?{#1822:5#near}", number(within(right("1822", "near"), "5"))},
		{"a range", "::n::How many?{#1..5}", number(within(right("3", ""), "2"))},
		{"a range with decimals", "::n::How many?{#3.141..3.142}.", func() quiz.Item {
			it := number(within(right("3.1415", ""), "0.0005"))
			it.Prompt = "How many?_____."
			return it
		}()},
		{"a range below zero, backwards", "::n::How many?{#-1..-2}", number(within(right("-1.5", ""), "0.5"))},
		{"several numbers", "::n::How many?{#\n=1822:0 #Correct\n=%50%1822:2#Close\n~#No}", func() quiz.Item {
			it := number(right("1822", "Correct"), within(worth(wrong("1822", "Close"), quiz.Full/2), "2"), wrong("*", "No"))
			it.Partial = true
			return it
		}()},
		{"a number in scientific notation", "::n::How many?{#1.5e3:1E-1}", number(within(right("1500", ""), "0.1"))},
		{"general feedback", "::g::Which?{=a#x ~b#y ####Because.}", quiz.Item{
			ID: "g", Kind: quiz.Single, Prompt: "Which?", Explanation: "Because.", Choices: []quiz.Choice{right("a", "x"), wrong("b", "y")},
		}},
		{"general feedback of true or false", "::t::Sun.{T#no####Because.}", func() quiz.Item {
			it := trueFalse("Sun.", true, "", "no")
			it.Explanation = "Because."
			return it
		}()},
		{"escapes", `::e\:1::Which \{answer\} \= 5\:\nsay?{ ~ \= 2 + 2#\~ \# = \= 2 + 3 ~a\\b }`, quiz.Item{
			ID: "e-1", Kind: quiz.Single, Prompt: "Which {answer} = 5:\nsay?",
			Choices: []quiz.Choice{wrong("= 2 + 2", "~ #"), right("= 2 + 3", ""), wrong(`a\b`, "")},
		}},
		{"a backslash before anything else is one", `::e::Which?{=C:\dir ~b}`, quiz.Item{ID: "e", Kind: quiz.Single, Prompt: "Which?", Choices: []quiz.Choice{right(`C:\dir`, ""), wrong("b", "")}}},
		{"text formats", "::f::[html]<p>One&nbsp;&lt;two</p>\n<p>three</p>{=[plain]a <b> ~[html]x<br/>y#[moodle]see &amp; do}", quiz.Item{
			ID: "f", Kind: quiz.Single, Prompt: "One <two\nthree", Choices: []quiz.Choice{right("a <b>", ""), wrong("x\ny", "see & do")},
		}},
		{"less and more are no tags", "::f::Is 3 < 5 and 7 > 2?{T}", func() quiz.Item { it := trueFalse("Is 3 < 5 and 7 > 2?", true, "", ""); it.ID = "f"; return it }()},
		{"a square bracket that is no format", "::f::[1] Which?{=[x]a ~b}", quiz.Item{ID: "f", Kind: quiz.Single, Prompt: "[1] Which?", Choices: []quiz.Choice{right("[x]a", ""), wrong("b", "")}}},
		{"comments between and inside", "// above\n::c::Which?{\n// [tag:critical]\n  =a\n  // ~nothing\n  ~b\n}", quiz.Item{
			ID: "c", Kind: quiz.Single, Critical: true, Prompt: "Which?", Choices: []quiz.Choice{right("a", ""), wrong("b", "")},
		}},
		{"id and tags", `// question: 7 [id:My \] Id] [tag:objective:breathing] [tag:lesson:one]` + "\n::Name::Which?{=a#x ~b#y}", quiz.Item{
			ID: "my-id", Kind: quiz.Single, Objective: "breathing", Lesson: "one", Prompt: "Which?", Choices: []quiz.Choice{right("a", "x"), wrong("b", "y")},
		}},
		{"a category is a bank", "$CATEGORY: $course$/top/Breathing 2\n\n::c::Which?{=a ~b}", quiz.Item{
			ID: "c", Bank: "breathing-2", Kind: quiz.Single, Prompt: "Which?", Choices: []quiz.Choice{right("a", ""), wrong("b", "")},
		}},
		{"a category right above its question", "$CATEGORY: top/Tom//Harry\n::c::Which?{=a ~b}", quiz.Item{
			ID: "c", Bank: "tom-harry", Kind: quiz.Single, Prompt: "Which?", Choices: []quiz.Choice{right("a", ""), wrong("b", "")},
		}},
		{"a star that is one", `::e::Say\: {=5\*3 =\\*}`, quiz.Item{ID: "e", Kind: quiz.Short, Prompt: "Say:", Choices: []quiz.Choice{right(`5\*3`, ""), right(`\*`, "")}}},
		{"the top category is no bank", "$CATEGORY: $course$/top\n\n::c::Which?{=a ~b}", quiz.Item{ID: "c", Kind: quiz.Single, Prompt: "Which?", Choices: []quiz.Choice{right("a", ""), wrong("b", "")}}},
		{"putting in order, as Moodle writes it", "::o::Steps{>3 ALL VERTICAL ALL_OR_NOTHING SHOW\nShout\nCall\nBreathe\n}", quiz.Item{
			ID: "o", Kind: quiz.Order, Prompt: "Steps", Choices: []quiz.Choice{wrong("Shout", ""), wrong("Call", ""), wrong("Breathe", "")},
		}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			for end, file := range map[string]string{
				"Unix": c.file, "Windows": "\ufeff" + strings.ReplaceAll(c.file, "\n", "\r\n"), "the old Mac": strings.ReplaceAll(c.file, "\n", "\r"),
			} {
				got := read(t, file)
				if diff := cmp.Diff([]quiz.Item{c.want}, got.Quiz.Items, withoutIDs); diff != "" {
					t.Errorf("with line ends of %s (-want +got):\n%s%v", end, diff, got.Faults)
				}
				if !got.Whole() {
					t.Errorf("faults: %+v", got.Faults)
				}
			}
		})
	}
}

func trueFalse(prompt string, isTrue bool, rightFeedback, wrongFeedback string) quiz.Item {
	c := []quiz.Choice{{ID: quiz.True, Feedback: wrongFeedback}, {ID: quiz.False, Feedback: wrongFeedback}, {ID: quiz.Unsure}}
	i := 1
	if isTrue {
		i = 0
	}
	c[i].Correct, c[i].Feedback = true, rightFeedback
	return quiz.Item{ID: "t", Kind: quiz.TrueFalse, Prompt: prompt, Choices: c}
}

func number(choices ...quiz.Choice) quiz.Item {
	return quiz.Item{ID: "n", Kind: quiz.Number, Prompt: "How many?", Choices: choices}
}

// lines writes faults as the command line does.
func lines(faults []exchange.Fault) string {
	var b strings.Builder
	for _, f := range faults {
		fmt.Fprintf(&b, "%d:%d %s %s: %s\n", f.Line, f.Column, f.Kind, f.Item, f.Reason)
	}
	return b.String()
}

func TestGIFTFaultsSayWhereAndWhy(t *testing.T) {
	cases := []struct{ name, file, want string }{
		{"no answers", "Read this first.", ""},
		{"a description", "::a::Read this first.\n\nWhich?{=a ~b}", "1:6 refused a: a text without answers is not a question that Passalong has\n"},
		{"answers that do not end", "// c\nWhich {=a\n~b\n\n~c}\n\nNext?{T}", "2:7 refused Which: the answers begin here and do not end\n"},
		{"an end without a beginning", "Which? =a}", "1:10 refused : “}” comes before any “{”\n"},
		{"braces in braces", "Which?{=a{1} ~b}", "1:10 refused Which?: “{” stands inside the answers\n"},
		{"braces behind", "Which?{=a ~b} and\n {c}", "2:2 refused Which?: the answers have ended before this\n"},
		{"a name without an end", "::Which?{=a ~b}", "1:1 refused : the name of the question does not end\n"},
		{"no text", "::n::{T}", "1:6 refused n: the question has no text\n"},
		{"one answer", "::n::Which?{~a}", "1:13 refused n: there is only one answer to choose from\n"},
		{"two right answers", "::n::Which?{=a =b ~c}", "1:13 refused n: 2 answers are marked “=”, and only one can be chosen\n"},
		{"no right answer", "::n::Which?{~a ~b}", "1:13 refused n: no answer is marked as right\n"},
		{"weights that are not a whole", "::n::Which?{~%50%a ~%20%b}", "1:13 refused n: the weights of the right answers make 70 % together, not 100\n"},
		{"a number behind the feedback for others", "::n::How many?{#=1#yes ~%0%2#two ~3#three}", "1:24 refused n: a number has more after “~” than feedback\n"},
		{"a weight beyond all", "::n::Which?{~%500%a ~%20%b}", "1:14 refused n: a weight of 500 % is more than an answer can be worth\n"},
		{"an answer without text", "::n::Which?{=a ~#x}", "1:17 refused n: an answer has no text\n"},
		{"a first answer without a sign", "::n::Which?{a ~b}", "1:13 refused n: the first answer has no “=” or “~” before it\n"},
		{"a pair without an arrow", "::n::Which?{=a -> b\n=c}", "2:2 refused n: a pair has no “->” between its sides\n"},
		{"a pair without a right side", "::n::Which?{=a -> b =c ->}", "1:22 refused n: a pair has no right side\n"},
		{"one pair", "::n::Which?{=a -> b}", "1:13 refused n: there are fewer than two pairs\n"},
		{"no number", "::n::How many?{#many}", "1:17 refused n: “many” is not a number\n"},
		{"a number that would fill the memory", "::n::How many?{#1e999999999}", "1:17 refused n: “1e999999999” is not a number\n"},
		{"numbers without a right one", "::n::How many?{#=%50%3}", "1:17 refused n: no answer is worth 100 %\n"},
		{"no short answer that is right", "::n::Who?{=%50%me}", "1:11 refused n: no answer is worth 100 %\n"},
		{"one part to put in order", "::n::Steps{>1 ALL\none\n}", "1:13 refused n: there are fewer than two parts to put in order\n"},
		{"bytes that are no UTF-8", "::a::É caf\xe9?{T}", "1:11 refused : a character here is no UTF-8\n"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			const sound = "\n\n::sound::Is it?{T}\n"
			got := read(t, c.file+sound)
			var serious []exchange.Fault
			for _, f := range got.Faults {
				if f.Kind != exchange.Unfinished {
					serious = append(serious, f)
				}
			}
			if c.want == "" {
				c.want = "1:1 refused Read this first.: a text without answers is not a question that Passalong has\n"
			}
			if diff := cmp.Diff(c.want, lines(serious)); diff != "" {
				t.Errorf("faults (-want +got):\n%s", diff)
			}
			if n := len(got.Quiz.Items); n == 0 || got.Quiz.Items[n-1].ID != "sound" {
				t.Error("the sound item did not come through")
			}
			for _, f := range serious {
				if f.Next == "" {
					t.Errorf("nothing says what to do about %q", f.Reason)
				}
			}
		})
	}
}

func TestWhatGIFTHasAndWeHaveNotIsListed(t *testing.T) {
	cases := []struct{ name, file, want string }{
		{"an essay", "::e::How are you? {}", "1:1 changed e: not carried: that somebody marks the answer (it is a question without a right answer now)\n"},
		{
			"pictures, links and marks", `::e::[html]<b>Look</b> at <img src\="@@PLUGINFILE@@/mask.png" alt\="a mask"> and <a href\="https\://example.org/x">this</a>{T#a#b}`,
			"1:1 changed e: not carried: emphasis; a picture (mask.png) of “a mask”; a link (https://example.org/x)\n",
		},
		{"a script", "::e::[html]Look<script>alert(1)</script>{T#a#b}", "1:1 changed e: not carried: a script or style\n"},
		{"Markdown", "::e::[markdown]**Look** at ![mask](m.png){T#a#b}", "1:1 changed e: not carried: a picture (m.png); emphasis\n"},
		{"tags of others", "// [tag:hard] [tag:critical]\n::e::Look{T#a#b}", "2:1 changed e: not carried: the tag “hard”\n"},
		{"a path of categories", "$CATEGORY: $course$/top/First Aid/Breathing 2\n\n::e::Look{T#a#b}", "1:1 changed : not carried: the category “First Aid/Breathing 2”; its questions are in the bank “breathing-2”\n"},
		{"a category without letters for an id", "\n$CATEGORY: Вещества\n::e::Look{T#a#b}", "2:1 changed : not carried: the category “Вещества”; its questions are in no bank\n"},
		{"characters that cannot be seen", "::e::Lo\x07ok\u2028\u202e{T#a#b}", "1:1 changed e: not carried: characters that cannot be seen\n"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := read(t, c.file)
			var serious []exchange.Fault
			for _, f := range got.Faults {
				if f.Kind != exchange.Unfinished {
					serious = append(serious, f)
				}
			}
			if diff := cmp.Diff(c.want, lines(serious)); diff != "" {
				t.Errorf("faults (-want +got):\n%s", diff)
			}
			if len(got.Quiz.Items) != 1 || got.Whole() {
				t.Errorf("%d items, whole %v", len(got.Quiz.Items), got.Whole())
			}
		})
	}
}

func TestWhatAnItemStillNeedsIsOneFault(t *testing.T) {
	got := read(t, "::a::Which?{=a#x ~b ~c}\n\n::b::Sun.{T}\n\n// [tag:objective:o] [tag:lesson:l]\n::c::Which?{=a -> 1 =b -> 2 = -> 3}\n\n// [tag:objective:o] [tag:lesson:l]\n::d::Which?{=a -> 1 =b -> 1}")
	want := "1:1 unfinished a: needs feedback for 2 choices, an objective and a lesson before it can be published\n" +
		"3:1 unfinished b: needs feedback, an objective and a lesson before it can be published\n" +
		"9:1 unfinished d: needs a third right side and choices that differ before it can be published\n"
	if diff := cmp.Diff(want, lines(got.Faults)); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
	if !got.Whole() {
		t.Error("items that came through whole are not said to be")
	}
}

func TestIDsArePermanentAndDistinct(t *testing.T) {
	got := read(t, "Hơi thở là gì?{T}\n\n::A b::x{T}\n\n::a B!::y{T}\n\n::薬は何ですか::z{T}\n\n"+strings.Repeat("word ", 40)+"{T}\n\n::...::...{F}")
	var ids []string
	for _, it := range got.Quiz.Items {
		ids = append(ids, string(it.ID))
	}
	want := []string{"hoi-tho-la-gi", "a-b", "a-b-2", "z", "word-word-word-word-word-word-word-word-word", "item-3bb4a370"}
	if diff := cmp.Diff(want, ids); diff != "" {
		t.Errorf("ids (-want +got):\n%s", diff)
	}
}

func TestAnAnswerThatIsNeverMatchedIsUnfinished(t *testing.T) {
	long := strings.Repeat("long ", 51)
	for name, text := range map[string]string{"longer": long, "as long as can be": long[:250]} {
		got := read(t, "::s::Say it{="+text+"#f}")
		if told := strings.Contains(lines(got.Faults), "needs answers of at most 250 bytes"); told != (name == "longer") {
			t.Errorf("%s: %s", name, lines(got.Faults))
		}
	}
}
