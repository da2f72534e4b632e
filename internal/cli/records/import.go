package records

import "github.com/spf13/cobra"

func (c *commands) imports() *cobra.Command {
	var m making
	cmd := &cobra.Command{
		Use:   "import FILE…",
		Short: "Read records from files, issues from a forge, or decisions from Markdown",
		Long: "Reads YAML files as plumbline export writes them: the same as plumbline apply -f FILE.\n" +
			"Below it stand the other things that can be read.",
		Example: "  plumbline import office.yaml\n  gh issue list --json number,title,state,url,assignees,labels | plumbline import tasks - --project PAY",
		Args:    cobra.MinimumNArgs(1),
		RunE:    func(cmd *cobra.Command, args []string) error { return c.makeSo(cmd, args, m) },
	}
	m.flags(cmd)
	return cmd
}
