// Package cli is the command line: one file a command. Commands read and write
// records only through a client.Gate, so that they behave alike beside a server, far
// from it and without one.
package cli

import (
	"context"
	"io"
	"log/slog"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"plumbline/internal/app"
	"plumbline/internal/cli/client"
	"plumbline/internal/cli/console"
	"plumbline/internal/cli/questions"
	"plumbline/internal/cli/records"
)

const exitCodes = `
Exit codes: 0 done, or the answer is yes; 1 the answer is no; 2 bad input or a
refusal, and nothing was changed.`

// settings are the flags of the root command.
type settings struct {
	data, server, database, asOf string
	json, verbose                bool
}

// Process is what the program gets from the system.
type Process struct {
	Args     []string // without the program's name
	In       io.Reader
	Out, Err io.Writer
	Getenv   func(string) string
	Version  string
	Now      func() time.Time
}

// Main runs one command and gives the exit code.
func Main(ctx context.Context, p Process) int {
	if p.Now == nil {
		p.Now = time.Now
	}
	env := &console.Env{In: p.In, Out: p.Out, Err: p.Err, Getenv: p.Getenv, Version: p.Version, Now: p.Now}
	root := Root(env)
	root.SetArgs(p.Args)
	return env.Code(root.ExecuteContext(ctx))
}

// Root gives the command with all commands below it, and fills in env's ways to
// the records.
func Root(env *console.Env) *cobra.Command {
	s := &settings{}
	root := &cobra.Command{
		Use:   "plumbline",
		Short: "The technical leader's system: people, plans, decisions and what the repositories say",
		Long: "Plumbline answers a technical leader's questions from records people state and facts read from git.\n" +
			"A command beside a running server speaks to it through a socket in the data folder; without one it opens the folder itself.\n" + exitCodes,
		Example:       "  plumbline serve --demo\n  plumbline serve --repo ~/src/ours",
		Version:       env.Version,
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          cobra.NoArgs,
		RunE:          func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.SetIn(env.In)
	root.SetOut(env.Out)
	root.SetErr(env.Err)
	f := root.PersistentFlags()
	f.StringVar(&s.data, "data", "", "data `folder` (default: $PLUMBLINE_DATA, else plumbline in your data folder)")
	f.StringVar(&s.server, "server", env.Getenv("PLUMBLINE_SERVER"), "`address` of a server elsewhere; needs a token in $PLUMBLINE_TOKEN")
	f.StringVar(&s.database, "database", env.Getenv("PLUMBLINE_DATABASE"), "postgres:// `address` of the database instead of SQLite")
	f.StringVar(&s.asOf, "as-of", "", "`day` to answer for, such as 2026-02-20 (default: today)")
	f.BoolVar(&s.json, "json", false, "print JSON")
	f.BoolVar(&s.verbose, "verbose", false, "log to standard error what the program does")
	env.Connect = func(ctx context.Context) (client.Gate, error) { return s.connect(ctx, env, false) }
	env.Data = func() string { return s.folder(env) }
	env.JSON = func() bool { return s.json }
	root.AddCommand(commands(env, s)...)
	explain(root)
	root.SetHelpFunc(help)
	return root
}

// commands lists the commands in the order help shows them.
func commands(env *console.Env, s *settings) []*cobra.Command {
	asks := questions.Commands(env, func() string { return s.asOf }, env.Now)
	list := append(asks, records.Commands(env)...)
	return append(list,
		serveCommand(env, s),
		linkCommand(env, s),
		tokenCommand(env, s),
		doctorCommand(env, s),
		backupCommand(env, s),
		restoreCommand(env, s),
		versionCommand(env),
	)
}

// explain puts the exit codes at the end of every command's help.
func explain(c *cobra.Command) {
	for _, sub := range c.Commands() {
		if sub.Long == "" {
			sub.Long = sub.Short + "."
		}
		sub.Long += "\n" + exitCodes
		explain(sub)
	}
}

func (s *settings) folder(env *console.Env) string {
	if s.data != "" {
		return s.data
	}
	if d := env.Getenv("PLUMBLINE_DATA"); d != "" {
		return d
	}
	if d := env.Getenv("XDG_DATA_HOME"); d != "" {
		return filepath.Join(d, "plumbline")
	}
	return filepath.Join(env.Getenv("HOME"), ".local", "share", "plumbline")
}

func (s *settings) options(env *console.Env) app.Options {
	return app.Options{Data: s.folder(env), Now: env.Now, Database: s.database, AsOf: s.asOf, Version: env.Version, Log: s.log(env)}
}

// log writes what went wrong, and with --verbose everything, to standard error.
func (s *settings) log(env *console.Env) *slog.Logger {
	level := slog.LevelWarn
	if s.verbose {
		level = slog.LevelDebug
	}
	return slog.New(slog.NewTextHandler(env.Err, &slog.HandlerOptions{Level: level}))
}

func (s *settings) connect(ctx context.Context, env *console.Env, create bool) (client.Gate, error) {
	if s.server != "" {
		return app.Remote(s.server, env.Getenv("PLUMBLINE_TOKEN")), nil
	}
	return app.Connect(ctx, s.options(env), create)
}
