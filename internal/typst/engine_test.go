package typst_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/assets"
	"github.com/passalong/passalong/internal/typst"
	"github.com/passalong/passalong/internal/typst/typsttest"
)

// page shows the text of /doc.json, which is what a template does.
const page = `#set document(title: "Page", date: datetime(year: 2026, month: 1, day: 2))
#set text(font: "Source Sans 3", lang: "en")
#for text in json("/doc.json") [#par(text)]
#metadata(7) <seven>
`

var fonts = [][]byte{assets.Regular}

// skipWhenSlow skips a test that compiles the program: 10 to 20 s, and minutes under the race detector.
func skipWhenSlow(t *testing.T) {
	t.Helper()
	if testing.Short() || raceDetector {
		t.Skip("this compiles the program: run go test ./internal/typst without -race and -short")
	}
}

func documentOf(json string) typst.Document {
	return typst.Document{Main: page, Files: map[string][]byte{"/doc.json": []byte(json)}, Fonts: fonts}
}

func TestSameDocumentGivesTheSameBytes(t *testing.T) {
	ctx, doc := t.Context(), documentOf(`["Đừng đi một mình.", "Never use alone."]`)
	var first []byte
	for _, clock := range []time.Time{time.Unix(0, 0), time.Unix(1790000000, 0)} {
		engine, err := typst.Open(ctx, typst.Options{
			CacheDir: typsttest.CacheDir(t), Now: func() time.Time { return clock }, Workers: 2,
		})
		if err != nil {
			t.Fatal(err)
		}
		for i := range 25 {
			out, err := engine.PDF(ctx, doc)
			if err != nil {
				t.Fatal(err)
			}
			if first == nil {
				first = out.PDF
			}
			if !bytes.Equal(out.PDF, first) {
				t.Fatalf("document %d has other bytes", i)
			}
			if i == 12 { // another document in between leaves no trace
				if _, err := engine.PDF(ctx, documentOf(`["Something else"]`)); err != nil {
					t.Fatal(err)
				}
			}
			if i == 18 { // nor does the one after which there is a new instance
				if _, err := engine.PDF(ctx, hungry(5)); err != nil {
					t.Fatal(err)
				}
			}
		}
		if err := engine.Close(); err != nil {
			t.Error(err)
		}
	}
	if !bytes.HasPrefix(first, []byte("%PDF-")) {
		t.Errorf("the output begins with %q", first[:8])
	}
}

// hungry is a document that needs some millions of numbers at once, each of which takes 32 bytes.
func hungry(millions int) typst.Document {
	return typst.Document{Main: fmt.Sprintf("#range(%d000000).len()", millions), Fonts: fonts}
}

func TestMemoryHasAnEnd(t *testing.T) {
	engine := typsttest.Engine(t)
	want, err := engine.PDF(t.Context(), documentOf(`["x"]`))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := engine.PDF(t.Context(), hungry(60)); err == nil {
		t.Error("2 GB were there for a document")
	}
	if got, err := engine.PDF(t.Context(), documentOf(`["x"]`)); err != nil || !bytes.Equal(got.PDF, want.PDF) {
		t.Errorf("after a document that wanted too much: error %v, or other bytes", err)
	}
}

