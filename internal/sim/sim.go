// Package sim makes synthetic organisations whose truth is known: people, what
// they really know, a past that a git repository can be written from, a plan with
// estimates, and the durations that will really come about. It is the demo, the
// load generator and the oracle of tests. It plants what misleads: owners who
// left, mass reformats, renames, bots, double identities.
//
// Everything follows from Options: the same options give the same organisation,
// event by event. Dates are relative to Options.Today. An Organisation is
// read-only after New and may be shared.
//
// Sub-packages: words (names and phrases), past (the events of its history),
// source (plausible program text), gitwrite (a real repository), demo (the fixed
// organisation of the demo), optimum (planning problems with a known best plan).
package sim

import (
	"time"
	_ "time/tzdata" // zones must not depend on what the machine has: hashes would differ
)

// Options say which organisation to make. Zero fields take the stated default.
type Options struct {
	Seed     uint64
	Today    time.Time // only its date counts; zero = 20 February 2026
	People   int       // active now; 12
	Areas    int       // parts of the code; 16
	Tasks    int       // in the plan, about half of them done; 40
	Finished int       // older finished tasks with estimate and actual; 3 × Tasks
	Weeks    int       // of history; 104, at least 26
	Commits  int       // about how many; 0 = 3 a person and week
}

// Organisation is everything that is true of a simulated organisation.
type Organisation struct {
	Options Options // as used, defaults filled in

	Name, Key, Zone, Currency string
	Domain                    string // of its e-mail addresses
	HoursPerDay               int
	Start                     time.Time // Monday 00:00 UTC of week 0
	Today                     time.Time // 00:00 UTC; the history ends at its noon

	People []Person // those active now first, then those who left
	Active int      // how many of People are active
	Bots   []Identity
	Skills []Skill
	Areas  []Area

	Pairs     []Pair     // files that always change together, across owners
	Hotspot   Hotspot    // the file that grows
	Reformats []Reformat // commits that touch everything and mean nothing
	Branches  []Branch   // left unmerged for weeks
	Releases  Releases
	Documents []Document // files with a fixed text: CODEOWNERS, decision records, README

	Projects   []Project
	Tasks      []Task
	Milestones []Milestone
	Absences   []Absence
	Claims     []Claim
	Risks      []Risk
	Decisions  []Decision
	Actions    []Action
	OneOnOnes  []OneOnOne
	Balances   []Balance
	Finished   []Outcome
	Purpose    Purpose
}

// Person is somebody who works, or worked, here.
type Person struct {
	Key, Name, Role, Level string
	Login                  string // at the forge
	Zone                   string
	HoursPerWeek           int
	Duty                   int   // permille of the hours reserved for support and meetings
	Rate                   int64 // minor units an hour
	Lead                   int   // index into People, −1 = none
	Joined, Left           time.Time
	From, To               int        // weeks of the history they were here, half open
	Identities             []Identity // how commits spell them; the first is used most
	Levels                 []int8     // true level by skill, −1 = not held
	Goals                  []Goal
	Newcomer               bool
}

// Identity is one spelling of a person in git.
type Identity struct{ Name, Email string }

// Goal is a skill a person wants to reach a level in.
type Goal struct {
	Skill int
	Level int8
}

// Skill is a thing people are good at. An area is a skill too.
type Skill struct {
	Key, Title, Category string // technical, domain or leadership
	Area                 int    // index into Areas, −1 = none
}

// Area is a part of the code and who worked in it when.
type Area struct {
	Key, Dir string
	Language string // of most files: "go", "ts", "sql", "yaml"
	Nouns    []string
	Files    int // how many it starts with
	Stints   []Stint
	Mislead  bool   // those with most commits ever know it no more
	Was      string // directory it was renamed from, "" = never renamed
	Renamed  int    // week of that rename
}

// Stint is a stretch of weeks in which somebody works on an area.
type Stint struct {
	Person   int
	From, To int     // weeks, half open; To = Weeks means still
	Rate     float64 // expected commits a week
}

// Pair is two files of different areas that change together in nearly every change.
type Pair struct {
	Areas [2]int
	Paths [2]string
	Rate  float64 // expected changes a week
}

// Hotspot is a file that changes more and more often and grows.
type Hotspot struct {
	Area int
	Path string
	From int // week the growth begins
}

// Reformat is a commit of one person that touches every source file.
type Reformat struct {
	Week, Person int
	Header       bool // adds a licence line instead of changing the indentation
	Listed       bool // named in .git-blame-ignore-revs
}

// Branch was begun and never merged.
type Branch struct {
	Name         string
	Person, Area int
	Commits      int
	Fork, Tip    time.Time
}

// Releases is the rhythm of tags.
type Releases struct {
	Every   int       // days
	Overdue int       // days since the last one ought to have been followed; 0 = on time
	Reverts []float64 // expected reverts in the three days after each of the last releases, oldest first
}

// Document is a file with a fixed text, committed at an instant; "" removes it.
type Document struct {
	At      time.Time
	Person  int
	Path    string
	Text    string
	Subject string
}

// Weeks of the history.
func (o *Organisation) Weeks() int { return o.Options.Weeks }

// WeekStart is Monday 00:00 UTC of a week of the history.
func (o *Organisation) WeekStart(w int) time.Time { return o.Start.AddDate(0, 0, 7*w) }

// End is the instant the history ends: noon of today, UTC.
func (o *Organisation) End() time.Time { return o.Today.Add(12 * time.Hour) }

// ActiveAt says whether a person was here in a week.
func (o *Organisation) ActiveAt(person, week int) bool {
	p := &o.People[person]
	return p.From <= week && week < p.To
}
