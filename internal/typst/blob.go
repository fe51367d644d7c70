package typst

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
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
	if got := sha256Of(program.Bytes()); got != ProgramSHA256 {
		return nil, fmt.Errorf("unpacking the typesetting program: its SHA-256 is %s, not %s", got, ProgramSHA256)
	}
	return program.Bytes(), nil
}

func sha256Of(program []byte) string {
	sum := sha256.Sum256(program)
	return hex.EncodeToString(sum[:])
}

// unpackOnce is unpack that keeps what it unpacked in the folder dir, since unpacking takes half of the time of a
// start. An empty dir keeps nothing; what is damaged there is not used.
func unpackOnce(dir string) ([]byte, error) {
	if dir == "" {
		return unpack()
	}
	kept := filepath.Join(dir, "typst.wasm")
	if program, err := os.ReadFile(kept); err == nil && sha256Of(program) == ProgramSHA256 {
		return program, nil
	}
	program, err := unpack()
	if err == nil {
		_ = os.WriteFile(kept, program, 0o600) // it is tried again next time
	}
	return program, err
}
