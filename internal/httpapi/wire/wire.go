// Package wire is the JSON of the HTTP API as Go types: what the server writes, what
// commands read, and what the TypeScript types are generated from. It holds no
// behaviour. Names are snake_case; an empty id means the system itself.
package wire

import (
	"encoding/json"
	"time"
)

// Ref names a record for people: its id, its key and what it is called.
type Ref struct {
	ID    string `json:"id"`
	Key   string `json:"key"`
	Title string `json:"title"`
}

// Stamp says who did something, when, and by which way in.
type Stamp struct {
	At  time.Time `json:"at"`
	By  string    `json:"by" doc:"Id of the person; empty for the system"`
	Via string    `json:"via" doc:"ui, cli, api, mcp, import, job, accept or undo"`
}

// Record is one record as the viewer may see it: hidden fields are absent.
type Record struct {
	Kind    string          `json:"kind"`
	ID      string          `json:"id"`
	Key     string          `json:"key"`
	Version int             `json:"version"`
	Title   string          `json:"title" doc:"What people call it: its title, else its key, else what it refers to"`
	Data    json.RawMessage `json:"data" doc:"The fields of the kind; references hold ids"`
	Created Stamp           `json:"created"`
	Updated Stamp           `json:"updated"`
	May     []string        `json:"may" doc:"What the viewer may do: write, delete, erase, undo"`
}

// Page is one page of records; Next is empty on the last one.
type Page struct {
	Items []Record `json:"items"`
	Next  string   `json:"next"`
}

// Query says which records of a kind are wanted, and in which order.
type Query struct {
	Text   string   // part of the title, the key or a tag
	Where  []string // "field:value"; several of one field mean either, of different fields both
	Sort   string   // a field, "key", "title", "created" or "updated"; "-" before it turns the order round
	Limit  int      // 1 to 500; 0 = 50
	Cursor string   // from the page before
}

// Write is the body of POST, PUT and PATCH of one record.
type Write struct {
	ChangeID    string          `json:"change_id,omitempty" doc:"The same id again gives the first result and changes nothing"`
	BaseVersion int             `json:"base_version,omitempty" doc:"The version the change was made on; what others changed since is merged by field"`
	Key         string          `json:"key,omitempty" doc:"Wanted key; empty keeps it, or makes one"`
	Reason      string          `json:"reason,omitempty"`
	Data        json.RawMessage `json:"data"`
}

// ChangeSet is an atomic list of changes: all of them happen, or none.
type ChangeSet struct {
	ChangeID string   `json:"change_id,omitempty" doc:"The same id again gives the first result and changes nothing"`
	Via      string   `json:"via,omitempty" enum:"import,accept" doc:"Only for files (import: a key names an existing record too) and accepted scenarios"`
	Reason   string   `json:"reason,omitempty"`
	Changes  []Change `json:"changes"`
	Preview  bool     `json:"preview,omitempty" doc:"Say what would happen and change nothing"`
}

// Change is one record's change inside a change set.
type Change struct {
	Kind        string          `json:"kind"`
	ID          string          `json:"id,omitempty" doc:"Id or key of the record; an unused id, or empty, for a new one"`
	Key         string          `json:"key,omitempty"`
	BaseVersion int             `json:"base_version,omitempty"`
	Exact       bool            `json:"exact,omitempty" doc:"Refuse when the record has another version than base_version, instead of merging"`
	Op          string          `json:"op" enum:"put,patch,delete,erase"`
	Data        json.RawMessage `json:"data,omitempty"`
}

// Choose takes one of the plans of the trade-offs.
type Choose struct {
	Result  string   `json:"result" doc:"The result that was looked at, as the answer names it"`
	Plan    string   `json:"plan" doc:"Id of the plan"`
	Title   string   `json:"title,omitempty" doc:"Of the decision; a usual one when empty"`
	Why     string   `json:"why,omitempty"`
	Review  string   `json:"review,omitempty" doc:"Day to look at it again; half way to the promised day when empty"`
	Matters []string `json:"matters,omitempty" doc:"Criteria that weigh three times as much, by their words"`
	Keep    bool     `json:"keep,omitempty" doc:"Keep it as a scenario and change nothing else"`
}

