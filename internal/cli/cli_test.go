package cli_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/cli"
	"github.com/passalong/passalong/internal/pack"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/settings"
)

// A machine is a data folder, and what was done to it.
type machine struct {
	catalog   *catalog.Catalog
	loading   error
	update    catalog.Update
	checking  error
	libraries []catalog.InstalledLibrary
	fresh     map[string]catalog.Update // by id, in place of update
	failing   map[string]error          // by id, in place of checking
	changing  error                     // of Order, RollBack and Remove
	install   func(ctx context.Context, progress func(catalog.Transfer)) error
	pdf       func(ctx context.Context) error
	saving    error
	notice    error
	closing   error
	ready     bool

	services []catalog.Service
	damaged  error // of the file of services
	make     func(l pack.Line) (paper.Sheet, error)
	folders  []string
	files    map[string]string // that can be read

	installed, prepared, closed bool
	looked                      []string // addresses
	arrived                     []string // ids of what was installed
	gone, back                  string   // ids of what was removed, and went back
	saved                       map[string]string
	covers                      []pack.Pack

	meetings meetings
}

func (m *machine) Load(context.Context) (*catalog.Catalog, error) { return m.catalog, m.loading }
func (m *machine) Ready() bool                                    { return m.ready }
func (m *machine) Prepare(context.Context) error                  { m.prepared = true; return nil }
func (m *machine) CanSave(string) error                           { return m.saving }

func (m *machine) Check(_ context.Context, id string) (catalog.Update, error) {
	if err := m.failing[id]; err != nil {
		return catalog.Update{}, err
	}
	if u, ok := m.fresh[id]; ok {
		return u, nil
	}
	return m.update, m.checking
}

func (m *machine) Look(_ context.Context, address string) (catalog.Update, error) {
	m.looked = append(m.looked, address)
	return m.update, m.checking
}

func (m *machine) Libraries(context.Context) ([]catalog.InstalledLibrary, error) {
	return m.libraries, nil
}

func (m *machine) Order(_ context.Context, ids []string) error {
	if len(ids) != len(m.libraries) {
		return fmt.Errorf("%d of %d are named", len(ids), len(m.libraries))
	}
	slices.SortFunc(m.libraries, func(a, b catalog.InstalledLibrary) int { return slices.Index(ids, a.ID) - slices.Index(ids, b.ID) })
	return m.changing
}

func (m *machine) RollBack(_ context.Context, id string) (catalog.Revision, error) {
	m.back = id
	return m.update.From, m.changing
}

func (m *machine) Remove(_ context.Context, id string) error {
	m.gone = id
	return m.changing
}

func (m *machine) Pack(_ context.Context, id, path string, replace bool) (int64, error) {
	if m.changing != nil {
		return 0, m.changing
	}
	if m.saved[path] != "" && !replace {
		return 0, fs.ErrExist
	}
	m.saved = map[string]string{path: "pack of " + id}
	return 1234, nil
}

func (m *machine) Install(ctx context.Context, u catalog.Update, progress func(catalog.Transfer)) (catalog.Revision, error) {
	if m.install != nil {
		if err := m.install(ctx, progress); err != nil {
			return catalog.Revision{}, err
		}
	}
	m.installed = true
	m.arrived = append(m.arrived, u.Library)
	return u.To, nil
}

func (m *machine) Make(ctx context.Context, l pack.Line) (paper.Sheet, error) {
	if m.pdf != nil {
		if err := m.pdf(ctx); err != nil {
			return paper.Sheet{}, err
		}
	}
	if m.make != nil {
		return m.make(l)
	}
	return paper.Sheet{PDF: []byte("%PDF of " + string(l.Handout)), Pages: 1}, nil
}

func (m *machine) HandoutPage(_ context.Context, l pack.Line) ([]byte, error) {
	return []byte("<html> of " + string(l.Handout)), nil
}

func (m *machine) MakeAlert(_ context.Context, id catalog.AlertID, form paper.HandoutForm, _ catalog.ServiceID) (paper.Sheet, error) {
	return paper.Sheet{PDF: fmt.Appendf(nil, "%%PDF of %s as %s", id, form.Format), Warnings: []paper.Warning{paper.Expired}}, nil
}

func (m *machine) MakeCover(_ context.Context, p pack.Pack) (paper.Sheet, error) {
	m.covers = append(m.covers, p)
	return paper.Sheet{PDF: []byte("%PDF of the cover")}, nil
}

