package handout_test

import (
	"context"
	"image"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/passalong/passalong/assets"
	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/handout"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/typst"
	"github.com/passalong/passalong/internal/typst/typsttest"
)

// allFonts has the scripts that the interface font lacks, too.
func allFonts() handout.Fonts {
	all := fonts()
	all.Scripts = []handout.ScriptFonts{
		{Script: handout.Arabic, Families: []string{assets.Naskh}, Files: [][]byte{assets.NaskhRegular, assets.NaskhBold}},
		{Script: handout.Chinese, Families: []string{assets.Chinese}, Files: [][]byte{assets.ChineseRegular, assets.ChineseBold}},
		{Script: handout.Thai, Families: []string{assets.Thai}, Files: [][]byte{assets.ThaiRegular, assets.ThaiBold}},
		{Script: handout.Burmese, Families: []string{assets.Myanmar}, Files: [][]byte{assets.MyanmarRegular, assets.MyanmarBold}},
	}
	return all
}

func scriptPress(tb testing.TB) *handout.Press {
	tb.Helper()
	press, err := handout.New(typsttest.Engine(tb), allFonts())
	if err != nil {
		tb.Fatal(err)
	}
	return press
}

// A writing is a language with what a test page says in it.
type writing struct {
	language    catalog.Language
	font        string // that its letters are set in, as PDF calls it
	title, text string
	head, cell  string
	address     string
}

// writings are drafts for these tests: nobody who reads the languages has checked them.
func writings() []writing {
	return []writing{
		{
			"vi", "SourceSans3", "Ễ Ổ Ẵ Ữ: Quá liều, phải làm gì", "Đừng dùng một mình. Hãy gọi 000 ngay và xịt naloxone vào mũi. Ở lại với họ, đặt họ nằm nghiêng.",
			"1. Kiểm tra", "Thở chậm, ngáy to", "Harbour Street 12",
		},
		{
			"ar", "NotoNaskhArabic", "جرعة زائدة: ماذا تفعل", "لا تتعاطَ وحدك. اتصل بالرقم 000 فورًا، ثم رشّ النالوكسون في فتحة الأنف. اسم الشارع Harbour Street 12 والهاتف 1800 888 236 مجانًا.",
			"1. تحقّق", "تنفّس بطيء أو شخير", "12 شارع Harbour Street",
		},
		{
			"fa", "NotoNaskhArabic", "مصرف بیش از حد: چه باید کرد", "تنها مصرف نکنید. با 000 تماس بگیرید و نالوکسان را در بینی بپاشید. می\u200cخواهم کنارش بمانم، گرچه پ چ ژ گ دشوارند. تلفن: 1800 888 236.",
			"1. بررسی", "تنفس کند یا خُرخُر", "Harbour Street 12",
		},
		{
			"zh", "NotoSansCJKsc", "用药过量：该怎么做", "不要独自使用。请立即拨打000，并将纳洛酮喷入鼻孔。陪在他们身边，让他们侧卧；“别让他们睡过去”。电话：1800 888 236。",
			"1. 检查", "呼吸缓慢、打鼾", "Harbour Street 12",
		},
		{
			"th", "NotoSansThai", "ใช้ยาเกินขนาด ต้องทำอย่างไร", "อย่าใช้ยาคนเดียว โทร 000 ทันที แล้วพ่นยานาล็อกโซนเข้าจมูก อยู่กับเขา จับเขานอนตะแคง ที่นี่ น้ำ ปู่ ผู้ใหญ่ ญาติ ฐาน",
			"1. ตรวจดู", "หายใจช้า กรน", "Harbour Street 12",
		},
		{
			"my", "NotoSansMyanmar", "ဆေးလွန်ခြင်း ဘာလုပ်ရမလဲ", "တစ်ယောက်တည်း မသုံးပါနှင့်။ 000 ကို ချက်ချင်းဖုန်းခေါ်ပါ၊ နှာခေါင်းထဲသို့ နာလိုဇုန်း ဖြန်းပါ။ သူတို့နှင့်အတူ နေပါ။ က္ကြွ မြန်မာ ပြည်သူ့ကျန်းမာရေး",
			"1. စစ်ဆေးပါ", "အသက်ရှူ နှေးခြင်း", "Harbour Street 12",
		},
	}
}

