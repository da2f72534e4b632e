// Package statement is what answers are made of: a message, its typed arguments and
// the facts it rests on. The words of every message stand in one catalogue here, so
// that the terminal, the web, reports and e-mail all say the same; the API sends the
// rendered segments, in which every name is a link and every figure answers "why?".
package statement

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"time"

	"plumbline/internal/record"
)

// Level says how a reader should take a statement.
type Level string

// The levels; the empty one is neutral.
const (
	Bad  Level = "bad"
	Warn Level = "warn"
	Info Level = "info"
	Good Level = "good"
)

// Type says what an argument or a segment is.
type Type string

// The types of arguments. Plain text has the empty type.
const (
	Record      Type = "record"
	Person      Type = "person"
	Area        Type = "area"
	Path        Type = "path"
	Date        Type = "date"
	Range       Type = "range"
	Probability Type = "probability"
	Hours       Type = "hours"
	Money       Type = "money"
	Count       Type = "count"
	Span        Type = "span"
	FactType    Type = "fact"
	People      Type = "people"
)

// Statement is one sentence or two, not yet in words.
type Statement struct {
	ID       string // of the message in the catalogue
	Args     []Arg
	Evidence []Fact
	Level    Level

	said []Segment // the words as they came from an API; nil = those of the catalogue
}

// Arg is one typed argument of a message.
type Arg struct {
	Name string
	Type Type
	Text string // its words, where they do not follow from the value
	Kind record.Kind
	ID   string
	Key  string
	N    float64 // count, probability 0–1, minutes
	From record.Date
	To   record.Date
	Why  string // address of what to open
	List []Arg  // of people
}

// Fact is the address of a piece of evidence, and what to call it.
type Fact struct {
	Address string    `json:"address"`
	Label   string    `json:"label"`
	When    time.Time `json:"when,omitzero"`
}

// Segment is a run of rendered text.
type Segment struct {
	Text  string      `json:"text"`
	As    Type        `json:"as,omitempty"`
	Kind  record.Kind `json:"kind,omitempty"`
	ID    string      `json:"id,omitempty"`
	Key   string      `json:"key,omitempty"`
	Value any         `json:"value,omitempty"` // number, or {from,to} dates
	Why   string      `json:"why,omitempty"`
}

// New makes a statement of a message of the catalogue.
func New(id string, args ...Arg) Statement { return Statement{ID: id, Args: args} }

// At sets the level.
func (s Statement) At(l Level) Statement {
	s.Level = l
	return s
}

// On adds evidence.
func (s Statement) On(facts ...Fact) Statement {
	s.Evidence = append(s.Evidence[:len(s.Evidence):len(s.Evidence)], facts...)
	return s
}

// IsZero says that nothing is stated.
func (s Statement) IsZero() bool { return s.ID == "" }

// Saying gives the statement in other words, made of segments of its own: the facts
// stay. It cannot be kept as Stored.
func (s Statement) Saying(words []Segment) Statement {
	s.said = words
	return s
}

// Without leaves out the arguments that hide names. False means that the message cannot
// do without one of them.
func (s Statement) Without(hide func(Arg) bool) (Statement, bool) {
	text, _ := Message(s.ID)
	var kept []Arg
	for _, a := range s.Args {
		if !hide(a) {
			kept = append(kept, a)
		} else if !strings.Contains(text, "{"+a.Name+"?") {
			return s, false
		}
	}
	s.Args = kept
	return s, true
}

// Text gives the words without links.
func (s Statement) Text() string {
	out := ""
	for _, seg := range s.Segments() {
		out += seg.Text
	}
	return out
}

// Rendered is a statement as the API gives it: its words, and what they rest on.
type Rendered struct {
	ID       string    `json:"id"`
	Segments []Segment `json:"segments"`
	Evidence []Fact    `json:"evidence"`
	Level    Level     `json:"level,omitempty"`
}

// MarshalJSON gives the rendered form of the API.
func (s Statement) MarshalJSON() ([]byte, error) {
	evidence := s.Evidence
	if evidence == nil {
		evidence = []Fact{}
	}
	return json.Marshal(Rendered{s.ID, s.Segments(), evidence, s.Level})
}

// UnmarshalJSON reads the rendered form of the API: the words stay as they came, the
// arguments are not known.
func (s *Statement) UnmarshalJSON(data []byte) error {
	var in Rendered
	if err := json.Unmarshal(data, &in); err != nil {
		return err
	}
	*s = Statement{ID: in.ID, Evidence: in.Evidence, Level: in.Level, said: in.Segments}
	return nil
}

// Rec is a record as an argument.
func Rec(name string, kind record.Kind, id, key, title string) Arg {
	return Arg{Name: name, Type: Record, Kind: kind, ID: id, Key: key, Text: title}
}

// Someone is a person: a record where id is given, else a contributor by name.
func Someone(name, id, key, title string) Arg {
	return Arg{Name: name, Type: Person, Kind: "person", ID: id, Key: key, Text: title}
}

// Somebodies is a list of people, joined by "and".
func Somebodies(name string, list []Arg) Arg { return Arg{Name: name, Type: People, List: list} }

// Words is plain text.
func Words(name, text string) Arg { return Arg{Name: name, Text: text} }

// InArea is an area of the code.
func InArea(name, area string) Arg { return Arg{Name: name, Type: Area, Text: area, ID: area} }

// AtPath is a path of a repository.
func AtPath(name, path string) Arg { return Arg{Name: name, Type: Path, Text: path, ID: path} }

// On is a day.
func On(name string, d record.Date) Arg { return Arg{Name: name, Type: Date, From: d} }

// Between is a range of days, always P10–P90.
func Between(name string, from, to record.Date) Arg {
	return Arg{Name: name, Type: Range, From: from, To: to}
}

// Odds is a probability from 0 to 1.
func Odds(name string, p float64) Arg { return Arg{Name: name, Type: Probability, N: p} }

// Portion is a share that is no probability and may pass one: "160 %".
func Portion(name string, share float64) Arg {
	return Arg{Name: name, Text: strconv.Itoa(int(math.Round(100*share))) + " %"}
}

// Cash is an amount of money in minor units.
func Cash(name string, minor int64, currency string) Arg {
	return Arg{Name: name, Type: Money, Text: record.Money{Minor: minor, Currency: currency}.String(), N: float64(minor)}
}

// Work is an amount of work in minutes.
func Work(name string, minutes float64) Arg { return Arg{Name: name, Type: Hours, N: minutes} }

// N is a count; the message carries the noun: "{n:change|changes}".
func N[T int | int32 | int64 | float64](name string, n T) Arg {
	return Arg{Name: name, Type: Count, N: float64(n)}
}

// Days is a length of time in days, said as days, weeks, months or years.
func Days(name string, days float64) Arg { return Arg{Name: name, Type: Span, N: days} }

// Because sets the address that answers "why?" for this argument.
func (a Arg) Because(address string) Arg {
	a.Why = address
	return a
}

// Stored is a statement as results keep it: message and arguments, not words.
type Stored Statement

// Store prepares statements for keeping.
func Store(list []Statement) []Stored {
	out := make([]Stored, len(list))
	for i := range list {
		out[i] = Stored(list[i])
	}
	return out
}

// Load gives kept statements back.
func Load(list []Stored) []Statement {
	out := make([]Statement, len(list))
	for i := range list {
		out[i] = Statement(list[i])
	}
	return out
}