func (m *machine) Save(_ context.Context, path string, pdf []byte, _ bool) error {
	if m.saved == nil {
		m.saved = map[string]string{}
	}
	m.saved[filepath.ToSlash(path)] = string(pdf)
	return nil
}

func (m *machine) IsFolder(path string) bool { return slices.Contains(m.folders, path) }

func (m *machine) MakeFolder(path string) error {
	if m.saving != nil {
		return m.saving
	}
	m.folders = append(m.folders, path)
	return nil
}

func (m *machine) read(_ context.Context, path string, most int64) ([]byte, error) {
	text, ok := m.files[filepath.ToSlash(path)]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: path, Err: fs.ErrNotExist}
	}
	return []byte(text[:min(len(text), int(most))]), nil
}

// places are the local services of a machine.
type places struct{ m *machine }

func (p places) List() ([]catalog.Service, error) { return p.m.services, nil }
func (p places) Notice() error                    { return p.m.damaged }

func (p places) Save(_ context.Context, s catalog.Service) (catalog.Service, error) {
	if string(s.Logo) == "<script/>" {
		return s, &catalog.ServiceError{Field: catalog.ServiceLogo, Problem: catalog.ServiceBadLogo, Err: errors.New("it has a script")}
	}
	i := slices.IndexFunc(p.m.services, func(k catalog.Service) bool { return k.ID == s.ID && s.ID != "" })
	if i < 0 {
		if s.ID == "" {
			s.ID = catalog.ServiceID("id-of-" + strings.ToLower(strings.ReplaceAll(s.Name, " ", "-")))
		}
		p.m.services = append(p.m.services, s)
		return s, nil
	}
	p.m.services[i] = s
	return s, nil
}

func (m *machine) open(context.Context, cli.Place) (cli.Data, error) {
	closing := func() error { m.closed = true; return m.closing }
	return cli.Data{Library: m, Libraries: m, Updates: m, Handouts: m, Files: m, Services: places{m}, Engine: m, Sessions: &m.meetings, Sheets: &m.meetings, Notice: m.notice, Close: closing}, nil
}

var issued = time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)

// digits are a fingerprint.
const digits = "12345 67890 11111 22222 33333 44444"

// newMachine has one module with two handouts, and a source that offers revision 7.
func newMachine() *machine {
	return &machine{
		ready: true,
		catalog: &catalog.Catalog{
			Library:  catalog.Library{ID: "passalong", Title: "Passalong library"},
			Revision: catalog.Revision{Issued: issued},
			Modules: []catalog.Module{{
				ID: "overdose", Version: "1.2", Title: "Overdose", Minutes: 25, ReviewBy: issued.AddDate(1, 0, 0),
				Handouts: []catalog.Handout{
					{ID: "steps", Version: "1.0", Title: "Steps", Language: "en", ReviewBy: issued},
					{ID: "recovery", Version: "1.1", Title: "Recovery", Language: "en"},
				},
			}},
		},
		libraries: []catalog.InstalledLibrary{
			{ID: "passalong", Title: "Passalong library", Source: "nuaa/library", Bundled: true, Revision: catalog.Revision{Issued: issued}, Trust: catalog.KnownKeys},
		},
		update: catalog.Update{
			Library: "passalong", Title: "Passalong library", Publisher: "NUAA", Source: "nuaa/library", Trust: catalog.KnownKeys, Fingerprint: digits,
			From: catalog.Revision{Issued: issued},
			To:   catalog.Revision{Manifest: "ab", Sequence: 7, Issued: issued.AddDate(0, 1, 0), Origin: "nuaa/library", Signed: true},
			Changes: []catalog.Change{
				{Kind: catalog.Changed, Files: 1, Bytes: 12},
				{Kind: catalog.Added, Module: "wound-care", Files: 12, Bytes: 2_400_000},
				{Kind: catalog.Changed, Module: "overdose", Files: 2, Bytes: 4_300},
				{Kind: catalog.Removed, Module: "old-one", Files: 3},
			},
			Files: 15, Download: 2_404_312,
		},
	}
}

// A result is what a person or a script sees of a command.
type result struct {
	code        int
	out, errOut string
}

type change func(*cli.Invocation)

func onTerminal(in *cli.Invocation) { in.TerminalIn, in.TerminalOut, in.TerminalErr = true, true, true }

