package proof_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/proof"
)

var library = catalog.Library{ID: "passalong-core", Title: "Passalong library", Publisher: "The publishers"}

func credential(t testing.TB, c progress.Certificate) []byte {
	t.Helper()
	file, err := proof.Credential(c, library)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// fixed is a certificate of which every byte is known.
func fixed() progress.Certificate {
	return progress.Certificate{
		Number: "0000-0000-0000-0", Kind: progress.ModuleCertificate, Subject: "overdose-response", Title: "Responding to an overdose",
		Modules: []progress.CertifiedModule{
			{Module: "overdose-response", Title: "Responding to an overdose", Version: "1.2", Completed: start},
		},
		Objectives: []string{"Give naloxone — and stay <there> & breathe"}, Skills: []string{"Use the spray"}, Issued: later,
		Key: bytes.Repeat([]byte{7}, 32),
	}
}

func TestACredentialFileIsAnOpenBadge(t *testing.T) {
	file := credential(t, fixed())
	if err := proof.VerifyCredential(file); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Context     []string `json:"@context"`
		ID          string
		Type        []string
		Description string
		ValidFrom   string
		Issuer      struct{ ID string }
		Subject     struct {
			ID          string
			Type        []string
			Achievement struct {
				ID, Name, Description string
				Type                  []string
				Criteria              struct{ Narrative string }
			}
		} `json:"credentialSubject"`
		Proof struct{ Cryptosuite, ProofValue string }
	}
	if err := json.Unmarshal(file, &got); err != nil {
		t.Fatal(err)
	}
	// The parts that Open Badges 3.0 asks for.
	a := got.Subject.Achievement
	for name, value := range map[string]string{
		"id": got.ID, "validFrom": got.ValidFrom, "issuer": got.Issuer.ID, "achievement": a.ID, "name": a.Name,
		"description": a.Description, "criteria": a.Criteria.Narrative,
	} {
		if value == "" {
			t.Errorf("it has no %s", name)
		}
	}
	if got.Issuer.ID != got.Subject.ID || !strings.HasPrefix(got.Issuer.ID, "did:key:z6Mk") {
		t.Errorf("it is issued by %q to %q", got.Issuer.ID, got.Subject.ID)
	}
	if !strings.Contains(got.Description, "Self-issued") || !strings.Contains(got.Description, "not an organisation") {
		t.Errorf("it does not say who vouches: %q", got.Description)
	}
	for _, said := range []string{"version 1.2, on 2026-03-01", "Give naloxone", "Use the spray"} {
		if !strings.Contains(a.Criteria.Narrative, said) {
			t.Errorf("the criteria do not say %q:\n%s", said, a.Criteria.Narrative)
		}
	}
	// Found when the implementation agreed with the standard's own example; another value is another format.
	const want = "z9yCg9TtanQHfGXTG9bPj1eSpjDR7WP1Yvjf9sdKWrYFKTEKXWySP6G9GasTphf3ccipsEJ92CDdLkHD5apgQppd"
	if got.Proof.ProofValue != want {
		t.Errorf("the proof is %q, want %q", got.Proof.ProofValue, want)
	}
}

func TestTheSameVersionsAreOneAchievement(t *testing.T) {
	achievement := func(c progress.Certificate) string {
		var got struct {
			ID      string
			Subject struct{ Achievement struct{ ID string } } `json:"credentialSubject"`
		}
		if err := json.Unmarshal(credential(t, c), &got); err != nil {
			t.Fatal(err)
		}
		return got.Subject.Achievement.ID
	}
	one, other, newer := fixed(), fixed(), fixed()
	other.Number, other.Key, other.Issued = "1111-1111-1111-1", bytes.Repeat([]byte{8}, 32), start
	newer.Modules[0].Version = "1.3"
	if achievement(one) != achievement(other) {
		t.Error("two learners have two achievements")
	}
	if achievement(one) == achievement(newer) {
		t.Error("two versions are one achievement")
	}
}

