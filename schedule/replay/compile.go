package replay

import (
	"sort"

	"plumbline/schedule/calendar"
	"plumbline/schedule/model"
)

// builder collects steps and their arcs before they are sorted.
type builder struct {
	p      *model.Problem
	plan   *model.Plan
	g      *Graph
	cal    []*calendar.Index
	steps  []step
	in     [][]arc
	where  [][3]int32 // by task: release, begin, finish
	starts []model.Minute
	ends   []model.Minute
	nodeAt []int32   // step of a node
	chain  [][]int32 // by person: nodes done
	guide  [][]int32 // by person: nodes guided
}

// Compile turns a plan into a graph. The plan should pass schedule.Verify.
func Compile(p *model.Problem, plan *model.Plan) (*Graph, error) {
	if plan == nil || len(plan.Placements) != len(p.Tasks) {
		return nil, shapeError(0)
	}
	b := &builder{p: p, plan: plan, g: &Graph{tasks: len(p.Tasks)}, where: make([][3]int32, len(p.Tasks)),
		chain: make([][]int32, len(p.People)), guide: make([][]int32, len(p.People))}
	for i := range p.Calendars {
		b.cal = append(b.cal, calendar.Compile(&p.Calendars[i]))
	}
	for i := range p.People {
		b.g.own = append(b.g.own, b.calendarOf(p.People[i].Calendar))
	}
	for t := range p.Tasks {
		if err := b.task(t); err != nil {
			return nil, err
		}
	}
	b.links()
	for i := range p.People {
		b.inOrder(b.chain[i])
		b.inOrder(b.guide[i])
	}
	b.equipment()
	return b.finish()
}

func (b *builder) calendarOf(i int) *calendar.Index {
	if i == model.None || len(b.cal) == 0 {
		return nil
	}
	return b.cal[i]
}

func (b *builder) add(s step, in ...arc) int32 {
	b.steps, b.in = append(b.steps, s), append(b.in, in)
	return int32(len(b.steps) - 1)
}

func (b *builder) task(t int) error {
	m, pl := &b.p.Tasks[t], &b.plan.Placements[t]
	floor := b.p.Start
	if m.Progress.Started == 0 {
		floor = max(floor, m.NotBefore)
	}
	if m.Progress.Done {
		floor = pl.Start
	}
	r := b.add(step{kind: release, index: int32(t), floor: floor})
	from := len(b.g.Nodes)
	if !m.Progress.Done {
		for i := range pl.Work {
			if a := &pl.Work[i]; a.Person < 0 || a.Person >= len(b.p.People) || a.Finish < a.Start {
				return shapeError(t)
			}
		}
		b.nodes(t, r)
	}
	var done []arc
	for n := from; n < len(b.g.Nodes); n++ {
		done = append(done, arc{from: b.nodeAt[n]})
	}
	begins := b.first(from)
	if len(begins) == 0 {
		begins, done = []arc{{from: r}}, []arc{{from: r}}
	}
	s, f := step{kind: begin, index: int32(t)}, step{kind: finish, index: int32(t)}
	if m.Progress.Started != 0 {
		s.fixed, begins = m.Progress.Started, nil
	}
	if m.Progress.Done {
		s.fixed, f.fixed = pl.Start, m.Progress.Finished
	}
	f.floor = min(b.p.Start, max(pl.Finish, pl.Start))
	b.where[t] = [3]int32{r, b.add(s, begins...), b.add(f, done...)}
	return nil
}

// first gives the arc from the node, among those added last, that the plan starts
// first: the task has begun when that one has.
func (b *builder) first(from int) []arc {
	best := -1
	for n := from; n < len(b.g.Nodes); n++ {
		if best < 0 || b.starts[n] < b.starts[best] {
			best = n
		}
	}
	if best < 0 {
		return nil
	}
	return []arc{{from: b.nodeAt[best]}}
}

func (b *builder) equipOf(t int) []*calendar.Index {
	var all []*calendar.Index
	for _, u := range b.p.Tasks[t].Uses {
		if x := b.calendarOf(b.p.Equipment[u.Equipment].Calendar); !x.Always() {
			all = append(all, x)
		}
	}
	return all
}

