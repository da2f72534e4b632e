package main

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"plumbline/schedule"
	"plumbline/schedule/model"
)

// peer runs TaskJuggler on the same instance: one time unit is an hour around the
// clock, each unit of equipment a resource, each task an effort of whom or what it
// needs at once. TaskJuggler may interrupt work, so its task is an easier one.
func (f *scheduleFlags) runPeer(ctx context.Context, p *schedule.Problem, r *instanceResult) error {
	if f.format == "mspsp" {
		return errors.New("the peer is run on psplib and imopse only")
	}
	program, err := exec.LookPath("tj3")
	if err != nil {
		return errors.New("tj3 is not installed; leave --peer out, or install Debian's package tj3")
	}
	dir, err := os.MkdirTemp("", "bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := os.WriteFile(filepath.Join(dir, "p.tjp"), []byte(taskJuggler(p)), 0o644); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, 5*time.Minute)
	defer cancel()
	run := exec.CommandContext(ctx, program, "--silent", "p.tjp")
	run.Dir = dir
	begun := time.Now()
	if text, err := run.CombinedOutput(); err != nil {
		return fmt.Errorf("tj3: %w: %s", err, text)
	}
	r.PeerWall = time.Since(begun).Seconds()
	r.Peer, err = lastEnd(filepath.Join(dir, "out.csv"))
	return err
}

var peerStart = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// taskJuggler writes a problem in TaskJuggler's language.
func taskJuggler(p *schedule.Problem) string {
	var b strings.Builder
	hours := int64(0)
	for i := range p.Tasks {
		hours += p.Tasks[i].Duration
	}
	fmt.Fprintf(&b, "project p \"p\" 2026-01-01 +%dd {\n timezone \"UTC\"\n timingresolution 60min\n dailyworkinghours 24\n yearlyworkingdays 365\n workinghours mon - sun 0:00 - 24:00\n timeformat \"%%Y-%%m-%%d-%%H:%%M\"\n}\n", hours/24+2)
	for i := range p.People {
		fmt.Fprintf(&b, "resource w%d \"w%d\"\n", i, i)
	}
	for k, e := range p.Equipment {
		for u := range e.Capacity {
			fmt.Fprintf(&b, "resource e%d_%d \"e\"\n", k, u)
		}
	}
	before := make([][]string, len(p.Tasks))
	for _, d := range p.Deps {
		before[d.To] = append(before[d.To], fmt.Sprintf("t%d", d.From))
	}
	tail := tails(p)
	for i := range p.Tasks {
		fmt.Fprintf(&b, "task t%d \"t%d\" {\n priority %d\n", i, i, 1+min(999, 999*tail[i]/max(1, tail[0], hours/4)))
		if len(before[i]) > 0 {
			fmt.Fprintf(&b, " depends %s\n", strings.Join(before[i], ", "))
		} else {
			b.WriteString(" start 2026-01-01\n")
		}
		b.WriteString(peerEffort(p, &p.Tasks[i]) + "}\n")
	}
	b.WriteString("taskreport out \"out\" {\n formats csv\n columns id, end\n}\n")
	return b.String()
}

// tails gives the longest way from each task's start to the end.
func tails(p *schedule.Problem) []int64 {
	tail := make([]int64, len(p.Tasks))
	for range p.Tasks { // as many rounds as a way can have links
		changed := false
		for i := range p.Tasks {
			tail[i] = max(tail[i], p.Tasks[i].Duration)
		}
		for _, d := range p.Deps {
			if v := p.Tasks[d.From].Duration + tail[d.To]; v > tail[d.From] {
				tail[d.From], changed = v, true
			}
		}
		if !changed {
			break
		}
	}
	return tail
}

// peerEffort allocates everything a task needs, all of it mandatory.
func peerEffort(p *schedule.Problem, t *model.Task) string {
	if t.Duration == 0 {
		return " milestone\n"
	}
	var lines []string
	allocate := func(names []string, from int) {
		names = append(append([]string{}, names[from:]...), names[:from]...)
		line := " allocate " + names[0] + " { mandatory persistent"
		if len(names) > 1 {
			line += " alternative " + strings.Join(names[1:], ", ") + " select order"
		}
		lines = append(lines, line+" }\n")
	}
	for _, u := range t.Uses {
		var units []string
		for k := range p.Equipment[u.Equipment].Capacity {
			units = append(units, fmt.Sprintf("e%d_%d", u.Equipment, k))
		}
		for k := range u.Units {
			allocate(units, k)
		}
	}
	for _, s := range t.Seats {
		var able []string
		for i, who := range p.People {
			if n := s.Needs[0]; who.Levels[n.Skill] >= n.Level {
				able = append(able, fmt.Sprintf("w%d", i))
			}
		}
		allocate(able, 0)
	}
	if len(lines) == 0 {
		return fmt.Sprintf(" duration %dh\n", t.Duration)
	}
	return fmt.Sprintf(" effort %dh\n", t.Duration*int64(len(lines))) + strings.Join(lines, "")
}

// lastEnd reads the last end of a report, in hours from the start.
func lastEnd(file string) (int, error) {
	f, err := os.Open(file)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	in := csv.NewReader(f)
	in.Comma = ';'
	rows, err := in.ReadAll()
	if err != nil {
		return 0, err
	}
	last := 0
	for _, row := range rows[min(1, len(rows)):] {
		end, err := time.Parse("2006-01-02-15:04", row[len(row)-1])
		if err != nil {
			return 0, err
		}
		last = max(last, int(end.Sub(peerStart).Hours()))
	}
	return last, nil
}
