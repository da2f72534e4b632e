package today

import "plumbline/internal/answers/statement"

// Cost is what one more day of waiting costs, in hours of work of the people here. It
// is one unit for everything, so that unlike things can be ranked; it is reckoned from
// the few assumptions below and says so.
type Cost struct {
	Hours float64             `json:"hours"`
	Why   statement.Statement `json:"why"`
}

// What the costs assume, in the units their names say.
const (
	heldUp       = 0.5     // share of a day that somebody loses whose task waits: there is other work
	awayShare    = 1.0 / 7 // of working days on which one is not there: holidays, sickness, courses
	changeHours  = 4.0     // behind one change or fix
	driftHours   = 0.05    // a day, by which a change that waits grows dearer
	linesHour    = 200.0   // read in an hour
	quarterDays  = 60.0    // working days of a quarter
	workShare    = 5.0 / 7 // of all days
	delayDays    = 10.0    // in which something can still be done about a risk whose sign was seen
	goalShare    = 1.0 / 5 // of a person's time that an objective at least should have
	askHours     = 0.5     // to ask or look again
	guideHours   = 1.0     // a day, lost by a newcomer without a guide
	lookHours    = 0.25    // a day: coming back to what nothing waits for
	effortHours  = 16.0    // of a task nobody estimated
	verifyHours  = 4.0     // of checking a criterion
	mostDayHours = 8.0     // bounds what counts of changes can cost a day
)

// cost makes a cost with the message that says why.
func cost(hours float64, why string, args ...statement.Arg) Cost {
	return Cost{hours, statement.New("cost."+why, args...)}
}

// slip: in the futures in which the date is missed, a day lost now is a day lost at the
// end for everybody who works on it.
func (s *scene) slip(late float64, people int) Cost {
	return cost(late*float64(max(1, people))*s.hours, "slip", statement.Odds("late", late), statement.N("n", max(1, people)))
}

// waits: each task that waits loses its person a part of the day.
func (s *scene) waits(tasks int) Cost {
	return cost(float64(tasks)*heldUp*s.hours, "waits", statement.N("n", tasks))
}

// counted: when it does not come, each who counts on it loses a part of each day.
func (s *scene) counted(late float64, people int) Cost {
	return cost(late*float64(people)*heldUp*s.hours, "counted", statement.Odds("late", late), statement.N("n", people))
}

// fits: work that has to fit into the days left.
func fits(hours, days float64) Cost {
	days = max(1, days)
	return cost(hours/days, "fits", statement.Work("work", 60*hours), statement.Days("days", days))
}

// delayed: what a risk would take, over the days in which something can be done.
func delayed(odds, hours float64) Cost {
	return cost(odds*hours/delayDays, "delayed", statement.Odds("odds", odds), statement.Work("work", 60*hours))
}

// goal: the time an objective should have and does not.
func (s *scene) goal(late float64) Cost {
	return cost(late*goalShare*s.hours, "goal", statement.Odds("late", late))
}

// absent: changes that wait on the days on which the one who knows it is away.
func absent(changes, days int) Cost {
	return cost(awayShare*changeHours*float64(changes)/(float64(days)*workShare), "absent", statement.N("n", changes), statement.Days("days", float64(days)))
}

// read: somebody has to read what nobody knows, once a quarter.
func read(lines int) Cost {
	return cost(float64(lines)/linesHour/quarterDays, "read", statement.N("lines", lines))
}

// drift: each change that waits grows a little dearer every day.
func drift(changes int) Cost {
	return cost(min(mostDayHours, driftHours*float64(changes)), "drift", statement.N("n", changes))
}

// again: fixes that are more than usual, over days.
func again(fixes, days float64) Cost {
	return cost(min(mostDayHours, changeHours*fixes/(days*workShare)), "again", statement.N("n", round1(fixes)), statement.Days("days", days))
}

// asked: what asking around takes for changes that touch what others know, in a year.
func asked(changes int) Cost {
	return cost(askHours*float64(changes)/(365*workShare), "asked", statement.N("n", changes))
}

// unsaid: what a talk does not settle is asked one by one.
func unsaid(points int) Cost {
	return cost(min(mostDayHours, askHours*float64(points)), "talk", statement.N("n", points))
}

// little is for what nothing waits for: coming back to it takes a few minutes a day.
func little(hours float64) Cost {
	return cost(hours, "little", statement.N("minutes", round1(60*hours)))
}

// fewer: changes a week that are not finished any more; more of them cost nothing.
func fewer(changes float64) Cost {
	if changes <= 0 {
		return little(0)
	}
	return cost(min(mostDayHours, changeHours*changes/(7*workShare)), "less", statement.N("n", round1(changes)))
}
