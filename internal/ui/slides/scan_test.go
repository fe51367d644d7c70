package slides_test

import (
	"fmt"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/internal/ui/slides"
)

// A picture of the whole screen is read, as the camera of a phone sees it, where joining is all there is and where it stands
// beside a question.
func TestThePhoneOfSomebodyReadsTheCode(t *testing.T) {
	join := &session.Join{URL: "http://192.168.137.101:8080/KLMR", Host: "192.168.137.101:8080", Code: "KLMR"}
	views := map[string]session.RoomView{
		"joining": {Kind: session.JoinUp, Join: join},
		"a wall":  {Kind: session.WallUp, Join: join, Wall: &session.RoomWall{ID: "wall-1", Prompt: "What helps?", Open: true}},
	}
	for name, view := range views {
		for _, colours := range []slides.Colours{slides.Dark, slides.Light} {
			for _, size := range [][2]float32{{1280, 720}, {800, 600}} {
				t.Run(fmt.Sprintf("%s, in colours %v, at %v by %v", name, colours, size[0], size[1]), func(t *testing.T) {
					s := slides.New(colours, nil)
					win := shown(t, s, size[0], size[1])
					s.Set(view)
					bitmap, err := gozxing.NewBinaryBitmapFromImage(win.Canvas().Capture())
					if err != nil {
						t.Fatal(err)
					}
					read, err := qrcode.NewQRCodeReader().Decode(bitmap, map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true})
					if err != nil || read.GetText() != join.URL {
						t.Errorf("read %v, %v", read, err)
					}
				})
			}
		}
	}
}
