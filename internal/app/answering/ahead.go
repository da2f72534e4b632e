package answering

import (
	"context"
	"encoding/json"
	"net/url"

	"plumbline/internal/answers/outlook"
	"plumbline/internal/answers/plan"
	"plumbline/internal/answers/risk"
	"plumbline/internal/snapshot"
	"plumbline/internal/store"
)

// The names of kept results: what the futures of a plan say beside its dates, and
// where each day stood.
const (
	questionAhead   = "ahead"
	questionOutlook = "outlook"
)

// ahead is what the futures of the newest plan say of risks, and why its dates moved.
type ahead struct {
	Risks []risk.Value    `json:"risks"`
	Since *outlook.Change `json:"since,omitempty"`
	hash  string
}

// loadAhead takes up what was kept with a plan.
func (s *Service) loadAhead(ctx context.Context, hash string) {
	kept, err := s.store.Latest(ctx, questionAhead, "", 1)
	if err != nil || len(kept) == 0 || kept[0].Engine != plan.Version || kept[0].Projection != hash {
		return
	}
	a := &ahead{hash: hash}
	if json.Unmarshal(kept[0].Data, a) == nil {
		s.ahead.Store(a)
	}
}

// lookAhead values the risks of a fresh plan, keeps where the day stands, and says what
// moved since a week ago.
func (s *Service) lookAhead(ctx context.Context, pl *snapshot.Planning, hash string, r *plan.Result, sim *plan.Simulation) error {
	next := &ahead{hash: hash}
	var err error
	if next.Risks, err = risk.Values(ctx, pl, sim); err != nil {
		return err
	}
	if err := s.rewind(ctx, pl, r.Now); err != nil {
		return err
	}
	if next.Since, err = s.changed7(ctx, pl, r); err != nil {
		return err
	}
	if err := s.keepDay(ctx, pl, r); err != nil {
		return err
	}
	if _, newest := s.newest(); newest != hash {
		return nil // another job has made a newer plan, and says what its futures say
	}
	data, err := json.Marshal(next)
	if err != nil {
		return err
	}
	key := store.ResultKey{Question: questionAhead, Projection: hash, Engine: plan.Version, Day: string(s.day(r.Now))}
	if err := s.store.PutResult(ctx, store.Result{ResultKey: key, At: s.team.Now(), Data: data}); err != nil {
		return err
	}
	s.ahead.Store(next)
	return nil
}

// valued is what risks take and mitigations buy, as of the newest plan.
func (s *Service) valued() []risk.Value {
	if a := s.ahead.Load(); a != nil {
		return a.Risks
	}
	return nil
}

// shown is the newest plan as a viewer sees it, or that there is none.
func (s *Service) shown(v *snapshot.View) *plan.Answer {
	var r *plan.Result
	if p := s.plan.Load(); p != nil {
		r = p.Result
	}
	return plan.Show(r, v, s.now())
}

// risks is the register as a viewer sees it, beside the plan they are shown.
func (s *Service) risks(v *snapshot.View, shown *plan.Answer) *risk.Answer {
	pl, hash := s.projection(v.Snapshot())
	src := risk.Source{World: s.seen(v), Plan: shown}
	if p := s.plan.Load(); p != nil {
		src.Stale = p.hash != hash
	}
	if a := s.ahead.Load(); a != nil {
		src.Values, src.Stale = a.Risks, src.Stale || a.hash != hash
	}
	return risk.Ask(src, pl, v)
}

func (s *Service) askRisk(_ context.Context, _ url.Values, v *snapshot.View) (any, error) {
	return s.risks(v, s.shown(v)), nil
}
