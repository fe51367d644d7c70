package main

import (
	"cmp"
	"image"
	"image/color"
	"image/draw"
	"maps"
	"slices"
)

const (
	widest = 900 // pixels of a picture
	single = 620 // of a page that stands alone
	slip   = 300 // of a till roll
	gap    = 14  // around pages
	most   = 4   // pages of a picture
)

// laidOut puts pages side by side, or wide ones below each other, on a grey table.
func laidOut(pages []image.Image) *image.RGBA {
	pages = pages[:min(len(pages), most)]
	first := pages[0].Bounds()
	wide := first.Dx() > first.Dy()
	across := len(pages)
	width := single
	switch {
	case wide:
		across, width = 1, widest-2*gap
	case first.Dy() > 2*first.Dx():
		width = slip
	case len(pages) > 1:
		width = (widest - (across+1)*gap) / across
	}
	height := 0
	for _, p := range pages {
		height = max(height, p.Bounds().Dy()*width/p.Bounds().Dx())
	}
	down := (len(pages) + across - 1) / across
	table := image.NewRGBA(image.Rect(0, 0, across*width+(across+1)*gap, down*height+(down+1)*gap))
	draw.Draw(table, table.Bounds(), image.NewUniform(color.Gray{0xc8}), image.Point{}, draw.Src)
	for i, p := range pages {
		at := image.Pt(gap+i%across*(width+gap), gap+i/across*(height+gap))
		draw.Draw(table, image.Rectangle{at, at.Add(image.Pt(width, height))}, smaller(p, width), image.Point{}, draw.Src)
	}
	return table
}

// smaller scales a page down: each pixel is the mean of those that it stands for.
func smaller(p image.Image, width int) *image.RGBA {
	b := p.Bounds()
	height := b.Dy() * width / b.Dx()
	out := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			part := image.Rect(b.Min.X+x*b.Dx()/width, b.Min.Y+y*b.Dy()/height, b.Min.X+(x+1)*b.Dx()/width, b.Min.Y+(y+1)*b.Dy()/height)
			out.SetRGBA(x, y, mean(p, part))
		}
	}
	return out
}

func mean(p image.Image, part image.Rectangle) color.RGBA {
	part.Max = image.Pt(max(part.Max.X, part.Min.X+1), max(part.Max.Y, part.Min.Y+1))
	var sum [3]uint32
	for y := part.Min.Y; y < part.Max.Y; y++ {
		for x := part.Min.X; x < part.Max.X; x++ {
			r, g, b, _ := p.At(x, y).RGBA()
			sum[0], sum[1], sum[2] = sum[0]+r>>8, sum[1]+g>>8, sum[2]+b>>8
		}
	}
	n := uint32(part.Dx() * part.Dy())
	return color.RGBA{uint8(sum[0] / n), uint8(sum[1] / n), uint8(sum[2] / n), 0xff}
}

// thrifty takes few colours, the most frequent ones: pages have few, and the picture becomes a third as large.
func thrifty(p *image.RGBA) *image.Paletted {
	const colours, step = 48, 16
	counts := map[color.RGBA]int{}
	b := p.Bounds()
	rough := func(x, y int) color.RGBA {
		c := p.RGBAAt(x, y)
		round := func(v uint8) uint8 { return uint8(min(0xff, (int(v)+step/2)/step*step)) }
		return color.RGBA{round(c.R), round(c.G), round(c.B), 0xff}
	}
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			counts[rough(x, y)]++
		}
	}
	frequent := slices.SortedFunc(maps.Keys(counts), func(a, b color.RGBA) int {
		return cmp.Or(counts[b]-counts[a], int(a.R)-int(b.R), int(a.G)-int(b.G), int(a.B)-int(b.B))
	})
	var palette color.Palette
	for _, c := range frequent[:min(len(frequent), colours)] {
		palette = append(palette, c)
	}
	out, index := image.NewPaletted(b, palette), map[color.RGBA]uint8{}
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			c := rough(x, y)
			at, ok := index[c]
			if !ok {
				at = uint8(palette.Index(c))
				index[c] = at
			}
			out.SetColorIndex(x, y, at)
		}
	}
	return out
}
