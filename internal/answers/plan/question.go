package plan

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"plumbline/forecast"
	"plumbline/forecast/estimate"
	"plumbline/internal/answers/statement"
	"plumbline/internal/kinds/deliver"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/schedule/calendar"
	"plumbline/schedule/model"
)

// priorWork stands in for the work of a task that nobody estimated: two days of
// eight hours, about the median of the public histories the forecast's priors rest on.
const priorWork = 960

// changePrice is what moving an assignment people already know must save.
const changePrice = 4 * 60

// Question is a planning projection as the engines take it, with the way back from
// their indices to records.
type Question struct {
	Problem  *model.Problem
	Forecast forecast.Input // without Plan
	Tasks    []record.ID
	People   []record.ID
	Marks    []record.ID // milestones
	Risks    []record.ID
	Gaps     []statement.Statement // what had to be assumed or cannot be done
	zone     *time.Location
}

type builder struct {
	pl       *snapshot.Planning
	q        *Question
	cal      *calendars
	now      model.Minute
	task     map[record.ID]int
	person   map[record.ID]int
	skill    map[record.ID]int
	machines map[string]int
	children map[record.ID][]int
}

// Build turns the projection into a problem as of an instant.
func Build(pl *snapshot.Planning, now time.Time) (*Question, error) {
	b := &builder{pl: pl, q: &Question{}, cal: newCalendars(pl, now), now: model.Minute(now.Unix() / 60),
		task: map[record.ID]int{}, person: map[record.ID]int{}, skill: map[record.ID]int{}, machines: map[string]int{}, children: map[record.ID][]int{}}
	b.q.zone = b.cal.zone
	working, err := b.cal.organisation()
	if err != nil {
		return nil, err
	}
	b.q.Problem = &model.Problem{Start: b.start(), Working: working, Rules: model.Rules{ChangePrice: changePrice}}
	for i, s := range pl.Skills {
		b.skill[s.ID] = i
		b.q.Problem.Skills = append(b.q.Problem.Skills, s.Key)
	}
	if err := b.people(); err != nil {
		return nil, err
	}
	if err := b.equipment(); err != nil {
		return nil, err
	}
	b.tasks()
	b.dependencies()
	b.milestones()
	b.current()
	b.risks()
	b.q.Problem.Calendars = b.cal.list
	b.q.Forecast.Problem, b.q.Forecast.Now = b.q.Problem, b.now
	return b.q, nil
}

// start is now, or the day the only project begins when that is later.
func (b *builder) start() model.Minute {
	start := b.now
	if len(b.pl.Projects) == 1 && b.pl.Projects[0].Start != "" {
		start = max(start, b.dayStart(b.pl.Projects[0].Start))
	}
	return start
}

func (b *builder) dayStart(d record.Date) model.Minute {
	return calendar.Instant(b.cal.zone, civil(d), 0)
}

// dayEnd is the first instant after a day.
func (b *builder) dayEnd(d record.Date) model.Minute { return b.dayStart(d.Add(1)) }

func (b *builder) people() error {
	today := record.DateOf(time.Unix(int64(b.now)*60, 0).In(b.cal.zone))
	for i := range b.pl.People {
		p := &b.pl.People[i]
		if p.To != "" && p.To < today {
			continue
		}
		index, err := b.cal.person(p)
		if err != nil {
			return fmt.Errorf("the calendar of %s: %w", p.Key, err)
		}
		levels := make([]int8, len(b.pl.Skills))
		for s := range levels {
			levels[s] = -1
		}
		for id, l := range p.Levels {
			if s, ok := b.skill[id]; ok && l > 0 {
				levels[s] = int8(l)
			}
		}
		out := model.Person{Key: p.Key, Calendar: index, Duty: int(p.Duty), Levels: levels, Rate: p.Rate.Minor}
		for _, k := range b.pl.Skills {
			if g := p.Goals[k.ID]; g > 0 {
				out.Goals = append(out.Goals, model.Goal{Skill: b.skill[k.ID], Level: int8(g)})
			}
		}
		b.person[p.ID] = len(b.q.People)
		b.q.People = append(b.q.People, p.ID)
		b.q.Problem.People = append(b.q.Problem.People, out)
	}
	return nil
}

