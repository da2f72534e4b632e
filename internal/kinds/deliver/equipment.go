package deliver

import "plumbline/internal/record"

// Equipment is something of which there is only so much and that tasks hold while they
// run: an environment, a device, a licence or a machine.
type Equipment struct {
	record.Base
	Type     string       `json:"type,omitempty" label:"Type" enum:"environment,device,licence,machine"`
	Capacity int          `json:"capacity,omitempty" label:"Capacity" help:"How many units can be held at once; 1 when empty"`
	Calendar record.Ref   `json:"calendar,omitempty" label:"Calendar" ref:"calendar" help:"Hours it can be used; always when empty"`
	Cost     record.Money `json:"cost,omitzero" label:"Cost an hour" help:"Of one unit while a task holds it"`
	Owner    record.Ref   `json:"owner,omitempty" label:"Owner" ref:"person" help:"Whom to ask"`
}

// Validate implements record.Body.
func (e *Equipment) Validate(c *record.Check) {
	c.Require("title", e.Title)
	if e.Capacity < 0 || e.Capacity > maxCapacity {
		c.Add("capacity", "give a number from 1 to 10000", "a capacity of %d is not possible", e.Capacity)
	}
	if e.Cost.Minor < 0 {
		c.Add("cost", "give an amount of 0 or more", "a cost is not negative")
	}
}

const maxCapacity = 10000

// Units is how many can be held at once.
func (e *Equipment) Units() int { return max(1, e.Capacity) }
