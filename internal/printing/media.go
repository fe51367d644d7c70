package printing

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/passalong/passalong/internal/paper"
)

// mediaName is what PWG 5101.1 calls a size of paper. A roll has the length of what is on it, in millimetres.
func mediaName(size paper.Size, length float64) string {
	width, height := size.Millimetres()
	switch size {
	case paper.Letter:
		return "na_letter_8.5x11in"
	case paper.Roll80:
		return fmt.Sprintf("custom_%gx%gmm_%[1]gx%[2]gmm", width, math.Ceil(length))
	case paper.A3, paper.A5, paper.A6, paper.A7:
		return fmt.Sprintf("iso_%s_%gx%gmm", size, width, height)
	}
	return fmt.Sprintf("iso_a4_%gx%gmm", width, height)
}

// mediaSize reads width and height, in millimetres, off the end of a name of PWG 5101.1, such as
// iso_a4_210x297mm or na_letter_8.5x11in. Names of other kinds have none.
func mediaSize(name string) (width, height float64, ok bool) {
	unit := 1.0
	rest, found := strings.CutSuffix(name, "mm")
	if !found {
		if rest, found = strings.CutSuffix(name, "in"); !found {
			return 0, 0, false
		}
		unit = 25.4
	}
	w, h, found := strings.Cut(rest[strings.LastIndexByte(rest, '_')+1:], "x")
	width, errW := strconv.ParseFloat(w, 64)
	height, errH := strconv.ParseFloat(h, 64)
	if !found || errW != nil || errH != nil || !(width > 0) || !(height > 0) || math.IsInf(width+height, 0) {
		return 0, 0, false
	}
	return width * unit, height * unit, true
}

// sheets are the sizes that a printer may take, largest first.
var sheets = [...]paper.Size{paper.A3, paper.A4, paper.Letter, paper.A5, paper.A6, paper.A7}

// sizesOf says which of our sizes are among media, by their names of PWG 5101.1. A printer that takes paper of
// any size between two takes what is between.
func sizesOf(media []string) []paper.Size {
	var known []extent
	var least, most extent
	for _, name := range media {
		width, height, ok := mediaSize(name)
		switch {
		case !ok:
		case strings.HasPrefix(name, "custom_min_"), strings.HasPrefix(name, "roll_min_"):
			least = extent{width, height}
		case strings.HasPrefix(name, "custom_max_"), strings.HasPrefix(name, "roll_max_"):
			most = extent{width, height}
		default:
			known = append(known, extent{width, height})
		}
	}
	return sizesIn(known, least, most)
}

// sizesIn says which of our sizes are known or between two others.
func sizesIn(known []extent, least, most extent) []paper.Size {
	var sizes []paper.Size
	for _, size := range sheets {
		width, height := size.Millimetres()
		want := extent{width, height}
		if slices.ContainsFunc(known, want.about) || want.between(least, most) {
			sizes = append(sizes, size)
		}
	}
	if slices.ContainsFunc(append(known, most), extent.isTill) {
		sizes = append(sizes, paper.Roll80)
	}
	return sizes
}

// An extent is a width and a height in millimetres.
type extent struct{ width, height float64 }

// about reports whether two extents differ by less than drivers' rounding: CUPS and its drivers name A5 as
// 148.52 by 209.9 mm.
func (e extent) about(other extent) bool {
	const rounding = 1.5
	return math.Abs(e.width-other.width) < rounding && math.Abs(e.height-other.height) < rounding
}

func (e extent) between(least, most extent) bool {
	return e.width >= least.width && e.height >= least.height && e.width <= most.width && e.height <= most.height
}

// isTill reports whether this is the paper of a till: its drivers call a roll of 80 mm either that or by the 72 mm
// that they can print on, and as long as they please. Cards and photographs of that width are shorter.
func (e extent) isTill() bool {
	return e.width >= 71 && e.width <= 83 && e.height >= 190
}
