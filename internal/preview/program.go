package preview

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
)

// A program is PDFium made ready to run: compiled to machine code, which takes seconds once per machine and is kept
// in a folder, or for wazero's interpreter, which starts at once and draws about twenty times slower.
type program struct {
	interpreted bool
	cache       wazero.CompilationCache // nil without one
	pool        pdfium.Pool
	worker      pdfium.Pdfium
}

// compile makes PDFium ready with machine code, taken from the folder dir or put there. An empty dir keeps nothing.
func compile(dir string) (*program, error) {
	config := wazero.NewRuntimeConfig()
	if dir == "" {
		return start(&program{}, config)
	}
	cache, err := wazero.NewCompilationCacheWithDir(dir)
	if err != nil {
		return nil, err
	}
	return start(&program{cache: cache}, config.WithCompilationCache(cache))
}

// interpret makes PDFium ready without compiling it.
func interpret() (*program, error) {
	return start(&program{interpreted: true}, wazero.NewRuntimeConfigInterpreter())
}

// start runs p, and stops it when that fails.
func start(p *program, config wazero.RuntimeConfig) (*program, error) {
	pool, err := webassembly.Init(webassembly.Config{
		MinIdle: 0, MaxIdle: 1, MaxTotal: 1,
		FSConfig:      wazero.NewFSConfig(), // no files: without this it could read all of them
		RuntimeConfig: config,
		Stdout:        io.Discard, Stderr: io.Discard,
	})
	if err != nil {
		return nil, errors.Join(err, p.stop())
	}
	p.pool = pool
	const longest = time.Minute
	if p.worker, err = pool.GetInstance(longest); err != nil {
		return nil, errors.Join(err, p.stop())
	}
	return p, nil
}

// stop ends what start began. There may be nothing to stop.
func (p *program) stop() error {
	if p == nil {
		return nil
	}
	var errs []error
	if p.worker != nil {
		errs = append(errs, p.worker.Close())
	}
	if p.pool != nil {
		errs = append(errs, p.pool.Close())
	}
	if p.cache != nil {
		errs = append(errs, p.cache.Close(context.Background()))
	}
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("ending the preview: %w", err)
	}
	return nil
}
