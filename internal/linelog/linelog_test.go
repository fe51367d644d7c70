package linelog_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/linelog"
)

type entry struct {
	N    int    `json:"n"`
	Text string `json:"text"`
}

func logIn(t *testing.T, kept int) *linelog.Log[entry] {
	t.Helper()
	return &linelog.Log[entry]{Path: filepath.Join(t.TempDir(), "test.log"), Kept: kept}
}

func add(t *testing.T, l *linelog.Log[entry], from, to int) {
	t.Helper()
	for n := from; n < to; n++ {
		if err := l.Add(entry{N: n}); err != nil {
			t.Fatal(err)
		}
	}
}

func numbers(t *testing.T, l *linelog.Log[entry]) []int {
	t.Helper()
	entries, err := l.Newest()
	if err != nil {
		t.Fatal(err)
	}
	var ns []int
	for _, e := range entries {
		ns = append(ns, e.N)
	}
	return ns
}

func TestTheNewestAreKept(t *testing.T) {
	l := logIn(t, 5)
	if got := numbers(t, l); got != nil {
		t.Errorf("without a file: %v", got)
	}
	for n := range 40 {
		add(t, l, n, n+1)
		got := numbers(t, l)
		if len(got) != min(n+1, 5) || got[len(got)-1] != n {
			t.Fatalf("after %d: %v", n, got)
		}
		b, err := os.ReadFile(l.Path)
		if lines := bytes.Count(b, []byte("\n")); err != nil || lines > 10 {
			t.Fatalf("the file has %d lines, %v", lines, err)
		}
	}
	again := &linelog.Log[entry]{Path: l.Path, Kept: 5}
	add(t, again, 40, 41)
	if diff := cmp.Diff([]int{36, 37, 38, 39, 40}, numbers(t, again)); diff != "" {
		t.Error("opened again:", diff)
	}
	if entries, err := os.ReadDir(filepath.Dir(l.Path)); err != nil || len(entries) != 1 {
		t.Errorf("the folder has %v, %v", entries, err)
	}
}

func TestALineThatWasCutOffCostsNoOther(t *testing.T) {
	whole := func(n int) string {
		b, _ := json.Marshal(entry{N: n, Text: "ẽ"})
		return string(b) + "\n"
	}
	for cut := range len(whole(2)) {
		l := logIn(t, 5)
		if err := os.WriteFile(l.Path, []byte(whole(1)+whole(2)[:cut]), 0o600); err != nil {
			t.Fatal(err)
		}
		add(t, l, 3, 4)
		got, want := numbers(t, l), []int{1, 3}
		if cut == len(whole(2))-1 { // only the end of the line is missing
			want = []int{1, 2, 3}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("cut after %d bytes: %s", cut, diff)
		}
	}
}

func TestDamageIsLeftOut(t *testing.T) {
	l := logIn(t, 5)
	add(t, l, 1, 2)
	f, err := os.OpenFile(l.Path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	long := strings.Repeat("x", 200_000) // longer than a bufio.Scanner takes
	_, err = fmt.Fprintf(f, "{half\n\n[1]\n\"x\"\n%s\n\x00\x00\x00\n{\"n\": \"two\"}\n", long)
	if err := errors.Join(err, f.Close()); err != nil {
		t.Fatal(err)
	}
	add(t, l, 2, 3)
	if diff := cmp.Diff([]int{1, 2}, numbers(t, l)); diff != "" {
		t.Error(diff)
	}
}

func TestNothingIsLeftOfWhatWasCleared(t *testing.T) {
	l := logIn(t, 5)
	if err := l.Clear(); err != nil {
		t.Fatal("without a file:", err)
	}
	if err := l.Add(entry{Text: "secret"}); err != nil {
		t.Fatal(err)
	}
	// A second name for the file shows what is left where it was.
	link := l.Path + ".link"
	if err := os.Link(l.Path, link); err != nil {
		t.Skip("no second names for files here:", err)
	}
	if err := l.Clear(); err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(link); err != nil || len(b) > 0 {
		t.Errorf("%q is left, %v", b, err)
	}
	if _, err := os.Stat(l.Path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the file is there: %v", err)
	}
	add(t, l, 7, 8)
	if diff := cmp.Diff([]int{7}, numbers(t, l)); diff != "" {
		t.Error(diff)
	}
}

func TestALogThatCannotBeUsed(t *testing.T) {
	missing := &linelog.Log[entry]{Path: filepath.Join(t.TempDir(), "missing", "test.log"), Kept: 5}
	if err := missing.Add(entry{}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("in no folder: %v", err)
	}
	folder := &linelog.Log[entry]{Path: t.TempDir(), Kept: 5}
	if _, err := folder.Newest(); err == nil {
		t.Error("a folder was read")
	}
	if err := folder.Add(entry{}); err == nil {
		t.Error("a folder was written")
	}
	if err := folder.Clear(); err == nil {
		t.Error("a folder was cleared")
	}
	bad := &linelog.Log[float64]{Path: filepath.Join(t.TempDir(), "test.log"), Kept: 5, Sync: true}
	inf := 1e308
	if err := bad.Add(inf * 10); err == nil {
		t.Error("what JSON does not have was written")
	}
	if err := bad.Add(1); err != nil {
		t.Error(err)
	}
}

func TestManyAtOnce(t *testing.T) {
	l := logIn(t, 50)
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for n := range 100 {
				if err := l.Add(entry{N: n}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	if got := numbers(t, l); len(got) != 50 {
		t.Errorf("%d are kept", len(got))
	}
}

func TestWhateverIsDoneTheNewestStay(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 3))
		l := logIn(t, 1+r.IntN(6))
		var want []int
		for n := range 60 {
			switch r.IntN(12) {
			case 0:
				l = &linelog.Log[entry]{Path: l.Path, Kept: l.Kept}
			case 1:
				if err := l.Clear(); err != nil {
					t.Fatal(err)
				}
				want = nil
			default:
				add(t, l, n, n+1)
				want = append(want, n)
			}
			want = want[max(0, len(want)-l.Kept):]
			if diff := cmp.Diff(len(want), len(numbers(t, l))); diff != "" {
				t.Fatalf("seed %d, step %d: %s", seed, n, diff)
			}
		}
		if got := numbers(t, l); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("seed %d: got %v, want %v", seed, got, want)
		}
	}
}
