package plan

import (
	"context"
	"math"
	"time"

	"plumbline/forecast"
	"plumbline/forecast/estimate"
	"plumbline/internal/answers/statement"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/schedule"
	"plumbline/schedule/calendar"
	"plumbline/schedule/model"
)

// Version names the shape and rules of results; it is part of their key.
const Version = "3"

// Options of Compute.
type Options struct {
	Policy    schedule.Policy
	Seed      uint64
	Schedules int64         // budget; 0 = the default for the size
	Time      time.Duration // cap for people who wait; 0 = none
	Trials    int           // 0 = 10,000
	Brief     bool          // for a comparison: without what moves the end most and the work left by week
	From      *Result       // a plan to begin from, perhaps of another projection; nil = none
	Track     *Track        // what is known of estimates; nil = the finished tasks of the projection
	Workers   int
	Progress  func(Progress)
}

// Track is a track record and what was learned from it. It may be read by any number
// at once.
type Track struct {
	Outcomes []forecast.Outcome
	Learned  *estimate.Model
}

// Progress is told while a plan is made.
type Progress struct {
	Stage       string // "planning", "simulating"
	Done, Total int64
}

// Result is a plan with its odds, computed once as the system and kept. Money in it
// rests on the restricted field "rate".
type Result struct {
	Now        time.Time          `json:"now"`
	Took       time.Duration      `json:"took"`
	Tasks      []Task             `json:"tasks"`
	Milestones []Milestone        `json:"milestones"`
	Pledges    []Milestone        `json:"pledges,omitempty"` // promises between teams, by what they rest on
	Finish     Spread             `json:"finish"`
	Measures   model.Measures     `json:"measures"`
	Money      [4]int64           `json:"money"` // P10, P50, P80, P90 in minor units
	Budget     int64              `json:"budget,omitempty"`
	BudgetOdds *float64           `json:"budget_odds,omitempty"`
	Bound      time.Time          `json:"bound,omitzero"`
	Proven     bool               `json:"proven"`
	Schedules  int64              `json:"schedules"`
	Trials     int                `json:"trials"`
	Wholes     []Whole            `json:"wholes"` // projects and objectives with open work
	Drivers    []Driver           `json:"drivers"`
	Track      int                `json:"track"` // finished tasks with an estimate
	Own        float64            `json:"own"`   // share of what is believed of open tasks that is the team's own past
	Gaps       []statement.Stored `json:"gaps"`
	Load       []Load             `json:"load"`
	Remaining  []Band             `json:"remaining"` // work left, week by week
}

// Band is the spread of the work left at an instant, in minutes.
type Band struct {
	At  time.Time `json:"at"`
	P10 int64     `json:"p10"`
	P50 int64     `json:"p50"`
	P90 int64     `json:"p90"`
}

// Task is one task of a result.
type Task struct {
	ID       record.ID `json:"id"`
	Start    time.Time `json:"start"`
	Finish   time.Time `json:"finish"`
	Spread   Spread    `json:"spread"`
	Critical float64   `json:"critical"` // share of futures in which it decides the end
	Done     bool      `json:"done"`
	Work     []Work    `json:"work"`
}

// Work is one person's part.
type Work struct {
	Person record.ID `json:"person"`
	Mentor record.ID `json:"mentor,omitempty"`
	Seat   int       `json:"seat"`
	Start  time.Time `json:"start"`
	Finish time.Time `json:"finish"`
	Effort int64     `json:"effort"` // minutes
}

// Milestone is one milestone of a result.
type Milestone struct {
	ID     record.ID   `json:"id"`
	Finish time.Time   `json:"finish"` // in the plan
	Done   bool        `json:"done"`
	Spread Spread      `json:"spread"`
	Wanted record.Date `json:"wanted,omitempty"`
	Odds   *float64    `json:"odds,omitempty"`   // by the end of that day
	Curve  []time.Time `json:"curve"`            // 101 instants, 0 % to 100 %
	Buffer int64       `json:"buffer,omitempty"` // minutes of the wall clock before the day by which the plan aims to end
}

