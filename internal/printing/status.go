package printing

import (
	"github.com/passalong/passalong/internal/paper"
)

// A flag is a bit of Windows' status of a printer or of a job, and the keyword that CUPS has for it.
type flag struct {
	bit     uint32
	keyword string
}

// printerFlags are the PRINTER_STATUS_ bits of winspool.h that a person should know of, most telling first.
var printerFlags = [...]flag{
	{0x80, "offline-report"}, {0x1000, "offline-report"}, {0x800000, "offline-report"}, // offline, not available, server unknown
	{0x8, "media-jam-error"}, {0x10, "media-empty-error"}, {0x20, "media-needed-error"}, {0x40, "media-needed-error"},
	{0x400000, "door-open-error"}, {0x40000, "toner-empty-error"}, {0x800, "output-area-full-error"},
	{0x20000, "toner-low-warning"}, {0x200000, "spool-area-full-error"},
	{0x1, "paused"}, {0x4, "not-accepting-jobs"}, // pending deletion
	{0x100000, "other-error"}, {0x2, "other-error"}, // user intervention, error
}

// jobFlags are the JOB_STATUS_ bits of winspool.h that a job waits for.
var jobFlags = [...]flag{
	{0x20, "offline-report"}, {0x40, "media-empty-error"}, {0x1, "paused"}, {0x400, "other-error"}, {0x200, "other-error"}, {0x2, "other-error"},
}

// Other bits of winspool.h.
const (
	printerBusyBits   = 0x200 | 0x400 | 0x4000 // busy, printing, processing
	printerOfflineBit = 0x400                  // of its attributes: PRINTER_ATTRIBUTE_WORK_OFFLINE

	jobDeletingBits = 0x4 | 0x100
	jobPrintingBits = 0x10
	jobPrintedBits  = 0x80 | 0x1000
)

func keywordsOf(status uint32, flags []flag) []string {
	var all []string
	for _, f := range flags {
		if status&f.bit != 0 && (len(all) == 0 || all[len(all)-1] != f.keyword) {
			all = append(all, f.keyword)
		}
	}
	return all
}

// windowsCondition is what a printer of Windows is doing and needs.
func windowsCondition(status, attributes uint32) (paper.PrinterState, []string) {
	if attributes&printerOfflineBit != 0 {
		status |= 0x80
	}
	reasons := keywordsOf(status, printerFlags[:])
	switch {
	case needsHelp(reasons) || status&0x4 != 0:
		return paper.Stopped, reasons
	case status&printerBusyBits != 0:
		return paper.Busy, reasons
	}
	return paper.Idle, reasons
}

// windowsProgress is how far a job in the spooler has come. The printer's own state counts while the job has none.
func windowsProgress(status uint32, printed int, printer []string) paper.Progress {
	reasons := keywordsOf(status, jobFlags[:])
	if len(reasons) == 0 || reasons[0] == "other-error" && len(printer) > 0 {
		reasons = printer
	}
	p := paper.Progress{Sides: printed, Reason: joined(reasons)}
	switch {
	case status&jobDeletingBits != 0:
		p.State = paper.Canceled
	case status&jobPrintedBits != 0:
		p.State, p.Reason = paper.Printed, ""
	case needsHelp(reasons):
		p.State = paper.Halted
	case status&jobPrintingBits != 0:
		p.State = paper.Printing
	default:
		p.State = paper.Waiting
	}
	return p
}

// windowsError is what an error number of Windows means to who prints. From winerror.h.
func windowsError(number uint32) error {
	switch number {
	case 1722, 1717, 1060, 1062: // RPC server or interface not there, no such service, service not started
		return paper.ErrNoPrintSystem
	case 1801, 2, 53, 67, 1905: // no such printer name, file, network path or name; printer deleted
		return paper.ErrNoPrinter
	}
	return paper.ErrRefused
}
