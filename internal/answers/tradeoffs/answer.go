package tradeoffs

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/plan"
	"plumbline/internal/answers/statement"
	"plumbline/internal/kinds/deliver"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// Answer is what there is to choose from, as a viewer sees it.
type Answer struct {
	answer.Head
	Result   string      `json:"result"` // names what was looked at, for choosing
	Marks    []MarkRow   `json:"marks"`  // what finishes are told of; everything, when there is none
	Plans    []Row       `json:"plans"`  // side by side, "now" first
	Points   []Row       `json:"points"` // behind them, without differences
	Advised  string      `json:"advised,omitempty"`
	Trials   int         `json:"trials"`
	Currency string      `json:"currency,omitempty"` // where there is money to show
	Review   record.Date `json:"review,omitempty"`   // a day on which to look again
	Decision string      `json:"decision,omitempty"` // the key the next decision gets
	Busy     bool        `json:"busy"`               // being looked for
	Stale    bool        `json:"stale"`              // records changed since
}

// MarkRow is a milestone to compare plans by.
type MarkRow struct {
	answer.Rec
	By         record.Date `json:"by,omitempty"`
	Promised   bool        `json:"promised"`
	Confidence float64     `json:"confidence"`
}

// Row is one plan.
type Row struct {
	ID         string                `json:"id"`
	Names      []string              `json:"names"`
	Title      statement.Statement   `json:"title"`
	Words      []statement.Statement `json:"words"`   // what it does, at most two
	Against    statement.Statement   `json:"against"` // what it trades, as a sentence
	Finish     plan.Spread           `json:"finish"`  // of everything
	Marks      []Outlook             `json:"marks"`   // aligned with the answer's
	Work       int64                 `json:"work"`
	Growth     int64                 `json:"growth"`
	Singles    int                   `json:"singles"`
	Shared     int                   `json:"shared"` // of the skills that differ from now, how many two people or more hold here
	Changes    int                   `json:"changes"`
	HandOvers  int                   `json:"hand_overs"`
	Cost       *int64                `json:"cost,omitempty"`
	BudgetOdds *float64              `json:"budget_odds,omitempty"`
	Differs    []Difference          `json:"differs"`
}

// Difference is a task with other people than now.
type Difference struct {
	answer.Rec
	Before []Hand                `json:"before"`
	After  []Hand                `json:"after"`
	Notes  []statement.Statement `json:"notes"`
	Start  time.Time             `json:"start"`
}

// Hand is somebody on a task, and who helps them.
type Hand struct {
	answer.Person
	Mentor *answer.Person `json:"mentor,omitempty"`
}

// mostDiffers bounds the differences of one plan that are told.
const mostDiffers = 60

// Show says a result for a viewer. nil means that nothing was looked for yet.
func Show(r *Result, v *snapshot.View, now time.Time) *Answer {
	zone := v.Snapshot().Organisation().Location()
	a := &Answer{Marks: []MarkRow{}, Plans: []Row{}, Points: []Row{}}
	a.Question, a.AsOf, a.ComputedAt = "tradeoffs", record.DateOf(now.In(zone)), now
	if r == nil || len(r.Points) == 0 {
		a.Headline = statement.New("trade.nothing")
		a.Missing = lacks(v)
		return a
	}
	s := newShower(r, v)
	a.Result, a.ComputedAt, a.Trials, a.Decision = r.ID, r.Now, r.Trials, nextDecision(v)
	for _, m := range r.Marks {
		a.Marks = append(a.Marks, MarkRow{answer.RecOf(v, "milestone", m.ID), m.By, m.Promised, confidence(v, m.ID)})
	}
	for i := range r.Points {
		row := s.row(i)
		if i < r.Shown {
			row.Differs = s.differs(&r.Points[i])
			a.Plans = append(a.Plans, row)
		} else {
			a.Points = append(a.Points, row)
		}
	}
	if s.money {
		a.Currency = v.Snapshot().Organisation().Currency
	}
	a.Review = s.review(a.AsOf)
	a.headline(s)
	return a
}

// One gives a single plan of a result with its differences, nil when there is none of
// that id.
func One(r *Result, v *snapshot.View, id string) *Row {
	if r == nil {
		return nil
	}
	i := slices.IndexFunc(r.Points, func(p Point) bool { return p.ID == id })
	if i < 0 {
		return nil
	}
	s := newShower(r, v)
	row := s.row(i)
	row.Differs = s.differs(&r.Points[i])
	return &row
}

// lacks says what is missing for plans to choose from.
func lacks(v *snapshot.View) []statement.Statement {
	var out []statement.Statement
	open := slices.ContainsFunc(snapshot.List[deliver.Task](v, "task"), func(t snapshot.Typed[*deliver.Task]) bool { return !t.Body.Done() })
	if !open {
		out = append(out, statement.New("trade.no-tasks"))
	}
	if len(v.All("person")) == 0 {
		out = append(out, statement.New("trade.no-people"))
	}
	return out
}

// nextDecision is the key that the next decision gets.
func nextDecision(v *snapshot.View) string {
	return fmt.Sprintf("D-%d", v.Snapshot().NextNumber("decision", "D"))
}

// money says that the viewer may see what the plans cost.
func money(r *Result, v *snapshot.View) bool {
	p := v.Principal()
	return r.Priced && (p.System || p.Roles&(record.Lead|record.Admin) != 0)
}

