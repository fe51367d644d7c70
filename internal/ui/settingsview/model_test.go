package settingsview

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/settings"
	"github.com/passalong/passalong/internal/ui/revision"
)

func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

func today() time.Time { return day("2026-11-22").Add(14 * time.Hour) }

func library() *catalog.Catalog {
	return &catalog.Catalog{
		Library:  catalog.Library{Issued: day("2026-11-21"), HomeRegion: "au-vic"},
		Services: []catalog.Service{{ID: "nuaa", Name: "NUAA", Region: "au-nsw"}},
	}
}

func newTestModel() *model {
	m := newModel(library(), settings.Default(), progress.Profile{Nickname: "Sam"}, today)
	return &m
}

func TestTextSize(t *testing.T) {
	m := newTestModel()
	if s := m.state(); s.TextSize != "100 %" || s.CanLess || !s.CanMore {
		t.Errorf("%q, less %v, more %v", s.TextSize, s.CanLess, s.CanMore)
	}
	m.resize(1)
	if s := m.state(); s.TextSize != "110 %" || !s.CanLess {
		t.Errorf("%q, less %v", s.TextSize, s.CanLess)
	}
	m.resize(100)
	if s := m.state(); s.TextSize != "200 %" || s.CanMore {
		t.Errorf("%q, more %v", s.TextSize, s.CanMore)
	}
	if err := m.set.Validate(); err != nil {
		t.Error(err)
	}
}

func TestAppearance(t *testing.T) {
	m := newTestModel()
	for i, a := range appearances() {
		m.set.Appearance = a.value
		if got := m.state().Appearance; got != i {
			t.Errorf("%s is choice %d, want %d", a.value, got, i)
		}
		if err := m.set.Validate(); err != nil {
			t.Error(err)
		}
	}
}

func TestProxy(t *testing.T) {
	m := newTestModel()
	if s := m.state().Content; s.Proxy != "" || s.CanSaveProxy {
		t.Errorf("%+v", s)
	}
	for _, bad := range []string{"127.0.0.1", "ftp://x:1", "socks5://"} {
		m.typeProxy(bad)
		if m.useProxy() || m.state().Content.ProxyError == "" || m.set.Proxy != "" {
			t.Errorf("%q is no proxy", bad)
		}
	}
	m.typeProxy(" socks5://127.0.0.1:9150 ")
	if s := m.state().Content; s.ProxyError != "" || !s.CanSaveProxy {
		t.Errorf("while typing: %+v", s)
	}
	if !m.useProxy() || m.set.Proxy != "socks5://127.0.0.1:9150" || m.state().Content.CanSaveProxy {
		t.Errorf("the proxy is %q", m.set.Proxy)
	}
	m.typeProxy("")
	if !m.useProxy() || m.set.Proxy != "" {
		t.Error("it cannot be taken back")
	}
}

func TestLibrariesInUse(t *testing.T) {
	m := newTestModel()
	want := []libraryLine{{"The content of 21 November 2026 that came with Passalong", revision.Vouch{}}}
	if diff := cmp.Diff(want, m.state().Content.Libraries); diff != "" {
		t.Error(diff)
	}
	m.parts = []catalog.Part{
		{Library: catalog.Library{Title: "National library"}, Revision: catalog.Revision{Manifest: "a", Issued: day("2026-11-21"), Origin: "aivl/library", Signed: true}},
		{Library: catalog.Library{Title: "Our van"}, Revision: catalog.Revision{Manifest: "b", Issued: day("2026-11-20")}},
	}
	want = []libraryLine{
		{"National library · Content of 21 November 2026 from aivl/library", revision.Vouch{Text: "Signed by its publisher.", Signed: true}},
		{"Our van · Content of 20 November 2026", revision.Vouch{Text: "Nobody has signed this."}},
	}
	if diff := cmp.Diff(want, m.state().Content.Libraries); diff != "" {
		t.Error(diff)
	}
}

func TestTakingSettingsFromElsewhere(t *testing.T) {
	m := newTestModel()
	m.typeProxy("soc")
	set := settings.Default()
	set.TextSize = 150
	m.take(set)
	if m.set.TextSize != 150 || m.proxy != "soc" {
		t.Errorf("%+v, proxy %q", m.set, m.proxy)
	}
	m = newTestModel()
	set.Proxy = "http://proxy.example.org:8080"
	m.take(set)
	if m.proxy != "http://proxy.example.org:8080" {
		t.Errorf("proxy %q", m.proxy)
	}
}

