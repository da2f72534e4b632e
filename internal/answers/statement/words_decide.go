package statement

// decideWords are the messages of decided, of traces and of the skill matrix.
var decideWords = map[string]string{
	"decided.none":         "Nothing has been written down yet. Write the next choice as a decision, or import decision records from a repository.",
	"decided.fine":         "{n:decision holds|decisions hold}, as far as their dates say.",
	"decided.waiting":      "{waiting:decision waits|decisions wait} for somebody.",
	"decided.expired":      "{expired:decision is|decisions are} past the day for another look.",
	"decided.both":         "{waiting:decision waits|decisions wait} for somebody, {expired:is|are} past the day for another look.",
	"decided.item.overdue": "{decision}: to be decided by {due}, {late} ago.",
	"decided.item.expired": "{decision}: to be looked at again on {review}.",
	"decided.item.tie":     "{decision}: two options are level.",
	"decided.item.firm":    "{decision}: {option} leads, whatever any one weight is.",
	"decided.item.until":   "{decision}: {option} leads, and holds until {criterion} weighs over {weight}.",
	"decided.item.from":    "{decision}: {option} leads, and holds while {criterion} weighs over {weight}.",
	"decided.item.against": "{decision}: {option} was chosen; the scores name {leader}.",
	"decided.item.outcome": "{decision}: {option}.",
	"decided.item.open":    "{decision}: nothing scored yet.",

	"traces.some":      "{n:commit names|commits name} {task}, the last on {last}.",
	"traces.none":      "No commit names {task} yet.",
	"traces.unseen":    "{task} is marked done, and no commit names it.",
	"traces.contested": "{task} is marked done, but the branch “{branch}” is not merged.",
	"decided.in-tree":  "{n:decision record stands|decision records stand} in the repositories; none has been written down here.",
	"decided.found":    "“{title}” stands in {path}: {status}{outcome?, $}.",

	"skills.none":    "No skills are written down yet. Add the ones your plan needs, or take them from the areas of the code.",
	"skills.fine":    "Every skill the plan needs is held by at least two people.",
	"skills.single":  "{n:skill the plan needs is|skills the plan needs are} held by one person only: {list}.",
	"skills.missing": "Nobody here has {list}, which the plan needs.",
}
