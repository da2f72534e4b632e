package statement

// costWords say what a day of waiting costs, of one thing and by rule.
var costWords = map[string]string{
	"cost.slip":    "In {late} of the futures a day lost now is a day lost at the end, for {n:person who works|people who work} on it.",
	"cost.waits":   "{n:task waits|tasks wait} for it; each loses half a day to it.",
	"cost.counted": "It does not come with {late}; then {n:one who counts|who count} on it lose half of each day.",
	"cost.fits":    "{work} of work have to fit into {days}.",
	"cost.delayed": "With {odds} it takes {work}; a tenth of that is lost each day in which nothing is done.",
	"cost.goal":    "It should have a day a week of somebody, and with {late} it comes too late.",
	"cost.absent":  "On one day in seven the one who knows it is away; {n:change|changes} in {days} came to it, four hours each.",
	"cost.read":    "Once a quarter somebody has to read it: {lines:line|lines}, 200 an hour.",
	"cost.drift":   "{n:change waits|changes wait}; each grows three minutes dearer a day.",
	"cost.again":   "{n:fix|fixes} in {days}, four hours each.",
	"cost.less":    "{n:change|changes} a week fewer, four hours each.",
	"cost.asked":   "{n:change|changes} a year touch both, with half an hour of asking each.",
	"cost.guide":   "A newcomer without a guide loses an hour a day.",
	"cost.little":  "Nothing waits for it; coming back to it is counted as {minutes:minute|minutes} a day.",

	"today.counts.slip":    "odds of being late × people who work on it × a day",
	"today.counts.waits":   "tasks that wait × half a day",
	"today.counts.counted": "odds of not coming × (1 + tasks that wait) × half a day",
	"today.counts.fits":    "hours still to do ÷ days left",
	"today.counts.delayed": "odds × hours it would take ÷ 10 days",
	"today.counts.goal":    "odds of missing it × a day a week",
	"today.counts.absent":  "changes a working day × 4 h × one day in seven",
	"today.counts.read":    "lines ÷ 200 an hour ÷ 60 working days",
	"today.counts.drift":   "changes that wait × 3 min, at most 8 h",
	"today.counts.again":   "fixes a working day × 4 h, at most 8 h",
	"today.counts.less":    "changes a working day fewer × 4 h, at most 8 h",
	"today.counts.asked":   "changes a working day × half an hour",
	"today.counts.guide":   "an hour",
	"today.counts.little":  "a few minutes: nothing waits for it",
}
