package answering

import (
	"context"
	"math"
	"net/url"
	"slices"
	"strings"
	"time"

	"plumbline/internal/answers/away"
	"plumbline/internal/answers/decided"
	"plumbline/internal/answers/plan"
	"plumbline/internal/answers/skills"
	"plumbline/internal/answers/statement"
	"plumbline/internal/fault"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/internal/team"
)

// previewTime caps the search behind a preview, so that it can follow a drag.
const previewTime = 60 * time.Millisecond

// previewTrials is enough to tell odds to about one percent.
const previewTrials = 4000

// PreviewPlan says what a change set would do to the plan, for the viewer who asks.
// Nothing is written. Both sides are planned and simulated alike, with the same draws.
func (s *Service) PreviewPlan(ctx context.Context, p record.Principal, cs team.ChangeSet) (*plan.Preview, error) {
	_, next, err := s.team.Preview(ctx, p, cs)
	if err != nil {
		return nil, err
	}
	return s.compare(ctx, s.team.Snapshot().View(p), next.View(p))
}

// AcceptPlan writes the newest plan's people and windows into its tasks, as one
// change set that can be undone.
func (s *Service) AcceptPlan(ctx context.Context, p record.Principal) (team.Applied, error) {
	kept := s.plan.Load()
	if kept == nil {
		return team.Applied{}, fault.New(fault.NotFound, "There is no plan yet.").WithHint("Add tasks to a project.")
	}
	cs, err := plan.AcceptChanges(kept.Result, s.team.View(p))
	if err != nil {
		return team.Applied{}, err
	}
	if len(cs.Changes) == 0 {
		return team.Applied{At: s.team.Now()}, nil
	}
	return s.team.Apply(ctx, p, cs)
}

// ExportPlan writes the newest plan as a viewer sees it.
func (s *Service) ExportPlan(format string, v *snapshot.View) ([]byte, error) {
	var r *plan.Result
	if kept := s.plan.Load(); kept != nil {
		r = kept.Result
	}
	return plan.Show(r, v, s.now()).Export(format, v.Snapshot().Organisation().Location())
}

func (s *Service) compare(ctx context.Context, old, next *snapshot.View) (*plan.Preview, error) {
	before, err := s.quick(ctx, old.Snapshot())
	if err != nil {
		return nil, err
	}
	after, err := s.quick(ctx, next.Snapshot())
	if err != nil {
		return nil, err
	}
	now := s.now()
	return plan.Compare(plan.Show(before, old, now), plan.Show(after, next, now), next), nil
}

// quick plans a snapshot fast; the current one is planned once and kept.
func (s *Service) quick(ctx context.Context, snap *snapshot.Snapshot) (*plan.Result, error) {
	pl, hash := s.projection(snap)
	day := s.day(s.now())
	if k := s.quickMemo.Load(); k != nil && k.hash == hash && s.day(k.Now) == day {
		return k.Result, nil
	}
	r, err := plan.Compute(ctx, pl, s.now(), plan.Options{Seed: 1, Workers: s.o.Workers, Time: previewTime, Trials: previewTrials})
	if err != nil {
		return nil, err
	}
	if snap == s.team.Snapshot() {
		s.quickMemo.Store(&planned{r, hash})
	}
	return r, nil
}

// joinPlan adds to an away answer what the absence does to the plan.
func (s *Service) joinPlan(ctx context.Context, a *away.Answer, v *snapshot.View) error {
	if a.Who.ID == "" || a.From == "" || a.To == "" || s.plan.Load() == nil {
		return nil
	}
	node, err := record.Written(map[string]string{"person": a.Who.ID, "from": string(a.From), "to": string(a.To)})
	if err != nil {
		return err
	}
	cs := team.ChangeSet{Changes: []team.Change{{Kind: "absence", Op: team.Put, Data: node}}}
	_, next, err := s.team.Preview(ctx, record.Principal{System: true}, cs)
	if err != nil {
		return err
	}
	pre, err := s.compare(ctx, v, next.View(v.Principal()))
	if err != nil {
		return err
	}
	for _, r := range pre.Rows {
		a.Breaks = append(a.Breaks, away.Change{Label: r.Label, Before: r.Before, After: r.After, Worse: r.Better < 0})
	}
	s.slip(a, pre, v)
	return nil
}

// slip makes the headline of an away answer speak of the plan where it slips.
func (s *Service) slip(a *away.Answer, pre *plan.Preview, v *snapshot.View) {
	p := s.plan.Load()
	if p == nil {
		return
	}
	before, _ := s.quick(context.Background(), v.Snapshot())
	if before == nil {
		return
	}
	old := plan.Show(before, v, s.now())
	for _, m := range pre.After.Milestones {
		for _, o := range old.Milestones {
			days := m.Spread.P80.Sub(o.Spread.P80).Hours() / 24
			if o.ID != m.ID || o.Done || days < 1 {
				continue
			}
			args := []statement.Arg{a.Who.Arg("person"), statement.On("from", a.From), statement.On("to", a.To), m.Arg("milestone"), statement.Days("days", math.Round(days))}
			id := "away.plan"
			for _, l := range a.Areas {
				if l.Left == 0 {
					id = "away.plan-area"
					args = append(args, statement.InArea("area", l.Area))
					break
				}
			}
			a.Headline = statement.New(id, args...).At(statement.Bad).On(a.Headline.Evidence...)
			return
		}
	}
}

func (s *Service) askSkills(_ context.Context, _ url.Values, v *snapshot.View) (any, error) {
	pl, _ := s.projection(v.Snapshot())
	a := skills.Ask(v, pl, s.day(s.now()))
	head := s.head("skills", v)
	head.Headline = a.Headline
	a.Head = head
	return a, nil
}

func (s *Service) askDecided(_ context.Context, p url.Values, v *snapshot.View) (any, error) {
	about := strings.ToLower(p.Get("about"))
	match := func(r *record.Record) bool {
		b := r.Body.Common()
		return strings.Contains(strings.ToLower(b.Title), about) || strings.EqualFold(r.Key, about) ||
			slices.ContainsFunc(b.Tags, func(t string) bool { return strings.EqualFold(t, about) })
	}
	if about == "" {
		match = nil
	}
	a := decided.Ask(v, s.day(s.now()), match)
	a.AddFound(s.seen(v), v, about)
	head := s.head("decided", v)
	head.Headline = a.Headline
	a.Head = head
	return a, nil
}