func typing(s string) change { return func(in *cli.Invocation) { in.Stdin = strings.NewReader(s) } }

func run(ctx context.Context, m *machine, command string, changes ...change) result {
	var out, errOut bytes.Buffer
	in := cli.Invocation{Args: strings.Fields(command), Stdin: strings.NewReader(""), Stdout: &out, Stderr: &errOut}
	for _, c := range changes {
		c(&in)
	}
	code := cli.Run(ctx, in, cli.Services{Open: m.open, Read: m.read, Save: m.Save, Now: func() time.Time { return issued }})
	return result{code, out.String(), errOut.String()}
}

func TestUpdateShowsWhatChanges(t *testing.T) {
	m := newMachine()
	got := run(t.Context(), m, "update -check")
	want := `Newer content: revision 7 of 21 December 2026 from nuaa/library, signed
You have:      bundled content of 21 November 2026

  changed  the library as a whole  1 file    12 bytes
  added    wound-care              12 files  2.4 MB
  changed  Overdose (overdose)     2 files   4 kB
  removed  old-one                 3 files   nothing to fetch

To fetch: 15 files, 2.4 MB
`
	if diff := cmp.Diff(result{cli.Done, want, ""}, got, cmp.AllowUnexported(result{})); diff != "" || m.installed || !m.closed {
		t.Errorf("installed %v, closed %v, %s", m.installed, m.closed, diff)
	}
}

func TestUpdateAsksBeforeItInstalls(t *testing.T) {
	for _, c := range []struct {
		name, command, answer string
		terminal, want        bool
	}{
		{"a person says yes", "update", "y\n", true, true},
		{"a person writes it out", "update", " YES \n", true, true},
		{"a person says no", "update", "n\n", true, false},
		{"a person only looks at the question", "update", "\n", true, false},
		{"a person ends the input", "update", "", true, false},
		{"nobody is there", "update", "y\n", false, false},
		{"nobody is there and yes was said before", "update -yes", "", false, true},
		{"a script wants to look", "update -check -json", "", false, false},
		{"a script does not say yes", "update -json", "y\n", true, false},
		{"a script says yes", "update -json -yes", "", false, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := newMachine()
			got := run(t.Context(), m, c.command, typing(c.answer), func(in *cli.Invocation) { in.TerminalIn = c.terminal })
			if m.installed != c.want || got.code != cli.Done {
				t.Errorf("installed %v with exit code %d, want %v\n%s", m.installed, got.code, c.want, got.errOut)
			}
			asked := strings.Contains(got.errOut, "Install it? [y/N]")
			if wanted := c.terminal && c.command == "update"; asked != wanted {
				t.Errorf("asked %v, want %v", asked, wanted)
			}
		})
	}
}

func TestProgressIsDrawnOnATerminalOnly(t *testing.T) {
	m := newMachine()
	m.install = func(_ context.Context, progress func(catalog.Transfer)) error {
		for _, done := range []int64{0, 1_000, 1_001, 1_000_000, 2_000_000} {
			progress(catalog.Transfer{Done: done, Total: 2_000_000})
		}
		progress(catalog.Transfer{}) // nothing is known
		return nil
	}
	got := run(t.Context(), m, "update -yes", onTerminal)
	want := "\r[" + strings.Repeat(".", 30) + "]   0%  0 bytes of 2.0 MB     " +
		"\r[" + strings.Repeat("#", 15) + strings.Repeat(".", 15) + "]  50%  1.0 MB of 2.0 MB      " +
		"\r[" + strings.Repeat("#", 30) + "] 100%  2.0 MB of 2.0 MB      \n"
	if diff := cmp.Diff(want, got.errOut); diff != "" {
		t.Error(diff)
	}
	if got := run(t.Context(), m, "update -yes"); got.errOut != "" {
		t.Errorf("without a terminal: %q", got.errOut)
	}
}

