package handout_test

import (
	"bytes"
	"image"
	_ "image/png" // pdftoppm writes it
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
)

// tool runs a program of poppler or qpdf on a PDF, whose path takes the place of "PDF" in args.
func tool(t *testing.T, pdf []byte, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(args[0]); err != nil {
		t.Skipf("%s is not installed, so this is not checked: %v", args[0], err)
	}
	file := filepath.Join(t.TempDir(), "handout.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	for i := range args {
		args[i] = strings.ReplaceAll(args[i], "PDF", file)
	}
	var complaints bytes.Buffer
	cmd := exec.CommandContext(t.Context(), args[0], args[1:]...)
	cmd.Stderr = &complaints
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %v\n%s%s", args, err, out, complaints.Bytes())
	}
	return string(out)
}

// textOf is the text of a PDF as a reader would copy it, without invisible characters and line breaks.
func textOf(t *testing.T, pdf []byte) string {
	t.Helper()
	text := tool(t, pdf, "pdftotext", "PDF", "-")
	text = strings.NewReplacer("\u200b", "", "\u2068", "", "\u2069", "", "\u00a0", " ", "\f", " ").Replace(text)
	return strings.Join(strings.Fields(text), " ")
}

func pageCount(t *testing.T, pdf []byte) int {
	t.Helper()
	found := regexp.MustCompile(`Pages:\s+(\d+)`).FindStringSubmatch(tool(t, pdf, "pdfinfo", "PDF"))
	if found == nil {
		t.Fatal("pdfinfo names no number of pages")
	}
	n, err := strconv.Atoi(found[1])
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func samplePDF(t *testing.T) []byte {
	t.Helper()
	sheet, err := newPress(t).PDF(t.Context(), sample())
	if err != nil {
		t.Fatal(err)
	}
	return sheet.PDF
}

func TestPDFIsSound(t *testing.T) { isSound(t, samplePDF(t)) }

func isSound(t *testing.T, pdf []byte) {
	t.Helper()
	if out := tool(t, pdf, "qpdf", "--check", "PDF"); !strings.Contains(out, "No syntax or stream encoding errors") {
		t.Error(out)
	}
}

func TestPDFIsTaggedAndSaysWhatItIs(t *testing.T) {
	pdf := samplePDF(t)
	info := tool(t, pdf, "pdfinfo", "PDF")
	for _, want := range []string{
		`Title:\s+Overdose: what to do`, `Author:\s+The project`, `Tagged:\s+yes`, `Page size:.*A4`,
		`CreationDate:.*Nov 21.*2026`, `JavaScript:\s+no`,
	} {
		if !regexp.MustCompile(want).MatchString(info) {
			t.Errorf("pdfinfo does not say %q:\n%s", want, info)
		}
	}
	plain := tool(t, pdf, "qpdf", "--qdf", "--object-streams=disable", "PDF", "-")
	if !regexp.MustCompile(`/Type /Catalog`).MatchString(plain) || !strings.Contains(plain, "/Lang (en)") {
		t.Error("the PDF has no language")
	}
	structure := tool(t, pdf, "pdfinfo", "-struct", "PDF")
	for _, want := range []string{"H2", "H3", "L (block)", "LI", "Lbl", "Table", "TH", "Figure"} {
		if !strings.Contains(structure, want) {
			t.Errorf("the tags have no %q", want)
		}
	}
	figures := strings.Count(structure, "Figure")
	for _, alt := range []string{"/Alt (A person on their side)", "/Alt (QR code for https://example.org/naloxone?from=paper)"} {
		if !strings.Contains(plain, alt) {
			t.Errorf("no figure has %s", alt)
		}
	}
	if alts := strings.Count(plain, "/Alt ("); figures != 2 || alts < figures {
		t.Errorf("%d figures, %d descriptions", figures, alts)
	}
}

func TestFontsAreEmbeddedAsSubsets(t *testing.T) { embedsItsFonts(t, samplePDF(t)) }

func embedsItsFonts(t *testing.T, pdf []byte) {
	t.Helper()
	lines := strings.Split(strings.TrimSpace(tool(t, pdf, "pdffonts", "PDF")), "\n")
	if len(lines) < 4 {
		t.Fatalf("fonts: %v", lines)
	}
	for _, line := range lines[2:] {
		if !regexp.MustCompile(`^[A-Z]{6}\+SourceSans3-\w+ .* yes yes yes `).MatchString(line) {
			t.Errorf("font %q is not an embedded subset of the interface font", line)
		}
	}
}

func TestQRCodeOfTheRenderedPageCanBeRead(t *testing.T) {
	if got, want := readCode(t, samplePDF(t)), sample().Handout.Link; got != want {
		t.Errorf("the QR code says %q, want %q", got, want)
	}
}

// readCode is what the QR code on the first page says, as a phone would read it from a plain print.
func readCode(t *testing.T, pdf []byte) string {
	t.Helper()
	prefix := filepath.Join(t.TempDir(), "page")
	tool(t, pdf, "pdftoppm", "-r", "150", "-gray", "-png", "-singlefile", "PDF", prefix)
	file, err := os.Open(prefix + ".png")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	page, _, err := image.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	bitmap, err := gozxing.NewBinaryBitmapFromImage(page)
	if err != nil {
		t.Fatal(err)
	}
	result, err := qrcode.NewQRCodeReader().Decode(bitmap, map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true})
	if err != nil {
		t.Fatal(err)
	}
	return result.GetText()
}
