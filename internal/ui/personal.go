package ui

import (
	"context"

	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/settingsview"
)

// settings makes the screen of settings with a section open.
func (w *Window) settings(ctx context.Context, section string) Screen {
	return settingsview.New(ctx, settingsview.Deps{
		Catalog: w.catalog, Nav: w, Run: w.run, Now: w.s.Now, Profile: w.learner.Profile(),
		Settings: w.s.Settings, Network: w.s.Network, PrintLog: w.s.PrintLog, Packs: w.s.Packs,
		Events: settingsview.Events{
			OnLook: w.applyLook, OnRegion: w.LoadLibrary, OnSwitchProfile: w.switchProfile, OnMakeProfile: w.switchProfile,
			OnRename: w.renameProfile, OnDeleteProfile: w.deleteProfile,
			OpenFolder: w.opener().openPath, Copy: w.app.Clipboard().SetContent,
		},
		About: settingsview.About{Version: w.s.Version, Notices: w.s.Notices, DataDir: w.s.DataDir},
	}, section)
}

func (w *Window) renameProfile(nickname string, done func(error)) {
	id := w.learner.Profile().ID
	w.change(func(ctx context.Context) error { return w.s.Profiles.Rename(ctx, id, nickname) }, func(err error) {
		done(err)
		w.renderFrame()
	})
}

// deleteProfile closes the open profile, deletes it and goes to the choice of another. When it cannot be
// deleted, that is said there.
func (w *Window) deleteProfile(done func(error)) {
	id := w.learner.Profile().ID
	remove := func(ctx context.Context) error { return w.s.Profiles.Delete(ctx, id) }
	w.learner.Close(func(err error) {
		if err != nil {
			w.afterDelete(done, err)
			return
		}
		w.change(remove, func(err error) { w.afterDelete(done, err) })
	})
}

func (w *Window) afterDelete(done func(error), err error) {
	done(err)
	w.switchProfile()
	if err != nil {
		w.complain(err)
	}
}

// change does something to the profiles that leaving the screen does not stop.
func (w *Window) change(work func(context.Context) error, done func(error)) {
	bg.Start(w.ctx, w.run, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, work(context.WithoutCancel(ctx))
	}, func(_ struct{}, err error) { done(err) })
}

// keepTextSize saves the text size that was chosen from the menu; when it changes meanwhile, once more.
func (w *Window) keepTextSize() {
	if w.saving {
		return
	}
	w.saving = true
	s := w.s.Settings.Current()
	s.TextSize = w.textSize
	w.change(func(ctx context.Context) error { return w.s.Settings.Save(ctx, s) }, func(err error) {
		w.saving = false
		if w.textSize != s.TextSize {
			w.keepTextSize()
			return
		}
		if err != nil {
			w.complain(err)
		}
		w.refresh()
	})
}
