// Package picture checks pictures that come from elsewhere before anything draws them: SVG without scripts,
// addresses and entities, PNG and JPEG of a size that a program can hold. It never decodes pixels.
package picture

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"io"
)

// A Kind is a kind of picture file.
type Kind string

// The kinds of picture.
const (
	SVG  Kind = "SVG"
	PNG  Kind = "PNG"
	JPEG Kind = "JPEG"
)

// Info is what a check finds out.
type Info struct {
	Kind          Kind
	Width, Height int // in pixels, or in units of the viewBox, rounded up
}

// Limits are what a picture may have.
type Limits struct {
	SVGBytes    int // of an SVG file
	BitmapBytes int // of a PNG or JPEG file
	Side        int // pixels of a PNG or JPEG, across and down
}

// Usual are the limits of pictures in content: what a page needs at 300 dpi, and no more memory than a small
// computer has.
func Usual() Limits { return Limits{SVGBytes: 256 << 10, BitmapBytes: 2 << 20, Side: 4096} }

// What can be wrong with a picture. An *Error is one or more of them.
var (
	ErrUnknown   = errors.New("not a picture of a kind that is read")
	ErrTooLarge  = errors.New("too large a file")
	ErrTooWide   = errors.New("too many pixels")
	ErrDamaged   = errors.New("a damaged picture")
	ErrForbidden = errors.New("a picture with something in it that pictures may not have")
)

// A Fault is one thing that is wrong with a picture.
type Fault struct {
	Line, Column int    // in an SVG, from 1, the column in characters; 0 when the whole is meant
	Message      string // a whole sentence without its full stop
	Hint         string // what to do; may be empty
	Cause        error  // one of the errors above
	// Word is what stands where only one of Allowed may, for whoever wants to suggest one. Empty for other faults.
	Word    string
	Allowed []string
}

// An Error lists what is wrong with a picture, from top to bottom. There is at least one fault.
type Error struct{ Faults []Fault }

// Error is the first fault, with its place.
func (e *Error) Error() string {
	f := e.Faults[0]
	if f.Line > 0 {
		return fmt.Sprintf("line %d, column %d: %s", f.Line, max(f.Column, 1), f.Message)
	}
	return f.Message
}

// Unwrap gives the causes.
func (e *Error) Unwrap() []error {
	causes := make([]error, len(e.Faults))
	for i, f := range e.Faults {
		causes[i] = f.Cause
	}
	return causes
}

func fault(cause error, hint, format string, args ...any) error {
	return &Error{Faults: []Fault{{Cause: cause, Hint: hint, Message: fmt.Sprintf(format, args...)}}}
}

// The first bytes of the kinds.
const (
	pngStart  = "\x89PNG\r\n\x1a\n"
	jpegStart = "\xff\xd8\xff"
)

// KindOf tells by the first bytes what a file claims to be; empty when it is none of the kinds.
func KindOf(data []byte) Kind {
	switch {
	case bytes.HasPrefix(data, []byte(pngStart)):
		return PNG
	case bytes.HasPrefix(data, []byte(jpegStart)):
		return JPEG
	case bytes.HasPrefix(bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\ufeff")), " \t\r\n"), []byte("<")):
		return SVG
	}
	return ""
}

// Check finds out what kind of picture a file is, and checks it. Its error is an *Error.
func Check(data []byte, l Limits) (Info, error) {
	kind := KindOf(data)
	if kind == "" {
		return Info{}, fault(ErrUnknown, "save it as SVG, PNG or JPEG", "this is not an SVG, PNG or JPEG picture")
	}
	return CheckAs(kind, data, l)
}

// SizeOf reads the size of a picture from the beginning of its data, without looking at the rest. It is for what Check
// has found good before. Its error says that the beginning is too short, or else that the picture is not good.
func SizeOf(kind Kind, head []byte, l Limits) (Info, error) {
	var config image.Config
	var err error
	switch kind {
	case SVG:
		return sizeOfSVG(head)
	case PNG:
		config, err = png.DecodeConfig(bytes.NewReader(head))
	case JPEG:
		config, err = jpeg.DecodeConfig(bytes.NewReader(head))
	default:
		return CheckAs(kind, head, l)
	}
	switch {
	case err != nil:
		return Info{}, fault(ErrDamaged, "", "the beginning of the picture cannot be read: %v", err)
	case config.Width <= 0 || config.Height <= 0 || config.Width > l.Side || config.Height > l.Side:
		return Info{}, fault(ErrTooWide, "make it smaller", "the picture has %d × %d pixels; %d a side is the limit", config.Width, config.Height, l.Side)
	}
	return Info{kind, config.Width, config.Height}, nil
}

// CheckAs checks a picture of a kind. Its error is an *Error.
func CheckAs(kind Kind, data []byte, l Limits) (Info, error) {
	switch kind {
	case SVG:
		return checkSVG(data, l)
	case PNG:
		return checkBitmap(PNG, data, l, png.DecodeConfig, "IEND\xaeB`\x82")
	case JPEG:
		return checkBitmap(JPEG, data, l, jpeg.DecodeConfig, "\xff\xd9")
	}
	return Info{}, fault(ErrUnknown, "", "a picture is an SVG, PNG or JPEG file")
}

// checkBitmap looks at the head of a picture, which tells its size, and at its end. It decodes no pixels: a
// small file may unfold to gigabytes of them.
func checkBitmap(kind Kind, data []byte, l Limits, head func(io.Reader) (image.Config, error), end string) (Info, error) {
	if len(data) > l.BitmapBytes {
		return Info{}, TooLarge(kind, l)
	}
	config, err := head(bytes.NewReader(data))
	switch {
	case err != nil && KindOf(data) == kind:
		return Info{}, fault(ErrDamaged, "save it again", "the %s picture is damaged: %v", kind, err)
	case err != nil:
		return Info{}, fault(ErrUnknown, "", "this is not a %s picture", kind)
	case config.Width > l.Side || config.Height > l.Side:
		return Info{}, fault(ErrTooWide, "make it smaller", "the picture has %d × %d pixels; %d a side is the limit", config.Width, config.Height, l.Side)
	case config.Width <= 0 || config.Height <= 0:
		return Info{}, fault(ErrDamaged, "", "the picture is empty")
	case !bytes.HasSuffix(bytes.TrimRight(data, "\x00\n"), []byte(end)):
		return Info{}, fault(ErrDamaged, "save it again", "the picture is cut off")
	}
	return Info{kind, config.Width, config.Height}, nil
}

// TooLarge is what CheckAs says of a file with more bytes than the limits allow, for whoever stopped reading it
// there.
func TooLarge(kind Kind, l Limits) error {
	if kind == SVG {
		return fault(ErrTooLarge, "make it simpler", "the picture is larger than %d KiB", l.SVGBytes>>10)
	}
	if l.BitmapBytes < 1<<20 {
		return fault(ErrTooLarge, "make it smaller", "the picture is larger than %d KiB", l.BitmapBytes>>10)
	}
	return fault(ErrTooLarge, "make it smaller", "the picture is larger than %d MiB", l.BitmapBytes>>20)
}
