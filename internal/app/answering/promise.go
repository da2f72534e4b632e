package answering

import (
	"context"
	"math"
	"slices"

	"plumbline/internal/answers/plan"
	"plumbline/internal/fault"
	"plumbline/internal/kinds/deliver"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/internal/team"
)

// Promise appends a promise to a milestone, with the odds the newest plan gives it, and
// keeps that plan as the baseline it rests on: one change set that can be undone.
func (s *Service) Promise(ctx context.Context, p record.Principal, milestone string, day record.Date, to string) (team.Applied, error) {
	v := s.team.View(p)
	r, err := v.Find("milestone", milestone)
	if err != nil {
		return team.Applied{}, err
	}
	kept := s.plan.Load()
	if kept == nil {
		return team.Applied{}, fault.New(fault.NotFound, "There is no plan yet.").WithHint("Add tasks to a project.")
	}
	marks := plan.Show(kept.Result, v, s.now()).Marks()
	mark, planned := marks[r.ID]
	if !planned || day == "" || to == "" {
		return team.Applied{}, fault.New(fault.Invalid, "A promise names a planned milestone, a day and who is told.").WithHint("Give milestone, date and to.")
	}
	m := r.Body.(*deliver.Milestone)
	made := deliver.Promise{Date: day, To: to, Odds: record.Share(math.Round(mark.By(day, v.Snapshot().Organisation().Location()) * float64(record.Whole))), At: s.team.Now()}
	why := v.Title(r) + " was promised to " + to + "."
	cs := team.ChangeSet{Reason: why}
	if err := s.withBaseline(&cs, p, v, v.Title(r)+", as promised to "+to, string(m.Project), why); err != nil {
		return team.Applied{}, err
	}
	if len(cs.Changes) > 0 {
		made.Plan = "baseline/" + cs.Changes[0].ID
	}
	node, err := record.Written(map[string][]deliver.Promise{"promises": append(slices.Clone(m.Promises), made)})
	if err != nil {
		return team.Applied{}, err
	}
	cs.Changes = append(cs.Changes, team.Change{Kind: "milestone", ID: r.ID, Base: r.Version, Op: team.Patch, Data: node})
	return s.team.Apply(ctx, p, cs)
}

// withBaseline adds the newest plan as a baseline to a change set, where the principal
// may keep one.
func (s *Service) withBaseline(cs *team.ChangeSet, p record.Principal, v *snapshot.View, title, project, why string) error {
	d := s.team.Registry().Lookup("baseline")
	if !d.May(p, record.Create, "", &deliver.Baseline{}) {
		return nil
	}
	change, content, err := s.baselineOf(v, title, project, why)
	if err != nil {
		return err
	}
	change.ID = record.NewID(nil)
	cs.Changes, cs.Contents = append(cs.Changes, change), append(cs.Contents, content)
	return nil
}
