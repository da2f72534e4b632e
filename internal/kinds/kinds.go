// Package kinds is the list of every kind of record there is: one line a kind, with
// who may do what. The kinds themselves stand in one package a duty.
package kinds

import (
	"plumbline/internal/kinds/align"
	"plumbline/internal/kinds/decide"
	"plumbline/internal/kinds/deliver"
	"plumbline/internal/kinds/frame"
	"plumbline/internal/kinds/grow"
	"plumbline/internal/kinds/guide"
	"plumbline/internal/kinds/people"
	"plumbline/internal/record"
)

// Relations that recur in the policies below.
const (
	everyone = record.Everyone
	leads    = record.Admin | record.Lead
	admins   = record.Admin
	subject  = record.Subject
)

// Policies that recur: teamwork is written by every member; steering by leads;
// running the product by admins.
var (
	teamwork = record.Policy{Read: everyone, Create: everyone, Update: everyone, Remove: leads, Wipe: admins}
	steering = record.Policy{Read: everyone, Create: leads, Update: leads, Remove: leads, Wipe: admins}
	running  = record.Policy{Read: everyone, Create: admins, Update: admins, Remove: admins, Wipe: admins}
	personal = record.Policy{Read: everyone, Create: leads | subject, Update: leads | subject, Remove: leads | subject, Wipe: admins}
	own      = record.Policy{Read: subject, Create: subject, Update: subject, Remove: subject, Wipe: admins}
)

func restricted(p record.Policy, label string, to record.Grant) record.Policy {
	p.Restricted = map[string]record.Grant{label: to}
	return p
}

