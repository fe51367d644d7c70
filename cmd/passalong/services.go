package main

import (
	crand "crypto/rand"
	"math/rand/v2"
	"time"

	"github.com/google/uuid"

	"github.com/passalong/passalong"
	"github.com/passalong/passalong/internal/app"
	"github.com/passalong/passalong/internal/ui"
)

// services hands the open services to the window.
func services(a *app.App, o app.Options) ui.Services {
	s := ui.Services{
		Library: a.Content, Profiles: a.Profiles, Handouts: a.Handouts, Sheets: a.Sheets, Sessions: sessions{a.Sessions}, Exchange: app.Exchange{}, Settings: a.Settings, Network: a.Network,
		Directory: a.Services, Logos: a.Services, Cart: a.Cart, PrintLog: a.PrintLog, Packs: a.Packs,
		Notice: a.Notice(), Asked: o.Open, Listen: a.Listen,
		Now: time.Now, NewID: uuid.NewString, Seed: rand.Uint64, Random: crand.Reader, Secret: secret, Version: app.Version(), Notices: passalong.Notices, DataDir: a.DataDir,
	}
	if a.Preview != nil {
		s.Preview = a.Preview
	}
	return s
}

// secret is random; nobody can guess it.
func secret() (s [32]byte) {
	crand.Read(s[:]) // never fails
	return s
}
