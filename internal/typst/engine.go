package typst

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/machinecode"
)

// Options of an Engine.
type Options struct {
	// CacheDir keeps the program unpacked and as machine code (125 MB), so that only the first start on a machine has
	// to unpack and compile it. It is made when missing. With an empty CacheDir every start does.
	CacheDir string
	// Now is the clock that documents see. A document that sets its own date does not depend on it.
	Now func() time.Time
	// Workers is how many goroutines compile the program; at least 2, since one alone cannot be interrupted.
	Workers int
}

// memoryPerInstance is with how many bytes an instance is replaced: its memory only grows, with what it remembers of
// documents to be quicker with the next. A new one costs the time of five handouts.
const memoryPerInstance = 96 << 20

// An Engine makes PDF files of documents, one at a time. Any number of goroutines may use it.
type Engine struct {
	opts Options
	dir  string // for machine code; empty without a cache

	life context.Context // ends with Close
	end  context.CancelFunc

	// turn holds a token while somebody works with what follows.
	turn      chan struct{}
	closed    bool
	program   *program
	instance  *instance
	compiling chan compilation // set while the machine code is being made

	interpreting bool // program is the interpreter, which stands in for the machine code
}

// A compilation is how making the machine code went.
type compilation struct {
	program *program
	err     error
}

// ErrClosed is returned by an Engine after Close.
var ErrClosed = errors.New("the typesetting engine is closed")

// Open gives an Engine. It reads and starts nothing: the first document does. ctx carries values only; the
// engine ends with Close.
func Open(ctx context.Context, o Options) (*Engine, error) {
	if o.Now == nil {
		return nil, errors.New("opening the typesetting engine: no clock")
	}
	if o.CacheDir != "" && !filepath.IsAbs(o.CacheDir) {
		return nil, fmt.Errorf("opening the typesetting engine: %q is not an absolute path", o.CacheDir)
	}
	o.Workers = max(2, o.Workers)
	e := &Engine{opts: o, dir: cacheDir(o.CacheDir), turn: make(chan struct{}, 1)}
	e.life, e.end = context.WithCancel(context.WithoutCancel(ctx))
	return e, nil
}

// PDF makes a PDF of doc. Its error is a *DocumentError when the document is at fault. While the engine has
// no machine code yet, it works with the interpreter: the bytes are the same, but a page takes seconds. After the
// first document it compiles the machine code in the background.
//
// PDF returns when ctx ends. A document that is under way then is made to its end all the same and thrown
// away, since looking out for an end of ctx would make the program three times slower; the next document
// waits for it. For the same reason a garbage collection that begins while machine code runs holds up the whole
// process, and PDF with it, until the document is made: milliseconds for a page or two.
func (e *Engine) PDF(ctx context.Context, doc Document) (Output, error) {
	if err := e.enter(ctx); err != nil {
		return Output{}, err
	}
	type result struct {
		out Output
		err error
	}
	made := make(chan result, 1)
	go func() {
		defer e.leave()
		out, err := e.make(context.WithoutCancel(ctx), doc)
		made <- result{out, err}
	}()
	select {
	case r := <-made:
		return r.out, r.err
	case <-ctx.Done():
		return Output{}, ctx.Err()
	}
}

// make makes one document, by whoever has the turn.
func (e *Engine) make(ctx context.Context, doc Document) (Output, error) {
	if err := e.choose(ctx); err != nil {
		return Output{}, err
	}
	out, err := e.typeset(ctx, doc)
	if e.interpreting && e.compiling == nil {
		e.compileInBackground() // only now: it would have kept the first document from the processor
	}
	return out, err
}

