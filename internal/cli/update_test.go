package cli_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/cli"
)

// withSeveral has three libraries, of which the first two have updates.
func withSeveral() *machine {
	m := newMachine()
	m.libraries = append(m.libraries,
		catalog.InstalledLibrary{ID: "org.local", Title: "Local library", Source: "https://pages.example.org/hr/"},
		catalog.InstalledLibrary{ID: "org.stick", Title: "From a stick"},
	)
	local := m.update
	local.Library, local.Title, local.Source = "org.local", "Local library", "https://pages.example.org/hr/"
	local.From, local.To = catalog.Revision{Sequence: 2, Manifest: "cd", Issued: issued, Origin: "local"}, catalog.Revision{Sequence: 3, Manifest: "ef", Issued: issued, Origin: "local"}
	local.Changes, local.Files, local.Download = local.Changes[:1], 1, 12
	m.fresh = map[string]catalog.Update{"org.local": local}
	m.failing = map[string]error{"org.stick": catalog.ErrNoSource}
	return m
}

func TestUpdateAsksForEveryLibrary(t *testing.T) {
	m := withSeveral()
	got := run(t.Context(), m, "update", typing("n\ny\n"), func(in *cli.Invocation) { in.TerminalIn = true })
	if diff := cmp.Diff([]string{"org.local"}, m.arrived); diff != "" || got.code != cli.Done {
		t.Errorf("exit code %d, installed: %s", got.code, diff)
	}
	for _, want := range []string{
		"Passalong library (passalong)\nNewer content: revision 7", "\n\nLocal library (org.local)\nNewer content: revision 3", "Installed: revision 3",
		"\n\nFrom a stick (org.stick)\n",
	} {
		if !strings.Contains(got.out, want) {
			t.Errorf("%q is missing in:\n%s", want, got.out)
		}
	}
	want := "Install it? [y/N] Nothing was installed.\nInstall it? [y/N] pal update: no source of updates is set\n"
	if !strings.HasPrefix(got.errOut, want) {
		t.Errorf("said: %s", got.errOut)
	}
}

func TestAnUpdateThatChangesNoFileIsNoDamage(t *testing.T) {
	m := withSeveral()
	local := m.fresh["org.local"]
	local.Changes, local.Files, local.Download = nil, 0, 0
	m.fresh["org.local"] = local
	got := run(t.Context(), m, "update org.local -yes")
	if got.code != cli.Done || !strings.HasPrefix(got.out, "Newer content: revision 3") || !strings.Contains(got.out, "\nLessons and handouts stay as they are.\nInstalled: ") {
		t.Errorf("a newer revision of the same files: %+v", got)
	}
	local.To.Sequence = local.From.Sequence
	m.fresh["org.local"] = local
	if got := run(t.Context(), m, "update org.local -yes"); !strings.HasPrefix(got.out, "Your copy is damaged and can be put right: ") {
		t.Errorf("the same revision: %+v", got)
	}
}

func TestUpdateOfSomeLibraries(t *testing.T) {
	m := withSeveral()
	if got := run(t.Context(), m, "update org.local -yes"); got.code != cli.Done || !cmp.Equal(m.arrived, []string{"org.local"}) {
		t.Errorf("installed %v: %+v", m.arrived, got)
	}
	m = withSeveral()
	got := run(t.Context(), m, "update org.lokal -yes")
	want := "pal update: there is no library org.lokal on this computer\nDid you mean org.local? pal libraries lists them.\n"
	if got.code != cli.Failed || !strings.HasPrefix(got.errOut, want) || m.installed {
		t.Errorf("a mistyped one: %+v", got)
	}
}

