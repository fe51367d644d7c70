package journey

import (
	"os"
	"path/filepath"
	"testing"
)

func TestSearchFindsWhatWasLeft(t *testing.T) {
	data, cache := t.TempDir(), filepath.Join(t.TempDir(), "not-there")
	for name, text := range map[string]string{
		"sessions.db": "SQLite\x00phone 127.1.0.4\x00", "logs/127.1.0.9.txt": "nothing", "deep/er/x": "TICKET k7m-3qx", "y": "\xab\xcd\xef\x01",
	} {
		path := filepath.Join(data, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		secret Secret
		want   int
	}{
		{Secret{"address", "127.1.0.4"}, 1}, {Secret{"address in a name", "127.1.0.9"}, 1}, {Secret{"ticket", "K7M-3QX"}, 1},
		{Secret{"token as bytes", "\xab\xcd\xef\x01"}, 1}, {Secret{"other bytes", "\xac\xcd\xef\x01"}, 0}, {Secret{"address", "127.1.0.5"}, 0}, {Secret{"word", "robin"}, 0},
	} {
		found, err := Search([]string{data, cache}, []Secret{c.secret})
		if err != nil || len(found) != c.want {
			t.Errorf("%v: %q, %v", c.secret, found, err)
		}
	}
	if _, err := Search([]string{cache}, nil); err == nil {
		t.Error("nothing was looked into, and that is no error")
	}
}
