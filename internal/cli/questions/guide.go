package questions

import (
	"fmt"
	"io"
	"net/url"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"plumbline/history/review"
	"plumbline/internal/answers/about"
	"plumbline/internal/answers/code"
	"plumbline/internal/answers/invest"
	"plumbline/internal/answers/learn"
	"plumbline/internal/answers/reviewers"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/technology"
	"plumbline/internal/answers/world"
	"plumbline/internal/app/reading"
	"plumbline/internal/cli/console"
	"plumbline/internal/fault"
	"plumbline/internal/snapshot"
)

func (q *questions) guide() []*cobra.Command {
	return []*cobra.Command{q.invest(), q.hotspots(), q.coupling(), q.technology(), q.owners(), q.learn(), q.identities()}
}

// aboutCode makes a command that asks the organisation, or computes the answer for the
// repository one stands in.
func aboutCode[A any](q *questions, c *cobra.Command, name string, params func(args []string) url.Values, here func(*world.World, *snapshot.View, []string) (*A, error), print func(io.Writer, *A) error) *cobra.Command {
	s := &source{}
	c.RunE = func(c *cobra.Command, args []string) error {
		if q.organisation(c) {
			return ask(q, c, name, params(args), print)
		}
		w, v, err := q.read(c.Context(), s, c.ErrOrStderr())
		if err != nil {
			return err
		}
		a, err := here(w, v, args)
		if err != nil {
			return err
		}
		return show(q, c, a, print)
	}
	s.flags(c)
	return c
}

func nothing([]string) url.Values { return nil }

func (q *questions) invest() *cobra.Command {
	c := &cobra.Command{
		Use: "invest", Short: "Where one more person who knows the code pays most", Args: cobra.NoArgs,
		Long:    "Names the areas that change and hang on one person or nobody, and who could learn each by when.",
		Example: "  plumbline invest\n  plumbline invest --repo ~/src/ours --json",
	}
	return aboutCode(q, c, "invest", nothing, func(w *world.World, v *snapshot.View, _ []string) (*invest.Answer, error) {
		return invest.Ask(w, v), nil
	}, printInvest)
}

func printInvest(out io.Writer, a *invest.Answer) error {
	p := newPage(out)
	p.headline(a.Headline)
	for i, it := range a.Items {
		fmt.Fprintln(out)
		p.wrap(fmt.Sprintf("%2d. ", i+1), "    ", it.Area)
		p.detail(it.Reason)
		for _, k := range it.Learners {
			p.wrap("    · ", "      ", k.Person.Title+": "+k.Reason.Text())
			if !k.Soon.IsZero() {
				p.wrap("      ", "      ", k.Soon.Text())
			}
		}
	}
	return nil
}

func (q *questions) hotspots() *cobra.Command {
	c := &cobra.Command{
		Use: "hotspots", Short: "Where change gathers, and how old the code is", Args: cobra.NoArgs,
		Example: "  plumbline hotspots\n  plumbline hotspots --json",
	}
	return aboutCode(q, c, "hotspots", nothing, func(w *world.World, _ *snapshot.View, _ []string) (*code.Hotspots, error) {
		return code.AskHotspots(w), nil
	}, printHotspots)
}

func printHotspots(out io.Writer, a *code.Hotspots) error {
	p := newPage(out)
	p.headline(a.Headline)
	for i, h := range a.Items[:min(15, len(a.Items))] {
		fmt.Fprintln(out)
		p.wrap(fmt.Sprintf("%2d. ", i+1), "    ", h.Path)
		p.detail(h.Reason)
	}
	if len(a.Ages) > 0 {
		p.section("Age of the code")
		var rows [][]string
		for _, g := range a.Ages {
			middle := "half of its files unchanged for " + statement.SpanOf(float64(g.Days))
			if g.Of == "lines" {
				middle = "half of its lines older than " + statement.SpanOf(float64(g.Days))
			}
			rows = append(rows, []string{g.Area, middle, statement.Percent(g.Untouched) + " of its lines untouched for two years"})
		}
		p.table(rows)
	}
	return nil
}

func (q *questions) coupling() *cobra.Command {
	c := &cobra.Command{
		Use: "coupling", Short: "What changes together, within and across repositories", Args: cobra.NoArgs,
		Example: "  plumbline coupling\n  plumbline coupling --data ./data",
	}
	return aboutCode(q, c, "coupling", nothing, func(w *world.World, _ *snapshot.View, _ []string) (*code.Coupling, error) {
		return code.AskCoupling(w), nil
	}, printCoupling)
}

