package sim

import (
	"fmt"
	"math/rand/v2"
	"time"

	"plumbline/internal/sim/words"
)

// planner draws projects, their tasks and how these really go.
type planner struct {
	o     *Organisation
	r     *rand.Rand
	law   Law
	pace  map[int]float64 // common cause of a week, by weeks before (negative) or after today
	freed []time.Time     // by person, when their last task ends
}

func (o *Organisation) plan(c *cast) {
	p := &planner{o: o, r: Rand(o.Options.Seed, "plan"), law: Durations(), pace: map[int]float64{}}
	p.projects()
	for i := range o.Options.Tasks {
		p.task(i)
	}
	p.happen()
	p.milestones()
	p.absences()
	p.finished()
}

func (p *planner) projects() {
	n := max(2, p.o.Options.Tasks/40)
	for i := range n {
		pr := Project{
			Key: projectKey(i), Title: projectTitle(i), Lead: i % p.o.Active, Status: "active",
			Goal: "Make " + projectTitle(i) + " dependable and pleasant to use.", Pace: p.law.Project(p.r),
		}
		for a := range p.o.Areas {
			if a%n == i && len(p.o.Knowers(a)) > 0 {
				pr.Areas = append(pr.Areas, a)
			}
		}
		p.o.Projects = append(p.o.Projects, pr)
	}
}

func projectKey(i int) string {
	keys := []string{"PAY", "REP", "OPS", "RSK", "MOB", "FXT", "INV", "TAX"}
	if i < len(keys) {
		return keys[i]
	}
	return fmt.Sprintf("PR%d", i+1)
}

func projectTitle(i int) string {
	titles := []string{"Checkout v2", "Reporting", "Quiet nights", "Risk rules", "Mobile wallet", "Currencies", "Invoices", "Tax filing"}
	if i < len(titles) {
		return titles[i]
	}
	return fmt.Sprintf("Project %d", i+1)
}

// task draws one task: in an area of its project, for people who exist, after up to
// two of the six tasks before it in its project.
func (p *planner) task(i int) {
	o := p.o
	project := i % len(o.Projects)
	pr := &o.Projects[project]
	area := p.r.IntN(len(o.Areas))
	if len(pr.Areas) > 0 {
		area = pr.Areas[p.r.IntN(len(pr.Areas))]
	}
	t := Task{
		Key: fmt.Sprintf("%s-%d", pr.Key, i/len(o.Projects)+1), Title: words.Title(p.r, o.place(area)),
		Project: project, Status: "todo", Kind: []string{"feature", "feature", "fix", "chore"}[p.r.IntN(4)], Area: area, By: -1,
		Splittable: p.r.IntN(5) == 0,
	}
	t.Low, t.Likely, t.High = p.law.Guess(p.r)
	t.Seats = p.seats(area)
	for back := 1; back <= 6; back++ {
		if j := i - back*len(o.Projects); j >= 0 && len(t.After) < 2 && p.r.IntN(5) == 0 {
			t.After = append(t.After, j)
		}
	}
	o.Tasks = append(o.Tasks, t)
}

func (o *Organisation) place(area int) words.Place {
	a := &o.Areas[area]
	return words.Place{Dir: a.Dir, Language: a.Language, Nouns: a.Nouns}
}

// seats asks for levels that at least one active person has.
func (p *planner) seats(area int) []Seat {
	o := p.o
	who := o.Knowers(area)
	if len(who) == 0 {
		return []Seat{{Needs: []Need{{o.SkillOf(o.Areas[area].Language), 1}}, Share: 100, Min: 1, Max: 1}}
	}
	level := int8(3)
	if len(who) > 1 && p.r.IntN(3) == 0 {
		level = 4
	}
	seat := Seat{Needs: []Need{{o.skillOfArea(area), level}}, Share: 100, Min: 1, Max: 1}
	if p.r.IntN(4) == 0 {
		seat.Max = 2
	}
	return []Seat{seat}
}

