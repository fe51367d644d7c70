package picture

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of what is in an SVG picture.
const (
	maxElements = 5000
	maxDepth    = 32
	maxViewBox  = 10_000
	maxFaults   = 50 // listed of one picture
)

const svgSpace = "http://www.w3.org/2000/svg"

// Elements are the elements that an SVG picture may have.
func Elements() []string {
	return []string{"svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "title", "desc"}
}

// Attributes are what the elements may have, besides xmlns and viewBox of the svg element.
func Attributes() []string {
	return []string{
		"fill", "fill-opacity", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin",
		"stroke-dasharray", "stroke-opacity", "opacity", "transform",
		"d", "points", "x", "y", "width", "height", "rx", "ry", "cx", "cy", "r", "x1", "y1", "x2", "y2",
	}
}

// plain reports whether an attribute holds no more than it may: numbers, names, colours and transforms, but no
// addresses.
func plain[T string | []byte](value T) bool {
	for i := range len(value) {
		c := value[i]
		lower := c | 0x20 // of a letter
		switch {
		case lower >= 'a' && lower <= 'z':
			if lower == 'u' && len(value) >= i+len("url") && strings.EqualFold(string(value[i:i+len("url")]), "url") {
				return false
			}
		case c >= '0' && c <= '9', strings.IndexByte("#.,+-()% \t\n", c) >= 0:
		default:
			return false
		}
	}
	return true
}

// A checker goes through one SVG picture.
type checker struct {
	src      []byte
	in       *xml.Decoder
	open     []string
	elements int
	info     Info
	faults   []Fault
}

func checkSVG(data []byte, l Limits) (Info, error) {
	if len(data) > l.SVGBytes {
		return Info{}, TooLarge(SVG, l)
	}
	valid := utf8.Valid(data)
	if valid {
		if info, ok := isPlainSVG(data); ok {
			return info, nil
		}
	}
	return checkXML(data, valid)
}

// checkXML checks a picture as the XML that it is. valid says that it is UTF-8.
func checkXML(data []byte, valid bool) (Info, error) {
	c := &checker{src: data, in: xml.NewDecoder(bytes.NewReader(data)), info: Info{Kind: SVG}}
	if valid {
		c.tokens()
	} else {
		c.add(Fault{Cause: ErrDamaged, Message: "the text is not UTF-8", Hint: "save the file as UTF-8"})
	}
	if len(c.faults) > 0 {
		return Info{}, &Error{Faults: c.faults}
	}
	return c.info, nil
}

// tokens checks what the file is made of, until its end or until there is no sense in going on.
func (c *checker) tokens() {
	for len(c.faults) < maxFaults {
		offset := int(c.in.InputOffset())
		token, err := c.in.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			c.syntax(err)
			return
		}
		if !c.token(token, offset) {
			return
		}
	}
	if c.elements == 0 && len(c.faults) == 0 {
		c.add(Fault{Cause: ErrUnknown, Message: "this is not an SVG picture"})
	}
}

func (c *checker) add(f Fault) {
	if len(c.faults) < maxFaults {
		c.faults = append(c.faults, f)
	}
}

// forbid adds a fault at an offset.
func (c *checker) forbid(offset int, hint, format string, args ...any) {
	line, column := c.place(offset)
	c.add(Fault{Line: line, Column: column, Cause: ErrForbidden, Hint: hint, Message: fmt.Sprintf(format, args...)})
}

// place is line and column of an offset, from 1, the column in characters.
func (c *checker) place(offset int) (line, column int) {
	before := c.src[:min(max(offset, 0), len(c.src))]
	start := bytes.LastIndexByte(before, '\n') + 1
	return 1 + bytes.Count(before, []byte("\n")), 1 + utf8.RuneCount(before[start:])
}

func (c *checker) syntax(err error) {
	var bad *xml.SyntaxError
	if errors.As(err, &bad) {
		c.add(Fault{Line: bad.Line, Cause: ErrDamaged, Message: "this is not XML: " + bad.Msg})
		return
	}
	c.add(Fault{Cause: ErrDamaged, Message: "this is not XML: " + err.Error()})
}

// token checks one token, and reports whether to go on.
func (c *checker) token(token xml.Token, offset int) bool {
	switch t := token.(type) {
	case xml.StartElement:
		c.elements++
		if c.elements > maxElements || len(c.open) >= maxDepth {
			c.forbid(offset, "make it simpler", "the picture has more than %d elements, or more than %d in each other", maxElements, maxDepth)
			return false
		}
		if !c.element(t, offset) {
			if len(c.open) == 0 {
				return false
			}
			t.Name.Local = refused
		}
		c.open = append(c.open, t.Name.Local)
	case xml.EndElement:
		c.open = c.open[:len(c.open)-1]
	case xml.CharData:
		c.text(t, offset)
	case xml.Directive:
		c.forbid(offset, "delete the line", "a picture has no <!DOCTYPE> and no entities")
		return false
	case xml.ProcInst:
		if t.Target != "xml" {
			c.forbid(offset, "delete the line", "a picture has no <?%s?>", t.Target)
		}
	}
	return true
}

