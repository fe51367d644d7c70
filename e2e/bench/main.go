// Bench measures how fast Passalong is: the window against an empty Fyne window in the same run, and the work
// inside by Go benchmarks. It prints a table; a figure over its target is marked and ends it with status 1.
package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/passalong/passalong/e2e/desk"
)

// rounds is how often each program is started; they take turns, so that both meet the same machine.
const rounds = 5

func main() {
	if err := run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	dir, err := os.MkdirTemp("", "bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	app, empty := filepath.Join(dir, "passalong"), filepath.Join(dir, "empty")
	for program, pkg := range map[string]string{app: "./cmd/passalong", empty: "./e2e/bench/empty"} {
		build := exec.CommandContext(ctx, "go", "build", "-tags=x11,no_animations,migrated_fynedo", "-o", program, pkg)
		if out, err := build.CombinedOutput(); err != nil {
			return fmt.Errorf("building %s: %w\n%s", pkg, err, out)
		}
	}
	table := new(table)
	if err := window(ctx, table, app, empty, dir); err != nil {
		return err
	}
	if err := inside(ctx, table); err != nil {
		return err
	}
	fmt.Print(table)
	if table.missed > 0 {
		return fmt.Errorf("%d figures are over their target", table.missed)
	}
	return nil
}

// A figures is what one start of a program gave.
type figures struct {
	painted time.Duration // from the start of the process to the first painted frame
	rss     int           // kB, three seconds later
	idle    float64       // share of one core over five seconds
}

func window(ctx context.Context, t *table, app, empty, dir string) error {
	var ours, theirs []figures
	for i := range rounds {
		data := filepath.Join(dir, "data", strconv.Itoa(i))
		f, err := start(ctx, empty)
		if err != nil {
			return err
		}
		theirs = append(theirs, f)
		if f, err = start(ctx, app, "--data", data); err != nil {
			return err
		}
		ours = append(ours, f)
	}
	painted := func(f figures) float64 { return f.painted.Seconds() * 1000 }
	rss := func(f figures) float64 { return float64(f.rss) / 1024 }
	idle := func(f figures) float64 { return 100 * f.idle }
	o, e := median(ours, painted), median(theirs, painted)
	t.add("start to first painted window", fmt.Sprintf("%.0f ms against %.0f ms", o, e), o/e, 1.3, "×")
	o, e = median(ours, rss), median(theirs, rss)
	t.add("memory three seconds later", fmt.Sprintf("%.0f MB against %.0f MB", o, e), o/e, 1.5, "×")
	o, e = median(ours, idle), median(theirs, idle)
	t.add("idle CPU", fmt.Sprintf("%.2f %% of a core against %.2f %%", o, e), o, 1, "%")
	return nil
}

func start(ctx context.Context, program string, args ...string) (f figures, err error) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	d, err := desk.Open(ctx, 1280, 900)
	if err != nil {
		return f, err
	}
	defer d.Close()
	p, err := d.Start(program, args...)
	if err != nil {
		return f, err
	}
	defer p.Kill()
	if f.painted, err = d.Painted(ctx); err != nil {
		return f, fmt.Errorf("%s: %w", program, err)
	}
	time.Sleep(3 * time.Second)
	before, err := p.CPU()
	if err != nil {
		return f, err
	}
	const watched = 5 * time.Second
	time.Sleep(watched)
	after, err := p.CPU()
	if err != nil {
		return f, err
	}
	f.idle = (after - before).Seconds() / watched.Seconds()
	f.rss, err = p.RSS()
	return f, err
}

func median(all []figures, of func(figures) float64) float64 {
	values := make([]float64, len(all))
	for i, f := range all {
		values[i] = of(f)
	}
	slices.Sort(values)
	return values[len(values)/2]
}

// benchmarks are the Go benchmarks that stand for what a person waits for.
var benchmarks = [...]struct {
	what, pkg, name string
	target          float64 // milliseconds an operation
}{
	{"open the longest lesson", "./internal/ui/lessonview", "^BenchmarkOpenLongestLesson$", 50},
	{"open Learn with 1,000 modules", "./internal/ui/learnview", "^BenchmarkOpen$", 100},
	{"search 1,000 modules, a keystroke", "./internal/catalog", "^BenchmarkSearch$", 20},
	{"100 different handouts, warm", "./internal/handout", "^BenchmarkHundredHandouts$", 6000},
	{"load and check the bundled library", "./internal/content", "^BenchmarkLoad$/^bundled$", 50},
}

var line = regexp.MustCompile(`(?m)^(Benchmark\S+)\s+\d+\s+([\d.]+) ns/op`)

// inside runs the benchmarks. Where one has several parts, such as queries, the slowest counts.
func inside(ctx context.Context, t *table) error {
	for _, b := range benchmarks {
		cmd := exec.CommandContext(ctx, "go", "test", "-run", "^$", "-bench", b.name, "-count", "3", b.pkg)
		out, err := cmd.CombinedOutput()
		if err != nil {
			return fmt.Errorf("%s: %w\n%s", b.name, err, out)
		}
		parts := map[string][]float64{}
		for _, m := range line.FindAllStringSubmatch(string(out), -1) {
			ns, err := strconv.ParseFloat(m[2], 64)
			if err != nil {
				return err
			}
			parts[m[1]] = append(parts[m[1]], ns/1e6)
		}
		if len(parts) == 0 {
			return fmt.Errorf("%s printed no figure:\n%s", b.name, out)
		}
		slowest := 0.0
		for _, ms := range parts {
			slices.Sort(ms)
			slowest = max(slowest, ms[len(ms)/2])
		}
		t.add(b.what, fmt.Sprintf("median of 3, the slowest of %d", len(parts)), slowest, b.target, "ms")
	}
	return nil
}

// A table is what is printed.
type table struct {
	rows   strings.Builder
	missed int
}

func (t *table) add(what, detail string, got, target float64, unit string) {
	verdict := "ok"
	if got > target {
		verdict = "OVER"
		t.missed++
	}
	fmt.Fprintf(&t.rows, "%-36s %9.2f %-2s  target %6g %-2s  %-4s  %s\n", what, got, unit, target, unit, verdict, detail)
}

func (t *table) String() string { return t.rows.String() }