// Prepare returns when the machine code is there: at once if it is in CacheDir and loaded, otherwise after
// seconds of compiling. Nobody has to call it.
func (e *Engine) Prepare(ctx context.Context) error {
	if err := e.enter(ctx); err != nil {
		return err
	}
	defer e.leave()
	if e.program != nil && !e.interpreting {
		return nil
	}
	if e.compiling == nil {
		e.compileInBackground()
	}
	select {
	case c := <-e.compiling:
		return e.adopt(c)
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Warm begins to get the machine code ready in the background, so that the next document need not wait for it: it
// is loaded from CacheDir, or compiled where it is not there yet, which keeps two processors busy for seconds.
func (e *Engine) Warm() {
	select {
	case e.turn <- struct{}{}:
	default:
		return // it is at work already
	}
	defer e.leave()
	if !e.closed && e.compiling == nil && (e.program == nil || e.interpreting) {
		e.compileInBackground()
	}
}

// Ready reports whether the machine code is in CacheDir, so that not even the first document has to wait.
func (e *Engine) Ready() bool { return machinecode.In(e.dir) }

// Close ends the engine and waits for the document under way.
func (e *Engine) Close() error {
	e.end()
	e.turn <- struct{}{}
	defer e.leave()
	if e.closed {
		return nil
	}
	e.closed = true
	e.drop()
	if e.program != nil {
		e.program.close()
	}
	if e.compiling != nil {
		if c := <-e.compiling; c.program != nil {
			c.program.close()
		}
	}
	return nil
}

// enter waits for the turn. leave gives it back.
func (e *Engine) enter(ctx context.Context) error {
	select {
	case e.turn <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	if e.closed || ctx.Err() != nil {
		e.leave()
		if err := ctx.Err(); err != nil {
			return err
		}
		return ErrClosed
	}
	return nil
}

func (e *Engine) leave() { <-e.turn }

// choose sees to it that there is a program: machine code if it is on the disk or just got ready, the
// interpreter meanwhile.
func (e *Engine) choose(ctx context.Context) error {
	if e.compiling != nil {
		if e.program == nil && machinecode.In(e.dir) { // it is only being loaded
			return e.adopt(<-e.compiling)
		}
		select {
		case c := <-e.compiling:
			return e.adopt(c)
		default:
		}
	}
	if e.program != nil {
		return nil
	}
	if e.compiling == nil && machinecode.In(e.dir) {
		p, err := compile(ctx, e.dir, e.opts.Workers)
		e.program = p
		return err
	}
	p, err := interpret(ctx)
	if err != nil {
		return err
	}
	e.program, e.interpreting = p, true
	return nil
}

func (e *Engine) compileInBackground() {
	done := make(chan compilation, 1)
	go func() {
		p, err := compile(e.life, e.dir, e.opts.Workers)
		if err == nil {
			removeOthers(e.dir)
		}
		done <- compilation{p, err}
	}()
	e.compiling = done
}

// adopt goes over to a finished compilation. If that failed, whoever has an interpreter keeps it.
func (e *Engine) adopt(c compilation) error {
	e.compiling = nil
	if c.err != nil {
		if e.program != nil {
			return nil
		}
		return c.err
	}
	e.drop()
	if e.program != nil {
		e.program.close()
	}
	e.program, e.interpreting = c.program, false
	return nil
}

// typeset makes one document with the instance at hand or a new one.
func (e *Engine) typeset(ctx context.Context, doc Document) (Output, error) {
	in := e.instance
	if in != nil && (in.memory.Size() >= memoryPerInstance || !slices.EqualFunc(in.fonts, doc.Fonts, sameSlice)) {
		e.drop()
		in = nil
	}
	if in == nil {
		var err error
		if in, err = e.program.start(ctx, doc.Fonts, e.opts.Now); err != nil {
			return Output{}, err
		}
		e.instance = in
	}
	in.bind(ctx)
	out, err := in.typeset(doc)
	var documentError *DocumentError
	if err != nil && !errors.As(err, &documentError) {
		e.drop() // it may have stopped anywhere
		err = fmt.Errorf("typesetting: %w", err)
	}
	return out, err
}

// drop ends the instance.
func (e *Engine) drop() {
	if e.instance != nil {
		e.instance.close()
		e.instance = nil
	}
}

func sameSlice(a, b []byte) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}

// removeOthers removes the machine code of other versions, which nobody needs any more.
func removeOthers(dir string) {
	if dir == "" {
		return
	}
	beside, err := os.ReadDir(filepath.Dir(dir))
	if err != nil {
		return
	}
	for _, other := range beside {
		if strings.HasPrefix(other.Name(), "typst-") && other.Name() != filepath.Base(dir) {
			_ = os.RemoveAll(filepath.Join(filepath.Dir(dir), other.Name())) // it is tried again next time
		}
	}
}
