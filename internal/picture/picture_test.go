package picture_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/jpeg"
	"image/png"
	"slices"
	"strings"
	"testing"

	"github.com/passalong/passalong/internal/picture"
)

const good = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 29.5">
<title>A hand</title>
<path d="M0 0L4 4" fill="none" stroke="#2B2A33"/>
</svg>
`

func pngOf(t testing.TB, width, height int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, width, height))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// claiming is a small PNG whose head says that it has so many pixels.
func claiming(t testing.TB, width, height uint32) []byte {
	t.Helper()
	src := pngOf(t, 12, 8)
	const size, head, end = 16, 12, 29 // offsets of the size and of the IHDR chunk without its length
	binary.BigEndian.PutUint32(src[size:], width)
	binary.BigEndian.PutUint32(src[size+4:], height)
	binary.BigEndian.PutUint32(src[end:], crc32.ChecksumIEEE(src[head:end]))
	return src
}

func jpegOf(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 12, 8)), nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestGoodPicturesTellTheirSize(t *testing.T) {
	for _, test := range []struct {
		name string
		data []byte
		want picture.Info
	}{
		{"SVG, a broken unit counts as a whole one", []byte(good), picture.Info{Kind: picture.SVG, Width: 48, Height: 30}},
		{"SVG with an XML declaration", []byte("<?xml version=\"1.0\"?>\n" + good), picture.Info{Kind: picture.SVG, Width: 48, Height: 30}},
		{"SVG with a byte order mark", []byte("\ufeff" + good), picture.Info{Kind: picture.SVG, Width: 48, Height: 30}},
		{"PNG", pngOf(t, 12, 8), picture.Info{Kind: picture.PNG, Width: 12, Height: 8}},
		{"JPEG", jpegOf(t), picture.Info{Kind: picture.JPEG, Width: 12, Height: 8}},
		{"PNG as large as may be", claiming(t, 4096, 4096), picture.Info{Kind: picture.PNG, Width: 4096, Height: 4096}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got, err := picture.Check(test.data, picture.Usual()); err != nil || got != test.want {
				t.Errorf("got %+v, %v; want %+v", got, err, test.want)
			}
			head := test.data[:min(len(test.data), 600)]
			if got, err := picture.SizeOf(test.want.Kind, head, picture.Usual()); err != nil || got != test.want {
				t.Errorf("from its beginning: got %+v, %v; want %+v", got, err, test.want)
			}
			if _, err := picture.SizeOf(test.want.Kind, head[:20], picture.Usual()); err == nil {
				t.Error("20 bytes tell the size")
			}
		})
	}
}

func TestBadPicturesSayWhatIsWrongAndWhere(t *testing.T) {
	with := func(old, new string) []byte { return []byte(strings.Replace(good, old, new, 1)) }
	small := pngOf(t, 12, 8)
	for _, test := range []struct {
		name  string
		data  []byte
		cause error
		want  string
	}{
		{"nothing", nil, picture.ErrUnknown, "this is not an SVG, PNG or JPEG picture"},
		{"words", []byte("hello"), picture.ErrUnknown, "this is not an SVG, PNG or JPEG picture"},
		{"a GIF", []byte("GIF89a\x01\x00\x01\x00"), picture.ErrUnknown, "this is not an SVG, PNG or JPEG picture"},
		{"200 megapixels", claiming(t, 20_000, 10_000), picture.ErrTooWide, "the picture has 20000 × 10000 pixels; 4096 a side is the limit"},
		{"more pixels than there are numbers", claiming(t, 1<<31-1, 1<<31-1), picture.ErrDamaged, "dimension overflow"},
		{"no pixels", claiming(t, 0, 8), picture.ErrDamaged, "the PNG picture is damaged"},
		{"a PNG without its end", small[:len(small)-4], picture.ErrDamaged, "the picture is cut off"},
		{"a PNG of eight bytes", small[:8], picture.ErrDamaged, "the PNG picture is damaged"},
		{"a JPEG without its end", jpegOf(t)[:300], picture.ErrDamaged, ""},
		{"a file without end", append(pngOf(t, 12, 8), make([]byte, 3<<20)...), picture.ErrTooLarge, "the picture is larger than 2 MiB"},
		{"an SVG without end", []byte(good + strings.Repeat(" ", 300<<10)), picture.ErrTooLarge, "the picture is larger than 256 KiB"},
		{"a script", with("<path", "<script>alert(1)</script><path"), picture.ErrForbidden, "line 3, column 1: the element <script> is not allowed in a picture"},
		{"an event handler", with(`fill="none"`, `onload="x()"`), picture.ErrForbidden, "line 3, column 1: the attribute “onload” of <path> is not allowed in a picture"},
		{"a link", with("<path", `<a href="https://evil.example"/><path`), picture.ErrForbidden, "line 3, column 1: the element <a> is not allowed in a picture"},
		{"another picture", with("<path", `<image href="https://evil.example/p.png"/><path`), picture.ErrForbidden, "the element <image> is not allowed"},
		{"a picture within it", with("<path", `<use xlink:href="#a"/><path`), picture.ErrForbidden, "the element <use> is not allowed"},
		{"foreign content", with("<path", `<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"/></foreignObject><path`), picture.ErrForbidden, "the element <foreignObject> is not allowed"},
		{"a style sheet", with("<path", `<style>@import "https://evil.example"</style><path`), picture.ErrForbidden, "the element <style> is not allowed"},
		{"an address as a colour", with("none", "url(https://evil.example)"), picture.ErrForbidden, "the value of “fill” of <path> is not allowed in a picture"},
		{"an entity", with("<svg", "<!DOCTYPE svg [<!ENTITY a \"b\">]>\n<svg"), picture.ErrForbidden, "line 1, column 1: a picture has no <!DOCTYPE> and no entities"},
		{"a style sheet of elsewhere", with("<svg", "<?xml-stylesheet href=\"x\"?><svg"), picture.ErrForbidden, "a picture has no <?xml-stylesheet?>"},
		{"text", with("<path", "Hi<path"), picture.ErrForbidden, "line 3, column 1: a picture has no text"},
		{"a change of direction", with("A hand", "A h\u202eand"), picture.ErrForbidden, "invisible or direction-changing character U+202E"},
		{"the same as an entity", with("A hand", "A h&#x202e;and"), picture.ErrForbidden, "invisible or direction-changing character U+202E"},
		{"bytes that are no UTF-8", with("A hand", "A \xff"), picture.ErrDamaged, "the text is not UTF-8"},
		{"an SVG without its end", with("</svg>", ""), picture.ErrDamaged, "this is not XML: unexpected EOF"},
		{"HTML", []byte("<html><body>hello</body></html>"), picture.ErrForbidden, "the picture does not begin as an SVG picture does"},
		{"a comment alone", []byte("<!-- nothing -->"), picture.ErrUnknown, "this is not an SVG picture"},
		{"a size that is no number", with("29.5", "NaN"), picture.ErrForbidden, "the viewBox is four numbers"},
		{"a size beyond all", with("29.5", "1e300"), picture.ErrForbidden, "the viewBox is four numbers"},
		{"elements without end", with("<path", strings.Repeat("<g/>", 6000)+"<path"), picture.ErrForbidden, "the picture has more than 5000 elements"},
		{"elements in each other without end", with("<path", strings.Repeat("<g>", 5000)), picture.ErrForbidden, "or more than 32 in each other"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := picture.Check(test.data, picture.Usual())
			var bad *picture.Error
			if !errors.As(err, &bad) || !errors.Is(err, test.cause) || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %v: %s", err, test.cause, test.want)
			}
			if got != (picture.Info{}) {
				t.Errorf("a bad picture has the size %+v", got)
			}
		})
	}
}

