package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/passalong/passalong/internal/content"
	"github.com/passalong/passalong/internal/github/githubtest"
)

const (
	guidePath    = "../../docs/publishing.md"
	templatePath = "../../docs/library-template"
	fourWords    = "four words of mine\n"
)

// A walk is somebody who follows docs/publishing.md, on a computer of their own.
type walk struct {
	*testing.T
	root, dir string // of everything, and where they are now
	stick     string
	env       []string
	hub       *githubtest.Server
	pushed    string // what of the repository learners have seen
}

// TestPublishingGuide runs every command of docs/publishing.md in its order. Whenever the branch "published" has
// changed, a learner's Passalong has to accept it.
func TestPublishingGuide(t *testing.T) {
	for _, program := range []string{"git", "minisign", "bash", "python3", "go"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("%s is not installed, and the guide needs it", program)
		}
	}
	w := newWalk(t)
	blocks := blocksOf(t, guidePath)
	var fingerprints []string
	for _, b := range blocks {
		switch {
		case b.language == "sh":
			for _, command := range b.commands() {
				w.run(command)
			}
		case b.file != "":
			w.edit(b)
		default:
			continue
		}
		if !w.publishedSince() {
			continue
		}
		if len(fingerprints) == 0 {
			fingerprints = append(fingerprints, w.fingerprint())
			w.learner("install", "-yes", "example/library#"+strings.ReplaceAll(fingerprints[0], " ", "-"))
			w.lesson("Passed on by hand.")
			continue
		}
		w.learner("update", "-yes", "harbour-street")
	}
	w.after(fingerprints[0])
}

func newWalk(t *testing.T) *walk {
	t.Helper()
	root := t.TempDir()
	w := &walk{T: t, root: root, dir: root, stick: filepath.Join(root, "stick")}
	// Built without the race detector, which needs several gibibytes for what locks a key in one.
	build := exec.CommandContext(t.Context(), "go", "build", "-race=false", "-o", filepath.Join(root, "bin", "pal"), ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("building pal: %v\n%s", err, out)
	}
	if err := os.CopyFS(filepath.Join(root, "passalong", "docs", "library-template"), os.DirFS(templatePath)); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(w.stick, 0o755); err != nil {
		t.Fatal(err)
	}
	config := fmt.Sprintf("[user]\n\tname = Editor\n\temail = editor@example.org\n[url %q]\n\tinsteadOf = https://github.com/example/library.git\n", filepath.Join(root, "hub.git"))
	if err := os.WriteFile(filepath.Join(root, "gitconfig"), []byte(config), 0o644); err != nil {
		t.Fatal(err)
	}
	w.env = append(os.Environ(), "PATH="+filepath.Join(root, "bin")+string(filepath.ListSeparator)+os.Getenv("PATH"),
		"HOME="+root, "GIT_CONFIG_GLOBAL="+filepath.Join(root, "gitconfig"), "GIT_CONFIG_NOSYSTEM=1")
	w.run("git init --quiet --bare --initial-branch=main hub.git")
	hub, err := githubtest.Start(true)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := hub.Close(); err != nil {
			t.Error(err)
		}
	})
	w.hub = hub
	return w
}

// run runs a command as the editor does, who types the password where one is asked for.
func (w *walk) run(command string) {
	w.Helper()
	began := time.Now()
	command = strings.ReplaceAll(command, "/media/stick", w.stick)
	cmd := exec.CommandContext(w.Context(), "bash", "-e", "-o", "pipefail", "-c", command+"\npwd -P >"+filepath.Join(w.root, "pwd"))
	cmd.Dir, cmd.Env, cmd.Stdin = w.dir, w.env, strings.NewReader(fourWords)
	out, err := cmd.CombinedOutput()
	if err != nil {
		w.Fatalf("%s\n%v\n%s", command, err, out)
	}
	if bytes.Contains(out, []byte(strings.TrimSpace(fourWords))) {
		w.Errorf("%s shows the password:\n%s", command, out)
	}
	now, err := os.ReadFile(filepath.Join(w.root, "pwd"))
	if err != nil {
		w.Fatal(err)
	}
	w.dir = strings.TrimSpace(string(now))
	w.Logf("%5.1fs  %s", time.Since(began).Seconds(), command)
}

// edit changes the lines of a YAML file that begin with the keys of a block.
func (w *walk) edit(b block) {
	w.Helper()
	name := filepath.Join(w.dir, filepath.FromSlash(b.file))
	text, err := os.ReadFile(name)
	if err != nil {
		w.Fatal(err)
	}
	for line := range strings.Lines(b.text) {
		key, _, _ := strings.Cut(line, ":")
		there := regexp.MustCompile(`(?m)^(# )?` + regexp.QuoteMeta(key) + `: .*\n`)
		if !there.Match(text) {
			w.Fatalf("%s has no line for %q", b.file, key)
		}
		text = there.ReplaceAllLiteral(text, []byte(line))
	}
	if err := os.WriteFile(name, text, 0o644); err != nil {
		w.Fatal(err)
	}
}

