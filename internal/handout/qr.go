package handout

import (
	"fmt"
	"strings"

	"rsc.io/qr"
)

// qrSVG draws a QR code, with the quiet zone of four modules that readers need, as an SVG image.
func qrSVG(text string) ([]byte, error) {
	const quiet = 4
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return nil, err
	}
	side := code.Size + 2*quiet
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" shape-rendering="crispEdges">`, side, side)
	fmt.Fprintf(&b, `<path fill="#fff" d="M0 0h%dv%dH0z"/><path d="`, side, side)
	for y := range code.Size {
		for x := 0; x < code.Size; {
			run := 0
			for x+run < code.Size && code.Black(x+run, y) {
				run++
			}
			if run > 0 {
				fmt.Fprintf(&b, "M%d %dh%dv1h-%dz", x+quiet, y+quiet, run, run)
			}
			x += max(1, run)
		}
	}
	b.WriteString(`"/></svg>`)
	return []byte(b.String()), nil
}
