package look

import (
	"bytes"
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/assets"
)

// An IconName names one of the line icons. No icon has a meaning that the words beside it do not also say.
type IconName string

// The icons of the app.
const (
	NoIcon             IconName = ""
	IconArrowLeft      IconName = "arrow-left"
	IconArrowRight     IconName = "arrow-right"
	IconAward          IconName = "award"
	IconBell           IconName = "bell"
	IconBook           IconName = "book-open"
	IconBookmark       IconName = "bookmark"
	IconCalendar       IconName = "calendar"
	IconCheck          IconName = "check"
	IconChevronDown    IconName = "chevron-down"
	IconChevronLeft    IconName = "chevron-left"
	IconChevronRight   IconName = "chevron-right"
	IconChevronUp      IconName = "chevron-up"
	IconCircle         IconName = "circle"
	IconProblem        IconName = "circle-alert"
	IconCircleCheck    IconName = "circle-check"
	IconCircleDot      IconName = "circle-dot"
	IconCirclePlay     IconName = "circle-play"
	IconHelp           IconName = "circle-question-mark"
	IconCircleX        IconName = "circle-x"
	IconClipboardCheck IconName = "clipboard-check"
	IconClipboardList  IconName = "clipboard-list"
	IconClock          IconName = "clock"
	IconContrast       IconName = "contrast"
	IconCopy           IconName = "copy"
	IconDownload       IconName = "download"
	IconMore           IconName = "ellipsis"
	IconExternalLink   IconName = "external-link"
	IconEye            IconName = "eye"
	IconEyeOff         IconName = "eye-off"
	IconFileText       IconName = "file-text"
	IconFlag           IconName = "flag"
	IconFolder         IconName = "folder"
	IconGlobe          IconName = "globe"
	IconGraduationCap  IconName = "graduation-cap"
	IconGrip           IconName = "grip-vertical"
	IconHand           IconName = "hand"
	IconHandHeart      IconName = "hand-heart"
	IconHeartHandshake IconName = "heart-handshake"
	IconHistory        IconName = "history"
	IconHome           IconName = "house"
	IconInfo           IconName = "info"
	IconKey            IconName = "key"
	IconLanguages      IconName = "languages"
	IconLayers         IconName = "layers"
	IconLightbulb      IconName = "lightbulb"
	IconLink           IconName = "link"
	IconList           IconName = "list"
	IconLock           IconName = "lock"
	IconLeave          IconName = "log-out"
	IconMapPin         IconName = "map-pin"
	IconMessageCircle  IconName = "message-circle"
	IconMinus          IconName = "minus"
	IconMonitor        IconName = "monitor"
	IconMoon           IconName = "moon"
	IconStop           IconName = "octagon-alert"
	IconPackage        IconName = "package"
	IconPause          IconName = "pause"
	IconPencil         IconName = "pencil"
	IconPhone          IconName = "phone"
	IconPlay           IconName = "play"
	IconPlus           IconName = "plus"
	IconPresentation   IconName = "presentation"
	IconPrinter        IconName = "printer"
	IconQRCode         IconName = "qr-code"
	IconQuote          IconName = "quote"
	IconRefresh        IconName = "refresh-cw"
	IconUndo           IconName = "rotate-ccw"
	IconSave           IconName = "save"
	IconSearch         IconName = "search"
	IconSettings       IconName = "settings"
	IconShieldAlert    IconName = "shield-alert"
	IconSmartphone     IconName = "smartphone"
	IconSprout         IconName = "sprout"
	IconSquare         IconName = "square"
	IconSquareCheck    IconName = "square-check"
	IconStar           IconName = "star"
	IconStarred        IconName = "star-filled"
	IconSun            IconName = "sun"
	IconTarget         IconName = "target"
	IconTrash          IconName = "trash-2"
	IconWarning        IconName = "triangle-alert"
	IconTextSize       IconName = "type"
	IconUpload         IconName = "upload"
	IconUSB            IconName = "usb"
	IconUser           IconName = "user"
	IconUsers          IconName = "users"
	IconWifi           IconName = "wifi"
	IconWifiOff        IconName = "wifi-off"
	IconClose          IconName = "x"
	IconZoomIn         IconName = "zoom-in"
	IconZoomOut        IconName = "zoom-out"
)

// Icons lists every icon, for tests.
func Icons() []IconName {
	return []IconName{
		IconArrowLeft, IconArrowRight, IconAward, IconBell, IconBook, IconBookmark, IconCalendar, IconCheck,
		IconChevronDown, IconChevronLeft, IconChevronRight, IconChevronUp, IconCircle, IconProblem, IconCircleCheck, IconCircleDot,
		IconCirclePlay, IconHelp, IconCircleX, IconClipboardCheck, IconClipboardList, IconClock, IconContrast, IconCopy,
		IconDownload, IconMore, IconExternalLink, IconEye, IconEyeOff, IconFileText, IconFlag, IconFolder,
		IconGlobe, IconGraduationCap, IconGrip, IconHand, IconHandHeart, IconHeartHandshake, IconHistory, IconHome, IconInfo,
		IconKey, IconLanguages, IconLayers, IconLightbulb, IconLink, IconList, IconLock, IconLeave,
		IconMapPin, IconMessageCircle, IconMinus, IconMonitor, IconMoon, IconStop, IconPackage, IconPause, IconPencil,
		IconPhone, IconPlay, IconPlus, IconPresentation, IconPrinter, IconQRCode, IconQuote, IconRefresh,
		IconUndo, IconSave, IconSearch, IconSettings, IconShieldAlert, IconSmartphone, IconSprout, IconSquare,
		IconSquareCheck, IconStar, IconStarred, IconSun, IconTarget, IconTrash, IconWarning, IconTextSize, IconUpload, IconUSB,
		IconUser, IconUsers, IconWifi, IconWifiOff, IconClose, IconZoomIn, IconZoomOut,
	}
}

// Icon is the drawing of an icon in a colour. An icon that does not exist is drawn as nothing.
func Icon(name IconName, c color.Color) fyne.Resource {
	src, err := assets.Icons.ReadFile("icons/" + string(name) + ".svg")
	if err != nil {
		src = []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"></svg>`)
	}
	r, g, b, _ := c.RGBA()
	hex := fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
	// The name is what Fyne keeps the picture under, so it has to name the colour too.
	return fyne.NewStaticResource(string(name)+hex+".svg", bytes.ReplaceAll(src, []byte("currentColor"), []byte(hex)))
}
