// Package client is how commands reach a team's records: one interface, whether a
// server runs beside the data folder, far away behind an address, or not at all. In
// each case the same HTTP API answers, so that a command behaves alike everywhere;
// without a server the API runs inside the command's own process.
package client

import (
	"context"
	"encoding/json"
	"net/url"

	"plumbline/internal/httpapi/wire"
	"plumbline/internal/team"
)

// Gate is an organisation's records as a command sees them, as one principal. Safe
// for concurrent use. Errors are faults of package fault, as the gate gives them;
// problems of a change set carry the place in the file their content came from.
type Gate interface {
	// Session says as whom the command acts, and in which organisation.
	Session(ctx context.Context) (wire.Session, error)
	// Schema describes every kind with its fields.
	Schema(ctx context.Context) (wire.Schema, error)
	// List gives one page of the records of a kind.
	List(ctx context.Context, kind string, q wire.Query) (wire.Page, error)
	// Find gives a record by id or key, fault.NotFound when there is none.
	Find(ctx context.Context, kind, idOrKey string) (wire.Record, error)
	// Search finds records of any kind by title, key, tag or text.
	Search(ctx context.Context, text string, limit int) (wire.FoundList, error)
	// Apply makes a change set durable, all of it or nothing. Of its Via only
	// team.ViaImport and team.ViaAccept count; otherwise the way in decides.
	Apply(ctx context.Context, cs team.ChangeSet) (wire.Applied, error)
	// Preview says what Apply would do.
	Preview(ctx context.Context, cs team.ChangeSet) (wire.Applied, error)
	// Undo applies the inverse of a change set.
	Undo(ctx context.Context, changeID, reason string) (wire.Applied, error)
	// History gives a record's versions in sentences, newest first.
	History(ctx context.Context, kind, idOrKey string) (wire.History, error)
	// Answer asks one of the product's questions and gives its JSON.
	Answer(ctx context.Context, question string, params url.Values) (json.RawMessage, error)
	// DecisionPatch gives what would change in the file a decision was read from.
	DecisionPatch(ctx context.Context, idOrKey string) (wire.FilePatch, error)
	// ImportEstimates keeps finished work from a CSV file as a track record.
	ImportEstimates(ctx context.Context, name string, data []byte) (wire.Imported, error)
	// Choose takes one of the plans of the trade-offs, or keeps it as a scenario.
	Choose(ctx context.Context, c wire.Choose) (wire.Applied, error)
	// KeepReport keeps a report of now, as a draft or approved.
	KeepReport(ctx context.Context, k wire.KeepReport) (wire.Applied, error)
	// Jobs lists the work in the background, newest first; StopJob asks one to stop.
	Jobs(ctx context.Context) (wire.Jobs, error)
	StopJob(ctx context.Context, id string) error
	// NewLink makes a one-time link to the pages of a running server.
	NewLink(ctx context.Context) (wire.Link, error)
	// Tokens lists one's sessions and tokens; NewToken makes a token, and RevokeToken
	// ends a session or token by its id or the first eight characters of it.
	Tokens(ctx context.Context) (wire.Tokens, error)
	NewToken(ctx context.Context, t wire.NewToken) (wire.Secret, error)
	RevokeToken(ctx context.Context, id string) error
	// DestroyNotes erases all one's private notes and destroys their key.
	DestroyNotes(ctx context.Context) (wire.Destroyed, error)
	// Backup writes a copy of the database to an absolute path on the server's machine.
	Backup(ctx context.Context, path string) error
	// Close lets go of the connection, and of the data folder where the command opened it.
	Close() error
}

// All gives every record of a kind that the principal may see, in the order of keys.
func All(ctx context.Context, g Gate, kind string) ([]wire.Record, error) {
	var out []wire.Record
	q := wire.Query{Limit: 500, Sort: "key"}
	for {
		p, err := g.List(ctx, kind, q)
		if err != nil {
			return nil, err
		}
		out = append(out, p.Items...)
		if q.Cursor = p.Next; q.Cursor == "" {
			return out, nil
		}
	}
}
