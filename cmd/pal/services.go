package main

import (
	"context"
	"os"
	"time"

	"github.com/passalong/passalong/internal/app"
	"github.com/passalong/passalong/internal/cli"
)

func services() cli.Services {
	terminal := app.Terminal{In: os.Stdin, Out: os.Stderr}
	return cli.Services{
		Check: app.CheckFolder, New: app.New, Earlier: app.Earlier, Preview: terminal.Preview, Publisher: app.Publisher{}, Password: terminal.Password, Open: open,
		Read: app.ReadFile, Save: app.SaveFile, Quizzes: app.FolderQuizzes, QuizYAML: app.QuizYAML, Now: time.Now,
	}
}

// open opens the data folder that the app uses.
func open(ctx context.Context, p cli.Place) (cli.Data, error) {
	a, err := app.Start(ctx, app.Options{Data: p.Dir, GitHub: p.GitHub, Library: p.Library})
	if err != nil {
		return cli.Data{}, err
	}
	return cli.Data{
		Library: a.Content, Updates: a.Content, Libraries: a.Content, Handouts: a.Handouts, Files: files{a.Handouts}, Services: a.Services, Engine: a.Handouts,
		Profiles: a.Profiles, Sessions: a.Sessions, Sheets: a.Sheets, Notice: a.Notice(), Close: a.Close,
	}, nil
}

// files are those of this machine: the app knows how to save them.
type files struct{ *app.Handouts }

func (files) IsFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

func (files) MakeFolder(path string) error { return os.MkdirAll(path, 0o755) }
