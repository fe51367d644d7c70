package manifest

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
)

// attributesName is where git is told to change the bytes of files.
const attributesName = ".gitattributes"

// lfsPointer is how a file begins that Git LFS keeps elsewhere. Learners would get these few lines.
const lfsPointer = "version https://git-lfs.github.com/spec/"

// List lists and hashes the files of a library, by the paths they have when published. Hidden files and those whose
// names begin with _ are left out, and what is there for authors: README.md, and Go files, by which a folder of content
// can be built into a program. The problems name what must not be published; a file that breaks the rule for paths, is
// too large or cannot be read is not among the files.
func List(tree fs.FS) ([]catalog.File, []catalog.Problem, error) {
	var files []catalog.File
	var problems []catalog.Problem
	err := fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		hidden := name != "." && strings.HasPrefix(d.Name(), ".") || strings.HasPrefix(d.Name(), "_") // as the loader has it
		switch {
		case hidden && d.Name() == attributesName:
			problems = append(problems, refusal(name, "attributes below the root can change what git publishes", "remove it"))
		case hidden && d.IsDir():
			return fs.SkipDir
		case hidden || d.IsDir() || path.Ext(name) == ".go" || d.Name() == "README.md":
		default:
			f, found, err := listFile(tree, name, d)
			if err != nil {
				return err
			}
			problems = append(problems, found...)
			if f.Path != "" {
				files = append(files, f)
			}
		}
		return nil
	})
	if err != nil {
		return nil, nil, fmt.Errorf("listing files: %w", err)
	}
	slices.SortFunc(files, func(a, b catalog.File) int { return strings.Compare(a.Path, b.Path) })
	return files, problems, nil
}

func listFile(tree fs.FS, name string, d fs.DirEntry) (catalog.File, []catalog.Problem, error) {
	if !d.Type().IsRegular() {
		return catalog.File{}, []catalog.Problem{refusal(name, "is not an ordinary file", "put the file itself there")}, nil
	}
	if CheckPath(ContentDir+name) != nil {
		return catalog.File{}, []catalog.Problem{badName(name)}, nil
	}
	info, err := d.Info()
	if err != nil {
		return catalog.File{}, nil, err
	}
	if info.Size() > MaxFile {
		return catalog.File{}, []catalog.Problem{refusal(name, fmt.Sprintf("has more than %d bytes", MaxFile), "make it smaller")}, nil
	}
	data, err := fs.ReadFile(tree, name)
	if errors.Is(err, fs.ErrPermission) {
		return catalog.File{}, []catalog.Problem{refusal(name, "cannot be read", "see who may read it")}, nil
	}
	if err != nil {
		return catalog.File{}, nil, err
	}
	var problems []catalog.Problem
	if bytes.HasPrefix(data, []byte(lfsPointer)) {
		problems = append(problems, refusal(name, "is kept in Git LFS, so learners would get a pointer to it", "take it out of Git LFS"))
	}
	if at := bytes.Index(data, []byte("\r\n")); at >= 0 && isTextFile(name) {
		p := refusal(name, "has the line ends of Windows, and git would publish other bytes", "save it with LF line ends")
		p.Line = bytes.Count(data[:at], []byte("\n")) + 1
		problems = append(problems, p)
	}
	return catalog.File{Path: ContentDir + name, Size: int64(len(data)), SHA256: Sum(data)}, problems, nil
}

// badName says what is wrong with a path that CheckPath refuses.
func badName(name string) catalog.Problem {
	switch low := strings.ToLower(name); {
	case !kindPattern.MatchString(low):
		return refusal(name, "a library is not published with a file of this kind", "delete it, or move it out of the library")
	case reservedPattern.MatchString(low):
		return refusal(name, "Windows cannot have a file of this name", "rename it")
	case len(ContentDir+name) > MaxPath:
		return refusal(name, fmt.Sprintf("the name with its folders is longer than %d characters", MaxPath-len(ContentDir)), "make it shorter")
	}
	return refusal(name, "not every computer can have a file of this name", "use lower case letters, digits and hyphens in the names of files and folders")
}

func isTextFile(name string) bool {
	return slices.Contains([]string{".yaml", ".yml", ".md", ".txt", ".svg", ".json"}, path.Ext(name))
}

func refusal(name, message, suggestion string) catalog.Problem {
	return catalog.Problem{File: name, Severity: catalog.Broken, Message: message, Suggestion: suggestion}
}
