package cli_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/cli"
)

// A press notes what authors do with a checkout.
type press struct {
	before    *catalog.Catalog // what was published last
	reading   error            // of that
	err       error
	keys      catalog.PublisherKeys
	keyless   bool // the checkout has no keys yet
	made      catalog.FirstKeys
	rotation  catalog.KeyRotation
	mirrors   []string
	opened    []string // passwords that were given, after the file they were for
	locked    []string // files of keys that have a password
	signedBy  string
	packed    string
	replacing bool
}

func (p *press) unlock(files []string, unlock catalog.Password) error {
	for _, file := range files {
		for _, locked := range p.locked {
			if file != locked {
				continue
			}
			password, err := unlock(file)
			if err != nil {
				return err
			}
			p.opened = append(p.opened, file+": "+password)
		}
	}
	return p.err
}

func (p *press) Before(context.Context, string) (*catalog.Catalog, error) {
	if p.before == nil {
		return nil, catalog.ErrNoPrevious
	}
	return p.before, p.reading
}

func (p *press) Publish(_ context.Context, _ string, mirrors []string) (catalog.Publication, error) {
	p.mirrors = mirrors
	return catalog.Publication{Revision: catalog.Revision{Sequence: 3}, Written: []string{"channel/manifest.json"}, Next: []string{"pal sign . -key FILE"}}, p.err
}

func (p *press) Sign(_ context.Context, _, key string, unlock catalog.Password) (catalog.Publication, error) {
	p.signedBy = key
	return catalog.Publication{Revision: catalog.Revision{Sequence: 3, Signed: true}, Next: []string{"git push"}}, p.unlock([]string{key}, unlock)
}

func (p *press) Keys(context.Context, string) (catalog.PublisherKeys, error) {
	if p.keyless {
		return catalog.PublisherKeys{}, catalog.ErrNoKeys
	}
	return p.keys, p.err
}

func (p *press) NewKeys(_ context.Context, _ string, n catalog.FirstKeys) (catalog.KeyChange, error) {
	p.made = n
	return catalog.KeyChange{PublisherKeys: p.keys, Made: []catalog.MadeKey{{File: "k/1.key", Public: "RW1"}, {File: "k/2.key", Public: "RW2"}}, Next: []string{"pal publish ."}}, p.err
}

func (p *press) Rotate(_ context.Context, _ string, r catalog.KeyRotation) (catalog.KeyChange, error) {
	p.rotation = r
	return catalog.KeyChange{PublisherKeys: p.keys}, p.unlock(r.Sign, r.Unlock)
}

func (p *press) AddSignatures(_ context.Context, _ string, keys []string, unlock catalog.Password) (catalog.KeyChange, error) {
	p.signedBy = strings.Join(keys, " ")
	return catalog.KeyChange{PublisherKeys: p.keys}, p.unlock(keys, unlock)
}

func (p *press) Pack(_ context.Context, _, path string, replace bool) (int64, error) {
	p.packed, p.replacing = path, replace
	return 450_000, p.err
}

// author runs a command of an author, who answers the questions for passwords with these.
func author(t *testing.T, p *press, m *machine, command string, typed []string, changes ...change) result {
	t.Helper()
	var out, errOut bytes.Buffer
	in := cli.Invocation{Args: strings.Fields(command), Stdin: strings.NewReader(""), Stdout: &out, Stderr: &errOut, TerminalIn: typed != nil}
	for _, c := range changes {
		c(&in)
	}
	password := func(_ context.Context, question string) (string, error) {
		fmt.Fprintln(&errOut, question)
		if len(typed) == 0 {
			return "", errors.New("nothing is typed")
		}
		next := typed[0]
		typed = typed[1:]
		return next, nil
	}
	code := cli.Run(t.Context(), in, cli.Services{Publisher: p, Password: password, Read: m.read, Check: m.check})
	got := result{code, out.String(), errOut.String()}
	for _, secret := range []string{"correct horse", "another horse"} {
		if strings.Contains(got.out+got.errOut, secret) {
			t.Errorf("the password is shown: %s%s", got.out, got.errOut)
		}
	}
	return got
}

// check reads the library of a machine's checkout.
func (m *machine) check(context.Context, string) (*catalog.Catalog, []catalog.Problem, error) {
	return m.catalog, nil, nil
}

