package typst

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"fmt"
	"io"
)

// ProgramSHA256 is the SHA-256 of the unpacked WebAssembly program, in hexadecimal.
const ProgramSHA256 = "1fc968438a672366dfec39c96c842c26ed29caff4eb1bcaab19a6c60867de5fd"

// TypstVersion is the version of Typst inside the program.
const TypstVersion = "0.14.2"

// programSize is the size of the unpacked program, in bytes.
const programSize = 28325178

//go:embed wasm/typst.wasm.gz
var packed []byte

// unpack gives the program, after checking that it is the very one this package was written for.
func unpack() ([]byte, error) {
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("unpacking the typesetting program: %w", err)
	}
	program := bytes.NewBuffer(make([]byte, 0, programSize+1))
	if _, err := io.Copy(program, io.LimitReader(r, programSize+1)); err != nil {
		return nil, fmt.Errorf("unpacking the typesetting program: %w", err)
	}
	sum := sha256.Sum256(program.Bytes())
	if got := hex.EncodeToString(sum[:]); got != ProgramSHA256 {
		return nil, fmt.Errorf("unpacking the typesetting program: its SHA-256 is %s, not %s", got, ProgramSHA256)
	}
	return program.Bytes(), nil
}
