package printing_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"github.com/passalong/passalong/internal/paper"
)

// newPDF makes pages that look like no other page, turned page or mirrored page: each corner has another mark 12 mm
// from the edges, one mark is red, and there are as many bars in the middle as the page has in number.
func newPDF(width, height float64, pages int) []byte {
	const mm = 72 / 25.4
	var b bytes.Buffer
	var offsets []int
	object := func(format string, args ...any) {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n", len(offsets))
		fmt.Fprintf(&b, format, args...)
		b.WriteString("\nendobj\n")
	}
	b.WriteString("%PDF-1.4\n")
	var kids bytes.Buffer
	for page := range pages {
		fmt.Fprintf(&kids, "%d 0 R ", 3+2*page)
	}
	object("<< /Type /Catalog /Pages 2 0 R >>")
	object("<< /Type /Pages /Kids [%s] /Count %d >>", kids.Bytes(), pages)
	for page := range pages {
		object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %.4f %.4f] /Resources << >> /Contents %d 0 R >>", width*mm, height*mm, 4+2*page)
		marks := marksOn(width, height, page+1)
		object("<< /Length %d >>\nstream\n%s\nendstream", len(marks), marks)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, at := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, start)
	return b.Bytes()
}

func marksOn(width, height float64, number int) []byte {
	const mm, edge = 72 / 25.4, 12
	var b bytes.Buffer
	box := func(colour string, x, y, w, h float64) {
		fmt.Fprintf(&b, "%s rg %.4f %.4f %.4f %.4f re f\n", colour, x*mm, y*mm, w*mm, h*mm)
	}
	box("0 0 0", edge, edge, 20, 4)
	box("0 0 0", edge, height-edge-20, 4, 20)
	box("1 0 0", width-edge-8, height-edge-8, 8, 8)
	box("0.5 0.5 0.5", width-edge-10, edge, 10, 10)
	for bar := range number {
		box("0 0 0", width*0.3+float64(bar)*2, height*0.4, 1, height*0.2)
	}
	return b.Bytes()
}

// A drawn page is its pixels in rows, three bytes each.
type drawn struct {
	width, height int
	pixels        []byte
}

// draw has poppler draw the pages of a PDF at 60 dpi. It skips the test where poppler is missing.
func draw(tb testing.TB, pdf []byte) []drawn {
	tb.Helper()
	dir := rendered(tb, pdf, "-r", "60")
	names, err := filepath.Glob(filepath.Join(dir, "page-*.ppm"))
	if err != nil {
		tb.Fatal(err)
	}
	pages := make([]drawn, len(names))
	for i, name := range names {
		pages[i] = readPPM(tb, name)
	}
	return pages
}

// rendered is a folder with the pages as poppler draws them.
func rendered(tb testing.TB, pdf []byte, args ...string) string {
	tb.Helper()
	program, err := exec.LookPath("pdftoppm")
	if err != nil {
		tb.Skipf("nothing to draw pages with: %v", err)
	}
	dir := tb.TempDir()
	file := filepath.Join(dir, "in.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		tb.Fatal(err)
	}
	cmd := exec.CommandContext(tb.Context(), program, append(args, file, filepath.Join(dir, "page"))...)
	if out, err := cmd.CombinedOutput(); err != nil {
		tb.Fatalf("pdftoppm: %v: %s", err, out)
	}
	return dir
}

func readPPM(tb testing.TB, name string) drawn {
	tb.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		tb.Fatal(err)
	}
	fields := bytes.SplitN(data, []byte("\n"), 4) // P6, width and height, 255
	var page drawn
	if _, err := fmt.Sscanf(string(fields[1]), "%d %d", &page.width, &page.height); err != nil || len(fields) != 4 {
		tb.Fatalf("%s is no picture: %v", name, err)
	}
	page.pixels = fields[3]
	return page
}

// turned is the page turned by a quarter to the right.
func (d drawn) turned() drawn {
	out := drawn{width: d.height, height: d.width, pixels: make([]byte, len(d.pixels))}
	for y := range d.height {
		for x := range d.width {
			to := (x*out.width + out.width - 1 - y) * 3
			copy(out.pixels[to:to+3], d.pixels[(y*d.width+x)*3:])
		}
	}
	return out
}

// grey is the page without its colours.
func (d drawn) grey() drawn {
	d.pixels = slices.Clone(d.pixels)
	for i := 0; i+2 < len(d.pixels); i += 3 {
		luma := (299*int(d.pixels[i]) + 587*int(d.pixels[i+1]) + 114*int(d.pixels[i+2])) / 1000
		d.pixels[i], d.pixels[i+1], d.pixels[i+2] = byte(luma), byte(luma), byte(luma)
	}
	return d
}

// differing counts the pixels of a that are not in b, nor at most so many pixels beside: 60 dpi are no whole number
// of pixels to a page, so that a page that was turned begins with another part of one. It is -1 when one page is larger.
func differing(a, b drawn, beside, tolerance int) int {
	if a.width != b.width || a.height != b.height {
		return -1
	}
	n := 0
	for y := range a.height {
		for x := range a.width {
			if !b.has(a.at(x, y), x, y, beside, tolerance) {
				n++
			}
		}
	}
	return n
}

func (d drawn) at(x, y int) []byte {
	i := (y*d.width + x) * 3
	return d.pixels[i : i+3]
}

// has reports whether there is such a pixel there or beside, give or take a tolerance in each colour.
func (d drawn) has(pixel []byte, x, y, beside, tolerance int) bool {
	for v := max(y-beside, 0); v <= min(y+beside, d.height-1); v++ {
		for u := max(x-beside, 0); u <= min(x+beside, d.width-1); u++ {
			other := d.at(u, v)
			if near(pixel[0], other[0], tolerance) && near(pixel[1], other[1], tolerance) && near(pixel[2], other[2], tolerance) {
				return true
			}
		}
	}
	return false
}

func near(a, b byte, tolerance int) bool {
	return int(a)-int(b) <= tolerance && int(b)-int(a) <= tolerance
}

// extentOf is the width and height of the pages of a size, in millimetres.
func extentOf(size paper.Size, across bool) (width, height float64) {
	width, height = size.Millimetres()
	if size == paper.Roll80 {
		height = 300
	}
	if across {
		return height, width
	}
	return width, height
}

func copiesOf(tb testing.TB, text string) int {
	tb.Helper()
	if text == "" {
		return 1 // ippeveprinter is not told of one copy
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		tb.Fatal(err)
	}
	return n
}
