package answering

import (
	"context"
	"encoding/json"
	"net/url"
	"slices"
	"time"

	"plumbline/internal/answers/outlook"
	"plumbline/internal/answers/plan"
	"plumbline/internal/snapshot"
	"plumbline/internal/store"
)

// keptDays is how far back the past of a promise is drawn.
const keptDays = 500

// days gives the kept days, oldest first, one for each.
func (s *Service) days(ctx context.Context) ([]outlook.Day, error) {
	kept, err := s.store.Latest(ctx, questionOutlook, "", 2*keptDays)
	if err != nil {
		return nil, err
	}
	var out []outlook.Day
	seen := map[string]bool{}
	for _, k := range kept {
		var d outlook.Day
		if k.Engine != outlook.Version || seen[k.Day] || json.Unmarshal(k.Data, &d) != nil {
			continue
		}
		seen[k.Day] = true
		out = append(out, d)
	}
	slices.SortFunc(out, func(a, b outlook.Day) int { return a.Now.Compare(b.Now) })
	return out[max(0, len(out)-keptDays):], nil
}

// keepDay keeps where the plan's day stands.
func (s *Service) keepDay(ctx context.Context, pl *snapshot.Planning, r *plan.Result) error {
	d, err := outlook.DayOf(r, pl, s.day(r.Now))
	if err != nil {
		return err
	}
	return s.putDay(ctx, d)
}

func (s *Service) putDay(ctx context.Context, d outlook.Day) error {
	data, err := json.Marshal(d)
	if err != nil {
		return err
	}
	key := store.ResultKey{Question: questionOutlook, Engine: outlook.Version, Day: string(d.Day)}
	return s.store.PutResult(ctx, store.Result{ResultKey: key, At: s.team.Now(), Data: data})
}

// small is how many tasks a plan may have for its past to be simulated step by step.
const small = 2000

// changed7 says what moved since the newest kept day that is a week old; nil without one.
func (s *Service) changed7(ctx context.Context, pl *snapshot.Planning, r *plan.Result) (*outlook.Change, error) {
	days, err := s.days(ctx)
	if err != nil || len(pl.Tasks) > small {
		return nil, err
	}
	week := s.day(r.Now).Add(-sinceDays)
	for i := len(days) - 1; i >= 0; i-- {
		if days[i].Day > week {
			continue
		}
		then, err := days[i].Unpack()
		if err != nil || then == nil {
			return nil, err
		}
		return outlook.Why(ctx, then, days[i].Now, pl, r.Now, days[i].Day, s.alike)
	}
	return nil, nil
}

// alike plans a projection fast and always alike: by a number of schedules, not by time.
func (s *Service) alike(ctx context.Context, pl *snapshot.Planning, now time.Time) (*plan.Result, error) {
	o := plan.Options{Seed: 1, Workers: s.o.Workers, Schedules: 400, Trials: 2000}
	if t := s.learned.Load(); t != nil {
		o.Track = &t.Track
	}
	return plan.Compute(ctx, pl, now, o)
}

// rewoundDays and rewoundStep say how far, and how densely, a synthetic organisation's
// past is reckoned.
const (
	rewoundDays = 56
	rewoundStep = 4
)

// rewind reckons the days before the first kept one from the days on which tasks were
// begun and finished. Only the demo, which begins with a past, has it done.
func (s *Service) rewind(ctx context.Context, pl *snapshot.Planning, now time.Time) error {
	days, err := s.days(ctx)
	if err != nil || len(days) > 1 || !s.team.Snapshot().Organisation().Demo {
		return err
	}
	for back := rewoundDays; back > 0; back -= rewoundStep {
		at := now.AddDate(0, 0, -back)
		day := s.day(at)
		past := outlook.Rewind(pl, day)
		r, err := s.alike(ctx, past, at)
		if err != nil {
			return err
		}
		d, err := outlook.DayOf(r, past, day)
		if err != nil {
			return err
		}
		d.Rewound = true
		if err := s.putDay(ctx, d); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) askOutlook(ctx context.Context, _ url.Values, v *snapshot.View) (any, error) {
	days, err := s.days(ctx)
	if err != nil {
		return nil, err
	}
	src := outlook.Source{Now: s.now(), Days: days}
	if p := s.plan.Load(); p != nil {
		src.Result = p.Result
	}
	if a := s.ahead.Load(); a != nil {
		src.Change = a.Since
	}
	a := outlook.Ask(src, v)
	a.Facts = s.facts(v)
	return a, nil
}
