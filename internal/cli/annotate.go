package cli

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
)

// inCheckout gives the folder of a library as it is called in a checkout: the folder root, or the working folder.
func inCheckout(root, dir string) (string, error) {
	root, err := filepath.Abs(root)
	if err != nil {
		return "", fmt.Errorf("finding the checkout: %w", err)
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return "", fmt.Errorf("finding the library: %w", err)
	}
	folder, err := filepath.Rel(root, dir)
	if err != nil || !filepath.IsLocal(folder) {
		return "", misused("%s is not in %s: name the checkout with -root", dir, root)
	}
	return filepath.ToSlash(folder), nil
}

// annotate writes the problems as workflow commands, which GitHub Actions shows beside the lines that they are about:
// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
func annotate(w io.Writer, folder string, problems []catalog.Problem) {
	value := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	for _, p := range problems {
		file := p.File
		if folder != "." {
			file = folder + "/" + file
		}
		kind := "error"
		if p.Severity == catalog.Advice {
			kind = "warning"
		}
		place := "file=" + property.Replace(file)
		if p.Line > 0 {
			place += fmt.Sprintf(",line=%d", p.Line)
		}
		if p.Column > 0 {
			place += fmt.Sprintf(",col=%d", p.Column)
		}
		if p.Rule != "" {
			place += ",title=" + property.Replace(p.Rule)
		}
		said := p.Message
		if p.Suggestion != "" {
			said += " (" + p.Suggestion + ")"
		}
		fmt.Fprintln(w, visible("::"+kind+" "+place+"::"+value.Replace(said)))
	}
}