func (b *builder) tasks() {
	for i := range b.pl.Tasks {
		t := &b.pl.Tasks[i]
		b.task[t.ID] = i
		b.q.Tasks = append(b.q.Tasks, t.ID)
		if t.Parent != "" {
			b.children[t.Parent] = append(b.children[t.Parent], i)
		}
	}
	guessed := 0
	for i := range b.pl.Tasks {
		t := &b.pl.Tasks[i]
		if len(b.children[t.ID]) > 0 {
			b.q.Problem.Tasks = append(b.q.Problem.Tasks, model.Task{Key: t.Key, Progress: b.progress(t, 0)})
			b.q.Forecast.Tasks = append(b.q.Forecast.Tasks, forecast.Estimate{Certain: true, Project: t.Project})
			continue
		}
		work, guess := b.estimate(t)
		if guess.Prior && t.Status != "done" {
			guessed++
		}
		b.q.Problem.Tasks = append(b.q.Problem.Tasks, b.oneTask(t, work))
		b.q.Forecast.Tasks = append(b.q.Forecast.Tasks, guess)
		b.remember(t)
	}
	if guessed > 0 {
		b.q.Gaps = append(b.q.Gaps, statement.New("plan.prior", statement.N("n", guessed)).At(statement.Info))
	}
}

// estimate gives the work the plan counts with, and what the forecast believes.
func (b *builder) estimate(t *snapshot.PlanningTask) (int64, forecast.Estimate) {
	e := forecast.Estimate{Kind: t.Kind, Project: t.Project}
	switch {
	case t.Lasts > 0:
		e.Single = int64(t.Lasts)
		return int64(t.Lasts), e
	case t.Work.IsZero():
		e.Prior = true
		return priorWork, e
	case t.Work.Single():
		e.Single = int64(t.Work.Likely)
		return e.Single, e
	}
	e.Low, e.Likely, e.High = int64(t.Work.Low), int64(t.Work.Likely), int64(t.Work.High)
	curve, err := estimate.Fit(float64(e.Low), float64(e.Likely), float64(e.High))
	if err != nil {
		return e.Likely, e
	}
	return int64(curve.Median()), e
}

func (b *builder) oneTask(t *snapshot.PlanningTask, work int64) model.Task {
	out := model.Task{Key: t.Key, Together: t.Together, Split: t.Split, Stretch: t.Stretch, Priority: t.Priority}
	if t.Lasts > 0 {
		out.Duration, work = int64(t.Lasts), 0
	}
	out.Seats = b.seats(t, work)
	b.pin(t, &out)
	if t.NotBefore != "" {
		out.NotBefore = b.dayStart(t.NotBefore)
	}
	if t.Planned.Pinned && t.Planned.From != "" {
		out.NotBefore = max(out.NotBefore, b.dayStart(t.Planned.From))
	}
	if t.Deadline != "" {
		out.Deadline = b.dayEnd(t.Deadline)
	}
	for _, u := range t.Uses {
		out.Uses = append(out.Uses, model.Usage{Equipment: b.machine(string(u.Equipment)), Units: max(1, u.Units)})
	}
	out.Progress = b.progress(t, work)
	return out
}

func (b *builder) machine(name string) int {
	i, ok := b.machines[name]
	if !ok {
		i = len(b.q.Problem.Equipment)
		b.machines[name] = i
		b.q.Problem.Equipment = append(b.q.Problem.Equipment, model.Equipment{Key: name, Capacity: 1, Calendar: model.None})
	}
	return i
}

// seats gives every seat its part of the work: as stated, the rest in equal parts.
func (b *builder) seats(t *snapshot.PlanningTask, work int64) []model.Seat {
	list := t.Seats
	if len(list) == 0 {
		list = []deliver.Seat{{}}
	}
	open, stated := int64(0), int64(0)
	for _, s := range list {
		if s.Work.IsZero() {
			open++
		} else {
			stated += int64(s.Work.Likely)
		}
	}
	var out []model.Seat
	for _, s := range list {
		seat := model.Seat{Min: s.Min, Max: max(s.Max, s.Min), Work: int64(s.Work.Likely)}
		if s.Work.IsZero() && work > 0 {
			seat.Work = max(1, (work-min(stated, work-1))/open)
		}
		if t.Lasts > 0 {
			seat.Work = 0
		}
		for _, n := range s.Needs {
			if k, ok := b.skill[string(n.Skill)]; ok {
				seat.Needs = append(seat.Needs, model.Need{Skill: k, Level: int8(n.Level)})
			}
		}
		seat.Candidates = b.indices(s.Candidates)
		out = append(out, b.possible(t, seat))
	}
	return out
}

