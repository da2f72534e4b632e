package statement

// codeWords are the messages of who, away, knowledge and when from git alone.
var codeWords = map[string]string{
	"who.nobody":        "Nobody still here has changed {path} or its area.",
	"who.wider":         "Nobody still here has changed {path} itself; ask {people} about its area, {area}.",
	"who.traces":        "Nobody quite knows {path}; {people} changed it last.",
	"who.knows":         "Ask {people} about {path}.",
	"who.reviewed":      "reviewed {reviews:change|changes}, last on {last}; changed none",
	"who.reason":        "{changes:change|changes} in {files:file|files}, last on {last}{reviews?; reviewed $ more}{wrote?; wrote $ of its lines}",
	"away.one-area":     "Without {person}, {area} has nobody.",
	"away.areas":        "Without {person}, {area} and {more:other area|other areas} have nobody.",
	"away.single":       "Without {person}, {n:area is|areas are each} left with one person who knows it.",
	"away.fine":         "Without {person}, every area keeps at least two people who know it.",
	"away.plan":         "Without {person} from {from} to {to}, {milestone} slips {days}.",
	"away.plan-area":    "Without {person} from {from} to {to}, {milestone} slips {days} and {area} has nobody.",
	"knowledge.reading": "{list} is not read yet. This page fills in by itself; Settings, Work in progress shows how far it is.",
	"knowledge.none":    "No repository has been read yet. Start with: plumbline serve --repo PATH",
	"knowledge.empty":   "There is no source code to know yet.",
	"knowledge.both":    "Of {n:area|areas}, {nobody:has nobody who knows it|have nobody who knows them} and {single:is known by only one person|are known by only one person}.",
	"knowledge.nobody":  "Of {n:area|areas}, {nobody:has nobody who knows it|have nobody who knows them}.",
	"knowledge.single":  "Of {n:area|areas}, {single:is|are} known by only one person.",
	"knowledge.fine":    "{n:area is|areas are each} known by at least two people.",

	"lines.by":          "{first} wrote {firstpart} of the lines there today{second?, $}{secondpart? $}{third?, $}{thirdpart? $}{gone?; $ are by people who left}{nobody?; $ come from bots and mass changes}.{age? Half are older than $.}",
	"lines.nobody-here": "Nobody still here wrote much of the lines there today{gone?; $ are by people who left}{nobody?; $ come from bots and mass changes}.{age? Half are older than $.}",
	"lines.lost":        "Of the lines of {path} today, {gone} are by people who left.{age? Half are older than $.}",
	"lines.reading":     "Who wrote the lines of {repository} is still being worked out.",
	"lines.none":        "Who wrote the lines of {repository} is not known: its past was read through git, which gives counts only.",
	"lines.failed":      "Who wrote the lines of {repository} is not known: {why}.",

	"when.headline":    "{remaining:change|changes} will be done between {range}; 80 % sure by {date}.",
	"when.headline-by": "{remaining:change|changes} will be done between {range}: {odds} by {by}.",
	"when.never":       "{branch} has almost come to rest: {recent:change|changes} in the last year{last?, the last one on $}. At that pace {remaining:change has|changes have} no date worth giving{even?; even odds are for $}.",
	"when.no-pace":     "What is missing is a pace. Ask again once a few changes are finished, name the branch where work goes on with --branch, or plan the work with estimates: plumbline plan FILE",
	"when.pace":        "{pace:change|changes} a week expected now, from {weeks:week|weeks} of history on {branch}.",
	"when.kept":        "Of {n:past forecast|past forecasts} made the same way at 80 %, {right} came true.",
	"when.thin-range":  "Under half a year of history: the range is wide because little is known.",
	"when.too-thin":    "Odds need {need:week|weeks} of history; {branch} has {have}. Ask again later, or name another branch with --branch.",
	"when.no-changes":  "Nothing has been finished on {branch} yet, so there is no pace to go by. Merge a first change, or name another branch with --branch.",
	"when.stale":       "The newest commit is from {date}; the odds hold as of that day.",
}

// peopleWords are messages about people alone.
var peopleWords = map[string]string{
	"person.name": "{person}",
	"away.second": "{person} could be second: {why}",
}
