package settings_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/settings"
)

func chosen() settings.Settings {
	return settings.Settings{
		TextSize: 150, Appearance: settings.Contrast, Proxy: "socks5://127.0.0.1:9150", AllowUnsigned: true, NeverConnect: true,
		RefresherMinutes: 10, ScenarioClock: false, Region: "au-nsw", PrintLog: false, WindowWidth: 800, WindowHeight: 600,
	}
}

func save(t *testing.T, dir string, s settings.Settings) {
	t.Helper()
	if err := settings.Save(dir, s); err != nil {
		t.Fatal(err)
	}
}

func load(t *testing.T, dir string) settings.Settings {
	t.Helper()
	s, err := settings.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func write(t *testing.T, dir, text string) string {
	t.Helper()
	path := filepath.Join(dir, "settings.json")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestSettingsComeBackAsTheyWereSaved(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "folder")
	if got := load(t, dir); got != settings.Default() {
		t.Errorf("without a file: got %+v, want the defaults", got)
	}
	for _, want := range []settings.Settings{chosen(), settings.Default()} {
		save(t, dir, want)
		if diff := cmp.Diff(want, load(t, dir)); diff != "" {
			t.Error(diff)
		}
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 {
		t.Errorf("got %v, %v; want one file", entries, err)
	}
}

func TestTheDefaultsAreValid(t *testing.T) {
	if err := settings.Default().Validate(); err != nil {
		t.Error(err)
	}
}

func TestTheFileIsForItsOwnerOnly(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no permission bits")
	}
	dir := filepath.Join(t.TempDir(), "d")
	save(t, dir, chosen())
	for path, want := range map[string]os.FileMode{dir: 0o700, filepath.Join(dir, "settings.json"): 0o600} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: got %v, %v; want %v", path, info.Mode(), err, want)
		}
	}
}

func TestAnOlderProgramKeepsTheKeysOfANewerOne(t *testing.T) {
	dir := t.TempDir()
	path := write(t, dir, `{"text_size": 120, "voice": {"speed": 2, "of": [1, 2]}}`)
	s := load(t, dir)
	if s.TextSize != 120 || s.Appearance != settings.Light {
		t.Errorf("got %+v", s)
	}
	s.TextSize = 150
	save(t, dir, s)
	got := keys(t, path)
	if diff := cmp.Diff(map[string]any{"speed": 2.0, "of": []any{1.0, 2.0}}, got["voice"]); diff != "" || got["text_size"] != 150.0 {
		t.Error(got["text_size"], diff)
	}
}

func keys(t *testing.T, path string) map[string]any {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatal(err)
	}
	return got
}

func TestTheServiceOfAnEarlierProgram(t *testing.T) {
	whole := `{"name": "Thuốc & Bạn", "address": "1 Main St", "hours": "9–5", "phone": "1800 000 000", "web": "https://example.org", "note": "ring first", "checked": "%s"}`
	want := catalog.Service{
		Name: "Thuốc & Bạn", Address: "1 Main St", Hours: "9–5", Phone: "1800 000 000", Web: "https://example.org", Note: "ring first",
		Checked: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC),
	}
	unchecked := want
	unchecked.Checked = time.Time{}
	for _, c := range []struct {
		name string
		text string
		want catalog.Service
		ok   bool
	}{
		{"everything", fmt.Sprintf(whole, "2026-11-01"), want, true},
		{"never checked", fmt.Sprintf(whole, ""), unchecked, true},
		{"a wrong date", fmt.Sprintf(whole, "yesterday"), unchecked, true},
		{"a phone number alone", `{"phone": "000", "map": [1]}`, catalog.Service{Phone: "000"}, true},
		{"none was entered", `{"name": "", "phone": "", "checked": ""}`, catalog.Service{}, false},
		{"something else", `[1]`, catalog.Service{}, false},
		{"nothing", `null`, catalog.Service{}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			path := write(t, dir, `{"text_size": 150, "voice": 1, "local_service": `+c.text+`}`)
			s := load(t, dir)
			s.Appearance = settings.Dark
			save(t, dir, s) // it stays until it is dropped
			got, ok := settings.OldService(dir)
			if diff := cmp.Diff(c.want, got); diff != "" || ok != c.ok {
				t.Error(ok, diff)
			}
			for range 2 {
				if err := settings.ForgetOldService(dir); err != nil {
					t.Fatal(err)
				}
			}
			left := keys(t, path)
			if _, there := left["local_service"]; there || left["voice"] != 1.0 || load(t, dir) != s {
				t.Errorf("left is %v", left)
			}
			if got, ok := settings.OldService(dir); ok {
				t.Errorf("it is still %+v", got)
			}
		})
	}
	dir := t.TempDir()
	if _, ok := settings.OldService(dir); ok || settings.ForgetOldService(dir) != nil {
		t.Error("without a file there is a service")
	}
	if err := os.MkdirAll(filepath.Join(dir, "settings.json", "x"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := settings.ForgetOldService(dir); err == nil || !strings.HasPrefix(err.Error(), "dropping an old setting: ") {
		t.Errorf("of a folder: %v", err)
	}
}

func TestWhatAnOlderProgramDidNotWriteIsAsAtFirst(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, `{"text_size": 120, "refresher_minutes": 0}`)
	want := settings.Default()
	want.TextSize, want.RefresherMinutes = 120, 0
	if diff := cmp.Diff(want, load(t, dir)); diff != "" || !want.ScenarioClock || !want.PrintLog {
		t.Error(diff)
	}
}

