package align

import "plumbline/internal/record"

// Term is an entry of the glossary: a word of the trade in plain words.
type Term struct {
	record.Base
	Plain     record.Prose `json:"plain" label:"In plain words" req:"true"`
	Meaning   record.Prose `json:"meaning,omitempty" label:"What it means for the business"`
	Forms     []string     `json:"forms,omitempty" label:"Also written" help:"Plurals, short forms, other spellings"`
	Technical bool         `json:"technical,omitempty" label:"Technical" help:"Not said to audiences that want plain words"`
	Instead   string       `json:"instead,omitempty" label:"Say instead" help:"For audiences that want plain words"`
}

// Validate implements record.Body.
func (t *Term) Validate(c *record.Check) {
	c.Require("title", t.Title)
	c.Require("plain", string(t.Plain))
}

// Audience is who is told something, and how.
type Audience struct {
	record.Base
	Vocabulary string       `json:"vocabulary" label:"Words" req:"true" enum:"plain,business,technical"`
	Depth      string       `json:"depth" label:"How deep" req:"true" enum:"outcome,summary,detail" help:"The outcome alone, a summary, or everything"`
	Wants      record.Prose `json:"wants,omitempty" label:"What they want to know"`
	Hides      []string     `json:"hides,omitempty" label:"Left out" enum:"money,people,risks,tasks,code"`
	Cadence    string       `json:"cadence,omitempty" label:"How often" enum:"weekly,fortnightly,monthly,quarterly,when asked"`
	Channel    string       `json:"channel,omitempty" label:"By which way" help:"Such as e-mail or the Monday meeting"`
}

// Validate implements record.Body.
func (a *Audience) Validate(c *record.Check) {
	c.Require("title", a.Title)
	c.Require("vocabulary", a.Vocabulary)
	c.Require("depth", a.Depth)
}

// Stakeholder is somebody the work matters to. How much they want and can do is seen by
// leads only.
type Stakeholder struct {
	record.Base
	Type      string       `json:"type" label:"Who they are" req:"true" enum:"development team,project manager,product manager,cross-functional team,support and operations,external partner,executive,customer"`
	Person    record.Ref   `json:"person,omitempty" label:"Person" ref:"person" help:"Where they are one of the people here"`
	Team      record.Ref   `json:"team,omitempty" label:"Team" ref:"team"`
	Contact   record.Ref   `json:"contact,omitempty" label:"Who keeps in touch" ref:"person"`
	Projects  []record.Ref `json:"projects,omitempty" label:"Projects" ref:"project"`
	Audience  record.Ref   `json:"audience,omitempty" label:"Told as" ref:"audience"`
	Cadence   string       `json:"cadence,omitempty" label:"How often" enum:"weekly,fortnightly,monthly,quarterly,when asked"`
	Interest  string       `json:"interest,omitempty" label:"Interest" enum:"low,medium,high" restricted:"standing"`
	Influence string       `json:"influence,omitempty" label:"Influence" enum:"low,medium,high" restricted:"standing"`
	Concerns  record.Prose `json:"concerns,omitempty" label:"Concerns" restricted:"standing"`
}

// Validate implements record.Body.
func (s *Stakeholder) Validate(c *record.Check) {
	c.Require("title", s.Title)
	c.Require("type", s.Type)
}
