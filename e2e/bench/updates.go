package main

import (
	"context"
	"fmt"
	"os/exec"
	"regexp"
	"strconv"
)

// A wire is what something cost on the network.
type wire struct {
	requests, bytes, connections float64
}

// updates measures what it costs to look for an update and to install it, in requests and bytes on the wire with
// headers and TLS, and what git needs for the same states. All of them talk to one server on this machine: a real
// repository behind HTTP, with git's own http-backend for git. The library has 400 files and 20 MB.
func updates(ctx context.Context, t *table) error {
	costs, err := wires(ctx)
	if err != nil {
		return err
	}
	for _, m := range []struct {
		what, ours, gits, git string
		requests              float64 // targets
		kB                    float64
	}{
		{"nothing changed", "same/us", "same/git", "git fetch", 1, 10},
		{"nothing changed, the API used up", "same/limited", "same/git", "git fetch", 2, 10},
		{"3 of 400 files changed", "three/us", "three/git", "git fetch", 7, 60},
		{"the same, the API used up", "three/limited", "three/git", "git fetch", 7, 60},
		{"first installation, 20 MB", "first/us", "first/git", "git clone --depth 1", 7, 22_000},
		{"the same, file by file", "first/files", "first/git", "git clone --depth 1", 407, 22_000},
	} {
		us, git := costs[m.ours], costs[m.gits]
		if us.bytes == 0 || git.bytes == 0 {
			return fmt.Errorf("no figures for %s or %s", m.ours, m.gits)
		}
		t.add(m.what, fmt.Sprintf("%s: %.1f kB, so %.2f ×", m.git, git.bytes/1000, us.bytes/git.bytes), us.bytes/1000, m.kB, "kB")
		t.add("  requests", fmt.Sprintf("%s: %.0f; connections %.0f and %.0f", m.git, git.requests, us.connections, git.connections),
			us.requests, m.requests, "")
	}
	return nil
}

var (
	updateLine = regexp.MustCompile(`(?m)^BenchmarkUpdates/(\S+?)(?:-\d+)?\s+1\s+(.*)$`)
	metric     = regexp.MustCompile(`([\d.]+) (\S+)`)
)

// wires runs the benchmark that does it all, and reads what it printed.
func wires(ctx context.Context) (map[string]wire, error) {
	out, err := exec.CommandContext(ctx, "go", "test", "-run", "^$", "-bench", "^BenchmarkUpdates$", "-benchtime", "1x", "./internal/github").CombinedOutput()
	if err != nil {
		return nil, fmt.Errorf("BenchmarkUpdates: %w\n%s", err, out)
	}
	costs := map[string]wire{}
	for _, l := range updateLine.FindAllStringSubmatch(string(out), -1) {
		figures := map[string]float64{}
		for _, m := range metric.FindAllStringSubmatch(l[2], -1) {
			if figures[m[2]], err = strconv.ParseFloat(m[1], 64); err != nil {
				return nil, fmt.Errorf("BenchmarkUpdates printed %q: %w", l[0], err)
			}
		}
		costs[l[1]] = wire{figures["requests"], figures["wire-B"], figures["connections"]}
	}
	return costs, nil
}