func TestEveryLengthOfRefresherThatIsOfferedCanBeSaved(t *testing.T) {
	for _, minutes := range settings.RefresherChoices() {
		dir, s := t.TempDir(), chosen()
		s.RefresherMinutes = minutes
		save(t, dir, s)
		if got := load(t, dir).RefresherMinutes; got != minutes {
			t.Errorf("got %d minutes, want %d", got, minutes)
		}
	}
}

func TestADamagedFileIsSetAside(t *testing.T) {
	cases := map[string]string{
		"nothing":         "",
		"cut off":         `{"text_size": 120, "appear`,
		"a list":          `[1, 2]`,
		"null":            `null`,
		"a wrong type":    `{"text_size": "large"}`,
		"a wrong clock":   `{"scenario_clock": "on"}`,
		"zeros":           strings.Repeat("\x00", 200),
		"more after that": `{} {}`,
		"far too long":    `{"x": "` + strings.Repeat("x", 2<<20) + `"}`,
	}
	for name, text := range cases {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			for n := range 3 { // the second must not overwrite the first
				path := write(t, dir, text)
				day := time.Date(2026, 11, 21, 8, 30, 0, 0, time.UTC)
				if err := os.Chtimes(path, day, day); err != nil {
					t.Fatal(err)
				}
				s, err := settings.Load(dir)
				var damaged *settings.DamagedError
				if !errors.As(err, &damaged) || !errors.Is(err, settings.ErrDamaged) || s != settings.Default() {
					t.Fatalf("got %+v, %v; want the defaults and a *DamagedError", s, err)
				}
				want := "settings-damaged-20261121-083000" + []string{"", "-2", "-3"}[n] + ".json"
				if filepath.Base(damaged.SetAside) != want || !strings.Contains(err.Error(), want) {
					t.Errorf("got %q in %q, want %s", damaged.SetAside, err, want)
				}
				if b, err := os.ReadFile(damaged.SetAside); err != nil || string(b) != text {
					t.Errorf("what was set aside is not what was there: %v", err)
				}
			}
			save(t, dir, chosen())
			if diff := cmp.Diff(chosen(), load(t, dir)); diff != "" {
				t.Error("after saving again:", diff)
			}
		})
	}
}

func TestSavingOverADamagedFileStartsAnew(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, `{"text_size": `)
	save(t, dir, chosen())
	if diff := cmp.Diff(chosen(), load(t, dir)); diff != "" {
		t.Error(diff)
	}
}

