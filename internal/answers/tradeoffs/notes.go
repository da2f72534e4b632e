package tradeoffs

import (
	"slices"

	"plumbline/internal/answers/plan"
	"plumbline/internal/answers/statement"
	"plumbline/internal/kinds/deliver"
	"plumbline/internal/kinds/people"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// notes say what a change of people on a task brings: skills that more people hold,
// goals it serves, another start. At most two.
func (s *shower) notes(p *Point, t *plan.Task) []statement.Statement {
	out := []statement.Statement{}
	b := snapshot.Body[deliver.Task](s.v, "task", t.ID)
	if b == nil {
		return out
	}
	for _, k := range p.Skills {
		single := min(k.Before, k.After) < 2 // more than two is no news
		if single && s.practises(b, t, k.Skill) {
			out = append(out, statement.New("trade.note.known", statement.Words("skill", s.v.Name("skill", k.Skill)), statement.N("before", k.Before), statement.N("after", k.After)))
		}
	}
	for _, w := range t.Work {
		if skill, level := s.goal(b, w.Person, w.Seat); skill != "" && s.isNew(t, w.Person) {
			out = append(out, statement.New("trade.note.goal", statement.Someone("person", w.Person, "", s.v.Name("person", w.Person)), statement.Words("skill", s.v.Name("skill", skill)), statement.N("level", level)))
		}
	}
	if old := s.task(0, t.ID); old != nil && len(out) == 0 {
		was, is := record.DateOf(old.Start.In(s.zone)), record.DateOf(t.Start.In(s.zone))
		switch {
		case is < was:
			out = append(out, statement.New("trade.note.sooner", statement.On("date", is), statement.On("was", was)))
		case is > was:
			out = append(out, statement.New("trade.note.later", statement.On("date", is), statement.On("was", was)))
		}
	}
	return out[:min(2, len(out))]
}

func (s *shower) isNew(t *plan.Task, person record.ID) bool {
	old := s.task(0, t.ID)
	return old == nil || !slices.ContainsFunc(old.Work, func(w plan.Work) bool { return w.Person == person })
}

// practises says that somebody on the task comes to hold the skill by it.
func (s *shower) practises(b *deliver.Task, t *plan.Task, skill record.ID) bool {
	if r := s.v.Get("skill", skill); r != nil && slices.Contains(b.Areas, r.Key) {
		return true
	}
	return slices.ContainsFunc(t.Work, func(w plan.Work) bool {
		return w.Mentor != "" && w.Seat < len(b.Seats) && slices.ContainsFunc(b.Seats[w.Seat].Needs, func(n deliver.Need) bool { return string(n.Skill) == skill })
	})
}

// wish is a level that somebody wants to reach.
type wish struct {
	skill record.ID
	level int
}

// wishes gives what people want to learn and have not reached.
func wishes(v *snapshot.View) map[record.ID][]wish {
	levels, out := snapshot.Levels(v), map[record.ID][]wish{}
	for _, c := range snapshot.List[people.SkillClaim](v, "skill_claim") {
		who, skill := string(c.Body.Person), string(c.Body.Skill)
		if c.Body.Goal > levels[who][skill] {
			out[who] = append(out[who], wish{skill, c.Body.Goal})
		}
	}
	return out
}

// goal is what a person wants to learn that a seat of the task practises, "" for
// nothing.
func (s *shower) goal(b *deliver.Task, person record.ID, seat int) (record.ID, int) {
	for _, w := range s.wishes[person] {
		asks := seat < len(b.Seats) && slices.ContainsFunc(b.Seats[seat].Needs, func(n deliver.Need) bool { return string(n.Skill) == w.skill })
		if r := s.v.Get("skill", w.skill); asks || r != nil && slices.Contains(b.Areas, r.Key) {
			return w.skill, w.level
		}
	}
	return "", 0
}
