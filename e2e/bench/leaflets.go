package main

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"time"

	"github.com/passalong/passalong/internal/content"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/modules"
)

// leaflets makes 200 different A4 leaflets in one go, every handout in every language for so many places, in colour
// and in black and white; and in between a few of the same as web pages by the programs that people use otherwise.
func leaflets(ctx context.Context, t *table, pal, dir string) error {
	data := filepath.Join(dir, "leaflets")
	sheets, err := offered(ctx)
	if err != nil {
		return err
	}
	wanted, err := enterPlaces(ctx, pal, data, len(sheets))
	if err != nil {
		return err
	}
	all := []string{"handout", "-all", "-format", "a4", "-lang", "all", "-machine-drafts", "-service", "all", "-data", data}
	first, err := spend(ctx, pal, "handout", "overdose-steps", "-o", filepath.Join(data, "first.pdf"), "-data", data)
	if err != nil {
		return err
	}
	colour, err := spend(ctx, pal, append(all, "-o", filepath.Join(data, "colour"))...)
	if err != nil {
		return err
	}
	others, own, err := peers(ctx, pal, data, sheets)
	if err != nil {
		return err
	}
	mono, err := spend(ctx, pal, append(all, "-mono", "-o", filepath.Join(data, "mono"))...)
	if err != nil {
		return err
	}
	if err := different(wanted, filepath.Join(data, "colour"), filepath.Join(data, "mono")); err != nil {
		return err
	}
	each := (colour.wall + mono.wall).Seconds() * 1000 / float64(2*wanted)
	processor := (colour.cpu + mono.cpu).Seconds() * 1000 / float64(2*wanted)
	t.add(fmt.Sprintf("%d different leaflets, each", wanted), fmt.Sprintf("one process: %.1f s in colour, %.1f s in black and white; processor %.0f ms each", colour.wall.Seconds(), mono.wall.Seconds(), processor), each, 40, "ms")
	t.add("memory meanwhile, at its peak", "", max(colour.peak, mono.peak), 350, "MB")
	for _, o := range others {
		ms := o.one.wall.Seconds() * 1000
		t.least("quicker than "+o.name, fmt.Sprintf("%d of the leaflets: %.0f ms each; processor %.0f ms", o.n, ms, o.one.cpu.Seconds()*1000), ms/each, 20, "×")
	}
	t.add("one leaflet, a process of its own", "as those are", own.wall.Seconds()*1000, 0, "ms")
	t.add("the engine made ready, once", fmt.Sprintf("peak memory %.0f MB", first.peak), first.wall.Seconds(), 0, "s")
	return nil
}

// A sheet is a handout in a language.
type sheet struct{ handout, language string }

// offered are the A4 leaflets of the bundled library in all languages, those that a machine drafted too.
func offered(ctx context.Context) ([]sheet, error) {
	cat, _, err := content.Load(ctx, modules.FS)
	if err != nil {
		return nil, err
	}
	var all []sheet
	for h := range cat.AllHandouts() {
		for _, l := range h.Languages(true) {
			if in, ok := h.In(l); ok && slices.Contains(in.Offers(), paper.LeafletA4) {
				all = append(all, sheet{string(h.ID), string(l)})
			}
		}
	}
	return all, nil
}