// happen lets time pass: the first half of the tasks is done, then some are under
// way. Each person does one task at a time; a task waits for those before it.
func (p *planner) happen() {
	o := p.o
	done := len(o.Tasks) / 2
	p.freed = make([]time.Time, len(o.People))
	begin := o.Today.AddDate(0, 0, -7*max(6, done/max(1, o.Active/2)))
	for i := range o.Tasks {
		t := &o.Tasks[i]
		t.Actual = p.law.Actual(p.r, t.Likely, o.Projects[t.Project].Pace, p.week(i-done))
		if i >= done {
			continue
		}
		t.By = p.doer(t)
		start := latest(begin, p.freed[t.By])
		for _, j := range t.After {
			start = latest(start, o.Tasks[j].Ended)
		}
		t.Started, t.Status = WorkFrom(start, 0), "done"
		t.Ended = WorkFrom(start, t.Actual)
		p.freed[t.By] = t.Ended
	}
	p.shift(done)
	for i := done; i < len(o.Tasks); i++ {
		p.begin(&o.Tasks[i], i-done)
	}
}

// shift moves what is done so that the last of it ended on the last working day.
func (p *planner) shift(done int) {
	o := p.o
	last := o.Start
	for _, t := range o.Tasks[:done] {
		last = latest(last, t.Ended)
	}
	days := int(o.Today.Sub(last).Hours()/24) / 7 * 7
	if last.After(o.Today) {
		days -= 7
	}
	for i := range o.Tasks[:done] {
		t := &o.Tasks[i]
		t.Started, t.Ended = t.Started.AddDate(0, 0, days), t.Ended.AddDate(0, 0, days)
	}
}

// begin puts a task under way when what it waits for is done and somebody is free.
func (p *planner) begin(t *Task, k int) {
	o := p.o
	start := o.Today.AddDate(0, 0, -1-p.r.IntN(4))
	for _, j := range t.After {
		if o.Tasks[j].Status != "done" {
			return
		}
		start = latest(start, o.Tasks[j].Ended)
	}
	who, start := p.doer(t), WorkFrom(start, 0)
	if k >= o.Active || p.busy(who) || start.After(o.Today) {
		return
	}
	t.Status, t.By, t.Started = "doing", who, start
	t.Left = max(60, t.Likely*int64(30+p.r.IntN(60))/100)
	t.Actual = max(t.Actual, t.Likely-t.Left+15)
}

func (p *planner) busy(who int) bool {
	for _, t := range p.o.Tasks {
		if t.Status == "doing" && t.By == who {
			return true
		}
	}
	return false
}

// doer picks somebody able to take the task's first seat.
func (p *planner) doer(t *Task) int {
	able := p.o.Able(t.Seats[0])
	if len(able) == 0 {
		return 0
	}
	best := able[p.r.IntN(len(able))]
	for _, k := range able {
		if p.freed[k].Before(p.freed[best]) {
			best = k
		}
	}
	return best
}

// Able gives the active people who meet every need of a seat.
func (o *Organisation) Able(s Seat) []int {
	var out []int
	for i := range o.Active {
		ok := true
		for _, n := range s.Needs {
			ok = ok && o.People[i].Levels[n.Skill] >= n.Level
		}
		if ok {
			out = append(out, i)
		}
	}
	return out
}

func (p *planner) week(k int) float64 {
	w := k / max(1, p.o.Active/2)
	if _, ok := p.pace[w]; !ok {
		p.pace[w] = p.law.Week(p.r)
	}
	return p.pace[w]
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// WorkFrom is the instant some minutes of work after a start are done, by one person
// who works 9:00 to 17:00 UTC from Monday to Friday.
func WorkFrom(start time.Time, minutes int64) time.Time {
	t := start
	for {
		open := time.Date(t.Year(), t.Month(), t.Day(), 9, 0, 0, 0, time.UTC)
		shut := open.Add(8 * time.Hour)
		if t.Before(open) {
			t = open
		}
		if wd := t.Weekday(); wd == time.Saturday || wd == time.Sunday || !t.Before(shut) {
			t = time.Date(t.Year(), t.Month(), t.Day()+1, 9, 0, 0, 0, time.UTC)
			continue
		}
		room := int64(shut.Sub(t) / time.Minute)
		if minutes <= room {
			return t.Add(time.Duration(minutes) * time.Minute)
		}
		minutes -= room
		t = shut
	}
}
