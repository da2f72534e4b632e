package answering

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"plumbline/history"
	"plumbline/internal/answers/plan"
	"plumbline/internal/answers/world"
	"plumbline/internal/app/reading"
	"plumbline/internal/jobs"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/internal/store"
)

// readArgs names the repository record a job reads.
type readArgs struct {
	Repository record.ID `json:"repository"`
}

// read is the job that reads one repository into the world.
func (s *Service) read(ctx context.Context, job store.Job, report func(jobs.Progress)) error {
	var a readArgs
	if err := json.Unmarshal(job.Args, &a); err != nil {
		return fmt.Errorf("arguments of a reading: %w", err)
	}
	v := s.team.Snapshot().System()
	r := v.Get("repository", a.Repository)
	if r == nil {
		return nil
	}
	q := s.recorded(v, r)
	q.Progress = func(p history.Progress) {
		report(jobs.Progress{Stage: "reading " + p.Stage, Done: p.Done, Total: p.Total})
	}
	repo, err := reading.Read(ctx, q)
	if err != nil {
		return err
	}
	if repo.Checks, err = reading.Confirm(ctx, repo, v); err != nil {
		return err
	}
	repo.Lines = reading.Again(repo, s.linesOf(repo.Record))
	repo.Counting = repo.Lines == nil
	s.put(repo)
	if s.o.Propose {
		if err := s.propose(ctx, repo); err != nil {
			return err
		}
	}
	s.o.Publish("result", map[string]string{"question": "knowledge"})
	return s.count(ctx, repo)
}

// recorded is the request to read a repository's record.
func (s *Service) recorded(v *snapshot.View, r *record.Record) reading.Request {
	var asOf time.Time
	if s.o.AsOf != "" {
		asOf = s.now()
	}
	return reading.Recorded(v, r, s.o.IndexDir, s.now(), asOf)
}

// put replaces one repository of the world.
func (s *Service) put(repo *world.Repo) {
	s.reading.Lock()
	defer s.reading.Unlock()
	old := s.world.Load()
	next := &world.World{Now: s.now(), Repos: []*world.Repo{repo}}
	for _, r := range old.Repos {
		if r.Record != repo.Record {
			next.Repos = append(next.Repos, r)
		}
	}
	slices.SortFunc(next.Repos, func(a, b *world.Repo) int { return strings.Compare(a.Title+a.Record, b.Title+b.Record) })
	s.world.Store(next)
}

// makePlan is the job that plans and simulates.
func (s *Service) makePlan(ctx context.Context, _ store.Job, report func(jobs.Progress)) error {
	snap := s.team.Snapshot()
	pl, hash := s.projection(snap)
	now := s.now()
	track, err := s.track(ctx, snap, pl)
	if err != nil {
		return err
	}
	r, sim, err := plan.Simulate(ctx, pl, now, plan.Options{Seed: 1, Workers: s.o.Workers, Time: cmp.Or(s.o.Search, planTime), Track: &track.Track,
		Progress: func(p plan.Progress) { report(jobs.Progress{Stage: p.Stage, Done: p.Done, Total: p.Total}) }})
	if err != nil {
		return err
	}
	data, err := json.Marshal(r)
	if err != nil {
		return err
	}
	// Asked to stop, the search gives the best plan it had; that is kept like any other.
	ctx = context.WithoutCancel(ctx)
	key := store.ResultKey{Question: JobPlan, Projection: hash, Engine: plan.Version, Day: string(s.day(now))}
	if err := s.store.PutResult(ctx, store.Result{ResultKey: key, At: s.team.Now(), Took: r.Took, Data: data}); err != nil {
		return err
	}
	s.plan.Store(&planned{r, hash})
	// What was changed back while this plan was made asked for none: the plan before was still right.
	if err := s.enqueuePlan(ctx); err != nil {
		return err
	}
	s.o.Publish("result", map[string]string{"question": "plan"})
	// A first drag is then compared with a plan that is there already.
	if _, err := s.quick(ctx, snap); err != nil {
		return err
	}
	if _, err := s.backtest(ctx, track); err != nil {
		return err
	}
	s.o.Publish("result", map[string]string{"question": "calibration"})
	if err := s.lookAhead(ctx, pl, hash, r, sim); err != nil {
		return err
	}
	s.o.Publish("result", map[string]string{"question": "risk"})
	s.o.Publish("result", map[string]string{"question": "outlook"})
	return nil
}

// planTime caps the search of a plan in the background.
const planTime = 3 * time.Second
