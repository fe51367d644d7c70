// Package printing lists the print queues of this machine, prints PDF files on them, and follows and cancels jobs.
//
// On Linux and macOS it speaks IPP to the local CUPS, which is handed the PDF as it is and knows what a printer can do,
// what it needs and how far a job is. Tests run it against a real CUPS with printers that keep what arrives. It was
// never run on a Mac.
//
// On Windows there is no such thing as handing any printer a PDF, so a Drawer draws the pages as finely as the printer
// prints, and GDI hands the pictures to the driver: no cgo, no other program. Drivers say what a printer can do, the
// spooler says how far a job is and forgets it when it is over. Tests run it under Wine, whose printers are those of
// CUPS; Wine has no states of printers and jobs to speak of, so that these are tested as numbers only. It was never run
// on a real Windows.
package printing

import (
	"cmp"
	"context"
	"image"
	"strings"

	"github.com/passalong/passalong/internal/paper"
)

// A Drawer draws the pages of a PDF, where the print system cannot.
type Drawer interface {
	// Pages counts the pages of a PDF.
	Pages(ctx context.Context, pdf []byte) (int, error)
	// Page draws a page, counted from 1, at a number of dots per inch.
	Page(ctx context.Context, pdf []byte, page, dpi int) (image.Image, error)
}

// longest measures the longest page of a PDF, in millimetres.
func longest(ctx context.Context, drawer Drawer, pdf []byte) (float64, error) {
	const perMillimetre = 10
	pages, err := drawer.Pages(ctx, pdf)
	if err != nil {
		return 0, err
	}
	var most int
	for page := 1; page <= pages; page++ {
		picture, err := drawer.Page(ctx, pdf, page, 254)
		if err != nil {
			return 0, err
		}
		most = max(most, picture.Bounds().Dy())
	}
	return float64(most) / perMillimetre, nil
}

// byUse puts the default printer first and the others in the order of what people call them.
func byUse(a, b paper.Printer) int {
	if a.Default != b.Default {
		if a.Default {
			return -1
		}
		return 1
	}
	return cmp.Compare(strings.ToLower(a.Description), strings.ToLower(b.Description))
}
