package app_test

import (
	"errors"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/app"
	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/github/githubtest"
	"github.com/passalong/passalong/modules"
)

// An author has a checkout of the bundled library, with one file changed, and the keys to sign it.
type author struct {
	t      *testing.T
	dir    string
	keys   catalog.KeyChange
	keyDir string
}

func newAuthor(t *testing.T) *author {
	t.Helper()
	au := &author{t: t, dir: t.TempDir(), keyDir: t.TempDir()}
	if err := os.CopyFS(filepath.Join(au.dir, "modules"), modules.FS); err != nil {
		t.Fatal(err)
	}
	au.say("One sentence more.")
	return au
}

// say adds a sentence to a guide.
func (au *author) say(sentence string) {
	au.t.Helper()
	guides, err := filepath.Glob(filepath.Join(au.dir, "modules", "*", "en", "guide.md"))
	if err != nil || len(guides) == 0 {
		au.t.Fatalf("no guide is bundled: %v", err)
	}
	text, err := os.ReadFile(guides[0])
	if err != nil {
		au.t.Fatal(err)
	}
	write(au.t, guides[0], string(text)+"\n"+sentence+"\n")
}

// publish makes the checkout ready for learners, signed if there are keys.
func (au *author) publish() {
	au.t.Helper()
	if _, err := (app.Publisher{}).Publish(au.t.Context(), au.dir, nil); err != nil {
		au.t.Fatal(err)
	}
	if len(au.keys.Made) == 0 {
		return
	}
	if _, err := (app.Publisher{}).Sign(au.t.Context(), au.dir, au.keys.Made[0].File, nil); err != nil {
		au.t.Fatal(err)
	}
}

func (au *author) makeKeys() {
	au.t.Helper()
	var err error
	au.keys, err = app.Publisher{}.NewKeys(au.t.Context(), au.dir, catalog.FirstKeys{Folder: au.keyDir, Count: 3})
	if err != nil {
		au.t.Fatal(err)
	}
}

// push puts the checkout on the branch that learners read.
func (au *author) push(hub *githubtest.Server) {
	au.t.Helper()
	files := map[string][]byte{}
	root := os.DirFS(au.dir)
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			files[name], err = fs.ReadFile(root, name)
		}
		return err
	})
	if err != nil {
		au.t.Fatal(err)
	}
	if _, err := hub.Commit(files); err != nil {
		au.t.Fatal(err)
	}
}

func startHub(t *testing.T) *githubtest.Server {
	t.Helper()
	hub, err := githubtest.Start(true)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := hub.Close(); err != nil {
			t.Error(err)
		}
	})
	return hub
}

// bundledOf is the library that came with the program.
func bundledOf(t *testing.T, a *app.App) catalog.InstalledLibrary {
	t.Helper()
	all, err := a.Content.Libraries(t.Context())
	if err != nil || len(all) != 1 || !all[0].Bundled {
		t.Fatalf("the libraries are %+v, error %v", all, err)
	}
	return all[0]
}

