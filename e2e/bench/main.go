// Bench measures how fast Passalong is: the window against an empty Fyne window in the same run, hundreds of leaflets
// beside Chromium and WeasyPrint, handouts in the window of a new machine, a library of 1,000 modules, and the work
// inside by Go benchmarks. It prints a table; a figure that misses its target is marked and ends it with status 1.
package main

import (
	"context"
	"flag"
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
	only := flag.String("only", "", "measure one `part`: window, leaflets, preview, updates, library, room or inside")
	flag.Parse()
	if err := run(context.Background(), *only); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, only string) error {
	dir, err := os.MkdirTemp("", "bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	app, pal, empty := filepath.Join(dir, "passalong"), filepath.Join(dir, "pal"), filepath.Join(dir, "empty")
	for program, pkg := range map[string]string{app: "./cmd/passalong", pal: "./cmd/pal", empty: "./e2e/bench/empty"} {
		build := exec.CommandContext(ctx, "go", "build", "-tags=x11,no_animations,migrated_fynedo", "-o", program, pkg)
		if out, err := build.CombinedOutput(); err != nil {
			return fmt.Errorf("building %s: %w\n%s", pkg, err, out)
		}
	}
	table := new(table)
	defer func() { fmt.Print(table) }()
	for _, part := range []struct {
		name string
		run  func() error
	}{
		{"window", func() error { return window(ctx, table, app, empty, dir) }},
		{"leaflets", func() error { return leaflets(ctx, table, pal, dir) }},
		{"preview", func() error { return preview(ctx, table, app, dir) }},
		{"updates", func() error { return updates(ctx, table) }},
		{"library", func() error { return bigLibrary(ctx, table, pal, dir) }},
		{"room", func() error { return room(ctx, table, app, dir) }},
		{"inside", func() error { return inside(ctx, table) }},
	} {
		if only != "" && only != part.name {
			continue
		}
		if err := part.run(); err != nil {
			return err
		}
	}
	if table.missed > 0 {
		return fmt.Errorf("%d figures miss their target", table.missed)
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

// benchmarks are the Go benchmarks that stand for what a person waits for. Without a target they are printed only.
var benchmarks = [...]struct {
	what, pkg, name string
	target          float64 // milliseconds an operation
}{
	{"open the longest lesson", "./internal/ui/lessonview", "^BenchmarkOpenLongestLesson$", 50},
	{"open Learn with 1,000 modules", "./internal/ui/learnview", "^BenchmarkOpen$", 100},
	{"search 1,000 modules, a keystroke", "./internal/catalog", "^BenchmarkSearch$", 20},
	{"100 different handouts, warm", "./internal/handout", "^BenchmarkHundredHandouts$", 6000},
	{"load the bundled library, as at the start", "./internal/content", "^BenchmarkLoad$/^again$", 50},
	{"load and check the bundled library, scenarios played", "./internal/content", "^BenchmarkLoad$/^bundled$", 50},
	{"open Progress on 100,000 responses", "./internal/ui/progressview", "^BenchmarkProgressOpens$", 100},
	{"due items of 10,000 scheduled", "./internal/refresher", "^BenchmarkDue10000$", 10},
	{"load a record of 100,000 responses", "./internal/store/storetest", "^BenchmarkOpen$", 0},
}

var line = regexp.MustCompile(`(?m)^(Benchmark\S+)\s+\d+\s+([\d.]+) ns/op`)

// inside runs the benchmarks. Where one has several parts, such as queries, the slowest counts.
func inside(ctx context.Context, t *table) error {
	for _, b := range benchmarks {
		slowest, parts, err := measure(ctx, b.pkg, b.name)
		if err != nil {
			return err
		}
		t.add(b.what, fmt.Sprintf("median of 3, the slowest of %d", parts), slowest.Seconds()*1000, b.target, "ms")
	}
	return grading(ctx, t)
}

// grading measures how many responses one core grades in a second, of all kinds of item in turn.
func grading(ctx context.Context, t *table) error {
	one, _, err := measure(ctx, "./internal/quiz", "^BenchmarkGrade$", "-cpu", "1")
	if err != nil {
		return err
	}
	const target = 1_000_000 // responses a second
	million := one.Seconds() * target
	t.add("grade 1,000,000 responses, one core", fmt.Sprintf("median of 3; %.1f million a second", 1/million), million, 1, "s")
	return nil
}

// measure gives how long an operation of a benchmark takes, the median of three runs; of its parts, the slowest.
func measure(ctx context.Context, pkg, name string, flags ...string) (slowest time.Duration, n int, err error) {
	args := append([]string{"test", "-run", "^$", "-bench", name, "-count", "3"}, flags...)
	out, err := exec.CommandContext(ctx, "go", append(args, pkg)...).CombinedOutput()
	if err != nil {
		return 0, 0, fmt.Errorf("%s: %w\n%s", name, err, out)
	}
	parts := map[string][]float64{}
	for _, m := range line.FindAllStringSubmatch(string(out), -1) {
		ns, err := strconv.ParseFloat(m[2], 64)
		if err != nil {
			return 0, 0, err
		}
		parts[m[1]] = append(parts[m[1]], ns)
	}
	if len(parts) == 0 {
		return 0, 0, fmt.Errorf("%s printed no figure:\n%s", name, out)
	}
	for _, ns := range parts {
		slices.Sort(ns)
		slowest = max(slowest, time.Duration(ns[len(ns)/2]))
	}
	return slowest, len(parts), nil
}

// A table is what is printed.
type table struct {
	rows   strings.Builder
	missed int
}

// add is a row whose figure is to be the target or less; a target of 0 is none.
func (t *table) add(what, detail string, got, target float64, unit string) {
	if target == 0 {
		fmt.Fprintf(&t.rows, "%-36s %9.2f %-2s  %-23s  %s\n", what, got, unit, "no target", detail)
		return
	}
	t.row(what, detail, got, "<=", target, unit, got <= target)
}

// least is a row whose figure is to be the target or more.
func (t *table) least(what, detail string, got, target float64, unit string) {
	t.row(what, detail, got, ">=", target, unit, got >= target)
}

func (t *table) row(what, detail string, got float64, side string, target float64, unit string, met bool) {
	verdict := "ok"
	if !met {
		verdict = "MISS"
		t.missed++
	}
	fmt.Fprintf(&t.rows, "%-36s %9.2f %-2s  target %s %6g %-2s  %-4s  %s\n", what, got, unit, side, target, unit, verdict, detail)
}

func (t *table) String() string { return t.rows.String() }
