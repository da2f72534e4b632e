package deliver

import (
	"fmt"

	"plumbline/internal/record"
)

// Requirement is what somebody needs, said so that it can be built and checked.
type Requirement struct {
	record.Base
	Project     record.Ref   `json:"project,omitempty" label:"Project" ref:"project"`
	Parent      record.Ref   `json:"parent,omitempty" label:"Part of" ref:"requirement" acyclic:"parent"`
	Statement   record.Prose `json:"statement,omitempty" label:"What must hold"`
	Type        string       `json:"type" label:"Type" req:"true" enum:"functional,quality,constraint"`
	Priority    string       `json:"priority" label:"Priority" req:"true" enum:"must,should,could,won't"`
	Status      string       `json:"status" label:"Status" req:"true" enum:"proposed,accepted,delivered,rejected"`
	Owner       record.Ref   `json:"owner,omitempty" label:"Owner" ref:"person"`
	Milestone   record.Ref   `json:"milestone,omitempty" label:"Wanted with" ref:"milestone"`
	Wanted      Wanted       `json:"need,omitzero" label:"Need"`
	Acceptance  []Acceptance `json:"acceptance,omitempty" label:"Accepted when"`
	Feasibility Feasibility  `json:"feasibility,omitzero" label:"Feasibility"`
}

// Wanted is the need behind a requirement: who asked, why, and what shows it.
type Wanted struct {
	By       []record.Ref `json:"by,omitempty" label:"Who asked" ref:"stakeholder"`
	Why      record.Prose `json:"why,omitempty" label:"Why"`
	Value    record.Prose `json:"value,omitempty" label:"Worth to the business"`
	Evidence []string     `json:"evidence,omitempty" label:"Evidence" type:"target" help:"From customers or the market: any record or fact"`
}

// Acceptance is one criterion, how it is verified, and what came of it.
type Acceptance struct {
	Text     string      `json:"text" label:"Criterion" req:"true"`
	How      string      `json:"how,omitempty" label:"Verified by" enum:"test,measurement,demonstration,review"`
	Result   string      `json:"result,omitempty" label:"Result" enum:"passed,failed" help:"Empty until it was verified"`
	On       record.Date `json:"on,omitempty" label:"Verified on"`
	Person   record.Ref  `json:"person,omitempty" label:"Verified with" ref:"person"`
	Evidence string      `json:"evidence,omitempty" label:"Evidence" type:"target"`
}

// Feasibility is whether it can be built, at what effort, and what is recommended.
type Feasibility struct {
	Effort         record.Estimate `json:"effort,omitzero" label:"Effort"`
	Risks          []record.Ref    `json:"risks,omitempty" label:"Risks" ref:"risk"`
	Options        []string        `json:"options,omitempty" label:"Options"`
	Recommendation record.Prose    `json:"recommendation,omitempty" label:"Recommendation"`
}

// Open says that the requirement still has to be met.
func (r *Requirement) Open() bool {
	return r.Priority != "won't" && (r.Status == "proposed" || r.Status == "accepted")
}

// Verified counts the criteria that passed, that failed, and all of them.
func (r *Requirement) Verified() (passed, failed, all int) {
	for _, a := range r.Acceptance {
		switch a.Result {
		case "passed":
			passed++
		case "failed":
			failed++
		}
	}
	return passed, failed, len(r.Acceptance)
}

// Validate implements record.Body.
func (r *Requirement) Validate(c *record.Check) {
	c.Require("title", r.Title)
	c.Require("type", r.Type)
	c.Require("priority", r.Priority)
	c.Require("status", r.Status)
	for i, a := range r.Acceptance {
		if a.Result != "" && a.How == "" {
			c.Add(fmt.Sprintf("acceptance[%d].how", i), "say how it was verified", "%q was verified without saying how", a.Text)
		}
	}
}
