// Package skills answers what people can do against what the plan needs: the skill
// matrix with every claim beside the others, and the skills held by one person only.
// Rows and columns are in the order of keys; nothing is added up per person.
package skills

import (
	"slices"
	"strings"

	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/world"
	"plumbline/internal/kinds/people"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// Answer is the skill matrix.
type Answer struct {
	answer.Head
	Skills []Skill         `json:"skills"`
	People []answer.Person `json:"people"`
	Cells  []Cell          `json:"cells"` // only where something is claimed or shown
	// Proposed are skills that the repositories name and no record does.
	Proposed []Proposal `json:"proposed"`
}

// Skill is one column.
type Skill struct {
	answer.Rec
	Category string       `json:"category,omitempty"`
	Needed   int          `json:"needed"`  // highest level open tasks need; 0 = none
	Tasks    []answer.Rec `json:"tasks"`   // up to five that need it
	Holders  int          `json:"holders"` // people at the needed level, or at any level when none is needed
}

// Cell is what is said of one person and skill.
type Cell struct {
	Person    string  `json:"person"`
	Skill     string  `json:"skill"`
	Level     int     `json:"level"` // as planning takes it
	Goal      int     `json:"goal,omitempty"`
	Claims    []Claim `json:"claims"`
	Contested bool    `json:"contested"` // claims differ by two levels or more
	// State is what the claims are worth beside the evidence, and Said puts it in words;
	// "" when no repository has been read.
	State string              `json:"state,omitempty" enum:"asserted,evidenced,contested,expired,unsaid,unseen"`
	Said  statement.Statement `json:"said,omitzero"`
}

// Claim is one source's level.
type Claim struct {
	Source string      `json:"source"`
	Level  int         `json:"level"`
	When   record.Date `json:"when,omitempty"`
	ID     record.ID   `json:"id"`
}

// Ask builds the matrix of the people here on a day, from what a viewer may see, and
// sets what is claimed against what the repositories show.
func Ask(w *world.World, v *snapshot.View, pl *snapshot.Planning, today record.Date) (*Answer, error) {
	a := &Answer{Skills: []Skill{}, People: []answer.Person{}, Cells: []Cell{}, Proposed: []Proposal{}}
	levels, cells := snapshot.Levels(v), claimed(v)
	here := map[record.ID]bool{}
	for _, p := range snapshot.List[people.Person](v, "person") {
		if p.Body.To == "" || p.Body.To >= today {
			here[p.ID] = true
			a.People = append(a.People, answer.PersonOf(v, p.ID))
		}
	}
	for _, k := range snapshot.List[people.Skill](v, "skill") {
		a.Skills = append(a.Skills, column(v, pl, k, levels, here))
		for _, p := range a.People {
			if c := cells[[2]string{p.ID, k.ID}]; c != nil {
				a.Cells = append(a.Cells, *c)
			}
		}
	}
	a.Headline = a.headline()
	if len(w.Repos) == 0 {
		return a, nil
	}
	shown, err := Read(w, v)
	if err != nil {
		return nil, err
	}
	a.judge(v, shown, w.Now)
	a.Proposed = propose(w, v)
	return a, nil
}

// claimed gathers what is said of each person and skill.
func claimed(v *snapshot.View) map[[2]string]*Cell {
	levels := snapshot.Levels(v)
	cells := map[[2]string]*Cell{}
	for _, c := range snapshot.List[people.SkillClaim](v, "skill_claim") {
		b := c.Body
		at := [2]string{string(b.Person), string(b.Skill)}
		if cells[at] == nil {
			cells[at] = &Cell{Person: at[0], Skill: at[1], Level: levels[at[0]][at[1]]}
		}
		cells[at].add(Claim{b.Source, b.Level, b.When, c.ID}, b.Goal)
	}
	return cells
}

func (c *Cell) add(claim Claim, goal int) {
	c.Claims = append(c.Claims, claim)
	c.Goal = max(c.Goal, goal)
	low, high := 5, 0
	for _, k := range c.Claims {
		low, high = min(low, k.Level), max(high, k.Level)
	}
	c.Contested = high-low >= 2
}

func column(v *snapshot.View, pl *snapshot.Planning, k snapshot.Typed[*people.Skill], levels map[record.ID]map[record.ID]int, here map[record.ID]bool) Skill {
	s := Skill{Rec: answer.RecOf(v, "skill", k.ID), Category: k.Body.Category, Tasks: []answer.Rec{}}
	for i := range pl.Tasks {
		t := &pl.Tasks[i]
		if t.Status == "done" {
			continue
		}
		for _, seat := range t.Seats {
			for _, n := range seat.Needs {
				if string(n.Skill) != k.ID {
					continue
				}
				s.Needed = max(s.Needed, n.Level)
				if len(s.Tasks) < 5 && v.Get("task", t.ID) != nil && !slices.ContainsFunc(s.Tasks, func(r answer.Rec) bool { return r.ID == t.ID }) {
					s.Tasks = append(s.Tasks, answer.RecOf(v, "task", t.ID))
				}
			}
		}
	}
	for id, of := range levels {
		if here[id] && of[k.ID] >= max(1, s.Needed) {
			s.Holders++
		}
	}
	return s
}

func (a *Answer) headline() statement.Statement {
	var single, missing []string
	for _, s := range a.Skills {
		switch {
		case s.Needed == 0:
		case s.Holders == 0:
			missing = append(missing, s.Title)
		case s.Holders == 1:
			single = append(single, s.Title)
		}
	}
	switch {
	case len(a.Skills) == 0:
		return statement.New("skills.none")
	case len(missing) > 0:
		return statement.New("skills.missing", statement.Words("list", joined(missing))).At(statement.Bad)
	case len(single) > 0:
		return statement.New("skills.single", statement.N("n", len(single)), statement.Words("list", joined(single))).At(statement.Warn)
	}
	return statement.New("skills.fine").At(statement.Good)
}

func joined(list []string) string {
	if len(list) > 4 {
		list = append(list[:4:4], "others")
	}
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	return strings.Join(list[:len(list)-1], ", ") + " and " + list[len(list)-1]
}
