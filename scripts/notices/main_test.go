package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestNoticeSaysWhatIsLinked(t *testing.T) {
	var want bytes.Buffer
	root := filepath.Join("..", "..")
	if err := write(&want, root); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join(root, "NOTICE.md"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want.String(), string(got)); diff != "" {
		t.Errorf("NOTICE.md is out of date, run make notices (-want +got):\n%s", diff)
	}
}

func TestLicencesAreKnownByTheirWords(t *testing.T) {
	for name, c := range map[string]struct {
		files    map[string]string
		licences []string
		owners   []string
		text     string
	}{
		"MIT": {
			map[string]string{"LICENSE": "MIT License\r\n\r\nCopyright (c) 2020 Sam Lee\r\n\r\nPermission is hereby granted, free\r\nof charge, to anyone.\r\n"},
			[]string{"MIT"}, []string{"© 2020 Sam Lee"}, "Permission is hereby granted, free\nof charge, to anyone.",
		},
		"three clauses of BSD, with a name in the third": {
			map[string]string{"License": "Copyright © fox Authors. All rights reserved.\nRedistributions in binary form too.\nRedistribution and use: Neither the name of Fox Inc.\nnor of Owl may endorse or promote products."},
			[]string{"BSD-3-Clause"}, []string{"© fox Authors"}, "Redistribution and use: Neither the name of the owner nor of Owl may endorse or promote products.",
		},
		"two clauses of BSD": {
			map[string]string{"COPYING.txt": "Copyright (c) 2013, Fox <fox@example.com>\nRedistribution and use.\nRedistributions in binary form too."},
			[]string{"BSD-2-Clause"}, []string{"© 2013, Fox <fox@example.com>"}, "Redistribution and use.\nRedistributions in binary form too.",
		},
		"the owner in a file of its own": {
			map[string]string{"LICENSE": "Apache License\nVersion 2.0\nCopyright [yyyy] [name]", "NOTICE": "fox\nCopyright 2016 Fox Inc.", "README.md": "Copyright 2011 nobody"},
			[]string{"Apache-2.0"}, []string{"© 2016 Fox Inc"}, "",
		},
		"two licences": {
			map[string]string{"LICENSE": "Permission is hereby granted, free of charge\nApache License, Version 2.0"},
			[]string{"Apache-2.0", "MIT"}, nil, "Permission is hereby granted, free of charge\nApache License, Version 2.0",
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			for file, text := range c.files {
				if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			got, err := read(dir)
			if err != nil {
				t.Fatal(err)
			}
			want := notice{c.licences, c.owners, c.text}
			if diff := cmp.Diff(want, got, cmp.AllowUnexported(notice{})); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestAModuleWithoutAKnownLicenceStopsTheWork(t *testing.T) {
	dir := t.TempDir()
	if _, err := read(dir); err == nil {
		t.Error("a module without a licence was let through")
	}
	if err := os.WriteFile(filepath.Join(dir, "LICENSE"), []byte("All rights reserved."), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := read(dir); err == nil {
		t.Error("an unknown licence was let through")
	}
}