// KeepReport keeps a report with what somebody says of it.
type KeepReport struct {
	Audience string       `json:"audience" doc:"Key or id"`
	Since    string       `json:"since,omitempty" doc:"Day since when it tells, as it was asked for"`
	Result   string       `json:"result,omitempty" doc:"The result that was looked at, as the answer names it; whatever it says now when empty"`
	Drop     []string     `json:"drop,omitempty" doc:"Subjects of sentences that are not told"`
	Edits    []EditReport `json:"edits,omitempty" doc:"Sentences in other words; they keep their facts"`
	Said     []SaidReport `json:"said,omitempty" doc:"Sentences that a person adds"`
	Approve  bool         `json:"approve,omitempty" doc:"Approved by who sends this; a draft otherwise"`
}

// EditReport gives a sentence other words.
type EditReport struct {
	Subject string `json:"subject"`
	Text    string `json:"text"`
}

// SaidReport is a sentence that a person adds.
type SaidReport struct {
	Part string `json:"part" enum:"outcome,changed,dates,risks,asks,thanks"`
	Text string `json:"text"`
}

// Applied is what a change set did, or would do.
type Applied struct {
	ChangeID string          `json:"change_id"`
	Again    bool            `json:"again,omitempty" doc:"It had been applied before"`
	Applied  []AppliedRecord `json:"applied"`
	Diff     []Diff          `json:"diff"`
}

// AppliedRecord is one record after the change set; Op is empty where nothing changed.
type AppliedRecord struct {
	Kind    string `json:"kind"`
	ID      string `json:"id"`
	Key     string `json:"key"`
	Version int    `json:"version"`
	Op      string `json:"op,omitempty"`
	Created bool   `json:"created,omitempty"`
}

// Diff is what changed in one record.
type Diff struct {
	Kind   string      `json:"kind"`
	ID     string      `json:"id"`
	Key    string      `json:"key"`
	Title  string      `json:"title"`
	Op     string      `json:"op"`
	Fields []FieldDiff `json:"fields"`
}

// FieldDiff is one field before and after; null means no value.
type FieldDiff struct {
	Field  string          `json:"field"`
	Before json.RawMessage `json:"before"`
	After  json.RawMessage `json:"after"`
}

// NewBaseline asks for the newest plan to be kept.
type NewBaseline struct {
	Title   string `json:"title" doc:"Named after the day when empty"`
	Project string `json:"project" doc:"Key of a project; everything when empty"`
	Why     string `json:"why"`
}

// NewPromise gives a date to somebody; the odds and the plan it rests on are added.
type NewPromise struct {
	Milestone string `json:"milestone" doc:"Key or id"`
	Date      string `json:"date" doc:"The day promised, its end counts"`
	To        string `json:"to" doc:"Who is told"`
}

// Imported is what came of a file of finished work.
type Imported struct {
	Tasks    int    `json:"tasks" doc:"Finished tasks in the file"`
	LeftOut  int    `json:"left_out" doc:"Rows without an estimate or without work: they say nothing"`
	Record   string `json:"record" doc:"Key of the track record that keeps them"`
	Changed  bool   `json:"changed" doc:"False where the same file had been imported before"`
	ChangeID string `json:"change_id"`
}

// History is a record's versions, newest first.
type History struct {
	Entries []Entry `json:"entries"`
}

// Entry is one version in sentences.
type Entry struct {
	ChangeID  string    `json:"change_id"`
	At        time.Time `json:"at"`
	By        *Ref      `json:"by" doc:"null for the system"`
	Via       string    `json:"via"`
	Version   int       `json:"version"`
	Op        string    `json:"op"`
	Reason    string    `json:"reason"`
	Sentences []string  `json:"sentences"`
	Undoable  bool      `json:"undoable"`
	WhyNot    string    `json:"why_not"`
}

// Found is what a search finds.
type Found struct {
	Kind  string `json:"kind"`
	ID    string `json:"id"`
	Key   string `json:"key"`
	Title string `json:"title"`
	Why   string `json:"why" doc:"What matched: key, title, tag or text"`
}

// FoundList is the answer to a search.
type FoundList struct {
	Items []Found `json:"items"`
}