func TestPublishHoldsItAgainstTheLastRevision(t *testing.T) {
	p, m := &press{before: newMachine().catalog}, newMachine()
	if got := author(t, p, m, "publish .", nil); got.code != cli.Done || got.errOut != "" {
		t.Errorf("nothing differs: exit code %d: %s", got.code, got.errOut)
	}
	m.catalog.Modules[0].Title = "Overdoses"
	if got := author(t, p, m, "publish .", nil); got.code != cli.Done || !strings.Contains(got.errOut, "its version is still 1.2") {
		t.Errorf("worth a second look: exit code %d: %s", got.code, got.errOut)
	}
	m.catalog.Modules = nil
	p.mirrors = []string{"untouched"}
	got := author(t, p, m, "publish .", nil)
	if got.code != cli.Content || !strings.Contains(got.errOut, "the module “overdose” is gone, and nothing says so") || p.mirrors == nil {
		t.Errorf("a module is gone: exit code %d: %s", got.code, got.errOut)
	}
	p.reading = errors.New("git has no such object")
	got = author(t, p, m, "publish .", nil)
	if got.code != cli.Done || !strings.Contains(got.errOut, "nothing was compared with it") || !strings.Contains(got.errOut, "git has no such object") {
		t.Errorf("it cannot be read: exit code %d: %s", got.code, got.errOut)
	}
}

func threeKeys() catalog.PublisherKeys {
	return catalog.PublisherKeys{Library: "org.example.hr", Version: 1, Threshold: 2, Keys: []string{"RW1", "RW2", "RW3"}, Fingerprint: digits}
}

func TestPasswordsForNewKeys(t *testing.T) {
	for _, c := range []struct {
		name, command string
		typed         []string
		stdin         string
		code          int
		want, said    string
	}{
		{"typed twice", "key new . -keys k", []string{"correct horse", "correct horse"}, "", cli.Done, "correct horse", "Password for the new keys, not shown: \nThe same once more: \n"},
		{"typed differently", "key new . -keys k", []string{"correct horse", "another horse"}, "", cli.Failed, "", "the two passwords differ"},
		{"too short", "key new . -keys k", []string{"horse", "horse"}, "", cli.Failed, "", "the password is too short"},
		{"none typed", "key new . -keys k", []string{"", ""}, "", cli.Usage, "", "say -no-password"},
		{"none wanted", "key new . -keys k -no-password", []string{}, "", cli.Done, "", ""},
		{"of a script", "key new . -keys k", nil, "correct horse\r\nmore", cli.Done, "correct horse", ""},
		{"of a script that says nothing", "key new . -keys k", nil, "", cli.Usage, "", "say -no-password"},
		{"of a file", "key new . -keys k -password-file secret.txt", []string{}, "another horse", cli.Done, "correct horse", ""},
		{"of a file that is missing", "key new . -keys k -password-file none.txt", nil, "", cli.Failed, "", "there is no such file"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, m := &press{keys: threeKeys(), keyless: true}, &machine{files: map[string]string{"secret.txt": "correct horse\nnot this"}}
			got := author(t, p, m, c.command, c.typed, typing(c.stdin))
			if got.code != c.code || p.made.Password != c.want || !strings.Contains(got.errOut, c.said) {
				t.Errorf("exit code %d, password %q\n%s", got.code, p.made.Password, got.errOut)
			}
			if c.code != cli.Done && p.made.Folder != "" {
				t.Error("keys were made all the same")
			}
		})
	}
}

func TestNobodyThinksUpAPasswordForNothing(t *testing.T) {
	p := &press{keys: threeKeys()}
	got := author(t, p, &machine{}, "key new . -keys k", []string{"correct horse", "correct horse"})
	if got.code != cli.Failed || !strings.HasPrefix(got.errOut, "pal key new: the library has keys already\n") {
		t.Errorf("exit code %d: %s", got.code, got.errOut)
	}
	if got := author(t, p, &machine{}, "key new . -keys k -start-again", []string{"correct horse", "correct horse"}); got.code != cli.Done || !p.made.StartAgain {
		t.Errorf("to start again: exit code %d: %s", got.code, got.errOut)
	}
}

