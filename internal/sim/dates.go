package sim

import (
	"fmt"
	"time"
)

// milestones gives each project two: the first half of its tasks, then all. Each is
// promised for about when the guesses, added up, would have it.
func (p *planner) milestones() {
	o := p.o
	for i := range o.Projects {
		var all []int
		for t := range o.Tasks {
			if o.Tasks[t].Project == i {
				all = append(all, t)
			}
		}
		if len(all) < 2 {
			continue
		}
		for k, tasks := range [][]int{all[:(3*len(all)+3)/4], all} {
			due := o.Today.AddDate(0, 0, 4+p.daysLeft(tasks)*(100+p.r.IntN(40))/100)
			o.Milestones = append(o.Milestones, Milestone{
				Key: fmt.Sprintf("%s-M%d", o.Projects[i].Key, k+1), Title: o.Projects[i].Title + []string{" preview", " launch"}[k],
				Project: i, Tasks: tasks,
				Promises: []Promise{{Date: Workday(due), To: "Sales", Said: o.Today.AddDate(0, 0, -40), Odds: between(p.r, 0.5, 0.9)}},
			})
			o.Projects[i].Target = Workday(due)
		}
	}
}

// daysLeft is a naive guess: likely work that remains, five hours a day, shared by a
// third of the people.
func (p *planner) daysLeft(tasks []int) int {
	sum := int64(0)
	for _, i := range tasks {
		switch t := &p.o.Tasks[i]; t.Status {
		case "done":
		case "doing":
			sum += t.Left
		default:
			sum += t.Likely
		}
	}
	return int(sum/(5*60)) / max(1, p.o.Active/3) * 7 / 5
}

// Workday is the day itself, or the Monday after a weekend.
func Workday(t time.Time) time.Time {
	for t.Weekday() == time.Saturday || t.Weekday() == time.Sunday {
		t = t.AddDate(0, 0, 1)
	}
	return t
}

// absences gives everybody two weeks off in the summers past and every third person
// a week in the two months to come.
func (p *planner) absences() {
	o := p.o
	for i := range o.People {
		for year := o.Start.Year(); year <= o.Today.Year(); year++ {
			from := Workday(time.Date(year, 6, 20+p.r.IntN(70), 0, 0, 0, 0, time.UTC))
			if from.After(o.People[i].Joined) && from.Before(o.Today) && (o.People[i].Left.IsZero() || from.Before(o.People[i].Left)) {
				o.Absences = append(o.Absences, Absence{i, from, from.AddDate(0, 0, 13), "holiday"})
			}
		}
		if i < o.Active && p.r.IntN(3) == 0 {
			from := Workday(o.Today.AddDate(0, 0, 5+p.r.IntN(50)))
			o.Absences = append(o.Absences, Absence{i, from, from.AddDate(0, 0, 4), "holiday"})
		}
	}
}

func (p *planner) finished() {
	o := p.o
	o.Finished = History(o.Options.Seed, o.Today, o.Start, o.Active, o.Options.Finished)
}

// History draws n pieces of work finished between two days by some of a number of
// people, oldest first, with the law of Durations, in projects of their own, so that a
// forecaster has something to learn from.
func History(seed uint64, today, start time.Time, people, n int) []Outcome {
	r, law := Rand(seed, "finished"), Durations()
	var project, week float64
	out := make([]Outcome, 0, n)
	for k := range n {
		if k%25 == 0 {
			project = law.Project(r)
		}
		if k%5 == 0 {
			week = law.Week(r)
		}
		f := Outcome{Project: fmt.Sprintf("OLD%d", k/25+1), Person: r.IntN(people), Kind: []string{"feature", "fix", "chore"}[r.IntN(3)]}
		f.Low, f.Likely, f.High = law.Guess(r)
		f.Actual = law.Actual(r, f.Likely, project, week)
		f.Finished = WorkFrom(start.Add(today.Sub(start)*time.Duration(k)/time.Duration(n)), int64(r.IntN(400)))
		out = append(out, f)
	}
	return out
}
