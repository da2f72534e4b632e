// Package people holds the kinds that say who is here and what they can do:
// people, their identities in the evidence, teams, skills and claims to skills.
package people

import (
	"time"

	"plumbline/internal/record"
)

// Person is somebody of the organisation, or a coding agent that takes tasks.
type Person struct {
	record.Base
	Role     string         `json:"role,omitempty" label:"Role"`
	Level    string         `json:"level,omitempty" label:"Ladder level"`
	Email    string         `json:"email,omitempty" label:"E-mail"`
	Teams    []record.Ref   `json:"teams,omitempty" label:"Teams" ref:"team"`
	Lead     record.Ref     `json:"lead,omitempty" label:"Lead" ref:"person" acyclic:"lead"`
	Zone     string         `json:"zone,omitempty" label:"Zone" help:"IANA name; the organisation's when empty"`
	Calendar record.Ref     `json:"calendar,omitempty" label:"Calendar" ref:"calendar"`
	Capacity record.Minutes `json:"capacity,omitempty" label:"Hours a week" help:"Of contract, such as 32h; the working week when empty"`
	Duty     record.Share   `json:"duty,omitempty" label:"Duty share" help:"Reserved for support, on-call, meetings"`
	Rate     record.Money   `json:"rate,omitzero" label:"Rate an hour" restricted:"rate"`
	From     record.Date    `json:"from,omitempty" label:"Here from"`
	To       record.Date    `json:"to,omitempty" label:"Here until"`
	Agent    bool           `json:"agent,omitempty" label:"Coding agent" help:"Takes tasks; its work is reviewed by a person"`
	Derived  bool           `json:"derived,omitempty" label:"Derived" help:"Proposed from the repository's history"`
}

// Validate implements record.Body.
func (p *Person) Validate(c *record.Check) {
	c.Require("title", p.Title)
	c.Order("to", p.From, p.To)
	if p.Duty < 0 || p.Duty >= record.Whole {
		c.Add("duty", "give a share from 0% to under 100%", "with a duty share of %s nothing is left for the plan", p.Duty)
	}
	if p.Capacity > 7*24*60 {
		c.Add("capacity", "give at most 168h", "a week does not have %s", p.Capacity)
	}
	if p.Zone != "" {
		if _, err := time.LoadLocation(p.Zone); err != nil {
			c.Add("zone", "use an IANA name such as Europe/Berlin", "%q is not a time zone", p.Zone)
		}
	}
}

// Identity is a name, address or login in the evidence that belongs to a person.
type Identity struct {
	record.Base
	Person record.Ref `json:"person,omitempty" label:"Person" ref:"person" subject:"true" help:"Empty: belongs to nobody here"`
	Name   string     `json:"name,omitempty" label:"Name"`
	Email  string     `json:"email,omitempty" label:"E-mail"`
	Login  string     `json:"login,omitempty" label:"Login" help:"At a forge, such as github:ana"`
	Bot    bool       `json:"bot,omitempty" label:"Bot"`
	Apart  []string   `json:"apart,omitempty" label:"Not the same as" help:"Names or addresses that look alike and are somebody else's"`
}

// Validate implements record.Body.
func (i *Identity) Validate(c *record.Check) {
	if i.Name == "" && i.Email == "" && i.Login == "" {
		c.Add("email", "give an e-mail, a name or a login", "an identity without any of them matches nothing")
	}
}

// Team is a group of people with a purpose.
type Team struct {
	record.Base
	Purpose    record.Prose    `json:"purpose,omitempty" label:"Purpose"`
	Lead       record.Ref      `json:"lead,omitempty" label:"Lead" ref:"person"`
	Interfaces []TeamInterface `json:"interfaces,omitempty" label:"Interfaces"`
	Agreements record.Prose    `json:"agreements,omitempty" label:"Working agreements"`
}

// TeamInterface is something a team offers and how to ask for it.
type TeamInterface struct {
	Offers string `json:"offers" req:"true"`
	Ask    string `json:"ask,omitempty"`
}

// Validate implements record.Body.
func (t *Team) Validate(c *record.Check) { c.Require("title", t.Title) }

// Skill is something people can know, with what each level means.
type Skill struct {
	record.Base
	Category string        `json:"category,omitempty" label:"Category" enum:"technical,domain,leadership"`
	Levels   []string      `json:"levels,omitempty" label:"What levels 0 to 5 mean"`
	Evidence SkillEvidence `json:"evidence,omitzero" label:"How evidence shows it"`
	HalfLife int           `json:"half_life_days,omitempty" label:"Half-life in days" help:"How fast it fades unused"`
}

// SkillEvidence says what in the repositories shows a skill.
type SkillEvidence struct {
	Languages    []string `json:"languages,omitempty"`
	Paths        []string `json:"paths,omitempty"`
	Dependencies []string `json:"dependencies,omitempty"`
	Labels       []string `json:"labels,omitempty"`
}

// Validate implements record.Body.
func (s *Skill) Validate(c *record.Check) {
	c.Require("title", s.Title)
	if len(s.Levels) > 6 {
		c.Add("levels", "give at most six", "levels run from 0 to 5")
	}
	if s.HalfLife < 0 {
		c.Add("half_life_days", "give a number of days", "a half-life is positive")
	}
}

// SkillClaim is what somebody says of a person's level in a skill.
type SkillClaim struct {
	record.Base
	Person   record.Ref  `json:"person" label:"Person" req:"true" ref:"person" subject:"true"`
	Skill    record.Ref  `json:"skill" label:"Skill" req:"true" ref:"skill"`
	Level    int         `json:"level" label:"Level" help:"0 to 5"`
	Goal     int         `json:"goal,omitempty" label:"Wants to reach" help:"0 to 5; 0 when no goal"`
	Source   string      `json:"source" label:"Said by" req:"true" enum:"self,lead,peer"`
	Interest int         `json:"interest,omitempty" label:"Interest" help:"-1 (rather not) to 2 (eager)"`
	When     record.Date `json:"when,omitempty" label:"When"`
}

// Validate implements record.Body.
func (s *SkillClaim) Validate(c *record.Check) {
	if s.Level < 0 || s.Level > 5 {
		c.Add("level", "give a level from 0 to 5", "level %d does not exist", s.Level)
	}
	if s.Goal < 0 || s.Goal > 5 {
		c.Add("goal", "give a level from 0 to 5", "level %d does not exist", s.Goal)
	}
	if s.Interest < -1 || s.Interest > 2 {
		c.Add("interest", "give -1, 0, 1 or 2", "interest %d does not exist", s.Interest)
	}
	if s.Person == "" {
		c.Add("person", "name the person", "a claim is about a person")
	}
	if s.Skill == "" {
		c.Add("skill", "name the skill", "a claim is about a skill")
	}
	c.Require("source", s.Source)
}
