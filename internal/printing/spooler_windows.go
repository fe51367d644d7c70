package printing

import (
	"fmt"
	"runtime"
	"unsafe"

	"golang.org/x/sys/windows"

	"github.com/passalong/passalong/internal/paper"
)

var (
	winspool           = windows.NewLazySystemDLL("winspool.drv")
	enumPrintersW      = winspool.NewProc("EnumPrintersW")
	getDefaultPrinter  = winspool.NewProc("GetDefaultPrinterW")
	openPrinterW       = winspool.NewProc("OpenPrinterW")
	closePrinterW      = winspool.NewProc("ClosePrinter")
	getPrinter         = winspool.NewProc("GetPrinterW")
	documentProperties = winspool.NewProc("DocumentPropertiesW")
	deviceCapabilities = winspool.NewProc("DeviceCapabilitiesW")
	getJob             = winspool.NewProc("GetJobW")
	setJob             = winspool.NewProc("SetJobW")
)

// What DeviceCapabilities can be asked, from wingdi.h.
const (
	dcPapers      = 2
	dcPaperSize   = 3
	dcMinExtent   = 4
	dcMaxExtent   = 5
	dcDuplex      = 7
	dcCopies      = 18
	dcColorDevice = 32
)

// printerInfo2 is PRINTER_INFO_2W.
type printerInfo2 struct {
	server, name, share, port, driver, comment, location *uint16
	devmode                                              uintptr
	separator, processor, datatype, parameters           *uint16
	security                                             uintptr
	attributes, priority, defaultPriority                uint32
	start, until, status, jobs, pagesPerMinute           uint32
}

// jobInfo1 is JOB_INFO_1W.
type jobInfo1 struct {
	id                                                        uint32
	printer, machine, user, document, datatype, statusInWords *uint16
	status, priority, position, pages, printed                uint32
	submitted                                                 windows.Systemtime
}

// A printerEntry is a printer as the spooler lists it.
type printerEntry struct {
	name, port, location string
	status, attributes   uint32
}

// enumPrinters lists the printers of this machine and those that its user connected.
func enumPrinters() ([]printerEntry, error) {
	const localAndConnected, level = 2 | 4, 2
	var count uint32
	buffer, err := filled("EnumPrinters", func(at uintptr, size uint32, need *uint32) (uintptr, error) {
		r, _, failure := enumPrintersW.Call(localAndConnected, 0, level, at, uintptr(size), uintptr(unsafe.Pointer(need)), uintptr(unsafe.Pointer(&count)))
		return r, failure
	})
	if err != nil || len(buffer) == 0 {
		return nil, err
	}
	var found []printerEntry
	for _, info := range unsafe.Slice((*printerInfo2)(unsafe.Pointer(&buffer[0])), count) {
		found = append(found, printerEntry{
			name: text(info.name), port: text(info.port), location: text(info.location), status: info.status, attributes: info.attributes,
		})
	}
	runtime.KeepAlive(buffer)
	return found, nil
}

// filled calls a function of Windows that says how much room it needs until it has that: what it describes may
// change in between. The answer is made of words, because structures begin in it.
func filled(name string, call func(at uintptr, size uint32, need *uint32) (uintptr, error)) ([]uint64, error) {
	var buffer []uint64
	for range 5 {
		var need uint32
		var at uintptr
		if len(buffer) > 0 {
			at = uintptr(unsafe.Pointer(&buffer[0]))
		}
		r, failure := call(at, uint32(8*len(buffer)), &need)
		runtime.KeepAlive(buffer)
		if r != 0 {
			return buffer, nil
		}
		if failure != windows.ERROR_INSUFFICIENT_BUFFER {
			return nil, fmt.Errorf("%s: %w", name, failure)
		}
		buffer = make([]uint64, need/8+1)
	}
	return nil, fmt.Errorf("%s: %w", name, windows.ERROR_INSUFFICIENT_BUFFER)
}

// defaultPrinter is the name of the default printer; empty when there is none.
func defaultPrinter() string {
	var length uint32
	_, _, _ = getDefaultPrinter.Call(0, uintptr(unsafe.Pointer(&length))) // it fails, and says how long the name is
	if length == 0 {
		return ""
	}
	name := make([]uint16, length)
	if r, _, _ := getDefaultPrinter.Call(uintptr(unsafe.Pointer(&name[0])), uintptr(unsafe.Pointer(&length))); r == 0 {
		return ""
	}
	return windows.UTF16ToString(name)
}