func TestWhatGoesWrongWithOneLibraryKeepsNoOtherFromItsUpdate(t *testing.T) {
	for _, c := range []struct {
		name  string
		first error
		code  int
		said  string
	}{
		{"it asks to wait", &catalog.LimitError{}, cli.Offline, "pal update: GitHub asks us to wait a while\n"},
		{"its keys have changed", &catalog.KeysChangedError{Library: "passalong", Known: digits, Offered: "9"}, cli.Failed, "The fingerprint here is " + digits + ", the other one is 9."},
		{"its content has mistakes", &catalog.ContentError{Problems: []catalog.Problem{{File: "a.md", Message: "bad"}}}, cli.Content, "a.md: bad\n"},
		{"nothing is newer", catalog.ErrUpToDate, cli.Done, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := withSeveral()
			m.checking = fmt.Errorf("checking: %w", c.first)
			got := run(t.Context(), m, "update -yes")
			if got.code != c.code || !strings.Contains(got.errOut, c.said) || !cmp.Equal(m.arrived, []string{"org.local"}) {
				t.Errorf("installed %v: %+v", m.arrived, got)
			}
		})
	}
	t.Run("what is worse than having to wait is the exit code", func(t *testing.T) {
		m := withSeveral()
		m.checking, m.failing["org.local"] = catalog.ErrOffline, catalog.ErrSignature
		if got := run(t.Context(), m, "update -yes"); got.code != cli.Failed {
			t.Errorf("got %+v", got)
		}
	})
	t.Run("nobody is asked when connections are switched off", func(t *testing.T) {
		m := withSeveral()
		m.checking = catalog.ErrNeverOnline
		if got := run(t.Context(), m, "update -yes"); got.code != cli.Failed || m.installed {
			t.Errorf("got %+v", got)
		}
	})
	t.Run("no library has a source", func(t *testing.T) {
		m := withSeveral()
		m.checking, m.failing["org.local"] = catalog.ErrNoSource, catalog.ErrNoSource
		if got := run(t.Context(), m, "update -yes"); got.code != cli.Failed {
			t.Errorf("got %+v", got)
		}
	})
}

// A library without known keys may be on this computer already: it came with the program, or nobody had signed it.
func TestUpdateOfALibraryWithNewKeysIsNotInstalled(t *testing.T) {
	for _, command := range []string{"update -yes -source other/library", "update -yes", "update -yes passalong"} {
		m := newMachine()
		m.update.Trust, m.update.Source = catalog.NewKeys, "other/library"
		got := run(t.Context(), m, command)
		want := "pal update: Passalong library (passalong) is signed by keys that are new to this computer\nNothing was changed. To compare them and add the library: pal install other/library\n"
		if got.code != cli.Failed || got.errOut != want || m.installed {
			t.Errorf("%s: got %+v", command, got)
		}
	}
}

func TestUpdateInJSONHasEveryLibrary(t *testing.T) {
	m := withSeveral()
	got := run(t.Context(), m, "update -json -yes")
	var said struct {
		UpToDate  bool            `json:"up_to_date"`
		Installed bool            `json:"installed"`
		From      json.RawMessage `json:"from"`
		Files     int             `json:"files"`
		Changes   []any           `json:"changes"`
		Libraries []struct {
			Library, Trust, Error string
			Installed             bool
			Files                 int
			From                  struct{ Sequence int }
		}
	}
	if err := json.Unmarshal([]byte(got.out), &said); err != nil {
		t.Fatal(err)
	}
	if said.UpToDate || !said.Installed || said.Files != 16 || len(said.Changes) != 5 || said.From != nil || len(said.Libraries) != 3 {
		t.Fatalf("got %s", got.out)
	}
	second, third := said.Libraries[1], said.Libraries[2]
	if second.Library != "org.local" || second.Trust != "known" || !second.Installed || second.Files != 1 || second.From.Sequence != 2 {
		t.Errorf("the second: %+v", second)
	}
	if third.Error != catalog.ErrNoSource.Error() || third.Installed {
		t.Errorf("the third: %+v", third)
	}
}

// offered is a library that is new here.
func offered() *machine {
	m := newMachine()
	m.update.Library, m.update.Title, m.update.Publisher = "org.example.hr", "Example library", "Example"
	m.update.First, m.update.Trust, m.update.From = true, catalog.NewKeys, catalog.Revision{}
	return m
}

