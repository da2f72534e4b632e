package deliver

import "plumbline/internal/record"

// Risk is something that may happen and would hit tasks.
type Risk struct {
	record.Base
	Project     record.Ref     `json:"project,omitempty" label:"Project" ref:"project"`
	Cause       record.Prose   `json:"cause,omitempty" label:"Cause"`
	Event       record.Prose   `json:"event,omitempty" label:"Event"`
	Effect      record.Prose   `json:"effect,omitempty" label:"Effect"`
	Probability record.Share   `json:"probability" label:"Probability" req:"true"`
	Least       record.Share   `json:"probability_low,omitempty" label:"Probability at least" help:"With the two ends the forecast takes the mean of the three"`
	Most        record.Share   `json:"probability_high,omitempty" label:"Probability at most"`
	Mitigated   record.Share   `json:"mitigated,omitempty" label:"Probability once mitigated" help:"Half of the probability when empty"`
	Cost        []record.Money `json:"cost,omitempty" label:"Cost" help:"Low, likely and high"`
	Hits        []Hit          `json:"hits,omitempty" label:"Tasks hit"`
	Response    string         `json:"response,omitempty" label:"Response" enum:"avoid,reduce,transfer,accept"`
	Mitigations []record.Ref   `json:"mitigations,omitempty" label:"Mitigated by" ref:"task"`
	Trigger     string         `json:"trigger,omitempty" label:"Trigger" help:"Watched when it begins with path, commit, task or after: path gateway/** 14d, commit revert, task PAY-20 late, after 2026-03-02"`
	Owner       record.Ref     `json:"owner,omitempty" label:"Owner" ref:"person"`
	Status      string         `json:"status,omitempty" label:"Status" enum:"open,happened,closed,dismissed"`
	Suggestion  string         `json:"suggestion,omitempty" label:"Suggested by" help:"What in the evidence suggested it; never suggested again"`
	Why         record.Prose   `json:"why,omitempty" label:"Why dismissed"`
}

// Hit is a task that the risk would delay, and by how much work.
type Hit struct {
	Task  record.Ref      `json:"task" label:"Task" req:"true" ref:"task"`
	Delay record.Estimate `json:"delay" label:"Delay" req:"true" help:"Work added, such as 2-3-8d"`
}

// Validate implements record.Body.
func (r *Risk) Validate(c *record.Check) {
	c.Require("title", r.Title)
	c.Share("probability", r.Probability)
	c.Share("mitigated", r.Mitigated)
	if r.Least > 0 && r.Least > r.Probability {
		c.Add("probability_low", "give at most the probability", "%s is more than the probability of %s", r.Least, r.Probability)
	}
	if r.Most > 0 && r.Most < r.Probability || r.Most > record.Whole {
		c.Add("probability_high", "give at least the probability, and at most 100%", "%s is not between the probability of %s and 100%%", r.Most, r.Probability)
	}
	if r.Status == "dismissed" && blank(r.Why) {
		c.Add("why", "say why it is no risk", "a dismissed risk says why")
	}
	if n := len(r.Cost); n != 0 && n != 1 && n != 3 {
		c.Add("cost", "give one amount, or low, likely and high", "%d amounts were given", n)
	}
}

// Takes is the work it likely adds when it happens, in minutes, over all tasks hit.
func (r *Risk) Takes() record.Minutes {
	sum := record.Minutes(0)
	for _, h := range r.Hits {
		sum += h.Delay.Likely
	}
	return sum
}

// Open says that the risk still counts.
func (r *Risk) Open() bool { return r.Status == "" || r.Status == "open" }

// Believed is the probability the forecast takes: the mean of least, likely and most
// where the ends are given.
func (r *Risk) Believed() float64 {
	least, most := r.Least, r.Most
	if least == 0 && most == 0 {
		return r.Probability.Fraction()
	}
	if least == 0 {
		least = r.Probability
	}
	if most == 0 {
		most = r.Probability
	}
	return (least + r.Probability + most).Fraction() / 3
}

// Remaining is the probability once everything that mitigates it is done.
func (r *Risk) Remaining() float64 {
	if r.Mitigated > 0 {
		return r.Mitigated.Fraction()
	}
	return r.Believed() / 2
}
