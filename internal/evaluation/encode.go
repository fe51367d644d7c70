package evaluation

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
)

// Why a report cannot be read.
var (
	ErrNotReport = errors.New("this is not a report")
	ErrNewer     = errors.New("this report is of a newer program")
)

// reportFormat rises when a program that knows only the one before would misread a report.
const reportFormat = 1

type reportFile struct {
	Format int    `json:"format"`
	Report Report `json:"report"`
}

// EncodeReport writes a report as JSON. It refuses what DecodeReport would refuse.
func EncodeReport(r Report) ([]byte, error) {
	if err := r.check(); err != nil {
		return nil, err
	}
	data, err := json.Marshal(reportFile{reportFormat, r})
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNotReport, err)
	}
	return data, nil
}

// DecodeReport reads what EncodeReport wrote, and nothing else: not what has other fields, and not what tells of fewer
// people than may be told of. The error is ErrNotReport or ErrNewer.
func DecodeReport(data []byte) (Report, error) {
	var version struct {
		Format int `json:"format"`
	}
	if err := json.Unmarshal(data, &version); err != nil {
		return Report{}, fmt.Errorf("%w: %w", ErrNotReport, err)
	}
	if version.Format > reportFormat {
		return Report{}, ErrNewer
	}
	var file reportFile
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&file); err != nil {
		return Report{}, fmt.Errorf("%w: %w", ErrNotReport, err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return Report{}, fmt.Errorf("%w: something follows it", ErrNotReport)
	}
	if file.Format != reportFormat {
		return Report{}, fmt.Errorf("%w: its format is %d", ErrNotReport, file.Format)
	}
	if err := file.Report.check(); err != nil {
		return Report{}, err
	}
	return file.Report, nil
}

func (r Report) check() error {
	counts := []int{r.Days, r.Minutes, r.Present.Designated, r.Present.OtherRole, r.Present.Community}
	for _, h := range r.Handouts {
		counts = append(counts, h.Copies)
	}
	for _, p := range r.Polls {
		for _, round := range p.Rounds {
			if round.Answered < LeastPairs && (len(round.Counts) > 0 || round.Right != 0) {
				return fmt.Errorf("%w: it tells how too few answered", ErrNotReport)
			}
			counts = append(counts, round.Answered, round.Right)
			for _, n := range round.Counts {
				counts = append(counts, n)
			}
		}
	}
	if r.ID == "" {
		return fmt.Errorf("%w: it has no id", ErrNotReport)
	}
	if !sane(counts) {
		return fmt.Errorf("%w: a count is out of range", ErrNotReport)
	}
	return r.Change.check()
}

// sane reports whether counts of people, minutes and copies may be so. The limit keeps sums of many of them from
// overflowing.
func sane(counts []int) bool {
	const most = 1_000_000
	for _, n := range counts {
		if n < 0 || n > most {
			return false
		}
	}
	return true
}

func (c Change) check() error {
	counts := []int{c.Before, c.After, c.Paired}
	shares := []Share{c.Whole}
	for _, it := range c.Items {
		counts, shares = append(counts, it.SureWrongBefore, it.SureWrongAfter), append(shares, it.Share)
		if it.SureWrongBefore > c.Paired || it.SureWrongAfter > c.Paired {
			return fmt.Errorf("%w: more were sure than are paired", ErrNotReport)
		}
	}
	for _, o := range c.Objectives {
		counts, shares = append(counts, o.Items), append(shares, o.Share)
	}
	if !sane(counts) || c.Paired > min(c.Before, c.After) {
		return fmt.Errorf("%w: a count is out of range", ErrNotReport)
	}
	if c.Told && (c.Paired < LeastPairs || len(c.Items) == 0) {
		return fmt.Errorf("%w: it tells of too few", ErrNotReport)
	}
	if !c.Told && (len(c.Items) > 0 || len(c.Objectives) > 0 || c.Whole != Share{}) {
		return fmt.Errorf("%w: it tells of too few", ErrNotReport)
	}
	for _, s := range shares {
		if !s.sound() {
			return fmt.Errorf("%w: a share is out of range", ErrNotReport)
		}
	}
	return nil
}

// sound reports whether a share is one.
func (s Share) sound() bool {
	const noise = 1e-9
	between := func(low, v, high float64) bool { return v >= low-noise && v <= high+noise }
	return between(0, s.Before, 1) && between(0, s.After, 1) && math.Abs(s.After-s.Before-s.Change) <= noise &&
		between(-1, s.Low, 1) && between(-1, s.High, 1) && between(s.Low, s.Change, s.High)
}
