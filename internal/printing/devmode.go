package printing

import (
	"encoding/binary"
	"math"
	"slices"

	"github.com/passalong/passalong/internal/paper"
)

// Where a DEVMODEW has what a job decides, in bytes from its beginning, and the bits of dmFields that say so. From
// wingdi.h.
const (
	dmFields      = 72
	dmOrientation = 76
	dmPaperSize   = 78
	dmPaperLength = 80
	dmPaperWidth  = 82
	dmCopies      = 86
	dmColor       = 92
	dmDuplex      = 94
	dmCollate     = 100
	dmLeast       = dmCollate + 2

	hasOrientation = 0x1
	hasPaperSize   = 0x2
	hasPaperLength = 0x4
	hasPaperWidth  = 0x8
	hasCopies      = 0x100
	hasColor       = 0x800
	hasDuplex      = 0x1000
	hasCollate     = 0x8000
)

// customPaper is the paper of DEVMODEW that is as wide and long as it says itself.
const customPaper = 256

// standardPaper is the number of DEVMODEW for a size.
func standardPaper(size paper.Size) uint16 {
	switch size {
	case paper.Letter:
		return 1
	case paper.A3:
		return 8
	case paper.A5:
		return 11
	case paper.A6:
		return 70
	case paper.A7, paper.Roll80:
		return customPaper
	}
	return 9
}

// A media is a size of paper that a driver takes, and the driver's number for it.
type media struct {
	code uint16
	extent
}

// paperAmong chooses the driver's number for a size: the standard one, or that of paper of the same measures, since
// drivers have numbers of their own for borderless paper, or else that of what is cut to measure.
func paperAmong(offered []media, size paper.Size) uint16 {
	standard := standardPaper(size)
	if len(offered) == 0 || slices.ContainsFunc(offered, func(m media) bool { return m.code == standard }) {
		return standard
	}
	width, height := size.Millimetres()
	want := extent{width, height}
	for _, m := range offered {
		if m.about(want) {
			return m.code
		}
	}
	return customPaper
}

// fillDevmode writes a job into the settings of a driver, a DEVMODEW: all that the driver's own settings would
// otherwise decide. code is that of the paper, length that of a roll, in millimetres. It reports whether there was room.
func fillDevmode(devmode []byte, job paper.Job, code uint16, copies int, length float64) bool {
	if len(devmode) < dmLeast {
		return false
	}
	set := func(at int, value uint16) { binary.LittleEndian.PutUint16(devmode[at:], value) }
	fields := binary.LittleEndian.Uint32(devmode[dmFields:])
	fields |= hasOrientation | hasPaperSize | hasCopies | hasColor | hasDuplex | hasCollate
	fields &^= hasPaperLength | hasPaperWidth

	orientation, colour, duplex := uint16(1), uint16(1), uint16(1)
	if job.Across {
		orientation = 2
	}
	if job.Colour {
		colour = 2
	}
	switch job.Sides {
	case paper.LongEdge:
		duplex = 2
	case paper.ShortEdge:
		duplex = 3
	}
	set(dmOrientation, orientation)
	set(dmColor, colour)
	set(dmDuplex, duplex)
	set(dmCopies, uint16(min(max(copies, 1), math.MaxInt16)))
	set(dmCollate, 1)
	set(dmPaperSize, code)
	if code == customPaper {
		width, height := job.Size.Millimetres()
		if job.Size == paper.Roll80 {
			height = length
		}
		fields |= hasPaperLength | hasPaperWidth
		set(dmPaperWidth, tenths(width))
		set(dmPaperLength, tenths(height))
	}
	binary.LittleEndian.PutUint32(devmode[dmFields:], fields)
	return true
}

// tenths are tenths of a millimetre, as far as DEVMODEW counts.
func tenths(millimetres float64) uint16 {
	return uint16(math.Round(min(max(millimetres*10, 1), math.MaxInt16)))
}