func openPrinter(printer string) (uintptr, error) {
	name, err := windows.UTF16PtrFromString(printer)
	if err != nil {
		return 0, fmt.Errorf("%w: %w", paper.ErrNoPrinter, err)
	}
	var handle uintptr
	if r, _, failure := openPrinterW.Call(uintptr(unsafe.Pointer(name)), uintptr(unsafe.Pointer(&handle)), 0); r == 0 {
		return 0, fmt.Errorf("OpenPrinter: %w", failure)
	}
	return handle, nil
}

func closePrinter(handle uintptr) { _, _, _ = closePrinterW.Call(handle) } // nothing hangs on it

// capability asks a driver for a number; it is -1 or 0 where the driver does not say.
func capability(printer, port string, what uintptr) int {
	return askDriver(printer, port, what, 0)
}

func askDriver(printer, port string, what, out uintptr) int {
	name, err := windows.UTF16PtrFromString(printer)
	if err != nil {
		return -1
	}
	where, err := windows.UTF16PtrFromString(port)
	if err != nil {
		return -1
	}
	r, _, _ := deviceCapabilities.Call(uintptr(unsafe.Pointer(name)), uintptr(unsafe.Pointer(where)), what, out, 0)
	return int(int32(r))
}

// paperSizes asks a driver for the sizes of paper that it takes; there are none where it does not say.
func paperSizes(printer, port string) []media {
	count := capability(printer, port, dcPaperSize)
	if count <= 0 || capability(printer, port, dcPapers) != count {
		return nil
	}
	codes := make([]uint16, count)
	points := make([]struct{ x, y int32 }, count)
	if askDriver(printer, port, dcPapers, uintptr(unsafe.Pointer(&codes[0]))) != count ||
		askDriver(printer, port, dcPaperSize, uintptr(unsafe.Pointer(&points[0]))) != count {
		return nil
	}
	sizes := make([]media, count)
	for i, p := range points {
		sizes[i] = media{codes[i], extent{float64(p.x) / 10, float64(p.y) / 10}}
	}
	return sizes
}

// A spooled job is what the spooler knows of one.
type spooled struct {
	status  uint32
	printed int
	printer []string // what the printer needs
}

func readJob(ticket paper.Ticket) (spooled, error) {
	handle, err := openPrinter(ticket.Printer)
	if err != nil {
		return spooled{}, err
	}
	defer closePrinter(handle)
	buffer, err := filled("GetJob", func(at uintptr, size uint32, need *uint32) (uintptr, error) {
		r, _, failure := getJob.Call(handle, uintptr(ticket.Number), 1, at, uintptr(size), uintptr(unsafe.Pointer(need)))
		return r, failure
	})
	if err != nil {
		return spooled{}, err
	}
	info := (*jobInfo1)(unsafe.Pointer(&buffer[0]))
	job := spooled{status: info.status, printed: int(info.printed)}
	runtime.KeepAlive(buffer)
	about, err := filled("GetPrinter", func(at uintptr, size uint32, need *uint32) (uintptr, error) {
		r, _, failure := getPrinter.Call(handle, 2, at, uintptr(size), uintptr(unsafe.Pointer(need)))
		return r, failure
	})
	if err != nil {
		return spooled{}, err
	}
	printer := (*printerInfo2)(unsafe.Pointer(&about[0]))
	_, job.printer = windowsCondition(printer.status, printer.attributes)
	runtime.KeepAlive(about)
	return job, nil
}

// deleteJob takes a job out of the queue. Microsoft says of JOB_CONTROL_CANCEL: "Do not use. To delete a print job,
// use JOB_CONTROL_DELETE."
func deleteJob(ticket paper.Ticket) error {
	const remove = 5
	handle, err := openPrinter(ticket.Printer)
	if err != nil {
		return err
	}
	defer closePrinter(handle)
	if r, _, failure := setJob.Call(handle, uintptr(ticket.Number), 0, 0, remove); r == 0 {
		return fmt.Errorf("SetJob: %w", failure)
	}
	return nil
}

func text(s *uint16) string {
	if s == nil {
		return ""
	}
	return windows.UTF16PtrToString(s)
}
