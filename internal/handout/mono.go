package handout

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"io"
	"math"
	"path"
	"strconv"
	"strings"
)

// inMono turns the pictures among the files of a document black and white: drawings into black, white and hatching,
// photos grey. What cannot be read stays as it is: the typesetter says what is wrong with it.
func inMono(files map[string][]byte) error {
	for name, content := range files {
		var err error
		switch path.Ext(name) {
		case ".svg":
			files[name], err = monoDrawing(content)
		case ".png", ".jpg", ".jpeg":
			files[name], err = monoPhoto(content)
		}
		if err != nil {
			return fmt.Errorf("turning %s black and white: %w", name, err)
		}
	}
	return nil
}

// monoPhoto is a photo in grey, on white where one could see through it.
func monoPhoto(content []byte) ([]byte, error) {
	photo, kind, err := image.Decode(bytes.NewReader(content))
	if err != nil {
		return content, nil
	}
	at := photo.Bounds()
	grey := image.NewGray(at)
	draw.Draw(grey, at, image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.Draw(grey, at, photo, at.Min, draw.Over)
	var out bytes.Buffer
	if kind == "png" {
		err = png.Encode(&out, grey)
	} else {
		err = jpeg.Encode(&out, grey, &jpeg.Options{Quality: 88})
	}
	return out.Bytes(), err
}

// The paints of a drawing in black and white. A copier makes a dark grey black and a light one white, so that what is
// neither is hatched.
const (
	paintBlack = "#000"
	paintWhite = "#fff"
	paintDark  = "url(#dark-hatch)"
	paintLight = "url(#light-hatch)"
)

// monoDrawing paints an SVG picture of the kind that package picture lets pass.
func monoDrawing(content []byte) ([]byte, error) {
	in := xml.NewDecoder(bytes.NewReader(content))
	var out bytes.Buffer
	root := true
	for {
		token, err := in.RawToken()
		if errors.Is(err, io.EOF) {
			return out.Bytes(), nil
		}
		if err != nil {
			return content, nil
		}
		switch t := token.(type) {
		case xml.StartElement:
			writeMono(&out, t, root)
			root = false
		case xml.EndElement:
			fmt.Fprintf(&out, "</%s>", tagName(t.Name))
		case xml.CharData:
			out.WriteString(escaped(string(t)))
		}
	}
}

// writeMono writes the start of an element with its paints changed. The outermost one gets the hatching.
func writeMono(out *bytes.Buffer, e xml.StartElement, root bool) {
	get := func(name string) string {
		for _, a := range e.Attr {
			if a.Name.Local == name {
				return a.Value
			}
		}
		return ""
	}
	out.WriteString("<" + tagName(e.Name))
	width := 480.0
	for _, a := range e.Attr {
		value := a.Value
		switch a.Name.Local {
		case "fill-opacity", "stroke-opacity", "opacity":
			continue // a light colour is a light paint
		case "fill", "stroke":
			value = monoPaint(value, share(get(a.Name.Local+"-opacity"))*share(get("opacity")))
		case "viewBox":
			if parts := strings.Fields(strings.ReplaceAll(value, ",", " ")); len(parts) == 4 {
				if n, err := strconv.ParseFloat(parts[2], 64); err == nil && n > 0 {
					width = n
				}
			}
		}
		fmt.Fprintf(out, ` %s="%s"`, tagName(a.Name), escaped(value))
	}
	// Areas that are told apart by colour are told apart by an outline.
	if get("stroke") == "" && get("fill") != "" && get("fill") != "none" && !root && e.Name.Local != "g" {
		fmt.Fprintf(out, ` stroke="#000" stroke-width="%.2f"`, outline)
	}
	out.WriteString(">")
	if root {
		hatching(out, width)
	}
}

// outline is the width of the lines around areas, in units of a picture that is 480 wide.
const outline = 1.5

// share reads an opacity.
func share(text string) float64 {
	n, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err != nil {
		return 1
	}
	return min(max(n, 0), 1)
}

// hatching writes the two hatchings, whose lines stand as far apart as a copier needs.
func hatching(out *bytes.Buffer, width float64) {
	step := width / 70
	out.WriteString("<defs>")
	for _, h := range []struct {
		id          string
		step, heavy float64
	}{{"dark-hatch", step * 0.8, step * 0.3}, {"light-hatch", step * 1.3, step * 0.18}} {
		fmt.Fprintf(out, `<pattern id="%[1]s" patternUnits="userSpaceOnUse" width="%.3[2]f" height="%.3[2]f" patternTransform="rotate(45)">`+
			`<path d="M0 0H%.3[2]fV%.3[2]fH0Z" fill="#fff"/><path d="M0 0H%.3[3]fV%.3[2]fH0Z" fill="#000"/></pattern>`, h.id, h.step, h.heavy)
	}
	out.WriteString("</defs>")
}

// monoPaint is the paint for a colour of which so much covers what is below. What is no colour stays.
func monoPaint(colour string, opacity float64) string {
	r, g, b, ok := readColour(strings.ToLower(strings.TrimSpace(colour)))
	if !ok {
		return colour
	}
	light := 1 - (1-luminance(r, g, b))*opacity
	switch {
	case light < 0.06:
		return paintBlack
	case light < 0.25:
		return paintDark
	case light < 0.6:
		return paintLight
	}
	return paintWhite
}

// readColour reads #rgb, #rrggbb, rgb(r, g, b) and the two names that every drawing uses.
func readColour(text string) (r, g, b float64, ok bool) {
	switch {
	case text == "black":
		return 0, 0, 0, true
	case text == "white":
		return 1, 1, 1, true
	case strings.HasPrefix(text, "rgb("):
		if _, err := fmt.Sscanf(strings.NewReplacer("rgb(", "", ")", "", ",", " ").Replace(text), "%f %f %f", &r, &g, &b); err != nil {
			return 0, 0, 0, false
		}
		return r / 255, g / 255, b / 255, true
	case len(text) == 4 && text[0] == '#':
		text = "#" + strings.Repeat(text[1:2], 2) + strings.Repeat(text[2:3], 2) + strings.Repeat(text[3:4], 2)
	}
	n, err := strconv.ParseUint(strings.TrimPrefix(text, "#"), 16, 32)
	if len(text) != 7 || err != nil {
		return 0, 0, 0, false
	}
	return float64(n>>16) / 255, float64(n>>8&0xff) / 255, float64(n&0xff) / 255, true
}

// luminance is the relative luminance of WCAG 2, from 0 for black to 1 for white.
func luminance(r, g, b float64) float64 {
	linear := func(c float64) float64 {
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

// escaped is a text as it may stand between tags and in quotes. Line breaks stay what they are, since outside the
// outermost element nothing else may stand.
func escaped(text string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace(text)
}

func tagName(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return n.Space + ":" + n.Local
}
