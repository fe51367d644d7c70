//go:build !windows

package printing

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/OpenPrinting/goipp"

	"github.com/passalong/passalong/internal/paper"
)

// A System is the print system of this machine. Any number of goroutines may use it.
type System struct {
	http    *http.Client
	base    string // URL of the server, without a slash at its end
	user    string
	missing bool // there is no server to talk to
	drawer  Drawer
	dial    func(ctx context.Context, network, address string) (net.Conn, error)
}

// Open gives the print system that getenv (such as os.Getenv) describes as CUPS programs do: CUPS_SERVER is
// the absolute path of a socket or a host with an optional port; without it, the socket of the system.
// It connects to nothing. The drawer measures pages for till rolls, which are cut to the length of the page.
func Open(getenv func(string) string, drawer Drawer) *System {
	return open(getenv, drawer, isSocket)
}

func open(getenv func(string) string, drawer Drawer, exists func(string) bool) *System {
	s := &System{user: userName(getenv), drawer: drawer, dial: (&net.Dialer{Timeout: 3 * time.Second}).DialContext}
	server, _, _ := strings.Cut(getenv("CUPS_SERVER"), "/version=")
	switch {
	case strings.HasPrefix(server, "/"):
		s.useSocket(server)
	case server != "":
		s.base = "http://" + withPort(server)
		s.http = &http.Client{Timeout: patience}
	default:
		for _, socket := range sockets {
			if exists(socket) {
				s.useSocket(socket)
				return s
			}
		}
		s.missing = true
	}
	return s
}

// sockets are where CUPS listens on Linux, macOS and BSD.
var sockets = [...]string{"/run/cups/cups.sock", "/var/run/cups/cups.sock", "/private/var/run/cupsd"}

// patience is how long the server may take to answer.
const patience = 30 * time.Second

func (s *System) useSocket(path string) {
	s.base = "http://localhost"
	s.http = &http.Client{Timeout: patience, Transport: &http.Transport{
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, "unix", path)
		},
		DisableKeepAlives: true,
	}}
}

func isSocket(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode()&os.ModeSocket != 0
}

// withPort adds the port of IPP to a host that has none.
func withPort(server string) string {
	if _, _, err := net.SplitHostPort(server); err == nil {
		return server
	}
	return net.JoinHostPort(strings.Trim(server, "[]"), "631")
}

// userName is whom the print queue shows as the owner of a job. It has to be the account's own: CUPS lets
// only the owner cancel a job.
func userName(getenv func(string) string) string {
	for _, key := range []string{"CUPS_USER", "USER", "LOGNAME"} {
		if name := getenv(key); name != "" {
			return name
		}
	}
	return "anonymous"
}

// send sends a request to a path of the server, with the document behind it if there is one. Its error
// matches paper.ErrNoPrintSystem when nobody answers, and is a *statusError when the answer is no.
func (s *System) send(ctx context.Context, path string, request *goipp.Message, document []byte) (*goipp.Message, error) {
	if s.missing {
		return nil, paper.ErrNoPrintSystem
	}
	head, err := request.EncodeBytes()
	if err != nil {
		return nil, err
	}
	body := io.MultiReader(bytes.NewReader(head), bytes.NewReader(document))
	post, err := http.NewRequestWithContext(ctx, http.MethodPost, s.base+path, body)
	if err != nil {
		return nil, err
	}
	post.ContentLength = int64(len(head) + len(document))
	post.Header.Set("Content-Type", goipp.ContentType)
	answer, err := s.http.Do(post)
	if err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, fmt.Errorf("%w: %w", paper.ErrNoPrintSystem, err)
	}
	defer func() { _ = answer.Body.Close() }() // it was only read
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%w: HTTP status %s", paper.ErrRefused, answer.Status)
	}
	return decode(answer.Body)
}

func decode(body io.Reader) (*goipp.Message, error) {
	const longest = 16 << 20 // a server with thousands of printers stays below
	var message goipp.Message
	if err := message.Decode(io.LimitReader(body, longest)); err != nil {
		return nil, fmt.Errorf("reading the answer of the print system: %w", err)
	}
	const firstError = 0x0100
	if status := goipp.Status(message.Code); status >= firstError {
		return nil, &statusError{status, text(message.Operation, "status-message")}
	}
	return &message, nil
}

// A statusError is an answer that says no. It matches paper.ErrNoPrinter or paper.ErrRefused.
type statusError struct {
	status  goipp.Status
	message string
}

func (e *statusError) Error() string {
	if e.message == "" {
		return e.status.String()
	}
	return e.message + " (" + e.status.String() + ")"
}

func (e *statusError) Is(target error) bool {
	if e.status == goipp.StatusErrorNotFound {
		return errors.Is(target, paper.ErrNoPrinter)
	}
	return errors.Is(target, paper.ErrRefused)
}
