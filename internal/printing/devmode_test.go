package printing

import (
	"bytes"
	"encoding/binary"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/paper"
)

func TestFillDevmode(t *testing.T) {
	const standing = hasOrientation | hasPaperSize | hasCopies | hasColor | hasDuplex | hasCollate
	for name, c := range map[string]struct {
		job    paper.Job
		code   uint16
		copies int
		length float64
		fields uint32
		want   map[int]uint16
	}{
		"two copies on both sides, turned over along the short edge": {
			paper.Job{Size: paper.A4, Sides: paper.ShortEdge, Colour: true}, 9, 2, 0, standing,
			map[int]uint16{dmOrientation: 1, dmPaperSize: 9, dmCopies: 2, dmColor: 2, dmDuplex: 3, dmCollate: 1},
		},
		"across, in black": {
			paper.Job{Size: paper.A3, Across: true, Sides: paper.LongEdge}, 8, 1, 0, standing,
			map[int]uint16{dmOrientation: 2, dmPaperSize: 8, dmCopies: 1, dmColor: 1, dmDuplex: 2, dmCollate: 1},
		},
		"a roll as long as its page": {
			paper.Job{Size: paper.Roll80, Sides: paper.OneSide}, customPaper, 1, 305.4, standing | hasPaperLength | hasPaperWidth,
			map[int]uint16{dmOrientation: 1, dmPaperSize: customPaper, dmPaperWidth: 800, dmPaperLength: 3054, dmCopies: 1, dmColor: 1, dmDuplex: 1, dmCollate: 1},
		},
		"A7 is cut to measure": {
			paper.Job{Size: paper.A7}, customPaper, 1, 0, standing | hasPaperLength | hasPaperWidth,
			map[int]uint16{dmOrientation: 1, dmPaperSize: customPaper, dmPaperWidth: 740, dmPaperLength: 1050, dmCopies: 1, dmColor: 1, dmDuplex: 1, dmCollate: 1},
		},
		"numbers that are too large": {
			paper.Job{Size: paper.Roll80}, customPaper, 1 << 20, 1e9, standing | hasPaperLength | hasPaperWidth,
			map[int]uint16{dmOrientation: 1, dmPaperSize: customPaper, dmPaperWidth: 800, dmPaperLength: 32767, dmCopies: 32767, dmColor: 1, dmDuplex: 1, dmCollate: 1},
		},
	} {
		t.Run(name, func(t *testing.T) {
			devmode := make([]byte, 220)
			binary.LittleEndian.PutUint32(devmode[dmFields:], hasPaperLength|hasPaperWidth|0x200) // of the driver's own
			if !fillDevmode(devmode, c.job, c.code, c.copies, c.length) {
				t.Fatal("there was no room")
			}
			if got := binary.LittleEndian.Uint32(devmode[dmFields:]); got != c.fields|0x200 {
				t.Errorf("the fields are %#x, want %#x", got, c.fields|0x200)
			}
			got := map[int]uint16{}
			for at := dmOrientation; at < len(devmode); at += 2 {
				if v := binary.LittleEndian.Uint16(devmode[at:]); v != 0 {
					got[at] = v
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
	small := make([]byte, dmLeast-1)
	if fillDevmode(small, paper.Job{}, 9, 1, 0) || !bytes.Equal(small, make([]byte, dmLeast-1)) {
		t.Error("settings that are too short were written to")
	}
}

func TestPaperAmong(t *testing.T) {
	borderless := media{300, extent{210, 297}}
	for name, c := range map[string]struct {
		offered []media
		size    paper.Size
		want    uint16
	}{
		"the driver does not say":         {nil, paper.A5, 11},
		"the standard one":                {[]media{borderless, {9, extent{210, 297}}}, paper.A4, 9},
		"only without margins":            {[]media{{1, extent{215.9, 279.4}}, borderless}, paper.A4, 300},
		"none of that size":               {[]media{{1, extent{215.9, 279.4}}}, paper.A3, customPaper},
		"a roll":                          {[]media{{1, extent{215.9, 279.4}}}, paper.Roll80, customPaper},
		"a size that this program is not": {nil, "foolscap", 9},
	} {
		t.Run(name, func(t *testing.T) {
			if got := paperAmong(c.offered, c.size); got != c.want {
				t.Errorf("the paper is %d, want %d", got, c.want)
			}
		})
	}
}
