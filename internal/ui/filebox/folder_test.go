package filebox_test

import (
	"io/fs"
	"testing"
	"testing/fstest"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/passalong/passalong/internal/ui/bg/bgtest"
	"github.com/passalong/passalong/internal/ui/filebox"
	"github.com/passalong/passalong/internal/ui/uitest"
	"github.com/passalong/passalong/internal/ui/widgets"
)

func TestFolderIsChosen(t *testing.T) {
	st := &stage{Shown: uitest.Window(t), t: t, queue: new(bgtest.Queue)}
	files := tree{fstest.MapFS{
		"home/sam/Downloads/old.pdf":          {},
		"home/sam/Downloads/season/spring.md": {},
	}}
	st.Show(widgets.NewPageColumn(widgets.Reading))
	var chosen []string
	var found []fs.DirEntry
	filebox.Folder(t.Context(), st.Canvas, filebox.OpenDeps{Run: st.queue, Folders: files}, filebox.Request{Title: "Save all as PDFs"},
		func(dir string, entries []fs.DirEntry) { chosen, found = append(chosen, dir), entries })
	st.queue.Drain()
	st.Reads("Save all as PDFs", "Folder", "season", "Use this folder")
	st.Hides("old.pdf")
	test.Type(st.Canvas.Focused(), "nowhere")
	st.key(fyne.KeyReturn)
	if chosen != nil {
		t.Fatalf("chose %q, which is not there", chosen)
	}
	test.Type(st.Canvas.Focused(), "/")
	st.queue.Drain()
	st.Reads("There is no such folder.")
	if b, ok := st.Find("Use this folder").(*widgets.Button); !ok || !b.Disabled() {
		t.Error("a folder that is not there can be used")
	}
	st.Press("Up to /home/sam/Downloads")
	st.queue.Drain()
	st.Press("season")
	st.queue.Drain()
	st.Reads("There is no folder in this one.")
	st.Press("Use this folder")
	if len(chosen) != 1 || chosen[0] != "/home/sam/Downloads/season" || len(found) != 1 || found[0].Name() != "spring.md" {
		t.Errorf("chose %q with %v", chosen, found)
	}
	if st.Canvas.Overlays().Top() != nil {
		t.Error("the dialog stays")
	}
}
