// Package usage keeps how much of a piece of equipment is taken when.
package usage

import "plumbline/schedule/model"

// Profile is the use of one piece of equipment over time: level[i] holds from
// at[i] to at[i+1]; it starts and ends empty.
type Profile struct {
	Capacity int
	at       []model.Minute
	level    []int
}

// Reset empties it.
func (p *Profile) Reset() { p.at, p.level = p.at[:0], p.level[:0] }

// find gives the last step at or before t, -1 before all.
func (p *Profile) find(t model.Minute) int {
	i := len(p.at) - 1
	for i >= 0 && p.at[i] > t {
		i--
	}
	return i
}

// Conflict gives the earliest instant after which [from, to) could fit again, or
// from itself when it fits.
func (p *Profile) Conflict(from, to model.Minute, units int) model.Minute {
	for i := max(0, p.find(from)); i < len(p.at) && p.at[i] < to; i++ {
		if p.level[i]+units > p.Capacity && (i+1 >= len(p.at) || p.at[i+1] > from) {
			for i+1 < len(p.at) && p.level[i]+units > p.Capacity {
				i++
			}
			return p.at[i]
		}
	}
	return from
}

// Hold takes units in [from, to).
func (p *Profile) Hold(from, to model.Minute, units int) {
	if to <= from || units == 0 {
		return
	}
	a, b := p.step(from), 0
	b = p.step(to)
	for i := a; i < b; i++ {
		p.level[i] += units
	}
}

// step makes t a step of the profile.
func (p *Profile) step(t model.Minute) int {
	i := p.find(t)
	if i >= 0 && p.at[i] == t {
		return i
	}
	level := 0
	if i >= 0 {
		level = p.level[i]
	}
	p.at, p.level = append(p.at, 0), append(p.level, 0)
	copy(p.at[i+2:], p.at[i+1:])
	copy(p.level[i+2:], p.level[i+1:])
	p.at[i+1], p.level[i+1] = t, level
	return i + 1
}