func TestCtrlCStopsCleanly(t *testing.T) {
	block := func(ctx context.Context) error { <-ctx.Done(); return fmt.Errorf("deep: %w", ctx.Err()) }
	for _, c := range []struct {
		name, command, said string
		change              func(*machine)
	}{
		{"while a question is asked", "update", "Install it? [y/N] \n", func(*machine) {}},
		{"while content arrives", "update -yes", "", func(m *machine) {
			m.install = func(ctx context.Context, _ func(catalog.Transfer)) error { return block(ctx) }
		}},
		{"while a PDF is made", "handout steps -o x.pdf", "", func(m *machine) { m.pdf = block }},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := newMachine()
			c.change(m)
			never, writer := io.Pipe()
			defer writer.Close()
			ctx, stop := context.WithTimeout(t.Context(), 20*time.Millisecond)
			defer stop()
			got := run(ctx, m, c.command, func(in *cli.Invocation) { in.Stdin, in.TerminalIn = never, true })
			name, _, _ := strings.Cut(c.command, " ")
			if want := c.said + "pal " + name + ": stopped\n"; got.code != cli.Failed || got.errOut != want {
				t.Errorf("exit code %d and %q, want 1 and %q", got.code, got.errOut, want)
			}
			if m.installed || m.saved != nil || !m.closed {
				t.Errorf("installed %v, saved %v, closed %v", m.installed, m.saved, m.closed)
			}
		})
	}
}

func TestErrorsAreSaidInALineWithACode(t *testing.T) {
	deep := errors.New("Get \"https://api.github.com/x\": dial tcp: no such host")
	bad := &catalog.ContentError{Problems: []catalog.Problem{{File: "a.md", Line: 3, Message: "bad\x1b[31m"}}}
	for _, c := range []struct {
		err  error
		code int
		line string
	}{
		{catalog.ErrNoSource, cli.Failed, "no source of updates is set"},
		{catalog.ErrUnknownName, cli.Failed, "that is not the name of a repository"},
		{catalog.ErrNeverOnline, cli.Failed, "connections are switched off"},
		{catalog.ErrOffline, cli.Offline, "the source cannot be reached"},
		{catalog.ErrSignInPage, cli.Offline, "the network answered with a page of its own"},
		{catalog.ErrRefused, cli.Offline, "the source refused to answer"},
		{catalog.ErrServer, cli.Offline, "the source has trouble of its own"},
		{&catalog.LimitError{}, cli.Offline, "GitHub asks us to wait a while"},
		{&catalog.LimitError{Until: time.Date(2026, 11, 21, 9, 5, 0, 0, time.Local)}, cli.Offline, "GitHub asks us to wait until 09:05"},
		{catalog.ErrNotFound, cli.Failed, "there is no published library under that name"},
		{catalog.ErrDamaged, cli.Failed, "what arrived is not what was published"},
		{catalog.ErrNotLibrary, cli.Failed, "what is published there is not a library that Passalong can read"},
		{catalog.ErrOtherOne, cli.Failed, "the source publishes another library now"},
		{catalog.ErrNewerFormat, cli.Failed, "the library is made for a newer Passalong"},
		{catalog.ErrOlder, cli.Failed, "what is published is older than what is installed"},
		{catalog.ErrSameNumber, cli.Failed, "two different revisions were published under one number"},
		{catalog.ErrUnsigned, cli.Failed, "nobody has signed it"},
		{catalog.ErrSignature, cli.Failed, "it is not signed by the publisher of this library"},
		{&catalog.KeysChangedError{Library: "passalong", Title: "Passalong library"}, cli.Failed, "Passalong library (passalong) is signed by other keys than before"},
		{catalog.ErrFingerprint, cli.Failed, "its keys have another fingerprint than the one that was named"},
		{catalog.ErrNotPack, cli.Failed, "this is not a library for Passalong"},
		{catalog.ErrNoLibrary, cli.Failed, "there is no such library on this computer"},
		{catalog.ErrBundled, cli.Failed, "the library came with the program and cannot be removed"},
		{catalog.ErrNoPrevious, cli.Failed, "there is no earlier revision to go back to"},
		{catalog.ErrCannotPack, cli.Failed, "the library has no signed revision that could be passed on"},
		{catalog.ErrNoSpace, cli.Failed, "the disk is too full"},
		{catalog.ErrReadOnly, cli.Failed, "the folder cannot be written to"},
		{catalog.ErrBusy, cli.Failed, "another window of Passalong, or another pal, is changing the library"},
		{bad, cli.Content, "the content has problems"},
		{settings.ErrNoFolder, cli.Failed, "the data folder cannot be used"},
		{settings.ErrNoHome, cli.Failed, "this computer names no place for data"},
		{progress.ErrDiskFull, cli.Failed, "the disk is full"},
		{fs.ErrPermission, cli.Failed, "this is not allowed"},
		{fs.ErrNotExist, cli.Failed, "there is no such file or folder"},
		{context.DeadlineExceeded, cli.Failed, "that took too long"},
	} {
		t.Run(c.line, func(t *testing.T) {
			m := newMachine()
			m.checking = fmt.Errorf("checking nuaa/library: %w: %w", c.err, deep)
			got := run(t.Context(), m, "update")
			lines := strings.Split(got.errOut, "\n")
			if got.code != c.code || got.out != "" || lines[0] != "pal update: "+c.line {
				t.Errorf("exit code %d, %q and %q; want %d, \"\" and %q", got.code, got.out, lines[0], c.code, c.line)
			}
			last := lines[len(lines)-2]
			if c.err == error(bad) {
				if last != "a.md:3: bad\uFFFD[31m" {
					t.Errorf("the problem is shown as %q", last)
				}
			} else if last != "Details: "+m.checking.Error() {
				t.Errorf("the last line is %q", last)
			}
		})
	}
	m := newMachine()
	m.checking = errors.New("checking: surprise")
	if got := run(t.Context(), m, "update"); got.code != cli.Failed || got.errOut != "pal update: checking: surprise\n" {
		t.Errorf("what nobody expected is said as %+v", got)
	}
}

