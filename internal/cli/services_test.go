package cli_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/cli"
)

func TestServicesAreListed(t *testing.T) {
	m := street()
	m.services = append(m.services, catalog.Service{ID: "old", Name: "An old one\x1b[31m", Checked: issued.AddDate(0, -4, 0)}, catalog.Service{ID: "new", Name: "Never"})
	got := run(t.Context(), m, "services")
	want := "SERVICE  CHECKED                   NAME\n" +
		"north    2026-11-21                Program, North\n" +
		"van      2026-11-21                The Van\n" +
		"old      2026-07-21 (check again)  An old one\uFFFD[31m\n" +
		"new      - (check again)           Never\n"
	if diff := cmp.Diff(result{out: want}, got, cmp.AllowUnexported(result{})); diff != "" {
		t.Error(diff)
	}
	m.services = nil
	if got := run(t.Context(), m, "services -json"); got.out != "[]\n" {
		t.Errorf("no services in JSON: %q", got.out)
	}
	if got := run(t.Context(), m, "services", onTerminal); !strings.Contains(got.errOut, "pal services import FILE") {
		t.Errorf("no services: %+v", got)
	}
}

const placesYAML = `# ours
- name: the van
  phone: 0400 000 000
  hours: 6 pm
  languages: [en, vi]
  kinds: [needles]
  checked: 2026-11-20
- {name: New place, web: example.org, logo: logos/new.svg}
`

func TestServicesAreImported(t *testing.T) {
	m := street()
	m.files = map[string]string{"in/places.yaml": placesYAML, "in/logos/new.svg": "<svg/>"}
	got := run(t.Context(), m, "services import in/places.yaml", onTerminal)
	if diff := cmp.Diff(result{errOut: "2 services kept\n"}, got, cmp.AllowUnexported(result{})); diff != "" {
		t.Error(diff)
	}
	want := []catalog.Service{
		{ID: "north", Name: "Program, North", Checked: issued},
		{
			ID: "van", Name: "the van", Phone: "0400 000 000", Hours: "6 pm", Languages: []catalog.Language{"en", "vi"}, Kinds: []string{"needles"},
			Checked: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC),
		},
		{ID: "id-of-new-place", Name: "New place", Web: "example.org", Logo: []byte("<svg/>")},
	}
	if diff := cmp.Diff(want, m.services); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// What "pal services -json" writes is what "pal services import" reads.
func TestServicesGoOutAndComeBack(t *testing.T) {
	from := street()
	from.files = map[string]string{"p.yaml": placesYAML, "logos/new.svg": "<svg/>"}
	run(t.Context(), from, "services import p.yaml")
	written := run(t.Context(), from, "services -json")
	to := street()
	to.services, to.files = nil, map[string]string{"p.json": written.out}
	if got := run(t.Context(), to, "services import p.json"); got.code != cli.Done {
		t.Fatalf("got %+v", got)
	}
	for i := range from.services {
		from.services[i].Logo = nil
	}
	if diff := cmp.Diff(from.services, to.services); diff != "" {
		t.Errorf("-out +back:\n%s", diff)
	}
}

func TestALogoStaysWhereAnEntryNamesNone(t *testing.T) {
	m := street()
	m.services[1].Logo = []byte("<svg/>")
	m.files = map[string]string{"p.yaml": "- {id: van, name: The Van, phone: 0400 000 001}\n"}
	run(t.Context(), m, "services import p.yaml")
	if v := m.services[1]; v.Phone != "0400 000 001" || string(v.Logo) != "<svg/>" {
		t.Errorf("got %+v", v)
	}
}

