package progressview

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/proof"
	"github.com/passalong/passalong/internal/report"
	"github.com/passalong/passalong/internal/ui/glance"
	"github.com/passalong/passalong/internal/ui/nav"
)

// sure sets how sure the learner was against what was right.
func (m *model) sure() sureState {
	s := m.report.Totals.Sure
	st := sureState{Asked: s.Asked() > 0, Counts: [4]figure{
		{fmt.Sprint(s.SureRight), "sure, and right"},
		{fmt.Sprint(s.SureWrong), "sure, but not right"},
		{fmt.Sprint(s.UnsureRight), "not sure, and right"},
		{fmt.Sprint(s.UnsureWrong), "not sure, and not right"},
	}}
	switch n := len(m.report.Myths); {
	case !st.Asked:
		st.Lead = "Some quizzes ask how sure you are. What you were sure of and had wrong will show here, for you alone."
	case n == 0:
		st.Lead = "There is nothing that you were sure of and had wrong the last time."
	default:
		st.Lead = fmt.Sprintf("%d %s to unlearn first. Everybody has some: these are the ones that slip out when it matters.", n, plural(n, "thing", "things"))
	}
	for _, y := range m.report.Myths {
		st.Myths = append(st.Myths, mythOf(&y))
	}
	return st
}

func mythOf(y *report.Myth) mythState {
	st := mythState{
		Prompt: y.Prompt, Chosen: strings.Join(y.Chosen, "; "), Right: strings.Join(y.Right, "; "), Why: y.Explanation,
		Critical: y.Critical, Meta: glance.Join(y.Title, glance.Date(y.Last)),
	}
	if y.Times > 1 {
		st.Meta = glance.Join(st.Meta, fmt.Sprintf("%d times", y.Times))
	}
	if y.Lesson != "" {
		st.Lesson = nav.Route{Screen: nav.Lesson, Module: y.Module, Lesson: y.Lesson}
	}
	return st
}

func (m *model) proof() proofState {
	st := proofState{Trouble: m.trouble, Saving: m.saving, Verdict: verdictOf(m.checked)}
	for i := range m.report.Modules {
		if mod := &m.report.Modules[i]; mod.Status.Stage == progress.Completed && !mod.Gone {
			st.Offers = append(st.Offers, offer{progress.ModuleCertificate, string(mod.ID), mod.Title})
		}
	}
	for _, t := range m.report.Tracks {
		if len(t.Modules) > 1 && t.Completed == len(t.Modules) {
			st.Offers = append(st.Offers, offer{progress.TrackCertificate, string(t.ID), t.Title})
		}
	}
	for i := len(m.report.Certificates) - 1; i >= 0; i-- {
		c := m.report.Certificates[i]
		st.Certificates = append(st.Certificates, certificateState{
			Number: c.Number, Title: c.Title, Meta: glance.Join(c.Number, glance.Date(c.Issued)),
			To: nav.Route{Screen: nav.Sheet, Sheet: nav.CertificateSheet, Number: c.Number},
		})
	}
	return st
}

// certify makes a certificate of what is offered.
func (m *model) certify(o offer, r progress.Record, now time.Time, random io.Reader) (progress.Certificate, error) {
	if o.Kind == progress.ModuleCertificate {
		mod, ok := m.catalog.Module(catalog.ModuleID(o.Subject))
		if !ok {
			return progress.Certificate{}, proof.ErrNotYet
		}
		return proof.ForModule(mod, r, now, random)
	}
	for _, t := range m.catalog.Library.Tracks {
		if string(t.ID) == o.Subject {
			return proof.ForTrack(m.catalog, t, r, now, random)
		}
	}
	return progress.Certificate{}, proof.ErrNotYet
}

// check holds what was typed or scanned against the record.
func (m *model) check(r progress.Record) {
	v := proof.Verify(m.typed, r)
	m.checked = &v
}

func verdictOf(v *proof.Verdict) verdictState {
	if v == nil {
		return verdictState{}
	}
	st := verdictState{Shown: true}
	switch v.State {
	case proof.Matches:
		st.Good = true
		st.Text = fmt.Sprintf("This record has it: %s, %s.", v.Certificate.Title, glance.Date(v.Certificate.Issued))
		if !v.Whole {
			st.Text += " Only the number was checked. Compare the rest of the paper, or scan its code."
		}
	case proof.Differs:
		st.Text = "This record has the number, but the paper says something else. Do not rely on the paper."
	case proof.Unknown:
		st.Text = "This record has no certificate with that number. It may be in another profile."
	default:
		st.Text = "That is not a certificate's number. It has 13 letters and digits, such as 7K3F-9Q2M-XW4T-C. Look at it again."
	}
	return st
}