func TestSavingTroubleInWords(t *testing.T) {
	m := newTestModel()
	for err, want := range map[error]string{
		fmt.Errorf("saving: %w", settings.ErrDiskFull):    "The disk is full, so the settings are not saved.",
		fmt.Errorf("saving: %w", settings.ErrCannotWrite): "The data folder cannot be written to, so the settings are not saved.",
	} {
		if m.saved(err); m.state().SaveTrouble.What != want {
			t.Errorf("%v: %q, want %q", err, m.state().SaveTrouble.What, want)
		}
	}
	if m.saved(nil); m.state().SaveTrouble.What != "" {
		t.Error("the trouble is over")
	}
}

func TestNickname(t *testing.T) {
	m := newTestModel()
	if m.state().CanRename {
		t.Error("nothing has been typed")
	}
	m.nickname = "  Alex "
	if name, ok := m.rename(); !ok || name != "Alex" || !m.state().CanRename {
		t.Errorf("%q, %v", name, ok)
	}
	m.nickname = strings.Repeat("x", 41)
	if _, ok := m.rename(); ok || m.state().RenameError == "" {
		t.Error("41 characters are too many")
	}
}

func TestLogLines(t *testing.T) {
	at := time.Date(2026, 11, 22, 9, 5, 7, 0, time.Local)
	tests := []struct {
		name string
		e    catalog.NetworkEntry
		want logLine
	}{
		{
			"an answer", catalog.NetworkEntry{At: at, Method: "GET", URL: "https://api.github.com/repos/a/b?x=1", Status: 200, Bytes: 24_300},
			logLine{"GET api.github.com/repos/a/b?x=1", "22 November 2026, 09:05:07 · answered (200) · 24 kB", true},
		},
		{"nothing newer", catalog.NetworkEntry{At: at, Method: "GET", URL: "https://api.github.com", Status: 304}, logLine{"GET api.github.com/", "22 November 2026, 09:05:07 · nothing newer (304)", true}},
		{"a refusal", catalog.NetworkEntry{At: at, Method: "GET", URL: "https://x.org/", Status: 403}, logLine{"GET x.org/", "22 November 2026, 09:05:07 · refused (403)", false}},
		{"nothing there", catalog.NetworkEntry{At: at, Method: "GET", URL: "https://x.org/", Status: 404}, logLine{"GET x.org/", "22 November 2026, 09:05:07 · not found (404)", false}},
		{"trouble there", catalog.NetworkEntry{At: at, Method: "GET", URL: "https://x.org/", Status: 502}, logLine{"GET x.org/", "22 November 2026, 09:05:07 · trouble at the other end (502)", false}},
		{"sent on", catalog.NetworkEntry{At: at, Method: "GET", URL: "https://x.org/", Status: 301}, logLine{"GET x.org/", "22 November 2026, 09:05:07 · sent on to another address (301)", true}},
		{"no answer", catalog.NetworkEntry{At: at, Method: "GET", URL: "https://x.org/"}, logLine{"GET x.org/", "22 November 2026, 09:05:07 · no answer", false}},
		{"no connection", catalog.NetworkEntry{At: at, Method: "GET", URL: "https://x.org/", Error: "no such host"}, logLine{"GET x.org/", "22 November 2026, 09:05:07 · no answer: no such host", false}},
		{"no address", catalog.NetworkEntry{At: at, Method: "GET", URL: "::", Status: 200}, logLine{"GET ::", "22 November 2026, 09:05:07 · answered (200)", true}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, lineOf(tt.e)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestLogIsShownInParts(t *testing.T) {
	m := newTestModel()
	if !m.state().LogEmpty {
		t.Error("an empty log has lines")
	}
	m.entries = make([]catalog.NetworkEntry, 60)
	if s := m.state(); len(s.Log) != 10 || s.LogMore != "Show 40 older" {
		t.Errorf("%d lines, %q", len(s.Log), s.LogMore)
	}
	m.logShown += logMore
	if s := m.state(); len(s.Log) != 50 || s.LogMore != "Show 10 older" {
		t.Errorf("%d lines, %q", len(s.Log), s.LogMore)
	}
	m.logShown += logMore
	if s := m.state(); len(s.Log) != 60 || s.LogMore != "" {
		t.Errorf("%d lines, %q", len(s.Log), s.LogMore)
	}
}
