package demo

import (
	"time"

	"plumbline/internal/sim"
)

// pledges writes the three teams next door and what was promised between them and us:
// one that has slipped, one nobody confirms, one past its day, and how those of the last
// half year ended.
func (c *casting) pledges(p *sim.Purpose) {
	p.Offers = []sim.Offer{
		{What: "Refund API", Ask: "Write to Greta; a new use takes a week."},
		{What: "Postings export", Ask: "Lea adds you to the list of readers."},
		{What: "Advice on payments", Ask: "Tuesday at two, bring your screens."},
	}
	p.Teams = []sim.Team{
		{Key: "platform", Title: "Platform", Purpose: "Machines, test systems and keys for everybody.", Offers: []sim.Offer{
			{What: "Test systems", Ask: "A ticket, two weeks ahead."}, {What: "Keys and secrets", Ask: "By itself, in the portal."}}},
		{Key: "data", Title: "Data", Purpose: "The warehouse, and figures people can trust.", Offers: []sim.Offer{
			{What: "Warehouse tables", Ask: "One table a request, with who reads it."}}},
		{Key: "shop", Title: "Shop", Purpose: "What guests see before they pay.", Offers: []sim.Offer{
			{What: "Merchant catalogue", Ask: "Mail the team; answers within two days."}}},
	}
	said := func(days, odds int, note string) sim.Word {
		return sim.Word{On: c.workday(days), By: -1, Odds: odds, Note: note}
	}
	ours := func(days int, who, note string) sim.Word {
		return sim.Word{On: c.workday(days), By: c.who(who), Note: note}
	}
	p.Pledges = append(c.endedPledges(),
		sim.Pledge{Key: "V-10", Title: "Test system of the new gateway", From: "platform", Interface: "Test systems", What: "It takes 400 payments a second and answers as the banks do.", Date: c.workday(10), Odds: 80, Status: "open",
			Waits: []string{"PAY-27"}, Said: []sim.Word{said(-33, 85, "The machines are ordered."), said(-5, 40, "Two of three people who know it are away until the end of the month.")}},
		sim.Pledge{Key: "V-11", Title: "Yesterday's postings in the warehouse by six", To: "data", Interface: "Postings export", Date: c.workday(20), Odds: 80, Status: "open", Tasks: []string{"REP-7"},
			Said: []sim.Word{ours(-19, "lea", "")}},
		sim.Pledge{Key: "V-12", Title: "Refund API with partial refunds", To: "shop", Interface: "Refund API", Date: c.workday(11), Odds: 90, Status: "open", Tasks: []string{"PAY-31"}, Replaces: "V-9",
			Said: []sim.Word{ours(-12, "greta", "After the settlement events.")}},
		sim.Pledge{Key: "V-13", Title: "Schema of the new warehouse", From: "data", Interface: "Warehouse tables", Date: c.workday(21), Odds: 80, Status: "open", Waits: []string{"REP-7"},
			Said: []sim.Word{said(-24, 0, "")}},
		sim.Pledge{Key: "V-14", Title: "Load figures for the new gateway", To: "platform", Date: c.workday(-3), Odds: 80, Status: "open"},
	)
}

// endedPledges are those of the last half year.
func (c *casting) endedPledges() []sim.Pledge {
	ended := func(key, title, from, to string, date, end int, status string) sim.Pledge {
		p := sim.Pledge{Key: key, Title: title, From: from, To: to, Date: c.workday(date), Ended: c.workday(end), Odds: 80, Status: status}
		p.Said = []sim.Word{{On: p.Date.Add(-12 * 24 * time.Hour), By: -1}}
		return p
	}
	return []sim.Pledge{
		ended("V-1", "Signed callbacks in the test system", "platform", "", -150, -151, "kept"),
		ended("V-2", "Keys that rotate by themselves", "platform", "", -96, -82, "broken"),
		ended("V-3", "A second test system for load", "platform", "", -61, -62, "kept"),
		ended("V-4", "Postings of last year, once", "", "data", -118, -119, "kept"),
		ended("V-5", "Margin by day in the warehouse", "", "data", -40, -41, "kept"),
		ended("V-6", "Names of banks in the catalogue", "shop", "", -75, -69, "broken"),
		ended("V-7", "Refund reasons", "", "shop", -44, -45, "kept"),
		ended("V-8", "Address form for guests", "", "shop", -43, -46, "kept"),
		ended("V-9", "Refund API, whole refunds only", "", "shop", 4, -19, "withdrawn"),
	}
}
