package calibration

import (
	"cmp"
	"slices"

	"plumbline/internal/answers/answer"
	"plumbline/internal/kinds/deliver"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// Judge says how the promises of milestones ended: by what somebody wrote of it, else by
// whether all the milestone needs was finished by the day.
type Judge struct {
	today record.Date
	tasks map[record.ID]*deliver.Task
	of    map[record.ID][]*deliver.Task // by project
}

// NewJudge reads the tasks a viewer may see, as of a day.
func NewJudge(v *snapshot.View, today record.Date) *Judge {
	j := &Judge{today, map[record.ID]*deliver.Task{}, map[record.ID][]*deliver.Task{}}
	v.Each("task", func(r *record.Record) bool {
		if t, ok := r.Body.(*deliver.Task); ok {
			j.tasks[r.ID] = t
			j.of[string(t.Project)] = append(j.of[string(t.Project)], t)
		}
		return true
	})
	return j
}

// Ended says whether a promise of a milestone has ended, and was kept. One that was
// withdrawn has ended and was neither kept nor broken; ask its End first.
func (j *Judge) Ended(m *deliver.Milestone, p *deliver.Promise) (kept, ended bool) {
	if p.End != "" {
		return p.End == "kept", true
	}
	if done, finished := j.finished(m); done {
		return finished <= p.Date, true
	}
	return false, p.Date < j.today
}

// Done says that all the tasks are finished, which is false of none.
func (j *Judge) Done(tasks []record.Ref) bool {
	done, _ := j.all(j.named(tasks))
	return done
}

// finished says whether all tasks a milestone needs are done, and when the last was.
func (j *Judge) finished(m *deliver.Milestone) (done bool, last record.Date) {
	if len(m.Tasks) > 0 {
		return j.all(j.named(m.Tasks))
	}
	return j.all(j.of[string(m.Project)])
}

func (j *Judge) named(list []record.Ref) []*deliver.Task {
	var out []*deliver.Task
	for _, ref := range list {
		if t := j.tasks[string(ref)]; t != nil {
			out = append(out, t)
		}
	}
	return out
}

func (j *Judge) all(list []*deliver.Task) (done bool, last record.Date) {
	n := 0
	done = true
	for _, t := range list {
		if t.Status == "dropped" {
			continue
		}
		n++
		done = done && t.Status == "done" && t.Finished != ""
		last = max(last, t.Finished)
	}
	return done && n > 0, last
}

// scored counts every promise of a milestone by how it ended.
func scored(v *snapshot.View, today record.Date) Promises {
	out := Promises{Past: []Given{}}
	judge := NewJudge(v, today)
	stated, sum := 0, 0.0
	for _, m := range snapshot.List[deliver.Milestone](v, "milestone") {
		for i := range m.Body.Promises {
			p := &m.Body.Promises[i]
			kept, ended := judge.Ended(m.Body, p)
			switch {
			case p.End == "withdrawn":
				continue
			case !ended:
				out.Open++
				continue
			case kept:
				out.Kept++
			default:
				out.Broken++
			}
			if p.Odds > 0 {
				stated++
				sum += p.Odds.Fraction()
			}
			out.Past = append(out.Past, Given{answer.RecOf(v, "milestone", m.ID), p.Date, p.To, p.Odds.Fraction(), kept})
		}
	}
	if stated > 0 {
		out.Odds = round(sum/float64(stated), 3)
	}
	slices.SortFunc(out.Past, func(x, y Given) int {
		return cmp.Or(cmp.Compare(x.Date, y.Date), cmp.Compare(x.Milestone.ID, y.Milestone.ID), cmp.Compare(x.To, y.To))
	})
	return out
}

// Reached says that all a milestone needs is finished.
func (j *Judge) Reached(m *deliver.Milestone) bool {
	done, _ := j.finished(m)
	return done
}
