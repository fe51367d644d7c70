package typst

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// A Document is what one PDF is made from.
type Document struct {
	// Main is Typst source. It must not hold anybody's text: that goes into Files, as data.
	Main string
	// Files can be read by Main, by absolute slash-separated paths such as "/doc.json". Nothing else can.
	Files map[string][]byte
	// Query, if not empty, selects elements that Output.Answer is to describe, such as "<pages>".
	Query string
	// Wanted, if not nil, looks at the answer to Query and says whether a PDF is to be made. That is a third of the
	// work, and in vain for pages that do not fit.
	Wanted func(answer []byte) bool
	// Fonts are TTF, OTF or TTC files. Give the same slices for each document: others make the engine
	// start anew.
	Fonts [][]byte
}

// An Output is what became of a document.
type Output struct {
	PDF      []byte // nil where Document.Wanted said no
	Warnings []Warning
	Answer   []byte // JSON array of the elements that Document.Query selects
}

// mainFile is the path of a document's Main.
const mainFile = "/main.typ"

// build makes the compiler inside a new instance.
func (in *instance) build() error {
	words, err := in.callReturning("typstcompilerbuilder_new")
	if err != nil {
		return err
	}
	builder := uint64(words[0])
	for i, font := range in.fonts {
		p, err := in.call("typstcompilerbuilder_add_raw_font", builder, in.heap.add(&byteArray{font}))
		if err != nil {
			return err
		}
		if _, err := in.await(p); err != nil {
			return fmt.Errorf("font %d: %w", i, err)
		}
	}
	p, err := in.call("typstcompilerbuilder_build", builder)
	if err != nil {
		return err
	}
	v, err := in.await(p)
	if err != nil {
		return err
	}
	compiler, ok := v.(*foreign)
	if !ok {
		return fmt.Errorf("it made a %T, not a compiler", v)
	}
	in.compiler = uint64(compiler.address)
	return nil
}

// typeset makes a PDF of one document. The instance forgets the files of the one before.
func (in *instance) typeset(doc Document) (Output, error) {
	if err := in.provide(doc); err != nil {
		return Output{}, err
	}
	world, err := in.snapshot()
	if err != nil {
		return Output{}, err
	}
	out, err := in.produce(world, doc)
	var documentError *DocumentError
	if err != nil && !errors.As(err, &documentError) {
		return Output{}, err // the instance is done for: there is nothing to free in it
	}
	if _, err := in.call("__wbg_typstcompileworld_free", world, 0); err != nil {
		return Output{}, err
	}
	return out, err
}

// produce compiles, asks and exports.
func (in *instance) produce(world uint64, doc Document) (out Output, err error) {
	if out.Warnings, err = in.compile(world); err != nil {
		return Output{}, err
	}
	if doc.Query != "" {
		if out.Answer, err = in.query(world, doc.Query); err != nil {
			return Output{}, err
		}
	}
	if doc.wanted(out.Answer) {
		out.PDF, err = in.export(world)
	}
	return out, err
}

func (d Document) wanted(answer []byte) bool { return d.Wanted == nil || d.Wanted(answer) }

// snapshot freezes the files into what the program calls a world, and gives its address.
func (in *instance) snapshot() (uint64, error) {
	main, size, err := in.pass([]byte(mainFile))
	if err != nil {
		return 0, err
	}
	words, err := in.callReturning("typstcompiler_snapshot", in.compiler, 0, 0, main, size, 0, 0)
	return uint64(words[0]), in.failure(err, words[2], words[1])
}

// compile gives the warnings; when Typst found errors, a *DocumentError.
func (in *instance) compile(world uint64) ([]Warning, error) {
	const paged, asObjects = 0, 3
	words, err := in.callReturning("typstcompileworld_compile", world, paged, asObjects)
	if err := in.failure(err, words[2], words[1]); err != nil {
		return nil, err
	}
	return diagnose(in.heap.take(uint64(words[0])))
}

func (in *instance) export(world uint64) ([]byte, error) {
	const toPDF, bare = 1, 0
	words, err := in.callReturning("typstcompileworld_get_artifact", world, toPDF, bare)
	if err := in.failure(err, words[2], words[1]); err != nil {
		return nil, err
	}
	v := in.heap.take(uint64(words[0]))
	pdf, ok := v.(*byteArray)
	if !ok {
		return nil, fmt.Errorf("the typesetting program answered with %s", describe(v))
	}
	return pdf.data, nil
}

// query gives the JSON of the elements that a selector finds.
func (in *instance) query(world uint64, selector string) ([]byte, error) {
	at, size, err := in.pass([]byte(selector))
	if err != nil {
		return nil, err
	}
	words, err := in.callReturning("typstcompileworld_query", world, 0, at, size, 0, 0)
	if err := in.failure(err, words[3], words[2]); err != nil {
		return nil, err
	}
	start, length := uint64(words[0]), uint64(words[1])
	answer, err := in.read(start, length)
	if err != nil {
		return nil, err
	}
	_, err = in.call("__wbindgen_export4", start, length, 1)
	return answer, err
}

// failure is the error of a call: err itself, or what the program threw when it set the word failed.
func (in *instance) failure(err error, failed, exception uint32) error {
	if err == nil && failed != 0 {
		return &DocumentError{[]Warning{{Message: describe(in.heap.take(uint64(exception)))}}}
	}
	return err
}

// provide hands over the files of a document, in a fixed order.
func (in *instance) provide(doc Document) error {
	if _, err := in.callReturning("typstcompiler_reset", in.compiler); err != nil {
		return err
	}
	if _, err := in.call("typstcompiler_reset_shadow", in.compiler); err != nil {
		return err
	}
	if err := in.put("typstcompiler_add_source", mainFile, []byte(doc.Main)); err != nil {
		return err
	}
	for _, path := range slices.Sorted(maps.Keys(doc.Files)) {
		if err := in.put("typstcompiler_map_shadow", path, doc.Files[path]); err != nil {
			return err
		}
	}
	return nil
}

func (in *instance) put(function, path string, data []byte) error {
	name, nameSize, err := in.pass([]byte(path))
	if err != nil {
		return err
	}
	content, contentSize, err := in.pass(data)
	if err != nil {
		return err
	}
	taken, err := in.call(function, in.compiler, name, nameSize, content, contentSize)
	if err == nil && uint32(taken) == 0 {
		err = &DocumentError{[]Warning{{File: strings.TrimPrefix(path, "/"), Message: "Typst does not take this file"}}}
	}
	return err
}
