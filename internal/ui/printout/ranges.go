package printout

import (
	"fmt"
	"strconv"
	"strings"
)

// maxRepeats is how often all pages may come in one list.
const maxRepeats = 4

// parsePages reads pages such as "2-5, 8" of the pages that there are. "3-" is 3 to the last one. They come in the
// order in which they were typed. What is wrong with them is a sentence; empty when nothing is.
func parsePages(typed string, most int) (pages []int, wrong string) {
	for _, part := range strings.FieldsFunc(typed, func(r rune) bool { return r == ',' || r == ';' }) {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		first, last, wrong := parseRange(part, most)
		if wrong != "" {
			return nil, wrong
		}
		for p := first; p <= last; p++ {
			pages = append(pages, p)
		}
		if len(pages) > most*maxRepeats {
			return nil, "That is the same page too often. Ask for more copies instead."
		}
	}
	if len(pages) == 0 {
		return nil, "Type the pages, such as 2-5, 8."
	}
	return pages, ""
}

// parseRange reads one part of a list of pages: "8", "2-5" or "3-".
func parseRange(part string, most int) (first, last int, wrong string) {
	from, to, ranged := strings.Cut(strings.ReplaceAll(part, "–", "-"), "-")
	if first, wrong = parsePage(from, most); wrong != "" {
		return 0, 0, wrong
	}
	switch {
	case !ranged:
		return first, first, ""
	case strings.TrimSpace(to) == "":
		return first, most, ""
	}
	if last, wrong = parsePage(to, most); wrong != "" {
		return 0, 0, wrong
	}
	if last < first {
		return 0, 0, "The smaller number comes first, as in 2-5."
	}
	return first, last, ""
}

func parsePage(typed string, most int) (page int, wrong string) {
	typed = strings.TrimSpace(typed)
	n, err := strconv.Atoi(typed)
	switch {
	case err != nil:
		return 0, fmt.Sprintf("“%s” is not a page. Type pages such as 2-5, 8.", typed)
	case n < 1 || n > most:
		return 0, fmt.Sprintf("There is no page %d: they go from 1 to %d.", n, most)
	}
	return n, ""
}