func TestInterpreterGivesTheSameBytesAndIsReplaced(t *testing.T) {
	skipWhenSlow(t)
	ctx, doc := t.Context(), documentOf(`["Never use alone."]`)
	want, err := typsttest.Engine(t).PDF(ctx, doc)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	engine, err := typst.Open(ctx, typst.Options{CacheDir: dir, Now: time.Now, Workers: 2})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = engine.Close() })
	begin := time.Now()
	got, err := engine.PDF(ctx, doc)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("first document on a new machine after %v", time.Since(begin).Round(time.Millisecond))
	if !bytes.Equal(got.PDF, want.PDF) {
		t.Error("the interpreter gives other bytes")
	}
	if err := engine.Prepare(ctx); err != nil {
		t.Fatal(err)
	}
	t.Logf("machine code after %v", time.Since(begin).Round(time.Millisecond))
	if got, err = engine.PDF(ctx, doc); err != nil || !bytes.Equal(got.PDF, want.PDF) {
		t.Errorf("after the change to machine code: error %v, or other bytes", err)
	}
	if files, _ := filepath.Glob(filepath.Join(dir, "typst-*", "wazero-*", "*")); len(files) != 1 {
		t.Errorf("the cache folder holds %v", files)
	}

	for name, dir := range map[string]string{"a machine that has the machine code": dir, "a new machine": t.TempDir()} {
		warmed, err := typst.Open(ctx, typst.Options{CacheDir: dir, Now: time.Now, Workers: 2})
		if err != nil {
			t.Fatal(err)
		}
		warmed.Warm()
		warmed.Warm()
		if got, err := warmed.PDF(ctx, doc); err != nil || !bytes.Equal(got.PDF, want.PDF) {
			t.Errorf("warmed on %s: error %v, or other bytes", name, err)
		}
		if err := warmed.Close(); err != nil {
			t.Error(err)
		}
		warmed.Warm() // which has nothing to do any more
	}
}

func TestTextIsNeverSource(t *testing.T) {
	engine := typsttest.Engine(t)
	hostile := `["#panic(\"boom\")", "$x$ ] } ) \\", "<seven> @seven", "*bold* _x_ // note", "` + "```x" + `"]`
	out, err := engine.PDF(t.Context(), documentOf(hostile))
	if err != nil {
		t.Fatal(err)
	}
	if len(out.Warnings) != 0 {
		t.Errorf("warnings: %v", out.Warnings)
	}
}

func TestQueryAnswers(t *testing.T) {
	doc := documentOf(`["x"]`)
	doc.Query = "<seven>"
	out, err := typsttest.Engine(t).PDF(t.Context(), doc)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(out.Answer), `"value": 7`) {
		t.Errorf("answer %s", out.Answer)
	}
}

func TestErrorsNameTheirPlace(t *testing.T) {
	engine := typsttest.Engine(t)
	for name, test := range map[string]struct {
		main string
		want typst.Warning
	}{
		"an unknown name":         {"a\n\n #foo", typst.Warning{File: "main.typ", Line: 3, Column: 3, Message: "unknown variable: foo"}},
		"two kinds of thing":      {"#(1 + \"a\")", typst.Warning{File: "main.typ", Line: 1, Column: 3, Message: "cannot add integer and string"}},
		"a bracket that is open":  {"#[", typst.Warning{File: "main.typ", Line: 1, Column: 2, Message: "unclosed delimiter"}},
		"something that panicked": {"#panic(\"boom\")", typst.Warning{File: "main.typ", Line: 1, Column: 2, Message: `panicked with: "boom"`}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := engine.PDF(t.Context(), typst.Document{Main: test.main, Fonts: fonts})
			var documentError *typst.DocumentError
			if !errors.As(err, &documentError) {
				t.Fatalf("error %v, want a *DocumentError", err)
			}
			if diff := cmp.Diff(test.want, documentError.Problems[0]); diff != "" {
				t.Error(diff)
			}
		})
	}
	if _, err := engine.PDF(t.Context(), documentOf(`["after errors"]`)); err != nil {
		t.Errorf("after errors the engine makes nothing: %v", err)
	}
}

func TestDocumentsReachNothingOutside(t *testing.T) {
	engine := typsttest.Engine(t)
	for name, main := range map[string]string{
		"a file of this machine":          `#read("/etc/passwd")`,
		"a path that climbs":              `#read("/../../etc/passwd")`,
		"the file of the document before": `#read("/doc.json")`,
		"a package of the network":        `#import "@preview/cetz:0.3.0"`,
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := engine.PDF(t.Context(), documentOf(`["secret"]`)); err != nil {
				t.Fatal(err)
			}
			_, err := engine.PDF(t.Context(), typst.Document{Main: main, Fonts: fonts})
			var documentError *typst.DocumentError
			if !errors.As(err, &documentError) {
				t.Errorf("error %v, want a *DocumentError", err)
			}
		})
	}
}

