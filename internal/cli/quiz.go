package cli

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/exchange"
	"github.com/passalong/passalong/internal/quiz"
)

func importCommand() command {
	return command{
		name: "quiz import", args: "FILE", about: "make a quiz.yaml of a GIFT or Moodle XML file",
		options: []option{
			{name: "to", value: "FILE", about: "where to put the quiz.yaml; without it, to the standard output", text: func(c *call) *string { return &c.out }},
			replaceOption(),
		},
		help: `
Reads questions of other programs; which format FILE has shows in what it holds, and - is the standard input.
Every question that can be carried comes through. What cannot, and what a question still needs before it can
be published, is one line each: file:line:column: question: message (what to do).

Examples:
  pal quiz import questions.gift -to modules/first-aid/en/quiz.yaml
  pal quiz import moodle.xml > quiz.yaml

Exit code 3 when something was not carried: the questions that were are written all the same.`,
		run: importQuiz,
	}
}

func importQuiz(ctx context.Context, c *call) error {
	name, err := c.argument("a GIFT or Moodle XML file")
	if err != nil {
		return err
	}
	data, err := c.read(ctx, name)
	if err != nil {
		return err
	}
	got, err := exchange.Import(data)
	if err != nil {
		return err
	}
	got.Quiz.ID = quizID(name)
	for _, f := range got.Faults {
		fmt.Fprintln(c.Stderr, visible(faultLine(name, f)))
	}
	if n := broken(got.Quiz); n > 0 {
		fmt.Fprintf(c.Stderr, "%s: line breaks in the texts of %s are spaces now\n", visible(name), count(n, "question"))
	}
	if len(got.Quiz.Items) == 0 {
		return &trouble{code: Content, what: "no question could be carried", next: "Nothing was written."}
	}
	yaml, err := c.services.QuizYAML(got.Quiz)
	if err != nil {
		return err
	}
	if err := c.put(ctx, yaml); err != nil {
		return err
	}
	if c.out != "" && c.out != "-" {
		listItems(c.Stdout, got.Quiz)
	}
	fmt.Fprintln(c.Stderr, carried(got))
	if !got.Whole() {
		return &trouble{code: Content} // the faults have been listed
	}
	return nil
}

// read reads a file that may be a quiz; - is the standard input.
func (c *call) read(ctx context.Context, name string) ([]byte, error) {
	const most = exchange.MaxSize + 1 // one byte more shows that there are more
	if name == "-" {
		return io.ReadAll(io.LimitReader(c.Stdin, most))
	}
	return c.services.Read(ctx, name, most)
}

// quizID names a quiz after its file.
func quizID(name string) quiz.ID {
	base := filepath.Base(name)
	if id := exchange.ID(strings.TrimSuffix(base, filepath.Ext(base))); id != "" {
		return quiz.ID(id)
	}
	return "quiz"
}

// faultLine writes a fault as pal check writes a problem.
func faultLine(name string, f exchange.Fault) string {
	line := name
	if f.Line > 0 {
		line = fmt.Sprintf("%s:%d:%d", name, f.Line, f.Column)
	}
	if f.Item != "" {
		line += ": " + f.Item
	}
	line += ": " + f.Reason
	if f.Next != "" {
		line += " (" + f.Next + ")"
	}
	return line
}

// broken counts the items with line breaks, which quiz.yaml does not keep.
func broken(q quiz.Quiz) int {
	n := 0
	for _, it := range q.Items {
		all := it.Prompt + it.Hint + it.Explanation
		for _, c := range it.Choices {
			all += c.Text + c.Match + c.Feedback
		}
		if strings.Contains(all, "\n") {
			n++
		}
	}
	return n
}

func listItems(w io.Writer, q quiz.Quiz) {
	for _, it := range q.Items {
		kind := string(it.Kind)
		if it.Survey {
			kind += " survey"
		}
		fmt.Fprintf(w, "%s: %s\n", it.ID, kind)
	}
}

// carried counts what became of the questions of a file.
func carried(got exchange.Imported) string {
	items := map[exchange.FaultKind]map[string]bool{exchange.Changed: {}, exchange.Unfinished: {}}
	refused := 0
	for _, f := range got.Faults {
		if f.Kind == exchange.Refused {
			refused++
		} else {
			items[f.Kind][f.Item] = true
		}
	}
	return fmt.Sprintf("%s carried: %d in part, %d unfinished; %d not carried", count(len(got.Quiz.Items), "question"),
		len(items[exchange.Changed]), len(items[exchange.Unfinished]), refused)
}

