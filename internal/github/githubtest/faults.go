package githubtest

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"time"
)

// A Place is what a request is for.
type Place string

// The places of a server.
const (
	API      Place = "api"
	Manifest Place = "manifest" // and its signature, and changes of keys, as plain files
	Files    Place = "files"    // other plain files
	Site     Place = "site"     // where releases lead on to their files
	Assets   Place = "assets"   // the files of releases
	Pages    Place = "pages"
	Git      Place = "git"
	Anywhere Place = ""
)

// Always is a number of times that does not end.
const Always = -1

// A Fault answers in the place of next, or changes its answer.
type Fault func(next http.Handler) http.Handler

type fault struct {
	place Place
	times int
	apply Fault
}

// Inject lets the next requests for a place fail, a number of times.
func (s *Server) Inject(place Place, times int, f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, &fault{place, times, f})
}

// Mend takes all faults away.
func (s *Server) Mend() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

// faulty wraps an answer in the first fault that is for its place.
func (s *Server) faulty(place Place, next http.Handler) http.Handler {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.faults {
		if (f.place == Anywhere || f.place == place) && f.times != 0 {
			f.times--
			return f.apply(next)
		}
	}
	return next
}

// Status answers with a status and headers, given as names and values in turn, and a short text.
func Status(status int, headers ...string) Fault {
	return func(http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			for i := 0; i+1 < len(headers); i += 2 {
				w.Header().Set(headers[i], headers[i+1])
			}
			apiError(w, status, http.StatusText(status))
		})
	}
}

// SignInPage answers as a network does that wants people to sign in first.
func SignInPage() Fault {
	return func(http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, "<!DOCTYPE html><title>Welcome to the library's wireless network</title>")
		})
	}
}

// Redirect sends on to another address.
func Redirect(to string) Fault {
	return func(http.Handler) http.Handler { return http.RedirectHandler(to, http.StatusFound) }
}

// Circle sends on to the same address.
func Circle() Fault {
	return func(http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, r.URL.Path, http.StatusFound)
		})
	}
}

// Endless goes on for ever, or until nobody listens.
func Endless() Fault {
	return func(http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/plain")
			block := bytes.Repeat([]byte("more and "), 1<<10)
			for {
				if _, err := w.Write(block); err != nil {
					return
				}
			}
		})
	}
}

// Changed passes the body of the answer through f. Its length stays as f makes it.
func Changed(f func([]byte) []byte) Fault {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			rec := record(next, r)
			data := f(rec.Body.Bytes())
			w.Header().Set("Content-Length", strconv.Itoa(len(data)))
			w.WriteHeader(rec.Code)
			w.Write(data)
		})
	}
}

// Headers changes headers of the answer; an empty value removes one.
func Headers(headers ...string) Fault {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			rec := record(next, r)
			for name, values := range rec.Header() {
				w.Header()[name] = values
			}
			for i := 0; i+1 < len(headers); i += 2 {
				if w.Header().Set(headers[i], headers[i+1]); headers[i+1] == "" {
					w.Header().Del(headers[i])
				}
			}
			w.WriteHeader(rec.Code)
			w.Write(rec.Body.Bytes())
		})
	}
}

// WithoutRange ignores that only a part is asked for.
func WithoutRange() Fault {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			r.Header.Del("Range")
			next.ServeHTTP(w, r)
		})
	}
}

// Packed sends gzip, whatever was asked for.
func Packed() Fault {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			r.Header.Del("Accept-Encoding")
			rec := record(next, r)
			w.Header().Set("Content-Encoding", "gzip")
			w.Header().Set("Content-Type", "text/plain")
			w.Header().Set("ETag", "W/"+rec.Header().Get("ETag"))
			z := gzip.NewWriter(w)
			z.Write(rec.Body.Bytes())
			z.Close()
		})
	}
}

// Cut ends the connection after a number of bytes of the body.
func Cut(after int) Fault {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			rec := record(next, r)
			pass(w, rec)
			data := rec.Body.Bytes()
			if len(data) <= after {
				w.Write(data)
				return
			}
			w.Write(data[:after])
			http.NewResponseController(w).Flush()
			panic(http.ErrAbortHandler) // the way of net/http to break off
		})
	}
}

// Slow sends the body in pieces with a pause after each.
func Slow(piece int, pause time.Duration) Fault {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			rec := record(next, r)
			pass(w, rec)
			for data := rec.Body.Bytes(); len(data) > 0; {
				n := min(piece, len(data))
				if _, err := w.Write(data[:n]); err != nil {
					return
				}
				data = data[n:]
				http.NewResponseController(w).Flush()
				select {
				case <-time.After(pause):
				case <-r.Context().Done():
					return
				}
			}
		})
	}
}

// Silent answers nothing until the other side gives up.
func Silent() Fault {
	return func(http.Handler) http.Handler {
		return http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	}
}

// record keeps the answer of next.
func record(next http.Handler, r *http.Request) *httptest.ResponseRecorder {
	rec := httptest.NewRecorder()
	next.ServeHTTP(rec, r)
	return rec
}

// pass sends the head of a recorded answer, with the length of all of it.
func pass(w http.ResponseWriter, rec *httptest.ResponseRecorder) {
	for name, values := range rec.Header() {
		if !strings.EqualFold(name, "Content-Length") {
			w.Header()[name] = values
		}
	}
	w.Header().Set("Content-Length", strconv.Itoa(rec.Body.Len()))
	w.WriteHeader(rec.Code)
}
