package githubtest

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A release has files under a tag.
type release struct {
	tag   string
	files map[string][]byte
}

// Release gives the last commit a tag, and the tag files, by their name. It is the latest release then.
func (s *Server) Release(tag string, files map[string][]byte) error {
	if _, err := s.git("tag", "--force", tag); err != nil {
		return fmt.Errorf("releasing %s: %w", tag, err)
	}
	s.forget()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.releases = append(s.releases, release{tag, files})
	return nil
}

// serveSite answers GET /OWNER/REPO/releases/latest/download/NAME and …/releases/download/TAG/NAME, by leading on:
// the one to the other, and this to where the files are, by an address that holds for a while only.
func (s *Server) serveSite(w http.ResponseWriter, r *http.Request) {
	parts := strings.Split(strings.TrimPrefix(r.URL.Path, "/site/"), "/")
	if len(parts) != 6 || parts[2] != "releases" || !s.knows(parts[0]+"/"+parts[1]) {
		sitePage(w)
		return
	}
	if name := s.repository(); parts[0]+"/"+parts[1] != name {
		http.Redirect(w, r, s.SiteURL+name+"/"+strings.Join(parts[2:], "/"), http.StatusMovedPermanently)
		return
	}
	s.mu.Lock()
	all := slices.Clone(s.releases)
	s.mu.Unlock()
	file := parts[5]
	if parts[3] == "latest" && parts[4] == "download" && len(all) > 0 {
		to := fmt.Sprintf("%s%s/%s/releases/download/%s/%s", s.SiteURL, parts[0], parts[1], all[len(all)-1].tag, file)
		http.Redirect(w, r, to, http.StatusFound)
		return
	}
	for i, released := range slices.Backward(all) { // a tag can be released again
		if _, ok := released.files[file]; ok && parts[3] == "download" && parts[4] == released.tag {
			to := fmt.Sprintf("%s%d/%s?sp=r&sig=expires%%2Fsoon", s.AssetsURL, i, file)
			http.Redirect(w, r, to, http.StatusFound)
			return
		}
	}
	sitePage(w)
}

func sitePage(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8") // as GitHub's page for a file of a release that is not there
	w.WriteHeader(http.StatusNotFound)
	fmt.Fprint(w, "Not Found")
}

// serveAsset answers GET /NUMBER/NAME with the file of a release.
func (s *Server) serveAsset(w http.ResponseWriter, r *http.Request) {
	number, file, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/assets/"), "/")
	n, err := strconv.Atoi(number)
	s.mu.Lock()
	var data []byte
	found := err == nil && n >= 0 && n < len(s.releases) && r.URL.Query().Get("sig") != ""
	if found {
		data, found = s.releases[n].files[file]
	}
	s.mu.Unlock()
	if !found {
		http.Error(w, "", http.StatusNotFound)
		return
	}
	sum := sha256.Sum256(data)
	h := w.Header()
	h.Set("ETag", `"0x`+strings.ToUpper(hex.EncodeToString(sum[:8]))+`"`)
	h.Set("Content-Type", "application/octet-stream")
	h.Set("Content-Disposition", "attachment; filename="+file)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
}
