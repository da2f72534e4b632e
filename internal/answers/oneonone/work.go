package oneonone

import (
	"cmp"
	"slices"
	"time"

	"plumbline/history"
	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/world"
	"plumbline/internal/kinds/deliver"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// tasks lists what the person is on, by what people agreed to or the newest plan says.
func (p *about) tasks() []snapshot.Typed[*deliver.Task] {
	var out []snapshot.Typed[*deliver.Task]
	for _, t := range snapshot.List[deliver.Task](p.view, "task") {
		me := record.Ref(p.person)
		if slices.Contains(t.Body.Planned.People, me) || slices.Contains(t.Body.People, me) || slices.Contains(p.plan[t.ID], p.person) {
			out = append(out, t)
		}
	}
	return out
}

func (p *about) task(t snapshot.Typed[*deliver.Task]) statement.Arg {
	return answer.RecOf(p.view, "task", t.ID).Arg("task")
}

// day is the day of an instant where the organisation is.
func (p *about) day(t time.Time) record.Date { return record.DateOf(t.In(p.zone)) }

// finished names tasks that ended, and areas of the code that were changed.
func (p *about) finished() []statement.Statement {
	var out []statement.Statement
	for _, t := range p.tasks() {
		on := cmp.Or(t.Body.Finished, p.day(t.Updated.At))
		if t.Body.Status == "done" && on >= p.since && on <= p.today {
			out = append(out, statement.New("one.finished", p.who(), p.task(t), statement.On("date", on)).At(statement.Good).On(p.fact(t.Record)))
		}
	}
	for _, r := range p.world.Repos {
		out = append(out, p.changed(r)...)
	}
	return out
}

// changed names the areas of a repository the person changed since, in their order.
func (p *about) changed(r *world.Repo) []statement.Statement {
	seen := map[int][]int{} // commits, newest first, by area
	p.each(r, func(i int, c *history.Commit) {
		if !slices.Contains(p.traces[r], c.Author) || c.Quiet != "" {
			return
		}
		for _, area := range areas(r, i) {
			seen[area] = append(seen[area], i)
		}
	})
	var out []statement.Statement
	for area := range r.Areas {
		list := seen[area]
		if len(list) == 0 {
			continue
		}
		args := []statement.Arg{p.who(), statement.InArea("area", r.Areas[area].Name), statement.On("last", p.day(r.Commits[list[0]].Committed))}
		if p.own {
			args = append(args, statement.N("n", len(list)))
		}
		out = append(out, statement.New("one.changed", args...).On(commits(r, list)...))
	}
	return out
}

// each visits the commits since the last talk, newest first.
func (p *about) each(r *world.Repo, f func(i int, c *history.Commit)) {
	for i := len(r.Commits) - 1; i >= 0; i-- {
		c := &r.Commits[i]
		if on := p.day(c.Committed); on >= p.since && on <= p.today {
			f(i, c)
		}
	}
}

func areas(r *world.Repo, i int) []int {
	var out []int
	for _, ch := range r.ChangesOf(i) {
		if a := r.Files[ch.File].Area; a >= 0 && !slices.Contains(out, a) && r.Counts(ch) {
			out = append(out, a)
		}
	}
	return out
}

// commits gives up to three commits as facts.
func commits(r *world.Repo, list []int) []statement.Fact {
	var out []statement.Fact
	for _, i := range list[:min(3, len(list))] {
		out = append(out, r.Commit(i))
	}
	return out
}

// stuck names work that is blocked, late or has not moved, and branches that wait.
func (p *about) stuck() []statement.Statement {
	var out []statement.Statement
	for _, t := range p.tasks() {
		if s := p.standing(t); !s.IsZero() {
			out = append(out, s.At(statement.Warn).On(p.fact(t.Record)))
		}
	}
	for _, r := range p.world.Repos {
		for _, b := range r.Branches {
			idle := p.ago(p.day(b.When))
			if b.Ahead > 0 && idle >= 7 && idle <= 180 && slices.Contains(p.traces[r], b.Author) {
				out = append(out, statement.New("one.branch", statement.Words("branch", b.Name), statement.Days("idle", idle)).At(statement.Info).
					On(statement.Fact{Address: r.Address(b.Tip, ""), Label: b.Name, When: b.When}))
			}
		}
	}
	return out
}

// standing says what stands against a task; nothing where it goes on.
func (p *about) standing(t snapshot.Typed[*deliver.Task]) statement.Statement {
	b, quiet := t.Body, p.ago(p.day(t.Updated.At))
	working := b.Status == "doing" || b.Status == "review"
	switch {
	case b.Done():
	case b.Status == "blocked":
		args := []statement.Arg{p.task(t)}
		if quiet >= 1 {
			args = append(args, statement.Days("ago", quiet))
		}
		return statement.New("one.blocked", args...)
	case b.Deadline != "" && b.Deadline < p.today:
		return statement.New("one.deadline", p.task(t), statement.On("date", b.Deadline))
	case b.Planned.To != "" && b.Planned.To < p.today:
		return statement.New("one.late", p.task(t), statement.On("date", b.Planned.To))
	case working && quiet >= still:
		return statement.New("one.still", p.task(t), statement.Days("ago", quiet))
	}
	return statement.Statement{}
}

// reviewed gives, by repository, the commits of others that the person reviewed since,
// and whose they were.
func (p *about) reviewed(r *world.Repo) (list []int, whose []history.PersonID) {
	p.each(r, func(i int, c *history.Commit) {
		mine := slices.ContainsFunc(c.Reviewers, func(x history.PersonID) bool { return slices.Contains(p.traces[r], x) })
		if !mine || slices.Contains(p.traces[r], c.Author) {
			return
		}
		list = append(list, i)
		if !slices.Contains(whose, c.Author) {
			whose = append(whose, c.Author)
		}
	})
	return list, whose
}

// reviews says whose changes the person reviewed, and whether that was more than they
// changed themselves. How many it were only they see.
func (p *about) reviews() []statement.Statement {
	var out []statement.Statement
	for _, r := range p.world.Repos {
		list, whose := p.reviewed(r)
		if len(list) == 0 {
			continue
		}
		own := 0
		p.each(r, func(_ int, c *history.Commit) {
			if slices.Contains(p.traces[r], c.Author) {
				own++
			}
		})
		args := []statement.Arg{p.who(), statement.Somebodies("people", p.names.People(r, whose[:min(4, len(whose))]))}
		if p.own {
			args = append(args, statement.N("n", len(list)))
		}
		s := statement.New("one.reviewed", args...)
		if len(list) > own && len(list) > 2 {
			s = statement.New("one.reviewing", args...).At(statement.Info)
		}
		out = append(out, s.On(commits(r, list)...))
	}
	return out
}
