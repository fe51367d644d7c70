package handout_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/handout"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/proof"
)

func skills() []catalog.Skill {
	return []catalog.Skill{
		{ID: "recovery", Title: "Put a person into the recovery position", Steps: []catalog.SkillStep{
			{ID: "arm", Text: "Puts the near arm out, out of the way"}, {ID: "hand", Text: "Brings the far hand to the near cheek, and holds it there"},
			{ID: "knee", Text: "Pulls up the far knee and rolls the person towards them"}, {ID: "head", Text: "Tips the head back, so that the airway stays open"},
		}},
		{ID: "spray", Title: "Give nasal naloxone", Steps: []catalog.SkillStep{
			{ID: "peel", Text: "Peels the pack and does not test the spray"}, {ID: "nose", Text: "Puts the tip in one nostril and presses the plunger"}, {ID: "time", Text: "Notes the time"},
		}},
	}
}

func checklistInput(form paper.Form) handout.ChecklistInput {
	in := sample()
	in.Module.Title, in.Module.Skills = "Responding to an opioid overdose", skills()
	return handout.ChecklistInput{Module: in.Module, Library: in.Library, Form: form}
}

func certificateInput() handout.CertificateInput {
	done := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	c := progress.Certificate{
		Number: "7K3F-9Q2M-XW4T-7", Kind: progress.ModuleCertificate, Subject: "overdose-response", Title: "Responding to an opioid overdose",
		Modules: []progress.CertifiedModule{{Module: "overdose-response", Title: "Responding to an opioid overdose", Version: "1.2", Completed: done}},
		Objectives: []string{
			"Explain what an opioid overdose is and what makes one more likely", "Recognise an overdose and tell it from sleep",
			"Call 000, and keep the person breathing until help comes", "Show how to give nasal naloxone, and when to give more",
			"Support the person, and everyone who was there, afterwards",
		},
		Skills: []string{"Put a person into the recovery position", "Give nasal naloxone"},
		Issued: time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC),
	}
	return handout.CertificateInput{Certificate: c, Payload: proof.Payload(c), Library: sample().Library, Language: "en"}
}

func TestChecklist(t *testing.T) {
	sheet, err := newPress(t).Checklist(t.Context(), checklistInput(paper.Form{}))
	if err != nil {
		t.Fatal(err)
	}
	keep(t, sheet.PDF)
	text := textOf(t, sheet.PDF)
	for _, want := range []string{
		"Skills checklist", "Responding to an opioid overdose", "Version 1.0", "Draft: awaiting", "Code of each learner", "Please don't write names",
		"Put a person into the recovery position", "1 Puts the near arm out", "Give nasal naloxone", "3 Notes the time", "initials", "Date",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the checklist does not say %q:\n%s", want, text)
		}
	}
	if sheet.Pages != 1 {
		t.Errorf("%d pages", sheet.Pages)
	}
}

func TestModuleWithoutSkillsHasNoChecklist(t *testing.T) {
	in := checklistInput(paper.Form{})
	in.Module.Skills = nil
	if _, err := newPress(t).Checklist(t.Context(), in); !errors.Is(err, handout.ErrNoSkills) {
		t.Errorf("error %v", err)
	}
}

func certificateOf(t *testing.T, in handout.CertificateInput) paper.Sheet {
	t.Helper()
	sheet, err := newPress(t).Certificate(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	keep(t, sheet.PDF)
	return sheet
}

func TestCertificate(t *testing.T) {
	in := certificateInput()
	sheet := certificateOf(t, in)
	text := textOf(t, sheet.PDF)
	for _, want := range []string{
		"Certificate", "Responding to an opioid overdose", "completed this module on 20 November 2026", "The holder has learned to",
		"Recognise an overdose and tell it from sleep", "A facilitator saw the holder", "Give nasal naloxone", "version 1.2",
		"7K3F-9Q2M-XW4T-7", "Issued on 22 November 2026", "made by the learner's own copy of Passalong", "no organisation vouches for it", "To check this certificate",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the certificate does not say %q:\n%s", want, text)
		}
	}
	for _, unwanted := range []string{"Made out to", "name", "Draft"} {
		if strings.Contains(text, unwanted) {
			t.Errorf("a certificate without a name says %q", unwanted)
		}
	}
	if got := readCode(t, sheet.PDF); got != in.Payload || sheet.Pages != 1 {
		t.Errorf("%d pages, and the QR code says %q, want %q", sheet.Pages, got, in.Payload)
	}
	v := proof.Verify(readCode(t, sheet.PDF), progress.Record{Certificates: []progress.Certificate{in.Certificate}})
	if v.State != proof.Matches || !v.Whole {
		t.Errorf("held against the record: %+v", v)
	}
}

func TestNameIsOnThePageAndNowhereElse(t *testing.T) {
	in := certificateInput()
	without := certificateOf(t, in)
	in.Name = "  Robin\tHartley \n"
	sheet := certificateOf(t, in)
	if text := textOf(t, sheet.PDF); !strings.Contains(text, "Made out to Robin Hartley") || !strings.Contains(text, "does not keep it") {
		t.Errorf("the name is not on the page:\n%s", text)
	}
	for _, place := range []string{tool(t, sheet.PDF, "pdfinfo", "PDF"), tool(t, sheet.PDF, "pdfinfo", "-meta", "PDF"), tool(t, sheet.PDF, "qpdf", "--qdf", "--object-streams=disable", "PDF", "-")} {
		if strings.Contains(place, "Robin") || strings.Contains(place, "Hartley") {
			t.Error("the name is in what the PDF says of itself")
		}
	}
	in.Name = ""
	if again := certificateOf(t, in); !bytes.Equal(without.PDF, again.PDF) {
		t.Error("a certificate remembers the name of the one before")
	}
	in.Name = " \t"
	if blank := certificateOf(t, in); !bytes.Equal(without.PDF, blank.PDF) {
		t.Error("a name of spaces is a name")
	}
}

func TestCertificateOfATrack(t *testing.T) {
	in := certificateInput()
	in.Certificate.Kind, in.Certificate.Title, in.Certificate.Skills = progress.TrackCertificate, "Overdose responder", nil
	in.Missing = []string{"clinical"}
	for range 2 {
		in.Certificate.Modules = append(in.Certificate.Modules, in.Certificate.Modules[0])
		in.Certificate.Objectives = append(in.Certificate.Objectives, in.Certificate.Objectives[:5]...)
	}
	in.Certificate.Modules[1].Completed = in.Certificate.Issued
	sheet := certificateOf(t, in)
	text := textOf(t, sheet.PDF)
	for _, want := range []string{"completed the 3 modules of this track, the last of them on 22 November 2026", "Draft: awaiting clinical review"} {
		if !strings.Contains(text, want) {
			t.Errorf("the certificate does not say %q:\n%s", want, text)
		}
	}
	if strings.Contains(text, "facilitator") {
		t.Error("nobody saw a skill")
	}
	if sheet.Pages != 1 {
		t.Errorf("%d pages", sheet.Pages)
	}
	for len(in.Certificate.Objectives) < 150 {
		in.Certificate.Objectives = append(in.Certificate.Objectives, in.Certificate.Objectives...)
	}
	if sheet := certificateOf(t, in); sheet.Pages < 2 || sheet.TextSize < 10 {
		t.Errorf("what does not fit takes %d pages at %g points", sheet.Pages, sheet.TextSize)
	}
}
