// Package benchread reads public scheduling instances (PSPLIB .sm, iMOPSE .def,
// MSPSP .dzn) into schedule's model, for the benchmark command only. One time unit
// of a file becomes one minute.
package benchread

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"plumbline/schedule/model"
)

// errEnd says that a file stops early.
var errEnd = errors.New("the file ends before it is complete")

// lines walks through a file line by line.
type lines struct {
	all []string
	at  int
}

func newLines(text string) *lines {
	return &lines{all: strings.Split(strings.ReplaceAll(text, "\r", ""), "\n")}
}

// seek moves behind the first line that contains a text.
func (l *lines) seek(text string) error {
	for ; l.at < len(l.all); l.at++ {
		if strings.Contains(l.all[l.at], text) {
			l.at++
			return nil
		}
	}
	return fmt.Errorf("there is no line with %q", text)
}

func (l *lines) next() (string, error) {
	if l.at >= len(l.all) {
		return "", errEnd
	}
	l.at++
	return l.all[l.at-1], nil
}

// numbers reads a line of whole numbers.
func (l *lines) numbers(least int) ([]int, error) {
	line, err := l.next()
	if err != nil {
		return nil, err
	}
	var out []int
	for _, f := range strings.Fields(line) {
		n, err := strconv.Atoi(f)
		if err != nil {
			return nil, fmt.Errorf("line %d: %q is not a whole number", l.at, f)
		}
		out = append(out, n)
	}
	if len(out) < least {
		return nil, fmt.Errorf("line %d: %d numbers, at least %d were expected", l.at, len(out), least)
	}
	return out, nil
}

// most is the most jobs, people or resources a file may have.
const most = 100_000

// PSPLIB reads a single-mode .sm file: every job becomes a task of fixed duration
// that uses equipment.
func PSPLIB(text string) (*model.Problem, error) {
	l := newLines(text)
	jobs, err := l.count("jobs (incl.")
	if err != nil {
		return nil, err
	}
	kinds, err := l.count("- renewable")
	if err != nil {
		return nil, err
	}
	p := &model.Problem{Working: model.None, Tasks: make([]model.Task, jobs)}
	if err := l.precedence(p); err != nil {
		return nil, err
	}
	if err := l.requests(p, kinds); err != nil {
		return nil, err
	}
	if err := l.seek("RESOURCEAVAILABILITIES"); err != nil {
		return nil, err
	}
	if _, err := l.next(); err != nil {
		return nil, err
	}
	caps, err := l.numbers(kinds)
	if err != nil {
		return nil, err
	}
	for k := range kinds {
		p.Equipment = append(p.Equipment, model.Equipment{Key: fmt.Sprintf("R%d", k+1), Capacity: caps[k], Calendar: model.None})
	}
	return p, nil
}

// count reads the number after the colon of the line with a text.
func (l *lines) count(text string) (int, error) {
	if err := l.seek(text); err != nil {
		return 0, err
	}
	_, after, _ := strings.Cut(l.all[l.at-1], ":")
	fields := strings.Fields(after)
	if len(fields) == 0 {
		return 0, fmt.Errorf("line %d: a number is missing", l.at)
	}
	n, err := strconv.Atoi(fields[0])
	if err != nil || n < 0 || n > most {
		return 0, fmt.Errorf("line %d: %q is not a possible number", l.at, fields[0])
	}
	return n, nil
}

func (l *lines) precedence(p *model.Problem) error {
	if err := l.seek("PRECEDENCE RELATIONS"); err != nil {
		return err
	}
	if _, err := l.next(); err != nil {
		return err
	}
	for range p.Tasks {
		row, err := l.numbers(3)
		if err != nil {
			return err
		}
		for _, to := range row[3:] {
			if row[0] < 1 || row[0] > len(p.Tasks) || to < 1 || to > len(p.Tasks) {
				return fmt.Errorf("line %d: a job that does not exist", l.at)
			}
			p.Deps = append(p.Deps, model.Dependency{From: row[0] - 1, To: to - 1})
		}
	}
	return nil
}

func (l *lines) requests(p *model.Problem, kinds int) error {
	if err := l.seek("REQUESTS/DURATIONS"); err != nil {
		return err
	}
	if err := l.seek("-----"); err != nil {
		return err
	}
	for range p.Tasks {
		row, err := l.numbers(3 + kinds)
		if err != nil {
			return err
		}
		if row[0] < 1 || row[0] > len(p.Tasks) || row[1] != 1 {
			return fmt.Errorf("line %d: a job that does not exist, or a second mode", l.at)
		}
		t := &p.Tasks[row[0]-1]
		t.Key, t.Duration = strconv.Itoa(row[0]), int64(row[2])
		for k, units := range row[3 : 3+kinds] {
			if units > 0 {
				t.Uses = append(t.Uses, model.Usage{Equipment: k, Units: units})
			}
		}
	}
	return nil
}
