package library_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/library"
)

// killedDir names the folder in which this test binary installs until it is killed.
const killedDir = "LIBRARY_TEST_INSTALL_INTO"

func TestMain(m *testing.M) {
	if dir := os.Getenv(killedDir); dir != "" {
		if err := installForEver(dir); err != nil {
			fmt.Println("error:", err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

// bulky is state n of a library that takes a while to install.
func bulky(n int64) files {
	c := starter()
	for i := range int64(40) {
		text := strings.Repeat(fmt.Sprintf("line of lesson %d\n", i), 400)
		if (i+n)%4 == 0 {
			text = fmt.Sprintf("state %d\n%s", n, text)
		}
		c[fmt.Sprintf("safer/en/%02d.md", i)] = text
	}
	return c
}

// installForEver installs one state after the other, and prints the number of each that was reported as
// installed.
func installForEver(dir string) error {
	ctx := context.Background()
	l, err := library.Open(library.Config{Dir: dir, Bundled: starter().fs(), Parse: parse, Reparse: parse, Now: now, AllowUnsigned: always})
	if err != nil {
		return err
	}
	c, err := l.Load(ctx)
	if err != nil {
		return err
	}
	for n := c.Revision.Sequence + 1; ; n++ {
		_, raw, err := build(bulky(n).fs(), "passalong", n, now(), "")
		if err != nil {
			return err
		}
		src := newSource("example/library")
		src.publishRaw(bulky(n), raw)
		if _, err := l.Install(ctx, src, catalog.Update{Mark: "1", Manifest: raw, Trust: catalog.Unsigned}, nil); err != nil {
			return err
		}
		fmt.Println(n)
	}
}

func TestKilledAtAnyMomentNothingIsLost(t *testing.T) {
	const kills = 20
	dir := filepath.Join(t.TempDir(), "library")
	r := rand.New(rand.NewPCG(1, 2))
	var installed int64
	for i := range kills {
		last := installUntilKilled(t, dir, 1+r.IntN(3), time.Duration(r.IntN(40))*time.Millisecond)
		installed = max(installed, last)
		l := open(t, dir)
		c, err := l.Load(t.Context())
		if err != nil || c.Revision.Sequence < installed {
			t.Fatalf("kill %d: revision %d of %d, %v", i, c.Revision.Sequence, installed, err)
		}
		if err := l.Close(); err != nil {
			t.Fatal(err)
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
