package deliver

import "plumbline/internal/record"

// TrackRecord is past work that was brought in from elsewhere: what was estimated and
// what it took. The rows are stored content, read by the forecast alone; what a
// person's own say is shown to that person only.
type TrackRecord struct {
	record.Base
	Source  string      `json:"source" label:"File" req:"true"`
	Tasks   int         `json:"tasks,omitempty" label:"Tasks"`
	From    record.Date `json:"from,omitempty" label:"First finished"`
	To      record.Date `json:"to,omitempty" label:"Last finished"`
	Content string      `json:"content" label:"Stored content" req:"true" help:"Its name; the content itself is part of backups, not of exports"`
}

// Validate implements record.Body.
func (t *TrackRecord) Validate(c *record.Check) {
	c.Require("title", t.Title)
	c.Require("source", t.Source)
	c.Require("content", t.Content)
	c.Order("to", t.From, t.To)
	if t.Tasks < 0 {
		c.Add("tasks", "give how many there are", "%d tasks are not possible", t.Tasks)
	}
}

// Baseline is a plan as it was when somebody agreed to it; later plans are measured
// against it.
type Baseline struct {
	record.Base
	Project record.Ref     `json:"project,omitempty" label:"Project" ref:"project" help:"Of everything when empty"`
	Taken   record.Date    `json:"taken" label:"Taken on" req:"true"`
	Why     record.Prose   `json:"why,omitempty" label:"Why"`
	Tasks   int            `json:"tasks,omitempty" label:"Tasks"`
	Work    record.Minutes `json:"work,omitempty" label:"Work"`
	Finish  record.Date    `json:"finish,omitempty" label:"Planned finish"`
	Content string         `json:"content" label:"Stored content" req:"true" help:"Its name; the content itself is part of backups, not of exports"`
}

// Validate implements record.Body.
func (b *Baseline) Validate(c *record.Check) {
	c.Require("title", b.Title)
	c.Require("taken", string(b.Taken))
	c.Require("content", b.Content)
}
