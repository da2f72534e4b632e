package outlook

import (
	"context"
	"slices"
	"time"

	"plumbline/internal/answers/plan"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// Change is what moved since a day, and why.
type Change struct {
	From  record.Date `json:"from"`
	Steps []Step      `json:"steps"`
}

// Step is one kind of change and what it moved, from the step before.
type Step struct {
	Why   string  `json:"why"` // time, progress, scope, estimates, people, risks, dates
	Moves []Moved `json:"moves"`
}

// Moved is how far a step moved one milestone, or one promise between teams.
type Moved struct {
	Milestone record.ID `json:"milestone"`
	Days      float64   `json:"days"` // of the 80 % day; positive = later
	Odds      float64   `json:"odds"` // of the wanted day, −1 to 1
}

// Plan plans and simulates a projection as of an instant, always with the same search
// and seed.
type Plan func(ctx context.Context, pl *snapshot.Planning, now time.Time) (*plan.Result, error)

// Why brings the projection of then to that of now, one kind of change at a time, and
// says what each step moved. The order is fixed; a step's share depends on those
// before it.
func Why(ctx context.Context, then *snapshot.Planning, thenAt time.Time, pl *snapshot.Planning, now time.Time, day record.Date, make Plan) (*Change, error) {
	at, err := make(ctx, then, thenAt)
	if err != nil {
		return nil, err
	}
	out := &Change{From: day}
	mixed := *then
	for _, s := range steps() {
		s.take(&mixed, pl)
		step := mixed
		next, err := make(ctx, &step, now)
		if err != nil {
			return nil, err
		}
		out.Steps = append(out.Steps, Step{s.why, moves(at, next)})
		at = next
	}
	return out, nil
}

type step struct {
	why  string
	take func(mixed, now *snapshot.Planning)
}

func steps() []step {
	return []step{
		{"time", func(*snapshot.Planning, *snapshot.Planning) {}},
		{"progress", progress},
		{"estimates", estimates},
		{"scope", func(m, n *snapshot.Planning) { m.Projects, m.Tasks = n.Projects, n.Tasks }},
		{"people", func(m, n *snapshot.Planning) {
			m.People, m.Skills, m.Equipment, m.Calendars, m.Organisation = n.People, n.Skills, n.Equipment, n.Calendars, n.Organisation
		}},
		{"risks", func(m, n *snapshot.Planning) { m.Risks = n.Risks }},
		{"dates", func(m, n *snapshot.Planning) { *m = *n }},
	}
}

// progress takes over how far the tasks of then have come.
func progress(m, n *snapshot.Planning) {
	m.Tasks = slices.Clone(m.Tasks)
	for i := range m.Tasks {
		t := &m.Tasks[i]
		if k := index(n, t.ID); k >= 0 {
			x := &n.Tasks[k]
			t.Status, t.Left, t.LeftKnown, t.Actual, t.Started, t.Finished = x.Status, x.Left, x.LeftKnown, x.Actual, x.Started, x.Finished
		}
	}
	m.Past = n.Past
}

// estimates takes over what the tasks of then are believed to be.
func estimates(m, n *snapshot.Planning) {
	m.Tasks = slices.Clone(m.Tasks)
	for i := range m.Tasks {
		t := &m.Tasks[i]
		if k := index(n, t.ID); k >= 0 {
			x := &n.Tasks[k]
			t.Work, t.Lasts, t.Seats = x.Work, x.Lasts, x.Seats
		}
	}
	m.Tracks = n.Tracks
}

func index(pl *snapshot.Planning, id record.ID) int {
	return slices.IndexFunc(pl.Tasks, func(t snapshot.PlanningTask) bool { return t.ID == id })
}

func moves(a, b *plan.Result) []Moved {
	out := []Moved{}
	before := slices.Concat(a.Milestones, a.Pledges)
	for _, m := range slices.Concat(b.Milestones, b.Pledges) {
		k := slices.IndexFunc(before, func(x plan.Milestone) bool { return x.ID == m.ID })
		if k < 0 {
			continue
		}
		x := &before[k]
		move := Moved{Milestone: m.ID, Days: m.Spread.P80.Sub(x.Spread.P80).Hours() / 24}
		if m.Odds != nil && x.Odds != nil {
			move.Odds = *m.Odds - *x.Odds
		}
		out = append(out, move)
	}
	return out
}
