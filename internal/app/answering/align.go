package answering

import (
	"context"
	"encoding/json"
	"net/url"

	"plumbline/internal/answers/align"
	"plumbline/internal/answers/plan"
	"plumbline/internal/answers/requirements"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/world"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/internal/store"
)

// questionAlign names the result kept for each day, with which a later day is compared,
// and alignVersion its shape.
const (
	questionAlign = "align"
	alignVersion  = "1"
)

// alignMemo is the answer as everybody may see it, for one state of records and facts.
type alignMemo struct {
	snap   *snapshot.Snapshot
	world  *world.World
	plan   *planned
	day    record.Date
	answer *align.Answer
}

// askAlign answers whether work serves what it is for. What it rests on is for every
// member to see, so it is computed once for all.
func (s *Service) askAlign(ctx context.Context, _ url.Values, v *snapshot.View) (any, error) {
	snap, w, p, day := v.Snapshot(), s.world.Load(), s.plan.Load(), s.day(s.now())
	if m := s.aligned.Load(); m != nil && m.snap == snap && m.world == w && m.plan == p && m.day == day {
		return m.answer, nil
	}
	everybody := shared(snap)
	o := align.Options{Today: day, Zone: snap.Organisation().Location()}
	if p != nil && len(p.Tasks) > 0 {
		shown := plan.Show(p.Result, everybody, s.now())
		o.Marks, o.Plan = shown.Marks(), statement.Fact{Address: "result:plan", Label: "the plan and its simulation", When: p.Now}
	}
	a := align.Ask(s.seen(everybody), everybody, o)
	if err := s.alignSince(ctx, a, day); err != nil {
		return nil, err
	}
	s.aligned.Store(&alignMemo{snap, w, p, day, a})
	return a, nil
}

// alignSince adds what has changed in a week, and keeps how things stand today.
func (s *Service) alignSince(ctx context.Context, a *align.Answer, day record.Date) error {
	data, err := json.Marshal(a.Standing())
	if err != nil {
		return err
	}
	key := store.ResultKey{Question: questionAlign, Engine: alignVersion, Day: string(day)}
	if err := s.store.PutResult(ctx, store.Result{ResultKey: key, At: s.team.Now(), Data: data}); err != nil {
		return err
	}
	kept, err := s.keptBefore(ctx, questionAlign, alignVersion, day.Add(-sinceDays))
	if err != nil || kept == nil {
		return err
	}
	var old align.Standing
	if json.Unmarshal(kept.Data, &old) != nil {
		return nil
	}
	a.Compare(old, record.Date(kept.Day))
	return nil
}

// askRequirements gives the trace matrix; with missing, the rows that lack just that.
func (s *Service) askRequirements(_ context.Context, p url.Values, v *snapshot.View) (any, error) {
	a := requirements.Ask(s.seen(v), v, s.day(s.now()))
	if what := p.Get("missing"); what != "" {
		a.Only(what)
	}
	return a, nil
}
