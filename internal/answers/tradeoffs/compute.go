// Package tradeoffs answers between which plans a leader can choose: what is planned
// now, the named plans (soonest, cheapest, grows people, safest, least change) and
// the plans behind them that nothing beats throughout, each simulated, with what it
// trades in words. Choosing one is a change set that also writes down why.
package tradeoffs

import (
	"context"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"plumbline/forecast"
	"plumbline/internal/answers/plan"
	"plumbline/internal/answers/statement"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/schedule"
	"plumbline/schedule/front"
	"plumbline/schedule/model"
)

// Version names the shape and rules of results; it is part of their key.
const Version = "2"

// Now is the name of what is planned now; the other names are those of package front.
const Now = "now"

// mostShown is how many plans stand side by side.
const mostShown = 7

// stay is the price of a move, in minutes of finish, at which nobody moves.
const stay = 1_000_000

// Options of Compute.
type Options struct {
	Seed      uint64
	Schedules int64         // budget of all searches; 0 = the default for the size
	Time      time.Duration // cap for people who wait; 0 = none
	Trials    int           // simulated futures of each plan shown; 0 = 10,000, fewer where there are more than 500 tasks
	Workers   int
	// Known is the newest plan of the same projection: it is "now" where no plan was
	// accepted. nil makes one.
	Known *plan.Result
	// Track is what is known of estimates, as the plan's simulation takes it; nil = the
	// finished tasks of the projection.
	Track    *plan.Track
	Progress func(plan.Progress)
}

// Result is what was found, computed once as the system and kept. Money in it rests on
// the restricted field "rate".
type Result struct {
	ID     string             `json:"id"`
	Now    time.Time          `json:"now"`
	Took   time.Duration      `json:"took"`
	Trials int                `json:"trials"`
	Priced bool               `json:"priced"` // costs are money; else they are work
	Budget int64              `json:"budget,omitempty"`
	Marks  []Mark             `json:"marks"`
	Points []Point            `json:"points"` // those shown side by side first, "now" the first of them
	Shown  int                `json:"shown"`
	Known  bool               `json:"known"` // "now" is an accepted plan
	Gaps   []statement.Stored `json:"gaps"`
}

// Mark is a milestone whose finish is told of each plan.
type Mark struct {
	ID       record.ID   `json:"id"`
	By       record.Date `json:"by,omitempty"`
	Promised bool        `json:"promised"`
}

// Point is one plan.
type Point struct {
	ID         string      `json:"id"`
	Names      []string    `json:"names"`
	Finish     plan.Spread `json:"finish"` // of everything
	Marks      []Outlook   `json:"marks"`  // aligned with Result.Marks
	Work       int64       `json:"work"`   // minutes of people's time, of what is left
	Growth     int64       `json:"growth"` // of it toward people's goals
	Late       int64       `json:"late"`   // weighted minutes late in the plan itself
	Singles    int         `json:"singles"`
	Changes    int         `json:"changes"` // assignments that differ from now
	HandOvers  int         `json:"hand_overs"`
	Cost       int64       `json:"cost"`
	Money      [2]int64    `json:"money"` // P50, P80 with risks, in minor units
	BudgetOdds *float64    `json:"budget_odds,omitempty"`
	Learn      []Learning  `json:"learn"`
	Skills     []Holders   `json:"skills"` // whose number of holders differs from now
	Tasks      []plan.Task `json:"tasks"`  // without done ones
}

// Outlook is the range of one milestone and the odds of its day.
type Outlook struct {
	plan.Spread
	Odds *float64 `json:"odds,omitempty"`
}

// Learning is a person's minutes toward their goals.
type Learning struct {
	Person  record.ID `json:"person"`
	Minutes int64     `json:"minutes"`
}

// Holders is a skill and how many hold it at the end, now and in this plan.
type Holders struct {
	Skill  record.ID `json:"skill"`
	Before int       `json:"before"`
	After  int       `json:"after"`
}

// finder carries one computation.
type finder struct {
	o      Options
	q      *plan.Question
	pl     *snapshot.Planning
	p      *model.Problem // priced, with now as the current plan
	now    *model.Plan
	result *Result
	found  []candidate
}

type candidate struct {
	names []string
	plan  *model.Plan
	m     model.Measures
	odds  *forecast.Result
}

// Compute looks for the plans between which one can choose, as of an instant. It
// stops with ctx and then gives what it has, as long as there is a plan for now.
func Compute(ctx context.Context, pl *snapshot.Planning, now time.Time, o Options) (*Result, error) {
	begun := time.Now()
	q, err := plan.Build(pl, now)
	if err != nil {
		return nil, err
	}
	q.Aim(o.Known)
	f := &finder{o: o, q: q, pl: pl, result: &Result{Now: now, Gaps: statement.Store(q.Gaps)}}
	if !f.open() {
		return f.result, nil
	}
	f.price()
	if err := f.present(ctx); err != nil {
		return nil, err
	}
	if err := f.search(ctx); err != nil {
		return nil, err
	}
	if err := f.simulate(context.WithoutCancel(ctx)); err != nil {
		return nil, err
	}
	f.result.Took = time.Since(begun)
	return f.result, nil
}

