// Package decide holds the kinds of the duty to decide: decisions with their
// options, criteria and outcome; strategies with their bets.
package decide

import (
	"fmt"
	"math"
	"slices"

	"plumbline/internal/record"
	"plumbline/internal/rule"
)

// Decision is a choice with its reasons, as MADR has it, with weighted criteria.
type Decision struct {
	record.Base
	Status       string       `json:"status" label:"Status" req:"true" enum:"draft,proposed,accepted,rejected,deprecated,superseded"`
	Date         record.Date  `json:"date,omitempty" label:"Date"`
	Due          record.Date  `json:"due,omitempty" label:"To be decided by"`
	Review       record.Date  `json:"review,omitempty" label:"Review on"`
	Deciders     []record.Ref `json:"deciders,omitempty" label:"Deciders" ref:"person"`
	Consulted    []record.Ref `json:"consulted,omitempty" label:"Consulted" ref:"person"`
	Informed     []record.Ref `json:"informed,omitempty" label:"Informed" ref:"person"`
	Context      record.Prose `json:"context,omitempty" label:"Context"`
	Drivers      []string     `json:"drivers,omitempty" label:"Drivers"`
	Criteria     []Criterion  `json:"criteria,omitempty" label:"Criteria"`
	Options      []Option     `json:"options,omitempty" label:"Options"`
	Outcome      string       `json:"outcome,omitempty" label:"Outcome" help:"The option chosen"`
	Why          record.Prose `json:"why,omitempty" label:"Because"`
	Consequences record.Prose `json:"consequences,omitempty" label:"Consequences"`
	Expected     record.Prose `json:"expected,omitempty" label:"Expected effect"`
	Confidence   record.Share `json:"confidence,omitempty" label:"How sure"`
	Confirmation record.Prose `json:"confirmation,omitempty" label:"How it is confirmed"`
	Rule         string       `json:"rule,omitempty" label:"Confirmation rule" help:"What is true of the repositories while it is kept, such as: depends('github.com/jackc/pgx/v5') && !file('**/kafka/**')"`
	Repositories []record.Ref `json:"repositories,omitempty" label:"Repositories of the rule" ref:"repository" help:"All of them when empty"`
	Later        record.Prose `json:"later,omitempty" label:"What came of it"`
	Supersedes   []record.Ref `json:"supersedes,omitempty" label:"Supersedes" ref:"decision" acyclic:"supersedes"`
	Tasks        []record.Ref `json:"tasks,omitempty" label:"Tasks that wait for it" ref:"task"`
	Objectives   []record.Ref `json:"objectives,omitempty" label:"Objectives" ref:"objective"`
	Bets         []record.Ref `json:"bets,omitempty" label:"Bets it serves" ref:"bet"`
	Source       string       `json:"source,omitempty" label:"Found at" help:"Address of the file it was read from"`
}

// Concerns says whether the confirmation rule is meant for a repository.
func (d *Decision) Concerns(repository record.ID) bool {
	return len(d.Repositories) == 0 || slices.Contains(d.Repositories, record.Ref(repository))
}

// Criterion is what options are measured by. Weights count in proportion.
type Criterion struct {
	Name   string  `json:"name" label:"Criterion" req:"true"`
	Weight float64 `json:"weight" label:"Weight"`
	Why    string  `json:"why,omitempty" label:"Why"`
}

// Option is one way to go.
type Option struct {
	Name        string       `json:"name" label:"Option" req:"true"`
	Text        record.Prose `json:"text,omitempty" label:"Description"`
	Scores      []Score      `json:"scores,omitempty" label:"Scores"`
	Cost        record.Money `json:"cost,omitzero" label:"Cost"`
	Feasibility string       `json:"feasibility,omitempty" label:"Feasibility"`
	Pros        []string     `json:"pros,omitempty" label:"For it"`
	Cons        []string     `json:"cons,omitempty" label:"Against it"`
	Neutral     []string     `json:"neutral,omitempty" label:"Neither"`
}

// Score is how well an option meets a criterion, 0 to 10.
type Score struct {
	Criterion string  `json:"criterion" label:"Criterion" req:"true"`
	Value     float64 `json:"value" label:"Score"`
	Why       string  `json:"why,omitempty" label:"Why"`
}

// Validate implements record.Body.
func (d *Decision) Validate(c *record.Check) {
	c.Require("title", d.Title)
	c.Require("status", d.Status)
	names := map[string]bool{}
	for i, k := range d.Criteria {
		if names[k.Name] {
			c.Add(fmt.Sprintf("criteria[%d].name", i), "rename one of them", "two criteria are called %q", k.Name)
		}
		names[k.Name] = true
		if k.Weight < 0 || math.IsNaN(k.Weight) {
			c.Add(fmt.Sprintf("criteria[%d].weight", i), "give 0 or more", "a weight is not negative")
		}
	}
	options := map[string]bool{}
	for i, o := range d.Options {
		if options[o.Name] {
			c.Add(fmt.Sprintf("options[%d].name", i), "rename one of them", "two options are called %q", o.Name)
		}
		options[o.Name] = true
		for j, s := range o.Scores {
			at := fmt.Sprintf("options[%d].scores[%d]", i, j)
			if !names[s.Criterion] {
				c.Add(at+".criterion", "add the criterion or correct the name", "there is no criterion %q", s.Criterion)
			}
			if s.Value < 0 || s.Value > 10 {
				c.Add(at+".value", "give a score from 0 to 10", "a score of %g is out of range", s.Value)
			}
		}
	}
	if d.Outcome != "" && len(d.Options) > 0 && !options[d.Outcome] {
		c.Add("outcome", "name one of the options", "there is no option %q", d.Outcome)
	}
	if d.Status == "accepted" && d.Outcome == "" && len(d.Options) > 1 {
		c.Add("outcome", "name the option chosen", "an accepted decision has an outcome")
	}
	c.Share("confidence", d.Confidence)
	if d.Rule != "" {
		if _, err := rule.Parse(d.Rule); err != nil {
			c.Add("rule", "use file, text, depends, version and changed; docs/decisions.md shows them", "the confirmation rule cannot be read: %s", err)
		}
	}
}
