package words

import (
	"math/rand/v2"
)

// Sort says what a change is for.
type Sort uint8

// The sorts of change a subject line can speak of.
const (
	Feature Sort = iota
	Fix
	Refactor
	Test
	Docs
)

var actions = [...][]string{
	Feature:  {"Add", "Allow", "Support", "Keep", "Show", "Accept", "Store", "Send", "Split", "Record"},
	Fix:      {"Fix", "Correct", "Do not lose", "Handle an empty", "Stop doubling the", "Wait for the", "Guard the", "Close the", "Round the", "Release the"},
	Refactor: {"Simplify", "Move", "Rename", "Extract", "Tidy", "Inline", "Separate", "Narrow"},
	Test:     {"Test", "Cover", "Add a case for", "Pin down", "Check"},
	Docs:     {"Describe", "Explain", "Document", "Note"},
}

var tails = []string{
	"when a batch closes late", "after a restart", "for partial amounts", "across midnight", "for guests",
	"behind a flag", "when the bank is closed", "with two currencies", "under load", "for the second attempt",
	"before the cut-off", "when the reply is late", "for old clients", "on a slow link", "in the preview",
	"for test accounts", "when nothing changed", "after a time-out", "for large merchants", "by day",
}

// Subject draws the subject line of a change to a place, without an issue key.
func Subject(r *rand.Rand, s Sort, p Place) string {
	list := actions[s]
	out := list[r.IntN(len(list))] + " " + p.Nouns[r.IntN(len(p.Nouns))] + " " + qualities[r.IntN(len(qualities))]
	if r.IntN(3) > 0 {
		out += " " + tails[r.IntN(len(tails))]
	}
	return out
}

var qualities = []string{
	"checks", "limits", "names", "totals", "order", "history", "state", "numbers", "dates", "errors", "keys",
	"defaults", "notes", "amounts", "retries", "links", "counts", "rules", "events", "hints",
}

var taskVerbs = []string{"Build", "Finish", "Migrate", "Harden", "Measure", "Replace", "Design", "Roll out", "Clean up", "Automate"}

// Title draws the title of a task in a place.
func Title(r *rand.Rand, p Place) string {
	return taskVerbs[r.IntN(len(taskVerbs))] + " " + p.Nouns[r.IntN(len(p.Nouns))] + " " + qualities[r.IntN(len(qualities))] + " in " + p.Dir
}