// Spread is the range of a date.
type Spread struct {
	P10 time.Time `json:"p10"`
	P50 time.Time `json:"p50"`
	P80 time.Time `json:"p80"`
	P90 time.Time `json:"p90"`
}

// Driver is what moves the end most.
type Driver struct {
	Kind  string    `json:"kind"` // task, risk, absence, common
	ID    record.ID `json:"id,omitempty"`
	Shift int64     `json:"shift"` // minutes of wall clock
	Rank  float64   `json:"rank"`
}

// Load is a person's work by week of the plan.
type Load struct {
	Person record.ID  `json:"person"`
	Weeks  []LoadWeek `json:"weeks"`
}

// LoadWeek is planned work against hours there, in minutes.
type LoadWeek struct {
	Week record.Date `json:"week"` // its Monday
	Work int64       `json:"work"`
	Has  int64       `json:"has"`
}

// Compute plans and simulates the projection as of an instant. It stops with ctx and
// then gives the best so far, as long as there is a first plan.
func Compute(ctx context.Context, pl *snapshot.Planning, now time.Time, o Options) (*Result, error) {
	r, _, err := Simulate(ctx, pl, now, o)
	return r, err
}

// Simulation is a plan with what its futures were drawn from, for questions about the
// same plan: what a risk takes, what a mitigation buys.
type Simulation struct {
	*Question
	Input forecast.Input // with its plan
}

// Simulate is Compute that hands out what it simulated; nil where there was nothing.
func Simulate(ctx context.Context, pl *snapshot.Planning, now time.Time, o Options) (*Result, *Simulation, error) {
	begun := time.Now()
	q, err := Build(pl, now)
	if err != nil {
		return nil, nil, err
	}
	if len(q.Tasks) == 0 || len(q.People) == 0 {
		return q.empty(now), nil, nil
	}
	sol, err := q.search(ctx, pl, o)
	if err != nil {
		return nil, nil, err
	}
	o.tell("simulating", 0, int64(o.Trials))
	s := q.Over(pl, sol.Plan, o)
	odds, err := forecast.Run(context.WithoutCancel(ctx), s.Input)
	if err != nil {
		return nil, nil, err
	}
	r := q.result(pl, sol, odds)
	r.Track, r.Own = len(s.Input.Track), q.own(s.Input.Learned)
	r.Now, r.Took = now, time.Since(begun)
	return r, s, nil
}

// Over gives what the futures of a plan for the question are drawn from; of the options
// its trials, seed, workers and track record count.
func (q *Question) Over(pl *snapshot.Planning, p *model.Plan, o Options) *Simulation {
	in := q.Forecast
	in.Risks = q.mitigated(pl, p)
	in.Checkpoints = q.weeks(p)
	if o.Brief {
		in.Drivers, in.Checkpoints = -1, nil
	}
	in.Plan, in.Trials, in.Seed, in.Workers = p, o.Trials, o.Seed, o.Workers
	if o.Track == nil {
		o.Track = &Track{in.Track, estimate.Learn(in.Track)}
	}
	in.Track, in.Learned = o.Track.Outcomes, o.Track.Learned
	return &Simulation{q, in}
}

// Quick is the simulation's input for one of many comparisons: as many trials as keep
// one within a fraction of a second, without drivers and the work left by week.
func (s *Simulation) Quick() forecast.Input {
	in := s.Input
	in.Trials, in.Drivers, in.Checkpoints, in.Groups = min(4000, max(400, 600_000/max(1, len(s.Tasks)))), -1, nil, nil
	return in
}

