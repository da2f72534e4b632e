package answering

import (
	"context"
	"net/url"
	"time"

	"plumbline/internal/answers/align"
	"plumbline/internal/answers/decided"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/tell"
	"plumbline/internal/answers/tell/paper"
	"plumbline/internal/fault"
	kinds "plumbline/internal/kinds/align"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/internal/team"
)

// askTell makes a report for an audience (audience=…) since a day (since=…). Whoever
// asks, it is made of what everybody may see: a report is read by others.
func (s *Service) askTell(ctx context.Context, p url.Values, v *snapshot.View) (any, error) {
	since, err := dayOf(p, "since")
	if err != nil {
		return nil, err
	}
	return s.tell(ctx, p.Get("audience"), since, v)
}

func (s *Service) tell(ctx context.Context, audience string, since record.Date, v *snapshot.View) (*tell.Answer, error) {
	fit := s.readers(v)
	day, shown := s.day(s.now()), s.shown(fit)
	purpose, err := s.askAlign(ctx, nil, v)
	if err != nil {
		return nil, err
	}
	src := tell.Source{View: fit, World: s.seen(fit), Plan: shown, PlanFact: statement.Fact{Address: "result:plan", Label: "the plan and its simulation"},
		Risk: s.risks(fit, shown), Decided: decided.Ask(s.seen(fit), fit, day, nil), Today: day, Audience: audience, Since: since, Zone: v.Snapshot().Organisation().Location()}
	src.Purpose, _ = purpose.(*align.Answer)
	if p := s.plan.Load(); p != nil {
		src.PlanFact.When, src.PlanFact.Address = p.Now, planOf+p.Now.UTC().Format(time.RFC3339)
	}
	return tell.Ask(src)
}

// KeepReport keeps a report, as a draft or approved by who asks.
func (s *Service) KeepReport(ctx context.Context, p record.Principal, k tell.Keep) (team.Applied, error) {
	a, err := s.tell(ctx, k.Audience, k.Since, s.team.View(p))
	if err != nil {
		return team.Applied{}, err
	}
	cs, err := a.ChangeSet(k, p.Person, s.now())
	if err != nil {
		return team.Applied{}, err
	}
	return s.team.Apply(ctx, p, cs)
}

// Paper writes a report that was kept (report=…), or else one as askTell makes it, to
// be read outside the product.
func (s *Service) Paper(ctx context.Context, p url.Values, v *snapshot.View) ([]byte, error) {
	format := p.Get("format")
	if paper.Formats()[format] == "" {
		return nil, fault.New(fault.Invalid, "A report cannot be written as %q.", format).WithHint("Use markdown or html.")
	}
	if name := p.Get("report"); name != "" {
		r, err := v.Find("report", name)
		if err != nil {
			return nil, err
		}
		return paper.Kept(snapshot.Body[kinds.Report](v, "report", r.ID), s.readers(v)).Write(format)
	}
	a, err := s.askTell(ctx, p, v)
	if err != nil {
		return nil, err
	}
	report, _ := a.(*tell.Answer)
	return paper.Of(report).Write(format)
}
