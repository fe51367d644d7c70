package main

import (
	"image"
	"image/color"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestThePageShowsEveryPictureOnce holds the page against the folder.
func TestThePageShowsEveryPictureOnce(t *testing.T) {
	doc, err := os.ReadFile(filepath.Join("../..", page))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, s := range shown(string(doc)) {
		names = append(names, s.name+".png")
		if (s.command == nil) != (ofTests[s.name] != "") {
			t.Errorf("%s has the command %q, and the test %q", s.name, s.command, ofTests[s.name])
		}
	}
	slices.Sort(names)
	entries, err := os.ReadDir(filepath.Join("../..", folder))
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	bytes := int64(0)
	for _, e := range entries {
		files = append(files, e.Name())
		info, err := e.Info()
		if err != nil {
			t.Fatal(err)
		}
		bytes += info.Size()
		p, err := read(filepath.Join("../..", folder, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		if width := p.Bounds().Dx(); width > widest {
			t.Errorf("%s is %d pixels wide", e.Name(), width)
		}
	}
	if !slices.Equal(names, files) {
		t.Errorf("the page shows\n%v\nand there are\n%v", names, files)
	}
	if bytes > 2<<20 {
		t.Errorf("the pictures have %d bytes", bytes)
	}
}

func TestCommandsBelongToThePictureBefore(t *testing.T) {
	got := shown("`pal handout x -o x.pdf`\n![A](images/handouts/a.png)\ntext `pal handout a -service \"The van\"\n-o a.pdf` and `pal handout b -o b.pdf`\n![B](images/handouts/b-2.png)")
	if len(got) != 2 || got[0].name != "a" || strings.Join(got[0].command, "|") != "handout|a|-service|The van|-o|a.pdf" || got[1].name != "b-2" || got[1].command != nil {
		t.Errorf("got %+v", got)
	}
}

func TestPagesAreLaidOut(t *testing.T) {
	sheet := func(w, h int) image.Image { return image.NewRGBA(image.Rect(0, 0, w, h)) }
	for name, c := range map[string]struct {
		pages []image.Image
		want  image.Point
	}{
		"one page":                   {[]image.Image{sheet(1190, 1684)}, image.Pt(single+2*gap, 877+2*gap)},
		"two side by side":           {[]image.Image{sheet(1000, 2000), sheet(1000, 2000)}, image.Pt(900, 2*429+2*gap)},
		"wide ones below each other": {[]image.Image{sheet(2000, 1000), sheet(2000, 1000)}, image.Pt(900, 2*436+3*gap)},
		"a till roll":                {[]image.Image{sheet(400, 2000)}, image.Pt(slip+2*gap, 1500+2*gap)},
		"no more than four":          {slices.Repeat([]image.Image{sheet(2000, 1000)}, 9), image.Pt(900, 4*436+5*gap)},
	} {
		t.Run(name, func(t *testing.T) {
			if got := laidOut(c.pages).Bounds().Max; got != c.want {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

func TestAPictureKeepsItsMainColours(t *testing.T) {
	p := image.NewRGBA(image.Rect(0, 0, 64, 64))
	teal := color.RGBA{0x10, 0x50, 0x50, 0xff}
	for y := range 64 {
		for x := range 64 {
			c := color.RGBA{0xff, 0xff, 0xff, 0xff}
			if x < 20 {
				c = teal
			} else if x == 40 { // more colours than there is room for
				c = color.RGBA{uint8(y * 4), uint8(255 - y*4), uint8(y * y), 0xff}
			}
			p.SetRGBA(x, y, c)
		}
	}
	small := smaller(p, 32)
	if got := small.RGBAAt(4, 4); small.Bounds().Dy() != 32 || got != teal {
		t.Errorf("scaled down it is %v high and %v", small.Bounds().Dy(), got)
	}
	out := thrifty(p)
	for at, want := range map[image.Point]color.RGBA{{5, 5}: teal, {30, 5}: {0xff, 0xff, 0xff, 0xff}} {
		if got := color.RGBAModel.Convert(out.At(at.X, at.Y)); got != want {
			t.Errorf("at %v it is %v, not %v", at, got, want)
		}
	}
	if len(out.Palette) > 48 {
		t.Errorf("%d colours", len(out.Palette))
	}
}
