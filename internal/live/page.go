package live

import (
	"bytes"
	"compress/gzip"
	"embed"
	"fmt"
	"net/http"
	"strings"
)

//go:embed page
var page embed.FS

// A file is one that the page is made of. All of them are in memory.
type file struct {
	kind   string
	plain  []byte
	packed []byte // with gzip
}

// The paths of the page. Every code has the same page, so that it tells nobody whether a code is right.
const (
	stylePath   = "/page.css"
	programPath = "/page.js"
)

// languages are those that the page has words for, in the order in which it offers them.
var languages = []string{"en", "vi", "ar"}

// quiet are paths that browsers ask for by themselves: they get nothing, and it is no refusal.
var quiet = []string{"/favicon.ico", "/apple-touch-icon.png", "/apple-touch-icon-precomposed.png", "/robots.txt"}

var (
	shell   = fileOf("text/html; charset=utf-8", text("page/page.html"))
	style   = fileOf("text/css; charset=utf-8", text("page/page.css"))
	program = fileOf("text/javascript; charset=utf-8", append(words(), text("page/page.js")...))
	nothing = file{}
)

// words are those of every language, as a variable of the program.
func words() []byte {
	out := []byte("var WORDS = {};\n")
	for _, l := range languages {
		out = fmt.Appendf(out, "WORDS.%s = %s;\n", l, bytes.TrimSpace(text("page/words/"+l+".json")))
	}
	return out
}

func text(name string) []byte {
	b, err := page.ReadFile(name)
	if err != nil {
		return nil // a test reads them all
	}
	return b
}

func fileOf(kind string, plain []byte) file {
	f := file{kind: kind, plain: plain}
	var packed bytes.Buffer
	z, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return f
	}
	_, err = z.Write(f.plain)
	if z.Close() == nil && err == nil {
		f.packed = packed.Bytes()
	}
	return f
}

// pageFile is what a path leads to, if it is one of the page.
func pageFile(path string) (file, bool) {
	switch path {
	case "/":
		return shell, true
	case stylePath:
		return style, true
	case programPath:
		return program, true
	}
	for _, q := range quiet {
		if path == q {
			return nothing, true
		}
	}
	return shell, codeIn(strings.TrimSuffix(path[min(1, len(path)):], "/")) != ""
}

// give sends a file of the page.
func (s *Server) give(w http.ResponseWriter, q *http.Request, f file) {
	if q.Method != http.MethodGet && q.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		s.refuse(w, http.StatusMethodNotAllowed)
		return
	}
	if f.kind == "" {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	w.Header().Set("Content-Type", f.kind)
	body := f.plain
	if f.packed != nil && strings.Contains(q.Header.Get("Accept-Encoding"), "gzip") {
		w.Header().Set("Content-Encoding", "gzip")
		body = f.packed
	}
	_, _ = w.Write(body) // a phone that has gone asks again; net/http leaves it out for HEAD
}
