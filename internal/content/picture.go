package content

import (
	"bytes"
	"errors"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"io/fs"
	"path"
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/passalong/passalong/internal/catalog"
)

const maxSide = 4096 // pixels

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
	alt := strings.TrimSpace(catalog.PlainText(c.children(n, catalog.Span{})))
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
	case !c.m.loader.tree.files[name]:
		c.broken(n, c.m.similarFile(name), "there is no file %s", name)
		return nil
	}
	c.m.used[name] = true
	p := c.m.picture(name)
	if !p.ok {
		return nil
	}
	return catalog.Picture{Path: name, Alt: alt, Width: p.width, Height: p.height}
}

// picture checks a picture file once for the module. Its problems are those of the file.
func (m *moduleResult) picture(name string) picture {
	if p, seen := m.pictures[name]; seen {
		return p
	}
	var p picture
	f := &file{path: name, module: m.id}
	switch path.Ext(name) {
	case ".svg":
		f, _ = m.loader.tree.read(name, m.id, maxSVG)
		if len(f.problems) == 0 {
			p = f.checkSVG()
		}
	case ".png":
		p = m.bitmap(f, png.DecodeConfig, []byte("IEND\xaeB`\x82"))
	case ".jpg", ".jpeg":
		p = m.bitmap(f, jpeg.DecodeConfig, []byte("\xff\xd9"))
	default:
		f.broken(place{}, "", "a picture is an SVG, PNG or JPEG file")
	}
	m.files = append(m.files, f)
	p.ok = len(f.problems) == 0
	m.pictures[name] = p
	return p
}

type configDecoder = func(in io.Reader) (image.Config, error)

// bitmap looks at the head of a picture, which tells its size, and at its end. It never decodes pixels: a
// file of 100 KiB may hold a gigabyte of them.
func (m *moduleResult) bitmap(f *file, decode configDecoder, end []byte) picture {
	src, err := m.loader.tree.bytes(f.path, maxPictureFile)
	if errors.Is(err, errTooLarge) {
		f.broken(place{}, "make it smaller", "the picture is larger than %d MiB", maxPictureFile>>20)
		return picture{}
	}
	if err != nil {
		f.broken(place{}, "", "the file cannot be read")
		return picture{}
	}
	config, err := decode(bytes.NewReader(src))
	switch {
	case err != nil:
		f.broken(place{}, "", "this is not a %s picture", strings.ToUpper(strings.TrimPrefix(path.Ext(f.path), ".")))
	case config.Width > maxSide || config.Height > maxSide:
		f.broken(place{}, "make it smaller", "the picture has %d × %d pixels; %d a side is the limit", config.Width, config.Height, maxSide)
	case config.Width == 0 || config.Height == 0:
		f.broken(place{}, "", "the picture is empty")
	case !bytes.HasSuffix(bytes.TrimRight(src, "\x00\n"), end):
		f.broken(place{}, "save it again", "the picture is cut off")
	}
	return picture{width: config.Width, height: config.Height}
}
