package manifest_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/manifest"
)

func TestWhatIsThereForAuthorsIsNotPublished(t *testing.T) {
	tree := fstest.MapFS{}
	for _, name := range []string{
		"library.yaml", "a/module.yaml", "a/en/01.md", "README.md", "a/README.md", "embed.go", ".git/config", ".hidden", "a/.DS_Store", "_drafts/a.md", "a/_Notes.docx",
	} {
		tree[name] = &fstest.MapFile{Data: []byte(name + "\n")}
	}
	files, problems, err := manifest.List(tree)
	if err != nil || len(problems) > 0 {
		t.Fatalf("%v, %v", problems, err)
	}
	var got []string
	for _, f := range files {
		got = append(got, f.Path)
	}
	if want := []string{"modules/a/en/01.md", "modules/a/module.yaml", "modules/library.yaml"}; !slices.Equal(got, want) {
		t.Errorf("published are %q, want %q", got, want)
	}
}

func TestABadNameSaysWhatIsBadAboutIt(t *testing.T) {
	for name, want := range map[string]string{
		"a/Thumbs.db": "of this kind", "a/letter": "of this kind", "a/CON.md": "Windows cannot", "a/A b.md": "lower case letters", "a/b:c.md": "lower case letters",
		strings.Repeat("a", manifest.MaxPath) + ".md": "make it shorter",
	} {
		_, problems, err := manifest.List(fstest.MapFS{name: &fstest.MapFile{Data: []byte("x")}})
		if err != nil || len(problems) != 1 || !strings.Contains(problems[0].Message+" "+problems[0].Suggestion, want) {
			t.Errorf("%.40s: %v, %v", name, problems, err)
		}
	}
}

func TestWhatMustNotBePublishedIsNamed(t *testing.T) {
	const lfs = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n"
	for name, text := range map[string]string{
		"a/.gitattributes": "* text=auto\n", "Upper.md": "x", "a/space here.md": "x", "con.md": "x", "a/program.exe": "x", "a/keys.json": "{}",
		"a/windows.md": "one\r\ntwo\r\n", "a/large.png": string(make([]byte, manifest.MaxFile+1)), "a/pointer.png": lfs,
	} {
		_, problems, err := manifest.List(fstest.MapFS{name: &fstest.MapFile{Data: []byte(text)}})
		if err != nil || len(problems) != 1 || problems[0].File != name || problems[0].Severity != catalog.Broken || problems[0].Suggestion == "" {
			t.Errorf("%s: %v, %v", name, problems, err)
		}
	}
}
