package printing

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/paper"
)

func TestWindowsCondition(t *testing.T) {
	for name, c := range map[string]struct {
		status, attributes uint32
		state              paper.PrinterState
		reasons            []string
	}{
		"ready":                        {0, 0, paper.Idle, nil},
		"printing":                     {0x400, 0, paper.Busy, nil},
		"low on toner":                 {0x20000, 0, paper.Idle, []string{"toner-low-warning"}},
		"out of paper while printing":  {0x400 | 0x10, 0, paper.Stopped, []string{"media-empty-error"}},
		"out of paper, and in trouble": {0x10 | 0x2, 0, paper.Stopped, []string{"media-empty-error", "other-error"}},
		"off":                          {0x80, 0, paper.Stopped, []string{"offline-report"}},
		"its user works offline":       {0, 0x400, paper.Stopped, []string{"offline-report"}},
		"off in two ways":              {0x80 | 0x1000, 0x400, paper.Stopped, []string{"offline-report"}},
		"paused":                       {0x1, 0, paper.Stopped, []string{"paused"}},
		"to be deleted":                {0x4, 0, paper.Stopped, []string{"not-accepting-jobs"}},
		"a door is open":               {0x400000, 0, paper.Stopped, []string{"door-open-error"}},
	} {
		t.Run(name, func(t *testing.T) {
			state, reasons := windowsCondition(c.status, c.attributes)
			if state != c.state {
				t.Errorf("the printer is %s, want %s", state, c.state)
			}
			if diff := cmp.Diff(c.reasons, reasons); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWindowsProgress(t *testing.T) {
	for name, c := range map[string]struct {
		status  uint32
		printed int
		printer []string
		want    paper.Progress
	}{
		"it waits":                         {0, 0, nil, paper.Progress{State: paper.Waiting}},
		"it prints":                        {0x10, 3, nil, paper.Progress{State: paper.Printing, Sides: 3}},
		"it is out of paper":               {0x10 | 0x40, 3, nil, paper.Progress{State: paper.Halted, Sides: 3, Reason: "media-empty-error"}},
		"only the printer says why":        {0x10 | 0x2, 3, []string{"media-jam-error"}, paper.Progress{State: paper.Halted, Sides: 3, Reason: "media-jam-error"}},
		"the printer is off":               {0, 0, []string{"offline-report"}, paper.Progress{State: paper.Halted, Reason: "offline-report"}},
		"the printer is low on toner":      {0x10, 1, []string{"toner-low-warning"}, paper.Progress{State: paper.Printing, Sides: 1, Reason: "toner-low-warning"}},
		"it is done, and the paper is out": {0x80, 4, []string{"media-empty-error"}, paper.Progress{State: paper.Printed, Sides: 4}},
		"it is being deleted":              {0x4 | 0x10, 1, nil, paper.Progress{State: paper.Canceled, Sides: 1}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, windowsProgress(c.status, c.printed, c.printer)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWindowsErrors(t *testing.T) {
	for number, want := range map[uint32]error{1722: paper.ErrNoPrintSystem, 1801: paper.ErrNoPrinter, 5: paper.ErrRefused, 0: paper.ErrRefused} {
		if got := windowsError(number); !errors.Is(got, want) {
			t.Errorf("error %d means %v, want %v", number, got, want)
		}
	}
}
