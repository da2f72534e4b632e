package plan

import (
	"slices"

	"plumbline/forecast"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/schedule/model"
)

var links = map[string]model.Link{"": model.FinishStart, "FS": model.FinishStart, "SS": model.StartStart, "FF": model.FinishFinish, "SF": model.StartFinish}

// dependencies adds what is written, and what having parts means: a task with parts
// ends when they have, and they wait for what it waits for.
func (b *builder) dependencies() {
	for i := range b.pl.Tasks {
		t := &b.pl.Tasks[i]
		for _, child := range b.children[t.ID] {
			b.order(model.Dependency{From: child, To: i})
		}
		for _, d := range b.waits(t) {
			from, ok := b.task[string(d.Task)]
			if !ok {
				continue
			}
			b.order(model.Dependency{From: from, To: i, Link: links[d.Link], Lag: int64(d.Lag) - int64(d.Lead), Elapsed: d.Elapsed})
		}
	}
}

func (b *builder) order(d model.Dependency) {
	if !slices.Contains(b.q.Problem.Deps, d) {
		b.q.Problem.Deps = append(b.q.Problem.Deps, d)
	}
}

type wait = struct {
	Task      record.Ref
	Link      string
	Lag, Lead record.Minutes
	Elapsed   bool
}

// waits gives a task's dependencies and those of what it is part of.
func (b *builder) waits(t *snapshot.PlanningTask) []wait {
	var out []wait
	for at, depth := t, 0; at != nil && depth < 20; depth++ {
		for _, d := range at.After {
			if at == t || links[d.Link] == model.FinishStart || links[d.Link] == model.StartStart {
				out = append(out, wait{d.Task, d.Link, d.Lag, d.Lead, d.Elapsed})
			}
		}
		parent, ok := b.task[at.Parent]
		if !ok || at.Parent == "" {
			break
		}
		at = &b.pl.Tasks[parent]
	}
	return out
}

func (b *builder) milestones() {
	for _, m := range b.pl.Milestones {
		out := model.Milestone{Key: m.Key, Weight: int64(max(1, m.Weight)), Tasks: b.needs(&m)}
		if len(out.Tasks) == 0 {
			continue
		}
		if by := wanted(&m); by != "" {
			out.Deadline = b.dayEnd(by)
		}
		b.q.Marks = append(b.q.Marks, m.ID)
		b.q.Problem.Milestones = append(b.q.Problem.Milestones, out)
	}
}

// needs gives the tasks of a milestone: those it names, else all of its project.
func (b *builder) needs(m *snapshot.PlanningMilestone) []int {
	if len(m.Tasks) > 0 {
		return b.known(m.Tasks)
	}
	var out []int
	for i := range b.pl.Tasks {
		if b.pl.Tasks[i].Project == m.Project {
			out = append(out, i)
		}
	}
	return out
}

// pledges has the forecast watch what promises between teams rest on. They set no
// dates for the search: the plan stays as it would be without them.
func (b *builder) pledges() {
	for _, p := range b.pl.Pledges {
		w := forecast.Group{Tasks: b.known(p.Tasks), By: b.dayEnd(p.Date)}
		for i := range b.pl.Milestones {
			if b.pl.Milestones[i].ID == p.Milestone {
				w.Tasks = append(w.Tasks, b.needs(&b.pl.Milestones[i])...)
			}
		}
		if len(w.Tasks) > 0 {
			b.q.Pledges = append(b.q.Pledges, p.ID)
			b.q.Forecast.Groups = append(b.q.Forecast.Groups, w)
		}
	}
}

// known gives the indices of the tasks that are planned.
func (b *builder) known(list []record.Ref) []int {
	var out []int
	for _, t := range list {
		if i, ok := b.task[string(t)]; ok {
			out = append(out, i)
		}
	}
	return out
}

// wanted is the promised day of a milestone, else the day wanted.
func wanted(m *snapshot.PlanningMilestone) record.Date {
	if m.Promised != "" {
		return m.Promised
	}
	return m.Target
}

// current tells the engine the plan people already know.
func (b *builder) current() {
	plan := &model.Plan{Placements: make([]model.Placement, len(b.pl.Tasks))}
	known := false
	for i := range b.pl.Tasks {
		t := &b.pl.Tasks[i]
		people := b.indices(t.Planned.People)
		if t.Status == "done" || len(people) == 0 || len(b.children[t.ID]) > 0 || t.Planned.From == "" || t.Planned.To == "" {
			continue
		}
		known = true
		at := &plan.Placements[i]
		at.Start, at.Finish = b.dayStart(t.Planned.From), b.dayEnd(t.Planned.To)
		seats := b.q.Problem.Tasks[i].Seats
		for k, p := range people {
			at.Work = append(at.Work, model.Assignment{Seat: min(k, len(seats)-1), Person: p, Mentor: model.None, Start: at.Start, Finish: at.Finish})
		}
	}
	if known {
		b.q.Problem.Current = plan
	}
}

// risks hands each open risk to the forecast: tasks that it would delay alike share
// one entry, and entries of one risk share their key.
func (b *builder) risks() {
	for _, r := range b.pl.Risks {
		byDelay, money := map[record.Estimate]int{}, amounts(r.Cost)
		for _, h := range r.Hits {
			i, ok := b.hit(string(h.Task))
			if !ok {
				continue
			}
			at, seen := byDelay[h.Delay]
			if !seen {
				at = len(b.q.Risks)
				byDelay[h.Delay] = at
				b.q.Risks = append(b.q.Risks, r.ID)
				b.q.Forecast.Risks = append(b.q.Forecast.Risks, forecast.Risk{Key: r.Key, Probability: r.Probability, Delay: spread(h.Delay), Money: money})
				money = [3]int64{} // an event costs once, however many tasks it delays
			}
			b.q.Forecast.Risks[at].Hits = append(b.q.Forecast.Risks[at].Hits, i)
		}
	}
}

func spread(e record.Estimate) [3]int64 {
	if e.Single() {
		return [3]int64{int64(e.Likely), int64(e.Likely), int64(e.Likely)}
	}
	return [3]int64{int64(e.Low), int64(e.Likely), int64(e.High)}
}

// hit is the open task a risk delays: for a task with parts the last of its open
// parts, because the whole has no work of its own.
func (b *builder) hit(id record.ID) (int, bool) {
	i, ok := b.task[id]
	for depth := 0; ok && len(b.children[id]) > 0 && depth < 20; depth++ {
		ok = false
		for _, c := range b.children[id] {
			if b.pl.Tasks[c].Status != "done" {
				i, ok = c, true
			}
		}
		id = b.pl.Tasks[i].ID
	}
	return i, ok && b.pl.Tasks[i].Status != "done"
}

// amounts gives low, likely and high of what an event costs.
func amounts(list []record.Money) [3]int64 {
	switch len(list) {
	case 1:
		return [3]int64{list[0].Minor, list[0].Minor, list[0].Minor}
	case 3:
		return [3]int64{list[0].Minor, list[1].Minor, list[2].Minor}
	}
	return [3]int64{}
}
