package typst

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// wazeroVersion is the version of wazero that this package is built with, since each version compiles for
// itself. A test compares it with go.mod.
const wazeroVersion = "v1.12.0"

// A program is the WebAssembly program made ready to run, either by compiling it to machine code (once per
// machine: that takes seconds, and is kept in a folder) or for wazero's interpreter (at once, but slow).
type program struct {
	runtime  wazero.Runtime
	compiled wazero.CompiledModule
	cache    wazero.CompilationCache // nil without one
}

// interpret makes the program ready without compiling it.
func interpret(ctx context.Context) (*program, error) {
	return load(ctx, "", wazero.NewRuntimeConfigInterpreter(), nil)
}

// compile makes the program ready with machine code, taken from the folder dir or put there. An empty dir
// keeps nothing. A damaged folder is emptied and filled again.
func compile(ctx context.Context, dir string, workers int) (*program, error) {
	ctx = experimental.WithCompilationWorkers(ctx, workers)
	if dir == "" {
		return load(ctx, "", wazero.NewRuntimeConfig(), nil)
	}
	p, err := compileInto(ctx, dir)
	if err == nil || ctx.Err() != nil {
		return p, err
	}
	if err := os.RemoveAll(dir); err != nil {
		return nil, fmt.Errorf("emptying the folder of the typesetting program: %w", err)
	}
	return compileInto(ctx, dir)
}

func compileInto(ctx context.Context, dir string) (*program, error) {
	cache, err := wazero.NewCompilationCacheWithDir(dir)
	if err != nil {
		return nil, fmt.Errorf("opening the folder of the typesetting program: %w", err)
	}
	return load(ctx, dir, wazero.NewRuntimeConfig().WithCompilationCache(cache), cache)
}

// load unpacks the program, once where there is a folder to keep it in, compiles it and connects it with its host. It
// closes what it was given when it fails.
func load(ctx context.Context, dir string, cfg wazero.RuntimeConfig, cache wazero.CompilationCache) (*program, error) {
	p := &program{runtime: wazero.NewRuntimeWithConfig(ctx, cfg), cache: cache}
	err := p.prepare(ctx, dir)
	if err != nil {
		p.close()
		return nil, fmt.Errorf("starting the typesetting program: %w", err)
	}
	return p, nil
}

func (p *program) prepare(ctx context.Context, dir string) error {
	wasm, err := unpackOnce(dir)
	if err != nil {
		return err
	}
	if p.compiled, err = p.runtime.CompileModule(ctx, wasm); err != nil {
		return err
	}
	return p.connect(ctx)
}

// connect gives the program its host.
func (p *program) connect(ctx context.Context) error {
	host := p.runtime.NewHostModuleBuilder("wbg")
	table := hostFuncs()
	for _, imported := range p.compiled.ImportedFunctions() {
		_, name, _ := imported.Import()
		f, ok := table[name]
		if !ok {
			return fmt.Errorf("it asks for %q, which the host does not offer", name)
		}
		host.NewFunctionBuilder().
			WithGoModuleFunction(adapt(f), imported.ParamTypes(), imported.ResultTypes()).
			Export(name)
	}
	_, err := host.Instantiate(ctx)
	return err
}

// adapt makes a wazero function of a host function. wazero has no other way than a panic to hear of an
// error: it recovers it and returns it from the call that led here.
func adapt(f hostFunc) api.GoModuleFunc {
	return func(ctx context.Context, _ api.Module, stack []uint64) {
		if err := f(ctx.Value(instanceKey{}).(*instance), stack); err != nil {
			panic(err)
		}
	}
}

// start makes a new instance of the program and gives it fonts.
func (p *program) start(ctx context.Context, fonts [][]byte, now func() time.Time) (*instance, error) {
	in := &instance{heap: newHeap(), now: now, fonts: fonts}
	in.bind(ctx)
	withMemory := experimental.WithMemoryAllocator(in.ctx, experimental.MemoryAllocatorFunc(newMemory))
	module, err := p.runtime.InstantiateModule(withMemory, p.compiled, wazero.NewModuleConfig().WithName("").WithStartFunctions())
	if err != nil {
		return nil, fmt.Errorf("starting the typesetting program: %w", err)
	}
	in.module, in.memory = module, module.Memory()
	if err := in.build(); err != nil {
		in.close()
		return nil, fmt.Errorf("starting the typesetting program: %w", err)
	}
	return in, nil
}

// close ends the program and every instance of it.
func (p *program) close() {
	// Nothing is left to be done about an error: the memory is the process's own.
	_ = p.runtime.Close(context.Background())
	if p.cache != nil {
		_ = p.cache.Close(context.Background())
	}
}

// cacheDir is the folder below dir for the machine code of this program by this wazero; empty if dir is.
func cacheDir(dir string) string {
	if dir == "" {
		return ""
	}
	return filepath.Join(dir, "typst-"+ProgramSHA256[:8]+"-wazero-"+wazeroVersion)
}
