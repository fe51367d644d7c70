package desk

import "image"

// lettersOf draws, in black on white, whatever in a picture may be a letter: dark on light as well as light on a
// dark button. Tesseract sees no text inside frames, and loses one of the two kinds when both are there.
//
// A letter is a patch of dark or light pixels that is not too large and touches a large patch of the other kind,
// its background. So frames, bars and pictures fall away, and so do the holes in letters. A short bar is told by being
// filled from edge to edge.
func lettersOf(img *image.Gray) *image.Gray {
	p := patchesOf(img)
	out := image.NewGray(img.Bounds())
	for i, label := range p.labels {
		if patch := p.patches[label]; patch.large() || patch.bar() || !patch.onLarge {
			out.Pix[i] = 255
		}
	}
	return out
}

// A patch is what hangs together of dark or of light pixels.
type patch struct {
	box     image.Rectangle
	pixels  int
	onLarge bool // touches a large patch of the other kind
}

// large reports whether the patch is larger than the largest letter, in pixels of the enlarged picture.
func (p patch) large() bool { return p.box.Dx() > 120 || p.box.Dy() > 90 }

// bar reports whether the patch is a bar, such as the part of a progress bar that is done, or a line below words. A
// dash is shorter.
func (p patch) bar() bool {
	const longestDash = 36
	return p.box.Dx() > longestDash && 10*p.pixels > 8*p.box.Dx()*p.box.Dy()
}

type patches struct {
	labels  []int // the patch of each pixel
	patches []patch
	width   int
}

func patchesOf(img *image.Gray) *patches {
	dark := darkness(img)
	width, height := img.Bounds().Dx(), img.Bounds().Dy()
	p := &patches{labels: make([]int, width*height), width: width}
	for i := range p.labels {
		p.labels[i] = -1
	}
	var todo []int
	for start := range p.labels {
		if p.labels[start] >= 0 {
			continue
		}
		label := len(p.patches)
		p.labels[start] = label
		box, pixels := image.Rectangle{}, 0
		todo = append(todo[:0], start)
		for ; len(todo) > 0; pixels++ {
			at := todo[len(todo)-1]
			todo = todo[:len(todo)-1]
			box = box.Union(image.Rect(at%width, at/width, at%width+1, at/width+1))
			p.neighbours(at, func(n int) {
				if p.labels[n] < 0 && (img.Pix[n] < dark) == (img.Pix[at] < dark) {
					p.labels[n] = label
					todo = append(todo, n)
				}
			})
		}
		p.patches = append(p.patches, patch{box: box, pixels: pixels})
	}
	for at, label := range p.labels {
		p.neighbours(at, func(n int) {
			if other := p.labels[n]; other != label && p.patches[other].large() {
				p.patches[label].onLarge = true
			}
		})
	}
	return p
}

// darkness is the value below which a pixel counts as dark: about halfway between a page and the grey of its less
// important text.
func darkness(img *image.Gray) uint8 {
	sum := 0
	for _, v := range img.Pix {
		sum += int(v)
	}
	if sum/len(img.Pix) > 128 {
		return 170
	}
	return 95
}

// neighbours calls visit for the pixels beside, above and below one.
func (p *patches) neighbours(at int, visit func(int)) {
	if at%p.width > 0 {
		visit(at - 1)
	}
	if at%p.width < p.width-1 {
		visit(at + 1)
	}
	if at >= p.width {
		visit(at - p.width)
	}
	if at+p.width < len(p.labels) {
		visit(at + p.width)
	}
}