// page is a handout in the language.
func (w writing) page() handout.Input {
	in := sample()
	in.Handout.Title, in.Handout.Audience, in.Handout.Language = w.title, w.text, w.language
	in.Handout.Body = catalog.Document{Blocks: []catalog.Block{
		say(w.text + " " + w.text),
		head(2, w.head),
		catalog.List{Items: items(w.text, w.cell)},
		catalog.Table{
			Head: [][]catalog.Span{words(w.cell), words(w.cell)}, Align: []catalog.Align{catalog.AlignStart, catalog.AlignStart},
			Rows: [][][]catalog.Span{{words(w.cell), words(w.text)}},
		},
		catalog.Callout{Kind: catalog.Warning, Blocks: []catalog.Block{catalog.Paragraph{Text: []catalog.Span{{Text: w.text, Bold: true}, {Text: "1", Source: "who-od"}}}}},
		catalog.List{Ordered: true, Start: 1, Items: items(w.cell, w.text)},
		say(w.text + " " + w.text),
		say(w.text + " " + w.text),
	}}
	in.Local.Name, in.Local.Address = w.cell, w.address
	return in
}

func pdfOf(t *testing.T, in handout.Input) []byte {
	t.Helper()
	sheet, err := scriptPress(t).PDF(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	return sheet.PDF
}

var fontLine = regexp.MustCompile(`(?m)^[A-Z]{6}\+(\w+)-(\w+?)(?:-Identity-H)? .* (yes|no) +(yes|no) +(yes|no) .*$`)

// families are the families of the fonts in a PDF, which must all be embedded subsets.
func families(t *testing.T, pdf []byte) []string {
	t.Helper()
	table := strings.TrimSpace(tool(t, pdf, "pdffonts", "PDF"))
	lines := fontLine.FindAllStringSubmatch(table, -1)
	if rows := strings.Count(table, "\n") - 1; len(lines) != rows || rows == 0 {
		t.Fatalf("%d of %d fonts are subsets:\n%s", len(lines), rows, table)
	}
	var all []string
	for _, line := range lines {
		if line[3] != "yes" || line[4] != "yes" || line[5] != "yes" {
			t.Errorf("not embedded, not a subset or without Unicode: %s", line[0])
		}
		if !slices.Contains(all, line[1]) {
			all = append(all, line[1])
		}
	}
	slices.Sort(all)
	return all
}

var (
	shown      = regexp.MustCompile(`(?s)BT\b.*?\bET\b`)
	hexString  = regexp.MustCompile(`<([0-9a-fA-F]{4,})>`)
	textString = regexp.MustCompile(`(?s)\(((?:[^()\\]|\\.)*)\)`)
	escape     = regexp.MustCompile(`(?s)\\([0-7]{1,3}|.)`)
)

// lettersMissing counts the letters of a PDF that no font has: glyph 0 of their fonts, an empty box on paper.
func lettersMissing(t *testing.T, pdf []byte) (missing, all int) {
	t.Helper()
	plain := tool(t, pdf, "qpdf", "--qdf", "--object-streams=disable", "PDF", "-")
	for _, text := range shown.FindAllString(plain, -1) {
		for _, found := range hexString.FindAllStringSubmatch(text, -1) {
			for codes := found[1]; len(codes) >= 4; codes = codes[4:] {
				if all++; codes[:4] == "0000" {
					missing++
				}
			}
		}
		for _, found := range textString.FindAllStringSubmatch(text, -1) {
			codes := escape.ReplaceAllStringFunc(found[1], unescape)
			for ; len(codes) >= 2; codes = codes[2:] {
				if all++; codes[:2] == "\x00\x00" {
					missing++
				}
			}
		}
	}
	return missing, all
}

// unescape is one escape sequence of a string in a PDF.
func unescape(sequence string) string {
	if n, err := strconv.ParseUint(sequence[1:], 8, 8); err == nil {
		return string([]byte{byte(n)})
	}
	switch sequence[1:] {
	case "n":
		return "\n"
	case "r":
		return "\r"
	case "t":
		return "\t"
	case "b":
		return "\b"
	case "f":
		return "\f"
	case "\n":
		return ""
	}
	return sequence[1:]
}

func TestEveryScriptIsSetInItsFonts(t *testing.T) {
	for _, w := range writings() {
		t.Run("a page in "+string(w.language), func(t *testing.T) {
			pdf := pdfOf(t, w.page())
			isSound(t, pdf)
			want := []string{"SourceSans3"}
			if w.font != "SourceSans3" {
				want = []string{w.font, "SourceSans3"}
			}
			if got := families(t, pdf); !slices.Equal(got, want) {
				t.Errorf("set in %q, want %q", got, want)
			}
			if missing, all := lettersMissing(t, pdf); missing > 0 || all < 200 {
				t.Errorf("%d of %d letters are missing", missing, all)
			}
			plain := tool(t, pdf, "qpdf", "--qdf", "--object-streams=disable", "PDF", "-")
			if !strings.Contains(plain, "/Lang ("+string(w.language)+")") {
				t.Error("the PDF does not say its language")
			}
		})
	}
}

// TestMissingLettersAreSaid keeps the test above able to fail, too.
func TestMissingLettersAreSaid(t *testing.T) {
	for name, want := range map[string]int{
		"\U00013000\U00013001": 2, "한국어 도움": 5, "עברית": 5,
		"Ελληνικά, Русский, naïve → “€5” ½ …": 0, "العربية 中文 廣東話 ไทย မြန်မာ": 0, "می\u200cخواهم": 0,
	} {
		in := sample()
		in.Local.Name = name
		sheet, err := scriptPress(t).PDF(t.Context(), in)
		if err != nil {
			t.Fatal(err)
		}
		missing, _ := lettersMissing(t, sheet.PDF)
		if said := slices.Contains(sheet.Warnings, paper.NoLetters); missing != want || said != (want > 0) {
			t.Errorf("%q: %d letters are missing, want %d; the warnings are %q", name, missing, want, sheet.Warnings)
		}
	}
}

func TestOtherScriptsOnAnEnglishPage(t *testing.T) {
	in := sample()
	in.Local.Name, in.Local.Note = "廣東話和普通话 Van", "نتكلم العربية، พูดไทย, မြန်မာစကား"
	pdf := pdfOf(t, in)
	want := []string{"NotoNaskhArabic", "NotoSansCJKsc", "NotoSansMyanmar", "NotoSansThai", "SourceSans3"}
	if got := families(t, pdf); !slices.Equal(got, want) {
		t.Errorf("set in %q, want %q", got, want)
	}
	if missing, _ := lettersMissing(t, pdf); missing > 0 {
		t.Errorf("%d letters are missing", missing)
	}
}

// A counter is an engine that notes how many fonts documents come with.
type counter struct {
	handout.Engine
	fonts map[int]bool
}

func (c *counter) PDF(ctx context.Context, doc typst.Document) (typst.Output, error) {
	c.fonts[len(doc.Fonts)] = true
	return c.Engine.PDF(ctx, doc)
}

func TestAnEnglishPageCarriesNoOtherFonts(t *testing.T) {
	c := &counter{Engine: typsttest.Engine(t), fonts: map[int]bool{}}
	press, err := handout.New(c, allFonts())
	if err != nil {
		t.Fatal(err)
	}
	in := sample()
	if _, err := press.PDF(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	in.Handout.Language = "vi"
	if _, err := press.PDF(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	if len(c.fonts) != 1 || !c.fonts[4] {
		t.Errorf("numbers of fonts: %v, want the 4 of the interface", c.fonts)
	}
}

func TestLanguagesWithRegionsAndScripts(t *testing.T) {
	for _, language := range []catalog.Language{"zh-Hans", "ar-EG", "prs", "en-AU"} {
		in := sample()
		in.Handout.Language = language
		if missing, _ := lettersMissing(t, pdfOf(t, in)); missing > 0 {
			t.Errorf("%s: %d letters are missing", language, missing)
		}
	}
}

// bare is a handout with a title and one paragraph, and nothing else.
func bare(language catalog.Language, title, text string) handout.Input {
	in := sample()
	in.Handout.Language, in.Handout.Title, in.Handout.Audience, in.Handout.Link = language, title, "", ""
	in.Handout.Body = catalog.Document{Blocks: []catalog.Block{say(text)}}
	in.Handout.Services, in.Local = nil, nil
	return in
}

// A placed word is where pdftotext finds it on the page, in points from the left and from the top.
type placed struct {
	text             string
	left, top, right float64
}

var wordLine = regexp.MustCompile(`<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="[\d.]+">(.*?)</word>`)

func placedWords(t *testing.T, pdf []byte) []placed {
	t.Helper()
	var all []placed
	for _, m := range wordLine.FindAllStringSubmatch(tool(t, pdf, "pdftotext", "-bbox", "PDF", "-"), -1) {
		w := placed{text: m[4]}
		for i, to := range []*float64{&w.left, &w.top, &w.right} {
			var err error
			if *to, err = strconv.ParseFloat(m[i+1], 64); err != nil {
				t.Fatal(err)
			}
		}
		all = append(all, w)
	}
	return all
}

func find(t *testing.T, all []placed, text string) placed {
	t.Helper()
	i := slices.IndexFunc(all, func(w placed) bool { return w.text == text })
	if i < 0 { // spaces that do not break are part of a word
		i = slices.IndexFunc(all, func(w placed) bool { return strings.Contains(w.text, text) })
	}
	if i < 0 {
		t.Fatalf("no word %q among %v", text, all)
	}
	return all[i]
}

func TestRightToLeft(t *testing.T) {
	const (
		millimetre = 72 / 25.4
		margin     = (210 - 14) * millimetre // on the right
	)
	for _, c := range []struct {
		language         catalog.Language
		text             string
		leftward, onward []string // words in the order in which they come from right to left, and from left to right
	}{
		{"ar", "Start ثم Harbour Street 12 ثم end", []string{"Start", "Harbour", "end"}, []string{"Harbour", "Street", "12"}},
		{"ar", "Start والهاتف 1800 888 236 ثم end", []string{"Start", "1800", "end"}, []string{"1800", "888", "236"}},
		{"ar", "Start من 30 إلى 90 دقيقة end", []string{"Start", "30", "90", "end"}, nil},
		{"fa", "Start تلفن: 1800 888 236 است end", []string{"Start", "1800", "end"}, []string{"1800", "888", "236"}},
		{"en", "Start اتصل الآن end", nil, []string{"Start", "end"}},
	} {
		t.Run(string(c.language)+": "+c.text, func(t *testing.T) {
			all := placedWords(t, pdfOf(t, bare(c.language, "—", c.text)))
			if first := find(t, all, "Start"); c.leftward != nil && (first.right < margin-3 || first.right > margin+1) {
				t.Errorf("the first word ends at %.0f points, not at the margin, which is at %.0f", first.right, margin)
			}
			inOrder(t, all, c.leftward, -1)
			inOrder(t, all, c.onward, 1)
		})
	}
}

// inOrder checks that each word is further in a direction than the one before, or in one with it.
func inOrder(t *testing.T, all []placed, words []string, direction float64) {
	t.Helper()
	for i := 1; i < len(words); i++ {
		a, b := find(t, all, words[i-1]), find(t, all, words[i])
		together := direction > 0 && a == b && strings.Index(a.text, words[i-1]) < strings.Index(a.text, words[i])
		if !together && (b.left-a.left)*direction <= 0 {
			t.Errorf("%q is at %.0f and %q at %.0f points", a.text, a.left, b.text, b.left)
		}
	}
}

func TestAnAddressKeepsItsOrderInArabic(t *testing.T) {
	in := bare("ar", "—", "ثم")
	in.Local = &catalog.Service{Name: "Harbour House", Address: "12 Harbour Street, Port", Phone: "03 9000 1234"}
	all := placedWords(t, pdfOf(t, in))
	inOrder(t, all, []string{"12", "Harbour", "Port"}, 1)
	inOrder(t, all, []string{"03", "9000", "1234"}, 1)
	if comma, port := find(t, all, "Street,"), find(t, all, "Port"); comma.left > port.left {
		t.Error("the comma has gone to the end")
	}
}

func TestASourceKeepsItsOrderInArabic(t *testing.T) {
	in := bare("ar", "—", "ثم")
	in.Handout.Body.Blocks = append(in.Handout.Body.Blocks, catalog.Paragraph{Text: []catalog.Span{{Text: "1", Source: "who-od"}}})
	in.Sources = map[catalog.SourceKey]catalog.Source{"who-od": {Organisation: "World Health Organization", Title: "Opioids (2)"}}
	all := placedWords(t, pdfOf(t, in))
	inOrder(t, all, []string{"World", "Opioids", "(2)."}, 1)
}

// rendered is the first page at 150 dpi, in grey.
func rendered(t *testing.T, pdf []byte) image.Image {
	t.Helper()
	prefix := filepath.Join(t.TempDir(), "page")
	tool(t, pdf, "pdftoppm", "-r", "150", "-gray", "-png", "-singlefile", "PDF", prefix)
	file, err := os.Open(prefix + ".png")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	page, _, err := image.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

// band is the dark band with the title: its light pixels are the letters.
type band struct {
	light  [][]bool
	top    int // of its letters
	bottom int
}

// titleBand cuts the band out of a page: from the first dark row in the middle of the page to the last one without a gap.
func titleBand(t *testing.T, page image.Image) band {
	t.Helper()
	grey := func(x, y int) uint32 { r, _, _, _ := page.At(x, y).RGBA(); return r >> 8 }
	size, inset := page.Bounds().Max, 110 // beyond the round corners
	var b band
	for y := 0; y < size.Y; y++ {
		if grey(inset, y) > 128 {
			if b.light != nil {
				break
			}
			continue
		}
		row := make([]bool, 0, size.X)
		for x := inset; x < size.X-inset; x++ {
			row = append(row, grey(x, y) > 160)
		}
		b.light = append(b.light, row)
	}
	b.top, b.bottom = -1, -1
	for y, row := range b.light {
		if slices.Contains(row, true) {
			if b.bottom = y; b.top < 0 {
				b.top = y
			}
		}
	}
	if b.top < 0 {
		t.Fatal("there is no title in a band")
	}
	return b
}

// strokes counts the connected shapes of the letters.
func (b band) strokes() int {
	seen := map[image.Point]bool{}
	n := 0
	for y, row := range b.light {
		for x := range row {
			if at := image.Pt(x, y); row[x] && !seen[at] {
				n++
				b.follow(at, seen)
			}
		}
	}
	return n
}

// follow marks all that is connected with a pixel.
func (b band) follow(from image.Point, seen map[image.Point]bool) {
	todo := []image.Point{from}
	for len(todo) > 0 {
		at := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if at.Y < 0 || at.Y >= len(b.light) || at.X < 0 || at.X >= len(b.light[at.Y]) || !b.light[at.Y][at.X] || seen[at] {
			continue
		}
		seen[at] = true
		for _, by := range []image.Point{{1, 0}, {-1, 0}, {0, 1}, {0, -1}, {1, 1}, {-1, -1}, {1, -1}, {-1, 1}} {
			todo = append(todo, at.Add(by))
		}
	}
}

func TestArabicLettersAreJoined(t *testing.T) {
	const apart = "\u200c"
	for _, c := range []struct {
		language catalog.Language
		word     string
		joined   int // shapes, where letters that can be joined are
		alone    int
	}{
		{"ar", "محمد", 1, 4},
		{"ar", "سلسل", 1, 4},
		{"ar", "دار", 3, 3}, // none of these joins the next
		{"fa", "کم", 1, 2},
	} {
		t.Run(c.word, func(t *testing.T) {
			got := titleBand(t, rendered(t, pdfOf(t, bare(c.language, c.word, "ثم")))).strokes()
			letters := strings.Join(strings.Split(c.word, ""), apart)
			alone := titleBand(t, rendered(t, pdfOf(t, bare(c.language, letters, "ثم")))).strokes()
			if got != c.joined || alone != c.alone {
				t.Errorf("drawn in %d shapes, want %d; letter by letter in %d, want %d", got, c.joined, alone, c.alone)
			}
		})
	}
}

func TestTallLettersStayInTheirBand(t *testing.T) {
	for language, title := range map[catalog.Language]string{
		"vi": "Ễ Ổ Ẵ Ữ Ậ ọ ự", "ar": "أُلفةٌ إِلى مُؤَجَّلٍ", "fa": "خُرخُر آرام", "zh": "用药过量", "th": "ที่ปู่ ฐานญี่ปุ่น", "my": "က္ကြွ မြို့ ကျွန်ုပ်",
	} {
		t.Run(string(language), func(t *testing.T) {
			b := titleBand(t, rendered(t, pdfOf(t, bare(language, title, "—"))))
			const least = 6 // pixels, a millimetre
			if above, below := b.top, len(b.light)-1-b.bottom; above < least || below < least {
				t.Errorf("%d pixels are left above the letters and %d below, of %d", above, below, len(b.light))
			}
		})
	}
}

// TestLinesDoNotTouch sets titles of several lines, each with the deepest and the tallest letters: what stands together
// is no higher than one line is.
func TestLinesDoNotTouch(t *testing.T) {
	for language, words := range map[catalog.Language]string{
		"vi": "Ệ gọi Ổn ", "th": "ปู่ฐานญู ที่นี่ป้า ", "my": "က္ကြွ မြို့ ကို ခေါ် ", "ar": "يُوزّع عَجٍ أُلفةٌ إلى ",
	} {
		t.Run(string(language), func(t *testing.T) {
			one := titleBand(t, rendered(t, pdfOf(t, bare(language, words, "—"))))
			more := titleBand(t, rendered(t, pdfOf(t, bare(language, strings.Repeat(words, 80/len([]rune(words))), "—"))))
			most := one.bottom - one.top + 1
			if len(more.light) < len(one.light)+most/2 {
				t.Fatal("the title has one line")
			}
			height := 0
			for _, row := range more.light {
				if height++; !slices.Contains(row, true) {
					height = 0
				}
				if height > most {
					t.Fatalf("lines run into each other: more than %d rows of pixels have something in them", most)
				}
			}
		})
	}
}
