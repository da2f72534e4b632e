package questions

import (
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/tell"
	"plumbline/internal/answers/tell/paper"
	"plumbline/internal/cli/client"
	"plumbline/internal/cli/console"
	"plumbline/internal/fault"
	"plumbline/internal/httpapi/wire"
)

// telling is what the flags of tell say.
type telling struct {
	audience, since, format string
	keep, approve           bool
}

func (q *questions) tell() *cobra.Command {
	t := telling{}
	c := &cobra.Command{
		Use: "tell", Short: "Write a report for an audience", Args: cobra.NoArgs,
		Long: "Tells an audience what came of the work, the dates with their odds, risks, asks and thanks, in its words and as deep as it\n" +
			"wants, made of what everybody may see. Without --since it begins where the last approved report ended. --keep keeps it as a\n" +
			"draft, --approve as a report you approve, which is not edited any more.",
		Example: "  plumbline tell --data ./data\n  plumbline tell --data ./data --for engineers --since 2026-02-13\n  plumbline tell --data ./data --for executives --format html > report.html\n  plumbline tell --data ./data --for executives --approve",
		RunE: func(c *cobra.Command, _ []string) error {
			if err := q.needed(c); err != nil {
				return err
			}
			if !slices.Contains([]string{"text", "md", "html"}, t.format) {
				return fault.New(fault.Invalid, "A report cannot be written as %q.", t.format).WithHint("Use --format text, md or html.")
			}
			if t.keep || t.approve {
				return q.keepReport(c, &t)
			}
			return ask(q, c, "tell", url.Values{"audience": {t.audience}, "since": {t.since}}, t.print)
		},
	}
	c.Flags().StringVar(&t.audience, "for", "", "`audience` by its key: executives, product or engineers where none is written down; the one told least when empty")
	c.Flags().StringVar(&t.since, "since", "", "tell of what came after this `day`, such as 2026-02-13")
	c.Flags().StringVar(&t.format, "format", "text", "write it as text, md or html")
	c.Flags().BoolVar(&t.keep, "keep", false, "keep it as a draft")
	c.Flags().BoolVar(&t.approve, "approve", false, "keep it, approved by you")
	return c
}

// keepReport keeps the report and says under which key.
func (q *questions) keepReport(c *cobra.Command, t *telling) error {
	return q.env.With(c.Context(), func(g client.Gate) error {
		done, err := g.KeepReport(c.Context(), wire.KeepReport{Audience: t.audience, Since: t.since, Approve: t.approve})
		if err != nil {
			return err
		}
		if q.env.JSON() {
			return q.env.Print(done)
		}
		for _, r := range done.Applied {
			fmt.Fprintf(c.OutOrStdout(), "kept as report %s\n", r.Key)
		}
		return nil
	})
}

// print writes the answer in the format that was asked for.
func (t *telling) print(out io.Writer, a *tell.Answer) error {
	switch t.format {
	case "md":
		return written(out, paper.Of(a), "markdown")
	case "html":
		return written(out, paper.Of(a), "html")
	}
	p := newPage(out)
	p.note("%s", a.Title)
	for i := range a.Sections {
		s := &a.Sections[i]
		p.section(s.Title)
		for j := range s.Items {
			p.wrap("  · ", "    ", s.Items[j].Statement.Text())
		}
	}
	if len(a.Words) > 0 {
		p.section(statement.New("tell.part.words").Text())
	}
	for _, w := range a.Words {
		p.wrap("  · ", "    ", w.Term+": "+w.Plain)
	}
	fmt.Fprintln(out)
	p.wrap("", "", strings.TrimSpace(a.Read.Text()))
	if a.Hard != nil {
		p.wrap("", "", a.Hard.Text())
	}
	for _, m := range a.Missing {
		p.wrap("", "", m.Text())
	}
	if len(a.Sections) == 0 {
		return console.ErrNo
	}
	return nil
}

func written(out io.Writer, p *paper.Paper, format string) error {
	data, err := p.Write(format)
	if err != nil {
		return err
	}
	_, err = out.Write(data)
	return err
}
