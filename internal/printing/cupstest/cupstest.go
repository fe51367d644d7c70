//go:build !windows

// Package cupstest runs a private CUPS with one network printer for tests: the real cupsd, in a folder of
// its own, and ippeveprinter, which keeps what arrives. Nothing of the machine's own print system is used.
package cupstest

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Queue is the name of the only print queue; it is the default one.
const Queue = "eve"

// programs are what has to be installed. ippeveprinter does not start without Avahi, nor Avahi without D-Bus.
var programs = [...]string{"cupsd", "lpadmin", "ippeveprinter", "avahi-daemon", "dbus-daemon"}

// A Server is a running CUPS.
type Server struct {
	Socket string // where it listens: a value for CUPS_SERVER
	dir    string
}

// An Arrival is a job that came out at the printer.
type Arrival struct {
	Attributes map[string]string // IPP_COPIES and so on, as ippeveprinter names them
	Data       []byte
}

// Start starts everything and ends it with the test. It skips the test when a program is not installed.
func Start(tb testing.TB) *Server {
	tb.Helper()
	for _, program := range programs {
		if _, err := lookUp(program); err != nil {
			tb.Skipf("no test against a real print system: %v", err)
		}
	}
	dir, err := os.MkdirTemp("", "cups") // the path of a socket must be short
	if err != nil {
		tb.Fatal(err)
	}
	s := &Server{Socket: filepath.Join(dir, "cups.sock"), dir: dir}
	tb.Cleanup(func() {
		if log, err := os.ReadFile(s.path("log/error")); err == nil && tb.Failed() {
			tb.Logf("the log of CUPS:\n%s", log)
		}
		_ = os.RemoveAll(dir) // what is left lies in the folder for temporary files
	})
	port := freePort(tb)
	s.writeFiles(tb)
	s.run(tb, "dbus-daemon", "--config-file="+s.path("dbus.conf"), "--nofork", "--nopidfile")
	await(tb, "D-Bus", func() error { return exists(s.path("dbus.sock")) })
	s.run(tb, "avahi-daemon", "--no-drop-root", "--no-chroot", "--no-rlimits", "--no-proc-title", "-f", s.path("avahi.conf"))
	s.run(tb, "cupsd", "-f", "-c", s.path("etc/cupsd.conf"), "-s", s.path("etc/cups-files.conf"))
	await(tb, "CUPS", func() error { return exists(s.Socket) })
	s.startPrinter(tb, port)
	await(tb, "the print queue", func() error {
		return s.command(tb.Context(), "lpadmin", "-p", Queue, "-E", "-v", "ipp://localhost:"+port+"/ipp/print", "-m", "everywhere")
	})
	if err := s.command(tb.Context(), "lpadmin", "-d", Queue); err != nil {
		tb.Fatal(err)
	}
	return s
}

// Received waits for the next n jobs to come out at the printer and gives all so far.
func (s *Server) Received(tb testing.TB, n int) []Arrival {
	tb.Helper()
	var done []string
	await(tb, fmt.Sprintf("%d jobs at the printer", n), func() error {
		var err error
		if done, err = filepath.Glob(s.path("arrived/*.done")); err == nil && len(done) < n {
			err = fmt.Errorf("there are %d", len(done))
		}
		return err
	})
	arrivals := make([]Arrival, len(done))
	for i, file := range done {
		name := strings.TrimSuffix(file, ".done")
		arrivals[i] = Arrival{Attributes: map[string]string{}, Data: readFile(tb, name+".data")}
		for line := range strings.Lines(string(readFile(tb, name+".env"))) {
			key, value, _ := strings.Cut(strings.TrimSpace(line), "=")
			arrivals[i].Attributes[key] = value
		}
	}
	return arrivals
}

// Spooled gives the documents that CUPS itself received, oldest first.
func (s *Server) Spooled(tb testing.TB) [][]byte {
	tb.Helper()
	files, err := filepath.Glob(s.path("spool/d*"))
	if err != nil {
		tb.Fatal(err)
	}
	all := make([][]byte, len(files))
	for i, file := range files {
		all[i] = readFile(tb, file)
	}
	return all
}

// Pause stops the queue, as when the paper has run out.
func (s *Server) Pause(tb testing.TB, reason string) {
	tb.Helper()
	if err := s.command(tb.Context(), "cupsdisable", "-r", reason, Queue); err != nil {
		tb.Fatal(err)
	}
}

func (s *Server) startPrinter(tb testing.TB, port string) {
	tb.Helper()
	s.run(tb, "ippeveprinter", "-p", port, "-r", "off", "-d", s.path("eve"), "-k", "-2", "-M", "Passalong", "-m", "Test",
		"-f", "application/pdf,image/pwg-raster,image/urf", "-c", s.path("arrive.sh"), "Test printer")
	await(tb, "the printer", func() error {
		conn, err := (&net.Dialer{}).DialContext(tb.Context(), "tcp", "localhost:"+port)
		if err != nil {
			return err
		}
		return conn.Close()
	})
}

// run starts a program that ends with the test.
func (s *Server) run(tb testing.TB, program string, args ...string) {
	tb.Helper()
	path, err := lookUp(program)
	if err != nil {
		tb.Fatal(err)
	}
	cmd := exec.Command(path, args...)
	cmd.Env = s.environment()
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	cmd.WaitDelay = 5 * time.Second
	if err := cmd.Start(); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		_ = cmd.Process.Kill() // it may have ended by itself
		_ = cmd.Wait()
		if tb.Failed() {
			tb.Logf("%s said:\n%s", program, said.Bytes())
		}
	})
}

// command runs a program to its end.
func (s *Server) command(ctx context.Context, program string, args ...string) error {
	path, err := lookUp(program)
	if err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Env = s.environment()
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w: %s", program, err, out)
	}
	return nil
}

func (s *Server) environment() []string {
	return append(os.Environ(), "CUPS_SERVER="+s.Socket, "DBUS_SYSTEM_BUS_ADDRESS=unix:path="+s.path("dbus.sock"))
}

func (s *Server) path(name string) string { return filepath.Join(s.dir, filepath.FromSlash(name)) }

// lookUp finds a program, also where only root's path leads.
func lookUp(program string) (string, error) {
	if path, err := exec.LookPath(program); err == nil {
		return path, nil
	}
	return exec.LookPath("/usr/sbin/" + program)
}

func freePort(tb testing.TB) string {
	tb.Helper()
	l, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		tb.Fatal(err)
	}
	defer func() { _ = l.Close() }() // the printer takes it over
	_, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		tb.Fatal(err)
	}
	return port
}

// await tries until something is so, and fails the test when it takes too long.
func await(tb testing.TB, what string, try func() error) {
	tb.Helper()
	ctx, cancel := context.WithTimeout(tb.Context(), time.Minute)
	defer cancel()
	often := time.NewTicker(50 * time.Millisecond)
	defer often.Stop()
	for {
		err := try()
		if err == nil {
			return
		}
		select {
		case <-often.C:
		case <-ctx.Done():
			tb.Fatalf("waiting for %s: %v", what, err)
		}
	}
}

func exists(path string) error {
	_, err := os.Stat(path)
	return err
}

func readFile(tb testing.TB, path string) []byte {
	tb.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		tb.Fatal(err)
	}
	return content
}
