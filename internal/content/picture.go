package content

import (
	"errors"
	"io"
	"io/fs"
	"path"
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/passalong/passalong/internal/catalog"
	pictures "github.com/passalong/passalong/internal/picture"
)

// A picture is what the loader found out about a picture file.
type picture struct {
	width, height int
	ok            bool
}

// picture converts an image and checks its file.
func (c *converter) picture(n *ast.Image) catalog.Block {
	if len(n.Title) > 0 {
		c.broken(n, "say it in the alt text", "a picture has no title")
	}
	start := len(c.spans)
	alt := strings.TrimSpace(catalog.PlainText(c.children(n, catalog.Span{})))
	c.spans = c.spans[:start]
	if alt == "" {
		c.broken(n, "say in the square brackets what it teaches", "the picture has no alt text")
	}
	to := string(n.Destination)
	if strings.ContainsAny(to, `:?#\%`) || strings.HasPrefix(to, "/") {
		c.broken(n, "a path from this file, such as ../images/recovery-position.svg", "“%s” is not a file of this library", to)
		return nil
	}
	name := path.Join(path.Dir(c.f.path), to)
	switch {
	case !fs.ValidPath(name):
		c.broken(n, "", "the picture “%s” is outside the library", to)
		return nil
	case !c.u.loader.tree.files[name]:
		c.broken(n, c.u.similarFile(name), "there is no file %s", name)
		return nil
	}
	c.u.used[name] = true
	p := c.u.picture(name)
	if !p.ok {
		return nil
	}
	return catalog.Picture{Path: name, Alt: alt, Width: p.width, Height: p.height}
}

// picture checks a picture file once for the unit. Its problems are those of the file.
func (u *unit) picture(name string) picture {
	if p, seen := u.pictures[name]; seen {
		return p
	}
	var p picture
	f := &file{path: name, module: u.of}
	if size, ok := u.sizeOf(name); ok {
		p = picture{size.Width, size.Height, true}
		u.pictures[name] = p
		return p
	}
	switch path.Ext(name) {
	case ".svg":
		f, _ = u.loader.tree.read(name, u.of, limits().SVGBytes)
		if len(f.problems) == 0 {
			p = f.checkPicture(pictures.SVG, f.src)
		}
	case ".png":
		p = u.bitmap(f, pictures.PNG)
	case ".jpg", ".jpeg":
		p = u.bitmap(f, pictures.JPEG)
	default:
		f.broken(place{}, "", "a picture is an SVG, PNG or JPEG file")
	}
	u.files = append(u.files, f)
	p.ok = len(f.problems) == 0
	u.pictures[name] = p
	return p
}

// sizeOf reads the size of a picture that was found sound before from the head of its file; ok is false when there is
// more to read.
func (u *unit) sizeOf(name string) (size pictures.Info, ok bool) {
	var kind pictures.Kind
	switch path.Ext(name) {
	case ".svg":
		kind = pictures.SVG
	case ".png":
		kind = pictures.PNG
	case ".jpg", ".jpeg":
		kind = pictures.JPEG
	}
	if !u.loader.known || kind == "" {
		return size, false
	}
	in, err := u.loader.tree.fsys.Open(name)
	if err != nil {
		return size, false
	}
	defer in.Close()
	var head [2 << 10]byte
	n, err := io.ReadFull(in, head[:])
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return size, false
	}
	size, err = pictures.SizeOf(kind, head[:n], limits())
	return size, err == nil
}

func limits() pictures.Limits { return pictures.Usual() }

func (u *unit) bitmap(f *file, kind pictures.Kind) picture {
	src, err := u.loader.tree.bytes(f.path, limits().BitmapBytes)
	switch {
	case errors.Is(err, errTooLarge):
		f.faults(pictures.TooLarge(kind, limits()))
	case err != nil:
		f.broken(place{}, "", "the file cannot be read")
	default:
		return f.checkPicture(kind, src)
	}
	return picture{}
}

func (f *file) checkPicture(kind pictures.Kind, src []byte) picture {
	info, err := pictures.CheckAs(kind, src, limits())
	f.faults(err)
	return picture{width: info.Width, height: info.Height}
}

// faults reports what is wrong with a picture.
func (f *file) faults(err error) {
	var bad *pictures.Error
	if !errors.As(err, &bad) {
		return
	}
	for _, fault := range bad.Faults {
		hint := fault.Hint
		if c, ok := closest(fault.Word, fault.Allowed); ok && fault.Word != "" {
			hint = "did you mean “" + c + "”?"
		}
		f.broken(place{fault.Line, fault.Column}, hint, "%s", fault.Message)
	}
}
