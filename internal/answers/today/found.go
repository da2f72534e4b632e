package today

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"plumbline/history"
	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/decided"
	"plumbline/internal/answers/found"
	"plumbline/internal/answers/statement"
	"plumbline/internal/kinds/deliver"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// stillDays is how long a decision record in a repository may stay proposed.
const stillDays = 30

// proposed finds decision records of the tree that have said "proposed" for long.
func (s *scene) proposed() []Item {
	var out []Item
	r := s.repo
	for i := range r.Decisions {
		d := &r.Decisions[i]
		if d.Status != "proposed" || d.Since.IsZero() || s.ago(d.Since) < stillDays {
			continue
		}
		item := s.document("proposed", d)
		item.Statement = statement.New("today.proposed", statement.Words("title", d.Title))
		item.Reason = statement.New("today.proposed.why", statement.AtPath("path", d.Path), statement.Days("ago", s.ago(d.Since)))
		out = append(out, item)
	}
	return out
}

// dead finds accepted decision records that name paths which are gone.
func (s *scene) dead() []Item {
	var out []Item
	for i := range s.repo.Decisions {
		d := &s.repo.Decisions[i]
		if d.Status != "accepted" || len(d.Gone) == 0 {
			continue
		}
		item := s.document("dead", d)
		item.Statement = statement.New("today.dead", statement.Words("title", d.Title))
		item.Reason = statement.New("today.dead.why", statement.AtPath("path", d.Path), statement.Words("gone", strings.Join(d.Gone, ", ")))
		out = append(out, item)
	}
	return out
}

// clashes finds decision records of one tree that cannot both stand.
func (s *scene) clashes() []Item {
	var out []Item
	for _, c := range found.Conflicts(s.repo.Decisions) {
		item := s.document("clash", c.Second)
		item.ID = "clash/" + s.repo.Root + "/" + c.First.Path + "+" + c.Second.Path
		item.Level, item.Cost, item.Reason = statement.Warn, little(askHours), decided.Why(c)
		item.Statement = statement.New("today.clash", statement.Words("first", c.First.Title), statement.Words("second", c.Second.Title))
		if c.Why == "twice" {
			item.Statement = statement.New("today.clash.twice", statement.Words("title", c.First.Title))
		}
		item.Evidence = append(slices.Clone(item.Reason.Evidence), s.repo.Hashes([]history.Hash{c.First.Commit, c.Second.Commit})...)
		if last := latest(c.First.Since, c.Second.Since); !last.IsZero() {
			item.Since = record.DateOf(last)
		}
		out = append(out, item)
	}
	return out
}

// latest is the later of two instants: the one from which both were there.
func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func (s *scene) document(rule string, d *found.Document) Item {
	item := Item{ID: rule + "/" + s.repo.Root + "/" + d.Path, Level: statement.Info, Cost: little(lookHours), Tags: []string{"decision"},
		Evidence: append([]statement.Fact{{Address: d.Address, Label: d.Path, When: d.Since}}, s.repo.Hashes([]history.Hash{d.Commit})...), Action: open("See what was decided", "d", "/decide/decisions")}
	if !d.Since.IsZero() {
		item.Since = record.DateOf(d.Since)
	}
	return item
}

// nobody finds open tasks with a seat whose skills nobody here has.
func (s *scene) nobody() []Item {
	var out []Item
	levels := snapshot.Levels(s.view)
	for _, t := range snapshot.List[deliver.Task](s.view, "task") {
		p := snapshot.Body[deliver.Project](s.view, "project", string(t.Body.Project))
		if t.Body.Done() || p == nil || !p.Open() {
			continue
		}
		needs := s.unmet(t.Body.Seats, levels)
		if needs == "" {
			continue
		}
		out = append(out, Item{ID: "nobody/" + t.ID, Rule: "nobody", Level: statement.Warn, Cost: s.waits(1), Statement: statement.New("today.nobody", answer.RecOf(s.view, "task", t.ID).Arg("task")),
			Reason: statement.New("today.nobody.why", statement.Words("needs", needs)), Evidence: []statement.Fact{recordFact(s.view, t.Record)},
			Tags: []string{"skill", t.Key}, Since: record.DateOf(t.Updated.At), Action: open("See the skills", "s", "/grow/skills")})
	}
	return out
}

// unmet words the needs of the first seat that nobody meets, or "".
func (s *scene) unmet(seats []deliver.Seat, levels map[record.ID]map[record.ID]int) string {
	for _, seat := range seats {
		if len(seat.Needs) == 0 || anyone(seat.Needs, levels) {
			continue
		}
		var words []string
		for _, n := range seat.Needs {
			words = append(words, fmt.Sprintf("%s %d", s.view.Name("skill", string(n.Skill)), n.Level))
		}
		return strings.Join(words, " and ")
	}
	return ""
}

func anyone(needs []deliver.Need, levels map[record.ID]map[record.ID]int) bool {
	for _, of := range levels {
		all := true
		for _, n := range needs {
			all = all && of[string(n.Skill)] >= n.Level && of[string(n.Skill)] > 0
		}
		if all {
			return true
		}
	}
	return false
}
