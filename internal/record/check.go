package record

import (
	"fmt"
	"strings"

	"plumbline/internal/fault"
)

// Check collects what is wrong with a record, by field.
type Check struct {
	Problems []fault.Problem
}

// Add reports a problem of one field. The sentence says what is wrong; hint, which
// may be empty, says what to do next.
func (c *Check) Add(field, hint, format string, args ...any) {
	c.Problems = append(c.Problems, fault.Problem{Field: field, Text: fmt.Sprintf(format, args...), Hint: hint})
}

// Require reports an empty text.
func (c *Check) Require(field, value string) {
	if strings.TrimSpace(value) == "" {
		c.Add(field, "fill it in", "%s is missing", field)
	}
}

// Order reports an end that lies before its start; empty dates are open ends.
func (c *Check) Order(field string, from, to Date) {
	if from != "" && to != "" && to < from {
		c.Add(field, "swap the two dates or correct one", "%s is before %s", to, from)
	}
}

// Share reports a share outside 0–100 %.
func (c *Check) Share(field string, s Share) {
	if s < 0 || s > Whole {
		c.Add(field, "give a share from 0% to 100%", "%s is not between 0%% and 100%%", s)
	}
}

// Err gives everything found as one fault, or nil.
func (c *Check) Err(what string) error {
	if len(c.Problems) == 0 {
		return nil
	}
	return &fault.Error{Code: fault.Invalid, Text: what + " was not saved; nothing was changed.", Problems: c.Problems}
}
