// Package rawcheck checks answers against the raw instance files. It shares no code
// with the readers or the engine: a mistake there shows here. Its way of reading is
// on purpose another one, by pattern instead of by line.
package rawcheck

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Answer is what an engine says about one file: starts in the file's time units and,
// by task, who takes part in which skill (zero-based skill or -1).
type Answer struct {
	Start  []int
	People [][]int // by task: people, zero-based
	Skills [][]int // by task, beside People: the skill each one uses
}

var number = regexp.MustCompile(`-?\d+(\.\d+)?`)

func ints(s string) []int {
	var out []int
	for _, m := range number.FindAllString(s, -1) {
		f, _ := strconv.ParseFloat(m, 64)
		out = append(out, int(f))
	}
	return out
}

// between gives the text after one mark and before the next.
func between(text, from, to string) string {
	_, after, _ := strings.Cut(text, from)
	part, _, _ := strings.Cut(after, to)
	return part
}

// PSPLIB checks precedence and capacities, and gives the makespan.
func PSPLIB(text string, a Answer) (int, error) {
	rows := strings.Split(strings.TrimSpace(between(text, "#successors   successors", "****")), "\n")
	n := len(rows)
	if len(a.Start) != n {
		return 0, fmt.Errorf("%d starts for %d jobs", len(a.Start), n)
	}
	durations := strings.Split(strings.TrimSpace(between(between(text, "REQUESTS/DURATIONS:", "****"), "-\n", "\x00")), "\n")
	capacity := ints(strings.Split(strings.TrimSpace(between(text, "RESOURCEAVAILABILITIES:", "*****")), "\n")[1])
	dur, req, end := make([]int, n), make([][]int, n), 0
	for i, line := range durations {
		v := ints(line)
		if v[0] != i+1 {
			return 0, fmt.Errorf("durations of job %d are missing", i+1)
		}
		dur[i], req[i] = v[2], v[3:]
		end = max(end, a.Start[i]+dur[i])
		if a.Start[i] < 0 {
			return 0, fmt.Errorf("job %d starts at %d", i+1, a.Start[i])
		}
	}
	for i, line := range rows {
		for _, to := range ints(line)[3:] {
			if a.Start[to-1] < a.Start[i]+dur[i] {
				return 0, fmt.Errorf("job %d starts before job %d ends", to, i+1)
			}
		}
	}
	for k, c := range capacity {
		for t := range end {
			sum := 0
			for i := range n {
				if a.Start[i] <= t && t < a.Start[i]+dur[i] {
					sum += req[i][k]
				}
			}
			if sum > c {
				return 0, fmt.Errorf("resource %d is used %d times at %d, of %d", k+1, sum, t, c)
			}
		}
	}
	return end, nil
}

// IMOPSE checks skills, order and that nobody does two things at once; it gives the
// last finish and the cost in hundredths.
func IMOPSE(text string, a Answer) (finish, cost int, err error) {
	type task struct {
		dur   int
		skill string
		level int
		after []int
	}
	who := regexp.MustCompile(`Q(\d+):\s*(\d+)`)
	var salary []int
	var held []map[string]int
	for _, line := range strings.Split(strings.TrimSpace(between(text, "Skills", "====")), "\n") {
		f := strings.Fields(line)
		money, _ := strconv.ParseFloat(f[1], 64)
		salary = append(salary, int(money*100+0.5))
		m := map[string]int{}
		for _, s := range who.FindAllStringSubmatch(line, -1) {
			m[s[1]], _ = strconv.Atoi(s[2])
		}
		held = append(held, m)
	}
	var tasks []task
	for _, line := range strings.Split(strings.TrimSpace(between(text, "Predecessor IDs", "====")), "\n") {
		at := who.FindStringSubmatchIndex(line)
		s := who.FindStringSubmatch(line)
		level, _ := strconv.Atoi(s[2])
		tasks = append(tasks, task{ints(line[:at[0]])[1], s[1], level, ints(line[at[1]:])})
	}
	if len(tasks) != len(a.Start) {
		return 0, 0, fmt.Errorf("%d starts for %d tasks", len(a.Start), len(tasks))
	}
	for i, t := range tasks {
		if len(a.People[i]) != 1 {
			return 0, 0, fmt.Errorf("task %d has %d people", i+1, len(a.People[i]))
		}
		p := a.People[i][0]
		if l, ok := held[p][t.skill]; !ok || l < t.level {
			return 0, 0, fmt.Errorf("task %d: person %d lacks the skill", i+1, p+1)
		}
		for _, b := range t.after {
			if a.Start[i] < a.Start[b-1]+tasks[b-1].dur {
				return 0, 0, fmt.Errorf("task %d starts before task %d ends", i+1, b)
			}
		}
		for j := range i {
			if a.People[j][0] == p && a.Start[i] < a.Start[j]+tasks[j].dur && a.Start[j] < a.Start[i]+t.dur {
				return 0, 0, fmt.Errorf("person %d does tasks %d and %d at once", p+1, j+1, i+1)
			}
		}
		finish = max(finish, a.Start[i]+t.dur)
		cost += t.dur * salary[p]
	}
	return finish, cost, nil
}

// MSPSP checks mastery, needs, order and that nobody is in two activities at once.
func MSPSP(text string, a Answer) (int, error) {
	text = regexp.MustCompile(`%.*`).ReplaceAllString(text, "")
	dur := ints(between(text, "dur = [", "]"))
	skills := ints(between(text, "nSkills =", ";"))[0]
	req := ints(between(text, "sreq = [", "];"))
	mastery := regexp.MustCompile(`true|false`).FindAllString(between(text, "mastery = [", "];"), -1)
	pred, succ := ints(between(text, "\npred = [", "]")), ints(between(text, "\nsucc = [", "]"))
	if len(dur) != len(a.Start) {
		return 0, fmt.Errorf("%d starts for %d activities", len(a.Start), len(dur))
	}
	finish := 0
	for i := range dur {
		need := append([]int(nil), req[i*skills:(i+1)*skills]...)
		for j, p := range a.People[i] {
			s := a.Skills[i][j]
			if mastery[p*skills+s] != "true" {
				return 0, fmt.Errorf("activity %d: person %d lacks skill %d", i+1, p+1, s+1)
			}
			need[s]--
			for k := range i {
				for _, q := range a.People[k] {
					if p == q && a.Start[i] < a.Start[k]+dur[k] && a.Start[k] < a.Start[i]+dur[i] {
						return 0, fmt.Errorf("person %d is in activities %d and %d at once", p+1, k+1, i+1)
					}
				}
			}
			for _, q := range a.People[i][:j] {
				if p == q {
					return 0, fmt.Errorf("person %d sits twice in activity %d", p+1, i+1)
				}
			}
		}
		for s, n := range need {
			if n != 0 && dur[i] > 0 {
				return 0, fmt.Errorf("activity %d misses %d people with skill %d", i+1, n, s+1)
			}
		}
		finish = max(finish, a.Start[i]+dur[i])
	}
	for i := range pred {
		if a.Start[succ[i]-1] < a.Start[pred[i]-1]+dur[pred[i]-1] {
			return 0, fmt.Errorf("activity %d starts before activity %d ends", succ[i], pred[i])
		}
	}
	return finish, nil
}
