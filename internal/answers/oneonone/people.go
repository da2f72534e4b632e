package oneonone

import (
	"maps"
	"slices"

	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/skills"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/world"
	"plumbline/internal/kinds/decide"
	"plumbline/internal/kinds/deliver"
	"plumbline/internal/kinds/frame"
	"plumbline/internal/kinds/grow"
	"plumbline/internal/kinds/people"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// away names the days either of the two is not here in the weeks to come.
func (p *about) away() []statement.Statement {
	var out []statement.Statement
	for _, a := range snapshot.List[frame.Absence](p.view, "absence") {
		if !p.parties(a.Body.Person) || a.Body.To < p.today || a.Body.From > p.today.Add(ahead) {
			continue
		}
		who := answer.PersonOf(p.view, string(a.Body.Person)).Arg("person")
		out = append(out, statement.New("one.away", who, statement.Between("range", a.Body.From, a.Body.To)).On(p.fact(a.Record)))
	}
	return out
}

// growth sets each goal the person has stated beside what shows that it is practised.
func (p *about) growth() ([]statement.Statement, error) {
	shown, err := skills.Read(p.world, p.view)
	if err != nil {
		return nil, err
	}
	levels := snapshot.Levels(p.view)[p.person]
	var out []statement.Statement
	for _, c := range snapshot.List[people.SkillClaim](p.view, "skill_claim") {
		skill := string(c.Body.Skill)
		if string(c.Body.Person) != p.person || c.Body.Goal <= levels[skill] {
			continue
		}
		args := []statement.Arg{p.who(), answer.RecOf(p.view, "skill", skill).Arg("skill"), statement.N("goal", c.Body.Goal), statement.N("level", levels[skill])}
		s := statement.New("one.goal", args...)
		trace := shown.Of[p.person][skill]
		switch tasks := p.practising(c.Body.Skill); {
		case len(tasks) > 0:
			s = statement.New("one.goal-task", append(args, p.task(tasks[0]))...).On(p.fact(tasks[0].Record))
		case trace.Changes > 0 && p.day(trace.Last) >= p.since:
			s = statement.New("one.goal-seen", append(args, statement.On("last", p.day(trace.Last)))...).On(trace.Samples...)
		case !shown.Seen[skill]:
			s = statement.New("one.goal-unseen", args...)
		}
		out = append(out, s.On(p.fact(c.Record)))
	}
	return out, nil
}

// practising lists the person's open tasks that need a skill.
func (p *about) practising(skill record.Ref) []snapshot.Typed[*deliver.Task] {
	return slices.DeleteFunc(p.tasks(), func(t snapshot.Typed[*deliver.Task]) bool {
		needs := slices.ContainsFunc(t.Body.Seats, func(s deliver.Seat) bool {
			return slices.ContainsFunc(s.Needs, func(n deliver.Need) bool { return n.Skill == skill })
		})
		return t.Body.Done() || !needs
	})
}

// actions names what either of the two said they would do, where everybody can read it.
func (p *about) actions() []statement.Statement {
	var out []statement.Statement
	for _, a := range snapshot.List[grow.ActionItem](p.view, "action_item") {
		if a.Body.State != "open" || !p.parties(a.Body.Owner) {
			continue
		}
		args := []statement.Arg{answer.PersonOf(p.view, string(a.Body.Owner)).Arg("person"), statement.Words("title", a.Body.Title)}
		level := statement.Level("")
		if a.Body.Due != "" {
			args = append(args, statement.On("due", a.Body.Due))
		}
		if a.Body.Due != "" && a.Body.Due < p.today {
			level = statement.Warn
		}
		out = append(out, statement.New("one.action", args...).At(level).On(p.fact(a.Record)))
	}
	return out
}

// decisions names those that wait for the person, and those made since that concern them.
func (p *about) decisions() []statement.Statement {
	var out []statement.Statement
	me := record.Ref(p.person)
	for _, d := range snapshot.List[decide.Decision](p.view, "decision") {
		b, rec := d.Body, answer.RecOf(p.view, "decision", d.ID).Arg("decision")
		concerned := slices.Contains(b.Deciders, me) || slices.Contains(b.Consulted, me) || slices.Contains(b.Informed, me)
		switch on := d.Body.Date; {
		case !concerned:
		case b.Status == "proposed" && b.Due != "":
			out = append(out, statement.New("one.decide", p.who(), rec, statement.On("due", b.Due)).At(statement.Info).On(p.fact(d.Record)))
		case b.Status == "proposed":
			out = append(out, statement.New("one.decide", p.who(), rec).At(statement.Info).On(p.fact(d.Record)))
		case b.Status == "accepted" && on >= p.since && on <= p.today:
			out = append(out, statement.New("one.decided", p.who(), rec, statement.On("date", on)).On(p.fact(d.Record)))
		}
	}
	return out
}

// thanks names what others had of the person's work: reviews, work they waited for, and
// the first step into code that was new to them.
func (p *about) thanks() []statement.Statement {
	var out []statement.Statement
	for _, t := range p.tasks() {
		if next := p.waited(t); t.Body.Status == "done" && t.Body.Finished >= p.since && next.Record != nil {
			out = append(out, statement.New("one.thanks-waited", p.who(), p.task(t), answer.RecOf(p.view, "task", next.ID).Arg("next")).On(p.fact(t.Record)))
		}
	}
	for _, r := range p.world.Repos {
		if list, whose := p.reviewed(r); len(list) > 0 {
			out = append(out, statement.New("one.thanks-reviews", p.who(), statement.Somebodies("people", p.names.People(r, whose[:min(4, len(whose))]))).On(commits(r, list)...))
		}
		first := p.entered(r)
		for _, area := range slices.Sorted(maps.Keys(first)) {
			i := first[area]
			out = append(out, statement.New("one.thanks-new", p.who(), statement.InArea("area", r.Areas[area].Name)).On(r.Commit(i)))
		}
	}
	return out
}

// waited gives the first open task that waited for one; none where nothing did.
func (p *about) waited(t snapshot.Typed[*deliver.Task]) snapshot.Typed[*deliver.Task] {
	for _, other := range snapshot.List[deliver.Task](p.view, "task") {
		after := slices.ContainsFunc(other.Body.After, func(d deliver.Dependency) bool { return string(d.Task) == t.ID })
		if after && !other.Body.Done() {
			return other
		}
	}
	return snapshot.Typed[*deliver.Task]{}
}

// entered gives the areas the person changed for the first time since, and the commit.
func (p *about) entered(r *world.Repo) map[int]int {
	first := map[int]int{}
	for i := range r.Commits {
		if !slices.Contains(p.traces[r], r.Commits[i].Author) {
			continue
		}
		for _, area := range areas(r, i) {
			if _, known := first[area]; !known {
				first[area] = i
			}
		}
	}
	maps.DeleteFunc(first, func(_, i int) bool {
		on := p.day(r.Commits[i].Committed)
		return on < p.since || on > p.today
	})
	return first
}
