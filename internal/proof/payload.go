package proof

import (
	"crypto/sha256"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/progress"
)

// mark begins a payload and names its version.
const mark = "PASSALONG1"

// The longest parts of a payload. With them it stays below 160 characters, so its QR code stays coarse enough for a
// photocopy. What is cut off is covered by the digest.
const (
	longestSubject  = 40
	longestVersions = 40
	digestSymbols   = 16 // 80 bits
)

// Payload is what the QR code of a certificate holds, and what Verify takes:
//
//	PASSALONG1:7K3F9Q2MXW4TC:MODULE:OVERDOSE-RESPONSE:1.2:20260301:M3P0Q8V5T1R7K2ZD
//
// mark, number, kind, id of the module or track, versions of the modules, date of issue (UTC), and the beginning of
// a digest of all facts. It has only characters of QR's compact alphanumeric mode: digits, capitals and "$%*+-./:".
func Payload(c progress.Certificate) string {
	versions := make([]string, len(c.Modules))
	for i, m := range c.Modules {
		versions[i] = m.Version
	}
	parts := []string{
		mark, strings.ReplaceAll(c.Number, "-", ""), compact(string(c.Kind), 10), compact(c.Subject, longestSubject),
		compact(strings.Join(versions, "+"), longestVersions), c.Issued.UTC().Format("20060102"), digest(c),
	}
	return strings.Join(parts, ":")
}

// compact writes a text with the characters of a part of a payload.
func compact(s string, longest int) string {
	out := []byte(strings.ToUpper(s))
	for i, c := range out {
		if (c < '0' || c > '9') && (c < 'A' || c > 'Z') && !strings.ContainsRune("$%*+-./", rune(c)) {
			out[i] = '-'
		}
	}
	return string(out[:min(len(out), longest)])
}

// facts are what a digest covers: all that a certificate says.
type facts struct {
	Number     string                     `json:"number"`
	Kind       progress.CertificateKind   `json:"kind"`
	Subject    string                     `json:"subject"`
	Title      string                     `json:"title"`
	Modules    []progress.CertifiedModule `json:"modules"`
	Objectives []string                   `json:"objectives"`
	Skills     []string                   `json:"skills"`
	Issued     time.Time                  `json:"issued"`
}

// digest is the beginning of the SHA-256 of the facts, in base 32. The key is no part of it: a
// certificate can be checked by who has the facts and nothing else.
func digest(c progress.Certificate) string {
	f := facts{c.Number, c.Kind, c.Subject, c.Title, slices.Clone(c.Modules), c.Objectives, c.Skills, inSeconds(c.Issued)}
	for i := range f.Modules {
		f.Modules[i].Completed = inSeconds(f.Modules[i].Completed)
	}
	text, err := json.Marshal(f)
	if err != nil {
		return "" // only for a time outside the years 0 to 9999
	}
	sum := sha256.Sum256(text)
	out := make([]byte, digestSymbols)
	for i := range out {
		bit := 5 * i
		two := uint(sum[bit/8])<<8 | uint(sum[bit/8+1])
		out[i] = alphabet[two>>(11-bit%8)&31]
	}
	return string(out)
}

// inSeconds drops what a record may not keep.
func inSeconds(t time.Time) time.Time { return t.UTC().Truncate(time.Second) }

// A State is what holding a number or a payload against a record came to.
type State int

// The states.
const (
	Mistyped State = iota // not a number: a symbol is wrong, missing or too many
	Unknown               // a number, but the record has no certificate with it
	Differs               // the record has it, but the payload says something else about it
	Matches               // the record has it and, if a payload was given, says the same
)

// A Verdict is what Verify found.
type Verdict struct {
	State       State
	Number      string               // as it is written; empty when Mistyped
	Certificate progress.Certificate // of the record, when Differs or Matches
	Whole       bool                 // a payload was checked, so that everything on the certificate is as in the record; else its number alone
	Differing   []Fact               // what differs, when Differs
}

// A Fact is a part of a payload that can differ.
type Fact string

// The facts.
const (
	KindFact     Fact = "kind"
	SubjectFact  Fact = "subject"
	VersionsFact Fact = "versions"
	DateFact     Fact = "date"
	OtherFacts   Fact = "other" // titles, objectives, skills or times of completion
)

// order of the facts in a payload, after mark and number.
var factOrder = [...]Fact{KindFact, SubjectFact, VersionsFact, DateFact, OtherFacts}

// capitals writes the letters of a payload large, and no other letters that become these, such as “ſ” and “ı”.
func capitals(s string) string {
	return strings.Map(func(c rune) rune {
		if 'a' <= c && c <= 'z' {
			c -= 'a' - 'A'
		}
		return c
	}, s)
}

// Verify holds what was scanned or typed, a payload or a number alone, against a record. It takes anything.
func Verify(payloadOrNumber string, r progress.Record) Verdict {
	scanned := capitals(strings.TrimSpace(payloadOrNumber))
	parts := strings.Split(scanned, ":")
	whole := parts[0] == mark && len(parts) == 2+len(factOrder)
	typed := payloadOrNumber
	if whole {
		typed = parts[1]
	}
	number, err := Number(typed)
	if err != nil {
		return Verdict{State: Mistyped}
	}
	i := slices.IndexFunc(r.Certificates, func(c progress.Certificate) bool { return c.Number == number })
	if i < 0 {
		return Verdict{State: Unknown, Number: number}
	}
	v := Verdict{State: Matches, Number: number, Certificate: r.Certificates[i], Whole: whole}
	if !whole {
		return v
	}
	kept := strings.Split(Payload(v.Certificate), ":")
	for n, fact := range factOrder {
		if parts[2+n] != kept[2+n] {
			v.State = Differs
			v.Differing = append(v.Differing, fact)
		}
	}
	return v
}
