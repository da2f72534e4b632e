package model

// Plan says who does what when. Placements align with Problem.Tasks.
type Plan struct {
	Placements []Placement
}

// Placement is where one task lies.
type Placement struct {
	Start, Finish Minute // of the whole task: first work to last
	Work          []Assignment
}

// Assignment is one person on one seat.
type Assignment struct {
	Seat, Person  int
	Mentor        int    // person index, or None
	Start, Finish Minute // of this person's part
	Effort        int64  // minutes of work this person contributes
	Segments      []Span // only for split tasks: the stretches in order; nil = one stretch through the calendar
}

// Measures are what a plan is worth, computed from (problem, plan) alone.
type Measures struct {
	Finish    Minute // last finish of any task
	Lateness  int64  // weighted minutes late over tasks and milestones
	Buffer    int64  // weighted minutes of the milestones' buffers that are used up
	Cost      int64  // minor units: work and equipment
	Work      int64  // minutes of people's time, mentors included
	Growth    int64  // minutes practised toward people's goals
	Singles   int    // skills (areas) that end with fewer than two people
	Changes   int    // assignments that differ from Problem.Current
	HandOvers int    // dependencies whose sides share nobody
	Over      int64  // minor units over the budget, total and periods together; a budget is a wish like a deadline
}

// Violation is one way in which a plan breaks its problem.
type Violation struct {
	Rule string // "skill", "calendar", "capacity", "precedence", "work", "pinned", …
	Task int    // or None
	Text string // a sentence for people
}
