package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"plumbline/internal/answers/away"
	"plumbline/internal/answers/decided"
	"plumbline/internal/answers/knowledge"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/today"
	"plumbline/internal/answers/when"
	"plumbline/internal/answers/who"
	"plumbline/internal/answers/world"
	"plumbline/internal/app/reading"
	"plumbline/internal/kinds"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// shapes asks each question of real repositories, from git alone, and prints what came
// and how long it took, as the table of docs/benchmarks.md.
func shapes(ctx context.Context, args []string, out io.Writer) error {
	f := flag.NewFlagSet("shapes", flag.ContinueOnError)
	var repos []string
	f.Func("repo", "path of a repository; may repeat", func(s string) error { repos = append(repos, s); return nil })
	if err := f.Parse(args); err != nil {
		return err
	}
	for _, path := range append(repos, f.Args()...) {
		if err := shape(ctx, path, out); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	return nil
}

// questioned is one repository, read, with who asks of it.
type questioned struct {
	repo *world.Repo
	w    *world.World
	v    *snapshot.View
	out  io.Writer
}

func shape(ctx context.Context, path string, out io.Writer) error {
	index, err := os.MkdirTemp("", "bench-shapes")
	if err != nil {
		return err
	}
	defer os.RemoveAll(index)
	begun := time.Now()
	r, err := reading.Read(ctx, reading.Request{Path: path, Title: strings.TrimSuffix(filepath.Base(filepath.Dir(path)), ".git"), IndexDir: index, Now: begun})
	if err != nil {
		return err
	}
	first := time.Since(begun)
	q := &questioned{repo: r, w: &world.World{Repos: []*world.Repo{r}, Now: begun}, v: snapshot.New(kinds.Registry()).View(record.Principal{Roles: record.Everyone}), out: out}
	fmt.Fprintf(out, "\n### %s\n\n%d commits, %d contributors, %d areas, as of %s; read for the first time in %.1f s.\n\n| question | what came | evidence | ms |\n| --- | --- | --- | --- |\n",
		r.Title, len(r.Commits), len(r.People), len(r.Areas), r.AsOf().Format(time.DateOnly), first.Seconds())
	rules := q.today()
	q.know()
	if err := q.when(ctx); err != nil {
		return err
	}
	q.row("decided", func() (string, int) {
		a := decided.FromTrees(q.w, q.v, "")
		return a.Headline.Text(), q.resolved(a.Headline.Evidence)
	})
	fmt.Fprintf(out, "\nRules of Today (found, threshold): %s.\n", rules)
	return nil
}

// row prints one question with how long it took and how many facts can be opened.
func (q *questioned) row(name string, ask func() (said string, facts int)) {
	begun := time.Now()
	said, facts := ask()
	fmt.Fprintf(q.out, "| %s | %s | %d | %d |\n", name, said, facts, time.Since(begun).Milliseconds())
}

// resolved counts the addresses that lead to a commit of the repository.
func (q *questioned) resolved(list []statement.Fact) int {
	n := 0
	for _, f := range list {
		_, rest, _ := strings.Cut(f.Address, "@")
		hash, _, _ := strings.Cut(rest, ":")
		for i := range q.repo.Branches {
			if string(q.repo.Branches[i].Tip) == hash {
				n++
				hash = ""
				break
			}
		}
		if hash == "" {
			continue
		}
		for i := len(q.repo.Commits) - 1; i >= 0; i-- {
			if string(q.repo.Commits[i].Hash) == hash {
				n++
				break
			}
		}
	}
	return n
}

func (q *questioned) today() (rules string) {
	q.row("today", func() (string, int) {
		a := today.Ask(q.w, q.v, nil)
		var parts []string
		for _, r := range a.Rules {
			parts = append(parts, fmt.Sprintf("%s %d (%s)", r.Name, r.Found, r.Threshold.Text()))
		}
		rules = strings.Join(parts, "; ")
		var facts []statement.Fact
		for _, i := range a.Items {
			facts = append(facts, i.Evidence...)
		}
		return a.Headline.Text(), q.resolved(facts)
	})
	return rules
}

// know asks who knows the largest area, the whole map, and what is left without the
// first of those named.
func (q *questioned) know() {
	area, lines := "", -1
	for i := range q.repo.Areas {
		if q.repo.Areas[i].Lines > lines {
			area, lines = q.repo.Areas[i].Name, q.repo.Areas[i].Lines
		}
	}
	person := ""
	q.row("who "+area, func() (string, int) {
		a, err := who.Ask(q.w, q.v, area, 5)
		if err != nil {
			return err.Error(), 0
		}
		var facts []statement.Fact
		for i, c := range a.Items {
			if i == 0 {
				person = c.Person.Title
			}
			facts = append(facts, c.Reason.Evidence...)
		}
		return statement.Numbered(float64(len(a.Items)), "person, each|people, each") + " with a reason", q.resolved(facts)
	})
	q.row("knowledge", func() (string, int) {
		a := knowledge.Ask(q.w, q.v)
		var facts []statement.Fact
		for _, k := range a.Areas {
			facts = append(facts, k.Evidence...)
		}
		return a.Headline.Text(), q.resolved(facts)
	})
	if person == "" {
		return
	}
	q.row("away, of the first of those", func() (string, int) {
		a, err := away.Ask(q.w, q.v, person, "", "")
		if err != nil {
			return err.Error(), 0
		}
		return fmt.Sprintf("%d areas left with one or nobody, %d keep more", len(a.Areas), a.Kept), q.resolved(a.Headline.Evidence)
	})
}

func (q *questioned) when(ctx context.Context) error {
	var failed error
	q.row("when --remaining 24", func() (string, int) {
		a, err := when.Ask(ctx, q.w, when.Options{Remaining: 24, Seed: 1})
		if err != nil {
			failed = err
			return "", 0
		}
		return a.Headline.Text(), q.resolved(a.Headline.Evidence)
	})
	return failed
}