// enterPlaces enters as many places as it takes for 200 leaflets, when there are so many for each, and gives the number
// of all.
func enterPlaces(ctx context.Context, pal, data string, sheets int) (int, error) {
	const leaflets = 200
	var places []map[string]any
	for len(places)*sheets < leaflets {
		n := len(places) + 1
		place := map[string]any{
			"name": fmt.Sprintf("Harbour outreach %d", n), "address": fmt.Sprintf("%d Harbour Street, Port %d", 3*n, n),
			"hours": fmt.Sprintf("Monday to Friday, %d am to %d pm", 7+n%4, 3+n%5), "phone": fmt.Sprintf("0400 000 %03d", n),
			"web": fmt.Sprintf("example.org/outreach/%d", n), "note": fmt.Sprintf("Ring bell %d.", n), "kinds": []string{"needles"},
			"checked": time.Now().Format(time.DateOnly),
		}
		if n%3 == 0 {
			place["logo"] = "logo.svg"
		}
		places = append(places, place)
	}
	raw, err := json.Marshal(places)
	if err != nil {
		return 0, err
	}
	if err := os.MkdirAll(data, 0o755); err != nil {
		return 0, err
	}
	const logo = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><circle cx="10" cy="10" r="9"/><path d="M22 18 30 2l8 16z"/></svg>`
	file := filepath.Join(data, "places.json")
	for name, content := range map[string][]byte{file: raw, filepath.Join(data, "logo.svg"): []byte(logo)} {
		if err := os.WriteFile(name, content, 0o644); err != nil {
			return 0, err
		}
	}
	_, err = spend(ctx, pal, "services", "import", file, "-data", data)
	return len(places) * sheets, err
}

// different checks that there are so many files in each of the folders, no two of which are alike.
func different(wanted int, dirs ...string) error {
	known := map[[sha256.Size]byte]string{}
	for _, dir := range dirs {
		files, err := filepath.Glob(filepath.Join(dir, "*.pdf"))
		if err != nil {
			return err
		}
		if len(files) != wanted {
			return fmt.Errorf("%d leaflets in %s, want %d", len(files), dir, wanted)
		}
		for _, f := range files {
			pdf, err := os.ReadFile(f)
			if err != nil {
				return err
			}
			sum := sha256.Sum256(pdf)
			if known[sum] != "" {
				return fmt.Errorf("%s is %s", f, known[sum])
			}
			known[sum] = f
		}
	}
	return nil
}

// A peer is another program that makes PDFs.
type peer struct {
	name string
	args func(page, pdf string) []string // the program first

	n   int
	one spent // on a leaflet, on average
}

// peers has the leaflets of one place made by each program and by pal in turn, each by a process of its own, as they are called;
// own is what pal took then.
func peers(ctx context.Context, pal, data string, sheets []sheet) (all []peer, own spent, err error) {
	browser := []string{"chromium", "--headless", "--disable-gpu", "--no-pdf-header-footer", "--user-data-dir=" + filepath.Join(data, "chromium")}
	if os.Geteuid() == 0 {
		browser = append(browser, "--no-sandbox") // it does not run as root otherwise
	}
	all = []peer{
		{name: "Chromium", args: func(page, pdf string) []string {
			return append(slices.Clone(browser), "--print-to-pdf="+pdf, "file://"+page)
		}},
		{name: "WeasyPrint", args: func(page, pdf string) []string { return []string{"weasyprint", page, pdf} }},
	}
	theirs, ours := make([][]spent, len(all)), []spent(nil)
	for i, leaflet := range slices.Concat(sheets[:1], sheets) { // the first once more, to warm up
		page, pdf := filepath.Join(data, strconv.Itoa(i)+".html"), filepath.Join(data, strconv.Itoa(i)+".pdf")
		order := []string{"handout", leaflet.handout, "-lang", leaflet.language, "-machine-drafts", "-service", "Harbour outreach 2", "-data", data}
		if _, err := spend(ctx, pal, append(slices.Clone(order), "-format", "web", "-o", page)...); err != nil {
			return nil, own, err
		}
		took, err := spend(ctx, pal, append(order, "-format", "a4", "-o", pdf)...)
		if err != nil {
			return nil, own, err
		}
		ours = append(ours, took)
		for j, p := range all {
			made := filepath.Join(data, p.name+strconv.Itoa(i)+".pdf")
			args := p.args(page, made)
			if took, err = spend(ctx, args[0], args[1:]...); err != nil {
				return nil, own, err
			}
			if info, err := os.Stat(made); err != nil || info.Size() == 0 {
				return nil, own, fmt.Errorf("%s made no PDF", p.name)
			}
			theirs[j] = append(theirs[j], took)
		}
	}
	for j := range all {
		all[j].n, all[j].one = len(sheets), mean(theirs[j][1:])
	}
	return all, mean(ours[1:]), nil
}

// mean is what one of all took on average.
func mean(all []spent) (m spent) {
	for _, s := range all {
		m.wall, m.cpu, m.peak = m.wall+s.wall, m.cpu+s.cpu, m.peak+s.peak
	}
	n := len(all)
	return spent{m.wall / time.Duration(n), m.cpu / time.Duration(n), m.peak / float64(n)}
}

// A spent is what a process took.
type spent struct {
	wall, cpu time.Duration
	peak      float64 // of the memory that it held, in MB
}

// spend runs a program to its end. It needs Linux: elsewhere the peak has other units.
func spend(ctx context.Context, program string, args ...string) (spent, error) {
	ctx, cancel := context.WithTimeout(ctx, 3*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, args...)
	began := time.Now()
	out, err := cmd.CombinedOutput()
	s := spent{wall: time.Since(began)}
	if err != nil {
		return s, fmt.Errorf("%s %v: %w\n%s", program, args, err, out)
	}
	usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		return s, fmt.Errorf("%s: this system does not say how much memory it took", program)
	}
	s.cpu = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	s.peak = float64(usage.Maxrss) / 1024
	return s, nil
}
