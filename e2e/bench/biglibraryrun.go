package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
)

// bigLibrary publishes, signs and installs a library of 1,000 modules, and measures what a start with it costs, from the
// hashes of its files to the last module, and what an author waits for.
func bigLibrary(ctx context.Context, t *table, pal, dir string) error {
	checkout, keys, data := filepath.Join(dir, "checkout"), filepath.Join(dir, "keys"), filepath.Join(dir, "big")
	content := filepath.Join(checkout, "modules")
	files, size, err := writeBigLibrary(content, bigModules)
	if err != nil {
		return err
	}
	detail := fmt.Sprintf("%d modules, %d files, %.0f MB", bigModules, files, float64(size)/1e6)
	checked, err := median3(func() (spent, error) { return spend(ctx, pal, "check", content) })
	if err != nil {
		return err
	}
	if err := publishBig(ctx, pal, checkout, keys, data); err != nil {
		return err
	}
	listed, err := median3(func() (spent, error) { return spend(ctx, pal, "list", "-data", data) })
	if err != nil {
		return err
	}
	t.add("check and load a big library", fmt.Sprintf("%s, installed; pal list; processor %.1f s", detail, listed.cpu.Seconds()), listed.wall.Seconds(), 2, "s")
	t.add("memory meanwhile, at its peak", "", listed.peak, 300, "MB")
	t.add("pal check of it", fmt.Sprintf("with its advice; processor %.1f s, memory %.0f MB", checked.cpu.Seconds(), checked.peak), checked.wall.Seconds(), 5, "s")
	return nil
}

// publishBig takes the library from a folder to a data folder, as an organisation and a learner would.
func publishBig(ctx context.Context, pal, checkout, keys, data string) error {
	git := func(args ...string) error {
		args = append([]string{"-C", checkout, "-c", "user.name=Bench", "-c", "user.email=bench@example.org"}, args...)
		if out, err := exec.CommandContext(ctx, "git", args...).CombinedOutput(); err != nil {
			return fmt.Errorf("git %v: %w\n%s", args, err, out)
		}
		return nil
	}
	run := func(args ...string) error {
		_, err := spend(ctx, pal, args...)
		return err
	}
	if err := git("init", "-q"); err != nil {
		return err
	}
	if err := run("key", "new", checkout, "-keys", keys, "-no-password", "-count", "1", "-threshold", "1"); err != nil {
		return err
	}
	if err := git("add", "-A"); err != nil {
		return err
	}
	if err := git("commit", "-q", "-m", "The library"); err != nil {
		return err
	}
	if err := run("publish", checkout); err != nil {
		return err
	}
	secret, err := filepath.Glob(filepath.Join(keys, "*.key"))
	if err != nil || len(secret) != 1 {
		return fmt.Errorf("%d secret keys: %w", len(secret), err)
	}
	if err := run("sign", checkout, "-key", secret[0]); err != nil {
		return err
	}
	out, err := exec.CommandContext(ctx, pal, "key", "show", checkout, "-json").Output()
	if err != nil {
		return err
	}
	var shown struct{ Fingerprint string }
	if err := json.Unmarshal(out, &shown); err != nil {
		return err
	}
	if err := os.MkdirAll(data, 0o700); err != nil {
		return err
	}
	return run("install", checkout, "-yes", "-fingerprint", shown.Fingerprint, "-data", data)
}

// median3 does something three times and gives the time in the middle, with the highest peak.
func median3(once func() (spent, error)) (spent, error) {
	var all []spent
	peak := 0.0
	for range 3 {
		s, err := once()
		if err != nil {
			return s, err
		}
		all, peak = append(all, s), max(peak, s.peak)
	}
	slices.SortFunc(all, func(a, b spent) int { return int(a.wall - b.wall) })
	all[1].peak = peak
	return all[1], nil
}