func TestASignedUpdateArrivesAndGoesFromHandToHand(t *testing.T) {
	hub, au := startHub(t), newAuthor(t)
	au.makeKeys()
	au.publish()
	au.push(hub)
	cfg := config(t)
	cfg.GitHub = strings.TrimSuffix(hub.BaseURL, "/api/")
	a := open(t, cfg)

	if _, err := a.Content.Look(t.Context(), githubtest.Repository+"#00000 00000 00000 00000 00000 00000"); !errors.Is(err, catalog.ErrFingerprint) {
		t.Errorf("with the fingerprint of somebody else: %v", err)
	}
	u, err := a.Content.Look(t.Context(), githubtest.Repository)
	if err != nil || !u.First || u.Trust != catalog.NewKeys || u.Compared || u.Fingerprint != au.keys.Fingerprint || u.Files != 2 {
		t.Fatalf("what is there is %+v: %v", u, err)
	}
	u, err = a.Content.Look(t.Context(), githubtest.Repository+"#"+strings.ReplaceAll(au.keys.Fingerprint, " ", "-"))
	if err != nil || !u.Compared {
		t.Fatalf("with the fingerprint behind the address, compared is %v: %v", u.Compared, err)
	}
	var last catalog.Transfer
	r, err := a.Content.Install(t.Context(), u, func(p catalog.Transfer) { last = p })
	if err != nil || r.Sequence != 1 || !r.Signed || last.Done != u.Download || last.Total != u.Download {
		t.Fatalf("installed %+v after %+v of %d bytes: %v", r, last, u.Download, err)
	}
	if cat, err := a.Content.Load(t.Context()); err != nil || cat.Revision != r {
		t.Errorf("in use is %+v: %v", cat.Revision, err)
	}
	l := bundledOf(t, a)
	if !l.Checked.Equal(noon) || l.Source != githubtest.Repository || !l.CanPack || !l.HasPrevious || l.Trust != catalog.KnownKeys {
		t.Errorf("it is listed as %+v", l)
	}
	if _, err := a.Content.Check(t.Context(), l.ID); !errors.Is(err, catalog.ErrUpToDate) {
		t.Errorf("asked again: %v", err)
	}
	checkLog(t, a)
	passOn(t, a, l, au)
	if back, err := a.Content.RollBack(t.Context(), l.ID); err != nil || !back.Bundled() {
		t.Errorf("went back to %+v: %v", back, err)
	}
}

func checkLog(t *testing.T, a *app.App) {
	t.Helper()
	entries, err := a.Network.Entries()
	if err != nil || len(entries) < 5 { // where the branch stands, manifest, signature, key set, the changed file
		t.Fatalf("the network log has %d entries: %v", len(entries), err)
	}
	for _, e := range entries {
		ok := e.Status == http.StatusOK && e.Bytes > 0 || e.Status == http.StatusNotModified
		if !ok || !e.At.Equal(noon) {
			t.Errorf("an entry is %+v", e)
		}
	}
}