func TestImpossibleValues(t *testing.T) {
	cases := []struct {
		name   string
		json   string
		change func(*settings.Settings)
		want   string
	}{
		{"text too small", `{"text_size": 90}`, func(s *settings.Settings) { s.TextSize = 90 }, "text size 90"},
		{"text too large", `{"text_size": 210}`, func(s *settings.Settings) { s.TextSize = 210 }, "text size 210"},
		{"text between two steps", `{"text_size": 115}`, func(s *settings.Settings) { s.TextSize = 115 }, "text size 115"},
		{"an unknown appearance", `{"appearance": "sepia"}`, func(s *settings.Settings) { s.Appearance = "sepia" }, `appearance "sepia"`},
		{"no appearance", `{"appearance": ""}`, func(s *settings.Settings) { s.Appearance = "" }, `appearance ""`},
		{"a proxy with a path", `{"proxy": "http://proxy.example/x"}`, func(s *settings.Settings) { s.Proxy = "http://proxy.example/x" }, `proxy "http://proxy.example/x"`},
		{"a proxy without a host", `{"proxy": "socks5://:9150"}`, func(s *settings.Settings) { s.Proxy = "socks5://:9150" }, `proxy "socks5://:9150"`},
		{"a proxy of another kind", `{"proxy": "ftp://proxy.example"}`, func(s *settings.Settings) { s.Proxy = "ftp://proxy.example" }, `proxy "ftp://proxy.example"`},
		{"a proxy that is a name", `{"proxy": "proxy"}`, func(s *settings.Settings) { s.Proxy = "proxy" }, `proxy "proxy"`},
		{"a refresher of a length that is not offered", `{"refresher_minutes": 3}`, func(s *settings.Settings) { s.RefresherMinutes = 3 }, "refresher of 3 minutes"},
		{"a refresher of less than nothing", `{"refresher_minutes": -1}`, func(s *settings.Settings) { s.RefresherMinutes = -1 }, "refresher of -1 minutes"},
		{"a region that is a sentence", `{"region": "New South Wales"}`, func(s *settings.Settings) { s.Region = "New South Wales" }, `region "New South Wales"`},
		{"a region without end", `{"region": "au-` + strings.Repeat("x", 38) + `"}`, func(s *settings.Settings) { s.Region = "au-" + catalog.Region(strings.Repeat("x", 38)) }, `region "au-x` + strings.Repeat("x", 37) + `"`},
		{"a tiny window", `{"window_width": 0}`, func(s *settings.Settings) { s.WindowWidth = 0 }, "window of 0 by 720"},
		{"a huge window", `{"window_height": 1000000}`, func(s *settings.Settings) { s.WindowHeight = 1000000 }, "window of 1100 by 1000000"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			path := write(t, dir, c.json)
			if got := load(t, dir); got != settings.Default() {
				t.Errorf("loaded %+v, want the defaults", got)
			}
			s := settings.Default()
			c.change(&s)
			err := settings.Save(dir, s)
			if want := "saving the settings: a setting has a value that it cannot have: " + c.want; !errors.Is(err, settings.ErrInvalid) || err.Error() != want {
				t.Errorf("got %v, want %s", err, want)
			}
			if b, err := os.ReadFile(path); err != nil || string(b) != c.json {
				t.Errorf("the file was changed: %s, %v", b, err)
			}
		})
	}
}

func TestASaveThatFailsSaysWhy(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "settings.json", "x"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := settings.Save(dir, chosen()); err == nil || !strings.HasPrefix(err.Error(), "saving the settings: ") {
		t.Errorf("got %v", err)
	}
	if s, err := settings.Load(dir); err == nil || s != settings.Default() {
		t.Errorf("got %+v, %v; want the defaults and an error", s, err)
	}
}

func TestDataDir(t *testing.T) {
	home := filepath.FromSlash("/home/an")
	data := t.TempDir() // absolute on every system
	cases := []struct {
		name    string
		goos    string
		env     map[string]string
		program string
		there   bool // whether the portable folder is
		want    string
	}{
		{"Linux", "linux", map[string]string{"HOME": home}, "", false, filepath.Join(home, ".local", "share", "passalong")},
		{"Linux with a place for data", "linux", map[string]string{"HOME": home, "XDG_DATA_HOME": data}, "", false, filepath.Join(data, "passalong")},
		{"Linux with a relative one", "linux", map[string]string{"HOME": home, "XDG_DATA_HOME": "data"}, "", false, filepath.Join(home, ".local", "share", "passalong")},
		{"FreeBSD", "freebsd", map[string]string{"HOME": home}, "", false, filepath.Join(home, ".local", "share", "passalong")},
		{"macOS", "darwin", map[string]string{"HOME": home, "XDG_DATA_HOME": data}, "", false, filepath.Join(home, "Library", "Application Support", "Passalong")},
		{"Windows", "windows", map[string]string{"LOCALAPPDATA": "L", "APPDATA": "R", "HOME": home}, "", false, filepath.Join("L", "Passalong")},
		{"a USB stick", "windows", map[string]string{"LOCALAPPDATA": "L"}, "E:", true, filepath.Join("E:", "passalong-data")},
		{"a program with no folder beside it", "linux", map[string]string{"HOME": home}, "bin", false, filepath.Join(home, ".local", "share", "passalong")},
		{"a stick and no home", "linux", nil, "stick", true, filepath.Join("stick", "passalong-data")},
		{"no home on Linux", "linux", nil, "bin", false, ""},
		{"no home on Windows", "windows", map[string]string{"HOME": home}, "", false, ""},
		{"no home on macOS", "darwin", nil, "", false, ""},
		{"a folder in the working directory is not one beside the program", "linux", nil, "", true, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			env := func(name string) string { return c.env[name] }
			exists := func(path string) bool { return c.there && filepath.Base(path) == settings.PortableFolder }
			got, err := settings.DataDir(env, c.goos, c.program, exists)
			if got != c.want || errors.Is(err, settings.ErrNoHome) != (c.want == "") {
				t.Errorf("got %q, %v; want %q", got, err, c.want)
			}
		})
	}
}
