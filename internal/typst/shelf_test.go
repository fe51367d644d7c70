package typst_test

import (
	"bytes"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/passalong/passalong/internal/typst"
	"github.com/passalong/passalong/internal/typst/typsttest"
)

func TestShelfAnswersForWhatWasMadeBefore(t *testing.T) {
	doc := documentOf(`["seven"]`)
	doc.Query = "<seven>"
	made := fstest.MapFS{}
	missed := 0
	shelf := typst.NewShelf(typsttest.Engine(t), made, func(key string, out typst.Output) {
		missed++
		made[key+".pdf"] = &fstest.MapFile{Data: out.PDF}
		made[key+".json"] = &fstest.MapFile{Data: out.Answer}
	})
	first, err := shelf.PDF(t.Context(), doc)
	if err != nil || missed != 1 {
		t.Fatalf("%d documents were made, error %v", missed, err)
	}
	again, err := shelf.PDF(t.Context(), doc)
	if err != nil || missed != 1 || !bytes.Equal(again.PDF, first.PDF) || !bytes.Equal(again.Answer, first.Answer) {
		t.Errorf("the second time: %d documents made, error %v", missed, err)
	}
	for name, other := range map[string]func(*typst.Document){
		"another text": func(d *typst.Document) {
			d.Main = documentOf(`["eight"]`).Main
			d.Files = documentOf(`["eight"]`).Files
		},
		"another file":  func(d *typst.Document) { d.Files["/more"] = []byte("x") },
		"another query": func(d *typst.Document) { d.Query = "" },
		"more fonts":    func(d *typst.Document) { d.Fonts = slices.Concat(d.Fonts, d.Fonts) },
	} {
		before, changed := missed, documentOf(`["seven"]`)
		changed.Query = doc.Query
		other(&changed)
		if _, err := shelf.PDF(t.Context(), changed); err != nil || missed != before+1 {
			t.Errorf("%s: error %v, %d documents made", name, err, missed-before)
		}
	}
}

func TestShelfThatIsDamagedIsPassedBy(t *testing.T) {
	doc := documentOf(`["seven"]`)
	doc.Query = "<seven>"
	made := fstest.MapFS{}
	keep := func(key string, out typst.Output) {
		made[key+".pdf"] = &fstest.MapFile{Data: out.PDF}
		made[key+".json"] = &fstest.MapFile{Data: out.Answer[:len(out.Answer)/2]}
	}
	if _, err := typst.NewShelf(typsttest.Engine(t), nil, keep).PDF(t.Context(), doc); err != nil {
		t.Fatal(err)
	}
	missed := false
	out, err := typst.NewShelf(typsttest.Engine(t), made, func(string, typst.Output) { missed = true }).PDF(t.Context(), doc)
	if err != nil || !missed || len(out.Answer) == 0 {
		t.Errorf("error %v, made again: %v", err, missed)
	}
}

func TestNoPDFWhereNoneIsWanted(t *testing.T) {
	doc := documentOf(`["eleven"]`)
	doc.Query = "<seven>"
	wanted := false
	var asked []byte
	doc.Wanted = func(answer []byte) bool { asked = answer; return wanted }
	made := fstest.MapFS{}
	missed := 0
	shelf := typst.NewShelf(typsttest.Engine(t), made, func(key string, out typst.Output) {
		missed++
		made[key+".pdf"] = &fstest.MapFile{Data: out.PDF}
		made[key+".json"] = &fstest.MapFile{Data: out.Answer}
	})
	for _, from := range []string{"the engine", "the shelf"} {
		asked = nil
		out, err := shelf.PDF(t.Context(), doc)
		if err != nil || missed != 1 || out.PDF != nil || len(out.Answer) == 0 || !bytes.Equal(asked, out.Answer) {
			t.Errorf("from %s: %d documents made, PDF of %d bytes, answer %s, asked about %s, error %v", from, missed, len(out.PDF), out.Answer, asked, err)
		}
	}
	wanted = true
	out, err := shelf.PDF(t.Context(), doc)
	if err != nil || missed != 2 || !bytes.HasPrefix(out.PDF, []byte("%PDF-")) {
		t.Errorf("when one is wanted after all: %d documents made, %d bytes, error %v", missed, len(out.PDF), err)
	}
}
