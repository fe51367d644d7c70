// Package preview draws the pages of a PDF as pictures, as they will come out of the printer. It runs
// PDFium, compiled to WebAssembly, in wazero: no cgo, no other program and no access to files.
package preview

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"path/filepath"

	pdfiumerrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"

	"github.com/passalong/passalong/internal/machinecode"
)

// What can go wrong with a PDF.
var (
	ErrNotPDF = errors.New("this is not a PDF that can be read")
	ErrNoPage = errors.New("there is no such page")
	ErrTooBig = errors.New("the picture of the page would be too big")
	ErrClosed = errors.New("the preview is closed")
)

// maxPixels is how big a picture may become: A4 at 600 dpi and a little more.
const maxPixels = 40_000_000

// A Renderer draws pages, one at a time. Any number of goroutines may use it. On the first day on a machine the
// first pages are drawn by an interpreter, in about a second each, while PDFium is compiled in the background.
type Renderer struct {
	cacheDir string

	// turn holds a token while somebody works with what follows.
	turn      chan struct{}
	closed    bool
	program   *program      // nil before the first page
	compiling chan *program // gives the machine code, or nil when there will be none; nil while nothing is compiled
	tried     bool          // to compile
}

// Open gives a Renderer that keeps PDFium's machine code in the absolute folder cacheDir, which is made when
// missing; with an empty cacheDir every start compiles. Nothing is started before the first page.
func Open(cacheDir string) (*Renderer, error) {
	if cacheDir != "" && !filepath.IsAbs(cacheDir) {
		return nil, fmt.Errorf("opening the preview: %q is not an absolute path", cacheDir)
	}
	return &Renderer{cacheDir: cacheDir, turn: make(chan struct{}, 1)}, nil
}

// Pages counts the pages of a PDF. The error matches ErrNotPDF when it is none.
func (r *Renderer) Pages(ctx context.Context, pdf []byte) (int, error) {
	return inTurn(ctx, r, func() (int, error) {
		var n int
		err := r.withDocument(pdf, func(doc references.FPDF_DOCUMENT) error {
			answer, err := r.program.worker.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: doc})
			if err == nil {
				n = answer.PageCount
			}
			return err
		})
		return n, err
	})
}

// Page draws a page, counted from 1, at a number of dots per inch. The picture is the caller's. The error
// matches ErrNotPDF, ErrNoPage or ErrTooBig. Page returns when ctx ends; a page under way is drawn to its
// end all the same and thrown away.
func (r *Renderer) Page(ctx context.Context, pdf []byte, page, dpi int) (image.Image, error) {
	return inTurn(ctx, r, func() (image.Image, error) {
		var picture image.Image
		err := r.withDocument(pdf, func(doc references.FPDF_DOCUMENT) (err error) {
			picture, err = r.draw(doc, page, dpi)
			return err
		})
		if err == nil {
			r.compileInBackground()
		}
		return picture, err
	})
}

func (r *Renderer) draw(doc references.FPDF_DOCUMENT, page, dpi int) (image.Image, error) {
	count, err := r.program.worker.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: doc})
	if err != nil {
		return nil, err
	}
	if page < 1 || page > count.PageCount {
		return nil, fmt.Errorf("%w: page %d of %d", ErrNoPage, page, count.PageCount)
	}
	which := requests.Page{ByIndex: &requests.PageByIndex{Document: doc, Index: page - 1}}
	size, err := r.program.worker.GetPageSize(&requests.GetPageSize{Page: which})
	if err != nil {
		return nil, err
	}
	perPoint := float64(dpi) / 72
	if pixels := size.Width * size.Height * perPoint * perPoint; dpi < 1 || pixels > maxPixels {
		return nil, fmt.Errorf("%w: %g by %g points at %d dpi", ErrTooBig, size.Width, size.Height, dpi)
	}
	drawn, err := r.program.worker.RenderPageInDPI(&requests.RenderPageInDPI{Page: which, DPI: dpi})
	if err != nil {
		return nil, err
	}
	defer drawn.Cleanup() // it takes the picture's memory with it
	own := *drawn.Result.Image
	own.Pix = bytes.Clone(own.Pix)
	return &own, nil
}

