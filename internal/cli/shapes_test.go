package cli_test

import (
	"fmt"
	"os"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"plumbline/internal/answers/about"
	"plumbline/internal/answers/align"
	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/away"
	"plumbline/internal/answers/code"
	"plumbline/internal/answers/decided"
	"plumbline/internal/answers/earnings"
	"plumbline/internal/answers/health"
	"plumbline/internal/answers/helps"
	"plumbline/internal/answers/invest"
	"plumbline/internal/answers/knowledge"
	"plumbline/internal/answers/learn"
	"plumbline/internal/answers/oneonone"
	"plumbline/internal/answers/outlook"
	"plumbline/internal/answers/promises"
	"plumbline/internal/answers/reasons"
	"plumbline/internal/answers/requirements"
	"plumbline/internal/answers/reviewers"
	"plumbline/internal/answers/risk"
	"plumbline/internal/answers/self"
	"plumbline/internal/answers/skills"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/suggest"
	"plumbline/internal/answers/technology"
	"plumbline/internal/answers/tell"
	"plumbline/internal/answers/today"
	"plumbline/internal/answers/ways"
	"plumbline/internal/answers/when"
	"plumbline/internal/answers/who"
	"plumbline/internal/app"
	"plumbline/internal/cli"
	"plumbline/internal/cli/console"
	"plumbline/internal/cli/questions"
	"plumbline/internal/cli/records"
	"plumbline/internal/cli/shape"
	"plumbline/internal/httpapi/wire"
)

// printed says what one command prints with --json. A command has several where it
// answers several questions; the case is the way to ask.
type printed struct {
	command, how string
	is           reflect.Type
}

// prints lists every command. A new one without a line here fails the test below.
var prints = []printed{
	{"today", "", reflect.TypeFor[today.Answer]()},
	{"who", "PATH", reflect.TypeFor[who.Answer]()},
	{"who", "--areas", reflect.TypeFor[knowledge.Answer]()},
	{"who", "--task KEY", reflect.TypeFor[suggest.Answer]()},
	{"away", "PERSON", reflect.TypeFor[away.Answer]()},
	{"when", "--remaining N", reflect.TypeFor[when.Answer]()},
	{"when", "", reflect.TypeFor[[]questions.PlannedMilestone]()},
	{"when", "--outlook", reflect.TypeFor[outlook.Answer]()},
	{"when", "MILESTONE --what-helps", reflect.TypeFor[helps.Answer]()},
	{"plan", "", reflect.TypeFor[questions.Planned]()},
	{"plan", "--why TASK", reflect.TypeFor[reasons.Answer]()},
	{"plan", "--relax", reflect.TypeFor[ways.Answer]()},
	{"tradeoffs", "", reflect.TypeFor[questions.Traded]()},
	{"tradeoffs", "--choose PLAN", reflect.TypeFor[wire.Applied]()},
	{"decided", "", reflect.TypeFor[decided.Answer]()},
	{"skills", "", reflect.TypeFor[skills.Answer]()},
	{"risk", "", reflect.TypeFor[risk.Answer]()},
	{"risk take", "", reflect.TypeFor[wire.Applied]()},
	{"risk dismiss", "", reflect.TypeFor[wire.Applied]()},
	{"import estimates", "", reflect.TypeFor[wire.Imported]()},
	{"earned", "", reflect.TypeFor[earnings.Answer]()},
	{"align", "", reflect.TypeFor[align.Answer]()},
	{"promises", "", reflect.TypeFor[promises.Answer]()},
	{"requirements", "", reflect.TypeFor[requirements.Answer]()},
	{"tell", "", reflect.TypeFor[tell.Answer]()},
	{"tell", "--keep", reflect.TypeFor[wire.Applied]()},
	{"who", "--review BASE..HEAD", reflect.TypeFor[reviewers.Answer]()},
	{"invest", "", reflect.TypeFor[invest.Answer]()},
	{"hotspots", "", reflect.TypeFor[code.Hotspots]()},
	{"coupling", "", reflect.TypeFor[code.Coupling]()},
	{"technology", "", reflect.TypeFor[technology.Answer]()},
	{"owners", "", reflect.TypeFor[reviewers.Owners]()},
	{"learn", "AREA", reflect.TypeFor[learn.Answer]()},
	{"identities", "", reflect.TypeFor[about.Pairs]()},
	{"one-on-one", "", reflect.TypeFor[oneonone.Answer]()},
	{"one-on-one", "PERSON", reflect.TypeFor[oneonone.Prepared]()},
	{"one-on-one start", "", reflect.TypeFor[wire.Applied]()},
	{"one-on-one add", "", reflect.TypeFor[wire.Applied]()},
	{"one-on-one note", "", reflect.TypeFor[wire.Applied]()},
	{"one-on-one destroy-notes", "", reflect.TypeFor[wire.Destroyed]()},
	{"health", "", reflect.TypeFor[health.Answer]()},
	{"self", "", reflect.TypeFor[self.Answer]()},
	{"get", "KIND", reflect.TypeFor[records.List]()},
	{"get", "KIND KEY", reflect.TypeFor[wire.Record]()},
	{"apply", "", reflect.TypeFor[wire.Applied]()},
	{"edit", "", reflect.TypeFor[wire.Applied]()},
	{"history", "", reflect.TypeFor[wire.History]()},
	{"undo", "", reflect.TypeFor[wire.Applied]()},
	{"export", "", reflect.TypeFor[records.Exports]()},
	{"import", "", reflect.TypeFor[wire.Applied]()},
	{"import tasks", "", reflect.TypeFor[wire.Applied]()},
	{"import madr", "", reflect.TypeFor[wire.Applied]()},
	{"link", "", reflect.TypeFor[wire.Link]()},
	{"token create", "", reflect.TypeFor[wire.Secret]()},
	{"token list", "", reflect.TypeFor[wire.Tokens]()},
	{"token revoke", "", reflect.TypeFor[cli.Revoked]()},
	{"doctor", "", reflect.TypeFor[cli.Checks]()},
	{"backup", "", reflect.TypeFor[wire.Backup]()},
	{"restore", "", reflect.TypeFor[app.Restored]()},
	{"version", "", reflect.TypeFor[cli.Version]()},
}