func TestInstallShowsWhoseItIs(t *testing.T) {
	m := offered()
	got := run(t.Context(), m, "install -check nuaa/library")
	want := `Library:     Example library (org.example.hr)
Publisher:   NUAA
From:        nuaa/library
Signed by:   keys that are new to this computer
Fingerprint: ` + digits + `

Newer content: revision 7 of 21 December 2026 from nuaa/library, signed

`
	want = strings.Replace(want, "NUAA", "Example", 1)
	if got.code != cli.Done || !strings.HasPrefix(got.out, want) || got.errOut != "" || m.installed {
		t.Errorf("got %+v", got)
	}
}

func TestInstallHasAFingerprintCompared(t *testing.T) {
	with := " -fingerprint " + strings.ReplaceAll(digits, " ", "-")
	for _, c := range []struct {
		name, command, typed string
		terminal             bool
		change               func(*catalog.Update)
		code                 int
		installed            bool
		said                 string
	}{
		{name: "the digits are the same and it is wanted", command: "install a/b", typed: "y\nyes\n", terminal: true, installed: true, said: "Are all digits the same? [y/N] Install it? [y/N] "},
		{name: "the digits are not the same", command: "install a/b", typed: "n\ny\n", terminal: true, said: "Nothing was installed."},
		{name: "the digits are the same and it is not wanted", command: "install a/b", typed: "y\nn\n", terminal: true, said: "Nothing was installed."},
		{name: "the keys are known", command: "install a/b", typed: "y\n", terminal: true, installed: true, change: func(u *catalog.Update) { u.Trust = catalog.KnownKeys }, said: "Install it? [y/N] "},
		{name: "a script does not name them", command: "install -yes a/b", code: cli.Failed, said: "pal install: this library is new to this computer, and nobody has compared its fingerprint\nNothing was changed. Name the fingerprint that the publisher gave you: pal install -fingerprint DIGITS a/b\n"},
		{name: "yes is no comparison on a terminal either", command: "install -yes a/b", terminal: true, code: cli.Failed, said: "nobody has compared"},
		{name: "a script without a yes", command: "install a/b", code: cli.Failed, said: "nobody has compared"},
		{name: "a script that reads JSON", command: "install -json -yes a/b", code: cli.Failed, said: "nobody has compared"},
		{name: "a script names them", command: "install -yes a/b" + with, installed: true, change: func(u *catalog.Update) { u.Compared = true }},
		{name: "a script names them and does not say yes", command: "install a/b" + with, change: func(u *catalog.Update) { u.Compared = true }, said: "Nothing was installed: say -yes"},
		{name: "a script wants a known one", command: "install -yes a/b", installed: true, change: func(u *catalog.Update) { u.Trust = catalog.KnownKeys }},
		{name: "nobody has signed it", command: "install -yes a/b", installed: true, change: func(u *catalog.Update) { u.Trust, u.Fingerprint = catalog.Unsigned, "" }, said: "Nobody has signed this"},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := offered()
			if c.change != nil {
				c.change(&m.update)
			}
			got := run(t.Context(), m, c.command, typing(c.typed), func(in *cli.Invocation) { in.TerminalIn = c.terminal })
			if got.code != c.code || m.installed != c.installed || !strings.Contains(got.errOut, c.said) {
				t.Errorf("installed %v: %+v", m.installed, got)
			}
		})
	}
}

func TestInstallPassesTheFingerprintOnWithTheAddress(t *testing.T) {
	for command, want := range map[string]string{
		"install -check a/b":                          "a/b",
		"install -check a/b#1-2":                      "a/b#1-2",
		"install -check -fingerprint 12345-67890 a/b": "a/b#12345-67890",
		"install -check ./update.passalong":           "./update.passalong",
	} {
		m := offered()
		if got := run(t.Context(), m, command); got.code != cli.Done || !cmp.Equal(m.looked, []string{want}) {
			t.Errorf("%s looked at %v: %+v", command, m.looked, got)
		}
	}
	m := offered()
	in := func(in *cli.Invocation) {
		in.Args = []string{"install", "-check", "-fingerprint", " 12345 67890 ", "a/b"}
	}
	if run(t.Context(), m, "", in); !cmp.Equal(m.looked, []string{"a/b#12345-67890"}) {
		t.Errorf("with spaces it looked at %v", m.looked)
	}
	for _, command := range []string{"install", "install a b", "install -check -yes a/b", "install a/b#1 -fingerprint 1", "update -check -yes", "update -source a/b c"} {
		if got := run(t.Context(), offered(), command); got.code != cli.Usage {
			t.Errorf("%s: %+v", command, got)
		}
	}
}