func TestPasswordsOfKeys(t *testing.T) {
	locked := []string{"a.key", "b.key"}
	for _, c := range []struct {
		name, command string
		typed         []string
		stdin         string
		want          []string
	}{
		{"asked for", "sign . -key a.key", []string{"correct horse"}, "", []string{"a.key: correct horse"}},
		{"asked for each", "key rotate . -drop 3 -key a.key -key b.key", []string{"correct horse", "another horse"}, "", []string{"a.key: correct horse", "b.key: another horse"}},
		{"one of a script for all", "key rotate . -sign -key a.key -key b.key", nil, "correct horse\n", []string{"a.key: correct horse", "b.key: correct horse"}},
		{"one of a file for all", "key rotate . -drop 3 -key a.key -key b.key -password-file secret.txt", []string{}, "", []string{"a.key: correct horse", "b.key: correct horse"}},
		{"the one for a new key, too", "key rotate . -keys k -key a.key", nil, "correct horse\n", []string{"a.key: correct horse"}},
		{"not asked for when there is none", "sign . -key open.key", []string{}, "", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, m := &press{keys: threeKeys(), locked: locked}, &machine{files: map[string]string{"secret.txt": "correct horse\n"}}
			got := author(t, p, m, c.command, c.typed, typing(c.stdin))
			if got.code != cli.Done {
				t.Errorf("exit code %d: %s", got.code, got.errOut)
			}
			if d := cmp.Diff(p.opened, c.want); d != "" {
				t.Error(d)
			}
			if strings.Contains(c.command, "-keys") && p.rotation.Password != "correct horse" {
				t.Errorf("the new key has the password %q", p.rotation.Password)
			}
		})
	}
}

func TestNewKeysSayWhereToKeepThem(t *testing.T) {
	got := author(t, &press{keys: threeKeys(), keyless: true}, &machine{}, "key new . -keys k -no-password", nil)
	want := `Keys of org.example.hr, version 1. Any one of them signs; 2 of the 3 together change the keys.
  1  RW1
  2  RW2
  3  RW3
Fingerprint, which learners compare:
  ` + digits + `
Address with it, which learners can type:
  OWNER/REPO#12345-67890-11111-22222-33333-44444

Secret keys. Carry each to another place, and leave none where it was made but the first:
  k/1.key   keep it on the editor's computer
  k/2.key   keep it in a safe, on a stick of its own

Then:
  pal publish .
`
	if d := cmp.Diff(result{cli.Done, want, ""}, got, cmp.AllowUnexported(result{})); d != "" {
		t.Error(d)
	}
}

func TestKeyShowSaysWhatIsMissing(t *testing.T) {
	keys := threeKeys()
	keys.Proposed = &catalog.ProposedKeys{Version: 2, Threshold: 2, Keys: []string{"RW1", "RW2", "RW4"}, Signed: []string{"RW1", "RW4"}, MissingOld: 1}
	keys.Source = "example/library"
	p := &press{keys: keys}
	got := author(t, p, &machine{}, "key show .", nil)
	if !strings.Contains(got.out, "\n  example/library#12345-67890-11111-22222-33333-44444\n") {
		t.Errorf("the address is not that of the library: %s", got.out)
	}
	want := `
A change to version 2 waits in channel/proposed-keys.json, with 3 keys:
  1  RW1  has signed
  2  RW2
  3  RW4  new  has signed
Still missing: 1 signature of the keys in use.
`
	if !strings.HasSuffix(got.out, want) {
		t.Errorf("%s", got.out)
	}
	if got := author(t, p, &machine{}, "key show -json .", nil); !strings.Contains(got.out, `"missing_old": 1`) || !strings.Contains(got.out, `"fingerprint": "12345 `) {
		t.Errorf("%s", got.out)
	}
}

func TestKeyRotateTakesWhatItIsGiven(t *testing.T) {
	p := &press{keys: threeKeys()}
	got := author(t, p, &machine{}, "key rotate -propose . -drop 3 -drop RW2 -add RW9 -keys new -no-password -threshold 2 -key a.key", nil)
	p.rotation.Unlock = nil
	want := catalog.KeyRotation{Drop: []string{"3", "RW2"}, Add: []string{"RW9"}, New: 1, Folder: "new", Threshold: 2, Sign: []string{"a.key"}, Unsigned: true}
	if d := cmp.Diff(p.rotation, want); d != "" || got.code != cli.Done {
		t.Errorf("exit code %d: %s%s", got.code, got.errOut, d)
	}
}