// own is how much of what is believed of the open tasks comes of the team's own past.
func (q *Question) own(m *estimate.Model) float64 {
	sum, n := 0.0, 0.0
	for i, e := range q.Forecast.Tasks {
		if e.Certain || q.Problem.Tasks[i].Progress.Done {
			continue
		}
		n++
		sum += m.Share(estimate.Task{Project: e.Project, Kind: e.Kind, Minutes: max(1, float64(max(e.Single, e.Likely)))})
	}
	return sum / max(1, n)
}

func (o *Options) tell(stage string, done, total int64) {
	if o.Progress != nil {
		o.Progress(Progress{stage, done, total})
	}
}

func (q *Question) at(m model.Minute) time.Time { return time.Unix(int64(m)*60, 0).In(q.zone) }

func (q *Question) spread(o forecast.Outlook) Spread {
	return Spread{q.at(o.P10), q.at(o.P50), q.at(o.P80), q.at(o.P90)}
}

func (q *Question) result(pl *snapshot.Planning, sol *schedule.Solution, odds *forecast.Result) *Result {
	r := &Result{Measures: sol.Measures, Proven: sol.Proven, Schedules: sol.Schedules, Trials: odds.Trials,
		Finish: q.spread(odds.Finish), Money: [4]int64{odds.Cost.P10, odds.Cost.P50, odds.Cost.P80, odds.Cost.P90}}
	if within := odds.Cost.Odds; q.Problem.Budget.Total > 0 && !math.IsNaN(within) {
		r.Budget, r.BudgetOdds = q.Problem.Budget.Total, &within
	}
	if sol.Bound > 0 {
		r.Bound = q.at(sol.Bound)
	}
	for i, id := range q.Tasks {
		r.Tasks = append(r.Tasks, q.task(i, id, sol.Plan, odds))
	}
	q.wholes(pl, r)
	for i, id := range q.Marks {
		r.Milestones = append(r.Milestones, q.milestone(pl, i, id, sol.Plan, odds))
	}
	for i, id := range q.Pledges {
		r.Pledges = append(r.Pledges, q.pledge(pl, i, id, sol.Plan, odds))
	}
	r.Wholes = q.told(odds)
	for _, d := range odds.Drivers {
		r.Drivers = append(r.Drivers, q.driver(d))
	}
	r.Load = q.load(sol.Plan)
	for _, b := range odds.Remaining {
		r.Remaining = append(r.Remaining, Band{q.at(b.At), b.P10, b.P50, b.P90})
	}
	r.Gaps = statement.Store(append(q.Gaps, q.missed(pl, sol.Plan)...))
	return r
}

// empty is the result where there is nothing to plan, or nobody to do it.
func (q *Question) empty(now time.Time) *Result {
	if len(q.Tasks) > 0 {
		q.Gaps = append(q.Gaps, statement.New("plan.no-people", statement.N("n", len(q.Tasks))).At(statement.Warn))
	}
	return &Result{Now: now, Gaps: statement.Store(q.Gaps)}
}

// missed says what the plan could not keep: starts that somebody fixed, and work for
// which nobody ever has hours.
func (q *Question) missed(pl *snapshot.Planning, plan *model.Plan) []statement.Statement {
	var out []statement.Statement
	never := calendar.Instant(time.UTC, calendar.Date{Year: lateYear - 1, Month: time.January, Day: 1}, 0)
	for i := range pl.Tasks {
		t, at := &pl.Tasks[i], &plan.Placements[i]
		if q.Problem.Tasks[i].Progress.Done || len(at.Work) == 0 {
			continue
		}
		start := record.DateOf(q.at(at.Start))
		switch {
		case at.Finish >= never:
			out = append(out, statement.New("plan.no-hours", named(t)).At(statement.Warn))
		case t.Planned.Pinned && t.Planned.From != "" && q.Problem.Tasks[i].Progress.Started == 0 && start > t.Planned.From && q.workday(t.Planned.From, start):
			out = append(out, statement.New("plan.pin-missed", named(t), statement.On("date", t.Planned.From), statement.On("start", start)).At(statement.Warn))
		}
	}
	return out
}

