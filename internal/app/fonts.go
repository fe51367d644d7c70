package app

import (
	"github.com/passalong/passalong/assets"
	"github.com/passalong/passalong/internal/handout"
)

// fonts are the fonts that come with the program: the interface's own, and those of scripts that it lacks.
func fonts() handout.Fonts {
	return handout.Fonts{
		Families: []string{assets.Family},
		Files:    [][]byte{assets.Regular, assets.Bold, assets.Italic, assets.BoldItalic},
		Scripts: []handout.ScriptFonts{
			{Script: handout.Arabic, Families: []string{assets.Naskh}, Files: [][]byte{assets.NaskhRegular, assets.NaskhBold}},
			{Script: handout.Chinese, Families: []string{assets.Chinese}, Files: [][]byte{assets.ChineseRegular, assets.ChineseBold}},
			{Script: handout.Thai, Families: []string{assets.Thai}, Files: [][]byte{assets.ThaiRegular, assets.ThaiBold}},
			{Script: handout.Burmese, Families: []string{assets.Myanmar}, Files: [][]byte{assets.MyanmarRegular, assets.MyanmarBold}},
		},
	}
}
