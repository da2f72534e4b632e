package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"time"

	"plumbline/internal/app/answering"
	"plumbline/internal/app/choosing"
	"plumbline/internal/fault"
	"plumbline/internal/kinds"
	"plumbline/internal/record"
	"plumbline/internal/sim"
	"plumbline/internal/sim/gitwrite"
	"plumbline/internal/sim/load"
	"plumbline/internal/store/sqlite"
	"plumbline/internal/team"
)

// answersFigures sums up all questions, in milliseconds of wall clock.
type answersFigures struct {
	Questions int     `json:"questions"`
	WarmP95   float64 `json:"warm_p95_ms"` // over all askings of all questions
	ColdMax   float64 `json:"cold_max_ms"`
}

// asking is one question with its parameters.
type asking struct {
	name   string
	params url.Values
}

// answersBench asks every question of a synthetic organisation, once what jobs compute for
// everybody is there: cold is the first asking after a record changed, warm one of the next ones, each by a view of its own and with
// its JSON, as a request has them.
func answersBench(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("answers", flag.ContinueOnError)
	people := flags.Int("people", 200, "people of the organisation")
	tasks := flags.Int("tasks", 5000, "tasks of its plan, about half of them done")
	commits := flags.Int("commits", 4000, "commits of its repository, about")
	rounds := flags.Int("rounds", 30, "warm askings of each question")
	asJSON := flags.Bool("json", false, "print one JSON line last")
	if err := flags.Parse(args); err != nil {
		return err
	}
	o := sim.New(sim.Options{Seed: 7, People: *people, Tasks: *tasks, Commits: *commits, Finished: 500})
	meet(o)
	b, err := openAnswers(ctx, o)
	if err != nil {
		return err
	}
	defer b.close()
	begun := time.Now()
	if _, err := b.ask(ctx, asking{"today", nil}); err != nil {
		return err
	}
	fmt.Fprintf(out, "%d people, %d tasks, %d records; read, planned and simulated in %.1f s\n", *people, *tasks, b.records, time.Since(begun).Seconds())
	return b.all(ctx, o, *rounds, *asJSON, out)
}

// talks and points are what a one-on-one has gathered in a year of every second week.
const (
	talks  = 25
	points = 4 // raised between two talks
)

// meet gives who asks a one-on-one with the second person: what is private is loaded for
// those two alone.
func meet(o *sim.Organisation) {
	one := sim.OneOnOne{Lead: 0, Person: 1, Every: "two weeks", Next: o.End().AddDate(0, 0, 1), About: "What is in the way."}
	for i := range talks {
		on := o.End().AddDate(0, 0, 14*(i-talks))
		one.Talks = append(one.Talks, sim.Talk{On: on, Notes: fmt.Sprintf("What was said in talk %d.", i+1)})
		for j := range points {
			p := sim.Point{Title: fmt.Sprintf("Point %d of talk %d", j+1, i+1), By: j % 2, Raised: on.AddDate(0, 0, -7), State: "done", Talk: i, Owner: -1}
			if i == talks-1 {
				p.State, p.Talk = "open", -1
			}
			one.Points = append(one.Points, p)
		}
	}
	o.OneOnOnes = append(o.OneOnOnes, one)
	o.Balances = append(o.Balances, sim.Balance{Person: 0, Technical: 400})
}

// answersOf is a service over an organisation of its own.
type answersOf struct {
	dir     string
	team    *team.Team
	service *answering.Alone
	asker   record.Principal
	records int
	close   func()
}

func openAnswers(ctx context.Context, o *sim.Organisation) (*answersOf, error) {
	dir, err := os.MkdirTemp("", "plumbline-answers-")
	if err != nil {
		return nil, err
	}
	b := &answersOf{dir: dir, close: func() { _ = os.RemoveAll(dir) }} // a folder of /tmp that stays is no failure of the measurement
	repository := filepath.Join(dir, "repository.git")
	if _, err := gitwrite.Write(ctx, o, repository, gitwrite.Options{}); err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	db, err := sqlite.Open(ctx, dir, sqlite.Options{BallastBytes: -1})
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	if b.team, err = team.Open(ctx, team.Options{Store: db, Registry: kinds.Registry(), Now: func() time.Time { return o.End() }}); err != nil {
		return nil, errors.Join(err, db.Close(), os.RemoveAll(dir))
	}
	b.close = func() {
		b.team.Close()
		_ = db.Close()
		_ = os.RemoveAll(dir)
	}
	if err := b.fill(ctx, o, repository); err != nil {
		b.close()
		return nil, err
	}
	service, err := answering.New(ctx, answering.Options{Team: b.team, IndexDir: filepath.Join(dir, "index")})
	if err != nil {
		b.close()
		return nil, err
	}
	b.service = service.Alone()
	return b, nil
}

