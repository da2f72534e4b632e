package promises

import (
	"fmt"

	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/statement"
	"plumbline/internal/kinds/align"
	"plumbline/internal/kinds/deliver"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// between takes the promises between teams.
func (q *asking) between() {
	for _, r := range snapshot.List[align.Promise](q.view, "promise") {
		from, to := answer.RecOf(q.view, "team", string(r.Body.From)), answer.RecOf(q.view, "team", string(r.Body.To))
		p := Promise{Rec: answer.RecOf(q.view, "promise", r.ID), At: "promise/" + r.ID, Version: r.Version, From: &from, To: to, Interface: r.Body.Interface,
			Date: r.Body.Date, Agreed: r.Body.Agreed(), Source: "none", Ended: r.Body.Ended, Rests: q.rests(r.Body), Waits: q.waits(r.Body), Moved: []statement.Statement{}, Steps: []Step{}}
		q.heard(&p, r.Body)
		p.State = r.Body.Status
		if r.Body.Open() {
			q.odds(&p, r.ID, r.Body)
			p.State = q.state(&p)
		}
		q.take(&p, r.Record)
	}
}

func (q *asking) rests(b *align.Promise) []answer.Rec {
	out := []answer.Rec{}
	if b.Milestone != "" {
		out = append(out, answer.RecOf(q.view, "milestone", string(b.Milestone)))
	}
	for _, t := range b.Tasks {
		out = append(out, answer.RecOf(q.view, "task", string(t)))
	}
	return out
}

func (q *asking) waits(b *align.Promise) []answer.Rec {
	out := []answer.Rec{}
	for _, ref := range b.Waits {
		if t := snapshot.Body[deliver.Task](q.view, "task", string(ref)); t != nil && !t.Done() {
			out = append(out, answer.RecOf(q.view, "task", string(ref)))
		}
	}
	return out
}

// heard notes the newest confirmation.
func (q *asking) heard(p *Promise, b *align.Promise) {
	w, ok := b.Last(q.Today)
	if !ok {
		return
	}
	p.Said = &Said{On: w.On, Note: w.Note}
	if w.By != "" {
		who := answer.PersonOf(q.view, string(w.By))
		p.Said.By = &who
	}
	if w.Odds > 0 {
		odds := w.Odds.Fraction()
		p.Said.Odds = &odds
	}
}

// odds gives those of the plan where the promise rests on it, else those of the newest
// word of the team that promised.
func (q *asking) odds(p *Promise, id record.ID, b *align.Promise) {
	if m, ok := q.Marks[id]; ok {
		q.mark(p, &m)
		return
	}
	if b.Milestone == "" && q.judge.Done(b.Tasks) {
		q.mark(p, &Mark{Done: true})
		return
	}
	if p.Said != nil && p.Said.Odds != nil {
		p.Odds, p.Source = p.Said.Odds, "word"
	}
}

// mark reads odds, range and the safe day off a curve of the plan.
func (q *asking) mark(p *Promise, m *Mark) {
	odds := m.By(p.Date, q.Zone)
	p.Odds, p.Source, p.Safe = &odds, "plan", m.Day(p.Agreed, q.Zone)
	p.P10, p.P90 = m.Day(0.1, q.Zone), m.Day(0.9, q.Zone)
}

// state derives where an open promise stands. The word of another team counts for two
// weeks; after that a near day is asked about.
func (q *asking) state(p *Promise) string {
	quiet := p.Kind == "promise" && p.Source != "plan" && (p.Said == nil || p.Said.On < q.Today.Add(-HeardDays))
	switch {
	case p.Date < q.Today:
		return "overdue"
	case p.Odds != nil && *p.Odds < p.Agreed:
		return "short"
	case quiet && p.Date <= q.Today.Add(NearDays):
		return "unheard"
	case p.Odds == nil:
		return "open"
	}
	return "safe"
}

// ofMilestones takes the promises given for milestones.
func (q *asking) ofMilestones() {
	for _, m := range snapshot.List[deliver.Milestone](q.view, "milestone") {
		for i := range m.Body.Promises {
			given := &m.Body.Promises[i]
			p := Promise{Rec: answer.RecOf(q.view, "milestone", m.ID), At: fmt.Sprintf("milestone/%s/%d", m.ID, i), Version: m.Version, From: q.team(m.Body), To: answer.Rec{Kind: "team", Title: given.To},
				Date: given.Date, Then: given.Odds.Fraction(), Source: "none", Rests: []answer.Rec{}, Waits: []answer.Rec{}, Moved: []statement.Statement{}, Steps: []Step{}}
			p.Agreed = snapshot.Body[deliver.Project](q.view, "project", string(m.Body.Project)).Wanted()
			p.State = q.given(&p, m.ID, m.Body, given)
			q.take(&p, m.Record)
		}
	}
}

// team is the first team of a milestone's project.
func (q *asking) team(m *deliver.Milestone) *answer.Rec {
	p := snapshot.Body[deliver.Project](q.view, "project", string(m.Project))
	if p == nil || len(p.Teams) == 0 {
		return nil
	}
	r := answer.RecOf(q.view, "team", string(p.Teams[0]))
	return &r
}

// given says how a milestone's promise ended, else where it stands.
func (q *asking) given(p *Promise, id record.ID, m *deliver.Milestone, given *deliver.Promise) string {
	kept, ended := q.judge.Ended(m, given)
	switch {
	case given.End == "withdrawn":
		return "withdrawn"
	case kept:
		return "kept"
	case given.End == "" && ended:
		return "overdue"
	case ended:
		return "broken"
	}
	if mark, ok := q.Marks[id]; ok {
		q.mark(p, &mark)
	}
	return q.state(p)
}

// take says a promise in words, scores it, and keeps it.
func (q *asking) take(p *Promise, r *record.Record) {
	q.say(p, r)
	if p.Open() {
		if q.Moved != nil {
			p.Moved = append(p.Moved, q.Moved(p.Rec)...)
		}
		q.steps(p)
	}
	q.score.add(p)
	q.out.Promises = append(q.out.Promises, *p)
}
