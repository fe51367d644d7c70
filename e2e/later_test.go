package e2e_test

import (
	"bytes"
	"context"
	"image/png"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"github.com/passalong/passalong/e2e/journey"
)

// TestWeeksLater comes back to a module that was passed eleven weeks ago: a refresher of two minutes, the progress page,
// a certificate that can be checked, and a scenario that outlasts a power cut.
func TestWeeksLater(t *testing.T) {
	cat, module := library(t)
	bin := programs(t)
	ctx, cancel := context.WithTimeout(t.Context(), 15*time.Minute)
	defer cancel()
	l, err := journey.Weeks(ctx, cat, module, app(t, ctx, bin), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	l.PDF = filepath.Join(t.TempDir(), "certificate.pdf")
	output, err := l.Walk(ctx)
	if err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
	checkOutput(t, output)
	checkPDF(t, l.PDF, l.Name, module.Title)
	checkNowhere(t, l.Data, l.Name)
	checkNowhere(t, l.Data, strings.Fields(l.Name)[1])

	code := readCode(t, l.PDF)
	verify := exec.CommandContext(ctx, filepath.Join(bin, "pal"), "record", "verify", code, "-profile", l.Nickname, "-data", l.Data)
	out, err := verify.CombinedOutput()
	if err != nil || !bytes.Contains(out, []byte("Everything on it is as in the record.")) {
		t.Errorf("pal says of %s: %v\n%s", code, err, out)
	}
}

// checkNowhere fails when a text is in any file of a folder, or in a file's name.
func checkNowhere(t *testing.T, dir, text string) {
	t.Helper()
	files := 0
	err := fs.WalkDir(os.DirFS(dir), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files++
		data, err := os.ReadFile(filepath.Join(dir, path))
		if strings.Contains(path, text) || bytes.Contains(bytes.ToLower(data), []byte(strings.ToLower(text))) {
			t.Errorf("%s has %q", path, text)
		}
		return err
	})
	if err != nil || files < 2 { // the profile and the settings at least
		t.Errorf("%d files in the data folder, %v", files, err)
	}
}

// readCode is what the QR code on the first page of a PDF says. The reader misses one code in a hundred at 150 dots an
// inch, and none of hundreds at 300; each certificate has another code.
func readCode(t *testing.T, pdf string) string {
	t.Helper()
	page := filepath.Join(t.TempDir(), "page")
	if out, err := exec.CommandContext(t.Context(), "pdftoppm", "-png", "-r", "300", "-singlefile", pdf, page).CombinedOutput(); err != nil {
		t.Fatalf("pdftoppm: %v\n%s", err, out)
	}
	f, err := os.Open(page + ".png")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	bitmap, err := gozxing.NewBinaryBitmapFromImage(img)
	if err != nil {
		t.Fatal(err)
	}
	result, err := qrcode.NewQRCodeReader().Decode(bitmap, map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true})
	if err != nil {
		t.Fatalf("the QR code of the certificate cannot be read: %v", err)
	}
	return result.GetText()
}
