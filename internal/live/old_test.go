package live_test

import (
	"bytes"
	"os"
	"regexp"
	"strings"
	"testing"
)

// What phones of ten years ago (Chrome 50, Safari 9) do not know. https://caniuse.com says since when.
var (
	newProgram = map[string]string{
		"arrow function": `=>`, "template": "`", "let, const or class": `\b(let|const|class|extends|super|import|export)\b\s*[^:]`, "async": `\b(async|await|yield)\b`,
		"spread": `\.\.\.`, "power": `\*\*`, "optional chain": `\?\.[A-Za-z_(\[]`, "nullish": `\?\?`, "for of": `\bfor\s*\([^;)]*\bof\b`,
		"default of a parameter": `function[^(]*\([^)]*=`, "method in short form": `[(=:,]\s*\{\s*\w+\s*\(`, "property in short form": `[(=:,]\s*\{\s*\w+\s*[,}]`, "trailing comma in a call": `,\s*\)`,
		"computed key":   `[{,]\s*\[[^\]]*\]\s*:`,
		"newer object":   `\b(fetch|Promise|Symbol|Map|Set|WeakMap|Proxy|Reflect|URLSearchParams|AbortController|IntersectionObserver|BigInt)\b\s*[(.]`,
		"newer method":   `\.(includes|padStart|padEnd|find|findIndex|fill|entries|values|closest|append|prepend|before|after|replaceWith|remove|repeat|startsWith|endsWith|flat|flatMap|at|replaceAll|toggleAttribute|matchAll|finally)\(`,
		"newer function": `\b(Object\.(assign|entries|values|fromEntries)|Array\.(from|of)|Number\.(isInteger|isNaN|isFinite)|String\.raw)\b`,
	}
	newStyle = map[string]string{
		"variable": `var\(|--[a-z]`, "grid": `\bgrid`, "gap": `\bgap\s*:`, "logical property": `-(inline|block)(-start|-end)?\s*:`, "function": `\b(min|max|clamp|env)\(`,
		"newer selector": `:(is|where|has|focus-visible|focus-within)\b`, "nesting": `&`, "inset": `\binset\s*:`, "aspect ratio": `aspect-ratio`, "newer length": `\d(dvh|svh|lvh|cqw)`,
		"length that does not follow the text": `\b(height|min-height|max-height)\s*:\s*\d+(\.\d+)?px`,
	}
)

func TestThePageIsForOldPhonesToo(t *testing.T) {
	for path, rules := range map[string]map[string]string{"page/page.js": newProgram, "page/page.css": newStyle} {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for n, line := range strings.Split(string(withoutTexts(text)), "\n") {
			for what, pattern := range rules {
				if regexp.MustCompile(pattern).MatchString(line) {
					t.Errorf("%s:%d: %s: %s", path, n+1, what, line)
				}
			}
		}
	}
}

func TestTheRulesFindWhatOldPhonesDoNotKnow(t *testing.T) {
	for _, program := range []string{
		"var f = (a) => a;", "var s = `x`;", "let a = 1;", "const b = 2;", "class A {}", "f(...a);", "a ?? b", "a?.b", "for (x of y) {}", "function f(a = 1) {}",
		"var o = {f() { }};", "g({a, b: 1});", "f(a,)", "fetch('x')", "new Promise(f)", "[1].includes(1)", "e.closest('p')", "Object.assign(a, b)", "var o = {[k]: 1};", "async function f() {}",
	} {
		found := false
		for _, pattern := range newProgram {
			found = found || regexp.MustCompile(pattern).Match(withoutTexts([]byte(program)))
		}
		if !found {
			t.Error("passes: ", program)
		}
	}
}

// withoutTexts takes out what stands in quotation marks, regular expressions and comments, and leaves the lines.
func withoutTexts(text []byte) []byte {
	texts := regexp.MustCompile(`(?s:/\*.*?\*/)|//[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|([(,=:]\s*)/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/[gi]*`)
	return texts.ReplaceAllFunc(text, func(found []byte) []byte {
		if found[0] == '/' {
			return bytes.Repeat([]byte("\n"), bytes.Count(found, []byte("\n")))
		}
		return []byte("0")
	})
}
