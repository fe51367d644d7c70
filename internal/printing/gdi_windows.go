package printing

import (
	"encoding/binary"
	"fmt"
	"unsafe"

	"golang.org/x/sys/windows"

	"github.com/passalong/passalong/internal/paper"
)

var (
	gdi32         = windows.NewLazySystemDLL("gdi32.dll")
	createDC      = gdi32.NewProc("CreateDCW")
	deleteDC      = gdi32.NewProc("DeleteDC")
	getDeviceCaps = gdi32.NewProc("GetDeviceCaps")
	startDoc      = gdi32.NewProc("StartDocW")
	endDoc        = gdi32.NewProc("EndDoc")
	abortDoc      = gdi32.NewProc("AbortDoc")
	startPage     = gdi32.NewProc("StartPage")
	endPage       = gdi32.NewProc("EndPage")
	stretchDIBits = gdi32.NewProc("StretchDIBits")
)

// A deviceContext is a printer that draws. One thread uses it.
type deviceContext struct {
	handle uintptr
	page   device
}

// openContext sets the driver of a printer up for a job. repeat is how often the pages have to be sent, because the
// driver cannot make as many copies.
func openContext(printer string, job paper.Job, length float64) (dc *deviceContext, repeat int, err error) {
	copies, repeat := job.Copies, 1
	if most := capability(printer, "", dcCopies); most < copies {
		copies, repeat = 1, copies
	}
	devmode, err := settingsFor(printer, job, copies, length)
	if err != nil {
		return nil, 0, err
	}
	driver, err := windows.UTF16PtrFromString("WINSPOOL")
	if err != nil {
		return nil, 0, err
	}
	name, err := windows.UTF16PtrFromString(printer)
	if err != nil {
		return nil, 0, err
	}
	handle, _, failure := createDC.Call(uintptr(unsafe.Pointer(driver)), uintptr(unsafe.Pointer(name)), 0, uintptr(unsafe.Pointer(&devmode[0])))
	if handle == 0 {
		return nil, 0, fmt.Errorf("CreateDC: %w", failure)
	}
	dc = &deviceContext{handle: handle}
	dc.page = device{
		dpiX: dc.caps(88), dpiY: dc.caps(90), // LOGPIXELSX, LOGPIXELSY
		width: dc.caps(110), height: dc.caps(111), // PHYSICALWIDTH, PHYSICALHEIGHT
		left: dc.caps(112), top: dc.caps(113), // PHYSICALOFFSETX, PHYSICALOFFSETY
	}
	if dc.page.dpiX < 1 || dc.page.dpiY < 1 {
		dc.close()
		return nil, 0, fmt.Errorf("the driver says %d by %d dots per inch: %w", dc.page.dpiX, dc.page.dpiY, paper.ErrRefused)
	}
	return dc, repeat, nil
}

// settingsFor gives the driver's settings with a job in them, as the driver then understands them.
func settingsFor(printer string, job paper.Job, copies int, length float64) ([]byte, error) {
	handle, err := openPrinter(printer)
	if err != nil {
		return nil, err
	}
	defer closePrinter(handle)
	name, err := windows.UTF16PtrFromString(printer)
	if err != nil {
		return nil, err
	}
	const out, in = 2, 8 // DM_OUT_BUFFER, DM_IN_BUFFER
	size, _, failure := documentProperties.Call(0, handle, uintptr(unsafe.Pointer(name)), 0, 0, 0)
	if int32(size) <= 0 {
		return nil, fmt.Errorf("DocumentProperties: %w", failure)
	}
	devmode := make([]byte, int(int32(size))+dmLeast) // some drivers write more than they say
	at := uintptr(unsafe.Pointer(&devmode[0]))
	if r, _, failure := documentProperties.Call(0, handle, uintptr(unsafe.Pointer(name)), at, 0, out); int32(r) < 0 {
		return nil, fmt.Errorf("DocumentProperties: %w", failure)
	}
	if !fillDevmode(devmode, job, paperAmong(paperSizes(printer, ""), job.Size), copies, length) {
		return nil, fmt.Errorf("the driver's settings are %d bytes: %w", int32(size), paper.ErrRefused)
	}
	if r, _, failure := documentProperties.Call(0, handle, uintptr(unsafe.Pointer(name)), at, at, in|out); int32(r) < 0 {
		return nil, fmt.Errorf("DocumentProperties: %w", failure)
	}
	return devmode, nil
}

func (dc *deviceContext) caps(index uintptr) int {
	r, _, _ := getDeviceCaps.Call(dc.handle, index)
	return int(int32(r))
}

// begin begins a document and gives the number of its job.
func (dc *deviceContext) begin(title string) (int, error) {
	name, err := windows.UTF16PtrFromString(title)
	if err != nil {
		return 0, err
	}
	info := struct { // DOCINFOW
		size                   int32
		name, output, datatype *uint16
		kind                   uint32
	}{name: name}
	info.size = int32(unsafe.Sizeof(info))
	r, _, failure := startDoc.Call(dc.handle, uintptr(unsafe.Pointer(&info)))
	if int32(r) <= 0 {
		return 0, fmt.Errorf("StartDoc: %w", failure)
	}
	return int(int32(r)), nil
}

func (dc *deviceContext) startPage() error { return dc.call(startPage, "StartPage") }
func (dc *deviceContext) endPage() error   { return dc.call(endPage, "EndPage") }
func (dc *deviceContext) end() error       { return dc.call(endDoc, "EndDoc") }
func (dc *deviceContext) abort()           { _ = dc.call(abortDoc, "AbortDoc") } // what went wrong before counts
func (dc *deviceContext) close()           { _ = dc.call(deleteDC, "DeleteDC") } // nothing hangs on it

func (dc *deviceContext) call(proc *windows.LazyProc, name string) error {
	if r, _, failure := proc.Call(dc.handle); int32(r) <= 0 {
		return fmt.Errorf("%s: %w", name, failure)
	}
	return nil
}

// draw prints a band of pixels, each row of which is so many pixels wide.
func (dc *deviceContext) draw(b band, width int, pixels []byte, colour bool) error {
	const asItIs, copied = 0, 0x00CC0020 // DIB_RGB_COLORS, SRCCOPY
	header := bitmapHeader(width, b.rows, colour)
	r, _, failure := stretchDIBits.Call(dc.handle,
		uintptr(b.x), uintptr(b.y), uintptr(b.width), uintptr(b.height),
		0, 0, uintptr(width), uintptr(b.rows),
		uintptr(unsafe.Pointer(&pixels[0])), uintptr(unsafe.Pointer(&header[0])), asItIs, copied)
	if int32(r) <= 0 {
		return fmt.Errorf("StretchDIBits: %w", failure)
	}
	return nil
}

// bitmapHeader is a BITMAPINFO: with a table of 256 greys where there is no colour.
func bitmapHeader(width, rows int, colour bool) []byte {
	const size = 40
	header := make([]byte, size, size+4*256)
	bits := uint16(24)
	if !colour {
		bits = 8
		for v := range 256 {
			header = append(header, byte(v), byte(v), byte(v), 0)
		}
	}
	binary.LittleEndian.PutUint32(header, size)
	binary.LittleEndian.PutUint32(header[4:], uint32(width))
	binary.LittleEndian.PutUint32(header[8:], uint32(rows))
	binary.LittleEndian.PutUint16(header[12:], 1) // planes
	binary.LittleEndian.PutUint16(header[14:], bits)
	return header
}
