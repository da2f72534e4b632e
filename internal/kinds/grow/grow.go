// Package grow holds the kinds of the duty to grow people: action items, one-on-ones and
// what somebody keeps to themselves.
package grow

import "plumbline/internal/record"

// ActionItem is something a person said they would do, from any source.
type ActionItem struct {
	record.Base
	Owner  record.Ref   `json:"owner" label:"Owner" req:"true" ref:"person"`
	Due    record.Date  `json:"due,omitempty" label:"Due"`
	Source string       `json:"source,omitempty" label:"From" type:"target" help:"Record it came from"`
	State  string       `json:"state" label:"State" req:"true" enum:"open,done,dropped"`
	Note   record.Prose `json:"note,omitempty" label:"Note"`
}

// Validate implements record.Body.
func (a *ActionItem) Validate(c *record.Check) {
	c.Require("title", a.Title)
	c.Require("state", a.State)
	if a.Owner == "" {
		c.Add("owner", "name who does it", "an action item has an owner")
	}
}
