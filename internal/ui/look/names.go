package look

import "fyne.io/fyne/v2"

// Colours of the theme beyond Fyne's own. Text colours end in Ink, fills in Fill.
const (
	ColorPaper       fyne.ThemeColorName = "background" // the window
	ColorInk         fyne.ThemeColorName = "foreground" // text
	ColorPrimary     fyne.ThemeColorName = "primary"    // the main action and where you are
	ColorOnPrimary   fyne.ThemeColorName = "foregroundOnPrimary"
	ColorLink        fyne.ThemeColorName = "hyperlink"
	ColorLine        fyne.ThemeColorName = "separator"
	ColorDisabledInk fyne.ThemeColorName = "disabled"

	ColorFocus        fyne.ThemeColorName = "pal-focus" // ring around what has the keyboard
	ColorMuted        fyne.ThemeColorName = "pal-muted" // text that is less important
	ColorCard         fyne.ThemeColorName = "pal-card"
	ColorCardHover    fyne.ThemeColorName = "pal-card-hover"
	ColorRail         fyne.ThemeColorName = "pal-rail"
	ColorPrimaryHover fyne.ThemeColorName = "pal-primary-hover"
	ColorQuietHover   fyne.ThemeColorName = "pal-quiet-hover" // behind what has no fill of its own
	ColorDanger       fyne.ThemeColorName = "pal-danger"
	ColorDangerHover  fyne.ThemeColorName = "pal-danger-hover"
	ColorOnDanger     fyne.ThemeColorName = "pal-on-danger"
	ColorControl      fyne.ThemeColorName = "pal-control" // outline of what can be operated
	ColorEdge         fyne.ThemeColorName = "pal-edge"    // outline of what is known by its tint, where there are no tints
	ColorField        fyne.ThemeColorName = "pal-field"   // inside of an entry
	ColorTrack        fyne.ThemeColorName = "pal-track"   // the part of a progress bar still to come
	ColorDisabledFill fyne.ThemeColorName = "pal-disabled-fill"
	ColorScrim        fyne.ThemeColorName = "pal-scrim"   // over the window, behind a dialog
	ColorTerm         fyne.ThemeColorName = "pal-term"    // dots under a glossary term
	ColorPicture      fyne.ThemeColorName = "pal-picture" // behind a picture, light in every appearance
	ColorNoticeFill   fyne.ThemeColorName = "pal-notice-fill"
	ColorNoticeInk    fyne.ThemeColorName = "pal-notice-ink"
	ColorSelectedFill fyne.ThemeColorName = "pal-selected-fill"
	ColorSelectedInk  fyne.ThemeColorName = "pal-selected-ink"
	ColorRightFill    fyne.ThemeColorName = "pal-right-fill"
	ColorRightInk     fyne.ThemeColorName = "pal-right-ink"
	ColorWrongFill    fyne.ThemeColorName = "pal-wrong-fill"
	ColorWrongInk     fyne.ThemeColorName = "pal-wrong-ink"
	ColorWaitFill     fyne.ThemeColorName = "pal-wait-fill" // drafts, "not yet", what is due
	ColorWaitInk      fyne.ThemeColorName = "pal-wait-ink"
	ColorNoteFill     fyne.ThemeColorName = "pal-note-fill"
	ColorNoteInk      fyne.ThemeColorName = "pal-note-ink"
	ColorImportFill   fyne.ThemeColorName = "pal-important-fill"
	ColorImportInk    fyne.ThemeColorName = "pal-important-ink"
)

// Text sizes. They grow with the text size that the learner has chosen.
const (
	SizeBody    fyne.ThemeSizeName = "text"
	SizeCaption fyne.ThemeSizeName = "captionText"
	SizeTitle   fyne.ThemeSizeName = "headingText"    // one a screen
	SizeHeading fyne.ThemeSizeName = "subHeadingText" // of a part of a screen
	SizeSmall   fyne.ThemeSizeName = "pal-h4"         // heading inside a card, level 4 in a document
	SizeLead    fyne.ThemeSizeName = "pal-lead"       // question or first sentence
	SizeFigure  fyne.ThemeSizeName = "pal-figure"     // a number to be seen from afar
	SizeIcon    fyne.ThemeSizeName = "iconInline"
	SizeTarget  fyne.ThemeSizeName = "pal-target" // least height of what can be pressed
	SizeRadius  fyne.ThemeSizeName = "inputRadius"
)

// Gaps between things: the only distances the interface uses.
const (
	Gap4  float32 = 4
	Gap8  float32 = 8
	Gap12 float32 = 12
	Gap16 float32 = 16
	Gap24 float32 = 24
	Gap32 float32 = 32
	Gap48 float32 = 48
)

// RingWidth is the thickness of the focus ring and RingGap its distance from what it surrounds.
const (
	RingWidth float32 = 3
	RingGap   float32 = 2
)
