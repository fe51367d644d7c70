package preview_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/passalong/passalong/internal/machinecode"
	"github.com/passalong/passalong/internal/preview"
)

// newPDF makes a PDF with pages of 200 by 100 points, each with a red square of 50 points in its lower left
// corner; a page taller than that has its own height.
func newPDF(heights ...int) []byte {
	var b bytes.Buffer
	var offsets []int
	object := func(format string, args ...any) {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n"+format+"\nendobj\n", append([]any{len(offsets)}, args...)...)
	}
	b.WriteString("%PDF-1.7\n")
	object("<< /Type /Catalog /Pages 2 0 R >>")
	kids := ""
	for i := range heights {
		kids += fmt.Sprintf("%d 0 R ", 4+i)
	}
	object("<< /Type /Pages /Count %d /Kids [%s] >>", len(heights), kids)
	const square = "1 0 0 rg 0 0 50 50 re f"
	object("<< /Length %d >>\nstream\n%s\nendstream", len(square), square)
	for _, h := range heights {
		object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 %d] /Contents 3 0 R /Resources << >> >>", h)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, at := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, start)
	return b.Bytes()
}

// cacheDir is the folder of machine code that all tests share, so that only the first run has to compile.
func cacheDir(t *testing.T) string {
	t.Helper()
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Logf("no cache folder for this user (%v): PDFium is compiled each time", err)
		return t.TempDir()
	}
	return filepath.Join(cache, "passalong-tests")
}

func open(t *testing.T) *preview.Renderer {
	t.Helper()
	r, err := preview.Open(cacheDir(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	})
	return r
}

func TestPagesAreCountedAndDrawn(t *testing.T) {
	r, pdf := open(t), newPDF(100, 300)
	begin := time.Now()
	n, err := r.Pages(t.Context(), pdf)
	if err != nil || n != 2 {
		t.Fatalf("%d pages, error %v", n, err)
	}
	t.Logf("started in %v", time.Since(begin).Round(time.Millisecond))
	for page, want := range map[int]image.Point{1: {200, 100}, 2: {200, 300}} {
		picture, err := r.Page(t.Context(), pdf, page, 72)
		if err != nil {
			t.Fatal(err)
		}
		if got := picture.Bounds().Size(); got != want {
			t.Errorf("page %d is %v, want %v", page, got, want)
		}
		bottom := want.Y - 1
		red, white := color.RGBA{255, 0, 0, 255}, color.RGBA{255, 255, 255, 255}
		if got := picture.At(10, bottom-10); got != red {
			t.Errorf("page %d: the square is %v", page, got)
		}
		if got := picture.At(190, 10); got != white {
			t.Errorf("page %d: the paper is %v", page, got)
		}
	}
	if picture, err := r.Page(t.Context(), pdf, 1, 144); err != nil || picture.Bounds().Dx() != 400 {
		t.Errorf("at 144 dpi: error %v", err)
	}
}

func TestWithoutAFolderMachineCodeIsMadeEachTime(t *testing.T) {
	if testing.Short() || raceDetector {
		t.Skip("this compiles PDFium, half a minute with -race: run go test ./internal/preview without -race and -short")
	}
	r, err := preview.Open("")
	if err != nil {
		t.Fatal(err)
	}
	n, err := r.Pages(t.Context(), newPDF(100))
	if n != 1 || err != nil {
		t.Errorf("%d pages, error %v", n, err)
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
}

// On a machine's first day the interpreter draws, and it draws what the machine code will.
func TestInterpreterDrawsTheSameAndIsReplaced(t *testing.T) {
	if testing.Short() || raceDetector {
		t.Skip("this compiles PDFium, half a minute with -race: run go test ./internal/preview without -race and -short")
	}
	dir, pdf := t.TempDir(), newPDF(100)
	fresh, err := preview.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	first, err := fresh.Page(t.Context(), pdf, 1, 72)
	if err != nil {
		t.Fatal(err)
	}
	if machinecode.In(dir) {
		t.Error("the first page waited for the compiler")
	}
	if err := fresh.Close(); err != nil {
		t.Fatal(err)
	}
	if !machinecode.In(dir) {
		t.Error("nothing was compiled in the background")
	}
	later, err := open(t).Page(t.Context(), pdf, 1, 72)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first.(*image.RGBA).Pix, later.(*image.RGBA).Pix) {
		t.Error("the interpreter draws another picture")
	}
}

func TestPictureOutlivesTheRenderer(t *testing.T) {
	r, err := preview.Open(cacheDir(t))
	if err != nil {
		t.Fatal(err)
	}
	picture, err := r.Page(t.Context(), newPDF(100), 1, 72)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	if got := picture.At(10, 90); got != (color.RGBA{255, 0, 0, 255}) {
		t.Errorf("the square is %v", got)
	}
	if _, err := r.Pages(t.Context(), newPDF(100)); !errors.Is(err, preview.ErrClosed) {
		t.Errorf("after Close: error %v", err)
	}
}

func TestFaults(t *testing.T) {
	r := open(t)
	for name, test := range map[string]struct {
		pdf       []byte
		page, dpi int
		want      error
	}{
		"no bytes":          {nil, 1, 72, preview.ErrNotPDF},
		"something else":    {[]byte("<html>sign in</html>"), 1, 72, preview.ErrNotPDF},
		"cut short":         {newPDF(100)[:60], 1, 72, preview.ErrNotPDF},
		"page 0":            {newPDF(100), 0, 72, preview.ErrNoPage},
		"a page too many":   {newPDF(100), 2, 72, preview.ErrNoPage},
		"no dots at all":    {newPDF(100), 1, 0, preview.ErrTooBig},
		"dots without end":  {newPDF(100), 1, 100000, preview.ErrTooBig},
		"paper without end": {newPDF(14000000), 1, 72, preview.ErrTooBig},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := r.Page(t.Context(), test.pdf, test.page, test.dpi); !errors.Is(err, test.want) {
				t.Errorf("error %v, want %v", err, test.want)
			}
		})
	}
	if n, err := r.Pages(t.Context(), newPDF(100, 100, 100)); err != nil || n != 3 {
		t.Errorf("after faults: %d pages, error %v", n, err)
	}
}

func TestEndedContextIsObeyed(t *testing.T) {
	r := open(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := r.Page(ctx, newPDF(100), 1, 72); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

func TestManyGoroutinesMayUseARenderer(t *testing.T) {
	r, pdf := open(t), newPDF(100)
	errs := make(chan error)
	for range 6 {
		go func() {
			_, err := r.Page(t.Context(), pdf, 1, 72)
			errs <- err
		}()
	}
	for range 6 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
}

func TestRelativeFolderIsRefused(t *testing.T) {
	if _, err := preview.Open("cache"); err == nil {
		t.Error("a relative folder was accepted")
	}
}
