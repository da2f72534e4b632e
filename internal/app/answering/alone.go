package answering

import (
	"context"
	"net/url"
	"sync"

	"plumbline/internal/answers/tell"
	"plumbline/internal/app/reading"
	"plumbline/internal/httpapi/wire"
	"plumbline/internal/jobs"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/internal/store"
	"plumbline/internal/team"
)

// Alone is the service for a command without a server beside it: nothing reads or
// plans in the background, so it does so before its first answer. Safe for concurrent
// use.
type Alone struct {
	*Service
	once     sync.Once
	err      error
	counting sync.Mutex
}

// Alone gives the service in that form.
func (s *Service) Alone() *Alone {
	s.choices.Alone()
	return &Alone{Service: s}
}

// Answer implements httpapi.Answers.
func (a *Alone) Answer(ctx context.Context, name string, p url.Values, v *snapshot.View) (any, error) {
	a.once.Do(func() { a.err = a.prepare(ctx) })
	if a.err != nil {
		return nil, a.err
	}
	if p.Get("lines") != "" {
		if err := a.countAll(ctx); err != nil {
			return nil, err
		}
	}
	return a.Service.Answer(ctx, name, p, v)
}

// countAll works out who wrote the lines of every repository of which it is not known.
func (a *Alone) countAll(ctx context.Context) error {
	a.counting.Lock()
	defer a.counting.Unlock()
	for _, r := range a.world.Load().Repos {
		if r.Lines != nil {
			continue
		}
		if err := a.count(ctx, r); err != nil {
			return err
		}
	}
	return nil
}

// Patch implements httpapi.Patches.
func (a *Alone) Patch(ctx context.Context, id string, v *snapshot.View) (wire.FilePatch, error) {
	a.once.Do(func() { a.err = a.prepare(ctx) })
	if a.err != nil {
		return wire.FilePatch{}, a.err
	}
	return a.Service.Patch(ctx, id, v)
}

// KeepReport implements httpapi.Reports.
func (a *Alone) KeepReport(ctx context.Context, p record.Principal, k tell.Keep) (team.Applied, error) {
	a.once.Do(func() { a.err = a.prepare(ctx) })
	if a.err != nil {
		return team.Applied{}, a.err
	}
	return a.Service.KeepReport(ctx, p, k)
}

// Paper implements httpapi.Reports.
func (a *Alone) Paper(ctx context.Context, p url.Values, v *snapshot.View) ([]byte, error) {
	a.once.Do(func() { a.err = a.prepare(ctx) })
	if a.err != nil {
		return nil, a.err
	}
	return a.Service.Paper(ctx, p, v)
}

// prepare reads every repository of the records, from its index where nothing is new,
// and plans when the kept plan is not of today's records. A repository that cannot be
// read is told in the log and left out.
func (a *Alone) prepare(ctx context.Context) error {
	snap := a.team.Snapshot()
	v := snap.System()
	var list []*record.Record
	snap.Each("repository", func(r *record.Record) bool {
		list = append(list, r)
		return true
	})
	for _, r := range list {
		repo, err := reading.Read(ctx, a.recorded(v, r))
		if err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			a.o.Log.Warn("a repository cannot be read", "repository", v.Title(r), "error", err)
			continue
		}
		if repo.Checks, err = reading.Confirm(ctx, repo, v); err != nil {
			return err
		}
		a.put(repo)
	}
	if !a.planDue() {
		return nil
	}
	return a.makePlan(ctx, store.Job{}, func(jobs.Progress) {})
}
