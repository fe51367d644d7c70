package slides

import "image/color"

// Colours are what the room's screen looks like. They are its own: the appearance of the app does not change them.
type Colours string

// The colours. Both have at least 7:1 between text and ground.
const (
	Light Colours = "light" // ink on warm paper: for a room with its lights on
	Dark  Colours = "dark"  // for a dark room, where white would dazzle
)

// in is the colour of an ink.
func (c Colours) in(i ink) color.Color {
	if c == Dark {
		return darkInks[i]
	}
	return lightInks[i]
}

func rgb(v uint32) color.NRGBA {
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 0xff}
}

var lightInks = map[ink]color.NRGBA{
	clear: {}, paper: rgb(0xFBF8F3), text: rgb(0x24232B), muted: rgb(0x4E4B56), accent: rgb(0x135652), onAccent: rgb(0xFFFFFF),
	card: rgb(0xFFFFFF), line: rgb(0xD9D0C1), track: rgb(0xEAE3D6), bar: rgb(0x1F6F6B), earlier: rgb(0x8A8494),
	right: rgb(0x24562A), rightFill: rgb(0xE5F1E3), warn: rgb(0x7A4300), warnFill: rgb(0xFCF0D5),
	night: rgb(0x000000), white: rgb(0xFFFFFF),
}

var darkInks = map[ink]color.NRGBA{
	clear: {}, paper: rgb(0x181716), text: rgb(0xF6F1E9), muted: rgb(0xC9C2B7), accent: rgb(0x8AD8CE), onAccent: rgb(0x0E2B28),
	card: rgb(0x24221F), line: rgb(0x4A453F), track: rgb(0x3A3631), bar: rgb(0x74C7BD), earlier: rgb(0x9A948C),
	right: rgb(0xB0E0A6), rightFill: rgb(0x20331C), warn: rgb(0xF5CF7E), warnFill: rgb(0x3A2E10),
	night: rgb(0x000000), white: rgb(0xFFFFFF),
}
