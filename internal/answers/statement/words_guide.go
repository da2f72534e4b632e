package statement

// guideWords are the messages about code, knowledge, reviewing and learning.
var guideWords = map[string]string{
	"who.soon": "could know it by {by}, with {n:more change|more changes} there: every second of theirs",

	"technology.none":      "There is no source code yet.",
	"technology.languages": "{languages:language is|languages are} in use; no manifest declares a dependency.",
	"technology.differ":    "{languages:language|languages} and {direct:direct dependency|direct dependencies} are in use; {differ:is|are} declared in more than one version.",
	"technology.fine":      "{languages:language|languages} and {direct:direct dependency|direct dependencies} are in use, each in one version.",

	"hotspots.none":   "No file has changed more than once in the last year.",
	"hotspots.first":  "{path} draws most change: {n:change|changes} in a year{fixes?, $(of them a fix|of them fixes)}.",
	"hotspots.reason": "{n:change|changes} in a year{fixes?, $(of them a fix|of them fixes)}; {lines:line|lines}{coupled?; changes together with $(other file|other files)}",

	"coupling.none":   "Nothing changed together often enough in the last year to say so.",
	"coupling.apart":  "{n:pair of files changes|pairs of files change} together across areas, first {a} and {b}.",
	"coupling.within": "{n:pair of files changes|pairs of files change} together, all within one area.",
	"coupling.files":  "{n:change|changes} in a year touched both: {degree} of theirs",
	"coupling.areas":  "{n:change|changes} in a year touched both: {degree} of theirs",
	"coupling.across": "{n:issue|issues} in a year touched both, {degree} of theirs: {keys}",

	"invest.fine":        "Every area that changes is known by at least two people.",
	"invest.first":       "One more person who knows {area} helps most; {person} is nearest.",
	"invest.nobody-near": "One more person who knows {area} helps most; nobody still here has touched it or what changes with it.",
	"invest.single":      "only {person} knows it; {n:change|changes} in the last half year, {lines:line|lines} of source",
	"invest.nobody":      "nobody still here knows it; {n:change|changes} in the last half year, {lines:line|lines} of source",
	"invest.neighbour":   "knows {area}, which changed together with it {n:time|times} in a year",

	"reviewers.speed":     "Ask {people} to review {what}: they most likely do, and soon.",
	"reviewers.expertise": "Ask {people} to review {what}: they know it best.",
	"reviewers.spread":    "Ask {people} to review {what}: they are near enough to review it well, and learn it.",
	"reviewers.nobody":    "Nobody still here is near {what}.",
	"reviewers.reason":    "with these files: {changed?$(change|changes) }{reviewed?$(review|reviews) }{last?until $}{yours?; $(review|reviews) of the author's changes in a year}{load?; $(review|reviews) in the last 30 days}",
	"reviewers.near":      "works near these files{yours?; $(review|reviews) of the author's changes in a year}{load?; $(review|reviews) in the last 30 days}",
	"reviewers.which":     "Choose a branch that waits, or name paths that are to change.",

	"owners.none":         "There is no CODEOWNERS in the repositories.",
	"owners.differ":       "{n:line|lines} of {all} in CODEOWNERS name nobody who knows the code.",
	"owners.agree":        "CODEOWNERS and those who know the code agree wherever its owners could be matched: {all:line|lines}.",
	"owners.agree-line":   "{owners} knows it{people?; so do $}",
	"owners.differ-line":  "{owners} is here, but does not know it by the changes{people?; those who do: $}",
	"owners.quiet-line":   "{owners} has been quiet for long{people?; those who know it now: $}",
	"owners.unknown-line": "{owners} matches nobody seen in commits{people?; those who know it: $}",

	"learn.teach":          "{teacher} can teach {area}{person? to $}.",
	"learn.nobody":         "Nobody still here can teach {area}{person? to $}; its files and past changes have to.",
	"learn.soon":           "{person} could know {area} by {by}, with {n:more change|more changes} there: every second of theirs.",
	"learn.explains":       "explains the rest",
	"learn.central":        "{n:change|changes} in two years{coupled?; changes together with $(other file|other files)}",
	"learn.example":        "{files:file|files}, {lines:line|lines}, by {person}",
	"learn.example-tested": "{files:file|files} with tests, {lines:line|lines}, by {person}",

	"knowledge.trend": "The active truck factor is {now}; a year ago it was {then}. The classic one, which counts those who left, is {classic}.",
	"knowledge.now":   "The active truck factor is {now}. The classic one, which counts those who left, is {classic}.",

	"skills.state.asserted":     "Said; nothing in the repositories speaks for it yet.",
	"skills.state.evidenced":    "Said, and shown. Evidence: {seen?changes in the repositories, the last on $}{changes?$(change|changes)}{files? in $(file|files)}{last?, last on $}.",
	"skills.state.contested":    "Contested: the claims differ, or the repositories say otherwise.{seen? Evidence: changes in the repositories, the last on $.}{changes? Evidence: $(change|changes)}{files? in $(file|files)}{last?, last on $.}",
	"skills.state.expired":      "Said, but the last trace is old. Evidence: {seen?changes in the repositories, the last on $}{changes?$(change|changes)}{files? in $(file|files)}{last?, last on $}.",
	"skills.state.unsaid":       "Shown, and nobody has said a level. Evidence: {seen?changes in the repositories, the last on $}{changes?$(change|changes)}{files? in $(file|files)}{last?, last on $}.",
	"skills.state.unseen":       "Said; repositories cannot show this skill.",
	"skills.propose.language":   "{files:file|files} in {repository}",
	"skills.propose.dependency": "declared in {n:manifest|manifests} of {repository}",

	"about.none":    "Nothing in the repositories is attributed to {person}.",
	"about.some":    "{person} is seen in the repositories under {n:name|names}.",
	"about.commits": "{n:commit|commits} of yours in {repository}, the first on {first}, the last on {last}",
	"about.seen":    "seen in {repository}, last on {last}",
	"about.area":    "{changes:change|changes} in {files:file|files}, last on {last}{reviews?; reviewed $ more}",
	"about.knows":   "changed it last on {last}",

	"identities.none":  "Every name in the repositories that looks like one of yours is settled.",
	"identities.some":  "{n:pair of names looks|pairs of names look} like one person each.",
	"identities.pair":  "{a} and {b} look like one person.",
	"identities.local": "both addresses begin with {local}",
	"identities.login": "the login {local} is the other's address or name",
	"identities.words": "the same names in another order or with initials",

	"traces.maybe":       "{n:commit looks|commits look} like part of {task} without saying so.",
	"traces.maybe.words": "says {words}{person?, by $ who is on it}{near?, while it was worked on}",
}
