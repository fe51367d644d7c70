package store

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/scenario"
)

// Rows of scenarios, observations and certificates. They are comparable: lists are kept as JSON.
type (
	givenScenarioRow struct {
		SHA256 string `gorm:"primaryKey;column:sha256"`
		Body   string
	}
	runRow struct {
		ID            string `gorm:"primaryKey"`
		Module        string
		ModuleVersion string
		Variant       string
		Clock         bool
		Started       int64
		GivenScenario string
	}
	stepRow struct {
		Run    string `gorm:"primaryKey"`
		N      int    `gorm:"primaryKey"`
		Action string
		Taken  int64
	}
	observationRow struct {
		ID            string `gorm:"primaryKey"`
		Module        string
		ModuleVersion string
		Skill         string
		Title         string
		Steps         string
		Missing       string
		Initials      string
		Seen          int64
	}
	certificateRow struct {
		Number     string `gorm:"primaryKey"`
		Kind       string
		Subject    string
		Title      string
		Modules    string
		Objectives string
		Skills     string
		Issued     int64
		Key        string
	}
)

func (givenScenarioRow) TableName() string { return "given_scenario" }
func (runRow) TableName() string           { return "run" }
func (stepRow) TableName() string          { return "step" }
func (observationRow) TableName() string   { return "observation" }
func (certificateRow) TableName() string   { return "certificate" }

func givenScenarioRowOf(s scenario.Scenario) (givenScenarioRow, error) {
	body, err := json.Marshal(s)
	if err != nil {
		return givenScenarioRow{}, fmt.Errorf("encoding scenario %s: %w", s.ID, err)
	}
	return givenScenarioRow{SHA256: digest(string(body)), Body: string(body)}, nil
}

// scenario checks the digest, as quiz does.
func (r givenScenarioRow) scenario() (scenario.Scenario, error) {
	if digest(r.Body) != r.SHA256 {
		return scenario.Scenario{}, fmt.Errorf("%w: a scenario is not as it was given", progress.ErrDamagedProfile)
	}
	var s scenario.Scenario
	if err := json.Unmarshal([]byte(r.Body), &s); err != nil {
		return scenario.Scenario{}, fmt.Errorf("%w: a scenario cannot be read: %w", progress.ErrDamagedProfile, err)
	}
	return s, nil
}

func runRowOf(r scenario.Run, givenScenario string) runRow {
	return runRow{
		ID: r.ID, Module: r.Module, ModuleVersion: r.ModuleVersion, Variant: r.Variant, Clock: r.Clock,
		Started: millis(r.Started), GivenScenario: givenScenario,
	}
}

func (r runRow) run(s scenario.Scenario) scenario.Run {
	return scenario.Run{
		ID: r.ID, Module: r.Module, ModuleVersion: r.ModuleVersion, Variant: r.Variant, Clock: r.Clock,
		Started: fromMillis(r.Started), Scenario: s,
	}
}

func (r stepRow) step() scenario.Step {
	return scenario.Step{Action: scenario.ActionID(r.Action), At: fromMillis(r.Taken)}
}

func observationRowOf(o progress.Observation) (observationRow, error) {
	steps, err := json.Marshal(o.Steps)
	missing, err2 := json.Marshal(o.Missing)
	if err := errors.Join(err, err2); err != nil {
		return observationRow{}, fmt.Errorf("encoding what a facilitator saw: %w", err)
	}
	return observationRow{
		ID: o.ID, Module: string(o.Module), ModuleVersion: o.ModuleVersion, Skill: string(o.Skill), Title: o.Title,
		Steps: string(steps), Missing: string(missing), Initials: o.Initials, Seen: millis(o.At),
	}, nil
}

func (r observationRow) observation() (progress.Observation, error) {
	o := progress.Observation{
		ID: r.ID, Module: catalog.ModuleID(r.Module), ModuleVersion: r.ModuleVersion, Skill: catalog.SkillID(r.Skill),
		Title: r.Title, Initials: r.Initials, At: fromMillis(r.Seen),
	}
	err := errors.Join(json.Unmarshal([]byte(r.Steps), &o.Steps), json.Unmarshal([]byte(r.Missing), &o.Missing))
	if err != nil {
		return progress.Observation{}, fmt.Errorf("%w: what a facilitator saw cannot be read: %w", progress.ErrDamagedProfile, err)
	}
	return o, nil
}

func certificateRowOf(c progress.Certificate) (certificateRow, error) {
	modules, err := json.Marshal(c.Modules)
	objectives, err2 := json.Marshal(c.Objectives)
	skills, err3 := json.Marshal(c.Skills)
	if err := errors.Join(err, err2, err3); err != nil {
		return certificateRow{}, fmt.Errorf("encoding certificate %s: %w", c.Number, err)
	}
	return certificateRow{
		Number: c.Number, Kind: string(c.Kind), Subject: c.Subject, Title: c.Title, Modules: string(modules),
		Objectives: string(objectives), Skills: string(skills), Issued: millis(c.Issued), Key: hex.EncodeToString(c.Key),
	}, nil
}

func (r certificateRow) certificate() (progress.Certificate, error) {
	c := progress.Certificate{
		Number: r.Number, Kind: progress.CertificateKind(r.Kind), Subject: r.Subject, Title: r.Title, Issued: fromMillis(r.Issued),
	}
	var err error
	c.Key, err = hex.DecodeString(r.Key)
	err = errors.Join(err, json.Unmarshal([]byte(r.Modules), &c.Modules),
		json.Unmarshal([]byte(r.Objectives), &c.Objectives), json.Unmarshal([]byte(r.Skills), &c.Skills))
	if err != nil {
		return progress.Certificate{}, fmt.Errorf("%w: certificate %s cannot be read: %w", progress.ErrDamagedProfile, r.Number, err)
	}
	return c, nil
}
