// Package typst turns Typst documents into tagged PDF files. The Typst compiler is a WebAssembly program
// that is built into this package (see wasm/README.md) and runs in wazero: no cgo, no other program, no
// network, and no access to any file but the ones a Document carries.
//
// The program was made for web browsers. It keeps no JavaScript values of its own but numbers that stand
// for them, and asks its host to do everything with them: the files value.go and host*.go are that host.
package typst
