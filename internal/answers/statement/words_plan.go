package statement

// planWords are the messages of plan, when, trade-offs and risk.
var planWords = map[string]string{
	"preview.odds":        "{milestone} by {date}",
	"preview.sure":        "{milestone}, 80 % sure",
	"preview.work":        "Work",
	"preview.growth":      "Hours toward goals",
	"plan.promised":       "{milestone} lands between {range}: {odds} by the promised {date}.",
	"plan.promised-by":    "{milestone} lands between {range}: {odds} by the promised {date}. {decides} decides it.",
	"plan.unpromised":     "{milestone} lands between {range}. Nobody has been promised a date.",
	"plan.unpromised-by":  "{milestone} lands between {range}. Nobody has been promised a date. {decides} decides it.",
	"plan.all":            "{n:task ends|tasks end} between {range}.",
	"plan.driver.task":    "{what} moves the end by {days} when it goes as expected instead of as it may.",
	"plan.driver.risk":    "{what} moves the end by {days}.",
	"plan.driver.absence": "Unplanned absences move the end by {days}.",
	"plan.driver.common":  "What all tasks of a project share moves the end by {days}.",
	"plan.nothing":        "Nothing is planned yet. Add a project with tasks, or import a list.",
	"plan.prior":          "{n:task has|tasks have} no estimate; a prior stands in.",
	"plan.nobody":         "Nobody here can take {task}: it needs {needs}.",
	"plan.few":            "{task} asks for {wants:person|people} at once; {have:person|people} can.",
	"plan.together":       "{task} holds {seats:seat|seats} at once, and only {have:person|people} can take them.",
	"plan.pinned-lacks":   "{person} is pinned to {task}, which asks for {needs}.",
	"plan.pinned-gone":    "{person} is pinned to {task} and is not here any more.",
	"plan.pin-missed":     "{task} cannot start on {date}, the day fixed for it; it starts on {start}.",
	"plan.no-hours":       "Nobody who can take {task} has hours for it.",
	"plan.no-people":      "{n:task has|tasks have} nobody to do them. Add people.",
	"plan.equipment":      "{task} uses {wants} of {equipment}; there are {has}.",
}
