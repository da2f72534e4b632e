// Package choice reads what somebody says when choosing a plan or keeping a report.
package choice

import (
	"plumbline/internal/answers/tradeoffs"
	"plumbline/internal/httpapi/envelope"
	"plumbline/internal/record"
)

// Read reads a choice from a body, every member by name and type and nothing beside
// them; the error of reading the body is passed on.
func Read(n *record.Node, err error) (tradeoffs.Choice, error) {
	if err != nil {
		return tradeoffs.Choice{}, err
	}
	if err := envelope.Only(n, "result", "plan", "title", "why", "review", "matters", "keep"); err != nil {
		return tradeoffs.Choice{}, err
	}
	f := envelope.Fields{Of: n}
	c := tradeoffs.Choice{Result: f.Text("result"), Plan: f.Text("plan"), Title: f.Text("title"), Why: f.Text("why"), Keep: f.Truth("keep"), Matters: f.Texts("matters")}
	if err := c.Review.UnmarshalText([]byte(f.Text("review"))); err != nil {
		f.Bad(n.Get("review"), "review", err.Error())
	}
	return c, f.Err()
}
