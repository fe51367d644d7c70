//go:build !windows

package printing

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"github.com/OpenPrinting/goipp"
	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/paper"
)

// A queue is a printer of the server in this process.
type queue struct {
	name, info, location string
	state                int
	reasons              []string
	refuses              bool // it does not accept jobs
	message              string
	can                  goipp.Attributes // what it says of its abilities
}

// A server answers IPP as CUPS does.
type server struct {
	queues   []queue
	standard string
	status   goipp.Status // of every answer, if not ok
	got      goipp.Message
	document []byte
	path     string
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.got.Reset()
	if err := s.got.Decode(r.Body); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	s.path = r.URL.EscapedPath()
	s.document, _ = io.ReadAll(r.Body)
	answer := s.answer(goipp.Op(s.got.Code))
	w.Header().Set("Content-Type", goipp.ContentType)
	_ = answer.Encode(w)
}

func (s *server) answer(op goipp.Op) *goipp.Message {
	status := s.status
	var groups goipp.Groups
	switch op {
	case goipp.OpCupsGetPrinters:
		if len(s.queues) == 0 && status == goipp.StatusOk {
			status = goipp.StatusErrorNotFound
		}
		for _, q := range s.queues {
			groups.Add(goipp.Group{Tag: goipp.TagPrinterGroup, Attrs: q.attributes()})
		}
	case goipp.OpCupsGetDefault:
		if s.standard == "" && status == goipp.StatusOk {
			status = goipp.StatusErrorNotFound
		}
		var a goipp.Attributes
		a.Add(goipp.MakeAttribute("printer-name", goipp.TagName, goipp.String(s.standard)))
		groups.Add(goipp.Group{Tag: goipp.TagPrinterGroup, Attrs: a})
	}
	var operation goipp.Attributes
	operation.Add(goipp.MakeAttribute("attributes-charset", goipp.TagCharset, goipp.String("utf-8")))
	operation.Add(goipp.MakeAttribute("attributes-natural-language", goipp.TagLanguage, goipp.String("en")))
	operation.Add(goipp.MakeAttribute("status-message", goipp.TagText, goipp.String("as the server says")))
	groups = append(goipp.Groups{{Tag: goipp.TagOperationGroup, Attrs: operation}}, groups...)
	return goipp.NewMessageWithGroups(goipp.DefaultVersion, goipp.Code(status), 1, groups)
}

func (q queue) attributes() goipp.Attributes {
	var a goipp.Attributes
	a.Add(goipp.MakeAttribute("printer-name", goipp.TagName, goipp.String(q.name)))
	a.Add(goipp.MakeAttribute("printer-info", goipp.TagTextLang, goipp.TextWithLang{Lang: "en", Text: q.info}))
	a.Add(goipp.MakeAttribute("printer-location", goipp.TagText, goipp.String(q.location)))
	a.Add(goipp.MakeAttribute("printer-state", goipp.TagEnum, goipp.Integer(q.state)))
	a.Add(goipp.MakeAttribute("printer-is-accepting-jobs", goipp.TagBoolean, goipp.Boolean(!q.refuses)))
	a.Add(goipp.MakeAttribute("printer-state-message", goipp.TagText, goipp.String(q.message)))
	a = append(a, q.can...)
	if len(q.reasons) > 0 {
		a.Add(keywords("printer-state-reasons", q.reasons...))
	}
	return a
}

// start serves s over TCP and gives a system that uses it.
func start(t *testing.T, s *server) *System {
	t.Helper()
	web := httptest.NewServer(s)
	t.Cleanup(web.Close)
	return Open(environment(map[string]string{"CUPS_SERVER": strings.TrimPrefix(web.URL, "http://"), "USER": "jo"}), nil)
}

func environment(all map[string]string) func(string) string {
	return func(key string) string { return all[key] }
}

