package helps

import (
	"cmp"
	"maps"
	"slices"

	"plumbline/internal/answers/plan"
	"plumbline/internal/answers/step"
	"plumbline/internal/kinds/deliver"
	"plumbline/internal/record"
	"plumbline/schedule/relax"
)

// How many steps of each kind are tried for a milestone, and for all of them.
const (
	mostDrops   = 5
	mostPeople  = 3
	mostJoins   = 4
	mostLearn   = 4
	mostOthers  = 2
	mostOfAKind = 10
)

// ramp is how many days pass before somebody new is here.
const ramp = 14

// scene is what one milestone rests on.
type scene struct {
	*laboratory
	mark   *plan.Milestone
	needs  map[int]bool    // open tasks it cannot be reached without, by index
	weight map[int]float64 // of those with work of their own: planned minutes, more where they decide the end
}

// candidates lists what could help any open milestone, each step once.
func (l *laboratory) candidates() []Tried {
	var out []Tried
	count := map[string]int{}
	take := func(most int, list []Tried) {
		for _, t := range list[:min(most, len(list))] {
			if what := t.Steps[0].What; count[what] < mostOfAKind && !slices.ContainsFunc(out, func(x Tried) bool { return slices.Equal(x.Steps, t.Steps) }) {
				count[what]++
				out = append(out, t)
			}
		}
	}
	for _, s := range l.scenes() {
		take(mostDrops, s.drops())
		take(mostPeople, s.people())
		take(mostJoins, s.joins())
		take(mostLearn, s.learns())
		take(mostOthers, s.machines())
		take(mostOthers, s.first())
		take(mostDrops, s.dates())
	}
	return out
}

// scenes gives the open milestones, promised ones first, then by their day.
func (l *laboratory) scenes() []*scene {
	var out []*scene
	for i := range l.known.Milestones {
		m := &l.known.Milestones[i]
		if k := slices.Index(l.sim.Marks, m.ID); k >= 0 && !m.Done {
			s := &scene{laboratory: l, mark: m, needs: l.closure(l.sim.Problem.Milestones[k].Tasks)}
			s.weigh()
			out = append(out, s)
		}
	}
	slices.SortStableFunc(out, func(a, b *scene) int {
		return cmp.Or(cmp.Compare(late(a.mark), late(b.mark)), cmp.Compare(a.mark.Wanted, b.mark.Wanted))
	})
	return out
}

// late puts milestones that want a day first.
func late(m *plan.Milestone) int {
	if m.Wanted == "" {
		return 1
	}
	return 0
}

// closure is every open task that some tasks wait for, themselves among them.
func (l *laboratory) closure(tasks []int) map[int]bool {
	before := map[int][]int{}
	for _, d := range l.sim.Problem.Deps {
		before[d.To] = append(before[d.To], d.From)
	}
	out, next := map[int]bool{}, slices.Clone(tasks)
	for len(next) > 0 {
		i := next[0]
		next = next[1:]
		if out[i] || l.sim.Problem.Tasks[i].Progress.Done {
			continue
		}
		out[i] = true
		next = append(next, before[i]...)
	}
	return out
}

func (s *scene) weigh() {
	s.weight = map[int]float64{}
	for i := range s.needs {
		minutes := int64(0)
		for _, a := range s.sim.Input.Plan.Placements[i].Work {
			minutes += a.Effort
		}
		if minutes > 0 {
			s.weight[i] = float64(minutes) * (0.1 + s.known.Tasks[i].Critical)
		}
	}
}

// heaviest orders the tasks with work of their own, and leaves out what does not fit.
func (s *scene) heaviest(fits func(i int) bool) []int {
	list := slices.DeleteFunc(slices.Sorted(maps.Keys(s.weight)), func(i int) bool { return !fits(i) })
	slices.SortStableFunc(list, func(a, b int) int { return cmp.Compare(s.weight[b], s.weight[a]) })
	return list
}

func one(s step.Step) []step.Step { return []step.Step{s} }

func (s *scene) task(what relax.Kind, i int) step.Step {
	return step.Step{Subject: step.Subject{What: string(what), Task: s.sim.Tasks[i]}}
}

// drops are tasks not begun that are asked for as should or could, those that could be
// first; where no requirement says what must be, tasks that no other work waits for.
func (s *scene) drops() []Tried {
	scoped := slices.ContainsFunc(slices.Collect(maps.Keys(s.weight)), func(i int) bool { return s.pl.Tasks[i].Scope != "" })
	waited := map[int]bool{}
	for _, d := range s.sim.Problem.Deps {
		if s.weight[d.To] > 0 {
			waited[d.From] = true
		}
	}
	list := s.heaviest(func(i int) bool {
		t := &s.pl.Tasks[i]
		if t.Started != "" || t.Status != "todo" || s.mitigates(t.ID) {
			return false
		}
		return t.Scope == "could" || t.Scope == "should" || !scoped && !waited[i]
	})
	slices.SortStableFunc(list, func(a, b int) int { return cmp.Compare(s.pl.Tasks[a].Scope, s.pl.Tasks[b].Scope) })
	var out []Tried
	for _, i := range list {
		out = append(out, Tried{Steps: one(s.task(relax.DropTask, i)), Scope: s.pl.Tasks[i].Scope})
	}
	return out
}

