package questions

import (
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"plumbline/internal/answers/plan"
	"plumbline/internal/answers/reasons"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/ways"
	"plumbline/internal/cli/console"
)

// orgWhy prints why the organisation's plan has a task where it has it.
func (q *questions) orgWhy(c *cobra.Command, task string) error {
	if err := q.needed(c); err != nil {
		return err
	}
	return ask(q, c, "reasons", url.Values{"task": {task}}, printReasons)
}

func (q *questions) orgRelax(c *cobra.Command) error {
	if err := q.needed(c); err != nil {
		return err
	}
	return ask(q, c, "ways", nil, printWays)
}

// fileWhy explains one task of a plan file.
func (q *questions) fileWhy(c *cobra.Command, name string, data []byte, seed uint64, task string) error {
	snap, now, err := q.snapshotOf(c.Context(), name, data)
	if err != nil {
		return err
	}
	r, err := q.compute(c.Context(), c.ErrOrStderr(), snap.Planning(), now, seed, 200)
	if err != nil {
		return err
	}
	a, err := reasons.Ask(c.Context(), snap.Planning(), r, snap.System(), task)
	if err != nil {
		return err
	}
	return show(q, c, a, printReasons)
}

// relaxSchedules bounds each of the searches for ways out by its work, so that a file
// gives the same ones on every machine.
const relaxSchedules = 300

// fileRelax says why a date of a plan file cannot be met, and what would help.
func (q *questions) fileRelax(c *cobra.Command, name string, data []byte, seed uint64) error {
	snap, now, err := q.snapshotOf(c.Context(), name, data)
	if err != nil {
		return err
	}
	r, err := ways.Compute(c.Context(), snap.Planning(), now, ways.Options{Seed: seed, Workers: 2, Schedules: relaxSchedules})
	if err != nil {
		return unplannable(err)
	}
	a, err := ways.Show(r, snap.System(), now)
	if err != nil {
		return err
	}
	return show(q, c, a, printWays)
}

func printReasons(out io.Writer, a *reasons.Answer) error {
	p := newPage(out)
	p.wrap("", "", a.Task.Key+" "+a.Task.Title)
	for _, line := range a.Text() {
		rest := strings.TrimLeft(line, " ")
		indent := strings.Repeat(" ", 2+len(line)-len(rest))
		p.wrap(indent, indent+"  ", rest)
	}
	return nil
}

// printWays prints the conflict and the ways out; the answer is no when something
// cannot be met.
func printWays(out io.Writer, a *ways.Answer) error {
	p := newPage(out)
	p.headline(a.Headline)
	for _, m := range a.Missed[min(1, len(a.Missed)):] {
		p.detail(m.Statement)
	}
	if len(a.Conflict) > 0 {
		p.section(statement.New("ways.together").Text())
		for _, s := range a.Conflict {
			p.wrap("  · ", "    ", s.Text())
		}
	}
	if len(a.Ways) > 0 {
		p.section("What would help, the cheapest first")
	}
	for i, w := range a.Ways {
		p.wrap(fmt.Sprintf("%2d. ", i+1), "    ", strings.Join(texts(w.Steps), " "))
		if len(w.Brings) > 0 {
			p.wrap("    ", "    ", strings.Join(texts(w.Brings), "; "))
		}
	}
	for _, m := range a.Missing {
		p.detail(m)
	}
	if !a.Met {
		return console.ErrNo
	}
	return nil
}

// planning shows how far a search is, with what was found.
func (b *bar) planning(p plan.Progress) {
	if b.out == nil || time.Since(b.last) < 100*time.Millisecond {
		return
	}
	b.last, b.shown = time.Now(), true
	fmt.Fprintf(b.out, "\r\x1b[K%s · Ctrl-C keeps the best so far", p.Stage)
}