func TestWhatIsWrongAndKeepsNothingFromWorking(t *testing.T) {
	m := newMachine()
	m.notice = &settings.DamagedError{SetAside: "/d/settings-damaged-1.json", Err: errors.New("cut off")}
	m.loading = &catalog.FallbackError{Err: catalog.ErrDamaged}
	got := run(t.Context(), m, "list")
	if got.code != cli.Done || !strings.HasPrefix(got.out, "Passalong library: bundled content of 21 November 2026\n") {
		t.Errorf("got %+v", got)
	}
	for _, want := range []string{"pal list: the settings were damaged", "settings-damaged-1.json", "so this is the bundled content\nPut it right with: pal update\n"} {
		if !strings.Contains(got.errOut, want) {
			t.Errorf("%q does not say %q", got.errOut, want)
		}
	}
	m = newMachine()
	m.closing = errors.New("closing: surprise")
	if got := run(t.Context(), m, "list"); got.code != cli.Failed || got.errOut != "pal list: closing: surprise\n" {
		t.Errorf("a folder that does not close: %+v", got)
	}
}

func TestHandout(t *testing.T) {
	for _, c := range []struct {
		name, command string
		change        func(*machine)
		in            change
		want          result
		saved         map[string]string
	}{
		{
			name: "into a file, for a script", command: "handout steps -o x.pdf",
			saved: map[string]string{"x.pdf": "%PDF of steps"},
		},
		{
			name: "into a file, for a person, for the first time", command: "handout -o x.pdf steps",
			change: func(m *machine) { m.ready = false }, in: onTerminal,
			want:  result{errOut: "Making the typesetting engine ready, once on this machine ...\nx.pdf: 13 bytes\n"},
			saved: map[string]string{"x.pdf": "%PDF of steps"},
		},
		{name: "to another program", command: "handout steps -o -", want: result{out: "%PDF of steps"}},
		{
			name: "to a terminal", command: "handout steps -o -", in: onTerminal,
			want: result{
				code:   cli.Usage,
				errOut: "pal handout: a PDF is no text for a terminal: name a file, or pass it on to another program\nUsage: pal handout [ID ...] -o FILE [OPTION ...]\nMore:  pal help handout\n",
			},
		},
		{
			name: "where nothing can be written", command: "handout steps -o x.pdf",
			change: func(m *machine) {
				m.saving = &fs.PathError{Op: "open", Path: "x.pdf", Err: fs.ErrPermission}
				m.pdf = func(context.Context) error { return errors.New("it is made for nothing") }
			},
			want: result{
				code:   cli.Failed,
				errOut: "pal handout: the PDF may not be written there\nName a file in another folder.\nDetails: open x.pdf: " + fs.ErrPermission.Error() + "\n",
			},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := newMachine()
			if c.change != nil {
				c.change(m)
			}
			if c.in == nil {
				c.in = func(*cli.Invocation) {}
			}
			got := run(t.Context(), m, c.command, c.in)
			if diff := cmp.Diff(c.want, got, cmp.AllowUnexported(result{})); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(c.saved, m.saved); diff != "" {
				t.Error(diff)
			}
			if c.want.code == cli.Done && !m.prepared {
				t.Error("the engine was not made ready: every handout would be as slow as the first")
			}
		})
	}
}