func TestListDescribesEachQueue(t *testing.T) {
	system := start(t, &server{standard: "b", queues: []queue{
		{name: "z", info: "Back room", state: 3, reasons: []string{"none"}},
		{name: "b", info: "Counter", location: "Front", state: 4},
		{name: "c", state: 5, reasons: []string{"media-empty-error", "paused"}},
		{name: "d", info: "Attic", state: 3, refuses: true},
		{name: "u", info: "Unplugged", state: 4, message: "The printer is not responding."},
		{name: "v", info: "Van", state: 3, message: "The printer is not responding.", can: goipp.Attributes{
			keywords("sides-supported", "one-sided"), keywords("print-color-mode-supported", "monochrome"),
			keywords("media-supported", "iso_a4_210x297mm", "na_letter_8.5x11in"),
		}},
		{name: "w", info: "Wide", state: 3, can: goipp.Attributes{
			keywords("sides-supported", "one-sided", "two-sided-long-edge", "two-sided-short-edge"),
			goipp.MakeAttribute("color-supported", goipp.TagBoolean, goipp.Boolean(true)),
		}},
		{name: ""},
	}})
	got, err := system.List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := []paper.Printer{
		{Name: "b", Description: "Counter", Location: "Front", Default: true, State: paper.Busy, CannotSay: true},
		{Name: "d", Description: "Attic", State: paper.Stopped, Reason: "not-accepting-jobs", CannotSay: true},
		{Name: "z", Description: "Back room", State: paper.Idle, CannotSay: true},
		{Name: "c", Description: "c", State: paper.Stopped, Reason: "media-empty-error, paused", CannotSay: true},
		{Name: "u", Description: "Unplugged", State: paper.Stopped, Reason: "offline-report", CannotSay: true},
		{Name: "v", Description: "Van", State: paper.Idle, OneSided: true, Mono: true, Sizes: []paper.Size{paper.A4, paper.Letter}},
		{Name: "w", Description: "Wide", State: paper.Idle},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestNoQueuesAreNoError(t *testing.T) {
	if got, err := start(t, &server{}).List(t.Context()); err != nil || len(got) != 0 {
		t.Errorf("printers %v, error %v", got, err)
	}
}

func TestPrintSaysEverything(t *testing.T) {
	for name, test := range map[string]struct {
		job  paper.Job
		want map[string]string
	}{
		"one plain sheet": {
			paper.Job{Title: "Handout", Copies: 1, Size: paper.A4},
			map[string]string{"copies": "1", "media": "iso_a4_210x297mm", "sides": "one-sided", "print-color-mode": "monochrome"},
		},
		"forty, in colour, on both sides": {
			paper.Job{Title: "Handout", Copies: 40, Size: paper.A4, Sides: paper.LongEdge, Colour: true},
			map[string]string{"copies": "40", "media": "iso_a4_210x297mm", "sides": "two-sided-long-edge", "print-color-mode": "color"},
		},
		"on Letter": {
			paper.Job{Title: "Handout", Copies: 1, Size: paper.Letter},
			map[string]string{"copies": "1", "media": "na_letter_8.5x11in", "sides": "one-sided", "print-color-mode": "monochrome"},
		},
		"no size named": {
			paper.Job{Title: "Handout", Copies: 2},
			map[string]string{"copies": "2", "media": "iso_a4_210x297mm", "sides": "one-sided", "print-color-mode": "monochrome"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := &server{}
			pdf := bytes.Repeat([]byte("%PDF "), 100_000)
			if _, err := start(t, s).Print(t.Context(), "front desk", test.job, pdf); err != nil {
				t.Fatal(err)
			}
			test.want["print-scaling"], test.want["outputorder"], test.want["page-logging"] = "none", "normal", "off"
			got := map[string]string{}
			for _, a := range s.got.Job {
				got[a.Name] = a.Values.String()
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
			if !bytes.Equal(s.document, pdf) {
				t.Errorf("%d bytes of the document arrived changed", len(s.document))
			}
			if s.path != "/printers/front%20desk" || text(s.got.Operation, "printer-uri") != "ipp://localhost/printers/front%20desk" {
				t.Errorf("sent to %s", s.path)
			}
			if text(s.got.Operation, "requesting-user-name") != "jo" || text(s.got.Operation, "job-name") != "Handout" {
				t.Errorf("operation attributes %v", s.got.Operation)
			}
		})
	}
}

func TestRefusals(t *testing.T) {
	job := paper.Job{Title: "Handout", Copies: 1}
	for name, test := range map[string]struct {
		status goipp.Status
		want   error
	}{
		"no such queue":      {goipp.StatusErrorNotFound, paper.ErrNoPrinter},
		"not allowed":        {goipp.StatusErrorForbidden, paper.ErrRefused},
		"not accepting":      {goipp.StatusErrorNotAcceptingJobs, paper.ErrRefused},
		"trouble of its own": {goipp.StatusErrorInternal, paper.ErrRefused},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := start(t, &server{status: test.status}).Print(t.Context(), "p", job, []byte("%PDF"))
			if !errors.Is(err, test.want) {
				t.Errorf("error %v, want %v", err, test.want)
			}
			if !strings.Contains(err.Error(), "as the server says") {
				t.Errorf("error %v does not say why", err)
			}
		})
	}
	system := start(t, &server{})
	_, noCopies := system.Print(t.Context(), "p", paper.Job{}, []byte("%PDF"))
	_, noBytes := system.Print(t.Context(), "p", job, nil)
	for name, err := range map[string]error{"no copies": noCopies, "no bytes": noBytes} {
		if !errors.Is(err, paper.ErrRefused) {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

func TestSomethingElseAnswers(t *testing.T) {
	for name, handler := range map[string]http.HandlerFunc{
		"an error of the web": func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "no", http.StatusForbidden) },
		"a page":              func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "<html>hello</html>") },
		"nothing":             func(http.ResponseWriter, *http.Request) {},
	} {
		t.Run(name, func(t *testing.T) {
			web := httptest.NewServer(handler)
			t.Cleanup(web.Close)
			system := Open(environment(map[string]string{"CUPS_SERVER": strings.TrimPrefix(web.URL, "http://")}), nil)
			if _, err := system.List(t.Context()); err == nil {
				t.Error("no error")
			}
		})
	}
}

