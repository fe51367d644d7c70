package docview_test

import (
	"testing"
	"testing/fstest"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
)

// longestLesson has 400 words, a table and three pictures.
func longestLesson() []catalog.Block {
	cell := span("Slow, shallow, or stopped breathing; count for ten seconds")
	blocks := []catalog.Block{catalog.Table{Head: [][]catalog.Span{span("Sign"), span("What you see")}, Rows: [][][]catalog.Span{{span("Breathing"), cell}, {span("Lips"), cell}, {span("Sound"), cell}}}}
	for range 8 {
		blocks = append(blocks, words(45))
	}
	for range 3 {
		blocks = append(blocks, catalog.Picture{Path: "a.svg", Alt: "x", Width: 40, Height: 20})
	}
	return blocks
}

func BenchmarkOpenLongestLesson(b *testing.B) {
	files := fstest.MapFS{"a.svg": {Data: []byte(drawing)}}
	p := open(b, files, 100, 1100, 720)
	for b.Loop() {
		p.show(longestLesson()...)
	}
	p.work.Drain()
}

func BenchmarkOpen10000Words(b *testing.B) {
	p := open(b, nil, 100, 1100, 720)
	blocks := paragraphs(200)
	for b.Loop() {
		p.show(blocks...)
	}
}

func BenchmarkPageDownIn10000Words(b *testing.B) {
	p := open(b, nil, 100, 1100, 720)
	p.show(paragraphs(200)...)
	for b.Loop() {
		p.view.HandleKey(&fyne.KeyEvent{Name: fyne.KeyPageDown})
		if _, end := p.view.At(); end {
			p.view.HandleKey(&fyne.KeyEvent{Name: fyne.KeyHome})
		}
	}
}

func BenchmarkResize10000Words(b *testing.B) {
	p := open(b, nil, 100, 1100, 720)
	p.show(paragraphs(200)...)
	p.view.ScrollTo(100)
	width := float32(500)
	for b.Loop() {
		width = 1001 - width
		p.window.Resize(fyne.NewSize(width, 720))
	}
}
