package statement

// promiseWords are the messages of promises.
var promiseWords = map[string]string{
	"promises.none":  "No promise is written down yet. Write the first one: what, by when, between which teams, and how sure.",
	"promises.fine":  "Every open promise has the odds that were agreed.",
	"promises.under": "{n:promise is|promises are} less likely to be kept than was agreed.",
	"promises.over":  "{over:promise is|promises are} past the day, and nobody has said how it ended.",
	"promises.both":  "{n:promise is|promises are} less likely to be kept than was agreed, and {over:is|are} past the day.",
	"promises.quiet": "{n:promise has|promises have} not been confirmed for long.",
	"promises.ended": "No promise is open.",

	"promises.item.short.plan": "{from?$: }{what} for {to} by {date} has {odds} now; {agreed} was agreed.",
	"promises.item.short.word": "{from?$: }{what} for {to} by {date} has {odds}{said?, as they said on $}; {agreed} was agreed.",
	"promises.item.overdue":    "{from?$: }{what} was promised to {to} by {date}; nobody has said how it ended.",
	"promises.item.unheard":    "{from?$: }{what} for {to} is wanted by {date} and was {said?last confirmed on $}{never?not confirmed yet}.",
	"promises.item.safe":       "{from?$: }{what} for {to} by {date}{odds? has $}.",
	"promises.item.open":       "{from?$: }{what} for {to} is wanted by {date}; nothing says how likely it is{said?, and it was confirmed on $}.",
	"promises.item.kept":       "{from?$: }{what} for {to} was kept{ended? on $}; it was promised by {date}.",
	"promises.item.broken":     "{from?$: }{what} for {to} was not there by {date}.",
	"promises.item.withdrawn":  "{from?$: }{what} for {to} by {date} was withdrawn.",

	"promises.step.tell":  "Tell {to} now: {odds} by {date}.",
	"promises.step.helps": "Ask {from} what would bring it above {odds}.",
	"promises.step.way":   "What would help: {way}.",
	"promises.step.ways":  "Look for a plan that keeps it: another order, another hand, less of it.",
	"promises.step.day":   "Offer {to} another day: {date} has {agreed}.",
	"promises.step.ask":   "Ask {from} to confirm it.",
	"promises.step.end":   "Say whether it was kept, broken or withdrawn.",
	"promises.step.waits": "{n:task waits|tasks wait} for it, first {task}: see what can begin without it.",

	"promises.record":      "Of {n:promise|promises} called {odds} sure, {kept:was|were} kept; in the long run it would be between {low} and {high}.",
	"promises.offers":      "{team}: {what}.",
	"promises.offers.none": "{team}: nothing is written down.",
	"promises.record.none": "No promise has ended yet.",

	"today.promise":      "{what}, promised {to} by {date}, has {odds}; {agreed} was agreed.",
	"today.promise.why":  "{from} promised it{said?; last confirmed on $}{waits?; $(task waits|tasks wait) for it}.",
	"today.promise.rule": "a promise between teams with odds under those agreed",
	"today.overdue":      "{what}, promised {to} by {date}, is past its day.",
	"today.overdue.why":  "Nobody has said whether it was kept{waits?; $(task waits|tasks wait) for it}.",
	"today.overdue.rule": "an open promise past its day",
	"today.unheard":      "{from} has not confirmed {what}, promised by {date}.",
	"today.unheard.why":  "{said?Last confirmed on $}{never?It was never confirmed}{waits?; $(task waits|tasks wait) for it}.",
	"today.unheard.rule": "a promise of another team within {near} that was not confirmed for {min}",
}
