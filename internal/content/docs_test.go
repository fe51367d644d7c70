package content_test

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/content"
)

// examples says which file the example below each heading of the format's description is.
func examples() map[string]string {
	const module = "overdose-response/"
	return map[string]string{
		"library.yaml":                      "library.yaml",
		"sources.yaml":                      "sources.yaml",
		"glossary/en.yaml":                  "glossary/en.yaml",
		"services/REGION.yaml":              "services/au-vic.yaml",
		"module.yaml":                       module + "module.yaml",
		"Lessons":                           module + "en/01-what-an-overdose-is.md",
		"Where something differs elsewhere": module + "en/au-nsw/01-what-an-overdose-is.md",
		"Pictures":                          module + "images/recovery-position.svg",
		"quiz.yaml":                         module + "en/quiz.yaml",
		"Scenarios":                         module + "en/scenario-kitchen-floor.yaml",
		"guide.md":                          module + "en/guide.md",
		"Handouts":                          module + "en/handouts/overdose-steps.md",
		"Stand-alone handouts":              "handouts/en/vein-care.md",
		"Translations":                      module + "vi/handouts/overdose-steps.md",
		"Alerts":                            "alerts/strong-pills.md",
		"packs.yaml":                        "packs.yaml",
		"withdrawn.yaml":                    "withdrawn.yaml",
	}
}

func TestTheExamplesOfTheDocumentedFormatLoad(t *testing.T) {
	doc, err := os.ReadFile("../../docs/content-format.md")
	if err != nil {
		t.Fatal(err)
	}
	fsys := make(fstest.MapFS)
	heading, name, inBlock := "", "", false
	for line := range strings.Lines(string(doc)) {
		switch {
		case strings.HasPrefix(line, "```"):
			inBlock = !inBlock
			kind := strings.TrimSpace(strings.TrimPrefix(line, "```"))
			if name = ""; !inBlock || kind == "" {
				continue
			}
			var ok bool
			if name, ok = examples()[heading]; !ok || fsys[name] != nil {
				t.Fatalf("the example below %q belongs to no file of its own", heading)
			}
			fsys[name] = new(fstest.MapFile)
		case name != "":
			fsys[name].Data = append(fsys[name].Data, line...)
		case !inBlock && strings.HasPrefix(line, "#"):
			heading = strings.TrimSpace(strings.TrimLeft(line, "#"))
		}
	}
	if len(fsys) != len(examples()) {
		t.Fatalf("found %d examples, want %d", len(fsys), len(examples()))
	}
	c, problems, err := content.Load(t.Context(), fsys)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		if p.Severity == catalog.Broken {
			t.Error(p)
		}
	}
	if len(c.Modules) != 1 || len(c.Modules[0].Quiz.Items) != 8 || len(c.Services) != 1 || len(c.Glossary) != 1 {
		t.Errorf("got %d modules, %d services, %d terms", len(c.Modules), len(c.Services), len(c.Glossary))
	}
	want := []string{
		"module overdose-response", "handout overdose-steps in en", "handout overdose-steps in vi", "handout vein-care in en",
		"alert strong-pills", "pack new-client", "withdrawal of old-overdose-steps",
	}
	if diff := cmp.Diff(want, inventory(c)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	for _, m := range c.Modules {
		if len(m.Scenarios) != 1 || len(m.Skills) != 1 {
			t.Errorf("got %d scenarios, %d skills", len(m.Scenarios), len(m.Skills))
		}
	}
}

// The rules in words are easily forgotten when the code changes: these lists have to be complete.
func TestTheDocumentedFormatNamesWhatIsAllowed(t *testing.T) {
	doc, err := os.ReadFile("../../docs/content-format.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ name, spoiled string }{
		{"kinds of service", "services/au-vic.yaml"},
		{"elements of a picture", svgFile},
		{"formats", veins},
	} {
		t.Run(test.name, func(t *testing.T) {
			old, bad := "kinds: [drug-help, naloxone]", "kinds: [nothing-like-it]"
			switch test.spoiled {
			case svgFile:
				old, bad = "<title>A hand</title>", "<script/>"
			case veins:
				old, bad = "formats: [a4,", "formats: [a4, nothing-like-it,"
			}
			_, problems, err := content.Load(t.Context(), street(t, edit{test.spoiled, old, bad}))
			if err != nil || len(problems) == 0 {
				t.Fatalf("got %v, %v", problems, err)
			}
			_, allowed, _ := strings.Cut(problems[0].Suggestion, "allowed: ")
			for _, word := range strings.Split(allowed, ", ") {
				if !strings.Contains(string(doc), "`"+word+"`") {
					t.Errorf("the description does not name %q", word)
				}
			}
		})
	}
}
