package servicesview

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// How large a logo is shown.
const (
	rowLogo  float32 = 56
	formLogo float32 = 96
)

// A logo is a picture on a light plate, so that dark lines can be seen in every appearance. It is hidden while there
// is none.
type logo struct {
	root  fyne.CanvasObject
	image *canvas.Image
	data  []byte
}

func newLogo(height float32) *logo {
	l := &logo{image: &canvas.Image{FillMode: canvas.ImageFillContain}}
	l.image.SetMinSize(fyne.NewSize(height*1.5, height))
	plate := widgets.NewPlate(look.ColorPicture, widgets.Inset(look.Gap4, look.Gap4, l.image))
	l.root = widgets.Wrap(0, plate)
	l.root.Hide()
	return l
}

func (l *logo) set(data []byte) {
	if !bytes.Equal(l.data, data) {
		l.data = data
		l.image.Resource = nil
		if data != nil {
			l.image.Resource = resource(data)
		}
		l.image.Refresh()
	}
	widgets.SetVisible(l.root, data != nil)
}

// resource gives the picture a name that tells what it is and which: Fyne keeps drawings by their names.
func resource(data []byte) fyne.Resource {
	sum := sha256.Sum256(data)
	name := hex.EncodeToString(sum[:8])
	if !bytes.HasPrefix(data, []byte("\x89PNG")) && !bytes.HasPrefix(data, []byte("\xff\xd8")) {
		name += ".svg"
	}
	return fyne.NewStaticResource(name, data)
}
