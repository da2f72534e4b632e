// Package model holds what a scheduling problem and its plan are made of: plain
// data, no behaviour that searches. The face of the library is package schedule,
// which re-exports these types; decoders, searches, bounds and the verifier all
// meet here.
//
// Units: every instant is a Minute (minutes since the Unix epoch, UTC); every
// amount of work is in integer minutes of one person at speed 1; money is in minor
// units; shares are permille (1000 = all). Elements refer to each other by index
// into the slices of Problem, so that inner loops never hash.
package model

// Minute is an instant: minutes since the Unix epoch, UTC.
type Minute int64

// Span is a half-open stretch of time [From, To).
type Span struct{ From, To Minute }

// None marks an index that points at nothing (no mentor, no calendar).
const None = -1

// Problem is one planning question. It is read-only to every engine.
type Problem struct {
	Start      Minute     // nothing unstarted is planned before this instant
	Calendars  []Calendar // referred to by index; see package calendar for building them
	Working    int        // calendar of fixed durations and working lags; None = around the clock
	Skills     []string   // names, for messages only
	People     []Person
	Equipment  []Equipment
	Tasks      []Task
	Deps       []Dependency
	Milestones []Milestone
	Budget     Budget
	Rules      Rules
	Current    *Plan // the plan people already know (soft), or nil
}

// Calendar is when somebody or something works: explicit spans first, then a week
// that repeats for ever, so that no plan runs out of calendar.
type Calendar struct {
	Spans []Span // sorted, disjoint, none empty
	// Week repeats after Horizon: spans in minutes from Week start (Monday 00:00
	// of the calendar's zone at Horizon). Empty Week with empty Spans = always.
	Week    []Span
	Horizon Minute // end of the part that Spans describe: a Monday 00:00 of the zone where Week is used
}

// Person is somebody (or a coding agent) who can take seats.
type Person struct {
	Key      string
	Calendar int     // index into Problem.Calendars
	Duty     int     // permille of the hours reserved for support, meetings …: work w takes ceil(w·1000/(1000−Duty)) calendar minutes
	Levels   []int8  // by skill index; 0 is a skill held at level 0, negative = not held
	Rate     int64   // minor units an hour of work; 0 = unknown
	Goals    []Goal  // what the person wants to grow in
	MaxTasks int     // most tasks in the plan, 0 = no limit
	Limits   []Limit // most work in a window
}

// Goal is a skill a person wants to reach a level in.
type Goal struct {
	Skill int
	Level int8
}

// Limit caps a person's work inside a window (minutes of work).
type Limit struct {
	Window Span
	Work   int64
}

// Equipment is a renewable resource: an environment, licence, machine or, in
// classic project scheduling, anything with a capacity.
type Equipment struct {
	Key      string
	Capacity int
	Calendar int   // None = always there
	Cost     int64 // minor units an hour and unit
}

// Task is one piece of work: seats, or a fixed duration, or both.
type Task struct {
	Key       string
	Seats     []Seat
	Duration  int64   // minutes of Problem.Working that every seat is held; 0 = the seats' work decides
	Together  bool    // all seats work the same hours
	Split     bool    // may be interrupted by other work, not only by nights and absences
	Uses      []Usage // equipment held from start to finish
	NotBefore Minute  // 0 = whenever
	Deadline  Minute  // 0 = none
	Weight    int64   // cost of one minute late, relative; 0 with a deadline counts as 1
	Priority  int     // higher first among equals
	Progress  Progress
	Stretch   bool    // a person one level below may take a seat with a mentor
	Resilient []int32 // skills (areas) practised by doing this task
}

// Seat is a place in a task met by one person at a time who has every need.
type Seat struct {
	Needs      []Need
	Work       int64 // minutes of work, the plan's median; 0 with Duration set
	Min, Max   int   // how many people may share it; 0,0 means 1,1
	Pinned     []int // people who must hold it (hard)
	Candidates []int // when not empty, only these people
}

// Need is a skill at a minimum level.
type Need struct {
	Skill int
	Level int8
}

// Usage is equipment held by a task.
type Usage struct{ Equipment, Units int }

// Progress is what has already happened to a task.
type Progress struct {
	Done     bool
	Finished Minute  // with Done
	Started  Minute  // 0 = not begun
	By       [][]int // per seat, who began it; they keep it unless a move pays
	Left     []int64 // per seat, minutes of work that remain; nil = all of it
}

// Link is the kind of a dependency.
type Link uint8

// The four kinds of precedence between a predecessor and a successor.
const (
	FinishStart Link = iota
	StartStart
	FinishFinish
	StartFinish
)

// Dependency orders two tasks. A lag may be negative.
type Dependency struct {
	From, To int // task indices
	Link     Link
	Lag      int64
	Elapsed  bool // lag counts wall-clock minutes instead of the successor's working time
}

// Milestone is a set of tasks that together bring something at a date.
type Milestone struct {
	Key      string
	Tasks    []int
	Deadline Minute // the promised instant; 0 = none
	Buffer   Minute // minutes of the wall clock before the deadline by which a plan aims to end, so that what goes as it may go keeps the date; 0 = none
	Weight   int64
}

// Budget caps money a period; the zero value caps nothing.
type Budget struct {
	Total   int64
	Periods []BudgetPeriod
}

// BudgetPeriod is money that may be spent inside a window.
type BudgetPeriod struct {
	Window Span
	Money  int64
}

// Rules are the organisation's constants of planning.
type Rules struct {
	Sharing     []int // permille each of n people on one seat contributes a minute; nil = 1000, 850, 750, 700
	MentorShare int   // permille of the mentor's time a stretch costs; 0 = 200
	ChangePrice int64 // minutes of finish that one moved assignment must save; 0 = moves are free
	Presence    int   // permille of a fixed duration that its people must be at work, part-timers in proportion to their week; 0 = 500
	Speed       []int // permille of speed by levels above the need; nil = 1000 always
}