// silent are the commands without JSON, and what they print instead.
var silent = map[string]string{
	"serve": "It prints one line that holds a link, and serves until it is stopped.",
}

// stated is how a statement encodes.
type stated struct {
	ID       string              `json:"id"`
	Segments []statement.Segment `json:"segments"`
	Evidence []statement.Fact    `json:"evidence"`
	Level    statement.Level     `json:"level,omitempty"`
}

// book names what stands in many answers.
var book = shape.Book{
	{Type: reflect.TypeFor[statement.Statement](), Name: "statement", As: reflect.TypeFor[stated]()},
	{Type: reflect.TypeFor[statement.Segment](), Name: "segment"},
	{Type: reflect.TypeFor[statement.Fact](), Name: "fact"},
	{Type: reflect.TypeFor[answer.Person](), Name: "person"},
	{Type: reflect.TypeFor[answer.Rec](), Name: "record"},
}

func (p printed) name() string { return strings.TrimSpace(p.command + " " + p.how) }

// Every command is run with --json on a small organisation with a repository, and what it prints is
// of the documented shape: no name too many, none missing, each of its type.
func TestEveryCommandPrintsItsShape(t *testing.T) {
	var mu sync.Mutex
	seen := map[string]bool{}
	shaped := func(ts *testscript.TestScript, neg bool, args []string) {
		if neg || len(args) != 1 {
			ts.Fatalf("usage: shaped 'COMMAND HOW'")
		}
		for _, p := range prints {
			if p.name() == args[0] {
				ts.Check(book.Check([]byte(ts.ReadFile("stdout")), p.is))
				mu.Lock()
				seen[p.name()] = true
				mu.Unlock()
				return
			}
		}
		ts.Fatalf("no command is listed as %q", args[0])
	}
	t.Run("scripts", func(t *testing.T) {
		testscript.Run(t, testscript.Params{Dir: "testdata/shapes", Setup: environment,
			Cmds: map[string]func(*testscript.TestScript, bool, []string){"ready": ready, "shaped": shaped}})
	})
	for _, p := range prints {
		if !seen[p.name()] {
			t.Errorf("no script in testdata/shapes runs: plumbline %s --json", p.name())
		}
	}
}