func (s *scene) mitigates(task record.ID) bool {
	for i := range s.pl.Risks {
		if slices.Contains(s.pl.Risks[i].Mitigations, record.Ref(task)) {
			return true
		}
	}
	return false
}

// people are those one more of whom could help: who has most of the work that decides.
func (s *scene) people() []Tried {
	sum := map[int]float64{}
	for i, w := range s.weight {
		work := s.sim.Input.Plan.Placements[i].Work
		for _, a := range work {
			sum[a.Person] += w / float64(len(work))
		}
	}
	list := slices.Sorted(maps.Keys(sum))
	slices.SortStableFunc(list, func(a, b int) int { return cmp.Compare(sum[b], sum[a]) })
	from := record.DateOf(s.known.Now.In(s.pl.Location())).Add(ramp)
	var out []Tried
	for _, p := range list {
		out = append(out, Tried{Steps: one(step.Step{Subject: step.Subject{What: string(relax.AddPerson), Person: s.sim.People[p]}, From: from})})
	}
	return out
}

// joins are tasks that one more person could share.
func (s *scene) joins() []Tried {
	var out []Tried
	for _, i := range s.heaviest(func(i int) bool { return s.sim.Problem.Tasks[i].Duration == 0 && len(s.pl.Tasks[i].People) == 0 }) {
		out = append(out, Tried{Steps: one(s.task(relax.Join, i))})
	}
	return out
}

// learns are people who lack little of what a task needs: each comes to have it and
// shares the task.
func (s *scene) learns() []Tried {
	var out []Tried
	for _, i := range s.heaviest(func(i int) bool { return len(s.pl.Tasks[i].People) == 0 }) {
		for _, seat := range s.pl.Tasks[i].Seats {
			if len(seat.Needs) == 1 {
				out = append(out, s.nearly(i, seat.Needs[0])...)
			}
		}
	}
	return out
}

// nearly are those one level short of a need, the first two.
func (s *scene) nearly(task int, need deliver.Need) []Tried {
	var out []Tried
	for _, id := range s.sim.People {
		p := s.pl.Person(id)
		if l := p.Levels[string(need.Skill)]; l == 0 || l != need.Level-1 || len(out) == 2 {
			continue
		}
		learn := step.Step{Subject: step.Subject{What: string(relax.AddSkill), Person: id, Skill: string(need.Skill)}, Level: need.Level}
		out = append(out, Tried{Steps: []step.Step{learn, s.task(relax.Join, task)}})
	}
	return out
}

// machines are equipment there could be one more of.
func (s *scene) machines() []Tried {
	sum := map[int]float64{}
	for i, w := range s.weight {
		for _, u := range s.sim.Problem.Tasks[i].Uses {
			sum[u.Equipment] += w
		}
	}
	var out []Tried
	for _, e := range slices.Sorted(maps.Keys(sum)) {
		out = append(out, Tried{Steps: one(step.Step{Subject: step.Subject{What: string(relax.Capacity), Equipment: s.pl.Equipment[e].ID}, Amount: 1})})
	}
	return out
}

// first are mitigations that the plan finishes too late to count: what the risk would
// delay waits for them, where it has not begun and they do not wait for it.
func (s *scene) first() []Tried {
	var out []Tried
	for r := range s.pl.Risks {
		risk := &s.pl.Risks[r]
		for _, m := range risk.Mitigations {
			i := slices.Index(s.sim.Tasks, string(m))
			if i < 0 || s.sim.Problem.Tasks[i].Progress.Done || s.sim.InTime(risk, m, s.sim.Input.Plan) {
				continue
			}
			if steps := s.protect(i, s.sim.Hits(risk)); steps != nil {
				out = append(out, Tried{Steps: steps})
			}
		}
	}
	return out
}

// protect has tasks wait for a mitigation, those alone that do not wait for another of
// them; nil where one has begun, or where they would wait for each other for ever.
func (s *scene) protect(mitigation int, hits []int) []step.Step {
	var out []step.Step
	for _, h := range hits {
		if s.sim.Problem.Tasks[h].Progress.Started != 0 {
			return nil
		}
		if behind := s.closure([]int{h}); slices.ContainsFunc(hits, func(o int) bool { return o != h && behind[o] }) {
			continue
		}
		t := s.task(step.First, mitigation)
		t.Before = s.sim.Tasks[h]
		out = append(out, t)
	}
	if _, ok := step.All(out, s.pl); !ok {
		return nil
	}
	return out
}

// dates are the day that has the odds wanted, and one and two weeks more.
func (s *scene) dates() []Tried {
	m := s.mark
	if m.Wanted == "" || m.Odds == nil || *m.Odds >= s.confidence() {
		return nil
	}
	zone := s.pl.Location()
	days := []record.Date{m.Wanted.Add(7), m.Wanted.Add(14)}
	if k := int(100*s.confidence() + 0.5); k < len(m.Curve) {
		days = append(days, record.DateOf(m.Curve[k].In(zone)))
	}
	slices.Sort(days)
	var out []Tried
	for _, d := range slices.Compact(days) {
		if d > m.Wanted {
			out = append(out, Tried{Steps: one(step.Step{Subject: step.Subject{What: string(relax.Deadline), Milestone: m.ID}, To: d.Add(1).In(zone)})})
		}
	}
	return out
}

// confidence is the odds wanted of the milestone's project, 0–1.
func (s *scene) confidence() float64 { return plan.Wants(s.pl, s.mark.ID) }
