package answering

import (
	"context"

	"plumbline/history/lines"
	"plumbline/internal/answers/world"
	"plumbline/internal/app/reading"
	"plumbline/internal/record"
)

// linesOf is what is known of the lines of a repository as it was read last.
func (s *Service) linesOf(id record.ID) *lines.Report {
	for _, r := range s.world.Load().Repos {
		if r.Record == id {
			return r.Lines
		}
	}
	return nil
}

// count works out who wrote the lines of a repository that is in the world already, and
// puts that beside it. What hinders it is said in the answers: the reading stands. Only
// the end of ctx is an error.
func (s *Service) count(ctx context.Context, repo *world.Repo) error {
	if repo.Lines != nil {
		return nil
	}
	found, err := reading.Lines(ctx, repo)
	s.update(repo, func(next *world.Repo) {
		next.Lines, next.Counting = found, false
		switch {
		case ctx.Err() != nil:
			next.Uncounted = "working it out was stopped"
		case err != nil:
			next.Uncounted = "working it out failed, and the server's log says why"
		}
	})
	if err != nil && ctx.Err() == nil {
		s.o.Log.Warn("who wrote the lines cannot be told", "repository", repo.Title, "error", err)
	}
	for _, question := range []string{"knowledge", "who", "hotspots"} {
		s.o.Publish("result", map[string]string{"question": question})
	}
	return ctx.Err()
}
