package instance

import (
	"fmt"
	"strings"

	"plumbline/schedule/model"
)

// Validate says the first thing that makes a problem unsound: an index that points
// nowhere, a negative amount, a calendar out of order.
func Validate(p *model.Problem) error {
	if p.Working != model.None && (p.Working < 0 || p.Working >= len(p.Calendars)) && len(p.Calendars) > 0 {
		return fmt.Errorf("the working calendar %d does not exist", p.Working)
	}
	for i := range p.Calendars {
		if err := checkCalendar(&p.Calendars[i]); err != nil {
			return fmt.Errorf("calendar %d: %w", i, err)
		}
	}
	for i := range p.People {
		if err := checkPerson(p, &p.People[i]); err != nil {
			return fmt.Errorf("person %s: %w", Label(p.People[i].Key, i), err)
		}
	}
	for i, e := range p.Equipment {
		if e.Capacity < 0 || !calendarThere(p, e.Calendar) {
			return fmt.Errorf("equipment %s: its capacity or its calendar is not possible", Label(e.Key, i))
		}
	}
	for t := range p.Tasks {
		if err := checkTask(p, &p.Tasks[t]); err != nil {
			return fmt.Errorf("task %s: %w", Label(p.Tasks[t].Key, t), err)
		}
	}
	for _, d := range p.Deps {
		if !within(d.From, len(p.Tasks)) || !within(d.To, len(p.Tasks)) || d.Link > model.StartFinish {
			return fmt.Errorf("a dependency from task %d to task %d does not exist", d.From, d.To)
		}
	}
	for i, m := range p.Milestones {
		if m.Buffer < 0 {
			return fmt.Errorf("milestone %s: its buffer is %d minutes, but is at least 0", Label(m.Key, i), m.Buffer)
		}
		for _, t := range m.Tasks {
			if !within(t, len(p.Tasks)) {
				return fmt.Errorf("milestone %s: it names task %d, which does not exist", Label(m.Key, i), t)
			}
		}
	}
	return nil
}

// Label is how messages name something: its key, or its number.
func Label(key string, i int) string {
	if key != "" {
		return key
	}
	return fmt.Sprintf("number %d", i+1)
}

func within(i, n int) bool { return i >= 0 && i < n }

// calendarThere accepts any index where no calendar is given at all.
func calendarThere(p *model.Problem, i int) bool {
	return i == model.None || within(i, len(p.Calendars)) || len(p.Calendars) == 0 && i == 0
}

func checkCalendar(c *model.Calendar) error {
	for _, list := range [][]model.Span{c.Spans, c.Week} {
		last := model.Minute(-1 << 60)
		for _, s := range list {
			if s.To <= s.From || s.From < last {
				return fmt.Errorf("its spans must be sorted, apart and not empty")
			}
			last = s.To
		}
	}
	if n := len(c.Week); n > 0 && (c.Week[0].From < 0 || c.Week[n-1].To > 7*24*60) {
		return fmt.Errorf("its week must lie within seven days")
	}
	return nil
}

func checkPerson(p *model.Problem, who *model.Person) error {
	switch {
	case !calendarThere(p, who.Calendar):
		return fmt.Errorf("calendar %d does not exist", who.Calendar)
	case who.Duty < 0 || who.Duty > 1000:
		return fmt.Errorf("a duty share of %d permille is not possible", who.Duty)
	case who.Rate < 0 || who.MaxTasks < 0:
		return fmt.Errorf("a rate or a limit is negative")
	}
	return nil
}

func checkTask(p *model.Problem, t *model.Task) error {
	if t.Duration < 0 {
		return fmt.Errorf("its duration is negative")
	}
	for _, u := range t.Uses {
		if !within(u.Equipment, len(p.Equipment)) || u.Units < 0 {
			return fmt.Errorf("it uses equipment %d, which does not exist", u.Equipment)
		}
		if e := p.Equipment[u.Equipment]; u.Units > e.Capacity && !t.Progress.Done {
			return fmt.Errorf("it uses %d of %s, and there are only %d", u.Units, Label(e.Key, u.Equipment), e.Capacity)
		}
	}
	for i, s := range t.Seats {
		if s.Work < 0 || s.Min < 0 || s.Max < 0 || s.Max > 0 && s.Min > s.Max {
			return fmt.Errorf("seat %d: its work or its number of people is not possible", i+1)
		}
		if len(s.Pinned) > max(s.Max, s.Min, 1) {
			return fmt.Errorf("seat %d: %d people are pinned, and only %d may share it", i+1, len(s.Pinned), max(s.Max, s.Min, 1))
		}
		for _, list := range [][]int{s.Pinned, s.Candidates} {
			for _, who := range list {
				if !within(who, len(p.People)) {
					return fmt.Errorf("seat %d: person %d does not exist", i+1, who)
				}
			}
		}
		for _, n := range s.Needs {
			if n.Skill < 0 {
				return fmt.Errorf("seat %d: skill %d does not exist", i+1, n.Skill)
			}
		}
	}
	return nil
}

// nobody says that a seat cannot be filled, and which skills it asks for.
func nobody(p *model.Problem, t, s, have int) error {
	seat := &p.Tasks[t].Seats[s]
	var needs []string
	for _, n := range seat.Needs {
		name := fmt.Sprintf("skill %d", n.Skill)
		if n.Skill < len(p.Skills) {
			name = p.Skills[n.Skill]
		}
		needs = append(needs, fmt.Sprintf("%s at level %d", name, n.Level))
	}
	what := "nobody may take it"
	if len(needs) > 0 {
		what = "nobody who may take it has " + strings.Join(needs, " and ")
	}
	if have > 0 {
		what = fmt.Sprintf("it takes %d people and only %d can", max(seat.Min, 1), have)
	}
	return &NobodyError{Task: t, Seat: s, text: fmt.Sprintf("task %s, seat %d: %s", Label(p.Tasks[t].Key, t), s+1, what)}
}

// NobodyError says that a seat has too few people who could take it.
type NobodyError struct {
	Task, Seat int
	text       string
}

// Error gives the sentence.
func (e *NobodyError) Error() string { return e.text }

// cycle names the tasks of one circle of dependencies.
func cycle(x *Instance, missing []int) error {
	at := int32(0)
	for t, m := range missing {
		if m > 0 {
			at = int32(t)
		}
	}
	seen := map[int32]int{}
	var walk []int32
	for {
		if from, again := seen[at]; again {
			walk = walk[from:]
			break
		}
		seen[at] = len(walk)
		walk = append(walk, at)
		for _, l := range x.Tasks[at].In {
			if missing[l.Task] > 0 {
				at = l.Task
				break
			}
		}
	}
	names := make([]string, len(walk))
	for i, t := range walk {
		names[len(walk)-1-i] = Label(x.P.Tasks[t].Key, int(t))
	}
	return fmt.Errorf("the dependencies go in a circle: %s", strings.Join(names, ", then "))
}
