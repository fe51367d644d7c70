//go:build !windows

// Package cupstest runs a private CUPS with network printers for tests: the real cupsd, in a folder of its own, and
// ippeveprinter, which keeps what arrives. Nothing of the machine's own print system is used.
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
	"sync"
	"syscall"
	"testing"
	"time"
)

// Queue is the name of the print queue that is there from the beginning, the default one. Its printer prints in
// colour, on both sides, on A3 to A6, on Letter and on what is cut to measure.
const Queue = "eve"

// programs are what has to be installed. ippeveprinter does not start without Avahi, nor Avahi without D-Bus.
var programs = [...]string{"cupsd", "lpadmin", "ippeveprinter", "avahi-daemon", "dbus-daemon"}

// A Server is a running CUPS.
type Server struct {
	Socket string // where it listens: a value for CUPS_SERVER
	dir    string
	unplug func() // ends the printer of Queue
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
	s.writeFiles(tb)
	s.run(tb, "dbus-daemon", "--config-file="+s.path("dbus.conf"), "--nofork", "--nopidfile")
	await(tb, "D-Bus", func() error { return exists(s.path("dbus.sock")) })
	s.run(tb, "avahi-daemon", "--no-drop-root", "--no-chroot", "--no-rlimits", "--no-proc-title", "-f", s.path("avahi.conf"))
	s.run(tb, "cupsd", "-f", "-c", s.path("etc/cupsd.conf"), "-s", s.path("etc/cups-files.conf"))
	await(tb, "CUPS", func() error { return exists(s.Socket) })
	s.unplug = s.addPrinter(tb, Queue, "-a", s.path("printer.conf"))
	s.Run(tb, "lpadmin", "-d", Queue)
	return s
}

// AddPlainPrinter adds a queue with a printer that prints in black, on one side, on A4 and Letter.
func (s *Server) AddPlainPrinter(tb testing.TB, queue string) {
	tb.Helper()
	s.addPrinter(tb, queue, "-M", "Plain", "-m", "Printer", "-f", "application/pdf,image/pwg-raster,image/urf")
}

// AddQueueTo adds a queue for a printer that nothing has been asked about, such as one that is not there.
func (s *Server) AddQueueTo(tb testing.TB, queue, uri string) {
	tb.Helper()
	s.Run(tb, "lpadmin", "-p", queue, "-E", "-v", uri, "-P", s.path("etc/ppd/"+Queue+".ppd"))
}

// AddRawQueue adds a queue without a driver, of which CUPS knows nothing.
func (s *Server) AddRawQueue(tb testing.TB, queue string) {
	tb.Helper()
	s.Run(tb, "lpadmin", "-p", queue, "-E", "-v", "file:///dev/null")
}

// Unplug ends the printer of Queue at once.
func (s *Server) Unplug() { s.unplug() }

// Behave has the printer run a shell script for each job after it has arrived, and before it is done. What the
// script prints are messages to ippeveprinter: "ATTR: job-impressions-completed=2", "STATE: +media-empty-warning".
func (s *Server) Behave(tb testing.TB, script string) {
	tb.Helper()
	if err := os.WriteFile(s.path("behave.sh"), []byte("#!/bin/sh\n"+script+"\n"), 0o700); err != nil {
		tb.Fatal(err)
	}
}

// Run runs a program of CUPS to its end, such as lpadmin or cupsdisable, and fails the test when it fails.
func (s *Server) Run(tb testing.TB, program string, args ...string) {
	tb.Helper()
	if err := s.command(tb.Context(), program, args...); err != nil {
		tb.Fatal(err)
	}
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

// addPrinter starts a printer and adds a queue for it.
func (s *Server) addPrinter(tb testing.TB, queue string, args ...string) (unplug func()) {
	tb.Helper()
	port := freePort(tb)
	args = append([]string{"-p", port, "-r", "off", "-d", s.path("eve"), "-k", "-c", s.path("arrive.sh")}, args...)
	plug := func() func() { return s.run(tb, "ippeveprinter", append(args, "Test printer "+queue)...) }
	unplug, tries := plug(), 0
	await(tb, "the printer", func() error {
		conn, err := (&net.Dialer{}).DialContext(tb.Context(), "tcp", "localhost:"+port)
		if err == nil {
			return conn.Close()
		}
		if tries++; tries%patience == 0 {
			unplug()
			unplug = plug()
		}
		return err
	})
	await(tb, "the print queue", func() error {
		return s.command(tb.Context(), "lpadmin", "-p", queue, "-E", "-v", "ipp://localhost:"+port+"/ipp/print", "-m", "everywhere")
	})
	await(tb, "what the printer can do", func() error { return exists(s.path("etc/ppd/" + queue + ".ppd")) })
	return unplug
}

// patience is how often a printer is knocked at, which takes 8 seconds, before another one is started. Now and then
// ippeveprinter dies while it starts, of an assertion in the library by which it talks to Avahi.
const patience = 160

// run starts a program that ends with the test, or before.
func (s *Server) run(tb testing.TB, program string, args ...string) (end func()) {
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
	end = sync.OnceFunc(func() { // it may have ended by itself
		_ = cmd.Process.Signal(syscall.SIGTERM) // CUPS ends what talks to printers
		kill := time.AfterFunc(2*time.Second, func() { _ = cmd.Process.Kill() })
		_ = cmd.Wait()
		kill.Stop()
	})
	tb.Cleanup(func() {
		end()
		if tb.Failed() {
			tb.Logf("%s said:\n%s", program, said.Bytes())
		}
	})
	return end
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