// nodes adds a task's work: one node together, or one a person and stretch.
func (b *builder) nodes(t int, r int32) {
	m, pl := &b.p.Tasks[t], &b.plan.Placements[t]
	equip := b.equipOf(t)
	switch {
	case m.Duration > 0:
		x := b.calendarOf(b.p.Working)
		if len(equip) > 0 {
			x = b.joint(append([]int{b.p.Working}, b.equipCalendars(t)...))
		}
		from := pl.Start
		if m.Progress.Started != 0 {
			from = b.p.Start
			for i := range pl.Work {
				from = max(from, pl.Work[i].Start)
			}
			if len(pl.Work) == 0 {
				from = x.Back(pl.Finish, b.left(t))
			}
		}
		s := step{kind: work, only: x}
		if x == nil {
			s.only = calendar.Compile(nil)
		}
		b.node(t, r, s, everyone(pl), from, pl.Finish, x.Between(from, pl.Finish))
	case m.Together && len(pl.Work) > 0:
		all := append([]*calendar.Index(nil), equip...)
		for i := range pl.Work {
			all = append(all, b.g.own[pl.Work[i].Person])
		}
		from, to := pl.Work[0].Start, pl.Work[0].Finish
		b.node(t, r, step{kind: work, equip: equip}, everyone(pl), from, to, calendar.BetweenJoint(all, from, to))
	default:
		for i := range pl.Work {
			b.assignment(t, r, &pl.Work[i], equip)
		}
	}
}

func (b *builder) left(t int) int64 {
	m := &b.p.Tasks[t]
	if len(m.Progress.Left) > 0 {
		return m.Progress.Left[0]
	}
	return max(0, m.Duration-b.calendarOf(b.p.Working).Between(m.Progress.Started, b.p.Start))
}

func (b *builder) equipCalendars(t int) []int {
	var all []int
	for _, u := range b.p.Tasks[t].Uses {
		if c := b.p.Equipment[u.Equipment].Calendar; !b.calendarOf(c).Always() {
			all = append(all, c)
		}
	}
	return all
}

func (b *builder) joint(indexes []int) *calendar.Index {
	var all []*model.Calendar
	for _, i := range indexes {
		if i != model.None && len(b.cal) > 0 {
			all = append(all, &b.p.Calendars[i])
		}
	}
	c := calendar.Intersect(all...)
	return calendar.Compile(&c)
}

func everyone(pl *model.Placement) []*model.Assignment {
	var all []*model.Assignment
	for i := range pl.Work {
		all = append(all, &pl.Work[i])
	}
	return all
}

func (b *builder) assignment(t int, r int32, a *model.Assignment, equip []*calendar.Index) {
	spans := a.Segments
	if len(spans) == 0 {
		spans = []model.Span{{From: a.Start, To: a.Finish}}
	}
	all := append([]*calendar.Index{b.g.own[a.Person]}, equip...)
	for _, s := range spans {
		if s.To > s.From {
			b.node(t, r, step{kind: work, equip: equip}, []*model.Assignment{a}, s.From, s.To, calendar.BetweenJoint(all, s.From, s.To))
		}
	}
}

func (b *builder) node(t int, r int32, s step, by []*model.Assignment, from, to model.Minute, minutes int64) {
	n := int32(len(b.g.Nodes))
	s.index = n
	s.people[0] = int32(len(b.g.people))
	node := Node{Task: t, Minutes: minutes}
	for _, a := range by {
		node.People = append(node.People, a.Person)
		b.g.people = append(b.g.people, int32(a.Person))
		b.chain[a.Person] = append(b.chain[a.Person], n)
		if a.Mentor >= 0 && a.Mentor < len(b.guide) {
			b.guide[a.Mentor] = append(b.guide[a.Mentor], n)
		}
	}
	s.people[1] = int32(len(b.g.people))
	b.g.Nodes = append(b.g.Nodes, node)
	b.starts, b.ends = append(b.starts, from), append(b.ends, to)
	b.nodeAt = append(b.nodeAt, b.add(s, arc{from: r}))
}

