package cli

import (
	"errors"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"plumbline/internal/app"
	"plumbline/internal/cli/console"
)

func serveCommand(env *console.Env, s *settings) *cobra.Command {
	var listen string
	var demo, browser bool
	var repos []string
	c := &cobra.Command{
		Use:   "serve",
		Short: "Start the server and print a one-time link to its pages",
		Long: "Starts the server. The line it prints holds a link that signs you in, once, within 15 minutes;\n" +
			"plumbline link makes another. The server listens on this machine only.",
		Example: "  plumbline serve --demo\n  plumbline serve --repo ~/src/ours --repo ~/src/theirs\n  plumbline serve --listen 127.0.0.1:8080 --data ./data",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) (err error) {
			o := s.options(env)
			o.Listen, o.Demo, o.Repos, o.Open, o.Out = listen, demo, repos, browser, env.Out
			if demo && s.data == "" && env.Getenv("PLUMBLINE_DATA") == "" {
				o.Data += "-demo"
			}
			ctx, stop := signal.NotifyContext(c.Context(), os.Interrupt, syscall.SIGTERM)
			defer stop()
			server, err := app.Start(ctx, o)
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, server.Close()) }()
			return server.Run(ctx)
		},
	}
	c.Flags().StringVar(&listen, "listen", "127.0.0.1:7777", "`address` to listen on; port 0 takes a free one")
	c.Flags().BoolVar(&demo, "demo", false, "show a synthetic organisation with a repository of its own")
	c.Flags().StringArrayVar(&repos, "repo", nil, "`path` of a git repository to read; may repeat")
	c.Flags().BoolVar(&browser, "open", false, "open the link in the browser")
	return c
}
