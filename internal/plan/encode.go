package plan

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// Format is the number of the form in which plans are kept.
const Format = 1

// Why a kept plan cannot be read.
var (
	ErrNotAPlan = errors.New("this is not a plan")
	ErrNewer    = errors.New("the plan was kept by a newer version of the program")
)

type kept struct {
	Format int   `json:"format"`
	Plan   *Plan `json:"plan"`
}

// Encode gives the plan as JSON, for Decode. A plan that is not valid is a *Problem.
func (p Plan) Encode() ([]byte, error) {
	if err := p.Validate(); err != nil {
		return nil, err
	}
	data, err := json.Marshal(kept{Format, &p})
	if err != nil {
		return nil, fmt.Errorf("writing a plan: %w", err)
	}
	return data, nil
}

// Decode reads what Encode made. It is ErrNewer for a later format, a *Problem for a plan that is not valid, and
// ErrNotAPlan for anything else, such as a field that no plan has.
func Decode(data []byte) (Plan, error) {
	var head struct {
		Format int `json:"format"`
	}
	if err := json.Unmarshal(data, &head); err != nil {
		return Plan{}, fmt.Errorf("%w: %w", ErrNotAPlan, err)
	}
	if head.Format > Format {
		return Plan{}, ErrNewer
	}
	var k kept
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&k); err != nil {
		return Plan{}, fmt.Errorf("%w: %w", ErrNotAPlan, err)
	}
	if _, err := d.Token(); k.Plan == nil || k.Format != Format || !errors.Is(err, io.EOF) {
		return Plan{}, ErrNotAPlan
	}
	if err := k.Plan.Validate(); err != nil {
		return Plan{}, err
	}
	return *k.Plan, nil
}
