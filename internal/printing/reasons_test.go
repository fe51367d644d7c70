package printing

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/paper"
)

func TestReasonsOf(t *testing.T) {
	for name, c := range map[string]struct {
		keywords []string
		message  string
		refuses  bool
		want     []string
		help     bool
	}{
		"nothing":                              {keywords: []string{"none"}},
		"notes of CUPS are not for people":     {keywords: []string{"cups-waiting-for-job-completed", "media-low-report"}, want: []string{"media-low-report"}},
		"an error":                             {keywords: []string{"media-empty-error"}, want: []string{"media-empty-error"}, help: true},
		"a warning of what stops any printer":  {keywords: []string{"media-jam-warning"}, want: []string{"media-jam-warning"}, help: true},
		"an error that has no name here":       {keywords: []string{"fuser-over-temp-error"}, want: []string{"fuser-over-temp-error"}, help: true},
		"one of several trays, as a report":    {keywords: []string{"media-empty-report"}, want: []string{"media-empty-report"}},
		"a connection is made":                 {keywords: []string{"connecting-to-device"}, want: []string{"connecting-to-device"}},
		"it is off, and CUPS has only words":   {keywords: []string{"none"}, message: "The printer is not responding.", want: []string{"offline-report"}, help: true},
		"being off comes before being stopped": {keywords: []string{"paused"}, message: "The printer is not connected.", want: []string{"offline-report", "paused"}, help: true},
		"what somebody wrote is not read":      {keywords: []string{"paused"}, message: "Back on Monday", want: []string{"paused"}, help: true},
		"said twice":                           {keywords: []string{"offline-report"}, message: "The printer is not connected.", want: []string{"offline-report"}, help: true},
		"it takes no jobs":                     {refuses: true, want: []string{"not-accepting-jobs"}},
	} {
		t.Run(name, func(t *testing.T) {
			got := reasonsOf(c.keywords, c.message, !c.refuses)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
			if needsHelp(got) != c.help {
				t.Errorf("%v needs help: %t", got, !c.help)
			}
		})
	}
}

func TestJobStateOf(t *testing.T) {
	for name, c := range map[string]struct {
		state   int
		stopped bool
		reasons []string
		want    paper.JobState
	}{
		"its turn has not come":            {jobPending, false, nil, paper.Waiting},
		"the printer is stopped":           {jobPending, true, []string{"paused"}, paper.Halted},
		"somebody holds it":                {jobHeld, false, nil, paper.Halted},
		"it prints":                        {jobProcessing, false, []string{"media-low-report"}, paper.Printing},
		"it prints until the paper is out": {jobProcessing, false, []string{"media-empty-error"}, paper.Halted},
		"the print system stopped it":      {jobStopped, false, nil, paper.Halted},
		"cancelled":                        {jobCanceled, true, []string{"paused"}, paper.Canceled},
		"given up":                         {jobAborted, false, nil, paper.Aborted},
		"printed, and the paper is out":    {jobCompleted, false, []string{"media-empty-error"}, paper.Printed},
	} {
		t.Run(name, func(t *testing.T) {
			if got := jobStateOf(c.state, c.stopped, c.reasons); got != c.want {
				t.Errorf("the job is %s, want %s", got, c.want)
			}
		})
	}
}
