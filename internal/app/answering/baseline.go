package answering

import (
	"cmp"
	"context"
	"net/url"

	"plumbline/internal/answers/earnings"
	"plumbline/internal/fault"
	"plumbline/internal/kinds/deliver"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/internal/team"
)

// TakeBaseline keeps the newest plan, of one project or of everything, as a baseline.
func (s *Service) TakeBaseline(ctx context.Context, p record.Principal, title, project, why string) (team.Applied, error) {
	change, content, err := s.baselineOf(s.team.View(p), title, project, why)
	if err != nil {
		return team.Applied{}, err
	}
	return s.team.Apply(ctx, p, team.ChangeSet{Via: team.ViaAccept, Reason: why, Contents: [][]byte{content}, Changes: []team.Change{change}})
}

// baselineOf is the newest plan as a new baseline, with its content.
func (s *Service) baselineOf(v *snapshot.View, title, project, why string) (team.Change, []byte, error) {
	kept := s.plan.Load()
	if kept == nil || len(kept.Tasks) == 0 {
		return team.Change{}, nil, fault.New(fault.NotFound, "There is no plan yet.").WithHint("Add tasks to a project.")
	}
	if project != "" {
		r, err := v.Find("project", project)
		if err != nil {
			return team.Change{}, nil, err
		}
		project = r.ID
	}
	pl, _ := s.projection(v.Snapshot())
	day := s.day(s.now())
	b, content, err := earnings.Take(kept.Result, pl, v.Snapshot().Seq(), cmp.Or(title, "The plan of "+string(day)), project, day)
	if err != nil {
		return team.Change{}, nil, err
	}
	b.Why = record.Prose(why)
	node, err := record.Written(b)
	return team.Change{Kind: "baseline", Op: team.Put, Data: node}, content, err
}

// askEarned measures against the baseline named with of, else the newest; with project
// only that project's work.
func (s *Service) askEarned(ctx context.Context, p url.Values, v *snapshot.View) (any, error) {
	pl, _ := s.projection(v.Snapshot())
	src := earnings.Source{Now: s.now()}
	if kept := s.plan.Load(); kept != nil {
		src.Result = kept.Result
	}
	if name := p.Get("project"); name != "" {
		r, err := v.Find("project", name)
		if err != nil {
			return nil, err
		}
		src.Project = r.ID
	}
	if name := p.Get("of"); name != "" {
		r, err := v.Find("baseline", name)
		if err != nil {
			return nil, err
		}
		src.Of = r.ID
	} else {
		src.Of = earnings.Newest(v, src.Project)
	}
	if b := snapshot.Body[deliver.Baseline](v, "baseline", src.Of); b != nil {
		var err error
		if src.Content, err = s.baseline(ctx, b.Content); err != nil {
			return nil, err
		}
	}
	a := earnings.Ask(src, pl, v)
	a.Facts = s.facts(v)
	return a, nil
}

// baseline reads stored content; nil where it is not in this database, or is something
// else.
func (s *Service) baseline(ctx context.Context, name string) (*earnings.Content, error) {
	return stored(ctx, s, name, "baseline", earnings.Decode)
}
