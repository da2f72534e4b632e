package align

import (
	"cmp"
	"math"
	"slices"

	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/statement"
	"plumbline/internal/kinds/decide"
	"plumbline/internal/kinds/frame"
	"plumbline/internal/kinds/people"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// drifted is how far the hours of a bet may lie from what was said, as a share of all.
const drifted = 0.1

// Bet is one bet with what serves it and where the hours go.
type Bet struct {
	answer.Rec
	Version    int                 `json:"version"`
	Strategy   record.ID           `json:"strategy"`
	Horizon    string              `json:"horizon"`
	Because    string              `json:"because,omitempty"`
	WrongIf    string              `json:"wrong_if"`
	Look       record.Date         `json:"look,omitempty"`
	Due        bool                `json:"due"` // the day to look again has come
	End        string              `json:"end,omitempty"`
	Said       *float64            `json:"said,omitempty"`
	Share      float64             `json:"share"` // of all hours, 0–1
	Hours      Hours               `json:"hours"`
	Objectives []answer.Rec        `json:"objectives"`
	Projects   []answer.Rec        `json:"projects"`
	Decisions  []answer.Rec        `json:"decisions"`
	Drift      bool                `json:"drift"`
	Statement  statement.Statement `json:"statement"`
}

// Strategy is who has read a strategy and what they asked.
type Strategy struct {
	answer.Rec
	Version   int                 `json:"version"`
	Status    string              `json:"status"`
	Review    record.Date         `json:"review,omitempty"`
	Due       bool                `json:"due"` // the day of its review has come
	Readers   []Reader            `json:"readers"`
	Unread    []answer.Person     `json:"unread"`
	Questions []Asked             `json:"questions"` // comments on it that answer none, oldest first
	Statement statement.Statement `json:"statement"`
}

// Reader is somebody who has read it.
type Reader struct {
	answer.Person
	On      record.Date `json:"on,omitempty"`
	Current bool        `json:"current"` // the version in force, or it is not known which
}

// Asked is a question about a strategy.
type Asked struct {
	ID      record.ID     `json:"id"`
	Author  answer.Person `json:"author"`
	Text    string        `json:"text"`
	On      record.Date   `json:"on"`
	Answers int           `json:"answers"`
	Settled bool          `json:"settled"`
}

func (q *asking) betting() {
	all := snapshot.List[decide.Bet](q.view, "bet")
	order := map[string]int{"now": 0, "next": 1, "later": 2}
	slices.SortStableFunc(all, func(x, y snapshot.Typed[*decide.Bet]) int {
		return cmp.Compare(order[x.Body.Horizon], order[y.Body.Horizon])
	})
	q.answer.Bets = make([]Bet, 0, len(all))
	for _, b := range all {
		q.answer.Bets = append(q.answer.Bets, q.bet(b))
	}
	for i := range q.answer.Bets {
		q.bets[q.answer.Bets[i].ID] = &q.answer.Bets[i]
	}
	for i := range q.answer.Objectives {
		o := &q.answer.Objectives[i]
		for _, b := range o.Bets {
			if bet := q.bets[b.ID]; bet != nil {
				bet.Objectives = append(bet.Objectives, o.Rec)
				bet.projects(o.Projects)
			}
		}
	}
	for _, d := range snapshot.List[decide.Decision](q.view, "decision") {
		for _, b := range d.Body.Bets {
			if bet := q.bets[string(b)]; bet != nil {
				bet.Decisions = append(bet.Decisions, answer.RecOf(q.view, "decision", d.ID))
			}
		}
	}
}

func (b *Bet) projects(list []answer.Rec) {
	for _, p := range list {
		if !slices.Contains(b.Projects, p) {
			b.Projects = append(b.Projects, p)
		}
	}
}

func (q *asking) bet(b snapshot.Typed[*decide.Bet]) Bet {
	out := Bet{Rec: answer.RecOf(q.view, "bet", b.ID), Version: b.Version, Strategy: string(b.Body.Strategy), Horizon: b.Body.Horizon, Because: string(b.Body.Because),
		WrongIf: string(b.Body.WrongIf), Look: b.Body.Look, Due: b.Body.Open() && b.Body.Look != "" && b.Body.Look <= q.Today, End: b.Body.End,
		Objectives: []answer.Rec{}, Projects: []answer.Rec{}, Decisions: []answer.Rec{}}
	if b.Body.Share > 0 {
		said := b.Body.Share.Fraction()
		out.Said = &said
	}
	return out
}

// betOn gives a part of a task's work to the bets of an objective, evenly.
func (q *asking) betOn(objective record.ID, h Hours, part float64) {
	bets := q.ties.bets(objective)
	for _, ref := range bets {
		if b := q.bets[string(ref)]; b != nil {
			b.Hours.add(h, part/float64(len(bets)))
			q.answer.Hours.Bet.add(h, part/float64(len(bets)))
		}
	}
}

// drift compares the hours of each bet with what was said.
func (q *asking) drift() {
	all := q.answer.Hours.All.all()
	for i := range q.answer.Bets {
		b := &q.answer.Bets[i]
		if all > 0 {
			b.Share = b.Hours.all() / all
		}
		args := []statement.Arg{b.Arg("bet"), statement.Odds("share", b.Share)}
		id, level := "align.bet.share", statement.Level("")
		if b.Said != nil {
			args = append(args, statement.Odds("said", *b.Said))
			id = "align.bet.as-said"
			if b.Drift = b.End == "" && math.Abs(b.Share-*b.Said) >= drifted; b.Drift && b.Share < *b.Said {
				id, level = "align.bet.under", statement.Warn
			} else if b.Drift {
				id, level = "align.bet.over", statement.Info
			}
		} else if b.Drift = b.End == "" && b.Horizon == "later" && b.Share >= drifted; b.Drift {
			id, level = "align.bet.early", statement.Info
		}
		b.Statement = statement.New(id, args...).At(level)
	}
}

func (q *asking) strategies() {
	here := q.here()
	for _, s := range snapshot.List[decide.Strategy](q.view, "strategy") {
		if s.Body.Status == "past" {
			continue
		}
		out := Strategy{Rec: answer.RecOf(q.view, "strategy", s.ID), Version: s.Version, Status: s.Body.Status, Review: s.Body.Review,
			Due: s.Body.Status == "current" && s.Body.Review != "" && s.Body.Review <= q.Today, Readers: []Reader{}, Unread: []answer.Person{}, Questions: q.asked(s.ID)}
		q.read(&out, here)
		n := []statement.Arg{out.Arg("strategy"), statement.N("read", len(out.Readers)), statement.N("all", len(out.Readers)+len(out.Unread))}
		out.Statement = statement.New("align.strategy.read", n...)
		if out.Due {
			out.Statement = statement.New("align.strategy.due", out.Arg("strategy"), statement.On("review", out.Review)).At(statement.Warn)
		}
		q.answer.Strategies = append(q.answer.Strategies, out)
	}
	slices.SortStableFunc(q.answer.Strategies, func(x, y Strategy) int { return cmp.Compare(x.Status, y.Status) })
}

// here lists the people who are here, by key.
func (q *asking) here() []answer.Person {
	var out []answer.Person
	for _, p := range snapshot.List[people.Person](q.view, "person") {
		gone := p.Body.To != "" && p.Body.To < q.Today
		if !gone && !p.Body.Agent && p.Body.From <= q.Today {
			out = append(out, answer.PersonOf(q.view, p.ID))
		}
	}
	return out
}

// read says who of those here has read a strategy.
func (q *asking) read(s *Strategy, here []answer.Person) {
	when := map[record.ID]*decide.Reading{}
	for _, r := range snapshot.List[decide.Reading](q.view, "reading") {
		if old := when[string(r.Body.Person)]; r.Body.On == "strategy/"+s.ID && (old == nil || old.Version <= r.Body.Version) {
			when[string(r.Body.Person)] = r.Body
		}
	}
	for _, p := range here {
		r := when[p.ID]
		if r == nil {
			s.Unread = append(s.Unread, p)
			continue
		}
		s.Readers = append(s.Readers, Reader{p, r.Read, r.Version == 0 || r.Version >= s.Version})
	}
}

// asked lists the comments on a strategy that answer no other.
func (q *asking) asked(strategy record.ID) []Asked {
	out, answers := []Asked{}, map[record.ID]int{}
	for _, c := range snapshot.List[frame.Comment](q.view, "comment") {
		switch {
		case c.Body.On != "strategy/"+strategy:
		case c.Body.Answers != "":
			answers[string(c.Body.Answers)]++
		default:
			out = append(out, Asked{ID: c.ID, Author: answer.PersonOf(q.view, string(c.Body.Author)), Text: string(c.Body.Text),
				On: record.DateOf(c.Created.At.In(q.Zone)), Settled: c.Body.Settled})
		}
	}
	for i := range out {
		out[i].Answers = answers[out[i].ID]
	}
	slices.SortStableFunc(out, func(x, y Asked) int { return cmp.Or(cmp.Compare(x.On, y.On), cmp.Compare(x.ID, y.ID)) })
	return out
}