func printCoupling(out io.Writer, a *code.Coupling) error {
	p := newPage(out)
	p.headline(a.Headline)
	for _, part := range []struct {
		title string
		list  []code.Pair
		name  func(code.Side) string
	}{
		{"Across repositories", a.Across, func(s code.Side) string { return s.Repository + " " + s.Area }},
		{"Areas", a.Areas, func(s code.Side) string { return s.Area }},
		{"Files", a.Files, func(s code.Side) string { return s.Path }},
	} {
		if len(part.list) == 0 {
			continue
		}
		p.section(part.title)
		for _, k := range part.list[:min(15, len(part.list))] {
			p.wrap("  ", "    ", part.name(k.A)+" and "+part.name(k.B))
			p.detail(k.Reason)
		}
	}
	return nil
}

func (q *questions) technology() *cobra.Command {
	c := &cobra.Command{
		Use: "technology", Short: "Languages and dependencies in use, with versions", Args: cobra.NoArgs,
		Example: "  plumbline technology\n  plumbline technology --json",
	}
	return aboutCode(q, c, "technology", nothing, func(w *world.World, _ *snapshot.View, _ []string) (*technology.Answer, error) {
		return technology.Ask(w), nil
	}, printTechnology)
}

func printTechnology(out io.Writer, a *technology.Answer) error {
	p := newPage(out)
	p.headline(a.Headline)
	var rows [][]string
	for _, l := range a.Languages {
		rows = append(rows, []string{l.Name, strconv.Itoa(l.Files) + " files", strconv.Itoa(l.Lines) + " lines", l.Repository})
	}
	p.table(rows)
	rows = nil
	for _, d := range a.Dependencies {
		if d.Direct {
			rows = append(rows, []string{d.Ecosystem, d.Name, strings.Join(versions(d), ", ")})
		}
	}
	if len(rows) > 0 {
		p.section("Direct dependencies")
		p.table(rows)
	}
	for _, u := range a.Unreadable {
		p.note("note: %s", u)
	}
	return nil
}

func versions(d technology.Dependency) []string {
	var out []string
	seen := map[string]bool{}
	for _, u := range d.Uses {
		if u.Version != "" && !seen[u.Version] {
			seen[u.Version] = true
			out = append(out, u.Version)
		}
	}
	return out
}

func (q *questions) owners() *cobra.Command {
	c := &cobra.Command{
		Use: "owners", Short: "CODEOWNERS compared with who really knows the code", Args: cobra.NoArgs,
		Example: "  plumbline owners\n  plumbline owners --json",
	}
	return aboutCode(q, c, "owners", nothing, func(w *world.World, v *snapshot.View, _ []string) (*reviewers.Owners, error) {
		return reviewers.AskOwners(w, v), nil
	}, printOwners)
}

func printOwners(out io.Writer, a *reviewers.Owners) error {
	p := newPage(out)
	p.headline(a.Headline)
	for _, l := range a.Lines {
		p.wrap("  ", "    ", fmt.Sprintf("line %d, %s (%s)", l.Line, l.Path, statement.Numbered(float64(l.Files), "file|files")))
		p.detail(l.Said)
	}
	return nil
}

func (q *questions) learn() *cobra.Command {
	person := ""
	c := &cobra.Command{
		Use: "learn AREA", Short: "How a newcomer comes to know an area", Args: cobra.ExactArgs(1),
		Long:    "Names who can teach it, which files to read first, and which past changes are good examples.",
		Example: "  plumbline learn internal/ledger\n  plumbline learn internal/ledger --for ben@example.org",
	}
	params := func(args []string) url.Values { return url.Values{"area": args, "person": {person}} }
	here := func(w *world.World, v *snapshot.View, args []string) (*learn.Answer, error) {
		return learn.Ask(w, v, args[0], person)
	}
	c = aboutCode(q, c, "learn", params, here, printLearn)
	c.Flags().StringVar(&person, "for", "", "the newcomer; what they wrote themselves is left out")
	return c
}

