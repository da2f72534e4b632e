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
	"plumbline/internal/answers/tradeoffs"
	"plumbline/internal/fault"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/internal/team"
	"plumbline/parallel"
)

// effort is how much is spent on a preview: little, so that it can follow a drag, or
// more for the one that follows it. Schedules and trials decide what comes, so that the
// same question is answered alike twice; time is a cap for machines that are busy.
type effort struct {
	schedules int64 // for a plan of one task; fewer the more there are
	cap       time.Duration
	draws     int // durations drawn in all trials together; a plan of few tasks counts as one of thirty
	least     int // trials of a plan however large
}

var (
	atOnce = effort{40_000, 60 * time.Millisecond, 60_000, 250}
	longer = effort{4_000_000, 2 * time.Second, 720_000, 6000}
)

// options are what a plan of so many tasks is made with, from the newest one: dates and
// odds are then those of the pages, but for what the change does to them.
func (e effort) options(tasks int, newest *plan.Result) plan.Options {
	return plan.Options{Seed: 1, Schedules: max(50, e.schedules/int64(tasks+1)), Time: e.cap, Trials: max(e.least, e.draws/max(30, tasks)), Brief: true, From: newest}
}

// PreviewPlan says what a change set would do to the plan, for the viewer who asks.
// Nothing is written. Both sides are planned and simulated alike, with the same draws.
func (s *Service) PreviewPlan(ctx context.Context, p record.Principal, cs team.ChangeSet, better bool) (*plan.Preview, error) {
	_, next, err := s.team.Preview(ctx, p, cs)
	if err != nil {
		return nil, err
	}
	if better {
		return s.compare(ctx, s.team.Snapshot().View(p), next.View(p), longer)
	}
	return s.compare(ctx, s.team.Snapshot().View(p), next.View(p), atOnce)
}

// AcceptPlan writes the newest plan's people and windows into its tasks and keeps it as
// a baseline, as one change set that can be undone.
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
	if err := s.withBaseline(&cs, p, s.team.View(p), "Accepted on "+string(s.day(s.now())), "", cs.Reason); err != nil {
		return team.Applied{}, err
	}
	return s.team.Apply(ctx, p, cs)
}

// ChoosePlan takes one of the plans of the trade-offs, or keeps it as a scenario.
func (s *Service) ChoosePlan(ctx context.Context, p record.Principal, c tradeoffs.Choice) (team.Applied, error) {
	return s.choices.Choose(ctx, p, c)
}

// ExportPlan writes what a filter takes of the newest plan, as a viewer sees it.
func (s *Service) ExportPlan(format string, f plan.Filter, v *snapshot.View) ([]byte, error) {
	return s.shown(v).Only(f).Export(format, v.Snapshot().Organisation().Location())
}

func (s *Service) compare(ctx context.Context, old, next *snapshot.View, e effort) (*plan.Preview, error) {
	before, err := s.planned(ctx, old.Snapshot(), e)
	if err != nil {
		return nil, err
	}
	after, err := s.planned(ctx, next.Snapshot(), e)
	if err != nil {
		return nil, err
	}
	now := s.now()
	shown := plan.Show(before.Result, old, now)
	p := plan.Compare(shown, plan.Show(after.Result, next, now), next)
	p.Anomaly(shown, before.pl, after.pl)
	return p, nil
}

// quick plans a snapshot fast.
func (s *Service) quick(ctx context.Context, snap *snapshot.Snapshot) (*plan.Result, error) {
	p, err := s.planned(ctx, snap, atOnce)
	if err != nil {
		return nil, err
	}
	return p.Result, nil
}

// briefly is a plan made for a comparison, with what it was made from.
type briefly struct {
	*plan.Result
	pl   *snapshot.Planning
	hash string
	from *plan.Result // the newest plan then
}

// planned plans a snapshot with some effort; the current one is planned once and kept.
func (s *Service) planned(ctx context.Context, snap *snapshot.Snapshot, e effort) (*briefly, error) {
	pl, hash := s.projection(snap)
	day, memo := s.day(s.now()), &s.quickMemo
	if e == longer {
		memo = &s.betterMemo
	}
	var newest *plan.Result
	if p := s.plan.Load(); p != nil {
		newest = p.Result
	}
	if k := memo.Load(); k != nil && k.hash == hash && k.from == newest && s.day(k.Now) == day {
		return k, nil
	}
	track, err := s.track(ctx, snap, pl)
	if err != nil {
		return nil, err
	}
	o := e.options(len(pl.Tasks), newest)
	o.Workers, o.Track = parallel.Beside(), &track.Track
	if e == atOnce {
		defer parallel.Urgent(ctx)()
	}
	r, err := plan.Compute(ctx, pl, s.now(), o)
	if err != nil {
		return nil, err
	}
	made := &briefly{r, pl, hash, newest}
	if snap == s.team.Snapshot() {
		memo.Store(made)
	}
	return made, nil
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
	pre, err := s.compare(ctx, v, next.View(v.Principal()), atOnce)
	if err != nil {
		return err
	}
	for _, r := range pre.Rows {
		a.Breaks = append(a.Breaks, away.Change{Label: r.Label, Before: r.Before, After: r.After, Better: r.Better})
	}
	s.slip(a, pre, v)
	return nil
}

// slip makes the headline of an away answer speak of the milestone that slips most.
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
	var worst *plan.MilestoneRow
	most := 1.0 // day; less is no slip
	for i := range pre.After.Milestones {
		m := &pre.After.Milestones[i]
		k := slices.IndexFunc(old.Milestones, func(o plan.MilestoneRow) bool { return o.ID == m.ID && !o.Done })
		if k < 0 {
			continue
		}
		if days := m.Spread.P80.Sub(old.Milestones[k].Spread.P80).Hours() / 24; days >= most && (worst == nil || days > most) {
			worst, most = m, days
		}
	}
	if worst == nil {
		return
	}
	args := []statement.Arg{a.Who.Arg("person"), statement.On("from", a.From), statement.On("to", a.To), worst.Arg("milestone"), statement.Days("days", math.Round(most))}
	id := "away.plan"
	if k := slices.IndexFunc(a.Areas, func(l away.Loss) bool { return l.Left == 0 }); k >= 0 {
		id = "away.plan-area"
		args = append(args, statement.InArea("area", a.Areas[k].Area))
	}
	a.Headline = statement.New(id, args...).At(statement.Bad).On(a.Headline.Evidence...)
}

func (s *Service) askSkills(_ context.Context, _ url.Values, v *snapshot.View) (any, error) {
	pl, _ := s.projection(v.Snapshot())
	a, err := skills.Ask(s.seen(v), v, pl, s.day(s.now()))
	if err != nil {
		return nil, err
	}
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
	w := s.seen(v)
	a := decided.Ask(w, v, s.day(s.now()), match)
	a.AddFound(w, v, about)
	head := s.head("decided", v)
	head.Headline = a.Headline
	a.Head = head
	return a, nil
}