// Registry describes every kind, in the order people meet them.
func Registry() *record.Registry {
	return record.NewRegistry(
		record.Definition{Kind: "person", Plural: "people", Title: "Person", Room: "people", Schema: 1, SelfSubject: true, New: func() record.Body { return &people.Person{} },
			Policy: restricted(personal, "rate", leads), Doc: "Somebody of the organisation, or a coding agent that takes tasks."},
		record.Definition{Kind: "team", Plural: "teams", Title: "Team", Room: "people", Schema: 1, New: func() record.Body { return &people.Team{} },
			Policy: steering, Doc: "People with a common purpose, what they offer and how to ask."},
		record.Definition{Kind: "skill", Plural: "skills", Title: "Skill", Room: "people", Schema: 1, New: func() record.Body { return &people.Skill{} },
			Policy: teamwork, Doc: "Something people can know, what its levels mean, and how evidence shows it."},
		record.Definition{Kind: "skill_claim", Plural: "skill claims", Title: "Skill claim", Room: "people", Schema: 1, New: func() record.Body { return &people.SkillClaim{} },
			Policy: personal, Doc: "What somebody says of a person's level in a skill, and the wish to grow in it."},
		record.Definition{Kind: "absence", Plural: "absences", Title: "Absence", Room: "people", Schema: 1, New: func() record.Body { return &frame.Absence{} },
			Policy: restricted(personal, "reason", leads|subject), Doc: "Days on which a person works less or not at all."},
		record.Definition{Kind: "calendar", Plural: "calendars", Title: "Calendar", Room: "people", Schema: 1, New: func() record.Body { return &frame.Calendar{} },
			Policy: steering, Doc: "A working pattern with holidays that people can share."},
		record.Definition{Kind: "identity", Plural: "identities", Title: "Identity", Room: "people", Schema: 1, New: func() record.Body { return &people.Identity{} },
			Policy: personal, Doc: "A name, address or login in the evidence, and whose it is. What a person says here stands over the product's guess."},
		record.Definition{Kind: "project", Plural: "projects", Title: "Project", Room: "deliver", Schema: 1, New: func() record.Body { return &deliver.Project{} },
			Policy: steering, Doc: "Work toward a goal. Its key numbers its tasks."},
		record.Definition{Kind: "equipment", Plural: "equipment", Title: "Equipment", Room: "deliver", Schema: 1, New: func() record.Body { return &deliver.Equipment{} },
			Policy: steering, Doc: "An environment, a device, a licence or a machine that tasks hold while they run."},
		record.Definition{Kind: "task", Plural: "tasks", Title: "Task", Room: "deliver", Schema: 1, KeyFrom: "project", New: func() record.Body { return &deliver.Task{} },
			Policy: teamwork, Doc: "One piece of work with its seats, estimate, order and progress."},
		record.Definition{Kind: "milestone", Transition: deliver.KeepPromises, Plural: "milestones", Title: "Milestone", Room: "deliver", Schema: 1, New: func() record.Body { return &deliver.Milestone{} },
			Policy: steering, Doc: "What is brought at a date, the tasks it needs and the promises made."},
		record.Definition{Kind: "risk", Plural: "risks", Title: "Risk", Room: "deliver", Schema: 1, Prefix: "R", New: func() record.Body { return &deliver.Risk{} },
			Policy: teamwork, Doc: "Something that may happen, how likely, and what it would do to dates and money."},
		record.Definition{Kind: "baseline", Plural: "baselines", Title: "Baseline", Room: "deliver", Schema: 1, Prefix: "B", New: func() record.Body { return &deliver.Baseline{} },
			Policy: steering, Doc: "A plan as it was when somebody agreed to it, to measure later plans against."},
		record.Definition{Kind: "track_record", Plural: "track records", Title: "Track record", Room: "deliver", Schema: 1, New: func() record.Body { return &deliver.TrackRecord{} },
			Policy: steering, Doc: "Past work brought in from elsewhere: what was estimated and what it took."},
		record.Definition{Kind: "decision", Plural: "decisions", Title: "Decision", Room: "decide", Schema: 1, Prefix: "D", New: func() record.Body { return &decide.Decision{} },
			Policy: teamwork, Doc: "A choice with its context, criteria, options, outcome and consequences."},
		record.Definition{Kind: "strategy", Plural: "strategies", Title: "Strategy", Room: "decide", Schema: 1, New: func() record.Body { return &decide.Strategy{} },
			Policy: steering, Doc: "Where to, what is hard, the direction, and what is left out, on one page."},
		record.Definition{Kind: "bet", Plural: "bets", Title: "Bet", Room: "decide", Schema: 1, Prefix: "B", New: func() record.Body { return &decide.Bet{} },
			Policy: steering, Doc: "What a strategy puts work on, now, next or later, and what would prove it wrong."},
		record.Definition{Kind: "reading", Keyless: true, Plural: "readings", Title: "Reading", Room: "settings", Schema: 1, New: func() record.Body { return &decide.Reading{} },
			Policy: record.Policy{Read: everyone, Create: subject, Update: subject, Remove: subject, Wipe: admins}, Doc: "Says that a person has read something. Nobody says it for another."},
		record.Definition{Kind: "objective", Plural: "objectives", Title: "Objective", Room: "align", Schema: 1, Prefix: "O", New: func() record.Body { return &align.Objective{} },
			Policy: teamwork, Doc: "What work is for, with the key results that show whether it is reached."},
		record.Definition{Kind: "stakeholder", Plural: "stakeholders", Title: "Stakeholder", Room: "align", Schema: 1, New: func() record.Body { return &align.Stakeholder{} },
			Policy: restricted(steering, "standing", leads), Doc: "Somebody the work matters to, and how they are kept told."},
		record.Definition{Kind: "audience", Plural: "audiences", Title: "Audience", Room: "align", Schema: 1, New: func() record.Body { return &align.Audience{} },
			Policy: steering, Doc: "Who is told something, in which words and how deep."},
		record.Definition{Kind: "term", Plural: "terms", Title: "Term", Room: "align", Schema: 1, New: func() record.Body { return &align.Term{} },
			Policy: teamwork, Doc: "An entry of the glossary: a word of the trade in plain words."},
		record.Definition{Kind: "report", Transition: align.KeepTold, Plural: "reports", Title: "Report", Room: "align", Schema: 1, New: func() record.Body { return &align.Report{} },
			Policy: steering, Doc: "What an audience was told of a period: sentences with the facts behind them, and who approved them."},
		record.Definition{Kind: "promise", Transition: align.KeepTerms, Plural: "promises", Title: "Promise", Room: "align", Schema: 1, Prefix: "V", New: func() record.Body { return &align.Promise{} },
			Policy: teamwork, Doc: "What one team has promised another by a day, with the odds they agreed on."},
		record.Definition{Kind: "requirement", Plural: "requirements", Title: "Requirement", Room: "deliver", Schema: 1, Prefix: "Q", New: func() record.Body { return &deliver.Requirement{} },
			Policy: teamwork, Doc: "What somebody needs, said so that it can be built and checked."},
		record.Definition{Kind: "repository", Plural: "repositories", Title: "Repository", Room: "guide", Schema: 1, New: func() record.Body { return &guide.Repository{} },
			Policy: steering, Doc: "A git repository whose history is evidence."},
		record.Definition{Kind: "action_item", Plural: "action items", Title: "Action item", Room: "grow", Schema: 1, New: func() record.Body { return &grow.ActionItem{} },
			Policy: teamwork, Doc: "Something a person said they would do, by when, and where it came from."},
		record.Definition{Kind: "one_on_one", Keyless: true, Transition: grow.SamePair, Plural: "one-on-ones", Title: "One-on-one", Room: "grow", Schema: 1, New: func() record.Body { return &grow.OneOnOne{} },
			Policy: own, Doc: "A series of talks between two people. Only these two know of it."},
		record.Definition{Kind: "conversation", Keyless: true, Within: "series", Plural: "conversations", Title: "Conversation", Room: "settings", Schema: 1, New: func() record.Body { return &grow.Conversation{} },
			Policy: own, Doc: "One talk of a one-on-one, with the notes both share."},
		record.Definition{Kind: "talking_point", Keyless: true, Within: "series", Plural: "talking points", Title: "Talking point", Room: "settings", Schema: 1, New: func() record.Body { return &grow.TalkingPoint{} },
			Policy: own, Doc: "Something on the agenda of a one-on-one, until it is talked about or done."},
		record.Definition{Kind: "private_note", Keyless: true, Sealed: true, Plural: "private notes", Title: "Private note", Room: "settings", Schema: 1, New: func() record.Body { return &grow.PrivateNote{} },
			Policy: record.Policy{Read: subject, Create: subject, Update: subject, Remove: subject, Wipe: subject}, Doc: "What somebody writes down for themselves alone. It is kept encrypted."},
		record.Definition{Kind: "balance", Keyless: true, Plural: "balances", Title: "Balance", Room: "settings", Schema: 1, New: func() record.Body { return &grow.Balance{} },
			Policy: own, Doc: "How somebody wants to divide their own time. They alone know."},
		record.Definition{Kind: "scenario", Plural: "scenarios", Title: "Scenario", Room: "deliver", Schema: 1, New: func() record.Body { return &frame.Scenario{} },
			Policy: teamwork, Doc: "A change set that was kept and not applied: a what-if to come back to."},
		record.Definition{Kind: "comment", Keyless: true, Plural: "comments", Title: "Comment", Room: "settings", Schema: 1, New: func() record.Body { return &frame.Comment{} },
			Policy: record.Policy{Read: everyone, Create: subject, Update: subject, Remove: leads | subject, Wipe: admins}, Doc: "A remark on any record."},
		record.Definition{Kind: "evidence_link", Keyless: true, Plural: "evidence links", Title: "Evidence link", Room: "settings", Schema: 1, New: func() record.Body { return &frame.EvidenceLink{} },
			Policy: teamwork, Doc: "Ties a record to a fact: stated, or suggested and confirmed."},
		record.Definition{Kind: "snooze", Keyless: true, Plural: "snoozes", Title: "Snooze", Room: "settings", Schema: 1, New: func() record.Body { return &frame.Snooze{} },
			Policy: own, Doc: "Something on Today that a person put off, until when and why."},
		record.Definition{Kind: "account", Plural: "accounts", Title: "Account", Room: "settings", Schema: 1, New: func() record.Body { return &frame.Account{} },
			Policy: running, Doc: "What a person may do here."},
		record.Definition{Kind: "organisation", Plural: "organisation", Title: "Organisation", Room: "settings", Schema: 1, Single: "organisation", New: func() record.Body { return &frame.Organisation{} },
			Policy: running, Doc: "Zone, currency, length of a day of work and the working week."},
	)
}