func printLearn(out io.Writer, a *learn.Answer) error {
	p := newPage(out)
	p.headline(a.Headline)
	for _, s := range a.Missing {
		p.detail(s)
	}
	list := func(title string, n int, line func(int) string) {
		if n > 0 {
			p.section(title)
		}
		for i := range n {
			p.wrap("  ", "    ", line(i))
		}
	}
	list("Who can teach it", len(a.Teachers), func(i int) string { return a.Teachers[i].Person.Title + ": " + a.Teachers[i].Reason.Text() })
	list("Read first", len(a.Files), func(i int) string { return a.Files[i].Path + ": " + a.Files[i].Reason.Text() })
	list("Good examples", len(a.Examples), func(i int) string { return a.Examples[i].Fact.Label + ": " + a.Examples[i].Reason.Text() })
	if len(a.Teachers)+len(a.Files) == 0 {
		return console.ErrNo
	}
	return nil
}

func (q *questions) identities() *cobra.Command {
	return &cobra.Command{
		Use: "identities", Short: "Names in the repositories that look like one person", Args: cobra.NoArgs,
		Long:    "Lists pairs of names that look like one person of the organisation. With --json each comes with the changes that confirm or deny it.",
		Example: "  plumbline identities --data ./data",
		RunE: func(c *cobra.Command, _ []string) error {
			if err := q.needed(c); err != nil {
				return err
			}
			return ask(q, c, "identities", nil, func(out io.Writer, a *about.Pairs) error {
				p := newPage(out)
				p.headline(a.Headline)
				for i, it := range a.Items {
					p.item(i+1, it.Said)
					p.detail(it.Reason)
				}
				return nil
			})
		},
	}
}

// reviewed is what who --review was given.
type reviewed struct{ change, aim, form string }

func (r *reviewed) flags(c *cobra.Command) {
	f := c.Flags()
	f.StringVar(&r.change, "review", "", "BASE..HEAD: who should review this change")
	f.StringVar(&r.aim, "aim", "speed", "what reviewers are chosen for: speed, expertise or spread (of knowledge)")
	f.StringVar(&r.form, "as", "text", "form of the answer: text, codeowners or comment (Markdown)")
}

func (q *questions) review(c *cobra.Command, s *source, r *reviewed) error {
	base, head, ok := strings.Cut(r.change, "..")
	head = strings.TrimPrefix(head, ".")
	if !ok || base == "" || head == "" {
		return fault.New(fault.Malformed, "%q names no change.", r.change).WithHint("Write it like --review main..feature.")
	}
	print, err := printReviewers(r.form)
	if err != nil {
		return err
	}
	if q.organisation(c) {
		return ask(q, c, "reviewers", url.Values{"base": {base}, "head": {head}, "aim": {r.aim}}, print)
	}
	w, v, err := q.read(c.Context(), s, c.ErrOrStderr())
	if err != nil {
		return err
	}
	repo := w.Repos[0]
	ch, err := reading.Changed(c.Context(), repo, base, head)
	if err != nil {
		return err
	}
	a, err := reviewers.Ask(w, v, repo, review.Trained(repo.Repository), ch, r.aim)
	if err != nil {
		return err
	}
	return show(q, c, a, print)
}

func printReviewers(form string) (func(io.Writer, *reviewers.Answer) error, error) {
	switch form {
	case "text":
		return func(out io.Writer, a *reviewers.Answer) error {
			p := newPage(out)
			p.headline(a.Headline)
			p.note("%s, by %s", statement.Numbered(float64(len(a.Files)), "file|files"), orSomebody(a.Author))
			for i, k := range a.Items {
				p.item(i+1, statement.New("person.name", k.Person.Arg("person")))
				p.detail(k.Reason)
			}
			return someone(a)
		}, nil
	case "codeowners":
		return func(out io.Writer, a *reviewers.Answer) error {
			fmt.Fprint(out, a.CodeOwners)
			return someone(a)
		}, nil
	case "comment":
		return func(out io.Writer, a *reviewers.Answer) error {
			fmt.Fprint(out, a.Comment)
			return someone(a)
		}, nil
	}
	return nil, fault.New(fault.Malformed, "%q is no form of the answer.", form).WithHint("Say --as text, --as codeowners or --as comment.")
}

func orSomebody(name string) string {
	if name == "" {
		return "somebody new"
	}
	return name
}

func someone(a *reviewers.Answer) error {
	if len(a.Items) == 0 {
		return console.ErrNo
	}
	return nil
}
