package filebox

import (
	"context"
	"io/fs"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// Folders is what there is to open.
type Folders interface {
	// SuggestPath is a whole path for a file of a name, in the folder where files arrive. The name "" gives the
	// folder.
	SuggestPath(name string) string
	// ReadDir lists what is in a folder, in any order. It is called in the background.
	ReadDir(ctx context.Context, dir string) ([]fs.DirEntry, error)
}

// Sticks is what Folders may be besides: it knows where sticks and other drives are. It is called in the background.
type Sticks interface {
	Sticks(ctx context.Context) []string
}

// OpenDeps is what opening needs.
type OpenDeps struct {
	Run     bg.Runner
	Folders Folders
}

// A Request says which file is asked for.
type Request struct {
	Title   string                      // of the dialog, as in "Open a file of questions"
	Note    string                      // what can be opened; may be empty
	Endings []string                    // of the files that are listed, in lower case and with the dot; nil lists all. Any path can be written.
	Explain func(error) explain.Trouble // says why read failed; nil is explain.Error
}

// Open asks for a file and reads it in the background. What goes wrong shows in the dialog, where another file can be
// chosen; what was read closes it and goes to done, on the UI goroutine. Closing the dialog ends the reading, and done
// is not called then.
func Open[T any](ctx context.Context, c fyne.Canvas, d OpenDeps, r Request, read func(ctx context.Context, path string) (T, error), done func(path string, v T)) {
	if r.Explain == nil {
		r.Explain = explain.Error
	}
	ctx, end := context.WithCancel(ctx)
	b := &openBox{ctx: ctx, canvas: c, d: d, model: newOpenModel(d.Folders.SuggestPath(""), r.Endings)}
	b.read = func(path string) {
		work := func(ctx context.Context) (T, error) { return read(ctx, path) }
		bg.Start(ctx, d.Run, work, func(v T, err error) {
			if err != nil {
				b.model.failed(r.Explain(err))
				b.render()
				return
			}
			b.box.Close()
			done(path, v)
		})
	}
	b.build(r, end)
}

// Folder asks for a folder, and hands it to done with what is in it, on the UI goroutine. Endings and Explain of the
// request do not count. Closing the dialog, or the end of ctx, calls nothing.
func Folder(ctx context.Context, c fyne.Canvas, d OpenDeps, r Request, done func(dir string, entries []fs.DirEntry)) {
	ctx, end := context.WithCancel(ctx)
	b := &openBox{ctx: ctx, canvas: c, d: d, model: newOpenModel(d.Folders.SuggestPath(""), nil)}
	b.model.dirs = true
	b.read = func(dir string) {
		b.box.Close()
		done(dir, b.model.entries)
	}
	b.build(r, end)
}

// An openBox is the dialog that opens a file.
type openBox struct {
	ctx    context.Context // ends with the dialog
	canvas fyne.Canvas
	d      OpenDeps
	read   func(path string)
	model  openModel
	box    *widgets.Dialog
	stop   context.CancelFunc // ends looking into a folder

	body    *fyne.Container
	path    *widgets.Entry
	rows    *entryList
	note    *widgets.Text
	trouble *widgets.ErrorPanel
	open    *widgets.Button
}

func (b *openBox) build(r Request, end context.CancelFunc) {
	b.stop = func() {}
	if s, ok := b.d.Folders.(Sticks); ok {
		work := func(ctx context.Context) ([]string, error) { return s.Sticks(ctx), nil }
		bg.Start(b.ctx, b.d.Run, work, func(sticks []string, _ error) {
			b.model.sticks = sticks
			b.render()
		})
	}
	label := "Folder and name of the file"
	if b.model.dirs {
		label = "Folder"
	}
	b.path = widgets.NewEntry(label, "", func(text string) {
		b.model.setPath(text)
		b.refresh()
	})
	b.path.OnSubmit(func(string) { b.onOpen() })
	b.rows = newEntryList(b.canvas, b.onRow)
	b.note = widgets.Muted("")
	b.trouble = widgets.NewErrorPanel(nil)
	folder := container.NewVScroll(widgets.Inset(look.Gap8, look.Gap8, widgets.VStack(look.Gap8, b.rows.box, b.note)))
	folder.SetMinSize(fyne.NewSize(0, min(mostHeight, b.canvas.Size().Height/3)))
	b.body = widgets.VStack(look.Gap16)
	if r.Note != "" {
		b.body.Add(widgets.Body(r.Note))
	}
	for _, o := range []fyne.CanvasObject{b.path, b.trouble, widgets.NewPlate(look.ColorRail, folder)} {
		b.body.Add(o)
	}
	b.open = widgets.NewButton(widgets.Primary, "", look.IconFolder, b.onOpen)
	cancel := widgets.NewButton(widgets.Secondary, "Cancel", look.NoIcon, func() { b.box.Close() })
	b.refresh()
	b.box = widgets.ShowDialog(b.canvas, widgets.DialogState{
		Title: r.Title, Content: b.body, Buttons: []*widgets.Button{b.open, cancel},
		Focus: b.path.Field(), OnClose: end,
	})
	b.path.Field().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd}) // names follow the folder
}

const mostHeight = 260 // of the list

func (b *openBox) onOpen() { b.start(b.model.begin()) }

func (b *openBox) onRow(row entryRow) {
	file, ok := b.model.press(row)
	b.start(file, ok)
	if !ok {
		b.rows.focus(0)
	}
}

// start reads a file, or else shows what is there instead.
func (b *openBox) start(file string, ok bool) {
	b.refresh()
	if ok {
		b.read(file)
	}
}

// refresh shows the model, and looks into the folder that is written. Only the last look counts.
func (b *openBox) refresh() {
	if folder, ok := b.model.unknown(); ok {
		b.model.look(folder)
		b.stop()
		ctx, stop := context.WithCancel(b.ctx)
		b.stop = stop
		folders := b.d.Folders
		work := func(ctx context.Context) ([]fs.DirEntry, error) { return folders.ReadDir(ctx, folder) }
		bg.Start(ctx, b.d.Run, work, func(entries []fs.DirEntry, err error) {
			b.model.found(entries, err)
			b.render()
		})
	}
	b.render()
}

func (b *openBox) render() {
	st := b.model.state()
	if b.path.Text() != st.Path {
		b.path.SetText(st.Path)
		b.path.Field().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	}
	b.rows.set(st.Rows)
	b.note.SetText(st.Note)
	widgets.SetVisible(b.note, st.Note != "")
	b.trouble.Tell(st.Trouble)
	b.open.SetLabel(st.Action)
	b.open.SetBusy(st.Reading)
	widgets.SetEnabled(b.open, st.CanOpen)
	relayout(b.canvas, b.body)
}
