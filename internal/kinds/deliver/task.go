package deliver

import (
	"fmt"

	"plumbline/internal/record"
)

// Task is one piece of work.
type Task struct {
	record.Base
	Project      record.Ref      `json:"project" label:"Project" req:"true" ref:"project"`
	Parent       record.Ref      `json:"parent,omitempty" label:"Part of" ref:"task" acyclic:"parent"`
	Brief        Brief           `json:"brief,omitzero" label:"Brief"`
	Status       string          `json:"status" label:"Status" req:"true" enum:"todo,doing,review,blocked,done,dropped"`
	Work         record.Estimate `json:"work,omitzero" label:"Work" help:"Such as 5d, or low-likely-high like 24-32-56h"`
	Lasts        record.Minutes  `json:"lasts,omitempty" label:"Fixed duration" help:"Working time that every seat is held"`
	Left         record.Minutes  `json:"left,omitempty" label:"Remaining work"`
	LeftKnown    bool            `json:"left_known,omitempty" label:"Remaining work is stated"`
	Actual       record.Minutes  `json:"actual,omitempty" label:"Work it took"`
	Started      record.Date     `json:"started,omitempty" label:"Started"`
	Finished     record.Date     `json:"finished,omitempty" label:"Finished"`
	Seats        []Seat          `json:"seats,omitempty" label:"Seats"`
	After        []Dependency    `json:"after,omitempty" label:"After"`
	NotBefore    record.Date     `json:"not_before,omitempty" label:"Not before"`
	Deadline     record.Date     `json:"deadline,omitempty" label:"Deadline"`
	Weight       int             `json:"weight,omitempty" label:"Weight of the deadline" help:"How much being late counts against other dates; 1 when empty"`
	Priority     int             `json:"priority,omitempty" label:"Priority" help:"Higher goes first among equals"`
	People       []record.Ref    `json:"people,omitempty" label:"Pinned people" ref:"person" help:"Must do it"`
	Uses         []Usage         `json:"uses,omitempty" label:"Equipment"`
	Together     bool            `json:"together,omitempty" label:"All seats at the same hours"`
	Split        bool            `json:"split,omitempty" label:"May be interrupted by other work"`
	Stretch      bool            `json:"stretch,omitempty" label:"A stretch for somebody"`
	Areas        []string        `json:"areas,omitempty" label:"Areas of the code"`
	Kind         string          `json:"kind_of_work,omitempty" label:"Kind of work" help:"For the track record of estimates"`
	Planned      Planned         `json:"planned,omitzero" label:"Planned" help:"Written by accepting a plan; the next plan may move it"`
	Objectives   []record.Ref    `json:"objectives,omitempty" label:"Objectives it serves" ref:"objective" help:"Those of its project when empty"`
	Requirements []record.Ref    `json:"requirements,omitempty" label:"Requirements it meets" ref:"requirement"`
	External     string          `json:"external,omitempty" label:"External issue" help:"Address at the forge"`
	Log          []LogEntry      `json:"log,omitempty" label:"Progress"`
}

// Brief is the instruction that goes with a task.
type Brief struct {
	Outcome     record.Prose `json:"outcome,omitempty" label:"Outcome wanted"`
	Why         record.Prose `json:"why,omitempty" label:"Why"`
	Constraints record.Prose `json:"constraints,omitempty" label:"Constraints"`
	DoneWhen    record.Prose `json:"done_when,omitempty" label:"Done when"`
	Ask         record.Ref   `json:"ask,omitempty" label:"Whom to ask" ref:"person"`
}

// Missing names the parts of a brief that are empty.
func (b Brief) Missing() []string {
	var out []string
	for _, part := range []struct {
		name string
		text record.Prose
	}{{"outcome", b.Outcome}, {"why", b.Why}, {"done_when", b.DoneWhen}} {
		if blank(part.text) {
			out = append(out, part.name)
		}
	}
	return out
}

