package choosing

import (
	"context"
	"net/url"

	"plumbline/internal/answers/helps"
	"plumbline/internal/answers/plan"
	"plumbline/internal/answers/statement"
	"plumbline/internal/jobs"
	"plumbline/internal/snapshot"
	"plumbline/internal/store"
)

// tryOut is the job that tries what would help the open milestones.
func (s *Service) tryOut(ctx context.Context, _ store.Job, report func(jobs.Progress)) error {
	snap := s.o.Team.Snapshot()
	pl, hash := s.o.Project(snap)
	stage := statement.New("helps.searching").Text()
	report(jobs.Progress{Stage: stage})
	o := helps.Options{Seed: 1, Workers: s.o.Workers, Progress: func(done, total int64) { report(jobs.Progress{Stage: stage, Done: done, Total: total}) }}
	if known, of := s.o.Plan(); of == hash {
		o.Known = known
	}
	var err error
	if o.Track, err = s.o.Track(ctx, snap, pl); err != nil {
		return err
	}
	r, err := helps.Compute(ctx, pl, s.o.Now(), o)
	if err != nil {
		return err
	}
	return keep(ctx, s, JobHelps, helps.Version, hash, r.Took, r, &s.helps)
}

// AskHelps answers what would help a milestone: the one named with of, else the next.
func (s *Service) AskHelps(ctx context.Context, p url.Values, v *snapshot.View) (any, error) {
	src := helps.Source{Now: s.o.Now(), Of: p.Get("of"), Risks: s.o.Risks()}
	known, _ := s.o.Plan()
	src.Plan = plan.Show(known, v, src.Now)
	if known == nil {
		return helps.Ask(src, v)
	}
	k := s.helps.Load()
	busy, err := s.due(ctx, JobHelps, hashOf(k), dayOf(k))
	if err != nil {
		return nil, err
	}
	k = s.helps.Load()
	src.Result = resultOf(k)
	a, err := helps.Ask(src, v)
	if err != nil {
		return nil, err
	}
	a.Busy, a.Stale = busy, busy && k != nil
	return a, nil
}
