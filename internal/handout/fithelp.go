package handout

import (
	"slices"
	"strings"
)

// help is the height of the services and the QR code.
func (f fitter) help(d *data) float64 {
	width := d.Page.columnWidth()
	switch {
	case d.Page.Services == short:
		return f.shortHelp(d)
	case d.Page.Help == helpAtFoot:
		all := (d.Page.Width - 2*d.Page.Margin.X) * millimetre
		return f.fullHelp(d, (all-f.mm(8))/2) / 2 * 1.15 // its sides are not equal
	}
	return f.fullHelp(d, width)
}

// fullHelp is the height of services and QR code, one below the other.
func (f fitter) fullHelp(d *data, width float64) float64 {
	height, lines := 0.0, []serviceData{}
	for _, s := range d.Services {
		if s.Emergency {
			height += f.em(4.3+2.6*f.tall) + f.mm(6.4)
		} else {
			lines = append(lines, s)
		}
	}
	beside := 1
	if d.Page.HelpPairs && len(lines) > 1 {
		beside = 2
	}
	for row := range slices.Chunk(lines, beside) {
		tallest := 0.0
		for _, s := range row {
			tallest = max(tallest, f.service(s, (width-float64(beside-1)*f.mm(6))/float64(beside)))
		}
		height += tallest + f.em(1.05)
	}
	if d.Local != nil {
		height += f.service(*d.Local, width-f.mm(6.8)) + f.em(4.2) + f.mm(6.8)
		if d.Local.Logo != "" {
			height += f.em(3.5)
		}
	}
	if len(d.Services) > 0 || d.QR != nil {
		height += f.em(3.1) + f.mm(2.6)
	}
	if d.QR != nil && d.Page.QR > 0 {
		height += d.Page.QR*millimetre + f.em(1.1)
	}
	return height
}

// shortHelp is the height of services by name and number, beside the QR code.
func (f fitter) shortHelp(d *data) float64 {
	width, height := d.Page.columnWidth(), f.em(1)
	if d.QR != nil && d.Page.QR > 0 {
		width -= (d.Page.QR + 2) * millimetre
	}
	for _, s := range d.Services {
		height += f.em(lineHeight+f.tall) * lines(s.Name+" "+s.Phone, width, f.size)
	}
	if d.Local != nil {
		height += f.em(lineHeight+f.tall+0.8) * lines(strings.Join(d.Local.texts(), " · ")+d.Local.Name+d.Local.Phone, width, f.size)
	}
	if d.QR != nil {
		height = max(height, d.Page.QR*millimetre+f.em(1))
	}
	return height
}

func (f fitter) service(s serviceData, width float64) float64 {
	height := f.em((0.95 + f.tall) * lines(s.Name, width, f.size))
	small := fitter{f.size * 0.88, f.unit, f.tall}
	if s.Phone != "" {
		height += f.em(1.62*(1+f.tall)) * lines(s.Phone, width, 1.62*f.size)
	}
	for _, text := range s.texts() {
		height += small.em(1.23+f.tall) * lines(text, width, small.size)
	}
	return height
}
