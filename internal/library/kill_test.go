package library

import (
	"bufio"
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/library/librarytest"
)

// This test binary is also the program that is killed: in the folder that killedDir names it plays the scene that
// killedScene names and kills itself at the step that killedStep names, or else it installs one revision after the
// other until somebody kills it.
const (
	killedDir   = "LIBRARY_TEST_FOLDER"
	killedScene = "LIBRARY_TEST_SCENE"
	killedStep  = "LIBRARY_TEST_STEP"
)

func TestMain(m *testing.M) {
	dir := os.Getenv(killedDir)
	if dir == "" {
		os.Exit(m.Run())
	}
	var err error
	if name := os.Getenv(killedScene); name != "" {
		err = playUntilStep(dir, name)
	} else {
		err = installForEver(dir)
	}
	if err != nil {
		fmt.Println("error:", err)
		os.Exit(1)
	}
}

// A killerDisk is a folder of this machine that ends the process at one of its steps, before it is done.
type killerDisk struct {
	osDisk
	steps, killAt int
}

func (d *killerDisk) step() {
	if d.steps++; d.steps != d.killAt {
		return
	}
	if p, err := os.FindProcess(os.Getpid()); err == nil {
		_ = p.Kill() // as nobody can catch
	}
	select {} // until that has happened
}

func (d *killerDisk) MkdirAll(dir string) error    { d.step(); return d.osDisk.MkdirAll(dir) }
func (d *killerDisk) Rename(from, to string) error { d.step(); return d.osDisk.Rename(from, to) }
func (d *killerDisk) Remove(name string) error     { d.step(); return d.osDisk.Remove(name) }
func (d *killerDisk) SyncDir(dir string) error     { d.step(); return d.osDisk.SyncDir(dir) }

func (d *killerDisk) Create(name string) (diskFile, error) {
	d.step()
	f, err := d.osDisk.Create(name)
	if err != nil {
		return nil, err
	}
	return killerFile{f, d}, nil
}

type killerFile struct {
	diskFile
	disk *killerDisk
}

// Write is two steps, so that a file can be cut off in the middle.
func (f killerFile) Write(p []byte) (int, error) {
	half := len(p) / 2
	f.disk.step()
	n, err := f.diskFile.Write(p[:half])
	if err != nil {
		return n, err
	}
	f.disk.step()
	m, err := f.diskFile.Write(p[half:])
	return n + m, err
}

func (f killerFile) Sync() error  { f.disk.step(); return f.diskFile.Sync() }
func (f killerFile) Close() error { f.disk.step(); return f.diskFile.Close() }

func playUntilStep(dir, name string) error {
	step, err := strconv.Atoi(os.Getenv(killedStep))
	if err != nil {
		return err
	}
	w := newWorld()
	for _, s := range w.scenes() {
		if s.name == name {
			return s.act(context.Background(), w.library(&killerDisk{osDisk: osDisk{dir}, killAt: step}))
		}
	}
	return fmt.Errorf("no scene %q", name)
}

// in does something with the library of a folder and closes it.
func in(t *testing.T, l *Library, a act) error {
	t.Helper()
	err := a(t.Context(), l)
	if closed := l.Close(); closed != nil {
		t.Error(closed)
	}
	return err
}

func TestKilledAtEveryStep(t *testing.T) {
	for _, name := range []string{"the first installation", "an update with a change of keys", "the removal of a library"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			killAtEveryStep(t, newWorld(), name)
		})
	}
}

func killAtEveryStep(t *testing.T, w *world, name string) {
	s, base := w.sceneOf(t, name), filepath.Join(t.TempDir(), "base")
	for _, a := range s.prepare {
		if err := in(t, w.library(osDisk{base}), a); err != nil {
			t.Fatal(err)
		}
	}
	counted := &killerDisk{osDisk: osDisk{copyOf(t, base)}}
	before := w.state(t, base)
	if err := in(t, w.library(counted), s.act); err != nil {
		t.Fatal(err)
	}
	after := w.state(t, counted.dir)
	if counted.steps < 30 || before == after {
		t.Fatalf("%d steps from %q to %q", counted.steps, before, after)
	}
	for step := 1; step <= counted.steps; step++ {
		dir := copyOf(t, base)
		killAtStep(t, dir, name, step)
		state := w.state(t, dir)
		if state != before && state != after {
			t.Errorf("killed at step %d: %s", step, state)
		}
		if state != after {
			if err := in(t, w.library(osDisk{dir}), s.act); err != nil {
				t.Errorf("killed at step %d, trying again: %v", step, err)
			}
		}
		if err := in(t, w.library(osDisk{dir}), w.install(w.first[4])); err != nil {
			t.Errorf("killed at step %d, the next installation: %v", step, err)
		}
		if state := w.state(t, dir); !strings.Contains(state, firstID+" 4 keys 2") {
			t.Errorf("killed at step %d, then %s", step, state)
		}
	}
	t.Logf("killed at each of %d steps", counted.steps)
}

