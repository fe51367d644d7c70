package content

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Limits of an SVG picture.
const (
	maxElements = 5000
	maxSVGDepth = 32
	maxViewBox  = 10_000
)

const svgSpace = "http://www.w3.org/2000/svg"

// svgElements are the elements of a picture.
func svgElements() []string {
	return []string{"svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "title", "desc"}
}

// svgAttributes are the attributes of a picture's elements, besides xmlns and viewBox of the svg element.
func svgAttributes() []string {
	return []string{
		"fill", "fill-opacity", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin",
		"stroke-dasharray", "stroke-opacity", "opacity", "transform",
		"d", "points", "x", "y", "width", "height", "rx", "ry", "cx", "cy", "r", "x1", "y1", "x2", "y2",
	}
}

// svgValue is what an attribute may hold: numbers, names, colours and transforms, but no addresses.
var svgValue = regexp.MustCompile(`^[A-Za-z0-9#.,+\-()% \t\n]*$`)

// An svgChecker goes through one picture.
type svgChecker struct {
	f        *file
	in       *xml.Decoder
	open     []string
	elements int
	picture  picture
}

// checkSVG holds a picture against the list of what pictures may be made of, and tells its size.
func (f *file) checkSVG() picture {
	s := &svgChecker{f: f, in: xml.NewDecoder(bytes.NewReader(f.src))}
	for !f.full() {
		offset := int(s.in.InputOffset())
		token, err := s.in.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			s.syntaxError(err)
			return picture{}
		}
		if !s.token(token, offset) {
			return picture{}
		}
	}
	if s.elements == 0 && !f.full() {
		f.broken(place{}, "", "this is not an SVG picture")
	}
	return s.picture
}

func (s *svgChecker) syntaxError(err error) {
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) {
		s.f.broken(place{line: syntax.Line}, "", "this is not XML: %s", syntax.Msg)
		return
	}
	s.f.broken(place{}, "", "this is not XML: %v", err)
}

// token checks one token, and reports whether to go on.
func (s *svgChecker) token(token xml.Token, offset int) bool {
	at := s.f.place(offset)
	switch t := token.(type) {
	case xml.StartElement:
		s.elements++
		if s.elements > maxElements || len(s.open) >= maxSVGDepth {
			s.f.broken(at, "make it simpler", "the picture has more than %d elements, or more than %d in each other", maxElements, maxSVGDepth)
			return false
		}
		if !s.element(t, at) {
			if len(s.open) == 0 {
				return false
			}
			t.Name.Local = refused
		}
		s.open = append(s.open, t.Name.Local)
	case xml.EndElement:
		s.open = s.open[:len(s.open)-1]
	case xml.CharData:
		s.text(t, offset)
	case xml.Directive:
		s.f.broken(at, "delete the line", "a picture has no <!DOCTYPE> and no entities")
		return false
	case xml.ProcInst:
		if t.Target != "xml" {
			s.f.broken(at, "delete the line", "a picture has no <?%s?>", t.Target)
		}
	}
	return true
}

// refused stands for an element that is not allowed: what is in it is not reported as well.
const refused = ""

func (s *svgChecker) text(t xml.CharData, offset int) {
	inner := refused
	if len(s.open) > 0 {
		inner = s.open[len(s.open)-1]
	}
	blank := len(t) - len(bytes.TrimLeft(t, " \t\r\n"))
	if blank < len(t) && !slices.Contains([]string{"title", "desc", refused}, inner) {
		s.f.broken(s.f.place(offset+blank), "words belong in the Markdown", "a picture has no text")
	}
	if i, r := firstUnseen(t); i >= 0 {
		s.f.broken(s.f.place(offset), "delete it", "%s", unseen(r))
	}
}

// element checks an element; what is in it is looked at only when it is allowed.
func (s *svgChecker) element(e xml.StartElement, at place) bool {
	name := e.Name.Local
	root := len(s.open) == 0
	switch {
	case e.Name.Space != svgSpace && root:
		s.f.broken(at, `<svg xmlns="`+svgSpace+`" viewBox="0 0 480 300">`, "the picture does not begin as an SVG picture does")
		return false
	case e.Name.Space != svgSpace || !slices.Contains(svgElements(), name):
		s.f.broken(at, "allowed: "+strings.Join(svgElements(), ", "), "the element <%s> is not allowed in a picture", name)
		return false
	case root != (name == "svg"):
		s.f.broken(at, "", "<svg> is the outermost element, and only that")
		return false
	}
	for _, a := range e.Attr {
		s.attribute(a, name, at)
	}
	if root {
		s.viewBox(e, at)
	}
	return true
}

func (s *svgChecker) attribute(a xml.Attr, element string, at place) {
	name := a.Name.Local
	if a.Name.Space != "" {
		name = a.Name.Space + ":" + name
	}
	switch {
	case element == "svg" && (name == "viewBox" || name == "xmlns" && a.Value == svgSpace):
	case !slices.Contains(svgAttributes(), name):
		hint := ""
		if c, ok := closest(name, svgAttributes()); ok {
			hint = "did you mean “" + c + "”?"
		}
		s.f.broken(at, hint, "the attribute “%s” of <%s> is not allowed in a picture", name, element)
	case !svgValue.MatchString(a.Value) || strings.Contains(strings.ToLower(a.Value), "url"):
		s.f.broken(at, "", "the value of “%s” of <%s> is not allowed in a picture", name, element)
	}
}

// viewBox reads the size of the picture.
func (s *svgChecker) viewBox(e xml.StartElement, at place) {
	const form = `viewBox="0 0 480 300"`
	i := slices.IndexFunc(e.Attr, func(a xml.Attr) bool { return a.Name.Space == "" && a.Name.Local == "viewBox" })
	if i < 0 {
		s.f.broken(at, form, "the picture has no viewBox")
		return
	}
	parts := strings.FieldsFunc(e.Attr[i].Value, func(r rune) bool { return strings.ContainsRune(" ,\t\n", r) })
	var box [4]float64
	valid := len(parts) == len(box)
	for i := range box {
		if valid {
			n, err := strconv.ParseFloat(parts[i], 64)
			valid = err == nil && math.Abs(n) <= maxViewBox
			box[i] = n
		}
	}
	if !valid || box[2] < 1 || box[3] < 1 {
		s.f.broken(at, form, "the viewBox is four numbers, with width and height from 1 to %d", maxViewBox)
		return
	}
	s.picture.width, s.picture.height = int(math.Ceil(box[2])), int(math.Ceil(box[3]))
}
