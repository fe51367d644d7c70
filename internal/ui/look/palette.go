package look

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

type palette map[fyne.ThemeColorName]color.NRGBA

func rgb(v uint32) color.NRGBA {
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 0xff}
}

func rgba(v uint32, alpha uint8) color.NRGBA {
	c := rgb(v)
	c.A = alpha
	return c
}

// light is paper and ink with teal for what matters, ochre for what waits and clay for what is wrong.
func light() palette {
	return palette{
		ColorPaper: rgb(0xFBF8F3), ColorInk: rgb(0x2B2A33), ColorMuted: rgb(0x5D5A65),
		ColorPrimary: rgb(0x1F6F6B), ColorOnPrimary: rgb(0xFFFFFF), ColorPrimaryHover: rgb(0x185855),
		ColorLink: rgb(0x17605C), ColorFocus: rgb(0x2457C5), ColorLine: rgb(0xE5DDD0), ColorDisabledInk: rgb(0x66636D),
		ColorCard: rgb(0xFFFFFF), ColorCardHover: rgb(0xF6F1E8), ColorRail: rgb(0xF2ECE1), ColorQuietHover: rgb(0xEAE3D6),
		ColorDanger: rgb(0xA23B2C), ColorDangerHover: rgb(0x852E21), ColorOnDanger: rgb(0xFFFFFF),
		ColorControl: rgb(0x817B86), ColorField: rgb(0xFFFFFF), ColorTrack: rgb(0xE5DDD0), ColorDisabledFill: rgb(0xECE6DB),
		ColorScrim: rgba(0x2B2A33, 0x80), ColorTerm: rgb(0x9A6A14),
		ColorNoticeFill: rgb(0x34323D), ColorNoticeInk: rgb(0xFBF8F3),
		ColorSelectedFill: rgb(0xE1EFED), ColorSelectedInk: rgb(0x124F4C),
		ColorRightFill: rgb(0xE5F1E3), ColorRightInk: rgb(0x2A6130), ColorWrongFill: rgb(0xF9E8E3), ColorWrongInk: rgb(0x94331F),
		ColorWaitFill: rgb(0xFAEFD6), ColorWaitInk: rgb(0x7A5000), ColorNoteFill: rgb(0xE8EEF7), ColorNoteInk: rgb(0x2C5286),
		ColorImportFill: rgb(0xF0E9F6), ColorImportInk: rgb(0x673A8A),
	}
}

// dark is the same room in the evening: warm greys, never pure black.
func dark() palette {
	return palette{
		ColorPaper: rgb(0x201E1C), ColorInk: rgb(0xEFEAE2), ColorMuted: rgb(0xB5AEA4),
		ColorPrimary: rgb(0x74C7BD), ColorOnPrimary: rgb(0x10302D), ColorPrimaryHover: rgb(0x93D8CF),
		ColorLink: rgb(0x85D2C9), ColorFocus: rgb(0x8DB8FF), ColorLine: rgb(0x403B36), ColorDisabledInk: rgb(0xA39C93),
		ColorCard: rgb(0x2A2724), ColorCardHover: rgb(0x35312D), ColorRail: rgb(0x191715), ColorQuietHover: rgb(0x38342F),
		ColorDanger: rgb(0xF0937F), ColorDangerHover: rgb(0xF6AD9C), ColorOnDanger: rgb(0x3B120A),
		ColorControl: rgb(0x8C857B), ColorField: rgb(0x191715), ColorTrack: rgb(0x443F39), ColorDisabledFill: rgb(0x35312D),
		ColorScrim: rgba(0x000000, 0xA0), ColorTerm: rgb(0xD9A94A),
		ColorNoticeFill: rgb(0xEFEAE2), ColorNoticeInk: rgb(0x201E1C),
		ColorSelectedFill: rgb(0x213D3A), ColorSelectedInk: rgb(0xA6E2DA),
		ColorRightFill: rgb(0x23361F), ColorRightInk: rgb(0xA5D69B), ColorWrongFill: rgb(0x45241D), ColorWrongInk: rgb(0xF5B3A3),
		ColorWaitFill: rgb(0x40320F), ColorWaitInk: rgb(0xEDC56F), ColorNoteFill: rgb(0x23303F), ColorNoteInk: rgb(0xA9C8F0),
		ColorImportFill: rgb(0x362745), ColorImportInk: rgb(0xD5B8EE),
	}
}

