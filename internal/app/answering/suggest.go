package answering

import (
	"cmp"
	"context"
	"math"
	"slices"

	"plumbline/internal/answers/plan"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/suggest"
	"plumbline/internal/kinds/deliver"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/internal/team"
)

// suggest answers who should do a task, and what each would do to its milestone: a
// quick plan with the task pinned to them, with the same draws.
func (s *Service) suggest(ctx context.Context, task string, v *snapshot.View) (any, error) {
	pl, _ := s.projection(v.Snapshot())
	var shown *plan.Answer
	if kept := s.plan.Load(); kept != nil {
		shown = plan.Show(kept.Result, v, s.now())
	}
	a, err := suggest.Ask(s.seen(v), v, pl, shown, task, s.day(s.now()))
	if err != nil || shown == nil {
		return a, err
	}
	mark := milestoneOf(v, a.Task.ID)
	if mark == "" {
		return a, nil
	}
	for i := range a.Items {
		if a.Items[i].Effect, err = s.effect(ctx, v, a.Task.ID, a.Items[i].Person.ID, mark); err != nil {
			return nil, err
		}
	}
	return a, nil
}

// milestoneOf is the milestone a task counts for first: of those that need it, the one
// with the earliest promised or wanted day. A milestone that names no task needs all
// of its project.
func milestoneOf(v *snapshot.View, task record.ID) record.ID {
	t := snapshot.Body[deliver.Task](v, "task", task)
	found, first := "", record.Date("9999-12-31")
	for _, m := range snapshot.List[deliver.Milestone](v, "milestone") {
		all := len(m.Body.Tasks) == 0 && m.Body.Project == t.Project
		if !all && !leadsTo(v, task, m.Body.Tasks) {
			continue
		}
		day := m.Body.Target
		if p := m.Body.Promised(); p != nil {
			day = p.Date
		}
		if day = cmp.Or(day, "9999-12-31"); found == "" || day < first {
			found, first = m.ID, day
		}
	}
	return found
}

// leadsTo says that a task is among others or that one of them waits for it, over any
// number of steps or as a part of what they wait for.
func leadsTo(v *snapshot.View, task record.ID, list []record.Ref) bool {
	seen, next := map[record.Ref]bool{}, slices.Clone(list)
	for len(next) > 0 {
		at := next[0]
		if next = next[1:]; seen[at] {
			continue
		}
		seen[at] = true
		if b := snapshot.Body[deliver.Task](v, "task", string(at)); b != nil {
			for _, d := range b.After {
				next = append(next, d.Task)
			}
		}
	}
	for at := record.Ref(task); at != ""; {
		if seen[at] {
			return true
		}
		b := snapshot.Body[deliver.Task](v, "task", string(at))
		if b == nil {
			return false
		}
		at = b.Parent
	}
	return false
}

func (s *Service) effect(ctx context.Context, v *snapshot.View, task, person, milestone record.ID) (statement.Statement, error) {
	node, err := record.Written(map[string][]string{"people": {person}})
	if err != nil {
		return statement.Statement{}, err
	}
	cs := team.ChangeSet{Changes: []team.Change{{Kind: "task", ID: task, Base: v.Get("task", task).Version, Op: team.Patch, Data: node}}}
	_, next, err := s.team.Preview(ctx, record.Principal{System: true}, cs)
	if err != nil {
		return statement.Statement{}, err
	}
	before, err := s.quick(ctx, v.Snapshot())
	if err != nil {
		return statement.Statement{}, err
	}
	after, err := s.quick(ctx, next)
	if err != nil {
		return statement.Statement{}, err
	}
	return moved(plan.Show(before, v, s.now()), plan.Show(after, next.View(v.Principal()), s.now()), milestone), nil
}

// moved says by how much a milestone's 80 % day moves between two plans.
func moved(before, after *plan.Answer, milestone record.ID) statement.Statement {
	i := slices.IndexFunc(before.Milestones, func(m plan.MilestoneRow) bool { return m.ID == milestone })
	j := slices.IndexFunc(after.Milestones, func(m plan.MilestoneRow) bool { return m.ID == milestone })
	if i < 0 || j < 0 || before.Milestones[i].Done {
		return statement.Statement{}
	}
	name := after.Milestones[j].Arg("milestone")
	days := after.Milestones[j].Spread.P80.Sub(before.Milestones[i].Spread.P80).Hours() / 24
	switch size := statement.Days("days", math.Abs(days)); {
	case days >= 0.5:
		return statement.New("suggest.later", name, size).At(statement.Warn)
	case days <= -0.5:
		return statement.New("suggest.sooner", name, size).At(statement.Good)
	}
	return statement.New("suggest.same", name)
}