func (b *answersOf) fill(ctx context.Context, o *sim.Organisation, repository string) error {
	cs := team.ChangeSet{Via: team.ViaImport}
	for _, item := range load.Records(o, load.Options{Repository: repository}) {
		data, err := item.Data()
		if err != nil {
			return err
		}
		cs.Changes = append(cs.Changes, team.Change{Kind: item.Kind, ID: item.ID, Key: item.Key, Op: team.Put, Data: data})
		if item.Kind == "person" && item.Key == o.People[0].Key {
			b.asker = record.Principal{Person: item.ID, Roles: record.Admin | record.Lead | record.Member}
		}
	}
	b.records = len(cs.Changes)
	_, err := b.team.Apply(ctx, record.Principal{System: true}, cs)
	return err
}

// ask answers a question as a request does: through a view of its own, into JSON.
func (b *answersOf) ask(ctx context.Context, q asking) (time.Duration, error) {
	begun := time.Now()
	a, err := b.service.Answer(ctx, q.name, q.params, b.team.View(b.asker))
	if err == nil {
		_, err = json.Marshal(a)
	}
	if err != nil {
		return 0, fmt.Errorf("%s %s: %w", q.name, q.params.Encode(), err)
	}
	return time.Since(begun), nil
}

// change writes a comment, so that nothing kept for the newest records holds any more.
func (b *answersOf) change(ctx context.Context, task string) error {
	node, err := record.Written(map[string]any{"on": "task/" + task, "author": b.asker.Person, "text": "Seen."})
	if err != nil {
		return err
	}
	_, err = b.team.Apply(ctx, record.Principal{System: true}, team.ChangeSet{Changes: []team.Change{{Kind: "comment", Op: team.Put, Data: node}}})
	return err
}

// askings lists every question there is, with parameters for those that want some.
func (b *answersOf) askings(o *sim.Organisation) []asking {
	last := o.Tasks[len(o.Tasks)-1].Key
	params := map[string]url.Values{
		"who": {"path": {o.Areas[0].Dir}}, "away": {"person": {o.People[1].Key}}, "when": {"remaining": {"24"}}, "traces": {"task": {last}},
		"learn": {"area": {o.Areas[0].Dir}}, "reasons": {"task": {last}}, "prepare": {"with": {o.People[1].Key}},
	}
	var out []asking
	for _, name := range b.service.Questions() {
		out = append(out, asking{name, params[name]})
	}
	return out
}

func (b *answersOf) all(ctx context.Context, o *sim.Organisation, rounds int, asJSON bool, out io.Writer) error {
	fmt.Fprintf(out, "%-14s %9s %9s %9s %12s\n", "question", "cold ms", "warm ms", "p95 ms", "KiB a warm")
	f := answersFigures{}
	var every []float64
	for _, q := range b.askings(o) {
		if _, made := choosing.Titles()[q.name]; made {
			took, err := b.ask(ctx, q)
			if err != nil {
				return err
			}
			fmt.Fprintf(out, "%-14s made by a job for everybody in %.1f s\n", q.name, took.Seconds())
		}
		if err := b.change(ctx, o.Tasks[0].Key); err != nil {
			return err
		}
		cold, err := b.ask(ctx, q)
		if refused := new(fault.Error); errors.As(err, &refused) {
			fmt.Fprintf(out, "%-14s refused: %s\n", q.name, refused.Text)
			continue
		}
		if err != nil {
			return err
		}
		warm, kib, err := b.warm(ctx, q, rounds)
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "%-14s %9.1f %9.1f %9.1f %12.0f\n", q.name, inMS(cold), quantile(warm, 0.5), quantile(warm, 0.95), kib)
		every = append(every, warm...)
		f.Questions++
		f.ColdMax = max(f.ColdMax, places(inMS(cold), 1))
	}
	f.WarmP95 = places(quantile(every, 0.95), 1)
	fmt.Fprintf(out, "%d questions: warm p95 %.1f ms, cold at most %.1f ms\n", f.Questions, f.WarmP95, f.ColdMax)
	if asJSON {
		return json.NewEncoder(out).Encode(f)
	}
	return nil
}

// warm gives the times of the askings in milliseconds, and the memory each allocates.
func (b *answersOf) warm(ctx context.Context, q asking, rounds int) (times []float64, kib float64, err error) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for range rounds {
		d, err := b.ask(ctx, q)
		if err != nil {
			return nil, 0, err
		}
		times = append(times, inMS(d))
	}
	runtime.ReadMemStats(&after)
	return times, float64(after.TotalAlloc-before.TotalAlloc) / float64(max(1, rounds)) / 1024, nil
}

func inMS(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// quantile gives the nearest-rank quantile of values.
func quantile(values []float64, q float64) float64 {
	if len(values) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(values))
	return sorted[min(len(sorted)-1, int(math.Ceil(q*float64(len(sorted))))-1)]
}
