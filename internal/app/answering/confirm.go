package answering

import (
	"context"

	"plumbline/internal/answers/world"
	"plumbline/internal/app/reading"
	"plumbline/internal/jobs"
	"plumbline/internal/store"
)

// unasked says that some decision has a rule that a repository was not asked yet.
func (s *Service) unasked() bool {
	v := s.team.Snapshot().System()
	for _, r := range s.world.Load().Repos {
		if reading.Unasked(r, v) {
			return true
		}
	}
	return false
}

// confirm is the job that asks the rules of decisions of every repository read.
func (s *Service) confirm(ctx context.Context, _ store.Job, report func(jobs.Progress)) error {
	v := s.team.Snapshot().System()
	repos := s.world.Load().Repos
	for i, r := range repos {
		report(jobs.Progress{Stage: "asking " + r.Title, Done: int64(i), Total: int64(len(repos))})
		checks, err := reading.Confirm(ctx, r, v)
		if err != nil {
			return err
		}
		s.update(r, func(next *world.Repo) { next.Checks = checks })
	}
	s.o.Publish("result", map[string]string{"question": "decided"})
	return nil
}

// update replaces a repository by a changed copy, unless it was read anew meanwhile;
// what else changed of it since stays.
func (s *Service) update(r *world.Repo, change func(*world.Repo)) {
	s.reading.Lock()
	defer s.reading.Unlock()
	old := s.world.Load()
	next := &world.World{Now: old.Now, Repos: append([]*world.Repo{}, old.Repos...)}
	for i, one := range next.Repos {
		if one.Repository == r.Repository {
			changed := *one
			change(&changed)
			next.Repos[i] = &changed
		}
	}
	s.world.Store(next)
}
