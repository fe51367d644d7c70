package directory_test

import (
	"bytes"
	"errors"
	"image"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/directory"
)

func TestLogosAreReadFromFiles(t *testing.T) {
	dir := t.TempDir()
	var small bytes.Buffer
	if err := png.Encode(&small, image.NewGray(image.Rect(0, 0, 8, 8))); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		content []byte
		good    bool
	}{
		"logo.png":      {small.Bytes(), true},
		"empty.png":     {nil, false},
		"cut-off.png":   {small.Bytes()[:small.Len()/2], false},
		"script.svg":    {[]byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><script>1</script></svg>`), false},
		"endless.png":   {append(small.Bytes(), make([]byte, 3<<20)...), false},
		"letter.docx":   {[]byte("PK"), false},
		"200-megapixel": {hugePNG(), false},
	} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, c.content, 0o600); err != nil {
			t.Fatal(err)
		}
		logo, err := directory.Open(dir).ReadLogo(t.Context(), path)
		if c.good {
			if err != nil || !bytes.Equal(logo, c.content) {
				t.Errorf("%s: %d bytes, %v", name, len(logo), err)
			}
			continue
		}
		var wrong *catalog.ServiceError
		if !errors.As(err, &wrong) || wrong.Field != catalog.ServiceLogo {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := directory.Open(dir).ReadLogo(t.Context(), filepath.Join(dir, "none.png")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file that is not there: %v", err)
	}
}

// hugePNG is the head of a picture of 20,000 by 10,000 pixels.
func hugePNG() []byte {
	return []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x4e\x20\x00\x00\x27\x10\x08\x06\x00\x00\x00\xf1\x0b\x5e\x16")
}
