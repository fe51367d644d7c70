package proof

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// ErrNotGenuine says that a credential file was changed after it was signed, or is not one that this program makes.
var ErrNotGenuine = errors.New("the credential is not genuine")

// What a proof of eddsa-jcs-2022 says of itself.
const (
	proofType = "DataIntegrityProof"
	suite     = "eddsa-jcs-2022"
	purpose   = "assertionMethod"
)

// VerifyCredential checks a file of Credential: that nothing of it was changed since it was signed, and that it is
// issued by the key that signed it to the same key. It says nothing about whose key that is. It takes anything,
// and returns nil or an error that matches ErrNotGenuine.
func VerifyCredential(file []byte) error {
	document, err := parseObject(file)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNotGenuine, err)
	}
	did, err := verifyProof(document)
	if err == nil {
		err = checkBadge(document, did)
	}
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNotGenuine, err)
	}
	return nil
}

// verifyProof follows "Verify Proof (eddsa-jcs-2022)" and returns the did:key that signed.
func verifyProof(document map[string]any) (did string, err error) {
	options, ok := document["proof"].(map[string]any)
	if !ok {
		return "", errors.New("it has not one proof")
	}
	unsecured, options := maps.Clone(document), maps.Clone(options)
	value, _ := options["proofValue"].(string)
	delete(options, "proofValue")
	delete(unsecured, "proof")
	if options["type"] != proofType || options["cryptosuite"] != suite || options["proofPurpose"] != purpose {
		return "", fmt.Errorf("its proof is not of %s", suite)
	}
	if created, _ := options["created"].(string); !isTime(created) {
		return "", errors.New("its proof has no time")
	}
	if context, ok := options["@context"]; ok {
		if !beginsWith(unsecured["@context"], context) {
			return "", errors.New("its proof has another context")
		}
		unsecured["@context"] = context
	}
	method, _ := options["verificationMethod"].(string)
	did, _, _ = strings.Cut(method, "#")
	key, err := keyOf(did)
	if err != nil || method != methodOf(did) {
		return "", errors.New("its key cannot be read")
	}
	signature, err := parseMultibase(value)
	if err != nil || len(signature) != ed25519.SignatureSize || multibase(signature) != value {
		return "", errors.New("its signature cannot be read")
	}
	hash, err := hashOf(unsecured, options)
	if err != nil {
		return "", err
	}
	if !ed25519.Verify(key, hash, signature) {
		return "", errors.New("its signature does not fit")
	}
	return did, nil
}

func isTime(s string) bool {
	_, err := time.Parse(time.RFC3339, s)
	return err == nil
}

// beginsWith reports whether a context has the other's values first, in the same order.
func beginsWith(context, with any) bool {
	all, first := asList(context), asList(with)
	if len(first) > len(all) {
		return false
	}
	return slices.EqualFunc(all[:len(first)], first, func(a, b any) bool {
		x, errX := canonical(nil, a)
		y, errY := canonical(nil, b)
		return errX == nil && errY == nil && string(x) == string(y)
	})
}

func asList(v any) []any {
	if list, ok := v.([]any); ok {
		return list
	}
	return []any{v}
}

// checkBadge checks what a signature cannot: that the file is a badge that a record issued to itself.
func checkBadge(document map[string]any, did string) error {
	issuer, _ := document["issuer"].(map[string]any)
	subject, _ := document["credentialSubject"].(map[string]any)
	validFrom, _ := document["validFrom"].(string)
	types, _ := document["type"].([]any)
	options, _ := document["proof"].(map[string]any)
	context, signed := document["@context"].([]any)
	_, inProof := options["@context"]
	switch {
	case !slices.Contains(types, any("VerifiableCredential")) || !slices.Contains(types, any("OpenBadgeCredential")):
		return errors.New("it is not an Open Badge")
	case !signed || !inProof || len(context) != len(contexts) || context[0] != contexts[0] || context[1] != contexts[1] ||
		len(asList(options["@context"])) != len(contexts):
		return errors.New("it has other contexts")
	case issuer["id"] != did || subject["id"] != did:
		return errors.New("it was not issued by its own key to itself")
	case !isTime(validFrom):
		return errors.New("it has no date")
	}
	return nil
}

// hashOf is what is signed: the digest of the proof without its value, then that of the document without its proof, each
// in canonical form.
func hashOf(document, options any) ([]byte, error) {
	var hash []byte
	for _, part := range []any{options, document} {
		plain, err := asParsed(part)
		if err != nil {
			return nil, err
		}
		text, err := canonical(nil, plain)
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256(text)
		hash = append(hash, sum[:]...)
	}
	return hash, nil
}

// asParsed turns what is to be written into what would be read.
func asParsed(v any) (any, error) {
	if object, ok := v.(map[string]any); ok {
		return object, nil
	}
	text, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	return parseObject(text)
}
