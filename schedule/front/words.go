package front

import (
	"fmt"
	"strings"
)

// String describes a trade in one plain line, money in minor units: what the plan
// gives and takes against the soonest one.
func (t Trade) String() string {
	var parts []string
	say := func(n int64, unit, more, less string) {
		switch {
		case n > 0:
			parts = append(parts, fmt.Sprintf("%d %s %s", n, unit, more))
		case n < 0:
			parts = append(parts, fmt.Sprintf("%d %s %s", -n, unit, less))
		}
	}
	say(hours(t.Later), "hours", "later", "sooner")
	say(t.Cost, "of money", "dearer", "cheaper")
	say(hours(t.Growth), "hours", "more practice", "less practice")
	say(int64(t.Singles), "skills", "more with one person only", "fewer with one person only")
	say(int64(t.HandOver), "hand-overs", "more", "fewer")
	say(int64(t.Changes), "assignments", "more changed", "fewer changed")
	if len(parts) == 0 {
		return "as the soonest plan"
	}
	return strings.Join(parts, ", ")
}

// hours rounds minutes to hours, away from zero below one hour.
func hours(minutes int64) int64 {
	switch {
	case minutes > 0 && minutes < 60:
		return 1
	case minutes < 0 && minutes > -60:
		return -1
	}
	return (minutes + 30*sign(minutes)) / 60
}

func sign(x int64) int64 {
	if x < 0 {
		return -1
	}
	return 1
}
