package github

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/manifest"
)

// What a mark begins with that is no commit: it says by which way the state was read.
const (
	branchMark  = "branch:"  // and the version of the manifest that the server of plain files names
	releaseMark = "release:" // and the tag
)

// ref is what plain files are named by at a mark.
func (s *Source) ref(mark string) (string, error) {
	tag, released := strings.CutPrefix(mark, releaseMark)
	switch {
	case mark == "", strings.HasPrefix(mark, branchMark):
		return s.cfg.Branch, nil
	case released && tagPattern.MatchString(tag):
		return tag, nil
	case commitPattern.MatchString(mark):
		return mark, nil
	}
	return "", fmt.Errorf("%w: no commit %.80q", catalog.ErrNotFound, mark)
}

// Latest returns what is published now, and fails with catalog.ErrUpToDate when that is still what it called known.
// That is one question to the API, and when this has something new, two plain files. When the API does not answer,
// such as because others behind the same address have asked too much, they are read at the branch; and when these do
// not come, from the latest release. When nothing does, the error is a *catalog.LimitError if any of them asked to wait,
// and otherwise that of the API.
func (s *Source) Latest(ctx context.Context, known string) (catalog.Published, error) {
	pub, err := s.latest(ctx, known)
	if err != nil {
		return catalog.Published{}, fmt.Errorf("asking for the newest revision of %s: %w", s.Name(), err)
	}
	return pub, nil
}

func (s *Source) latest(ctx context.Context, known string) (catalog.Published, error) {
	commit, apiErr := s.head(ctx, known)
	if apiErr != nil && !blocked(apiErr) {
		return catalog.Published{}, apiErr
	}
	pub, rawErr := s.plain(ctx, commit, known)
	if rawErr == nil || errors.Is(rawErr, catalog.ErrUpToDate) || apiErr == nil && !blocked(rawErr) {
		return pub, rawErr
	}
	pub, siteErr := s.release(ctx, known)
	if siteErr == nil || errors.Is(siteErr, catalog.ErrUpToDate) || ctx.Err() != nil {
		return pub, siteErr
	}
	return catalog.Published{}, gravest(apiErr, rawErr, siteErr)
}

// blocked reports whether another way to the same bytes may be open.
func blocked(err error) bool {
	if err == nil {
		return false
	}
	for _, other := range []error{catalog.ErrOffline, catalog.ErrRefused, catalog.ErrServer, catalog.ErrSignInPage, catalog.ErrDamaged} {
		if errors.Is(err, other) {
			return true
		}
	}
	return false
}

// gravest is the error to tell of several, some of which may be nil: a limit, since it says when to ask again, or
// else the first.
func gravest(errs ...error) error {
	var first error
	for _, err := range errs {
		if errors.As(err, new(*catalog.LimitError)) {
			return err
		}
		if first == nil {
			first = err
		}
	}
	return first
}

// plain reads the manifest as a plain file, at a commit, or without one at the branch. What is fetched by the mark
// of a branch may be of a newer commit, which the hashes tell.
func (s *Source) plain(ctx context.Context, commit, known string) (catalog.Published, error) {
	if commit != "" {
		m, sig, err := s.tree(commit, 0).Published(ctx, "")
		return catalog.Published{Mark: commit, Manifest: m.Data, Signature: sig}, err
	}
	etag, _ := strings.CutPrefix(known, branchMark)
	if etag == known {
		etag = ""
	}
	m, sig, err := s.tree(s.cfg.Branch, 1).Published(ctx, etag)
	return catalog.Published{Mark: branchMark + m.ETag, Manifest: m.Data, Signature: sig, Cached: true}, err
}

// release reads the manifest of the latest release. To ask where it is costs no more than to ask whether it has
// changed, and then the signature is of the same release.
func (s *Source) release(ctx context.Context, known string) (catalog.Published, error) {
	if s.servers.site == nil {
		return catalog.Published{}, catalog.ErrNotFound
	}
	tag, err := s.latestTag(ctx)
	if err != nil {
		return catalog.Published{}, err
	}
	if known == releaseMark+tag {
		return catalog.Published{}, catalog.ErrUpToDate
	}
	m, sig, err := s.client.Published(ctx, s.released(tag, manifestName), "", 1)
	return catalog.Published{Mark: releaseMark + tag, Manifest: m.Data, Signature: sig, Cached: true}, err
}

var manifestName = strings.TrimPrefix(manifest.Path, manifest.ChannelDir)

// latestTag follows the address of the latest release, by way of the repository's new name when it has one, as far as
// to the tag.
func (s *Source) latestTag(ctx context.Context) (string, error) {
	const hops = 4
	at := s.servers.site.JoinPath(s.owner, s.repo, "releases/latest/download", manifestName)
	for range hops {
		to, err := s.client.Leads(ctx, at.String())
		if err != nil {
			return "", err
		}
		if tag := tagOf(to); tag != "" {
			return tag, nil
		}
		at = to
	}
	return "", fmt.Errorf("%w: no release at the end of %d redirects", catalog.ErrServer, hops)
}

// tagOf reads the tag in the address of a file of a release; empty when it is another address.
func tagOf(u *url.URL) string {
	_, rest, _ := strings.Cut(u.Path, "/releases/download/")
	tag, ok := strings.CutSuffix(rest, "/"+manifestName)
	if !ok || !tagPattern.MatchString(tag) {
		return ""
	}
	return tag
}
