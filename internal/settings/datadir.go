package settings

import "path/filepath"

// PortableFolder is the name of a data folder beside the program, for a USB stick.
const PortableFolder = "passalong-data"

// DataDir gives the folder in which everything is kept: PortableFolder beside the program when it exists,
// else the place that the operating system has for data of one person on one machine. It makes no folder.
// env reads an environment variable, goos is runtime.GOOS, programDir the folder of the program (may be
// empty) and exists reports whether a folder is there. It returns ErrNoHome when the system names no place.
func DataDir(env func(string) string, goos, programDir string, exists func(string) bool) (string, error) {
	if programDir != "" {
		if beside := filepath.Join(programDir, PortableFolder); exists(beside) {
			return beside, nil
		}
	}
	switch goos {
	case "windows":
		// Not the roaming folder: that is copied to an organisation's server.
		return under(env("LOCALAPPDATA"), "Passalong")
	case "darwin":
		return under(env("HOME"), "Library", "Application Support", "Passalong")
	}
	if data := env("XDG_DATA_HOME"); filepath.IsAbs(data) { // a relative one must be ignored, says the standard
		return under(data, "passalong")
	}
	return under(env("HOME"), ".local", "share", "passalong")
}

func under(base string, parts ...string) (string, error) {
	if base == "" {
		return "", ErrNoHome
	}
	return filepath.Join(append([]string{base}, parts...)...), nil
}