// lesson adds a line to the template's lesson, as an author does.
func (w *walk) lesson(line string) {
	w.Helper()
	f, err := os.OpenFile(filepath.Join(w.dir, "modules", "what-harm-reduction-is", "en", "01-many-ways.md"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		w.Fatal(err)
	}
	if _, err = fmt.Fprintf(f, "\n%s\n", line); err == nil {
		err = f.Close()
	}
	if err != nil {
		w.Fatal(err)
	}
}

func (w *walk) git(args ...string) []byte {
	w.Helper()
	cmd := exec.CommandContext(w.Context(), "git", append([]string{"-C", filepath.Join(w.root, "hub.git")}, args...)...)
	out, err := cmd.Output()
	if err != nil {
		w.Fatalf("git %v: %v", args, err)
	}
	return out
}

// publishedSince puts what was pushed to the branch "published" before learners, byte for byte as git has it.
func (w *walk) publishedSince() bool {
	w.Helper()
	commit := string(w.git("for-each-ref", "--format=%(objectname)", "refs/heads/published"))
	if commit == w.pushed {
		return false
	}
	w.pushed = commit
	files := map[string][]byte{}
	for name := range strings.SplitSeq(strings.TrimRight(string(w.git("ls-tree", "-r", "-z", "--name-only", "published")), "\x00"), "\x00") {
		files[name] = w.git("cat-file", "blob", "published:"+name)
		if bytes.Contains(files[name], []byte("encrypted secret key")) {
			w.Errorf("%s has a secret key in it", name)
		}
	}
	if _, err := w.hub.Commit(files); err != nil {
		w.Fatal(err)
	}
	return true
}

// learner runs pal on the computer of a learner, and wants it to install what is there.
func (w *walk) learner(args ...string) {
	w.Helper()
	args = append(args, "-data", filepath.Join(w.root, "learner"), "-github", strings.TrimSuffix(w.hub.BaseURL, "/api/"))
	cmd := exec.CommandContext(w.Context(), filepath.Join(w.root, "bin", "pal"), args...)
	cmd.Env = w.env
	out, err := cmd.CombinedOutput()
	if err != nil || !bytes.Contains(out, []byte("Installed: revision ")) {
		w.Fatalf("pal %v: %v\n%s", args, err, out)
	}
}

func (w *walk) fingerprint() string {
	w.Helper()
	cmd := exec.CommandContext(w.Context(), filepath.Join(w.root, "bin", "pal"), "key", "show", "-json", w.dir)
	out, err := cmd.Output()
	var keys struct{ Fingerprint string }
	if err == nil {
		err = json.Unmarshal(out, &keys)
	}
	if err != nil {
		w.Fatal(err)
	}
	return keys.Fingerprint
}

// after sees what has come of it all.
func (w *walk) after(first string) {
	w.Helper()
	var manifest struct {
		Sequence, Keys int
		Mirrors        []string
	}
	if err := json.Unmarshal(w.git("cat-file", "blob", "published:channel/manifest.json"), &manifest); err != nil {
		w.Fatal(err)
	}
	if manifest.Sequence != 5 || manifest.Keys != 3 || len(manifest.Mirrors) != 1 {
		w.Errorf("the last revision is %+v", manifest)
	}
	if last := w.fingerprint(); last == first {
		w.Error("the keys have not changed")
	}
	info, err := os.Stat(filepath.Join(w.stick, "harbour-street.passalong"))
	if err != nil || info.Size() < 5000 {
		w.Errorf("the pack: %v, %v", info, err)
	}
	cmd := exec.CommandContext(w.Context(), filepath.Join(w.root, "bin", "pal"), "list", "-data", filepath.Join(w.root, "learner"))
	if out, err := cmd.CombinedOutput(); err != nil || !bytes.Contains(out, []byte("what-harm-reduction-is")) {
		w.Errorf("the learner has no such module: %v\n%s", err, out)
	}
}

// A block is a fenced one of a document.
type block struct {
	language, file, text string
}

// commands are the lines of a block, each with what it continues on.
func (b block) commands() []string {
	return strings.Split(strings.TrimSpace(strings.ReplaceAll(b.text, "\\\n", "")), "\n")
}

func blocksOf(t *testing.T, name string) []block {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var blocks []block
	var open *block
	for scan := bufio.NewScanner(bytes.NewReader(data)); scan.Scan(); {
		line := scan.Text()
		info, fence := strings.CutPrefix(line, "```")
		switch {
		case fence && open == nil:
			language, file, _ := strings.Cut(info, " ")
			open = &block{language: language, file: file}
		case fence:
			blocks, open = append(blocks, *open), nil
		case open != nil:
			open.text += line + "\n"
		}
	}
	if open != nil || len(blocks) < 10 {
		t.Fatalf("%s has %d blocks, or one that does not end", name, len(blocks))
	}
	return blocks
}

func TestTemplateLoads(t *testing.T) {
	cat, problems, err := content.Load(t.Context(), os.DirFS(templatePath+"/modules"))
	if err != nil || len(problems) > 0 || len(cat.Modules) != 1 {
		t.Errorf("%v, %v", problems, err)
	}
	attributes, err := os.ReadFile(templatePath + "/.gitattributes")
	if err != nil || !strings.HasSuffix(string(attributes), "\n* -text\n") {
		t.Errorf("attributes %q, %v", attributes, err)
	}
	// Every file that the guide copies is really there, hidden ones too.
	for _, name := range []string{"README.md", "CONTRIBUTING.md", ".gitignore", ".github/workflows/check.yml", ".github/ISSUE_TEMPLATE/wrong.yml", ".github/ISSUE_TEMPLATE/config.yml"} {
		if _, err := os.Stat(path.Join(templatePath, name)); err != nil {
			t.Error(err)
		}
	}
}

// strictYAML reads a YAML file that may have no other fields.
func strictYAML(t *testing.T, name string, into any) {
	t.Helper()
	data, err := fs.ReadFile(os.DirFS(templatePath), name)
	if err != nil {
		t.Fatal(err)
	}
	d := yaml.NewDecoder(bytes.NewReader(data))
	d.KnownFields(true)
	if err := d.Decode(into); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}

func TestTemplateWorkflow(t *testing.T) {
	var w struct {
		Name string
		On   struct {
			PullRequest *struct{} `yaml:"pull_request"`
			Push        struct{ Branches []string }
		}
		Permissions map[string]string
		Concurrency struct {
			Group  string
			Cancel bool `yaml:"cancel-in-progress"`
		}
		Env  map[string]string
		Jobs map[string]struct {
			Name    string
			RunsOn  string `yaml:"runs-on"`
			Timeout int    `yaml:"timeout-minutes"`
			Steps   []struct {
				Name, Uses, Run string
				With            map[string]string
			}
		}
	}
	strictYAML(t, ".github/workflows/check.yml", &w)
	if len(w.Permissions) != 1 || w.Permissions["contents"] != "read" {
		t.Errorf("permissions %v: the check only reads", w.Permissions)
	}
	text, err := os.ReadFile(templatePath + "/.github/workflows/check.yml")
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(text), "pull_request_target") || strings.Contains(string(text), "secrets.") {
		t.Error("the check of a stranger's pull request has more than it needs")
	}
	pinned := regexp.MustCompile(`^[a-z-]+/[a-z-]+@[0-9a-f]{40}$`)
	var runs []string
	for _, job := range w.Jobs {
		if job.RunsOn == "" || job.Timeout == 0 {
			t.Errorf("job %+v", job)
		}
		for _, step := range job.Steps {
			if (step.Uses == "") == (step.Run == "") {
				t.Errorf("step %+v", step)
			}
			if step.Uses != "" && (!pinned.MatchString(step.Uses) || !regexp.MustCompile(regexp.QuoteMeta(step.Uses)+` # v\d+\.\d+\.\d+\n`).Match(text)) {
				t.Errorf("%s is not named by its commit, with the tag behind it", step.Uses)
			}
			runs = append(runs, step.Run)
		}
	}
	for _, want := range []string{`go install "github.com/passalong/passalong/cmd/pal@$PAL"`, "pal check --format github modules"} {
		if !strings.Contains(strings.Join(runs, "\n"), want) {
			t.Errorf("it does not run %s", want)
		}
	}
	if !regexp.MustCompile(`^v\d+\.\d+\.\d+$`).MatchString(w.Env["PAL"]) {
		t.Errorf("the version of pal is %q", w.Env["PAL"])
	}
}

