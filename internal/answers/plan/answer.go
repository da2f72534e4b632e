package plan

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"plumbline/internal/answers/align"
	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/today"
	"plumbline/internal/kinds/deliver"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// Answer is the plan as a viewer sees it.
type Answer struct {
	answer.Head
	Start      record.Date           `json:"start"`
	End        record.Date           `json:"end"`
	Projects   []answer.Rec          `json:"projects"`
	Tasks      []TaskRow             `json:"tasks"`
	Milestones []MilestoneRow        `json:"milestones"`
	People     []PersonRow           `json:"people"`
	Drivers    []statement.Statement `json:"drivers"`
	Gaps       []statement.Statement `json:"gaps"`
	Trials     int                   `json:"trials"`
	Bound      *BoundRow             `json:"bound,omitempty"`
	Work       int64                 `json:"work"` // minutes of people's time
	Growth     int64                 `json:"growth"`
	Cost       *CostRow              `json:"cost,omitempty"` // absent for who may not see rates
	Stale      bool                  `json:"stale"`          // records changed since

	pledges []Milestone // what promises between teams rest on
}

// TaskRow is one task on the timeline. Days are in the organisation's zone.
type TaskRow struct {
	answer.Rec
	Project  string          `json:"project"` // id
	Status   string          `json:"status"`
	People   []answer.Person `json:"people"`
	Start    time.Time       `json:"start"`
	Finish   time.Time       `json:"finish"`
	Spread   Spread          `json:"spread"`
	Critical float64         `json:"critical"`
	Done     bool            `json:"done"`
	Progress float64         `json:"progress"` // 0–1 of the work
	Left     int64           `json:"left"`     // minutes of people's time the plan still holds for it
	After    []After         `json:"after"`
	Pinned   bool            `json:"pinned"`
	Deadline record.Date     `json:"deadline,omitempty"`
	Version  int             `json:"version"`
}

// After is a dependency on another task.
type After struct {
	ID   record.ID `json:"id"`
	Link string    `json:"link"`
}

// MilestoneRow is one milestone with its promise.
type MilestoneRow struct {
	answer.Rec
	Project  string      `json:"project"`
	Finish   time.Time   `json:"finish"`
	Spread   Spread      `json:"spread"`
	Done     bool        `json:"done"`
	Promised record.Date `json:"promised,omitempty"`
	To       string      `json:"to,omitempty"`
	OddsThen float64     `json:"odds_then,omitempty"`
	Wanted   record.Date `json:"wanted,omitempty"`
	Odds     *float64    `json:"odds,omitempty"`
	// Confidence is the odds the project wants for its promises, 0–1.
	Confidence float64     `json:"confidence"`
	Curve      []time.Time `json:"curve"`
	Version    int         `json:"version"`
	// Says is when it lands and with which odds; zero once it is reached.
	Says statement.Statement `json:"says"`
}

// PersonRow is one person's load by week; hours, not a ranking: rows are in the
// order of keys.
type PersonRow struct {
	answer.Person
	Weeks []LoadWeek `json:"weeks"`
}

// BoundRow is a proven bound on the end and how far the plan is from it.
type BoundRow struct {
	Finish time.Time `json:"finish"`
	GapPct float64   `json:"gap_pct"`
}

// CostRow is the cost of the plan in minor units.
type CostRow struct {
	Currency string `json:"currency"`
	Plan     int64  `json:"plan"`
	P10      int64  `json:"p10"`
	P50      int64  `json:"p50"`
	P80      int64  `json:"p80"`
	P90      int64  `json:"p90"`
	// Budget and the odds of staying within it stand only where everybody's hours have
	// a cost.
	Budget int64    `json:"budget,omitempty"`
	Odds   *float64 `json:"odds,omitempty"`
}

