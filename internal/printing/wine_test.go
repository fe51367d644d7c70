//go:build linux && amd64

package printing_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/printing/cupstest"
	"github.com/passalong/passalong/internal/winetest"
)

// What Windows' part of this package prints under Wine comes out at a printer of CUPS.
func TestWindowsPrintsUnderWine(t *testing.T) {
	t.Parallel() // it mostly waits
	server := cupstest.Start(t)
	w := winetest.Start(t, "CUPS_SERVER="+server.Socket)
	program := winetest.Compile(t)
	server.AddPlainPrinter(t, "plain") // with margins, unlike the other
	jobs := []paper.Job{
		{Title: "Portrait", Copies: 2, Size: paper.A4, Sides: paper.ShortEdge, Colour: true},
		{Title: "Across", Copies: 1, Size: paper.A4, Across: true, Sides: paper.LongEdge},
		{Title: "Letter", Copies: 3, Size: paper.Letter, Sides: paper.OneSide, Colour: true},
		{Title: "Small", Copies: 1, Size: paper.A5, Sides: paper.OneSide},
		{Title: "Within margins", Copies: 1, Size: paper.A4, Sides: paper.OneSide},
	}
	var orders []map[string]any
	var sent [][]byte
	for i, job := range jobs {
		width, height := extentOf(job.Size, job.Across)
		pages := 1
		if job.Sides != paper.OneSide {
			pages = 2
		}
		sent = append(sent, newPDF(width, height, pages))
		queue := cupstest.Queue
		if job.Title == "Within margins" {
			queue = "plain"
		}
		orders = append(orders, map[string]any{"Printer": queue, "Dir": "Z:" + album(t, sent[i], pages), "Pages": pages, "Job": job})
	}
	data, err := json.Marshal(orders)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "orders.json")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	w.Env = append(w.Env, "PASSALONG_PRINT_ORDERS=Z:"+file)
	t.Log(w.Run(t, program, "-test.v", "-test.count=1"))
	arrivals := map[string]cupstest.Arrival{} // two printers do not keep the order
	all := server.Received(t, len(jobs))
	if len(all) != len(jobs) {
		t.Errorf("%d jobs were ordered and %d arrived", len(jobs), len(all))
	}
	for _, arrived := range all {
		arrivals[arrived.Attributes["IPP_JOB_NAME"]] = arrived
	}
	compareSeams(t, arrivals["Portrait"].Data)
	for i, job := range jobs {
		t.Run(job.Title, func(t *testing.T) { compareWine(t, job, sent[i], arrivals[job.Title]) })
	}
}

// album is a folder with the pages of a PDF as finely as the printer prints.
func album(t *testing.T, pdf []byte, pages int) string {
	t.Helper()
	dir := t.TempDir()
	from := rendered(t, pdf, "-png", "-r", "600")
	for page := range pages {
		name := fmt.Sprintf("page-%d", page+1)
		if err := os.Rename(filepath.Join(from, name+".png"), filepath.Join(dir, name+"-600.png")); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// compareSeams looks for white lines between the bands of a page, in the tall black mark at its upper left.
func compareSeams(t *testing.T, pdf []byte) {
	t.Helper()
	const dot = 600 / 25.4
	at := func(millimetres float64) string { return fmt.Sprint(int(millimetres * dot)) }
	dir := rendered(t, pdf, "-r", "600", "-l", "1", "-x", at(13), "-y", at(13), "-W", at(2), "-H", at(18))
	files, err := filepath.Glob(filepath.Join(dir, "page-*.ppm"))
	if err != nil || len(files) != 1 {
		t.Fatalf("drawn were %v, error %v", files, err)
	}
	for i, v := range readPPM(t, files[0]).pixels {
		if v > 8 {
			t.Fatalf("byte %d of what should be black is %d", i, v)
		}
	}
}

func compareWine(t *testing.T, job paper.Job, sent []byte, arrived cupstest.Arrival) {
	t.Helper()
	got := arrived.Attributes
	sides := map[paper.Sides]string{paper.OneSide: "one-sided", paper.LongEdge: "two-sided-long-edge", paper.ShortEdge: "two-sided-short-edge"}[job.Sides]
	if cmp.Or(got["IPP_SIDES"], "one-sided") != sides || copiesOf(t, got["IPP_COPIES"]) != job.Copies {
		t.Errorf("asked for %d copies %s, the printer for %v", job.Copies, sides, got)
	}
	media := map[paper.Size]string{paper.A4: "x-dimension=21000 y-dimension=29700", paper.Letter: "x-dimension=21590 y-dimension=27940", paper.A5: "x-dimension=14800 y-dimension=21000"}[job.Size]
	if !strings.Contains(got["IPP_MEDIA_COL"], media) {
		t.Errorf("asked for paper of %s, the printer for %v", media, got)
	}
	before, after := draw(t, sent), draw(t, arrived.Data)
	if len(before) != len(after) {
		t.Fatalf("%d pages were sent and %d arrived", len(before), len(after))
	}
	for i := range before {
		want := before[i]
		if !job.Colour {
			want = want.grey()
		}
		worst := []int{}
		for turns := range 4 {
			if turned := turn(want, turns); turned.width == after[i].width && turned.height == after[i].height {
				worst = append(worst, differing(turned, after[i], 1, 64))
			}
		}
		if len(worst) == 0 || slices.Min(worst) != 0 {
			t.Errorf("page %d: %v pixels differ", i+1, worst)
		}
	}
}
