package plan

import (
	"fmt"
	"time"

	"plumbline/forecast"
	"plumbline/internal/answers/statement"
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
	Pledges  []record.ID // promises between teams, the first of Forecast.Groups
	Risks    []record.ID
	Wholes   []Whole               // projects and objectives, without their futures
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
	b := &builder{pl: pl, q: &Question{}, cal: newCalendars(pl, earliest(pl, now)), now: model.Minute(now.Unix() / 60),
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
	b.pledges()
	b.budget()
	b.current()
	b.risks()
	b.q.Problem.Calendars = b.cal.list
	b.wholes()
	b.q.Forecast.Problem, b.q.Forecast.Now, b.q.Forecast.Track = b.q.Problem, b.now, Finished(pl, now)
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
		out := model.Person{Key: p.Key, Calendar: index, Duty: int(p.Duty), Levels: levels, Rate: b.rate(p)}
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

// rate is what an hour of somebody costs: their own rate, else the blended one.
func (b *builder) rate(p *snapshot.PlanningPerson) int64 {
	if p.Rate.Minor > 0 {
		return p.Rate.Minor
	}
	return b.pl.Organisation.Blended.Minor
}

// budget holds the plan to the budget of the only project, where the cost of
// everybody's hours is known; a part of the cost says nothing about a budget.
func (b *builder) budget() {
	if len(b.pl.Projects) == 1 && b.priced() {
		b.q.Problem.Budget.Total = b.pl.Projects[0].Budget.Minor
	}
}

// earliest is when calendars begin: now, or the start of the oldest work still open
// (at most a year ago), because hours worked since then are counted.
func earliest(pl *snapshot.Planning, now time.Time) time.Time {
	from := now
	for i := range pl.Tasks {
		t := &pl.Tasks[i]
		if t.Status == "done" || t.Started == "" {
			continue
		}
		if at := t.Started.In(time.UTC); at.Before(from) {
			from = at
		}
	}
	if least := now.AddDate(-1, 0, 0); from.Before(least) {
		return least
	}
	return from
}