// Seat is a place in the task for one person at a time who has every skill it needs.
type Seat struct {
	Needs      []Need          `json:"needs,omitempty" label:"Needs"`
	Work       record.Estimate `json:"work,omitzero" label:"Its part of the work" help:"Equal parts when empty"`
	Min        int             `json:"min,omitempty" label:"At least people"`
	Max        int             `json:"max,omitempty" label:"At most people"`
	Candidates []record.Ref    `json:"candidates,omitempty" label:"Only these" ref:"person"`
}

// Need is a skill at a minimum level.
type Need struct {
	Skill record.Ref `json:"skill" label:"Skill" req:"true" ref:"skill"`
	Level int        `json:"level" label:"Level"`
}

// Dependency orders this task after another.
type Dependency struct {
	Task    record.Ref     `json:"task" label:"Task" req:"true" ref:"task" acyclic:"order"`
	Link    string         `json:"link,omitempty" label:"Link" enum:"FS,SS,FF,SF" help:"Finish to start when empty"`
	Lag     record.Minutes `json:"lag,omitempty" label:"Lag"`
	Lead    record.Minutes `json:"lead,omitempty" label:"Lead" help:"A negative lag"`
	Elapsed bool           `json:"elapsed,omitempty" label:"Lag counts round the clock"`
}

// Usage is equipment held while the task runs.
type Usage struct {
	Equipment record.Ref `json:"equipment" label:"Equipment" req:"true" ref:"equipment"`
	Units     int        `json:"units,omitempty" label:"Units" help:"1 when empty"`
}

// Planned is what the accepted plan says: soft, the next plan may move it.
type Planned struct {
	People []record.Ref `json:"people,omitempty" label:"People" ref:"person"`
	From   record.Date  `json:"from,omitempty" label:"From"`
	To     record.Date  `json:"to,omitempty" label:"To"`
	Pinned bool         `json:"pinned,omitempty" label:"Pinned start" help:"A person fixed the start; the plan must keep it"`
}

// LogEntry is a remark on progress.
type LogEntry struct {
	On   record.Date  `json:"on"`
	Text record.Prose `json:"text"`
}

// Done says that nothing of the task is left.
func (t *Task) Done() bool { return t.Status == "done" || t.Status == "dropped" }

// Validate implements record.Body.
func (t *Task) Validate(c *record.Check) {
	c.Require("title", t.Title)
	c.Require("status", t.Status)
	if t.Project == "" {
		c.Add("project", "name the project", "a task belongs to a project")
	}
	if t.Lasts > 0 && !t.Work.IsZero() {
		c.Add("lasts", "keep the work or the fixed duration", "a task has either work or a fixed duration")
	}
	c.Order("finished", t.Started, t.Finished)
	weight(c, t.Weight)
	c.Order("deadline", t.NotBefore, t.Deadline)
	for i, s := range t.Seats {
		at := fmt.Sprintf("seats[%d]", i)
		if s.Min < 0 || s.Max < 0 || s.Max > 0 && s.Min > s.Max {
			c.Add(at+".max", "give at least as many as the minimum", "%d to %d people cannot share a seat", s.Min, s.Max)
		}
		for j, n := range s.Needs {
			if n.Level < 0 || n.Level > 5 {
				c.Add(fmt.Sprintf("%s.needs[%d].level", at, j), "give a level from 0 to 5", "level %d does not exist", n.Level)
			}
		}
	}
	for i, u := range t.Uses {
		if u.Units < 0 || u.Units > maxCapacity {
			c.Add(fmt.Sprintf("uses[%d].units", i), "give 1 or more", "%d units cannot be held", u.Units)
		}
	}
	for i, d := range t.After {
		if d.Lag > 0 && d.Lead > 0 {
			c.Add(fmt.Sprintf("after[%d].lead", i), "keep one of the two", "a dependency has a lag or a lead")
		}
	}
}