func TestServicesThatCannotBeImportedChangeNothing(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       string
	}{
		{"no YAML", "- name: [", "p.yaml: this is neither YAML nor JSON"},
		{"no list", "name: The van", "p.yaml: this is not a list of services"},
		{"an empty file", "", "p.yaml: this is not a list of services"},
		{"an entry that is none", "- name: A\n- van\n", "p.yaml:2: a service has keys and values"},
		{"a mistyped key", "- nmae: A\n", `p.yaml:1: unknown key "nmae"; did you mean "name"?`},
		{"an id that is a path", "- {id: ../van, name: A}\n", `p.yaml:1: "../van" is not an id`},
		{"a key from nowhere", "- zzzzzz: A\n", `p.yaml:1: unknown key "zzzzzz"; there are id, name,`},
		{"no name", "- name: A\n- phone: 000\n", `p.yaml:2: the service needs "name"`},
		{"a list as a name", "- name: [a]\n", "p.yaml:1: a value is not of its kind"},
		{"a date that is none", "- {name: A, checked: soon}\n", `p.yaml:1: "soon" is not a date such as 2026-11-21`},
		{"a telephone without digits", "- {name: A, phone: ring}\n", `p.yaml:1: "phone" is no telephone number`},
		{"an address that is none", "- {name: A, web: 'javascript:alert(1)'}\n", `p.yaml:1: "web" is no web address`},
		{"a name without end", "- name: " + strings.Repeat("x", 301) + "\n", `p.yaml:1: "name" is too long: 301, and at most 300`},
		{"a language in words", "- {name: A, languages: [Vietnamese!]}\n", `p.yaml:1: "languages" has something in it that is not a language`},
		{"the same twice", "- name: A\n- name: a\n", `p.yaml:2: the service "a" is in line 1 already`},
		{"a logo elsewhere", "- {name: A, logo: ../../secret.svg}\n", "p.yaml:1: a logo is a file beside this one"},
		{"a logo that is not there", "- {name: A, logo: a.svg}\n", "there is no such file"},
		{"a logo with a script", "- {name: A, logo: bad.svg}\n", "p.yaml:1: the logo cannot be used: it has a script"},
		{"a logo with nothing in it", "- {name: A, logo: empty.png}\n", "p.yaml:1: the logo cannot be used: its file is empty"},
		{"a file without end", "- name: A # " + strings.Repeat("x", 5<<20), "the file is too large"},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := street()
			m.files = map[string]string{"p.yaml": c.text, "bad.svg": "<script/>", "empty.png": ""}
			got := run(t.Context(), m, "services import p.yaml")
			if got.code == cli.Done || got.code == cli.Usage || !strings.Contains(got.errOut, c.want) {
				t.Errorf("exit code %d, want %q:\n%.500s", got.code, c.want, got.errOut)
			}
			if len(m.services) != 2 {
				t.Errorf("%d services are kept", len(m.services))
			}
		})
	}
	if got := run(t.Context(), street(), "services import"); got.code != cli.Usage {
		t.Errorf("no file: %+v", got)
	}
}

func FuzzServicesImport(f *testing.F) {
	f.Add(placesYAML)
	f.Add(`[{"name": "A", "checked": "2026-11-20"}]`)
	f.Add("- &a {name: *a}\n")
	f.Add("- {name: A, languages: en}\n- name: \u202eB\n")
	f.Fuzz(func(t *testing.T, text string) {
		m := street()
		m.files = map[string]string{"p.yaml": text}
		got := run(t.Context(), m, "services import p.yaml")
		if (got.code == cli.Done) != (got.errOut == "") {
			t.Errorf("exit code %d: %s", got.code, got.errOut)
		}
		for _, s := range m.services {
			if again, err := catalog.CleanService(s); err != nil || again.Name != s.Name {
				t.Errorf("%+v was kept: %v", s, err)
			}
		}
	})
}

func TestJSONMayWriteLettersInTwoHalves(t *testing.T) {
	m := street()
	m.services = nil
	m.files = map[string]string{"p.json": `[{"name": "Van \ud83d\ude90 \u00e9 \\ud83d\\ude90", "note": "\ud83d\ud83d"}, {"name": "B \"C\""}]`}
	if got := runArgs(t, m, "services", "import", "p.json"); got.code == cli.Done {
		t.Error("half a letter was taken for one")
	}
	m.files["p.json"] = strings.ReplaceAll(m.files["p.json"], `\ud83d\ud83d`, "n")
	if got := runArgs(t, m, "services", "import", "p.json"); got.code != cli.Done {
		t.Fatal(got.errOut)
	}
	var names []string
	for _, s := range m.services {
		names = append(names, s.Name)
	}
	if diff := cmp.Diff([]string{`Van 🚐 é \ud83d\ude90`, `B "C"`}, names); diff != "" {
		t.Error(diff)
	}
}