func TestACertificateWithoutAKeyHasNoFile(t *testing.T) {
	for _, key := range [][]byte{nil, make([]byte, 31), make([]byte, 33)} {
		c := fixed()
		c.Key = key
		if _, err := proof.Credential(c, library); !errors.Is(err, proof.ErrNoKey) {
			t.Errorf("with a key of %d bytes: %v", len(key), err)
		}
	}
}

func TestAChangedFileIsNoticed(t *testing.T) {
	file := string(credential(t, fixed()))
	var compact bytes.Buffer
	if err := errors.Join(json.Compact(&compact, []byte(file)), proof.VerifyCredential(compact.Bytes())); err != nil {
		t.Errorf("set out in another way it is refused: %v", err)
	}
	stranger := fixed()
	stranger.Key = bytes.Repeat([]byte{9}, 32)
	strangers := string(credential(t, stranger))
	did := func(s string) string { return s[strings.Index(s, "did:key:"):][:56] }
	changes := []struct{ name, changed string }{
		{"a title", strings.Replace(file, "Responding", "Attending", 1)},
		{"the date", strings.Replace(file, "2026-03-21", "2026-03-22", 1)},
		{"a version", strings.Replace(file, "version 1.2", "version 1.3", 1)},
		{"the type", strings.Replace(file, "OpenBadgeCredential", "EndorsementCredential", 1)},
		{"the suite", strings.Replace(file, "eddsa-jcs-2022", "eddsa-rdfc-2022", 1)},
		{"the purpose", strings.Replace(file, "assertionMethod", "authentication", 1)},
		{"a context of the proof", strings.Replace(file, "context-3.0.3", "context-3.0.2", 2)},
		{"one more member", strings.Replace(file, `"name"`, `"expires": 1, "name"`, 1)},
		{"the same member twice", strings.Replace(file, `"name"`, `"name": "Doctor", "name"`, 1)},
		{"the issuer", strings.Replace(file, did(file), did(strangers), 1)},
		{"the key that is said to have signed", strings.ReplaceAll(file, did(file), did(strangers))},
		{"no proof", file[:strings.LastIndex(file, `"proof"`)] + `"x": 1}`},
		{"half the file", file[:len(file)/2]},
	}
	for _, c := range changes {
		t.Run(c.name, func(t *testing.T) {
			if c.changed == file {
				t.Fatal("nothing was changed")
			}
			if err := proof.VerifyCredential([]byte(c.changed)); !errors.Is(err, proof.ErrNotGenuine) {
				t.Errorf("it passes: %v", err)
			}
		})
	}
}

// A byte of space between two parts of a file is no change of what it says; any other byte is.
func TestEveryByteOfAFileCounts(t *testing.T) {
	file := credential(t, fixed())
	var compact bytes.Buffer
	if err := json.Compact(&compact, file); err != nil {
		t.Fatal(err)
	}
	signed := compact.Bytes()
	for i := range signed {
		changed := bytes.Clone(signed)
		changed[i] ^= 1
		if err := proof.VerifyCredential(changed); err == nil {
			t.Errorf("byte %d may be %q: …%s…", i, changed[i], changed[max(0, i-20):min(len(changed), i+20)])
		}
	}
}

func FuzzVerifyCredential(f *testing.F) {
	file := credential(f, fixed())
	f.Add(file)
	f.Add([]byte(`{"proof":{"type":"DataIntegrityProof","cryptosuite":"eddsa-jcs-2022"}}`))
	f.Add([]byte(`[[[[`))
	var want, got any
	if err := json.Unmarshal(file, &want); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, changed []byte) {
		if proof.VerifyCredential(changed) != nil {
			return
		}
		got = nil
		if err := json.Unmarshal(changed, &got); err != nil {
			t.Fatalf("what cannot be read is genuine: %v", err)
		}
		a, _ := json.Marshal(want)
		b, _ := json.Marshal(got)
		if !bytes.Equal(a, b) {
			t.Errorf("this is genuine, too: %s", changed)
		}
	})
}