func confidence(v *snapshot.View, milestone record.ID) float64 {
	project := ""
	if m := snapshot.Body[deliver.Milestone](v, "milestone", milestone); m != nil {
		project = string(m.Project)
	}
	return plan.Confidence(v, project)
}

// shower turns points into what a viewer reads.
type shower struct {
	r      *Result
	v      *snapshot.View
	zone   *time.Location
	money  bool
	wishes map[record.ID][]wish
	tasks  []map[record.ID]*plan.Task // of each point, nil until asked for
}

func newShower(r *Result, v *snapshot.View) *shower {
	return &shower{r: r, v: v, zone: v.Snapshot().Organisation().Location(), money: money(r, v), wishes: wishes(v),
		tasks: make([]map[record.ID]*plan.Task, len(r.Points))}
}

// task finds a task in a point's plan; nil = it is not in it.
func (s *shower) task(point int, id record.ID) *plan.Task {
	if s.tasks[point] == nil {
		list := s.r.Points[point].Tasks
		s.tasks[point] = make(map[record.ID]*plan.Task, len(list))
		for i := range list {
			s.tasks[point][list[i].ID] = &list[i]
		}
	}
	return s.tasks[point][id]
}

func (s *shower) now() *Point { return &s.r.Points[0] }

func (s *shower) row(i int) Row {
	p := &s.r.Points[i]
	out := Row{ID: p.ID, Names: p.Names, Title: title(p, i), Words: s.words(p), Against: s.against(p, i), Finish: p.Finish, Marks: p.Marks, Work: p.Work,
		Growth: p.Growth, Singles: p.Singles, Changes: p.Changes, HandOvers: p.HandOvers, BudgetOdds: p.BudgetOdds, Differs: []Difference{}}
	if out.Names == nil {
		out.Names = []string{}
	}
	if out.Marks == nil {
		out.Marks = []Outlook{}
	}
	for _, k := range p.Skills {
		out.Shared += share(k.After) - share(k.Before)
	}
	if s.money {
		out.Cost = &p.Cost
	} else {
		out.BudgetOdds = nil
	}
	return out
}

func share(holders int) int {
	if holders >= 2 {
		return 1
	}
	return 0
}

// review is a day half way to the first promised day, or to the end of what is planned
// now; a weekend means the Monday after it.
func (s *shower) review(today record.Date) record.Date {
	end := record.DateOf(s.now().Finish.P80.In(s.zone))
	if len(s.r.Marks) > 0 && s.r.Marks[0].By > today {
		end = s.r.Marks[0].By
	}
	from, to := today.In(time.UTC), end.In(time.UTC)
	at := from.Add(max(24*time.Hour, to.Sub(from)/2))
	for at.Weekday() == time.Saturday || at.Weekday() == time.Sunday {
		at = at.AddDate(0, 0, 1)
	}
	return record.DateOf(at)
}

// headline speaks of the plan worth looking at first: of those that keep the first
// promise with the odds wanted, or at least as likely as now, the one that gives most to people's goals, then the
// soonest. Nothing is hidden by it: all stand side by side.
func (a *Answer) headline(s *shower) {
	best := -1
	for i := 1; i < s.r.Shown; i++ {
		if s.keeps(i) && (best < 0 || s.prefer(i, best)) {
			best = i
		}
	}
	if best < 0 {
		a.Headline = statement.New("trade.alone-now")
		if s.r.Shown > 1 {
			a.Headline = statement.New("trade.only", statement.N("n", s.r.Shown-1))
		}
		return
	}
	a.Advised = s.r.Points[best].ID
	a.Headline = a.Plans[best].Against.On(statement.Fact{Address: "result:tradeoffs", Label: "the plans that were compared", When: s.r.Now})
}

// keeps says that a plan is as likely to meet the first day as now, or ends as soon
// where there is no day.
func (s *shower) keeps(i int) bool {
	a, b := s.lead(&s.r.Points[i]), s.lead(s.now())
	if a.Odds != nil && b.Odds != nil {
		return *a.Odds >= min(*b.Odds-0.005, confidence(s.v, s.r.Marks[0].ID))
	}
	return !a.P80.After(b.P80)
}

func (s *shower) prefer(i, j int) bool {
	a, b := &s.r.Points[i], &s.r.Points[j]
	return cmp.Or(cmp.Compare(b.Growth/60, a.Growth/60), a.Singles-b.Singles, s.lead(a).P80.Compare(s.lead(b).P80)) < 0
}

// lead is the outlook that plans are compared by first: that of the first milestone,
// or of everything.
func (s *shower) lead(p *Point) Outlook {
	if len(p.Marks) > 0 {
		return p.Marks[0]
	}
	return Outlook{Spread: p.Finish}
}

// Met says that one of the plans side by side gives every promise the confidence
// wanted, or that nothing is left to plan.
func (a *Answer) Met() bool {
	return len(a.Plans) == 0 || slices.ContainsFunc(a.Plans, func(p Row) bool {
		for i, m := range a.Marks {
			if m.Promised && i < len(p.Marks) && p.Marks[i].Odds != nil && *p.Marks[i].Odds < m.Confidence {
				return false
			}
		}
		return true
	})
}