// refused stands for an element that is not allowed: what is in it is not reported as well.
const refused = ""

func (c *checker) text(t xml.CharData, offset int) {
	inner := refused
	if len(c.open) > 0 {
		inner = c.open[len(c.open)-1]
	}
	blank := len(t) - len(bytes.TrimLeft(t, " \t\r\n\ufeff"))
	if blank < len(t) && !slices.Contains([]string{"title", "desc", refused}, inner) {
		c.forbid(offset+blank, "words belong in the text beside it", "a picture has no text")
	}
	if i := bytes.IndexFunc(t[blank:], unseen); i >= 0 {
		r, _ := utf8.DecodeRune(t[blank+i:])
		c.forbid(offset, "delete it", "invisible or direction-changing character U+%04X", r)
	}
}

// unseen reports whether a character of a title shows nothing and may change what is read around it. The joiners
// are part of how some scripts are written.
func unseen(r rune) bool {
	switch r {
	case '\t', '\n', '\r', '\u200c', '\u200d':
		return false
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs)
}

// sizeOfSVG reads the outermost element alone.
func sizeOfSVG(head []byte) (Info, error) {
	c := &checker{src: head, in: xml.NewDecoder(bytes.NewReader(head)), info: Info{Kind: SVG}}
	for c.elements == 0 && len(c.faults) == 0 {
		offset := int(c.in.InputOffset())
		token, err := c.in.Token()
		if err != nil {
			return Info{}, fault(ErrDamaged, "", "the beginning of the picture cannot be read: %v", err)
		}
		c.token(token, offset)
	}
	if len(c.faults) > 0 {
		return Info{}, &Error{Faults: c.faults}
	}
	return c.info, nil
}

// element checks an element; what is in it is looked at only when it is allowed.
func (c *checker) element(e xml.StartElement, offset int) bool {
	name := e.Name.Local
	root := len(c.open) == 0
	switch {
	case e.Name.Space != svgSpace && root:
		c.forbid(offset, `<svg xmlns="`+svgSpace+`" viewBox="0 0 480 300">`, "the picture does not begin as an SVG picture does")
		return false
	case e.Name.Space != svgSpace || !slices.Contains(Elements(), name):
		c.forbid(offset, "allowed: "+strings.Join(Elements(), ", "), "the element <%s> is not allowed in a picture", name)
		return false
	case root != (name == "svg"):
		c.forbid(offset, "", "<svg> is the outermost element, and only that")
		return false
	}
	for _, a := range e.Attr {
		c.attribute(a, name, offset)
	}
	if root {
		c.viewBox(e, offset)
	}
	return true
}

func (c *checker) attribute(a xml.Attr, element string, offset int) {
	name := a.Name.Local
	if a.Name.Space != "" {
		name = a.Name.Space + ":" + name
	}
	switch {
	case element == "svg" && (name == "viewBox" || name == "xmlns" && a.Value == svgSpace):
	case !slices.Contains(Attributes(), name):
		line, column := c.place(offset)
		c.add(Fault{
			Line: line, Column: column, Cause: ErrForbidden, Word: name, Allowed: Attributes(),
			Message: fmt.Sprintf("the attribute “%s” of <%s> is not allowed in a picture", name, element),
		})
	case !plain(a.Value):
		c.forbid(offset, "", "the value of “%s” of <%s> is not allowed in a picture", name, element)
	}
}

// viewBox reads the size of the picture.
func (c *checker) viewBox(e xml.StartElement, offset int) {
	const form = `viewBox="0 0 480 300"`
	i := slices.IndexFunc(e.Attr, func(a xml.Attr) bool { return a.Name.Space == "" && a.Name.Local == "viewBox" })
	if i < 0 {
		c.forbid(offset, form, "the picture has no viewBox")
		return
	}
	width, height, ok := sizeOfBox(e.Attr[i].Value)
	if !ok {
		c.forbid(offset, form, "the viewBox is four numbers, with width and height from 1 to %d", maxViewBox)
		return
	}
	c.info.Width, c.info.Height = width, height
}

// sizeOfBox reads a viewBox. Broken units count as whole ones.
func sizeOfBox(value string) (width, height int, ok bool) {
	parts := strings.FieldsFunc(value, func(r rune) bool { return strings.ContainsRune(" ,\t\n", r) })
	var box [4]float64
	if len(parts) != len(box) {
		return 0, 0, false
	}
	for i := range box {
		n, err := strconv.ParseFloat(parts[i], 64)
		if err != nil || !(math.Abs(n) <= maxViewBox) { // which NaN is not
			return 0, 0, false
		}
		box[i] = n
	}
	if box[2] < 1 || box[3] < 1 {
		return 0, 0, false
	}
	return int(math.Ceil(box[2])), int(math.Ceil(box[3])), true
}