func exportCommand() command {
	return command{
		name: "quiz export", args: "MODULE|DIR...", about: "write the quizzes of modules for other programs",
		options: []option{
			{name: "format", value: "gift|moodle-xml", about: "the format", required: true, text: func(c *call) *string { return &c.format }},
			outOption(), replaceOption(), dataOption(),
		},
		help: `
Takes modules of the installed library by their id, or folders: of a library, or of one of its modules. Ids,
objectives, lessons, banks and what is critical go along as tags, so that "pal quiz import" brings the same
questions back. Whatever the format has no place for is one line each on the standard error.

Examples:
  pal quiz export overdose-response -format gift -o overdose.gift
  pal quiz export modules/overdose-response -format moodle-xml > overdose.xml`,
		run: exportQuiz,
	}
}

func exportQuiz(ctx context.Context, c *call) error {
	if len(c.args) == 0 {
		return misused("name a module, or a folder with modules")
	}
	format := exchange.Format(c.format)
	if format != exchange.GIFT && format != exchange.MoodleXML {
		return misused("say with -format whether to write gift or moodle-xml")
	}
	sources, err := c.sources(ctx)
	if err != nil {
		return err
	}
	q, from := exchange.Join(sources)
	data, lost, err := exchange.Export(q, format)
	if err != nil {
		return err
	}
	if err := c.put(ctx, data); err != nil {
		return err
	}
	for _, l := range lost {
		fmt.Fprintln(c.Stderr, visible(lostLine(l, from)))
	}
	fmt.Fprintln(c.Stderr, written(len(q.Items), lost))
	return nil
}

// written counts what became of the items of a quiz.
func written(items int, lost []exchange.Lost) string {
	out, part := map[string]bool{}, map[string]bool{}
	for _, l := range lost {
		if l.Out {
			out[l.Item] = true
		}
	}
	for _, l := range lost {
		if l.Item != "" && !out[l.Item] {
			part[l.Item] = true
		}
	}
	return fmt.Sprintf("%s written: %d in part; %d not written", count(items-len(out), "question"), len(part), len(out))
}

// lostLine says where something stood that the format cannot carry.
func lostLine(l exchange.Lost, from []exchange.Origin) string {
	if l.Line < 1 || l.Line > len(from) {
		return "the quiz: not carried: " + l.What
	}
	o := from[l.Line-1]
	if o.File == "" {
		return fmt.Sprintf("%s: question %d: %s: not carried: %s", o.Module, l.Line, o.Item, l.What)
	}
	return fmt.Sprintf("%s:%d: %s: not carried: %s", o.File, o.Line, o.Item, l.What)
}

// sources finds the quizzes that the arguments name. What has the form of an id is a module first.
func (c *call) sources(ctx context.Context) ([]exchange.Source, error) {
	var sources []exchange.Source
	for _, arg := range c.args {
		more, err := c.source(ctx, arg)
		if err != nil {
			return nil, err
		}
		for _, s := range more {
			if !slices.ContainsFunc(sources, func(other exchange.Source) bool { return other.Module == s.Module }) {
				sources = append(sources, s)
			}
		}
	}
	return sources, nil
}

func (c *call) source(ctx context.Context, arg string) ([]exchange.Source, error) {
	if exchange.ID(arg) != arg {
		return c.services.Quizzes(ctx, arg)
	}
	var found []exchange.Source
	var none error
	err := c.open(ctx, func(d Data) error {
		cat, err := c.load(ctx, d.Library)
		if err != nil {
			return err
		}
		if m, ok := cat.Module(catalog.ModuleID(arg)); ok {
			found = append(found, exchange.Source{Module: arg, Quiz: m.Quiz})
			return nil
		}
		none = noSuchModule(cat, arg)
		return nil
	})
	if err != nil || found != nil {
		return found, err
	}
	if found, err = c.services.Quizzes(ctx, arg); err != nil {
		return nil, none
	}
	return found, nil
}

func noSuchModule(cat *catalog.Catalog, id string) error {
	t := &trouble{code: Failed, what: fmt.Sprintf("there is no module and no folder %q", id), next: "pal list shows the ids of modules."}
	var ids []string
	for i := range cat.Modules {
		ids = append(ids, string(cat.Modules[i].ID))
	}
	if near, ok := nearest(id, ids); ok {
		t.next = fmt.Sprintf("Did you mean %s? %s", near, t.next)
	}
	return t
}