// Show says a result for a viewer. A nil result means that nothing was planned yet.
func Show(r *Result, v *snapshot.View, now time.Time) *Answer {
	org := v.Snapshot().Organisation()
	zone := org.Location()
	a := &Answer{Projects: []answer.Rec{}, Tasks: []TaskRow{}, Milestones: []MilestoneRow{}, People: []PersonRow{}, Drivers: []statement.Statement{}, Gaps: []statement.Statement{}}
	a.Question, a.AsOf, a.ComputedAt = "plan", record.DateOf(now.In(zone)), now
	if r == nil || len(r.Tasks) == 0 {
		a.Headline = statement.New("plan.nothing")
		if r != nil && len(r.Gaps) > 0 {
			a.Headline = statement.Load(r.Gaps)[0]
		}
		a.Missing = append(a.Missing, a.Headline)
		return a
	}
	a.ComputedAt, a.Trials, a.Work, a.Growth = r.Now, r.Trials, r.Measures.Work, r.Measures.Growth
	a.pledges = r.Pledges
	a.Gaps = retitle(statement.Load(r.Gaps), v)
	for i := range r.Tasks {
		a.task(&r.Tasks[i], v)
	}
	for i := range r.Milestones {
		a.milestone(&r.Milestones[i], v)
	}
	slices.SortStableFunc(a.Tasks, func(x, y TaskRow) int { return cmp.Or(strings.Compare(x.Project, y.Project), x.Start.Compare(y.Start)) })
	slices.SortStableFunc(a.Milestones, func(x, y MilestoneRow) int { return x.Spread.P50.Compare(y.Spread.P50) })
	for _, l := range r.Load {
		if v.Get("person", l.Person) != nil {
			a.People = append(a.People, PersonRow{answer.PersonOf(v, l.Person), l.Weeks})
		}
	}
	a.projects(v)
	a.drivers(r, v)
	a.bound(r)
	a.cost(r, v, org.Currency)
	a.span(zone)
	next := a.Next()
	for i := range a.Milestones {
		if m := &a.Milestones[i]; !m.Done {
			m.Says = a.lands(m, m == next, v)
		}
	}
	a.Headline = a.headline(r, v)
	return a
}

func (a *Answer) task(t *Task, v *snapshot.View) {
	b := snapshot.Body[deliver.Task](v, "task", t.ID)
	if b == nil {
		return
	}
	row := TaskRow{Rec: answer.RecOf(v, "task", t.ID), Project: string(b.Project), Status: b.Status, People: []answer.Person{}, Start: t.Start, Finish: t.Finish,
		Spread: t.Spread, Critical: t.Critical, Done: t.Done, After: []After{}, Pinned: len(b.People) > 0 || b.Planned.Pinned, Deadline: b.Deadline,
		Version: v.Get("task", t.ID).Version}
	seen := map[record.ID]bool{}
	for _, w := range t.Work {
		if !t.Done {
			row.Left += w.Effort
		}
		if !seen[w.Person] {
			seen[w.Person] = true
			row.People = append(row.People, answer.PersonOf(v, w.Person))
		}
	}
	for _, d := range b.After {
		row.After = append(row.After, After{string(d.Task), d.Link})
	}
	row.Progress = progressOf(b)
	a.Tasks = append(a.Tasks, row)
}

func progressOf(b *deliver.Task) float64 {
	whole := float64(b.Work.Likely + b.Lasts)
	switch {
	case b.Done():
		return 1
	case b.LeftKnown && whole > 0:
		return max(0, 1-float64(b.Left)/whole)
	case b.Status == "review":
		return 0.9
	}
	return 0
}

func (a *Answer) milestone(m *Milestone, v *snapshot.View) {
	b := snapshot.Body[deliver.Milestone](v, "milestone", m.ID)
	if b == nil {
		return
	}
	row := MilestoneRow{Rec: answer.RecOf(v, "milestone", m.ID), Project: string(b.Project), Finish: m.Finish, Spread: m.Spread, Done: m.Done,
		Wanted: m.Wanted, Odds: m.Odds, Curve: m.Curve, Confidence: Confidence(v, string(b.Project)), Version: v.Get("milestone", m.ID).Version}
	if p := b.Promised(); p != nil {
		row.Promised, row.To, row.OddsThen = p.Date, p.To, p.Odds.Fraction()
	}
	a.Milestones = append(a.Milestones, row)
}

func (a *Answer) projects(v *snapshot.View) {
	seen := map[string]bool{}
	for _, t := range a.Tasks {
		if !seen[t.Project] {
			seen[t.Project] = true
			a.Projects = append(a.Projects, answer.RecOf(v, "project", t.Project))
		}
	}
}

func (a *Answer) drivers(r *Result, v *snapshot.View) {
	for _, d := range r.Drivers {
		days := math.Abs(float64(d.Shift)) / (24 * 60)
		switch {
		case len(a.Drivers) == 8 || days < 0.5:
		case (d.Kind == "task" || d.Kind == "risk") && v.Get(record.Kind(d.Kind), d.ID) != nil:
			a.Drivers = append(a.Drivers, statement.New("plan.driver."+d.Kind, answer.RecOf(v, record.Kind(d.Kind), d.ID).Arg("what"), statement.Days("days", days)))
		case d.Kind == "absence" || d.Kind == "common":
			a.Drivers = append(a.Drivers, statement.New("plan.driver."+d.Kind, statement.Days("days", days)))
		}
	}
}