func TestTemplateIssueForm(t *testing.T) {
	var form struct {
		Name, Description, Title string
		Labels                   []string
		Body                     []struct {
			Type, ID   string
			Attributes struct {
				Value, Label, Description, Placeholder string
				Options                                []string
			}
			Validations struct{ Required bool }
		}
	}
	strictYAML(t, ".github/ISSUE_TEMPLATE/wrong.yml", &form)
	if form.Name == "" || form.Description == "" || len(form.Body) == 0 {
		t.Errorf("form %+v", form)
	}
	ids := map[string]bool{}
	for _, b := range form.Body {
		switch b.Type {
		case "markdown":
			if b.Attributes.Value == "" || b.ID != "" {
				t.Errorf("element %+v", b)
			}
			continue
		case "dropdown":
			if len(b.Attributes.Options) < 2 {
				t.Errorf("element %+v", b)
			}
		case "input", "textarea":
		default:
			t.Errorf("GitHub has no elements of the type %q", b.Type)
		}
		if b.ID == "" || ids[b.ID] || b.Attributes.Label == "" {
			t.Errorf("element %+v", b)
		}
		ids[b.ID] = true
	}
	for _, want := range []string{"urgent", "where", "what", "instead", "source"} {
		if !ids[want] {
			t.Errorf("the form does not ask %q", want)
		}
	}
	var chooser struct {
		Blank bool                                `yaml:"blank_issues_enabled"`
		Links []struct{ Name, URL, About string } `yaml:"contact_links"`
	}
	strictYAML(t, ".github/ISSUE_TEMPLATE/config.yml", &chooser)
	for _, l := range chooser.Links {
		if l.Name == "" || l.About == "" || !strings.HasPrefix(l.URL, "https://") {
			t.Errorf("link %+v", l)
		}
	}
}