// state is what somebody sees who starts the program with a folder.
func (w *world) state(t *testing.T, dir string) string {
	t.Helper()
	state, err := w.summary(t.Context(), unlocked{osDisk{dir}})
	if err != nil {
		t.Errorf("%s: %v", dir, err)
	}
	return state
}

// unlocked only looks: what it locks is not locked for others.
type unlocked struct{ osDisk }

func (unlocked) Lock() (func() error, error) { return nil, catalog.ErrBusy }

func copyOf(t *testing.T, dir string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "library")
	if _, err := os.Stat(dir); err != nil {
		return to // nothing there yet
	}
	if err := os.CopyFS(to, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	return to
}

func killAtStep(t *testing.T, dir, scene string, step int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, os.Args[0])
	cmd.Env = append(os.Environ(), killedDir+"="+dir, killedScene+"="+scene, fmt.Sprint(killedStep, "=", step))
	out, err := cmd.CombinedOutput()
	if err == nil || cmd.ProcessState.Exited() || len(out) > 0 || ctx.Err() != nil {
		t.Errorf("it was not killed at step %d: %v %s", step, err, out)
	}
}

// bulky is revision n of a library that takes a while to install, whose keys change with every fifth.
func bulky(n int64) (librarytest.Release, catalog.Update) {
	p := librarytest.NewPublisher(firstID, "", 3)
	var changes []catalog.SignedKeySet
	for i := range int(n / 5) {
		p.Rotate(i % 3)
		changes = append(changes, p.Changes[p.Version()])
	}
	content := files{"library.yaml": firstID}
	for i := range int64(40) {
		text := strings.Repeat(fmt.Sprintf("line of lesson %d\n", i), 400)
		if (i+n)%4 == 0 {
			text = fmt.Sprintf("state %d\n%s", n, text)
		}
		content[fmt.Sprintf("safer/en/%02d.md", i)] = text
	}
	p.Sequence = n - 1
	r := p.Release(content)
	return r, catalog.Update{
		Library: firstID, Mark: "1", Manifest: r.Manifest, Signature: r.Signature, Keys: changes, Trust: catalog.KnownKeys,
	}
}

// installForEver installs one revision after the other, and prints the number of each that was reported as
// installed.
func installForEver(dir string) error {
	ctx := context.Background()
	l := newWorld().library(osDisk{dir})
	c, err := l.Load(ctx)
	if err != nil {
		return err
	}
	for n := c.Revision.Sequence + 1; ; n++ {
		r, u := bulky(n)
		src := &librarytest.Source{Address: "example/library"}
		src.Offer(r)
		if _, err := l.Install(ctx, src, u, nil); err != nil {
			return err
		}
		fmt.Println(n)
	}
}

func TestKilledAtAnyMomentNothingIsLost(t *testing.T) {
	t.Parallel()
	const kills = 45
	dir, w := filepath.Join(t.TempDir(), "library"), newWorld()
	r := rand.New(rand.NewPCG(1, 2))
	var installed int64
	for i := range kills {
		last := installUntilKilled(t, dir, 1+r.IntN(2), time.Duration(r.IntN(40))*time.Millisecond)
		installed = max(installed, last)
		var c *catalog.Catalog
		err := in(t, w.library(osDisk{dir}), func(ctx context.Context, l *Library) (err error) {
			c, err = l.Load(ctx)
			if err == nil {
				_, err = fs.ReadFile(c.Files, "safer/en/00.md")
			}
			return err
		})
		if err != nil || c.Revision.Sequence < installed {
			t.Fatalf("kill %d: %d is installed, %v", i, installed, err)
		}
	}
	t.Logf("%d kills, %d revisions installed", kills, installed)
	if installed < kills {
		t.Errorf("only %d revisions were installed", installed)
	}
}

// installUntilKilled runs this binary as another program, waits for some installations and a moment more,
// kills it, and returns the last number that it reported.
func installUntilKilled(t *testing.T, dir string, reports int, later time.Duration) int64 {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, os.Args[0])
	cmd.Env = append(os.Environ(), killedDir+"="+dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var last int64
	lines := bufio.NewScanner(out)
	for n := 0; lines.Scan(); n++ {
		if last, err = strconv.ParseInt(lines.Text(), 10, 64); err != nil {
			t.Errorf("the other program says %q", lines.Text())
		}
		if n+1 == reports {
			time.AfterFunc(later, func() { cmd.Process.Kill() })
		}
	}
	cmd.Wait() // it was killed
	return last
}
