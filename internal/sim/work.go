package sim

import "time"

// Project is a goal with a key that numbers its tasks.
type Project struct {
	Key, Title, Goal string
	Lead             int
	Status           string // "active", "planned"
	Target           time.Time
	Areas            []int
	Pace             float64 // hidden: the common cause of all its durations, 1 = as guessed
}

// Task is one piece of work of the plan.
type Task struct {
	Key, Title string
	Project    int
	Status     string // "todo", "doing", "review", "blocked", "done"
	Kind       string // "feature", "fix", "chore": for track records
	Seats      []Seat
	Low        int64 // minutes, P10 as guessed by a person
	Likely     int64
	High       int64
	Actual     int64     // the truth: minutes it takes or took
	Left       int64     // minutes that remain as guessed today; 0 unless it is being done
	Started    time.Time // zero = not begun
	Ended      time.Time // zero = not done
	By         int       // who does or did it, −1 = nobody yet
	After      []int     // tasks that must be done first
	Area       int
	Splittable bool
	Stretch    bool // somebody one level short may do it beside a mentor
	Brief      Brief
}

// Brief is what a task is meant to bring.
type Brief struct{ Outcome, Why, DoneWhen string }

// Seat is a place in a task met by one person who has every need.
type Seat struct {
	Needs    []Need
	Share    int // percent of the work
	Min, Max int // people on it
}

// Need is a skill at a minimum level.
type Need struct {
	Skill int
	Level int8
}

// Milestone is what a set of tasks brings, with what was promised of it.
type Milestone struct {
	Key, Title string
	Project    int
	Tasks      []int
	Promises   []Promise
}

// Promise is a date somebody was told. Odds is the chance believed then, 0–1.
type Promise struct {
	Date time.Time
	To   string
	Said time.Time
	Odds float64
	End  string // "kept", "broken"; "" = still open
}

// Absence is time off; From and To are whole days, both included.
type Absence struct {
	Person   int
	From, To time.Time
	Reason   string
}

// Claim is what somebody says about a skill. The truth is in Person.Levels.
type Claim struct {
	Person, Skill int
	Level         int8
	Source        string // "self" or "lead"
	Interest      int    // −1..2
	When          time.Time
}

// Decision is a choice between options by weighted criteria.
type Decision struct {
	Key, Title, Status string
	Context            string
	Criteria           []Criterion
	Options            []Choice
	Outcome            string // title of the chosen option, "" = open
	Consequences       string
	Deciders           []int
	Consulted          []int
	Due, Review        time.Time
	Decided            time.Time
	Supersedes         string // key, "" = none
	Path               string // of its file in the repository, "" = none
	Rule               string // what is true of the repository while it is kept, "" = not said
	Holds              []int  // tasks that wait for it
}

// Criterion is what options are judged by; weights sum to 1.
type Criterion struct {
	Title  string
	Weight float64
}

// Choice is one option with a score, 0–10, for each criterion.
type Choice struct {
	Title  string
	Scores []float64
	Note   string
}

// Action is something somebody agreed to do.
type Action struct {
	Title  string
	Owner  int
	Due    time.Time
	Done   bool
	Source string // key of the record it came from, "" = none
}

// Outcome is a finished piece of work: what was guessed and what it took, in minutes.
type Outcome struct {
	Finished          time.Time
	Project           string
	Person            int
	Kind              string
	Low, Likely, High int64
	Actual            int64
}

// Risk is something that may happen and would delay tasks.
type Risk struct {
	Key, Title           string
	Project              int
	Cause, Event, Effect string
	Probability          float64 // the truth, 0–1
	Hits                 []Hit
	Owner                int
	Response             string
}

// Hit is a task a risk would add work to, in minutes.
type Hit struct {
	Task              int
	Low, Likely, High int64
}