// links turns the dependencies into arcs.
func (b *builder) links() {
	for _, d := range b.p.Deps {
		pr := &b.p.Tasks[d.To].Progress
		startSide := d.Link == model.FinishStart || d.Link == model.StartStart
		if pr.Done || startSide && pr.Started != 0 {
			continue
		}
		from, to := b.where[d.From][2], b.where[d.To][0]
		if d.Link == model.StartStart || d.Link == model.StartFinish {
			from = b.where[d.From][1]
		}
		if !startSide {
			to = b.where[d.To][2]
		}
		a := arc{from: from, lag: d.Lag, cal: b.calendarOf(b.p.Working)}
		if d.Elapsed {
			a.cal = nil
		}
		b.in[to] = append(b.in[to], a)
	}
}

// inOrder makes nodes follow each other as in the plan.
func (b *builder) inOrder(nodes []int32) {
	byStart(nodes, b.starts)
	for i := 1; i < len(nodes); i++ {
		to := b.nodeAt[nodes[i]]
		b.in[to] = append(b.in[to], arc{from: b.nodeAt[nodes[i-1]]})
	}
}

// equipment turns capacities into chains: each unit goes from task to task in the
// order of the plan.
func (b *builder) equipment() {
	type holder struct {
		task  int
		units int
		from  model.Minute
		to    model.Minute
	}
	for e := range b.p.Equipment {
		var users []holder
		for t := range b.p.Tasks {
			pl := &b.plan.Placements[t]
			for _, u := range b.p.Tasks[t].Uses {
				if u.Equipment == e && u.Units > 0 && !b.p.Tasks[t].Progress.Done && pl.Finish > pl.Start {
					users = append(users, holder{t, u.Units, b.resumed(t), pl.Finish})
				}
			}
		}
		sort.SliceStable(users, func(i, j int) bool { return users[i].from < users[j].from })
		last := make([]int, b.p.Equipment[e].Capacity) // by unit: position in users + 1, 0 = unused
		for i, h := range users {
			sort.SliceStable(last, func(x, y int) bool {
				return end(users[max(0, last[x]-1)].to, last[x]) > end(users[max(0, last[y]-1)].to, last[y])
			})
			took := 0
			for u := range last {
				if took < h.units && (last[u] == 0 || users[last[u]-1].to <= h.from) {
					if last[u] > 0 {
						to := b.where[h.task][0]
						b.in[to] = append(b.in[to], arc{from: b.where[users[last[u]-1].task][2]})
					}
					last[u] = i + 1
					took++
				}
			}
		}
	}
}

// end sorts units: the one freed last first, so that chains stay long; unused last.
func end(to model.Minute, used int) model.Minute {
	if used == 0 {
		return -1
	}
	return to
}

func (b *builder) resumed(t int) model.Minute {
	pl := &b.plan.Placements[t]
	if b.p.Tasks[t].Progress.Started == 0 {
		return pl.Start
	}
	first := pl.Finish
	for n := range b.g.Nodes {
		if b.g.Nodes[n].Task == t {
			first = min(first, b.starts[n])
		}
	}
	return first
}

// finish sorts the steps and lays their arcs out flat.
func (b *builder) finish() (*Graph, error) {
	order, err := sortSteps(b)
	if err != nil {
		return nil, err
	}
	at := make([]int32, len(order))
	for i, s := range order {
		at[s] = int32(i)
	}
	g := b.g
	for _, old := range order {
		s := b.steps[old]
		s.arcs[0] = int32(len(g.arcs))
		for _, a := range b.in[old] {
			a.from = at[a.from]
			g.arcs = append(g.arcs, a)
		}
		s.arcs[1] = int32(len(g.arcs))
		g.steps = append(g.steps, s)
	}
	g.where = b.where
	for t := range g.where {
		for i := range 3 {
			g.where[t][i] = at[g.where[t][i]]
		}
	}
	return g, nil
}