// bound shows the proven bound when it is near enough to say something: within 10 %.
func (a *Answer) bound(r *Result) {
	if r.Bound.IsZero() || r.Bound.Before(r.Now) {
		return
	}
	length := r.Bound.Sub(r.Now).Minutes()
	gap := 100 * (float64(r.Measures.Finish) - float64(r.Bound.Unix()/60)) / max(1, length)
	a.Bound = &BoundRow{Finish: r.Bound, GapPct: math.Round(gap*10) / 10}
}

// cost is shown only to who may see rates.
func (a *Answer) cost(r *Result, v *snapshot.View, currency string) {
	if r.Measures.Cost == 0 || !answer.SeesRates(v) {
		return
	}
	a.Cost = &CostRow{Currency: currency, Plan: r.Measures.Cost, P10: r.Money[0], P50: r.Money[1], P80: r.Money[2], P90: r.Money[3], Budget: r.Budget, Odds: r.BudgetOdds}
}

func (a *Answer) span(zone *time.Location) {
	for i := range a.Tasks {
		t := &a.Tasks[i]
		if t.Done {
			continue
		}
		if d := record.DateOf(t.Start.In(zone)); a.Start == "" || d < a.Start {
			a.Start = d
		}
		if d := record.DateOf(t.Spread.P90.In(zone)); d > a.End {
			a.End = d
		}
	}
}

// Kept says that every promised date still to come has the confidence wanted.
func (a *Answer) Kept() bool {
	for i := range a.Milestones {
		m := &a.Milestones[i]
		if !m.Done && m.Promised != "" && m.Odds != nil && *m.Odds < m.Confidence {
			return false
		}
	}
	return true
}

// ForToday gives what Today needs of the plan.
func (a *Answer) ForToday(v *snapshot.View, address string) *today.Plan {
	zone := v.Snapshot().Organisation().Location()
	out := &today.Plan{Marks: a.Marks(), Fact: statement.Fact{Address: address, Label: "the plan and its simulation", When: a.ComputedAt}}
	for i := range a.Milestones {
		m := &a.Milestones[i]
		if m.Done {
			continue
		}
		t := today.Milestone{Milestone: m.Rec, Promised: m.Promised, To: m.To, P10: record.DateOf(m.Spread.P10.In(zone)), P80: record.DateOf(m.Spread.P80.In(zone)),
			P90: record.DateOf(m.Spread.P90.In(zone)), Wanted: m.Confidence, Computed: a.ComputedAt,
			Plan: out.Fact}
		if m.Odds != nil {
			t.Odds = *m.Odds
		}
		if d := a.decides(m); d != nil {
			t.Decides = d.Rec
		}
		t.People = a.staff(m.Project)
		out.Milestones = append(out.Milestones, t)
	}
	for i := range out.Milestones {
		if out.Next == nil || out.Next.Promised == "" && out.Milestones[i].Promised != "" {
			out.Next = &out.Milestones[i]
		}
	}
	return out
}

// staff counts the people on the open tasks of a project.
func (a *Answer) staff(project string) int {
	seen := map[string]bool{}
	for i := range a.Tasks {
		if t := &a.Tasks[i]; !t.Done && t.Project == project {
			for _, p := range t.People {
				seen[p.ID] = true
			}
		}
	}
	return len(seen)
}

// Marks gives the milestones' odds as other answers take them, and those of what
// promises between teams rest on.
func (a *Answer) Marks() map[record.ID]align.Mark {
	out := map[record.ID]align.Mark{}
	for i := range a.pledges {
		m := &a.pledges[i]
		out[m.ID] = align.Mark{Done: m.Done, Curve: m.Curve, Wanted: m.Wanted, Odds: m.Odds}
	}
	for i := range a.Milestones {
		m := &a.Milestones[i]
		out[m.ID] = align.Mark{Done: m.Done, Curve: m.Curve, Wanted: m.Wanted, Odds: m.Odds}
	}
	return out
}

// Confidence is the odds wanted for promises of a project, 0–1.
func Confidence(v *snapshot.View, project string) float64 {
	return snapshot.Body[deliver.Project](v, "project", project).Wanted()
}
