package statement

// reasonWords are the messages of why the plan is as it is.
var reasonWords = map[string]string{
	"why.done":       "It is done.",
	"why.begun":      "It has begun already, and goes on.",
	"why.dependency": "It waits for {task}.",
	"why.person":     "{person} is busy with {task} until then.",
	"why.equipment":  "{equipment} is held by {task} until then.",
	"why.not-before": "It may not start before {date}.",
	"why.at-once":    "Nothing holds it: it starts as soon as there are hours.",
	"why.order":      "Other work goes first, in the order that serves the whole best.",
	"why.whole":      "It begins and ends with its parts.",

	"why.pinned":     "{person} is pinned to it.",
	"why.began":      "{person} has begun it.",
	"why.only":       "{person}, because nobody else here can take it.",
	"why.known":      "{person} has it in the accepted plan, and moving it does not pay.",
	"why.soonest":    "{person}, because with anybody else something would end later.",
	"why.cheapest":   "{person}, because anybody else would cost more.",
	"why.grows":      "{person}, because it is practice toward their goal.",
	"why.as-good":    "{person}; others would do as well.",
	"why.whole-best": "{person}, because that serves the whole best.",

	"why.instead":     "{person} instead: {costs}",
	"why.end.later":   "everything ends {by} later",
	"why.end.sooner":  "everything ends {by} sooner",
	"why.date.later":  "{milestone} ends {by} later",
	"why.date.sooner": "{milestone} ends {by} sooner",
	"why.task.later":  "it is done {by} later",
	"why.task.sooner": "it is done {by} sooner",
	"why.hours.more":  "{by} more work",
	"why.hours.less":  "{by} less work",
	"why.growth.more": "{by} more toward goals",
	"why.growth.less": "{by} less toward goals",
	"why.single.more": "{by:skill|skills} more with one person",
	"why.single.less": "{by:skill|skills} fewer with one person",
	"why.same":        "nothing else changes",
}
