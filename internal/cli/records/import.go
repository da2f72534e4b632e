package records

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"plumbline/internal/cli/client"
	"plumbline/internal/evidence/decisions"
	"plumbline/internal/fault"
	"plumbline/internal/files"
	"plumbline/internal/files/madr/folder"
	"plumbline/internal/files/tasks"
	"plumbline/internal/httpapi/wire"
	"plumbline/internal/record"
)

func (c *commands) imports() *cobra.Command {
	var m making
	cmd := &cobra.Command{
		Use:   "import FILE…",
		Short: "Read records from files, or issues from a forge",
		Long: "Reads YAML files as plumbline export writes them: the same as plumbline apply -f FILE.\n" +
			"Below it stand the other things that can be read.",
		Example: "  plumbline import office.yaml\n  gh issue list --json number,title,state,url,assignees,labels | plumbline import tasks - --project PAY",
		Args:    cobra.MinimumNArgs(1),
		RunE:    func(cmd *cobra.Command, args []string) error { return c.makeSo(cmd, args, m) },
	}
	m.flags(cmd)
	cmd.AddCommand(c.importTasks(), c.importDecisions(), c.importEstimates())
	return cmd
}

func (c *commands) importTasks() *cobra.Command {
	var m making
	var project string
	cmd := &cobra.Command{
		Use:   "tasks FILE|-",
		Short: "Make tasks of issues or of a pasted list",
		Long: "Reads the output of gh issue list --json, a CSV export of GitLab or Jira, or one task a line:\n" +
			"  - [ ] Title  @ana  #ledger  2d  > Other task\n" +
			"It shows what it took each for and what changes, then applies it. An issue's address is its identity: importing again changes nothing, a changed issue\n" +
			"updates its task, a closed one becomes done. A title alone is enough.",
		Example: "  gh issue list --state all --limit 500 --json number,title,state,url,assignees,labels,body,closedAt,stateReason | plumbline import tasks - --project PAY\n" +
			"  plumbline import tasks jira.csv --project PAY --dry-run",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			sources, err := c.read(args)
			if err != nil {
				return err
			}
			format, issues, err := tasks.Read(sources[0].Name, sources[0].Data)
			if err != nil {
				return err
			}
			return c.with(cmd.Context(), func(g client.Gate, n *names) error {
				return c.bringTasks(g, n, format, issues, project, m)
			})
		},
	}
	cmd.Flags().StringVar(&project, "project", "", "`key` of the project; made when it is not there (default: the only one)")
	m.flags(cmd)
	return cmd
}

func (c *commands) importDecisions() *cobra.Command {
	var m making
	cmd := &cobra.Command{
		Use:   "madr FOLDER|FILE…",
		Short: "Make decisions of Markdown files",
		Long: "Reads decision records written as MADR 2, 3 or 4 or by adr-tools; a folder gives its .md files other than readmes and templates.\n" +
			"A file read before updates its decision. Deciders are matched with people by key, name or e-mail.",
		Example: "  plumbline import madr docs/decisions",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			sources, err := decisionFiles(args)
			if err != nil {
				return err
			}
			return c.with(cmd.Context(), func(g client.Gate, n *names) error {
				have, err := everything(n.ctx, g, c.reg, map[record.Kind]bool{"person": true, "decision": true})
				if err != nil {
					return err
				}
				cs, notes, err := folder.Import(sources, have)
				if err != nil {
					return err
				}
				for _, s := range notes {
					if err := c.note("%s\n", s); err != nil {
						return err
					}
				}
				return c.bring(g, n, cs, m)
			})
		},
	}
	m.flags(cmd)
	return cmd
}

func decisionFiles(paths []string) ([]folder.Source, error) {
	var out []folder.Source
	for _, p := range paths {
		names, err := inside(p, decisionRecord)
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			data, err := readFile(name)
			if err != nil {
				return nil, err
			}
			address, err := filepath.Abs(name)
			if err != nil {
				return nil, unreadable(name, err)
			}
			out = append(out, folder.Source{Name: name, Address: "file:" + filepath.ToSlash(address), Data: data})
		}
	}
	return out, nil
}

