package plan

import (
	"fmt"

	"plumbline/internal/snapshot"
	"plumbline/schedule/calendar"
	"plumbline/schedule/model"
)

// equipment lists what tasks may hold, by id, with the hours it is there.
func (b *builder) equipment() error {
	for i := range b.pl.Equipment {
		e := &b.pl.Equipment[i]
		hours, err := b.cal.equipment(e)
		if err != nil {
			return fmt.Errorf("the calendar of %s: %w", e.Key, err)
		}
		b.machines[e.ID] = len(b.q.Problem.Equipment)
		b.q.Problem.Equipment = append(b.q.Problem.Equipment, model.Equipment{Key: e.Key, Capacity: e.Capacity, Calendar: hours, Cost: e.Cost.Minor})
	}
	return nil
}

// equipment gives the index of the calendar of a piece of equipment; None where it is
// always there.
func (c *calendars) equipment(e *snapshot.PlanningEquipment) (int, error) {
	k := c.pl.Calendars[e.Calendar]
	if k == nil {
		return model.None, nil
	}
	region := c.pl.Organisation.Region
	if k.Region != "" {
		region = k.Region
	}
	return c.add(calendar.Pattern{Zone: zoneOf(k.Zone, c.zone), Week: weekOf(k), Holidays: c.holidays(region, k.Holidays)})
}
