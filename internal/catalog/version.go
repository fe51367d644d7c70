package catalog

import (
	"cmp"
	"strconv"
	"strings"
)

// CompareVersions orders two versions of a module, a handout or an alert by their numbers, so that 1.10 comes after
// 1.9: it is negative when a is the earlier, 0 when they are the same and positive when b is the earlier. A part
// that is no number is ordered as text.
func CompareVersions(a, b string) int {
	as, bs := strings.Split(a, "."), strings.Split(b, ".")
	for i := range max(len(as), len(bs)) {
		if c := comparePart(part(as, i), part(bs, i)); c != 0 {
			return c
		}
	}
	return 0
}

// part is a part of a version; "1" is the same as "1.0".
func part(parts []string, i int) string {
	if i < len(parts) {
		return parts[i]
	}
	return "0"
}

func comparePart(a, b string) int {
	x, errX := strconv.ParseUint(a, 10, 64)
	y, errY := strconv.ParseUint(b, 10, 64)
	switch {
	case errX == nil && errY == nil:
		return cmp.Compare(x, y)
	case errX == nil:
		return 1 // "1.0" is later than "1.draft"
	case errY == nil:
		return -1
	}
	return cmp.Compare(a, b)
}
