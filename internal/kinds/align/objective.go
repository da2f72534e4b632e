// Package align holds the kinds of the duty to align: objectives with their key
// results, promises between teams, stakeholders, audiences, and the glossary.
package align

import (
	"fmt"
	"math"

	"plumbline/internal/record"
)

// Objective is what work is for, with the key results that show whether it is reached.
type Objective struct {
	record.Base
	Why     record.Prose `json:"why,omitempty" label:"Why"`
	Owner   record.Ref   `json:"owner,omitempty" label:"Owner" ref:"person"`
	Team    record.Ref   `json:"team,omitempty" label:"Team" ref:"team"`
	From    record.Date  `json:"from" label:"Period from" req:"true"`
	To      record.Date  `json:"to" label:"Period to" req:"true"`
	Parent  record.Ref   `json:"parent,omitempty" label:"Serves" ref:"objective" acyclic:"parent" help:"The objective above it"`
	Bets    []record.Ref `json:"bets,omitempty" label:"Bets it serves" ref:"bet"`
	Status  string       `json:"status" label:"Status" req:"true" enum:"draft,active,met,missed,dropped"`
	Results []KeyResult  `json:"results,omitempty" label:"Key results"`
}

// KeyResult is a figure that shows whether an objective is reached: from its baseline to
// its target, whichever way that is, by a day.
type KeyResult struct {
	Name       string       `json:"name" label:"Key result" req:"true"`
	Unit       string       `json:"unit,omitempty" label:"Unit" help:"Such as % or ms"`
	Baseline   float64      `json:"baseline" label:"Baseline" help:"The value at the start"`
	Target     float64      `json:"target" label:"Target"`
	By         record.Date  `json:"by,omitempty" label:"By" help:"The end of the period when empty"`
	Owner      record.Ref   `json:"owner,omitempty" label:"Owner" ref:"person" help:"The objective's when empty"`
	Confidence record.Share `json:"confidence,omitempty" label:"How sure" help:"What its owner believes"`
	Milestones []record.Ref `json:"milestones,omitempty" label:"Brought by" ref:"milestone"`
	Series     []Value      `json:"series,omitempty" label:"Values" help:"In the order of their days"`
}

// Value is a key result as measured on a day.
type Value struct {
	On    record.Date `json:"on" label:"On" req:"true"`
	Value float64     `json:"value" label:"Value"`
	Note  string      `json:"note,omitempty" label:"Note"`
}

// Open says that the objective is worked toward.
func (o *Objective) Open() bool { return o.Status == "active" }

// Due gives the day by which a key result of the objective is wanted.
func (o *Objective) Due(k *KeyResult) record.Date {
	if k.By != "" {
		return k.By
	}
	return o.To
}

// Latest gives the newest value of the series up to a day, and whether there is one.
func (k *KeyResult) Latest(upTo record.Date) (Value, bool) {
	for i := len(k.Series) - 1; i >= 0; i-- {
		if k.Series[i].On <= upTo {
			return k.Series[i], true
		}
	}
	return Value{}, false
}

// Progress gives how much of the way from baseline to target a value is, 0 to 1.
func (k *KeyResult) Progress(value float64) float64 {
	return math.Max(0, math.Min(1, (value-k.Baseline)/(k.Target-k.Baseline)))
}

// Validate implements record.Body.
func (o *Objective) Validate(c *record.Check) {
	c.Require("title", o.Title)
	c.Require("status", o.Status)
	c.Require("from", string(o.From))
	c.Require("to", string(o.To))
	c.Order("to", o.From, o.To)
	names := map[string]bool{}
	for i := range o.Results {
		k := &o.Results[i]
		at := fmt.Sprintf("results[%d]", i)
		if names[k.Name] {
			c.Add(at+".name", "rename one of them", "two key results are called %q", k.Name)
		}
		names[k.Name] = true
		k.validate(at, c)
	}
}

func (k *KeyResult) validate(at string, c *record.Check) {
	if k.Baseline == k.Target {
		c.Add(at+".target", "give a target that differs from the baseline", "with a baseline of %g a target of %g changes nothing", k.Baseline, k.Target)
	}
	c.Share(at+".confidence", k.Confidence)
	for i := 1; i < len(k.Series); i++ {
		if k.Series[i].On <= k.Series[i-1].On {
			c.Add(fmt.Sprintf("%s.series[%d].on", at, i), "put the values in the order of their days, one a day", "%s does not come after %s", k.Series[i].On, k.Series[i-1].On)
		}
	}
}