func TestUnknownFontIsAWarning(t *testing.T) {
	out, err := typsttest.Engine(t).PDF(t.Context(), typst.Document{Main: `#set text(font: "Nowhere Sans")
x`, Fonts: fonts})
	if err != nil {
		t.Fatal(err)
	}
	if len(out.Warnings) != 1 || out.Warnings[0].String() != "main.typ:1:17: unknown font family: nowhere sans" {
		t.Errorf("warnings %v", out.Warnings)
	}
}

func TestFontThatIsNoneIsLeftOut(t *testing.T) {
	engine := typsttest.Engine(t)
	if _, err := engine.PDF(t.Context(), typst.Document{Main: "x", Fonts: [][]byte{[]byte("not a font")}}); err != nil {
		t.Errorf("with a font that is none: %v", err)
	}
	if _, err := engine.PDF(t.Context(), documentOf(`["x"]`)); err != nil {
		t.Errorf("after a font that is none: %v", err)
	}
}

func TestLongDocumentCanBeLeft(t *testing.T) {
	engine := typsttest.Engine(t)
	runtime.GC()
	defer debug.SetGCPercent(debug.SetGCPercent(-1)) // PDF says why
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	long := typst.Document{Main: "#for a in range(300) { for b in range(10000) { let c = a + b } }", Fonts: fonts}
	if _, err := engine.PDF(ctx, long); !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("error %v", err)
	}
	if _, err := engine.PDF(t.Context(), documentOf(`["x"]`)); err != nil {
		t.Errorf("after a document that was left: %v", err)
	}
}

func TestWaitingForTheTurnCanBeCancelled(t *testing.T) {
	engine := typsttest.Engine(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := engine.PDF(ctx, documentOf(`["x"]`)); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

func TestManyGoroutinesMayUseAnEngine(t *testing.T) {
	engine := typsttest.Engine(t)
	want, err := engine.PDF(t.Context(), documentOf(`["x"]`))
	if err != nil {
		t.Fatal(err)
	}
	results := make(chan bool)
	for range 8 {
		go func() {
			out, err := engine.PDF(t.Context(), documentOf(`["x"]`))
			results <- err == nil && bytes.Equal(out.PDF, want.PDF)
		}()
	}
	for range 8 {
		if !<-results {
			t.Error("one of several documents at once went wrong")
		}
	}
}

func TestDamagedMachineCodeIsMadeAgain(t *testing.T) {
	skipWhenSlow(t)
	typsttest.Engine(t) // fills the folder
	whole, err := filepath.Glob(filepath.Join(typsttest.CacheDir(t), "typst-*", "wazero-*", "*"))
	if err != nil || len(whole) == 0 {
		t.Skipf("no shared folder of machine code here: %v", err)
	}
	dir := t.TempDir()
	rel, err := filepath.Rel(typsttest.CacheDir(t), whole[0])
	if err != nil {
		t.Fatal(err)
	}
	damaged := filepath.Join(dir, rel)
	if err := os.MkdirAll(filepath.Dir(damaged), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(damaged, []byte("cut short"), 0o600); err != nil {
		t.Fatal(err)
	}
	engine, err := typst.Open(t.Context(), typst.Options{CacheDir: dir, Now: time.Now, Workers: 2})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = engine.Close() })
	if _, err := engine.PDF(t.Context(), documentOf(`["x"]`)); err != nil {
		t.Fatal(err)
	}
}

func TestClosedEngineSaysSo(t *testing.T) {
	engine, err := typst.Open(t.Context(), typst.Options{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := engine.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := engine.PDF(t.Context(), documentOf(`["x"]`)); !errors.Is(err, typst.ErrClosed) {
		t.Errorf("error %v", err)
	}
}

func TestOpenRefusesWhatCannotWork(t *testing.T) {
	for name, o := range map[string]typst.Options{
		"no clock":        {},
		"a relative path": {CacheDir: "cache", Now: time.Now},
	} {
		if _, err := typst.Open(t.Context(), o); err == nil {
			t.Errorf("%s was accepted", name)
		}
	}
}
