// Package store is what must survive: the append-only log of records and the few
// tables beside it. SQLite and PostgreSQL implement it (packages sqlite and
// postgres) and both pass one suite (package storetest).
//
// A nil error from Write means the rows are on the disk. Commit order equals
// sequence order: whoever has read everything up to N and asks for what comes
// after N misses nothing.
package store

import (
	"context"
	"time"
)

// Op is what a row does to its record.
type Op string

// The operations. Erase also blanks the data of every earlier row of the record.
const (
	Put    Op = "put"
	Delete Op = "delete"
	Erase  Op = "erase"
)

// Row is one line of the log.
type Row struct {
	Seq      int64 // assigned by Append, gapless in commit order
	ChangeID string
	Kind, ID string
	Version  int // 1, 2, 3 … for each record
	Op       Op
	Schema   int // of the kind, when it was written
	At       time.Time
	By       string // person id, or "" for the system
	Via      string
	Reason   string
	KeyID    string // the key the data is encrypted with; "" = plain
	Key      string // the record's alias after this row
	Data     []byte // JSON of the record's content; empty for delete and erase
}

// Hash addresses a blob: lower-case hexadecimal SHA-256 of its content.
type Hash string

// Tx is the inside of one write. It is valid only until the function it was given to returns.
type Tx interface {
	// Head is the newest sequence number, 0 when the log is empty. Nobody else can move it until this write ends.
	Head(ctx context.Context) (int64, error)
	// After gives up to limit rows with Seq > seq, in order, including those this write appended.
	After(ctx context.Context, seq int64, limit int) ([]Row, error)
	// Change gives the rows a change set wrote, none when it is new: the idempotency check.
	Change(ctx context.Context, changeID string) ([]Row, error)
	// Append adds rows and fills in their Seq. A row whose (kind, id, version) exists already fails.
	Append(ctx context.Context, rows []Row) error
	// PutBlob stores content once and gives its address.
	PutBlob(ctx context.Context, content []byte) (Hash, error)
	// Enqueue adds a job that exists exactly if this write does.
	Enqueue(ctx context.Context, j Job) error
	// Memo is a value kept beside the log: what the last successful write kept, in this process, or nil.
	// It goes back with the write when that fails, or when the batch it was grouped in fails.
	Memo() any
	// Keep sets Memo.
	Keep(v any)
}

// Store is one organisation's database.
type Store interface {
	// Write runs fn under the write lock and makes its effects durable, all or none. When fn fails its error is
	// returned as it is. fn may be grouped with others into one commit, and must not block on anything but Tx.
	Write(ctx context.Context, fn func(ctx context.Context, tx Tx) error) error
	// Head is the newest committed sequence number.
	Head(ctx context.Context) (int64, error)
	// After gives up to limit committed rows with Seq > seq, in order.
	After(ctx context.Context, seq int64, limit int) ([]Row, error)
	// History gives every row of one record, oldest first.
	History(ctx context.Context, kind, id string) ([]Row, error)
	// Change gives the rows one change set wrote.
	Change(ctx context.Context, changeID string) ([]Row, error)
	// Blob gives stored content, fault.NotFound when there is none.
	Blob(ctx context.Context, h Hash) ([]byte, error)
	// Watch sends the newest sequence number after commits of any process, coalescing; it closes with ctx.
	Watch(ctx context.Context) (<-chan int64, error)

	Results
	Credentials
	Jobs

	// Backup writes a consistent copy while in use (SQLite: a database file; PostgreSQL: refuses, naming pg_dump).
	Backup(ctx context.Context, path string) error
	// Close waits for writes under way and releases everything.
	Close() error
}

// ResultKey says what a stored result answers; equal keys mean an equal answer.
type ResultKey struct {
	Question   string // "plan", "forecast", "knowledge", "today", …
	Options    string // hash of the options
	Projection string // hash of the projection of records it read
	Facts      string // version of the facts it read
	Engine     string // version of the engine
	Day        string // the organisation's day, 2026-02-20
}

// Result is a stored answer.
type Result struct {
	ResultKey
	At   time.Time
	Took time.Duration
	Data []byte
}

// Results keeps answers. They are derived: losing them costs time, not truth.
type Results interface {
	PutResult(ctx context.Context, r Result) error
	// Result gives the answer for exactly this key, fault.NotFound when there is none.
	Result(ctx context.Context, k ResultKey) (Result, error)
	// Latest gives the newest answers to a question with these options, newest first.
	Latest(ctx context.Context, question, options string, limit int) ([]Result, error)
	// Trim keeps one result a day of each question and options older than the given instant.
	Trim(ctx context.Context, olderThan time.Time) error
}

// Credential is a session, an API token or a one-time link. Only a hash of its secret is stored.
type Credential struct {
	Hash    string // hex SHA-256 of the secret
	Type    string // "session", "token", "link"
	Person  string // person id
	Name    string // what people call a token
	Scopes  []string
	Created time.Time
	Expires time.Time // zero = never
	Used    time.Time // last use, to the minute; zero = never
}

// Credentials holds who may come in.
type Credentials interface {
	PutCredential(ctx context.Context, c Credential) error
	Credential(ctx context.Context, hash string) (Credential, error)
	// UseLink deletes a one-time link and gives it, once; fault.NotFound the second time.
	UseLink(ctx context.Context, hash string) (Credential, error)
	TouchCredential(ctx context.Context, hash string, at time.Time) error
	DropCredential(ctx context.Context, hash string) error
	Credentials(ctx context.Context, person string) ([]Credential, error)
}

// JobState is where a job is.
type JobState string

// The states of a job.
const (
	Waiting JobState = "waiting"
	Running JobState = "running"
	Done    JobState = "done"
	Failed  JobState = "failed"
	Stopped JobState = "stopped"
)

// Job is a piece of work that survives a restart. Jobs run at least once.
type Job struct {
	ID       string // random; given by the caller, so that enqueueing twice is one job
	Name     string // which worker
	Unique   string // at most one waiting job with this value; "" = any number
	Args     []byte // JSON
	State    JobState
	Attempt  int
	RunAfter time.Time
	Created  time.Time
	Started  time.Time
	Ended    time.Time
	Progress []byte // JSON, last reported
	Error    string
}

// Jobs is the queue as the local runner uses it.
type Jobs interface {
	Enqueue(ctx context.Context, j Job) error
	// Claim takes the oldest job that may run now, but for those of the names in except, and marks
	// it running; fault.NotFound when there is none.
	Claim(ctx context.Context, now time.Time, except ...string) (Job, error)
	// Report stores progress, and says whether somebody asked the job to stop.
	Report(ctx context.Context, id string, progress []byte) (stop bool, err error)
	// Finish ends a job; with retryAt not zero it waits again instead.
	Finish(ctx context.Context, id string, state JobState, message string, retryAt time.Time) error
	// AskStop asks a waiting or running job to stop.
	AskStop(ctx context.Context, id string) error
	// Requeue makes every running job wait again: called once at start by the only server.
	Requeue(ctx context.Context) (int, error)
	// Job gives one job; JobsSince those created after an instant, newest first.
	Job(ctx context.Context, id string) (Job, error)
	JobsSince(ctx context.Context, at time.Time, limit int) ([]Job, error)
}
