package cli

import (
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"plumbline/internal/cli/client"
	"plumbline/internal/cli/console"
	"plumbline/internal/fault"
	"plumbline/internal/httpapi/wire"
)

func linkCommand(env *console.Env, s *settings) *cobra.Command {
	return &cobra.Command{
		Use:     "link",
		Short:   "Print a new one-time link to the pages of the running server",
		Long:    "Makes a link that signs you in, once, within 15 minutes. The server must run on this data folder.",
		Example: "  plumbline link --data ./data",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return env.With(c.Context(), func(g client.Gate) error {
				link, err := g.NewLink(c.Context())
				if err != nil {
					return err
				}
				if link.URL == "" {
					return fault.New(fault.Refused, "No server runs on %s.", env.Data()).WithHint("Start one with plumbline serve; it prints a link.")
				}
				if env.JSON() {
					return env.Print(link)
				}
				_, err = fmt.Fprintln(env.Out, link.URL)
				return err
			})
		},
	}
}

func tokenCommand(env *console.Env, s *settings) *cobra.Command {
	c := &cobra.Command{Use: "token", Short: "Make, list and end API tokens", Example: "  plumbline token create --data ./data"}
	c.AddCommand(tokenCreate(env, s), tokenList(env), tokenRevoke(env))
	return c
}

func tokenCreate(env *console.Env, s *settings) *cobra.Command {
	var name string
	var scopes []string
	var days int
	c := &cobra.Command{
		Use:     "create",
		Short:   "Make an API token that acts as you, and print it",
		Long:    "Prints the token, and nothing else, on standard output. It is shown only now. Send it as: Authorization: Bearer TOKEN",
		Example: "  plumbline token create --data ./data --scope read,write --days 30",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			g, err := s.connect(c.Context(), env, true)
			if err != nil {
				return err
			}
			defer g.Close()
			out, err := g.NewToken(c.Context(), wire.NewToken{Name: name, Scopes: scopes, Days: days})
			if err != nil {
				return err
			}
			if env.JSON() {
				return env.Print(out)
			}
			_, err = fmt.Fprintln(env.Out, out.Secret)
			return err
		},
	}
	c.Flags().StringVar(&name, "name", "script", "what to call it")
	c.Flags().StringSliceVar(&scopes, "scope", []string{"read", "write"}, "read, write, private (kinds that only you may read)")
	c.Flags().IntVar(&days, "days", 90, "how many days it is good for")
	return c
}

func tokenList(env *console.Env) *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: "List your sessions and tokens", Example: "  plumbline token list", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return env.With(c.Context(), func(g client.Gate) error {
				list, err := g.Tokens(c.Context())
				if err != nil {
					return err
				}
				if env.JSON() {
					return env.Print(list)
				}
				w := tabwriter.NewWriter(env.Out, 0, 4, 2, ' ', 0)
				fmt.Fprintln(w, "ID\tTYPE\tNAME\tSCOPES\tEXPIRES")
				for _, t := range list.Items {
					expires := "never"
					if t.Expires != nil {
						expires = t.Expires.Format("2006-01-02 15:04 MST")
					}
					fmt.Fprintf(w, "%s\t%s\t%s\t%v\t%s\n", t.ID[:min(12, len(t.ID))], t.Type, t.Name, t.Scopes, expires)
				}
				return w.Flush()
			})
		},
	}
}

// Revoked is what token revoke prints with --json.
type Revoked struct {
	Revoked string `json:"revoked"`
}

func tokenRevoke(env *console.Env) *cobra.Command {
	return &cobra.Command{
		Use: "revoke ID", Short: "End a session or token at once", Example: "  plumbline token revoke 3f2a91c04b7d", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return env.With(c.Context(), func(g client.Gate) error {
				if err := g.RevokeToken(c.Context(), args[0]); err != nil || !env.JSON() {
					return err
				}
				return env.Print(Revoked{args[0]})
			})
		},
	}
}

// Version is what version prints with --json.
type Version struct {
	Version string `json:"version"`
}

func versionCommand(env *console.Env) *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: "Print the version", Example: "  plumbline version --json", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if env.JSON() {
				return env.Print(Version{env.Version})
			}
			_, err := fmt.Fprintln(env.Out, "plumbline "+env.Version)
			return err
		},
	}
}
