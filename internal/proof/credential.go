package proof

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
)

// ErrNoKey says that a certificate has no key to sign with.
var ErrNoKey = errors.New("the certificate has no key")

// contexts of an Open Badges 3.0 credential (1EdTech, ob_v3p0), in this order.
var contexts = [...]string{"https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"}

// The parts of the file. Their JSON names are those of the Open Badges 3.0 data model.
type (
	credential struct {
		Context     []string `json:"@context"`
		ID          string   `json:"id"`
		Type        []string `json:"type"`
		Name        string   `json:"name"`
		Description string   `json:"description"`
		Issuer      profile  `json:"issuer"`
		ValidFrom   string   `json:"validFrom"`
		Subject     subject  `json:"credentialSubject"`
		Proof       *proof   `json:"proof,omitempty"`
	}
	profile struct {
		ID          string   `json:"id"`
		Type        []string `json:"type"`
		Name        string   `json:"name"`
		Description string   `json:"description"`
	}
	subject struct {
		ID          string      `json:"id"`
		Type        []string    `json:"type"`
		Achievement achievement `json:"achievement"`
	}
	achievement struct {
		ID          string   `json:"id"`
		Type        []string `json:"type"`
		Kind        string   `json:"achievementType"`
		Name        string   `json:"name"`
		Description string   `json:"description"`
		Criteria    criteria `json:"criteria"`
	}
	criteria struct {
		Narrative string `json:"narrative"` // Markdown
	}
	proof struct {
		Context []string `json:"@context"`
		Type    string   `json:"type"`
		Suite   string   `json:"cryptosuite"`
		Created string   `json:"created"`
		Method  string   `json:"verificationMethod"`
		Purpose string   `json:"proofPurpose"`
		Value   string   `json:"proofValue,omitempty"`
	}
)

// Credential makes an Open Badges 3.0 file of a certificate: an OpenBadgeCredential with one proof, eddsa-jcs-2022
// (W3C, "Data Integrity EdDSA Cryptosuites"). Issuer and subject are the same did:key, that of the certificate's own key:
// the learner's record vouches for itself, and the file says so in words. It holds no name. The same certificate
// gives the same bytes. It returns ErrNoKey for a certificate that was not made by this package.
//
// Of the two suites of EdDSA this is the one that signs JSON as it is. The other signs RDF, for which a program needs a
// JSON-LD processor and both contexts; JCS needs a page of code.
func Credential(c progress.Certificate, lib catalog.Library) ([]byte, error) {
	if len(c.Key) != ed25519.SeedSize {
		return nil, ErrNoKey
	}
	key := ed25519.NewKeyFromSeed(c.Key)
	did := didOf(key.Public().(ed25519.PublicKey))
	unsigned := badge(c, lib, did)
	p := &proof{
		Context: contexts[:], Type: proofType, Suite: suite, Created: unsigned.ValidFrom, Method: methodOf(did), Purpose: purpose,
	}
	hash, err := hashOf(unsigned, p)
	if err != nil {
		return nil, fmt.Errorf("making a credential: %w", err)
	}
	p.Value = multibase(ed25519.Sign(key, hash))
	unsigned.Proof = p
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(unsigned); err != nil {
		return nil, fmt.Errorf("writing a credential: %w", err)
	}
	return out.Bytes(), nil
}

// badge says what a certificate says, in the words of Open Badges.
func badge(c progress.Certificate, lib catalog.Library, did string) credential {
	kind := "Course"
	if c.Kind == progress.TrackCertificate {
		kind = "LearningProgram"
	}
	return credential{
		Context: contexts[:],
		ID:      urn("certificate", c.Number),
		Type:    []string{"VerifiableCredential", "OpenBadgeCredential"},
		Name:    c.Title,
		Description: "Self-issued: the record on the learner's own machine vouches for this, not an organisation. Certificate " + c.Number +
			" can be checked against that record.",
		Issuer: profile{
			ID: did, Type: []string{"Profile"}, Name: "A learner's record",
			Description: "A key that was made for this one certificate. It belongs to the learner and names nobody.",
		},
		ValidFrom: c.Issued.UTC().Format(time.RFC3339),
		Subject: subject{
			ID: did, Type: []string{"AchievementSubject"},
			Achievement: achievement{
				ID: achievementID(c, lib), Type: []string{"Achievement"}, Kind: kind, Name: c.Title,
				Description: describe(c, lib), Criteria: criteria{narrative(c)},
			},
		},
	}
}

// describe says where the content comes from.
func describe(c progress.Certificate, lib catalog.Library) string {
	from := "a library of Passalong"
	switch {
	case lib.Title != "" && lib.Publisher != "":
		from = lib.Title + ", published by " + lib.Publisher
	case lib.Title != "":
		from = lib.Title
	}
	what := "module"
	if c.Kind == progress.TrackCertificate {
		what = "track"
	}
	return fmt.Sprintf("The %s “%s” of %s.", what, c.Title, from)
}

// narrative says what was done, in Markdown.
func narrative(c progress.Certificate) string {
	var b strings.Builder
	b.WriteString("Passed the quiz of each module, with every safety-critical question right:\n\n")
	for _, m := range c.Modules {
		fmt.Fprintf(&b, "- %s, version %s, on %s\n", plain(m.Title), plain(m.Version), m.Completed.UTC().Format(time.DateOnly))
	}
	list := func(heading string, texts []string) {
		if len(texts) > 0 {
			fmt.Fprintf(&b, "\n%s\n\n", heading)
		}
		for _, t := range texts {
			fmt.Fprintf(&b, "- %s\n", plain(t))
		}
	}
	list("Objectives met:", c.Objectives)
	list("Skills that a facilitator saw:", c.Skills)
	return b.String()
}

// plain keeps the words of a text and makes nothing of them that Markdown would read as more.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("\r\n`*_[]<>|#", r) {
			return ' '
		}
		return r
	}, s)
}

// achievementID is the same for everybody who completed the same versions.
func achievementID(c progress.Certificate, lib catalog.Library) string {
	parts := []string{"achievement", lib.ID, string(c.Kind), c.Subject}
	for _, m := range c.Modules {
		parts = append(parts, string(m.Module), m.Version)
	}
	return urn(parts...)
}

// urn names something by what it is: a UUID of version 8 (RFC 9562) out of a digest.
func urn(parts ...string) string {
	sum := sha256.Sum256([]byte("passalong\x00" + strings.Join(parts, "\x00")))
	id := sum[:16]
	id[6] = id[6]&0x0f | 0x80
	id[8] = id[8]&0x3f | 0x80
	x := hex.EncodeToString(id)
	return "urn:uuid:" + strings.Join([]string{x[:8], x[8:12], x[12:16], x[16:20], x[20:]}, "-")
}
