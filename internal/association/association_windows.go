package association

import (
	"errors"
	"fmt"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
)

const (
	classes = `Software\Classes\`
	class   = "Passalong.Pack"
)

// A place is a person's own part of the registry, which needs no rights.
type place struct{}

func placeOf(func(string) string) place { return place{} }
func (place) supported() bool           { return true }

func command(program string) string { return `"` + program + `" "%1"` }

func (place) has(program string) bool {
	return value(classes+Extension) == class && value(classes+class+`\shell\open\command`) == command(program)
}

// value is the default value of a key; empty when there is none.
func value(path string) string {
	k, err := registry.OpenKey(registry.CURRENT_USER, path, registry.QUERY_VALUE)
	if err != nil {
		return ""
	}
	defer k.Close()
	s, _, err := k.GetStringValue("")
	if err != nil {
		return ""
	}
	return s
}

func (place) put(program string) error {
	for _, v := range [][2]string{
		{classes + class, "Content for Passalong"},
		{classes + class + `\shell\open\command`, command(program)},
		{classes + Extension, class},
	} {
		k, _, err := registry.CreateKey(registry.CURRENT_USER, v[0], registry.SET_VALUE)
		if err != nil {
			return fmt.Errorf("making packs open by double-click: %w", err)
		}
		err = errors.Join(k.SetStringValue("", v[1]), k.Close())
		if err != nil {
			return fmt.Errorf("making packs open by double-click: %w", err)
		}
	}
	tell()
	return nil
}

func (place) remove() error {
	keys := []string{classes + class + `\shell\open\command`, classes + class + `\shell\open`, classes + class + `\shell`, classes + class}
	if value(classes+Extension) == class {
		keys = append(keys, classes+Extension)
	}
	for _, path := range keys {
		if err := registry.DeleteKey(registry.CURRENT_USER, path); err != nil && !errors.Is(err, registry.ErrNotExist) {
			return fmt.Errorf("no longer opening packs by double-click: %w", err)
		}
	}
	tell()
	return nil
}

// tell has Explorer look anew: SHChangeNotify(SHCNE_ASSOCCHANGED, SHCNF_IDLIST, NULL, NULL).
func tell() {
	_, _, _ = windows.NewLazySystemDLL("shell32.dll").NewProc("SHChangeNotify").Call(0x08000000, 0, 0, 0)
}