func TestInstallOfWhatIsHereAlready(t *testing.T) {
	m := newMachine()
	m.checking = catalog.ErrUpToDate
	if got := run(t.Context(), m, "install nuaa/library"); got.code != cli.Done || got.out != "You have the newest content.\n" {
		t.Errorf("got %+v", got)
	}
	if got := run(t.Context(), m, "install -json nuaa/library"); !strings.Contains(got.out, `"up_to_date": true`) {
		t.Errorf("for scripts: %+v", got)
	}
}

func TestInstallSaysWhoAsksToWait(t *testing.T) {
	until := time.Date(2026, 11, 21, 14, 5, 0, 0, time.Local)
	for address, who := range map[string]string{"a/b": "GitHub", "https://pages.example.org/hr/": "pages.example.org", "/media/usb/x": "the source"} {
		m := newMachine()
		m.checking = fmt.Errorf("checking: %w", &catalog.LimitError{Until: until})
		got := run(t.Context(), m, "install "+address)
		if want := "pal install: " + who + " asks us to wait until 14:05\n"; got.code != cli.Offline || !strings.HasPrefix(got.errOut, want) {
			t.Errorf("%s: %+v", address, got)
		}
	}
}

func TestNamesOfLibrariesDoNotReachTheTerminal(t *testing.T) {
	m := offered()
	m.update.Title, m.update.Publisher = "Evil\x1b[2J", "\x1b]0;x\a"
	m.libraries[0].Title = "Evil\x1b[2J"
	for _, command := range []string{"install -check a/b", "libraries", "update -check"} {
		if got := run(t.Context(), m, command); strings.ContainsAny(got.out+got.errOut, "\x1b\a") {
			t.Errorf("%s: %q", command, got.out)
		}
	}
}

func TestLibraries(t *testing.T) {
	m := withSeveral()
	m.libraries[0].Fingerprint, m.libraries[0].Publisher, m.libraries[0].ReviewBy = digits, "NUAA", issued
	m.libraries[0].Checked = time.Date(2026, 11, 22, 14, 5, 0, 0, time.Local)
	m.libraries[1].HasPrevious, m.libraries[1].Previous = true, catalog.Revision{Manifest: "a", Sequence: 2, Issued: issued, Origin: "local", Signed: true}
	m.libraries[1].Revision = catalog.Revision{Manifest: "b", Sequence: 3, Issued: issued, Origin: "local", Signed: true}
	m.libraries[1].Hidden = []catalog.Hidden{{Library: "org.local", Kind: "module", ID: "overdose", By: "passalong"}}
	m.libraries = m.libraries[:2]
	m.libraries[1].Fault = catalog.ErrDamaged
	got := run(t.Context(), m, "libraries")
	want := `1. Passalong library (passalong)
   In use:       bundled content of 21 November 2026
   Publisher:    NUAA
   Review by:    2026-11-21
   Updates from: nuaa/library
   Last asked:   22 November 2026, 14:05
   Fingerprint:  ` + digits + `

2. Local library (org.local)
   In use:       revision 3 of 21 November 2026 from local, signed
   Updates from: https://pages.example.org/hr/
   Before:       revision 2 of 21 November 2026 from local, signed
   Not shown:    module overdose, for that of passalong goes before
`
	if diff := cmp.Diff(want, got.out); diff != "" || got.code != cli.Done {
		t.Error(diff)
	}
	if !strings.HasPrefix(got.errOut, "pal libraries: Local library (org.local): what arrived is not what was published\n") {
		t.Errorf("said: %s", got.errOut)
	}
	got = run(t.Context(), m, "libraries -json")
	for _, want := range []string{`"id": "org.local"`, `"sequence": 2`, `"checked": "2026-11-2`, `"by": "passalong"`, `"fault": "` + catalog.ErrDamaged.Error()} {
		if !strings.Contains(got.out, want) {
			t.Errorf("%s is missing in %s", want, got.out)
		}
	}
}