// docs/cli.md is written from the commands. Write it anew with:
// UPDATE_DOCS=1 go test ./internal/cli -run Document
func TestTheDocumentSaysWhatTheCommandsDo(t *testing.T) {
	const path = "../../docs/cli.md"
	want := document(t)
	if os.Getenv("UPDATE_DOCS") != "" {
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil || string(got) != want {
		t.Errorf("docs/cli.md is not what the commands say (%v); write it anew: UPDATE_DOCS=1 go test ./internal/cli -run Document", err)
	}
}

const opening = `# The commands

This page is written from the commands themselves; a test fails when it is not what they say.

With --json every command but serve prints one JSON document on standard output; what is for people goes to standard
error. Exit codes: **0** done, or the answer is yes; **1** the answer is no; **2** bad input or a refusal, and nothing was changed.
The shapes below are kept: names are added, none is taken away or changes its type without a line in the changelog. A ?
marks what may be left out, an empty day is "", and … means: any number of these.

`

func document(t *testing.T) string {
	t.Helper()
	var out strings.Builder
	out.WriteString(opening)
	root := cli.Root(&console.Env{Out: os.Stdout, Err: os.Stderr, In: os.Stdin, Getenv: func(string) string { return "" }})
	fmt.Fprintf(&out, "Flags of every command:\n\n%s\n", flags(root.PersistentFlags()))
	out.WriteString("## What many answers hold\n\nA statement is a sentence in pieces, so that each name and number can be a link; joined, the texts of its segments are the\nsentence. Its evidence are addresses that `GET /api/v1/facts?address=` opens.\n\n")
	for _, n := range book {
		fmt.Fprintf(&out, "```\n%s: %s\n```\n\n", n.Name, book.Known(n.Name))
	}
	listed := map[string]bool{}
	for _, c := range root.Commands() {
		section(t, &out, c, listed)
	}
	for _, p := range prints {
		if !listed[p.command] {
			t.Errorf("there is no command %q", p.command)
		}
	}
	return out.String()
}

func section(t *testing.T, out *strings.Builder, c *cobra.Command, listed map[string]bool) {
	t.Helper()
	name := strings.TrimPrefix(c.CommandPath(), "plumbline ")
	if c.RunE != nil {
		long, _, _ := strings.Cut(c.Long, "\n\nExit codes:")
		fmt.Fprintf(out, "## plumbline %s\n\n%s\n\n```sh\n%s\n```\n\n", name, strings.TrimSpace(long), unindent(c.Example))
		if own := flags(c.LocalNonPersistentFlags()); own != "" {
			out.WriteString(own + "\n")
		}
		listed[name] = true
		shapes(t, out, name)
	}
	for _, sub := range c.Commands() {
		section(t, out, sub, listed)
	}
}

func shapes(t *testing.T, out *strings.Builder, name string) {
	t.Helper()
	if why := silent[name]; why != "" {
		out.WriteString(why + "\n\n")
		return
	}
	found := false
	for _, p := range prints {
		if p.command == name {
			found = true
			fmt.Fprintf(out, "`plumbline %s --json`:\n\n```\n%s\n```\n\n", p.name(), book.Describe(p.is))
		}
	}
	if !found {
		t.Errorf("plumbline %s: say in prints what it prints with --json, or in silent why nothing", name)
	}
}

func unindent(s string) string { return strings.ReplaceAll(strings.TrimPrefix(s, "  "), "\n  ", "\n") }

// flags lists flags with what they are for.
func flags(set *pflag.FlagSet) string {
	var out strings.Builder
	set.VisitAll(func(f *pflag.Flag) {
		if f.Name == "help" {
			return
		}
		value, use := pflag.UnquoteUsage(f)
		name := strings.TrimSpace("--" + f.Name + " " + value)
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", " + name
		}
		fmt.Fprintf(&out, "- `%s`: %s\n", name, use)
	})
	return out.String()
}
