package cli

import (
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
)

// commands lists what pal can do, in the order of its help.
func commands() []command {
	return []command{
		{"check", "[-json] DIR", "say what is wrong with a library, with file, line and what to do", `
Reads the library in DIR (the folder with library.yaml) exactly as the app does. Every problem is one line:
file:line:column: message (what to do). Warnings do not keep a module from working.

  pal check modules
  pal check -json modules | jq -r '.problems[].file'

Exit code 0 when no module is broken, 3 otherwise.`, check},
		{"list", "[-json] [-data DIR] [DIR]", "list modules and handouts of the installed library, or of the one in DIR", `
  pal list
  pal list modules
  pal list -json | jq -r '.modules[].handouts[].id'`, list},
		{"update", "[-check] [-yes] [-json] [-source OWNER/REPO] [-data DIR] [-github URL]", "see what is newer, and install it", `
Asks the source (the one in the app's settings, or -source) what is newer, shows what would change and how much
has to be fetched, and asks before it installs. The revision before is kept; the app can go back to it.

  pal update -check                       only look
  pal update                              look, ask, install
  pal update -yes -source owner/repo      for scripts: install without asking

-github names the API of a GitHub server of one's own. Exit code 0 when up to date or installed, 4 when the
source cannot be reached.`, update},
		{"handout", "ID -o FILE [-data DIR]", "make a handout's PDF", `
Makes the very page that the app prints, with the local service of the app's settings.

  pal handout overdose-steps -o overdose.pdf
  pal handout overdose-steps -o - | lp

The first handout on a machine takes some seconds longer: the typesetting engine is made ready.`, handout},
		{"publish", "[-json] DIR", "make a repository's checkout ready for learners", `
DIR is a git checkout with the library in modules/. Checks the content, writes channel/manifest.json with the next
sequence number, and says which commands put it before learners. Writes nothing when nothing has changed.

  pal publish .`, publish},
	}
}

func find(name string) (command, bool) {
	all := commands()
	i := slices.IndexFunc(all, func(c command) bool { return c.name == name })
	if i < 0 {
		return command{}, false
	}
	return all[i], true
}

func help(in Invocation, args []string) int {
	if len(args) > 0 {
		cmd, ok := find(args[0])
		if !ok {
			fmt.Fprintf(in.Stderr, "pal: there is no command %q; \"pal help\" lists them\n", args[0])
			return Usage
		}
		fmt.Fprintf(in.Stdout, "pal %s %s\n\n%s.\n%s\n", cmd.name, cmd.args, capital(cmd.about), cmd.help)
		return Done
	}
	overview(in.Stdout)
	return Done
}

func overview(w io.Writer) {
	fmt.Fprint(w, "pal: the library of Passalong, for authors and scripts\n\n")
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, c := range commands() {
		fmt.Fprintf(tw, "  pal %s\t%s\n", c.name, c.about)
	}
	fmt.Fprint(tw, "  pal help COMMAND\toptions and examples\n  pal version\tthe program's version\n")
	_ = tw.Flush() // an error of w shows at its next use
	fmt.Fprint(w, `
Exit codes: 0 done, 1 failed, 2 wrong usage, 3 the content has problems, 4 the source cannot be reached.
`)
}

func capital(s string) string {
	if s == "" || s[0] < 'a' || s[0] > 'z' {
		return s
	}
	return string(s[0]-'a'+'A') + s[1:]
}