func TestAPictureOfAnotherKindThanItsName(t *testing.T) {
	for _, test := range []struct {
		name string
		kind picture.Kind
		data []byte
		want string
	}{
		{"a JPEG called PNG", picture.PNG, jpegOf(t), "this is not a PNG picture"},
		{"a PNG called JPEG", picture.JPEG, pngOf(t, 2, 2), "this is not a JPEG picture"},
		{"a PNG called SVG", picture.SVG, pngOf(t, 2, 2), "the text is not UTF-8"},
		{"a kind from nowhere", "WEBP", pngOf(t, 2, 2), "a picture is an SVG, PNG or JPEG file"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if _, err := picture.CheckAs(test.kind, test.data, picture.Usual()); err == nil || err.Error() != test.want {
				t.Errorf("got %v, want %s", err, test.want)
			}
		})
	}
}

func TestEveryFaultIsListedUpToALimit(t *testing.T) {
	_, err := picture.Check([]byte(strings.Replace(good, "<path", `<path onload="a" fil="b"/><script/>`+strings.Repeat("<b/>", 100)+"<path", 1)), picture.Usual())
	var bad *picture.Error
	if !errors.As(err, &bad) || len(bad.Faults) != 50 {
		t.Fatalf("got %v", err)
	}
	if f := bad.Faults[1]; f.Word != "fil" || !slices.Contains(f.Allowed, "fill") {
		t.Errorf("the fault %+v does not say what may stand there", f)
	}
}

func TestLimitsAreThoseGiven(t *testing.T) {
	l := picture.Limits{SVGBytes: 200, BitmapBytes: 512 << 10, Side: 10}
	if _, err := picture.Check(pngOf(t, 11, 4), l); !errors.Is(err, picture.ErrTooWide) {
		t.Errorf("got %v, want ErrTooWide", err)
	}
	if _, err := picture.Check([]byte(good+good), l); !errors.Is(err, picture.ErrTooLarge) {
		t.Errorf("got %v, want ErrTooLarge", err)
	}
	if err := picture.TooLarge(picture.PNG, l); err.Error() != "the picture is larger than 512 KiB" {
		t.Errorf("got %v", err)
	}
}

// FuzzCheck wants an answer for anything: a size, or faults with words and places that are in the file.
func FuzzCheck(f *testing.F) {
	f.Add([]byte(good))
	f.Add(pngOf(f, 12, 8))
	f.Add(jpegOf(f))
	f.Add(claiming(f, 20_000, 10_000))
	f.Add([]byte("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><g onload=\"\u202e\"><title>&#x202e;</title>"))
	f.Fuzz(func(t *testing.T, data []byte) {
		info, err := picture.Check(data, picture.Usual())
		if err == nil {
			if size, err := picture.SizeOf(info.Kind, data, picture.Usual()); err != nil || size != info {
				t.Errorf("its beginning tells %+v, %v; all of it %+v", size, err, info)
			}
			if info.Width <= 0 || info.Height <= 0 || info.Width > 10_000 || info.Height > 10_000 || info.Kind != picture.KindOf(data) {
				t.Errorf("a good picture of %+v", info)
			}
			return
		}
		var bad *picture.Error
		if !errors.As(err, &bad) || len(bad.Faults) == 0 {
			t.Fatalf("an error without a fault: %v", err)
		}
		for _, fault := range bad.Faults {
			lines := 1 + bytes.Count(data, []byte("\n"))
			if fault.Message == "" || fault.Cause == nil || fault.Line < 0 || fault.Line > lines || fault.Line == 0 && fault.Column > 0 {
				t.Errorf("a fault without words or place: %+v", fault)
			}
		}
	})
}