// open says that there is something to plan and somebody to do it.
func (f *finder) open() bool {
	return len(f.q.People) > 0 && slices.ContainsFunc(f.q.Problem.Tasks, func(t model.Task) bool { return !t.Progress.Done && len(t.Seats) > 0 })
}

// price makes work the cost where nobody has a rate, so that "cheapest" has a meaning.
func (f *finder) price() {
	p := *f.q.Problem
	f.p, f.result.Priced = &p, !slices.ContainsFunc(p.People, func(who model.Person) bool { return who.Rate == 0 })
	f.result.Budget = p.Budget.Total
	if slices.ContainsFunc(p.People, func(who model.Person) bool { return who.Rate != 0 }) {
		return
	}
	p.People = slices.Clone(p.People)
	for i := range p.People {
		p.People[i].Rate = 60
	}
	f.p = &p
}

// present finds what is planned now: the accepted people, in whatever order ends
// soonest; else the newest plan; else one made here.
func (f *finder) present(ctx context.Context) error {
	p := *f.p
	if f.result.Known = p.Current != nil; f.result.Known {
		p.Rules.ChangePrice = stay
	} else if f.now = f.q.Placed(f.o.Known); f.now != nil {
		return nil
	}
	sol, err := schedule.Solve(ctx, &p, schedule.Options{Seed: f.o.Seed, Schedules: f.o.Schedules / 6, Time: f.o.Time / 6, Workers: f.o.Workers})
	if err != nil {
		return err
	}
	f.now = sol.Plan
	return nil
}

func (f *finder) search(ctx context.Context) error {
	f.p.Current = f.now
	best := time.Duration(0)
	if f.o.Time > 0 {
		best = f.o.Time - f.o.Time/6
	}
	seen := 0
	points, err := schedule.Front(ctx, f.p, schedule.Options{Seed: f.o.Seed, Schedules: f.o.Schedules, Time: best, Workers: f.o.Workers, Progress: func(schedule.Progress) {
		seen++
		f.tell("trade.searching", int64(seen), rounds)
	}})
	if err != nil {
		return err
	}
	f.add([]string{Now}, f.now)
	for _, at := range points {
		f.add(at.Names, at.Plan)
	}
	f.least()
	return nil
}

// rounds is about how often a front tells its progress.
const rounds = 16

func (f *finder) tell(stage string, done, total int64) {
	if f.o.Progress != nil {
		f.o.Progress(plan.Progress{Stage: statement.New(stage).Text(), Done: min(done, total), Total: total})
	}
}

// add takes a plan in. One whose people and work are as in a plan at hand only gives
// its names to it.
func (f *finder) add(names []string, p *model.Plan) {
	m := schedule.Measure(f.p, p)
	for i := range f.found {
		if same(&f.found[i].m, &m) {
			f.found[i].names = append(f.found[i].names, names...)
			return
		}
	}
	f.found = append(f.found, candidate{names: slices.Clone(names), plan: p, m: m})
}

// same says that nobody could tell two plans apart by their figures.
func same(a, b *model.Measures) bool {
	const hour = 60
	return a.Finish/hour == b.Finish/hour && a.Lateness/hour == b.Lateness/hour && a.Work/hour == b.Work/hour && a.Growth/hour == b.Growth/hour &&
		a.Cost == b.Cost && a.Singles == b.Singles && a.Changes == b.Changes
}

// least gives the name "least change" to the plan that moves fewest people and yet is
// less late than now, or ends sooner, where staying as it is keeps that name from
// saying anything.
func (f *finder) least() {
	now := &f.found[0]
	if !slices.Contains(now.names, front.LeastChange) {
		return
	}
	best := -1
	for i := 1; i < len(f.found); i++ {
		m := &f.found[i].m
		gain := m.Lateness < now.m.Lateness || m.Lateness == now.m.Lateness && m.Finish < now.m.Finish
		if gain && m.Over <= now.m.Over && (best < 0 || m.Changes < f.found[best].m.Changes || m.Changes == f.found[best].m.Changes && m.Lateness < f.found[best].m.Lateness) {
			best = i
		}
	}
	now.names = slices.DeleteFunc(now.names, func(n string) bool { return n == front.LeastChange })
	if best > 0 {
		f.found[best].names = append(f.found[best].names, front.LeastChange)
	}
}

// order is the order in which named plans stand.
func order(names []string) int {
	all := []string{Now, front.Soonest, front.Cheapest, front.GrowsPeople, front.Safest, front.LeastChange}
	for i, n := range all {
		if slices.Contains(names, n) {
			return i
		}
	}
	return len(all)
}

// identity names a plan within its result: its first name, else its place.
func identity(names []string, place int) string {
	if len(names) == 0 {
		return "plan-" + strconv.Itoa(place+1)
	}
	return strings.ReplaceAll(names[0], " ", "-")
}

func odds(p float64) *float64 {
	if math.IsNaN(p) {
		return nil
	}
	return &p
}
