package handout_test

import (
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
		Number: "7K3F-9Q2M-XW4T-C", Kind: progress.ModuleCertificate, Subject: "overdose-response", Title: "Responding to an opioid overdose",
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

func TestChecklists(t *testing.T) {
	for name, form := range map[string]paper.Form{"usual": {}, "letter": {Size: paper.Letter}, "large": {Large: true}} {
		t.Run(name, func(t *testing.T) {
			sheet, err := newPress(t).Checklist(t.Context(), checklistInput(form))
			if err != nil {
				t.Fatal(err)
			}
			keep(t, sheet.PDF)
		})
	}
}

func TestCertificates(t *testing.T) {
	for name, change := range map[string]func(*handout.CertificateInput){
		"plain": func(*handout.CertificateInput) {},
		"named": func(in *handout.CertificateInput) { in.Name = "Robin Nguyễn-Hartley" },
		"letter draft": func(in *handout.CertificateInput) {
			in.Size, in.Missing = paper.Letter, []string{"clinical", "legal"}
		},
		"track": func(in *handout.CertificateInput) {
			in.Certificate.Kind, in.Certificate.Title = progress.TrackCertificate, "Overdose responder"
			for range 2 {
				in.Certificate.Modules = append(in.Certificate.Modules, in.Certificate.Modules[0])
				in.Certificate.Objectives = append(in.Certificate.Objectives, in.Certificate.Objectives[:5]...)
			}
			in.Name = "Robin Nguyễn-Hartley"
		},
	} {
		t.Run(name, func(t *testing.T) {
			in := certificateInput()
			change(&in)
			sheet, err := newPress(t).Certificate(t.Context(), in)
			if err != nil {
				t.Fatal(err)
			}
			t.Log(sheet.Pages, sheet.TextSize)
			keep(t, sheet.PDF)
		})
	}
}