// workday says that the organisation works on a day from the first to before the last.
func (q *Question) workday(from, to record.Date) bool {
	org := calendar.Compile(&q.Problem.Calendars[q.Problem.Working])
	return org.Between(max(q.Problem.Start, calendar.Instant(q.zone, civil(from), 0)), calendar.Instant(q.zone, civil(to), 0)) > 0
}

func (q *Question) task(i int, id record.ID, plan *model.Plan, odds *forecast.Result) Task {
	at := &plan.Placements[i]
	t := Task{ID: id, Start: q.at(at.Start), Finish: q.at(at.Finish), Spread: q.spread(odds.Tasks[i]), Critical: odds.Critical[i], Done: q.Problem.Tasks[i].Progress.Done}
	for _, a := range at.Work {
		w := Work{Person: q.People[a.Person], Seat: a.Seat, Start: q.at(a.Start), Finish: q.at(a.Finish), Effort: a.Effort}
		if a.Mentor != model.None {
			w.Mentor = q.People[a.Mentor]
		}
		t.Work = append(t.Work, w)
	}
	return t
}

func (q *Question) milestone(pl *snapshot.Planning, i int, id record.ID, plan *model.Plan, odds *forecast.Result) Milestone {
	m := q.stand(id, q.Problem.Milestones[i].Tasks, plan, &odds.Milestones[i])
	for k := range pl.Milestones {
		if pl.Milestones[k].ID == id {
			m.Wanted, m.Buffer = wanted(&pl.Milestones[k]), int64(q.Problem.Milestones[i].Buffer)
		}
	}
	return m
}

func (q *Question) pledge(pl *snapshot.Planning, i int, id record.ID, plan *model.Plan, odds *forecast.Result) Milestone {
	m := q.stand(id, q.Forecast.Groups[i].Tasks, plan, &odds.Groups[i].Finish)
	for k := range pl.Pledges {
		if pl.Pledges[k].ID == id {
			m.Wanted = pl.Pledges[k].Date
		}
	}
	return m
}

// stand says where tasks that are asked about together end, and with which odds.
func (q *Question) stand(id record.ID, tasks []int, plan *model.Plan, o *forecast.Outlook) Milestone {
	m := Milestone{ID: id, Spread: q.spread(*o), Done: true}
	finish := model.Minute(0)
	for _, t := range tasks {
		finish = max(finish, plan.Placements[t].Finish)
		m.Done = m.Done && q.Problem.Tasks[t].Progress.Done
	}
	m.Finish = q.at(finish)
	if p := o.Odds; !math.IsNaN(p) {
		m.Odds = &p
	}
	for _, x := range o.Quantiles {
		m.Curve = append(m.Curve, q.at(x))
	}
	return m
}

func (q *Question) driver(d forecast.Driver) Driver {
	out := Driver{Kind: d.Kind, Shift: d.Shift, Rank: d.Rank}
	switch {
	case d.Kind == "task" && d.Index < len(q.Tasks):
		out.ID = q.Tasks[d.Index]
	case d.Kind == "risk" && d.Index < len(q.Risks):
		out.ID = q.Risks[d.Index]
	}
	return out
}

// wholes lets a task with parts begin where the first of its parts does. Parts of
// parts are reached by going round as often as there are levels.
func (q *Question) wholes(pl *snapshot.Planning, r *Result) {
	at := map[record.ID]int{}
	for i, id := range q.Tasks {
		at[id] = i
	}
	for moved, depth := true, 0; moved && depth < 20; depth++ {
		moved = false
		for i := range pl.Tasks {
			whole, ok := at[pl.Tasks[i].Parent]
			if part := &r.Tasks[i]; ok && pl.Tasks[i].Parent != "" && part.Start.Before(r.Tasks[whole].Start) {
				r.Tasks[whole].Start, moved = part.Start, true
			}
		}
	}
}
