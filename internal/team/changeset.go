package team

import (
	"crypto/sha256"
	"encoding/hex"
	"time"

	"plumbline/internal/record"
	"plumbline/internal/team/merge"
)

// Op is what a change does. Patch touches only the fields it carries.
type Op string

// The operations of a change.
const (
	Put    Op = "put"
	Patch  Op = "patch"
	Delete Op = "delete"
	Erase  Op = "erase"
)

// Via is the way in by which a change came.
const (
	ViaUI     = "ui"
	ViaCLI    = "cli"
	ViaAPI    = "api"
	ViaMCP    = "mcp"
	ViaImport = "import"
	ViaJob    = "job"
	ViaAccept = "accept"
	ViaUndo   = "undo"
)

// ChangeSet is an atomic list of changes. ID is also the idempotency key: the same
// id again gives the first result and changes nothing. An empty ID draws one.
type ChangeSet struct {
	ID      string
	Via     string
	Reason  string
	Changes []Change
	// Contents are stored with the changes, whole or not at all; a record names one by
	// its hash (ContentName).
	Contents [][]byte
}

// ContentName is the name under which content is stored: lower-case hexadecimal SHA-256.
func ContentName(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// Change is one record's change.
type Change struct {
	Kind  record.Kind
	ID    string // id or key of an existing record; an unused id, or empty, for a new one
	Key   string // wanted alias; empty keeps it, or makes one for a new record
	Base  int    // version it was made on; 0 = whatever is there
	Exact bool   // refuse when the head is not Base, instead of merging
	Op    Op
	Data  *record.Node // the content, for put and patch
	File  string       // where Data was written, for messages
}

// Applied is what a change set did.
type Applied struct {
	ChangeID string
	At       time.Time
	Again    bool // the change set had been applied before
	Records  []AppliedRecord
}

// AppliedRecord is one record after the change set. Records that already were as
// wanted keep their version and have no Diff.
type AppliedRecord struct {
	Kind    record.Kind
	ID      record.ID
	Key     string
	Version int
	Op      Op // put or delete or erase; empty when nothing changed
	Created bool
	Diff    []FieldDiff
}

// FieldDiff is one field before and after, as canonical JSON; empty = no value.
type FieldDiff = merge.FieldDiff

// Conflict is a field that was changed here and by somebody else since the version
// both started from. All values are canonical JSON.
type Conflict = merge.Conflict

// ConflictError lists the fields that stopped a merge. It unwraps to a fault of
// code Conflict.
type ConflictError struct {
	Fault     error
	Kind      record.Kind
	ID        record.ID
	Version   int // of the head
	Conflicts []Conflict
}

// Error gives the fault's text.
func (e *ConflictError) Error() string { return e.Fault.Error() }

// Unwrap gives the fault.
func (e *ConflictError) Unwrap() error { return e.Fault }
