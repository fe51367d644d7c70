package bundle

import (
	"bufio"
	"fmt"
	"io"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/manifest"
	"github.com/passalong/passalong/internal/packfile"
)

// Write makes a pack of a revision, of which files are those that its manifest names, in that order. Equal contents
// give equal bytes, whoever writes them. Every file is held to the manifest first: what Write has finished, Open can
// read.
//
// The errors are those of c.Object and of w, and catalog.ErrDamaged when a file is not what the manifest names.
func Write(w io.Writer, c catalog.Contents, files []catalog.File) error {
	buffered := bufio.NewWriterSize(w, 64<<10)
	if err := write(packfile.NewWriter(buffered), c, files); err != nil {
		return fmt.Errorf("writing a pack: %w", err)
	}
	if err := buffered.Flush(); err != nil {
		return fmt.Errorf("writing a pack: %w", err)
	}
	return nil
}

func write(p *packfile.Writer, c catalog.Contents, files []catalog.File) error {
	if err := writeHead(p, c); err != nil {
		return err
	}
	for _, f := range contents(files) {
		data, err := c.Object(f.SHA256)
		if err == nil && (int64(len(data)) != f.Size || manifest.Sum(data) != f.SHA256) {
			err = damaged("it is not what the manifest names")
		}
		if err == nil {
			err = p.Add(packfile.Object(f.SHA256), data)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", f.Path, err)
		}
	}
	return p.Close()
}

// writeHead writes what comes before the objects.
func writeHead(p *packfile.Writer, c catalog.Contents) error {
	if err := p.Add(packfile.Manifest, c.Manifest); err != nil {
		return err
	}
	if c.Signature == nil {
		return nil // key sets are good for nothing then
	}
	if err := p.Add(packfile.Signature, c.Signature); err != nil {
		return err
	}
	for i, set := range c.Keys {
		version := i + 2
		if len(set.Signatures) == 0 || len(set.Signatures) > packfile.MostSignatures || version > packfile.MostKeySets {
			return damaged("key set %d has %d signatures", version, len(set.Signatures))
		}
		if err := p.Add(packfile.KeySet(version), set.Set); err != nil {
			return err
		}
		for j, signature := range set.Signatures {
			if err := p.Add(packfile.KeySignature(version, j+1), signature); err != nil {
				return err
			}
		}
	}
	return nil
}