func TestNoPrintSystem(t *testing.T) {
	dir := t.TempDir()
	nowhere := Open(environment(map[string]string{"CUPS_SERVER": filepath.Join(dir, "none.sock")}), nil)
	missing := open(environment(nil), nil, func(string) bool { return false })
	for name, system := range map[string]*System{"a socket that is not there": nowhere, "no socket at all": missing} {
		if _, err := system.List(t.Context()); !errors.Is(err, paper.ErrNoPrintSystem) {
			t.Errorf("%s: listing: error %v", name, err)
		}
		if _, err := system.Print(t.Context(), "p", paper.Job{Copies: 1}, []byte("%PDF")); !errors.Is(err, paper.ErrNoPrintSystem) {
			t.Errorf("%s: printing: error %v", name, err)
		}
	}
}

func TestSocketIsUsed(t *testing.T) {
	socket := filepath.Join(t.TempDir(), "s")
	listener, err := net.Listen("unix", socket)
	if err != nil {
		t.Fatal(err)
	}
	web := &httptest.Server{Listener: listener, Config: &http.Server{Handler: &server{standard: "p", queues: []queue{{name: "p", state: 3}}}}}
	web.Start()
	t.Cleanup(web.Close)
	for name, system := range map[string]*System{
		"named":           Open(environment(map[string]string{"CUPS_SERVER": socket + "/version=1.1"}), nil),
		"of the system's": open(environment(nil), nil, func(path string) bool { return path == sockets[0] }),
	} {
		if name != "named" {
			system.useSocket(socket) // the system's own is not ours to use
		}
		if printers, err := system.List(t.Context()); err != nil || len(printers) != 1 {
			t.Errorf("%s: printers %v, error %v", name, printers, err)
		}
	}
	if !isSocket(socket) || isSocket(t.TempDir()) {
		t.Error("sockets are not told from folders")
	}
}

func TestServerNames(t *testing.T) {
	for server, want := range map[string]string{"printhost": "printhost:631", "printhost:6310": "printhost:6310", "[::1]": "[::1]:631"} {
		if got := Open(environment(map[string]string{"CUPS_SERVER": server}), nil).base; got != "http://"+want {
			t.Errorf("CUPS_SERVER=%s is asked at %s", server, got)
		}
	}
}

func TestEndedContextIsObeyed(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := start(t, &server{}).List(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}
