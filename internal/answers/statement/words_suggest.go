package statement

// suggestWords are the messages of who should do a task, and of what changed since.
var suggestWords = map[string]string{
	"suggest.headline": "{people} could do {task}.",
	"suggest.nobody":   "Nobody here could do {task}: it needs {needs}.",
	"suggest.done":     "{task} is done.",
	"suggest.has":      "Has {skills}.",
	"suggest.stretch":  "One level short of {skills}: a stretch, with somebody to help.",
	"suggest.grows":    "Wants to grow in {skill}.",
	"suggest.knows":    "Knows {area}.",
	"suggest.planned":  "The plan has them on it now.",
	"suggest.free":     "{free} without planned work in the weeks between {range}.",
	"suggest.sooner":   "{milestone} would be 80 % sure {days} sooner.",
	"suggest.later":    "{milestone} would be 80 % sure {days} later.",
	"suggest.same":     "{milestone} would keep its day.",

	"since.later":    "{milestone} is 80 % sure {days} later: {now} instead of {then}.",
	"since.sooner":   "{milestone} is 80 % sure {days} sooner: {now} instead of {then}.",
	"since.odds":     "{what} for {to} by {date}: {now} instead of {then}.",
	"since.accepted": "{decision} was decided on {date}.",
	"since.rejected": "{decision} was rejected on {date}.",
	"since.finished": "{task} was finished on {date}.",
	"since.more":     "And {n:task more|tasks more}.",
	"since.risk":     "{risk}, {odds}.",
	"since.new":      "{what}",
	"since.settled":  "{what}",
}
