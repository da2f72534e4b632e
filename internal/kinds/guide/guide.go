// Package guide holds the kinds of the duty to guide: the repositories and their
// components.
package guide

import "plumbline/internal/record"

// Repository is a git repository whose history is evidence.
type Repository struct {
	record.Base
	Path        string       `json:"path,omitempty" label:"Path" help:"Of a local repository"`
	URL         string       `json:"url,omitempty" label:"Address" help:"Of the remote"`
	Branch      string       `json:"branch,omitempty" label:"Default branch" help:"Found by itself when empty"`
	Teams       []record.Ref `json:"teams,omitempty" label:"Teams" ref:"team"`
	Components  []Component  `json:"components,omitempty" label:"Components"`
	Criticality string       `json:"criticality,omitempty" label:"Criticality" enum:"low,normal,high"`
	Bots        []string     `json:"bots,omitempty" label:"Further bots" help:"Names or addresses"`
}

// Component is a named part of the tree.
type Component struct {
	Name  string   `json:"name" label:"Name" req:"true"`
	Globs []string `json:"globs" label:"Paths"`
}

// Validate implements record.Body.
func (r *Repository) Validate(c *record.Check) {
	c.Require("title", r.Title)
	if r.Path == "" && r.URL == "" {
		c.Add("path", "give a path or an address", "a repository is somewhere")
	}
}
