package passalong_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// docs/security.md says which test shows each defence. A test that is renamed or removed must not leave a claim behind.
func TestEveryDefenceNamesATestThatExists(t *testing.T) {
	doc, err := os.ReadFile(filepath.Join("docs", "security.md"))
	if err != nil {
		t.Fatal(err)
	}
	row := regexp.MustCompile(`(?m)^\| [^|]+ \| [^|]+ \| ([^|]+) \|$`)
	part := regexp.MustCompile("^`([a-z0-9]+)`: (.+)$")
	name := regexp.MustCompile(`\b(?:Test|Fuzz)[A-Z][A-Za-z0-9]+`)
	named := 0
	for _, cells := range row.FindAllStringSubmatch(string(doc), -1) {
		if cells[1] == "Test (package: name)" { // the heading of a table
			continue
		}
		for _, of := range strings.Split(cells[1], "; `") {
			found := part.FindStringSubmatch("`" + strings.TrimPrefix(of, "`"))
			if found == nil {
				t.Errorf("no package before %q", of)
				continue
			}
			tests := testsOf(t, found[1])
			for _, n := range name.FindAllString(found[2], -1) {
				named++
				if !strings.Contains(tests, "\nfunc "+n+"(") {
					t.Errorf("%s has no %s", found[1], n)
				}
			}
		}
	}
	if named < 200 {
		t.Errorf("only %d tests are named: is the table read as it should be?", named)
	}
}

// testsOf is the source of all tests of a package, by its last name.
func testsOf(t *testing.T, pkg string) string {
	t.Helper()
	var all strings.Builder
	for _, dir := range []string{"internal/" + pkg, "internal/ui/" + pkg, pkg} {
		files, err := filepath.Glob(filepath.Join(filepath.FromSlash(dir), "*_test.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			data, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			all.Write(data)
		}
	}
	return all.String()
}
