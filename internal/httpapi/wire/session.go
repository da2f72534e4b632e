package wire

import "time"

// Session is who is here and where.
type Session struct {
	Person       *Ref         `json:"person" doc:"null for a token or command that stands for nobody"`
	Roles        []string     `json:"roles" enum:"admin,lead,member"`
	Organisation Organisation `json:"organisation"`
	Demo         bool         `json:"demo"`
	AsOf         string       `json:"as_of" doc:"The day answers are given for, in the organisation's zone"`
	Version      string       `json:"version" doc:"Of the program"`
	Rooms        []string     `json:"rooms" doc:"Sections that exist"`
}

// Organisation is what every page needs to know of it.
type Organisation struct {
	Name        string  `json:"name"`
	Zone        string  `json:"zone"`
	Currency    string  `json:"currency"`
	HoursPerDay float64 `json:"hours_per_day"`
	Today       string  `json:"today"`
	People      int     `json:"people" doc:"How many are here today"`
}

// SignIn is the body of POST /api/v1/session.
type SignIn struct {
	Link string `json:"link" doc:"The secret of a one-time link"`
}

// Schema lists every kind of record.
type Schema struct {
	Kinds []Kind `json:"kinds"`
}

// Kind describes a kind of record and its fields.
type Kind struct {
	Kind   string `json:"kind"`
	Plural string `json:"plural"`
	Title  string `json:"title"`
	Room   string `json:"room"`
	Doc    string `json:"doc"`
	Prefix string `json:"prefix"`
	Single bool   `json:"single" doc:"There is exactly one"`
	// Private kinds are read by whom their records are about, whatever anybody's role.
	Private bool     `json:"private" doc:"Only those it is about read it, whatever their roles"`
	May     []string `json:"may" doc:"create, where the viewer's roles allow it"`
	Fields  []Field  `json:"fields"`
}

// Field describes one field.
type Field struct {
	Name       string   `json:"name"`
	Label      string   `json:"label"`
	Help       string   `json:"help"`
	Type       string   `json:"type" enum:"text,prose,bool,int,number,enum,ref,date,instant,minutes,estimate,money,share,object,strings"`
	Ref        string   `json:"ref" doc:"The kind a reference points to"`
	Enum       []Choice `json:"enum"`
	Required   bool     `json:"required"`
	List       bool     `json:"list"`
	Fields     []Field  `json:"fields" doc:"Of an object"`
	Restricted string   `json:"restricted" doc:"The label of the right that is needed to see it; empty for none"`
}

// Choice is one value of an enumeration.
type Choice struct {
	Value string `json:"value"`
	Label string `json:"label"`
}

// Job is a piece of work in the background.
type Job struct {
	ID       string     `json:"id"`
	Name     string     `json:"name"`
	Title    string     `json:"title"`
	State    string     `json:"state" enum:"waiting,running,done,failed,stopped"`
	Progress Progress   `json:"progress"`
	Created  time.Time  `json:"created"`
	Started  *time.Time `json:"started,omitempty"`
	Ended    *time.Time `json:"ended,omitempty"`
	Error    string     `json:"error"`
}

// Progress says how far a job is; Total is 0 while unknown.
type Progress struct {
	Stage string `json:"stage"`
	Done  int64  `json:"done"`
	Total int64  `json:"total"`
}

// Jobs lists jobs, newest first.
type Jobs struct {
	Items []Job `json:"items"`
}

// FilePatch is what would change in a repository's file, as git apply takes it.
type FilePatch struct {
	Repository string `json:"repository"`
	Path       string `json:"path"`
	Patch      string `json:"patch"`
}

// Fact is what stands behind an address.
type Fact struct {
	Address string     `json:"address"`
	Label   string     `json:"label"`
	Kind    string     `json:"kind"`
	When    *time.Time `json:"when,omitempty"`
	Who     string     `json:"who,omitempty"`
	Lines   []FactLine `json:"lines"`
	Links   []FactLink `json:"links"`
}

// FactLine is one labelled line of a fact.
type FactLine struct {
	Label string `json:"label"`
	Text  string `json:"text"`
}

// FactLink leads on from a fact.
type FactLink struct {
	Text string `json:"text"`
	Href string `json:"href"`
}

// Prose is Markdown to be shown as a reader will see it.
type Prose struct {
	Text string `json:"text"`
}

// HTML is prose turned into safe HTML.
type HTML struct {
	HTML  string    `json:"html"`
	Links []Mention `json:"links" doc:"What the text names by @person and #record, as far as the viewer may see it"`
}

// Mention is a record that a text names.
type Mention struct {
	Text  string `json:"text" doc:"As it stands in the text, with its mark"`
	Kind  string `json:"kind"`
	ID    string `json:"id"`
	Key   string `json:"key"`
	Title string `json:"title"`
}