// decisionRecord says whether a file of a folder named by a person is a record: any
// Markdown but readmes and templates.
func decisionRecord(path string) bool {
	return decisions.Is("adr/" + filepath.Base(path))
}

func (c *commands) bringTasks(g client.Gate, n *names, format tasks.Format, issues []tasks.Issue, project string, m making) error {
	have, err := everything(n.ctx, g, c.reg, map[record.Kind]bool{"person": true, "identity": true, "skill": true, "project": true, "task": true})
	if err != nil {
		return err
	}
	if project == "" {
		if project, err = onlyProject(have); err != nil {
			return err
		}
	}
	out, err := tasks.Map(project, issues, have)
	if err != nil {
		return err
	}
	if err := c.note("Read as %s: %s, %d of them new.\n%s", format, plural(len(issues), "task", "tasks"), out.New, mapping(format)); err != nil {
		return err
	}
	for _, s := range out.Notes {
		if err := c.note("%s\n", s); err != nil {
			return err
		}
	}
	return c.bring(g, n, out.Set, m)
}

// mapping says which column becomes which field.
func mapping(f tasks.Format) string {
	pairs := map[tasks.Format]string{
		tasks.GitHub: "title → title, state → status, assignees → people, labels → tags, body → brief.why (of new tasks), closedAt → finished, url → external",
		tasks.GitLab: "Title → title, State → status, Assignee Username → people, Labels → tags, Description → brief.why (of new tasks), Time Estimate → work, Due Date → deadline, URL → external",
		tasks.Jira:   "Summary → title, Status and Resolution → status, Assignee → people, Labels → tags, Description → brief.why (of new tasks), Original Estimate → work, Due date → deadline, Inward issue link (Blocks) → after, Issue key → key and external",
		tasks.List:   "[x] → status done, @name → people, #skill → seats (level 2), 2d or 1-2-5d → work, > Other task → after",
	}
	return "  " + strings.ReplaceAll(pairs[f], ", ", "\n  ") + "\n"
}

func onlyProject(have []files.Item) (string, error) {
	var keys []string
	for _, it := range have {
		if it.Kind == "project" {
			keys = append(keys, it.Key)
		}
	}
	switch len(keys) {
	case 1:
		return keys[0], nil
	case 0:
		return "", fault.New(fault.Refused, "There is no project yet.").WithHint("Name one with --project; it is made: --project PAY")
	}
	return "", fault.New(fault.Refused, "There are several projects: %s.", strings.Join(keys, ", ")).WithHint("Name one with --project.")
}

func (c *commands) importEstimates() *cobra.Command {
	return &cobra.Command{
		Use:   "estimates FILE.csv",
		Short: "Let forecasts learn from past work",
		Long: "Reads finished work from a CSV file with the columns completed_at, project, person, estimate_hours, actual_hours and, where there is one, phase.\n" +
			"Forecasts learn from it at once. Importing the same file again changes nothing; a file of the same name takes the place of the one before, and a task that\n" +
			"stands in two files counts once. What a person's own rows say is shown to that person only.",
		Example: "  plumbline import estimates 2025.csv\n  plumbline when --calibration",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			data, err := os.ReadFile(args[0])
			if err != nil {
				return unreadable(args[0], err)
			}
			return c.with(cmd.Context(), func(g client.Gate, n *names) error {
				out, err := g.ImportEstimates(n.ctx, args[0], data)
				if err != nil {
					return err
				}
				if c.env.JSON() {
					return c.env.Print(out)
				}
				return c.sayImported(&out)
			})
		},
	}
}

func (c *commands) sayImported(out *wire.Imported) error {
	if out.LeftOut > 0 {
		if err := c.note("%s left out: no estimate, or no work.\n", plural(out.LeftOut, "row was", "rows were")); err != nil {
			return err
		}
	}
	if !out.Changed {
		return c.say("%s, all known already. Nothing was changed.\n", plural(out.Tasks, "finished task", "finished tasks"))
	}
	return c.say("%s kept as %s. See: plumbline when --calibration\n", plural(out.Tasks, "finished task", "finished tasks"), out.Record)
}