func TestAuthorsCommandsAreHeldToTheirHelp(t *testing.T) {
	for command, said := range map[string]string{
		"key new .":                              "name a folder for the secret keys with -keys",
		"key new -keys k":                        "name the folder of a checkout",
		"key new . -keys k -count 9":             "-count is a number from 1 to 8",
		"key new . -keys k -threshold x":         "-threshold is a number from 1 to 8",
		"key rotate .":                           "say what changes",
		"key rotate . -sign":                     "name a secret key with -key",
		"key rotate . -sign -drop 1 -key a.key":  "it changes nothing of it",
		"key rotate . -sign -propose -key a.key": "it changes nothing of it",
		"sign .":                                 "name a secret key with -key",
		"pack .":                                 "name a file that ends in .passalong",
		"pack . -o .passalong":                   "name a file that ends in .passalong",
		"pack . -o library.tar":                  "name a file that ends in .passalong",
	} {
		t.Run(command, func(t *testing.T) {
			if got := author(t, &press{}, &machine{}, command, nil); got.code != cli.Usage || !strings.Contains(got.errOut, said) {
				t.Errorf("exit code %d: %s", got.code, got.errOut)
			}
		})
	}
}

func TestTroublesOfAuthors(t *testing.T) {
	for _, c := range []struct {
		command string
		err     error
		said    string
	}{
		{"key new . -keys k -no-password", catalog.ErrInCheckout, "pal key new: secret keys must not lie in a git checkout"},
		{"key new . -keys k -no-password", catalog.ErrHasKeys, "pal key rotate DIR"},
		{"key rotate . -drop 1", catalog.ErrTooFewKeys, "say -propose and let others sign later"},
		{"publish .", catalog.ErrKeyFiles, "Restore modules/keys.json and channel/keys from git."},
		{"sign . -key x", catalog.ErrNotItsKey, "pal key show DIR lists them."},
		{"sign . -key x", catalog.ErrUnpublished, "Publish it first with: pal publish DIR"},
		{"sign . -key x", fs.ErrNotExist, "there is no such file or folder"},
		{"pack . -o x.passalong", catalog.ErrUnsigned, "Sign it with: pal sign DIR -key FILE"},
		{"pack . -o x.passalong", fs.ErrExist, "say -replace to write over it"},
	} {
		t.Run(c.said, func(t *testing.T) {
			got := author(t, &press{err: fmt.Errorf("deep: %w", c.err)}, &machine{}, c.command, nil)
			if got.code != cli.Failed || !strings.Contains(got.errOut, c.said) || got.out != "" {
				t.Errorf("exit code %d: %s%s", got.code, got.out, got.errOut)
			}
		})
	}
}

func TestPublishTakesMirrors(t *testing.T) {
	for command, want := range map[string][]string{
		"publish .":              nil,
		"publish . -mirror none": {},
		"publish . -mirror https://a.example/ -mirror https://b.example/": {"https://a.example/", "https://b.example/"},
	} {
		p := &press{}
		got := author(t, p, &machine{}, command, nil)
		if d := cmp.Diff(p.mirrors, want); d != "" || got.code != cli.Done || !strings.Contains(got.out, "It has to be signed before learners can have it:\n  pal sign . -key FILE\n") {
			t.Errorf("%s: exit code %d: %s%s%s", command, got.code, got.out, got.errOut, d)
		}
	}
}

func TestPackAndSignSayWhatTheyDid(t *testing.T) {
	p := &press{}
	if got := author(t, p, &machine{}, "pack . -o x.passalong -replace", nil); got.out != "x.passalong: 450 kB\n" || p.packed != "x.passalong" || !p.replacing {
		t.Errorf("%+v: %+v", got, p)
	}
	if got := author(t, p, &machine{}, "sign . -key a.key", nil); got.out != "Revision 3 is signed.\nTo put it before learners:\n  git push\n" || p.signedBy != "a.key" {
		t.Errorf("%+v", got)
	}
	if got := author(t, p, &machine{}, "sign . -key a.key -json", nil); !strings.Contains(got.out, `"signed": true`) {
		t.Errorf("%+v", got)
	}
}
