package storetest

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"strings"
	"sync"

	"plumbline/internal/fault"
	"plumbline/internal/store"
	"plumbline/internal/store/tables"
)

// A storm is many small writes of different shapes, each with rows, a blob and a job, that say on a
// stream when they begin ("? id") and when Write has returned ("! id"). What a storm left in a
// store can be checked against that stream: see Losses.

// shape is how many rows the write with this id has.
func shape(id string) int {
	h := fnv.New32a()
	h.Write([]byte(id))
	return 1 + int(h.Sum32()%6)
}

func stormBlob(id string) []byte { return []byte(strings.Repeat("blob of "+id+"\n", 20*shape(id))) }

// ApplyOnce writes one change of a storm, unless it is there: what a client's retry does.
func ApplyOnce(ctx context.Context, s store.Store, id string) error {
	return s.Write(ctx, func(ctx context.Context, tx store.Tx) error {
		before, err := tx.Change(ctx, id)
		if err != nil || len(before) > 0 {
			return err
		}
		var rows []store.Row
		for n := range shape(id) {
			rows = append(rows, Row(id, fmt.Sprint(id, "/", n), 1))
		}
		if err := tx.Append(ctx, rows); err != nil {
			return err
		}
		if _, err := tx.PutBlob(ctx, stormBlob(id)); err != nil {
			return err
		}
		return tx.Enqueue(ctx, store.Job{ID: id, Name: "storm"})
	})
}

// Storm writes until ctx ends or a write fails: first the ids given, then new ones that begin
// with prefix, from several goroutines at once.
func Storm(ctx context.Context, s store.Store, prefix string, again []string, out io.Writer) error {
	w := &lines{out: out}
	for _, id := range again {
		if err := w.write(ctx, s, id); err != nil {
			return err
		}
	}
	errs := make(chan error, 6)
	for worker := range cap(errs) {
		go func() {
			for n := 0; ; n++ {
				if err := w.write(ctx, s, fmt.Sprintf("%s-%d-%d", prefix, worker, n)); err != nil {
					errs <- err
					return
				}
			}
		}()
	}
	var first error
	for range cap(errs) {
		if err := <-errs; first == nil {
			first = err
		}
	}
	return first
}

// lines writes whole lines, one system call each.
type lines struct {
	mu  sync.Mutex
	out io.Writer
}

func (l *lines) write(ctx context.Context, s store.Store, id string) error {
	if err := l.say("? " + id); err != nil {
		return err
	}
	if err := ApplyOnce(ctx, s, id); err != nil {
		return err
	}
	return l.say("! " + id)
}

func (l *lines) say(line string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	_, err := io.WriteString(l.out, line+"\n")
	return err
}

// Losses is what a check of storms found. All but Acknowledged and Unanswered must be zero.
type Losses struct {
	Acknowledged int // writes whose Write returned
	Unanswered   int // writes that began and were not answered: there or not, but whole
	Lost         int // acknowledged and not there
	Partial      int // there in part: some rows, or rows without blob or job
	Doubled      int // there more than once
}

// Sound says that nothing acknowledged was lost, and nothing partial or doubled.
func (l Losses) Sound() bool { return l.Lost == 0 && l.Partial == 0 && l.Doubled == 0 }

// String is one line for a log.
func (l Losses) String() string {
	return fmt.Sprintf("%d acknowledged, %d unanswered: %d lost, %d partial, %d doubled", l.Acknowledged, l.Unanswered, l.Lost, l.Partial, l.Doubled)
}

// Ledger is what storms said, over all their processes.
type Ledger struct {
	Losses
	begun map[string]bool // begun and not acknowledged
	fresh []string        // acknowledged since the last check
	seen  []string        // acknowledged and checked
}

// NewLedger begins with nothing.
func NewLedger() *Ledger { return &Ledger{begun: map[string]bool{}} }

// Read notes a storm's lines and calls each after every line, until the stream ends.
func (l *Ledger) Read(r io.Reader, each func(line int)) error {
	in := bufio.NewScanner(r)
	for n := 1; in.Scan(); n++ {
		what, id, _ := strings.Cut(in.Text(), " ")
		switch what {
		case "?":
			l.begun[id] = true
		case "!":
			delete(l.begun, id)
			l.fresh = append(l.fresh, id)
			l.Acknowledged++
		default:
			return fmt.Errorf("a storm said %q", in.Text())
		}
		each(n)
	}
	return in.Err()
}

// Again gives the writes that were not answered, for the next storm to send again.
func (l *Ledger) Again() []string {
	var list []string
	for id := range l.begun {
		list = append(list, id)
	}
	return list
}

// Check looks at what was said since the last check; Everything looks at all of it.
func (l *Ledger) Check(ctx context.Context, s store.Store) error {
	for id := range l.begun {
		l.Unanswered++
		if err := l.look(ctx, s, id, false); err != nil {
			return err
		}
	}
	for _, id := range l.fresh {
		if err := l.look(ctx, s, id, true); err != nil {
			return err
		}
	}
	l.seen, l.fresh = append(l.seen, l.fresh...), nil
	return nil
}

// Everything looks at every acknowledged write again and at the log as a whole.
func (l *Ledger) Everything(ctx context.Context, s store.Store) error {
	for _, id := range l.seen {
		if err := l.look(ctx, s, id, true); err != nil {
			return err
		}
	}
	return wholeLog(ctx, s)
}

func (l *Ledger) look(ctx context.Context, s store.Store, id string, acknowledged bool) error {
	rows, err := s.Change(ctx, id)
	if err != nil {
		return err
	}
	blob, err := there(s.Blob(ctx, tables.HashOf(stormBlob(id))))
	if err != nil {
		return err
	}
	job, err := there(s.Job(ctx, id))
	if err != nil {
		return err
	}
	switch n := len(rows); {
	case n == 0 && !blob && !job && !acknowledged, n == shape(id) && blob && job:
	case n == 0 && !blob && !job:
		l.Lost++
	case n > shape(id):
		l.Doubled++
	default:
		l.Partial++
	}
	return nil
}

func there[T any](_ T, err error) (bool, error) {
	if fault.CodeOf(err) == fault.NotFound {
		return false, nil
	}
	return err == nil, err
}

// wholeLog reads the log from its beginning: no gap, and nothing after the head.
func wholeLog(ctx context.Context, s store.Store) error {
	head, err := s.Head(ctx)
	if err != nil {
		return err
	}
	last := int64(0)
	for {
		rows, err := s.After(ctx, last, 5000)
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			break
		}
		for _, r := range rows {
			if r.Seq != last+1 {
				return fmt.Errorf("row %d follows row %d", r.Seq, last)
			}
			last = r.Seq
		}
	}
	if last != head {
		return errors.New(fmt.Sprint("the counter says ", head, ", the last row is ", last))
	}
	return nil
}
