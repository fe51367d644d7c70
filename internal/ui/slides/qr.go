package slides

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2/canvas"
	"rsc.io/qr"
)

// quiet is the margin of a QR code that readers need, in its modules.
const quiet = 4

// qrRaster draws a QR code at whatever size it gets, with modules of whole pixels.
func qrRaster(link string) *canvas.Raster {
	code, err := qr.Encode(link, qr.M)
	return canvas.NewRaster(func(w, h int) image.Image {
		if err != nil {
			return image.NewNRGBA(image.Rect(0, 0, max(w, 1), max(h, 1))) // too long for any code: the address is beside it
		}
		return qrImage(code, w, h)
	})
}

func qrImage(code *qr.Code, w, h int) image.Image {
	img := image.NewGray(image.Rect(0, 0, max(w, 1), max(h, 1)))
	for i := range img.Pix {
		img.Pix[i] = 0xff
	}
	module := max(1, min(w, h)/(code.Size+2*quiet))
	left, top := (w-module*code.Size)/2, (h-module*code.Size)/2
	for y := range code.Size * module {
		for x := range code.Size * module {
			if code.Black(x/module, y/module) {
				img.SetGray(left+x, top+y, color.Gray{})
			}
		}
	}
	return img
}
