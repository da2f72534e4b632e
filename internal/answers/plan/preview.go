package plan

import (
	"math"
	"time"

	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/statement"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// Preview is what a change would do to the plan: figures before and after, the tasks
// that move, what the plan would lack then, and, where it is asked for, the whole plan as
// it would be. Nothing has changed yet.
type Preview struct {
	Rows  []Row                 `json:"rows"`
	Moved []Moved               `json:"moved"`
	Notes []statement.Statement `json:"notes"` // what would puzzle without a word
	Gaps  []statement.Statement `json:"gaps"`  // those of the plan then that it has not now
	After *Answer               `json:"after,omitempty"`
}

// Row is one figure before and after.
type Row struct {
	Label  statement.Statement `json:"label"`
	Before string              `json:"before"`
	After  string              `json:"after"`
	Better int                 `json:"better"` // 1 better, -1 worse, 0 neither
}

// Moved is a task whose people or dates differ.
type Moved struct {
	answer.Rec
	Before Window `json:"before"`
	After  Window `json:"after"`
}

// Window is who does a task when.
type Window struct {
	Start  time.Time       `json:"start"`
	Finish time.Time       `json:"finish"`
	People []answer.Person `json:"people"`
}

// Compare sets two plans side by side for a viewer: old as shown now, next as it
// would be (both already cut to what the viewer may see).
func Compare(old, next *Answer, v *snapshot.View) *Preview {
	p := &Preview{Rows: []Row{}, Moved: []Moved{}, Notes: []statement.Statement{}, Gaps: []statement.Statement{}, After: next}
	zone := v.Snapshot().Organisation().Location()
	for i := range next.Milestones {
		m := &next.Milestones[i]
		for j := range old.Milestones {
			if o := &old.Milestones[j]; o.ID == m.ID && !o.Done {
				p.milestone(o, m, zone)
			}
		}
	}
	p.amount("preview.work", float64(old.Work), float64(next.Work), 0)
	p.amount("preview.growth", float64(old.Growth), float64(next.Growth), 1)
	p.moved(old, next)
	p.gaps(old, next)
	return p
}

// gaps keeps what the plan would have to assume, or could not do, that it need not now.
func (p *Preview) gaps(old, next *Answer) {
	known := map[string]bool{}
	for _, g := range old.Gaps {
		known[g.Text()] = true
	}
	for _, g := range next.Gaps {
		if !known[g.Text()] {
			p.Gaps = append(p.Gaps, g)
		}
	}
}

func (p *Preview) milestone(old, next *MilestoneRow, zone *time.Location) {
	name := next.Arg("milestone")
	if old.Odds != nil && next.Odds != nil {
		p.add(statement.New("preview.odds", name, statement.On("date", next.Wanted)), statement.Percent(*old.Odds), statement.Percent(*next.Odds), sign(*next.Odds-*old.Odds, 0.005))
	}
	a, b := record.DateOf(old.Spread.P80.In(zone)), record.DateOf(next.Spread.P80.In(zone))
	p.add(statement.New("preview.sure", name), statement.Day(a), statement.Day(b), sign(old.Spread.P80.Sub(next.Spread.P80).Hours(), 12))
}

// add keeps a row only when it says something.
func (p *Preview) add(label statement.Statement, before, after string, better int) {
	if before != after {
		p.Rows = append(p.Rows, Row{label, before, after, better})
	}
}

// amount compares minutes, of which more is better (1), worse (-1) or neither (0).
func (p *Preview) amount(id string, before, after float64, better int) {
	if math.Abs(before-after) >= 30 {
		p.add(statement.New(id), statement.HoursOf(before), statement.HoursOf(after), better*sign(after-before, 0))
	}
}

func sign(x, least float64) int {
	switch {
	case x > least:
		return 1
	case x < -least:
		return -1
	}
	return 0
}

func (p *Preview) moved(old, next *Answer) {
	before := map[record.ID]*TaskRow{}
	for i := range old.Tasks {
		before[old.Tasks[i].ID] = &old.Tasks[i]
	}
	for i := range next.Tasks {
		t := &next.Tasks[i]
		o := before[t.ID]
		if o == nil || t.Done || o.Start.Equal(t.Start) && o.Finish.Equal(t.Finish) && samePeople(o.People, t.People) {
			continue
		}
		p.Moved = append(p.Moved, Moved{t.Rec, Window{o.Start, o.Finish, o.People}, Window{t.Start, t.Finish, t.People}})
	}
}

func samePeople(a, b []answer.Person) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].ID != b[i].ID {
			return false
		}
	}
	return true
}
