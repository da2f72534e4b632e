package scenarios

import (
	"bytes"
	"fmt"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"plumbline/internal/answers/align"
	"plumbline/internal/answers/away"
	"plumbline/internal/answers/decided"
	"plumbline/internal/answers/health"
	"plumbline/internal/answers/helps"
	"plumbline/internal/answers/knowledge"
	"plumbline/internal/answers/oneonone"
	"plumbline/internal/answers/outlook"
	"plumbline/internal/answers/plan"
	"plumbline/internal/answers/promises"
	"plumbline/internal/answers/risk"
	"plumbline/internal/answers/self"
	"plumbline/internal/answers/skills"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/tell"
	"plumbline/internal/answers/today"
	"plumbline/internal/answers/when"
	"plumbline/internal/answers/who"
	"plumbline/internal/answers/world"
	"plumbline/internal/app/reading"
	"plumbline/internal/kinds"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// now is the instant at which every scenario is read.
var now = time.Date(2026, 2, 18, 9, 0, 0, 0, time.UTC)

// scene is what a scenario's records and commits make.
type scene struct {
	snap  *snapshot.Snapshot
	view  *snapshot.View
	world *world.World
}

// questions are what a scenario may ask, by the first word of a file's name; the other
// words are what it is asked with.
var questions = map[string]func(t *testing.T, s scene, args []string) any{
	"today":    askToday,
	"own":      askOwn,
	"promises": askPromises,
	"who":      func(_ *testing.T, s scene, args []string) any { return either(who.Ask(s.world, s.view, args[0], 3)) },
	"away": func(_ *testing.T, s scene, args []string) any {
		return either(away.Ask(s.world, s.view, strings.Join(args, " "), "", ""))
	},
	"knowledge": func(_ *testing.T, s scene, _ []string) any { return knowledge.Ask(s.world, s.view) },
	"when":      askWhen,
	"decided": func(_ *testing.T, s scene, _ []string) any {
		return decided.Ask(s.world, s.view, record.DateOf(now), func(*record.Record) bool { return true })
	},
	"found": func(_ *testing.T, s scene, args []string) any {
		return decided.FromTrees(s.world, s.view, strings.Join(args, " "))
	},
	"one-on-ones": func(_ *testing.T, s scene, args []string) any { return oneonone.List(s.world, s.as(args[0])) },
	"prepare": func(_ *testing.T, s scene, args []string) any {
		return either(oneonone.Prepare(s.world, s.as(args[0]), nil, args[1]))
	},
	"self":   func(_ *testing.T, s scene, args []string) any { return either(self.Ask(s.world, s.as(args[0]), nil)) },
	"tell":   askTell,
	"risk":   askRisk,
	"helps":  askHelps,
	"health": askHealth,
	"skills": func(_ *testing.T, s scene, _ []string) any {
		return either(skills.Ask(s.world, s.view, s.snap.Planning(), record.DateOf(now)))
	},
}

// as is the view of one of the people, by key: for what only they may ask.
func (s scene) as(key string) *snapshot.View {
	return s.snap.View(record.Principal{Person: s.snap.ID("person", key), Roles: record.Member})
}

// askWhen asks: when REMAINING [BY].
func askWhen(t *testing.T, s scene, args []string) any {
	n, err := strconv.Atoi(args[0])
	if err != nil {
		t.Fatal(err)
	}
	o := when.Options{Remaining: n, Seed: 1}
	if len(args) > 1 {
		o.By = record.Date(args[1])
	}
	return either(when.Ask(t.Context(), s.world, o))
}

// askTell asks: tell AUDIENCE [SINCE], of a plan that is always the same.
func askTell(t *testing.T, s scene, args []string) any {
	pl := s.snap.Planning()
	r, sim, err := plan.Simulate(t.Context(), pl, now, plan.Options{Seed: 1, Workers: 1, Schedules: 200, Trials: 2000})
	if err != nil {
		t.Fatal(err)
	}
	shown := plan.Show(r, s.view, now)
	src := tell.Source{View: s.view, World: s.world, Plan: shown, PlanFact: statement.Fact{Address: "result:plan", Label: "the plan and its simulation"}, Today: record.DateOf(now), Zone: time.UTC,
		Risk: s.risks(t, sim, shown), Decided: decided.Ask(s.world, s.view, record.DateOf(now), nil),
		Purpose: align.Ask(s.world, s.view, align.Options{Today: record.DateOf(now), Zone: time.UTC, Marks: shown.Marks()}), Audience: args[0]}
	if len(args) > 1 {
		src.Since = record.Date(args[1])
	}
	return either(tell.Ask(src))
}

// risks is the register beside a plan as it is shown.
func (s scene) risks(t *testing.T, sim *plan.Simulation, shown *plan.Answer) *risk.Answer {
	pl := s.snap.Planning()
	values, err := risk.Values(t.Context(), pl, sim)
	if err != nil {
		t.Fatal(err)
	}
	return risk.Ask(risk.Source{World: s.world, Plan: shown, Values: values}, pl, s.view)
}

// askRisk asks what threatens the promises, of a plan that is always the same.
func askRisk(t *testing.T, s scene, _ []string) any {
	r, sim, err := plan.Simulate(t.Context(), s.snap.Planning(), now, plan.Options{Seed: 1, Workers: 1, Schedules: 200, Trials: 2000})
	if err != nil {
		t.Fatal(err)
	}
	return s.risks(t, sim, plan.Show(r, s.view, now))
}

// askHelps asks what helps a milestone, by key, or the next one: helps [KEY].
func askHelps(t *testing.T, s scene, args []string) any {
	pl := s.snap.Planning()
	r, sim, err := plan.Simulate(t.Context(), pl, now, plan.Options{Seed: 1, Workers: 1, Schedules: 200, Trials: 1000})
	if err != nil {
		t.Fatal(err)
	}
	found, err := helps.Compute(t.Context(), pl, now, helps.Options{Seed: 1, Workers: 1, Schedules: 100, Known: r})
	if err != nil {
		t.Fatal(err)
	}
	values, err := risk.Values(t.Context(), pl, sim)
	if err != nil {
		t.Fatal(err)
	}
	return either(helps.Ask(helps.Source{Now: now, Plan: plan.Show(r, s.view, now), Result: found, Risks: values, Of: strings.Join(args, "")}, s.view))
}

// planned plans what the records hold, always alike.
func (s scene) planned(t *testing.T) *plan.Answer {
	t.Helper()
	r, err := plan.Compute(t.Context(), s.snap.Planning(), now, plan.Options{Seed: 1, Schedules: 100, Trials: 1000, Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	return plan.Show(r, s.view, now)
}

// askToday asks today, or with a plan: today planned; with what changed since a day on
// which what was finished later was still open: today since 2026-02-11.
func askToday(t *testing.T, s scene, args []string) any {
	if len(args) == 0 {
		return today.Ask(s.world, s.view, nil)
	}
	a := today.Ask(s.world, s.view, s.planned(t).ForToday(s.view, "result:plan"))
	if len(args) == 1 {
		return a
	}
	day := record.Date(args[1])
	pl := outlook.Rewind(s.snap.Planning(), day)
	at := day.In(time.UTC).Add(9 * time.Hour)
	r, err := plan.Compute(t.Context(), pl, at, plan.Options{Seed: 1, Schedules: 100, Trials: 1000, Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	then, err := outlook.DayOf(r, pl, day)
	if err != nil {
		t.Fatal(err)
	}
	a.Compare(s.view, s.planned(t).ForToday(s.view, "result:plan"), then.Then(time.UTC))
	return a.Since
}

// askOwn asks Today as somebody, of what they alone may see: own PERSON.
func askOwn(_ *testing.T, s scene, args []string) any {
	v := s.as(args[0])
	out := today.Ask(s.world, s.snap.View(record.Principal{Roles: record.Member}), nil).Own(s.world, v, nil, nil)
	out.Items = slices.DeleteFunc(out.Items, func(i today.Item) bool { return !i.Own })
	return struct{ Items []today.Item }{out.Items}
}

func askPromises(t *testing.T, s scene, _ []string) any {
	return promises.Ask(s.world, s.view, promises.Source{Today: record.DateOf(now), Zone: time.UTC, Marks: s.planned(t).Marks(), Plan: statement.Fact{Address: "result:plan"}})
}

// askHealth asks as somebody: health PERSON.
func askHealth(t *testing.T, s scene, args []string) any {
	given, _ := askPromises(t, s, nil).(*promises.Answer)
	pl, err := plan.Compute(t.Context(), s.snap.Planning(), now, plan.Options{Seed: 1, Schedules: 100, Trials: 1000, Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	return health.Ask(health.Source{World: s.world, Everyone: s.as(args[0]), Viewer: s.snap.ID("person", args[0]), Load: pl.Load,
		Plan: statement.Fact{Address: "result:plan"}, Promises: given, Today: record.DateOf(now)})
}

// either gives the answer, or the refusal.
func either[A any](a *A, err error) any {
	if err != nil {
		return err
	}
	return a
}

func read(t *testing.T, ar *txtar.Archive) scene {
	t.Helper()
	s := scene{snap: snapshot.New(kinds.Registry()), world: &world.World{Now: now}}
	for _, f := range ar.Files {
		switch f.Name {
		case "records.yaml":
			s.snap = Records(t, f.Data, now)
		case "commits":
			r, err := reading.Read(t.Context(), reading.Request{Path: commits(t, string(f.Data), ar), Title: "ours", Now: now})
			if err != nil {
				t.Fatal(err)
			}
			if r.Lines, err = reading.Lines(t.Context(), r); err != nil {
				t.Fatal(err)
			}
			s.world.Repos = append(s.world.Repos, r)
		}
	}
	s.view = s.snap.System()
	return s
}

// commits writes a repository. A line that begins in the first column is a commit:
// "2026-01-05 Ana Alvarez <ana@example.org>: What it did". The lines below it, indented,
// are its files: "path 120" gives a file of 120 lines of its own, "path = name" the
// content of a file of the scenario, "path -" takes a file away. A line "every N days
// until DATE" below the files repeats the commit, with other lines each time.
func commits(t *testing.T, script string, ar *txtar.Archive) string {
	t.Helper()
	var in bytes.Buffer
	for block := range strings.SplitSeq("\n"+strings.TrimRight(script, "\n"), "\n2") {
		if strings.TrimSpace(block) == "" {
			continue
		}
		lines := strings.Split("2"+block, "\n")
		day, rest, _ := strings.Cut(lines[0], " ")
		author, title, _ := strings.Cut(rest, ": ")
		at, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		step, until := 1, at
		if last := strings.TrimSpace(lines[len(lines)-1]); strings.HasPrefix(last, "every ") {
			var end string
			if _, err := fmt.Sscanf(last, "every %d days until %s", &step, &end); err != nil {
				t.Fatalf("%q: %v", last, err)
			}
			if until, err = time.Parse(time.DateOnly, end); err != nil {
				t.Fatal(err)
			}
			lines = lines[:len(lines)-1]
		}
		for ; !at.After(until); at = at.AddDate(0, 0, step) {
			fmt.Fprintf(&in, "commit refs/heads/main\ncommitter %s %d +0000\n", author, at.Add(10*time.Hour).Unix())
			data(&in, title)
			for _, line := range lines[1:] {
				change(t, &in, strings.Fields(line), day+at.String(), ar)
			}
		}
	}
	path := t.TempDir()
	for _, c := range []*exec.Cmd{exec.Command("git", "init", "-q", "--bare", "-b", "main", path), exec.Command("git", "--git-dir", path, "fast-import", "--quiet")} {
		c.Stdin = &in
		if c.Args[1] == "init" {
			c.Stdin = nil
		}
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("%v: %v\n%s", c.Args, err, out)
		}
	}
	return path
}

func change(t *testing.T, in *bytes.Buffer, words []string, seed string, ar *txtar.Archive) {
	t.Helper()
	switch {
	case len(words) == 2 && words[1] == "-":
		fmt.Fprintf(in, "D %s\n", words[0])
	case len(words) == 3 && words[1] == "=":
		for _, f := range ar.Files {
			if f.Name == words[2] {
				fmt.Fprintf(in, "M 100644 inline %s\n", words[0])
				data(in, string(f.Data))
			}
		}
	case len(words) == 2:
		n, err := strconv.Atoi(words[1])
		if err != nil {
			t.Fatal(err)
		}
		var text strings.Builder
		for i := range n {
			fmt.Fprintf(&text, "line %d of %s, %s\n", i+1, words[0], seed)
		}
		fmt.Fprintf(in, "M 100644 inline %s\n", words[0])
		data(in, text.String())
	}
}

func data(in *bytes.Buffer, text string) { fmt.Fprintf(in, "data %d\n%s\n", len(text), text) }