// Close ends PDFium and waits for the page under way and for the compiler.
func (r *Renderer) Close() error {
	r.turn <- struct{}{}
	defer func() { <-r.turn }()
	r.closed = true
	var compiled error
	if r.compiling != nil {
		compiled = (<-r.compiling).stop()
		r.compiling = nil
	}
	return errors.Join(r.stop(), compiled)
}

// inTurn does work when nobody else does. It leaves it alone, and returns, when ctx ends.
func inTurn[T any](ctx context.Context, r *Renderer, work func() (T, error)) (T, error) {
	type result struct {
		value T
		err   error
	}
	var none T
	select {
	case r.turn <- struct{}{}:
	case <-ctx.Done():
		return none, ctx.Err()
	}
	done := make(chan result, 1)
	go func() {
		defer func() { <-r.turn }()
		if r.closed {
			done <- result{none, ErrClosed}
			return
		}
		value, err := work()
		done <- result{value, err}
	}()
	select {
	case d := <-done:
		return d.value, d.err
	case <-ctx.Done():
		return none, ctx.Err()
	}
}

// withDocument starts PDFium if need be and opens a PDF for the time of use.
func (r *Renderer) withDocument(pdf []byte, use func(references.FPDF_DOCUMENT) error) error {
	if err := r.choose(); err != nil {
		return fmt.Errorf("starting the preview: %w", err)
	}
	doc, err := r.program.worker.OpenDocument(&requests.OpenDocument{File: &pdf})
	if err != nil {
		return r.fault(err)
	}
	err = use(doc.Document)
	_, closeErr := r.program.worker.FPDF_CloseDocument(&requests.FPDF_CloseDocument{Document: doc.Document})
	switch {
	case errors.Is(err, ErrNoPage) || errors.Is(err, ErrTooBig):
		return fmt.Errorf("drawing a page: %w", err)
	case err != nil || closeErr != nil: // PDFium may have stopped anywhere: the next page gets a new one
		return errors.Join(fmt.Errorf("drawing a page: %w", errors.Join(err, closeErr)), r.stop())
	}
	return nil
}

// fault tells a PDF that PDFium does not take from other trouble.
func (r *Renderer) fault(err error) error {
	for _, known := range []error{
		pdfiumerrors.ErrFile, pdfiumerrors.ErrFormat, pdfiumerrors.ErrPassword, pdfiumerrors.ErrSecurity,
	} {
		if errors.Is(err, known) {
			return fmt.Errorf("%w: %w", ErrNotPDF, err)
		}
	}
	return fmt.Errorf("opening a PDF: %w", err)
}

// choose sees to it that there is a program: machine code if it is on the disk or just got ready, the interpreter
// meanwhile.
func (r *Renderer) choose() (err error) {
	if r.compiling != nil {
		select {
		case compiled := <-r.compiling:
			r.compiling = nil
			if compiled != nil {
				err = r.stop()
				r.program = compiled
			}
			return err
		default:
		}
	}
	if r.program != nil {
		return nil
	}
	if r.cacheDir == "" || machinecode.In(r.cacheDir) {
		r.program, err = compile(r.cacheDir)
		return err
	}
	r.program, err = interpret()
	return err
}

// compileInBackground begins to make machine code when the interpreter has drawn its first page, so that the two
// do not hold each other up.
func (r *Renderer) compileInBackground() {
	if !r.program.interpreted || r.compiling != nil || r.tried {
		return
	}
	r.tried = true
	done := make(chan *program, 1)
	go func() {
		p, err := compile(r.cacheDir)
		if err != nil {
			p = nil // the interpreter goes on
		}
		done <- p
	}()
	r.compiling = done
}

// stop ends the program. The next page starts another.
func (r *Renderer) stop() error {
	p := r.program
	r.program = nil
	return p.stop()
}
