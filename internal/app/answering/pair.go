package answering

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"plumbline/internal/answers/health"
	"plumbline/internal/answers/oneonone"
	"plumbline/internal/answers/plan"
	"plumbline/internal/answers/promises"
	"plumbline/internal/answers/self"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/today"
	"plumbline/internal/fault"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// What is private is answered for its viewer each time, and kept nowhere.
func (s *Service) pairQuestions() []question {
	return []question{{"one-on-ones", s.askOneOnOnes}, {"prepare", s.askPrepare}, {"self", s.askSelf}, {"health", s.askHealth}}
}

func (s *Service) askOneOnOnes(_ context.Context, _ url.Values, v *snapshot.View) (any, error) {
	return oneonone.List(s.seen(v), v), nil
}

// askPrepare answers for one series: with=… is its id, or the key of the other person.
func (s *Service) askPrepare(_ context.Context, p url.Values, v *snapshot.View) (any, error) {
	if p.Get("with") == "" {
		return nil, fault.New(fault.Invalid, "A one-on-one with whom?").WithHint("Give with=… : the key of the other person, or the id of the one-on-one.")
	}
	return oneonone.Prepare(s.seen(v), v, s.assigned(), p.Get("with"))
}

// assigned says whom the newest plan gives each task.
func (s *Service) assigned() oneonone.Assigned {
	p := s.plan.Load()
	if p == nil {
		return nil
	}
	out := oneonone.Assigned{}
	for i := range p.Tasks {
		for _, w := range p.Tasks[i].Work {
			out[p.Tasks[i].ID] = append(out[p.Tasks[i].ID], w.Person)
		}
	}
	return out
}

func (s *Service) askSelf(_ context.Context, _ url.Values, v *snapshot.View) (any, error) {
	return self.Ask(s.seen(v), v, s.ownPlan(v.Principal().Person))
}

// ownPlan is a person's work in the newest plan, from this week on.
func (s *Service) ownPlan(person record.ID) self.Planned {
	p := s.plan.Load()
	if p == nil {
		return nil
	}
	i := slices.IndexFunc(p.Load, func(l plan.Load) bool { return l.Person == person })
	if i < 0 {
		return nil
	}
	var out self.Planned
	monday := s.day(s.now())
	for _, w := range p.Load[i].Weeks {
		if w.Week.Add(6) >= monday {
			out = append(out, w.Work)
		}
	}
	return out
}

// askHealth tells everybody the same of the team, and the viewer their own part.
func (s *Service) askHealth(ctx context.Context, _ url.Values, v *snapshot.View) (any, error) {
	kept, err := s.askPromises(ctx, nil, v)
	if err != nil {
		return nil, err
	}
	given, _ := kept.(*promises.Answer)
	everyone := shared(v.Snapshot())
	src := health.Source{World: s.seen(everyone), Everyone: everyone, Viewer: v.Principal().Person, Promises: given, Today: s.day(s.now())}
	if p := s.plan.Load(); p != nil {
		src.Load, src.Plan = p.Load, statement.Fact{Address: "result:plan", Label: "the plan and its simulation", When: p.Now}
	}
	return health.Ask(src), nil
}

// mostOwn bounds how many one-on-ones Today names.
const mostOwn = 3

// own gives the parts of Today that are the viewer's alone, those one-on-ones left out
// that it names already; nothing where nobody asks.
func (s *Service) own(v *snapshot.View, named *today.Answer) []today.Section {
	var out []today.Section
	if v.Principal().Person == "" {
		return nil
	}
	w := s.seen(v)
	var talks []statement.Statement
	for _, one := range oneonone.List(w, v).Series {
		if slices.ContainsFunc(named.Items, func(i today.Item) bool { return strings.HasPrefix(i.ID, "talk/"+one.ID+"/") }) {
			continue
		}
		if one.State == "active" && one.Next != "" && one.Next <= s.day(s.now()).Add(7) && len(talks) < mostOwn {
			talks = append(talks, one.Said)
		}
	}
	if len(talks) > 0 {
		out = append(out, today.Section{Title: "Your one-on-ones", Items: talks, Own: true})
	}
	if a, err := self.Ask(w, v, nil); err == nil && a.Balance != nil {
		out = append(out, today.Section{Title: "Your time", Items: []statement.Statement{a.Headline}, Own: true})
	}
	return out
}
