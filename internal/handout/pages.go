package handout

import "github.com/passalong/passalong/internal/paper"

// downTo gives sizes of type from the largest to the least.
func downTo(largest, least, step float64) []float64 {
	var sizes []float64
	for size := largest; size > least-step/2; size -= step {
		sizes = append(sizes, size)
	}
	return sizes
}

// leafletPage is a sheet of A4 or Letter: one page in two columns, in the largest type that fits, or several in a
// comfortable one.
func leafletPage(size paper.Size, form paper.HandoutForm) pageSpec {
	if form.Points >= paper.LargePrint {
		return largePage(size, form)
	}
	const comfortable = 11.5
	width, height := size.Millimetres()
	return pageSpec{
		Width: width, Height: height, Margin: margin{Top: 12, Bottom: 21, X: 14}, Columns: 2, Gutter: 8, Unit: 1,
		Head: headBand, Title: 27, Audience: 11.5, Sources: full, Services: full, Foot: full, QR: 27, QRText: true, Small: 7.2,
		Tries: []try{
			{Pages: 1, Sizes: downTo(13.5, 10, 0.5)}, {Pages: 2, Sizes: downTo(13.5, comfortable, 0.5)}, {Sizes: []float64{comfortable}},
		}, Meant: 1,
	}
}

// flyerPage is A5: one side in one column, or both.
func flyerPage(size paper.Size, form paper.HandoutForm) pageSpec {
	if form.Points >= paper.LargePrint {
		return largePage(size, form)
	}
	width, height := size.Millimetres()
	return pageSpec{
		Width: width, Height: height, Margin: margin{Top: 9, Bottom: 16, X: 11}, Columns: 1, Unit: 0.8,
		Head: headBand, Title: 21, Audience: 10, Sources: full, Services: full, Foot: full, QR: 24, QRText: true, Small: 6.8,
		Tries: []try{{Pages: 1, Sizes: downTo(12.5, 10, 0.5)}, {Pages: 2, Sizes: downTo(14, 9.5, 0.5)}, {Sizes: []float64{10.5}}}, Meant: 2, Fill: true, HelpPairs: true,
	}
}

// largePage is a sheet in large print: one column, reflowed to as many pages as it takes.
func largePage(size paper.Size, form paper.HandoutForm) pageSpec {
	width, height := size.Millimetres()
	side := 16.0
	if width < 160 {
		side = 11
	}
	return pageSpec{
		Width: width, Height: height, Margin: margin{Top: side - 2, Bottom: side + 6, X: side}, Columns: 1, Unit: 1.2,
		Head: headBand, Title: 1.7 * form.Points, Audience: form.Points, Sources: full, Services: full, Foot: short, QR: 36, QRText: true,
		Small: leastLarge, Tries: []try{{Sizes: []float64{form.Points}}},
	}
}

// screenPage is for reading on a screen: one column with lines of a comfortable length.
func screenPage(size paper.Size, form paper.HandoutForm) pageSpec {
	width, height := size.Millimetres()
	page := pageSpec{
		Width: width, Height: height, Margin: margin{Top: 16, Bottom: 22, X: 27}, Columns: 1, Unit: 1,
		Head: headBand, Title: 27, Audience: 12, Sources: full, Services: full, Foot: full, QR: 27, QRText: true, Small: 8.5,
		Tries: []try{{Sizes: []float64{12.5}}}, End: true, HelpPairs: true,
	}
	if form.Points >= paper.LargePrint {
		page.Margin.X, page.Title, page.HelpPairs = 18, 1.7*form.Points, false
	}
	return page
}

// posterPage is to be read from two metres: as large as the page allows, and never smaller than 20 points.
func posterPage(size paper.Size, _ paper.HandoutForm) pageSpec {
	width, height := size.Millimetres()
	return pageSpec{
		Width: width, Height: height, Margin: margin{Top: 14, Bottom: 23, X: 16}, Columns: 1, Unit: 1.8,
		Head: headBand, Title: 66, Audience: 24, Sources: short, Services: full, Foot: full, QR: 52, QRText: true, Small: 10,
		Help: helpAtFoot, TitleLeast: 44, Gutter: 12, Fill: true,
		Tries: []try{{Pages: 1, Columns: 1, Sizes: downTo(56, 24, 1)}, {Pages: 1, Columns: 2, Sizes: downTo(32, 20, 1)}},
	}
}

// receiptPage is a till roll of 80 mm, of which a printer reaches 72.
func receiptPage(paper.Size, paper.HandoutForm) pageSpec {
	return pageSpec{
		Width: 80, Margin: margin{Top: 5, Bottom: 8, X: 4}, Columns: 1, Unit: 0.7,
		Head: headSlip, Title: 19, Audience: 10, Sources: short, Services: full, Foot: none, QR: 32, QRText: true, Small: 8.5,
		Tries: []try{{Sizes: []float64{11.5}}}, End: true, Mono: true,
	}
}
