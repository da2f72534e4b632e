package answering

import (
	"context"
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"time"

	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/away"
	"plumbline/internal/answers/knowledge"
	"plumbline/internal/answers/plan"
	"plumbline/internal/answers/today"
	"plumbline/internal/answers/traces"
	"plumbline/internal/answers/when"
	"plumbline/internal/answers/who"
	"plumbline/internal/answers/world"
	"plumbline/internal/fault"
	"plumbline/internal/kinds/frame"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/internal/store"
)

// todayMemo is Today as everybody may see it, for one state of records and facts.
type todayMemo struct {
	snap   *snapshot.Snapshot
	world  *world.World
	plan   *planned
	ahead  *ahead
	day    record.Date
	answer *today.Answer
	source *today.Plan
}

// shared is the view of any member: what Today, which is computed once, may rest on.
func shared(s *snapshot.Snapshot) *snapshot.View {
	return s.View(record.Principal{Roles: record.Member})
}

// askToday answers for its viewer; with own=no, for a shared screen, without what is theirs
// alone.
func (s *Service) askToday(ctx context.Context, p url.Values, v *snapshot.View) (any, error) {
	m, err := s.todayNow(ctx, v.Snapshot())
	if err != nil {
		return nil, err
	}
	snoozed := map[string]bool{}
	for _, z := range snapshot.List[frame.Snooze](v, "snooze") {
		if string(z.Body.For) == v.Principal().Person && z.Body.Until > m.day {
			snoozed[z.Body.Item] = true
		}
	}
	if p.Get("own") == "no" {
		return m.answer.Without(m.source, snoozed), nil
	}
	mine := m.answer.Own(s.seen(v), v, m.source, snoozed)
	mine.Sections = slices.Concat(s.own(v, mine), mine.Sections)
	return mine, nil
}

// todayNow computes Today once for a state of records and facts, and keeps it as the
// day's.
func (s *Service) todayNow(ctx context.Context, snap *snapshot.Snapshot) (*todayMemo, error) {
	w, p, day := s.world.Load(), s.plan.Load(), s.day(s.now())
	if m := s.today.Load(); m != nil && m.snap == snap && m.world == w && m.plan == p && m.ahead == s.ahead.Load() && m.day == day {
		return m, nil
	}
	v := shared(snap)
	m := &todayMemo{snap: snap, world: w, plan: p, ahead: s.ahead.Load(), day: day}
	if p != nil && len(p.Tasks) > 0 {
		shown := plan.Show(p.Result, v, s.now())
		m.source = shown.ForToday(v, "result:plan")
		m.source.Alerts = s.risks(v, shown).Alerts()
	}
	m.answer = today.Ask(s.seen(v), v, m.source)
	if err := s.since(ctx, m, v); err != nil {
		return nil, err
	}
	s.today.Store(m)
	data, err := json.Marshal(m.answer)
	if err != nil {
		return nil, err
	}
	key := store.ResultKey{Question: "today", Engine: plan.Version, Day: string(day)}
	return m, s.store.PutResult(ctx, store.Result{ResultKey: key, At: s.team.Now(), Data: data})
}

func (s *Service) askWho(ctx context.Context, p url.Values, v *snapshot.View) (any, error) {
	if task := p.Get("task"); task != "" {
		return s.suggest(ctx, task, v)
	}
	path := p.Get("path")
	if path == "" {
		return nil, fault.New(fault.Invalid, "Which path?").WithHint("Give path=… : a file, a directory or an area; or task=… : the key of a task.")
	}
	return who.Ask(s.seen(v), v, path, 5)
}

func (s *Service) askTraces(_ context.Context, p url.Values, v *snapshot.View) (any, error) {
	return traces.Ask(s.seen(v), v, p.Get("task"))
}

func (s *Service) askKnowledge(_ context.Context, _ url.Values, v *snapshot.View) (any, error) {
	return knowledge.Ask(s.seen(v), v), nil
}

func (s *Service) askWhen(ctx context.Context, p url.Values, v *snapshot.View) (any, error) {
	n, err := strconv.Atoi(p.Get("remaining"))
	if err != nil {
		n = 20
	}
	by, err := dayOf(p, "by")
	if err != nil {
		return nil, err
	}
	w := s.seen(v)
	if name := p.Get("repository"); name != "" {
		for _, r := range w.Repos {
			if r.Record == name || r.Title == name {
				w.Repos = []*world.Repo{r}
				break
			}
		}
	}
	return when.Ask(ctx, w, when.Options{Remaining: n, By: by, Seed: 1, Zone: v.Snapshot().Organisation().Location()})
}

func dayOf(p url.Values, name string) (record.Date, error) {
	var d record.Date
	if err := d.UnmarshalText([]byte(p.Get(name))); err != nil {
		return "", fault.New(fault.Invalid, "%s: %s.", name, err)
	}
	return d, nil
}

func (s *Service) askAway(ctx context.Context, p url.Values, v *snapshot.View) (any, error) {
	if p.Get("person") == "" {
		return nil, fault.New(fault.Invalid, "Who is away?").WithHint("Give person=… : a key, a name or an address.")
	}
	from, err := dayOf(p, "from")
	if err != nil {
		return nil, err
	}
	to, err := dayOf(p, "to")
	if err != nil {
		return nil, err
	}
	a, err := away.Ask(s.seen(v), v, p.Get("person"), from, to)
	if err != nil {
		return nil, err
	}
	return a, s.joinPlan(ctx, a, v)
}

func (s *Service) askPlan(_ context.Context, _ url.Values, v *snapshot.View) (any, error) {
	a := s.shown(v)
	if p := s.plan.Load(); p != nil {
		_, hash := s.projection(v.Snapshot())
		a.Stale = hash != p.hash
	}
	return a, nil
}

// facts sums up what a viewer's world holds, for answers that rest on records alone.
func (s *Service) facts(v *snapshot.View) answer.Facts { return s.seen(v).Facts() }

func (s *Service) head(question string, v *snapshot.View) answer.Head {
	return answer.Head{Question: question, AsOf: s.day(s.now()), ComputedAt: s.now().Truncate(time.Second), Facts: s.facts(v)}
}
