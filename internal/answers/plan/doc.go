// Package plan answers who does what when and how sure that is: it turns the
// planning projection into a scheduling problem, has the engines solve and simulate
// it, and says the result in statements. It also previews changes.
package plan
