// Tour walks through the main job in the real app, in a real window on a virtual display, and comes back
// weeks later. It leaves numbered pictures and the PDFs of a handout and a certificate.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"time"

	"github.com/passalong/passalong/e2e/desk"
	"github.com/passalong/passalong/e2e/journey"
	"github.com/passalong/passalong/internal/content"
	"github.com/passalong/passalong/modules"
)

func main() {
	out := flag.String("out", "dist/tour", "`folder` for the pictures and the PDF")
	bin := flag.String("bin", "bin", "`folder` of the programs")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := tour(ctx, *out, *bin)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "tour:", err)
		os.Exit(1)
	}
}

func tour(ctx context.Context, out, bin string) (err error) {
	cat, _, err := content.Load(ctx, modules.FS)
	if err != nil {
		return err
	}
	module, ok := cat.Module("overdose-response")
	if !ok {
		return errors.New("the bundled library has lost its module on overdose")
	}
	if out, err = filepath.Abs(out); err != nil {
		return err
	}
	if err := errors.Join(os.RemoveAll(out), os.MkdirAll(out, 0o755)); err != nil {
		return err
	}
	data, err := os.MkdirTemp("", "tour")
	if err != nil {
		return err
	}
	defer os.RemoveAll(data)
	publisher, err := journey.Publish(ctx, filepath.Join(bin, "pal"))
	if err != nil {
		return err
	}
	defer publisher.Close()
	d, err := desk.Open(ctx, 1100, 720)
	if err != nil {
		return err
	}
	defer d.Close()
	app := journey.App{
		Desk: d, Program: filepath.Join(bin, "passalong"), Data: data, GitHub: strings.TrimSuffix(publisher.Server.BaseURL, "/api/"),
		Picture: func(name string) error {
			fmt.Println(name)
			return d.Shot(filepath.Join(out, name+".png"))
		},
	}
	first := &journey.Journey{App: app, Module: module, Source: "example/library", Fingerprint: publisher.Fingerprint, PDF: filepath.Join(out, "overdose-steps.pdf")}
	if log, err := first.Walk(ctx); err != nil {
		return fmt.Errorf("%w\n%s", err, log)
	}
	later, err := journey.Weeks(ctx, cat, module, app, time.Now)
	if err != nil {
		return err
	}
	later.PDF = filepath.Join(out, "certificate.pdf")
	if log, err := later.Walk(ctx); err != nil {
		return fmt.Errorf("%w\n%s", err, log)
	}
	fmt.Println("The pictures and the PDFs are in", out)
	return nil
}
