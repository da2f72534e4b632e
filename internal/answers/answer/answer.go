// Package answer is the part that all answers share: the headline, how old it is,
// what facts it saw, and what is missing for a better one.
package answer

import (
	"time"

	"plumbline/internal/answers/statement"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// Head begins every answer.
type Head struct {
	Question   string                `json:"question"`
	Headline   statement.Statement   `json:"headline"`
	AsOf       record.Date           `json:"as_of"`
	ComputedAt time.Time             `json:"computed_at"`
	Facts      Facts                 `json:"facts"`
	Missing    []statement.Statement `json:"missing,omitempty"` // what would make the answer better
}

// Facts says what evidence an answer saw.
type Facts struct {
	Repositories int   `json:"repositories"`
	Age          int64 `json:"age_s"`           // seconds since the newest reading
	Stale        bool  `json:"stale,omitempty"` // the newest commit is over 30 days before today
}

// Person is somebody as an answer names them: a person's record, or a contributor.
type Person struct {
	ID    string `json:"id,omitempty"`
	Key   string `json:"key,omitempty"`
	Title string `json:"title"`
}

// Rec is a record as an answer names it.
type Rec struct {
	Kind  record.Kind `json:"kind"`
	ID    string      `json:"id"`
	Key   string      `json:"key"`
	Title string      `json:"title"`
}

// RecOf names a record as a viewer sees it.
func RecOf(v *snapshot.View, kind record.Kind, id record.ID) Rec {
	r := v.Get(kind, id)
	if r == nil {
		return Rec{Kind: kind, Title: v.Name(kind, id)}
	}
	return Rec{kind, id, r.Key, v.Title(r)}
}

// PersonOf names a person's record as a viewer sees it.
func PersonOf(v *snapshot.View, id record.ID) Person {
	r := RecOf(v, "person", id)
	return Person{r.ID, r.Key, r.Title}
}

// Arg is the record as an argument of a statement.
func (r Rec) Arg(name string) statement.Arg {
	return statement.Rec(name, r.Kind, r.ID, r.Key, r.Title)
}

// Arg is the person as an argument of a statement.
func (p Person) Arg(name string) statement.Arg {
	return statement.Someone(name, p.ID, p.Key, p.Title)
}

// SeesRates says that a viewer may see what people's hours cost, and so any money that
// rests on it.
func SeesRates(v *snapshot.View) bool {
	p := v.Principal()
	return p.System || p.Roles&(record.Lead|record.Admin) != 0
}
