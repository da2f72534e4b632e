package plan

import (
	"time"

	"plumbline/internal/answers/statement"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// Next is the first promised milestone that is not done, else the first not done; nil
// where all are.
func (a *Answer) Next() *MilestoneRow {
	var first *MilestoneRow
	for i := range a.Milestones {
		m := &a.Milestones[i]
		if m.Done {
			continue
		}
		if m.Promised != "" {
			return m
		}
		if first == nil {
			first = m
		}
	}
	return first
}

func (a *Answer) headline(r *Result, v *snapshot.View) statement.Statement {
	m := a.Next()
	if m == nil {
		zone := v.Snapshot().Organisation().Location()
		return statement.New("plan.all", statement.Between("range", record.DateOf(r.Finish.P10.In(zone)), record.DateOf(r.Finish.P90.In(zone))), statement.N("n", len(a.Tasks)))
	}
	return m.Says
}

// lands says when a milestone is reached and with which odds; of the next one also what
// decides that: what is critical is known of the plan's end, not of each milestone.
func (a *Answer) lands(m *MilestoneRow, next bool, v *snapshot.View) statement.Statement {
	args := []statement.Arg{m.Arg("milestone"), m.between("range", v)}
	id := "plan.unpromised"
	if m.Promised != "" && m.Odds != nil {
		id = "plan.promised"
		args = append(args, statement.Odds("odds", *m.Odds), statement.On("date", m.Promised))
	}
	if t := a.decides(m); next && t != nil {
		args = append(args, t.Arg("decides"))
		id += "-by"
	}
	return statement.New(id, args...)
}

func (m *MilestoneRow) between(name string, v *snapshot.View) statement.Arg {
	zone := v.Snapshot().Organisation().Location()
	return statement.Between(name, record.DateOf(m.Spread.P10.In(zone)), record.DateOf(m.Spread.P90.In(zone)))
}

// decides is the longest open task among those critical in half of all futures: the
// one whose estimate carries most of the date.
func (a *Answer) decides(m *MilestoneRow) *TaskRow {
	var best *TaskRow
	for i := range a.Tasks {
		t := &a.Tasks[i]
		if t.Done || t.Project != m.Project || t.Critical < 0.5 {
			continue
		}
		if best == nil || t.length() > best.length() {
			best = t
		}
	}
	return best
}

// length is how long the task takes in the plan.
func (t *TaskRow) length() time.Duration { return t.Finish.Sub(t.Start) }