// contrast leaves three colours: black, white and yellow, with a light blue ring for the keyboard and grey for what is
// not there.
func contrast() palette {
	black, white, yellow := rgb(0x000000), rgb(0xFFFFFF), rgb(0xFFE600)
	p := palette{
		ColorPrimary: yellow, ColorOnPrimary: black, ColorPrimaryHover: white, ColorLink: yellow, ColorFocus: rgb(0x5CD6FF),
		ColorDisabledInk: rgb(0xBDBDBD), ColorDanger: white, ColorDangerHover: yellow, ColorOnDanger: black,
		ColorTrack: rgb(0x4A4A4A), ColorScrim: rgba(0x000000, 0xD0), ColorTerm: yellow,
		ColorNoticeFill: yellow, ColorNoticeInk: black, ColorCardHover: rgb(0x333300), ColorQuietHover: rgb(0x333300),
	}
	for _, name := range []fyne.ThemeColorName{ColorInk, ColorMuted, ColorLine, ColorControl, ColorEdge, ColorRightInk, ColorWrongInk, ColorNoteInk, ColorImportInk} {
		p[name] = white
	}
	for _, name := range []fyne.ThemeColorName{ColorWaitInk, ColorSelectedInk} {
		p[name] = yellow
	}
	for _, name := range []fyne.ThemeColorName{
		ColorPaper, ColorCard, ColorRail, ColorField, ColorDisabledFill, ColorSelectedFill, ColorRightFill,
		ColorWrongFill, ColorWaitFill, ColorNoteFill, ColorImportFill,
	} {
		p[name] = black
	}
	return p
}

// fill gives Fyne's own names the colours of ours, for the few stock widgets inside ours.
func (p palette) fill() palette {
	for name, same := range map[fyne.ThemeColorName]fyne.ThemeColorName{
		theme.ColorNameButton: ColorCard, theme.ColorNameDisabledButton: ColorDisabledFill,
		theme.ColorNameInputBackground: ColorField, theme.ColorNameInputBorder: ColorControl,
		theme.ColorNameOverlayBackground: ColorCard, theme.ColorNameMenuBackground: ColorCard,
		theme.ColorNameHeaderBackground: ColorRail, theme.ColorNamePlaceHolder: ColorMuted,
		theme.ColorNameHover: ColorQuietHover, theme.ColorNameFocus: ColorQuietHover, theme.ColorNamePressed: ColorLine, theme.ColorNameSelection: ColorSelectedFill,
		theme.ColorNameError: ColorDanger, theme.ColorNameForegroundOnError: ColorOnDanger,
		theme.ColorNameSuccess: ColorRightInk, theme.ColorNameForegroundOnSuccess: ColorPaper,
		theme.ColorNameWarning: ColorWaitInk, theme.ColorNameForegroundOnWarning: ColorPaper,
		theme.ColorNameScrollBar: ColorControl, theme.ColorNameScrollBarBackground: ColorPaper,
	} {
		p[name] = p[same]
	}
	if p[ColorMuted] == p[ColorInk] {
		p[theme.ColorNamePlaceHolder] = rgb(0x9E9E9E) // an example in an empty field must not look like what was typed
	}
	p[ColorPicture] = rgb(0xFFFFFF)
	if _, ok := p[ColorEdge]; !ok {
		p[ColorEdge] = rgba(0xFFFFFF, 0)
	}
	p[theme.ColorNameShadow] = rgba(0x000000, 0x14)
	return p
}
