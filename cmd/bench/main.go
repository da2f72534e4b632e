// Command bench measures Plumbline's engines against public instances, public
// histories and peers. Each subcommand prints its figures and, with --json, one
// machine-readable line last.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
)

type command struct {
	name, summary string
	run           func(ctx context.Context, args []string, out io.Writer) error
}

var commands = []command{
	{"known", "who knows what in simulated repositories, found against planted", knownTruth},
	{"sim", "how fast a simulated git repository is written", simulate},
	{"shapes", "each question asked of real repositories, from git alone", shapes},
	{"team", "planning for a real team's shape with a planted optimum", teamBench},
	{"throughput", "how often throughput forecasts of simulated repositories came true", throughputCoverage},
	{"room", "the odds of dates planned with room before them and without", roomBench},
	{"schedule", "plans against the best known on public instances", scheduleBench},
	{"forecast", "speed, memory and agreement of simulated plans; --organisations: are dates kept", forecastBench},
	{"calibration", "how often forecasts of the next tasks of real projects came true", calibration},
	{"history", "our reader of git repositories beside git log --numstat", historyBench},
	{"identities", "merging of names and addresses against a project's .mailmap", identities},
	{"truckfactor", "the truck factor as published and the product's own", truckfactor},
	{"reviewers", "who would have been suggested as reviewer, and who as the next author, replayed", reviewers},
	{"decisions", "decision records of real repositories: read, refused with their line, written back", decisionsBench},
	{"answers", "each question asked of an organisation of 200 people and 5,000 tasks, cold and warm", answersBench},
	{"start", "from nothing to listening, at 1,000 and 20,000 records", startBench},
	{"store", "durable writes a second, with and without group commit, on both databases", storeBench},
	{"web", "the pages: bytes of the first load, time to a page, longest task of a drag", webBench},
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if len(os.Args) > 1 {
		for _, c := range commands {
			if c.name == os.Args[1] {
				if err := c.run(ctx, os.Args[2:], os.Stdout); err != nil {
					fmt.Fprintln(os.Stderr, "bench "+c.name+":", err)
					os.Exit(1)
				}
				return
			}
		}
	}
	fmt.Fprintln(os.Stderr, "usage: bench COMMAND [flags]")
	for _, c := range commands {
		fmt.Fprintf(os.Stderr, "  %-12s %s\n", c.name, c.summary)
	}
	os.Exit(2)
}