func (b *builder) indices(list []record.Ref) []int {
	var out []int
	for _, r := range list {
		if i, ok := b.person[string(r)]; ok {
			out = append(out, i)
		}
	}
	return out
}

// possible lowers needs that nobody here meets, and says so: a plan with a stated
// gap helps more than none.
func (b *builder) possible(t *snapshot.PlanningTask, seat model.Seat) model.Seat {
	if t.Status == "done" || len(seat.Needs) == 0 || b.anyone(seat.Needs) {
		return seat
	}
	var words []string
	for _, n := range seat.Needs {
		words = append(words, fmt.Sprintf("%s %d", b.q.Problem.Skills[n.Skill], n.Level))
	}
	b.q.Gaps = append(b.q.Gaps, statement.New("plan.nobody", statement.Rec("task", "task", t.ID, t.Key, t.Key), statement.Words("needs", strings.Join(words, " and "))).At(statement.Warn))
	seat.Needs = b.nearest(seat.Needs)
	return seat
}

func (b *builder) anyone(needs []model.Need) bool {
	return slices.ContainsFunc(b.q.Problem.People, func(p model.Person) bool {
		return !slices.ContainsFunc(needs, func(n model.Need) bool { return p.Levels[n.Skill] < n.Level })
	})
}

// nearest keeps the needs that the person who meets most of them meets.
func (b *builder) nearest(needs []model.Need) []model.Need {
	var best []model.Need
	for _, p := range b.q.Problem.People {
		var met []model.Need
		for _, n := range needs {
			if p.Levels[n.Skill] >= 0 {
				met = append(met, model.Need{Skill: n.Skill, Level: min(n.Level, p.Levels[n.Skill])})
			}
		}
		if len(met) > len(best) {
			best = met
		}
	}
	return best
}

// pin puts pinned people onto seats: each onto the first seat whose needs they meet,
// else the first; a pinned person takes the seat as they are.
func (b *builder) pin(t *snapshot.PlanningTask, out *model.Task) {
	for _, i := range b.indices(t.People) {
		at := slices.IndexFunc(out.Seats, func(s model.Seat) bool {
			return len(s.Pinned) == 0 && !slices.ContainsFunc(s.Needs, func(n model.Need) bool { return b.q.Problem.People[i].Levels[n.Skill] < n.Level })
		})
		s := &out.Seats[max(0, at)]
		s.Pinned = append(s.Pinned, i)
		s.Max = max(s.Max, len(s.Pinned))
		if at < 0 {
			s.Needs = nil
		}
		if len(s.Candidates) > 0 && !slices.Contains(s.Candidates, i) {
			s.Candidates = append(s.Candidates, i)
		}
	}
}

// progress says what has happened to a task. Without a stated remainder, work begun
// is taken to have gone on since at full time, down to a fifth; work in review has a
// tenth left.
func (b *builder) progress(t *snapshot.PlanningTask, work int64) model.Progress {
	p := model.Progress{}
	switch t.Status {
	case "done":
		p.Done, p.Finished = true, b.now
		if t.Finished != "" {
			p.Finished = min(b.now, b.dayEnd(t.Finished))
		}
		return p
	case "todo":
		if !t.LeftKnown {
			return p
		}
	}
	if t.Started != "" {
		p.Started = min(b.dayStart(t.Started), b.now-1)
	} else if t.Status != "todo" {
		p.Started = b.now - 1
	}
	left := work
	switch {
	case t.LeftKnown:
		left = int64(t.Left)
	case t.Status == "review":
		left = max(1, work/10)
	case t.Started != "":
		org := calendar.Compile(&b.cal.list[b.q.Problem.Working])
		left = max(work/5, work-org.Between(p.Started, b.now))
	}
	seats := max(1, len(t.Seats))
	for range seats {
		p.Left = append(p.Left, max(1, left/int64(seats)))
	}
	return p
}

// remember feeds the track record: what was estimated and what it took.
func (b *builder) remember(t *snapshot.PlanningTask) {
	if t.Status != "done" || t.Actual == 0 || t.Work.IsZero() || t.Finished == "" {
		return
	}
	who := ""
	if len(t.Planned.People) > 0 {
		who = string(t.Planned.People[0])
	}
	_, e := b.estimate(t)
	median := e.Single
	if median == 0 {
		median = e.Likely
	}
	b.q.Forecast.Track = append(b.q.Forecast.Track, forecast.Outcome{Finished: b.dayEnd(t.Finished), Project: t.Project, Person: who, Kind: t.Kind,
		EstimateMin: median, ActualMin: int64(t.Actual)})
}