func TestChangingLibraries(t *testing.T) {
	m := withSeveral()
	got := run(t.Context(), m, "libraries order org.stick org.local")
	if want := "1. From a stick (org.stick)\n2. Local library (org.local)\n3. Passalong library (passalong)\n"; got.out != want {
		t.Errorf("the order is %+v", got)
	}
	if got := run(t.Context(), m, "libraries back org.local"); got.out != "In use now: bundled content of 21 November 2026\n" || m.back != "org.local" {
		t.Errorf("going back: %+v", got)
	}
	if got := run(t.Context(), m, "libraries remove -yes org.local"); got.out != "Removed: Local library (org.local)\n" || m.gone != "org.local" {
		t.Errorf("removing: %+v", got)
	}
	m.changing = fmt.Errorf("removing: %w", catalog.ErrBundled)
	if got := run(t.Context(), m, "libraries remove -yes passalong"); got.code != cli.Failed || got.out != "" || !strings.HasPrefix(got.errOut, "pal libraries remove: the library came with the program and cannot be removed\n") {
		t.Errorf("removing what came with the program: %+v", got)
	}
	m.changing = errors.New("surprise")
	for _, command := range []string{"libraries order passalong", "libraries back passalong"} {
		if got := run(t.Context(), m, command); got.code != cli.Failed || got.out != "" {
			t.Errorf("%s: %+v", command, got)
		}
	}
	for command, code := range map[string]int{
		"libraries order": cli.Usage, "libraries order passalong passalong": cli.Usage, "libraries back": cli.Usage, "libraries remove": cli.Usage, "libraries x": cli.Usage,
		"libraries order nobody": cli.Failed, "libraries back nobody": cli.Failed, "libraries remove nobody": cli.Failed,
	} {
		if got := run(t.Context(), withSeveral(), command); got.code != code {
			t.Errorf("%s: %+v", command, got)
		}
	}
}

func TestRemovingAsks(t *testing.T) {
	for _, c := range []struct {
		typed    string
		terminal bool
		gone     string
	}{{"y\n", true, "org.local"}, {"n\n", true, ""}, {"", true, ""}, {"y\n", false, ""}} {
		m := withSeveral()
		got := run(t.Context(), m, "libraries remove org.local", typing(c.typed), func(in *cli.Invocation) { in.TerminalIn = c.terminal })
		if m.gone != c.gone || got.code != cli.Done {
			t.Errorf("%q on a terminal (%v) removed %q: %+v", c.typed, c.terminal, m.gone, got)
		}
	}
}

func TestPackOfWhatIsInstalled(t *testing.T) {
	m := withSeveral()
	got := run(t.Context(), m, "pack -installed org.local -o x.passalong")
	if got.out != "x.passalong: 1 kB\n" || m.saved["x.passalong"] != "pack of org.local" {
		t.Errorf("saved %v: %+v", m.saved, got)
	}
	if got := run(t.Context(), m, "pack -installed org.local -o x.passalong"); got.code != cli.Failed || !strings.HasPrefix(got.errOut, "pal pack: there is a file of that name already\n") {
		t.Errorf("a second time: %+v", got)
	}
	if got := run(t.Context(), m, "pack -replace -installed org.local -o x.passalong"); got.code != cli.Done {
		t.Errorf("in its place: %+v", got)
	}
	m.changing = catalog.ErrCannotPack
	if got := run(t.Context(), m, "pack -installed passalong -o y.passalong"); got.code != cli.Failed || !strings.HasPrefix(got.errOut, "pal pack: the library has no signed revision") {
		t.Errorf("what nobody has signed: %+v", got)
	}
	for command, code := range map[string]int{
		"pack -installed org.local -o x.tar": cli.Usage, "pack . -installed org.local -o x.passalong": cli.Usage, "pack -o x.passalong": cli.Usage,
		"pack -installed nobody -o x.passalong": cli.Failed,
	} {
		if got := run(t.Context(), withSeveral(), command); got.code != code {
			t.Errorf("%s: %+v", command, got)
		}
	}
}