// passOn takes what one computer has to another that is never online.
func passOn(t *testing.T, from *app.App, l catalog.InstalledLibrary, au *author) {
	t.Helper()
	stick := filepath.Join(t.TempDir(), "content.passalong")
	size, err := from.Content.Pack(t.Context(), l.ID, stick, false)
	if info, statErr := os.Stat(stick); err != nil || statErr != nil || info.Size() != size {
		t.Fatalf("the pack has %d bytes: %v, %v", size, err, statErr)
	}
	if _, err := from.Content.Pack(t.Context(), l.ID, stick, false); !errors.Is(err, fs.ErrExist) {
		t.Errorf("a pack was written over: %v", err)
	}
	direct := filepath.Join(t.TempDir(), "author.passalong")
	if _, err := (app.Publisher{}).Pack(t.Context(), au.dir, direct, false); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(read(t, direct), read(t, stick)); diff != "" {
		t.Error("the author packs something else than the learner")
	}

	cfg := config(t)
	cfg.Transport = nowhere{t}
	a := open(t, cfg)
	s := a.Settings.Current()
	s.NeverConnect = true // files are no connection
	if err := a.Settings.Save(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	u, err := a.Content.Look(t.Context(), stick+"#"+au.keys.Fingerprint)
	if err != nil || !u.Compared || u.Library != l.ID {
		t.Fatalf("on the stick is %+v: %v", u, err)
	}
	if r, err := a.Content.Install(t.Context(), u, nil); err != nil || r.Manifest != l.Revision.Manifest {
		t.Errorf("installed %+v: %v", r, err)
	}
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestUnsignedContentIsForAuthorsOnly(t *testing.T) {
	hub, au := startHub(t), newAuthor(t)
	au.publish()
	au.push(hub)
	cfg := config(t)
	cfg.GitHub = strings.TrimSuffix(hub.BaseURL, "/api/")
	a := open(t, cfg)
	for _, address := range []string{githubtest.Repository, au.dir} {
		if _, err := a.Content.Look(t.Context(), address); !errors.Is(err, catalog.ErrUnsigned) {
			t.Errorf("%s: %v", address, err)
		}
	}
	s := a.Settings.Current()
	s.AllowUnsigned = true
	if err := a.Settings.Save(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	u, err := a.Content.Look(t.Context(), githubtest.Repository)
	if err != nil || u.Trust != catalog.Unsigned {
		t.Fatalf("when it is allowed: %+v, %v", u, err)
	}
	if r, err := a.Content.Install(t.Context(), u, nil); err != nil || r.Signed {
		t.Errorf("installed %+v: %v", r, err)
	}
	if _, err := a.Content.Pack(t.Context(), u.Library, filepath.Join(t.TempDir(), "x.passalong"), false); !errors.Is(err, catalog.ErrCannotPack) {
		t.Errorf("it was packed: %v", err)
	}
}

func TestAddressesThatLeadNowhere(t *testing.T) {
	cfg := config(t)
	cfg.Transport = nowhere{t}
	a := open(t, cfg)
	text := filepath.Join(t.TempDir(), "letter.passalong")
	write(t, text, "Dear all")
	for address, want := range map[string]error{
		"":                               catalog.ErrNoSource,
		"library":                        catalog.ErrUnknownName,
		"one/two/three":                  catalog.ErrUnknownName,
		"http://example.org/library/":    catalog.ErrUnknownName,
		"/nowhere/at/all.passalong":      fs.ErrNotExist,
		"./missing":                      fs.ErrNotExist,
		text:                             catalog.ErrNotPack,
		t.TempDir():                      catalog.ErrNotFound,
		"ftp://example.org/":             catalog.ErrUnknownName,
		"https://user@example.org/x/":    catalog.ErrUnknownName,
		`C:\Users\Kit\library.passalong`: fs.ErrNotExist,
	} {
		if _, err := a.Content.Look(t.Context(), address); !errors.Is(err, want) {
			t.Errorf("%q: %v, want %v", address, err, want)
		}
	}
}

// A stick from which the program was started may have a folder that is called as a repository is.
func TestAnAddressIsNoFolderOfTheSameName(t *testing.T) {
	au := newAuthor(t)
	au.makeKeys()
	au.publish()
	stick := t.TempDir()
	if err := os.CopyFS(filepath.Join(stick, "somebody", "library"), os.DirFS(au.dir)); err != nil {
		t.Fatal(err)
	}
	t.Chdir(stick)
	cfg := config(t)
	cfg.Transport = nowhere{t}
	a := open(t, cfg)
	u, err := a.Content.Look(t.Context(), "somebody/library") // written by hand, it is the folder
	if err != nil || u.Source != filepath.Join(stick, "somebody", "library") {
		t.Fatalf("%+v, %v", u, err)
	}
	u.Source = "somebody/library"
	s := a.Settings.Current()
	s.NeverConnect = true
	if err := a.Settings.Save(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Content.Install(t.Context(), u, nil); !errors.Is(err, catalog.ErrNeverOnline) {
		t.Errorf("got %v", err)
	}
}

func TestRemovingALibraryLeavesNothingThatHadArrived(t *testing.T) {
	au := newAuthor(t)
	head := filepath.Join(au.dir, "modules", "library.yaml")
	write(t, head, strings.Replace(string(read(t, head)), "id: passalong", "id: org-example-other", 1))
	au.makeKeys()
	au.publish()
	cfg := config(t)
	a := open(t, cfg)
	u, err := a.Content.Look(t.Context(), au.dir)
	if err != nil || u.Library != "org-example-other" {
		t.Fatalf("%+v, %v", u, err)
	}
	if _, err := a.Content.Install(t.Context(), u, nil); err != nil {
		t.Fatal(err)
	}
	part := filepath.Join(cfg.CacheDir, "arriving", "part")
	if err := os.MkdirAll(filepath.Dir(part), 0o700); err != nil {
		t.Fatal(err)
	}
	write(t, part, `{"url":"https://example.org/other/content-2.passalong"}`)
	if err := a.Content.Remove(t.Context(), u.Library); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Dir(part)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("it is there still: %v", err)
	}
}
