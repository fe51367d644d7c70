// Package assets holds the files that the window is drawn with: fonts and icons.
// Where they come from, and under which licences, stands in a README beside them.
package assets

import "embed"

// Family is what the font files call themselves.
const Family = "Source Sans 3"

// The fonts of the interface: the four faces of Source Sans 3 as TrueType files. They are shared: never write to them.
var (
	//go:embed fonts/SourceSans3-Regular.ttf
	Regular []byte
	//go:embed fonts/SourceSans3-It.ttf
	Italic []byte
	//go:embed fonts/SourceSans3-Bold.ttf
	Bold []byte
	//go:embed fonts/SourceSans3-BoldIt.ttf
	BoldItalic []byte
)

// The families of the fonts below, as their files call them.
const (
	Naskh   = "Noto Naskh Arabic"
	Chinese = "Noto Sans CJK SC"
	Thai    = "Noto Sans Thai"
	Myanmar = "Noto Sans Myanmar"
)

// The fonts of handouts in scripts that Source Sans 3 lacks, without digits and Latin letters; scripts/fonts made
// them. They are shared: never write to them.
var (
	//go:embed fonts/noto/NotoNaskhArabic-Regular.ttf
	NaskhRegular []byte
	//go:embed fonts/noto/NotoNaskhArabic-Bold.ttf
	NaskhBold []byte
	//go:embed fonts/noto/NotoSansCJKsc-Regular.otf
	ChineseRegular []byte
	//go:embed fonts/noto/NotoSansCJKsc-Bold.otf
	ChineseBold []byte
	//go:embed fonts/noto/NotoSansThai-Regular.ttf
	ThaiRegular []byte
	//go:embed fonts/noto/NotoSansThai-Bold.ttf
	ThaiBold []byte
	//go:embed fonts/noto/NotoSansMyanmar-Regular.ttf
	MyanmarRegular []byte
	//go:embed fonts/noto/NotoSansMyanmar-Bold.ttf
	MyanmarBold []byte
)

// Icons holds the line icons as icons/NAME.svg, each drawn in "currentColor".
//
//go:embed icons/*.svg
var Icons embed.FS

// AppIcon is the icon of the app, a PNG file 512 pixels square; app/icon.svg is its source.
//
//go:embed app/icon.png
var AppIcon []byte
