package progress_test

import (
	"testing"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
)

func TestALearnerStaysOnTheirTrack(t *testing.T) {
	c := &catalog.Catalog{}
	for _, id := range []catalog.ModuleID{"basics", "words", "chat", "viruses", "needles", "veins", "bins", "group"} {
		c.Modules = append(c.Modules, module(id, 1))
	}
	c.Library.Tracks = []catalog.Track{
		{ID: "start", Modules: []catalog.ModuleID{"basics", "words"}},
		{ID: "peer", Modules: []catalog.ModuleID{"basics", "gone", "chat", "viruses"}},
		{ID: "outreach", Modules: []catalog.ModuleID{"needles", "viruses", "veins", "bins"}},
		{ID: "facilitator", Modules: []catalog.ModuleID{"basics", "group"}},
	}
	passed := func(ids ...catalog.ModuleID) progress.Record {
		var parts []any
		for i, id := range ids {
			m, _ := c.Module(id)
			parts = append(parts, attempt(*m, "p"+string(id), 10*i, "xx"))
		}
		return record(parts...)
	}
	m, _ := c.Module("needles")
	practised := attempt(*m, "a", 1, "xx")
	practised.Purpose = quiz.Practice
	cases := []struct {
		name   string
		record progress.Record
		track  catalog.TrackID
		next   catalog.ModuleID
	}{
		{"nothing is done", record(), "", "basics"},
		{"practice is no beginning", record(practised), "", "basics"},
		{"the first module leads on in the track that it belongs to", passed("basics"), "start", "words"},
		{"what everybody begins with puts nobody on a track", passed("basics", "words"), "", "chat"},
		{"half a track goes on", passed("needles", "veins"), "outreach", "viruses"},
		{"a shared module stays with the track that is begun", passed("needles", "veins", "viruses"), "outreach", "bins"},
		{"the track of the last module counts", passed("needles", "basics", "chat"), "peer", "viruses"},
		{"a finished track leads nowhere", passed("needles", "veins", "viruses", "bins"), "", "basics"},
		{"one module alone begins its track", passed("group"), "facilitator", "basics"},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			track, ok := progress.Following(c, tc.record)
			if track.ID != tc.track || ok != (tc.track != "") {
				t.Errorf("the track is %q, %v", track.ID, ok)
			}
			if step := progress.NextStep(c, tc.record); step.Module != tc.next || step.Track != tc.track {
				t.Errorf("the next step is %+v", step)
			}
		})
	}
}
