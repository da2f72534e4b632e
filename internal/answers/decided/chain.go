package decided

import (
	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/statement"
	"plumbline/internal/kinds/decide"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// Link is one decision of a chain of supersession.
type Link struct {
	answer.Rec
	Status    string              `json:"status"`
	Date      record.Date         `json:"date,omitempty"`
	Statement statement.Statement `json:"statement"` // what was chosen, and why in its own words
	Why       string              `json:"why,omitempty"`
	Here      bool                `json:"here,omitempty"` // the decision the chain was asked of
}

// longest bounds a chain; the gate lets no ring arise.
const longest = 50

// chain follows a decision to what it replaced and to what replaced it, oldest first.
// A decision that stands alone has no chain.
func (q *asking) chain(id record.ID) []Link {
	out := []Link{}
	seen := map[record.ID]bool{}
	q.older(id, seen, &out)
	if i := len(out) - 1; i >= 0 {
		out[i].Here = true
	}
	for at := id; len(out) < longest; {
		next := q.replacedBy[at]
		if len(next) == 0 || seen[next[0]] {
			break
		}
		at = next[0]
		q.older(at, seen, &out)
	}
	if len(out) < 2 {
		return []Link{}
	}
	return out
}

// older adds what a decision replaced, then the decision.
func (q *asking) older(id record.ID, seen map[record.ID]bool, out *[]Link) {
	d := snapshot.Body[decide.Decision](q.view, "decision", id)
	if d == nil || seen[id] || len(*out) >= longest {
		return
	}
	seen[id] = true
	for _, s := range d.Supersedes {
		q.older(string(s), seen, out)
	}
	rec := answer.RecOf(q.view, "decision", id)
	l := Link{Rec: rec, Status: d.Status, Date: d.Date, Why: string(d.Why), Statement: statement.New("decided.link.open", rec.Arg("decision"))}
	switch {
	case d.Outcome != "" && d.Date != "":
		l.Statement = statement.New("decided.link.dated", rec.Arg("decision"), statement.Words("option", d.Outcome), statement.On("date", d.Date))
	case d.Outcome != "":
		l.Statement = statement.New("decided.link", rec.Arg("decision"), statement.Words("option", d.Outcome))
	}
	*out = append(*out, l)
}
