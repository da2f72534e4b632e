package align_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"plumbline/internal/answers/align"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/world"
	"plumbline/internal/record"
	"plumbline/internal/scenarios"
	"plumbline/internal/snapshot"
)

// now is the day on which every scenario is read.
var now = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// read makes an organisation of records written as YAML.
func read(t testing.TB, data []byte) *snapshot.Snapshot {
	t.Helper()
	return scenarios.Records(t, data, now)
}

func asked(snap *snapshot.Snapshot, marks map[record.ID]align.Mark) *align.Answer {
	return align.Ask(&world.World{Now: now}, snap.System(), align.Options{Today: record.DateOf(now), Zone: time.UTC, Marks: marks})
}

// told writes an answer as the scenarios expect it.
func told(a *align.Answer) string {
	var b strings.Builder
	fmt.Fprintln(&b, a.Headline.Text())
	for i := range a.Objectives {
		o := &a.Objectives[i]
		fmt.Fprintf(&b, "%s[%s] %s\n", strings.Repeat("  ", o.Depth), o.State, o.Statement.Text())
		for j := range o.Results {
			for _, s := range o.Results[j].Statements {
				fmt.Fprintf(&b, "%s  · [%s] %s\n", strings.Repeat("  ", o.Depth), o.Results[j].State, s.Text())
			}
		}
		fmt.Fprintf(&b, "%s  = %s behind, %s ahead, %s ahead with what serves it\n", strings.Repeat("  ", o.Depth), statement.HoursOf(o.Hours.Spent), statement.HoursOf(o.Hours.Left), statement.HoursOf(o.With.Left))
	}
	for i := range a.Orphans {
		fmt.Fprintln(&b, "orphan:", a.Orphans[i].Statement.Text())
	}
	for i := range a.Bets {
		fmt.Fprintf(&b, "%s: %s\n", a.Bets[i].Horizon, a.Bets[i].Statement.Text())
	}
	for i := range a.Strategies {
		s := &a.Strategies[i]
		fmt.Fprintln(&b, "strategy:", s.Statement.Text())
		for _, q := range s.Questions {
			fmt.Fprintf(&b, "asked by %s: %s (%d answers, settled %v)\n", q.Author.Title, q.Text, q.Answers, q.Settled)
		}
	}
	return b.String()
}

// TestScenarios reads the records of each file and compares what align says. The
// comment of a scenario says what a reader should see in it.
func TestScenarios(t *testing.T) {
	scenarios.Compare(t, func(t *testing.T, given []byte) string { return told(asked(read(t, given), nil)) })
}

const tied = `
kind: objective
key: O-1
title: Fewer calls
from: 2026-01-01
to: 2026-06-30
status: active
results: [{name: Calls, baseline: 40, target: 20, milestones: [first, last]}]
---
kind: project
key: P
title: Help pages
status: active
objectives: [O-1]
---
kind: task
key: P-1
title: Write them
project: P
status: todo
work: 10h
---
kind: milestone
key: first
title: First pages
project: P
---
kind: milestone
key: last
title: Last pages
project: P
`

func TestAKeyResultIsAsLikelyAsTheLeastLikelyOfItsMilestones(t *testing.T) {
	snap := read(t, []byte(tied))
	days := func(from, to int) []time.Time { // evenly over days from now
		out := make([]time.Time, 101)
		for i := range out {
			out[i] = now.Add(time.Duration((float64(from) + float64(to-from)*float64(i)/100) * 24 * float64(time.Hour)))
		}
		return out
	}
	marks := map[record.ID]align.Mark{snap.ID("milestone", "first"): {Done: true}, snap.ID("milestone", "last"): {Curve: days(0, 480)}}
	r := asked(snap, marks).Objectives[0].Results[0]
	if r.Plan == nil || *r.Plan < 0.24 || *r.Plan > 0.26 || r.Weakest.Key != "last" || r.State != "off" {
		t.Errorf("121 of 480 days are there by the end of June: %+v", r)
	}
	marks[snap.ID("milestone", "last")] = align.Mark{Curve: days(0, 100)}
	if r := asked(snap, marks).Objectives[0].Results[0]; r.Plan == nil || *r.Plan != 1 || r.State != "on" {
		t.Errorf("every future ends within 100 days: %+v", r)
	}
}

func TestWhatChangedIsSaidOnce(t *testing.T) {
	before := strings.Replace(tied, "objectives: [O-1]\n", "", 1)
	old := asked(read(t, []byte(before)), nil)
	if len(old.Orphans) != 1 || len(old.Idle()) != 1 || old.Sound() {
		t.Fatalf("untied work is an orphan and its objective idle: %+v", old)
	}
	a := asked(read(t, []byte(tied)), nil)
	standing := old.Standing()
	a.Compare(standing, "2026-02-20")
	var got []string
	for _, s := range a.Since {
		got = append(got, s.Text())
	}
	// The ids of the two organisations are the same, as they are drawn from one seed.
	if want := "Fewer calls is worked on now, or ended.|1 project serves an objective now, or ended."; strings.Join(got, "|") != want {
		t.Errorf("got %q", got)
	}
	a.Compare(a.Standing(), "2026-02-20")
	if len(a.Since) != 0 {
		t.Errorf("nothing changed since now, and it says %q", a.Since[0].Text())
	}
}
