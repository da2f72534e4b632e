package answering

import (
	"context"
	"net/url"

	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/plan"
	"plumbline/internal/answers/promises"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/ways"
	"plumbline/internal/answers/world"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// promisesMemo is the answer as everybody may see it, for one state of records and facts.
type promisesMemo struct {
	snap   *snapshot.Snapshot
	world  *world.World
	plan   *planned
	ahead  *ahead
	ways   *ways.Result
	day    record.Date
	answer *promises.Answer
}

// same says that a kept answer is of the same state.
func (m *promisesMemo) same(o *promisesMemo) bool {
	return m != nil && m.snap == o.snap && m.world == o.world && m.plan == o.plan && m.ahead == o.ahead && m.ways == o.ways && m.day == o.day
}

// askPromises answers which promises will be kept. Every member may read promises,
// teams and milestones, so it is computed once for all.
func (s *Service) askPromises(_ context.Context, _ url.Values, v *snapshot.View) (any, error) {
	next := &promisesMemo{snap: v.Snapshot(), world: s.world.Load(), plan: s.plan.Load(), ahead: s.ahead.Load(), ways: s.choices.Ways(), day: s.day(s.now())}
	if m := s.promised.Load(); m.same(next) {
		return m.answer, nil
	}
	everybody := shared(next.snap)
	src := promises.Source{Today: next.day, Zone: next.snap.Organisation().Location()}
	if p := next.plan; p != nil && len(p.Tasks) > 0 {
		src.Marks = plan.Show(p.Result, everybody, s.now()).Marks()
		src.Plan = statement.Fact{Address: "result:plan", Label: "the plan and its simulation", When: p.Now}
	}
	if a := next.ahead; a != nil && a.Since != nil {
		src.Moved = func(what answer.Rec) []statement.Statement { return a.Since.Of(what) }
	}
	var err error
	if src.Ways, err = s.waysOut(next.ways, everybody); err != nil {
		return nil, err
	}
	next.answer = promises.Ask(s.seen(everybody), everybody, src)
	s.promised.Store(next)
	return next.answer, nil
}

// waysOut gives the ways out that were found, by what they are for.
func (s *Service) waysOut(r *ways.Result, v *snapshot.View) (map[record.ID][]statement.Statement, error) {
	if r == nil {
		return nil, nil
	}
	a, err := ways.Show(r, v, s.now())
	if err != nil {
		return nil, err
	}
	out := map[record.ID][]statement.Statement{}
	for _, m := range a.Missed {
		for _, w := range a.Ways {
			out[m.ID] = append(out[m.ID], statement.New("promises.step.way", statement.Words("way", w.Title)))
		}
	}
	return out, nil
}
